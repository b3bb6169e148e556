"""Tables: totals of rows and columns, right and wrong, and what must stay quiet."""

import pytest

from jingyan.check.tables import check_tables
from jingyan.extract.extracting import extract
from jingyan.model.finding import Finding
from jingyan.model.source import Block, Cell, Source
from jingyan.model.span import Span
from jingyan.model.structure import Outline, Piece

PATH = "来稿.txt"


def tables(text: str) -> tuple[Finding, ...]:
    whole = Span(0, len(text))
    outline = Outline(PATH, (Piece(PATH, "1", whole, whole, "某县材料"),))
    source = Source(PATH, text, "text", "0" * 64)
    return check_tables(source, text, outline, extract(source, text, outline)[0])


def alarms(text: str) -> list[tuple[str, str]]:
    return [(f.code, f.relation) for f in tables(text) if f.status != "consistent"]


def right(text: str) -> list[str]:
    return [f.relation for f in tables(text) if f.status == "consistent"]


ROWS = (
    "学校\t教师(人)\t学生(人)\t师生比\n城关小学\t120\t2150\t1:18\n河东小学\t85\t1466\t1:17\n石桥小学\t96\t1702\t1:18\n"
)


def test_a_wrong_total_is_told_where_the_other_column_shows_how_it_is_meant() -> None:
    text = ROWS + "合计\t301\t5381\t1:18\n"
    assert alarms(text) == [("table", "2150+1466+1702=5318≠5381")]
    assert right(text) == ["120+85+96=301"]
    wrong = next(f for f in tables(text) if f.status != "consistent")
    assert wrong.message == "表格的合计与各项不符:2150+1466+1702=5318,“合计”写5381,相差63。"
    assert [m.text for m in wrong.members] == ["2150", "1466", "1702", "5381"]


@pytest.mark.parametrize("gap", ["\t", "  ", " | ", "\u3000\u3000", " ", "|"])
def test_cells_may_be_set_apart_in_many_ways(gap: str) -> None:
    text = (ROWS + "合计\t301\t5381\t1:18\n").replace("\t", gap)
    assert alarms(text) == [("table", "2150+1466+1702=5318≠5381")]


@pytest.mark.parametrize(
    "text",
    [
        ROWS + "合计\t301\t5318\t1:18\n",
        "项目\t金额\n校舍\t12.6\n设备\t—\n场地\t7.45\n合计\t20.1\n",  # rounded, an empty part
        "学校\t入学率\t巩固率\n城关小学\t100%\t98%\n河东小学\t99%\t97%\n合计\t99.6%\t97.5%\n",  # shares are not added
        "指标\t数值\n生均面积\t5.2\n生均图书\t31\n合计\t8\n",
        "年份\t招生\n2021\t300\n2022\t320\n2023\t350\n",
        "全县共有学校三类,分别是小学、初中和高中。\n各校都已达标。\n投入逐年增加。\n",
    ],
)
def test_right_tables_and_what_is_not_added_stay_quiet(text: str) -> None:
    assert alarms(text) == []


def test_subtotals_and_the_total_of_them() -> None:
    text = "单位\t人数\t班数\n甲校\t120\t4\n乙校\t85\t3\n小计\t205\t7\n丙校\t96\t3\n丁校\t64\t2\n小计\t160\t6\n合计\t365\t12\n"
    assert alarms(text) == [("table", "3+2=5≠6")]
    assert "120+85+96+64=365" in right(text)


def test_a_table_with_bars_at_both_ends() -> None:
    lines = (ROWS + "合计\t301\t5381\t1:18\n").replace("\t", " | ").splitlines()
    assert alarms("".join(f"| {line} |\n" for line in lines)) == [("table", "2150+1466+1702=5318≠5381")]


def test_a_total_in_the_first_row() -> None:
    text = "单位\t人数\t班数\n合计\t301\t11\n甲校\t120\t4\n乙校\t85\t3\n丙校\t96\t3\n"
    assert alarms(text) == [("table", "4+3+3=10≠11")]


def test_columns_of_totals() -> None:
    text = "学校\t合计\t小学\t初中\n城关镇\t120\t80\t40\n河东乡\t85\t60\t25\n石桥乡\t97\t70\t26\n白沙乡\t64\t40\t24\n"
    assert alarms(text) == [("table", "70+26=96≠97")]


def test_one_column_alone_is_doubted_only_when_the_sum_is_near() -> None:
    assert alarms("学校\t人数\n甲校\t120\n乙校\t85\n丙校\t96\n合计\t311\n") == [("table", "120+85+96=301≠311")]
    assert alarms("学校\t人数\n甲校\t120\n乙校\t85\n丙校\t96\n合计\t980\n") == []


def test_a_figure_of_the_text_that_slips_from_the_total() -> None:
    text = "学段\t学校数(所)\t招生数(人)\n小学\t38\t4180\n初中\t14\t3864\n特教\t1\t26\n合计\t53\t8070\n从上表看,全县共招收新生8170人。\n"
    assert alarms(text) == [("annex", "8170人≠8070")]
    assert alarms(text.replace("8170人", "8070人")) == []
    assert alarms(text.replace("8170人", "6900人")) == []


def test_what_only_sounds_like_a_share_is_added() -> None:
    text = (
        "单位\t均衡校数\t标准化学校\t生均面积\n甲乡\t12\t9\t5.1\n乙乡\t8\t7\t4.9\n丙乡\t11\t6\t5.0\n合计\t31\t23\t5.0\n"
    )
    assert alarms(text) == [("table", "9+7+6=22≠23")]


def test_a_column_of_numbers_in_front_is_no_matter() -> None:
    text = "序号\t单位\t人数\t班数\n1\t甲乡\t120\t4\n2\t乙乡\t85\t3\n3\t丙乡\t96\t3\n\t合计\t301\t11\n"
    assert alarms(text) == [("table", "4+3+3=10≠11")]


def test_lines_of_prose_and_of_dates_are_no_table() -> None:
    assert alarms("一、领导重视 二、措施得力\n一、领导重视 二、措施得力\n合计 三项\n") == []


def test_tables_of_a_document_with_merged_cells() -> None:
    rows = (
        ("学校", "教师", None),
        ("", "男", "女"),
        ("甲校", "20", "30"),
        ("乙校", "15", "25"),
        ("丙校", "9", "11"),
        ("合计", "44", "67"),
    )
    text, cells = "", []
    for row in rows:
        line: list[Cell] = []
        for word in row:
            if word is None:
                line[-1] = Cell(line[-1].span, columns=2)
                continue
            line.append(Cell(Span(len(text), len(text) + len(word))))
            text += word + "\t"
        text = text[:-1] + "\n"
        cells.append(tuple(line))
    cells[0] = (Cell(cells[0][0].span, rows=2), cells[0][1])
    cells[1] = cells[1][1:]
    source = Source(PATH, text, "docx", "0" * 64, blocks=(Block("table", Span(0, len(text)), rows=tuple(cells)),))
    whole = Span(0, len(text))
    outline = Outline(PATH, (Piece(PATH, "1", whole, whole, "某县材料"),))
    found = check_tables(source, text, outline, extract(source, text, outline)[0])
    assert [(f.status, f.relation) for f in found] == [
        ("consistent", "20+15+9=44"),
        ("inconsistent", "30+25+11=66≠67"),
    ]
