"""Letters from a folder and from a workspace: who gets which, what is never overwritten, and answers that come back."""

import json
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from jingyan.app import project
from jingyan.app.answers import SYNONYMS, Answers, answer_verdict, take_answers
from jingyan.app.arranging import plan_workspace
from jingyan.app.collect import find_files
from jingyan.app.deciding import settle
from jingyan.app.letter_homes import homes
from jingyan.app.letters import (
    ANSWERS,
    LIST,
    Letters,
    LetterSettings,
    letter_kinds,
    letters_of_paths,
    letters_of_workspace,
)
from jingyan.app.plan import Imprint
from jingyan.model.decision import FINDING_VERDICTS, finding_code
from jingyan.model.problem import JingyanError
from tests.walk.submissions import EXPERIENCE, RENAMED, SUMMARY

FAULTY = """梅岭县控辍保学自查报告
梅岭县教育局
全县有小学14所、初中6所、高中2所,共23所学校,在校学生9100人。
由300人减少到350人的教学点,今年选派教师46名,其中骨干教师64名。
近三年投入***万元改造食堂,教师平均年龄139岁。
""" + "各乡镇每月碰一次头,把没有到校的孩子一个一个找回来,把帮扶的办法一条一条写下来。送教的老师轮流上门,家长慢慢放了心。\n"  # fmt: skip
QUICK = LetterSettings(sender="编辑组", date="2024年12月2日", due="2024年12月16日", pages="estimate")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    new = tmp_path / "来稿"
    new.mkdir()
    (new / "白鹭县.txt").write_text(EXPERIENCE, encoding="utf-8")
    (new / "鹤汀县.txt").write_text(RENAMED, encoding="utf-8")
    (new / "松岭县.txt").write_text(SUMMARY, encoding="utf-8")
    (new / "梅岭县.txt").write_text(FAULTY, encoding="utf-8")
    (new / "梅岭县附件.docx").write_bytes(b"PK\x03\x04" + b"\0" * 40)
    (new / "不知谁的.jpg").write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\0" * 400)
    (new / "心得.txt").write_text("一点心得\n写得很短,没有落款。\n", encoding="utf-8")
    return new


@pytest.fixture
def home(tmp_path: Path, folder: Path) -> Path:
    new = tmp_path / "工作区"
    project.start(new, Imprint("试验汇编", organizer="片区编辑组"), "jiangxi")
    project.add([folder], new)
    return new


def written(folder: Path, out: Path, settings: LetterSettings = QUICK, **more: Any) -> Letters:
    return letters_of_paths([folder], settings, out, imprint=Imprint("试验汇编"), **more)


def by_unit(made: Letters) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for s in made.letters:
        found.setdefault(s.to, []).append(s.kind)
    return found


def words(file: Path) -> str:
    from docx import Document

    document = Document(str(file))
    cells = [c.text for t in document.tables for r in t.rows for c in r.cells]
    return "\n".join([p.text for p in document.paragraphs] + cells)


