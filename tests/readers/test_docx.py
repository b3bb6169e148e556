import io
from itertools import pairwise

import docx as python_docx
import pytest

from jingyan.model.source import Source
from jingyan.readers.settings import ReadSettings
from tests.readers.making import docx, notices, numbered, p, part, read, refusal, zipped

RUBY = "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>yù</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>育</w:t></w:r></w:rubyBase></w:ruby></w:r>"

STRONG, WIDE, SHOWN = '<w:rStyle w:val="c"/>', '<w:gridSpan w:val="2"/>', '<w:vanish w:val="0"/>'


def blocks(source: Source) -> list[tuple[str, str]]:
    return [(b.kind, b.span.of(source.text)) for b in source.blocks]


def box(text: str, *, vertical: str = "") -> str:
    position = (
        f'<wp:positionV relativeFrom="paragraph"><wp:posOffset>{vertical}</wp:posOffset></wp:positionV>'
        if vertical
        else ""
    )
    content = f"<w:txbxContent>{p(text)}</w:txbxContent>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor>{position}<wps:txbx>{content}</wps:txbx></wp:anchor></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def r(text: str, rpr: str = "") -> str:
    return f'<w:r><w:rPr>{rpr}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_paragraphs_end_in_a_newline_and_blank_ones_give_no_block() -> None:
    source = read(docx(p("甲") + p() + p("　　乙 ")))
    assert source.text == "甲\n\n　　乙 \n"
    assert blocks(source) == [("paragraph", "甲"), ("paragraph", "　　乙 ")]
    assert source.format == "docx"


def test_everything_around_runs_is_looked_into() -> None:
    inline = (
        f"<w:hyperlink>{r('链接')}</w:hyperlink><w:smartTag><w:smartTagPr/>{r('标记')}</w:smartTag><w:sdt><w:sdtPr/><w:sdtContent>{r('控件')}</w:sdtContent></w:sdt>"
        f"<w:bdo>{r('方向')}</w:bdo><w:customXml><w:customXmlPr/>{r('数据')}</w:customXml><w:fldSimple w:instr='PAGE'>{r('7')}</w:fldSimple>{RUBY}"
        "<m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath>"
    )
    assert read(docx(f"<w:p>{inline}</w:p>")).text == "链接标记控件方向数据7育x+1\n"


def test_characters_that_are_elements() -> None:
    run = '<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t><w:softHyphen/><w:cr/><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
    assert read(docx(f"<w:p>{run}</w:p>")).text == "a\tb\nc-d\n☑\n"


def test_blanks_count_only_when_preserved() -> None:
    assert (
        read(docx("<w:p><w:r><w:t>\n  甲 </w:t><w:t xml:space='preserve'> 乙\n丙 </w:t></w:r></w:p>")).text
        == "甲 乙 丙 \n"
    )


def test_lines_ended_by_hand_are_blocks() -> None:
    run = (
        "<w:r><w:t>题目</w:t><w:br/><w:br/></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>一、</w:t><w:br/><w:t>正文</w:t></w:r>"
    )
    source = read(docx(f"<w:p>{run}</w:p>"))
    assert blocks(source) == [("paragraph", "题目"), ("paragraph", "一、"), ("paragraph", "正文")]
    assert [[s.of(source.text) for s in block.bold] for block in source.blocks] == [[], ["一、"], ["正文"]]


def test_page_break_before_text_adds_nothing() -> None:
    assert read(docx('<w:p><w:r><w:br w:type="page"/><w:t>甲</w:t></w:r></w:p>')).text == "甲\n"


def test_insertions_stay_deletions_go_and_both_are_told() -> None:
    body = f"<w:p>{r('甲')}<w:ins>{r('乙')}</w:ins><w:del><w:r><w:delText>丙</w:delText></w:r></w:del><w:moveFrom>{r('丁')}</w:moveFrom><w:moveTo>{r('戊')}</w:moveTo></w:p>"
    source = read(docx(body))
    assert source.text == "甲乙戊\n"
    assert notices(source) == ["read.insertions", "read.deletions"]
    assert source.notices[0].message == "文中有 2 处修订插入的文字，已当作正文。"


