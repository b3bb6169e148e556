"""A template's parts as paragraphs with places, as the check sees them; and made ready for filling: tags whole in one run, tracked changes taken as accepted."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jingyan.render.docx_look import parse, w

if TYPE_CHECKING:
    from lxml.etree import _Element

_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_GONE = (w("del"), w("moveFrom"))
_BOX = w("txbxContent")
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_CORE = "docProps/core.xml"
_PARTS = re.compile(r"word/(document|header\d*|footer\d*|footnotes\d*|endnotes\d*|comments\d*)\.xml")
_NAMES = {
    "document": "正文",
    "header": "页眉",
    "footer": "页脚",
    "footnotes": "脚注",
    "endnotes": "尾注",
    "comments": "批注",
}
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of a template: its `part` as editors call it, its number there from 1, its text, the element, and whether `part` is a header or footer (`running`).

    `fixed` is true for parts that are never filled (endnotes, comments); `code` for the instruction of a field.
    """

    part: str
    number: int
    text: str
    element: "_Element"
    running: bool = False
    fixed: bool = False
    code: bool = False

    @property
    def section_break(self) -> bool:
        """True if a section ends with this paragraph."""
        return self.element.find(f"{w('pPr')}/{w('sectPr')}") is not None

    @property
    def row(self) -> "_Element | None":
        """The table row that the paragraph stands in."""
        return next(self.element.iterancestors(w("tr")), None)


def template_lines(parts: Mapping[str, bytes]) -> dict[str, list[Line]]:
    """The paragraphs of every part with text by the part's name, in order; the body comes first."""
    found: dict[str, list[Line]] = {}
    names = _running_names(parts)
    for name in sorted((n for n in parts if _PARTS.fullmatch(n)), key=lambda n: (n != "word/document.xml", n)):
        match = _PARTS.fullmatch(name)
        kind = re.sub(r"\d", "", match[1]) if match else ""
        running = kind in ("header", "footer")
        label = names.get(name, _NAMES[kind]) if running else _NAMES[kind]
        found[name] = list(_lines(parse(parts[name]), label, running, kind in ("endnotes", "comments")))
    if _CORE in parts and (properties := list(_properties(parts[_CORE]))):
        found[_CORE] = properties
    return found


def _lines(root: "_Element", label: str, running: bool, fixed: bool) -> Iterator[Line]:
    number = inside = 0
    for paragraph in root.iter(w("p")):
        if next(paragraph.iterancestors(_FALLBACK), None) is not None:
            continue
        box = next(paragraph.iterancestors(_BOX), None) is not None
        table = next(paragraph.iterancestors(w("tc")), None) is not None
        if box or table:
            inside += 1
        else:
            number, inside = number + 1, 0
        part = label + "的文本框" * box + "的表格" * (table and not box)
        part = part.removeprefix("正文的")
        shown = inside if box or table else number
        text, code = "".join(words(paragraph)), "".join(_codes(paragraph))
        yield Line(part, shown, text, paragraph, running, fixed)
        if code.strip() and ("{{" in code or "{%" in code):
            yield Line(f"{part}的域代码", shown, code, paragraph, running, fixed, True)
        for said in _described(paragraph):
            yield Line(f"{part}的图片说明", shown, said, paragraph, running, fixed, True)


def text_elements(paragraph: "_Element") -> Iterator["_Element"]:
    """The w:t, w:tab and w:br elements of a paragraph in order; text boxes inside it and deleted words left out."""
    for child in paragraph:
        if child.tag == w("p") or child.tag == _BOX or child.tag in _GONE or child.tag == _FALLBACK:
            continue
        if child.tag in (w("t"), w("tab"), w("br")) and paragraph.tag == w("r"):
            yield child
        elif isinstance(child.tag, str) and child.tag not in (w("pPr"), w("rPr")):
            yield from text_elements(child)


def words(paragraph: "_Element") -> Iterator[str]:
    """The words of a paragraph, with a tab and a newline where they stand."""
    for element in text_elements(paragraph):
        yield element.text or "" if element.tag == w("t") else ("\t" if element.tag == w("tab") else "\n")


