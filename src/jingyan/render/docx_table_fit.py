"""How the columns of a table share the width of the page: the submission's proportions where words fit, smaller type where they do not, parts where nothing helps."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, product

from jingyan.model.volume import BodyCell
from jingyan.render.text_width import width

CELL_MARGINS = 200  # twips: both margins of a cell and its lines …
TIGHT_MARGINS = 100  # … and in the two smallest types, where columns are many
_NARROWEST, _WIDEST = 3.0, 18.0  # characters a cell counts for at least and at most when the width is shared out
_BARE = 40  # twips of a column in which nothing stands
_MOST_FILLED = 20  # columns: a row that is shorter by more ends in one empty cell
_CHARACTER = 240  # twips of a character in a table (12 pt)
_GAP = 0.3  # characters: between digits and Chinese
_SIZES = (0, 21, 18, 15)  # half points: as the style says (小四), 五号, 小五, 小六; smaller type is not read in print
_TIGHT = 18
_SMALLEST_COLUMN = 2  # Chinese characters that must stand beside one another
_LABEL = 4 + 0.3  # characters of a label that stays on one line where it can (联系电话)
_RICH_COLUMN = 5.0  # characters of a column with a picture or table in it
_EQUAL = 0.03  # columns that differ by less were never set by hand
_SOLID = re.compile(r"[!-~]+")  # what is not divided at the end of a line
_NUMBER = re.compile(r"[-+±≈<>≤≥￥¥$]?\s*\d[\d,，.\s]*(?:[%％‰℃]|[万亿]?[元人所个名次年月日]?)?|[-—/–]+")


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell at its grid column."""

    cell: BodyCell
    column: int
    columns: int
    above: bool = False  # covered by a cell of an earlier row


@dataclass(frozen=True, slots=True)
class Fit:
    """How a table is set: type `size` in half points (0: the style's own) and its parts, each the grid columns and their widths in twips; no parts for a table without cells."""

    size: int
    parts: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]
    columns: int = 0


def is_number(text: str) -> bool:
    """Whether a cell holds only a number with its sign or unit, or a dash for none."""
    return bool(_NUMBER.fullmatch(text.strip()))


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a table row by row, in columns that some cell begins at; `edges` are where these begin (and the last ends) in the submission's own columns."""

    rows: tuple[tuple[Placed, ...], ...]
    edges: tuple[int, ...]

    @property
    def count(self) -> int:
        """How many columns there are."""
        return len(self.edges) - 1


def place_cells(rows: Sequence[Sequence[BodyCell]]) -> Grid:
    """Cells with their grid columns; cells that reach down appear again, marked `above`, and short rows are filled up."""
    grid: list[list[Placed]] = []
    open_cells: dict[int, tuple[Placed, int]] = {}  # column → cell that still covers n rows
    for row in rows:
        placed, column, waiting = [], 0, list(reversed(row))
        while waiting or column in open_cells:
            if column in open_cells:
                cell, left = open_cells.pop(column)
                if left > 1:
                    open_cells[column] = (cell, left - 1)
                placed.append(Placed(cell.cell, column, cell.columns, above=True))
                column += cell.columns
                continue
            own = waiting.pop()
            cell = Placed(own, column, max(1, own.columns))
            if own.rows > 1:
                open_cells[column] = (cell, own.rows - 1)
            placed.append(cell)
            column += cell.columns
        grid.append(placed)
    count = max((p.column + p.columns for row in grid for p in row), default=0)
    for line in grid:
        end = line[-1].column + line[-1].columns if line else 0
        if count - end > _MOST_FILLED:
            line.append(Placed(BodyCell(""), end, count - end))
        else:
            line.extend(Placed(BodyCell(""), c, 1) for c in range(end, count))
    return _compact(grid, count)


def _compact(grid: Sequence[Sequence[Placed]], count: int) -> Grid:
    """Without columns that no cell begins at: Word leaves such behind when cells are dragged."""
    edges = sorted({p.column for row in grid for p in row} | {count}) if count else [0]
    at = {edge: i for i, edge in enumerate(edges)}
    rows = tuple(
        tuple(replace(p, column=at[p.column], columns=at[p.column + p.columns] - at[p.column]) for p in row)
        for row in grid
    )
    return Grid(rows, tuple(edges))


def fit_columns(grid: Grid, given: Sequence[int], room: int) -> Fit:
    """Widths and type for the `room` (twips): `given` are the submission's column widths, () when it has none.

    The largest type is taken in which no number and no Latin word is broken (and, where there is room, no short label); where even the smallest is too wide, the table is parted, the first column again in each part.
    """
    if not grid.count:
        return Fit(0, ())
    own = [sum(given[a:b]) for a, b in pairwise(grid.edges)] if len(given) == grid.edges[-1] else []
    cells = [(p, *_words(p.cell)) for row in grid.rows for p in row if not p.above]
    for size, label in product(_SIZES, (_LABEL, 0.0)):
        asked = ((p, max(solid, words) if words <= label else solid) for p, solid, words in cells)
        least = _columns([(p, _twips(a, size)) for p, a in asked], grid.count)
        if sum(least) <= room:
            wanted = _columns([(p, _twips(words, size)) for p, _, words in cells], grid.count)
            widths = _shared(least, [max(x, y) for x, y in zip(least, wanted, strict=True)], own, room)
            return Fit(size, ((tuple(range(grid.count)), tuple(widths)),), grid.count)
    return Fit(_SIZES[-1], tuple(_parts(least, room)), grid.count)