def test_a_deleted_paragraph_end_joins_and_a_deleted_paragraph_is_gone() -> None:
    mark = "<w:rPr><w:del/></w:rPr>"
    gone = f"<w:p><w:pPr>{mark}</w:pPr><w:del><w:r><w:delText>丙</w:delText></w:r></w:del></w:p>"
    source = read(docx(p("甲", mark) + p("乙", rpr="<w:b/>") + gone + p("丁")))
    assert source.text == "甲乙\n丁\n"
    assert [s.of(source.text) for s in source.blocks[0].bold] == ["乙"]


def test_field_codes_go_and_results_stay() -> None:
    code = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    nested = f"{code.format('begin')}<w:r><w:instrText>IF</w:instrText></w:r>{code.format('begin')}<w:r><w:instrText>PAGE</w:instrText></w:r>{code.format('separate')}{r('不要')}{code.format('end')}{code.format('separate')}{r('结果')}{code.format('end')}"
    assert read(docx(f"<w:p>{nested}{r('。')}</w:p>")).text == "结果。\n"


def test_an_unclosed_field_does_not_swallow_the_document() -> None:
    assert read(docx('<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>' + p("正文"))).text == "\n正文\n"


def test_contents_in_a_content_control_are_text() -> None:
    entry = '<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText> TOC </w:instrText><w:fldChar w:fldCharType="separate"/><w:t>甲</w:t><w:tab/><w:t>3</w:t></w:r></w:p>'
    last = '<w:p><w:r><w:t>乙</w:t><w:tab/><w:t>8</w:t><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    assert (
        read(docx(f"<w:sdt><w:sdtPr/><w:sdtContent>{entry}{last}</w:sdtContent></w:sdt>{p('文')}")).text
        == "甲\t3\n乙\t8\n文\n"
    )


def test_a_prompt_of_a_content_control_is_no_text() -> None:
    prompt = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{r('单击此处输入文字')}</w:sdtContent></w:sdt>"
    assert read(docx(f"<w:p>{r('单位:')}{prompt}</w:p>")).text == "单位:\n"


def test_hidden_text_and_comments_are_told_and_not_read() -> None:
    body = f"<w:p>{r('甲')}{r('暗藏', '<w:vanish/>')}{r('乙', SHOWN)}<w:commentRangeStart w:id='0'/></w:p>"
    source = read(docx(body, comments=f'<w:comment w:id="0">{p("批注")}</w:comment>'))
    assert source.text == "甲乙\n"
    assert [n.message for n in source.notices] == ["文中有 2 个隐藏的字，没有读取。", "文中有 1 条批注，没有读取。"]


def test_text_boxes_are_read_once_and_below_their_paragraph() -> None:
    source = read(docx(f"<w:p>{r('正文')}{box('框内')}</w:p>"))
    assert blocks(source) == [("paragraph", "正文"), ("textbox", "框内")]
    assert source.text == "正文\n框内\n"


def test_a_box_above_its_paragraph_comes_first() -> None:
    source = read(docx(f"<w:p>{r('标题')}{box('红头文件', vertical='-900000')}</w:p>"))
    assert blocks(source) == [("textbox", "红头文件"), ("paragraph", "标题")]


def test_old_text_boxes() -> None:
    pict = f"<w:r><w:pict><v:shape style='margin-top:5pt'><v:textbox><w:txbxContent>{p('旧框')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    assert read(docx(f"<w:p>{pict}</w:p>")).text == "\n旧框\n"


