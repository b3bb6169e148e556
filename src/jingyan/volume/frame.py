"""What lies inside the body of one piece: its paragraphs as stretches of the source, and the blocks that are no text; nothing of how it is printed."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from jingyan.model.cleaning import Cleaning
from jingyan.model.source import Block, Source
from jingyan.model.span import Span
from jingyan.model.structure import Heading, Outline, Piece
from jingyan.volume.dressing import Dress
from jingyan.zh.printable import UNPRINTABLE
from jingyan.zh.widths import BLANKS

_NEWLINE = re.compile("\r\n?|[\n\x0b\x0c\x85\u2028\u2029]")
# Where a marked heading may begin in the middle of a line: after the end of a sentence, a closing bracket or a blank (facts of real collections:
# "…)2.…", "1.…; 2.…"); 一是, 第一 and the like belong to running prose and never break a paragraph.
_BREAKS_BEFORE = re.compile(f"[。；;：:！!？?”）)》.…{BLANKS}]$")
_PROSE_MARKER = re.compile("是|^第|^其|^首|^再|^最")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Printed stretches of the source, in order; never empty. `heading` begins it, or None."""

    stretches: tuple[Span, ...]
    heading: Heading | None = None

    @property
    def start(self) -> int:
        return self.stretches[0].start

    @property
    def end(self) -> int:
        return self.stretches[-1].end

    def printed(self, offset: int) -> int:
        """The place in the printed text of a source offset (the next printed character's where it was cut)."""
        return sum(max(0, min(offset, s.end) - s.start) for s in self.stretches)

    def of(self, text: str) -> str:
        """The characters of `text` (the source's, or its reading) in this paragraph."""
        return "".join(s.of(text) for s in self.stretches)


@dataclass(frozen=True, slots=True)
class Frame:
    """What lies inside the body of the piece: its headings by start, line breaks, and blocks that are no text.

    `text` is the source's with what the edits put in, as long as before; `gone` is what they take away, `cuts` that and the blocks that are set apart.
    """

    text: str
    body: Span
    gone: tuple[Span, ...]
    cuts: tuple[Span, ...]
    breaks: tuple[Span, ...]
    headings: tuple[Heading, ...]
    dress: Dress
    tables: tuple[Block, ...]
    pictures: tuple[Block, ...]
    notes: tuple[Block, ...]

    @classmethod
    def of(cls, source: Source, outline: Outline, piece: Piece, cleaning: Cleaning) -> "Frame":
        """Everything of `source` and `outline` that touches the body of `piece`."""
        body = piece.body
        text, taken = _edited(source.text, cleaning)
        inside = [b for b in source.blocks if b.span.overlap(body) or body.start <= b.span.start < body.end]
        tables = tuple(b for b in inside if b.kind == "table" and b.rows)
        notes = tuple(
            b for b in source.blocks if b.kind == "note" and b.anchor is not None and body.start <= b.anchor <= body.end
        )
        blocks_cut = [b.span for b in inside if (b.kind == "table" and b.rows) or b.kind == "note"]
        # What cannot stand in a docx goes even where an editor has switched the rule for it off.
        gone = _united([*taken, *(Span(*m.span()) for m in UNPRINTABLE.finditer(text))])
        return cls(
            text,
            body,
            gone,
            _united([*blocks_cut, *(g for g in gone if g.overlap(body))]),
            tuple(_breaks(text, body, gone)),
            tuple(
                h
                for h in sorted((*outline.headings, *outline.items), key=attrgetter("span"))
                if body.start <= h.span.start < body.end
            ),
            Dress.of(inside),
            tables,
            pictures_of(source, piece),
            notes,
        )

    def in_table(self, offset: int | None) -> bool:
        """Whether something at `offset` stands in a table."""
        return offset is not None and any(t.span.start <= offset <= t.span.end for t in self.tables)


def pictures_of(source: Source, piece: Piece) -> tuple[Block, ...]:
    """The pictures that belong to the piece: those in its body, and those with nothing but blanks between them and the body (under its last line, over its first)."""
    body, text = piece.body, source.text

    def belongs(at: int) -> bool:
        between = text[body.end : at] if at >= body.end else text[at : body.start]
        return body.start <= at < body.end or not between.strip()

    return tuple(b for b in source.blocks if b.kind == "picture" and belongs(b.span.start))


def _edited(text: str, cleaning: Cleaning) -> tuple[str, list[Span]]:
    """`text` with what each edit puts in at the beginning of its place, and the rest of that place, which goes (no rule makes a text longer)."""
    characters, gone = list(text), []
    for edit in cleaning.edits:
        start = edit.span.start + len(edit.after)
        characters[edit.span.start : start] = edit.after
        gone.append(Span(start, edit.span.end))
    return "".join(characters), gone


def _breaks(text: str, body: Span, gone: Sequence[Span]) -> Iterator[Span]:
    """Line ends of the body that separate paragraphs: those that stay."""
    starts = [g.start for g in gone]
    for m in _NEWLINE.finditer(text, body.start, body.end):
        i = bisect_right(starts, m.start()) - 1
        if i < 0 or gone[i].end <= m.start():
            yield Span(*m.span())


def _united(spans: Iterable[Span]) -> tuple[Span, ...]:
    united: list[Span] = []
    for s in sorted(s for s in spans if len(s)):
        if united and s.start <= united[-1].end:
            united[-1] = Span(united[-1].start, max(united[-1].end, s.end))
        else:
            united.append(s)
    return tuple(united)


def paragraphs_of(frame: Frame) -> Iterator[Paragraph]:
    """The paragraphs of the body: lines between breaks, tables and marked headings that begin inside a line, without what is cut."""
    by_start = {h.span.start: h for h in reversed(frame.headings)}
    edges = {frame.body.start, frame.body.end}
    edges.update(e for b in (*frame.breaks, *(t.span for t in frame.tables)) for e in (b.start, b.end))
    edges.update(h.span.start for h in frame.headings if _begins_paragraph(frame.text, h))
    for begin, end in pairwise(sorted(e for e in edges if frame.body.start <= e <= frame.body.end)):
        stretches = trimmed(frame.text, without(Span(begin, end), frame.cuts))
        if stretches:
            yield Paragraph(stretches, by_start.get(stretches[0].start))


def _begins_paragraph(text: str, heading: Heading) -> bool:
    before = text[max(0, heading.span.start - 1) : heading.span.start]
    return bool(heading.marker) and not _PROSE_MARKER.search(heading.marker) and bool(_BREAKS_BEFORE.search(before))


def without(line: Span, cuts: Sequence[Span]) -> Iterator[Span]:
    """What is left of `line` without the `cuts`, which are in order and apart."""
    at = line.start
    first = max(0, bisect_right(cuts, at, key=attrgetter("start")) - 1)
    for index in range(first, len(cuts)):
        cut = cuts[index]
        if cut.start >= line.end:
            break
        if cut.start > at:
            yield Span(at, cut.start)
        at = max(at, cut.end)
    if at < line.end:
        yield Span(at, line.end)


def trimmed(text: str, stretches: Iterable[Span]) -> tuple[Span, ...]:
    """Without white space at both ends of the whole; () when nothing is left."""
    kept = list(stretches)
    while kept and kept[0].of(text).isspace():
        kept.pop(0)
    while kept and kept[-1].of(text).isspace():
        kept.pop()
    if kept:
        first = kept[0].of(text)
        kept[0] = Span(kept[0].end - len(first.lstrip()), kept[0].end)
        last = kept[-1].of(text)
        kept[-1] = Span(kept[-1].start, kept[-1].start + len(last.rstrip()))
    return tuple(kept)
