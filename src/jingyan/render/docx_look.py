"""What a template's styles say, as far as page arithmetic and lookup need it; nothing is written here."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def w(name: str) -> str:
    """The qualified name of a WordprocessingML element or attribute."""
    return f"{{{W}}}{name}"


@dataclass(frozen=True, slots=True)
class Look:
    """How a paragraph takes room. Lengths in twips (1/20 pt): `size` of a character, `spacing` between characters, `line` pitch, `before`, `after`,
    `first`-line, `left` and `right` indents; `keep_next`, `keep_lines` and `page_break` as in Word. `exact` False: pictures may grow the line.
    """

    size: float = 320
    spacing: float = 0
    line: float = 416
    exact: bool = False
    before: float = 0
    after: float = 0
    first: float = 0
    left: float = 0
    right: float = 0
    keep_next: bool = False
    keep_lines: bool = False
    page_break: bool = False


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a document: `ids` by (type, name in lower case), paragraph `looks` by style id, `default` look."""

    ids: Mapping[tuple[str, str], str]
    looks: Mapping[str, Look]
    default: Look

    def id(self, name: str, kind: str = "paragraph") -> str | None:
        """The style's id, which Word changes at will, for its name, which it keeps; None when there is no such style."""
        return self.ids.get((kind, name.lower()))

    def look(self, style_id: str | None) -> Look:
        """The look of a paragraph of this style, the default paragraph's where the id is unknown."""
        return self.looks.get(style_id or "", self.default)


def read_styles(xml: bytes) -> Styles:
    """The Styles of a styles.xml part, inheritance resolved."""
    root = parse(xml)
    base = Look(line=0)
    defaults = root.find(w("docDefaults"))
    if defaults is not None:
        for properties in (
            defaults.find(f"{w('rPrDefault')}/{w('rPr')}"),
            defaults.find(f"{w('pPrDefault')}/{w('pPr')}"),
        ):
            base = changed(base, properties)
    elements = {s.get(w("styleId"), ""): s for s in root.iter(w("style")) if s.get(w("type")) == "paragraph"}
    looks: dict[str, Look] = {}
    for style_id in elements:
        _resolve(style_id, elements, looks, base)
    default = next((i for i, s in elements.items() if s.get(w("default")) in ("1", "true")), "")
    ids = {
        (s.get(w("type"), ""), name.get(w("val"), "").lower()): s.get(w("styleId"), "")
        for s in root.iter(w("style"))
        if (name := s.find(w("name"))) is not None
    }
    return Styles(ids, looks, looks.get(default, base))


def parse(xml: bytes) -> "_Element":
    """The root element of one of our own or the template's parts, without entities or network."""
    from lxml import etree

    return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def _resolve(style_id: str, elements: Mapping[str, "_Element"], looks: dict[str, Look], base: Look) -> Look:
    if style_id in looks:
        return looks[style_id]
    element = elements.get(style_id)
    if element is None:
        return base
    looks[style_id] = base  # a style based on itself ends here
    parent = element.find(w("basedOn"))
    look = _resolve(parent.get(w("val"), ""), elements, looks, base) if parent is not None else base
    for properties in (element.find(w("rPr")), element.find(w("pPr"))):
        look = changed(look, properties)
    looks[style_id] = look
    return look


def changed(look: Look, properties: "_Element | None") -> Look:
    """`look` with what an rPr or pPr element says."""
    for element in properties if properties is not None else ():
        name = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
        match name:
            case "sz":
                look = replace(look, size=_number(element, "val", look.size / 10) * 10)
            case "spacing" if element.getparent().tag == w("rPr"):  # type: ignore[union-attr]
                look = replace(look, spacing=_number(element, "val", look.spacing))
            case "spacing":
                look = _spaced(look, element)
            case "ind":
                look = _indented(look, element)
            case "keepNext":
                look = replace(look, keep_next=_on(element))
            case "keepLines":
                look = replace(look, keep_lines=_on(element))
            case "pageBreakBefore":
                look = replace(look, page_break=_on(element))
    return look


def _spaced(look: Look, element: "_Element") -> Look:
    look = replace(look, before=_number(element, "before", look.before), after=_number(element, "after", look.after))
    if element.get(w("line")) is None:
        return look
    if element.get(w("lineRule"), "auto") == "auto":
        return replace(look, line=-_number(element, "line", 240) / 240, exact=False)  # negative: lines, not twips
    return replace(look, line=_number(element, "line", 0), exact=element.get(w("lineRule")) == "exact")


def _indented(look: Look, element: "_Element") -> Look:
    hanging = _number(element, "hanging", 0)
    return replace(
        look,
        left=_number(element, "left", _number(element, "start", look.left)),
        right=_number(element, "right", _number(element, "end", look.right)),
        first=-hanging if hanging else _number(element, "firstLine", look.first),
    )


def line_pitch(look: Look) -> float:
    """Twips from line to line; 1.3 characters for "single" lines (Noto and Song faces measure 1.3-1.45)."""
    if look.line > 0:
        return look.line
    return look.size * 1.3 * (-look.line or 1)


def _number(element: "_Element", name: str, default: float) -> float:
    value = element.get(w(name))
    try:
        return float(value) if value is not None else default
    except ValueError:
        return default


def _on(element: "_Element") -> bool:
    return element.get(w("val"), "1") not in ("0", "false", "off", "none")
