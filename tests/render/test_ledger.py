import io
from dataclasses import replace
from typing import Any

import pytest
from openpyxl import load_workbook

from jingyan.model.decision import VERDICTS, finding_code, pair_code
from jingyan.model.reuse import Comparison
from jingyan.model.source import Source
from jingyan.render import ledger as module
from jingyan.render import ledger_copies as copies_module
from jingyan.render.ledger import ledger
from jingyan.render.workbook import CELL_LIMIT, Column, Sheet, write_workbook
from tests.render.across_material import across
from tests.render.material import Material, hostile, material
from tests.render.reuse_material import reuse_material

NAMES = ["来稿", "篇目", "数据", "举措", "举措对照", "提法", "雷同", "核校"]


def book(m: Material) -> Any:
    return load_workbook(io.BytesIO(data(m)))


def data(m: Material) -> bytes:
    return ledger(m.sources, m.pieces, m.extracts, m.comparison, m.findings, m.problems, m.plan)


def rows(sheet: Any) -> list[dict[str, Any]]:
    head, *body = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in body]


@pytest.fixture(scope="module")
def made() -> Any:
    return book(material())


def test_equal_input_gives_equal_bytes() -> None:
    assert data(material()) == data(material())


def test_every_sheet_has_a_frozen_header_a_filter_and_widths(made: Any) -> None:
    assert made.sheetnames == NAMES
    for sheet in made:
        assert sheet.freeze_panes == ("B2" if sheet.title == "举措对照" else "A2")
        assert sheet.auto_filter.ref.startswith("A1:")
        assert sheet.column_dimensions["A"].width > 5
        assert sheet["A1"].font.bold


def test_sources_tell_state_problem_and_hint(made: Any) -> None:
    found = rows(made["来稿"])
    assert [r["状态"] for r in found] == ["已读取"] * 5 + ["有提示", "未能读取", "未能读取"]
    assert found[2]["字形"] == "繁"
    assert found[2]["编码"] == "utf-8"
    assert found[6]["来稿"] == "来稿/07 加密.docx"
    assert found[6]["办法"] == "请报送单位去除密码后重报。"
    assert len(found[0]["SHA-256"]) == 64


def test_pieces_tell_their_place_their_share_and_offer_a_decision(made: Any) -> None:
    found = rows(made["篇目"])
    assert [r["汇编"] for r in found] == ["经验篇", "未收", "未收", "总结篇", "未收", "经验篇"]
    assert found[1]["未收原因"].startswith("与所收篇目雷同,属换名套用。")
    assert "1号《书香润乡野 阅读助成长》" in found[1]["未收原因"]
    assert found[3]["雷同比例"] == 0.51
    assert [r["簇"] for r in found] == [1, 1, 1, 2, 2, None]
    assert found[3]["体裁"] == "工作总结"
    (choice,) = made["篇目"].data_validations.dataValidation
    assert "发函核实" in choice.formula1
    assert str(choice.sqref) == "N2:N7"


def test_figures_keep_numbers_as_numbers_and_lost_values_empty(made: Any) -> None:
    found = rows(made["数据"])
    assert found[0]["数值"] == 126
    assert found[1]["约数"] == "约"
    assert found[2]["数值"] == "2021—2023"
    assert "【126所】" in found[0]["上下文"]
    assert found[2]["序号"] is None


def test_measures_and_findings_quote_the_text(made: Any) -> None:
    assert rows(made["举措"])[0]["举措"] == "腾出好位置"
    found = rows(made["核校"])
    assert [r["编号"] for r in found] == ["1-1", "2-1", "4-1", "4-2"]
    assert found[2]["程度"] == "差错"
    assert found[2]["有关原文"].count("【") == 3


