"""Text under construction with its blocks: one line (paragraph) at a time, stories put into stories; no XML here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from jingyan.model.source import Align, Block, BlockKind, Formula, Mark, MarkKind, Picture, Ruby
from jingyan.model.span import Span

_MOST_KINDS = 6  # marks that may be open at one place


@dataclass(frozen=True, slots=True)
class Anchor:
    """A reference to a note: "footnote" or "endnote", the note's id, and the offset it stands at."""

    kind: str
    id: str
    offset: int


@dataclass(frozen=True, slots=True)
class Placed:
    """A picture (None: it could not be read, its place is kept) and the offset in the line it stands at, None for a floating one."""

    picture: Picture | None
    at: int | None = None


@dataclass(slots=True)
class Line:
    """A paragraph under way. All offsets are relative to its own text; `breaks` are where a new page begins."""

    style: str = ""
    outline: int | None = None
    marker: str = ""
    gap: str = ""
    parts: list[str] = field(default_factory=list)
    length: int = 0
    bold: list[Span] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)
    pictures: list[Placed] = field(default_factory=list)
    centred: bool = False
    align: Align = ""
    breaks: list[int] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    rubies: list[Ruby] = field(default_factory=list)
    formulas: list[Formula] = field(default_factory=list)

    def put(self, text: str, *, bold: bool = False, marks: Sequence[MarkKind] = ()) -> None:
        """Append `text`; neighbouring bold runs become one span, and so do neighbours with one mark."""
        start, self.length = self.length, self.length + len(text)
        self.parts.append(text)
        for kind in marks if text else ():
            self._mark(kind, start)
        if bold and text:
            if self.bold and self.bold[-1].end == start:
                self.bold[-1] = Span(self.bold[-1].start, self.length)
            else:
                self.bold.append(Span(start, self.length))

    def _mark(self, kind: MarkKind, start: int) -> None:
        for i in range(len(self.marks) - 1, max(-1, len(self.marks) - 1 - _MOST_KINDS), -1):
            if self.marks[i].kind == kind and self.marks[i].span.end == start:
                self.marks[i] = Mark(Span(self.marks[i].span.start, self.length), kind)
                return
        self.marks.append(Mark(Span(start, self.length), kind))

    def words(self) -> str:
        """The text; underlined blanks are a line to write on (___), as one sees it."""
        text = "".join(self.parts)
        kept = list[Mark]()
        for mark in self.marks:
            inside = mark.span.of(text)
            if mark.kind == "underline" and len(inside) > 1 and inside.isspace() and "\n" not in inside:
                drawn = "".join("＿" if c == "\u3000" else "_" for c in inside)
                text = text[: mark.span.start] + drawn + text[mark.span.end :]
            else:
                kept.append(mark)
        self.marks = sorted(kept, key=lambda m: m.span)
        return text


