"""The source and its cleaned, converted text as aligned rows with every change on both sides; no HTML here."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from jingyan.model.cleaning import CleanedText, Cleaning, Edit, apply
from jingyan.model.problem import Problem
from jingyan.model.script import Conversion
from jingyan.model.span import Span

SURE = 2.0  # a word repair with a smaller margin wants a look (facts of script, section 2)
# Changes of one rule in one line that stand so close are one stop for the reader; a spaced-out line has gaps around numbers and words.
NEAR, NEAR_GAPS = 2, 16
DAMAGE = "damage"
QUIET = frozenset(
    ("width",)
)  # rules whose changes are shown but are no stops: a text with half-width marks has one in every clause
_LINE_END = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_ENDS = "\r\n\x0b\x0c\x85\u2028\u2029"


@dataclass(frozen=True, slots=True)
class Change:
    """One change: `left` in the source, `right` in the cleaned and converted text (empty when nothing stands there any more), `stop` its number for the reader (0: shown, but no stop).

    `rule` is an edit's code, "convert.word" (or quote, character) for a repair, "damage" for what is only reported; `look` del, sub, join, width, conv, doubt or hurt.
    """

    stop: int
    left: Span
    right: Span
    rule: str
    look: str


@dataclass(frozen=True, slots=True)
class Row:
    """Lines that stand against each other; `changes` that touch them."""

    left: Span
    right: Span
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Facing:
    """All changes in order of the source, and all rows; `final` is the text on the right."""

    final: str
    changes: tuple[Change, ...]
    rows: tuple[Row, ...]


def facing_lines(text: str, cleaning: Cleaning, conversion: Conversion, problems: Sequence[Problem]) -> Facing:
    """`text` against the result; `conversion` is that of the cleaned text, `problems` with a span are marked on both sides."""
    cleaned = apply(cleaning, text)
    way = _Way(cleaned, conversion)
    found = [_edited(way, edit) for edit in cleaning.edits]
    found += _repaired(way, conversion)
    found += [Change(0, p.span, way.right(p.span), DAMAGE, "hurt") for p in problems if p.span and len(p.span)]
    changes = _numbered(text, sorted(found, key=lambda change: (change.left, change.rule)))
    return Facing(conversion.text, changes, tuple(_rows(text, cleaning, way, changes)))


@dataclass(frozen=True, slots=True)
class _Way:
    """The way from places in the source to places in the final text."""

    cleaned: CleanedText
    conversion: Conversion

    def at(self, place: int) -> int:
        """Where the first character that stands for `place` or a later one is in the final text."""
        return bisect_left(self.conversion.origin, bisect_left(self.cleaned.origin, place))

    def right(self, span: Span) -> Span:
        """The final characters that stand for those at `span`."""
        return Span(self.at(span.start), self.at(span.end))


def _edited(way: _Way, edit: Edit) -> Change:
    look = (
        "width"
        if edit.rule in QUIET
        else "join"
        if edit.rule == "joined_line"
        else "sub"
        if edit.after.strip()
        else "del"
    )
    return Change(0, edit.span, way.right(edit.span), edit.rule, look)


def _repaired(way: _Way, conversion: Conversion) -> Iterator[Change]:
    origin = way.cleaned.origin
    for repair in conversion.repairs:
        left = Span(origin[repair.span.start], origin[repair.span.end - 1] + 1)
        start, end = (bisect_left(conversion.origin, at) for at in (repair.span.start, repair.span.end))
        doubt = repair.margin is not None and repair.margin < SURE
        yield Change(0, left, Span(start, end), f"convert.{repair.rule}", "doubt" if doubt else "conv")


def _numbered(text: str, changes: Sequence[Change]) -> tuple[Change, ...]:
    numbered: list[Change] = []
    last: Change | None = None  # the last one that is a stop
    for change in changes:
        if change.rule in QUIET:
            numbered.append(change)
            continue
        near = (
            last is not None
            and last.rule == change.rule
            and last.look == change.look
            and 0 <= change.left.start - last.left.end <= (NEAR_GAPS if change.rule == "spaced_out" else NEAR)
            and not _LINE_END.search(text, last.left.start, change.left.end)
        )
        stop = last.stop + (not near) if last else 1
        last = Change(stop, change.left, change.right, change.rule, change.look)
        numbered.append(last)
    return tuple(numbered)


def _rows(text: str, cleaning: Cleaning, way: _Way, changes: Sequence[Change]) -> Iterator[Row]:
    at = 0
    for start, end in pairwise(sorted(_cuts(text, cleaning))):
        while at < len(changes) and changes[at].left.end <= start:
            at += 1
        after = at
        while after < len(changes) and changes[after].left.start < end:
            after += 1
        touching = [change for change in changes[at:after] if change.left.end > start]
        yield Row(Span(start, end), way.right(Span(start, end)), tuple(touching))


def _cuts(text: str, cleaning: Cleaning) -> set[int]:
    """Where rows begin and end: after each line end that stays, and around whole lines that go."""
    edits = cleaning.edits
    starts = [edit.span.start for edit in edits]
    cuts = {0, len(text)}
    for match in _LINE_END.finditer(text):
        i = bisect_left(starts, match.end()) - 1
        if i < 0 or edits[i].span.end <= match.start():
            cuts.add(match.end())
    for edit in edits:
        begins = edit.span.start == 0 or text[edit.span.start - 1] in _ENDS
        if begins and not edit.after and (edit.before[-1] in _ENDS or edit.span.end == len(text)):
            cuts |= {edit.span.start, edit.span.end}
    return cuts
