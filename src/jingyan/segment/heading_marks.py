"""Heading markers in a line: at its start, glued inside it, and the ones that only count in a row (1 办学思路, 1.1 理念, 案例一); patterns in `headings.toml`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from jingyan.segment.lines import Line, table
from jingyan.zh.numerals import parse_numeral

# How far the second item of an enumeration may be from the first one inside a line.
NEXT_ITEM = 1500
# A heading with a bare number (1 办学思路) is no longer than this.
LONGEST_BARE = 32

_BEFORE_INLINE = r"(?<=[。;；:：!！?？)）》”.])(?<!\d[:：])\s*"
_BARE = re.compile(r"(?P<number>\d{1,2})(?P<gap>[ \t\u3000]*)(?=[㐀-鿿“《])|(?P<zero>0[1-9])$")
_ZERO = re.compile("0[1-9]")
_FIRST_DECIMAL = re.compile(r"1[.．]1(?!\d)\s*[㐀-鿿“《]")
_CAPITAL = str.maketrans("壹贰叁参肆伍陆柒捌玖拾", "一二三三四五六七八九十")
# Series of numbers that stand for one another: their first character, whose code counts on.
_SERIES = ((0x2460, 20), (0x2474, 20), (0x2488, 20), (0x3220, 10), (0x2160, 12), (0x41, 8), (0x61, 8))
_ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


@dataclass(frozen=True, slots=True)
class Mark:
    """A marker in the text: `start` of the marker, `body` after it, its row's name and level, its number."""

    start: int
    body: int
    name: str
    level: int
    number: int


@dataclass(slots=True)
class Counter:
    """The last number seen of each kind of marker; a marker of a higher level starts the lower ones again."""

    last: dict[str, tuple[int, int]] = field(default_factory=dict)
    chapter: tuple[int, ...] = ()

    def expects(self, mark: Mark) -> bool:
        """True if `mark` counts on from the last one of its kind."""
        return self.last.get(mark.name, (0, 0))[1] + 1 == mark.number

    def count(self, mark: Mark) -> None:
        """Take `mark` as seen."""
        self.last = {name: seen for name, seen in self.last.items() if seen[0] <= mark.level}
        self.last[mark.name] = (mark.level, mark.number)

    def enters(self, numbers: tuple[int, ...]) -> bool:
        """True if the decimal number (1, 2) may follow the last one: 1.3 after 1.2, 2.1 after any 1.x, 1.1.1 after 1.1; then it is the last one."""
        known, last = self.chapter, numbers[-1]
        on = (
            known[: len(numbers) - 1] == numbers[:-1]
            and len(known) >= len(numbers)
            and 1 <= last - known[len(numbers) - 1] <= 2
        )
        down = last == 1 and (not known or numbers[:-1] == known[: len(numbers) - 1] or numbers[0] == known[0] + 1)
        if on or down:
            self.chapter = numbers
        return on or down


@cache
def _rows() -> tuple[dict[str, Any], ...]:
    return tuple(table("headings")["marker"])


@cache
def _at_start() -> re.Pattern[str]:
    """All rows as one pattern, contextual ones last: such a row is what matched only where no other one does."""
    rows = sorted(enumerate(_rows()), key=lambda pair: bool(pair[1].get("contextual")))
    return re.compile("|".join(f"(?P<r{i}>{_renamed(row['pattern'], i)})" for i, row in rows))


@cache
def _contextual() -> frozenset[str]:
    return frozenset(f"r{i}" for i, row in enumerate(_rows()) if row.get("contextual"))


@lru_cache(maxsize=8192)
def _begins_with(text: str) -> str:
    """The name in `_at_start` of the marker that a line begins with, empty for none."""
    match = _at_start().match(text)
    return (match and match.lastgroup) or ""


@cache
def _inside() -> re.Pattern[str]:
    rows = ((i, row) for i, row in enumerate(_rows()) if row["inline"])
    return re.compile(
        _BEFORE_INLINE
        + "(?:"
        + "|".join(f"(?P<r{i}>{_renamed(row['pattern'], i)})" for i, row in rows)
        + ")(?=[㐀-鿿“《])"
    )


def _renamed(pattern: str, i: int) -> str:
    """The pattern with its groups named for row i, so that rows can share one expression."""
    return pattern.replace("(?P<number>", f"(?P<number{i}>").replace("(?P<n2>", f"(?P<other{i}>")


def _mark(match: re.Match[str], offset: int) -> Mark:
    whole = match.lastgroup or ""  # a row's own group closes after the groups inside it
    i = int(whole[1:])
    row = _rows()[i]
    named = match.re.groupindex
    written = (f"number{i}" in named and match[f"number{i}"]) or (f"other{i}" in named and match[f"other{i}"]) or "0"
    return Mark(offset + match.start(whole), offset + match.end(whole), row["name"], row["level"], _number(written))


