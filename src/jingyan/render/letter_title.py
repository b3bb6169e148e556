"""The title of a letter on several lines, broken between words (GB/T 9704-2012, 7.3.1); what stands in it is the template's."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from jingyan.render.docx_finish import serialize
from jingyan.render.docx_look import Look, parse, read_styles, w
from jingyan.render.title_lines import fit

if TYPE_CHECKING:
    from lxml.etree import _Element


def with_title_lines(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts with line breaks in every paragraph of the style Title that is too long for one line; one in which an editor broke lines or changed a run's size is left alone."""
    styles = read_styles(parts["word/styles.xml"])
    title = styles.id("Title")
    root = parse(parts["word/document.xml"])
    body = root.find(w("body"))
    if title is None or body is None:
        return dict(parts)
    room = _room(body, styles.look(title))
    for paragraph in body.findall(w("p")):
        style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
        if style is not None and style.get(w("val")) == title:
            _break(paragraph, room)
    return {**parts, "word/document.xml": serialize(root)}


def _room(body: "_Element", look: Look) -> int:
    """Full-width characters of the style that go on a line of the last section."""
    size, margins = body.find(f"{w('sectPr')}/{w('pgSz')}"), body.find(f"{w('sectPr')}/{w('pgMar')}")
    if size is None or margins is None:
        return 0
    wide = float(size.get(w("w"), 0)) - sum(float(margins.get(w(side), 0)) for side in ("left", "right"))
    return int((wide - look.left - look.right) / (look.size + look.spacing)) if look.size > 0 else 0


def _break(paragraph: "_Element", room: int) -> None:
    from lxml import etree

    runs = paragraph.findall(w("r"))
    texts = [t for run in runs for t in run.findall(w("t"))]
    plain = all(c.tag in (w("rPr"), w("t")) for run in runs for c in run)
    if len(texts) != 1 or not plain or any(run.find(f"{w('rPr')}/{w('sz')}") is not None for run in runs):
        return
    (text,) = texts
    lines = fit(text.text or "", room).split("\n")
    if len(lines) == 1:
        return
    text.text = lines[0]
    before = text
    for line in lines[1:]:
        again = etree.Element(w("t"))
        again.text = line
        before.addnext(etree.Element(w("br")))
        before.getnext().addnext(again)  # type: ignore[union-attr]  # it was added just now
        before = again
