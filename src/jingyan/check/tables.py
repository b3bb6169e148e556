"""Tables: rows and columns of totals against what stands above and beside them, and figures of the text against the same table.

Tables of a document come from its blocks; in plain text neighbouring lines with the same number of cells (set apart by tabs, | or several blanks) are one.
A total is only doubted where the same table shows how it is added: in its other columns, or in the other rows.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from jingyan.check.amounts import near, show
from jingyan.check.telling import Kind, members_of, tell
from jingyan.model.extracts import Extracts, Figure
from jingyan.model.finding import Finding
from jingyan.model.source import Block, Source
from jingyan.model.span import Span
from jingyan.model.structure import Outline
from jingyan.zh.punctuation import one_shape

TABLE = Kind("table", "error", "表格的合计与各项不符", "请核实各项和合计。")
ANNEX = Kind("annex", "warning", "正文与表格的数字不同", "请核实以哪一个为准。")
KINDS = (TABLE, ANNEX)

_TOTAL = re.compile(r"^(?:合计|总计|共计|总和|合计数|总数|累计|全[省市县区州旗校]合计)(?:\(.{0,12}\))?$")
_SUBTOTAL = re.compile(r"^(?:.{0,8}小计|.{2,8}合计)(?:\(.{0,12}\))?$")
_NOT_ADDED = re.compile(
    r"率|比例|占比|比重|均|每|百分|%|序号|编号|排名|名次|年份|时间|日期|电话|代码|得分|分数|标准|系数|单价|达标|备注"
)
_EMPTY = re.compile(r"^[-/0.·无]{0,3}$")
_VALUE = re.compile(r"^[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?$")
_SUFFIX = re.compile(r"(?<=\d)(?:所|人|名|个|间|套|台|册|元|万元|亿元|平方米|亩|班|处|座|户|辆|项|件)$")


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell of the grid: its text without blanks in one shape, its place (the text without blanks around it), its number if it is one (0 for an empty cell or a dash)."""

    text: str
    span: Span
    value: float | None
    empty: bool
    fine: float


_Grid = list[list[_Cell | None]]


def check_tables(
    source: Source, reading: str, outline: Outline, extracts: Extracts, skip: frozenset[str] = frozenset()
) -> tuple[Finding, ...]:
    """Totals of every table of `source`, wrong ones and ("consistent") right ones, and text figures that differ from a table of the same piece. `skip` are codes that are left out."""
    text = one_shape(reading.replace("\t", "|"))
    parents = {p.parent for p in outline.pieces}
    leaves = [p for p in outline.pieces if p.label not in parents]
    findings: list[Finding] = []
    for span, grid in _grids(source, text):
        piece = next((p.label for p in leaves if p.span.start <= span.start < p.span.end), None)
        width = max(map(len, grid))
        for row in grid:
            row.extend([None] * (width - len(row)))
        if TABLE.code not in skip:
            findings += _rows(source, piece, grid)
            findings += _columns(source, piece, grid)
        if ANNEX.code not in skip:
            figures = [f for f in extracts.figures if f.piece == piece and not f.span.overlap(span)]
            found = [*_annex(source, piece, grid, figures), *_slips(source, text, piece, grid, figures)]
            findings += {f.members: f for f in found}.values()
    return tuple(findings)


def _grids(source: Source, text: str) -> Iterator[tuple[Span, _Grid]]:
    """The tables with at least two columns and three rows."""
    tables = [b for b in source.blocks if b.kind == "table"]
    for block in tables:
        grid = _from_block(block, text)
        if len(grid) >= 3 and max(map(len, grid)) >= 2:
            yield block.span, grid
    yield from _from_lines(text, [b.span for b in tables])


def _from_block(block: Block, text: str) -> _Grid:
    """Merged cells stand in their first place; the others are None."""
    grid: _Grid = []
    hanging: dict[int, int] = {}
    for row in block.rows:
        cells: list[_Cell | None] = []
        for cell in row:
            while hanging.get(len(cells), 0):
                hanging[len(cells)] -= 1
                cells.append(None)
            first = len(cells)
            cells.append(_cell(text, cell.span.start, cell.span.end))
            cells.extend([None] * (cell.columns - 1))
            if cell.rows > 1:
                hanging.update(dict.fromkeys(range(first, first + cell.columns), cell.rows - 1))
        while hanging.get(len(cells), 0):
            hanging[len(cells)] -= 1
            cells.append(None)
        grid.append(cells)
    return grid


_BREAK = re.compile(r" *\| *| {2,}")
_PROSE = re.compile(r"[。;!?]|,(?!\d{3})")
_LONGEST_CELL, _LONGEST_WORD = 30, 12


