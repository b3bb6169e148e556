"""Headers and footers for LibreOffice only: filled up to the margin, so that the first page of every section begins where Word begins it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from jingyan.render.docx_look import Styles, changed, line_pitch, parse, read_styles, w

if TYPE_CHECKING:
    from lxml.etree import _Element

_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_SLACK = 12  # twips left free: a header that is higher than the margin would push the text down
_LINE = 400  # twips: a footer that lacks less costs no line


def with_full_heads(parts: dict[str, bytes]) -> dict[str, bytes]:
    """The parts with an empty line added to each header and footer that is lower than its margin.

    On the first page of a section that begins on an odd page LibreOffice (7.4) leaves out the room between header and text, so that the text begins up to a line or two too high
    and the page holds a line more than the others; with a header as high as the margin there is nothing to leave out.
    """
    from lxml import etree

    wanted = _room(parts)
    if not wanted:
        return parts
    styles = read_styles(parts["word/styles.xml"])
    ruled = _ruled(parts["word/styles.xml"])
    made = dict(parts)
    for name, room in wanted.items():
        root = parse(parts[name])
        height = _height(root, styles, ruled)
        lacking = round(room - height - _SLACK) if height is not None else 0
        if lacking < (20 if root.tag == w("hdr") else _LINE):
            continue
        if root.tag == w("hdr"):
            root.append(_empty(lacking))
        else:
            root.insert(0, _empty(lacking))
        made[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made


def _room(parts: Mapping[str, bytes]) -> dict[str, float]:
    """The room between the edge of the text and the place of each header and footer, the least of the sections that use it."""
    targets = {r.get("Id", ""): f"word/{r.get('Target', '')}" for r in parse(parts["word/_rels/document.xml.rels"])}
    kinds = {w("headerReference"): (w("top"), w("header")), w("footerReference"): (w("bottom"), w("footer"))}
    handed_on: dict[tuple[str, str], str] = {}
    found: dict[str, float] = {}
    for section in parse(parts["word/document.xml"]).iter(w("sectPr")):
        margin = section.find(w("pgMar"))
        for reference in section.iter(*kinds):
            handed_on[reference.tag, reference.get(w("type"), "default")] = targets.get(reference.get(_ID, ""), "")
        if margin is None:
            continue
        for (tag, _), name in handed_on.items():
            outer, inner = kinds[tag]
            room = abs(float(margin.get(outer, 0))) - float(margin.get(inner, 0))
            if name in parts:
                found[name] = min(room, found.get(name, room))
    return found


def _ruled(xml: bytes) -> frozenset[str]:
    """The ids of the styles with a line above or below, those based on one included."""
    elements = {s.get(w("styleId"), ""): s for s in parse(xml).iter(w("style"))}
    own = {i for i, s in elements.items() if s.find(f"{w('pPr')}/{w('pBdr')}") is not None}
    for _ in range(len(elements)):
        more = {
            i for i, s in elements.items() if (b := s.find(w("basedOn"))) is not None and b.get(w("val")) in own
        } - own
        if not more:
            break
        own |= more
    return frozenset(own)


def _height(root: "_Element", styles: Styles, ruled: frozenset[str]) -> float | None:
    """Twips of the lines of a header; None where something else than lines stands in it."""
    if any(True for _ in root.iter(w("tbl"), w("drawing"), w("pict"), w("object"), w("framePr"))):
        return None
    total = 0.0
    for paragraph in root.iter(w("p")):
        properties = paragraph.find(w("pPr"))
        style = properties.find(w("pStyle")) if properties is not None else None
        name = style.get(w("val")) if style is not None else None
        look = changed(styles.look(name), properties)
        if not look.exact:
            return None
        total += line_pitch(look) + look.before + look.after
        if name in ruled or (properties is not None and properties.find(w("pBdr")) is not None):
            total += _LINES_AROUND
    return total


_LINES_AROUND = (
    80  # twips that a line above or below may take; an unruled header is that much too low, which costs nothing
)


def _empty(height: int) -> "_Element":
    from lxml import etree

    paragraph = etree.Element(w("p"))
    properties = etree.SubElement(paragraph, w("pPr"))
    spacing = etree.SubElement(properties, w("spacing"))
    for key, value in (("before", "0"), ("after", "0"), ("line", str(height)), ("lineRule", "exact")):
        spacing.set(w(key), value)
    return paragraph
