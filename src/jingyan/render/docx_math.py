"""Equations in a volume: foreign OMML let through element by element, set in the font of mathematics; nothing of a page."""

from typing import TYPE_CHECKING

from jingyan.render.docx_look import w

if TYPE_CHECKING:
    from lxml.etree import _Element

_M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_FONT = "Cambria Math"
_DEEPEST = 40  # elements inside one another; Word's own equations stay below 20
# ECMA-376 part 1, 22.1.2: every element of an equation but arguments' and controls' formatting of the text around it
_ALLOWED = frozenset((
    "oMath", "r", "t", "rPr", "acc", "accPr", "bar", "barPr", "box", "boxPr", "borderBox", "borderBoxPr", "d", "dPr", "eqArr", "eqArrPr", "f", "fPr",
    "func", "funcPr", "groupChr", "groupChrPr", "limLow", "limLowPr", "limUpp", "limUppPr", "m", "mPr", "mr", "nary", "naryPr", "phant", "phantPr",
    "rad", "radPr", "sPre", "sPrePr", "sSub", "sSubPr", "sSubSup", "sSubSupPr", "sSup", "sSupPr", "e", "num", "den", "deg", "sub", "sup", "lim",
    "fName", "ctrlPr", "argPr", "argSz", "chr", "begChr", "sepChr", "endChr", "grow", "shp", "type", "pos", "vertJc", "limLoc", "subHide", "supHide",
    "degHide", "count", "mcs", "mc", "mcPr", "mcJc", "baseJc", "plcHide", "rSpRule", "rSp", "cGpRule", "cGp", "cSp", "maxDist", "objDist", "alnScr",
    "show", "zeroWid", "zeroAsc", "zeroDesc", "transp", "hideTop", "hideBot", "hideLeft", "hideRight", "strikeH", "strikeV", "strikeBLTR",
    "strikeTLBR", "opEmu", "noBreak", "diff", "brk", "aln", "scr", "sty", "nor", "lit",
))  # fmt: skip


def equation(xml: str, *, display: bool = False) -> str | None:
    """The m:oMath element (in an m:oMathPara for a line of its own) ready for a paragraph; None when something in it is not of an equation."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        (root,) = etree.fromstring(f'<r xmlns:m="{_M}" xmlns:w="{_W}">{xml}</r>', parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if root.tag != f"{{{_M}}}oMath" or not all(_is_allowed(el, root) for el in root.iter()):
        return None
    for run in root.iter(f"{{{_M}}}r"):
        _set_font(run)
    shown = etree.tostring(root, encoding="unicode", with_tail=False)
    return f'<m:oMathPara xmlns:m="{_M}">{shown}</m:oMathPara>' if display else shown


def _is_allowed(el: "_Element", root: "_Element") -> bool:
    if not isinstance(el.tag, str) or not el.tag.startswith(f"{{{_M}}}") or el.tag[len(_M) + 2 :] not in _ALLOWED:
        return False
    depth, up = 0, el
    while up is not root and (parent := up.getparent()) is not None:
        depth, up = depth + 1, parent
    return depth <= _DEEPEST and all(a in (f"{{{_M}}}val", _SPACE) for a in el.attrib)


def _set_font(run: "_Element") -> None:
    from lxml import etree

    look = etree.Element(w("rPr"))
    etree.SubElement(look, w("rFonts"), {w("ascii"): _FONT, w("hAnsi"): _FONT, w("hint"): "default"})
    own = run.find(f"{{{_M}}}rPr")
    run.insert(0 if own is None else 1, look)
