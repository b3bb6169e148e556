"""One index over the model's data for all reports: numbered pieces, what each shares with the others, its place in the volume; no layout here."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType
from typing import Literal

from jingyan.model.decision import cluster_code, pair_code, piece_code
from jingyan.model.reuse import Alignment, Cluster, Comparison, Exclusion, PiecePair, PieceShare, Substitution
from jingyan.model.source import Source
from jingyan.model.span import Span
from jingyan.model.structure import Piece
from jingyan.model.volume import LeftOut, VolumePlan
from jingyan.render.shares import Counted, Stretch, counted_shares
from jingyan.render.wording import characters

Verdicts = Mapping[str, tuple[str, str, str]]
"""Code of a pair, cluster or piece (`model.decision`) → the editor's verdict as printed, the note, the date."""
NO_VERDICTS: Verdicts = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a piece went: `part` of the volume and its place `position` (from 1), or `left_out`; neither when there is no plan."""

    part: str = ""
    position: int = 0
    left_out: LeftOut | None = None


@dataclass(frozen=True, slots=True)
class Numbered:
    """A piece with its number (序号, from 1, in collection order; pieces of the reference set have numbers of their own), its text and what it shares.

    `shares` tells how much of it lies in passages shared with any other piece, with and without what does not count; `stretches` where, `largest` is the
    strongest single pair seen from this piece.
    """

    number: int
    piece: Piece
    text: str
    characters: int
    cluster: int | None
    placement: Placement
    stretches: tuple[Stretch, ...]
    shares: Counted
    largest: "Facet | None"
    reference: bool = False

    @property
    def share(self) -> float:
        """With everything counted."""
        return self.shares.everything

    @property
    def counted(self) -> float:
        """Without what does not count."""
        return self.shares.counted

    @property
    def tag(self) -> str:
        """Its number as it stands in pictures: "12", "参3"."""
        return f"参{self.number}" if self.reference else str(self.number)

    @property
    def called(self) -> str:
        """Its number in a sentence: "12号", "参照3号"."""
        return f"{'参照' if self.reference else ''}{self.number}号"

    @property
    def anchor(self) -> str:
        """The id of its row on a page."""
        return f"{'ref' if self.reference else 'piece'}{self.number}"


@dataclass(frozen=True, slots=True)
class Facet:
    """A pair seen from one of its pieces: `other` Piece id, `containment` 0-1 of this piece that is found in the other, `counted` the same without what does not count."""

    other: str
    containment: float
    counted: float


def union(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The stretches covered by any of `spans`, in order, touching ones joined."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


def turned(alignment: Alignment) -> Alignment:
    """The same alignment seen from the other side."""
    swapped = tuple(Substitution(s.kind, s.other_text, s.other_span, s.text, s.span) for s in alignment.substitutions)
    return replace(alignment, left=alignment.right, right=alignment.left, substitutions=swapped)


def grown(alignment: Alignment) -> Alignment:
    """The alignment with both passages wide enough for their substitutions: a figure at the edge may reach over it (87.2|%)."""
    left, right = alignment.left, alignment.right
    a = _around(left.span, [s.span for s in alignment.substitutions])
    b = _around(right.span, [s.other_span for s in alignment.substitutions])
    return replace(alignment, left=replace(left, span=a), right=replace(right, span=b))


def _around(span: Span, inner: Iterable[Span]) -> Span:
    spans = [span, *(s for s in inner if len(s) > 0)]
    return Span(min(s.start for s in spans), max(s.end for s in spans))


def counted(pair: PiecePair, *, left: bool) -> float:
    """The share of the pair's left (or right) piece that is found in the other one, without what does not count."""
    share, everything = (pair.counted, pair.containment) if left else (pair.other_counted, pair.other_containment)
    return everything if share is None else share


def _submitted_first(pair: PiecePair, is_reference: Callable[[str], bool]) -> PiecePair:
    """The pair with the submitted piece on the left when the other one is a reference."""
    if not is_reference(pair.left) or is_reference(pair.right):
        return pair
    original: Literal["left", "right"] | None = "left" if pair.original == "right" else "right"
    return replace(
        pair,
        left=pair.right,
        right=pair.left,
        containment=pair.other_containment,
        other_containment=pair.containment,
        counted=pair.other_counted,
        other_counted=pair.counted,
        original=original if pair.original else None,
    )


