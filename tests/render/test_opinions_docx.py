import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from jingyan.model.decision import finding_code
from jingyan.model.finding import Finding, Member
from jingyan.model.span import Span
from jingyan.render import opinions_docx as module
from jingyan.render.docx_check import check_docx
from jingyan.render.docx_package import read_parts
from jingyan.render.opinions_docx import opinions_docx
from tests.render.material import Material, hostile, make_piece, make_source, material


def sheet(m: Material, **settings: Any) -> bytes:
    return opinions_docx(m.sources, m.pieces, m.findings, title="汇编", readings=m.readings, **settings)


def texts(docx: bytes) -> list[str]:
    """Paragraphs and table rows in order, cells of a row parted by |."""
    from docx import Document
    from docx.table import Table

    document = Document(BytesIO(docx))
    lines: list[str] = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            lines += ["|".join(c.text.replace("\n", "/") for c in row.cells) for row in block.rows]
        else:
            lines.append(block.text)
    return lines


def test_each_unit_gets_its_questions_on_a_page_of_its_own() -> None:
    lines = texts(sheet(material()))
    heads = [line for line in lines if line.endswith("：") and "（" not in line and "、" not in line]
    assert heads == ["澜川县教育体育局：", "松岭区教育体育局："]
    document = read_parts(sheet(material()))["word/document.xml"].decode()
    assert document.count('<w:pStyle w:val="Heading1"/>') == 2
    styles = read_parts(sheet(material()))["word/styles.xml"].decode()
    assert re.search(r'w:styleId="Heading1">.*?<w:pageBreakBefore/>', styles)


def test_a_row_holds_number_question_places_and_an_empty_answer() -> None:
    lines = texts(sheet(material()))
    rows = [line for line in lines if line.startswith("4-1|")]
    assert len(rows) == 1
    number, question, places, answer = rows[0].split("|")
    assert (number, answer) == ("4-1", "")
    assert question == "各分项之和与总数不符:新建12片加翻新21片是33片,前面写31片。/请核对操场改造片数。"
    assert re.match(r"第3段：…?.*31片.*12片.*21片", places)


def test_places_in_another_piece_name_it_and_its_unit() -> None:
    row = next(line for line in texts(sheet(material())) if line.startswith("2-1|"))
    assert "（2）1号《书香润乡野 阅读助成长》（云溪市教育局）第" in row


def test_settled_and_right_findings_are_not_asked_about() -> None:
    m = material()
    verdict = ("已更正", "", "2026-11-22")
    lines = texts(sheet(m, settled={finding_code(m.findings[0]): verdict}))
    assert not any(line.startswith(("4-1|", "1-1|")) for line in lines)
    assert any(line.startswith("4-2|") for line in lines)
    everything = {finding_code(f): verdict for f in m.findings}
    assert texts(sheet(m, settled=everything)) == ["核校意见", "《汇编》的来稿没有需要答复的意见。"]


def test_head_rows_repeat_and_rows_do_not_split() -> None:
    document = read_parts(sheet(material()))["word/document.xml"].decode()
    rows = re.findall(r"<w:trPr>(.*?)</w:trPr>", document)
    assert all("<w:cantSplit/>" in row for row in rows)
    assert sum("<w:tblHeader/>" in row for row in rows) == document.count("<w:tbl>") == 2
    assert 'w:w="11906" w:h="16838"' in document


def test_pieces_of_one_unit_stand_together_whatever_the_script() -> None:
    m = material()
    finding = Finding("x", "error", "inconsistent", "", "有出入。", "", ())
    at = m.sources[2].text.index("126")
    both = tuple(
        replace(finding, members=(Member(s.path, "1", Span(i, i + 3), "126"),))
        for s, i in ((m.sources[0], m.sources[0].text.index("126")), (m.sources[2], at))
    )
    lines = texts(opinions_docx(m.sources, m.pieces, both, title="汇编", readings=m.readings))
    assert lines.count("核校意见") == 1
    assert [line for line in lines if re.match(r"\d号", line)] == [
        "1号《书香润乡野 阅读助成长》",
        "3号《書香潤鄉野 閱讀助成長》",
    ]


def test_blanks_are_listed_once_with_few_words_around() -> None:
    text = "某县情况\n某县教育局\n" + "".join(
        f"第{i}项投入xx万元，用于改造第{i}所学校的旧校舍。\n" for i in range(1, 31)
    )
    source = make_source("a.txt", text, form="text")
    spots = tuple(Member("a.txt", "1", Span(i.start(), i.end()), "xx万元") for i in re.finditer("xx万元", text))
    finding = Finding("placeholder", "info", "suspicious", "30处", "有未填写的数字。", "", spots)
    rows = texts(opinions_docx((source,), (make_piece(source),), (finding,), title="汇编"))
    row = next(line for line in rows if line.startswith("1-1|"))
    assert row.count("xx万元") == 30


def test_more_questions_than_a_sheet_can_hold_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "QUESTIONS", 1)
    monkeypatch.setattr(module, "PLACES", 1)
    lines = texts(sheet(material()))
    assert any(line.startswith("另有 1 条没有列出") for line in lines)
    assert any("另有 2 处没有列出。" in line for line in lines)


def test_findings_outside_every_piece_are_for_the_editors() -> None:
    m = material()
    finding = Finding("x", "error", "inconsistent", "", "有出入。", "", (Member("没有.txt", None, Span(0, 2), "五所"),))
    lines = texts(opinions_docx(m.sources, m.pieces, (finding,), title="外"))
    assert "编者：" in lines
    assert any("没有.txt：五所" in line for line in lines)


def test_hostile_names_and_texts_do_no_harm() -> None:
    m = hostile()
    assert check_docx(sheet(m)) == ()
    assert b"{{7*7}}" in read_parts(sheet(m))["word/document.xml"] or m.findings


def test_equal_input_gives_equal_bytes_and_a_sound_file(tmp_path: Path) -> None:
    made = sheet(material())
    assert sheet(material()) == made
    assert check_docx(made) == ()
    audit = pytest.importorskip("openxml_audit")
    file = tmp_path / "核校意见.docx"
    file.write_bytes(made)
    result = audit.validate_file(file) if hasattr(audit, "validate_file") else audit.OpenXmlValidator().validate(file)
    assert [str(e) for e in result.errors] == []


def test_cells_of_a_table_do_not_run_together() -> None:
    text = "某县情况\n某县教育局\n小学\t38\t4356\t99\n合计\t40\t4455\t99\n"
    source = make_source("a.txt", text, form="text")
    at = text.index("4356")
    finding = Finding("x", "error", "inconsistent", "", "不符。", "", (Member("a.txt", "1", Span(at, at + 4), "4356"),))
    rows = texts(opinions_docx((source,), (make_piece(source),), (finding,), title="汇编"))
    assert any("小学 38 4356 99 合计 40 4455 99" in row for row in rows)
