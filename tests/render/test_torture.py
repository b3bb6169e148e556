"""What a reader of a rich submission sees is in the volume, by name; nothing of its looks, links and names comes along; three validators find nothing."""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from io import BytesIO
from zipfile import ZipFile

import pytest
from lxml import etree

from jingyan.clean.cleaning import clean
from jingyan.model.problem import Problem
from jingyan.model.source import Formula, Source
from jingyan.model.span import Span
from jingyan.model.volume import Body, BodyBlock, Entry, Group, Part, VolumePlan
from jingyan.render.docx_look import w
from jingyan.render.templates import template_dir
from jingyan.render.volume_docx import write_volume
from jingyan.segment.segmenting import segment
from jingyan.volume.body import make_body
from tests.readers.making import notices, read
from tests.render.test_docx_check import AUDIT, INTEGRITY, OWN, found_by
from tests.render.torture import ALL

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
Element = etree._Element


@cache
def source(name: str) -> Source:
    return read(ALL[name]().built(), f"{name}.docx")


@cache
def volume() -> tuple[bytes, tuple[Problem, ...], Mapping[str, Body]]:
    """One volume of all of them: the docx, its problems, the bodies by the name of the piece."""
    entries, bodies, named = [], {}, {}
    for name in ALL:
        own = source(name)
        outline, _ = segment(own, own.text)
        (piece,) = outline.pieces
        cleaning, _ = clean(own, own.text, outline)
        body = make_body(own, own.text, outline, piece, cleaning=cleaning, convert=None)
        entries.append(Entry(piece.id, f"{piece.title}（{name}）", "青禾县教育局"))
        bodies[piece.id] = named[name] = body
    plan = VolumePlan("青禾县劳动教育材料汇编", (Part("经验篇", (Group(tuple(entries)),)),))
    rendered, problems = write_volume(plan, bodies, template_dir("jiangxi"), office=None, want_pdf=False)
    return rendered.docx, problems, named


def part(name: str) -> Element:
    with ZipFile(BytesIO(volume()[0])) as package:
        return etree.fromstring(package.read(name))


@cache
def document() -> Element:
    return part("word/document.xml")


def piece(name: str) -> list[Element]:
    """The blocks of one piece in the finished document, its title and organisation first."""
    body = document().find(w("body"))
    assert body is not None
    titles = [i for i, el in enumerate(body) if style(el) == "Heading2"]
    begin = next(i for i in titles if f"（{name}）" in words(body[i]))
    end = next((i for i in titles if i > begin), len(body))
    return list(body)[begin:end]


def words(el: Element) -> str:
    return "".join(t.text or "" for t in el.iter(w("t")))


def style(el: Element) -> str:
    found = el.find(f"{w('pPr')}/{w('pStyle')}")
    return found.get(w("val"), "") if found is not None else ""


def texts(name: str) -> str:
    return "\n".join(words(p) for el in piece(name) for p in ([el] if el.tag == w("p") else el.iter(w("p"))))


def find(name: str, text: str) -> Element:
    """The paragraph (in a cell too) that holds these words."""
    return next(p for el in piece(name) for p in el.iter(w("p")) if text in words(p))


def run_of(name: str, text: str) -> Element:
    return next(r for el in piece(name) for r in el.iter(w("r")) if words(r) == text)


def looks(run: Element) -> set[str]:
    """Names of the run's properties but the font's hint."""
    rpr = run.find(w("rPr"))
    return {etree.QName(el).localname for el in rpr} - {"rFonts"} if rpr is not None else set()


def table(name: str, number: int) -> Element:
    return [el for el in piece(name) if el.tag == w("tbl")][number]


def rows(tbl: Element) -> list[list[str]]:
    return [[words(c) for c in r.iterchildren(w("tc"))] for r in tbl.iterchildren(w("tr"))]


