"""Columns of a table that are made of two others: 平均班额 of pupils and classes, 达标率 of schools that reached and all schools."""

import re
from collections.abc import Iterator, Sequence

from jingyan.check.amounts import near, show
from jingyan.check.grids import Cell, Grid, column_label, head_rows
from jingyan.check.telling import Kind, members_of, tell
from jingyan.model.finding import Finding
from jingyan.model.source import Source

RATIO = Kind("table", "warning", "表格里的比率或平均数不符", "请核实这一行的各数。")
_MADE = re.compile(r"平均|[生校班师户人亩村]均|班额|每百|率|占比|比例|比重|%")
_HUNDRED = re.compile(r"率|占比|比例|比重|%|每百")
_LEAST = 2
"""So many rows must show how a column is made before one that differs is doubted."""


def quotients(source: Source, piece: str | None, grid: Grid) -> Iterator[Finding]:
    """Every row of a made column: confirmed, or doubted where most other rows hold."""
    head = head_rows(grid, 1)
    body = [row for row in grid[head:] if any(c and c.value is not None and not c.empty for c in row[1:])]
    labels = [column_label(grid, head, c) for c in range(len(grid[0]))] if head else []
    if not head or len(body) < _LEAST or len(labels) > 14:
        return
    plain = [c for c, label in enumerate(labels) if c and not _MADE.search(label)]
    for column, label in enumerate(labels):
        if not column or not _MADE.search(label):
            continue
        size = 100 if _HUNDRED.search(label) else 1
        tried = [_rows(body, column, top, base, size) for top in plain for base in plain if top != base]
        best = max(tried, key=lambda rows: sum(ok for ok, *_ in rows), default=[])
        held = sum(ok for ok, *_ in best)
        if held < _LEAST or held * 3 < len(best) * 2:
            continue
        for ok, top, base, cell in best:
            yield _found(source, piece, (top, base, cell), label, size, right=ok)


def _rows(
    body: Sequence[Sequence[Cell | None]], column: int, top: int, base: int, size: int
) -> list[tuple[bool, Cell, Cell, Cell]]:
    rows: list[tuple[bool, Cell, Cell, Cell]] = []
    for row in body:
        a, b, cell = row[top], row[base], row[column]
        if any(c is None or c.value is None or c.empty for c in (a, b, cell)) or not (a and b and cell and b.value):
            continue
        found = (a.value or 0) * size / b.value
        rows.append((near(found, cell.value or 0, cell.fine / 2), a, b, cell))
    return rows


def _found(
    source: Source, piece: str | None, cells: tuple[Cell, Cell, Cell], label: str, size: int, *, right: bool
) -> Finding:
    top, base, cell = cells
    found = (top.value or 0) * size / (base.value or 1)
    digits = len(f"{cell.fine:.4f}".rstrip("0").partition(".")[2]) if cell.fine < 1 else 0
    rounded = round(found, digits if right else digits + 1)
    quotient = f"{show(top.value or 0)}÷{show(base.value or 0)}" + ("×100" if size > 1 else "")
    sign = "=" if near(found, rounded, 0) else "≈"
    relation = f"{quotient}{sign}{show(cell.value or 0) if right else show(rounded)}"
    detail = f"{relation},“{label}”一栏写{show(cell.value or 0)}"
    members = members_of(source, piece, sorted(c.span for c in cells))
    return tell(RATIO, "consistent" if right else "suspicious", relation, detail, members)
