"""The topic of a measure from its title and the beginning of its text: a linear model over character n-grams, with sure words as a floor.

Topics, in the order of `TOPICS`: 组织 (leadership, responsibility, mechanisms), 经费, 布局 (sites and places for pupils), 条件 (buildings, equipment),
师资, 质量 (teaching, research, courses, burden), 信息化, 招生与公平 (admission, drop-outs), 资助与关爱 (aid, left-behind and disabled children), 德育,
体卫艺劳, 校园文化, 家校社, 安全, 督导评价, 集团与帮扶 (groups, twinning), 管理 (running schools by rules), 党建, 各类教育 (pre-school, vocational, senior,
lifelong), 其他 (no matter of schools).

The weights are made by `python -m tests.extract.train_topics`, which prints how good they are: in five parts .85 right; on figurative titles that
were written before the weights were made, .76 with the beginning of their text (62 of 82), .72 without it (47 of 65).
"""

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from math import sqrt
from typing import Any

TOPICS = (
    "组织", "经费", "布局", "条件", "师资", "质量", "信息化", "招生与公平", "资助与关爱", "德育", "体卫艺劳", "校园文化", "家校社", "安全", "督导评价",
    "集团与帮扶", "管理", "党建", "各类教育", "其他",
)  # fmt: skip
LONGEST_TITLE, LONGEST_BODY = 40, 60
"""Characters read of a title and of the text behind it."""
BODY = 0.7
"""Weight of the text beside the title."""
SPEAKS = 2.0
"""Weight of a word that speaks for a topic beside that of an n-gram."""
SURE = 1.2
"""What a sure word adds to its topic's score."""

_LETTERS = re.compile(r"[^\u4e00-\u9fff]+")


@dataclass(frozen=True, slots=True)
class TopicRow:
    """One row of topics.toml."""

    name: str
    pattern: str
    unless: str
    matches: tuple[str, ...]
    rejects: tuple[str, ...]

    def fits(self, title: str) -> bool:
        """Whether the title names this topic beyond doubt."""
        return bool(_compiled(self.pattern).search(title)) and not (
            self.unless and _compiled(self.unless).search(title)
        )


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@cache
def topic_rows() -> tuple[TopicRow, ...]:
    """All rows in order."""
    table = tomllib.loads(files("jingyan.extract").joinpath("topics.toml").read_text("utf-8"))
    return tuple(
        TopicRow(row["name"], row["pattern"], row.get("unless", ""), tuple(row["matches"]), tuple(row["rejects"]))
        for row in table["topic"]
    )


def sure_topic(title: str) -> str | None:
    """The topic that a word of the title names beyond doubt, or None."""
    return next((row.name for row in topic_rows() if row.fits(title)), None)


@cache
def _words() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """The words of the table by their first character, longest first, and the topics each speaks for."""
    table = tomllib.loads(files("jingyan.extract").joinpath("topics.toml").read_text("utf-8"))["words"]
    topics: dict[str, tuple[str, ...]] = {}
    for topic in TOPICS:
        for word in table[topic].split():
            topics[word] = (*topics.get(word, ()), topic)
    first: dict[str, tuple[str, ...]] = {}
    for word in sorted(topics, key=lambda w: (-len(w), w)):
        first[word[0]] = (*first.get(word[0], ()), word)
    return first, topics


def _speaking(text: str) -> Iterator[str]:
    """The words of the table in `text`, the longest at each place, none inside another."""
    first = _words()[0]
    at = 0
    while at < len(text):
        word = next((w for w in first.get(text[at], ()) if text.startswith(w, at)), "")
        if word:
            yield word
        at += len(word) or 1


def features(title: str, body: str = "") -> dict[str, float]:
    """The 1- to 3-grams of the title, the 2-grams of the text's beginning, and how often either speaks for a topic ("=topic"); of length 1."""
    found: dict[str, float] = {}
    topics = _words()[1]
    for text, weight in ((title[:LONGEST_TITLE], SPEAKS), (body[:LONGEST_BODY], SPEAKS * BODY)):
        for word in _speaking(text):
            for topic in topics[word]:
                found["=" + topic] = found.get("=" + topic, 0.0) + weight
    for gram in _grams(title[:LONGEST_TITLE]):
        found[gram] = 1.0
    for part in _LETTERS.split(body[:LONGEST_BODY]):
        for one, two in pairwise(part):
            found.setdefault(one + two, BODY)
    size = sqrt(sum(value * value for value in found.values())) or 1.0
    return {gram: value / size for gram, value in found.items()}


def _grams(text: str) -> Iterator[str]:
    for part in _LETTERS.split(text):
        yield from part
        yield from map("".join, pairwise(part))
        yield from map("".join, zip(part, part[1:], part[2:], strict=False))


@cache
def _model() -> dict[str, Any]:
    """`unit` of the weights, `bias` by topic, `weights` a feature as [topic, weight, topic, weight, …] with topics by place in TOPICS."""
    data: dict[str, Any] = json.loads(files("jingyan.extract").joinpath("topics.json").read_text("utf-8"))
    return data


def scores(model: dict[str, Any], title: str, body: str = "") -> list[float]:
    """The score of each topic, in the order of TOPICS."""
    totals = [0.0] * len(TOPICS)
    weights: dict[str, list[int]] = model["weights"]
    for gram, value in features(title, body).items():
        row = weights.get(gram)
        if row:
            for at in range(0, len(row), 2):
                totals[row[at]] += value * row[at + 1]
    return [bias + model["unit"] * total for bias, total in zip(model["bias"], totals, strict=True)]


def topic_of(title: str, body: str = "", model: dict[str, Any] | None = None) -> str:
    """The topic of a measure with this title and text, both in simplified characters; always one of TOPICS."""
    found = scores(model or _model(), title, body)
    sure = sure_topic(title)
    if sure:
        found[TOPICS.index(sure)] += SURE
    return TOPICS[max(range(len(TOPICS)), key=lambda i: (found[i], -i))]
