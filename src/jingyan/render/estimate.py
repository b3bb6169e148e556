"""Page numbers without LibreOffice: lines are counted and pages filled as the styles say. An estimate, good to a page or two in a hundred."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jingyan.render.docx_finish import sections
from jingyan.render.docx_look import Look, Styles, changed, line_pitch, w
from jingyan.render.docx_splice import blocks_of, placed
from jingyan.render.text_width import count_lines

if TYPE_CHECKING:
    from lxml.etree import _Element

_EMU = 635  # a twip
_CELL_MARGIN = 170  # both sides of a cell, twips
_ROW_MARGIN = 120
_PARAGRAPH, _TABLE, _ROW, _CONTROL = w("p"), w("tbl"), w("tr"), w("sdt")
_PROPERTIES, _STYLE, _VALUE = w("pPr"), w("pStyle"), w("val")
_TEXT, _BREAK, _BOOKMARK, _NOTE = w("t"), w("br"), w("bookmarkStart"), w("footnoteReference")
_EXTENT = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"


def estimate_pages(
    root: "_Element", bodies: Mapping[int, bytes], styles: Styles, notes: Mapping[int, str]
) -> tuple[dict[str, int], int]:
    """Sheet side (0-based, blank ones counted) of every bookmark, and how many sides there are.

    `bodies` is the XML of the bodies whose placeholders stand in `root`, `notes` are the footnotes' texts by id.
    """
    body = root.find(w("body"))
    filling = _Filling(styles, bodies, notes)
    for blocks, section in sections(body) if body is not None else ():
        filling.begin_section(section)
        filling.add(blocks)
    return filling.places, filling.side + 1


@dataclass(slots=True)
class _Filling:
    """Pages being filled: `side` in hand, `used` of its `height`."""

    styles: Styles
    bodies: Mapping[int, bytes]
    notes: Mapping[int, str]
    side: int = -1
    used: float = 0
    width: float = 8845
    height: float = 12756
    noted: float = 0
    places: dict[str, int] = field(default_factory=dict)

    def begin_section(self, section: "_Element | None") -> None:
        """Start the section's first page; odd-page sections begin on a right-hand side."""
        kind = None
        if section is not None:
            found = section.find(w("type"))
            kind = found.get(w("val")) if found is not None else "nextPage"
            self.width, self.height = type_area(section)
        if kind == "continuous" and self.side >= 0:
            return
        self.next_page()
        starts_odd = section is not None and _restart(section) % 2 == 1
        if (kind == "oddPage" or starts_odd) and self.side % 2 == 1:
            self.side += 1

    def next_page(self) -> None:
        """Turn to the next side."""
        self.side, self.used, self.noted = self.side + 1, 0, 0

    def add(self, blocks: Iterable["_Element"]) -> None:
        """Place blocks in order; paragraphs kept with the next one wait for it."""
        waiting: list[_Block] = []
        for element in blocks:
            for block in self._read(element):
                if block.look.page_break:
                    self._place(waiting)
                    waiting = []
                waiting.append(block)
                if not block.look.keep_next:
                    self._place(waiting)
                    waiting = []
        self._place(waiting)

    def _read(self, element: "_Element") -> Iterable["_Block"]:
        number = placed(element)
        return self._blocks((element,) if number is None else blocks_of(self.bodies[number]))

    def _blocks(self, elements: Iterable["_Element"]) -> Iterable["_Block"]:
        for element in elements:
            tag = element.tag
            if tag == _PARAGRAPH:
                yield _paragraph(element, self.styles, self.width, self.notes)
            elif tag == _TABLE:
                for row in element.iter(_ROW):
                    yield _row(row, self.styles)
            elif tag == _CONTROL:
                for inner in element.iter(_PARAGRAPH):
                    yield _paragraph(inner, self.styles, self.width, self.notes)

    def _place(self, blocks: list["_Block"]) -> None:
        if not blocks:
            return
        needed = sum(b.height for b in blocks[:-1]) + blocks[-1].least
        fits = not self._over(needed) or needed > self.height
        if self.used > 0 and (blocks[0].look.page_break or not fits):
            self.next_page()
        for block in blocks:
            self._place_one(block)

    def _over(self, more: float) -> bool:
        return self.used + more > self.height - self.noted + 1

    def _place_one(self, block: "_Block") -> None:
        self.used += block.look.before if self.used > 0 else 0
        first = True
        for line in block.lines:
            if self._over(line) and self.used > 0:
                self.next_page()
            if first:
                self.places.update(dict.fromkeys(block.bookmarks, self.side))
                first = False
            self.used += line
        self.used += block.look.after
        if block.noted:
            self.noted += block.noted + (100 if not self.noted else 0)