def _from_lines(text: str, taken: Sequence[Span]) -> Iterator[tuple[Span, _Grid]]:
    """Runs of lines with the same number of cells, three at least, in which numbers stand."""
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]
    rows = [
        (begin, end, _cut(text, begin, end)) for begin, end in lines if not any(t.start <= begin < t.end for t in taken)
    ]
    for count, group in groupby(rows, key=lambda r: len(r[2])):
        found = list(group)
        grid: _Grid = [list(cells) for _, _, cells in found]
        numbers = sum(c is not None and c.value is not None and not c.empty for row in grid for c in row)
        if count >= 2 and len(found) >= 3 and numbers * 2 >= len(found):
            yield Span(found[0][0], found[-1][1]), grid


def _cut(text: str, begin: int, end: int) -> list[_Cell]:
    """The cells of a line; one cell when it is prose."""
    line = text[begin:end]
    inner = line.strip(" |")
    if not inner:
        return []
    offset = line.index(inner)
    breaks = list(_BREAK.finditer(inner))
    longest = _LONGEST_CELL
    if not breaks and not _PROSE.search(inner):
        breaks, longest = list(re.finditer(" ", inner)), _LONGEST_WORD
    edges = [0, *(e for m in breaks for e in m.span()), len(inner)]
    parts = [(offset + a, offset + b) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    if any(b - a > longest for a, b in parts):
        return []
    return [_cell(text, begin + a, begin + b) for a, b in parts]


def _cell(text: str, begin: int, end: int) -> _Cell:
    body = text[begin:end]
    bare = body.strip()
    start = begin + (body.index(bare) if bare else 0)
    words = "".join(bare.split())
    number = _SUFFIX.sub("", words)
    empty = _EMPTY.match(words) is not None
    value = float(number.replace(",", "")) if _VALUE.match(number) else 0.0 if empty else None
    fine = 10.0 ** -len(number.partition(".")[2]) if value is not None and "." in number else 1.0
    return _Cell(words, Span(start, start + len(bare)), value, empty, fine)


def _head(grid: _Grid, first: int) -> int:
    """How many rows at the top hold no numbers from column `first` on."""
    for number, row in enumerate(grid):
        if any(c and c.value is not None and not c.empty for c in row[first:]):
            return number
    return len(grid)


def _label(row: Sequence[_Cell | None]) -> str:
    """The row's name: its first cell with words."""
    return next((c.text for c in row[:3] if c and c.text and c.value is None), "")


def _above(grid: _Grid, head: int, column: int) -> str:
    """The header words over a column, merged ones to the left included."""
    words = []
    for row in grid[:head]:
        cell = next((row[c] for c in range(column, -1, -1) if row[c] is not None), None)
        words.append(cell.text if cell else "")
    return "".join(words)


def _adds(parts: Sequence[_Cell], total: _Cell) -> bool:
    """True if the parts sum to the total; what is printed with decimals may be rounded."""
    rounding = sum(p.fine for p in parts if p.fine < 1) / 2 + (total.fine / 2 if total.fine < 1 else 0)
    return near(sum(p.value or 0 for p in parts), total.value or 0, rounding)


def _rows(source: Source, piece: str | None, grid: _Grid) -> Iterator[Finding]:
    """Rows named 合计 or 小计 against the rows that they sum up."""
    head = _head(grid, 1)
    labels = [_label(row) for row in grid]
    for number in range(head, len(grid)):
        if not (_TOTAL.match(labels[number]) or _SUBTOTAL.match(labels[number])):
            continue
        best: list[tuple[bool, list[_Cell], _Cell]] = []
        for rows in _summed(labels, head, number):
            sums = list(_column_sums(grid, head, number, rows))
            if sum(ok for ok, _, _ in sums) > sum(ok for ok, _, _ in best) or not best:
                best = sums
        yield from _judge(source, piece, best, labels[number])


def _summed(labels: Sequence[str], head: int, total: int) -> Iterator[list[int]]:
    """Which rows a total can be the sum of: those above to the last total, all above that are no totals, the subtotals above; or those below a total at the top."""
    sums = [bool(_TOTAL.match(x) or _SUBTOTAL.match(x)) for x in labels]
    above = list(range(head, total))
    last = max((i for i in above if sums[i]), default=head - 1)
    yield [i for i in above if i > last]
    yield [i for i in above if not sums[i]]
    yield [i for i in above if sums[i] and not _TOTAL.match(labels[i])]
    below = list(range(total + 1, len(labels)))
    following = next((i for i in below if sums[i]), len(labels))
    yield [i for i in below if i < following]
    yield [i for i in below if not sums[i]]
    yield [i for i in below if sums[i]]


def _column_sums(grid: _Grid, head: int, total: int, rows: Sequence[int]) -> Iterator[tuple[bool, list[_Cell], _Cell]]:
    if len(rows) < 2:
        return
    for column, cell in enumerate(grid[total]):
        if (
            column == 0
            or cell is None
            or cell.value is None
            or cell.empty
            or _NOT_ADDED.search(_above(grid, head, column))
        ):
            continue
        parts = [grid[r][column] for r in rows]
        filled = [p for p in parts if p is not None and p.value is not None]
        if len(filled) == len(parts) and sum(not p.empty for p in filled) >= 2:
            yield _adds(filled, cell), filled, cell


def _judge(
    source: Source, piece: str | None, sums: Sequence[tuple[bool, list[_Cell], _Cell]], label: str
) -> Iterator[Finding]:
    """What the columns (or rows) of one total come to: those that hold prove how it is meant, so that the others can be doubted."""
    right = [(p, t) for ok, p, t in sums if ok]
    wrong = [(p, t) for ok, p, t in sums if not ok]
    for parts, total in right:
        yield _found(source, piece, parts, total, label, right=True)
    if (
        len(right) > len(wrong)
        or (len(right) == len(wrong) == 1)
        or (not right and len(wrong) == 1 and _close(*wrong[0]))
    ):
        for parts, total in wrong:
            yield _found(source, piece, parts, total, label, right=False)


def _close(parts: Sequence[_Cell], total: _Cell) -> bool:
    """True if the sum comes near the total, so that they can be meant as its parts: within a twentieth, or one digit differs."""
    added = sum(p.value or 0 for p in parts)
    stated = total.value or 0
    one, two = show(added), show(stated)
    slip = len(one) == len(two) and sum(a != b for a, b in zip(one, two, strict=True)) == 1
    return len(parts) >= 3 and (slip or abs(added - stated) <= 0.05 * stated)


_MOST_SHOWN = 8


def _found(
    source: Source, piece: str | None, parts: Sequence[_Cell], total: _Cell, label: str, *, right: bool
) -> Finding:
    shown = [p for p in parts if not p.empty]
    added = sum(p.value or 0 for p in parts)
    row = "+".join(show(p.value or 0) for p in shown[:_MOST_SHOWN]) + ("+…" if len(shown) > _MOST_SHOWN else "")
    stated = total.value or 0
    sign = "=" if near(added, stated, 0) else "≈" if right else "≠"
    relation = f"{row}={show(stated)}" if sign == "=" else f"{row}={show(round(added, 4))}{sign}{show(stated)}"
    detail = f"{len(shown)}项相加是{show(round(added, 4))},“{label}”写{show(stated)},相差{show(round(abs(added - stated), 4))}"
    members = members_of(source, piece, sorted([*(p.span for p in shown), total.span]))
    return tell(TABLE, "consistent" if right else "inconsistent", relation, detail, members)


def _columns(source: Source, piece: str | None, grid: _Grid) -> Iterator[Finding]:
    """Columns headed 合计 or 小计 against the columns beside them; the rows that hold prove which columns are meant."""
    head = _head(grid, 1)
    body = [row for row in grid[head:] if any(c and c.value is not None and not c.empty for c in row[1:])]
    if not head or len(body) < 2:
        return
    names = [_header(grid, head, c) for c in range(len(grid[0]))]
    sums = [any(_TOTAL.match(n) or n == "小计" for n in column) for column in names]
    for column, is_sum in enumerate(sums):
        if not is_sum or _NOT_ADDED.search(_above(grid, head, column)):
            continue
        best: list[tuple[bool, list[_Cell], _Cell]] = []
        for columns in _beside(grid, head, sums, column):
            found = list(_row_sums(body, column, columns))
            if not best or sum(ok for ok, _, _ in found) > sum(ok for ok, _, _ in best):
                best = found
        holding = sum(ok for ok, _, _ in best)
        if holding >= 2 and holding * 3 >= len(best) * 2:
            yield from _judge(
                source, piece, best, next(n for n in names[column] if n and (_TOTAL.match(n) or n == "小计"))
            )


def _header(grid: _Grid, head: int, column: int) -> list[str]:
    """The header cells of a column itself."""
    cells = [row[column] for row in grid[:head]]
    return [c.text if c else "" for c in cells]


def _beside(grid: _Grid, head: int, sums: Sequence[bool], total: int) -> Iterator[list[int]]:
    """Which columns a total column can be the sum of: the next two and more to the right or to the left up to another total or a column that is not added; or the subtotals."""
    added = [not _NOT_ADDED.search(_above(grid, head, c)) for c in range(len(sums))]
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
    body: Sequence[Sequence[_Cell | None]], total: int, columns: Sequence[int]
) -> Iterator[tuple[bool, list[_Cell], _Cell]]:
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


