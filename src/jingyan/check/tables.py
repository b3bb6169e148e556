"""Tables: rows and columns of totals against what stands above and beside them, and figures of the text against the same table.

Tables of a document come from its blocks; in plain text neighbouring lines with the same number of cells (set apart by tabs, | or several blanks) are one.
A total is only doubted where the same table shows how it is added: in its other columns, or in the other rows.
"""

import re
from collections.abc import Iterator, Sequence

from jingyan.check.amounts import near, show
from jingyan.check.annex import ANNEX, UNIT_ABOVE, annex, slips
from jingyan.check.grids import TOTAL, Cell, Grid, column_label, grids, head_rows, row_label
from jingyan.check.ratios import quotients
from jingyan.check.telling import Kind, members_of, tell
from jingyan.model.extracts import Extracts
from jingyan.model.finding import Finding
from jingyan.model.source import Source
from jingyan.model.structure import Outline
from jingyan.zh.punctuation import one_shape

TABLE = Kind("table", "error", "表格的合计与各项不符", "请核实各项和合计。")
KINDS = (TABLE, ANNEX)

_SUBTOTAL = re.compile(r"^(?:.{0,8}小计|.{2,8}合计)(?:\(.{0,12}\))?$")
_NOT_ADDED = re.compile(
    r"率|比例|占比|比重|[平人生校班师户亩]均|每|百分|%|序号|编号|排名|名次|年份|时间|日期|电话|代码|得分|分数|标准(?!化)|系数|单价|备注"
)


def check_tables(
    source: Source, reading: str, outline: Outline, extracts: Extracts, skip: frozenset[str] = frozenset()
) -> tuple[Finding, ...]:
    """Totals of every table of `source`, wrong ones and ("consistent") right ones, and text figures that differ from a table of the same piece. `skip` are codes that are left out."""
    text = one_shape(reading.replace("\t", "|"))
    parents = {p.parent for p in outline.pieces}
    leaves = [p for p in outline.pieces if p.label not in parents]
    findings: list[Finding] = []
    for span, grid in grids(source, text):
        piece = next((p.label for p in leaves if p.span.start <= span.start < p.span.end), None)
        width = max(map(len, grid))
        for row in grid:
            row.extend([None] * (width - len(row)))
        if TABLE.code not in skip:
            findings += _rows(source, piece, grid)
            findings += _columns(source, piece, grid)
            findings += quotients(source, piece, grid)
        if ANNEX.code not in skip:
            figures = [f for f in extracts.figures if f.piece == piece and not f.span.overlap(span)]
            unit = UNIT_ABOVE.search(text, max(0, span.start - 60), span.start)
            found = [
                *annex(source, piece, grid, figures),
                *slips(source, text, piece, grid, figures, unit[1] if unit else ""),
            ]
            findings += {f.members: f for f in found}.values()
    return tuple(findings)


def _adds(parts: Sequence[Cell], total: Cell) -> bool:
    """True if the parts sum to the total; what is printed with decimals may be rounded."""
    rounding = sum(p.fine for p in parts if p.fine < 1) / 2 + (total.fine / 2 if total.fine < 1 else 0)
    return near(sum(p.value or 0 for p in parts), total.value or 0, rounding)


def _rows(source: Source, piece: str | None, grid: Grid) -> Iterator[Finding]:
    """Rows named 合计 or 小计 against the rows that they sum up."""
    head = head_rows(grid, 1)
    labels = [row_label(row) for row in grid]
    for number in range(head, len(grid)):
        if not (TOTAL.match(labels[number]) or _SUBTOTAL.match(labels[number])):
            continue
        best: list[tuple[bool, list[Cell], Cell]] = []
        for rows in _summed(labels, head, number):
            sums = list(_column_sums(grid, head, number, rows))
            if sum(ok for ok, _, _ in sums) > sum(ok for ok, _, _ in best) or not best:
                best = sums
        yield from _judge(source, piece, best, labels[number])


def _summed(labels: Sequence[str], head: int, total: int) -> Iterator[list[int]]:
    """Which rows a total can be the sum of: those above to the last total, all above that are no totals, the subtotals above; or those below a total at the top."""
    sums = [bool(TOTAL.match(x) or _SUBTOTAL.match(x)) for x in labels]
    above = list(range(head, total))
    last = max((i for i in above if sums[i]), default=head - 1)
    yield [i for i in above if i > last]
    yield [i for i in above if not sums[i]]
    yield [i for i in above if sums[i] and not TOTAL.match(labels[i])]
    below = list(range(total + 1, len(labels)))
    following = next((i for i in below if sums[i]), len(labels))
    yield [i for i in below if i < following]
    yield [i for i in below if not sums[i]]
    yield [i for i in below if sums[i]]


def _column_sums(grid: Grid, head: int, total: int, rows: Sequence[int]) -> Iterator[tuple[bool, list[Cell], Cell]]:
    if len(rows) < 2:
        return
    for column, cell in enumerate(grid[total]):
        if (
            column == 0
            or cell is None
            or cell.value is None
            or cell.empty
            or _NOT_ADDED.search(column_label(grid, head, column))
        ):
            continue
        parts = [grid[r][column] for r in rows]
        filled = [p for p in parts if p is not None and p.value is not None]
        if len(filled) == len(parts) and sum(not p.empty for p in filled) >= 2:
            yield _adds(filled, cell), filled, cell


