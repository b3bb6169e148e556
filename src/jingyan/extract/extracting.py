"""The stage: everything extracted from one Source."""

from dataclasses import dataclass

from jingyan.extract.citations import find_citations
from jingyan.extract.figures import find_figures
from jingyan.extract.flow import make_flow
from jingyan.model.extracts import Extracts
from jingyan.model.problem import Problem
from jingyan.model.source import Source
from jingyan.model.span import Span
from jingyan.model.structure import Outline


@dataclass(frozen=True, slots=True)
class ExtractSettings:
    """Options of extraction. `soft_boilerplate` True leaves title-like furniture out as well."""

    soft_boilerplate: bool = True


def extract(
    source: Source, reading: str, outline: Outline, settings: ExtractSettings = ExtractSettings()
) -> tuple[Extracts, tuple[Problem, ...]]:
    """All extracts of `source` in order of position; `reading` is its same-length simplified text."""
    flow = make_flow(reading, outline.joins)
    closed = closed_spans(outline, settings)
    return (
        Extracts(
            source=source.path,
            figures=find_figures(flow, outline, closed),
            citations=find_citations(flow, outline, closed),
        ),
        (),
    )


def closed_spans(outline: Outline, settings: ExtractSettings) -> tuple[Span, ...]:
    """Where nothing is extracted: site furniture, contents lists, markers and titles of pieces."""
    spans = [b.span for b in outline.boilerplate if settings.soft_boilerplate or not b.soft]
    spans += [c.span for c in outline.contents]
    spans += [p.span for p in outline.pieces if p.kind == "contents"]
    return tuple(sorted(spans))