_UNIT = re.compile(r"\((?:单位:)?([^()]{1,6})\)$")


def _annex(source: Source, piece: str | None, grid: _Grid, figures: Sequence[Figure]) -> Iterator[Finding]:
    """A figure of the text whose indicator is word for word a row's name in a table of two columns (name, value), or the table's column with a row of totals."""
    cells = {label: cell for label, cell in _named(grid) if len(label[0]) >= 4}
    for (label, unit), cell in cells.items():
        if cell is None:
            continue
        told = [f for f in figures if f.indicator == label and f.unit == unit and f.approximate == "exact"]
        values = {f.value for f in told}
        if told and len(values) == 1 and _other(told[0], cell):
            written = told[0].span.of(source.text)
            detail = f"{label},正文写“{written}”,表里写“{cell.span.of(source.text)}”"
            members = members_of(source, piece, sorted([told[0].span, cell.span]))
            yield tell(ANNEX, "suspicious", f"{written}≠{cell.text}{unit}", detail, members)


def _other(figure: Figure, cell: _Cell) -> bool:
    if not isinstance(figure.value, int | float) or figure.status != "actual" or figure.subject or figure.year:
        return False
    return not near(cell.value or 0, figure.value, cell.fine if cell.fine != 1 else 0)


_WHOLE = re.compile(r"(?:上表|下表|表中|附表|表\d|共|合计|总|全[省市县区州旗校镇乡])[^,。;!?\n]{0,16}$")


