"""Styles of a docx with what they inherit: name, outline level, numbering, bold, hidden, alignment, new page, lines of tables; no fonts or sizes."""

import re
from dataclasses import dataclass

from jingyan.model.source import Align, MarkKind
from jingyan.readers.docx_package import Element, W

_HEADING_NAME = re.compile(r"(?:heading|标题|標題)\s*([1-9])$", re.IGNORECASE)
_OFF = frozenset({"0", "false", "off", "none"})


@dataclass(frozen=True, slots=True)
class Style:
    """A style with inheritance applied. `outline` 1-9 or None; `number` (numId, ilvl) as far as given."""

    id: str = ""
    name: str = ""
    outline: int | None = None
    num_id: str | None = None
    level: int | None = None
    bold: bool = False
    hidden: bool = False
    centred: bool = False
    page_break: bool = False
    ruled: bool = False
    raised: MarkKind | None = None


class Styles:
    """All styles of a document by id; unknown ids give an empty Style."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._done: dict[str, Style] = {}
        self._default = ""
        for el in root.iterchildren(W + "style") if root is not None else ():
            style_id = el.get(W + "styleId") or ""
            self._elements.setdefault(style_id, el)
            if el.get(W + "type") == "paragraph" and el.get(W + "default") in ("1", "true", "on"):
                self._default = style_id

    def get(self, style_id: str | None) -> Style:
        """The paragraph style of this id (None: the default one)."""
        key = self._default if style_id is None else style_id
        if key not in self._done:
            self._done[key] = self._resolved(key)
        return self._done[key]

    def run(self, style_id: str) -> Style:
        """The character style of this id."""
        return self.get(style_id)

    def _resolved(self, style_id: str) -> Style:
        chain, key = list[Element](), style_id
        while (
            key in self._elements and len(chain) < 20 and self._elements[key] not in chain
        ):  # a loop of basedOn must end
            chain.append(self._elements[key])
            based = chain[-1].find(W + "basedOn")
            key = (based.get(W + "val") or "") if based is not None else ""
        style = Style(style_id)
        for el in reversed(chain):
            style = _over(style, el)
        return style

    def linked_number(self, style_id: str) -> str | None:
        """The numId that a numbering style names (w:numStyleLink points to it)."""
        return self.get(style_id).num_id


def _over(base: Style, el: Element) -> Style:
    """`el` laid over the style it is based on."""
    name = value(el.find(W + "name")) or ""
    ppr, rpr = el.find(W + "pPr"), el.find(W + "rPr")
    outline, num_id, level = base.outline, base.num_id, base.level
    if match := _HEADING_NAME.match(name):
        outline = int(match[1])
    if ppr is not None:
        outline = outline_of(ppr, outline)
        own_id, own_level = number_of(ppr)
        num_id, level = (num_id if own_id is None else own_id), (level if own_level is None else own_level)
    bold, hidden = (
        (on(rpr, "b", base.bold), on(rpr, "vanish", base.hidden)) if rpr is not None else (base.bold, base.hidden)
    )
    centred, page_break = layout_of(ppr, base)
    lines = el.find(f"{W}tblPr/{W}tblBorders")
    return Style(
        el.get(W + "styleId") or base.id,
        name,
        outline,
        num_id,
        level,
        bold,
        hidden,
        centred,
        page_break,
        base.ruled if lines is None else has_lines(lines),
        base.raised if rpr is None else raised_of(rpr, base.raised),
    )


def value(el: Element | None) -> str | None:
    """The w:val of an element, None without one."""
    return None if el is None else el.get(W + "val")


def on(rpr: Element, name: str, default: bool) -> bool:
    """An on-off property such as w:b in `rpr`; `default` when it is not there."""
    el = rpr.find(W + name)
    return default if el is None else (el.get(W + "val") or "1").lower() not in _OFF


def outline_of(ppr: Element, default: int | None) -> int | None:
    """The outline level 1-9 in `ppr`; Word's 9 means body text (None)."""
    level = whole(value(ppr.find(W + "outlineLvl")))
    if level is None:
        return default
    return level + 1 if 0 <= level < 9 else None


def layout_of(ppr: Element | None, base: Style) -> tuple[bool, bool]:
    """(centred, begins a new page) as given in `ppr`, else as in the style `base`."""
    if ppr is None:
        return base.centred, base.page_break
    placed = value(ppr.find(W + "jc"))
    return base.centred if placed is None else placed == "center", on(ppr, "pageBreakBefore", base.page_break)


_ALIGNED: dict[str | None, Align] = {
    "left": "left",
    "start": "left",
    "center": "center",
    "right": "right",
    "end": "right",
}
_RAISED: dict[str | None, MarkKind] = {"superscript": "superscript", "subscript": "subscript"}
_LINES = frozenset({None, "none", "nil"})


def align_of(ppr: Element | None) -> Align:
    """How the paragraph itself says it is set; "" where it does not say, or is justified."""
    return _ALIGNED.get(value(ppr.find(W + "jc")), "") if ppr is not None else ""


def raised_of(rpr: Element, default: MarkKind | None) -> MarkKind | None:
    """Whether characters are set above or below the line (w:vertAlign)."""
    el = rpr.find(W + "vertAlign")
    return default if el is None else _RAISED.get(value(el))


def has_lines(borders: Element) -> bool:
    """Whether one of the lines of a w:tblBorders or w:tcBorders is drawn."""
    return any(value(el) not in _LINES for el in borders)


def number_of(ppr: Element) -> tuple[str | None, int | None]:
    """(numId, ilvl) as given in `ppr`, each None when absent."""
    numpr = ppr.find(W + "numPr")
    if numpr is None:
        return None, None
    return value(numpr.find(W + "numId")), whole(value(numpr.find(W + "ilvl")))


def whole(text: str | None) -> int | None:
    """An integer attribute, None when absent or not a number."""
    try:
        return int(text) if text is not None and len(text) < 12 else None
    except ValueError:
        return None
