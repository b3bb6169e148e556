import re
import shutil
import struct
import subprocess
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree

from jingyan.executors.fonts import chinese_fonts
from jingyan.executors.office import find_office
from jingyan.model.problem import JingyanError
from jingyan.model.source import Picture
from jingyan.model.span import Span
from jingyan.model.volume import Body, BodyBlock, BodyCell, Entry, Group, Part, VolumePlan
from jingyan.render.docx_check import check_docx
from jingyan.render.docx_look import w
from jingyan.render.templates import template_dir
from jingyan.render.volume_docx import RenderedVolume, write_volume

JIANGXI = template_dir("jiangxi")
SENTENCE = "全县坚持把教育摆在优先发展的位置,近三年累计投入2.6亿元,新建校舍12.8万平方米。".replace(",", "，")


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\x60\x90\xc0" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def rich_body(piece: str) -> Body:
    """One of everything a body can hold."""
    cells = (
        (BodyCell("指标"), BodyCell("说明", columns=2)),
        (BodyCell("经费<元>", rows=2), BodyCell("650"), BodyCell("800")),
        (BodyCell("1"), BodyCell("")),
    )
    return Body(
        piece,
        (
            BodyBlock("heading", "一、健全机制", 1),
            BodyBlock("heading", "（一）加强领导", 2),
            BodyBlock("paragraph", "1．资金保障。" + SENTENCE, 3, run_in=7),
            BodyBlock("paragraph", "重点工程“双百”计划。", bold=(Span(0, 4),), notes=((10, "据年报 & 公报。"),)),
            BodyBlock("paragraph", "表1 经费"),
            BodyBlock("table", rows=cells),
            BodyBlock("picture", picture=Picture(png(40, 30), "image/png")),
            BodyBlock("paragraph", "图1 学校分布"),
            BodyBlock("picture", picture=Picture(png(40, 30), "image/png", 914400 * 20, 914400)),
            BodyBlock("paragraph", "二〇二六年一月", signature=True),
        ),
    )


def small_volume() -> tuple[VolumePlan, dict[str, Body]]:
    entries = (
        Entry("a.txt#1", "抓住根本补短板", "青石县教育局"),
        Entry("b.txt#1", "关于推进结对共建的意见"),
        Entry("c.txt#1", "创新机制 强化保障 努力推进县域义务教育优质均衡发展再上新台阶", "临水县教育局"),
    )
    bodies = {e.id: rich_body(e.id) for e in entries}
    parts = (Part("文件篇", (Group(entries[1:2]),)), Part("经验篇", (Group((entries[0], entries[2])),)))
    return VolumePlan(
        "某市经验交流会材料汇编", parts, organizer="某市教育局", place="某市", date="二〇二六年一月"
    ), bodies


def render(plan: VolumePlan, bodies: dict[str, Body], template: Path = JIANGXI) -> RenderedVolume:
    return write_volume(plan, bodies, template, office=None, want_pdf=False)[0]


def document(docx: bytes, part: str = "word/document.xml") -> etree._Element:
    with ZipFile(BytesIO(docx)) as package:
        return etree.fromstring(package.read(part))


def outline(docx: bytes) -> list[str]:
    """One line a block: style, text, and what else it carries; section breaks with their kind and numbering."""
    root = document(docx)
    body = root.find(w("body"))
    assert body is not None
    return [line for block in body for line in outline_block(block)]


def outline_block(block: etree._Element) -> Iterator[str]:
    if block.tag == w("tbl"):
        rows = [["".join(str(t) for t in c.itertext()) for c in row.iter(w("tc"))] for row in block.iter(w("tr"))]
        yield "table " + " / ".join("|".join(r) for r in rows)
        return
    if block.tag == w("p"):
        style = block.find(f"{w('pPr')}/{w('pStyle')}")
        shown = [c for run in block.iter(w("r")) for c in run if c.tag in (w("t"), w("tab"))]
        text = "".join(c.text or "" if c.tag == w("t") else "→" for c in shown)
        codes = [(c.text or "").strip() for c in block.iter(w("instrText"))]
        marks = [b.get(w("name"), "") for b in block.iter(w("bookmarkStart"))]
        shapes = ["picture" for _ in block.iter(w("drawing"))]
        notes = ["note" for _ in block.iter(w("footnoteReference"))]
        name = style.get(w("val"), "") if style is not None else ""
        yield " ".join(x for x in (f"[{name}]", text, *(f"{{{c}}}" for c in codes), *marks, *shapes, *notes) if x)
    for section in block.iter(w("sectPr")):
        kind, number = section.find(w("type")), section.find(w("pgNumType"))
        start = f" from {number.get(w('start'))}" if number is not None and number.get(w("start")) else ""
        yield f"-- {kind.get(w('val')) if kind is not None else ''}{start}"


