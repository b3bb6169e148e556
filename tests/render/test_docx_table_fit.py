import time

import pytest

from jingyan.model.source import Picture
from jingyan.model.volume import BodyBlock, BodyCell
from jingyan.render.docx_math import equation
from jingyan.render.docx_picture import fitted_size, media_type
from jingyan.render.docx_table import table_xml
from jingyan.render.docx_table_fit import Fit, fit_columns, is_number, place_cells
from tests.render.pictures import bmp, emf, png

ROOM = 8845


def fit(rows: list[list[str]], given: tuple[int, ...] = ()) -> Fit:
    return fit_columns(place_cells([[BodyCell(text) for text in row] for row in rows]), given, ROOM)


def widths(found: Fit) -> list[int]:
    (part,) = found.parts
    return list(part[1])


@pytest.mark.parametrize("text", ["12", "1,086.40", "-3.5%", "86.4万元", "≥90％", "—", "120 人", "＋5"[1:], "3.2‰"])
def test_numbers(text: str) -> None:
    assert is_number(text)


@pytest.mark.parametrize("text", ["", "2个基地", "约12", "2024年1月", "A1", "第3"])
def test_no_numbers(text: str) -> None:
    assert not is_number(text)


def test_proportions_of_the_submission_are_kept_where_words_fit() -> None:
    found = widths(fit([["甲", "乙", "丙"]], (1000, 2000, 5000)))
    assert sum(found) == ROOM
    assert [round(x / ROOM * 8) for x in found] == [1, 2, 5]


def test_a_column_too_narrow_for_its_numbers_takes_from_the_others() -> None:
    found = widths(fit([["名称", "12345678.90"], ["乙", "2"]], (8000, 400)))
    assert found[1] >= 1400
    assert sum(found) == ROOM


def test_equal_or_missing_widths_follow_the_contents() -> None:
    long = "一段很长的说明文字占很多地方"
    for given in ((), (4000, 4000), (4000, 4010), (1, 2, 3)):
        narrow, wide = widths(fit([["序号", long]], given))
        assert wide > 2 * narrow


def test_forms_with_many_edges_are_neither_small_nor_parted() -> None:
    """Cells that begin everywhere make many columns, but no row has more than four cells."""
    rows = [
        [BodyCell("姓名", 2), BodyCell("张", 5), BodyCell("性别", 3), BodyCell("女", 10)],
        [BodyCell("单位", 3), BodyCell("青禾县教育局", 17)],
        [BodyCell("电话", 1), BodyCell("13912345678", 8), BodyCell("邮编", 2), BodyCell("330000", 9)],
        [BodyCell("事迹", 4), BodyCell("很长的事迹", 16)],
    ]
    grid = place_cells(rows)
    found = fit_columns(grid, (442,) * 20, ROOM)
    assert (found.size, len(found.parts)) == (0, 1)
    assert grid.count == 9
    assert sum(widths(found)) == ROOM


def test_short_labels_stay_on_one_line_where_there_is_room() -> None:
    row = ["联系电话", "很长的内容" * 30]
    assert widths(fit([row], (500, 8000)))[0] >= 4 * 240 + 200
    assert fit([["联系电话"] * 12]).size == fit([["电话"] * 12]).size


def test_smaller_type_before_parts() -> None:
    sizes = [fit([["12345678"] * n]).size for n in (5, 7, 8, 10)]
    assert sizes == sorted(sizes, key=lambda s: -(s or 24))
    assert [len(fit([["12345678"] * n]).parts) for n in (10, 30)] == [1, 3]


def test_parts_repeat_the_first_column_and_cover_the_others_once() -> None:
    found = fit([["学校", *["1234567890"] * 40]])
    assert all(columns[0] == 0 and sum(wide) == ROOM for columns, wide in found.parts)
    assert [c for columns, _ in found.parts for c in columns[1:]] == list(range(1, 41))


def test_a_title_over_all_columns_stands_over_every_part() -> None:
    rows = [[BodyCell("附表", 41)], [BodyCell("学校"), *[BodyCell("1234567890")] * 40]]
    xml = table_xml(rows, ROOM, (None, "H", "T"))
    assert xml.count("附表") == xml.count("<w:tbl>") == len(fit_columns(place_cells(rows), (), ROOM).parts)


