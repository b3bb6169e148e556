"""An editor's table against a plan: what it changes, which rows are refused, and that a table given back unchanged changes nothing."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jingyan.app.arrange import Differences, differences, todays
from jingyan.app.arrangement_table import Typed, read_table
from jingyan.model.arrangement import Arrangement, Line, Placing
from jingyan.model.problem import JingyanError
from jingyan.render.arrangement import arrangement_book

PARTS = ("文件篇", "总结篇", "经验篇")


def line(number: int, **more: object) -> Line:
    given: dict[str, object] = {
        "id": f"来稿/{number}.txt#1", "code": f"A{number:08X}", "content": f"{number:064x}"[::-1], "kept": True, "part": "经验篇", "group": "",
        "order": number, "title": f"题目{number}号", "short": "", "organisation": f"第{number}县教育局", "reason": "", "note": "",
        "source": f"来稿/{number}.txt", "label": "1", "characters": 900, "genre": "经验", "cluster": 0, "own_title": f"题目{number}号",
    }  # fmt: skip
    return Line(**(given | more))  # type: ignore[arg-type]


LINES = (*(line(n) for n in range(1, 7)), line(7, kept=False, order=0, reason="与《题目1号》雷同"))


def typed(lines: tuple[Line, ...], tmp_path: Path) -> tuple[Typed, ...]:
    file = tmp_path / "编排.xlsx"
    file.write_bytes(arrangement_book(lines, PARTS, title="试"))
    rows, problems = read_table(file)
    assert problems == ()
    return rows


def wanting(rows: tuple[Typed, ...], lines: tuple[Line, ...] = LINES, kept: Arrangement | None = None) -> Differences:
    parts = tuple(dict.fromkeys((*PARTS, *(x.part for x in lines))))
    return differences(rows, lines, parts, kept or Arrangement(), "编排.xlsx")


def edited(rows: tuple[Typed, ...], **cells: dict[str, str]) -> tuple[Typed, ...]:
    """`cells` by "r2" (the row's number in the file)."""
    return tuple(replace(r, cells={**r.cells, **cells.get(f"r{r.number}", {})}) for r in rows)


def test_a_table_given_back_unchanged_changes_nothing(tmp_path: Path) -> None:
    odd = (
        line(1, title="=SUM(A1)", short="-短", note="+备注"),
        line(2, title="“双引号”与_x0041_下划线", organisation="", group="（一）"),
        line(3, title="1", part="新编", kept=True, order=1),
        line(4, kept=False, order=0, reason="理由\n两行", part="总结篇"),
    )
    for lines in (LINES, odd):
        found = wanting(typed(lines, tmp_path), lines)
        assert (found.changes, found.problems, found.worth_keeping) == ((), (), False)


TITLES = st.text("教育均衡发展经验(一)、:“”ABC 12=+-@_x00;,'\"", min_size=1, max_size=20).filter(str.strip)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(TITLES, TITLES, st.booleans(), st.sampled_from(["", "（一）", "城区"])), min_size=1, max_size=8)
)
def test_any_plan_written_and_read_back_changes_nothing(rows: list[tuple[str, str, bool, str]]) -> None:
    from jingyan.model.source import RawFile
    from jingyan.readers.sheets import read_rows
    from jingyan.zh.widths import widen

    lines = tuple(
        line(n, title=widen(" ".join(t.split()))[0], note=" ".join(note.split()), kept=kept, order=n if kept else 0, group=group)
        for n, (t, note, kept, group) in enumerate(sorted(rows, key=lambda r: r[3]), 1)
    )  # fmt: skip
    cells, _ = read_rows(RawFile("x.xlsx", arrangement_book(lines, PARTS, title="试")))
    assert len(cells) == len(lines) + 1
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        found = wanting(typed(lines, Path(folder)), lines)
    assert [c for c in found.changes if c.what != "在经验篇的次序"] == []
    assert found.problems == ()


def orders(found: Differences) -> list[int]:
    placed = sorted((p for p in found.arrangement.placings if p.order), key=lambda p: p.order or 0)
    return [int(p.id.removeprefix("来稿/").removesuffix(".txt#1")) for p in placed]


