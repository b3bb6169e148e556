import pytest

from jingyan.model.source import Block, Source
from jingyan.readers.docx_fields import shown_by_code
from tests.readers.making import docx, notices, p, read

UNDER = '<w:u w:val="single"/>'


def r(text: str, look: str = "", inside: str = "") -> str:
    return f"<w:r><w:rPr>{look}</w:rPr>{inside or f'<w:t xml:space={chr(34)}preserve{chr(34)}>{text}</w:t>'}</w:r>"


def only(source: Source) -> Block:
    (block,) = source.blocks
    return block


def marks(source: Source) -> list[tuple[str, str]]:
    return [(m.kind, m.span.of(source.text)) for b in source.blocks for m in b.marks]


def m(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        (r" eq \o\ac(○,3)", "③"),
        (r"eq \o\ac(○,印)", "(印)"),
        (r"EQ \f(1,2)", "1/2"),
        (r"EQ \f(\r(2),a+b)", "(√2)/(a+b)"),
        (r"EQ \r(3,x+1)", "3√(x+1)"),
        (r"EQ m\s\up4(2)", "m²"),
        (r"EQ H\s\do4(2)O", "H₂O"),
        (r"EQ \b\lc\{(\a(x=1,y=2))", "{x=1; y=2"),
        (r"EQ \b\bc\[(a)", "[a]"),
        (r"EQ \i(0,1,x)", "∫_0^1 x"),
        (r'EQ \* jc2 \* "Font:宋体" \* hps10 \o\ad(\s\up 9(yù),育)', "育"),
        (r"PAGE \* MERGEFORMAT", ""),
        ("EQUATION", ""),
        ("EQ " + "(" * 500, ""),
        (r"EQ \f(1,2", "1/2"),
        ("EQ \\", ""),
    ],
)
def test_what_eq_fields_show(code: str, shown: str) -> None:
    assert shown_by_code(code) == shown


@pytest.mark.parametrize(
    ("xml", "words"),
    [
        (f"<m:f><m:num>{m('a')}</m:num><m:den>{m('b+c')}</m:den></m:f>", "a/(b+c)"),
        (f"<m:sSup><m:e>{m('10')}</m:e><m:sup>{m('-4')}</m:sup></m:sSup>", "10⁻⁴"),
        (f"<m:sSup><m:e>{m('x')}</m:e><m:sup>{m('n+k')}</m:sup></m:sSup>", "x^(n+k)"),
        (f"<m:sSub><m:e>{m('P')}</m:e><m:sub>{m('人均')}</m:sub></m:sSub>", "P_人均"),
        (f"<m:rad><m:deg>{m('3')}</m:deg><m:e>{m('x')}</m:e></m:rad>", "³√x"),
        (f"<m:d><m:dPr><m:begChr m:val='['/><m:endChr m:val='['/></m:dPr><m:e>{m('a')}</m:e><m:e>{m('b')}</m:e></m:d>", "[a|b["),
        (f"<m:m><m:mr><m:e>{m('1')}</m:e><m:e>{m('2')}</m:e></m:mr><m:mr><m:e>{m('3')}</m:e><m:e>{m('4')}</m:e></m:mr></m:m>", "1, 2; 3, 4"),
        (f"<m:func><m:fName>{m('sin')}</m:fName><m:e>{m('x')}</m:e></m:func>", "sin x"),
        (f"<w:del><m:r><m:t>旧</m:t></m:r></w:del><w:ins>{m('新')}</w:ins>", "新"),
    ],
)  # fmt: skip
def test_equations_on_one_line(xml: str, words: str) -> None:
    source = read(docx(f"<w:p>{r('设')}<m:oMath>{xml}</m:oMath>{r('。')}</w:p>"))
    assert source.text == f"设{words}。\n"
    (formula,) = only(source).formulas
    assert formula.span.of(source.text) == words
    assert "<w:" not in formula.xml
    assert "旧" not in formula.xml


def test_equations_carry_nothing_but_mathematics() -> None:
    foreign = '<m:r><m:rPr><m:sty m:val="p"/></m:rPr><w:rPr><w:color w:val="FF0000"/></w:rPr><m:t>a&lt;b</m:t></m:r>'
    linked = f'<w:hyperlink r:id="x">{foreign}</w:hyperlink>'
    (formula,) = only(read(docx(f"<w:p><m:oMath>{linked}</m:oMath></w:p>"))).formulas
    assert (
        formula.xml
        == '<m:oMath><m:r><m:rPr><m:sty m:val="p"></m:sty></m:rPr><m:t xml:space="preserve">a&lt;b</m:t></m:r></m:oMath>'
    )