def _judge(
    source: Source, piece: str | None, sums: Sequence[tuple[bool, list[Cell], Cell]], label: str
) -> Iterator[Finding]:
    """What the columns (or rows) of one total come to: those that hold prove how it is meant, so that the others can be doubted."""
    right = [(p, t) for ok, p, t in sums if ok]
    wrong = [(p, t) for ok, p, t in sums if not ok]
    for parts, total in right:
        yield _found(source, piece, parts, total, label, right=True)
    if (
        len(right) > len(wrong)
        or (len(right) == len(wrong) and all(_slip_of(*w) for w in wrong))
        or (len(right) == len(wrong) == 1)
        or (not right and len(wrong) == 1 and _close(*wrong[0]))
    ):
        for parts, total in wrong:
            yield _found(source, piece, parts, total, label, right=False)


def _close(parts: Sequence[Cell], total: Cell) -> bool:
    """True if the sum comes near the total, so that they can be meant as its parts: within a twentieth, or one digit differs."""
    added = sum(p.value or 0 for p in parts)
    stated = total.value or 0
    return len(parts) >= 3 and (_slip_of(parts, total) or abs(added - stated) <= 0.05 * stated)


def _slip_of(parts: Sequence[Cell], total: Cell) -> bool:
    """True if the total is the sum but for one digit."""
    one, two = show(sum(p.value or 0 for p in parts)), show(total.value or 0)
    return len(one) == len(two) and sum(a != b for a, b in zip(one, two, strict=True)) == 1


_MOST_SHOWN = 8


def _found(
    source: Source, piece: str | None, parts: Sequence[Cell], total: Cell, label: str, *, right: bool
) -> Finding:
    shown = [p for p in parts if not p.empty]
    added = sum(p.value or 0 for p in parts)
    row = "+".join(show(p.value or 0) for p in shown[:_MOST_SHOWN]) + ("+…" if len(shown) > _MOST_SHOWN else "")
    stated = total.value or 0
    sign = "=" if near(added, stated, 0) else "≈" if right else "≠"
    relation = f"{row}={show(stated)}" if sign == "=" else f"{row}={show(round(added, 4))}{sign}{show(stated)}"
    begin = f"{row}={show(round(added, 4))}" if len(shown) <= 4 else f"{len(shown)}项相加是{show(round(added, 4))}"
    detail = f"{begin},“{label}”写{show(stated)},相差{show(round(abs(added - stated), 4))}"
    members = members_of(source, piece, sorted([*(p.span for p in shown), total.span]))
    return tell(TABLE, "consistent" if right else "inconsistent", relation, detail, members)


def _columns(source: Source, piece: str | None, grid: Grid) -> Iterator[Finding]:
    """Columns headed 合计 or 小计 against the columns beside them; the rows that hold prove which columns are meant."""
    head = head_rows(grid, 1)
    body = [row for row in grid[head:] if any(c and c.value is not None and not c.empty for c in row[1:])]
    if not head or len(body) < 2:
        return
    names = [_header(grid, head, c) for c in range(len(grid[0]))]
    sums = [any(TOTAL.match(n) or n == "小计" for n in column) for column in names]
    for column, is_sum in enumerate(sums):
        if not is_sum or _NOT_ADDED.search(column_label(grid, head, column)):
            continue
        best: list[tuple[bool, list[Cell], Cell]] = []
        for columns in _beside(grid, head, sums, column):
            found = list(_row_sums(body, column, columns))
            if not best or sum(ok for ok, _, _ in found) > sum(ok for ok, _, _ in best):
                best = found
        holding = sum(ok for ok, _, _ in best)
        slips = all(ok or _slip_of(parts, total) for ok, parts, total in best)
        if holding >= 2 and (holding * 3 >= len(best) * 2 or (slips and holding * 2 >= len(best))):
            yield from _judge(
                source, piece, best, next(n for n in names[column] if n and (TOTAL.match(n) or n == "小计"))
            )


def _header(grid: Grid, head: int, column: int) -> list[str]:
    """The header cells of a column itself."""
    cells = [row[column] for row in grid[:head]]
    return [c.text if c else "" for c in cells]


def _beside(grid: Grid, head: int, sums: Sequence[bool], total: int) -> Iterator[list[int]]:
    """Which columns a total column can be the sum of: the next two and more to the right or to the left up to another total or a column that is not added; or the subtotals."""
    added = [not _NOT_ADDED.search(column_label(grid, head, c)) for c in range(len(sums))]
    right: list[int] = []
    for column in range(total + 1, len(sums)):
        if sums[column] or not added[column]:
            break
        right.append(column)
    left: list[int] = []
    for column in range(total - 1, 0, -1):
        if sums[column] or not added[column]:
            break
        left.insert(0, column)
    for columns in (right, left):
        for count in range(len(columns), 1, -1):
            yield columns[:count] if columns is right else columns[len(columns) - count :]
    yield [c for c in range(1, len(sums)) if sums[c] and c != total]


def _row_sums(
    body: Sequence[Sequence[Cell | None]], total: int, columns: Sequence[int]
) -> Iterator[tuple[bool, list[Cell], Cell]]:
    if len(columns) < 2:
        return
    for row in body:
        cell = row[total]
        parts = [row[c] for c in columns]
        filled = [p for p in parts if p is not None and p.value is not None]
        if cell is None or cell.value is None or cell.empty or len(filled) < len(parts):
            continue
        if sum(not p.empty for p in filled) >= 2:
            yield _adds(filled, cell), filled, cell
