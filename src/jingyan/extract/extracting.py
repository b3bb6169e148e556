"""The stage: everything extracted from one Source."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from jingyan.extract.citations import find_citations
from jingyan.extract.figures import find_figures
from jingyan.extract.flow import Flow, make_flow
from jingyan.extract.genres import tells_actions
from jingyan.extract.heads import find_heads, full_stops
from jingyan.extract.initiatives import find_initiatives
from jingyan.extract.issues import issues_of
from jingyan.extract.linking import relate
from jingyan.extract.measures import measures_of
from jingyan.extract.pieces import leaf_pieces
from jingyan.extract.units import with_units
from jingyan.model.extracts import Extracts, Figure, Issue, Measure
from jingyan.model.indicators import Indicator, UnitWord
from jingyan.model.problem import Problem
from jingyan.model.source import Source
from jingyan.model.span import Span
from jingyan.model.structure import Outline, Piece
from jingyan.zh.indicators import indicators
from jingyan.zh.numerals import tidy


@dataclass(frozen=True, slots=True)
class ExtractSettings:
    """Options of extraction. `soft_boilerplate` True leaves title-like furniture out as well; `indicators` is the table that names what figures
    measure, the editor's rows with the built-in ones, `units` the editor's units.
    """

    soft_boilerplate: bool = True
    indicators: tuple[Indicator, ...] = indicators()
    units: tuple[UnitWord, ...] = ()


def extract(
    source: Source, reading: str, outline: Outline, settings: ExtractSettings = ExtractSettings()
) -> tuple[Extracts, tuple[Problem, ...]]:
    """All extracts of `source` in order of position; `reading` is its same-length simplified text."""
    flow = make_flow(reading, outline.joins, (b.span for b in outline.boilerplate if b.kind == "pinyin"))
    closed = closed_spans(outline, settings)
    measures, issues = _structured(source, replace(flow, text=full_stops(flow.text)), outline, closed)
    with with_units(settings.units):
        figures = tuple(_in_normal_unit(f, settings.units) for f in find_figures(flow, outline, closed))
    return (
        Extracts(
            source=source.path,
            figures=relate(flow, figures, settings.indicators),
            measures=measures,
            initiatives=find_initiatives(flow, outline, closed),
            citations=find_citations(flow, outline, closed),
            issues=issues,
        ),
        (),
    )


def _in_normal_unit(figure: Figure, own: Sequence[UnitWord]) -> Figure:
    """The figure in the normal unit of the editor's unit that it is written with."""
    word = next((u for u in own if u.text == figure.unit), None)
    if not word or (word.unit == word.text and word.factor == 1):
        return figure
    value = figure.value
    if isinstance(value, (int, float)):
        value = tidy(value * word.factor)
    elif isinstance(value, tuple) and all(isinstance(v, (int, float)) for v in value):
        value = (tidy(float(value[0]) * word.factor), tidy(float(value[1]) * word.factor))
    return replace(figure, value=value, unit=word.unit)


def _structured(
    source: Source, flow: Flow, outline: Outline, closed: Sequence[Span]
) -> tuple[tuple[Measure, ...], tuple[Issue, ...]]:
    """Measures and issues, piece by piece (the whole text where no piece was found)."""
    measures: list[Measure] = []
    issues: list[Issue] = []
    shut = [(flow.at(s.start), flow.at(s.end)) for s in closed]
    pieces: tuple[Piece | None, ...] = leaf_pieces(outline) or (None,)
    for piece in pieces:
        if piece is not None and piece.kind == "contents":
            continue
        begin = flow.at(piece.body.start) if piece else 0
        end = flow.at(piece.body.end) if piece else len(flow.text)
        heads = find_heads(flow.text, begin, end, piece.title if piece else "", shut)
        if tells_actions(piece.title if piece else "", flow.text, begin, end):
            measures += measures_of(flow, source, piece, heads)
        issues += issues_of(flow, source, piece, heads, begin, end)
    return tuple(measures), tuple(issues)


def closed_spans(outline: Outline, settings: ExtractSettings) -> tuple[Span, ...]:
    """Where nothing is extracted: site furniture, contents lists, markers and titles of pieces."""
    spans = [b.span for b in outline.boilerplate if settings.soft_boilerplate or not b.soft]
    spans += [c.span for c in outline.contents]
    spans += [p.span for p in outline.pieces if p.kind == "contents"]
    return tuple(sorted(spans))
