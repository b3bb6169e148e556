"""Noun phrases around a place in a text, cut by words and their parts of speech; what is done with them stands in `indicators`."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from jingyan.zh.parts import Part, part
from jingyan.zh.words import segmenter


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a stretch of text: its place there, half-open, and its part of speech."""

    text: str
    start: int
    end: int
    part: Part | None


_TABLE: dict[str, str] = tomllib.loads(files(__package__).joinpath("phrases.toml").read_text("utf-8"))
LINK, PLAIN, HEADS, PREDICATES, COMPOUNDS = (
    frozenset(_TABLE[name].split()) for name in ("link", "plain", "heads", "predicates", "compounds")
)
_MARK = re.compile(r"[^\u3400-\u9fff\w%*×]+|[\d*×xX%]+")


@lru_cache(maxsize=8192)
def words(text: str) -> tuple[Word, ...]:
    """The words of `text` in order; marks and numbers have no part of speech."""
    found: list[Word] = []
    at = 0
    for word in segmenter().cut(text):
        kind = None if _MARK.fullmatch(word) else part(word)
        found.append(Word(word, at, at + len(word), kind))
        at += len(word)
    return tuple(found)


def last_phrase(found: Sequence[Word]) -> tuple[int, int]:
    """The noun phrase that ends `found`: the index of its first word and the index behind its last; equal where there is none."""
    end = len(found)
    begin = end
    while begin > 0 and (_belongs(found, begin - 1, end) or (begin == end and found[begin - 1].text == "”")):
        begin -= 1
        if found[begin].text == "”":  # a quoted name is one word whatever stands in it
            opened = next((i for i in range(begin, max(-1, begin - 14), -1) if found[i].text == "“"), None)
            begin = begin if opened is None else opened
    while begin < end and found[begin].text != "所" and _is_edge(found[begin]):
        begin += 1
    return begin, end


def _is_edge(word: Word) -> bool:
    return word.part in ("conjunction", "particle") or word.text in "、·-"


def first_phrase(found: Sequence[Word], *, verbal: bool = False) -> int:
    """The index behind the noun phrase that begins `found`; `verbal` if it may open with a verb (进城务工人员)."""
    at = 1 if verbal and len(found) > 1 and found[0].part == "verb" and found[1].part in ("noun", "nominal") else 0
    while at < len(found) and _goes_on(found, at):
        if found[at].text == "“":
            closed = next((i for i in range(at, min(len(found), at + 14)) if found[i].text == "”"), None)
            at = at if closed is None else closed
        at += 1
    while at > 0 and (found[at - 1].part in ("conjunction", "particle", "adverb") or found[at - 1].text in "、·-“("):
        at -= 1
    return at


def _belongs(found: Sequence[Word], at: int, end: int) -> bool:
    """True if the word at `at` goes on, to the left, the noun phrase that ends at `end`."""
    word = found[at]
    follower = found[at + 1] if at + 1 < end else None
    if word.part in ("noun", "nominal"):
        return not (word.text == "基础" and follower is not None and follower.text in ("上", "中"))
    if word.part == "verb":
        needed = at > 0 and found[at - 1].text == "所"
        named = at > 0 and found[at - 1].part in ("noun", "nominal")
        return follower is not None and (needed or (follower.text in HEADS and (named or word.text not in PLAIN)))
    if word.text == "的":
        return at > 0 and found[at - 1].part in ("noun", "nominal") and follower is not None
    if word.text == "所":
        return follower is not None and follower.text in _NEEDED
    if word.part == "particle":
        allowed = ("以上", "以下", "左右", "等", "间", "中", "内", "地", "之")
        return word.text in allowed and follower is not None and at > 0
    if word.part == "conjunction":
        return word.text in ("和", "与", "及", "或", "以及") and follower is not None
    if at > 0 and found[at - 1].text == "所" and word.text in _NEEDED:
        return follower is not None
    if word.text == "不":
        return follower is not None and follower.text in ("合格", "及格", "足", "达标")
    if word.text in "“”()、·-%" and len(word.text) == 1:
        return follower is not None
    return word.part is None and re.fullmatch(r"[\d*×xX]+", word.text) is not None and _is_name(found, at, end)


_COUNT = re.compile(
    r"[一二两三四五六七八九十百千万亿零点]{2,}[个所名人间台套项次座栋册亩元户]?|[两三四五六七八九十][个所名间台套项次座栋户]"
)
"""A written number behind a noun: the figure, not its name (学校|两所, 学位|十二万六千个)."""
_NEEDED = frozenset(["需", "需要", "占", "属", "用", "有", "得"])


def _is_name(found: Sequence[Word], at: int, end: int) -> bool:
    """True for a number that is part of a name: 3岁以上儿童, 56人以上大班额, 12年义务教育."""
    rest = "".join(w.text for w in found[at + 1 : min(end, at + 4)])
    return re.match(r"(?:至|到|~|-|—)?\d*(?:周?岁|A级|A|年级|人以[上下]|年(?:义务|免费)教育)", rest) is not None


def _goes_on(found: Sequence[Word], at: int) -> bool:
    """True if the word at `at` goes on, to the right, the noun phrase that begins `found`."""
    word = found[at]
    follower = found[at + 1] if at + 1 < len(found) else None
    if at > 0 and _COUNT.fullmatch(word.text):
        return False
    if word.part in ("noun", "nominal") or re.fullmatch(r"[*×xX]+", word.text):
        return True
    if word.part == "verb":
        if follower is not None and at > 0 and found[at - 1].part in ("noun", "nominal"):
            return follower.text in COMPOUNDS
        return follower is not None and at == 0 and follower.text in HEADS and word.text not in PLAIN
    if word.text == "的":
        return follower is not None and follower.part in ("noun", "nominal") and at > 0 and found[at - 1].part != "verb"
    if word.part == "particle":
        return word.text in ("以上", "以下") and follower is not None and follower.part in ("noun", "nominal", None)
    if word.part == "conjunction":
        return word.text in ("和", "与", "及", "以及") and follower is not None and follower.part in ("noun", "nominal")
    return word.text in ("、", "“", "”", "(", ")", "·", "-")