@lru_cache(maxsize=1024)
def _number(written: str) -> int:
    if written in _ROMAN:
        return _ROMAN.index(written)
    if len(written) == 1:
        for first, many in _SERIES:
            if 0 <= ord(written) - first < many:
                return ord(written) - first + 1
    value = parse_numeral(written.translate(_CAPITAL))
    return int(value) if value is not None else 0


def starts_with_marker(text: str) -> bool:
    """True if a line begins with a heading marker."""
    name = _begins_with(text)
    return name != "" and name not in _contextual()


def begins_item(text: str) -> bool:
    """True if a line begins with a heading marker of any kind, a case (案例一:) included."""
    return _begins_with(text) != ""


def is_marker_alone(text: str) -> bool:
    """True if the line is a heading marker and nothing else."""
    return (starts_with_marker(text) and bool(_at_start().fullmatch(text))) or _ZERO.fullmatch(text) is not None


def marks_of(line: Line, counter: Counter, *, continued: bool, bare: frozenset[int], joined: bool) -> Iterator[Mark]:
    """The marks of a line in order: the one at its start (not in a line that is `continued` from the one before), then those glued inside it.

    `bare` holds the indices of lines whose bare number is a marker; a marker that is a whole line counts when the line is `joined` to the next.
    """
    first = None if continued else _first(line, counter, bare)
    if first and (first.body < line.span.end or joined):
        counter.count(first)
        yield first
    found = [
        _mark(m, line.span.start) for m in _inside().finditer(line.text, first.body - line.span.start if first else 0)
    ]
    for i, mark in enumerate(found):
        if counter.expects(mark) if mark.number > 1 else _goes_on(mark, found[i + 1 :]):
            counter.count(mark)
            yield mark


def _first(line: Line, counter: Counter, bare: frozenset[int]) -> Mark | None:
    """The mark at the line's start."""
    if line.index in bare and (match := _BARE.match(line.text)):
        mark = Mark(line.span.start, line.span.start + match.end(), "bare", 3, int(match["number"] or match["zero"]))
        counter.chapter = (mark.number,)
        return mark
    match = _at_start().match(line.text) if _begins_with(line.text) else None
    if match is None:
        return _automatic(line)
    mark = _mark(match, line.span.start)
    if mark.name in ("chapter", "section") and _is_counted(line, match.end()):
        return None
    if mark.name.startswith("decimal"):
        numbers = tuple(int(digits) for digits in re.findall(r"\d+", match.group()))
        return mark if counter.enters(numbers) else None
    if mark.name == "arabic":
        counter.chapter = (mark.number,)
    return mark


def _is_counted(line: Line, end: int) -> bool:
    """True for a sentence that begins with 第三节晚自习 or 第一部分学生: no sign or blank behind the number, an end mark at the end."""
    return line.ended and line.text[end - 1] in "章节编分块" and end < len(line.text)


def _automatic(line: Line) -> Mark | None:
    """The automatic number of a docx paragraph that has none of the usual shapes; bullets are no numbers."""
    block = line.block
    if (
        block is None
        or block.marker is None
        or block.marker.start != line.span.start
        or block.marker.end >= line.span.end
    ):
        return None
    written = line.text[: len(block.marker)]
    if not any(c.isalnum() for c in written):
        return None
    digits = re.search(r"\d+", written)
    return Mark(
        line.span.start, block.marker.end, "automatic", block.outline or 3, int(digits.group()) if digits else 0
    )


def _goes_on(mark: Mark, after: list[Mark]) -> bool:
    """True if the second item follows the first one (`mark`) in the same line."""
    return mark.number == 1 and any(
        other.name == mark.name and other.number == 2 and other.start - mark.body <= NEXT_ITEM for other in after
    )


def bare_numbers(lines: tuple[Line, ...]) -> frozenset[int]:
    """The indices of short lines such as `1 办学思路` whose numbers count 1, 2, 3 through the piece; without a blank (1办学思路) only beside 1.1."""
    numbered = [(line, match) for line in lines if (match := _BARE.match(line.text)) and _could_be_bare(line, match)]
    if not numbered:
        return frozenset()
    decimals = any(_FIRST_DECIMAL.match(line.text) for line in lines)
    chain: list[int] = []
    for line, match in numbered:
        if int(match["number"] or match["zero"]) == len(chain) + 1 and (match["gap"] != "" or decimals):
            chain.append(line.index)
    return frozenset(chain) if len(chain) > 1 else frozenset()


def _could_be_bare(line: Line, match: re.Match[str]) -> bool:
    rest = line.text[match.end() :]
    return (
        not line.in_table
        and len(line.text) <= LONGEST_BARE
        and line.text[-1] not in "。;；,，、:：…"
        and "\t" not in rest
        and not _measured(rest)
    )


@cache
def _measures() -> re.Pattern[str]:
    return re.compile(table("headings")["measure"]["pattern"])


def _measured(rest: str) -> bool:
    """True if the words after a number say that it counts something (3 所学校)."""
    return _measures().match(rest) is not None
