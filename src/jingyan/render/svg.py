"""Geometry of the reports' pictures (similarity matrix, strips of reused stretches); the templates draw it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jingyan.model.span import Span
from jingyan.render.catalogue import Catalogue, Numbered
from jingyan.render.wording import whole_percent

MATRIX_PIECES = 80  # More rows than this are no longer readable on one printed page.
MATRIX_NUMBER = 20  # Per cent from which a cell shows its number.
CELL = 26
_STRIP = 150
_SHADES = (20, 40, 60, 80)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A rectangle of a strip, in its own units."""

    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Line:
    """One row and column of the matrix: where it starts, its number and title."""

    at: int
    number: int
    title: str
    cluster: int | None


@dataclass(frozen=True, slots=True)
class Box:
    """One drawn cell: `share` whole per cent of the row's piece found in the column's piece, `shade` 0-4, `link` the pair shown in full or None."""

    x: int
    y: int
    share: int
    shade: int
    row: int
    column: int
    link: int | None


@dataclass(frozen=True, slots=True)
class Matrix:
    """The similarity matrix: only pieces that share text have a row, only pairs have cells; `left_out` pieces are not drawn for want of room."""

    lines: tuple[Line, ...]
    boxes: tuple[Box, ...]
    size: int
    left_out: int


def strip(piece: Numbered) -> tuple[Stretch, ...]:
    """The reused stretches of `piece` at their true positions on a strip 150 units long; none thinner than one unit."""
    length = max(1, len(piece.piece.span))
    return tuple(_stretch(s, piece.piece.span.start, length) for s in piece.stretches)


def _stretch(span: Span, start: int, length: int) -> Stretch:
    x = round((span.start - start) / length * _STRIP, 1)
    return Stretch(min(x, _STRIP - 1), max(1.0, round(len(span) / length * _STRIP, 1)))


def matrix(catalogue: Catalogue, links: Mapping[frozenset[str], int]) -> Matrix:
    """The matrix of all pairs, rows ordered by cluster and then by number; `links` gives the pairs that are shown in full."""
    involved = {id_ for pair in catalogue.pairs for id_ in (pair.left, pair.right)}
    order = sorted(
        (p for id_, p in catalogue.numbered.items() if id_ in involved),
        key=lambda p: (p.cluster is None, p.cluster or 0, p.number),
    )
    drawn = order[:MATRIX_PIECES]
    at = {piece.piece.id: index for index, piece in enumerate(drawn)}
    boxes = [
        box
        for pair in catalogue.pairs
        if pair.left in at and pair.right in at
        for box in (
            _box(catalogue, at, pair.left, pair.right, pair.containment, links),
            _box(catalogue, at, pair.right, pair.left, pair.other_containment, links),
        )
    ]
    lines = tuple(Line(i * CELL, p.number, p.piece.title, p.cluster) for i, p in enumerate(drawn))
    return Matrix(lines, tuple(sorted(boxes, key=lambda b: (b.y, b.x))), len(drawn) * CELL, len(order) - len(drawn))


def _box(
    catalogue: Catalogue,
    at: Mapping[str, int],
    row: str,
    column: str,
    share: float,
    links: Mapping[frozenset[str], int],
) -> Box:
    whole = whole_percent(share)
    numbers = catalogue.numbered
    return Box(
        at[column] * CELL,
        at[row] * CELL,
        whole,
        _shade(whole, _SHADES),
        numbers[row].number,
        numbers[column].number,
        links.get(frozenset((row, column))),
    )


def _shade(share: int, steps: Sequence[int]) -> int:
    return sum(share >= step for step in steps)
