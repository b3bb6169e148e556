"""Equations of a docx (OMML, ECMA-376 part 1, 22.1): their words on one line, and the same equation as an element of its own; nothing of the page."""

from collections.abc import Callable, Iterator
from xml.sax.saxutils import escape

from jingyan.readers.docx_package import Element, W

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_DELETED = frozenset({W + "del", W + "moveFrom"})
_AROUND = frozenset({W + "ins", W + "moveTo", W + "sdt", W + "sdtContent", W + "smartTag", W + "hyperlink"})
_RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_LOWERED = str.maketrans("0123456789+-−", "₀₁₂₃₄₅₆₇₈₉₊₋₋")
_SMALL = frozenset("0123456789+-−")


def linear(el: Element) -> str:
    """The words of an equation on one line: a/b, x², √(a+b), ∑_(i=1)^n x; marks that Word draws (braces, roots) are written."""
    name = el.tag[len(M) :] if isinstance(el.tag, str) and el.tag.startswith(M) else ""
    if el.tag in _DELETED:
        return ""
    if name == "t":
        return (el.text or "").replace("\n", " ").replace("\r", " ")
    if name.endswith("Pr"):
        return ""
    written = _WRITTEN.get(name)
    return written(el) if written else "".join(map(linear, el))


def plain_xml(el: Element) -> str:
    """The element with its m: elements, their m:val and text only: insertions accepted, deletions, fonts and links gone."""
    return "".join(_copied(el))


def _copied(el: Element) -> Iterator[str]:
    tag = el.tag if isinstance(el.tag, str) else ""
    if tag in _AROUND:
        for child in el:
            yield from _copied(child)
        return
    if not tag.startswith(M):
        return
    name = tag[len(M) :]
    value = el.get(M + "val")
    attributes = "" if value is None else ' m:val="' + escape(value, {'"': "&quot;"}) + '"'
    attributes += ' xml:space="preserve"' if el.get(_SPACE) == "preserve" or name == "t" else ""
    yield f"<m:{name}{attributes}>"
    if name == "t":
        yield escape(el.text or "")
    for child in el:
        yield from _copied(child)
    yield f"</m:{name}>"


def _part(el: Element, name: str) -> str:
    return "".join(linear(child) for child in el.iterchildren(M + name))


def _grouped(text: str) -> str:
    """In brackets unless it is one number, one word, or in brackets already."""
    closed = text[:1] in "(（[" and text[-1:] in ")）]" and not set(text[1:-1]) & set("()（）[]")
    return text if text.replace(".", "").isalnum() or len(text) < 2 or closed else f"({text})"


def _raised(text: str) -> str:
    return text.translate(_RAISED) if text and set(text) <= _SMALL else f"^{_grouped(text)}" if text else ""


def _lowered(text: str) -> str:
    return text.translate(_LOWERED) if text and set(text) <= _SMALL else f"_{_grouped(text)}" if text else ""


def _value(el: Element, properties: str, name: str, default: str) -> str:
    found = el.find(f"{M}{properties}/{M}{name}")
    return default if found is None else found.get(M + "val") or ""


def _fraction(el: Element) -> str:
    if _value(el, "fPr", "type", "bar") == "noBar":
        return f"({_part(el, 'num')} {_part(el, 'den')})"
    return f"{_grouped(_part(el, 'num'))}/{_grouped(_part(el, 'den'))}"


def _radical(el: Element) -> str:
    degree = _part(el, "deg")
    return f"{_raised(degree)}√{_grouped(_part(el, 'e'))}"


def _delimited(el: Element) -> str:
    between = _value(el, "dPr", "sepChr", "|")
    inside = between.join(linear(e) for e in el.iterchildren(M + "e"))
    return _value(el, "dPr", "begChr", "(") + inside + _value(el, "dPr", "endChr", ")")


def _nary(el: Element) -> str:
    sign = _value(el, "naryPr", "chr", "∫")
    return f"{sign}{_lowered(_part(el, 'sub'))}{_raised(_part(el, 'sup'))} {_part(el, 'e')}".rstrip()


def _matrix(el: Element) -> str:
    return "; ".join(", ".join(linear(e) for e in row.iterchildren(M + "e")) for row in el.iterchildren(M + "mr"))


_WRITTEN: dict[str, Callable[[Element], str]] = {
    "f": _fraction,
    "rad": _radical,
    "d": _delimited,
    "nary": _nary,
    "m": _matrix,
    "eqArr": lambda el: "; ".join(linear(e) for e in el.iterchildren(M + "e")),
    "sSup": lambda el: _part(el, "e") + _raised(_part(el, "sup")),
    "sSub": lambda el: _part(el, "e") + _lowered(_part(el, "sub")),
    "sSubSup": lambda el: _part(el, "e") + _lowered(_part(el, "sub")) + _raised(_part(el, "sup")),
    "sPre": lambda el: _lowered(_part(el, "sub")) + _raised(_part(el, "sup")) + _part(el, "e"),
    "limLow": lambda el: _part(el, "e") + _lowered(_part(el, "lim")),
    "func": lambda el: f"{_part(el, 'fName')} {_part(el, 'e')}",
    "limUpp": lambda el: _part(el, "e") + _raised(_part(el, "lim")),
}