@pytest.mark.parametrize(
    ("cells", "wanted", "moves"),
    [
        ({"r6": {"order": "2"}}, [1, 5, 2, 3, 4, 6], 1),
        ({"r3": {"order": "5"}}, [1, 3, 4, 5, 2, 6], 1),
        ({"r3": {"order": "4.5"}}, [1, 3, 4, 2, 5, 6], 1),
        ({"r7": {"order": "0"}}, [6, 1, 2, 3, 4, 5], 1),
        ({"r2": {"order": "第三"}}, [2, 3, 1, 4, 5, 6], 1),
        ({"r2": {"order": "6"}, "r7": {"order": "1"}}, [6, 2, 3, 4, 5, 1], 2),
        ({"r4": {"order": "2"}, "r3": {"order": "3"}}, [1, 3, 2, 4, 5, 6], 1),
        ({"r8": {"keep": "收", "order": "1"}}, [7, 1, 2, 3, 4, 5, 6], 1),
        ({"r3": {"order": "3"}}, [1, 3, 2, 4, 5, 6], 1),
    ],
)
def test_numbers_say_where_a_piece_goes_and_the_same_table_twice_wants_the_same(
    cells: dict[str, dict[str, str]], wanted: list[int], moves: int, tmp_path: Path
) -> None:
    rows = edited(typed(LINES, tmp_path), **cells)
    found = wanting(rows)
    assert orders(found) == wanted
    assert sum(c.what == "在经验篇的次序" for c in found.changes) == moves
    by_id = {x.id: x for x in LINES}
    after = tuple(replace(by_id[f"来稿/{n}.txt#1"], order=place, kept=True) for place, n in enumerate(wanted, 1))
    again = wanting(rows, (*after, *(x for x in LINES if x.id not in {a.id for a in after})), found.arrangement)
    assert again.changes == ()


def test_a_table_without_numbers_is_ordered_by_its_rows(tmp_path: Path) -> None:
    rows = tuple(
        replace(r, cells={k: v for k, v in r.cells.items() if k not in ("order", "base")})
        for r in typed(LINES, tmp_path)
    )
    assert wanting(rows).changes == ()
    assert orders(wanting((rows[2], rows[0], rows[1], *rows[3:]))) == [3, 1, 2, 4, 5, 6]


def test_rows_moved_about_change_nothing_where_numbers_are_given(tmp_path: Path) -> None:
    assert wanting(tuple(reversed(typed(LINES, tmp_path)))).changes == ()


@pytest.mark.parametrize(
    ("cells", "words", "whole"),
    [
        ({"code": "AFFFFFFFF", "content": "", "source": ""}, "没有编号是 AFFFFFFFF", True),
        ({"code": "", "content": "", "source": "没有的.txt"}, "来稿里没有“没有的.txt”", True),
        ({"code": "", "content": "", "source": "", "title": "没有的题目"}, "没有题目是", True),
        ({"code": "", "content": "", "source": "", "title": ""}, "不知道是哪一篇", True),
        ({"code": "A00000001", "content": "", "source": ""}, "同一篇", True),
        ({"order": "头一篇"}, "次序“头一篇”不是数", False),
        ({"order": "-1"}, "次序“-1”不是数", False),
        ({"order": "3;4"}, "不是数", False),
        ({"title": ""}, "题目空着", False),
        ({"title": "长" * 300}, "太长", False),
        ({"short": "长" * 300}, "太长", False),
        ({"keep": "待定"}, "只能写收或不收", False),
        ({"keep": ""}, "“收/不收”空着", False),
        ({"part": ""}, "编空着", False),
        ({"part": "经验编"}, "是不是“经验篇”", False),
        ({"part": "经验材料篇"}, "是不是“经验篇”", False),
    ],
)
def test_a_faulty_row_is_explained_and_the_others_still_count(
    cells: dict[str, str], words: str, whole: bool, tmp_path: Path
) -> None:
    rows = edited(typed(LINES, tmp_path), r3=cells, r5={"title": "新的题目"})
    found = wanting(rows)
    refused = [p for p in found.problems if p.code == "plan.row"]
    assert len(refused) == 1
    assert words in refused[0].message
    assert "第3行" in refused[0].message
    assert refused[0].source == "编排.xlsx"
    assert ("没有用:" in refused[0].message) == whole
    assert [c.after for c in found.changes] == ["新的题目"]


