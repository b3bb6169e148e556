"""Whom a figure is about: no deed, no kind of thing that is counted, no word left over from a date."""

import pytest

from jingyan.extract.extracting import extract
from jingyan.model.source import Source
from jingyan.model.structure import Outline


def who(text: str) -> list[str | None]:
    return [
        f.subject for f in extract(Source("来稿.txt", text, "text", "0" * 64), text, Outline("来稿.txt"))[0].figures
    ]


@pytest.mark.parametrize(
    "text",
    [
        "丰富学校社团活动12个。",
        "暴露出学校问题5个。",
        "共建文明城市投入30万元。",
        "初级中学20所,公办普通高中3所。",
        "城市低保6195户。",
        "培养推广学校经验3条。",
    ],
)
def test_deeds_and_counted_kinds_are_no_subjects(text: str) -> None:
    assert set(who(text)) == {None}


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("全县高度重视。\n部分学校缺教师3人。\n新建学校3所。", ["部分学校", "全县"]),
        ("我校高度重视。\n“薄弱学校”旧貌换新颜。\n投入30万元。", ["我校"]),
        ("全县投入3亿元。区教育局召开会议3次。\n新建学校3所。", ["全县", "区教育局", "全县"]),
        ("我县入学率99%。\n新建学校3所。\n全县共有教师90人。", ["我县", "我县", "全县"]),
        ("本校现有教师30人。\n依据县教育局的办法,总分100分。", ["本校", "本校"]),
        ("我局主动作为。居全市前列。\n建成全市首个中心。发放资料500份。", ["我局"]),
        ("全镇落实全国示范项目,培训农民300人次。", ["全镇"]),
        ("全市中小学占地面积300亩。", ["全市"]),
        ("全市中小学组织演练30次。", ["全市中小学"]),
        ("区委派出4个巡察组。\n区委4个巡察组反馈问题30个。", ["区委"] * 3),
        ("编制部门核增编制15名,县人民医院负债3000万元。", ["编制部门", "县人民医院"]),
        ("我县多方筹资:中央财政补助800万元。", ["我县"]),
        ("全市筹资600万元,对东山、西岭等5个乡镇福利院进行改造。", ["全市", "全市"]),
    ],
)
def test_a_paragraph_goes_back_to_the_unit_of_the_piece(text: str, subjects: list[str]) -> None:
    assert who(text)[-len(subjects) :] == subjects


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("全县有学校100所,其中初级中学20所,民办高中2所。", ["全县"] * 3),
        ("上年全乡财政收入9034万元。", ["全乡"]),
        ("明德县第三中学现有教职工160人,教学班44个。", ["明德县第三中学"] * 2),
        ("立足本社区开展服务3次。", ["本社区"]),
        ("求实中学出资20万元。", ["求实中学"]),
        ("我局主动作为。全年组织普法宣传30场。", ["我局"]),
        ("全县小学占地面积300亩。我县巩固率99%,居全市第二位。新建学校3所。", ["全县", "我县", "我县", "我县"]),
    ],
)
def test_subjects(text: str, subjects: list[str]) -> None:
    assert who(text)[-len(subjects) :] == subjects


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("我镇位于县境北端。南接青石乡、白水乡,东与红旗镇接壤。总面积90平方公里。", ["我镇"]),
        ("我镇资源丰富。依次与长宁县大河镇,石门乡、双溪乡接壤。总面积90平方公里。", ["我镇"]),
        ("全县服务好。孕产妇系统管理率85%,产后访视300人。", ["全县"] * 2),
        ("全区重视残疾人工作。扶持农村残疾人种养户30户,发放补助金4万元。", ["全区"] * 2),
        ("我局狠抓项目。市发改委批复项目3个,建设里程60公里。", ["我局"] * 2),
        ("我局狠抓项目。县公路局完成项目3个。", ["县公路局"]),
        ("我省干线公路发展快。普通国省道完成投资90亿元。", ["我省"]),
        ("石桥县与临海市结对,建成产业园6个。", ["石桥县"]),
        ("石桥县与临海市干部互派。\n石桥县与临海市共有学校60所。", ["石桥县与临海市"]),
        ("我馆服务好。现有藏书3万册。", ["我馆"]),
    ],
)
def test_what_is_named_on_the_way_does_not_stick(text: str, subjects: list[str | None]) -> None:
    assert who(text) == subjects


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        (
            "全区水利有序推进。\n1、白云水库除险加固工程。总投资900万元,完成投资300万元。\n2、河道整治。清淤6公里。",
            ["白云水库除险加固工程", "白云水库除险加固工程", "全区"],
        ),
        ("我局工作扎实。\n2、城东湿地公园工程属市重点工程,总投资600万元。\n新栽树木3000株。", ["城东湿地公园工程", "我局"]),
        ("我局工作扎实。\n1、抓好重点工程。召开会议3次。", ["我局"]),
        ("我局工作扎实。新建项目。总投资300万元。", ["我局"]),
    ],
)  # fmt: skip
def test_a_project_that_heads_its_paragraph(text: str, subjects: list[str | None]) -> None:
    assert who(text) == subjects
