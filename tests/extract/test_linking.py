"""What figures of one sentence have in common: lists, changes, 分别, rates, parts and totals."""

import pytest

from jingyan.extract.extracting import extract
from jingyan.model.extracts import Figure
from jingyan.model.source import Source
from jingyan.model.structure import Outline


def figures(text: str) -> tuple[Figure, ...]:
    found = extract(Source("来稿.txt", text, "text", "0" * 64), text, Outline("来稿.txt"))[0].figures
    return tuple(f for f in found if (f.of or f.kind) not in ("date", "duration"))


def told(text: str) -> list[str | None]:
    return [f.indicator for f in figures(text)]


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("教师本科率由62.1%提高到88.4%。", ["教师本科率"] * 2),
        ("大班额由2019年的126个减少到2023年的9个。", ["大班额"] * 2),
        ("校际差异系数从0.58降至0.41。", ["校际差异系数"] * 2),
        ("小学、初中、高中入学率分别为99.9%、98.7%和95.2%。", ["小学入学率", "初中入学率", "高中入学率"]),
        ("语文、数学、英语平均分分别为81.2分、79.5分和77分。", ["语文平均分", "数学平均分", "英语平均分"]),
        ("入学率、巩固率分别达到99.8%和97.3%。", ["入学率", "巩固率"]),
        ("教师学历合格率小学、初中分别为100%、99.2%。", ["小学教师学历合格率", "初中教师学历合格率"]),
        ("三年的教育支出分别为1.2亿元、1.4亿元、1.7亿元。", ["教育支出"] * 3),
        ("发放低保金1444万元,同比增长5.6%。", ["发放低保金", "发放低保金同比增长"]),
        ("图书室藏书31680册,生均30册。", ["图书室藏书", "生均图书室藏书"]),
        ("资助学生240人36万元。", ["资助学生"] * 2),
        ("每百名学生拥有骨干教师1.2人。", ["每百名学生拥有骨干教师"]),
        ("办结时限由10天压缩至3天。", []),
    ],
)
def test_what_neighbours_measure(text: str, indicators: list[str]) -> None:
    assert told(text) == indicators


def test_units_of_a_list_are_subjects() -> None:
    found = figures("青禾县、白石县分别投入3亿元、2亿元。所需经费由市、县分别承担60%、40%。")
    assert [f.subject for f in found] == ["青禾县", "白石县", "市", "县"]
    assert found[2].indicator == "所需经费"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("专任教师16人(大专学历3人,本科学历13人)。", {1: 0, 2: 0}),
        ("共有学校100所,其中小学60所、初中40所。", {1: 0, 2: 0}),
        ("总投资1.2亿元,包括中央资金3000万元、县级资金9000万元。", {1: 0, 2: 0}),
        ("抽查了初中9所、小学10所,共19所学校。", {0: 2, 1: 2}),
        ("新建学校4所,其中投入资金300万元。", {}),
        ("教师20人,其中学生300人。", {}),
        ("投入300万元。其中一所学校新建了2栋楼。", {}),
    ],
)
def test_parts_point_to_their_total(text: str, parts: dict[int, int]) -> None:
    found = figures(text)
    assert {i: f.total for i, f in enumerate(found) if f.total} == {i: found[j].span for i, j in parts.items()}


def test_a_part_named_by_its_kind_takes_the_name_of_the_whole() -> None:
    assert told("幼儿园177所(公办58所,民办119所)。") == ["幼儿园", "公办幼儿园", "民办幼儿园"]
    assert told("共有教职员工94人,其中小学51人、中学43人。") == ["教职员工", "小学教职员工", "中学教职员工"]


def test_known_indicators_carry_their_normal_name() -> None:
    names = [
        f.name for f in figures("现有在校生830人,专任教师56人,农村小学专任教师12人,生均教学用房面积5.2平方米,杂物3个。")
    ]
    assert names == ["在校学生数", "专任教师数", "农村小学专任教师数", "生均教学及辅助用房面积", None]
