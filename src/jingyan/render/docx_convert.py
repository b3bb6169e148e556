"""Convert the characters of a docx in place: runs, formatting and every other part stay as they are."""

import io
import re
import zipfile
from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import Any

from jingyan.model.script import Conversion, Repair

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
TEXT_PARTS = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml")
SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def convert_docx(data: bytes, convert: Callable[[str], Conversion]) -> tuple[bytes, int, tuple[Repair, ...]]:
    """The docx with every paragraph's text converted, the number of characters changed, and the repairs (spans inside their paragraph's text).

    `data` must be a docx that the readers accepted (they check its size before anything is inflated).
    """
    out = io.BytesIO()
    changed = 0
    repairs: list[Repair] = []
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            content = old.read(item)
            if TEXT_PARTS.fullmatch(item.filename):
                content, count, found = _convert_part(content, convert)
                changed += count
                repairs += found
            new.writestr(item, content)
    return out.getvalue(), changed, tuple(repairs)


def _convert_part(content: bytes, convert: Callable[[str], Conversion]) -> tuple[bytes, int, list[Repair]]:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    root = etree.fromstring(content, parser)
    changed = 0
    repairs: list[Repair] = []
    for space in (W, STRICT):
        for paragraph in root.iter(f"{space}p"):
            nodes = [t for t in paragraph.iter(f"{space}t") if _paragraph_of(t, space) is paragraph]
            if nodes:
                result = convert("".join(t.text or "" for t in nodes))
                changed += result.changed
                repairs += result.repairs
                _distribute(nodes, result)
    if not changed and not repairs:
        return content, 0, []
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True), changed, repairs


def _paragraph_of(node: Any, space: str) -> Any:
    """The innermost paragraph that holds `node` (a text box is a paragraph inside a paragraph)."""
    return next(node.iterancestors(f"{space}p"), None)


def _distribute(nodes: Sequence[Any], result: Conversion) -> None:
    """Give each text node the converted characters that stand for its own."""
    starts, position = [], 0
    for node in nodes:
        starts.append(position)
        position += len(node.text or "")
    parts = [""] * len(nodes)
    for character, origin in zip(result.text, result.origin, strict=True):
        parts[bisect_right(starts, origin) - 1] += character
    for node, text in zip(nodes, parts, strict=True):
        node.text = text
        if text != text.strip():
            node.set(SPACE, "preserve")