def test_every_unit_gets_what_concerns_it(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "函"
    made = written(folder, out)
    assert by_unit(made) == {
        "“心得.txt”报送单位": ["amend", "adopt"],
        "松岭县教育体育局": ["amend", "adopt"],
        "梅岭县教育局": ["amend", "ask", "adopt"],
        "白鹭县教育体育局": ["amend", "adopt"],
        "鹤汀县教育体育局": ["return"],
        "“不知谁的.jpg”报送单位": ["amend"],
    }  # fmt: skip
    amend = words(out / "补正通知_梅岭县教育局.docx")
    assert "梅岭县附件.docx\n文件已损坏，打不开。" in amend
    assert "有 1 处没有填写：第5段“近三年投入***万元改造食堂”。请补填。" in amend
    ask = words(out / "核实函_梅岭县教育局.docx")
    assert "14+6+2=22所，文中写23所" in ask
    assert "第3段：全县有小学14所、初中6所、高中2所,共23所学校,在校学生9100人。" in ask
    assert "139岁" in ask
    assert "未填写" not in ask  # that is asked for by the other letter
    assert "没有写明单位。" in words(out / "补正通知_心得.txt报送单位.docx")
    assert made.stale == ()


def test_one_signature_does_not_claim_a_whole_collection(folder: Path, tmp_path: Path) -> None:
    book = "\n".join(
        f"第{n}篇:第{n}篇经验材料\n{EXPERIENCE.partition(chr(10))[2].partition(chr(10))[2]}" for n in "一二三四"
    )
    (folder / "鹤汀县.txt").unlink()
    (folder / "白鹭县.txt").write_text(book.replace("材料\n", "材料\n白鹭县教育体育局\n", 1), encoding="utf-8")
    made = by_unit(written(folder, tmp_path / "函"))
    assert "“白鹭县.txt”报送单位" in made


def test_what_is_given_back_names_no_other_unit_unless_wanted(folder: Path, tmp_path: Path) -> None:
    written(folder, tmp_path / "甲")
    text = words(tmp_path / "甲" / "退稿函_鹤汀县教育体育局.docx")
    assert "白鹭县" not in text
    assert "该稿与另一单位报送的材料有 1 处文字相同或相近，相同部分占该稿的 " in text
    assert "其中最长的一处在第3段，自“鹤汀县地处库区,学校分散……”" in text
    written(folder, tmp_path / "乙", replace(QUICK, name_others=True, kinds=("return",)))
    named = words(tmp_path / "乙" / "退稿函_鹤汀县教育体育局.docx")
    assert "该稿与白鹭县教育体育局报送的《让山里的课堂亮起来》" in named


def test_no_letter_names_another_unit(folder: Path, tmp_path: Path) -> None:
    more = (
        EXPERIENCE
        + "四、让家长进课堂\n白鹭县的家长每月来听一次课。白鹭县各校开门迎客,听了课就坐下来谈,谈出来的办法写进下个月的安排。\n"
    )
    (folder / "白鹭县.txt").write_text(more, encoding="utf-8")
    forgotten = more.replace("白鹭县", "鹤汀县").replace("鹤汀县各校", "白鹭县各校").replace("37个", "29个")
    (folder / "鹤汀县.txt").write_text(forgotten, encoding="utf-8")
    out = tmp_path / "函"
    made = written(folder, out, LetterSettings(severity="info", pages="estimate"))
    names = ("白鹭县教育体育局", "鹤汀县教育体育局", "松岭县教育体育局", "梅岭县教育局")
    for s in made.letters:
        text = words(out / s.file)
        assert [n for n in names if n in text and n != s.to] == [], s.file
    assert by_unit(made)["鹤汀县教育体育局"] == ["return"]  # nothing is asked about a piece that is given back


def test_adopted_pieces_have_part_and_page(folder: Path, tmp_path: Path) -> None:
    written(folder, tmp_path / "函")
    text = words(tmp_path / "函" / "采用通知_白鹭县教育体育局.docx")
    assert "让山里的课堂亮起来\n经验篇\n第 " in text
    assert "表中页码是排版前的估计" in text


def test_kinds_and_units_can_be_chosen(folder: Path, tmp_path: Path) -> None:
    some = written(folder, tmp_path / "函", replace(QUICK, kinds=letter_kinds(["补正,退稿函"]), units=("梅岭", "鹤汀")))
    assert by_unit(some) == {"梅岭县教育局": ["amend"], "鹤汀县教育体育局": ["return"]}
    assert letter_kinds([]) == ("amend", "ask", "return", "adopt")
    assert letter_kinds(["采用通知", "ask"]) == ("ask", "adopt")
    with pytest.raises(JingyanError, match="没有这种函件"):
        letter_kinds(["催稿"])
    with pytest.raises(JingyanError, match=r"没有要给这个单位的函件.*松岭县教育体育局"):
        written(folder, tmp_path / "函", replace(QUICK, units=("火星",)))


def test_equal_runs_write_equal_bytes_and_edited_letters_are_kept(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "函"
    first = {w.path.name: w.sha256 for w in written(folder, out).outputs}
    assert {w.path.name: w.sha256 for w in written(folder, out).outputs} == first
    edited = out / "核实函_梅岭县教育局.docx"
    edited.write_bytes(edited.read_bytes() + b"by hand")
    again = written(folder, out, replace(QUICK, due="2025年1月5日"))
    new = next(w for w in again.outputs if w.name == edited.name)
    assert new.path.name == "核实函_梅岭县教育局(2).docx"
    assert "没有覆盖" in new.note
    assert edited.read_bytes().endswith(b"by hand")
    untouched = next(w for w in again.outputs if w.name == "补正通知_梅岭县教育局.docx")
    assert untouched.path.name == untouched.name
    assert "2025年1月5日" in words(untouched.path)


def test_the_list_holds_the_letters_of_several_runs(folder: Path, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    out = tmp_path / "函"
    written(folder, out, replace(QUICK, kinds=("ask",)))
    written(folder, out, replace(QUICK, kinds=("return",)))
    rows = list(load_workbook(out / LIST).worksheets[0].values)[1:]
    assert {r[2] for r in rows} == {"核实函", "退稿函"}
    (folder / "鹤汀县.txt").unlink()
    made = written(folder, out)
    assert made.stale == ("退稿函_鹤汀县教育体育局.docx",)
    assert (out / made.stale[0]).exists()


def test_letters_are_no_submissions(folder: Path) -> None:
    written(folder, folder / "函件")
    files, skipped = find_files([folder])
    assert not any("函件" in str(f.relative_to(folder)) for f in files)
    assert any(s.reason == "本工具写的函件" for s in skipped)


def test_a_faulty_template_stops_before_anything_is_written(folder: Path, tmp_path: Path) -> None:
    from jingyan.render.docx_plain import Run, document, paragraph

    own = tmp_path / "模板"
    own.mkdir()
    (own / "退稿函.docx").write_bytes(document([paragraph((Run("给{{ letter.too }}"),))], title="x"))
    with pytest.raises(JingyanError, match=r"退稿函.*letter\.to"):
        written(folder, tmp_path / "函", replace(QUICK, templates=own))
    assert not (tmp_path / "函").exists()
    (own / "退稿函.docx").write_bytes(document([paragraph((Run("给{{ letter.to }}"),))], title="x"))
    written(folder, tmp_path / "函", replace(QUICK, templates=own, kinds=("return",)))
    assert words(tmp_path / "函" / "退稿函_鹤汀县教育体育局.docx") == "给鹤汀县教育体育局"
    with pytest.raises(JingyanError, match="没有这个文件夹"):
        written(folder, tmp_path / "函", replace(QUICK, templates=tmp_path / "没有"))


# ---- whose file is it ------------------------------------------------------------------------------------------------

KNOWN = {
    "a/1.docx": "白鹭县教育体育局",
    "b/1.docx": "鹤汀县教育局",
    "2.docx": "鹤汀县第一小学",
    "b/3.docx": "鹤汀县教育局",
}


@pytest.mark.parametrize(
    ("path", "unit"),
    [
        ("白鹭县教育体育局扫描.pdf", "白鹭县教育体育局"),
        ("白鷺縣教育體育局掃描.pdf", "白鹭县教育体育局"),
        ("白鹭县经验(盖章).pdf", "白鹭县教育体育局"),
        ("鹤汀县经验.pdf", None),  # two units bear the place
        ("白鹭县/附件2.jpg", "白鹭县教育体育局"),
        ("a/附件.jpg", "白鹭县教育体育局"),  # its neighbours
        ("b/附件.jpg", "鹤汀县教育局"),
        ("附件.jpg", None),
        ("青州县教育局总结.doc", "青州县教育局"),
    ],
)
def test_whose_file_it_is(path: str, unit: str | None) -> None:
    assert homes([path], KNOWN).get(path) == unit


def test_a_pattern_of_file_names_comes_first() -> None:
    assert homes(["白鹭县教体局_鹤汀县纪行.pdf"], KNOWN, ["{单位}_{题名}"]) == {
        "白鹭县教体局_鹤汀县纪行.pdf": "白鹭县教体局"
    }
    assert homes(["白鹭县教育体育局_鹤汀县纪行.pdf"], KNOWN, ["{单位}_{题名}"]) == {
        "白鹭县教育体育局_鹤汀县纪行.pdf": "白鹭县教育体育局"
    }


# ---- answers ---------------------------------------------------------------------------------------------------------


def sheet(home: Path, changes: dict[int, dict[str, str | None]]) -> Path:
    """The sheet with rows (from 1) filled in."""
    from openpyxl import load_workbook

    book = load_workbook(home / "输出" / "函件" / ANSWERS)
    page = book.worksheets[0]
    heads = [c.value for c in page[1]]
    for number, cells in changes.items():
        for name, value in cells.items():
            page.cell(number + 1, heads.index(name) + 1).value = value
    file = home.parent / "填好.xlsx"
    book.save(file)
    return file


def rows(home: Path) -> list[dict[str, Any]]:
    from openpyxl import load_workbook

    values = list(load_workbook(BytesIO((home / "输出" / "函件" / ANSWERS).read_bytes())).worksheets[0].values)
    return [dict(zip(map(str, values[0]), r, strict=True)) for r in values[1:]]


def take(home: Path, changes: dict[int, dict[str, str | None]], **more: Any) -> Answers:
    return take_answers(home, [sheet(home, changes)], **more)


def reasons(taken: Answers) -> list[str]:
    return [p.sentence for p in taken.problems]


def test_questions_are_in_the_sheet_with_their_codes(home: Path) -> None:
    letters_of_workspace(home, QUICK)
    asked = rows(home)
    collected = project.read_stage(project.open_workspace(home))
    findings = {finding_code(f) for f in project.check_stage(project.open_workspace(home), collected)}
    assert {r["编号"] for r in asked} <= findings
    assert {r["单位"] for r in asked} >= {"梅岭县教育局"}
    assert all(r["单位答复"] is None and r["处理意见"] is None for r in asked)


def test_answers_become_decisions_and_are_not_asked_again(home: Path) -> None:
    before = letters_of_workspace(home, QUICK)
    asked = rows(home)
    mine = [i for i, r in enumerate(asked, 1) if r["单位"] == "梅岭县教育局"]
    assert len(mine) >= 3
    taken = take(home, {mine[0]: {"单位答复": "共22所,“23”是笔误", "处理意见": "已改正。"}, mine[1]: {"处理意见": "不用改"}, **{i: {"处理意见": "无误"} for i in mine[2:]}}, by="李编辑")  # fmt: skip
    assert [(d.verdict, d.note, d.made_by) for d in taken.recorded] == [
        ("corrected", "共22所,“23”是笔误", "李编辑"), ("leave", "", "李编辑"), *(("verified", "", "李编辑") for _ in mine[2:]),
    ]  # fmt: skip
    assert (taken.known, taken.waiting, taken.refused) == (0, len(asked) - len(mine), 0)
    again = take_answers(home, [home.parent / "填好.xlsx"])
    assert (len(again.recorded), again.known) == (0, len(mine))
    after = letters_of_workspace(home, QUICK)
    assert "ask" in by_unit(before)["梅岭县教育局"]
    assert "ask" not in by_unit(after)["梅岭县教育局"]
    assert after.stale == ("核实函_梅岭县教育局.docx",)


def test_rows_that_cannot_be_taken_are_explained_and_stop_nothing(home: Path) -> None:
    letters_of_workspace(home, LetterSettings(severity="info", pages="estimate"))
    asked = rows(home)
    assert len(asked) >= 3
    mine = [i for i, r in enumerate(asked, 1) if r["单位"] == "梅岭县教育局"]
    first, second, third = mine[:3]
    taken = take(
        home,
        {
            first: {"单位答复": "无误", "处理意见": "属实"},
            second: {"单位答复": "改了", "处理意见": "看着办"},
            third: {"单位答复": "改成22所", "处理意见": "已更正", "原文": "全县有小学14所"},
        },
    )
    assert [d.subject for d in taken.recorded] == [asked[first - 1]["编号"]]
    told = "\n".join(reasons(taken))
    assert (
        f"填好.xlsx:第{second + 1}行 {asked[second - 1]['编号']}没有记:看不懂处理意见“看着办”。可以写:已核实无误、已更正、不用改。"
        in told
    )
    assert f"第{third + 1}行" in told
    assert "“原文”一栏被改动过" in told
    unknown = take(home, {1: {"编号": "F00000000", "处理意见": "已更正"}, 2: {"编号": "甲", "处理意见": "已更正"}, 3: {"编号": None, "处理意见": "已更正"}})  # fmt: skip
    assert unknown.refused == 3
    assert "没有这个编号" in reasons(unknown)[0]
    assert "“甲”不是核校意见的编号" in reasons(unknown)[1]
    assert "没有写编号" in reasons(unknown)[2]
    silent = take(home, {second: {"单位答复": "是22所"}})
    assert "写了单位答复,没有写处理意见" in reasons(silent)[0]


def test_an_answer_to_a_text_that_has_changed_is_refused(home: Path, folder: Path) -> None:
    letters_of_workspace(home, QUICK)
    mine = next(i for i, r in enumerate(rows(home), 1) if "139岁" in str(r["原文"]))
    (home / "原稿" / "梅岭县.txt").unlink()
    (folder / "梅岭县.txt").write_text(FAULTY.replace("改造食堂", "改造食堂和浴室"), encoding="utf-8")
    project.add([folder / "梅岭县.txt"], home)
    taken = take(home, {mine: {"处理意见": "已核实无误"}})
    assert (len(taken.recorded), taken.refused) == (0, 1)
    assert "出函以后来稿的原文变了" in reasons(taken)[0]


def test_two_units_that_answer_the_same_question_differently_are_told(home: Path) -> None:
    letters_of_workspace(home, QUICK)
    asked = rows(home)
    twice = {1: {"处理意见": "已更正"}, 2: {"编号": asked[0]["编号"], "处理意见": "不用改", "原文": asked[0]["原文"], "校验": asked[0]["校验"]}}  # fmt: skip
    taken = take(home, twice)
    assert (len(taken.recorded), taken.refused) == (0, 2)
    assert "第2行、第3行对同一条写了不同的处理意见" in reasons(taken)[0]
    twice[1] = {"处理意见": "不用改", "单位答复": "照旧"}
    twice[2] |= {"单位答复": "同意"}
    (made,) = take(home, twice).recorded
    assert made.note == f"{asked[0]['单位']}:照旧;{asked[1]['单位']}:同意"


def test_other_tables_are_refused_as_a_whole(home: Path, tmp_path: Path) -> None:
    letters_of_workspace(home, QUICK)
    file = tmp_path / "别的.csv"
    file.write_text("甲,乙\n1,2\n", encoding="utf-8")
    taken = take_answers(home, [file])
    assert [p.code for p in taken.problems] == ["table.heading"]
    file.write_text(f"编号,答复,处理意见\n{rows(home)[0]['编号'].lower()},照原文,不用改\n", encoding="utf-8")
    assert [d.verdict for d in take_answers(home, [file]).recorded] == ["leave"]


def test_words_for_verdicts() -> None:
    for verdict, known in {**FINDING_VERDICTS}.items():
        for word in (*known, *SYNONYMS[verdict], verdict):
            assert answer_verdict(f" {word} ") == verdict
            assert word.isascii() or answer_verdict(f"{word}。") == verdict
            assert answer_verdict(word) == verdict
    for word in ("", "是", "待定", "请再核", "不对"):
        assert answer_verdict(word) is None
    every = [w for v in FINDING_VERDICTS for w in (*FINDING_VERDICTS[v], *SYNONYMS[v])]
    assert len(every) == len(set(every))


def test_a_workspace_without_letters_to_write(tmp_path: Path) -> None:
    home = tmp_path / "空"
    project.start(home, Imprint("汇编"), "jiangxi")
    file = tmp_path / "松岭县.txt"
    file.write_text(SUMMARY, encoding="utf-8")
    project.add([file], home)
    made = letters_of_workspace(home, LetterSettings(kinds=("return",)))
    assert (made.letters, made.outputs) == ((), ())


def test_a_piece_that_the_editor_calls_a_copy_is_given_back(home: Path) -> None:
    settle(home, "松岭县.txt", "退稿")
    made = letters_of_workspace(home, QUICK)
    assert "return" in by_unit(made)["松岭县教育体育局"]
    text = words(home / "输出" / "函件" / "退稿函_松岭县教育体育局.docx")
    assert "该稿与其他材料内容重复。" in text


def test_what_was_taken_from_last_years_volume_is_given_back(folder: Path, tmp_path: Path) -> None:
    from jingyan.app.against import Against
    from jingyan.app.beside import compare_with
    from jingyan.model.decision import pair_code

    book = tmp_path / "去年" / "旧书.txt"
    book.parent.mkdir()
    book.write_text(SUMMARY.replace("松岭县", "东屏县"), encoding="utf-8")
    home = tmp_path / "工作区"
    project.start(home, Imprint("试验汇编"), "jiangxi")
    project.add([folder / "松岭县.txt", folder / "梅岭县.txt"], home)
    compare_with(home, Against(references=(book.parent,)))
    workspace = project.open_workspace(home)
    (pair,) = project.compare_stage(workspace, project.read_stage(workspace)).pairs
    settle(home, pair_code(pair.left, pair.right), "退稿")
    made = letters_of_workspace(home, QUICK)
    assert by_unit(made)["松岭县教育体育局"] == ["return"]
    text = words(home / "输出" / "函件" / "退稿函_松岭县教育体育局.docx")
    assert "该稿与以往编印的材料有 " in text
    assert "东屏" not in text
    letters_of_workspace(home, replace(QUICK, name_others=True, kinds=("return",)))
    assert "以往编印的东屏县教育体育局《东屏县" in words(home / "输出" / "函件" / "退稿函_松岭县教育体育局.docx")


def test_a_return_within_one_unit_says_so(tmp_path: Path) -> None:
    folder = tmp_path / "来稿"
    folder.mkdir()
    (folder / "初稿.txt").write_text(EXPERIENCE, encoding="utf-8")
    (folder / "再报.txt").write_text(EXPERIENCE.replace("走出了一条自己的路", "走出了一条路"), encoding="utf-8")
    made = written(folder, tmp_path / "函")
    assert by_unit(made) == {"白鹭县教育体育局": ["amend", "return", "adopt"]}
    assert "该稿与同一单位报送的另一份材料《让山里的课堂亮起来》" in words(
        tmp_path / "函" / "退稿函_白鹭县教育体育局.docx"
    )


def test_the_record_names_the_letters(home: Path) -> None:
    made = letters_of_workspace(home, QUICK)
    record = json.loads((home / "输出" / "函件" / "run.json").read_text(encoding="utf-8"))
    assert {o["file"] for o in record["outputs"]} == {w.path.name for w in made.outputs}
    assert [s["file"] for s in record["letters"]] == [s.file for s in made.letters]


def test_the_unit_that_the_editor_gave_a_piece_gets_its_letters(home: Path, tmp_path: Path) -> None:
    plan_workspace(home)
    table = next(home.rglob("编排.xlsx"))
    book = openpyxl.load_workbook(table)
    sheet = book.worksheets[0]
    head = next(row for row in sheet.iter_rows() if any(c.value == "单位" for c in row))
    column = 1 + next(i for i, c in enumerate(head) if c.value == "单位")
    for row in sheet.iter_rows(min_row=int(head[0].row or 0) + 1):
        if any("松岭县" in str(c.value) for c in row):
            row[column - 1].value = "松岭县教育事业发展中心"
    changed = tmp_path / "改.xlsx"
    book.save(changed)
    plan_workspace(home, table=changed)
    made = letters_of_workspace(home, QUICK)
    assert "松岭县教育事业发展中心" in by_unit(made)
