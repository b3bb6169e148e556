"""The tree of a page made ready for reading: what a browser does not show is taken out and counted, frames are told; no lines here.

Sharing sites put characters between the words that only a copy shows (display:none, font-size:0, off the screen …), by style attribute or
by a class of the page's own style sheet. Sheets of other files are not at hand.
"""

import re
from itertools import islice

from lxml import etree

Element = etree._Element

_UNSEEN = frozenset(["head", "script", "style", "noscript", "noframes", "template"])
_DISPLAY = r"(?:^|[;{\s])(?:display\s*:\s*none|mso-hide\s*:\s*all"
_MORE = (
    r"|visibility\s*:\s*hidden|opacity\s*:\s*(?:0(?:\.0+)?|\.0+)(?=\s*(?:;|!|\}|$))|font-size\s*:\s*0(?:px|pt|em|rem|%)?(?=\s*(?:;|!|\}|$))"
    r"|(?:left|right|top|text-indent|margin-left)\s*:\s*-(?:999|\d{4,5})(?:px|em|pt)|color\s*:\s*transparent|(?:max-)?(?:height|width)\s*:\s*0(?:px)?\s*;[^}]{0,200}overflow\s*:\s*hidden)"
)
_HIDING = re.compile(_DISPLAY + _MORE, re.IGNORECASE)
_SIZE = re.compile(r"font-size\s*:\s*0", re.IGNORECASE)
_SIZED = re.compile(r"font-size\s*:\s*(?:0\.)?[1-9]", re.IGNORECASE)
_RULE = re.compile(r"([^{}]{1,2000})\{([^{}]{0,4000})\}")
_SELECTOR = re.compile(r"[a-zA-Z1-6]{0,10}([.#][\w-]{1,80})")
_BRACE = re.compile(r"([{}])")
_ALIGN = re.compile(r"text-align\s*:\s*([a-z]{3,10})", re.IGNORECASE)
_NEW_PAGE = re.compile(
    r"page-break-before\s*:\s*(?:always|left|right)|break-before\s*:\s*(?:always|page)", re.IGNORECASE
)
_LONGEST_SHEET = 200_000
_MAJORITY = 0.5  # of the page's words: a page that hides that many shows them by a script (WeChat articles)
_LONG_FIELD = 100  # characters: below it a text area is a field to fill in


def prune(root: Element) -> int:
    """Take out of the tree what a browser does not show; returns how many visible characters that were (scripts and the like not counted).

    Forms become plain boxes, because old servers put one around the whole page; a text area that holds a text becomes preformatted text.
    """
    for el in list(root.iter("form", "textarea")):
        if el.tag == "form":
            el.tag = "div"
        elif len("".join((el.text or "").split())) >= _LONG_FIELD:
            el.tag = "pre"
    lengths = _lengths(root)
    names = _hidden_names(root)
    found: list[Element] = []
    inside: Element | None = None
    for event, el in etree.iterwalk(root, events=("start", "end")):
        if inside is not None:
            inside = None if event == "end" and el is inside else inside
        elif event == "start" and el is not root and _is_hidden(el, names):
            if el.tag == "body" or lengths[el] > _MAJORITY * lengths[root]:
                _show(el)
            else:
                inside = el
                found.append(el)
    dropped = sum(lengths[el] for el in found)
    for el in found:
        _remove(el)
    return dropped


def is_frame_page(root: Element) -> bool:
    """Whether the page only names other files to show in frames."""
    return next(root.iter("frame", "iframe"), None) is not None


def align(el: Element) -> str:
    """How an element sets its lines: "center", "left", "right", "justify" …, "" when it does not say."""
    if el.tag == "center":
        return "center"
    found = _ALIGN.search(el.get("style") or "")
    return (found[1] if found else el.get("align") or "").lower()


def begins_page(el: Element) -> bool:
    """Whether the author begins a new page at this element (Word writes a br with this style)."""
    return bool(_NEW_PAGE.search(el.get("style") or ""))


def _lengths(root: Element) -> dict[Element, int]:
    """Visible characters inside each element."""
    found: dict[Element, int] = {}
    for _, el in etree.iterwalk(root, events=("end",)):
        own = len("".join((el.text or "").split()))
        inner = sum(found.get(child, 0) + len("".join((child.tail or "").split())) for child in el)
        found[el] = 0 if el.tag in _UNSEEN or not isinstance(el.tag, str) else own + inner
    return found


def _is_hidden(el: Element, names: frozenset[str]) -> bool:
    style = el.get("style")
    if el.get("hidden") is not None or (style and _HIDING.search(style) and not _is_reset(el, style)):
        return True
    if not names:
        return False
    return any(f".{name}" in names for name in (el.get("class") or "").split()) or f"#{el.get('id')}" in names


def _is_reset(el: Element, style: str) -> bool:
    """Whether a font size of 0 only closes the gaps between the boxes inside, which set their own."""
    if not _SIZE.search(style) or _HIDING.search(_SIZE.sub("", style)):
        return False
    return any(_SIZED.search(below.get("style") or "") for below in islice(el.iterdescendants(), 500))


def _hidden_names(root: Element) -> frozenset[str]:
    """Classes and ids (as ".name", "#name") that the page's own style sheets hide; rules for other media and for nested elements are left out."""
    found: set[str] = set()
    for sheet in root.iter("style"):
        text = _without_media(_without_comments((sheet.text or "")[:_LONGEST_SHEET]))
        for selectors, rule in _RULE.findall(text):
            if _HIDING.search(rule):
                found.update(m[1] for one in selectors.split(",") if (m := _SELECTOR.fullmatch(one.strip())))
    return frozenset(found)


def _without_comments(text: str) -> str:
    first, *rest = text.replace("<!--", "").replace("-->", "").split("/*")
    return first + "".join(piece.partition("*/")[2] for piece in rest)


def _without_media(text: str) -> str:
    """A style sheet without its @media and other at-rules."""
    out: list[str] = []
    depth = skipped = 0
    for piece in _BRACE.split(text):
        if piece == "{":
            depth += 1
        elif piece == "}":
            depth = max(0, depth - 1)
            if skipped > depth:
                skipped = 0
                continue
        elif not skipped and depth == 0 and "@" in piece:
            last = piece.rpartition(";")[2]  # @charset and @import end in a semicolon
            skipped = int("@" in last)
            out.append("" if skipped else last)
            continue
        if not skipped:
            out.append(piece)
    return "".join(out)


def _show(el: Element) -> None:
    """Take away what hides an element, for every later reader of the tree."""
    for name in ("style", "hidden"):
        el.attrib.pop(name, "")


def _remove(el: Element) -> None:
    """Take an element out; the text behind it stays."""
    parent, before = el.getparent(), el.getprevious()
    if parent is None:
        return
    if el.tail:
        if before is not None:
            before.tail = (before.tail or "") + el.tail
        else:
            parent.text = (parent.text or "") + el.tail
    parent.remove(el)
