"""What stands on one side of an aligned passage as whole words: its figures, dates and names."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from jingyan.model.reuse import SubstitutionClass
from jingyan.model.span import Span
from jingyan.zh.names import find_names

_YEAR = r"(?:(?:19|20)[\dXx×*]{2}|\d{2,4}[Xx×*]{2}(?=\s*年)|[一二][〇○零一二三四五六七八九]{3})"
DATE = re.compile(
    rf"{_YEAR}\s*(?:学年度?|年度?)(?:\s*\d{{1,2}}\s*月(?:\s*\d{{1,2}}\s*[日号])?)?|\d{{1,2}}\s*月\s*\d{{1,2}}\s*[日号]|\d{{4}}[-./]\d{{1,2}}[-./]\d{{1,2}}"
    r"|(?:周|星期|礼拜)[一二三四五六日天](?![次个名回节场])|[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}[日号])?"
)
_DATE_HEAD = re.compile(
    r"[\d一二三四五六七八九十周星礼](?=[\dXx×*]*\s*[年月学./-]|[〇○零一二三四五六七八九十]*\s*[年月学]|[一二三四五六日天期拜])"
)
UNITS = (
    "平方公里|平方米|立方米|个百分点|百分点|公里|千米|公顷|万元|亿元|人次|学时|课时|[%％‰元人名所个亩台册套间件次项条篇份户家位生班校张座栋辆部门届级岁天年月日周米吨瓦处块种类轮批组对分倍期场堂节支只把双"
    "]"
)
# Digits (1,200.5), or Chinese numerals before a unit, the longest run of them. The first character is one set for both, so that the next figure is found fast.
FIGURE = re.compile(
    rf"[\d一二两三四五六七八九十百千万亿](?:(?<=\d)(?:\d{{0,2}}(?:[,，]\d{{3}})+(?:\.\d+)?|\d*(?:[.．]\d+)?)"
    rf"|(?<!\d)(?<!第.)(?:(?<![万亿])[一二两三四五六七八九十百千]*[一二两三四五六七八九十百千万亿])?(?=[余多]?(?:{UNITS})))"
)
_AFTER = re.compile(rf"[余多]?[十百千万亿]*[余多]?(?:{UNITS})?")
LEVELS, ALL = (
    "省市县区州旗镇乡",
    "全各本我该每外两多个几数",
)  # a level of government before its office, and what makes it the word for all of them
LEVEL_SIGNS = frozenset(LEVELS)
OFFICES = "局厅府委会室办"  # the last characters of offices, which have a level; schools have a place


Spotted = tuple[SubstitutionClass, int, int]  # what a rule found, and where in the Source


class Token(NamedTuple):
    """A figure, date or name: `start`:`stop` in the Source, `begin`:`end` in the passage's folded characters. A passage has hundreds: a tuple is made in a third of the time."""

    kind: SubstitutionClass
    start: int
    stop: int
    begin: int
    end: int

    @property
    def span(self) -> Span:
        """Where it stands in the Source."""
        return Span(self.start, self.stop)


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a passage: its reading, the origin of its folded characters, what the rules found in it, its tokens in order."""

    reading: str
    origin: Sequence[int]
    spans: Sequence[Spotted]
    tokens: tuple[Token, ...]
    ends: tuple[int, ...]  # of the tokens


def side_of(reading: str, origin: Sequence[int]) -> Side:
    """The side of a passage whose folded characters stand at `origin` (code points of the Source) in `reading`, with its tokens."""
    return with_more(Side(reading, origin, _spans(reading, origin[0], origin[-1] + 1), (), ()), ())


def with_more(side: Side, more: Sequence[Spotted]) -> Side:
    """The side with its tokens made of what was found in it and of `more`: the earlier, then the longer first."""
    import numpy as np

    reading, origin = side.reading, side.origin
    found = sorted((*side.spans, *more), key=lambda t: (t[1], -t[2]))
    places = np.asarray(origin)
    lows, highs = (np.searchsorted(places, [t[k] for t in found]).tolist() for k in (1, 2))
    tokens: list[Token] = []
    taken = origin[0]
    for (kind, start, stop), low, high in zip(found, lows, highs, strict=True):
        if start < taken:
            continue
        level = kind == "organisation" and _levelled(reading, start, stop, taken)
        begin = low - (level and low > 0 and origin[low - 1] == start - 1)
        if begin < high:
            tokens.append(Token(kind, start - level, stop, begin, high))
            taken = stop
    return replace(side, tokens=tuple(tokens), ends=tuple([t.end for t in tokens]))


def _levelled(reading: str, start: int, stop: int, taken: int) -> bool:
    """True if the character before the office at start:stop is its level: 县教育局 is one name; 青禾县|教育局 are two, 全县|教育局 is the word for all."""
    before = start - 1
    if before < taken or reading[before] not in LEVELS or reading[stop - 1] not in OFFICES:
        return False
    return before == taken or reading[before - 1] not in ALL


def _spans(reading: str, begin: int, end: int) -> list[Spotted]:
    out: list[Spotted] = [("date", *m.span()) for m in dates(reading, begin, end)]
    out += [(n.kind, n.span.start, n.span.end) for n in find_names(reading, begin, end)]
    for match in FIGURE.finditer(reading, begin, end):
        unit = _AFTER.match(reading, match.end())
        out.append(("figure", match.start(), unit.end() if unit else match.end()))
    return out


def dates(reading: str, begin: int, end: int) -> Iterator[re.Match[str]]:
    """The matches of DATE in begin:end; the pattern is tried only where a date can begin, because it finds no beginning fast by itself."""
    done = begin
    for head in _DATE_HEAD.finditer(reading, begin, end):
        match = DATE.match(reading, head.start(), end) if head.start() >= done else None
        if match:
            done = match.end()
            yield match
