"""Measures, issues and levels of pieces in the layouts of the genre; all texts are our own."""

import pytest

from jingyan.extract.extracting import extract
from jingyan.model.extracts import Extracts
from jingyan.model.source import Source
from jingyan.model.span import Span
from jingyan.model.structure import Outline, Piece

PATH = "来稿.txt"


def extracts(text: str, reading: str | None = None) -> Extracts:
    whole = Span(0, len(text))
    outline = Outline(PATH, pieces=(Piece(PATH, "1", whole, whole, "某县经验材料"),))
    return extract(Source(PATH, text, "text", "0" * 64), reading or text, outline)[0]


def titles(text: str) -> list[str]:
    return [f"{m.level}{m.marker} {m.title.of(text)}" for m in extracts(text).measures]


def issues(text: str) -> list[str]:
    return [f"{i.type} {i.marker} {i.span.of(text)}" for i in extracts(text).issues]


LONG = "县里先后召开多次专题会议进行研究部署,各乡镇和有关部门密切配合,形成了齐抓共管的良好局面。"

LAYOUTS: tuple[tuple[str, str, list[str]], ...] = (
    (
        "four depths",
        f"一、健全机制\n(一)强化责任\n1.成立专班\n(1)定期调度\n{LONG}\n(2)跟踪问效\n{LONG}\n2.签订责任书\n{LONG}\n二、加大投入\n{LONG}\n",
        [
            "1一、 健全机制",
            "2(一) 强化责任",
            "31. 成立专班",
            "4(1) 定期调度",
            "4(2) 跟踪问效",
            "32. 签订责任书",
            "1二、 加大投入",
        ],
    ),
    (
        "full-width marks and glued numbers",
        f"1、加强领导。{LONG}2、落实经费。{LONG}3、配齐教师。{LONG}\n",
        ["11、 加强领导", "12、 落实经费", "13、 配齐教师"],
    ),
    (
        "sentence heads",
        f"一、主要做法\n一是建强队伍。{LONG}二是改善条件,新建校舍三千平方米,添置图书仪器一大批,面貌焕然一新。{LONG}三是狠抓质量。{LONG}\n",
        ["2一是 建强队伍", "2二是 改善条件", "2三是 狠抓质量"],
    ),
    (
        "run-in heads inside a paragraph",
        f"夯实工作基础,凝聚各方合力\n{LONG}加强组织领导。{LONG}完善工作制度。{LONG}\n",
        ["1 夯实工作基础,凝聚各方合力", "2 加强组织领导", "2 完善工作制度"],
    ),
    (
        "a run-in head right under another one",
        f"加大资金投入。畅通筹资渠道。{LONG}提高配套比例。{LONG}\n",
        ["1 加大资金投入", "2 畅通筹资渠道", "2 提高配套比例"],
    ),
    (
        "sections that are no measures",
        f"一、基本情况\n{LONG}\n二、主要成效\n{LONG}\n三、存在问题\n1.校舍不足。\n2.教师不足。\n四、下一步打算\n1.新建校舍。\n2.招聘教师。\n",
        [],
    ),
    ("principles", f"一、工作原则\n1.坚持政府主导。\n2.坚持分步实施。\n二、强化保障\n{LONG}\n", ["1二、 强化保障"]),
    (
        "a carrier sentence tells what its list is",
        f"督导组指出了存在的两个问题:\n1、校舍陈旧;\n2、教师老化。\n{LONG}\n我县采取以下措施:\n1、改造校舍;\n2、补充教师。\n",
        ["11、 改造校舍", "12、 补充教师"],
    ),
    (
        "first, second with and without action",
        "首先,我县教育的现状是好的。其次,群众比较满意。\n我们需要采取一系列对策。首先,政府应加大投入,改善办学条件,提高全县所有学校的教育教学质量和管理水平。其次,应加强教师培训,提高专业能力,不断缩小城乡学校之间师资力量的差距。\n",
        ["1首先, 政府应加大投入,改善办学条件", "1其次, 应加强教师培训,提高专业能力"],
    ),
    (
        "numbered items nested in a sentence head",
        f"一是抓好落实。采取以下做法:(1)层层分解任务;(2)逐项明确责任。二是抓好督查。{LONG}\n",
        ["1一是 抓好落实", "2(1) 层层分解任务", "2(2) 逐项明确责任", "1二是 抓好督查"],
    ),
    (
        "a title with a lead clause keeps the action",
        f"一、强化师资\n(1)近三年来,县里持续开展城乡教师双向交流工作,先后选派骨干教师一百余名,覆盖所有乡镇和学校。{LONG}\n",
        ["1一、 强化师资", "2(1) 近三年来,县里持续开展城乡教师双向交流工作"],
    ),
    (
        "第一, 第二,",
        f"第一,强化保障责任。{LONG}\n第二,统筹资源配置。{LONG}\n",
        ["1第一, 强化保障责任", "1第二, 统筹资源配置"],
    ),
)