@dataclass(frozen=True, slots=True)
class _Block:
    """A paragraph or table row: heights of the lines that may be parted, its look, the bookmarks in it, the height of its notes."""

    lines: tuple[float, ...]
    look: Look
    bookmarks: tuple[str, ...] = ()
    noted: float = 0

    @property
    def height(self) -> float:
        return sum(self.lines) + self.look.before + self.look.after

    @property
    def least(self) -> float:
        """What must be on the page where the block begins."""
        return sum(self.lines) if self.look.keep_lines else self.lines[0]


def type_area(section: "_Element") -> tuple[float, float]:
    """Width and height of the type area in twips; A4 with the margins of GB/T 9704 where the section does not say."""
    size, margin = section.find(w("pgSz")), section.find(w("pgMar"))

    def number(element: "_Element | None", name: str, default: float) -> float:
        return float(element.get(w(name), default)) if element is not None else default

    width = (
        number(size, "w", 11906)
        - number(margin, "left", 1587)
        - number(margin, "right", 1474)
        - number(margin, "gutter", 0)
    )
    return width, number(size, "h", 16838) - abs(number(margin, "top", 2098)) - abs(number(margin, "bottom", 1984))


def _restart(section: "_Element") -> int:
    numbering = section.find(w("pgNumType"))
    return int(numbering.get(w("start"), 0)) if numbering is not None else 0


def _paragraph(element: "_Element", styles: Styles, room: float, notes: Mapping[int, str]) -> _Block:
    properties = element.find(_PROPERTIES)
    style = properties.find(_STYLE) if properties is not None else None
    look = changed(styles.look(style.get(_VALUE) if style is not None else None), properties)
    text: list[str] = []
    bookmarks: list[str] = []
    tallest = noted = 0.0
    for child in element.iter(_TEXT, _BREAK, _BOOKMARK, _NOTE, _EXTENT):
        tag = child.tag
        if tag == _TEXT:
            text.append(child.text or "")
        elif tag == _BREAK:
            text.append("\n")
        elif tag == _BOOKMARK:
            bookmarks.append(child.get(w("name"), ""))
        elif tag == _NOTE:
            noted += _note_height(notes.get(int(child.get(w("id"), "0")), ""), styles, room)
        else:
            tallest = max(tallest, int(child.get("cy", "0")) / _EMU)
    wide = room - look.left - look.right
    count = sum(
        count_lines(line, look.size, look.spacing, wide - look.first, wide) for line in "".join(text).split("\n")
    )
    pitch = line_pitch(look)
    lines = (max(pitch, tallest),) if tallest and not look.exact else (pitch,) * count
    return _Block(lines, look, tuple(bookmarks), noted)


def _note_height(text: str, styles: Styles, room: float) -> float:
    look = styles.look(styles.id("footnote text"))
    return line_pitch(look) * count_lines("  " + text, look.size, look.spacing, room, room)


def _row(row: "_Element", styles: Styles) -> _Block:
    tallest, keep = 0.0, False
    for cell in row.iter(w("tc")):
        width = cell.find(f"{w('tcPr')}/{w('tcW')}")
        room = float(width.get(w("w"), 2000)) - _CELL_MARGIN if width is not None else 2000.0
        paragraphs = [_paragraph(p, styles, room, {}) for p in cell.iter(w("p"))]
        tallest = max(tallest, sum(p.height for p in paragraphs))
        keep = keep or any(p.look.keep_next for p in paragraphs)
    return _Block((tallest + _ROW_MARGIN,), Look(before=0, after=0, keep_next=keep))
