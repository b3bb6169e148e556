"""Rows of an editor's own table (xlsx, xls, ods, csv, tsv) as text; what the columns mean is not known here. The home of python-calamine."""

import csv
import datetime
import io
import zipfile

from jingyan.model.problem import Problem
from jingyan.model.source import RawFile
from jingyan.readers.encoding import decode

_MOST_BYTES = 8_000_000
_MOST_UNPACKED = 80_000_000
_MOST_ROWS = 5000
_MOST_COLUMNS = 60

Rows = tuple[tuple[str, ...], ...]


def read_rows(file: RawFile) -> tuple[Rows, tuple[Problem, ...]]:
    """The rows of the first sheet that holds any, every cell as text without blanks around it, numbers as they are typed (45, 4.2).

    Row 1 of the file is rows[0], empty rows included. A file that cannot be read gives no rows and one Problem "table.unreadable"; rows from the 5001st on are left out with a
    Problem "table.long".
    """
    if len(file.data) > _MOST_BYTES:
        return (), (_unreadable(file, "文件超过 8 MB,不像是一张指标表或单位表"),)
    try:
        rows = _book(file.data) if file.data[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0") else _text(file)
    except _BadTableError as error:
        return (), (_unreadable(file, str(error)),)
    problems: tuple[Problem, ...] = ()
    if len(rows) > _MOST_ROWS:
        rows = rows[:_MOST_ROWS]
        problems = (Problem("table.long", "warning", file.path, "超过 5000 行,后面的行没有用", "请删去用不着的行"),)
    if not any(any(row) for row in rows):
        return (), (_unreadable(file, "里面没有内容"),)
    return rows, problems


class _BadTableError(Exception):
    """Carries the Chinese reason out of the library calls."""


def _unreadable(file: RawFile, reason: str) -> Problem:
    return Problem("table.unreadable", "unreadable", file.path, f"表格读不了:{reason}", "请另存为 xlsx 或 csv 再试")


def _book(data: bytes) -> Rows:
    import python_calamine

    _bounded(data)
    try:
        book = python_calamine.load_workbook(io.BytesIO(data))
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            if sheet.total_height > _MOST_ROWS * 20:
                raise _BadTableError("行数太多")
            rows = sheet.to_python(skip_empty_area=False, nrows=_MOST_ROWS + 1)
            if any(any(cell not in ("", None) for cell in row) for row in rows):
                return tuple(tuple(_written(cell) for cell in row[:_MOST_COLUMNS]) for row in rows)
    except python_calamine.PasswordError:
        raise _BadTableError("设了密码") from None
    except (python_calamine.CalamineError, OSError, ValueError):
        raise _BadTableError("文件已损坏或不是表格") from None
    return ()


def _bounded(data: bytes) -> None:
    """Refuses a packed file that would unpack to far more than a table."""
    if not data.startswith(b"PK"):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            size = sum(info.file_size for info in packed.infolist())
    except (zipfile.BadZipFile, OSError, ValueError):
        raise _BadTableError("文件已损坏或不是表格") from None
    if size > _MOST_UNPACKED:
        raise _BadTableError("解开以后太大")


def _written(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else format(cell, ".12g")
    if isinstance(cell, (datetime.date, datetime.time, datetime.timedelta)):
        return str(cell)
    return str(cell).strip()


def _text(file: RawFile) -> Rows:
    if b"\0" in file.data and not file.data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _BadTableError("不是文本表格")
    text = decode(file.data).text
    comma, tab, semicolon = (text[:4000].count(mark) for mark in (",", "\t", ";"))
    mark = "\t" if tab > comma else (";" if semicolon > comma else ",")
    if not comma + tab + semicolon:
        text = text.replace("\uff0c", ",")  # typed with an input method for Chinese
    try:
        return tuple(
            tuple(cell.strip() for cell in row[:_MOST_COLUMNS])
            for row, _ in zip(
                csv.reader(io.StringIO(text, newline=""), delimiter=mark), range(_MOST_ROWS + 1), strict=False
            )
        )
    except csv.Error:
        raise _BadTableError("引号或分隔符有错") from None
