"""The rendered document part put in order: sections, page numbering, ids and names; what a loop in a template cannot get right by itself."""

from collections.abc import Iterator
from copy import deepcopy
from typing import TYPE_CHECKING

from jingyan.render.docx_look import parse, w

if TYPE_CHECKING:
    from lxml.etree import _Element

_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"


def finish(document: bytes, first_piece: str) -> "_Element":
    """The root of the document, valid and numbered: page 1 is the page of the bookmark `first_piece`; later sections count on."""
    root = parse(document)
    body = root.find(w("body"))
    if body is None:
        return root
    _carry_breaks(body)
    _end_with_last_section(body)
    _number_pages(body, first_piece)
    _number_ids(root)
    for mark in root.iter(w("fldChar")):
        mark.attrib.pop(w("dirty"), "")
    return root


def serialize(root: "_Element") -> bytes:
    """The part's bytes."""
    from lxml import etree

    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _is_bare(paragraph: "_Element") -> bool:
    """True for a paragraph that shows nothing."""
    return paragraph.tag == w("p") and all(
        child.tag in (w("pPr"), w("bookmarkStart"), w("bookmarkEnd")) for child in paragraph
    )


def _section_of(paragraph: "_Element") -> "_Element | None":
    return paragraph.find(f"{w('pPr')}/{w('sectPr')}") if paragraph.tag == w("p") else None


def _carry_breaks(body: "_Element") -> None:
    """Move section breaks from empty paragraphs into the paragraph before: an empty one can spill over to an empty page."""
    for paragraph in list(body):
        section = _section_of(paragraph)
        before = paragraph.getprevious()
        if section is None or not _is_bare(paragraph) or before is None or not _can_carry(before):
            continue
        properties = before.find(w("pPr"))
        if properties is None:
            from lxml import etree

            properties = etree.Element(w("pPr"))
            before.insert(0, properties)
        change = properties.find(w("pPrChange"))
        properties.insert(len(properties) if change is None else properties.index(change), section)
        body.remove(paragraph)


def _can_carry(paragraph: "_Element") -> bool:
    """False where a section break would stand inside a field (the contents): LibreOffice then prints no page numbers in that section."""
    if paragraph.tag != w("p") or _section_of(paragraph) is not None:
        return False
    last = paragraph[-1] if len(paragraph) else None
    mark = last.find(w("fldChar")) if last is not None else None
    return mark is None or mark.get(w("fldCharType")) != "end"


def _end_with_last_section(body: "_Element") -> None:
    """Without anything after the last section break the last section is the document's own; otherwise an empty page would follow."""
    last = body.find(w("sectPr"))
    if last is None:
        return
    for paragraph in reversed(body):
        if paragraph is last:
            continue
        section = _section_of(paragraph)
        if section is not None:
            body.replace(last, deepcopy(section))
            section.getparent().remove(section)  # type: ignore[union-attr]
            return
        if not _is_bare(paragraph):
            return
        body.remove(paragraph)


def sections(body: "_Element") -> Iterator[tuple[list["_Element"], "_Element | None"]]:
    """Block elements of each section with its sectPr, in order."""
    blocks: list[_Element] = []
    for block in body:
        if block.tag == w("sectPr"):
            yield blocks, block
            return
        blocks.append(block)
        section = _section_of(block)
        if section is not None:
            yield blocks, section
            blocks = []
    yield blocks, None


def _number_pages(body: "_Element", first_piece: str) -> None:
    """One count before the first piece (preface and contents share their roman numbers), one from it on."""
    begun = False
    counted: set[str] = set()
    for blocks, section in sections(body):
        if section is None:
            continue
        numbering = section.find(w("pgNumType"))
        if begun and numbering is not None:
            numbering.attrib.pop(w("start"), "")
        elif numbering is not None and not begun and not _holds(blocks, first_piece):
            form = numbering.get(w("fmt"), "")
            if form in counted:
                numbering.attrib.pop(w("start"), "")
            counted.add(form)
        elif not begun and _holds(blocks, first_piece):
            begun = True
            _start_at_one(section)


def _holds(blocks: list["_Element"], bookmark: str) -> bool:
    return any(b.get(w("name")) == bookmark for block in blocks for b in block.iter(w("bookmarkStart")))


def _start_at_one(section: "_Element") -> None:
    from lxml import etree

    numbering = section.find(w("pgNumType"))
    if numbering is None:
        numbering = etree.Element(w("pgNumType"))
        after = [c for c in section if c.tag in {w(n) for n in _BEFORE_NUMBERING}]
        section.insert(section.index(after[-1]) + 1 if after else 0, numbering)
    numbering.set(w("start"), "1")


# Schema order: what may stand before pgNumType in a sectPr.
_BEFORE_NUMBERING = (
    "headerReference", "footerReference", "footnotePr", "endnotePr", "type", "pgSz", "pgMar", "paperSrc", "pgBorders", "lnNumType",
)  # fmt: skip


def _number_ids(root: "_Element") -> None:
    """Bookmarks and pictures numbered from 1; a bookmark repeated by a loop keeps only its first place."""
    names: set[str] = set()
    opened: dict[str, str] = {}
    number = 0
    for mark in list(root.iter(w("bookmarkStart"), w("bookmarkEnd"))):
        old = mark.get(w("id"), "")
        if mark.tag == w("bookmarkStart"):
            name = mark.get(w("name"), "")
            if name in names:
                mark.getparent().remove(mark)  # type: ignore[union-attr]
                continue
            names.add(name)
            number += 1
            opened[old] = str(number)
            mark.set(w("id"), str(number))
        elif old in opened:
            mark.set(w("id"), opened.pop(old))
        else:
            mark.getparent().remove(mark)  # type: ignore[union-attr]
    for number, shape in enumerate(root.iter(f"{_WP}docPr"), 1):
        shape.set("id", str(number))
        for inner in shape.getparent().iter(f"{_PIC}cNvPr"):  # type: ignore[union-attr]
            inner.set("id", str(number))
