"""A renamed passage grown over the sentences beside it that are all names and figures: no seed is found there, but their frame is the same on both sides."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import replace

from jingyan.model.reuse import ReuseText
from jingyan.model.span import Span
from jingyan.reuse.passages import Match
from jingyan.reuse.substitutions import frame

_SENTENCE = 80  # folded characters of a sentence that is looked at
_MOST = 3  # sentences at either end
_ALIKE, _COMMON = 0.6, 6  # of the frames: chance leaves .4, and two signs for names are no frame
_STOP = re.compile(r"[。！？!?；;]")
_BOUND = re.compile(r"[。！？!?；;\n\r]")

Beside = Callable[[ReuseText, str, Span], Span | None]


def finish(match: Match, left: ReuseText, right: ReuseText, left_reading: str, right_reading: str) -> Match:
    """`match` with the sentences before and behind it whose frames are alike; lines without a full stop (titles) are left where they are."""
    for beside in (_before, _behind):
        for _ in range(_MOST):
            ours, theirs = beside(left, left_reading, match.left), beside(right, right_reading, match.right)
            if ours is None or theirs is None or not _alike(ours, theirs, left, right, left_reading, right_reading):
                break
            match = replace(match, left=_united(match.left, ours), right=_united(match.right, theirs))
    return match


def _united(one: Span, two: Span) -> Span:
    return Span(min(one.start, two.start), max(one.end, two.end))


def _alike(ours: Span, theirs: Span, left: ReuseText, right: ReuseText, left_reading: str, right_reading: str) -> bool:
    from rapidfuzz.distance import Indel

    one = frame(ours.of(left.folded.text), left_reading, left.folded.origin[ours.start : ours.end])
    two = frame(theirs.of(right.folded.text), right_reading, right.folded.origin[theirs.start : theirs.end])
    common = (len(one) + len(two) - Indel.distance(one, two)) // 2
    return common >= _COMMON and 2 * common >= _ALIKE * (len(one) + len(two))


def _before(text: ReuseText, reading: str, passage: Span) -> Span | None:
    """The sentence that ends where the passage begins, None if there is none or it is too long."""
    origin, end = text.folded.origin, passage.start
    if end <= 0 or not _STOP.search(reading, origin[end - 1] + 1, origin[end]):
        return None
    low = max(0, end - _SENTENCE)
    bounds = [m.end() for m in _BOUND.finditer(reading, origin[low], origin[end - 1] + 1)]
    if not bounds:
        return Span(0, end) if low == 0 else None
    return Span(bisect_left(origin, bounds[-1]), end)


def _behind(text: ReuseText, reading: str, passage: Span) -> Span | None:
    """The rest of the sentence that the passage ends in, or the next one."""
    origin, begin = text.folded.origin, passage.end
    if begin >= len(origin):
        return None
    high = min(len(origin), begin + _SENTENCE)
    bound = _BOUND.search(reading, origin[begin], min(len(reading), origin[high - 1] + 2))
    if bound is None or not _STOP.match(bound.group()):
        return None
    return Span(begin, bisect_left(origin, bound.start()))
