"""Boilerplate inside lines: the inline rows of `boilerplate.toml`, introductions in a line that holds the whole text, stray spaces."""

import re
from collections.abc import Iterator
from functools import cache

from jingyan.model.span import Span
from jingyan.segment.furniture_intro import glued_introduction
from jingyan.segment.lines import HAN, Line, table

# Share of annotated Han characters above which pinyin in brackets is the text's own (teaching material annotates every character).
ANNOTATED = 0.5
# Shorter lines are no prose.
PROSE = 40

_SPACE = re.compile(f"(?<=[{HAN}])[ \u00a0\u3000]+(?=[{HAN}])")
_CLAUSE_END = re.compile(r"[,，。;；:：!！?？、\r\n]")
_HAN = re.compile(f"[{HAN}]")

Stretch = tuple[Span, str, str]
"""A stretch of text, its kind and the name of its rule."""


def stretches(reading: str, lines: tuple[Line, ...]) -> list[Stretch]:
    """All boilerplate inside lines, unsorted."""
    found = [(Span(*match.span()), rows()[i].kind, rows()[i].name) for i, match in matches(reading)]
    if (span := glued_introduction(lines)) is not None:
        found = [item for item in found if not item[0].overlap(span)]
        found.append((span, "site_intro", "introduction"))
    pinyin = sum(kind == "pinyin" for _, kind, _ in found)
    if pinyin and pinyin > ANNOTATED * len(_HAN.findall(reading)):
        found = [item for item in found if item[1] != "pinyin"]
    for line in lines:
        if not line.in_table and (" " in line.text or "\u3000" in line.text or "\u00a0" in line.text):
            found += _spaces(line)
    return found


class Row:
    """An inline row: its pattern, compiled when it is needed first, and the words (`needs`) one of which every match holds; none for all texts."""

    def __init__(self, row: dict[str, str | list[str]]) -> None:
        self.kind, self.name = str(row["kind"]), str(row["name"])
        self.needs = tuple(row.get("needs", ()))
        self._source = str(row["pattern"])

    @property
    def pattern(self) -> re.Pattern[str]:
        return _compiled(self._source)

    def may_match(self, reading: str) -> bool:
        return not self.needs or any(word in reading for word in self.needs)


_compiled = cache(re.compile)


@cache
def rows() -> tuple[Row, ...]:
    """The inline rows in the order of the table."""
    return tuple(Row(row) for row in table("boilerplate")["rule"] if row["zone"] == "inline")


def matches(reading: str) -> Iterator[tuple[int, re.Match[str]]]:
    """The matches of all rows as one pattern with the rows for branches would find them: leftmost first, then by order, none over another."""
    waiting = [
        (match.start(), i, match)
        for i, row in enumerate(rows())
        if row.may_match(reading) and (match := row.pattern.search(reading))
    ]
    while waiting:
        _, i, match = min(waiting, key=lambda item: item[:2])
        yield i, match
        end = match.end()
        waiting = [
            (again.start(), j, again)
            for start, j, other in waiting
            if (again := other if start >= end else rows()[j].pattern.search(reading, end))
        ]


def _spaces(line: Line) -> list[Stretch]:
    """Stray spaces between two Han characters: all of them in a line that is spaced out, else those a page join left inside a clause."""
    matches = list(_SPACE.finditer(line.text))
    if not matches:
        return []
    start = line.span.start
    spans = [Span(start + match.start(), start + match.end()) for match in matches]
    if len(matches) >= 8 and len(matches) >= 0.6 * (len(_HAN.findall(line.text)) - 1):
        return [(span, "noise_char", "spaced-out") for span in spans]
    return [
        (span, "noise_char", "page-join")
        for match, span in zip(matches, spans, strict=True)
        if _is_page_join(line.text, match)
    ]


def _is_page_join(text: str, match: re.Match[str]) -> bool:
    """True for a single space in a clause of prose. The first clause of a line is spared (titles and names stand there), and so are lists of names."""
    ends = [m.end() for m in _CLAUSE_END.finditer(text, 0, match.start())]
    if len(text) < PROSE or not ends:
        return False
    close = _CLAUSE_END.search(text, match.end())
    clause = text[ends[-1] : close.start() if close else len(text)]
    return match.end() - match.start() == 1 and len(_SPACE.findall(clause)) == 1 and len(clause) >= 6