def merges(tbl: Element) -> list[list[str]]:
    """Of each cell its columns and whether it begins (^) or continues (|) a cell from above."""
    found = []
    for row in tbl.iterchildren(w("tr")):
        line = []
        for cell in row.iterchildren(w("tc")):
            span = cell.find(f"{w('tcPr')}/{w('gridSpan')}")
            down = cell.find(f"{w('tcPr')}/{w('vMerge')}")
            mark = "" if down is None else "^" if down.get(w("val")) == "restart" else "|"
            line.append((span.get(w("val"), "") if span is not None else "1") + mark)
        found.append(line)
    return found


def widths(tbl: Element) -> list[int]:
    return [int(c.get(w("w"), "0")) for c in tbl.iterfind(f"{w('tblGrid')}/{w('gridCol')}")]


@pytest.mark.parametrize("judge", [OWN, AUDIT, INTEGRITY])
def test_three_validators_find_nothing(judge: str, tmp_path: object) -> None:
    from pathlib import Path

    assert found_by(judge, volume()[0], Path(str(tmp_path))) == []


def test_no_looks_links_or_names_come_along() -> None:
    xml = etree.tostring(document(), encoding="unicode")
    for foreign in ("Comic Sans", "华文彩云", "7030A0", "FF0000", "yellow", "example.org", "幼圆", "SEQ", " REF _Toc"):
        assert foreign not in xml
    names = [b.get(w("name")) for b in document().iter(w("bookmarkStart"))]
    assert len(names) == len(set(names)) == len(ALL) + 1
    ids = [e.get("id") for e in document().iter(f"{WP}docPr")]
    assert len(ids) == len(set(ids))
    assert not list(document().iter(w("ins"), w("del"), w("moveFrom"), w("moveTo"), w("commentReference"), w("numPr")))
    with ZipFile(BytesIO(volume()[0])) as package, ZipFile(template_dir("jiangxi") / "volume.docx") as empty:
        ours, theirs = (
            [s.get(w("styleId")) for s in etree.fromstring(z.read("word/styles.xml")).iter(w("style"))]
            for z in (package, empty)
        )
    assert ours == theirs


def test_headings_of_a_piece_stay_out_of_the_contents() -> None:
    codes = [i.text or "" for i in document().iter(w("instrText")) if "TC " in (i.text or "")]
    assert len(codes) == len(ALL) + 1
    assert not [c for c in codes if "健全机制" in c]
    for name in ALL:
        levels = {style(el) for el in piece(name)[1:]}
        assert not levels & {"Heading1", "Heading2"}


def test_pieces_are_set_in_the_styles_of_the_volume() -> None:
    known = {"BodyPara", "Heading2", "Heading3", "Heading4", "Heading5", "Heading6", "PieceOrg", "TableText", "TableHead", "AfterTable",
             "Picture", "Caption", "Signature", ""}  # fmt: skip
    for name in ALL:
        assert {style(p) for el in piece(name) for p in el.iter(w("p"))} <= known
        assert style(find(name, "一、健全机制")) == "Heading3"


def test_merged_cells_and_header_rows() -> None:
    kept = table("tables", 0)
    assert merges(kept) == [
        ["1^", "2", "1^"],
        ["1|", "1", "1", "1|"],
        ["1^", "1", "1", "1"],
        ["1|", "2", "1"],
        ["1", "1", "1", "1"],
    ]
    assert rows(kept)[4] == ["绿水乡", "2其中在建1", "80", "重点扶持"]
    heads = [r.find(f"{w('trPr')}/{w('tblHeader')}") is not None for r in kept.iterchildren(w("tr"))]
    assert heads == [True, True, False, False, False]
    assert style(find("tables", "表1 基地建设情况")) == "Caption"
    two, aligned = find("tables", "其中在建1"), find("tables", "80")
    assert words(two) == "其中在建1"
    assert aligned.find(f"{w('pPr')}/{w('jc')}").get(w("val")) == "right"  # type: ignore[union-attr]
    assert "b" in looks(run_of("tables", "重点"))


def test_column_widths_follow_the_submission() -> None:
    given, set_ = (2000, 1200, 1800, 3000), widths(table("tables", 0))
    assert sum(set_) == 8845
    assert [round(x * 8000 / 8845, -2) for x in set_] == list(given)


