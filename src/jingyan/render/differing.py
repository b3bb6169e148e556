"""Figures and names in text that was rewritten around them: what `Substitution` cannot pair is still coloured, so that no changed figure goes unseen."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from jingyan.model.reuse import Alignment
from jingyan.model.span import Span
from jingyan.zh.names import find_names

Kind = Literal["num", "name"]
GAP_MOST = 40  # characters between two passages that follow one another on both sides; longer text between them is text of its own
_EDGE = 12
_FIGURE = re.compile(
    r"(?:\d[\d,.，．]*\d|\d|百分之[一二三四五六七八九十百点零两]+|[一二三四五六七八九十百千两]{2,}[万亿]?)"
    r"(?:[余多]?[万亿千百]+)?(?:平方米|平方公里|个百分点|公里|人次|[%％‰元人名所个亩台册套件次项条户家位年月日天节场吨米])?"
)


@dataclass(frozen=True, slots=True)
class Word:
    """A figure or name at `span`."""

    kind: Kind
    span: Span


def differing_words(
    left: str, right: str, ours: Sequence[Span], theirs: Sequence[Span]
) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """Figures and names that touch the changed stretches `ours` of the text `left` and `theirs` of `right` (empty where only the other side has something), without those that both sides have (only moved)."""
    sides = _words(left, ours), _words(right, theirs)
    seen = [{_plain(w, text) for w in words} for text, words in zip((left, right), sides, strict=True)]
    return (
        tuple(w for w in sides[0] if _plain(w, left) not in seen[1]),
        tuple(w for w in sides[1] if _plain(w, right) not in seen[0]),
    )


def _plain(word: Word, text: str) -> str:
    """The word without the marks that only group digits (1,200 and 1200 are one figure)."""
    return re.sub(r"[,，\s]", "", word.span.of(text))


def _words(text: str, stretches: Sequence[Span]) -> list[Word]:
    if not stretches:
        return []
    # A figure or name may reach over the edge of what differs (3|60万元 against 3|40万元).
    begin = max(0, min(s.start for s in stretches) - _EDGE)
    end = min(len(text), max(s.end for s in stretches) + _EDGE)
    words = [
        *(Word("num", Span(*m.span())) for m in _FIGURE.finditer(text, begin, end)),
        *(Word("name", n.span) for n in find_names(text, begin, end)),
    ]
    ordered = sorted(stretches)
    return sorted((w for w in words if _touches(w.span, ordered)), key=lambda w: w.span)


def _touches(span: Span, ordered: Sequence[Span]) -> bool:
    """True if `span` shares a character with one of the stretches, which are in order and do not overlap, or an empty one (the other side has more there) lies inside it."""
    at = bisect_right(ordered, span.start, key=lambda s: s.end)
    return at < len(ordered) and ordered[at].start < span.end


def gaps(alignments: Sequence[Alignment]) -> tuple[tuple[Span, Span], ...]:
    """The short stretches between alignments (in order of the left text) that follow one another on both sides: (left, right), neither empty."""
    found = []
    for a, b in pairwise(alignments):
        if not (0 < b.left.span.start - a.left.span.end <= GAP_MOST):
            continue
        if 0 < b.right.span.start - a.right.span.end <= GAP_MOST:
            found.append((Span(a.left.span.end, b.left.span.start), Span(a.right.span.end, b.right.span.start)))
    return tuple(found)
