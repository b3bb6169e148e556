"""A plain table as xlsx: one sheet, frozen bold header, text never read as a formula, equal rows give equal bytes."""

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import Any

FIXED = datetime(2000, 1, 1)
MAX_CELL = 32_767  # characters a cell may hold (ECMA-376 part 1, 18.18.32 as limited by Excel)
ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # not allowed in XML 1.0


def table_xlsx(name: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> bytes:
    """One sheet `name` with a header of `columns` and `rows`; texts longer than a cell holds are cut with a visible mark."""
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    book.properties.created = book.properties.modified = FIXED
    sheet = book.worksheets[0]
    sheet.title = name
    for number, row in enumerate([columns, *rows], start=1):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(number, column)
            cell.value = _plain(value)
            if isinstance(value, str):
                cell.data_type = "s"
            if number == 1:
                cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    for column in range(1, len(columns) + 1):
        sheet.column_dimensions[get_column_letter(column)].width = 18
    buffer = io.BytesIO()
    book.save(buffer)
    return fixed_zip(buffer.getvalue())


def _plain(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    clean = ILLEGAL.sub("", value)
    return clean if len(clean) <= MAX_CELL else clean[: MAX_CELL - 20] + f"……(共 {len(clean)} 字)"


def fixed_zip(data: bytes) -> bytes:
    """The same zip with every member's time set to 1980-01-01, so that equal content gives equal bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            content = old.read(item.filename)
            if item.filename == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*", rb"\g<1>2000-01-01T00:00:00Z", content)
            member = zipfile.ZipInfo(item.filename, (1980, 1, 1, 0, 0, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(member, content)
    return out.getvalue()
