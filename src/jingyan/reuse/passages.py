"""Candidates → matches: grown, merged, set on sentence bounds, weighed; still in masked characters."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass

from jingyan.model.reuse import ReuseText
from jingyan.model.span import Span
from jingyan.reuse.chaining import Box, Candidate
from jingyan.reuse.extending import grow_all, merge
from jingyan.reuse.fingerprints import FIGURE, FIGURE_LAST, kept_places
from jingyan.reuse.formulas import formula_spans, own_length
from jingyan.reuse.settings import ReuseSettings

_BOUND = re.compile(r"[。！？!?；;\n\r]")
_BREAK = re.compile(r"[\n\r]")
_STOP = re.compile(r"[。！？!?；;]")
_PAUSE = re.compile(r"[。！？!?；;，,：:\n\r]")
_TITLE, _AGREE = 60, 8  # title lines are shorter than the first; so many equal characters begin the text
_SAME_TITLE = 0.8  # titles less alike are two titles, not one that was changed
_WIDEN = 12  # a sentence whose first or last characters only were changed is taken whole
_TRIM = 3  # so many equal characters past a sentence bound are chance
_BEFORE, _BEHIND = 40, 100  # a formula that a passage begins or ends in is looked for so far outside it
_UNEVEN = 4  # names of different length at the bound


@dataclass(frozen=True, slots=True)
class View:
    """A text as the aligner sees it: masked characters, the folded place of each, its reading for sentence bounds."""

    text: ReuseText
    masked: str
    places: array[int]
    reading: str

    def folded(self, begin: int, end: int) -> Span:
        """Masked characters begin:end as a span of the folded text (whole digit runs)."""
        size = len(self.text.folded.text)
        return Span(self._place(begin, size), self._place(end, size))

    def bound(self, at: int) -> bool:
        """True where a sentence ends or begins between the masked characters at-1 and at."""
        if at <= 0 or at >= len(self.masked):
            return True
        origin, here = self.text.folded.origin, self.places[at]
        return _BOUND.search(self.reading, origin[here - 1] + 1, origin[here]) is not None

    def pause(self, begin: int, end: int) -> bool:
        """True if a clause ends between the masked characters begin and end, not at them."""
        span = self.folded(begin, end)
        origin = self.text.folded.origin
        return _PAUSE.search(self.reading, origin[span.start] + 1, origin[span.end - 1]) is not None

    def lines(self, begin: int, end: int) -> list[int]:
        """Where lines begin between the masked characters begin and end, as long as no sentence ends before."""
        origin = self.text.folded.origin
        last = min(end, len(self.masked)) - 1
        if last <= begin:
            return []
        low, high = origin[self.places[begin]], origin[self.places[last]]
        stop = _STOP.search(self.reading, low, high)
        limit = stop.start() if stop else high
        # A line that begins in the gap where the sentence ends is none of them.
        breaks = (bisect_left(origin, m.start()) for m in _BREAK.finditer(self.reading, low, limit))
        found = sorted({bisect_left(self.places, at) for at in breaks})
        return [at for at in found if stop is None or origin[self.places[at]] < stop.start()]

    def own(self, begin: int, end: int) -> int:
        """How many of the masked characters begin:end are no formula (digit runs count by their digits)."""
        origin, span = self.text.folded.origin, self.folded(begin, end)
        first, last = max(0, span.start - _BEFORE), min(len(origin), span.end + _BEHIND)
        return own_length(origin, span, formula_spans(self.reading, origin[first], origin[last - 1] + 1))

    def _place(self, at: int, size: int) -> int:
        return self.places[at] if at < len(self.places) else size


@dataclass(frozen=True, slots=True)
class Match:
    """A passage that two texts (by number) share, as spans of their folded texts."""

    first: int
    second: int
    left: Span
    right: Span
    evidence: float


def find_matches(candidate: Candidate, left: View, right: View, settings: ReuseSettings) -> tuple[Match, ...]:
    """The matches of one candidate that are long and rare enough, by place on the left."""
    boxes = merge(grow_all(candidate.boxes, left.masked, right.masked), left.masked, right.masked, settings)
    settled = [_settle(b, left, right) for b in boxes if _counts(b, left, right, settings)]
    kept = [b for b in settled if b.length >= settings.least_joined]
    return tuple(
        Match(
            candidate.first,
            candidate.second,
            left.folded(b.left, b.left_end),
            right.folded(b.right, b.right_end),
            b.evidence,
        )
        for b in kept
    )


def closing_end(reading: str, end: int) -> int:
    """`end` moved over closing punctuation that directly follows it (a sentence's own full stop, quote or bracket)."""
    found = _CLOSING.match(reading, end)
    return found.end() if found else end


_CLOSING = re.compile(r"[。！？!?；;…”’」』》）)]*")


def _counts(box: Box, left: View, right: View, settings: ReuseSettings) -> bool:
    """True if the box is long enough and rare enough to be a finding, formulas not counted."""
    from rapidfuzz.distance import Indel

    if box.length < settings.least_joined or box.evidence < settings.least_evidence:
        return False
    if box.length > settings.formula_most:
        return True
    ours, theirs = left.masked[box.left : box.left_end], right.masked[box.right : box.right_end]
    own = left.own(box.left, box.left_end)
    if ours != theirs:
        own = min(own, right.own(box.right, box.right_end))
    evidence = box.evidence * min(1.0, own / box.length)
    doubt = settings.figure_doubt * _other_figures(ours, theirs) + settings.edit_doubt * Indel.distance(ours, theirs)
    return (
        own >= (settings.least_joined if left.pause(box.left, box.left_end) else settings.least_length)
        and evidence >= settings.least_evidence
        and evidence + settings.length_worth * own - doubt >= settings.least_score
    )


def _other_figures(left: str, right: str) -> int:
    """How many figures of one side the other does not have: stock sentences differ in their figures only."""
    ours, theirs = (Counter(c for c in t if FIGURE <= c <= FIGURE_LAST) for t in (left, right))
    return min((ours - theirs).total(), (theirs - ours).total())


def _settle(box: Box, left: View, right: View) -> Box:
    """`box` with its bounds on sentence bounds where both texts have one near."""
    starts = _past_title(left, right, *_shift(left, right, box.left, box.right, -1))
    ends = _shift(left, right, box.left_end, box.right_end, 1)
    return Box(starts[0], ends[0], starts[1], ends[1], box.evidence)


def _past_title(left: View, right: View, at: int, other: int) -> tuple[int, int]:
    """Where the passage begins once lines before its first line are left out that are another title on either side, or of which only
    the last words are alike.
    """
    if left.masked[at : at + _AGREE] == right.masked[other : other + _AGREE]:
        return at, other
    from rapidfuzz.distance import Indel

    whole = left.bound(at) and right.bound(other)
    for p in (at, *left.lines(at, at + _TITLE)):
        for q in (other, *right.lines(other, other + _TITLE)):
            if left.masked[p : p + _AGREE] == right.masked[q : q + _AGREE]:
                like = Indel.normalized_similarity(left.masked[at:p], right.masked[other:q])
                return (at, other) if whole and like >= _SAME_TITLE else (p, q)
    return at, other


def _shift(left: View, right: View, at: int, other: int, way: int) -> tuple[int, int]:
    """Where a bound at `at` and `other` belongs; `way` points outward."""
    for k in range(_TRIM + 1):
        if left.bound(at - way * k) and right.bound(other - way * k):
            return at - way * k, other - way * k
    out = _nearest(left, at, way), _nearest(right, other, way)
    if out[0] is None or out[1] is None or abs(abs(out[0] - at) - abs(out[1] - other)) > _UNEVEN:
        return at, other
    return out[0], out[1]


def _nearest(view: View, at: int, way: int) -> int | None:
    return next((at + way * k for k in range(_WIDEN + 1) if view.bound(at + way * k)), None)


def view(text: ReuseText, masked: str, reading: str) -> View:
    """The View of one text."""
    return View(text, masked, array("I", kept_places(text.folded.text).tobytes()), reading)
