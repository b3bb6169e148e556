"""The body of a docx in reading order: paragraphs, tables, text boxes, pictures and notes, written to one Story."""

from collections import Counter
from dataclasses import replace

from jingyan.model.source import Block, Cell, Formula, Picture, Ruby
from jingyan.model.span import Span
from jingyan.readers.docx_drawings import Crop, chosen, open_drawing
from jingyan.readers.docx_fields import check_box, shown_by_code
from jingyan.readers.docx_math import M, linear, plain_xml
from jingyan.readers.docx_numbers import Numbering
from jingyan.readers.docx_package import MC, Element, Package, W
from jingyan.readers.docx_runs import Look, look_of
from jingyan.readers.docx_styles import Styles, align_of, layout_of, number_of, on, outline_of, value
from jingyan.readers.docx_symbols import MISSING, in_symbol_font, symbol
from jingyan.readers.docx_tables import is_ruled, table_shape
from jingyan.readers.picture_size import pixels
from jingyan.readers.problems import Refusal
from jingyan.readers.story import Anchor, Line, Placed, Story

_MATH_TEXT = M + "t"
_EQUATIONS = frozenset({M + "oMath", M + "oMathPara"})
_PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"
_DROPPED = frozenset(
    W + name
    for name in (
        "pPr", "rPr", "sdtPr", "sdtEndPr", "delText", "delInstrText", "rt", "rubyPr", "proofErr", "bookmarkStart", "bookmarkEnd",
        "commentRangeStart", "commentRangeEnd", "commentReference", "smartTagPr", "customXmlPr", "softHyphen", "annotationRef", "footnoteRef",
        "endnoteRef", "separator", "continuationSeparator", "sectPr", "lastRenderedPageBreak", "permStart", "permEnd", "tcPr",
    )
)  # fmt: skip
_DELETED = frozenset({W + "del", W + "moveFrom"})
_INSERTED = frozenset({W + "ins", W + "moveTo"})
_SECTION_ENDS = frozenset({W + "pPr", W + "body"})
_DRAWINGS = frozenset({W + "drawing", W + "pict", W + "object"})
_CHARACTERS = {W + "tab": "\t", W + "ptab": "\t", W + "cr": "\n", W + "noBreakHyphen": "-"}
_REFERENCES = {W + "footnoteReference": "footnote", W + "endnoteReference": "endnote"}
_TAB = 4  # blanks that an underlined tab counts for
# markers that end in one of these stand close to the words, others (1, 第一章) get a space
_CLOSE = "、)）．。：:；〕】"


