"""Tables in a volume: as wide as the type area, columns after their contents, merged cells kept."""

from collections.abc import Sequence
from dataclasses import dataclass

from jingyan.model.volume import BodyCell
from jingyan.render.docx_text import paragraph, run
from jingyan.render.text_width import width

_NARROWEST, _WIDEST = 3.0, 18.0  # characters a column counts for at least and at most when the width is shared out
_CHARACTER = 240  # twips of a character in a table (12 pt)
_CELL_EDGES = 1.3  # characters: both margins of a cell, and a gap between digits and Chinese
_KEPT_WHOLE = 12  # rows of a table that is not divided between pages
_LONG = 14  # characters from which a cell is set flush left


@dataclass(frozen=True, slots=True)
class _Placed:
    cell: BodyCell
    column: int
    columns: int
    above: bool = False  # covered by a cell of an earlier row


def table_xml(rows: Sequence[Sequence[BodyCell]], room: int, styles: tuple[str | None, str, str]) -> str:
    """The w:tbl element; `room` in twips, `styles` ids of the table, its head row and its text. "" for a table without cells."""
    grid = _grid(rows)
    count = max((p.column + p.columns for row in grid for p in row), default=0)
    if count == 0:
        return ""
    columns = _column_widths(grid, count, room)
    table, head, text = styles
    look = f'<w:tblStyle w:val="{table}"/>' if table else ""
    look += f'<w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/>'
    headed, small = len(grid) > 1, len(grid) <= _KEPT_WHOLE
    shown = "".join(
        _row(
            row, columns, head if i == 0 and headed else text, head=i == 0 and headed, keep=small and i < len(grid) - 1
        )
        for i, row in enumerate(grid)
    )
    gridded = "".join(f'<w:gridCol w:w="{c}"/>' for c in columns)
    return f"<w:tbl><w:tblPr>{look}</w:tblPr><w:tblGrid>{gridded}</w:tblGrid>{shown}</w:tbl>"


def _grid(rows: Sequence[Sequence[BodyCell]]) -> list[list[_Placed]]:
    """Cells with their grid columns; cells that reach down appear again, marked `above`, and short rows are filled up."""
    grid: list[list[_Placed]] = []
    open_cells: dict[int, tuple[_Placed, int]] = {}  # column → cell that still covers n rows
    for row in rows:
        placed, column, waiting = [], 0, list(row)
        while waiting or column in open_cells:
            if column in open_cells:
                cell, left = open_cells.pop(column)
                if left > 1:
                    open_cells[column] = (cell, left - 1)
                placed.append(_Placed(cell.cell, column, cell.columns, above=True))
                column += cell.columns
                continue
            cell = _Placed(waiting[0], column, max(1, waiting.pop(0).columns))
            if cell.cell.rows > 1:
                open_cells[column] = (cell, cell.cell.rows - 1)
            placed.append(cell)
            column += cell.columns
        grid.append(placed)
    count = max((p.column + p.columns for row in grid for p in row), default=0)
    for line in grid:
        end = line[-1].column + line[-1].columns if line else 0
        line.extend(_Placed(BodyCell(""), c, 1) for c in range(end, count))
    return grid


def _column_widths(grid: Sequence[Sequence[_Placed]], count: int, room: int) -> list[int]:
    """Twips of each column: the room shared after the contents; where it is short the widest columns give way, so that figures stay on one line."""
    wanted = [_NARROWEST] * count
    for row in grid:
        for p in row:
            if p.columns == 1 and not p.above:
                wanted[p.column] = max(wanted[p.column], min(_WIDEST, width(p.cell.text) + _CELL_EDGES))
    capped = [min(x, _cap(wanted, room / _CHARACTER)) for x in wanted]
    total = sum(capped)
    columns = [int(room * x / total) for x in capped]
    columns[-1] += room - sum(columns)
    return columns


def _cap(wanted: Sequence[float], room: float) -> float:
    """The width no column may pass so that all fit into `room` (characters)."""
    left, count = room, len(wanted)
    for x in sorted(wanted):
        if x * count >= left:
            return left / count
        left, count = left - x, count - 1
    return max(wanted)


def _row(row: Sequence[_Placed], columns: Sequence[int], style: str, *, head: bool, keep: bool) -> str:
    properties = "<w:trPr><w:cantSplit/>" + ("<w:tblHeader/>" if head else "") + "</w:trPr>"
    return f"<w:tr>{properties}{''.join(_cell(p, columns, style, keep=keep) for p in row)}</w:tr>"


def _cell(placed: _Placed, columns: Sequence[int], style: str, *, keep: bool) -> str:
    wide = sum(columns[placed.column : placed.column + placed.columns])
    properties = f'<w:tcW w:w="{wide}" w:type="dxa"/>'
    properties += f'<w:gridSpan w:val="{placed.columns}"/>' if placed.columns > 1 else ""
    if placed.above:
        properties += "<w:vMerge/>"
    elif placed.cell.rows > 1:
        properties += '<w:vMerge w:val="restart"/>'
    properties += '<w:vAlign w:val="center"/>'
    text = "" if placed.above else placed.cell.text
    look = "<w:keepNext/>" if keep else '<w:keepNext w:val="0"/>'
    look += '<w:jc w:val="left"/>' if width(text) > _LONG else ""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(style, run(text) if text else '', look)}</w:tc>"
