"""What a figure measures, class by class: the deed that tells which, words no dictionary has, time beside a noun, tables, shares, ranks, limits."""

import pytest

from jingyan.extract.extracting import extract
from jingyan.model.extracts import Figure
from jingyan.model.source import Source
from jingyan.model.structure import Outline


def figures(text: str) -> tuple[Figure, ...]:
    return extract(Source("来稿.txt", text, "text", "0" * 64), text, Outline("来稿.txt"))[0].figures


def told(text: str) -> list[str | None]:
    return [f.indicator for f in figures(text)]


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("新增学位320个。", ["新增学位"]),
        ("新增转移农村劳动力320人。", ["新增转移农村劳动力"]),
        ("共完成投资3200万元。", ["完成投资"]),
        ("完成全年目标任务的98%。", ["完成全年目标任务"]),
        ("增加学位300个。", ["增加学位"]),
        ("改扩建学校3所。", ["改扩建学校"]),
        ("集中供养38人,分散供养120人。", ["集中供养", "分散供养"]),
        ("累计投入3.2亿元。", ["累计投入"]),
        ("现有教学班18个,建成录播教室3间。", ["教学班", "录播教室"]),
        ("完成各类水利工程18件。", ["各类水利工程"]),
        ("开展应急演练3次。", ["应急演练"]),
    ],
)
def test_the_deed_that_tells_which_belongs_to_the_name(text: str, indicators: list[str]) -> None:
    assert told(text) == indicators


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("组建医共体2个。", ["医共体"]),
        ("学生用机260台。", ["学生用机"]),
        ("新增托位200个。", ["新增托位"]),
        ("外资到账300万美元。", ["外资到账"]),
        ("实现GDP19.5亿元。", ["GDP"]),
        ("举办专题班、轮训班等主体班次15期。", ["主体班次"]),
        ("其中有30人。", [None]),
    ],
)
def test_words_that_no_dictionary_has(text: str, indicators: list[str | None]) -> None:
    assert told(text) == indicators


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("大班额由2018年的120个减少到9个。", ["大班额"] * 3),
        ("2020年、2021年教育支出分别为3亿元、4亿元。", ["教育支出"] * 4),
        ("实现产值9亿元,比2019年底同比增长8%。", ["产值", "产值", "产值同比增长"]),
        ("公用支出14万元,比上年的16万元下降12%。", ["公用支出", "公用支出", "公用支出下降"]),
        ("2023年底前补齐短板。", ["补齐短板"]),
        ("三年内引进研究生一百名。", ["引进研究生"] * 2),
        ("教育投入分别为3亿元、4亿元,两年合计7亿元。", ["教育投入"] * 2 + ["两年", "教育投入"]),
    ],
)
def test_times_beside_a_noun(text: str, indicators: list[str]) -> None:
    got = told(text)
    assert [g for g, want in zip(got, indicators, strict=True) if want != "两年"] == [
        w for w in indicators if w != "两年"
    ]


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("教师386人,其中骨干教师97人,占25%。", ["教师", "骨干教师", "骨干教师占比"]),
        ("入学率99%,比上年提高0.3个百分点。", ["入学率", "入学率比上年提高"]),
        ("平均分列全区第三名。", ["平均分"]),
        ("书面作业不超过60分钟。", ["书面作业"]),
        ("教学集团由7个增至12个。", ["教学集团"] * 2),
        ("专任教师40人.学生800人.", ["专任教师", "学生"]),
        ("新增学位600个,其中小学400个、初中200个。", ["新增学位", "小学新增学位", "初中新增学位"]),
        ("资助学生900人次、80万元,其中小学500人次、初中400人次。", ["资助学生"] * 2 + ["小学资助学生", "初中资助学生"]),
        ("镇街社工站13个实现全覆盖。", ["镇街社工站"]),
        ("接纳800名进城务工人员子女入学。", ["进城务工人员子女"]),
        ("体育、美术教师依次为9人、4人。", ["体育教师", "美术教师"]),
    ],
)
def test_what_the_figure_before_says(text: str, indicators: list[str]) -> None:
    assert told(text) == indicators


def test_numbers_in_a_table_take_the_heads_of_column_and_row() -> None:
    found = figures("基本情况见下表:\n学段\t学校(所)\t学生(人)\n小学\t38\t4180\n初中\t14\t3864\n合计\t52\t8044\n")
    assert [(f.indicator, f.subject) for f in found[:4]] == [
        ("学校", "小学"),
        ("学生", "小学"),
        ("学校", "初中"),
        ("学生", "初中"),
    ]
    assert [(f.indicator, f.subject) for f in found[4:]] == [("学校", None), ("学生", None)]


def test_columns_of_years_leave_the_name_to_the_row() -> None:
    found = figures("指标\t2021年\t2022年\n专任教师(人)\t120\t131\n图书(册)\t3000\t3600\n")
    cells = [f for f in found if f.unit in ("人", "册")]
    assert [f.indicator for f in cells] == ["专任教师", "专任教师", "图书", "图书"]


def test_a_list_of_units_counts_what_stands_before_it() -> None:
    found = figures("建成学校66所,青禾县22所、白石县12所、东山县32所。")
    assert [(f.indicator, f.subject) for f in found[1:]] == [("学校", "青禾县"), ("学校", "白石县"), ("学校", "东山县")]


def test_one_unit_in_a_list_of_parts_is_whom_the_part_is_about() -> None:
    found = figures("全市教职工304人(青禾党校104人)。")
    assert (found[1].indicator, found[1].subject) == ("教职工", "青禾党校")


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("水利项目完成投资52亿元,为年计划的91%,同比增长4.5%。", ["水利项目完成投资", "水利项目完成投资为年计划", "水利项目完成投资同比增长"]),
        ("为年计划的88%。", ["为年计划"]),
        ("完成计划的100%,完成市局下达任务的107%。", ["完成计划", "完成市局下达任务"]),
        ("全年任务20万亩,目前已完成12.5万亩。", ["全年任务", "完成"]),
        ("少数民族人口1.2万人,占总人口的6%。", ["少数民族人口", "少数民族人口占总人口"]),
        ("女教师占教师总数的6%。", ["女教师占教师总数"]),
    ],
)  # fmt: skip
def test_shares_of_a_plan_or_a_whole(text: str, indicators: list[str]) -> None:
    assert told(text) == indicators


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("苗圃21个,其中:国有2个、民营19个。", ["苗圃", "国有苗圃", "民营苗圃"]),
        ("二、队伍建设(总分20分,自评分18分)", ["队伍建设总分", "队伍建设自评分"]),
        ("有普通教 室20间,办公 室3间。", ["普通教室", "办公室"]),
        ("最高海拔为大青山主峰2158米。", ["最高海拔"]),
        ("先后于2月3日、4月6日召开两次由各镇分管领导参加的林长制专题会。", ["林长制专题会"] * 3),
        ("2015年3月11日获省政府批准设立开发区。", ["获省政府批准设立开发区"]),
        ("4月25日通过银行账户发放补贴。", ["补贴"]),
        ("4月25日通过省级验收。", ["省级验收"]),
    ],
)
def test_qualifiers_broken_nouns_and_events(text: str, indicators: list[str]) -> None:
    assert told(text) == indicators