class Walker:
    """Walks one document. After `walk`, `story` holds text and blocks; `counts` what was accepted or left out (codes of `problems` without "read.")."""

    def __init__(self, package: Package) -> None:
        main = package.main
        self.story = Story()
        self.counts: Counter[str] = Counter()
        self._package = package
        self._styles = Styles(package.optional_xml(package.related(main, "styles")))
        self._numbers = Numbering(package.optional_xml(package.related(main, "numbering")), self._styles)
        self._part = main
        self._fields: list[bool] = []  # one for each open field: True in its code, False in its result
        self._codes: list[str] = []  # the codes of the open fields as far as read, "" once there was a result
        self._joined: Line | None = None  # a paragraph whose end was deleted goes on in the next one
        self._sections: dict[Element, bool] = {}

    def walk(self, body: Element) -> None:
        """Write the whole document: the body, then its footnotes and endnotes."""
        self._sections = _new_pages(body)
        self._blocks(body)
        self._flush()
        for kind in ("footnote", "endnote"):
            self._notes(kind)

    def _blocks(self, parent: Element) -> None:
        for el in parent:
            tag = el.tag
            if tag == W + "p":
                self._paragraph(el)
            elif tag == W + "tbl":
                self._flush()
                self._table(el)
            elif tag == MC + "AlternateContent":
                for choice in chosen(el):
                    self._blocks(choice)
            elif tag in _EQUATIONS:
                self._equation_alone(el)
            elif tag == W + "altChunk":
                self.counts["inserted_file"] += 1
            elif tag in _DELETED:
                self.counts["deletions"] += 1
            elif tag not in _DROPPED and not _is_prompt(el):
                self._blocks(el)

    def _sub_story(self, parent: Element) -> Story:
        """The blocks of `parent` (a cell, box or note) as a story of their own; fields and joins do not leak in or out."""
        outer = self.story, self._fields, self._codes, self._joined
        self.story, self._fields, self._codes, self._joined = Story(), [], [], None
        try:
            self._blocks(parent)
            self._flush()
            return self.story
        finally:
            self.story, self._fields, self._codes, self._joined = outer

    # paragraphs

    def _paragraph(self, el: Element) -> None:
        ppr = el.find(W + "pPr")
        self._codes = [""] * len(self._codes)
        self._fields = [False] * len(self._fields)  # a field's code never reaches the next paragraph in a sound file
        style = self._styles.get(value(ppr.find(W + "pStyle")) if ppr is not None else None)
        mark = ppr.find(W + "rPr") if ppr is not None else None
        deleted = mark is not None and (mark.find(W + "del") is not None or mark.find(W + "moveFrom") is not None)
        centred, page_break = layout_of(ppr, style)
        line = self._joined or Line(style.name, style.outline if ppr is None else outline_of(ppr, style.outline))
        self._joined, line.centred, line.align = None, centred, align_of(ppr)
        if page_break and not line.parts:
            self.story.new_page = True
        if not line.parts and not deleted and not (mark is not None and on(mark, "vanish", False)):
            found = self._numbers.marker(style, *(number_of(ppr) if ppr is not None else (None, None)))
            if found:
                line.marker = found.text
                line.gap = "" if found.glue == "nothing" or found.text[-1] in _CLOSE else " "
        boxes: list[tuple[Element, bool]] = []
        self._inline(el, line, Look(style.bold, style.hidden), boxes)
        if _is_initial(ppr):
            deleted = True  # a large first letter stands in a paragraph of its own: it goes on in the next one
        if line.gap and line.marker.endswith(".") and line.length and not line.parts[0][:1].isascii():
            line.gap = ""  # 1.加强 but 1. 2020年
        if line.breaks and not line.breaks[0]:
            self.story.new_page, line.breaks = True, line.breaks[1:]  # a box above stands on the new page too
        for box, above in boxes:
            if above:
                self.story.add_story(self._sub_story(box), paragraphs_as="textbox")
        if deleted:
            self._joined = line
        else:
            self.story.add_line(line)
        for box, above in boxes:
            if not above:
                self.story.add_story(self._sub_story(box), paragraphs_as="textbox")
        if ppr is not None and self._sections.get(ppr):
            self.story.new_page = True

    def _flush(self) -> None:
        if self._joined is not None and self._joined.parts:
            self.story.add_line(self._joined)
        self._joined = None

    def _equation_alone(self, el: Element) -> None:
        """An equation beside paragraphs, as some producers write it."""
        self._flush()
        line = Line()
        self._equation(el, line, Look(bold=False, hidden=False))
        self.story.add_line(line)

    def _inline(self, parent: Element, line: Line, look: Look, boxes: list[tuple[Element, bool]]) -> None:
        for el in parent:
            tag = el.tag
            if tag == W + "t" or tag == _MATH_TEXT:
                self._text(_word_text(el), line, look)
            elif tag == W + "r":
                self._inline(el, line, look_of(el, look, self._styles), boxes)
            elif tag in _DROPPED:
                continue
            elif tag in _EQUATIONS:
                self._equation(el, line, look)
            elif tag in _CHARACTERS:
                self._text(_CHARACTERS[tag], line, look)
            elif tag == W + "br":
                self._break(el.get(W + "type"), line, look)
            elif tag == W + "fldChar":
                self._field(el, line, look)
            elif tag == W + "instrText":
                if self._codes:
                    self._codes[-1] += el.text or ""
            elif tag == W + "ruby":
                self._ruby(el, line, look, boxes)
            elif tag in _DRAWINGS:
                self._drawing(el, line, look, boxes)
            elif tag == W + "sym":
                shape = symbol(el)
                self.counts["symbols"] += shape == MISSING
                self._text(shape, line, look)
            elif tag in _REFERENCES:
                line.anchors.append(Anchor(_REFERENCES[tag], el.get(W + "id") or "", line.length))
            else:
                self._wrapped(el, line, look, boxes)

    def _wrapped(self, el: Element, line: Line, look: Look, boxes: list[tuple[Element, bool]]) -> None:
        """An element around runs: hyperlink, content control, ruby, insertion …; an unknown one is looked into, because text may be in it."""
        if el.tag in _DELETED:
            self.counts["deletions"] += 1
        elif el.tag == MC + "AlternateContent":
            for choice in chosen(el):
                self._inline(choice, line, look, boxes)
        elif el.tag == W + "p":
            self._inline(el, line, look, boxes)  # only in broken files
        elif not _is_prompt(el):
            if el.tag in _INSERTED:
                self.counts["insertions"] += 1
            self._inline(el, line, look, boxes)

    def _text(self, text: str, line: Line, look: Look) -> None:
        if any(self._fields):
            return
        if look.hidden:
            self.counts["hidden"] += len(text.strip())
            return
        if look.symbols:
            text = in_symbol_font(text, look.symbols)
            self.counts["symbols"] += text.count(MISSING)
        if text == "\t" and "underline" in look.marks:
            text = " " * _TAB
        line.put(text, bold=look.bold, marks=look.marks)

    def _equation(self, el: Element, line: Line, look: Look) -> None:
        if look.hidden or any(self._fields):
            return
        display = el.tag == M + "oMathPara"
        for equation in el.iter(M + "oMath") if display else (el,):
            start = line.length
            line.put(linear(equation).strip())
            if line.length > start:
                line.formulas.append(Formula(Span(start, line.length), plain_xml(equation), display))

    def _ruby(self, el: Element, line: Line, look: Look, boxes: list[tuple[Element, bool]]) -> None:
        """The characters, and what is written over them."""
        start = line.length
        self._inline(el, line, look, boxes)
        above = "".join(t.text or "" for t in el.iterfind(f"{W}rt//{W}t")).strip()
        if above and line.length > start:
            line.rubies.append(Ruby(Span(start, line.length), above))

    def _break(self, kind: str | None, line: Line, look: Look) -> None:
        if kind in (None, "textWrapping") or line.length:
            self._text("\n", line, look)
        if kind == "page" and not look.hidden and not any(self._fields):
            line.breaks.append(line.length)

    def _field(self, mark: Element, line: Line, look: Look) -> None:
        """Open, part or close a field; one that shows something without a stored result shows it here."""
        kind = mark.get(W + "fldCharType")
        if kind == "begin":
            box = check_box(mark)
            if box:
                self._text(box, line, look)
            self._fields.append(True)
            self._codes.append("")
        elif kind == "separate" and self._fields:
            self._fields[-1] = False
        elif kind == "end" and self._fields:
            self._fields.pop()
            shown = shown_by_code(self._codes.pop()) if self._codes else ""
            if shown:
                self._text(shown, line, look)

    # drawings

    def _drawing(self, el: Element, line: Line, look: Look, boxes: list[tuple[Element, bool]]) -> None:
        if look.hidden or any(self._fields):
            return
        found = open_drawing(el)
        boxes += [(box, found.above) for box in found.boxes]
        self.counts["graphics"] += found.graphics
        line.pictures += [Placed(None)] * found.graphics
        at = line.length if found.in_line else None
        for relation_id, crop in found.pictures:
            picture = self._picture(relation_id, found.width, found.height, crop)
            if picture is None:
                self.counts["picture_missing"] += 1
            elif pixels(picture.data) > self._package.settings.max_pixels:
                self.counts["picture_large"] += 1
                picture = None
            line.pictures.append(Placed(picture, at))

    def _picture(self, relation_id: str | None, width: int, height: int, crop: Crop) -> Picture | None:
        relation = self._package.relations(self._part).get(relation_id or "")
        if relation is None or relation.external:
            return None
        try:
            data = self._package.media(relation.target)
        except Refusal as refusal:
            if refusal.code == "read.damaged":
                return None  # the text is worth more than one broken picture
            raise
        return Picture(data, self._package.media_type(relation.target), width, height, crop) if data else None

    # tables

    def _table(self, table: Element) -> None:
        shape = table_shape(table)
        self.counts["insertions"] += shape.inserted
        self.counts["deletions"] += shape.deleted
        cells = [slot for row in shape.rows for slot in row if slot.element is not None]
        if len(cells) == 1 and cells[0].element is not None:
            self.story.add_story(self._sub_story(cells[0].element))  # a frame around text, no table
            return
        story, start = self.story, self.story.length
        rows: list[tuple[Cell, ...]] = []
        bold: list[Span] = []
        for slots in shape.rows:
            row: list[Cell] = []
            for number, slot in enumerate(slots):
                if number:
                    story.put("\t")
                if slot.element is None:
                    if not slot.rows:
                        row.append(Cell(Span(story.length, story.length), slot.columns))
                    continue
                cell = self._sub_story(slot.element)
                if not rows and not row and cell.blocks and cell.blocks[0].page_break:
                    story.new_page = True
                span, bold_spans, inside = story.add_cell(cell)
                row.append(Cell(span, slot.columns, slot.rows, _rich(inside)))
                bold += bold_spans
            rows.append(tuple(row))
            story.put("\n")
        if not any(len(cell.span) or cell.blocks for row in rows for cell in row):
            return
        story.blocks.append(
            Block(
                "table",
                Span(start, max(start, story.length - 1)),
                bold=tuple(bold),
                rows=tuple(rows),
                page_break=story.turned(),
                grid=shape.grid,
                header_rows=shape.header,
                ruled=is_ruled(table, self._styles.get(value(table.find(f"{W}tblPr/{W}tblStyle")) or "")),
            )
        )

    # notes

    def _notes(self, kind: str) -> None:
        anchors = [anchor for anchor in self.story.anchors if anchor.kind == kind]
        name = self._package.related(self._part, kind + "s")
        root = self._package.optional_xml(name) if anchors and name else None
        if root is None or name is None:
            return
        notes = {el.get(W + "id"): el for el in root.iterchildren(W + kind)}
        # a note is written once, however many references lead to it
        main, self._part = self._part, name
        for anchor in anchors:
            el = notes.pop(anchor.id, None)
            if el is None:
                continue
            note = self._sub_story(el)
            text = note.text.strip()
            if text:
                shift = self.story.length - (len(note.text) - len(note.text.lstrip()))
                self.story.anchors += [replace(inner, offset=inner.offset + shift) for inner in note.anchors]
                start = self.story.length
                self.story.put(text)
                self.story.blocks.append(Block("note", Span(start, self.story.length), anchor=anchor.offset))
                self.story.put("\n")
        self._part = main


