"""Geometry of the reports' pictures (similarity matrix, strips of reused stretches, histograms); the templates draw it, the network is in `network`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from jingyan.model.span import Span
from jingyan.render.catalogue import Catalogue, Numbered, counted
from jingyan.render.wording import whole_percent

MATRIX_PIECES = 80  # More rows than this are no longer readable on one printed page.
MATRIX_CELLS = 2_400  # about 500 kB of the page
MATRIX_STEPS = (0.0, 0.05, 0.1, 0.2, 0.3, 0.5, 0.8)
MATRIX_NUMBER = 20  # Per cent from which a cell shows its number.
CELL = 26
_STRIP = 150
_SHADES = (20, 40, 60, 80)


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle of a strip, in its own units; `look` is the CSS class: "hit", or "hit x-" and the kind that does not count."""

    x: float
    width: float
    look: str = "hit"


@dataclass(frozen=True, slots=True)
class Line:
    """One row and column of the matrix: where it starts, its number as drawn and title."""

    at: int
    tag: str
    title: str
    cluster: int | None


@dataclass(frozen=True, slots=True)
class Box:
    """One drawn cell: `share` whole per cent of the row's piece found in the column's piece, `shade` 0-4, `link` the pair shown in full or None."""

    x: int
    y: int
    share: int
    shade: int
    row: str
    column: str
    link: int | None


@dataclass(frozen=True, slots=True)
class Matrix:
    """The similarity matrix: only pieces that share text have a row, only pairs have cells; `left_out` pieces are not drawn for want of room, and `faint` cells
    because they are under `least` (whole per cent).
    """

    lines: tuple[Line, ...]
    boxes: tuple[Box, ...]
    size: int
    left_out: int
    faint: int = 0
    least: int = 0


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a histogram: from `low` to under `high` per cent (`low` == `high`: none at all), `count`, its `height` of 100, and how many there are from `low` on."""

    low: int
    high: int
    count: int
    height: float
    above: int


def strip(piece: Numbered) -> tuple[Bar, ...]:
    """The reused stretches of `piece` at their true positions on a strip 150 units long; none thinner than one unit."""
    length = max(1, len(piece.piece.span))
    return tuple(
        _bar(s.span, piece.piece.span.start, length, f"hit x-{s.excluded}" if s.excluded else "hit")
        for s in piece.stretches
    )


def _bar(span: Span, start: int, length: int, look: str) -> Bar:
    x = round((span.start - start) / length * _STRIP, 1)
    return Bar(min(x, _STRIP - 1), max(1.0, round(len(span) / length * _STRIP, 1)), look)


def histogram(shares: Iterable[float]) -> tuple[Column, ...]:
    """Eleven columns: nothing, then ten steps of ten per cent (the last one holds 100 %)."""
    whole = [whole_percent(s) if s >= 0.01 or s == 0 else 1 for s in shares]
    counts = [sum(s == 0 for s in whole)]
    counts += [sum(max(1, low) <= s < (low + 10 if low < 90 else 101) for s in whole) for low in range(0, 100, 10)]
    most = max([1, *counts])
    return tuple(
        Column(
            0 if i < 2 else 10 * (i - 1),
            0 if i == 0 else 10 * i,
            n,
            round(100 * n / most, 1),
            sum(counts[i:]),
        )
        for i, n in enumerate(counts)
    )


def matrix(catalogue: Catalogue, links: Mapping[frozenset[str], int]) -> Matrix:
    """The matrix of all pairs by what counts, rows ordered by cluster and then by number; `links` gives the pairs that are shown in full."""
    involved = {id_ for pair in catalogue.pairs for id_ in (pair.left, pair.right)}
    order = sorted(
        (p for id_, p in catalogue.numbered.items() if id_ in involved),
        key=lambda p: (p.reference, p.cluster is None, p.cluster or 0, p.number),
    )
    drawn = order[:MATRIX_PIECES]
    at = {piece.piece.id: index for index, piece in enumerate(drawn)}
    shares = [
        side
        for pair in catalogue.pairs
        if pair.left in at and pair.right in at
        for side in (
            (pair.left, pair.right, counted(pair, left=True)),
            (pair.right, pair.left, counted(pair, left=False)),
        )
    ]
    least = next((s for s in MATRIX_STEPS if sum(c >= s for _, _, c in shares) <= MATRIX_CELLS), MATRIX_STEPS[-1])
    strong = [s for s in shares if s[2] >= least and s[2] > 0]
    boxes = sorted((_box(catalogue, at, *s, links) for s in strong), key=lambda b: (b.y, b.x))
    lines = tuple(Line(i * CELL, p.tag, p.piece.title, p.cluster) for i, p in enumerate(drawn))
    left_out, faint = len(order) - len(drawn), len(shares) - len(strong)
    return Matrix(lines, tuple(boxes), len(drawn) * CELL, left_out, faint, whole_percent(least))


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
        numbers[row].called,
        numbers[column].called,
        links.get(frozenset((row, column))),
    )


def _shade(share: int, steps: Sequence[int]) -> int:
    return sum(share >= step for step in steps)
