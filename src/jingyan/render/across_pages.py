"""举措对照.html and 数据对照.html: what units did and what numbers they state, side by side; how they are found is in `measure_table` and `indicator_table`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jingyan.model.cleaning import Cleaning
from jingyan.model.extracts import Extracts
from jingyan.model.reuse import Comparison
from jingyan.model.source import Source
from jingyan.model.structure import Piece
from jingyan.model.volume import VolumePlan
from jingyan.render.catalogue import Catalogue
from jingyan.render.charts import Chart, chart
from jingyan.render.html import render_page
from jingyan.render.indicator_table import IndicatorRow, IndicatorTable, indicator_table, values_text
from jingyan.render.measure_table import Action, MeasureTable, measure_table
from jingyan.render.units import Unit, units

SHOWN = 3  # statements in one cell
ACTIONS = 4_500  # told in full; about 900 bytes each
CHARTS = 30
STATED = 6_000  # statements of indicators on the page; about 500 bytes each


@dataclass(frozen=True, slots=True)
class Cell:
    """What one unit did about one topic: the first few statements and how many there are besides."""

    shown: tuple[Action, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Chapter:
    """One topic with what all units did about it; `left_out` are not told for want of room."""

    topic: str
    actions: tuple[Action, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class Told:
    """One indicator as printed: its row, its chart (None when too few units state it), and a line (unit, values, differs) for each unit."""

    row: IndicatorRow
    chart: Chart | None
    lines: tuple[tuple[Unit, str, bool, tuple[object, ...]], ...]


def measures_page(
    sources: Sequence[Source],
    pieces: Sequence[Piece],
    extracts: Sequence[Extracts],
    plan: VolumePlan | None,
    *,
    title: str,
    readings: Mapping[str, str] | None = None,
    cleanings: Mapping[str, Cleaning] | None = None,
) -> str:
    """举措对照.html: units by topics with the shortest statements, each one a link to what was done and where it stands; under 5 MB.

    `readings` and `cleanings` as in `units.units` and `measure_table.measure_table`.
    """
    catalogue = Catalogue(sources, pieces, Comparison(), plan)
    table = measure_table(catalogue, units(catalogue, readings), extracts, cleanings)
    room, chapters = ACTIONS, []
    for topic in table.topics:
        about = table.about(topic)
        chapters.append(Chapter(topic, about[:room], max(0, len(about) - room)))
        room -= len(about[:room])
    told = {a.id for chapter in chapters for a in chapter.actions}
    return render_page(
        "measures.html.j2",
        "findings.js",
        title=title,
        table=table,
        cells=_cells(table),
        chapters=chapters,
        told=told,
        count=sum(not a.inner for a in table.actions),
    )


def _cells(table: MeasureTable) -> dict[tuple[int, str], Cell]:
    return {key: Cell(own[:SHOWN], len(own) - len(own[:SHOWN])) for key, own in table.cells.items()}


def indicators_page(
    sources: Sequence[Source],
    pieces: Sequence[Piece],
    extracts: Sequence[Extracts],
    plan: VolumePlan | None,
    *,
    title: str,
    readings: Mapping[str, str] | None = None,
) -> str:
    """数据对照.html: every indicator that several units state, with bars where at least three do; under 5 MB."""
    catalogue = Catalogue(sources, pieces, Comparison(), plan)
    table = indicator_table(catalogue, units(catalogue, readings), extracts)
    told, left_out = _told(table)
    return render_page(
        "indicators.html.j2",
        "findings.js",
        title=title,
        table=table,
        told=told,
        left_out=left_out + table.left_out,
        drawn=sum(t.chart is not None for t in told),
        differing=sum(differs for t in told for _, _, differs, _ in t.lines),
    )


def _told(table: IndicatorTable) -> tuple[tuple[Told, ...], int]:
    """As many rows as the page has room for, and how many it has not."""
    made: list[Told] = []
    charts, room = CHARTS, STATED
    for number, row in enumerate(table.rows):
        room -= sum(map(len, row.stated.values()))
        if room < 0:
            return tuple(made), len(table.rows) - number
        drawn = chart(row) if charts and row.can_be_drawn else None
        charts -= drawn is not None
        lines = tuple((table.units[n], values_text(row, n), row.differs(n), own) for n, own in row.stated.items())
        made.append(Told(row, drawn, lines))
    return tuple(made), 0
