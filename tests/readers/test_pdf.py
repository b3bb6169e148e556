import io
from pathlib import Path

import pypdf
import pypdfium2
import pytest

from jingyan.executors.office import find_office
from jingyan.readers import pdf_lines
from jingyan.readers.pdf_lines import Glyph, PageLines, TextLine, page_lines
from tests.readers.making import docx, notices, p, read, refusal

HEIGHT, SIZE = 800.0, 16.0


def glyphs(text: str, left: float, middle: float) -> list[Glyph]:
    return [Glyph(c, left + n * SIZE, left + (n + 1) * SIZE, middle - 8, middle + 8) for n, c in enumerate(text)]


def line(text: str, middle: float, left: float = 90.0) -> TextLine:
    return TextLine(text, left, left + SIZE * len(text), middle, SIZE)


def pages(*texts: list[TextLine]) -> list[PageLines]:
    return [PageLines(HEIGHT, tuple(lines)) for lines in texts]


def paragraphs(given: list[PageLines]) -> list[str]:
    return [paragraph.text for paragraph in pdf_lines.paragraphs(given)]


FULL = "全区各级各类学校认真落实责任把各项工作"  # 19 characters fill a line
INDENTED = FULL[2:]
LEFT = 90.0 + 2 * SIZE


def test_wrapped_lines_are_joined_and_indented_ones_begin_paragraphs() -> None:
    page = [
        line(INDENTED, 600, LEFT),
        line(FULL, 570),
        line("做到位。", 540),
        line(INDENTED, 510, LEFT),
        line("完。", 480),
    ]
    assert paragraphs(pages(page)) == [INDENTED + FULL + "做到位。", INDENTED + "完。"]


def test_a_paragraph_goes_on_over_the_page_end() -> None:
    assert paragraphs(pages([line(INDENTED, 600, LEFT), line(FULL, 570)], [line(FULL, 700), line("完。", 670)])) == [
        INDENTED + FULL + FULL + "完。"
    ]


def test_a_short_line_is_not_joined() -> None:
    assert paragraphs(pages([line(FULL[:12], 600), line(FULL, 570), line(FULL, 540)]))[0] == FULL[:12]


def test_headers_footers_and_page_numbers_go() -> None:
    page = [
        [line("经验材料汇编", 770), line(FULL, 600), line(f"第{n}段完。", 570), line(f"— {n + 1} —", 30)]
        for n in range(4)
    ]
    assert paragraphs(pages(*page)) == [f"{FULL}第{n}段完。" for n in range(4)]


@pytest.mark.parametrize("number", ["3", "- 3 -", "—12—", "第 3 页", "第3页 共12页", "3/12", "iv", "·5·"])
def test_page_numbers(number: str) -> None:
    assert paragraphs(pages([line(FULL, 600), line(number, 30)])) == [FULL]


def test_a_figure_inside_the_page_stays() -> None:
    page = [line(FULL, 600), line("完。", 570), line("2013", 400), line(FULL, 370)]
    assert paragraphs(pages(page)) == [FULL + "完。", "2013", FULL]


def test_characters_out_of_order_are_sorted_inside_their_line() -> None:
    a, b, c, d = glyphs("甲“乙”", 90, 500)
    assert page_lines([a, c, b, d], HEIGHT).lines[0].text == "甲“乙”"


def test_columns_get_a_tab_and_guessed_blanks_go() -> None:
    row = [*glyphs("项目", 90, 500), *glyphs("投入", 300, 500)]
    assert page_lines(row, HEIGHT).lines[0].text == "项目\t投入"
    spaced = [*glyphs("共", 90, 500), Glyph(" ", 106, 106, 0, 0, generated=True), *glyphs("12", 110, 500)]
    assert page_lines(spaced, HEIGHT).lines[0].text == "共12"


def blank_pdf() -> bytes:
    document = pypdfium2.PdfDocument.new()
    document.new_page(595, 842)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_scans_are_named() -> None:
    found = refusal(blank_pdf(), "a.pdf")
    assert found.code == "read.scan"
    assert "共 1 页" in found.message


def test_locked_and_broken_files_are_named() -> None:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    assert refusal(out.getvalue(), "a.pdf").code == "read.encrypted"
    assert refusal(b"%PDF-1.4\nnothing", "a.pdf").code == "read.damaged"


@pytest.mark.office
def test_a_real_pdf(tmp_path: Path) -> None:
    office = find_office()
    if office is None:
        pytest.skip("no LibreOffice")
    indent = '<w:ind w:firstLine="640"/>'
    texts = [
        f"第{n}段：全区投入资金1,850万元，“双百工程”全面完成，入学率达到99.8%，学校布局更加合理。" * (n % 4 + 1)
        for n in range(30)
    ]
    path = tmp_path / "in.docx"
    path.write_bytes(docx("".join(p(text, indent) for text in texts)))
    made = office.convert([path], "pdf", tmp_path / "out")
    if path not in made:
        pytest.skip("LibreOffice did not convert")
    source = read(made[path].read_bytes(), "a.pdf")
    assert source.text.splitlines() == texts
    assert notices(source) == []