class Catalogue:
    """Lookups over one collection; built once for each report from plain data and never changed."""

    def __init__(
        self,
        sources: Sequence[Source],
        pieces: Sequence[Piece],
        comparison: Comparison,
        plan: VolumePlan | None,
        *,
        references: Collection[str] = (),
        verdicts: Verdicts = NO_VERDICTS,
    ) -> None:
        """`references` are paths of Sources that were only compared with (last year's volume)."""
        self.sources = {source.path: source for source in sources}
        # A piece whose source is missing cannot be quoted; the caller's data are wrong then and a KeyError later would hide it.
        # The shell of a collection is no piece, its parts are: it is neither numbered nor counted, so that 收入 and 未收 make up all pieces.
        self.pieces = {p.id: p for p in pieces if p.source in self.sources and p.kind != "collection"}
        self.comparison = comparison
        self.references = frozenset(references)
        self.verdicts = verdicts
        # A comparison of two files has no volume: its plan is empty, and nothing is said about places in it.
        self.plan = plan if plan is not None and (plan.parts or plan.left_out) else None
        self.clusters: dict[str, Cluster] = {m: c for c in comparison.clusters for m in c.members}
        self.pairs: tuple[PiecePair, ...] = tuple(
            _submitted_first(p, self.is_reference)
            for p in comparison.pairs
            if p.left in self.pieces and p.right in self.pieces
        )
        self.excluded: tuple[Exclusion, ...] = tuple(
            dict.fromkeys(sorted(a.excluded for a in comparison.alignments if a.excluded))
        )

    @cached_property
    def alignments(self) -> dict[frozenset[str], tuple[Alignment, ...]]:
        """Alignments by the unordered pair of Piece ids (one id alone for reuse inside a piece)."""
        found: dict[frozenset[str], list[Alignment]] = defaultdict(list)
        for alignment in self.comparison.alignments:
            left, right = (
                f"{alignment.left.source}#{alignment.left.piece}",
                f"{alignment.right.source}#{alignment.right.piece}",
            )
            if left in self.pieces and right in self.pieces:
                found[frozenset((left, right))].append(alignment)
        return {pair: tuple(group) for pair, group in found.items()}

    def between(self, pair: PiecePair) -> tuple[Alignment, ...]:
        """The alignments of `pair`, each turned so that its left side lies in the pair's left piece, in order of the left text, grown over its substitutions."""
        found = self.alignments.get(frozenset((pair.left, pair.right)), ())
        facing = [grown(a if f"{a.left.source}#{a.left.piece}" == pair.left else turned(a)) for a in found]
        return tuple(sorted(facing, key=lambda a: (a.left.span, a.right.span)))

    def is_reference(self, id_: str) -> bool:
        """True for a piece of the reference set."""
        return self.pieces[id_].source in self.references

    @cached_property
    def numbered(self) -> dict[str, Numbered]:
        """Every piece by id, in collection order, those of the reference set last."""
        stretches = self._stretches()
        largest = self._largest()
        placements = self._placements()
        found: dict[str, Numbered] = {}
        for reference in (False, True):
            own = [(id_, p) for id_, p in self.pieces.items() if self.is_reference(id_) == reference]
            for number, (id_, piece) in enumerate(own, 1):
                made = self._number(number, piece, stretches.get(id_, ()), largest.get(id_))
                found[id_] = replace(made, placement=placements.get(id_, Placement()), reference=reference)
        return found

    @cached_property
    def submitted(self) -> tuple[Numbered, ...]:
        """The pieces that were handed in."""
        return tuple(p for p in self.numbered.values() if not p.reference)

    def _number(self, number: int, piece: Piece, stretches: tuple[Stretch, ...], largest: Facet | None) -> Numbered:
        source = self.sources[piece.source].text
        text = piece.span.of(source)
        cluster = self.clusters.get(piece.id)
        return Numbered(
            number,
            piece,
            text,
            characters(text),
            cluster.number if cluster else None,
            Placement(),
            stretches,
            self._shares(piece, source, stretches, largest),
            largest,
        )

    def _shares(self, piece: Piece, source: str, stretches: tuple[Stretch, ...], largest: Facet | None) -> Counted:
        told = self._told_shares.get(piece.id)
        if told is not None:
            return counted_shares(source, piece.span, stretches, everything=told.copied, counted=told.counted)
        # Comparison counts folded characters without boilerplate, so a single pair may come out higher than our plain count: the total is never below it.
        plain = counted_shares(source, piece.span, stretches)
        if largest is None:
            return plain
        everything, counts = max(plain.everything, largest.containment), max(plain.counted, largest.counted)
        return counted_shares(source, piece.span, stretches, everything=everything, counted=counts)

    @cached_property
    def _told_shares(self) -> dict[str, PieceShare]:
        return {s.piece: s for s in self.comparison.shares}

    def pair_shares(self, pair: PiecePair) -> tuple[Counted, Counted]:
        """How much of the left piece is found in the right one, and the other way round."""
        alignments = self.between(pair)
        left, right = self.pieces[pair.left], self.pieces[pair.right]
        ours = tuple(Stretch(a.left.span, a.excluded) for a in alignments)
        theirs = tuple(Stretch(a.right.span, a.excluded) for a in alignments)
        return (
            counted_shares(
                self.sources[left.source].text,
                left.span,
                ours,
                everything=pair.containment,
                counted=counted(pair, left=True),
            ),
            counted_shares(
                self.sources[right.source].text,
                right.span,
                theirs,
                everything=pair.other_containment,
                counted=counted(pair, left=False),
            ),
        )

    def _stretches(self) -> dict[str, tuple[Stretch, ...]]:
        found: dict[tuple[str, Exclusion | None], list[Span]] = defaultdict(list)
        for ids, alignments in self.alignments.items():
            if len(ids) == 2:
                for alignment in alignments:
                    for side in (alignment.left, alignment.right):
                        id_ = f"{side.source}#{side.piece}"
                        whole = self.pieces[id_].span
                        span = Span(max(side.span.start, whole.start), min(side.span.end, whole.end))
                        found[id_, alignment.excluded].append(span)
        made: dict[str, list[Stretch]] = defaultdict(list)
        for (id_, excluded), spans in found.items():
            made[id_].extend(Stretch(s, excluded) for s in union(s for s in spans if len(s) > 0))
        # What counts is drawn last, over what does not.
        return {
            id_: tuple(sorted(s, key=lambda s: (s.excluded is None, s.excluded or "", s.span)))
            for id_, s in made.items()
        }

    def _largest(self) -> dict[str, Facet]:
        best: dict[str, Facet] = {}
        for pair in self.pairs:
            for id_, facet in (
                (pair.left, Facet(pair.right, pair.containment, counted(pair, left=True))),
                (pair.right, Facet(pair.left, pair.other_containment, counted(pair, left=False))),
            ):
                if id_ not in best or (facet.counted, facet.containment) > (best[id_].counted, best[id_].containment):
                    best[id_] = facet
        for share in self.comparison.shares:
            if share.largest_source in self.pieces and share.piece in best:
                facet = best[share.piece]
                everything = facet.containment if facet.other == share.largest_source else share.largest
                best[share.piece] = Facet(share.largest_source or "", max(everything, share.largest), share.largest)
        return best

    def verdict(self, *ids: str) -> tuple[str, str, str] | None:
        """The editor's verdict on one piece or on a pair of pieces."""
        return self.verdicts.get(self.code(*ids))

    def code(self, *ids: str) -> str:
        """The code by which decisions name one piece or a pair."""
        return piece_code(ids[0]) if len(ids) == 1 else pair_code(*ids)

    def cluster_code(self, cluster: Cluster) -> str:
        """The code by which decisions name a cluster."""
        return cluster_code(cluster.members)

    def _placements(self) -> dict[str, Placement]:
        if self.plan is None:
            return {}
        found = {left_out.id: Placement(left_out=left_out) for left_out in self.plan.left_out}
        position = 0
        for part in self.plan.parts:
            for entry in part.entries:
                position += 1
                found[entry.id] = Placement(part.name, position)
        return found

    def name(self, id_: str) -> str:
        """`3号《题名》`, `参照3号《题名》`, or the bare id for a piece that is not in the collection."""
        known = self.numbered.get(id_)
        return f"{known.called}《{known.piece.title or '无题'}》" if known else id_

    def told(self, placement: Placement) -> str:
        """One Chinese sentence about where the piece went in the volume, "" without a plan."""
        if self.plan is None:
            return ""
        if placement.left_out is not None:
            return f"未收：{self.reason(placement.left_out)}"
        return f"收入{placement.part}，全书第 {placement.position} 篇" if placement.position else "未编入"

    def reason(self, left_out: LeftOut) -> str:
        """Why a piece is not in the volume, and which piece stands in its place."""
        return left_out.reason + (f"（以{self.name(left_out.instead)}为准）" if left_out.instead else "")
