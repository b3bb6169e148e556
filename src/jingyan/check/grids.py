"""Tables as grids of cells: those of a document from its blocks, those of a plain text from neighbouring lines with the same number of cells."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from jingyan.model.source import Block, Source
from jingyan.model.span import Span

TOTAL = re.compile(r"^(?:合计|总计|共计|总和|合计数|总数|累计|全[省市县区州旗校]合计)(?:\(.{0,12}\))?$")
_EMPTY = re.compile(r"^[-/0.·无]{0,3}$")
_VALUE = re.compile(r"^[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?$")
_SUFFIX = re.compile(r"(?<=\d)(?:所|人|名|个|间|套|台|册|元|万元|亿元|平方米|亩|班|处|座|户|辆|项|件)$")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the grid: its text without blanks in one shape, its place (the text without blanks around it), its number if it is one (0 for an empty cell or a dash)."""

    text: str
    span: Span
    value: float | None
    empty: bool
    fine: float


Grid = list[list[Cell | None]]


def grids(source: Source, text: str) -> Iterator[tuple[Span, Grid]]:
    """The tables with at least two columns and three rows."""
    tables = [b for b in source.blocks if b.kind == "table"]
    for block in tables:
        grid = _from_block(block, text)
        if len(grid) >= 3 and max(map(len, grid)) >= 2:
            yield block.span, grid
    yield from _from_lines(text, [b.span for b in tables])


def _from_block(block: Block, text: str) -> Grid:
    """Merged cells stand in their first place; the others are None."""
    grid: Grid = []
    hanging: dict[int, int] = {}
    for row in block.rows:
        cells: list[Cell | None] = []
        for cell in row:
            while hanging.get(len(cells), 0):
                hanging[len(cells)] -= 1
                cells.append(None)
            first = len(cells)
            cells.append(_cell(text, cell.span.start, cell.span.end))
            cells.extend([None] * (cell.columns - 1))
            if cell.rows > 1:
                hanging.update(dict.fromkeys(range(first, first + cell.columns), cell.rows - 1))
        while hanging.get(len(cells), 0):
            hanging[len(cells)] -= 1
            cells.append(None)
        grid.append(cells)
    return grid


_BREAK = re.compile(r"(?<! ) *\| *|(?<! ) {2,}")  # a run of blanks is tried once, from its begin
_PROSE = re.compile(r"[。;!?]|,(?!\d{3})")
_LONGEST_CELL, _LONGEST_WORD = 30, 12


def _from_lines(text: str, taken: Sequence[Span]) -> Iterator[tuple[Span, Grid]]:
    """Runs of lines with the same number of cells, three at least, in which numbers stand."""
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]
    rows = [
        (begin, end, _cut(text, begin, end)) for begin, end in lines if not any(t.start <= begin < t.end for t in taken)
    ]
    for count, group in groupby(rows, key=lambda r: len(r[2])):
        found = list(group)
        grid: Grid = [list(cells) for _, _, cells in found]
        numbers = sum(c is not None and c.value is not None and not c.empty for row in grid for c in row)
        if count >= 2 and len(found) >= 3 and numbers * 2 >= len(found):
            yield Span(found[0][0], found[-1][1]), grid


def _cut(text: str, begin: int, end: int) -> list[Cell]:
    """The cells of a line; one cell when it is prose."""
    line = text[begin:end]
    inner = line.strip(" ")
    if not inner:
        return []
    offset = line.index(inner)
    breaks = list(_BREAK.finditer(inner))
    longest = _LONGEST_CELL
    if not breaks and not _PROSE.search(inner):
        breaks, longest = list(re.finditer(" ", inner)), _LONGEST_WORD
    edges = [0, *(e for m in breaks for e in m.span()), len(inner)]
    parts = [(offset + a, offset + b) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    if any(b - a > longest for a, b in parts):
        return []
    return [_cell(text, begin + a, begin + b) for a, b in parts]


def _cell(text: str, begin: int, end: int) -> Cell:
    body = text[begin:end]
    bare = body.strip()
    start = begin + (body.index(bare) if bare else 0)
    words = "".join(bare.split())
    number = _SUFFIX.sub("", words)
    empty = _EMPTY.match(words) is not None
    value = float(number.replace(",", "")) if _VALUE.match(number) else 0.0 if empty else None
    fine = 10.0 ** -len(number.partition(".")[2]) if value is not None and "." in number else 1.0
    return Cell(words, Span(start, start + len(bare)), value, empty, fine)


def head_rows(grid: Grid, first: int) -> int:
    """How many rows at the top hold no numbers from column `first` on."""
    for number, row in enumerate(grid):
        if any(c and c.value is not None and not c.empty for c in row[first:]):
            return number
    return len(grid)


def row_label(row: Sequence[Cell | None]) -> str:
    """The row's name: its first cell with words."""
    return next((c.text for c in row[:3] if c and c.text and c.value is None), "")


def column_label(grid: Grid, head: int, column: int) -> str:
    """The header words over a column, merged ones to the left included."""
    words = []
    for row in grid[:head]:
        cell = next((row[c] for c in range(column, -1, -1) if row[c] is not None), None)
        words.append(cell.text if cell else "")
    return "".join(words)