def test_cells_that_the_library_parts_by_a_guessed_blank_get_a_tab() -> None:
    row = [*glyphs("2", 90, 500), Glyph(" ", 106, 106, 0, 0, generated=True), *glyphs("3", 140, 500)]
    assert page_lines(row, HEIGHT).lines[0].text == "2\t3"
    near = [*glyphs("ab", 90, 500), Glyph(" ", 122, 122, 0, 0, generated=True), *glyphs("cd", 128, 500)]
    assert page_lines(near, HEIGHT).lines[0].text == "ab cd"
    real = [*glyphs("第一章", 90, 500), Glyph(" ", 138, 170, 492, 508), *glyphs("总则", 170, 500)]
    assert page_lines(real, HEIGHT).lines[0].text == "第一章 总则"


def test_a_title_spread_over_the_line_is_no_row() -> None:
    spread = [*glyphs("通", 90, 500), *glyphs("知", 200, 500), *glyphs("书", 310, 500)]
    assert page_lines(spread, HEIGHT).lines[0].text == "通知书"


def column_page(*, header: str = "") -> list[TextLine]:
    narrow, size = "栏里的文字写满这一行全部", 16.0
    left = [TextLine(narrow, 90, 90 + 12 * size, 600 - 30 * n, size) for n in range(5)]
    right = [TextLine(narrow, 300, 300 + 12 * size, 600 - 30 * n, size) for n in range(5)]
    return [*([line(header, 770)] if header else []), *left, *right, TextLine("完。", 300, 332, 450, size)]


def test_lines_are_joined_inside_columns_and_over_their_ends() -> None:
    title = line("关于各地开展经验交流的情况通报材料", 660)
    assert paragraphs(pages([title, *column_page()])) == [title.text, "栏里的文字写满这一行全部" * 10 + "完。"]


def test_lines_over_the_width_keep_their_own_margins() -> None:
    wide = [line(FULL + "层层落实到位", 700), line("完。", 670)]
    text = paragraphs(pages([*wide, *column_page()]))
    assert text[0] == FULL + "层层落实到位完。"


def noted(text: str, marks: str, middle: float) -> TextLine:
    """A line whose characters in `marks` are small and raised."""
    made = [
        Glyph(g.char, g.left, g.right, middle, middle + 9) if g.char in marks else g for g in glyphs(text, 90, middle)
    ]
    return page_lines(made, HEIGHT).lines[0]


def small(text: str, middle: float) -> TextLine:
    return TextLine(text, 90, 90 + 13 * len(text), middle, 13)


def test_footnotes_stand_at_the_end_and_their_marks_go() -> None:
    body = [noted("全县投入资金850万元1，改造危房30栋。", "1", 600), line("加强领导，落实责任，完善制度。", 540, LEFT)]
    assert [span.of(body[0].text) for span in body[0].raised] == ["1"]
    first = [
        *body,
        line("一、加强领导", 510, LEFT),
        small("1\t含市级补助200万元，不含校车", 110),
        small("购置费。", 90),
    ]
    found = pdf_lines.paragraphs(pages(first, [line("第二页的文字。", 600)]))
    assert [(p.text, p.is_note) for p in found] == [
        ("全县投入资金850万元，改造危房30栋。", False),
        ("加强领导，落实责任，完善制度。", False),
        ("一、加强领导", False),
        ("第二页的文字。", False),
        ("1\t含市级补助200万元，不含校车购置费。", True),
    ]


@pytest.mark.parametrize(
    "foot",
    [
        [],
        [("2 另一条注。", 13.0)],
        [("1 是正文的字号，不是注。全县共有学校五十所。", 16.0)],
        [("没有号码的小字。", 13.0)],
    ],
)
def test_raised_figures_without_their_note_stay(foot: list[tuple[str, float]]) -> None:
    body = [noted("全县投入资金850万元1，改造危房。", "1", 600), line("加强领导，落实责任，完善制度。", 540, LEFT)]
    lines = [TextLine(text, LEFT, 300, 110, size) for text, size in foot]
    assert paragraphs(pages([*body, *lines])) == [body[0].text, body[1].text, *(text for text, _ in foot)]


def test_exponents_are_no_marks() -> None:
    assert noted("新增校舍面积850m2。", "2", 600).raised == ()
    assert noted("投入850万元。", "", 600).raised == ()
