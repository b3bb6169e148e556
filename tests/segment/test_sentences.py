"""Sentences: end marks with closing marks, brackets, decimals, joins."""

import pytest

from jingyan.model.span import Span
from jingyan.segment.sentences import sentences


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("达标了。很好!真的?", ["达标了。", "很好!", "真的?"]),
        ("他说:“要抓好。”大家赞成。", ["他说:“要抓好。”", "大家赞成。"]),
        ("投入2.5万元,比例1:1.5。完成", ["投入2.5万元,比例1:1.5。", "完成"]),
        ("落实《意见。办法》精神。好", ["落实《意见。办法》精神。", "好"]),
        ("做法(一年。两年)如下。", ["做法(一年。两年)如下。"]),
        ("标题\n正文。\r\n 尾", ["标题", "正文。", "尾"]),
        ("提出“一是公平。二是优质。三是均衡。”的要求", ["提出“一是公平。", "二是优质。", "三是均衡。”", "的要求"]),
        ("等等……还有", ["等等……", "还有"]),
        ("未闭合(括号。下句", ["未闭合(括号。", "下句"]),
    ],
)
def test_sentences(text: str, wanted: list[str]) -> None:
    found = sentences(text, Span(0, len(text)))
    assert [span.of(text) for span in found] == wanted


def test_joins_are_no_ends() -> None:
    text = "发展高\n中教育。"
    assert [span.of(text) for span in sentences(text, Span(0, len(text)), (Span(3, 4),))] == [text]


def test_inside_a_span() -> None:
    text = "甲。乙。丙。"
    assert sentences(text, Span(2, 4)) == (Span(2, 4),)