def test_copies_list_pairs_and_passages(made: Any) -> None:
    found = rows(made["雷同"])
    assert [(r["对"], r["片段"]) for r in found] == [
        (1, None),
        (1, 1),
        (2, None),
        (2, 1),
        (2, 2),
        (2, 3),
        (3, None),
        (3, 1),
    ]
    assert "云溪市 → 澜川县 ×3" in found[2]["替换"]
    assert found[0]["关系"] == "完全相同、繁简"


def test_no_text_becomes_a_formula() -> None:
    made = book(hostile())
    cells = [c for sheet in made for row in sheet.iter_rows() for c in row if isinstance(c.value, str)]
    dangerous = [c for c in cells if c.value[0] in "=+-@"]
    assert len(dangerous) >= 4
    for cell in dangerous:
        assert cell.data_type == "s"
        assert cell.quotePrefix
        assert cell.number_format == "@"


def test_long_texts_are_cut_with_a_word() -> None:
    sheet = Sheet("长", (Column("一", 10), Column("二", 10)), (("字" * 40_000, "_x0041_"),))
    cell = load_workbook(io.BytesIO(write_workbook([sheet], title="长"))).active
    assert cell is not None
    assert len(cell["A2"].value) <= CELL_LIMIT
    assert cell["A2"].value.endswith("字)")
    assert "x0041_" in cell["B2"].value


def test_an_empty_collection_makes_a_workbook() -> None:
    ledger((), (), (), material().comparison.__class__(), (), (), None)
    ledger((Source("空.txt", "", "text", "0"),), (), (), material().comparison.__class__(), (), (), None)


def test_the_shell_of_a_collection_is_no_piece() -> None:
    m = material()
    shell = replace(m.pieces[0], label="0", kind="collection")
    found = rows(book(replace(m, pieces=(shell, *m.pieces)))["篇目"])
    assert len(found) == len(m.pieces) == len(m.plan.entries) + len(m.plan.left_out)
    assert "合集" not in {r["类别"] for r in found}


def test_endless_lists_are_cut_and_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    m = material()
    monkeypatch.setattr(module, "FIGURES_LISTED", 1)
    monkeypatch.setattr(copies_module, "PASSAGES_LISTED", 1)
    monkeypatch.setattr(module, "MEMBERS_LISTED", 1)
    made = book(m)
    figures = rows(made["数据"])
    longest = max(m.extracts, key=lambda e: len(e.figures))
    assert [r["来稿"] for r in figures if "未列出" in r["上下文"]] == [
        e.source for e in m.extracts if len(e.figures) > 1
    ]
    assert any(f"另有 {len(longest.figures) - 1} 个未列出" in r["上下文"] for r in figures)
    assert any("另有 2 处未列出" in (r["左篇原文"] or "") for r in rows(made["雷同"]))
    assert any("处未列出" in r["有关原文"] for r in rows(made["核校"]))


def test_both_shares_the_original_what_does_not_count_and_the_verdict_stand_in_the_reuse_sheet() -> None:
    rich = reuse_material()
    made = load_workbook(
        io.BytesIO(
            ledger(
                rich.sources, rich.pieces, (), rich.comparison, (), (), None,
                references=rich.references, verdicts=rich.verdicts,
            )
        )
    )  # fmt: skip
    pairs = {r["编号"]: r for r in rows(made["雷同"]) if r["片段"] is None}
    renamed = pairs[pair_code(rich.pieces[0].id, rich.pieces[1].id)]
    assert renamed["较可能的原稿"].startswith("1号")
    assert "澜川县" in renamed["依据"]
    assert renamed["处理意见"] == "雷同退稿"
    assert renamed["备注"] == "已电话告知(2026-11-20)"
    quoted = pairs[pair_code(rich.pieces[3].id, rich.pieces[4].id)]
    assert (quoted["左篇见于右篇"], quoted["左篇计入"]) == (0.51, 0)
    assert quoted["较可能的原稿"] == "不能判断"
    assert {r["不计入"] for r in rows(made["雷同"])} == {None, "引文"}
    assert any((r["右篇"] or "").startswith("参照1号") for r in rows(made["雷同"]))
    assert [r["汇编"] for r in rows(made["篇目"])].count("参照") == 2
    (repeat,) = rows(made["篇内重复"])
    assert repeat["前一处"] == repeat["后一处"]


