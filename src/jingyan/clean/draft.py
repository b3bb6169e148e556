"""What every rule gets: the Source with its reading and Outline, cut into lines; and the table of patterns."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from typing import Any

from jingyan.model.cleaning import Edit
from jingyan.model.source import Source
from jingyan.model.span import Span
from jingyan.model.structure import Outline

HAN = "㐀-鿿豈-﫿"
IS_HAN = re.compile(f"[{HAN}]")
_LINE = re.compile("[^\r\n\x0b\x0c\x85\u2028\u2029]*(?:\r\n?|[\n\x0b\x0c\x85\u2028\u2029])?")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: `span` with its line end, `text` (of the reading) between the outer blanks, which begins at `start`; `in_table` inside a table block."""

    span: Span
    start: int
    text: str
    in_table: bool

    @property
    def bare(self) -> str:
        """Only the letters and digits: two lines say the same when these are equal."""
        return "".join(c for c in self.text if c.isalnum())


@dataclass(frozen=True)
class Draft:
    """A Source on its way to print; `edits` are those of the rules that ran before, in order of position."""

    source: Source
    reading: str
    outline: Outline
    edits: Sequence[Edit] = ()

    @cached_property
    def tables(self) -> tuple[Span, ...]:
        """The spans of tables."""
        return tuple(b.span for b in self.source.blocks if b.kind == "table")

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """All lines that are not blank, in order."""
        tables = self.tables
        found = []
        for match in _LINE.finditer(self.reading):
            stripped = match.group().strip()
            if stripped:
                start = match.start() + len(match.group()) - len(match.group().lstrip())
                inside = any(t.start <= start < t.end for t in tables)
                found.append(Line(Span(*match.span()), start, stripped, inside))
        return tuple(found)

    @cached_property
    def titles(self) -> tuple[Span, ...]:
        """The spans of titles and organisations: never removed as a whole."""
        pieces = self.outline.pieces
        return tuple(s for p in pieces for s in (p.title_span, p.organisation_span) if s)

    def edit(self, rule: str, start: int, end: int, after: str = "") -> Edit:
        """An Edit with the source's own characters."""
        return Edit(rule, Span(start, end), self.source.text[start:end], after)


@cache
def rows(rule: str) -> tuple[tuple[re.Pattern[str], dict[str, Any]], ...]:
    """The compiled rows of the table for `rule`, in order."""
    table = tomllib.loads(resources.files(__package__).joinpath("patterns.toml").read_text("utf-8"))
    return tuple((re.compile(row["pattern"]), row) for row in table["row"] if row["rule"] == rule)


def cut(match: re.Match[str]) -> Span:
    """What the row cuts: its group `cut` (or cut2 …), else the whole match."""
    groups = (name for name, text in match.groupdict().items() if name.startswith("cut") and text is not None)
    return Span(*match.span(next(groups, 0)))


def by_rows(draft: Draft, rule: str) -> Iterator[Edit]:
    """The edits of all rows of `rule`."""
    for pattern, row in rows(rule):
        for span in _places(draft, pattern, row["where"]):
            yield draft.edit(rule, span.start, span.end, row.get("after", ""))


def _places(draft: Draft, pattern: re.Pattern[str], where: str) -> Iterator[Span]:
    if where == "text":
        yield from (cut(match) for match in pattern.finditer(draft.reading))
        return
    for line in draft.lines:
        if line.in_table:
            continue
        if where == "line" and pattern.fullmatch(line.text):
            yield line.span
        elif where == "end":
            ends = [m for m in pattern.finditer(line.text) if m.end() == len(line.text)]
            yield from (Span(line.start + cut(m).start, line.start + cut(m).end) for m in ends)
