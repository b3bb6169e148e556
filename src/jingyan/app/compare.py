"""Compare: pieces of a collection against each other."""

from array import array
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from jingyan.app.collect import Collected
from jingyan.model.problem import Problem, Progress, no_progress
from jingyan.model.reuse import Alignment, Comparison, ReuseText, Role
from jingyan.model.script import FoldedText
from jingyan.model.span import Span

if TYPE_CHECKING:
    from jingyan.reuse.settings import ReuseSettings


def compare_pieces(
    collected: Collected, settings: "ReuseSettings | None" = None, *, progress: Progress = no_progress
) -> tuple[Comparison, tuple[Problem, ...]]:
    """Find copied passages between all leaf pieces (collections that only hold others take no part), and between them and the collection's references."""
    from jingyan.reuse.comparing import compare
    from jingyan.reuse.settings import ReuseSettings

    texts, readings = list(reuse_texts(collected)), dict(collected.readings)
    parts: tuple[tuple[Collected | None, Role, bool | None], ...] = (
        (collected.references, "reference", None),
        (collected.templates, "exclusion", False),
        (collected.policies, "exclusion", True),
    )
    for beside, role, document in parts:
        if beside is not None:
            texts += _in_role(reuse_texts(beside), role, document)
            readings |= beside.readings
    found, problems = compare(texts, readings, settings or ReuseSettings(), progress=progress)
    own = frozenset(s.path for s in collected.sources)
    return in_own_characters(found, collected.with_references), tuple(
        p for p in problems if not p.source or p.source in own
    )


def _in_role(texts: Sequence[ReuseText], role: Role, document: bool | None) -> list[ReuseText]:
    """The texts in this role; `document` None leaves that as found."""
    return [replace(t, role=role, document=t.document if document is None else document) for t in texts]


def in_own_characters(comparison: Comparison, collected: Collected) -> Comparison:
    """The comparison with every substitution's texts as the Sources have them (comparing sees only simplified readings)."""
    texts = {s.path: s.text for s in collected.sources}

    def own(a: Alignment) -> Alignment:
        left, right = texts[a.left.source], texts[a.right.source]
        swaps = tuple(replace(s, text=s.span.of(left), other_text=s.other_span.of(right)) for s in a.substitutions)
        return replace(a, substitutions=swaps)

    return replace(
        comparison, alignments=tuple(map(own, comparison.alignments)), repeats=tuple(map(own, comparison.repeats))
    )


def reuse_texts(collected: Collected) -> tuple[ReuseText, ...]:
    """One ReuseText a leaf piece: its folded body without site furniture."""
    from jingyan.script.fold import fold

    texts: list[ReuseText] = []
    for source in collected.sources:
        outline = collected.outlines[source.path]
        folded = fold(source.text)
        furniture = sorted(b.span for b in outline.boilerplate)
        for piece in outline.pieces:
            if piece.kind == "collection":
                continue
            part = cut_folded(folded, piece.body, furniture)
            texts.append(
                ReuseText(
                    piece.id,
                    source.path,
                    piece.label,
                    part,
                    piece.script,
                    piece.complete,
                    unit=piece.organisation,
                    document=piece.kind == "document",
                )
            )
    return tuple(texts)


def cut_folded(folded: FoldedText, span: Span, without: Sequence[Span]) -> FoldedText:
    """The folded characters whose origin lies in `span` but in none of `without` (sorted by start); origins stay offsets in the Source."""
    pieces: list[str] = []
    origin = array("I")
    position = span.start
    for hole in [*(h for h in without if h.overlap(span)), Span(span.end, span.end)]:
        first, last = bisect_left(folded.origin, position), bisect_left(folded.origin, max(position, hole.start))
        pieces.append(folded.text[first:last])
        origin.extend(folded.origin[first:last])
        position = max(position, hole.end)
    return FoldedText("".join(pieces), origin)
