"""核校意见.html: every finding with all its places quoted, one click away from the text; which findings there are is decided in `check`."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from markupsafe import Markup

from jingyan.model.extracts import Extracts, Figure
from jingyan.model.finding import Finding
from jingyan.model.problem import Problem
from jingyan.model.reuse import Comparison
from jingyan.model.source import Source
from jingyan.model.span import Span
from jingyan.model.structure import Piece
from jingyan.model.volume import VolumePlan
from jingyan.render.catalogue import Catalogue, Numbered, union
from jingyan.render.figure_marks import Legend, figure_marks, legend
from jingyan.render.html import render_page
from jingyan.render.marked import Flag, Mark, outside, paint
from jingyan.render.opinions import NONE_SETTLED, Opinion, Settled, opinions
from jingyan.render.places import Paragraphs, Quotation, piece_of, quotations

QUOTED = 36  # code points of context on each side of a quoted place
PLACES = 30  # places quoted of one finding
OPINIONS_SHOWN = 1_500  # for all pieces together; the ledger holds the rest
RIGHT_SHOWN = 60  # "checked and right" in one piece
ALL_RIGHT_SHOWN = 800  # in all pieces together
SPOTS_MARKED = 600  # places marked in the text of one piece
WHOLE_TEXT = 12_000  # code points; a longer piece is shown around the marked places only
CONTEXT = 200
PAGE_BYTES = 4_600_000  # for findings and texts together: the page stays under 5 MB
FINDING_BYTES = 1_200  # of one finding with its quotations, measured
FIGURES_MARKED = 1_500  # in the text of one piece


@dataclass(frozen=True, slots=True)
class Place:
    """One quotation with one or several members in it: `parts` are (text, is a member), `anchor` of the first mark in the text below
    ("" when that text is not on the page), `where` the paragraph, with the piece if it is another one.
    """

    anchor: str
    where: str
    parts: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A numbered finding with its places."""

    opinion: Opinion
    places: tuple[Place, ...]
    places_left_out: int


