"""Figures of the text that stand otherwise in a table of the same piece."""

import re
from collections.abc import Iterator, Sequence

from jingyan.check.amounts import near
from jingyan.check.grids import TOTAL, Cell, Grid, column_label, head_rows, row_label
from jingyan.check.telling import Kind, members_of, tell
from jingyan.model.extracts import Figure
from jingyan.model.finding import Finding
from jingyan.model.source import Source

ANNEX = Kind("annex", "warning", "正文与表格的数字不同", "请核实以哪一个为准。")
_UNIT = re.compile(r"\((?:单位:)?([^()]{1,6})\)$")


def annex(source: Source, piece: str | None, grid: Grid, figures: Sequence[Figure]) -> Iterator[Finding]:
    """A figure of the text whose indicator is word for word a row's name in a table of two columns (name, value), or the table's column with a row of totals."""
    cells = {label: cell for label, cell in _named(grid) if len(label[0]) >= 4}
    for (label, unit), cell in cells.items():
        if cell is None:
            continue
        told = [f for f in figures if f.indicator == label and f.unit == unit and f.approximate == "exact"]
        values = {f.value for f in told}
        if told and len(values) == 1 and _other(told[0], cell):
            written = told[0].span.of(source.text)
            detail = f"{label},正文写“{written}”,表里写“{cell.span.of(source.text)}”"
            members = members_of(source, piece, sorted([told[0].span, cell.span]))
            yield tell(ANNEX, "suspicious", f"{written}≠{cell.text}{unit}", detail, members)


def _other(figure: Figure, cell: Cell) -> bool:
    if not isinstance(figure.value, int | float) or figure.status != "actual" or figure.subject or figure.year:
        return False
    return not near(cell.value or 0, figure.value, cell.fine if cell.fine != 1 else 0)


_WHOLE = re.compile(r"(?:上表|下表|表中|附表|表\d|共|合计|总|全[省市县区州旗校镇乡])[^,。;!?\n]{0,16}$")


UNIT_ABOVE = re.compile(r"单位:([^()\s\d,。;]{1,4})\)?\s*$")
"""The unit of all numbers, in the line above a table."""


def slips(
    source: Source, text: str, piece: str | None, grid: Grid, figures: Sequence[Figure], unit_above: str = ""
) -> Iterator[Finding]:
    """A number of the text that is a total of the table but for one digit or two digits that changed places."""
    head = head_rows(grid, 1)
    totals = [r for r in range(head, len(grid)) if TOTAL.match(row_label(grid[r]))]
    if len(totals) != 1:
        return
    for column, cell in enumerate(grid[totals[0]]):
        named = _UNIT.search(column_label(grid, head, column)) if cell else None
        unit = named[1] if named else unit_above
        if cell is None or not unit or cell.value is None or cell.value < 100 or cell.fine != 1:
            continue
        told = [f for f in figures if f.unit == unit and f.approximate == "exact" and isinstance(f.value, int)]
        if any(f.value == cell.value for f in told):
            continue
        for f in told:
            clause = text[max(0, f.span.start - 24) : f.span.start]
            if isinstance(f.value, int) and _slip(str(f.value), str(int(cell.value))) and _WHOLE.search(clause):
                written = f.span.of(source.text)
                detail = f"正文写“{written}”,表里“{row_label(grid[totals[0]])}”写“{cell.span.of(source.text)}”"
                members = members_of(source, piece, sorted([f.span, cell.span]))
                yield tell(ANNEX, "suspicious", f"{written}≠{cell.text}", detail, members)


def _slip(one: str, two: str) -> bool:
    """True if the digits are the same but for one, or but for two neighbours that changed places."""
    if len(one) != len(two):
        return False
    apart = [i for i, (a, b) in enumerate(zip(one, two, strict=True)) if a != b]
    swapped = (
        len(apart) == 2
        and apart[1] == apart[0] + 1
        and one[apart[0]] == two[apart[1]]
        and one[apart[1]] == two[apart[0]]
    )
    return len(apart) == 1 or swapped


_FACTORS = {"万元": ("元", 10**4), "亿元": ("元", 10**8), "万平方米": ("平方米", 10**4), "万人": ("人", 10**4)}


def _named(grid: Grid) -> Iterator[tuple[tuple[str, str], Cell | None]]:
    """(name, unit) → cell, None where a name comes twice."""
    seen: dict[tuple[str, str], Cell | None] = {}
    head = head_rows(grid, 1)
    rows: list[tuple[str, Cell | None]] = []
    if max(map(len, grid)) == 2:
        rows += [(row[0].text, row[1]) for row in grid[head:] if row[0] is not None]
    totals = [r for r in range(head, len(grid)) if TOTAL.match(row_label(grid[r]))]
    if head and len(totals) == 1:
        rows += [(column_label(grid, head, c), cell) for c, cell in enumerate(grid[totals[0]]) if c]
    for name, cell in rows:
        match = _UNIT.search(name)
        if cell is None or cell.value is None or cell.empty or not match:
            continue
        unit, factor = _FACTORS.get(match[1], (match[1], 1))
        key = (name[: match.start()], unit)
        scaled = Cell(
            cell.text,
            cell.span,
            cell.value * factor,
            cell.empty,
            cell.fine * factor if cell.fine < 1 else factor if factor > 1 else 1.0,
        )
        seen[key] = None if key in seen else scaled
    yield from seen.items()
