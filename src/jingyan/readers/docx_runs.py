"""How the characters of a run look, as far as it carries meaning: bold, hidden, marks, a symbol font; colours, fonts and sizes are the volume's own."""

from typing import NamedTuple

from jingyan.model.source import MarkKind
from jingyan.readers.docx_package import Element, W
from jingyan.readers.docx_styles import Style, Styles, on, raised_of, value
from jingyan.readers.docx_symbols import symbol_font

_NONE = frozenset({"none", "0", "false", "off", None})
# of run properties that are on or off; underlining and dots name a kind of line
_SWITCHED: tuple[tuple[str, MarkKind], ...] = (("strike", "strike"), ("dstrike", "strike"), ("i", "italic"))
_NAMED: tuple[tuple[str, MarkKind], ...] = (("u", "underline"), ("em", "dotted"))


class Look(NamedTuple):
    """What a run inherits or says itself."""

    bold: bool
    hidden: bool
    marks: tuple[MarkKind, ...] = ()
    symbols: str = ""


def look_of(run: Element, around: Look, styles: Styles) -> Look:
    """The look of a w:r inside characters that look like `around`. Of a character style only bold, hidden and raised count: the line under a link is no meaning."""
    rpr = run.find(W + "rPr")
    if rpr is None:
        return around
    named = value(rpr.find(W + "rStyle"))
    style: Style | None = styles.get(named) if named else None
    bold = around.bold or (style is not None and style.bold)
    hidden = around.hidden or (style is not None and style.hidden)
    return Look(on(rpr, "b", bold), on(rpr, "vanish", hidden), _marks(rpr, style), symbol_font(rpr))


def _marks(rpr: Element, style: Style | None) -> tuple[MarkKind, ...]:
    found: list[MarkKind] = []
    for name, kind in _SWITCHED:
        if kind not in found and on(rpr, name, False):
            found.append(kind)
    for name, kind in _NAMED:
        el = rpr.find(W + name)
        if el is not None and value(el) not in _NONE:
            found.append(kind)
    raised = raised_of(rpr, style.raised if style is not None else None)
    return (*found, raised) if raised else tuple(found)
