"""Boxes on a page → the order in which they are read: columns found by the empty strip between them. Geometry only."""

import itertools
from collections.abc import Sequence
from typing import Protocol, TypeVar

_LEAST_LINES = 4  # a column has more lines than a heading with its subtitle
_LEAST_CHARACTERS = 6  # shorter lines are cells of a table
_NARROW = 0.62  # of the text block: the widest line of a column
_FILLED = 0.5  # of a column's lines reach its right edge: those of a list or of cells do not
_STEPS = 400
_STRAYS = 20  # one box in so many may reach into the empty strip


class Box(Protocol):
    """A line of print: `middle` is its height, upwards or downwards."""

    @property
    def text(self) -> str: ...
    @property
    def left(self) -> float: ...
    @property
    def right(self) -> float: ...
    @property
    def size(self) -> float: ...


B = TypeVar("B", bound=Box)


def gutters(boxes: Sequence[Box]) -> tuple[float, ...]:
    """Where columns of running text are parted (x, from left to right); () for a page of one column, and for tables."""
    if len(boxes) < 2 * _LEAST_LINES:
        return ()
    left, right = min(b.left for b in boxes), max(b.right for b in boxes)
    width = right - left
    narrow = [b for b in boxes if b.right - b.left < _NARROW * width]
    if len(narrow) < 2 * _LEAST_LINES:
        return ()
    found = [x for x in _strips(narrow, left, width) if _is_between(x, narrow)]
    return tuple(found)


def column(box: Box, parted: Sequence[float]) -> int | None:
    """The number of the column a box stands in (from 0); None when it reaches over a gutter, or when there are none."""
    if not parted or any(box.left < x < box.right for x in parted):
        return None
    return sum(x <= box.left for x in parted)


def in_order(boxes: Sequence[B], parted: Sequence[float]) -> list[B]:
    """`boxes`, given from top to bottom, column by column; a box over a gutter ends the columns above it."""
    out: list[B] = []
    columns: list[list[B]] = [[] for _ in range(len(parted) + 1)]
    for box in boxes:
        number = column(box, parted)
        if number is None:
            for lines in columns:
                out += lines
                lines.clear()
            out.append(box)
        else:
            columns[number].append(box)
    return [*out, *(box for lines in columns for box in lines)]


def _strips(boxes: Sequence[Box], left: float, width: float) -> list[float]:
    """Middles of the strips inside the text block that hardly any box reaches into: a page number or a short title may."""
    changes = [0] * (_STEPS + 2)
    for box in boxes:
        first, last = (int((x - left) / width * _STEPS) for x in (box.left, box.right))
        changes[first] += 1
        changes[last + 1] -= 1
    most, strips, start = max(1, len(boxes) // _STRAYS), list[float](), None
    for step, count in enumerate(itertools.accumulate(changes[:-1])):
        if count <= most:
            start = step if start is None else start
            continue
        if start is not None and start > 0:
            strips.append(left + (start + step) / 2 / _STEPS * width)
        start = None
    return strips


def _is_between(x: float, boxes: Sequence[Box]) -> bool:
    """Whether running text stands on both sides."""
    sides = [b for b in boxes if b.right <= x], [b for b in boxes if b.left >= x]  # strays count on neither
    return all(_is_running(side) for side in sides)


def _is_running(boxes: Sequence[Box]) -> bool:
    if len(boxes) < _LEAST_LINES:
        return False
    if sorted(len(b.text) for b in boxes)[len(boxes) // 2] < _LEAST_CHARACTERS:
        return False
    edge = sorted(b.right for b in boxes)[-1 - len(boxes) // 10]
    return sum(b.right > edge - 2 * b.size for b in boxes) >= _FILLED * len(boxes)
