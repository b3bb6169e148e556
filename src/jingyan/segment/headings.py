"""Headings with levels: markers at line starts and glued inside lines, run-in heads, headings without a number; patterns in `headings.toml`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from jingyan.model.span import Span
from jingyan.model.structure import Heading
from jingyan.segment.lines import Line, table
from jingyan.zh.numerals import parse_numeral

# A run-in head longer than this ends at its first comma or colon already; headings set on a line of their own were at most 62 characters long.
LONGEST_TITLE = 80
# A heading without a number is no longer than this.
LONGEST_UNNUMBERED = 32
# How far the second item of an enumeration may be from the first one inside a line.
NEXT_ITEM = 1500

_BEFORE_INLINE = r"(?<=[。;；:：!！?？)）》”.])(?<!\d[:：])\s*"
_TITLE_END = re.compile(r"[。;；!！?？]")
_SHORT_END = re.compile(r"[,，:：]")
_TRAILING = re.compile(r"[\s:：,，、.]+$")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_CAPITAL = str.maketrans("壹贰叁参肆伍陆柒捌玖拾", "一二三三四五六七八九十")


@dataclass(frozen=True, slots=True)
class Mark:
    """A marker in the text: `start` of the marker, `body` after it, its row's name and level, its number."""

    start: int
    body: int
    name: str
    level: int
    number: int


@dataclass(slots=True)
class _Counter:
    """The last number seen of each kind of marker; a marker of a higher level starts the lower ones again."""

    last: dict[str, tuple[int, int]] = field(default_factory=dict)

    def expects(self, mark: Mark) -> bool:
        return self.last.get(mark.name, (0, 0))[1] + 1 == mark.number

    def count(self, mark: Mark) -> None:
        self.last = {name: seen for name, seen in self.last.items() if seen[0] <= mark.level}
        self.last[mark.name] = (mark.level, mark.number)


@cache
def _rows() -> tuple[dict[str, Any], ...]:
    return tuple(table("headings")["marker"])


@cache
def _at_start() -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<r{i}>{_renamed(row['pattern'], i)})" for i, row in enumerate(_rows())))


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
    groups = {name: value for name, value in match.groupdict().items() if value is not None}
    i = next(int(name[1:]) for name in groups if name[0] == "r")
    written = groups.get(f"number{i}") or groups.get(f"other{i}") or "0"
    row = _rows()[i]
    return Mark(offset + match.start(f"r{i}"), offset + match.end(f"r{i}"), row["name"], row["level"], _number(written))


def _number(written: str) -> int:
    if written in _CIRCLED:
        return _CIRCLED.index(written) + 1
    value = parse_numeral(written.translate(_CAPITAL))
    return int(value) if value is not None else 0


def starts_with_marker(text: str) -> bool:
    """True if a line begins with a heading marker."""
    return _at_start().match(text) is not None


def find_headings(
    source: str, piece: str | None, reading: str, lines: tuple[Line, ...], joined: frozenset[int]
) -> tuple[Heading, ...]:
    """The headings of one piece in order; `lines` are its body's lines, `joined` the indices of lines whose end is no real line end."""
    counter = _Counter()
    found: list[Heading] = []
    previous: Line | None = None
    for at, line in enumerate(lines):
        continued = previous is not None and previous.index in joined
        if not line.in_table:
            marks = list(_marks(line, counter, continued=continued))
            ends = [*(mark.start for mark in marks[1:]), _end(lines, at, joined)][: len(marks)]
            found += [_heading(source, piece, reading, mark, end) for mark, end in zip(marks, ends, strict=True)]
            following = lines[at + 1] if at + 1 < len(lines) else None
            if (
                not marks
                and not continued
                and (plain := _unnumbered(source, piece, line, previous, following, joined, found))
            ):
                found.append(plain)
        previous = line
    return tuple(found)