@dataclass(frozen=True, slots=True)
class PieceView:
    """A piece (None: outside every piece) with its findings and its text as HTML (None when it is not on the page)."""

    piece: Numbered | None
    open: tuple[Shown, ...]
    settled: tuple[Shown, ...]
    right: tuple[Shown, ...]
    left_out: int
    counts: Counter[str]
    html: Markup | None
    before: int
    after: int
    unmarked: int
    figures: int = 0
    figures_unmarked: int = 0

    @property
    def asks(self) -> bool:
        """True when a finding of this piece needs an answer."""
        return any(self.counts[look] for look in _RANK)


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a finding points into a piece: the anchor there and the way back."""

    opinion: Opinion
    anchor: str
    span: Span


def findings_report(
    sources: Sequence[Source],
    pieces: Sequence[Piece],
    findings: Sequence[Finding],
    problems: Sequence[Problem],
    *,
    title: str,
    plan: VolumePlan | None = None,
    extracts: Sequence[Extracts] = (),
    settled: Settled = NONE_SETTLED,
) -> str:
    """The whole page; findings are grouped by the piece of their first member, pieces with the gravest findings first.

    Pieces without a finding that needs an answer are folded into one list at the end. With `plan`, pieces that are not in the volume are marked;
    with `extracts`, all figures of a piece can be shown in its text; findings in `settled` are folded and need no answer.
    """
    catalogue = Catalogue(sources, pieces, Comparison(), plan)
    every = opinions(catalogue, findings, settled)
    shown, left_out = _chosen(every)
    spots = _spots(catalogue, shown)
    figures = _figures(catalogue, extracts)
    order = _order(every, spots, figures)
    marked = {number: own[:SPOTS_MARKED] for number, own in spots.items()}
    texts = _texts(catalogue, marked, figures, order, len(shown))
    goals = {spot.anchor for number, own in marked.items() if number in texts for spot in own}
    views = _views(catalogue, every, shown, texts, order, spots, figures, goals)
    asked = tuple(v for v in views if v.asks)
    counts = Counter(o.look for o in every)
    return render_page(
        "findings.html.j2",
        "findings.js",
        title=title,
        views=asked,
        quiet=tuple(v for v in views if not v.asks),
        clean=_clean(catalogue, views),
        quiet_count=len(catalogue.numbered) - sum(v.piece is not None for v in asked),
        counts=counts,
        legend=_legend(figures, texts),
        left_out=left_out,
        unreadable=tuple(p for p in problems if p.severity == "unreadable"),
        notices=tuple(p for p in problems if p.severity != "unreadable"),
    )


def _chosen(every: Sequence[Opinion]) -> tuple[tuple[Opinion, ...], int]:
    """What is listed: the first ones that need an answer, and a few settled and right ones of each piece; and how many that need an answer are not."""
    open_ = [o for o in every if o.open]
    listed = {o.number for o in sorted(open_, key=lambda o: _RANK[o.look])[:OPINIONS_SHOWN]}
    folded: dict[str, Counter[int]] = {"right": Counter(), "settled": Counter()}
    for opinion in every:
        home, seen = opinion.home.number if opinion.home else 0, folded.get(opinion.look)
        if seen is not None and seen[home] < RIGHT_SHOWN and seen.total() < ALL_RIGHT_SHOWN:
            seen[home] += 1
            listed.add(opinion.number)
    return tuple(o for o in every if o.number in listed), max(0, len(open_) - OPINIONS_SHOWN)


_RANK = {"error": 0, "warning": 1, "info": 2}


def _spots(catalogue: Catalogue, shown: Sequence[Opinion]) -> dict[int, list[_Spot]]:
    found: dict[int, list[_Spot]] = defaultdict(list)
    for opinion in shown:
        for i, member in enumerate(opinion.finding.members[:PLACES], 1):
            piece = piece_of(catalogue, member)
            if piece is not None:
                found[piece.number].append(_Spot(opinion, _anchor(opinion, i), member.span))
    return found


def _figures(catalogue: Catalogue, extracts: Sequence[Extracts]) -> dict[int, list[Figure]]:
    """Figures by the number of their piece."""
    found: dict[int, list[Figure]] = defaultdict(list)
    for figure in (f for e in extracts for f in e.figures):
        known = catalogue.numbered.get(f"{figure.source}#{figure.piece}")
        if known is not None:
            found[known.number].append(figure)
    return found


def _legend(figures: Mapping[int, Sequence[Figure]], texts: Mapping[int, object]) -> tuple[Legend, ...]:
    return legend(f for number, own in figures.items() if number in texts for f in own[:FIGURES_MARKED])


def _order(every: Sequence[Opinion], spots: Mapping[int, object], figures: Mapping[int, object]) -> tuple[int, ...]:
    """Numbers of the pieces to show (0: outside every piece): by their gravest open finding, then in collection order; pieces that only have figures come last."""
    gravest = {**dict.fromkeys(figures, len(_RANK) + 1), **dict.fromkeys(spots, len(_RANK))}
    for opinion in every:
        number = opinion.home.number if opinion.home else 0
        gravest[number] = min(gravest.get(number, len(_RANK)), _RANK.get(opinion.look, len(_RANK)))
    return tuple(sorted(gravest, key=lambda number: (gravest[number], number)))


def _clean(catalogue: Catalogue, views: Sequence[PieceView]) -> tuple[Numbered, ...]:
    """Pieces that no finding belongs to or points into."""
    seen = {v.piece.number for v in views if v.piece}
    return tuple(p for p in catalogue.numbered.values() if p.number not in seen)


def _anchor(opinion: Opinion, i: int) -> str:
    return f"t{opinion.number}-{i}"


def _texts(
    catalogue: Catalogue,
    spots: Mapping[int, Sequence[_Spot]],
    figures: Mapping[int, Sequence[Figure]],
    order: Sequence[int],
    listed: int,
) -> dict[int, tuple[Markup, int, int]]:
    """The text of every piece that a finding points into or that has figures, as far as the page has room beside `listed` findings, by piece number: HTML, characters not shown before and after."""
    pieces = {p.number: p for p in catalogue.numbered.values()}
    texts: dict[int, tuple[Markup, int, int]] = {}
    room = PAGE_BYTES - FINDING_BYTES * listed
    for piece in (pieces[number] for number in order if number in spots or number in figures):
        text = _text(catalogue, piece, spots.get(piece.number, ()), figures.get(piece.number, ())[:FIGURES_MARKED])
        room -= len(text[0].encode())
        if room < 0 and texts:
            break
        texts[piece.number] = text
    return texts


def _text(
    catalogue: Catalogue, piece: Numbered, spots: Sequence[_Spot], figures: Sequence[Figure]
) -> tuple[Markup, int, int]:
    source = catalogue.sources[piece.piece.source].text
    painted = figure_marks(figures)
    values = {mark.span: mark.note for mark in painted}
    # The gravest colour wins where findings share a figure.
    ordered = sorted(spots, key=lambda s: ("right", "settled", "info", "warning", "error").index(s.opinion.look))
    marks = [Mark(s.span, f"f {s.opinion.look}", note=_note(s, values.get(s.span, ""))) for s in ordered]
    flags = [Flag(s.span.start, s.anchor, f"f{s.opinion.number}", s.opinion.number) for s in spots]
    whole = piece.piece.span
    shown: Sequence[Span] = (whole,)
    if len(whole) > WHOLE_TEXT:
        near = (Span(max(whole.start, s.span.start - CONTEXT), min(whole.end, s.span.end + CONTEXT)) for s in spots)
        shown = union(near) if spots else (Span(whole.start, whole.start + WHOLE_TEXT),)
    return paint(source, shown, (*painted, *marks), flags), *outside(source, whole, shown)


def _note(spot: _Spot, value: str) -> str:
    told = spot.opinion.finding.message
    return f"{told}\n{value}" if value else told


def _views(
    catalogue: Catalogue,
    every: Sequence[Opinion],
    shown: Sequence[Opinion],
    texts: dict[int, tuple[Markup, int, int]],
    order: Sequence[int],
    spots: Mapping[int, Sequence[_Spot]],
    figures: Mapping[int, Sequence[Figure]],
    goals: Set[str],
) -> tuple[PieceView, ...]:
    numbers = {p.number: p for p in catalogue.numbered.values()}
    homes: dict[int, list[Opinion]] = defaultdict(list)
    for opinion in every:
        homes[opinion.home.number if opinion.home else 0].append(opinion)
    listed = {o.number for o in shown}
    paragraphs = Paragraphs(catalogue)
    views = []
    for number in (n for n in order if n in homes or n in texts):
        own = homes.get(number, [])
        drawn = [_shown(catalogue, paragraphs, o, goals) for o in own if o.number in listed]
        html, before, after = texts.get(number, (None, 0, 0))
        views.append(
            PieceView(
                numbers.get(number),
                tuple(s for s in drawn if s.opinion.open),
                tuple(s for s in drawn if s.opinion.look == "settled"),
                tuple(s for s in drawn if s.opinion.right),
                len(own) - len(drawn),
                Counter(o.look for o in own),
                html,
                before,
                after,
                max(0, len(spots.get(number, ())) - SPOTS_MARKED),
                len(figures.get(number, ())),
                max(0, len(figures.get(number, ())) - FIGURES_MARKED),
            )
        )
    return tuple(views)


def _shown(catalogue: Catalogue, paragraphs: Paragraphs, opinion: Opinion, goals: Set[str]) -> Shown:
    quoted = quotations(catalogue, paragraphs, opinion.finding, most=PLACES, around=QUOTED)
    places = tuple(_place(catalogue, opinion, q, goals) for q in quoted)
    return Shown(opinion, places, max(0, len(opinion.finding.members) - PLACES))


def _place(catalogue: Catalogue, opinion: Opinion, quoted: Quotation, goals: Set[str]) -> Place:
    anchor = _anchor(opinion, quoted.first)
    paragraph = f"第{quoted.paragraph}段" if quoted.paragraph else ""
    where = paragraph
    if quoted.piece is None or quoted.piece is not opinion.home:
        where = f"{catalogue.name(quoted.piece.piece.id)}{paragraph}" if quoted.piece else quoted.source
    return Place(anchor if anchor in goals else "", where, quoted.parts)
