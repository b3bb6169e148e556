"""Tables written as one xlsx workbook: frozen header, filter, wrapped text, drop-downs, text never read as a formula, equal tables give equal bytes."""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import isfinite
from typing import TYPE_CHECKING

from jingyan.render.foreign import printable
from jingyan.render.table import fixed_zip

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.styles import Border
    from openpyxl.styles.cell_style import StyleArray
    from openpyxl.worksheet.worksheet import Worksheet

CELL_LIMIT = 32_767  # characters a cell may hold (Excel specifications and limits)
FONT = "宋体"  # on every Chinese Windows and with WPS
ROW_LIMIT = 1_000_000  # rows of one sheet; Excel holds 1,048,576
_FORMULA = ("=", "+", "-", "@", "\t", "\n")
# "_x0041_" in a string is read as an escaped character (ECMA-376 part 1, 22.9.2.19); an escaped underscore keeps it as typed.
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads to `row` (1 is the heading) of another sheet."""

    text: str
    sheet: str
    row: int


Value = str | int | float | Link | None


@dataclass(frozen=True, slots=True)
class Bars:
    """A native bar chart of rows `first` to `last` (1 is the heading) of its own sheet: numbers of the columns (from 1) of `names` and `values`, `at` the cell of its corner."""

    title: str
    first: int
    last: int
    names: int
    values: int
    at: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, width in characters, how its values are written, and the choices of a drop-down (`free`: others may be typed too); `editable` ones are coloured."""

    name: str
    width: int
    form: str = "@"  # "@" text; otherwise an Excel number format
    choices: tuple[str, ...] = ()
    editable: bool = False
    free: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A named sheet; every row has as many values as there are columns. Rows above and columns left of `freeze` stay in sight."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    freeze: str = "A2"
    charts: tuple[Bars, ...] = ()


def write_workbook(sheets: Sequence[Sheet], *, title: str) -> bytes:
    """The xlsx file; `title` goes into the document properties."""
    from openpyxl import Workbook

    book = Workbook()
    book.properties.creator = "jingyan"
    book.properties.title = _text(title)[:200]
    looks: dict[tuple[str, bool, bool], StyleArray] = {}
    for index, sheet in enumerate(sheets):
        page = book.worksheets[0] if index == 0 else book.create_sheet()
        page.title = sheet.name
        _fill(page, sheet, looks)
    buffer = io.BytesIO()
    book.save(buffer)
    return fixed_zip(buffer.getvalue())


def _fill(page: "Worksheet", sheet: Sheet, looks: "dict[tuple[str, bool, bool], StyleArray]") -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    for i, column in enumerate(sheet.columns, 1):
        cell = page.cell(1, i, column.name)
        shade = "FFE699" if column.editable else "DCE6F1"
        cell.font, cell.fill = Font(name=FONT, size=11, bold=True), PatternFill("solid", fgColor=shade)
        cell.alignment, cell.border = Alignment(wrap_text=True, vertical="center", horizontal="center"), _border()
        page.column_dimensions[get_column_letter(i)].width = column.width
    rows = sheet.rows[:ROW_LIMIT]
    for r, row in enumerate(rows, 2):
        for c, (value, column) in enumerate(zip(row, sheet.columns, strict=True), 1):
            _write(page, r, c, value, column, looks)
    if len(sheet.rows) > len(rows):
        page.cell(len(rows) + 2, 1, f"另有 {len(sheet.rows) - len(rows)} 行未列出")
    _furnish(page, sheet, len(rows))
    for bars in sheet.charts:
        _draw(page, bars)


def _write(
    page: "Worksheet",
    row: int,
    number: int,
    value: Value,
    column: Column,
    looks: "dict[tuple[str, bool, bool], StyleArray]",
) -> None:
    cell = page.cell(row, number)
    form, quoted = column.form, False
    if isinstance(value, Link):
        _lead(cell, value)
        value = value.text
    if isinstance(value, float) and not isfinite(value):
        value = str(value)
    if isinstance(value, str):
        cell.value = _text(value)
        # openpyxl takes a leading "=" for a formula; the quote prefix keeps office programs from it when the cell is edited.
        cell.data_type = "s"
        form, quoted = "@", value.startswith(_FORMULA)
    elif value is not None:
        cell.value = value
        form = "General" if form == "@" else form
    # Styling a cell costs twenty times as much as writing it, so each look is made once and shared; no cell is styled again later.
    look = (form, column.editable or bool(column.choices) or column.name == "备注", quoted)
    if look not in looks:
        _dress(cell, *look)
        looks[look] = cell._style  # type: ignore[union-attr]  # not in the stubs
    cell._style = looks[look]  # type: ignore[union-attr]  # not in the stubs


