"""The list of units as editors keep it: tables, plain lists, faulty rows."""

from pathlib import Path

import pytest

from jingyan.app.unit_list import county_level, load_units
from jingyan.model.arrangement import ListedUnit
from jingyan.model.problem import JingyanError


def loaded(tmp_path: Path, text: str, name: str = "名单.csv") -> tuple[list[ListedUnit], list[str]]:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    units, problems = load_units([file])
    return list(units), [p.message for p in problems]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("单位\n青禾县教育局\n白塔县教育局\n", "名单.csv"),
        ("2024年报送单位名单\n序号,单位名称,联系人\n1,青禾县教育局,张三\n2,白塔县教育局,李四\n", "名单.csv"),
        ("青禾县教育局\n白塔县教育局\n", "名单.txt"),
        ("报送单位名单\n1. 青禾县教育局\n2、白塔县教育局\n\n", "名单.txt"),
        ("一、青禾县教育局\r\n二、白塔县教育局\r\n", "名单.txt"),
        ("1\t青禾县教育局\n2\t白塔县教育局\n", "名单.txt"),
        ("1 青禾县 教育局\n2 白塔县教育局\n", "名单.txt"),
    ],
)
def test_tables_and_plain_lists_are_read_in_order(text: str, name: str, tmp_path: Path) -> None:
    units, problems = loaded(tmp_path, text, name)
    assert [u.name for u in units] == ["青禾县教育局", "白塔县教育局"]
    assert problems == []


def test_other_names_the_unit_above_and_the_level_are_kept(tmp_path: Path) -> None:
    units, _ = loaded(tmp_path, "单位,简称,上级单位,级别\n青禾市教育局,青禾市教体局、青禾教育局,云溪市教育局,县级\n")
    assert units == [ListedUnit("青禾市教育局", ("青禾市教体局", "青禾教育局"), "云溪市教育局", "县级", 2)]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("青禾县教育局,", "和第2行是同一个单位"),
        (",简称", "没有单位名称"),
        ("12345,", "不像单位名称"),
        ("局,", "不像单位名称"),
        ("这" * 70 + ",", "不像单位名称"),
    ],
)
def test_a_faulty_row_is_told_and_the_others_count(row: str, words: str, tmp_path: Path) -> None:
    units, problems = loaded(tmp_path, f"单位,别名\n青禾县教育局,\n{row}\n白塔县教育局,\n")
    assert [u.name for u in units] == ["青禾县教育局", "白塔县教育局"]
    assert len(problems) == 1
    assert "第3行" in problems[0]
    assert words in problems[0]


def test_a_sentence_in_a_plain_list_is_no_unit(tmp_path: Path) -> None:
    units, problems = loaded(tmp_path, "青禾县教育局\n请各单位于月底前报送材料!\n", "名单.txt")
    assert [u.name for u in units] == ["青禾县教育局"]
    assert len(problems) == 1


def test_a_list_that_is_not_there_stops_and_one_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(JingyanError, match="没有这个文件"):
        load_units([tmp_path / "无.xlsx"])
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(b"PK\x03\x04broken")
    units, problems = load_units([broken])
    assert (units, [p.code for p in problems]) == ((), ["table.unreadable"])


def test_the_list_tells_which_cities_stand_under_another() -> None:
    listed = [
        ListedUnit("云溪市教育局", level="市级"),
        ListedUnit("青石市教育局", level="县(市、区)级"),
        ListedUnit("岭川省白塔市教育局", above="云溪市教育局"),
        ListedUnit("云溪市石桥市教育局", level="县级"),
        ListedUnit("鹤汀县教育局", level="县级"),
    ]
    assert county_level(listed) == {"青石市", "白塔市", "石桥市"}
