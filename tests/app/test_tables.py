from pathlib import Path

import pytest

from jingyan.app.tables import TableFiles, extract_settings, load_indicators, load_units
from jingyan.extract.extracting import extract
from jingyan.model.extracts import Figure
from jingyan.model.indicators import Threshold, UnitWord
from jingyan.model.problem import JingyanError
from jingyan.model.source import Source
from jingyan.model.structure import Outline
from jingyan.zh.indicators import find_indicator, indicators

HEAD = "名称,别名,单位,阶段,要求,值,依据\n"


def written(folder: Path, text: str, name: str = "表.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def figures(text: str, files: TableFiles) -> tuple[Figure, ...]:
    settings, problems = extract_settings(files)
    assert not problems
    return extract(Source("来稿.txt", text, "text", "0" * 64), text, Outline("来稿.txt"), settings)[0].figures


def test_a_row_sets_the_value_of_its_province(tmp_path: Path) -> None:
    rows = "生均教学及辅助用房面积,,平方米,小学,不低于,5,某省标准\n班额,班级平均人数,人,小学,≤,40,某省标准\n"
    table, problems = load_indicators([written(tmp_path, HEAD + rows)])
    assert problems == ()
    area, size = (
        find_indicator(words, unit, table) for words, unit in (("生均教学用房面积", "平方米"), ("班级平均人数", "人"))
    )
    assert area is not None
    assert [(t.stage, t.value) for t in area.thresholds] == [("小学", 5), ("初中", 5.8)]
    assert size is not None
    assert size.thresholds[0] == Threshold("小学", "at_most", 40, "某省标准", "checked")
    assert size.origin == "表.csv 第3行"


def test_a_new_indicator_names_figures(tmp_path: Path) -> None:
    rows = "劳动实践基地数,劳动教育基地、劳动基地,个,,,,\n"
    found = figures("全县建成劳动教育基地12个。", TableFiles(indicators=(written(tmp_path, HEAD + rows),)))
    assert found[0].name == "劳动实践基地数"


def test_rows_of_one_name_join_their_stages(tmp_path: Path) -> None:
    rows = "体育教师配备,,人,小学,≥2,,\n体育教师配备,,人,初中,3人以上,,\n"
    table, problems = load_indicators([written(tmp_path, HEAD + rows)])
    assert problems == ()
    assert [(t.stage, t.value) for t in table[-1].thresholds] == [("小学", 2), ("初中", 3)]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",,人,小学,≥,3,", "没有写名称"),
        ("123,,人,小学,≥,3,", "名称里没有文字"),
        ("甲率,,%,小学,≥,高,", "不是一个数"),
        ("甲率,,%,小学,≥,,", "没有写值"),
        ("甲率,,%,小学,,95,", "看不懂要求"),
        ("甲率,,%,小学,大约,95,", "看不懂要求"),
        ("甲率,,%,小学,≥,0.95,", "请写成 95"),
        ("甲数,,人,小学,≥,95%,", "百分数"),
        ("甲率,,%,大学,≥,95,", "阶段"),
        ("班额,,个,小学,≤,45,", "内置的“班额”以“人”计"),
    ],
)
def test_a_faulty_row_names_file_row_and_reason_and_leaves_the_built_in_row(
    tmp_path: Path, row: str, reason: str
) -> None:
    table, problems = load_indicators([written(tmp_path, HEAD + row + "\n")])
    assert table == indicators()
    assert [p.code for p in problems] == ["table.row"]
    assert problems[0].source == "表.csv"
    assert "第2行" in problems[0].message
    assert reason in problems[0].message


def test_a_faulty_row_does_not_harm_the_others(tmp_path: Path) -> None:
    table, problems = load_indicators([written(tmp_path, HEAD + "甲率,,%,小学,≥,高,\n乙率,,%,,≥,90,\n")])
    assert len(problems) == 1
    assert table[-1].name == "乙率"


def test_the_heading_may_stand_lower_and_be_full_width(tmp_path: Path) -> None:
    text = "某省指标表\n\n指标名称（必填）,计量单位,学段,要求,标准值\n乙率,%,初中,≥,９０\n"
    table, problems = load_indicators([written(tmp_path, text)])
    assert problems == ()
    assert table[-1].thresholds[0].value == 90


def test_a_table_without_its_heading_is_told(tmp_path: Path) -> None:
    table, problems = load_indicators([written(tmp_path, "甲,乙\n1,2\n")])
    assert table == indicators()
    assert [p.code for p in problems] == ["table.heading"]


def test_a_file_that_is_not_there_stops_the_command(tmp_path: Path) -> None:
    with pytest.raises(JingyanError, match="没有这个文件"):
        load_indicators([tmp_path / "无.xlsx"])


UNITS = "写法,类别,标准单位,倍数\n"


def test_own_units_are_found_and_put_into_the_normal_unit(tmp_path: Path) -> None:
    rows = "标准箱,个数,,\n公顷地,面积,平方米,10000\n"
    files = TableFiles(units=(written(tmp_path, UNITS + rows),))
    found = figures("吞吐量达300标准箱,新增用地1.5公顷地。", files)
    assert [(f.value, f.unit, f.kind) for f in found] == [(300, "标准箱", "count"), (15000, "平方米", "area")]
    assert figures("吞吐量达300标准箱。", TableFiles())[0:1] != found[0:1]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",个数,,", "写法"),
        ("3箱,个数,,", "写法"),
        ("箱子,颜色,,", "没有“颜色”这个类别"),
        ("箱子,个数,箱,很多", "倍数“很多”不是一个数"),
        ("箱子,个数,箱,0", "要大于 0"),
    ],
)
def test_a_faulty_unit_names_row_and_reason(tmp_path: Path, row: str, reason: str) -> None:
    found, problems = load_units([written(tmp_path, UNITS + row + "\n")])
    assert found == ()
    assert reason in problems[0].message


def test_a_unit_row(tmp_path: Path) -> None:
    found, _ = load_units([written(tmp_path, UNITS + "标准箱,个数,箱,2\n")])
    assert found == (UnitWord("标准箱", "count", "箱", 2.0, "表.csv 第2行"),)