def _lead(cell: "Cell | MergedCell", link: Link) -> None:
    from openpyxl.worksheet.hyperlink import Hyperlink

    place = f"'{link.sheet}'!A{link.row}"
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=place, tooltip=f"转到“{link.sheet}”表第 {link.row} 行")


def _draw(page: "Worksheet", bars: Bars) -> None:
    """Bars with an outline, so that they are seen in black and white; the first row is drawn on top."""
    from openpyxl.chart import BarChart, Reference
    from openpyxl.chart.data_source import AxDataSource, StrRef
    from openpyxl.chart.label import DataLabelList

    chart = BarChart()
    chart.type, chart.style, chart.legend = "bar", 10, None
    chart.title = _text(bars.title)[:100]
    if chart.title is not None:
        chart.title.overlay = False  # otherwise it may lie over the first bar
    chart.add_data(Reference(page, min_col=bars.values, min_row=bars.first, max_row=bars.last))
    series = chart.series[0]
    names = Reference(page, min_col=bars.names, min_row=bars.first, max_row=bars.last)
    series.cat = AxDataSource(strRef=StrRef(f=str(names)))  # set_categories would call the names numbers
    series.graphicalProperties.solidFill, series.graphicalProperties.line.solidFill = "A6B8CE", "2F4A6D"
    chart.dataLabels = DataLabelList(
        showVal=True, showSerName=False, showCatName=False, showLegendKey=False, showPercent=False
    )
    chart.x_axis.scaling.orientation, chart.gapWidth = "maxMin", 40
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.majorGridlines, chart.y_axis.scaling.min = None, 0
    chart.width, chart.height = 20, 10.5
    page.add_chart(chart, bars.at)


def _dress(cell: "Cell | MergedCell", form: str, answer: bool, quoted: bool) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    cell.font, cell.border = Font(name=FONT, size=11), _border()
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.number_format = form
    cell.quotePrefix = quoted
    if answer:
        cell.fill = PatternFill("solid", fgColor="FFF8E1")


def _border() -> "Border":
    from openpyxl.styles import Border, Side

    line = Side(style="thin", color="C9D1D9")
    return Border(bottom=line, right=line)


@lru_cache(maxsize=4096)  # names of pieces and sources stand in thousands of rows
def _text(value: str) -> str:
    text = _ESCAPE.sub("_x005F_", printable(value.replace("\r\n", "\n")))
    return text if len(text) <= CELL_LIMIT else text[: CELL_LIMIT - 30] + f"……(另有 {len(text) - CELL_LIMIT + 30} 字)"


def _furnish(page: "Worksheet", sheet: Sheet, rows: int) -> None:
    """Header that stays, filter, drop-downs, and a page set up for printing."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    last = get_column_letter(len(sheet.columns))
    page.freeze_panes = sheet.freeze
    page.auto_filter.ref = f"A1:{last}{max(rows, 1) + 1}"
    page.print_title_rows = "1:1"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = 9  # A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    if page.sheet_properties.pageSetUpPr is not None:
        page.sheet_properties.pageSetUpPr.fitToPage = True
    for i, column in enumerate(sheet.columns, 1):
        if column.choices and rows:
            choice = DataValidation(type="list", formula1=_choices(column.choices), allow_blank=True)
            choice.errorTitle, choice.error = column.name, "请从下拉列表中选择。"
            choice.showErrorMessage = not column.free
            choice.add(f"{get_column_letter(i)}2:{get_column_letter(i)}{rows + 1}")
            page.add_data_validation(choice)


def _choices(words: Sequence[str]) -> str:
    """The words of a drop-down as Excel wants them: no commas inside, 255 characters at most (Excel specifications and limits)."""
    kept: list[str] = []
    for word in words:
        plain = _text(word).replace(",", "\uff0c").replace('"', "")
        if len(",".join([*kept, plain]).encode("utf-16-le")) // 2 > 253:
            break
        kept.append(plain)
    return f'"{",".join(kept)}"'