def test_neighbours_with_one_mark_are_one_and_marks_may_overlap() -> None:
    source = read(docx(f"<w:p>{r('甲', UNDER)}{r('乙', UNDER + '<w:b/>')}{r('丙')}{r('2', '<w:vertAlign w:val=' + chr(34) + 'superscript' + chr(34) + '/>')}</w:p>"))  # fmt: skip
    assert marks(source) == [("underline", "甲乙"), ("superscript", "2")]
    assert [s.of(source.text) for s in only(source).bold] == ["乙"]


@pytest.mark.parametrize("look", ['<w:u w:val="none"/>', '<w:strike w:val="0"/>', '<w:em w:val="none"/>', '<w:vertAlign w:val="baseline"/>', '<w:rStyle w:val="link"/>'])  # fmt: skip
def test_what_is_switched_off_or_a_look_of_links_is_no_mark(look: str) -> None:
    styles = '<w:style w:type="character" w:styleId="link"><w:name w:val="Hyperlink"/><w:rPr><w:u w:val="single"/></w:rPr></w:style>'
    assert marks(read(docx(f"<w:p>{r('甲乙', look)}</w:p>", styles=styles))) == []


def test_underlined_blanks_are_a_line() -> None:
    tab = r("", UNDER, "<w:tab/>")
    source = read(docx(f"<w:p>{r('姓名')}{r('   ', UNDER)}{r('  ', UNDER)}{r('单位')}{tab}{r('　　', UNDER)}</w:p>"))
    assert source.text == "姓名_____单位____＿＿\n"
    assert marks(source) == []
    assert read(docx(f"<w:p>{r('　　　　', UNDER)}</w:p>")).text == "＿＿＿＿\n"
    assert read(docx(f"<w:p>{r('甲')}{r(' ', UNDER)}{r('乙')}</w:p>")).text == "甲 乙\n"


def test_marks_of_a_line_ended_by_hand_go_to_their_own_line() -> None:
    source = read(docx(f"<w:p>{r('甲')}{r('', UNDER, '<w:t>乙</w:t><w:br/><w:t>丙</w:t>')}{r('丁')}</w:p>"))
    assert [[m.span.of(source.text) for m in b.marks] for b in source.blocks] == [["乙"], ["丙"]]


def test_symbol_fonts_show_their_shapes() -> None:
    two = '<w:rFonts w:ascii="Wingdings 2" w:hAnsi="Wingdings 2"/>'
    source = read(docx(f"<w:p>{r('R£ 是', two)}{r('R')}{r(chr(0xF0FC), '<w:rFonts w:ascii=' + chr(34) + 'Wingdings' + chr(34) + '/>')}</w:p>"))  # fmt: skip
    assert source.text == "☑□ 是R✓\n"
    assert notices(source) == []


def test_check_boxes_of_forms() -> None:
    box = '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="{}"/></w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    assert read(docx(f"<w:p>{box.format(1)}{r('是')}{box.format(0)}{r('否')}</w:p>")).text == "☑是☐否\n"


def test_an_eq_field_with_a_result_in_word_shows_its_equation_once() -> None:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    field = f"{mark('begin')}<w:r><w:instrText>EQ \\f(1,</w:instrText></w:r><w:r><w:instrText>3)</w:instrText></w:r>{mark('separate')}{mark('end')}"
    assert read(docx(f"<w:p>{r('占')}{field}{r('。')}</w:p>")).text == "占1/3。\n"


def tc(content: str, look: str = "") -> str:
    return f"<w:tc><w:tcPr>{look}</w:tcPr>{content}</w:tc>"