def test_other_parts_groups_titles_and_reasons_are_taken_over(tmp_path: Path) -> None:
    rows = edited(
        typed(LINES, tmp_path),
        r2={"part": "二、典型篇", "group": "1"},
        r3={"part": "典型篇", "group": "(二)"},
        r4={"keep": "不收", "reason": "另行刊发"},
        r5={"title": "新题(试行)", "short": "短题", "organisation": ""},
        r6={"keep": "×"},
        r8={"keep": "收录", "note": "请核对"},
    )
    found = wanting(rows)
    assert found.arrangement.parts == ("文件篇", "典型篇", "总结篇", "经验篇")
    said = {p.id[3]: p for p in found.arrangement.placings}
    assert (said["1"].part, said["1"].group, said["2"].part, said["2"].group) == (
        "典型篇",
        "（一）",
        "典型篇",
        "（二）",
    )
    assert (said["3"].keep, said["3"].reason) == (False, "另行刊发")
    assert (said["4"].title, said["4"].short, said["4"].organisation) == ("新题（试行）", "短题", "")
    assert (said["5"].keep, said["7"].keep, said["7"].note) == (False, True, "请核对")
    assert said["6"] == Placing(LINES[5].id, LINES[5].content, group="", order=said["6"].order)
    assert sorted(p.code for p in found.problems) == ["plan.new_part", "plan.no_reason"]


def test_a_new_part_for_one_piece_needs_a_name_of_its_own_or_the_word_new(tmp_path: Path) -> None:
    rows = typed(LINES, tmp_path)
    assert wanting(edited(rows, r2={"part": "新:经验编"})).arrangement.parts == (*PARTS, "经验编")
    assert wanting(edited(rows, r2={"part": "附录"})).arrangement.parts == (*PARTS, "附录")
    two = wanting(edited(rows, r2={"part": "经验编"}, r3={"part": "经验编"}))
    assert two.arrangement.parts == (*PARTS, "经验编")


def test_what_was_said_before_stays_and_what_is_left_alone_stays_the_programs(tmp_path: Path) -> None:
    kept = Arrangement((Placing(LINES[0].id, LINES[0].content, title="早先的题目", order=1),))
    lines = (replace(LINES[0], title="早先的题目"), *LINES[1:])
    found = wanting(edited(typed(lines, tmp_path), r3={"title": "新的题目"}), lines, kept)
    said = {p.id: p for p in found.arrangement.placings}
    assert (said[LINES[0].id].title, said[LINES[1].id].title, said[LINES[2].id].title) == (
        "早先的题目",
        "新的题目",
        None,
    )
    assert said[LINES[6].id].keep is None  # left out as a copy: what is found later still counts


def test_pieces_that_the_table_lacks_stay_and_are_told_in_one_sentence(tmp_path: Path) -> None:
    found = wanting(typed(LINES, tmp_path)[:4])
    assert found.changes == ()
    assert [(p.code, "3 篇" in p.message) for p in found.problems] == [("plan.unlisted", True)]


def test_pieces_are_known_by_words_file_and_title_as_well_as_by_code(tmp_path: Path) -> None:
    rows = typed(LINES, tmp_path)
    for cells in (
        {"code": "", "content": rows[2].cells["content"], "source": ""},
        {"code": "", "content": "", "source": "别处/3.txt"},
        {"code": "", "content": "", "source": "3"},
        {"code": "", "content": "", "source": "3.txt#1"},
        {"code": "AAAAAAAAA", "content": rows[2].cells["content"], "source": "改名.txt"},
    ):
        found = wanting(edited(rows, r4={**cells, "title": "新的题目"}))
        assert [(c.id, c.after) for c in found.changes] == [(LINES[2].id, "新的题目")], cells
    by_title = wanting(edited(rows, r4={"code": "", "content": "", "source": "", "organisation": "新单位"}))
    assert [(c.id, c.after) for c in by_title.changes] == [(LINES[2].id, "新单位")]


