"""Convert the characters of a docx in place: runs, formatting, fields, links and every other part stay as they are."""

import io
import re
import zipfile
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from jingyan.model.script import Conversion, Repair

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"

# Parts with text an editor reads, and what they are called in the list of repairs.
PARTS = (
    (re.compile(r"word/document\d*\.xml"), "正文"),
    (re.compile(r"word/header\d*\.xml"), "页眉"),
    (re.compile(r"word/footer\d*\.xml"), "页脚"),
    (re.compile(r"word/footnotes\d*\.xml"), "脚注"),
    (re.compile(r"word/endnotes\d*\.xml"), "尾注"),
    (re.compile(r"word/comments\d*\.xml"), "批注"),
    (re.compile(r"word/(diagrams/(data|drawing)|charts/chart)\d*\.xml"), "图示"),
)
PROPERTIES = re.compile(r"docProps/core\d*\.xml")
NUMBERING = re.compile(r"word/numbering\d*\.xml")
# Parts that say which language East Asian text is in: fonts choose the shape of a character by it.
LANGUAGE = re.compile(rb'(<w:(?:lang|themeFontLang)\b[^>]*?\bw:eastAsia=")zh-(?:TW|HK|MO)"')
LANGUAGE_PARTS = re.compile(
    r"word/(?:document|header|footer|footnotes|endnotes|comments|styles|settings|numbering)\d*\.xml"
)
PROPERTY_NAMES = frozenset({"title", "subject", "keywords", "description", "category"})

Convert = Callable[[str], Conversion]


@dataclass(frozen=True, slots=True)
class PlacedRepair:
    """A repair and where it is, as an editor finds it (正文第3段); the repair's span lies in that paragraph's text."""

    place: str
    repair: Repair


@dataclass(slots=True)
class _Count:
    """What conversion did so far."""

    changed: int
    repairs: list[PlacedRepair]


def convert_docx(data: bytes, convert: Convert) -> tuple[bytes, int, tuple[PlacedRepair, ...]]:
    """The docx with the text of every paragraph, automatic number and property converted, the number of characters changed, and the repairs with their places.

    Paragraphs are those of the body (tables and text boxes too), headers, footers, notes, comments and drawings; deleted text of tracked changes is converted by
    itself. Names of fields, bookmarks, styles and targets of links stay. `data` must be a docx that the readers accepted (they check its size before anything
    is inflated).
    """
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        items = [(item, old.read(item)) for item in old.infolist()]
    count = _Count(0, [])
    made = [(item, _converted(item.filename, content, convert, count)) for item, content in items]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for item, content in made:
            mainland = count.changed and LANGUAGE_PARTS.fullmatch(item.filename)
            new.writestr(item, LANGUAGE.sub(rb'\1zh-CN"', content) if mainland else content)
    return out.getvalue(), count.changed, tuple(count.repairs)


def _converted(name: str, content: bytes, convert: Convert, count: _Count) -> bytes:
    """The part with its text converted; byte for byte as it was where nothing changes."""
    label = next((label for pattern, label in PARTS if pattern.fullmatch(name)), None)
    if label is None and not PROPERTIES.fullmatch(name) and not NUMBERING.fullmatch(name):
        return content
    from lxml import etree

    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    before = count.changed
    if label:
        _paragraphs(root, label, convert, count)
    elif NUMBERING.fullmatch(name):
        _numbers(root, convert, count)
    else:
        _properties(root, convert, count)
    if count.changed == before:
        return content
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _paragraphs(root: Any, label: str, convert: Convert, count: _Count) -> None:
    paragraphs = (p for p in root.iter(f"{W}p", f"{STRICT}p", f"{DRAWING}p"))
    number = 0
    for paragraph in paragraphs:
        space = paragraph.tag[:-1]
        pieces = _pieces(paragraph, space, "t")
        copy = _is_copy(paragraph)
        if any(not isinstance(piece, str) for piece in pieces):
            number += not copy
            _convert_pieces(pieces, convert, _Count(0, []) if copy else count, f"{label}第{number}段")
        deleted = _pieces(paragraph, space, "delText")
        if any(not isinstance(piece, str) for piece in deleted):
            _convert_pieces(deleted, convert, _Count(0, []) if copy else count, f"{label}第{number}段(已删除)")


def _is_copy(paragraph: Any) -> bool:
    """True inside the fallback of an alternative content, which says the same again for old programs."""
    return any(str(parent.tag).endswith("}Fallback") for parent in paragraph.iterancestors())


def _pieces(paragraph: Any, space: str, name: str) -> list[Any]:
    """The paragraph's own text nodes in order, and a newline where a tab or break parts them; without ruby and without the paragraphs of text boxes in it."""
    own: list[Any] = []
    breaks = {f"{space}tab", f"{space}br", f"{space}cr"}
    for node in _own_nodes(paragraph, space):
        if node.tag == f"{space}{name}":
            own.append(node)
        elif node.tag in breaks and own:
            own.append("\n")
    return own


def _own_nodes(element: Any, space: str) -> Iterator[Any]:
    """Descendants in document order, not those of inner paragraphs, ruby annotations or properties."""
    skipped = {f"{space}p", f"{space}rt", f"{space}pPr", f"{space}rPr"}
    stack = list(reversed(element))
    while stack:
        node = stack.pop()
        if node.tag not in skipped:
            yield node
            stack.extend(reversed(node))


def _convert_pieces(pieces: list[Any], convert: Convert, count: _Count, place: str) -> None:
    """Convert the text of all `pieces` together, and give each node the converted characters that stand for its own."""
    texts = [piece if isinstance(piece, str) else piece.text or "" for piece in pieces]
    result = convert("".join(texts))
    count.changed += result.changed
    count.repairs += [PlacedRepair(place, repair) for repair in result.repairs]
    if not result.changed:
        return
    starts, position = [], 0
    for text in texts:
        starts.append(position)
        position += len(text)
    parts = [""] * len(pieces)
    for character, origin in zip(result.text, result.origin, strict=True):
        parts[bisect_right(starts, origin) - 1] += character
    for piece, text in zip(pieces, parts, strict=True):
        if not isinstance(piece, str):
            piece.text = text
            if text != text.strip() and not piece.tag.startswith(DRAWING):
                piece.set(SPACE, "preserve")


def _numbers(root: Any, convert: Convert, count: _Count) -> None:
    """The words of automatic numbers (第%1節)."""
    for space in (W, STRICT):
        for level in root.iter(f"{space}lvlText"):
            result = convert(level.get(f"{space}val") or "")
            if result.changed:
                level.set(f"{space}val", result.text)
                count.changed += result.changed


def _properties(root: Any, convert: Convert, count: _Count) -> None:
    """Title, subject, keywords, description and category in the core properties."""
    for node in root:
        if isinstance(node.tag, str) and node.tag.rpartition("}")[2] in PROPERTY_NAMES and node.text:
            result = convert(node.text)
            count.changed += result.changed
            count.repairs += [PlacedRepair("文档属性", repair) for repair in result.repairs]
            node.text = result.text