GOLDEN = """\
[]
[]
[CoverTitle] 某市经验交流会
[]
[]
[CoverWord] 材料汇编
[]
[]
[CoverImprint] 某市教育局
[CoverImprint] 二〇二六年一月·某市
-- nextPage
[TocTitle] 目　　录
[TOC1] 一、文件篇 {TOC \\f m \\h \\z \\n 1-1}
[TOC2] 关于推进结对共建的意见→1 {PAGEREF _Toc00000002 \\h}
[TOC1] 二、经验篇
[TocOrg] 抓住根本补短板→青石县教育局→5 {PAGEREF _Toc00000004 \\h}
[TocOrg] 创新机制 强化保障 努力推进县域义务教育优质均衡发展再上新台阶→临水县教育局→6 {PAGEREF _Toc00000005 \\h}
[Break]
-- oddPage from 1
[]
[]
[]
[]
[]
[]
[Heading1] 文件篇 {TC "一、文件篇" \\f m \\l 1} _Toc00000001
-- oddPage
[Heading2] 关于推进结对共建的意见 {TC "关于推进结对共建的意见" \\f m \\l 2} _Toc00000002
<body>
-- oddPage from 1
[]
[]
[]
[]
[]
[]
[Heading1] 经验篇 {TC "二、经验篇" \\f m \\l 1} _Toc00000003
-- oddPage
[Heading2] 抓住根本补短板 {TC "抓住根本补短板　青石县教育局" \\f m \\l 2} _Toc00000004
[PieceOrg] 青石县教育局
<body>
[Heading2] 创新机制 强化保障 努力推进县域义务教育优质均衡发展再上新台阶 {TC "创新机制 强化保障 努力推进县域义务教育优质均衡发展再上新台阶　临水县教育局" \\f m \\l 2} _Toc00000005
[PieceOrg] 临水县教育局
<body>
-- oddPage"""

BODY = """\
[Heading3] 一、健全机制
[Heading4] （一）加强领导
[BodyPara] 1．资金保障。全县坚持把教育摆在优先发展的位置，近三年累计投入2.6亿元，新建校舍12.8万平方米。
[BodyPara] 重点工程“双百”计划。 note
[Caption] 表1 经费
table 指标|说明 / 经费<元>|650|800 / |1|
[AfterTable]
[Picture] picture
[Caption] 图1 学校分布
[Picture] picture
[Signature] 二〇二六年一月"""


def test_golden_outline_of_a_small_volume() -> None:
    assert "\n".join(outline(render(*small_volume()).docx)) == GOLDEN.replace("<body>", BODY)


def test_equal_input_gives_equal_bytes_and_a_labelled_estimate() -> None:
    plan, bodies = small_volume()
    first, problems = write_volume(plan, bodies, JIANGXI, office=None, want_pdf=True)
    second = render(plan, bodies, JIANGXI / "volume.docx")
    assert first.docx == second.docx
    assert first.pdf is None
    assert not first.pages.measured
    assert first.pages.pages == (("b.txt#1", 1), ("a.txt#1", 5), ("c.txt#1", 6))
    assert [p.code for p in problems] == ["volume.estimated"]


def test_the_docx_is_sound() -> None:
    assert check_docx(render(*small_volume()).docx) == ()


def test_nothing_makes_word_ask_or_recompute() -> None:
    with ZipFile(BytesIO(render(*small_volume()).docx)) as package:
        texts = {n: package.read(n) for n in package.namelist() if n.endswith(".xml")}
        dates = {i.date_time for i in package.infolist()}
    assert not [n for n, t in texts.items() if b"updateFields" in t or b"w:dirty" in t]
    assert dates == {(1980, 1, 1, 0, 0, 0)}


def test_openxml_audit_finds_nothing(tmp_path: Path) -> None:
    audit = pytest.importorskip("openxml_audit")
    file = tmp_path / "volume.docx"
    file.write_bytes(render(*small_volume()).docx)
    result = audit.validate_file(file) if hasattr(audit, "validate_file") else audit.OpenXmlValidator().validate(file)
    assert list(result.errors) == []


def test_pictures_are_fitted_and_stored_once() -> None:
    docx = render(*small_volume()).docx
    with ZipFile(BytesIO(docx)) as package:
        assert [n for n in package.namelist() if "media" in n] == ["word/media/volume1.png"]
    widths = {int(e.get("cx", "0")) for e in document(docx).iter("{*}extent")}
    assert max(widths) == 8845 * 635
    assert len(widths) == 2


