import tomllib
from importlib.resources import files
from typing import Any

import pytest

from jingyan.model.indicators import Indicator, Threshold
from jingyan.zh.indicators import find_indicator, indicators, normal_name

ROWS: list[dict[str, Any]] = tomllib.loads(files("jingyan.zh").joinpath("indicators.toml").read_text("utf-8"))[
    "indicator"
]


@pytest.mark.parametrize("row", ROWS, ids=[row["name"] for row in ROWS])
def test_every_row_is_found_by_its_examples(row: dict[str, Any]) -> None:
    for words in row["matches"]:
        found = find_indicator(words, row["unit"])
        assert found is not None, words
        assert found.name == row["name"], words
    for words in row["rejects"]:
        found = find_indicator(words, row["unit"])
        assert not found or found.name != row["name"], words


def test_names_and_wordings_are_of_one_row_each_for_one_unit() -> None:
    seen: dict[tuple[str, str], str] = {}
    for row in indicators():
        for wording in (row.name, *row.aliases):
            assert seen.setdefault((wording, row.unit), row.name) == row.name, wording


def test_the_national_resource_indicators_come_first_with_both_stages() -> None:
    for row in indicators()[:7]:
        assert [t.stage for t in row.thresholds] == ["小学", "初中"]
        assert {t.certainty for t in row.thresholds} == {"cited"}


@pytest.mark.parametrize(
    ("words", "unit", "name"),
    [
        ("全县小学专任教师", "人", "小学专任教师数"),
        ("我校在校学生总数", "人", "在校学生数"),
        ("农村初中平均班额", "人", "农村初中班额"),
        ("小学生均教学及辅助用房面积", "平方米", "小学生均教学及辅助用房面积"),
        ("专任教师", "%", None),
        ("入学率同比提高", "%", None),
        ("发放助学金", "元", "资助金额"),
        ("发放助学金", "人", "资助人数"),
        (None, "人", None),
        ("", None, None),
    ],
)
def test_normal_names(words: str | None, unit: str | None, name: str | None) -> None:
    assert normal_name(words, unit) == name


def test_an_editors_row_goes_before_the_built_in_one() -> None:
    own = Indicator("平均班额", "人", ("班额",), (Threshold("小学", "at_most", 40, "省标准"),), "省标准.csv 第2行")
    assert find_indicator("班额", "人", (*indicators(), own)) == own