def test_bold_spans_come_from_runs_and_styles() -> None:
    styles = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="我的标题"/><w:basedOn w:val="1"/></w:style>'
        '<w:style w:type="character" w:styleId="c"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>'
    )
    body = (
        p("题目", '<w:pStyle w:val="2"/>')
        + f"<w:p>{r('甲')}{r('乙', '<w:b/>')}{r('丙', STRONG)}{r('丁')}</w:p>"
        + p("不粗", '<w:pStyle w:val="1"/><w:outlineLvl w:val="9"/>', '<w:b w:val="0"/>')
    )
    source = read(docx(body, styles=styles))
    title, line, plain = source.blocks
    assert (title.style, title.outline, [s.of(source.text) for s in title.bold]) == ("我的标题", 1, ["题目"])
    assert (line.style, line.outline, [s.of(source.text) for s in line.bold]) == ("Normal", None, ["乙丙"])
    assert (plain.outline, plain.bold) == (None, ())


def test_footnotes_follow_the_body_with_their_anchor() -> None:
    body = (
        f'<w:p>{r("甲")}<w:r><w:footnoteReference w:id="2"/></w:r>{r("乙")}<w:r><w:endnoteReference w:id="1"/></w:r></w:p>'
        + p("丙")
    )
    source = read(
        docx(
            body,
            footnotes=f'<w:footnote w:id="0" w:type="separator">{p("x")}</w:footnote><w:footnote w:id="2">{p("脚注")}{p("二行")}</w:footnote>',
            endnotes=f'<w:endnote w:id="1">{p("尾注")}</w:endnote>',
        )
    )
    assert source.text == "甲乙\n丙\n脚注\n二行\n尾注\n"
    assert [(b.span.of(source.text), b.anchor) for b in source.blocks if b.kind == "note"] == [
        ("脚注\n二行", 1),
        ("尾注", 2),
    ]


def test_pictures_keep_bytes_type_size_and_place() -> None:
    drawing = '<w:r><w:drawing><wp:inline><wp:extent cx="914400" cy="457200"/><a:graphic><a:graphicData uri="x"><pic:pic><pic:blipFill><a:blip r:embed="p1"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    source = read(docx(f"<w:p>{r('图一')}{drawing}</w:p>" + p("后文"), pictures={"p1": b"\x89PNG1"}))
    picture = source.blocks[1]
    assert [b.kind for b in source.blocks] == ["paragraph", "picture", "paragraph"]
    assert (picture.span.start, picture.span.end) == (2, 2)
    assert picture.picture is not None
    assert (picture.picture.data, picture.picture.media_type, picture.picture.width, picture.picture.height) == (
        b"\x89PNG1",
        "image/png",
        914400,
        457200,
    )
    assert refusal(docx(f"<w:p>{drawing}</w:p>", pictures={"p1": b"\x89PNG1"})).code == "read.only_pictures"


def test_missing_pictures_and_graphics_are_told() -> None:
    linked = '<w:r><w:drawing><wp:inline><a:blip r:link="p9"/></wp:inline></w:drawing></w:r>'
    chart = '<w:r><w:drawing><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"/></w:drawing></w:r>'
    assert notices(read(docx(f"<w:p>{r('甲')}{linked}{chart}</w:p>"))) == ["read.graphics", "read.picture_missing"]


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def test_tables_with_merged_cells() -> None:
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    table = (
        f"<w:tbl><w:tr>{cell('单位', down)}{cell('合计', WIDE)}</w:tr>"
        f"<w:tr>{cell('', on)}{cell('小学')}{cell('初中')}</w:tr>"
        f"<w:tr>{cell('甲县')}{cell('12')}{cell('')}</w:tr>"
        f"<w:tr><w:trPr><w:del/></w:trPr>{cell('删除')}</w:tr></w:tbl>"
    )
    source = read(docx(p("前") + table + p("后")))
    assert source.text == "前\n单位\t合计\n\t小学\t初中\n甲县\t12\t\n后\n"
    rows = source.blocks[1].rows
    assert [[(c.span.of(source.text), c.columns, c.rows) for c in row] for row in rows] == [
        [("单位", 1, 2), ("合计", 2, 1)],
        [("小学", 1, 1), ("初中", 1, 1)],
        [("甲县", 1, 1), ("12", 1, 1), ("", 1, 1)],
    ]