def test_a_picture_word_cannot_show_is_told() -> None:
    plan, bodies = small_volume()
    bodies["a.txt#1"] = Body("a.txt#1", (BodyBlock("picture", picture=Picture(b"?", "image/webp")),))
    volume, problems = write_volume(plan, bodies, JIANGXI, office=None, want_pdf=False)
    assert [(p.code, p.source) for p in problems] == [("volume.picture", "a.txt"), ("volume.estimated", "")]
    assert "[Picture] (图片略)" in outline(volume.docx)


def test_hostile_texts_stay_texts() -> None:
    entries = (Entry("x#1", '<题>&"引" {{ volume.title }} \x00\ue000', "{% if %}单位"),)
    bodies = {"x#1": Body("x#1", (BodyBlock("paragraph", "{{ 甲 }}{%p 乙 %}<w:p/>&\x0b\ufffe"),))}
    plan = VolumePlan("汇编{{x}}", (Part("经验<篇>", (Group(entries),)),))
    docx = render(plan, bodies).docx
    assert check_docx(docx) == ()
    text = "".join(str(t) for t in document(docx).itertext())
    assert '<题>&"引" {{ volume.title }}' in text
    assert "{{ 甲 }}{%p 乙 %}<w:p/>&" in text


def test_an_empty_plan_and_a_missing_body_still_give_a_docx() -> None:
    empty, _ = write_volume(VolumePlan("汇编", ()), {}, JIANGXI, office=None, want_pdf=False)
    assert check_docx(empty.docx) == ()
    plan, _ = small_volume()
    volume, problems = write_volume(plan, {}, JIANGXI, office=None, want_pdf=False)
    assert check_docx(volume.docx) == ()
    assert [p.code for p in problems] == ["volume.no_body"] * 3 + ["volume.estimated"]


def changed_template(folder: Path, before: str, after: str, part: str = "word/document.xml") -> Path:
    copy = folder / "volume.docx"
    with ZipFile(JIANGXI / "volume.docx") as source, ZipFile(copy, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == part:
                assert before.encode() in data
                data = data.replace(before.encode(), after.encode())
            target.writestr(name, data)
    return folder


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("{{ volume.organizer }}", "{{ volume.organiser }}", "是不是 organizer"),
        ("{{ piece.organisation }}", "{{ piece.organisation }", "不完整"),
        ("{%p endfor %}", "{%p end %}", "不完整"),
    ],
)
def test_faults_of_a_template_are_told_with_its_name(tmp_path: Path, before: str, after: str, said: str) -> None:
    folder = changed_template(tmp_path, before, after)
    with pytest.raises(JingyanError, match=r"volume\.docx") as error:
        render(*small_volume(), folder)
    assert said in error.value.sentence


def test_a_template_without_the_mark_is_told(tmp_path: Path) -> None:
    folder = changed_template(tmp_path, "{{r piece.mark }}", "")
    _, problems = write_volume(*small_volume(), folder, office=None, want_pdf=False)
    assert "volume.no_mark" in [p.code for p in problems]


def test_a_missing_style_is_replaced_and_told(tmp_path: Path) -> None:
    folder = changed_template(tmp_path, 'w:val="heading 4"', 'w:val="something"', "word/styles.xml")
    volume, problems = write_volume(*small_volume(), folder, office=None, want_pdf=False)
    assert ("volume.style", "模板里没有样式“heading 4”，用正文样式代替了") in [
        (p.code, p.message.replace(",", "，")) for p in problems
    ]
    assert "[BodyPara] （一）加强领导" in outline(volume.docx)


def test_the_standard_entry_style_puts_the_leader_last(tmp_path: Path) -> None:
    folder = changed_template(tmp_path, "目　　录", "目　　录")
    (folder / "volume.toml").write_text('title = "x"\n[contents]\nentry_style = "standard"\n', encoding="utf-8")
    lines = outline(render(*small_volume(), folder).docx)
    assert "[TOC2] 抓住根本补短板　青石县教育局→5 {PAGEREF _Toc00000004 \\h}" in lines


def numbered_volume(count: int) -> tuple[VolumePlan, dict[str, Body]]:
    entries, bodies = [], {}
    for i in range(count):
        entry = Entry(
            f"s{i}#1", f"第{i + 101}号材料题目" + ("加长的题目文字" * (i % 4)), "临水县教育局" if i % 2 else None
        )
        blocks = [BodyBlock("heading", "一、健全机制", 1), BodyBlock("heading", "（一）加强领导", 2)]
        blocks += [BodyBlock("paragraph", SENTENCE * (1 + (i * 7 + j * 3) % 5)) for j in range(4 + i % 9)]
        entries.append(entry)
        bodies[entry.id] = Body(entry.id, (*blocks, *(rich_body(entry.id).blocks if i % 3 == 0 else ())))
    third = count // 3
    parts = tuple(
        Part(name, (Group(tuple(entries[a:b])),))
        for name, a, b in (("文件篇", 0, third), ("总结篇", third, 2 * third), ("经验篇", 2 * third, count))
    )
    return VolumePlan("某省经验交流现场会材料汇编", parts), bodies


