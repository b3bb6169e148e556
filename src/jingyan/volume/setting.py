"""One paragraph, table or picture of a piece set for print: characters converted, offsets moved along, cells with what is in them."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from jingyan.model.source import Align, Block, Cell, Picture
from jingyan.model.span import Span
from jingyan.model.volume import BodyBlock, BodyCell
from jingyan.volume.dressing import Dress
from jingyan.volume.frame import Frame, Paragraph, trimmed, without
from jingyan.volume.headings import PRINTED_LEVELS, Role
from jingyan.zh.widths import BLANKS

_BREAK = re.compile(r"[\t\r\n\x0b\x0c\x85\u2028\u2029]")
_BREAKS_INSIDE = re.compile(r"[\t\r\n\x0b\x0c\x85\u2028\u2029]+ *")
_HEADING_TAIL = re.compile(f"[。：:；;，,.．、{BLANKS}]*")
_IN_LINE = 548_640  # EMU (15 mm, a line and a half): higher pictures stand on a line of their own
_PUSHED = 8  # half-width blanks: four characters, twice the indent of a paragraph


@dataclass(frozen=True, slots=True)
class Setter:
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


def head_end(paragraph: Paragraph, text: str) -> int:
    """How many characters of the paragraph are its head with the marks after it; 0 without a heading."""
    if paragraph.heading is None:
        return 0
    head = paragraph.printed(paragraph.heading.span.end)
    tail = _HEADING_TAIL.match(paragraph.of(text), head)
    return tail.end() if tail else head


def set_paragraph(
    setter: Setter,
    paragraph: Paragraph,
    role: Role,
    frame: Frame,
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
    head = head_end(paragraph, frame.text) if heading else 0
    anchored = [paragraph.printed(b.anchor or 0) for b in (*notes, *pictures)]
    offsets = [head, *anchored, *dress.edges()]
    text, moved = setter.set(paragraph.of(frame.text), offsets)
    place = dict(zip(offsets, moved, strict=True)).__getitem__
    dress = dress.placed(place).converted(setter.convert)
    called = zip(anchored, notes, strict=False)
    level = min(max(heading.level, 1), PRINTED_LEVELS) if heading else 0
    return BodyBlock(
        "heading" if role == "heading" else "paragraph",
        text,
        level,
        place(head) if level and role != "heading" else 0,
        dress.bold,
        tuple((place(a), setter.set(_plain(frame, n.span))[0]) for a, n in called),
        marks=dress.marks,
        rubies=dress.rubies,
        formulas=dress.formulas,
        inline=tuple((place(a), b.picture) for a, b in zip(anchored[len(notes) :], pictures, strict=True) if b.picture),
    )


def _plain(frame: Frame, span: Span) -> str:
    """The characters at `span` that stay, on one line."""
    kept = "".join(s.of(frame.text) for s in without(span, frame.gone))
    return _BREAKS_INSIDE.sub(" ", kept).strip()


def set_table(setter: Setter, frame: Frame, block: Block) -> BodyBlock:
    """The table with the notes that are called in it."""
    notes = [n for n in frame.notes if n.anchor is not None and block.span.start <= n.anchor <= block.span.end]
    rows = tuple(tuple(_set_cell(setter, frame, cell, notes) for cell in row) for row in block.rows)
    return BodyBlock("table", rows=rows, grid=block.grid, header_rows=block.header_rows, ruled=block.ruled)


def _set_cell(setter: Setter, frame: Frame, cell: Cell, notes: Sequence[Block]) -> BodyCell:
    """The cell with its own paragraphs, pictures and tables where it has more than a line of plain text."""
    text = setter.set(_plain(frame, cell.span))[0]
    called = [n for n in notes if n.anchor is not None and cell.span.start <= n.anchor <= cell.span.end]
    inside = cell.blocks or ((Block("paragraph", cell.span),) if called else ())
    return BodyCell(text, cell.columns, cell.rows, tuple(_cell_blocks(setter, frame, inside, called)))


def _cell_blocks(setter: Setter, frame: Frame, blocks: Sequence[Block], notes: Sequence[Block]) -> Iterator[BodyBlock]:
    pictures = [b for b in blocks if b.kind == "picture"]
    set_in_line: list[Block] = []
    for block in blocks:
        if block.kind == "table":
            yield set_table(setter, frame, block)
        elif block.kind in ("paragraph", "textbox"):
            stretches = trimmed(frame.text, without(block.span, frame.gone))
            if not stretches:
                continue
            own = [
                p for p in pictures if p.anchor is not None and _holds(block, p.anchor) and stands_in_line(p.picture)
            ]
            set_in_line += own
            called = [n for n in notes if _holds(block, n.anchor)]
            made = set_paragraph(
                setter, Paragraph(stretches), "plain", frame, Dress.of((block,)), notes=called, pictures=own
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


def stands_in_line(picture: Picture | None) -> bool:
    """Whether a picture is low enough to stand in a line of text."""
    return picture is not None and 0 < picture.height <= _IN_LINE