@dataclass(slots=True)
class Story:
    """A text and its blocks, offsets relative to its own beginning. `new_page`: the next block that is no picture begins a page."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    blocks: list[Block] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)
    new_page: bool = False

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self.parts)

    def put(self, text: str) -> None:
        """Append bare text."""
        self.parts.append(text)
        self.length += len(text)

    def add_line(self, line: Line) -> None:
        """Append a paragraph with its newline; a blank one gives no block (and loses its number, though it was counted)."""
        text = line.words() if line.marks else "".join(line.parts)
        start, blank = self.length, not text or text.isspace()
        if not blank:
            shift = start + len(line.marker) + len(line.gap)
            self.put(line.marker + line.gap + text)
            marker = Span(start, start + len(line.marker)) if line.marker else None
            bold = [moved(span, shift) for span in line.bold]
            like = Block(
                "paragraph", Span(start, start), line.style, line.outline, centred=line.centred, align=line.align
            )
            made = _paragraphs(self.parts[-1], start, like, marker, bold)
            if line.marks or line.rubies or line.formulas:
                made = (_set_apart(block, line, shift) for block in made)
            self._add_paragraphs(made, [b + shift for b in line.breaks])
        else:
            shift = start
            self.put(text)
            self.new_page = self.new_page or bool(line.breaks)
        self.anchors += [replace(anchor, offset=anchor.offset + shift) for anchor in line.anchors]
        here = Span(self.length, self.length)
        for placed in line.pictures:
            at = None if placed.at is None or blank else shift + placed.at
            self.blocks.append(Block("picture", here, picture=placed.picture, anchor=at))
        self.put("\n")

    def turned(self) -> bool:
        """Whether a block put here now begins a page; asking uses it up."""
        new_page, self.new_page = self.new_page, False
        return new_page

    def _add_paragraphs(self, paragraphs: Iterator[Block], breaks: Sequence[int]) -> None:
        passed = 0  # breaks are in order
        for block in paragraphs:
            while passed < len(breaks) and breaks[passed] <= block.span.start:
                passed, self.new_page = passed + 1, True
            self.blocks.append(replace(block, page_break=True) if self.turned() else block)
        self.new_page = self.new_page or passed < len(breaks)

    def add_story(self, other: "Story", *, paragraphs_as: BlockKind = "paragraph") -> None:
        """Append another story; its paragraphs may become blocks of another kind (text boxes)."""
        shift = self.length
        self.parts += other.parts
        self.length += other.length
        for block in other.blocks:
            kind = paragraphs_as if block.kind == "paragraph" else block.kind
            page_break = block.page_break or (kind != "picture" and self.turned())
            self.blocks.append(replace(moved_block(block, shift), kind=kind, page_break=page_break))
        self.anchors += [replace(anchor, offset=anchor.offset + shift) for anchor in other.anchors]

    def pick(self, numbers: Sequence[int]) -> "Story":
        """The blocks with these numbers as a story of their own, each on its line."""
        text, picked = self.text, Story()
        for number in numbers:
            block = self.blocks[number]
            picked.blocks.append(moved_block(block, picked.length - block.span.start))
            picked.put(block.span.of(text) + "\n")
        return picked

    def add_cell(self, other: "Story") -> tuple[Span, list[Span], list[Block]]:
        """Append a table cell's text without its last newline: its span, its bold spans, and the blocks in it."""
        shift, text = self.length, other.text.strip("\n")
        lead = len(other.text) - len(other.text.lstrip("\n")) if text else 0
        self.put(text)
        span = Span(shift, self.length)
        inside = [moved_block(block, shift - lead) for block in other.blocks]
        self.anchors += [
            replace(a, offset=min(max(a.offset + shift - lead, shift), self.length)) for a in other.anchors
        ]
        return span, [bold for block in inside for bold in block.bold], inside


def _paragraphs(text: str, start: int, like: Block, marker: Span | None, bold: Sequence[Span]) -> Iterator[Block]:
    """A block for each line of a paragraph: who ends lines by hand (Shift+Enter) means paragraphs. The marker belongs to the first."""
    first = 0  # bold spans are in order: those before it end above this line
    for line in text.split("\n"):
        end = start + len(line)
        if line and not line.isspace():
            while first < len(bold) and bold[first].end <= start:
                first += 1
            last = first
            while last < len(bold) and bold[last].start < end:
                last += 1
            inside = tuple(Span(max(s.start, start), min(s.end, end)) for s in bold[first:last])
            yield replace(like, span=Span(start, end), marker=marker, bold=inside)
            marker = None
        start = end + 1


def _set_apart(block: Block, line: Line, shift: int) -> Block:
    """The block with what of the line's marks, readings and equations lies in it; an equation is never divided."""

    def inside(span: Span) -> Span:
        return Span(max(span.start + shift, block.span.start), min(span.end + shift, block.span.end))

    return replace(
        block,
        marks=tuple(Mark(s, m.kind) for m in line.marks if (s := inside(m.span)).start < s.end),
        rubies=tuple(Ruby(s, r.text) for r in line.rubies if (s := inside(r.span)).start < s.end),
        formulas=tuple(
            replace(f, span=moved(f.span, shift)) for f in line.formulas if block.span.covers(moved(f.span, shift))
        ),
    )


def moved(span: Span, by: int) -> Span:
    """The span `by` code points further on."""
    return Span(span.start + by, span.end + by)


def moved_block(block: Block, by: int) -> Block:
    """The block with all its offsets `by` further on."""
    if not by:
        return block
    return replace(
        block,
        span=moved(block.span, by),
        marker=moved(block.marker, by) if block.marker else None,
        bold=tuple(moved(span, by) for span in block.bold),
        rows=tuple(
            tuple(
                replace(cell, span=moved(cell.span, by), blocks=tuple(moved_block(b, by) for b in cell.blocks))
                for cell in row
            )
            for row in block.rows
        ),
        marks=tuple(replace(mark, span=moved(mark.span, by)) for mark in block.marks),
        rubies=tuple(replace(ruby, span=moved(ruby.span, by)) for ruby in block.rubies),
        formulas=tuple(replace(formula, span=moved(formula.span, by)) for formula in block.formulas),
        anchor=None if block.anchor is None else block.anchor + by,
    )