def test_bold_and_pictures_in_cells_and_tables_in_cells() -> None:
    inner = f"<w:tbl><w:tr>{cell('一')}{cell('二')}</w:tr></w:tbl>"
    table = f"<w:tbl><w:tr><w:tc>{p()}{p('粗', rpr='<w:b/>')}{p('行')}</w:tc><w:tc>{inner}{p()}</w:tc></w:tr></w:tbl>"
    source = read(docx(p("甲") + table))
    assert source.text == "甲\n粗\n行\t一\t二\n"
    assert [s.of(source.text) for s in source.blocks[1].bold] == ["粗"]
    assert [c.span.of(source.text) for c in source.blocks[1].rows[0]] == ["粗\n行", "一\t二"]


def test_a_frame_of_one_cell_is_no_table() -> None:
    source = read(docx(f"<w:tbl><w:tr><w:tc>{p('题目')}{p('正文')}</w:tc></w:tr></w:tbl>"))
    assert blocks(source) == [("paragraph", "题目"), ("paragraph", "正文")]


def test_headers_and_footers_are_not_text() -> None:
    assert read(docx(p("正文"), header1=p("页眉"), footer1=p("页脚"))).text == "正文\n"


def test_strict_and_template_documents() -> None:
    body = p("某县经验材料")
    plain = docx(body)
    assert (
        read(
            docx(body, main_type="application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml")
        ).text
        == "某县经验材料\n"
    )
    assert (
        read(docx(body, main_type="application/vnd.openxmlformats-officedocument.theme+xml")).text == "某县经验材料\n"
    )
    strict = zipped(
        {
            "[Content_Types].xml": "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>",
            "_rels/.rels": "<Relationships><Relationship Id='a' Type='http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument' Target='/word/document.xml'/></Relationships>",
            "word/document.xml": part("document", f"<w:body>{body}</w:body>").replace(
                b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                b"http://purl.oclc.org/ooxml/wordprocessingml/main",
            ),
        }
    )
    assert read(strict).text == "某县经验材料\n"
    assert read(plain, "a.dotx").notices == ()


def test_a_broken_helper_part_does_not_lose_the_text() -> None:
    data = docx(numbered("甲"), numbering="<w:broken>", styles="<w:x")
    assert read(data).text == "甲\n"


def test_inserted_files_are_told() -> None:
    assert notices(read(docx(p("甲") + '<w:altChunk r:id="x"/>'))) == ["read.inserted_file"]


def test_hostile_xml() -> None:
    laughs = b'<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    document = part("document", f"<w:body>{p('甲')}<w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body>").replace(
        b"?>", b"?>" + laughs, 1
    )
    source = read(zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": document}))
    assert "ha" not in source.text
    deep = "<w:smartTag>" * 5000 + r("甲") + "</w:smartTag>" * 5000
    assert refusal(docx(f"<w:p>{deep}</w:p>"), settings=ReadSettings()).code == "read.damaged"
    bomb = zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": b" " * 90_000_000})
    assert refusal(bomb).code == "read.zip_bomb"


def test_what_python_docx_writes() -> None:
    document = python_docx.Document()
    document.add_heading("某县教育局经验材料", 1)
    document.add_paragraph("近年来。").runs[0].bold = True
    document.add_table(1, 2).cell(0, 1).text = "格"
    out = io.BytesIO()
    document.save(out)
    source = read(out.getvalue())
    assert source.text == "某县教育局经验材料\n近年来。\n\t格\n"
    assert source.blocks[0].outline == 1
    assert [b.kind for b in source.blocks] == ["paragraph", "paragraph", "table"]


@pytest.mark.parametrize("body", [p("甲"), f"<w:tbl><w:tr>{cell('甲')}{cell('乙')}</w:tr></w:tbl>" + p("丙")])
def test_blocks_are_in_order_and_inside_the_text(body: str) -> None:
    source = read(docx(body))
    assert all(a.span.end <= b.span.start for a, b in pairwise(source.blocks))
    assert source.blocks[-1].span.end <= len(source.text)
