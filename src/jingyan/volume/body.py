"""The printed content of one piece: the source's own words, put back into paragraphs, headings, tables, pictures and notes."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import attrgetter

from jingyan.model.cleaning import Cleaning
from jingyan.model.source import Align, Block, Cell, Picture, Source
from jingyan.model.span import Span
from jingyan.model.structure import Heading, Outline, Piece
from jingyan.model.volume import Body, BodyBlock, BodyCell
from jingyan.volume.dressing import Dress
from jingyan.volume.headings import PRINTED_LEVELS, Line, Role, settle
from jingyan.zh.printable import UNPRINTABLE
from jingyan.zh.widths import BLANKS

_NEWLINE = re.compile("\r\n?|[\n\x0b\x0c\x85\u2028\u2029]")
_BREAK = re.compile(r"[\t\r\n\x0b\x0c\x85\u2028\u2029]")
_BREAKS_INSIDE = re.compile(r"[\t\r\n\x0b\x0c\x85\u2028\u2029]+ *")
_NOT_WORD = re.compile(r"[\W_]+")
# Where a marked heading may begin in the middle of a line: after the end of a sentence, a closing bracket or a blank (facts of real collections:
# "…)2.…", "1.…; 2.…"); 一是, 第一 and the like belong to running prose and never break a paragraph.
_BREAKS_BEFORE = re.compile(f"[。；;：:！!？?”）)》.…{BLANKS}]$")
_PROSE_MARKER = re.compile("是|^第|^其|^首|^再|^最")
_HEADING_TAIL = re.compile(f"[。：:；;，,.．、{BLANKS}]*")
_DATE_LINE = re.compile(
    r"[（(]?\s*(?:[〇○零一二三四五六七八九]{4}|\d{4}|20XX)\s*年\s*(?:[一二三四五六七八九十]{1,2}|\d{1,2})\s*月\s*(?:(?:[一二三四五六七八九十]{1,3}|\d{1,2})\s*日)?\s*[）)]?"
)
_SENTENCE_MARK = re.compile("[。；：！？，;:!?,]")
_MOST_SIGNERS, _LONGEST_SIGNER = 4, 24  # lines; characters
_IN_LINE = 548_640  # EMU (15 mm, a line and a half): higher pictures stand on a line of their own
_PUSHED = 8  # half-width blanks: four characters, twice the indent of a paragraph
_LEADING_LINES = 4  # the lines of a title and an organisation that may stand inside the body


def make_body(
    source: Source,
    reading: str,
    outline: Outline,
    piece: Piece,
    *,
    cleaning: Cleaning,
    convert: Callable[[str], str] | None,
) -> Body:
    """The printed blocks of `piece`: its body span with the edits of `cleaning` made, in paragraphs, headings, tables, pictures and notes.

    No character is changed, added or left out here but by those edits (so `export edits` and the review page tell all of it) and by `convert`, which turns
    traditional text into simplified (None: text is printed as it is). Layout is set anew: blanks around a line, breaks inside a table cell; the lines of the
    title and the organisation are printed above the body. `reading` is the same-length simplified text of the source; `Body.widened` counts the edits of the rule "width".
    """
    setter = _Setter(convert)
    frame = _Frame.of(source, outline, piece, cleaning)
    placed: list[tuple[tuple[int, int], BodyBlock]] = []
    paragraphs = list(_paragraphs(frame))
    first = _skip_printed_above(paragraphs, reading, piece)
    printed = paragraphs[first:]
    notes = _notes_by_paragraph([n for n in frame.notes if not frame.in_table(n.anchor)], printed)
    inline = _inline_pictures(frame, printed)
    roles = settle([Line(p.of(frame.text), p.heading, _head_end(p, frame.text)) for p in printed])
    for index, (paragraph, role) in enumerate(zip(printed, roles, strict=True)):
        inside = frame.dress.within(Span(paragraph.start, paragraph.end))
        block = _set_paragraph(
            setter, paragraph, role, frame, inside, notes=notes.get(index, ()), pictures=inline.get(index, ())
        )
        placed.append(((paragraph.start, 0), block))
    placed += [((b.span.start, 1), _set_table(setter, frame, b)) for b in frame.tables]
    placed += [
        ((_after_paragraph(b.span.start, paragraphs), 2), BodyBlock("picture", picture=b.picture))
        for b in frame.pictures
        if not any(b is shown for own in inline.values() for shown in own)
    ]
    placed.sort(key=lambda p: p[0])  # stable: pictures at one place keep their order
    widened = sum(edit.rule == "width" and piece.body.covers(edit.span) for edit in cleaning.edits)
    return Body(piece.id, with_signature([block for _, block in placed]), widened)


def with_signature(blocks: Sequence[BodyBlock]) -> tuple[BodyBlock, ...]:
    """The blocks with the 落款 at the end marked: a line that is only a date, and the short lines of names above it."""
    found = list(blocks)
    at = next(
        (i for i in range(len(found) - 1, max(-1, len(found) - 4), -1) if _DATE_LINE.fullmatch(found[i].text)), None
    )
    if at is None or found[at].kind != "paragraph":
        return tuple(blocks)
    found[at] = replace(found[at], signature=True)
    for i in range(at - 1, max(0, at - 1 - _MOST_SIGNERS), -1):
        block = found[i]
        if (
            block.kind != "paragraph"
            or block.level
            or len(block.text) > _LONGEST_SIGNER
            or _SENTENCE_MARK.search(block.text)
        ):
            break
        found[i] = replace(block, signature=True)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Paragraph:
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
class _Frame:
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
    def of(cls, source: Source, outline: Outline, piece: Piece, cleaning: Cleaning) -> "_Frame":
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
            tuple(b for b in inside if b.kind == "picture"),
            notes,
        )

    def in_table(self, offset: int | None) -> bool:
        """Whether something at `offset` stands in a table."""
        return offset is not None and any(t.span.start <= offset <= t.span.end for t in self.tables)


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


def _paragraphs(frame: _Frame) -> Iterator[_Paragraph]:
    """The paragraphs of the body: lines between breaks, tables and marked headings that begin inside a line, without what is cut."""
    by_start = {h.span.start: h for h in reversed(frame.headings)}
    edges = {frame.body.start, frame.body.end}
    edges.update(e for b in (*frame.breaks, *(t.span for t in frame.tables)) for e in (b.start, b.end))
    edges.update(h.span.start for h in frame.headings if _begins_paragraph(frame.text, h))
    for begin, end in pairwise(sorted(e for e in edges if frame.body.start <= e <= frame.body.end)):
        stretches = _trimmed(frame.text, _without(Span(begin, end), frame.cuts))
        if stretches:
            yield _Paragraph(stretches, by_start.get(stretches[0].start))


def _begins_paragraph(text: str, heading: Heading) -> bool:
    before = text[max(0, heading.span.start - 1) : heading.span.start]
    return bool(heading.marker) and not _PROSE_MARKER.search(heading.marker) and bool(_BREAKS_BEFORE.search(before))


def _without(line: Span, cuts: Sequence[Span]) -> Iterator[Span]:
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


def _trimmed(text: str, stretches: Iterable[Span]) -> tuple[Span, ...]:
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


def _skip_printed_above(paragraphs: Sequence[_Paragraph], reading: str, piece: Piece) -> int:
    """How many paragraphs at the beginning are the line of the title or of the organisation, which are printed above the body."""
    above = [s for s in (piece.title_span, piece.organisation_span) if s]
    skipped = 0
    while skipped < min(_LEADING_LINES, len(paragraphs)):
        paragraph = paragraphs[skipped]
        if not any(s.start < paragraph.end and paragraph.start < s.end for s in above):
            break
        if _bare(paragraph.of(reading)) not in {_bare(s.of(reading)) for s in above} - {""}:
            break
        skipped += 1
    return skipped


def _bare(text: str) -> str:
    return _NOT_WORD.sub("", text)


def _notes_by_paragraph(notes: Sequence[Block], paragraphs: Sequence[_Paragraph]) -> dict[int, list[Block]]:
    """Notes under the paragraph that holds their anchor, or the last one before it."""
    starts = [p.start for p in paragraphs]
    found: dict[int, list[Block]] = {}
    for note in notes if paragraphs else ():
        found.setdefault(max(0, bisect_right(starts, note.anchor or 0) - 1), []).append(note)
    return found


def _inline_pictures(frame: _Frame, paragraphs: Sequence[_Paragraph]) -> dict[int, list[Block]]:
    """The small pictures that stand in a line of text, under the paragraph that holds them."""
    starts = [p.start for p in paragraphs]
    found: dict[int, list[Block]] = {}
    for block in frame.pictures:
        i = bisect_right(starts, block.anchor) - 1 if block.anchor is not None else -1
        if i >= 0 and _in_line(block.picture) and (block.anchor or 0) <= paragraphs[i].end:
            found.setdefault(i, []).append(block)
    return found


def _in_line(picture: Picture | None) -> bool:
    return picture is not None and 0 < picture.height <= _IN_LINE


def _after_paragraph(offset: int, paragraphs: Sequence[_Paragraph]) -> int:
    """Where a picture at `offset` is printed: after the paragraph it stands in."""
    i = bisect_right([p.start for p in paragraphs], offset) - 1
    return max(offset, paragraphs[i].end) if i >= 0 and offset < paragraphs[i].end else offset


@dataclass(frozen=True, slots=True)
class _Setter:
    """Turns a stretch of edited text into printed characters."""

    convert: Callable[[str], str] | None

    def set(self, text: str, marks: Sequence[int] = ()) -> tuple[str, list[int]]:
        """The printed text and where the offsets `marks` (of `text`) went."""
        shown = _BREAK.sub(" ", text)  # one for one: the marks keep their places
        if self.convert is None:
            return shown, list(marks)
        whole = self.convert(shown)
        if len(whole) == len(shown) or not marks:
            return whole, list(marks)
        # A word repair changed the length: convert between the marks, so that each keeps its place.
        cuts = sorted({0, len(shown), *marks})
        pieces = [self.convert(shown[a:b]) for a, b in pairwise(cuts)]
        moved = {0: 0}
        for (a, b), piece in zip(pairwise(cuts), pieces, strict=True):
            moved[b] = moved[a] + len(piece)
        return "".join(pieces), [moved[m] for m in marks]


def _head_end(paragraph: _Paragraph, text: str) -> int:
    """How many characters of the paragraph are its head with the marks after it; 0 without a heading."""
    if paragraph.heading is None:
        return 0
    head = paragraph.printed(paragraph.heading.span.end)
    tail = _HEADING_TAIL.match(paragraph.of(text), head)
    return tail.end() if tail else head


def _set_paragraph(
    setter: _Setter,
    paragraph: _Paragraph,
    role: Role,
    frame: _Frame,
    inside: Dress,
    *,
    notes: Sequence[Block] = (),
    pictures: Sequence[Block] = (),
) -> BodyBlock:
    """The printed paragraph; `inside` is what of the source is set apart in it, `notes` and `pictures` are anchored in it."""
    heading = paragraph.heading if role != "plain" else None
    dress = inside.placed(paragraph.printed)
    if role == "heading":
        dress = replace(dress, bold=())
    head_end = _head_end(paragraph, frame.text) if heading else 0
    anchored = [paragraph.printed(b.anchor or 0) for b in (*notes, *pictures)]
    offsets = [head_end, *anchored, *dress.edges()]
    text, moved = setter.set(paragraph.of(frame.text), offsets)
    place = dict(zip(offsets, moved, strict=True)).__getitem__
    dress = dress.placed(place).converted(setter.convert)
    called = zip(anchored, notes, strict=False)
    level = min(max(heading.level, 1), PRINTED_LEVELS) if heading else 0
    return BodyBlock(
        "heading" if role == "heading" else "paragraph",
        text,
        level,
        place(head_end) if level and role != "heading" else 0,
        dress.bold,
        tuple((place(a), setter.set(_plain(frame, n.span))[0]) for a, n in called),
        marks=dress.marks,
        rubies=dress.rubies,
        formulas=dress.formulas,
        inline=tuple((place(a), b.picture) for a, b in zip(anchored[len(notes) :], pictures, strict=True) if b.picture),
    )


def _plain(frame: _Frame, span: Span) -> str:
    """The characters at `span` that stay, on one line."""
    kept = "".join(s.of(frame.text) for s in _without(span, frame.gone))
    return _BREAKS_INSIDE.sub(" ", kept).strip()


def _set_table(setter: _Setter, frame: _Frame, block: Block) -> BodyBlock:
    notes = [n for n in frame.notes if n.anchor is not None and block.span.start <= n.anchor <= block.span.end]
    rows = tuple(tuple(_set_cell(setter, frame, cell, notes) for cell in row) for row in block.rows)
    return BodyBlock("table", rows=rows, grid=block.grid, header_rows=block.header_rows, ruled=block.ruled)


def _set_cell(setter: _Setter, frame: _Frame, cell: Cell, notes: Sequence[Block]) -> BodyCell:
    """The cell with its own paragraphs, pictures and tables where it has more than a line of plain text."""
    text = setter.set(_plain(frame, cell.span))[0]
    called = [n for n in notes if n.anchor is not None and cell.span.start <= n.anchor <= cell.span.end]
    inside = cell.blocks or ((Block("paragraph", cell.span),) if called else ())
    return BodyCell(text, cell.columns, cell.rows, tuple(_cell_blocks(setter, frame, inside, called)))


def _cell_blocks(
    setter: _Setter, frame: _Frame, blocks: Sequence[Block], notes: Sequence[Block]
) -> Iterator[BodyBlock]:
    pictures = [b for b in blocks if b.kind == "picture"]
    set_in_line: list[Block] = []
    for block in blocks:
        if block.kind == "table":
            yield _set_table(setter, frame, block)
        elif block.kind in ("paragraph", "textbox"):
            stretches = _trimmed(frame.text, _without(block.span, frame.gone))
            if not stretches:
                continue
            own = [p for p in pictures if p.anchor is not None and _holds(block, p.anchor) and _in_line(p.picture)]
            set_in_line += own
            called = [n for n in notes if _holds(block, n.anchor)]
            made = _set_paragraph(
                setter, _Paragraph(stretches), "plain", frame, Dress.of((block,)), notes=called, pictures=own
            )
            yield replace(made, align=block.align or _pushed(block.span.of(frame.text)))
        elif not any(block is p for p in set_in_line):
            yield BodyBlock("picture", picture=block.picture)


def _pushed(text: str) -> Align:
    """A line in a cell that its author pushed to the right with blanks (年 月 日)."""
    blanks = text[: len(text) - len(text.lstrip())]
    return "right" if len(blanks) + blanks.count("\u3000") >= _PUSHED else ""


def _holds(block: Block, offset: int | None) -> bool:
    return offset is not None and block.span.start <= offset <= block.span.end