def _codes(paragraph: "_Element") -> Iterator[str]:
    for code in paragraph.iter(w("instrText")):
        if next(code.iterancestors(w("p")), None) is paragraph:
            yield code.text or ""


def _described(paragraph: "_Element") -> Iterator[str]:
    """Words about pictures that hold a tag: they are filled too."""
    for shape in paragraph.iter(f"{_DRAWING}docPr"):
        for said in (shape.get("descr", ""), shape.get("title", "")):
            if "{{" in said or "{%" in said:
                yield said


def _properties(data: bytes) -> Iterator[Line]:
    """The properties of the document (title, keywords …), which are filled too."""
    for element in parse(data):
        if element.text and re.search(r"\{\{|\{%|[｛％]", element.text):
            yield Line("文档属性", 0, element.text, element, code=True)


def _running_names(parts: Mapping[str, bytes]) -> dict[str, str]:
    """What an editor calls each header and footer: 双页页眉, 首页页脚, or with the section where there are several."""
    relations = {r.get("Id", ""): f"word/{r.get('Target', '')}" for r in parse(parts["word/_rels/document.xml.rels"])}
    names: dict[str, str] = {}
    root = parse(parts["word/document.xml"])
    for number, section in enumerate(root.iter(w("sectPr")), 1):
        for reference in section.iter(w("headerReference"), w("footerReference")):
            kind = {"even": "双页", "first": "首页"}.get(reference.get(w("type"), ""), "")
            what = "页眉" if reference.tag == w("headerReference") else "页脚"
            target = relations.get(reference.get(_ID, ""), "")
            names.setdefault(target, f"第{number}节的{kind}{what}")
    return names


def has_changes(parts: Mapping[str, bytes]) -> bool:
    """True where tracked changes of the template are still open."""
    return any(re.search(rb"<w:(?:ins|del|moveFrom|moveTo) ", data) for n, data in parts.items() if _PARTS.fullmatch(n))


def ready(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts as the template engine wants them: a tag that was split over runs stands whole in the first of them, tracked changes are accepted.

    The engine would join the runs too, but by cutting out what lies between, and with it the end of a link or the begin of a bookmark.
    """
    done = dict(parts)
    for name, data in parts.items():
        if _PARTS.fullmatch(name) and (b"{" in data or b"<w:del " in data or b"<w:ins " in data):
            done[name] = _ready(data)
    return done


def _ready(data: bytes) -> bytes:
    from lxml import etree

    root = parse(data)
    changed = _accept_changes(root)
    for paragraph in root.iter(w("p")):
        changed = _join_tags(paragraph) or changed
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True) if changed else data


def _accept_changes(root: "_Element") -> bool:
    found = False
    for gone in list(root.iter(*_GONE)):
        parent = gone.getparent()
        if parent is not None and parent.tag not in (w("rPr"), w("trPr")):
            parent.remove(gone)
            found = True
    for kept in list(root.iter(w("ins"), w("moveTo"))):
        parent = kept.getparent()
        if parent is not None and parent.tag not in (w("rPr"), w("trPr")):
            at = parent.index(kept)
            parent[at : at + 1] = list(kept)
            found = True
    return found


def _join_tags(paragraph: "_Element") -> bool:
    """Give every character of a tag to the run in which the tag begins; True where that changed anything."""
    elements = list(text_elements(paragraph))
    texts = [e.text or "" if e.tag == w("t") else "\t" for e in elements]
    owner = [i for i, text in enumerate(texts) for _ in text]
    whole = "".join(texts)
    changed = False
    for tag in _TAG.finditer(whole):
        inside = [at for at in range(*tag.span()) if elements[owner[at]].tag == w("t")]
        if len({owner[at] for at in inside}) > 1:
            first = owner[inside[0]]
            for at in inside:
                owner[at] = first
            changed = True
    if changed:
        for i, element in enumerate(elements):
            if element.tag == w("t"):
                element.text = "".join(char for char, own in zip(whole, owner, strict=True) if own == i)
                element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return changed
