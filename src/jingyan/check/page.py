"""What every rule sees: the text in one shape, its figures, sentences and pieces; and what a rule hands back."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from jingyan.model.extracts import Extracts, Figure
from jingyan.model.indicators import Indicator
from jingyan.model.source import Source
from jingyan.model.span import Span
from jingyan.model.structure import Outline, Piece
from jingyan.zh.punctuation import one_shape

FindingStatus = Literal["inconsistent", "suspicious", "consistent"]
_MOST = 40
"""Figures that are looked at together; longer sentences (tables in one line, texts without marks) are taken in parts, so that checking stays linear."""
_SENTENCE = re.compile(r"[^。!?\n]+[。!?]?")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence (up to 。!? or a line break) with its figures in order."""

    start: int
    end: int
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One Source as the rules see it; offsets are those of the Source's own text, `starts` where its pieces begin."""

    source: Source
    text: str
    figures: tuple[Figure, ...]
    sentences: tuple[Sentence, ...]
    pieces: tuple[Piece, ...]
    starts: tuple[int, ...]
    indicators: tuple[Indicator, ...] = ()

    def before(self, figure: Figure, length: int = 20) -> str:
        """The characters left of a figure, within its line, without spaces."""
        left = self.text[max(0, figure.span.start - length) : figure.span.start]
        return left[left.rfind("\n") + 1 :].replace(" ", "")

    def between(self, left: Figure, right: Figure) -> str:
        """The characters between two figures, without spaces."""
        return self.text[left.span.end : right.span.start].replace(" ", "")

    def of(self, figure: Figure) -> str:
        """A figure as written, in one shape (for reading its digits)."""
        return self.text[figure.span.start : figure.span.end]

    def cells(self, left: Figure, right: Figure) -> str:
        """The characters between two figures as they stand in the source, with the tabs between the cells of a table."""
        return self.source.text[left.span.end : right.span.start]

    def said(self, figure: Figure) -> str:
        """A figure as written, in one shape and without spaces (for messages)."""
        return self.of(figure).replace(" ", "")

    def inside(self, span: Span) -> tuple[Figure, ...]:
        """The figures that begin within `span`, in order."""
        low = bisect_left(self.figures, span.start, key=lambda f: f.span.start)
        high = bisect_left(self.figures, span.end, low, key=lambda f: f.span.start)
        return self.figures[low:high]

    def quote(self, span: Span) -> str:
        """The Source's own characters (for messages)."""
        return span.of(self.source.text)

    def title_at(self, span: Span) -> str:
        """Title and organisation of the leaf piece at the start of `span`; "" if there is none. In the source's own script."""
        index = bisect_right(self.starts, span.start) - 1
        piece = self.pieces[index] if index >= 0 else None
        return f"{piece.title} {piece.organisation or ''}" if piece and span.start < piece.span.end else ""

    def piece_of(self, span: Span) -> str | None:
        """The label of the leaf piece at the start of `span`, or None."""
        index = bisect_right(self.starts, span.start) - 1
        inside = index >= 0 and span.start < self.pieces[index].span.end
        return self.pieces[index].label if inside else None


@dataclass(frozen=True, slots=True)
class Relation:
    """What a rule found: `formula` the arithmetic or the words compared, `places` the spans concerned, `detail` fills the rule's Chinese message."""

    status: FindingStatus
    formula: str
    places: tuple[Span, ...]
    detail: str = ""


def verdict(*, right: bool) -> FindingStatus:
    """The status of a hard relation that holds or does not."""
    return "consistent" if right else "inconsistent"


def make_page(
    source: Source, reading: str, outline: Outline, extracts: Extracts, indicators: tuple[Indicator, ...] = ()
) -> Page:
    """The Page of a Source and what was extracted from it; `indicators` is the table whose thresholds hold."""
    text = _joined(one_shape(reading))
    parents = {p.parent for p in outline.pieces}
    pieces = tuple(sorted((p for p in outline.pieces if p.label not in parents), key=lambda p: p.span))
    starts = tuple(p.span.start for p in pieces)
    return Page(source, text, extracts.figures, _sentences(text, extracts.figures), pieces, starts, indicators)


_WRAPPED = re.compile(
    r"(?<=[^\n]{24}[\u4e00-\u9fff\d,、 ])\r?\n(?=[\u4e00-\u9fff\d,、;。)])(?![一二三四五六七八九十]{1,3}[、是.]|第[一二三四五六七八九十]|\d{1,2}[、.](?!\d))"
)


_WHICH_MISTYPED = re.compile(r"(?<=[,。;(])基中(?![药学])")
"""其中 with its first character mistyped, a slip that input by shape makes often."""


def _joined(text: str) -> str:
    """`text` with a space for each line break inside a sentence (full lines that end without a mark), so that wrapped lines are read on, and 基中 as 其中."""
    return _WHICH_MISTYPED.sub("其中", _WRAPPED.sub(lambda match: " " * len(match.group()), text))


def _sentences(text: str, figures: Sequence[Figure]) -> tuple[Sentence, ...]:
    """All sentences that hold figures."""
    found: list[Sentence] = []
    index = 0
    for match in _SENTENCE.finditer(text):
        held: list[Figure] = []
        while index < len(figures) and figures[index].span.start < match.end():
            held.append(figures[index])
            index += 1
        found.extend(
            Sentence(match.start(), match.end(), tuple(held[first : first + _MOST]))
            for first in range(0, len(held), _MOST)
        )
    return tuple(found)
