import io
import zipfile

import pytest
from openpyxl import Workbook

from jingyan.model.source import RawFile
from jingyan.readers import sheets
from jingyan.readers.sheets import read_rows

HEAD = ("名称", "单位", "值")


def book(*rows: tuple[object, ...], empty_first: bool = False) -> bytes:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    if empty_first:
        sheet = made.create_sheet("指标")
    for row in rows:
        sheet.append(list(row))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_cells_are_text_as_typed() -> None:
    rows, problems = read_rows(RawFile("表.xlsx", book(HEAD, (" 班额 ", "人", 45.0), ("差异系数", None, 0.5))))
    assert rows == (HEAD, ("班额", "人", "45"), ("差异系数", "", "0.5"))
    assert problems == ()


def test_the_first_sheet_that_holds_rows() -> None:
    assert read_rows(RawFile("表.xlsx", book(HEAD, empty_first=True)))[0] == (HEAD,)


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", "\t", ";", "，"])
def test_texts_of_any_encoding_and_separator(codec: str, mark: str) -> None:
    text = "".join(mark.join(row) + "\r\n" for row in (HEAD, ("小学班额", "人", "45"), ("校际差异系数", "", "0.5")))
    assert read_rows(RawFile("表.csv", text.encode(codec)))[0][1] == ("小学班额", "人", "45")


def test_empty_lines_keep_their_number() -> None:
    rows, _ = read_rows(RawFile("表.csv", "名称,值\n\n班额,45\n".encode()))
    assert rows == (("名称", "值"), (), ("班额", "45"))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"PK\x03\x04broken", "损坏"),
        (b"\xd0\xcf\x11\xe0 broken", "损坏"),
        (b"", "没有内容"),
        (b"\x00\x01\x02,\x00", "不是文本"),
        (b"," * (8_000_001), "8 MB"),
    ],
)
def test_what_is_no_table_is_told(data: bytes, reason: str) -> None:
    rows, problems = read_rows(RawFile("坏.xlsx", data))
    assert rows == ()
    assert [p.code for p in problems] == ["table.unreadable"]
    assert reason in problems[0].message


def test_a_packed_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b" " * 1000)
    monkeypatch.setattr(sheets, "_MOST_UNPACKED", 100)
    assert "太大" in read_rows(RawFile("炸弹.xlsx", out.getvalue()))[1][0].message


def test_endless_tables_are_cut() -> None:
    rows, problems = read_rows(RawFile("长.csv", "名称\n".encode() * 6000))
    assert len(rows) == 5000
    assert [p.code for p in problems] == ["table.long"]