def _words(cell: BodyCell) -> tuple[float, float]:
    """Characters a cell must have room for, so that nothing solid is broken, and those it would like."""
    text = cell.text
    if not text and not cell.blocks:
        return 0.0, 0.0
    solid = width(text) if is_number(text) else max((width(m) for m in _SOLID.findall(text)), default=0.0)
    words = max((width(b.text) for b in cell.blocks), default=0.0) if cell.blocks else width(text)
    if any(b.kind != "paragraph" for b in cell.blocks):
        solid, words = max(solid, _RICH_COLUMN), max(words, _WIDEST)
    formulas = [width(b.text) for b in cell.blocks if b.formulas]
    solid = max(solid, min(max(formulas, default=0.0), _RICH_COLUMN))
    return min(max(solid, _SMALLEST_COLUMN), _WIDEST), min(max(words, _NARROWEST), _WIDEST) + _GAP


def _columns(cells: Sequence[tuple[Placed, int]], count: int) -> list[int]:
    """Twips for each column so that every cell has what it asks for: first cells of one column, then the wider ones, which ask only for what is still short."""
    columns = [_BARE] * count
    for p, asked in sorted(cells, key=lambda c: (c[0].columns, c[0].column)):
        have = sum(columns[p.column : p.column + p.columns])
        if have < asked:
            share, over = divmod(asked - have, p.columns)
            for i in range(p.columns):
                columns[p.column + i] += share + (i < over)
    return columns


def is_tight(size: int) -> bool:
    """Whether cells in type of `size` half points have narrow margins."""
    return 0 < size <= _TIGHT


def _twips(characters: float, size: int) -> int:
    margins = TIGHT_MARGINS if is_tight(size) else CELL_MARGINS
    return int(characters * (size * 10 if size else _CHARACTER)) + margins


def _shared(least: Sequence[int], wanted: Sequence[int], given: Sequence[int], room: int) -> list[int]:
    """The room shared out: in the proportions given where they were set by hand, else after the contents; no column below `least`."""
    total = sum(given)
    by_hand = len(given) == len(least) and total > 0 and max(given) - min(given) > _EQUAL * total / len(given)
    if by_hand:
        columns = [room * g / total for g in given]
    else:
        capped = [min(x, _cap(wanted, room)) for x in wanted]
        columns = [room * x / sum(capped) for x in capped]
    for _ in least:  # each round lifts at least one column to its least
        short = [i for i, c in enumerate(columns) if c < least[i] - 0.5]
        if not short:
            break
        spare = sum(columns[i] - least[i] for i in range(len(columns)) if columns[i] > least[i])
        lack = sum(least[i] - columns[i] for i in short)
        columns = [
            float(least[i]) if i in short else c - (c - least[i]) * min(1.0, lack / spare if spare else 0.0)
            for i, c in enumerate(columns)
        ]
    whole = [int(c) for c in columns]
    whole[whole.index(max(whole))] += room - sum(whole)
    return whole


def _cap(wanted: Sequence[float], room: float) -> float:
    """The width no column may pass so that all fit into `room`."""
    left, count = room, len(wanted)
    for x in sorted(wanted):
        if x * count >= left:
            return left / count
        left, count = left - x, count - 1
    return max(wanted)


def _parts(least: Sequence[int], room: int) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Columns in parts that fit, the first column at the head of each; parts are of about one size."""
    head, others = least[0], list(range(1, len(least)))
    open_room = max(room - head, max(least[1:], default=1))
    count = max(1, -(-sum(least[1:]) // open_room))
    while True:
        groups = _groups(least, others, open_room, sum(least[1:]) / count)
        if groups is not None or count >= len(others):
            break
        count += 1
    parts = []
    for group in groups or [[c] for c in others]:
        columns = (0, *group)
        widths = [least[c] for c in columns]
        scale = room / sum(widths)
        widths = [int(x * scale) for x in widths]
        widths[-1] += room - sum(widths)
        parts.append((columns, tuple(widths)))
    return parts


def _groups(least: Sequence[int], others: Sequence[int], room: int, aim: float) -> list[list[int]] | None:
    groups: list[list[int]] = [[]]
    used = 0
    for column in others:
        if groups[-1] and (used + least[column] > room or used >= aim):
            groups.append([])
            used = 0
        groups[-1].append(column)
        used += least[column]
        if used > room and len(groups[-1]) > 1:
            return None
    return groups
