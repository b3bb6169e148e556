"""Where an author began a new page, and what stands in the middle of the line: evidence for the borders of pieces."""

import pytest

from jingyan.model.source import Source
from tests.readers.making import docx, level, numbered, numbering, p, read

PAGE = '<w:br w:type="page"/>'


def begun(source: Source) -> list[str]:
    """Text of the blocks that begin a page."""
    return [b.span.of(source.text) for b in source.blocks if b.page_break]


def run(inner: str) -> str:
    return f"<w:r>{inner}</w:r>"


def section(kind: str = "") -> str:
    return f'<w:sectPr><w:type w:val="{kind}"/></w:sectPr>' if kind else "<w:sectPr/>"


@pytest.mark.parametrize(
    "body",
    [
        f"{p('甲')}<w:p>{run(PAGE + '<w:t>乙</w:t>')}</w:p>",
        f"<w:p>{run('<w:t>甲</w:t>' + PAGE)}</w:p>{p('乙')}",
        f"<w:p>{run('<w:t>甲</w:t>' + PAGE + '<w:t>乙</w:t>')}</w:p>",
        f"{p('甲')}<w:p>{run(PAGE)}</w:p>{p()}{p('乙')}",
        p("甲") + p("乙", "<w:pageBreakBefore/>"),
        p("甲") + p("", "<w:pageBreakBefore/>") + p("乙"),
        p("甲", section()) + p("乙") + section(),
        p("甲", section("continuous")) + p("乙") + section("nextPage"),
        p("甲", section()) + p("乙") + section("oddPage"),
    ],
)
def test_a_new_page_is_told_of_the_block_that_begins_it(body: str) -> None:
    source = read(docx(body + p("丙")))
    assert begun(source) == ["乙"]


@pytest.mark.parametrize(
    "body",
    [
        f"{p('甲')}<w:p>{run('<w:lastRenderedPageBreak/><w:t>乙</w:t>')}</w:p>",
        p("甲") + '<w:p><w:r><w:br w:type="column"/><w:t>乙</w:t></w:r></w:p>',
        f"{p('甲')}<w:p>{run('<w:rPr><w:vanish/></w:rPr>' + PAGE)}</w:p>{p('乙')}",
        p("甲") + p("乙", '<w:pageBreakBefore w:val="0"/>'),
        p("甲", section("nextPage")) + p("乙") + section("continuous"),
        p("甲") + p("乙") + section("nextPage"),
        f"{p('甲')}{p('乙')}<w:p>{run(PAGE)}</w:p>",
    ],
)
def test_no_new_page(body: str) -> None:
    assert begun(read(docx(body))) == []


def test_a_style_may_begin_pages_and_centre() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="t"><w:name w:val="Title"/><w:pPr><w:pageBreakBefore/><w:jc w:val="center"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="u"><w:name w:val="Under"/><w:basedOn w:val="t"/><w:pPr><w:pageBreakBefore w:val="0"/></w:pPr></w:style>'
    )
    body = (
        p("甲", '<w:pStyle w:val="t"/>')
        + p("乙", '<w:pStyle w:val="u"/>')
        + p("丙", '<w:pStyle w:val="t"/><w:jc w:val="both"/>')
    )
    source = read(docx(body, styles=styles))
    assert begun(source) == ["甲", "丙"]
    assert [b.centred for b in source.blocks] == [True, True, False]


def test_a_centred_paragraph_ended_by_hand_is_centred_line_by_line() -> None:
    source = read(
        docx(
            f"<w:p><w:pPr><w:jc w:val='center'/></w:pPr>{run('<w:t>题目</w:t><w:br/><w:t>副题</w:t>')}</w:p>"
            + p("正文")
        )
    )
    assert [b.centred for b in source.blocks] == [True, True, False]


def test_a_numbered_paragraph_and_a_table_begin_pages() -> None:
    body = (
        numbered("甲")
        + f'<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>{run(PAGE + "<w:t>乙</w:t>")}</w:p>'
    )
    assert begun(read(docx(body, numbering=numbering(level(0, "decimal", "%1、"))))) == ["2、乙"]
    cells = f"<w:tc>{p('丁', '<w:pageBreakBefore/>')}</w:tc><w:tc>{p('戊')}</w:tc>"
    for before, first in (("", cells), (f"<w:p>{run(PAGE)}</w:p>", cells.replace("<w:pageBreakBefore/>", ""))):
        source = read(docx(p("甲") + before + f"<w:tbl><w:tr>{first}</w:tr></w:tbl>" + p("己")))
        assert begun(source) == ["丁\t戊"]


def test_a_framed_paragraph_begins_a_page() -> None:
    source = read(
        docx(f"<w:p>{run('<w:t>甲</w:t>' + PAGE)}</w:p><w:tbl><w:tr><w:tc>{p('红头')}</w:tc></w:tr></w:tbl>{p('乙')}")
    )
    assert begun(source) == ["红头"]