def test_a_table_in_a_table_stays_one() -> None:
    outer = table("tables", 1)
    (inner,) = [t for t in outer.iter(w("tbl")) if t is not outer]
    assert rows(inner) == [["内表甲", "内表乙"], ["1", "2"]]
    cell = inner.getparent()
    assert cell is not None
    assert [etree.QName(el).localname for el in cell] == ["tcPr", "p", "tbl", "p"]
    assert sum(widths(inner)) < widths(outer)[1]


def test_a_table_wider_than_the_page_is_parted_and_told() -> None:
    parts = [table("tables", n) for n in (2, 3)]
    assert [rows(p)[1][0] for p in parts] == ["一小", "一小"]
    heads = [h for p in parts for h in rows(p)[0][1:]]
    assert heads == [f"指标{n}" for n in range(1, 25)]
    assert all(sum(widths(p)) == 8845 for p in parts)
    told = [p.message for p in volume()[1] if p.code == "volume.wide_table"]
    assert told == ["一张表有 25 栏,一页放不下,分成 2 张印,每张都重复第一栏"]


def test_many_columns_are_set_in_smaller_type() -> None:
    twelve = table("tables", 4)
    assert len(widths(twelve)) == 12
    (size,) = {s.get(w("val")) for s in twelve.iter(w("sz"))}
    assert size in ("15", "18", "21")


def test_a_table_without_lines_has_none() -> None:
    plain = table("tables", 5)
    assert {b.get(w("val")) for b in plain.find(f"{w('tblPr')}/{w('tblBorders')}")} == {"none"}  # type: ignore[union-attr]
    assert not list(plain.iter(w("tblHeader")))
    assert rows(plain)[0] == ["甲方：青禾县教育局", "乙方：青山镇中心小学"]


def extents(name: str) -> list[tuple[int, int]]:
    return [(int(e.get("cx", "0")), int(e.get("cy", "0"))) for el in piece(name) for e in el.iter(f"{WP}extent")]


def test_pictures_are_kept_in_their_places_and_fitted() -> None:
    found = extents("pictures")
    assert len(found) == 8
    assert found[0] == (600_000, 300_000)
    line = find("pictures", "校徽")
    assert [etree.QName(el[-1]).localname for el in line.iterchildren(w("r"))] == ["t", "drawing", "t"]
    assert found[1] == (8845 * 635, round(8845 * 635 / 2))
    assert found[3] == (4000 * 360, 2000 * 360)  # of the EMF's own frame
    assert style(find("pictures", "图1 基地全景")) == "Caption"
    (cut,) = [s.attrib for el in piece("pictures") for s in el.iter(f"{A}srcRect")]
    assert (cut["l"], cut["r"]) == ("25000", "25000")


def test_pictures_of_one_name_stay_two_and_equal_ones_are_stored_once() -> None:
    with ZipFile(BytesIO(volume()[0])) as package:
        stored = {n: package.read(n) for n in package.namelist() if n.startswith("word/media/")}
    ends = sorted(n.rpartition(".")[2] for n in stored)
    assert ends == ["bmp", "bmp", "emf", "png", "png"]  # wrong.png is a BMP by its bytes
    assert len(set(stored.values())) == len(stored)
    used = [b.get(f"{R}embed") for el in piece("pictures") for b in el.iter(f"{A}blip")]
    assert len(used) == 8
    assert len(set(used)) == 5


def test_pictures_in_cells_stay_there() -> None:
    cells = list(table("pictures", 0).iter(w("tc")))
    assert [len(list(c.iter(f"{WP}inline"))) for c in cells] == [1, 1, 0, 0]
    assert [words(c) for c in cells[2:]] == ["春播", "秋收"]


def test_what_is_no_picture_keeps_its_place_and_is_told() -> None:
    lines = texts("pictures").splitlines()
    assert [
        lines[i + 1] for i, t in enumerate(lines) if t in ("下面一张坏了。", "再下面一张不见了。", "图表见右。")
    ] == ["(图片略)"] * 3
    assert [p.source for p in volume()[1] if p.code == "volume.picture"] == ["pictures.docx"] * 3
    assert notices(source("pictures")) == ["read.graphics", "read.picture_missing"]


