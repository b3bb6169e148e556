import re

import pytest

from jingyan.model.span import Span
from jingyan.model.structure import Heading
from jingyan.volume.headings import Line, Role, settle

MARKERS = (
    (1, "[一二三四]、"),
    (2, "[(（][一二三四][)）]"),
    (3, r"\d[.、]"),
    (4, r"[(（]\d[)）]"),
    (5, "[①②]"),
    (6, "[一二]是"),
)


def line(text: str) -> Line:
    """A line as segmentation gives it: `|` stands after its head; without one the whole marked line is the head."""
    bare = text.replace("|", "")
    for level, pattern in MARKERS:
        if match := re.match(pattern, bare):
            head = text.index("|") if "|" in text else len(bare)
            span = Span(0, head)
            return Line(bare, Heading("s", "1", span, Span(match.end(), head), level, match.group()), head)
    return Line(bare)


def roles(*texts: str) -> list[Role]:
    return list(settle([line(t) for t in texts]))


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("一、健全机制", "heading"),
        ("一、提高认识,加强领导,健全机制", "heading"),
        ("一、评进步，不只评名次", "heading"),
        ("一、钱从哪里来?", "heading"),
        ("1.主要做法:", "heading"),
        ("1.操场跑道破损，拟投入20万元翻修。", "plain"),
        ("(1)操场跑道破损；", "plain"),
        ("1.先修操场，再修食堂，后修围墙，最后种树", "plain"),
        ("1." + "操场跑道破损" * 8, "plain"),
        ("（一）加强领导。|成立小组。", "run_in"),
        ("（一）加强领导：|成立小组。", "run_in"),
        ("（一）小学4所，低于标准；|初中2所。", "plain"),
        ("（一）购置器材9台，图书80册，乐器7件。|新到的都用上。", "plain"),
        ("①加强领导", "plain"),
        ("一是加强领导。|成立小组。", "plain"),
        ("没有编号的一段。", "plain"),
    ],
)
def test_a_line_by_itself(text: str, role: Role) -> None:
    assert roles(text) == [role]


def test_a_sentence_among_siblings_makes_all_of_them_body_text() -> None:
    assert roles("1.操场破损", "2.围墙开裂，已经报修。", "3.路灯不亮") == ["plain"] * 3


def test_an_item_that_segmentation_did_not_take_for_a_head_counts_too() -> None:
    lines = [Line("1.2024年9月前修好操场。"), line("2.先修北墙")]
    assert settle(lines) == ("plain", "plain")


def test_each_list_is_judged_for_itself() -> None:
    got = roles("一、问题", "1.操场破损", "2.围墙开裂，已经报修。", "二、办法", "1.修操场", "2.砌围墙")
    assert got == ["heading", "plain", "plain", "heading", "heading", "heading"]


def test_chapters_stay_headings_beside_one_long_sentence() -> None:
    got = roles("一、做法", "正文。", "二、成效", "正文。", "三、今后我们将继续努力，把事办好。")
    assert got == ["heading", "plain", "heading", "plain", "plain"]


def test_run_in_heads_stay_where_they_are_not_outnumbered() -> None:
    assert roles("1.修灯。|换灯。", "2.修路。|铺砖。", "3.购置器材9台，投入3万元。") == ["run_in", "run_in", "plain"]
    assert roles("1.修灯。|换灯。", "2.路面已铺好，共80米。", "3.购置器材9台，投入3万元。") == ["plain"] * 3


def test_a_short_head_with_a_full_stop_is_a_heading_only_over_text_of_its_own() -> None:
    assert roles("（一）存在的问题。", "学位偏紧。", "（二）下一步打算。", "1.建学校") == [
        "heading",
        "plain",
        "heading",
        "heading",
    ]
    assert roles("1.操场已经修好。", "2.围墙已经砌好。") == ["plain", "plain"]


def test_an_unnumbered_heading_begins_a_new_list() -> None:
    head = Line("附带说明", Heading("s", "1", Span(0, 4), Span(0, 4), 1, ""), 4)
    lines = [line("1.操场破损，拟修。"), head, line("2.修操场")]
    assert settle(lines) == ("plain", "heading", "heading")
