"""核校意见.html: every finding with all its places quoted, one click away from the text; which findings there are is decided in `check`."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from markupsafe import Markup

from jingyan.model.finding import Finding, Member
from jingyan.model.problem import Problem
from jingyan.model.reuse import Comparison
from jingyan.model.source import Source
from jingyan.model.span import Span
from jingyan.model.structure import Piece
from jingyan.model.volume import VolumePlan
from jingyan.render.catalogue import Catalogue, Numbered, union
from jingyan.render.foreign import one_line
from jingyan.render.html import render_page
from jingyan.render.marked import Flag, Mark, outside, paint
from jingyan.render.opinions import Opinion, opinions, piece_of

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


@dataclass(frozen=True, slots=True)
class Place:
    """One quotation with one or several members in it: `parts` are (text, is a member), `anchor` of the first mark in the text below
    ("" when that text is not on the page), `where` names the piece if it is another one.
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
    right: tuple[Shown, ...]
    left_out: int
    counts: Counter[str]
    html: Markup | None
    before: int
    after: int
    unmarked: int

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
) -> str:
    """The whole page; findings are grouped by the piece of their first member, pieces with the gravest findings first.

    Pieces without a finding that needs an answer are folded into one list at the end. With `plan`, pieces that are not in the volume are marked.
    """
    catalogue = Catalogue(sources, pieces, Comparison(), plan)
    every = opinions(catalogue, findings)
    shown, left_out = _chosen(every)
    spots = _spots(catalogue, shown)
    order = _order(every, spots)
    marked = {number: own[:SPOTS_MARKED] for number, own in spots.items()}
    texts = _texts(catalogue, marked, order, len(shown))
    goals = {spot.anchor for number, own in marked.items() if number in texts for spot in own}
    views = _views(catalogue, every, shown, texts, order, spots, goals)
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
        left_out=left_out,
        unreadable=tuple(p for p in problems if p.severity == "unreadable"),
        notices=tuple(p for p in problems if p.severity != "unreadable"),
    )


def _chosen(every: Sequence[Opinion]) -> tuple[tuple[Opinion, ...], int]:
    """What is listed: the first ones that need an answer, and a few right ones of each piece; and how many that need an answer are not."""
    open_ = [o for o in every if not o.right]
    listed = {o.number for o in sorted(open_, key=lambda o: _RANK[o.look])[:OPINIONS_SHOWN]}
    rights: Counter[int] = Counter()
    for opinion in every:
        home = opinion.home.number if opinion.home else 0
        if opinion.right and rights[home] < RIGHT_SHOWN and rights.total() < ALL_RIGHT_SHOWN:
            rights[home] += 1
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


def _order(every: Sequence[Opinion], spots: Mapping[int, object]) -> tuple[int, ...]:
    """Numbers of the pieces to show (0: outside every piece): by their gravest open finding, then in collection order."""
    gravest = dict.fromkeys(spots, len(_RANK))
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
    catalogue: Catalogue, spots: dict[int, list[_Spot]], order: Sequence[int], listed: int
) -> dict[int, tuple[Markup, int, int]]:
    """The text of every piece that a finding points into, as far as the page has room beside `listed` findings, by piece number: HTML, characters not shown before and after."""
    pieces = {p.number: p for p in catalogue.numbered.values()}
    texts: dict[int, tuple[Markup, int, int]] = {}
    room = PAGE_BYTES - FINDING_BYTES * listed
    for piece in (pieces[number] for number in order if number in spots):
        text = _text(catalogue, piece, spots[piece.number])
        room -= len(text[0].encode())
        if room < 0 and texts:
            break
        texts[piece.number] = text
    return texts