def test_text_boxes_are_paragraphs() -> None:
    lines = texts("pictures").splitlines()
    at = lines.index("框外。")
    assert lines[at : at + 3] == ["框外。", "框内第一行。", "框内第二行。"]


def test_automatic_numbers_are_written_and_begin_anew() -> None:
    lines = texts("lists").splitlines()
    for line in (
        "（1）先定规划，再建基地，一年一评估。",
        "1.1 二级事项甲，由乡镇负责落实。",
        "a)三级事项子，由学校负责落实。",
        "（2）再抓课程，每周一节，排进课表。",
        "• 圆点一条，写在这里。",
        "2．第一份清单的第二条内容。",
        "1．第二份清单的头一条内容。",
        "2．格里一条",
    ):
        assert line in lines


def test_notes_are_footnotes_where_they_were_called() -> None:
    root = part("word/footnotes.xml")
    own = {n.get(w("id")): words(n).strip() for n in root.iter(w("footnote"))}
    called = [
        (words(p)[:4], own[c.get(w("id"))])
        for el in piece("notes")
        for p in el.iter(w("p"))
        for c in p.iter(w("footnoteReference"))
    ]
    assert called == [
        ("全县有基", "含在建基地。"),
        ("全县有基", "以年底为准。"),
        ("全县有基", "尾注：见县志。"),
        ("二、丰富", "课程由教研室审定。"),
        ("投入", "单位：万元。"),
    ]
    first = find("notes", "全县有基地")
    order = [words(r) or "*" for r in first.iterchildren(w("r"))]
    assert order == ["全县有基地", "*", "12个，", "*", ",", "*", "分布均匀。"]


def test_equations_are_equations() -> None:
    line = find("notes", "人均面积")
    shown = [etree.QName(el).localname for el in line if el.tag != w("pPr")]
    assert shown == ["r", "oMath", "r", "oMath", "r"]
    assert [words(r) for r in line.iterchildren(w("r"))] == ["人均面积", "平方米，按", "计算。"]
    mean = list(line.iter(f"{M}oMath"))[1]
    assert [t.text for t in mean.iter(f"{M}t")] == ["x", "=", "i=1", "n", "x", "i", "n"]
    assert mean.find(f".//{M}naryPr/{M}chr").get(f"{M}val") == "∑"  # type: ignore[union-attr]
    assert line.find(f"{w('pPr')}/{w('spacing')}").get(w("lineRule")) == "atLeast"  # type: ignore[union-attr]
    alone = [p for el in piece("notes") for p in el.iter(f"{M}oMathPara")]
    assert len(alone) == 1
    assert ["".join(t.text or "" for t in p.iter(f"{M}t")) for p in alone] == ["S=a+b2"]
    (cell, *_) = [c for c in table("notes", 1).iter(w("tc")) if list(c.iter(f"{M}oMath"))]
    assert words(cell) == ""
    fonts = {f.get(w("ascii")) for f in document().iter(w("rFonts")) if f.get(w("ascii"))}
    assert fonts == {"Cambria Math"}
    assert {etree.QName(el).localname for el in document().iter(f"{M}*")} <= {
        "oMath", "oMathPara", "r", "t", "f", "num", "den", "nary", "naryPr", "chr", "sub", "sup", "e", "sSub", "sSup", "rad", "radPr", "degHide", "deg",
    }  # fmt: skip


def test_equations_read_as_words() -> None:
    text = source("notes").text
    assert "人均面积πr²平方米，按x=(∑_(i=1)^n x_i)/n计算。" in text
    assert "\nS=√((a+b)/2)\n" in text


def test_raised_and_lowered_characters() -> None:
    line = find("notes", "面积用m2表示")
    runs = {words(r): looks(r) for r in line.iterchildren(w("r"))}
    raised = [r.find(f"{w('rPr')}/{w('vertAlign')}") for r in line.iterchildren(w("r"))]
    assert [v.get(w("val")) for v in raised if v is not None] == ["superscript", "subscript"]
    assert runs["表示，水写作H"] == set()


