"""Numbers in the cells of a table whose unit stands once: in the head of the column or row, or in a line 单位：万元 above; positions in the Flow's text."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise

from jingyan.extract.amounts import unit_at
from jingyan.extract.flow import Flow
from jingyan.extract.found import Found
from jingyan.extract.units import Unit
from jingyan.zh.numerals import multiplier, parse_numeral, tidy

_UNIT_LINE = re.compile(r"单位 ?: ?(?P<unit>[^\s,。;:()\d]{1,6})")
_UNIT_HEAD = re.compile(r"[(〔/](?P<unit>[^\s()〔〕\d]{1,5})[)〕]?$")
_NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?$")
_POWER = re.compile(r"[十百千万亿]{1,2}(?=.)")
_NO_MEASURE = re.compile(r"序号|编号|年份|年度|名次|排名|排序|代码|电话|日期|备注|^序$|^号$")


@dataclass(frozen=True, slots=True)
class _Head:
    """What a head says: its unit, the multiplier written before it."""

    unit: Unit
    power: int


def cell_figures(flow: Flow) -> Iterator[Found]:
    """Bare numbers in rows of cells, with the unit of their head; cells without a stated unit give nothing."""
    for rows, whole in chain(_spaced(flow.text, flow.tabs), _tables(flow) if flow.tabs else ()):
        columns: dict[int, _Head | None] = {}
        for row in rows:
            own = _head(row[0][1]) if row[0][1] else None
            numbers = [bool(_NUMBER.match(words)) for _, words in row]
            if not any(numbers):
                columns |= {i: _head(words) for i, (_, words) in enumerate(row) if _head(words) or _bars(words)}
                barred = {i for i, (_, words) in enumerate(row) if _bars(words)}
                columns |= dict.fromkeys(barred)
                continue
            for i, (at, words) in enumerate(row):
                if not numbers[i] or (i == 0 and not columns.get(0)):
                    continue
                head = columns.get(i, own or whole)
                if head and (value := parse_numeral(words.lstrip("-"))) is not None:
                    yield Found(at, at + len(words), head.unit.kind, tidy(value * head.power), head.unit.unit)


@dataclass(frozen=True, slots=True)
class CellHeads:
    """The words over a number in a table and at the start of its row, units in brackets cut off; "" where there are none. `measured` True if the column states a unit."""

    column: str
    row: str
    measured: bool = False


def cell_heads(flow: Flow) -> dict[int, CellHeads]:
    """The heads of the bare numbers in rows of cells, by their place in the Flow's text."""
    found: dict[int, CellHeads] = {}
    for rows, _ in chain(_spaced(flow.text, flow.tabs), _tables(flow) if flow.tabs else ()):
        heads: list[str] = []
        for row in rows:
            numbers = [bool(_NUMBER.match(words)) for _, words in row]
            if not any(numbers[1:]):
                heads = [words for _, words in row]
                continue
            if len(heads) == len(row):
                first = "" if numbers[0] else _UNIT_HEAD.sub("", row[0][1])
                found |= {
                    at: CellHeads(_UNIT_HEAD.sub("", heads[i]), first, _head(heads[i]) is not None)
                    for i, (at, _) in enumerate(row)
                    if numbers[i]
                }
    return found


def _bars(words: str) -> bool:
    return bool(_NO_MEASURE.search(words))


Row = list[tuple[int, str]]


def _tables(flow: Flow) -> Iterator[tuple[list[Row], _Head | None]]:
    """Runs of lines with cells, each with the unit that the two lines before it state."""
    text, tabs = flow.text, flow.tabs
    rows: list[Row] = []
    whole: _Head | None = None
    last = -1
    index = 0
    while index < len(tabs):
        start = text.rfind("\n", 0, tabs[index]) + 1
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        here: list[int] = []
        while index < len(tabs) and tabs[index] < end:
            here.append(tabs[index])
            index += 1
        if rows and start != last + 1:
            yield rows, whole
            rows = []
        if not rows:
            whole = _stated(text, start)
        row = _row(text, start, end, here)
        whole = next((h for _, words in row if (h := _of_line(words))), whole)
        rows.append(row)
        last = end
    if rows:
        yield rows, whole


_SPACED_HEAD = re.compile(
    r"(?m)^ *(?:[^\s(〔]{1,12}(?:[(〔][^\s()〔〕]{1,5}[)〕])? +){1,11}[^\s(〔]{1,12}[(〔][^\s()〔〕]{1,5}[)〕] *$"
)
_WORDS = re.compile(r"[^ \t]+")


@lru_cache(maxsize=2)
def _spaced(text: str, tabs: tuple[int, ...]) -> tuple[tuple[list[Row], None], ...]:
    """Tables whose cells are parted by blanks: a line of heads with units in brackets, then lines with as many words. Asked for twice a text."""
    found: list[tuple[list[Row], None]] = []
    for match in _SPACED_HEAD.finditer(text):
        if bisect_left(tabs, match.start()) < bisect_left(tabs, match.end()):
            continue
        rows = [_blank_row(text, match.start(), match.end())]
        at = match.end() + 1
        while at < len(text):
            end = text.find("\n", at)
            end = len(text) if end < 0 else end
            row = _blank_row(text, at, end) if end - at < 400 else []
            if len(row) != len(rows[0]):
                break
            rows.append(row)
            at = end + 1
        if len(rows) > 1:
            found.append((rows, None))
    return tuple(found)


def _blank_row(text: str, start: int, end: int) -> Row:
    return [(m.start(), m.group()) for m in _WORDS.finditer(text, start, end)]


def _row(text: str, start: int, end: int, tabs: list[int]) -> Row:
    edges = [start - 1, *tabs, end]
    cells: Row = []
    for left, right in pairwise(edges):
        words = text[left + 1 : right]
        cells.append((left + 1 + len(words) - len(words.lstrip()), words.strip()))
    return cells


def _stated(text: str, start: int) -> _Head | None:
    before = text.rfind("\n", 0, max(0, text.rfind("\n", 0, max(0, start - 1))))
    return _of_line(text[max(before + 1, start - 120) : start])


def _of_line(words: str) -> _Head | None:
    match = _UNIT_LINE.search(words)
    return _unit(match["unit"]) if match else None


def _head(words: str) -> _Head | None:
    if _NUMBER.match(words) or len(words) > 24:
        return None
    match = _UNIT_HEAD.search(words)
    return _unit(match["unit"]) if match else None


def _unit(written: str) -> _Head | None:
    """The unit and multiplier of 万元, 人, 平方米; None when it is no unit as a whole."""
    power = _POWER.match(written)
    at = power.end() if power else 0
    found = unit_at(written, at)
    if not found or found[1] != len(written):
        return None
    return _Head(found[0], multiplier(power.group()) if power else 1)
