"""Leaf pieces of an Outline and the piece that a place belongs to."""

from bisect import bisect_right
from collections.abc import Sequence

from jingyan.model.span import Span
from jingyan.model.structure import Outline, Piece


def leaf_pieces(outline: Outline) -> tuple[Piece, ...]:
    """Pieces that hold no other piece, in order."""
    parents = {p.parent for p in outline.pieces}
    return tuple(sorted((p for p in outline.pieces if p.label not in parents), key=lambda p: p.span))


def piece_at(pieces: Sequence[Piece], starts: Sequence[int], span: Span) -> Piece | None:
    """The leaf piece that covers the start of `span`, or None; `starts` are the pieces' starts."""
    index = bisect_right(starts, span.start) - 1
    return pieces[index] if index >= 0 and span.start < pieces[index].span.end else None