def _rich(inside: list[Block]) -> tuple[Block, ...]:
    """The blocks of a cell; () where they say no more than its text: one paragraph set as any other."""
    if not inside:
        return ()
    first = inside[0]
    plain = first.kind == "paragraph" and not (
        first.bold or first.marks or first.rubies or first.formulas or first.align
    )
    return () if plain and len(inside) == 1 else tuple(inside)


def _is_initial(ppr: Element | None) -> bool:
    frame = ppr.find(W + "framePr") if ppr is not None else None
    return frame is not None and frame.get(W + "dropCap") in ("drop", "margin")


def _new_pages(body: Element) -> dict[Element, bool]:
    """For the properties of each paragraph that ends a section: whether the next section begins a page. How a section begins stands at its own end (17.6.22 type)."""
    sections = [el for el in body.iter(W + "sectPr") if (up := el.getparent()) is not None and up.tag in _SECTION_ENDS]
    kinds = [value(el.find(W + "type")) for el in sections]
    found: dict[Element, bool] = {}
    for el, kind in zip(sections, kinds[1:], strict=False):
        if (up := el.getparent()) is not None:
            found[up] = kind not in ("continuous", "nextColumn")
    return found


def _is_prompt(el: Element) -> bool:
    """Whether a content control only shows its prompt (单击此处输入文字)."""
    return el.tag == W + "sdt" and el.find(f"{W}sdtPr/{W}showingPlcHdr") is not None


def _word_text(el: Element) -> str:
    """The characters of a w:t as Word takes them: outer blanks count only with xml:space="preserve", line ends are blanks."""
    text = el.text or ""
    if "\n" in text or "\r" in text:
        text = text.replace("\r\n", " ").replace("\n", " ").replace("\r", " ")
    return text if el.get(_PRESERVE) == "preserve" else text.strip(" \t")
