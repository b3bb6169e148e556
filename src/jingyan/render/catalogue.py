"""One index over the model's data for all reports: numbered pieces, what each shares with the others, its place in the volume; no layout here."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from jingyan.model.reuse import Alignment, Cluster, Comparison, PiecePair, Substitution
from jingyan.model.source import Source
from jingyan.model.span import Span
from jingyan.model.structure import Piece
from jingyan.model.volume import LeftOut, VolumePlan
from jingyan.render.wording import characters


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a piece went: `part` of the volume and its place `position` (from 1), or `left_out`; neither when there is no plan."""

    part: str = ""
    position: int = 0
    left_out: LeftOut | None = None


@dataclass(frozen=True, slots=True)
class Numbered:
    """A piece with its number (序号, from 1, in collection order), its text and what it shares: `share` 0-1 of its characters lie in passages shared with any other piece,
    `largest` is the strongest single pair seen from this piece.
    """

    number: int
    piece: Piece
    text: str
    characters: int
    cluster: int | None
    placement: Placement
    stretches: tuple[Span, ...]
    share: float
    largest: "Facet | None"


@dataclass(frozen=True, slots=True)
class Facet:
    """A pair seen from one of its pieces: `other` Piece id, `containment` 0-1 of this piece that is found in the other."""

    other: str
    containment: float


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
    return Alignment(alignment.right, alignment.left, alignment.similarity, alignment.relations, swapped)


def grown(alignment: Alignment) -> Alignment:
    """The alignment with both passages wide enough for their substitutions: a figure at the edge may reach over it (87.2|%)."""
    left, right = alignment.left, alignment.right
    a = _around(left.span, [s.span for s in alignment.substitutions])
    b = _around(right.span, [s.other_span for s in alignment.substitutions])
    return replace(alignment, left=replace(left, span=a), right=replace(right, span=b))


def _around(span: Span, inner: Iterable[Span]) -> Span:
    spans = [span, *(s for s in inner if len(s) > 0)]
    return Span(min(s.start for s in spans), max(s.end for s in spans))


class Catalogue:
    """Lookups over one collection; built once for each report from plain data and never changed."""

    def __init__(
        self, sources: Sequence[Source], pieces: Sequence[Piece], comparison: Comparison, plan: VolumePlan | None
    ) -> None:
        self.sources = {source.path: source for source in sources}
        # A piece whose source is missing cannot be quoted; the caller's data are wrong then and a KeyError later would hide it.
        # The shell of a collection is no piece, its parts are: it is neither numbered nor counted, so that 收入 and 未收 make up all pieces.
        self.pieces = {p.id: p for p in pieces if p.source in self.sources and p.kind != "collection"}
        self.comparison = comparison
        # A comparison of two files has no volume: its plan is empty, and nothing is said about places in it.
        self.plan = plan if plan is not None and (plan.parts or plan.left_out) else None
        self.clusters: dict[str, Cluster] = {m: c for c in comparison.clusters for m in c.members}
        self.pairs: tuple[PiecePair, ...] = tuple(
            p for p in comparison.pairs if p.left in self.pieces and p.right in self.pieces
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

    @cached_property
    def numbered(self) -> dict[str, Numbered]:
        """Every piece by id, in collection order."""
        stretches = self._stretches()
        largest = self._largest()
        placements = self._placements()
        return {
            id_: self._number(number, piece, stretches.get(id_, ()), largest.get(id_), placements.get(id_, Placement()))
            for number, (id_, piece) in enumerate(self.pieces.items(), 1)
        }

    def _number(
        self, number: int, piece: Piece, stretches: tuple[Span, ...], largest: Facet | None, placement: Placement
    ) -> Numbered:
        source = self.sources[piece.source].text
        text = piece.span.of(source)
        letters = sum(map(str.isalnum, text))
        shared = sum(sum(map(str.isalnum, s.of(source))) for s in stretches)
        # Comparison counts folded characters without boilerplate, so a single pair may come out higher than our plain count: the total is never below it.
        share = min(1.0, max(shared / letters if letters else 0.0, largest.containment if largest else 0.0))
        cluster = self.clusters.get(piece.id)
        return Numbered(
            number,
            piece,
            text,
            characters(text),
            cluster.number if cluster else None,
            placement,
            stretches,
            share,
            largest,
        )

    def _stretches(self) -> dict[str, tuple[Span, ...]]:
        found: dict[str, list[Span]] = defaultdict(list)
        for ids, alignments in self.alignments.items():
            if len(ids) == 2:
                for side in (s for a in alignments for s in (a.left, a.right)):
                    id_ = f"{side.source}#{side.piece}"
                    whole = self.pieces[id_].span
                    found[id_].append(Span(max(side.span.start, whole.start), min(side.span.end, whole.end)))
        return {id_: union(s for s in spans if len(s) > 0) for id_, spans in found.items()}

    def _largest(self) -> dict[str, Facet]:
        best: dict[str, Facet] = {}
        for pair in self.pairs:
            for id_, facet in (
                (pair.left, Facet(pair.right, pair.containment)),
                (pair.right, Facet(pair.left, pair.other_containment)),
            ):
                if id_ not in best or facet.containment > best[id_].containment:
                    best[id_] = facet
        return best

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
        """`3号《题名》`, or the bare id for a piece that is not in the collection."""
        known = self.numbered.get(id_)
        return f"{known.number}号《{known.piece.title or '无题'}》" if known else id_

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
