"""Tables in a volume: as wide as the type area, merged cells, header rows and the submission's proportions kept; small type or several parts where columns are many."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import ceil

from jingyan.model.volume import BodyBlock, BodyCell
from jingyan.render.docx_table_fit import CELL_MARGINS, Fit, Placed, fit_columns, is_number, is_tight, place_cells
from jingyan.render.docx_text import paragraph, run
from jingyan.render.text_width import width

_KEPT_WHOLE = 12  # rows of a table that is not divided between pages …
_KEPT_LINES = 18  # … if they are no more lines than these; a page has about 35 in table type
_ROW_LINES = 15  # lines of a row that is not divided
_LONG = 14  # characters from which a cell is set flush left
_MOST_HEADS = 4  # header rows at most: more would fill the page
_LINE = 1.5  # line pitch of table type, as a share of its size (12 pt on 18 pt in the templates)
_PICTURE_LINES = 8
_TIGHT_CELLS = '<w:tblCellMar><w:left w:w="30" w:type="dxa"/><w:right w:w="30" w:type="dxa"/></w:tblCellMar>'
_NO_LINES = "".join(f'<w:{side} w:val="none" w:sz="0" w:space="0" w:color="auto"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV"))  # fmt: skip

TableStyles = tuple[str | None, str, str]


@dataclass(frozen=True, slots=True)
class CellRoom:
    """Where the blocks of a rich cell are set: `width` in twips, paragraph `style`, pPr elements `keep`, type `size` in half points (0: the style's), and how text stands without
    a word of its author ("" as the style says).
    """

    width: int
    style: str
    keep: str
    size: int
    align: str


Inside = Callable[[Sequence[BodyBlock], CellRoom], str]


def table_xml(
    rows: Sequence[Sequence[BodyCell]],
    room: int,
    styles: TableStyles,
    *,
    like: BodyBlock | None = None,
    fit: Fit | None = None,
    inside: Inside | None = None,
) -> str:
    """The w:tbl elements, one for each part of `fit` with an empty paragraph between them; `room` in twips, `styles` ids of the table, its head row and its text.

    `like` tells header rows, column widths and whether there are lines; `inside` sets the blocks of cells that have some. "" for a table without cells.
    """
    block = like or BodyBlock("table")
    grid = place_cells(rows)
    fit = fit or fit_columns(grid, block.grid, room)
    if not fit.parts:
        return ""
    heads = _head_rows(grid.rows, block) if len(grid.rows) > 1 and block.ruled else 0
    shown = [
        _part(_cut(grid.rows, columns), widths, _Setting(styles, heads, fit.size, block.ruled, inside))
        for columns, widths in fit.parts
    ]
    return paragraph(styles[2], "").join(shown)


@dataclass(frozen=True, slots=True)
class _Setting:
    styles: TableStyles
    heads: int
    size: int
    ruled: bool
    inside: Inside | None


def _part(grid: Sequence[Sequence[Placed]], widths: Sequence[int], setting: _Setting) -> str:
    table = setting.styles[0]
    look = f'<w:tblStyle w:val="{table}"/>' if table else ""
    look += f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
    look += "" if setting.ruled else f"<w:tblBorders>{_NO_LINES}</w:tblBorders>"
    look += '<w:tblLayout w:type="fixed"/>' + (_TIGHT_CELLS if is_tight(setting.size) else "")
    lines = [_lines(row, widths, setting.size) for row in grid]
    small = len(grid) <= _KEPT_WHOLE and sum(lines) <= _KEPT_LINES
    flush = _flush_columns(grid, len(widths), setting.heads)
    shown = "".join(
        _row(row, widths, setting, flush, head=i < setting.heads, keep=small and i < len(grid) - 1, whole=lines[i] <= _ROW_LINES)
        for i, row in enumerate(grid)
    )  # fmt: skip
    gridded = "".join(f'<w:gridCol w:w="{c}"/>' for c in widths)
    return f"<w:tbl><w:tblPr>{look}</w:tblPr><w:tblGrid>{gridded}</w:tblGrid>{shown}</w:tbl>"


def _head_rows(grid: Sequence[Sequence[Placed]], block: BodyBlock) -> int:
    """How many rows are the head: those the author repeats, the first, what its merged cells reach, and one more under a row that is only a title."""
    heads = max(1, block.header_rows)
    if heads == 1 and len(grid[0]) == 1 and grid[0][0].columns > 1:
        heads = 2
    reach = max((i + p.cell.rows for i, row in enumerate(grid[:heads]) for p in row if not p.above), default=1)
    heads = max(heads, reach)
    return heads if heads < len(grid) and heads <= _MOST_HEADS else min(1, len(grid) - 1)


def _cut(grid: Sequence[Sequence[Placed]], columns: Sequence[int]) -> list[list[Placed]]:
    """The cells that stand in these columns; one that reaches over the edge of a part stands in both."""
    wanted = {column: at for at, column in enumerate(columns)}
    cut: list[list[Placed]] = []
    for row in grid:
        kept = []
        for p in row:
            inside = [wanted[c] for c in range(p.column, p.column + p.columns) if c in wanted]
            if inside:  # neighbours in the part too: what lies between the first column and the others is cut off
                kept.append(replace(p, column=inside[0], columns=len(inside)))
        cut.append(kept)
    return cut


def _lines(row: Sequence[Placed], widths: Sequence[int], size: int) -> int:
    """About how many lines the row takes."""
    most = 1
    for p in row:
        if not p.above and p.cell.rows == 1:
            wide = sum(widths[p.column : p.column + p.columns]) - CELL_MARGINS
            character = (size or 24) * 10
            texts = [b.text for b in p.cell.blocks] if p.cell.blocks else [p.cell.text]
            lines = sum(max(1, ceil(width(t) * character / max(wide, character))) for t in texts)
            lines += _PICTURE_LINES * sum(b.kind == "picture" for b in p.cell.blocks)
            lines += sum(_nested_lines(b, wide, size) for b in p.cell.blocks if b.kind == "table")
            most = max(most, lines)
    return most


def _nested_lines(block: BodyBlock, wide: int, size: int) -> int:
    grid = place_cells(block.rows)
    count = max(1, grid.count)
    return sum(_lines(row, [max(1, wide // count)] * count, size) for row in grid.rows)


def _flush_columns(grid: Sequence[Sequence[Placed]], count: int, heads: int) -> set[int]:
    """Columns of words in which a long cell stands: all their words are set flush left, so that the column has one edge."""
    long, words = set[int](), set[int]()
    for row in grid[heads:]:
        for p in row:
            if p.columns == 1 and not p.above and p.cell.text and not is_number(p.cell.text):
                words.add(p.column)
                if width(p.cell.text) > _LONG:
                    long.add(p.column)
    return long & words & set(range(count))


def _row(
    row: Sequence[Placed],
    widths: Sequence[int],
    setting: _Setting,
    flush: set[int],
    *,
    head: bool,
    keep: bool,
    whole: bool,
) -> str:
    properties = ("<w:cantSplit/>" if whole else "") + ("<w:tblHeader/>" if head else "")
    shown = "".join(_cell(p, widths, setting, flush, head=head, keep=keep) for p in row)
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{shown}</w:tr>"


def _cell(placed: Placed, widths: Sequence[int], setting: _Setting, flush: set[int], *, head: bool, keep: bool) -> str:
    wide = sum(widths[placed.column : placed.column + placed.columns])
    properties = f'<w:tcW w:w="{wide}" w:type="dxa"/>'
    properties += f'<w:gridSpan w:val="{placed.columns}"/>' if placed.columns > 1 else ""
    if placed.above:
        properties += "<w:vMerge/>"
    elif placed.cell.rows > 1:
        properties += '<w:vMerge w:val="restart"/>'
    properties += '<w:vAlign w:val="center"/>'
    style = setting.styles[1] if head else setting.styles[2]
    kept = "<w:keepNext/>" if keep else '<w:keepNext w:val="0"/>'
    text = "" if placed.above else placed.cell.text
    left = not head and placed.columns == 1 and placed.column in flush and not is_number(text)
    align = "left" if left or width(text) > _LONG else ""
    if placed.cell.blocks and not placed.above and setting.inside:
        where = CellRoom(max(wide - CELL_MARGINS, CELL_MARGINS), style, kept, setting.size, align)
        content = setting.inside(placed.cell.blocks, where)
    else:
        content = paragraph(
            style,
            run(text, more=sized(setting.size)) if text else "",
            kept + tightened(setting.size) + (f'<w:jc w:val="{align}"/>' if align else ""),
        )
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def sized(size: int) -> str:
    """The rPr elements for characters of `size` half points; "" for 0, the style's own."""
    return f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>' if size else ""


def tightened(size: int) -> str:
    """The pPr elements for lines of small type."""
    return f'<w:spacing w:line="{round(size * 10 * _LINE)}" w:lineRule="exact"/>' if size else ""
