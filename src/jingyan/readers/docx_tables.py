"""The shape of a docx table: which cells each row shows and how many columns and rows they cover, widths, repeated rows, lines; no text."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from jingyan.readers.docx_package import Element, W
from jingyan.readers.docx_styles import Style, has_lines, on, value, whole

_WRAPPERS = frozenset({W + "sdt", W + "sdtContent", W + "customXml", W + "ins", W + "moveTo", W + "smartTag"})
_MOST_COLUMNS = 100  # Word allows 63


@dataclass(slots=True)
class Slot:
    """A place in a row: `element` is the w:tc to read, None where a cell from above or before it reaches in, or (`rows` 0) the row begins further right."""

    element: Element | None
    columns: int = 1
    rows: int = 1


@dataclass(slots=True)
class Shape:
    """The rows of a table; how many rows and cells were `inserted` and `deleted` (these are not in `rows`); `header` rows repeat on every page; `grid` in twips."""

    rows: list[list[Slot]] = field(default_factory=list)
    inserted: int = 0
    deleted: int = 0
    header: int = 0
    grid: tuple[int, ...] = ()


def table_shape(table: Element) -> Shape:
    """The shape of `table`, deleted rows and cells left out. Vertical merges (vMerge) are counted in `rows` of the first cell, horizontal ones in `columns`."""
    open_merges: dict[int, Slot] = {}
    found = Shape(grid=_grid(table))
    for row in _children(table, "tr"):
        properties = row.find(W + "trPr")
        if properties is not None and properties.find(W + "del") is not None:
            found.deleted += 1
            continue
        if properties is not None:
            found.inserted += properties.find(W + "ins") is not None
            found.header += found.header == len(found.rows) and on(properties, "tblHeader", False)
        skipped = _count(properties, "gridBefore", 0)
        slots = [Slot(None, skipped, rows=0)] if skipped else []
        column = skipped
        for cell in _children(row, "tc"):
            change = cell.find(W + "tcPr")
            if change is not None and change.find(W + "cellDel") is not None:
                found.deleted += 1
                continue
            found.inserted += change is not None and change.find(W + "cellIns") is not None
            column = _place(cell, column, slots, open_merges)
        found.rows.append(slots)
    return found


def is_ruled(table: Element, style: Style) -> bool:
    """Whether any line of the table is drawn: by itself, by one of its cells, or by its style."""
    own = table.find(f"{W}tblPr/{W}tblBorders")
    drawn = style.ruled if own is None else has_lines(own)
    return drawn or any(
        has_lines(borders) for row in _children(table, "tr") for borders in row.iterfind(f"{W}tc/{W}tcPr/{W}tcBorders")
    )


def _grid(table: Element) -> tuple[int, ...]:
    """Widths of the columns; () when one is not given."""
    found = table.find(W + "tblGrid")
    widths = [whole(el.get(W + "w")) or 0 for el in found.iterchildren(W + "gridCol")] if found is not None else []
    return tuple(widths) if len(widths) <= _MOST_COLUMNS and all(0 < width < 32_000 for width in widths) else ()


def _place(cell: Element, column: int, slots: list[Slot], open_merges: dict[int, Slot]) -> int:
    """Add `cell` at grid column `column` to the row's `slots`; the column after it."""
    properties = cell.find(W + "tcPr")
    width = max(1, _count(properties, "gridSpan", 1))
    beside = properties.find(W + "hMerge") if properties is not None else None
    if beside is not None and value(beside) != "restart" and slots:
        slots[-1].columns += width
        return column + width
    down = properties.find(W + "vMerge") if properties is not None else None
    above = open_merges.get(column)
    if down is not None and value(down) != "restart" and above is not None:
        above.rows += 1
        slots.append(Slot(None, width))
        return column + width
    slot = Slot(cell, width)
    slots.append(slot)
    if open_merges:
        for covered in range(column, column + width):
            open_merges.pop(covered, None)
    if down is not None:
        open_merges[column] = slot
    return column + width


def _children(parent: Element, name: str) -> Iterator[Element]:
    """The rows or cells of `parent`, also those inside content controls and insertions."""
    for el in parent:
        if el.tag == W + name:
            yield el
        elif el.tag in _WRAPPERS:
            yield from _children(el, name)


def _count(properties: Element | None, name: str, default: int) -> int:
    number = whole(value(properties.find(W + name))) if properties is not None else None
    return default if number is None else min(max(number, 0), _MOST_COLUMNS)