def test_an_arrangement_follows_the_words_and_tells_when_they_have_changed() -> None:
    kept = Arrangement(tuple(Placing(f"{n}#1", f"h{n}", title=f"t{n}") for n in "abc"))
    now, told = todays(kept, {"a#1": "h9", "x#1": "hb", "d#1": "hd"})
    assert [(p.id, p.title) for p in now.placings] == [("a#1", "ta"), ("x#1", "tb")]
    assert [(p.code, p.source) for p in told] == [("plan.changed", "a")]


def test_two_pieces_with_the_same_words_are_told_apart_by_their_ids() -> None:
    kept = Arrangement((Placing("a#1", "h", title="甲"), Placing("b#1", "h", title="乙")))
    now, told = todays(kept, {"b#1": "h", "a#1": "h"})
    assert {p.id: p.title for p in now.placings} == {"a#1": "甲", "b#1": "乙"}
    assert told == ()


def test_a_table_of_ones_own_names_a_part_and_a_group_once(tmp_path: Path) -> None:
    file = tmp_path / "编排.csv"
    text = "某某汇编目录\n编,组,题目,单位\n总结篇,,题目2号,第2县教育局\n,一,题目1号,第1县人民政府\n,,题目5号,\n经验篇,,题目3号,\n"
    file.write_text(text, encoding="utf-8")
    rows, _ = read_table(file)
    found = wanting(rows)
    said = {p.id[3]: p for p in found.arrangement.placings}
    assert [(said[n].part, said[n].group, said[n].order) for n in "215"] == [
        ("总结篇", "", 1), ("总结篇", "（一）", 2), ("总结篇", "（一）", 3),
    ]  # fmt: skip
    assert (said["1"].organisation, said["3"].organisation, said["3"].part) == ("第1县人民政府", "", None)
    assert said["3"].group == ""


def test_a_table_that_is_none_is_told_once_and_a_missing_one_stops(tmp_path: Path) -> None:
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(b"PK\x03\x04broken")
    rows, problems = read_table(broken)
    assert rows == ()
    assert [p.code for p in problems] == ["table.unreadable"]
    other = tmp_path / "通讯录.csv"
    other.write_text("姓名,电话\n张三,1\n", encoding="utf-8")
    rows, problems = read_table(other)
    assert [(p.code, rows) for p in problems] == [("table.heading", ())]
    with pytest.raises(JingyanError, match="没有这个文件"):
        read_table(tmp_path / "无.xlsx")


def test_a_table_that_is_open_elsewhere_is_read_as_it_was_saved(tmp_path: Path) -> None:
    (tmp_path / "~$编排.xlsx").write_bytes(b"\0" * 165)
    file = tmp_path / "编排.xlsx"
    file.write_bytes(arrangement_book(LINES, PARTS, title="试"))
    rows, problems = read_table(file)
    assert len(rows) == len(LINES)
    assert [p.code for p in problems] == ["plan.open"]


def test_a_table_that_another_program_holds_gets_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "编排.xlsx"
    file.write_bytes(b"x")

    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "in use")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(JingyanError, match=r"可能正被别的程序占用.*保存并关闭"):
        read_table(file)


def test_the_workbook_has_choices_a_frozen_heading_colours_and_instructions() -> None:
    from openpyxl import load_workbook

    data = arrangement_book(LINES, (*PARTS, "带,逗号的编"), title="试")
    assert data == arrangement_book(LINES, (*PARTS, "带,逗号的编"), title="试")
    book = load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["编排", "说明"]
    page = book["编排"]
    assert page.freeze_panes == "B2"
    choices = {str(v.sqref): (v.formula1, v.showErrorMessage) for v in page.data_validations.dataValidation}
    assert choices["B2:B8"] == ('"收,不收"', True)
    assert choices["C2:C8"] == ('"文件篇,总结篇,经验篇,带，逗号的编"', False)
    heads = {c.value: c for c in page[1]}
    coloured = {str(name) for name, c in heads.items() if c.fill.fgColor.rgb == "00FFE699"}
    assert coloured == {"收/不收", "编", "组", "次序", "题目", "目录短题", "单位", "理由", "备注"}
    assert page["F2"].fill.fgColor.rgb == "00FFF8E1"
    assert page["A2"].fill.fgColor.rgb == "00000000"
    assert "plan --from" in str(book["说明"]["B2"].value)