def printed_pages(pdf: bytes, folder: Path) -> list[list[str]]:
    """The lines of each page, without white space and empty lines."""
    file = folder / "volume.pdf"
    file.write_bytes(pdf)
    done = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, check=True)
    pages = done.stdout.decode().split("\f")
    return [[re.sub(r"\s", "", line) for line in page.splitlines() if line.strip()] for page in pages]


needs_office = pytest.mark.skipif(
    find_office() is None or not chinese_fonts() or not shutil.which("pdftotext"), reason="no LibreOffice"
)


@pytest.mark.office
@needs_office
def test_numbers_in_the_contents_equal_the_footers_of_the_pages_where_pieces_begin(tmp_path: Path) -> None:
    volume, problems = write_volume(*numbered_volume(18), JIANGXI, office=find_office(), want_pdf=True)
    assert problems == ()
    assert volume.pages.measured
    assert volume.pdf is not None
    pages = printed_pages(volume.pdf, tmp_path)
    body = 1 + max(i for i, page in enumerate(pages) if any("....." in line for line in page))
    starts = {page[0]: page[-1] for page in pages[body:] if page}
    promised: dict[str, str] = {}
    last_title = ""
    for line in (line for page in pages[2:body] for line in page):
        begins = re.match(r"第\d+号材料题目", line)
        last_title = begins.group() if begins else last_title
        ends = re.search(r"[.…]{3,}\D*(\d+)$", line)
        if ends and last_title:
            promised[last_title] = ends.group(1)
    assert len(promised) == 18
    for title, number in promised.items():
        (footer,) = [last for first, last in starts.items() if first.startswith(title)]
        assert footer == f"—{number}—"


@pytest.mark.office
@needs_office
def test_no_character_is_lost_in_print(tmp_path: Path) -> None:
    """Marks at line ends must not hang out of the type area, where LibreOffice forgets to print them."""
    entry = Entry("s#1", "题目")
    texts = [f"{'好' * n}，{'学，校；办' * 40}。" for n in range(14, 30)]
    body = Body("s#1", tuple(BodyBlock("paragraph", t) for t in texts))
    plan = VolumePlan("汇编", (Part("经验篇", (Group((entry,)),)),))
    volume, _ = write_volume(plan, {"s#1": body}, JIANGXI, office=find_office(), want_pdf=True)
    assert volume.pdf is not None
    lines = [line for page in printed_pages(volume.pdf, tmp_path) for line in page if not line.startswith("—")]
    assert "".join(texts) in "".join(lines)


@pytest.mark.office
@needs_office
def test_the_estimate_is_close_to_the_measured_pages() -> None:
    plan, bodies = numbered_volume(18)
    guessed = dict(render(plan, bodies).pages.pages)
    measured = dict(write_volume(plan, bodies, JIANGXI, office=find_office(), want_pdf=False)[0].pages.pages)
    assert guessed.keys() == measured.keys()
    assert max(abs(guessed[i] - measured[i]) for i in measured) <= 1


@pytest.mark.office
@needs_office
def test_without_a_chinese_font_pages_are_estimated_and_a_package_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """LibreOffice prints boxes then, a third as wide, and would count half the pages."""
    from jingyan.executors import office

    listed = subprocess.run(["fc-list", "Liberation Serif", "file"], capture_output=True, text=True, check=False)
    files = [line.rstrip(": ") for line in listed.stdout.splitlines()]
    if not files:
        pytest.skip("no Latin font to print with")
    rules = tmp_path / "fonts.conf"
    head = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">'
    rules.write_text(
        f"{head}<fontconfig><dir>{Path(files[0]).parent}</dir><cachedir>{tmp_path}</cachedir></fontconfig>"
    )
    monkeypatch.setattr(office, "font_rules", lambda _: {"FONTCONFIG_FILE": str(rules)})
    volume, problems = write_volume(*numbered_volume(18), JIANGXI, office=find_office(), want_pdf=False)
    assert not volume.pages.measured
    assert [p.code for p in problems] == ["volume.no_font", "volume.estimated"]
    assert "fonts-noto-cjk" in problems[0].hint
