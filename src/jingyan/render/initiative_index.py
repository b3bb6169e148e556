"""The index of named programmes (提法): how often and where each one is told; no layout here."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jingyan.model.extracts import Extracts, Initiative
from jingyan.render.catalogue import Catalogue, Numbered
from jingyan.render.foreign import one_line
from jingyan.render.places import Paragraphs


@dataclass(frozen=True, slots=True)
class Named:
    """A programme: `name` in simplified script, `count` mentions, `pieces` in collection order, `first` the first mention and its `paragraph`."""

    name: str
    type: str
    count: int
    pieces: tuple[Numbered, ...]
    first: Initiative
    paragraph: int


def initiative_index(
    catalogue: Catalogue, extracts: Sequence[Extracts], readings: Mapping[str, str] | None = None
) -> tuple[Named, ...]:
    """All programmes, those in most pieces first; `readings` (source path → simplified text of equal length) make both scripts one name."""
    found: dict[str, list[tuple[Numbered, Initiative]]] = defaultdict(list)
    for initiative in (i for e in extracts for i in e.initiatives):
        piece = catalogue.numbered.get(f"{initiative.source}#{initiative.piece}")
        if piece is not None:
            text = (readings or {}).get(initiative.source) or catalogue.sources[initiative.source].text
            found[one_line(initiative.span.of(text), 100)].append((piece, initiative))
    paragraphs = Paragraphs(catalogue)
    made = [
        Named(
            name,
            mentions[0][1].type,
            len(mentions),
            tuple({p.piece.id: p for p, _ in mentions}.values()),
            mentions[0][1],
            paragraphs.number(mentions[0][0], mentions[0][1].span.start),
        )
        for name, mentions in found.items()
    ]
    return tuple(sorted(made, key=lambda n: (-len(n.pieces), -n.count, n.pieces[0].number, n.first.span)))
