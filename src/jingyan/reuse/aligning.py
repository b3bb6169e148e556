"""Matches → Alignments: offsets in both Sources, similarity, what was changed, relations of the passage itself."""

from __future__ import annotations

from dataclasses import dataclass

from jingyan.model.reuse import Alignment, Passage, ReuseText
from jingyan.model.span import Span
from jingyan.reuse.differing import differing
from jingyan.reuse.fingerprints import codes_of
from jingyan.reuse.finishing import finish
from jingyan.reuse.passages import Match, closing_end
from jingyan.reuse.relations import Compared, passage_relations
from jingyan.reuse.substitutions import Swaps, find_substitutions

_FIRST, _LAST = ord("㐀"), ord("鿿")


@dataclass(frozen=True, slots=True)
class Aligned:
    """An Alignment with the folded spans and matched characters that pairs are counted from."""

    alignment: Alignment
    left: Span
    right: Span
    matched: int


def align(
    match: Match, left: ReuseText, right: ReuseText, left_reading: str, right_reading: str, *, alone: bool = False
) -> Aligned:
    """The Alignment of `match` between `left` and `right`, which fold to the two texts the match was found in; where it is the only one of its pair
    (`alone`) and renamed it takes in the sentences beside it that were renamed too.
    """
    aligned = _align(match, left, right, left_reading, right_reading)
    if alone and "renamed" in aligned.alignment.relations:
        grown = finish(match, left, right, left_reading, right_reading)
        if grown != match:
            return _align(grown, left, right, left_reading, right_reading)
    return aligned


def _align(match: Match, left: ReuseText, right: ReuseText, left_reading: str, right_reading: str) -> Aligned:
    one, two = _worded(left, left_reading, match.left), _worded(right, right_reading, match.right)
    changed = differing(one, two)
    origins = (
        left.folded.origin[match.left.start : match.left.end],
        right.folded.origin[match.right.start : match.right.end],
    )
    swaps = find_substitutions((one, two), *origins, left_reading, right_reading) if changed else Swaps((), 0, 0, 0)
    matched = len(one) - sum(end - begin for begin, end, _, _ in changed)
    alignment = Alignment(
        Passage(left.source, left.piece, _source_span(left, left_reading, match.left)),
        Passage(right.source, right.piece, _source_span(right, right_reading, match.right)),
        round(2 * matched / (len(one) + len(two)), 4),
        passage_relations(Compared(one, two, changed, swaps), frozenset((left.script, right.script))),
        swaps.substitutions,
    )
    return Aligned(alignment, match.left, match.right, matched)


def _worded(text: ReuseText, reading: str, span: Span) -> str:
    """The folded characters at `span`, with the reading's word repairs (國小→小学) where the piece is in traditional script."""
    plain = text.folded.text[span.start : span.end]
    if text.script not in ("traditional", "mixed") or not span:
        return plain
    import numpy as np

    origin = np.asarray(text.folded.origin[span.start : span.end])
    codes = codes_of(reading[origin[0] : origin[-1] + 1])
    read = codes[origin - origin[0]]
    chinese = (read >= _FIRST) & (read <= _LAST)
    return np.where(chinese, read, codes_of(plain)).tobytes().decode("utf-32-le", "surrogatepass")


def _source_span(text: ReuseText, reading: str, span: Span) -> Span:
    origin = text.folded.origin
    return Span(origin[span.start], closing_end(reading, origin[span.end - 1] + 1))
