"""Any text goes through extraction and checking without an exception, and every span lies in the text."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jingyan.check.checking import check
from jingyan.extract.extracting import extract
from jingyan.model.source import Source
from jingyan.model.span import Span
from jingyan.model.structure import Outline, Piece

PARTS = st.sampled_from(
    [
        "一",
        "二",
        "三",
        "十",
        "百",
        "万",
        "亿",
        "半",
        "两",
        "几",
        "0",
        "1",
        "20",
        "2014",
        "3.5",
        "1,200",
        "xx",
        "×",
        "*",
        "年",
        "月",
        "日",
        "号",
        "学年",
        "-",
        "—",
        "~",
        "至",
        "到",
        "第",
        "近",
        "约",
        "余",
        "多",
        "来",
        "以上",
        "内",
        "%",
        "个百分点",
        "名",
        "所",
        "元",
        "分之",
        "成",
        "每",
        "共",
        "其中",
        "合计",
        "由",
        "增加到",
        "提高了",
        "占",
        "率",
        "、",
        ",",
        "。",
        ";",
        ":",
        "(",
        ")",
        "《",
        "》",
        "〔",
        "〕",
        "“",
        "”",
        "\n",
        "\r\n",
        "\t",
        "一、",
        "(一)",
        "1.",
        "(1)",
        "一是",
        "首先,",
        "下一步",
        "存在问题",
        "加强领导。",
        "学校",
        "的",
        "了",
        "不超过",
        ":",
    ]
)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.lists(PARTS, max_size=40).map("".join))
def test_any_text(text: str) -> None:
    source = Source("a", text, "text", "0" * 64)
    for pieces in ((), (Piece("a", "1", Span(0, len(text)), Span(0, len(text)), "题"),)):
        outline = Outline("a", pieces=pieces)
        found, _ = extract(source, text, outline)
        findings, _ = check(source, text, outline, found)
        spans = [
            x.span
            for group in (found.figures, found.measures, found.initiatives, found.citations, found.issues)
            for x in group
        ]
        assert all(0 <= s.start < s.end <= len(text) for s in spans)
        assert all(m.text == m.span.of(text) for f in findings for m in f.members)
        assert list(found.figures) == sorted(found.figures, key=lambda f: f.span)


def seconds(text: str) -> float:
    """Processor time of extraction and checking of a text of one piece."""
    source = Source("a", text, "text", "0" * 64)
    outline = Outline("a", pieces=(Piece("a", "1", Span(0, len(text)), Span(0, len(text)), "题"),))
    begin = time.process_time()
    found, _ = extract(source, text, outline)
    check(source, text, outline, found)
    return time.process_time() - begin


@pytest.mark.parametrize(
    "unit",
    [
        "全县新建学校十二所共12所。",
        "新建12所,",
        "建12所",
        "12所\t",
        "占75%,",
        "1/2",
        "1、",
        "1",
        "一",
        "(",
        "《",
        "由3所增加到",
    ],
)
def test_time_grows_with_length_and_no_faster(unit: str) -> None:
    small, large = (seconds(unit * (count // len(unit))) for count in (8000, 64000))
    assert large < 8 * small * 2.5 + 0.5