def _text(catalogue: Catalogue, piece: Numbered, spots: Sequence[_Spot]) -> tuple[Markup, int, int]:
    source = catalogue.sources[piece.piece.source].text
    # The gravest colour wins where findings share a figure.
    ordered = sorted(spots, key=lambda s: ("right", "info", "warning", "error").index(s.opinion.look))
    marks = [Mark(s.span, f"f {s.opinion.look}", note=s.opinion.finding.message) for s in ordered]
    flags = [Flag(s.span.start, s.anchor, f"f{s.opinion.number}", s.opinion.number) for s in spots]
    whole = piece.piece.span
    shown: Sequence[Span] = (whole,)
    if len(whole) > WHOLE_TEXT:
        shown = union(
            Span(max(whole.start, s.span.start - CONTEXT), min(whole.end, s.span.end + CONTEXT)) for s in spots
        )
    return paint(source, shown, marks, flags), *outside(source, whole, shown)


def _views(
    catalogue: Catalogue,
    every: Sequence[Opinion],
    shown: Sequence[Opinion],
    texts: dict[int, tuple[Markup, int, int]],
    order: Sequence[int],
    spots: Mapping[int, Sequence[_Spot]],
    goals: Set[str],
) -> tuple[PieceView, ...]:
    numbers = {p.number: p for p in catalogue.numbered.values()}
    homes: dict[int, list[Opinion]] = defaultdict(list)
    for opinion in every:
        homes[opinion.home.number if opinion.home else 0].append(opinion)
    listed = {o.number for o in shown}
    views = []
    for number in (n for n in order if n in homes or n in texts):
        own = homes.get(number, [])
        drawn = [_shown(catalogue, o, goals) for o in own if o.number in listed]
        html, before, after = texts.get(number, (None, 0, 0))
        views.append(
            PieceView(
                numbers.get(number),
                tuple(s for s in drawn if not s.opinion.right),
                tuple(s for s in drawn if s.opinion.right),
                len(own) - len(drawn),
                Counter(o.look for o in own),
                html,
                before,
                after,
                max(0, len(spots.get(number, ())) - SPOTS_MARKED),
            )
        )
    return tuple(views)


def _shown(catalogue: Catalogue, opinion: Opinion, goals: Set[str]) -> Shown:
    members = list(enumerate(opinion.finding.members[:PLACES], 1))
    places = tuple(_place(catalogue, opinion, group, goals) for group in _neighbours(members))
    return Shown(opinion, places, max(0, len(opinion.finding.members) - PLACES))


def _neighbours(members: Sequence[tuple[int, Member]]) -> list[list[tuple[int, Member]]]:
    """Members that stand close together in one source, so that a sentence is quoted once; groups in the order of their first member."""
    groups: list[list[tuple[int, Member]]] = []
    for item in sorted(members, key=lambda m: (m[1].source, m[1].span)):
        last = groups[-1][-1][1] if groups else None
        if last is not None and last.source == item[1].source and item[1].span.start - last.span.end <= 2 * QUOTED:
            groups[-1].append(item)
        else:
            groups.append([item])
    return sorted(groups, key=lambda group: min(i for i, _ in group))


def _place(
    catalogue: Catalogue,
    opinion: Opinion,
    group: Sequence[tuple[int, Member]],
    goals: Set[str],
) -> Place:
    i, member = group[0]
    piece = piece_of(catalogue, member)
    anchor = _anchor(opinion, i) if _anchor(opinion, i) in goals else ""
    where = (
        ""
        if piece is not None and piece is opinion.home
        else (catalogue.name(piece.piece.id) if piece else member.source)
    )
    source = catalogue.sources.get(member.source)
    parts = _quote(source.text, [m.span for _, m in group]) if source else [(m.text, True) for _, m in group]
    return Place(anchor, where, tuple((one_line(text, 300), hit) for text, hit in parts))


def _quote(text: str, spans: Sequence[Span]) -> list[tuple[str, bool]]:
    """The `spans` of `text` (sorted) with what stands around and between them."""
    marked = union(spans)
    start, end = max(0, marked[0].start - QUOTED), min(len(text), marked[-1].end + QUOTED)
    parts = [("…" if start else "", False)]
    at = start
    for span in marked:
        parts += [(text[at : span.start], False), (span.of(text), True)]
        at = span.end
    parts += [(text[at:end], False), ("…" if end < len(text) else "", False)]
    return [part for part in parts if part[0]]
