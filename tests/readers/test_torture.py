"""One docx with every feature of the walker: nothing lost, nothing twice, order right. The expected text is meant to be read by a person."""

from pathlib import Path

import pytest

from jingyan.executors.office import find_office
from jingyan.model.source import RawFile
from jingyan.readers.reading import read_files
from tests.readers.making import LOUD, docx, level, notices, numbered, p, read
from tests.readers.test_docx import RUBY, box, cell, r

DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TEMPLATE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="h1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="h2"><w:name w:val="heading 2"/><w:basedOn w:val="a"/><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
)
NUMBERS = (
    '<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>'
    + level(0, "chineseCountingThousand", "%1、", extra='<w:pStyle w:val="h1"/><w:suff w:val="nothing"/>')
    + level(1, "chineseCountingThousand", "（%2）", extra='<w:pStyle w:val="h2"/><w:suff w:val="nothing"/>')
    + level(2, "decimal", "%3.", extra='<w:suff w:val="nothing"/>')
    + level(3, "decimalEnclosedCircle", "%4", extra='<w:suff w:val="nothing"/>')
    + '</w:abstractNum><w:abstractNum w:abstractNumId="1">'
    + level(0, "decimal", "%1)", extra='<w:suff w:val="nothing"/>')
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
)


def h1(text: str) -> str:
    return p(text, '<w:pStyle w:val="h1"/>')


def h2(text: str) -> str:
    return p(text, '<w:pStyle w:val="h2"/>')


def field(code: str, result: str) -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return f"{mark.format('begin')}<w:r><w:instrText>{code}</w:instrText></w:r>{mark.format('separate')}{r(result)}{mark.format('end')}"


INNER = f"<w:tbl><w:tr>{cell('内甲')}{cell('内乙')}</w:tr></w:tbl>"
BODY = (
    f"<w:p>{box('红头区教育局文件', vertical='-900000')}</w:p>"
    + p("推进均衡发展经验")
    + f"<w:sdt><w:sdtPr/><w:sdtContent>{p('（报送单位：北山区教育局）')}</w:sdtContent></w:sdt>"
    + h1("健全机制")
    + f"<w:p>{r('区里成立专班')}<w:r><w:footnoteReference w:id='2'/></w:r>{r('，')}<w:hyperlink>{r('专题会')}</w:hyperlink>{r('开了')}{field('QUOTE 9', '十二')}{r('次。')}</w:p>"
    + h2("分工到人")
    + numbered("定任务", 1, 2)
    + numbered("定时限", 1, 2)
    + numbered("校内", 1, 3)
    + numbered("校外", 1, 3)
    + h2("考核到校")
    + numbered("重新起数", 1, 2)
    + h1("加大投入")
    + numbered("列表甲", 2)
    + numbered("列表乙", 2)
    + numbered("另起于五", 3)
    + numbered("继续", 3)
    + f"<w:p>{r('三年投入')}<w:ins>{r('1850')}</w:ins><w:del><w:r><w:delText>999</w:delText></w:r></w:del>{r('万元')}{r('密', '<w:vanish/>')}<w:r><w:endnoteReference w:id='1'/></w:r>{r('。')}</w:p>"
    + f"<w:p><w:moveFrom>{r('移走')}</w:moveFrom>{r('达标率')}<w:r><w:sym w:font='Symbol' w:char='F0B3'/></w:r>{r('95%')}<w:r><w:tab/></w:r>{RUBY}{r('人为本')}<w:moveTo>{r('移来')}</w:moveTo></w:p>"
    + "<w:tbl><w:tr>"
    + cell("项目", '<w:vMerge w:val="restart"/>')
    + cell("两年", '<w:gridSpan w:val="2"/>')
    + "</w:tr><w:tr>"
    + cell("", "<w:vMerge/>")
    + cell("上年")
    + cell("本年")
    + "</w:tr><w:tr>"
    + cell("校舍")
    + f"<w:tc>{INNER}{p()}</w:tc>"
    + f"<w:tc><w:sdt><w:sdtPr/><w:sdtContent>{p('格内控件')}</w:sdtContent></w:sdt></w:tc></w:tr></w:tbl>"
    + f"<w:p>{r('文末')}{box('落款框')}</w:p>"
    + h1("下一步")
    + p("继续努力。")
)
NOTES = {
    "footnotes": f'<w:footnote w:id="0" w:type="separator">{p("线")}</w:footnote><w:footnote w:id="2">{p("专班设在区政府。")}</w:footnote>',
    "endnotes": f'<w:endnote w:id="1">{p("含上级补助。")}</w:endnote>',
    "comments": f'<w:comment w:id="0">{p("批注不读")}</w:comment>',
}
EXPECTED = """
红头区教育局文件

推进均衡发展经验
（报送单位：北山区教育局）
一、健全机制
区里成立专班，专题会开了十二次。
（一）分工到人
1.定任务
2.定时限
①校内
②校外
（二）考核到校
1.重新起数
二、加大投入
1)列表甲
2)列表乙
5)另起于五
6)继续
三年投入1850万元。
达标率≥95%\t育人为本移来
项目\t两年
\t上年\t本年
校舍\t内甲\t内乙\t格内控件
文末
落款框
三、下一步
继续努力。
专班设在区政府。
含上级补助。
""".lstrip("\n")


