"""Bodies kept out of the template engine: a placeholder paragraph stands for each, and the ready XML is put in its place at the very end.

Feeding a thousand bodies through docxtpl and one XML tree costs four times the time and twice the memory (benchmarks/volume.py).
"""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from jingyan.render.docx_look import W, parse, w

if TYPE_CHECKING:
    from lxml.etree import _Element

# Private-use characters are dropped from every text, so these cannot clash with words of a piece.
_BEGIN, _END = "\ue002", "\ue003"
_TOKEN = re.compile(f"{_BEGIN}(\\d+){_END}")
_PLACE = re.compile(
    rf"<w:p>(?:<w:pPr/>|<w:pPr>(?P<section><w:sectPr\b[^>]*/>|<w:sectPr\b(?:(?!</w:sectPr>).)*+</w:sectPr>)</w:pPr>)?<w:r><w:t>{_BEGIN}(?P<number>\d+){_END}</w:t></w:r></w:p>".encode(),
    re.DOTALL,
)


def placeholder(number: int) -> str:
    """The paragraph that stands for body `number`."""
    return f"<w:p><w:r><w:t>{_BEGIN}{number}{_END}</w:t></w:r></w:p>"


def placed(paragraph: "_Element") -> int | None:
    """The number of the body that this paragraph stands for; None for any other paragraph."""
    if len(paragraph) == 0 or paragraph.tag != w("p"):
        return None
    text = paragraph.findtext(f"{w('r')}/{w('t')}")
    match = _TOKEN.fullmatch(text) if text else None
    return int(match[1]) if match else None


def blocks_of(body: bytes) -> "_Element":
    """An element whose children are the blocks of a body."""
    return parse(f'<w:body xmlns:w="{W}">'.encode() + body + b"</w:body>")


def spliced(document: bytes, bodies: Mapping[int, bytes]) -> bytes:
    """The document part with each placeholder replaced by its body; a section that ends with the placeholder ends with the body's last paragraph."""

    def body(match: re.Match[bytes]) -> bytes:
        own = bodies[int(match["number"])]
        return own if match["section"] is None else _ending_section(own, match["section"])

    whole = _PLACE.sub(body, document)
    if _BEGIN.encode() in whole:
        raise RuntimeError("a placeholder paragraph was changed on the way through the template")
    return whole


def _ending_section(body: bytes, section: bytes) -> bytes:
    """The body with the section break in its last paragraph, or in a paragraph of its own after a table."""
    if not body.endswith(b"</w:p>"):
        return body + b"<w:p><w:pPr>" + section + b"</w:pPr></w:p>"
    at = body.rindex(b"<w:p>")
    head = body[at : at + 5 + len(b"<w:pPr>")]
    if head.endswith(b"<w:pPr>"):
        end = body.index(b"</w:pPr>", at)
        return body[:end] + section + body[end:]
    return body[: at + 5] + b"<w:pPr>" + section + b"</w:pPr>" + body[at + 5 :]