def _slips(source: Source, text: str, piece: str | None, grid: _Grid, figures: Sequence[Figure]) -> Iterator[Finding]:
    """A number of the text that is a total of the table but for one digit or two digits that changed places."""
    head = _head(grid, 1)
    totals = [r for r in range(head, len(grid)) if _TOTAL.match(_label(grid[r]))]
    if len(totals) != 1:
        return
    for column, cell in enumerate(grid[totals[0]]):
        unit = _UNIT.search(_above(grid, head, column)) if cell else None
        if cell is None or unit is None or cell.value is None or cell.value < 100 or cell.fine != 1:
            continue
        told = [f for f in figures if f.unit == unit[1] and f.approximate == "exact" and isinstance(f.value, int)]
        if any(f.value == cell.value for f in told):
            continue
        for f in told:
            clause = text[max(0, f.span.start - 24) : f.span.start]
            if isinstance(f.value, int) and _slip(str(f.value), str(int(cell.value))) and _WHOLE.search(clause):
                written = f.span.of(source.text)
                detail = f"正文写“{written}”,表里“{_label(grid[totals[0]])}”写“{cell.span.of(source.text)}”"
                members = members_of(source, piece, sorted([f.span, cell.span]))
                yield tell(ANNEX, "suspicious", f"{written}≠{cell.text}", detail, members)


def _slip(one: str, two: str) -> bool:
    """True if the digits are the same but for one, or but for two neighbours that changed places."""
    if len(one) != len(two):
        return False
    apart = [i for i, (a, b) in enumerate(zip(one, two, strict=True)) if a != b]
    swapped = (
        len(apart) == 2
        and apart[1] == apart[0] + 1
        and one[apart[0]] == two[apart[1]]
        and one[apart[1]] == two[apart[0]]
    )
    return len(apart) == 1 or swapped


_FACTORS = {"万元": ("元", 10**4), "亿元": ("元", 10**8), "万平方米": ("平方米", 10**4), "万人": ("人", 10**4)}


def _named(grid: _Grid) -> Iterator[tuple[tuple[str, str], _Cell | None]]:
    """(name, unit) → cell, None where a name comes twice."""
    seen: dict[tuple[str, str], _Cell | None] = {}
    head = _head(grid, 1)
    rows: list[tuple[str, _Cell | None]] = []
    if max(map(len, grid)) == 2:
        rows += [(row[0].text, row[1]) for row in grid[head:] if row[0] is not None]
    totals = [r for r in range(head, len(grid)) if _TOTAL.match(_label(grid[r]))]
    if head and len(totals) == 1:
        rows += [(_above(grid, head, c), cell) for c, cell in enumerate(grid[totals[0]]) if c]
    for name, cell in rows:
        match = _UNIT.search(name)
        if cell is None or cell.value is None or cell.empty or not match:
            continue
        unit, factor = _FACTORS.get(match[1], (match[1], 1))
        key = (name[: match.start()], unit)
        scaled = _Cell(
            cell.text,
            cell.span,
            cell.value * factor,
            cell.empty,
            cell.fine * factor if cell.fine < 1 else factor if factor > 1 else 1.0,
        )
        seen[key] = None if key in seen else scaled
    yield from seen.items()
