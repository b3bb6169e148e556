"""What is extracted from a piece: figures, measures, initiatives, citations, problems told in the text."""

from dataclasses import dataclass
from typing import Literal

from jingyan.model.span import Span

FigureKind = Literal[
    "count",
    "money",
    "percent",
    "area",
    "ratio",
    "range",
    "date",
    "duration",
    "ordinal",
    "doc_number",
    "placeholder",
    "other",
]
Approximate = Literal["exact", "about", "at_least", "at_most", "over", "under"]
Status = Literal["actual", "planned", "standard"]
Value = float | int | str | tuple[float, float] | tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that states something. `value` normalised (万/亿 multiplied out, dates as XXXX-MM-DD strings, ranges as pairs, None when the digits are lost);
    `of` says what a range or placeholder is of. `indicator` what it measures, `subject` who or where, `year` when stated for it.
    `name` is the normal name of the indicator where the table of indicators knows it, `total` the span of the figure of which this one is a part.
    """

    source: str
    piece: str | None
    span: Span
    kind: FigureKind
    value: Value
    unit: str | None = None
    of: FigureKind | None = None
    approximate: Approximate = "exact"
    indicator: str | None = None
    subject: str | None = None
    year: str | None = None
    status: Status = "actual"
    name: str | None = None
    total: Span | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """An action taken (举措): `span` = marker + title + body; `level` = depth among the markers of the piece; `marker` "" for unmarked run-in headings."""

    source: str
    piece: str | None
    span: Span
    title: Span
    body: Span
    level: int
    marker: str
    topic: str | None = None


@dataclass(frozen=True, slots=True)
class Initiative:
    """A named programme; `span` covers the bare name."""

    source: str
    piece: str | None
    span: Span
    type: str = "initiative"


@dataclass(frozen=True, slots=True)
class Citation:
    """A 《…》 with its 文号 where given; `span` covers the brackets, `doc_number` the number's span."""

    source: str
    piece: str | None
    span: Span
    title: str
    kind: str
    doc_number: Span | None = None


@dataclass(frozen=True, slots=True)
class Issue:
    """存在问题 or 下一步 in a text (never a fault of ours); `span` covers marker and text."""

    source: str
    piece: str | None
    span: Span
    type: Literal["problem", "next_step"]
    marker: str


@dataclass(frozen=True, slots=True)
class Extracts:
    """Everything extracted from one Source, each in order of position."""

    source: str
    figures: tuple[Figure, ...] = ()
    measures: tuple[Measure, ...] = ()
    initiatives: tuple[Initiative, ...] = ()
    citations: tuple[Citation, ...] = ()
    issues: tuple[Issue, ...] = ()
