"""The shape of a docx table: which cells each row shows and how many columns and rows they cover; no text."""

from collections.abc import Iterator
from dataclasses import dataclass

from jingyan.readers.docx_package import Element, W
from jingyan.readers.docx_styles import value, whole

_WRAPPERS = frozenset({W + "sdt", W + "sdtContent", W + "customXml", W + "ins", W + "moveTo", W + "smartTag"})
_MOST_COLUMNS = 100  # Word allows 63


@dataclass(slots=True)
class Slot:
    """A place in a row: `element` is the w:tc to read, None where a cell from above or before it reaches in."""

    element: Element | None
    columns: int = 1
    rows: int = 1


def table_shape(table: Element) -> list[list[Slot]]:
    """The rows of `table`, deleted rows left out. Vertical merges (vMerge) are counted in `rows` of the first cell, horizontal ones in `columns`."""
    open_merges: dict[int, Slot] = {}
    shape: list[list[Slot]] = []
    for row in _children(table, "tr"):
        properties = row.find(W + "trPr")
        if properties is not None and properties.find(W + "del") is not None:
            continue
        skipped = _count(properties, "gridBefore", 0)
        slots = [Slot(None, skipped)] if skipped else []
        column = skipped
        for cell in _children(row, "tc"):
            column = _place(cell, column, slots, open_merges)
        shape.append(slots)
    return shape


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