def test_tracked_changes_are_decided_and_told() -> None:
    text = texts("tracked")
    for line in ("今年新建基地五个。", "另有搬来的话在此。", "前半句后半句。", "有批注的话。"):
        assert line in text
    for gone in ("旧", "搬走", "删去", "批注里"):
        assert gone not in text
    assert rows(table("tracked", 0)) == [["名称", "数量"], ["新增行", "7"], ["基地", "8"]]
    assert [n.message for n in source("tracked").notices] == [
        "文中有 3 处修订插入的文字，已当作正文。",
        "文中有 4 处修订删除的文字，没有读取。",
        "文中有 1 条批注，没有读取。",
    ]


def test_links_fields_controls_and_breaks_are_their_words() -> None:
    text = texts("foreign")
    for line in (
        "书签里的话",
        "参见书签里的话，第7页，2024年。",
        "表9 带圈的③在此。",
        "外部链接内部链接都是文字。",
        "控件里的段。",
        "行内控件一处。",
        "分栏横排的一段。",
        "换页后的一段。",
        "手工",
        "换行。",
        "看得见的字。",
        "红色大字和加粗一处。",
    ):
        assert line in text
    assert looks(run_of("foreign", "加粗")) == {"b"}
    assert looks(run_of("foreign", "红色大字和")) == set()
    assert not [el for el in piece("foreign")[:-1] if el.find(f"{w('pPr')}/{w('sectPr')}") is not None]


def test_lines_to_write_on_and_marks() -> None:
    text = texts("signs")
    assert "负责人______电话____。" in text
    assert looks(run_of("signs", "要点")) == {"em"}
    assert looks(run_of("signs", "作废")) == {"strike"}
    assert looks(run_of("signs", "xy")) == {"i"}
    assert "i" not in looks(run_of("signs", "斜体汉字"))
    assert [looks(r) for el in piece("signs") for r in el.iter(w("r")) if "青山镇" in words(r)] == [{"u"}]


def test_readings_stand_over_their_characters() -> None:
    (ruby,) = [r for el in piece("signs") for r in el.iter(w("ruby"))]
    assert [words(ruby.find(w(n))) for n in ("rt", "rubyBase")] == ["liáng", "粮"]  # type: ignore[arg-type]


def test_symbols_are_characters_and_unknown_ones_are_told() -> None:
    text = texts("signs")
    assert "☑已办□未办☑打勾，〓不识。" in text
    assert notices(source("signs")) == ["read.symbols"]
    assert "右向标记和软连字符，不-断。" in text
    assert not re.search("[\u200b-\u200f\u202a-\u202e\u00ad]", text)


def test_a_large_first_letter_joins_its_paragraph() -> None:
    assert "近年来，基地越办越好。" in texts("signs")


def test_the_same_submissions_give_the_same_bodies() -> None:
    own = read(ALL["tables"]().built(), "tables.docx")
    assert own.blocks == source("tables").blocks
    assert all(isinstance(b, BodyBlock) for body in volume()[2].values() for b in body.blocks)


def test_equations_on_lines_of_their_own_stand_one_to_a_line() -> None:
    one = "<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>"
    formulas = (Formula(Span(0, 3), one, display=True), Formula(Span(3, 6), one, display=True))
    block = BodyBlock("paragraph", "x=1x=1", formulas=formulas)
    bad = replace(block, formulas=(formulas[0], replace(formulas[1], xml="<w:p/>")))
    entry = Entry("a#1", "题目")
    plan = VolumePlan("汇编", (Part("经验篇", (Group((entry,)),)),))
    for body, alone, written in ((block, 2, ""), (bad, 0, "x=1")):
        made, _ = write_volume(
            plan, {"a#1": Body("a#1", (body,))}, template_dir("jiangxi"), office=None, want_pdf=False
        )
        with ZipFile(BytesIO(made.docx)) as package:
            root = etree.fromstring(package.read("word/document.xml"))
        assert len(list(root.iter(f"{M}oMathPara"))) == alone
        assert "".join(t.text or "" for t in root.iter(w("t"))).count("x=1") == bool(written)
