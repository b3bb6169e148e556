"""How much a single line looks like site furniture: a linear model over character n-grams, learned offline; its weights are `furniture_model.json`.

The weights are made by `python -m tests.segment.train_furniture`, which also measures them: see the numbers in its docstring.
"""

import json
import re
from functools import cache, lru_cache
from importlib import resources
from itertools import pairwise, repeat
from math import sqrt
from typing import Any

# Kept as written; every other Latin word is one W, so that no user name or address is learned.
KNOWN = re.compile(
    "vip|docx?|pdf|ppt|xls|txt|word|wps|rar|copyright|rights|reserved|powered|icp|qq|top|end|app|page|html|ip|uid|rss|"
    "tags?|kb|mb|from|to|cc|sent|subject|wrote|loading",
    re.IGNORECASE,
)
LONGEST = 160  # characters read of a line: the rest of a long notice adds nothing

_URL = re.compile(r"(?:https?://|www\.|file:)[\w./\-?=&%#:~]+")
_MAIL = re.compile(r"[\w.\-]+@[\w.\-]+")
_DATE = re.compile(r"\d{2,4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}(?:\s?日)?")
_TIME = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?")
_WORD = re.compile(r"[a-zA-Z_][a-zA-Z0-9_]*")
_TITLE = re.compile("《[^》]*》")
_SPACE = re.compile(r"\s+")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_VARIES = re.compile(r"[\da-zA-Z_《\s]")
_MARKS = re.compile(r"[-,.。;:、!?|/·—_>»\[\]【】()“”《》+*=#@]")
_FUNCTION = re.compile("[的了在和与为等将对把被从到使是有]")
_OPENING = re.compile(
    r"([一二三四五六七八九十]+[、.])|([((][一二三四五六七八九十]+[))])|(\d+[.、)])|(第.{1,3}[篇章部])"
)


def shape(text: str) -> str:
    """`text` with what differs from page to page put away: titles, addresses, dates, times, numbers, unknown Latin words, blanks."""
    if not _VARIES.search(text):
        return text[:LONGEST]
    text = _TITLE.sub("《》", text[:LONGEST])
    text = _URL.sub(" U ", text)
    text = _MAIL.sub(" E ", text)
    text = _WORD.sub(_word, text)
    text = _TIME.sub("T", _DATE.sub("D", text))
    return _SPACE.sub("_", _DIGITS.sub("0", text).strip())


def _word(match: re.Match[str]) -> str:
    word = match.group()
    if word in ("U", "E"):
        return word
    return word.lower() if KNOWN.fullmatch(word) else "W"


def features(text: str) -> set[str]:
    """The features of a line: the 1–3-grams of its shape between ^ and $, and a few facts, each beginning with "=" (no n-gram is longer than three)."""
    body = f"^{shape(text)}$"
    grams = {*body, *map("".join, pairwise(body)), *map("".join, zip(body, body[1:], body[2:], strict=False))}
    marks = len(_MARKS.findall(text, 0, LONGEST))
    words = len(_FUNCTION.findall(text, 0, LONGEST))
    length = max(1, min(len(text), LONGEST))
    grams.add(f"=length{min(9, len(text).bit_length())}")
    grams.add(f"=marks{10 * marks // length}")
    grams.add(f"=words{20 * words // length}")
    grams.add(f"=ended{text[-1:] in '。!?！？;；'}")
    if opening := _OPENING.match(text):
        grams.add(f"=opens{opening.lastindex}")
    return grams


@cache
def _model() -> dict[str, Any]:
    """`weights` a feature in `unit`s and the `bias`; `kinds`, and for each its `kind_bias` and its place in the rows of `kind_weights`."""
    data: dict[str, Any] = json.loads(resources.files(__package__).joinpath("furniture_model.json").read_text("utf-8"))
    return data


@lru_cache(maxsize=20_000)
def score(text: str) -> float:
    """The log-odds that the line is furniture: above 0 more likely than not, from 3 on nearly sure."""
    model, grams = _model(), features(text)
    weights: dict[str, int] = model["weights"]
    total = sum(map(weights.get, grams, repeat(0)))
    return float(model["bias"] + model["unit"] * total / sqrt(len(grams)))


def kind(text: str) -> str:
    """The likeliest kind of a furniture line."""
    model, grams = _model(), features(text)
    rows = [row for gram in grams if (row := model["kind_weights"].get(gram))]
    size = sqrt(len(grams))
    totals = [bias + sum(row[i] for row in rows) / size for i, bias in enumerate(model["kind_bias"])]
    best: str = model["kinds"][max(range(len(totals)), key=lambda i: (totals[i], -i))]
    return best