def strict(plain: bytes) -> bytes:
    import io
    import zipfile

    from tests.readers.making import zipped

    with zipfile.ZipFile(io.BytesIO(plain)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    old, new = b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"
    for name, data in tuple(files.items()):
        if name.startswith("word/") or name == "_rels/.rels":
            files[name] = data.replace(old + b"wordprocessingml/2006/main", new + b"wordprocessingml/main").replace(
                old + b"officeDocument/2006/relationships", new + b"officeDocument/relationships"
            )
    return zipped(files)


def whole(main_type: str = DOCUMENT) -> bytes:
    return docx(BODY, main_type=main_type, pictures=None, styles=STYLES, numbering=NUMBERS, **NOTES)


@pytest.mark.parametrize(
    "data", [whole(), whole(main_type=TEMPLATE), strict(whole())], ids=["docx", "template", "strict"]
)
def test_every_feature_at_once(data: bytes) -> None:
    source = read(data)
    assert source.text == EXPECTED
    assert notices(source) == ["read.insertions", "read.deletions", "read.hidden", "read.comments"]
    kinds = [block.kind for block in source.blocks]
    assert [kinds.count(kind) for kind in ("textbox", "table", "note")] == [2, 1, 2]
    anchors = [source.text[: block.anchor][-2:] for block in source.blocks if block.kind == "note"]
    assert anchors == ["专班", "万元"]
    assert [block.outline for block in source.blocks if block.style.startswith("heading")] == [1, 2, 2, 1, 1]


def test_an_endnote_inside_a_footnote_is_read() -> None:
    body = "<w:p><w:r><w:t>文</w:t><w:footnoteReference w:id='2'/></w:r></w:p>"
    inner = "<w:p><w:r><w:t>脚注</w:t><w:endnoteReference w:id='1'/></w:r></w:p>"
    made = docx(
        body,
        footnotes=f'<w:footnote w:id="2">{inner}</w:footnote>',
        endnotes=f'<w:endnote w:id="1">{p("尾注")}</w:endnote>',
    )
    assert read(made).text == "文\n脚注\n尾注\n"


def test_a_choice_without_words_gives_way_to_the_fallback() -> None:
    content = f"<w:txbxContent>{p('后备文字')}</w:txbxContent>"
    both = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='x'><w:drawing/></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>"
        f"{content}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert "后备文字" in read(docx(f"<w:p>{r('甲')}{both}</w:p>")).text


@pytest.mark.office
def test_numbers_read_as_an_office_program_shows_them(tmp_path: Path) -> None:
    office = find_office()
    if office is None:
        pytest.skip("no LibreOffice")
    body = "".join(
        h1(f"标题{n}")
        + h2("甲款")
        + numbered("甲项", 1, 2)
        + numbered("乙项", 1, 2)
        + h2("乙款")
        + numbered("丙项", 1, 2)
        for n in range(1, 13)
    )
    data = docx(body + numbered("列", 2) + numbered("列", 3), styles=STYLES, numbering=NUMBERS)
    (tmp_path / "in.docx").write_bytes(data)
    made = office.convert([tmp_path / "in.docx"], "txt:Text (encoded):UTF8", tmp_path / "out")
    if not made:
        pytest.skip("LibreOffice did not convert")
    shown = next(iter(made.values())).read_text(encoding="utf-8-sig")
    assert ["".join(line.split()) for line in shown.splitlines()] == [
        "".join(x.split()) for x in read(data).text.splitlines()
    ]


@pytest.mark.office
@pytest.mark.parametrize("form", ["doc", "odt", "rtf", "pdf", "html"])
def test_real_files_of_every_kind_an_office_program_writes(form: str, tmp_path: Path) -> None:
    office = find_office()
    if office is None:
        pytest.skip("no LibreOffice")
    lines = ["北山区教育局经验材料", "近年来，北山区把学校布局放在重要位置。", "三年投入1850万元，群众更加满意。"]
    (tmp_path / "in.docx").write_bytes(docx("".join(map(p, lines))))
    made = office.convert([tmp_path / "in.docx"], form, tmp_path / "out")
    if not made:
        pytest.skip("LibreOffice did not convert")
    data = next(iter(made.values())).read_bytes()
    for name in [f"a.{form}", *(["a.wps"] if form == "doc" else [])]:
        sources, problems = read_files([RawFile(name, data)], LOUD, office=office)
        assert not problems
        shown = [line for line in sources[0].text.splitlines() if line.strip()]
        # a PDF has no paragraphs: short lines without indent may be joined, no character may be lost
        assert "".join(shown) == "".join(lines)
        assert form == "pdf" or shown == lines
        assert sources[0].format == form


TEXT = "北山区教育局经验材料\n近年来，北山区把学校布局放在重要位置，群众更加满意。\n"
TRADITIONAL = "北山區教育局經驗材料\n近年來，北山區把學校佈局放在重要位置，群眾更加滿意。\n"


@pytest.mark.parametrize(
    ("codec", "text"),
    [
        ("utf-8", TEXT),
        ("utf-8-sig", TEXT),
        ("utf-16", TEXT),
        ("utf-16-le", TEXT),
        ("utf-16-be", TEXT),
        ("gb18030", TEXT),
        ("big5", TRADITIONAL),
    ],
)
def test_plain_texts_whole_and_with_a_damaged_byte(codec: str, text: str) -> None:
    assert read(text.encode(codec), "a.txt").text == text
    data = bytearray(text.encode(codec) * 3)
    at = data.index(
        "，".encode(
            codec.replace("-sig", "").replace("utf-16", "utf-16-le") if codec == "utf-16" else codec.replace("-sig", "")
        )
    )
    data[at : at + 1] = b"\xff" if "16" not in codec else b"\x00"
    damaged = read(bytes(data), "a.txt").text
    assert damaged.startswith(text[:9])
    assert damaged.endswith(text[-12:])
