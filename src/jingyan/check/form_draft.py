"""What the rules of form see of a piece, and what one of them is."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from jingyan.check.telling import Kind
from jingyan.model.span import Span
from jingyan.model.structure import Heading, Piece


@dataclass(frozen=True, slots=True)
class Draft:
    """One leaf piece as these rules see it, with furniture and tables blanked out: `text` as in the Source, `shape` simplified and with all marks in one shape (same offsets)."""

    text: str
    shape: str
    piece: Piece
    headings: tuple[Heading, ...]
    joins: tuple[Span, ...]

    def matches(self, pattern: re.Pattern[str], *, raw: bool = False) -> Iterator[re.Match[str]]:
        """Every match inside the piece."""
        return pattern.finditer(self.text if raw else self.shape, self.piece.span.start, self.piece.span.end)


Find = Callable[[Draft], Iterator[tuple[Span, str]]]


@dataclass(frozen=True, slots=True)
class Format:
    """One rule: what it tells, and the function that finds its places, each with what should stand there ("" when that is open)."""

    kind: Kind
    find: Find
