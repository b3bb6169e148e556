"""Matches → Alignments: offsets in both Sources, similarity, what was changed, relations of the passage itself."""

from __future__ import annotations

from dataclasses import dataclass

from jingyan.model.reuse import Alignment, Passage, Relation, ReuseText, Substitution
from jingyan.model.span import Span
from jingyan.reuse.passages import Match, closing_end
from jingyan.reuse.substitutions import find_substitutions

_WIDE = {c: c - 0xFEE0 for c in range(0xFF01, 0xFF5F)}
_CROSSED_LEAST = 12  # so many characters in another order are a moved clause, fewer a moved word
_SWAPS_LEAST = 2  # one changed name or figure is an edit, several are a renaming
_SWAPS_SHARE = 0.5  # of the names and figures of the passage
_FRAME_LEAST = 0.5  # similarity outside the swapped names that still counts as the same frame


@dataclass(frozen=True, slots=True)
class Aligned:
    """An Alignment with the folded spans and matched characters that pairs are counted from."""

    alignment: Alignment
    left: Span
    right: Span
    matched: int
    crossed: int


def align(match: Match, left: ReuseText, right: ReuseText, left_reading: str, right_reading: str) -> Aligned:
    """The Alignment of `match` between `left` and `right`, which fold to the two texts the match was found in."""
    from rapidfuzz.distance import Indel

    one, two = _worded(left, left_reading, match.left), _worded(right, right_reading, match.right)
    spans = _source_span(left, left_reading, match.left), _source_span(right, right_reading, match.right)
    swaps: tuple[Substitution, ...] = ()
    if one == two:
        matched, names, residue = len(one), 0, 0
    else:
        operations = Indel.opcodes(one, two)
        changed = [(o.src_start, o.src_end, o.dest_start, o.dest_end) for o in operations if o.tag != "equal"]
        matched = len(one) - sum(e - b for b, e, _, _ in changed)
        origins = (
            left.folded.origin[match.left.start : match.left.end],
            right.folded.origin[match.right.start : match.right.end],
        )
        found = find_substitutions(changed, *origins, left_reading, right_reading)
        swaps, names, residue = found.substitutions, found.names, found.residue
    relations = _relations(left, right, match, swaps, names, residue, matched, same=one == two)
    alignment = Alignment(
        Passage(left.source, left.piece, spans[0]),
        Passage(right.source, right.piece, spans[1]),
        round(2 * matched / max(1, len(one) + len(two)), 4),
        relations,
        swaps,
    )
    return Aligned(alignment, match.left, match.right, matched, match.crossed)


def _worded(text: ReuseText, reading: str, span: Span) -> str:
    """The folded characters at `span`, with the reading's word repairs (國小→小学) where the piece is in traditional script."""
    plain = text.folded.text[span.start : span.end]
    if text.script not in ("traditional", "mixed"):
        return plain
    read = "".join([reading[o] for o in text.folded.origin[span.start : span.end]]).translate(_WIDE)
    return "".join([r if "㐀" <= r <= "鿿" else p for r, p in zip(read, plain, strict=True)])


def _source_span(text: ReuseText, reading: str, span: Span) -> Span:
    origin = text.folded.origin
    return Span(origin[span.start], closing_end(reading, origin[span.end - 1] + 1))


def _relations(
    left: ReuseText,
    right: ReuseText,
    match: Match,
    swaps: tuple[Substitution, ...],
    names: int,
    residue: int,
    matched: int,
    *,
    same: bool,
) -> tuple[Relation, ...]:
    """Relations that the passage shows by itself, in the order of docs/words.md."""
    out: list[Relation] = []
    scripts = {left.script, right.script}
    if same:
        out.append("identical")
    frame = matched / max(1, matched + residue / 2)
    renamed = len(swaps) >= _SWAPS_LEAST and len(swaps) >= _SWAPS_SHARE * names and frame >= _FRAME_LEAST
    if not same and (residue or (swaps and not renamed)):
        out.append("edited")
    if renamed:
        out.append("renamed")
    if "traditional" in scripts and scripts & {"simplified", "mixed"}:
        out.append("script")
    if match.crossed >= _CROSSED_LEAST:
        out.append("reordered")
    return tuple(out)
