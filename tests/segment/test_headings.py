"""Headings: levels, run-in heads, markers glued inside lines, heads without a number, docx outline levels."""

import pytest

from jingyan.model.source import Block
from jingyan.model.span import Span

from .marked import Marked, marked_texts
from .samples import outline


def heads(text: str, blocks: tuple[Block, ...] = ()) -> list[tuple[int, str, str]]:
    found = outline(text, blocks=blocks)[0]
    return [(h.level, h.marker, h.title_span.of(text)) for h in found.headings]


def test_levels_and_run_in_heads() -> None:
    text = (
        "工作汇报材料\n一、加大投入\n(一)落实经费。全县安排资金300万元,比上年增加。\n1.新建校舍。新建8所学校的教学楼。\n（1）统一设计;统一验收。\n①验收合格。\n"
        "二.存在问题\n第一,经费不足。缺口较大。\n"
    )
    assert heads(text) == [
        (1, "一、", "加大投入"),
        (2, "(一)", "落实经费"),
        (3, "1.", "新建校舍"),
        (4, "（1）", "统一设计"),
        (5, "①", "验收合格"),
        (1, "二.", "存在问题"),
        (5, "第一,", "经费不足"),
    ]


def test_markers_inside_a_line_must_follow_in_order() -> None:
    text = "工作汇报材料\n我们的做法:一是抓领导,成立小组。二是抓投入。四是无此项。三是抓督导。\n1.缺钱。要争取拨款; 2.缺人。2014.3米高,1.5万元\n"
    assert heads(text) == [
        (6, "一是", "抓领导,成立小组"),
        (6, "二是", "抓投入"),
        (6, "三是", "抓督导"),
        (3, "1.", "缺钱"),
        (3, "2.", "缺人"),
    ]


def test_head_without_mark_before_its_repeated_words() -> None:
    text = "工作汇报材料\n(二)、关爱特殊群体,让孩子都能上好学关爱特殊群体,我们建立了台账,落实到人。\n"
    assert heads(text) == [(2, "(二)、", "关爱特殊群体,让孩子都能上好学")]


def test_heads_without_number() -> None:
    prose = "我县建立了经费保障机制,每年安排专项资金,用于改善薄弱学校的办学条件。\n"
    text = f"工作汇报材料\n{prose}完善保障机制,夯实发展基础\n{prose}健全管理制度,提升办学水平\n{prose}"
    assert heads(text) == [(1, "", "完善保障机制,夯实发展基础"), (1, "", "健全管理制度,提升办学水平")]


def test_outline_level_of_a_paragraph() -> None:
    text = "工作汇报材料\n基本情况\n我县共有学校30所。\n"
    blocks = (
        Block("paragraph", Span(0, 7)),
        Block("paragraph", Span(7, 12), outline=2),
        Block("paragraph", Span(12, len(text))),
    )
    assert heads(text, blocks) == [(2, "", "基本情况")]


def test_a_head_goes_on_over_a_broken_line() -> None:
    text = "工作汇报材料\n1、采取多种办法开展对口支援,促进城乡义务\n教育学校共同发展。全县结对30所。\n"
    assert heads(text) == [(3, "1、", "采取多种办法开展对口支援,促进城乡义务\n教育学校共同发展")]


def test_decimal_numbers_and_ratios() -> None:
    text = "云溪县工作汇报\n1.1 坚持以人为本\n生机比达到8:1,图书生均25册,比去年多2.5册。\n1.2 坚持质量立校\n投入资金3.6万元。\n"
    found = [(heading.level, heading.marker) for heading in outline(text)[0].headings]
    assert found == [(4, "1.1"), (4, "1.2")]


@pytest.mark.parametrize("marked", marked_texts("heading_texts.txt"), ids=lambda marked: marked.name)
def test_marked_texts(marked: Marked) -> None:
    made = outline(marked.text)[0]
    found, items = (
        [(h.span.start, h.level, h.marker, h.title_span.of(marked.text).replace("\n", "")) for h in some]
        for some in (made.headings, made.items)
    )
    assert found == list(marked.headings)
    assert items == list(marked.items)


@pytest.mark.parametrize(
    ("title", "rest"),
    [
        ("加大投入", ":县财政三年累计安排专项资金9.6亿元,全部用于农村学校建设。"),
        ("坚持三个到位:组织、经费、人员到位", ""),
        ("学校是谁的?", ""),
        ("学校是谁的", "?大家讨论了很久,意见还是不一致。"),
        ("推进我县建立教师轮岗制度", "。制度已经施行两年,共交流教师三百余人,城乡差距明显缩小。"),
        ("健全机制", "我们建立了三项制度,做到月月有检查,季季有通报,年年有考核,全县无一例外。"),
        ("以人为本 以德为先", ""),
    ],
)
def test_where_a_head_ends(title: str, rest: str) -> None:
    assert heads(f"工作汇报材料\n一、{title}{rest}\n二、其他\n")[0] == (1, "一、", title)
