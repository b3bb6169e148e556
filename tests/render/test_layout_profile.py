"""Advice on the layout: every row by its own examples, and templates that leave the standard."""

from pathlib import Path

import pytest

from jingyan.render.layout_profile import Rule, layout_hints, profile
from tests.render.template_material import JIANGXI, Change, part, template, words

STANDARD, ROWS = profile()
STYLES, DOCUMENT = "word/styles.xml", "word/document.xml"


@pytest.mark.parametrize("row", ROWS, ids=lambda r: r.about)
def test_each_row_by_its_examples(row: Rule) -> None:
    assert all(row.holds(value) for value in row.matches)
    assert not any(row.holds(value) for value in row.rejects)
    assert row.matches
    assert row.rejects


def test_the_built_in_template_follows_the_standard() -> None:
    assert layout_hints(JIANGXI) == ()


@pytest.mark.parametrize(
    ("change", "clause", "said"),
    [
        (part(DOCUMENT, 'w:top="2098"', 'w:top="1440"'), "5.2.1", "上边距"),
        (part(DOCUMENT, 'w:left="1587"', 'w:left="1800"'), "5.2.1", "左边距"),
        (part(STYLES, 'w:line="579" w:lineRule="exact"/><w:jc w:val="both"/>', 'w:line="580" w:lineRule="exact"/><w:jc w:val="both"/>'), "5.2.3", "每页行数是 21 行"),
        (part(STYLES, '<w:spacing w:val="-5"/>', '<w:spacing w:val="0"/>'), "5.2.3", "每行字数是 27 字"),
        (part(STYLES, 'w:line="579" w:lineRule="exact"/><w:jc w:val="both"/>', 'w:line="360" w:lineRule="auto"/><w:jc w:val="both"/>'), "5.2.3", "单倍或多倍"),
        (part(STYLES, 'w:eastAsia="黑体"', 'w:eastAsia="微软雅黑"'), "7.3.3", "字体是 微软雅黑"),
        (part(STYLES, 'w:eastAsia="仿宋_GB2312"', 'w:eastAsia="宋体"'), "5.2.2", "字体是 宋体"),
        (part("word/footer2.xml", 'w:val="right"', 'w:val="center"'), "7.5", "页码位置是 居中"),
        (part("word/footer2.xml", "— ", "第 "), "7.5", "页码样子"),
        (part(STYLES, '<w:sz w:val="44"/>', '<w:sz w:val="36"/>'), "7.3.1", "字号是 18 磅"),
    ],
)  # fmt: skip
def test_leaving_the_standard_is_told_with_its_clause(change: Change, clause: str, said: str, tmp_path: Path) -> None:
    hints = layout_hints(template(tmp_path, change))
    found = [h for h in hints if said in h.message]
    assert found, [h.sentence for h in hints]
    assert found[0].clause == clause
    assert found[0].kind == "hint"
    assert "这是建议" in found[0].todo


def test_a_template_without_pieces_gets_no_advice(tmp_path: Path) -> None:
    assert layout_hints(template(tmp_path, words("{{p piece.body }}", ""))) == ()
