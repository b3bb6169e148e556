from typing import get_args

import pytest

from jingyan.model.extracts import Figure, FigureKind, Value
from jingyan.model.span import Span
from jingyan.render.figure_marks import LOOKS, figure_marks, legend, number_text, told, value_text

AT = Span(0, 2)


def figure(kind: FigureKind, value: Value, unit: str | None = None, of: FigureKind | None = None) -> Figure:
    return Figure("a.txt", "1", AT, kind, value, unit, of)


def test_every_kind_has_a_colour() -> None:
    assert set(LOOKS) == set(get_args(FigureKind))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (12, "12"),
        (12.0, "12"),
        (0.125, "0.125"),
        (9_999, "9999"),
        (12_345, "12,345"),
        (3_600_000.0, "3,600,000"),
        ("2024-05", "2024-05"),
        (1e20, "1e+20"),
    ],
)
def test_numbers_are_printed_as_read(value: object, text: str) -> None:
    assert number_text(value) == text


def test_values_of_ranges_and_lost_digits() -> None:
    assert value_text(figure("range", (3.0, 5.0), "所", "count")) == "3—5所"
    assert value_text(figure("placeholder", None, "万元", "money")) == "万元"


def test_ranges_look_like_what_they_are_of() -> None:
    marks = figure_marks((figure("range", (1, 2), "元", "money"), figure("money", 1, "元"), figure("date", "2024")))
    assert [m.look for m in marks] == ["g g-m", "g g-m", "g g-d"]
    assert [(row.look, row.count) for row in legend((figure("date", "2024"), figure("money", 1)))] == [
        ("m", 1),
        ("d", 1),
    ]


def test_what_is_told_when_a_figure_is_pointed_at() -> None:
    full = Figure(
        "a", "1", AT, "money", 360_000.0, "元", None, "about", "资金", "某市", "2024年", "planned", "投入资金"
    )
    assert told(full) == "金额 约360,000元；指标：投入资金；对象：某市；时间：2024年；计划"
