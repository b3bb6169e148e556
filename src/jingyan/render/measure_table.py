"""What units did, side by side: measures by unit and topic, for the page, the workbook and the digest alike; no layout here."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from jingyan.model.cleaning import Cleaning, apply
from jingyan.model.extracts import Extracts, Measure
from jingyan.model.span import Span
from jingyan.render.catalogue import Catalogue, Numbered
from jingyan.render.foreign import one_line
from jingyan.render.places import Paragraphs
from jingyan.render.units import Unit

OTHER = "其他"  # the topic of measures of which none is known
STATEMENT = 40  # characters of the shortest statement
BODY = 160  # characters of the first sentences
_SENTENCE = re.compile(r"[^。！？!?]*[。！？!?]?")
_EDGES = " \t\n\u3000。，,；;：:、.．"


@dataclass(frozen=True, slots=True)
class Action:
    """One measure with where it stands: `topic` never empty, `statement` its title cut short, `first` the first sentences of what was done
    (the titles of the measures inside, where there are any), `inner` True when a measure around it has the same topic. `id` is unique in the collection.
    """

    id: str
    unit: Unit
    piece: Numbered
    paragraph: int
    measure: Measure
    topic: str
    title: str
    first: str
    inner: bool

    @property
    def statement(self) -> str:
        """The title on one line of at most `STATEMENT` characters."""
        return one_line(self.title, STATEMENT)

    @property
    def place(self) -> str:
        """Such as 3号第5段."""
        return f"{self.piece.called}第{self.paragraph}段"


@dataclass(frozen=True, slots=True)
class MeasureTable:
    """All actions in the order of units and texts; `topics` the most frequent first, 其他 last; `cells` by number of the unit (from 0) and topic, without inner ones."""

    units: tuple[Unit, ...]
    topics: tuple[str, ...]
    actions: tuple[Action, ...]
    cells: Mapping[tuple[int, str], tuple[Action, ...]]

    def about(self, topic: str) -> tuple[Action, ...]:
        """What all units did about `topic`, without measures inside others that are there already."""
        return tuple(a for a in self.actions if a.topic == topic and not a.inner)


def measure_table(
    catalogue: Catalogue,
    units: Sequence[Unit],
    extracts: Sequence[Extracts],
    cleanings: Mapping[str, Cleaning] | None = None,
) -> MeasureTable:
    """The measures of all pieces but those that were left out of the volume as copies of others; units without any measure have no row.

    With `cleanings` (by source path) titles and sentences are told as cleaned: without page numbers, lines joined.
    """
    homes = {p.piece.id: (unit, p) for unit in units for p in unit.pieces if not is_copy(p)}
    paragraphs = Paragraphs(catalogue)
    found: dict[str, list[Action]] = defaultdict(list)
    for own in (e for e in extracts if e.source in catalogue.sources):
        words = _words(catalogue.sources[own.source].text, (cleanings or {}).get(own.source))
        for piece, measures in _by_piece(own).items():
            if piece in homes:
                found[piece] = _actions(words, *homes[piece], measures, paragraphs)
    rows = tuple(u for u in units if any(found[p.piece.id] for p in u.pieces))
    actions = tuple(a for u in rows for p in u.pieces for a in found[p.piece.id])
    counts = Counter(a.topic for a in actions)
    topics = tuple(sorted(counts, key=lambda t: (t == OTHER, -counts[t], t)))
    cells: dict[tuple[int, str], list[Action]] = defaultdict(list)
    for number, unit in enumerate(rows):
        for action in (a for p in unit.pieces for a in found[p.piece.id] if not a.inner):
            cells[number, action.topic].append(action)
    return MeasureTable(rows, topics, actions, {key: tuple(own) for key, own in cells.items()})


def is_copy(piece: Numbered) -> bool:
    """True for a piece that another one stands for in the volume."""
    left_out = piece.placement.left_out
    return left_out is not None and left_out.instead is not None


def _words(text: str, cleaning: Cleaning | None) -> Callable[[Span], str]:
    """The characters at a span of `text`, as cleaned."""
    if cleaning is None or not cleaning.edits:
        return lambda span: span.of(text)
    made = apply(cleaning, text)

    def cleaned(span: Span) -> str:
        return made.text[bisect_left(made.origin, span.start) : bisect_left(made.origin, span.end)]

    return cleaned


def _by_piece(extracts: Extracts) -> dict[str, list[Measure]]:
    found: dict[str, list[Measure]] = defaultdict(list)
    for measure in extracts.measures:
        if measure.piece is not None:
            found[f"{measure.source}#{measure.piece}"].append(measure)
    return found


def _actions(
    words: Callable[[Span], str], unit: Unit, piece: Numbered, measures: Sequence[Measure], paragraphs: Paragraphs
) -> list[Action]:
    around: list[Measure] = []  # the measures that hold the present one, outermost first
    ordered = sorted(measures, key=lambda m: (m.span.start, -m.span.end))
    inside: dict[Measure, list[str]] = defaultdict(list)
    made: list[tuple[Measure, bool]] = []
    for measure in ordered:
        while around and not around[-1].span.covers(measure.span):
            around.pop()
        if around:
            inside[around[-1]].append(tidy(words(measure.title)))
        made.append((measure, any(_topic(m) == _topic(measure) for m in around)))
        around.append(measure)
    return [
        Action(
            f"m{piece.number}-{number}",
            unit,
            piece,
            paragraphs.number(piece, measure.span.start),
            measure,
            _topic(measure),
            tidy(words(measure.title)) or "（没有标题）",
            _first(words(measure.body), inside[measure]),
            inner,
        )
        for number, (measure, inner) in enumerate(made, 1)
    ]


def _topic(measure: Measure) -> str:
    return measure.topic or OTHER


def tidy(text: str) -> str:
    """`text` on one line without punctuation at its edges."""
    return one_line(text, 200).strip(_EDGES)


def _first(body: str, inside: Sequence[str]) -> str:
    if len(inside) > 1:
        return one_line("；".join(inside) + "。", BODY)
    line = one_line(body, 4 * BODY).lstrip(_EDGES)
    told = ""
    for match in _SENTENCE.finditer(line):
        if told and len(told) + len(match[0]) > BODY:
            break
        told += match[0]
    return one_line(told, 2 * BODY)