def test_choices_of_a_pair_are_the_words_that_decisions_take() -> None:
    assert {VERDICTS["copy"][0], VERDICTS["fine"][0]} <= set(copies_module.PAIR_CHOICES)


def across_book() -> Any:
    a = across()
    return load_workbook(
        io.BytesIO(ledger(a.sources, a.pieces, a.extracts, Comparison(), (), (), a.plan, readings=a.readings))
    )


def test_measures_side_by_side_lead_to_their_line() -> None:
    made = across_book()
    sheet = made["举措对照"]
    assert [c.value for c in sheet[1]] == ["单位", "师资", "办学条件", "其他"]
    assert [r[0].value for r in sheet.iter_rows(min_row=2)] == [
        "云溪市教育局",
        "澜川县教育体育局",
        "松岭区教育局",
        "白石岭林场学校",
    ]
    cell = sheet["B3"]
    assert cell.value == "招来教师,留住教师〔2号第4段〕"
    place, line = cell.hyperlink.location.split("!A")
    assert place == "'举措'"
    found = dict(zip((c.value for c in made["举措"][1]), (c.value for c in made["举措"][int(line)]), strict=True))
    assert (found["举措"], found["单位"], found["段"], found["主题"]) == (
        "招来教师,留住教师",
        "澜川县教育体育局",
        4,
        "师资",
    )


def test_indicators_stay_numbers_unless_one_unit_states_two() -> None:
    sheet = across_book()["指标"]
    row = next(r for r in rows(sheet) if r["指标"] == "义务教育学校数")
    assert row["1. 云溪市教育局"] == "126；127（有出入）"
    assert row["2. 澜川县教育体育局"] == 58
    assert (row["单位数"], row["最小"], row["最大"], row["有出入"]) == (4, 1, 127, "云溪市教育局")
    places = rows(across_book()["指标明细"])
    assert [(p["数值"], p["篇"]) for p in places if p["有出入"]] == [
        (126, "1号《办好每一所学校》"),
        (127, "5号《再說學校》"),
    ]


def test_charts_are_drawn_from_the_rows_beside_them() -> None:
    sheet = across_book()["图表"]
    assert len(sheet._charts) == 2
    chart = sheet._charts[0]
    assert chart.series[0].val.numRef.f == "'图表'!$C$2:$C$4"
    assert chart.series[0].cat.strRef.f == "'图表'!$B$2:$B$4"
    assert [r["数值"] for r in rows(sheet)][:3] == [58, 31, 1]


def test_programmes_are_indexed() -> None:
    (row,) = rows(across_book()["提法"])
    assert (row["提法"], row["类别"], row["次数"], row["篇数"]) == ("青蓝结对", "工程项目", 6, 6)


def test_settled_findings_carry_their_verdict() -> None:
    m = material()
    code = finding_code(m.findings[0])
    made = ledger(
        m.sources, m.pieces, m.extracts, m.comparison, m.findings, m.problems, m.plan,
        settled={code: ("已更正", "已换页", "2026-11-22")},
    )  # fmt: skip
    found = {r["处理编号"]: r for r in rows(load_workbook(io.BytesIO(made))["核校"])}
    assert (found[code]["处理意见"], found[code]["备注"]) == ("已更正", "已换页(2026-11-22)")
    assert None in found  # what was checked and right has no code to decide on


def test_a_sheet_with_charts_and_links_gives_equal_bytes() -> None:
    a = across()
    one, two = (
        ledger(a.sources, a.pieces, a.extracts, Comparison(), (), (), a.plan, readings=a.readings) for _ in range(2)
    )
    assert one == two