def test_a_table_tells_its_grid_header_rows_and_lines() -> None:
    grid = '<w:tblGrid><w:gridCol w:w="1000"/><w:gridCol w:w="3000"/></w:tblGrid>'
    head = f"<w:tr><w:trPr><w:tblHeader/></w:trPr>{tc(p('甲'))}{tc(p('乙'))}</w:tr>"
    rest = f"<w:tr>{tc(p('1'))}{tc(p('2'))}</w:tr>"
    bare = only(read(docx(f"<w:tbl>{grid}{head}{rest}</w:tbl>")))
    assert (bare.grid, bare.header_rows, bare.ruled) == ((1000, 3000), 1, False)
    styles = '<w:style w:type="table" w:styleId="g"><w:name w:val="Table Grid"/><w:tblPr><w:tblBorders><w:top w:val="single"/></w:tblBorders></w:tblPr></w:style>'
    styled = docx(f'<w:tbl><w:tblPr><w:tblStyle w:val="g"/></w:tblPr>{rest}{head}</w:tbl>', styles=styles)
    assert (only(read(styled)).ruled, only(read(styled)).header_rows) == (True, 0)
    cell = '<w:tcBorders><w:top w:val="single"/></w:tcBorders>'
    assert only(read(docx(f"<w:tbl><w:tr>{tc(p('1'), cell)}{tc(p('2'))}</w:tr></w:tbl>"))).ruled


def test_a_row_that_begins_further_right() -> None:
    first = f"<w:tr>{tc(p('甲'))}{tc(p('乙'))}</w:tr>"
    later = f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{tc(p("丙"))}</w:tr>'
    source = read(docx(f"<w:tbl>{first}{later}</w:tbl>"))
    assert source.text == "甲\t乙\n\t丙\n"
    assert [[c.span.of(source.text) for c in row] for row in only(source).rows] == [["甲", "乙"], ["", "丙"]]


def test_rich_cells_keep_their_blocks_and_plain_ones_have_none() -> None:
    inner = f"<w:tbl><w:tr>{tc(p('子'))}{tc(p('丑'))}</w:tr></w:tbl>"
    rows = f"<w:tr>{tc(p('单'))}{tc(p('一') + p('二', rpr='<w:b/>'))}{tc(inner + p())}</w:tr>"
    source = read(docx(p("前文") + f"<w:tbl>{rows}</w:tbl>"))
    (row,) = source.blocks[1].rows
    assert [[(b.kind, b.span.of(source.text)) for b in c.blocks] for c in row] == [
        [],
        [("paragraph", "一"), ("paragraph", "二")],
        [("table", "子\t丑")],
    ]
    assert [[x.span.of(source.text) for x in line] for line in row[2].blocks[0].rows] == [["子", "丑"]]
    assert [s.of(source.text) for s in row[1].blocks[1].bold] == ["二"]


def test_a_picture_in_the_line_tells_where_and_what_is_cropped() -> None:
    graphic = '<a:graphic><a:graphicData uri="x"><pic:pic><pic:blipFill><a:blip r:embed="p1"/><a:srcRect l="10000" t="-5" r="90001"/></pic:blipFill></pic:pic></a:graphicData></a:graphic>'
    drawing = r("", "", f'<w:drawing><wp:inline><wp:extent cx="9" cy="9"/>{graphic}</wp:inline></w:drawing>')
    floating = drawing.replace("wp:inline", "wp:anchor").replace("90001", "20000")
    source = read(docx(f"<w:p>{r('前')}{drawing}{floating}{r('后')}</w:p>", pictures={"p1": b"\x89PNG1"}))
    found = [(b.anchor, b.picture.crop) for b in source.blocks if b.picture]
    assert found == [(1, (0, 0, 0, 0)), (None, (10000, 0, 20000, 0))]


def test_changes_in_the_cells_of_a_table_are_decided_and_counted() -> None:
    gone = tc(p("丙"), "<w:cellDel/>")
    new = tc(p("丁"), "<w:cellIns/>")
    source = read(docx(p("前") + f"<w:tbl><w:tr>{tc(p('甲'))}{gone}{new}</w:tr></w:tbl>"))
    assert source.text == "前\n甲\t丁\n"
    assert [n.message[:7] for n in source.notices] == ["文中有 1 处", "文中有 1 处"]


def test_a_large_first_letter_goes_on_in_the_next_paragraph() -> None:
    assert read(docx(p("近", '<w:framePr w:dropCap="drop"/>') + p("年来") + p("又"))).text == "近年来\n又\n"


def test_lettering_is_text() -> None:
    art = r("", "", '<w:pict><v:shape style="width:300pt"><v:textpath string="某县教育局文件"/></v:shape></w:pict>')
    source = read(docx(f"<w:p>{r('正文。')}{art}</w:p>"))
    assert [(b.kind, b.span.of(source.text)) for b in source.blocks] == [
        ("paragraph", "正文。"),
        ("textbox", "某县教育局文件"),
    ]
