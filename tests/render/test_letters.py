"""Letters: what stands in each kind, that templates are editable and checked, and that the files are sound."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from jingyan.model.finding import Finding
from jingyan.model.letter import (
    LETTER_NAMES,
    AdoptedPiece,
    Fault,
    FaultyFile,
    LetterHead,
    LetterKind,
    Question,
    QuotedPlace,
    ReturnedPiece,
    UnitMail,
)
from jingyan.model.problem import JingyanError
from jingyan.model.span import Span
from jingyan.readers.problems import PROBLEMS
from jingyan.render.docx_check import check_docx
from jingyan.render.docx_package import read_parts, write_parts
from jingyan.render.letter_quotes import quoted_clause, quoted_sentence
from jingyan.render.letter_sheets import answers_book, letters_list, mark, quoted, quoted_mark, sent
from jingyan.render.letter_tags import LETTER_TAGS
from jingyan.render.letter_words import Other, asked, fault, told_codes
from jingyan.render.letters import letter_docx, letter_template
from jingyan.render.template_check import check_template

HEAD = LetterHead("山区学校经验材料汇编", "岭南片区编辑组", "2024年12月2日", "2024年12月16日", "林老师，转 208")
PLACE = QuotedPlace(
    "第3段", (("全县有小学", False), ("12所", True), ("、初中", False), ("5所", True), ("，共18所。", False))
)
MAIL = UnitMail(
    "云岭县教育局",
    (
        FaultyFile("扫描件.pdf", "", (Fault("是扫描件。", "请报送 Word 文档。"),)),
        FaultyFile("总结.docx", "云岭县工作总结", (Fault("没有写明单位。", "请写明。"), Fault("太短。", "请补充。"))),
    ),
    (
        Question(1, "F0A1B2C3D", "一校一策", "经验.docx", "分项与合计不符：12+5=17所，文中写18所。请核实。", (PLACE,)),
        Question(2, "F1A1B2C3D", "一校一策", "经验.docx", "年龄有误。请核实年龄。", (PLACE, QuotedPlace("另有 3 处没有列出", ()))),
    ),
    (ReturnedPiece("一校一策", "经验.docx", "该稿与另一单位报送的材料有 4 处文字相同或相近。", "其中最长的一处在第2段：“略”。"),),
    (AdoptedPiece("云岭县工作总结", "二十年的路", "总结篇", "第 31 页"),),
)  # fmt: skip
KINDS: tuple[LetterKind, ...] = tuple(LETTER_NAMES)


def made(kind: LetterKind, mail: UnitMail = MAIL, head: LetterHead = HEAD, template: Path | None = None) -> bytes:
    return letter_docx(kind, head, mail, template or letter_template(kind))


def words(docx: bytes) -> str:
    """Everything in the body, tables included, by paragraphs."""
    from docx import Document

    document = Document(BytesIO(docx))
    found = [p.text for p in document.paragraphs]
    for table in document.tables:
        for row in table.rows:
            found += [p.text for cell in row.cells for p in cell.paragraphs]
    return "\n".join(found)


@pytest.mark.parametrize("kind", KINDS)
def test_who_what_until_when_and_to_whom(kind: LetterKind) -> None:
    text = words(made(kind))
    assert "云岭县教育局：" in text
    assert "《山区学校经验材料汇编》" in text
    assert "请于2024年12月16日前" in text
    assert "（联系人：林老师，转 208）" in text
    assert "岭南片区编辑组\n2024年12月2日" in text
    assert "{" not in text
    header = read_parts(made(kind))["word/header2.xml"].decode()
    assert "岭南片区编辑组" in header


def test_a_long_title_is_broken_between_words(tmp_path: Path) -> None:
    from docx import Document

    head = replace(HEAD, volume="片区县域义务教育优质均衡发展督导评估暨经验交流现场会材料汇编")
    title = Document(BytesIO(made("adopt", head=head))).paragraphs[0].text
    assert title.replace("\n", "") == f"关于《{head.volume}》采用稿件的通知"
    lines = title.split("\n")
    assert len(lines) == 3
    assert all(6 <= len(line) <= 20 for line in lines)
    short = Document(BytesIO(made("adopt", head=replace(HEAD, volume="汇编")))).paragraphs[0].text
    assert "\n" not in short
    own = changed(
        "adopt", tmp_path, "关于《{{ letter.volume }}》采用", "</w:t><w:br/><w:t>关于《{{ letter.volume }}》采用"
    )
    assert Document(BytesIO(made("adopt", head=head, template=own))).paragraphs[0].text.count("\n") == 1


def test_each_kind_lists_its_own() -> None:
    amend, ask, back, adopt = (words(made(k)) for k in KINDS)
    assert "有 2 份材料需要补正" in amend
    assert "（1）没有写明单位。请写明。\n（2）太短。请补充。" in amend
    assert "是扫描件。请报送 Word 文档。" in amend
    assert "有 2 处内容需要核实" in ask
    assert "第3段：全县有小学12所、初中5所，共18所。" in ask
    assert "1\nF0A1B2C3D" in ask
    assert "1.《一校一策》（文件：经验.docx）。该稿与另一单位报送的材料有 4 处文字相同或相近。" in back
    assert "云岭县工作总结\n——二十年的路\n总结篇\n第 31 页" in adopt


def test_the_answer_column_is_empty_and_questions_stand_under_their_piece() -> None:
    from docx import Document

    rows = [[c.text for c in row.cells] for row in Document(BytesIO(made("ask"))).tables[0].rows]
    assert rows[0][-1] == "单位答复"
    assert set(rows[1]) == {"《一校一策》（文件：经验.docx）"}
    assert [r[-1] for r in rows[2:-1]] == ["", ""]
    assert rows[-1][0].startswith("答复单位（盖章）：")
    document = read_parts(made("ask"))["word/document.xml"].decode()
    assert '<w:u w:val="single"/></w:rPr><w:t xml:space="preserve">12所</w:t>' in document


def test_without_sender_date_and_contact_there_is_room_to_write_by_hand() -> None:
    docx = made("amend", head=LetterHead("汇编"))
    text = words(docx)
    assert "请收到后尽快按上表补正" in text
    assert "联系人" not in text
    assert "    年  月  日" in text
    assert "pBdr" not in read_parts(docx)["word/header2.xml"].decode()


@pytest.mark.parametrize("kind", KINDS)
def test_letters_are_sound_and_equal_for_equal_input(kind: LetterKind, tmp_path: Path) -> None:
    one = made(kind)
    assert made(kind) == one
    assert check_docx(one) == ()
    audit = pytest.importorskip("openxml_audit")
    file = tmp_path / "函.docx"
    file.write_bytes(one)
    result = audit.validate_file(file) if hasattr(audit, "validate_file") else audit.OpenXmlValidator().validate(file)
    assert [str(e) for e in result.errors] == []


def test_hostile_words_stay_words() -> None:
    bad = '<w:p>{{7*7}}]]>&"\x0b\ud800'
    mail = UnitMail(
        bad,
        (FaultyFile(bad, bad, (Fault(bad, bad),)),),
        (Question(1, "F", bad, bad, bad, (QuotedPlace(bad, ((bad, True),)),)), Question(2, "F", "", bad, bad, ())),
        (ReturnedPiece(bad, bad, bad, bad),),
        (AdoptedPiece(bad, bad, bad, bad),),
    )
    for kind in KINDS:
        docx = made(kind, mail, LetterHead(bad, bad, bad, bad, bad))
        assert check_docx(docx) == ()
        assert "{{7*7}}" in words(docx)


@pytest.mark.parametrize("kind", KINDS)
def test_built_in_templates_have_no_fault(kind: LetterKind) -> None:
    assert check_template(letter_template(kind)) == ()
    assert LETTER_NAMES[kind] in LETTER_TAGS


def changed(kind: LetterKind, folder: Path, old: str, new: str) -> Path:
    """A copy of the built-in template with other words."""
    parts = read_parts(letter_template(kind).read_bytes())
    document = parts["word/document.xml"].decode()
    assert old in document
    parts["word/document.xml"] = document.replace(old, new, 1).encode()
    file = folder / f"{LETTER_NAMES[kind]}.docx"
    file.write_bytes(write_parts(parts))
    return file


def test_the_readme_names_every_tag() -> None:
    readme = letter_template("ask").with_name("README.md").read_text(encoding="utf-8")
    for tags in LETTER_TAGS.values():
        for name, kinds in tags.objects.items():
            for tag, kind in kinds.items():
                if name != "loop":
                    assert f"{name}.{tag}" in readme, kind


def test_an_editors_wording_is_used(tmp_path: Path) -> None:
    own = changed("adopt", tmp_path, "特此通知。", "祝工作顺利。")
    assert letter_template("adopt", tmp_path) == own
    assert letter_template("ask", tmp_path) != tmp_path / "核实函.docx"
    assert "祝工作顺利。" in words(made("adopt", template=own))


@pytest.mark.parametrize(
    ("kind", "old", "new", "near"),
    [
        ("amend", "{{ letter.volume }}", "{{ letter.volum }}", "letter.volume"),
        ("amend", "{{ file.name }}", "{{ flie.name }}", "file.name"),
        ("ask", "{{ question.ask }}", "{{ question.asks }}", "question.ask"),
        ("return", "{{ piece.evidence }}", "{{ piece.evidense }}", "piece.evidence"),
        ("adopt", "{{ piece.page }}", "｛｛ piece.page ｝｝", "{{"),
        ("adopt", "{%tr endfor %}", "", "endfor"),
    ],
)
def test_faults_of_a_template_are_found_with_the_nearest_right_tag(
    kind: LetterKind, old: str, new: str, near: str, tmp_path: Path
) -> None:
    faults = check_template(changed(kind, tmp_path, old, new))
    assert faults
    assert any(near in f.sentence for f in faults)
    assert faults[0].file == f"{LETTER_NAMES[kind]}.docx"


def test_an_unknown_tag_never_renders_as_empty(tmp_path: Path) -> None:
    own = changed("ask", tmp_path, "{{ question.ask }}", "{{ question.asks }}")
    with pytest.raises(JingyanError, match="函件模板里的标记不对"):
        made("ask", template=own)
    own.write_bytes(b"no docx")
    with pytest.raises(JingyanError, match="函件模板打不开"):
        made("ask", template=own)


def test_units_are_told_about_every_file_that_could_not_be_read() -> None:
    # Not a matter of the unit: what another program on the editor's machine would do is told all the same, as a request for a docx.
    unreadable = {code for code, s in PROBLEMS.items() if s.severity == "unreadable"}
    assert unreadable <= told_codes()
    for code in told_codes():
        told = fault(code, "原来的句子。", count=3)
        assert told.what.endswith(("。", "："))
        assert told.send.startswith("请")
        assert "{" not in told.what
        assert "报送单位" not in told.what + told.send
        assert "jingyan" not in told.what + told.send


def finding(code: str, message: str, hint: str) -> Finding:
    return Finding(code, "error", "inconsistent", "", message, hint, ())


def test_questions_speak_to_the_unit_and_name_no_other() -> None:
    others = (Other("南坪县教育局《走教二十年》"), Other("南坪.docx"), Other("旧书.docx", reference=True))
    message = "漏改单位名:别处写“云岭县”,这里写“南坪县”,与南坪县教育局《走教二十年》、旧书.docx相同。"
    told = asked(finding("leftover", message, "请向报送单位核实。"), others)
    assert (
        told
        == "漏改单位名：别处写“云岭县”，这里写“南坪县”，与另一份材料、以往编印的一份材料相同。请核实这里应写的单位名称。"
    )
    assert asked(finding("sum", "分项与合计不符:1+1=3。", "请向报送单位核实分项和合计。"), ()) == (
        "分项与合计不符：1+1=3。请核实分项和合计。"
    )


def test_words_of_another_unit_are_not_told() -> None:
    message = "两份不同:甲县写“260万元”,乙县写“206万元”。"
    assert asked(finding("copies", message, "请核实以哪一个为准。"), (), across=True) == (
        "这里与内容相同的另一份材料写法不同。请核实原文的数据。"
    )
    told = asked(finding("new.rule", "同一指标在两篇里数值不同:乙县写5。", "请核实。"), (), across=True)
    assert told == "同一指标在两篇里数值不同。请核实。"
    assert "206万元" in asked(finding("copies", message, "请核实。"), ())


TEXT = "头一段。\n全县有小学12所。初中5所,共计18所;其余略。\n尾段"


def test_a_quotation_is_the_sentence_and_never_crosses_a_line() -> None:
    at = TEXT.index("5所")
    assert quoted_sentence(TEXT, (Span(at, at + 2),)) == (("初中", False), ("5所", True), (",共计18所;", False))
    at = TEXT.index("12所")
    assert quoted_sentence(TEXT, (Span(at, at + 3),)) == (("全县有小学", False), ("12所", True), ("。", False))
    whole = Span(TEXT.index("全县"), TEXT.index("初中"))
    assert quoted_sentence(TEXT, (whole,)) == (("全县有小学12所。", True),)
    assert quoted_clause(TEXT, Span(TEXT.index("18所"), TEXT.index("18所") + 3)) == "共计18所"
    last = Span(TEXT.index("尾段"), len(TEXT))
    assert quoted_sentence(TEXT, (last,)) == (("尾段", True),)


def test_long_quotations_are_shortened() -> None:
    text = "甲" * 90 + "某数3" + "乙" * 90 + "另一数4" + "丙" * 90
    a, b = text.index("某"), text.index("另")
    parts = quoted_sentence(text, (Span(a, a + 3), Span(b, b + 4)))
    told = "".join(t for t, _ in parts)
    assert told.startswith("…甲")
    assert told.endswith("丙…")
    assert "……" in told
    assert len(told) < 160
    assert [t for t, hit in parts if hit] == ["某数3", "另一数4"]


def test_the_list_and_the_sheet_for_answers() -> None:
    from openpyxl import load_workbook

    rows = [sent(k, MAIL, HEAD, f"{LETTER_NAMES[k]}.docx") for k in KINDS]
    book = letters_list(rows)
    assert book == letters_list(rows)
    listed = list(load_workbook(BytesIO(book)).worksheets[0].values)
    assert [r[2] for r in listed[1:]] == list(LETTER_NAMES.values())
    assert listed[2][5] == "《一校一策》"
    answers = answers_book([MAIL, replace(MAIL, to="别处", ask=())], {"F0A1B2C3D": "ab" * 32})
    assert answers == answers_book([MAIL], {"F0A1B2C3D": "ab" * 32})
    found = list(load_workbook(BytesIO(answers)).worksheets[0].values)
    assert found[1][0] == "F0A1B2C3D"
    assert found[1][5] == "第3段：全县有小学【12所】、初中【5所】，共18所。"
    assert found[1][6:8] == (None, None)
    assert found[1][8] == mark("ab" * 32, quoted(MAIL.ask[0]))
    assert quoted_mark("一 二\n三") == quoted_mark("一二三") != quoted_mark("一二四")
