"""Where a finding points: its members quoted with the words around them, and told as piece and paragraph; no layout here."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from jingyan.model.finding import Finding, Member
from jingyan.model.span import Span
from jingyan.render.catalogue import Catalogue, Numbered, union
from jingyan.render.foreign import printable

PART = 300  # characters quoted of one part
LONGEST = 160  # from the first to the last place of one quotation; in longer ones what stands between two places is shortened …
BETWEEN = 12  # … to so many code points at both ends


@dataclass(frozen=True, slots=True)
class Quotation:
    """Members that stand close together, quoted once: `first` the number (from 1) of the first of them in the finding, `paragraph` counted
    from 1 inside the piece (0 outside every piece), `parts` (text, is a member).
    """

    first: int
    source: str
    piece: Numbered | None
    paragraph: int
    parts: tuple[tuple[str, bool], ...]


class Paragraphs:
    """Numbers of the paragraphs in the pieces of one collection: lines that are not blank, counted from the piece's title; each text is looked through once."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._begins: dict[str, list[int]] = {}

    def number(self, piece: Numbered, at: int) -> int:
        """The paragraph of `piece` in which the offset `at` of its source lies, from 1."""
        begins = self._lines(piece.piece.source)
        return max(1, bisect_right(begins, at) - bisect_right(begins, piece.piece.span.start - 1))

    def _lines(self, source: str) -> list[int]:
        if source not in self._begins:
            begins, at = [], 0
            for line in self._catalogue.sources[source].text.splitlines(keepends=True):
                if line.strip():
                    begins.append(at)
                at += len(line)
            self._begins[source] = begins
        return self._begins[source]


def piece_of(catalogue: Catalogue, member: Member) -> Numbered | None:
    """The piece a member lies in: the one it names, else the smallest that covers it."""
    named = catalogue.numbered.get(f"{member.source}#{member.piece}") if member.piece is not None else None
    if named is not None:
        return named
    around = [
        p for p in catalogue.numbered.values() if p.piece.source == member.source and p.piece.span.covers(member.span)
    ]
    return min(around, key=lambda p: (len(p.piece.span), p.number), default=None)


def quotations(
    catalogue: Catalogue, paragraphs: Paragraphs, finding: Finding, *, most: int, around: int
) -> tuple[Quotation, ...]:
    """The first `most` members of `finding` with `around` code points of context on each side, in the order of the members."""
    members = list(enumerate(finding.members[:most], 1))
    return tuple(_quotation(catalogue, paragraphs, group, around) for group in _neighbours(members, 2 * around))


def _neighbours(members: Sequence[tuple[int, Member]], reach: int) -> list[list[tuple[int, Member]]]:
    """Members that stand close together in one source, so that a sentence is quoted once; groups in the order of their first member."""
    groups: list[list[tuple[int, Member]]] = []
    for item in sorted(members, key=lambda m: (m[1].source, m[1].span)):
        last = groups[-1][-1][1] if groups else None
        if last is not None and last.source == item[1].source and item[1].span.start - last.span.end <= reach:
            groups[-1].append(item)
        else:
            groups.append([item])
    return sorted(groups, key=lambda group: min(i for i, _ in group))


def _quotation(
    catalogue: Catalogue, paragraphs: Paragraphs, group: Sequence[tuple[int, Member]], around: int
) -> Quotation:
    first, member = group[0]
    piece = piece_of(catalogue, member)
    source = catalogue.sources.get(member.source)
    parts = quote(source.text, [m.span for _, m in group], around) if source else [(m.text, True) for _, m in group]
    number = paragraphs.number(piece, member.span.start) if piece else 0
    return Quotation(first, member.source, piece, number, tuple((_words(t), hit) for t, hit in parts))


def _words(text: str) -> str:
    """On one line; a blank at an edge stays, so that cells of a table do not run together."""
    line = re.sub(r"\s+", " ", printable(text))
    return line if len(line) <= PART else f"{line[: PART - 1]}…"


def quote(text: str, spans: Sequence[Span], around: int) -> list[tuple[str, bool]]:
    """The `spans` of `text` (sorted) with what stands around and between them; a long quotation has … between places that stand apart."""
    marked = union(spans)
    start, end = max(0, marked[0].start - around), min(len(text), marked[-1].end + around)
    parts = [("…" if start else "", False)]
    at = start
    long = marked[-1].end - marked[0].start > LONGEST
    for span in marked:
        between = text[at : span.start]
        if long and at > start and len(between) > 2 * BETWEEN + 4:
            between = f"{between[:BETWEEN]}…{between[-BETWEEN:]}"
        parts += [(between, False), (span.of(text), True)]
        at = span.end
    parts += [(text[at:end], False), ("…" if end < len(text) else "", False)]
    return [part for part in parts if part[0]]