def test_long_rows_may_be_divided_and_short_ones_not() -> None:
    rows = [[BodyCell("项目"), BodyCell("内容")], [BodyCell("甲"), BodyCell("很长的内容" * 200)]]
    xml = table_xml(rows, ROOM, (None, "H", "T"))
    assert xml.count("<w:cantSplit/>") == 1
    assert "<w:keepNext/>" not in xml


def test_header_rows_reach_as_far_as_their_cells() -> None:
    rows = [
        [BodyCell("甲", 1, 2), BodyCell("乙", 2)],
        [BodyCell("丙"), BodyCell("丁")],
        [BodyCell("1"), BodyCell("2"), BodyCell("3")],
    ]
    assert table_xml(rows, ROOM, (None, "H", "T")).count("<w:tblHeader/>") == 2
    title = [[BodyCell("题目", 2)], [BodyCell("甲"), BodyCell("乙")], [BodyCell("1"), BodyCell("2")]]
    assert table_xml(title, ROOM, (None, "H", "T")).count("<w:tblHeader/>") == 2
    whole = [[BodyCell("甲", 1, 2), BodyCell("乙")], [BodyCell("丙")]]
    assert table_xml(whole, ROOM, (None, "H", "T")).count("<w:tblHeader/>") == 1
    given = [[BodyCell(str(n))] * 2 for n in range(6)]
    assert table_xml(given, ROOM, (None, "H", "T"), like=BodyBlock("table", header_rows=3)).count("tblHeader") == 3


def test_columns_have_one_edge() -> None:
    rows = [
        [BodyCell("学校"), BodyCell("做法")],
        [BodyCell("一小"), BodyCell("短")],
        [BodyCell("二小"), BodyCell("很长的做法写满一格还有余下的字")],
        [BodyCell("三小"), BodyCell("12")],
    ]
    xml = table_xml(rows, ROOM, (None, "H", "T"))
    assert xml.count('<w:jc w:val="left"/>') == 2


def test_hostile_tables_are_set_in_time() -> None:
    started = time.process_time()
    wide = [[BodyCell("1", 100) for _ in range(50)], [BodyCell("2")]]
    assert table_xml(wide, ROOM, (None, "H", "T"))
    many = [[BodyCell(f"{n}") for n in range(63)] for _ in range(300)]
    assert table_xml(many, ROOM, (None, "H", "T")).count("<w:tbl>") > 1
    assert time.process_time() - started < 5


def test_equations_let_nothing_else_through() -> None:
    good = "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>"
    assert "Cambria Math" in (equation(good) or "")
    assert (equation(good, display=True) or "").startswith("<m:oMathPara ")
    for bad in (
        "", "<m:oMath>", "<m:r/>", "<m:oMath/><m:oMath/>", "<w:p/>", "<m:oMath><w:drawing/></m:oMath>", "<m:oMath><m:script/></m:oMath>",
        '<m:oMath m:id="1"/>', '<m:oMath xmlns:r="http://r" r:id="1"/>', "<m:oMath>&x;</m:oMath>", "<m:oMath>" + "<m:e>" * 60 + "</m:e>" * 60 + "</m:oMath>",
    ):  # fmt: skip
        assert equation(bad) is None


def test_pictures_are_known_by_their_bytes() -> None:
    assert [media_type(d) for d in (png(2, 2), bmp(2, 2), emf(300, 300))] == ["image/png", "image/bmp", "image/x-emf"]
    assert [media_type(d) for d in (b"", b"BM", b"<svg/>" * 9, b"RIFF1234WEBPVP8 ....")] == [None] * 4
    assert fitted_size(Picture(emf(4000, 2000), "image/x-emf"), ROOM, 12756) == (1_440_000, 720_000)
    placeable = b"\xd7\xcd\xc6\x9a\0\0" + bytes((0, 0, 0, 0, 0xA0, 5, 0xD0, 2, 0xA0, 5)) + bytes(20)
    assert fitted_size(Picture(placeable, "image/x-wmf"), ROOM, 12756) == (914_400, 457_200)
    assert fitted_size(Picture(emf(0, 0), "image/x-emf"), ROOM, 12756) is None
    assert fitted_size(Picture(b"\x89PNG\r\n\x1a\n" + bytes(20), "image/png"), ROOM, 12756) is None
