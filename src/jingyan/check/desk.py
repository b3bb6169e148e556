"""Everything that relations between pieces are looked for in: texts, figures by place, pieces by id."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from jingyan.check.telling import named
from jingyan.model.extracts import Extracts, Figure
from jingyan.model.finding import Member
from jingyan.model.reuse import Passage
from jingyan.model.source import Source
from jingyan.model.span import Span
from jingyan.model.structure import Piece


class Desk:
    """The submitted Sources by path, all pieces by id, the extracts by Source path."""

    def __init__(
        self, sources: Sequence[Source], pieces: Mapping[str, Piece], extracts: Mapping[str, Extracts]
    ) -> None:
        self.sources = {s.path: s for s in sources}
        self.pieces = pieces
        self.extracts = extracts

    def figures(self, passage: Passage) -> list[Figure]:
        """The figures inside a passage."""
        figures = self.extracts[passage.source].figures
        low = bisect_left(figures, passage.span.start, key=lambda f: f.span.start)
        high = bisect_left(figures, passage.span.end, low, key=lambda f: f.span.start)
        return [f for f in figures[low:high] if f.span.end <= passage.span.end]

    def text(self, figure: Figure) -> str:
        """As written."""
        return figure.span.of(self.sources[figure.source].text)

    def member(self, source: str, piece: str | None, span: Span) -> Member:
        """The place as a member of a finding."""
        return Member(source, piece, span, span.of(self.sources[source].text))

    def name(self, id_: str) -> str:
        """How a message names the piece."""
        return named(self.pieces.get(id_), id_.rpartition("#")[0])