def _end(lines: tuple[Line, ...], at: int, joined: frozenset[int]) -> int:
    """Where the line lines[at] ends together with the lines joined to it."""
    while lines[at].index in joined and at + 1 < len(lines):
        at += 1
    return lines[at].span.end


def _marks(line: Line, counter: _Counter, *, continued: bool) -> Iterator[Mark]:
    first = None if continued else _at_start().match(line.text)
    if first and first.end() < len(line.text):
        mark = _mark(first, line.span.start)
        counter.count(mark)
        yield mark
    for match in _inside().finditer(line.text, first.end() if first else 0):
        mark = _mark(match, line.span.start)
        if counter.expects(mark) and (mark.number > 1 or _goes_on(match.group().strip(), line, match.end())):
            counter.count(mark)
            yield mark


def _goes_on(marker: str, line: Line, at: int) -> bool:
    """True if the second item follows the first one (`marker`) in the same line."""
    second = marker.translate(str.maketrans("一1①壹", "二2②贰"))
    return second in line.text[at : at + NEXT_ITEM]


def _heading(source: str, piece: str | None, reading: str, mark: Mark, limit: int) -> Heading:
    title = _title(reading[mark.body : limit])
    end = mark.body + len(title)
    marker = reading[mark.start : mark.body].strip()
    return Heading(source, piece, Span(mark.start, end), Span(mark.body, end), mark.level, marker)


def _title(rest: str) -> str:
    """The heading in `rest` (the line after its marker): all of it, its first sentence, or the part that is said again right after it."""
    rest = _TRAILING.sub("", rest)
    end = _TITLE_END.search(rest)
    title = rest[: end.start()] if end else rest
    if end or len(title) > LONGEST_UNNUMBERED:
        again = _said_again(title)
        if again:
            return title[:again]
    if len(title) > LONGEST_TITLE and (short := _SHORT_END.search(title, 4)):
        title = title[: short.start()]
    return _TRAILING.sub("", title)


def _said_again(title: str) -> int:
    """Where the heading's first words (four or more, up to its first comma) stand again without any mark before them; 0 if nowhere."""
    comma = _SHORT_END.search(title)
    words = title[: comma.start()] if comma else title[:8]
    if len(words) < 4:
        return 0
    at = title.find(words, len(words))
    return at if at > 0 and title[at - 1] not in ",，、:：“《(（;；" else 0


def _unnumbered(
    source: str,
    piece: str | None,
    line: Line,
    previous: Line | None,
    following: Line | None,
    joined: frozenset[int],
    found: list[Heading],
) -> Heading | None:
    """A heading by its docx outline level, or a short line without end mark between prose."""
    outline = line.block.outline if line.block and line.block.kind == "paragraph" else None
    if outline is None and not _looks_unnumbered(line, previous, following, joined):
        return None
    if len(line.text) > 2 * LONGEST_TITLE:
        return None
    level = outline or (
        1
        if not any(heading.marker and heading.level == 1 for heading in found)
        else min(4, max(h.level for h in found if h.marker) + 1)
    )
    return Heading(source, piece, line.span, line.span, min(level, 9), "")


def _looks_unnumbered(line: Line, previous: Line | None, following: Line | None, joined: frozenset[int]) -> bool:
    if (
        not 4 <= len(line.text) <= LONGEST_UNNUMBERED
        or line.index in joined
        or following is None
        or (line.block is not None and line.block.kind != "paragraph")
    ):
        return False
    if (
        line.text[-1] in "。;；!！?？:：,，、…”)）》.%"
        or line.text[0] in "*(（[【“"
        or any(c.isdigit() for c in line.text[:1])
        or "\t" in line.text
    ):
        return False
    opens = previous is None or previous.ended or starts_with_marker(previous.text)
    return (
        opens
        and (len(following.text) > LONGEST_UNNUMBERED or following.ended or starts_with_marker(following.text))
        and "年" not in line.text[:6]
    )
