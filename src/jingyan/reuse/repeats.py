"""Sentences that stand twice in one piece: a paragraph pasted again, a copy put together badly. Headings and formulas may come back."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from jingyan.model.reuse import Alignment, Passage, ReuseText
from jingyan.model.span import Span
from jingyan.reuse.formulas import formula_spans, own_length
from jingyan.reuse.passages import closing_end

_LEAST = 30  # own folded characters: shorter sentences are said again
_PARTS = re.compile(r"[。！？!?\n\r]")
_ENDS = frozenset("。！？!?")
_NOISE = re.compile(r"[\s\u3000]+")


def find_repeats(texts: Sequence[ReuseText], readings: Mapping[str, str]) -> tuple[Alignment, ...]:
    """The passages that stand twice in one submitted piece, in order of collection and place; neighbouring sentences that come back together are one passage.

    Of a sentence that stands more than twice each later one is set beside the first. Linear in the text.
    """
    return tuple(
        a for t in texts if t.role == "submitted" and len(t.folded.text) > _LEAST for a in _repeats(t, readings)
    )


def _repeats(text: ReuseText, readings: Mapping[str, str]) -> Iterator[Alignment]:
    origin, reading = text.folded.origin, readings[text.source]
    begin, end = origin[0], closing_end(reading, origin[-1] + 1)
    # Nearly every piece ends here: a cheap look whether any long part comes twice at all.
    long = [p for p in _PARTS.split(reading[begin:end]) if len(p) >= _LEAST]
    if len(set(map(_plain, long))) == len(long):
        return
    first: dict[str, Span] = {}
    held: list[tuple[Span, Span]] = []
    for span in _sentences(reading, begin, end):
        key = _key(text, span)
        if key is None:
            continue
        if key not in first:
            first[key] = span
        elif held and _follows(reading, held[-1][0], first[key]) and _follows(reading, held[-1][1], span):
            held[-1] = Span(held[-1][0].start, first[key].end), Span(held[-1][1].start, span.end)
        else:
            held.append((first[key], span))
    for one, two in held:
        formulas = formula_spans(reading, one.start, one.end)
        if own_length(origin, _in_folded(text, one), formulas) < _LEAST:
            continue
        left, right = (Passage(text.source, text.piece, Span(s.start, closing_end(reading, s.end))) for s in (one, two))
        yield Alignment(left, right, 1.0, ("identical",))


def _plain(part: str) -> str:
    return _NOISE.sub("", part)


def _sentences(reading: str, begin: int, end: int) -> Iterator[Span]:
    """Full sentences; a line that no sentence ends in is a heading or a row, unless it is long enough for a paragraph."""
    at = begin
    for match in _PARTS.finditer(reading, begin, end):
        if match.group() in _ENDS or match.start() - at >= 2 * _LEAST:
            yield Span(at, match.start())
        at = match.end()
    if end - at >= 2 * _LEAST:
        yield Span(at, end)


def _key(text: ReuseText, span: Span) -> str | None:
    """The folded characters of a sentence that is long enough, else None."""
    folded = _in_folded(text, span)
    return text.folded.text[folded.start : folded.end] if len(folded) >= _LEAST else None


def _in_folded(text: ReuseText, span: Span) -> Span:
    origin = text.folded.origin
    return Span(bisect_left(origin, span.start), bisect_left(origin, span.end))


def _follows(reading: str, before: Span, after: Span) -> bool:
    """True if only signs and blanks stand between the two."""
    return before.end <= after.start <= before.end + 8 and not any(
        c.isalnum() for c in reading[before.end : after.start]
    )
