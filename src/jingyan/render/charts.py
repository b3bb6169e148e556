"""Geometry of the bars that show one indicator over units; the template draws it, the workbook has charts of its own."""

from dataclasses import dataclass

from jingyan.render.figure_marks import number_text
from jingyan.render.foreign import one_line
from jingyan.render.indicator_table import IndicatorRow, Stated

BARS = 40  # of one chart; more are no longer readable
LINE = 26  # height of a row
NAME = 250  # width of the names on the left
ROOM = 470  # width of the longest bar
WIDTH = NAME + ROOM + 150
_NAME_LENGTH = 17


@dataclass(frozen=True, slots=True)
class Bar:
    """One unit: `y` of the row, `width` of the bar, the unit's name, the value as printed, the whole words for pointing at it."""

    y: int
    width: float
    name: str
    value: str
    told: str


@dataclass(frozen=True, slots=True)
class Chart:
    """The bars of one indicator, greatest first; `middle` the x of the median and its value as printed; `left_out` units are not drawn."""

    title: str
    bars: tuple[Bar, ...]
    height: int
    middle: float
    median: str
    left_out: int


def chart(row: IndicatorRow) -> Chart:
    """The chart of a row that `can_be_drawn`; a unit that states several values is not in it."""
    single = row.single
    most = max(s.value for s in single) or 1.0
    bars = tuple(_bar(i, s, most) for i, s in enumerate(single[:BARS]))
    values = sorted(s.value for s in single)
    half = len(values) // 2
    median = values[half] if len(values) % 2 else (values[half - 1] + values[half]) / 2
    told = number_text(round(median, 4)) + row.measured_in
    x = NAME + round(ROOM * median / most, 1)
    return Chart(row.heading, bars, LINE * len(bars), x, told, len(single) - len(bars))


def _bar(i: int, stated: Stated, most: float) -> Bar:
    width = max(1.0, round(ROOM * stated.value / most, 1))
    name = one_line(stated.unit.name, _NAME_LENGTH)
    return Bar(i * LINE, width, name, stated.text, f"{stated.unit.name}：{stated.text}（{stated.place}）")
