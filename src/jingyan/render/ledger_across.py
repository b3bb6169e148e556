"""The sheets of the ledger that set units side by side: 举措对照, 指标, 指标明细, 提法 and the native charts."""

from collections.abc import Iterable, Mapping, Sequence

from jingyan.model.extracts import Extracts, Measure
from jingyan.render.catalogue import Catalogue
from jingyan.render.foreign import one_line
from jingyan.render.indicator_table import IndicatorRow, IndicatorTable, Stated, indicator_table, values_text
from jingyan.render.initiative_index import initiative_index
from jingyan.render.measure_table import MeasureTable, measure_table
from jingyan.render.units import Unit
from jingyan.render.workbook import Bars, Column, Link, Sheet, Value

SHOWN = 5  # statements in one cell
PIECES_NAMED = 12  # of one programme
CHARTS = 40
DRAWN = 40  # units in one chart
UNITS = 400  # columns of units; Excel holds 16,384, nobody reads them
PLACES = 20_000  # rows of 指标明细
INITIATIVES = 5_000
CHART_HEIGHT = 22  # rows a chart takes on its sheet
TYPES = {"initiative": "工程项目", "slogan": "口号提法"}

PLACES_COLUMNS = (
    Column("指标", 26),
    Column("指标表", 8),
    Column("单位", 26),
    Column("数值", 14, "General"),
    Column("计量单位", 9),
    Column("年份", 9),
    Column("有出入", 9),
    Column("篇", 34),
    Column("段", 7, "0"),
    Column("原文", 60),
    Column("来稿", 36),
    Column("起", 9, "0"),
)
INITIATIVE_COLUMNS = (
    Column("提法", 30),
    Column("类别", 10),
    Column("次数", 7, "0"),
    Column("篇数", 7, "0"),
    Column("各篇", 60),
    Column("首见", 34),
    Column("段", 7, "0"),
    Column("来稿", 36),
    Column("起", 9, "0"),
)
DRAWN_COLUMNS = (
    Column("指标", 30),
    Column("单位", 28),
    Column("数值", 14, "General"),
    Column("出处", 14),
)


def across_sheets(
    catalogue: Catalogue,
    units: Sequence[Unit],
    extracts: Sequence[Extracts],
    readings: Mapping[str, str] | None,
    lines: Mapping[Measure, int],
) -> tuple[Sheet, ...]:
    """The sheets in printing order, without empty ones; `lines` tells in which row of the sheet 举措 a measure stands."""
    measures = measure_table(catalogue, units, extracts)
    indicators = indicator_table(catalogue, units, extracts)
    programmes = tuple(_programmes(catalogue, extracts, readings))
    found = (
        _measures(measures, lines),
        _indicators(indicators),
        Sheet("指标明细", PLACES_COLUMNS, tuple(_places(indicators))[:PLACES]),
        _charts(indicators),
        Sheet("提法", INITIATIVE_COLUMNS, programmes),
    )
    return tuple(sheet for sheet in found if sheet.rows)


def _measures(table: MeasureTable, lines: Mapping[Measure, int]) -> Sheet:
    columns = (Column("单位", 24), *(Column(topic, 30) for topic in table.topics))
    rows = tuple(
        (unit.name, *(_cell(table, row, topic, lines) for topic in table.topics))
        for row, unit in enumerate(table.units)
    )
    return Sheet("举措对照", columns, rows, freeze="B2")


def _cell(table: MeasureTable, row: int, topic: str, lines: Mapping[Measure, int]) -> Value:
    """The first statements with their places; pointing at the first of them in the sheet 举措."""
    own = table.cells.get((row, topic), ())
    if not own:
        return None
    told = [f"{a.statement}〔{a.place}〕" for a in own[:SHOWN]]
    told += [f"另有 {len(own) - SHOWN} 条"] if len(own) > SHOWN else []
    line = lines.get(own[0].measure)
    return Link("\n".join(told), "举措", line) if line else "\n".join(told)


def _indicators(table: IndicatorTable) -> Sheet:
    named = table.units[:UNITS]
    fixed = (Column("指标", 26), Column("计量单位", 9), Column("年份", 9), Column("单位数", 8, "0"))
    ends = (Column("最小", 12, "General"), Column("最大", 12, "General"), Column("有出入", 22))
    columns = (*fixed, *ends, *(Column(f"{n}. {one_line(u.name, 60)}", 14, "General") for n, u in enumerate(named, 1)))
    return Sheet("指标", columns, tuple(_indicator(table, row, len(named)) for row in table.rows), freeze="B2")


def _indicator(table: IndicatorTable, row: IndicatorRow, named: int) -> tuple[Value, ...]:
    values = [s.value for n in row.stated for s in row.whole(n)]
    differs = "、".join(table.units[n].name for n in row.stated if row.differs(n))
    # One number stays a number, so that it can be sorted and added up.
    cells = (whole[0].value if len(whole := row.whole(n)) == 1 else values_text(row, n) for n in range(named))
    told = (c if c != "" else None for c in cells)
    return row.name, row.measured_in, row.year, len(row.stated), min(values), max(values), differs, *told


def _places(table: IndicatorTable) -> Iterable[tuple[Value, ...]]:
    for row in table.rows:
        for number, own in row.stated.items():
            for stated in own:
                yield _place(row, stated, differs=row.differs(number))


def _place(row: IndicatorRow, stated: Stated, *, differs: bool) -> tuple[Value, ...]:
    return (
        row.name,
        "有" if row.named else "",
        stated.unit.name,
        stated.value,
        row.measured_in,
        row.year,
        "有出入" if differs else "",
        f"{stated.piece.called}《{stated.piece.piece.title or '无题'}》",
        stated.paragraph,
        stated.quoted,
        stated.figure.source,
        stated.figure.span.start,
    )


def _charts(table: IndicatorTable) -> Sheet:
    """Rows of the charts' numbers, and a chart for each indicator that enough units state."""
    rows: list[tuple[Value, ...]] = []
    charts: list[Bars] = []
    for row in [r for r in table.rows if r.can_be_drawn][:CHARTS]:
        first = len(rows) + 2
        rows += [(row.heading, s.unit.name, s.value, s.place) for s in row.single[:DRAWN]]
        at = f"F{2 + len(charts) * CHART_HEIGHT}"
        charts.append(Bars(row.heading, first, len(rows) + 1, names=2, values=3, at=at))
    return Sheet("图表", DRAWN_COLUMNS, tuple(rows), charts=tuple(charts))


def _programmes(
    catalogue: Catalogue, extracts: Sequence[Extracts], readings: Mapping[str, str] | None
) -> Iterable[tuple[Value, ...]]:
    for named in initiative_index(catalogue, extracts, readings)[:INITIATIVES]:
        told = "、".join(p.called for p in named.pieces[:PIECES_NAMED])
        more = len(named.pieces) - PIECES_NAMED
        yield (
            named.name,
            TYPES.get(named.type, named.type),
            named.count,
            len(named.pieces),
            f"{told} 等 {len(named.pieces)} 篇" if more > 0 else told,
            f"{named.pieces[0].called}《{named.pieces[0].piece.title or '无题'}》",
            named.paragraph,
            named.first.source,
            named.first.span.start,
        )