@pytest.mark.parametrize(("text", "expected"), [(t, e) for _, t, e in LAYOUTS], ids=[n for n, _, _ in LAYOUTS])
def test_layouts(text: str, expected: list[str]) -> None:
    assert titles(text) == expected


@pytest.mark.parametrize(("text", "expected"), [(t, e) for _, t, e in LAYOUTS], ids=[n for n, _, _ in LAYOUTS])
def test_carriage_returns_change_nothing(text: str, expected: list[str]) -> None:
    assert titles(text.replace("\n", "\r\n")) == expected


def test_bodies_end_where_the_next_head_begins() -> None:
    text = f"一、健全机制\n{LONG}\n二、加大投入\n{LONG}\n总之,我们取得了成绩。\n"
    first, second = extracts(text).measures
    assert first.body.of(text).strip() == LONG
    assert first.span.of(text).startswith("一、健全机制")
    assert second.body.of(text).strip() == LONG


ISSUES: tuple[tuple[str, list[str]], ...] = (
    ("三、存在问题\n1.校舍不足;\n2.教师不足。\n", ["problem 1. 1.校舍不足;", "problem 2. 2.教师不足。"]),
    (
        "四、改进措施\n(一)补充教师。\n(二)改造校舍。\n",
        ["next_step (一) (一)补充教师。", "next_step (二) (二)改造校舍。"],
    ),
    (f"{LONG}下一步,我县将加快工程进度。加强督导考核。{LONG}\n", ["next_step  下一步,我县将加快工程进度。"]),
    (f"{LONG}\n今后,我们将继续努力。争取再创佳绩。\n", ["next_step  今后,我们将继续努力。争取再创佳绩。"]),
    (
        "二、存在的问题\n办学条件相对落后。\n师资力量不够均衡,结构性缺编突出。\n今后,我们将认真加以改进。\n",
        [
            "problem  办学条件相对落后。",
            "problem  师资力量不够均衡,结构性缺编突出。",
            "next_step  今后,我们将认真加以改进。",
        ],
    ),
    ("下一步将做好工作,一是补充教师;二是改造校舍。\n", ["next_step  下一步将做好工作,一是补充教师;二是改造校舍。"]),
    ("针对存在的问题,我们采取了以下措施:\n1、改造校舍。\n2、补充教师。\n", []),
    (f"努力解决大班额问题。{LONG}\n", []),
)


@pytest.mark.parametrize(("text", "expected"), ISSUES, ids=[t[:14].strip() for t, _ in ISSUES])
def test_issues(text: str, expected: list[str]) -> None:
    assert issues(text) == expected


def test_traditional_text_gives_the_same_places() -> None:
    simplified = f"一、健全机制\n{LONG}\n二、存在问题\n1.校舍不足。\n2.教师不足。\n"
    traditional = simplified.replace("机制", "機制").replace("存在问题", "存在問題").replace("教师", "教師")
    plain, other = extracts(simplified), extracts(traditional, simplified)
    assert [m.span for m in plain.measures] == [m.span for m in other.measures]
    assert [i.span for i in plain.issues] == [i.span for i in other.issues]
    assert other.measures[0].title.of(traditional) == "健全機制"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("县里印发《均衡发展意见》(岭教发[2019]12号)。", "岭教发[2019]12号"),
        ("根据岭政办字〔2020〕3号《学校管理办法》开展工作。", "岭政办字〔2020〕3号"),
        ("按照《学校建设方案》【岭教〔2021〕7号】要求推进。", "岭教〔2021〕7号"),
        ("依据《意见》(国发(2016)40号)开展工作。", "国发(2016)40号"),
    ],
)
def test_document_numbers_before_and_behind_a_title(text: str, number: str) -> None:
    (citation,) = extracts(text).citations
    assert citation.doc_number is not None
    assert citation.doc_number.of(text) == number
