"""Drawings of a docx: the text boxes, pictures and unread graphics inside one w:drawing, w:pict or w:object."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from jingyan.readers.docx_package import MC, Element, R, W
from jingyan.readers.docx_styles import whole

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_V = "{urn:schemas-microsoft-com:vml}"
_CONTENT = (
    W + "t",
    W + "sym",
    _A + "blip",
    _A + "graphicData",
    _V + "imagedata",
    _V + "textpath",
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}t",
)
_EMU_PER_POINT = 12_700
_MOST_EMU = 1 << 31
_LENGTH = re.compile(r"(?:^|;)\s*(width|height|margin-top)\s*:\s*(-?[\d.]{1,12})(pt|in|cm|mm|px)?")
_UNITS = {"pt": 1.0, "in": 72.0, "cm": 28.3465, "mm": 2.83465, "px": 0.75, None: 0.75}


Crop = tuple[int, int, int, int]
_WHOLE: Crop = (0, 0, 0, 0)


@dataclass(slots=True)
class Drawing:
    """What one drawing holds: text-box contents (w:txbxContent), relation ids of pictures (None: linked, not stored) with what is cropped of each, unread
    graphics, size in EMU, whether it stands above the paragraph it is anchored in, and whether it is set in the line like a character.
    """

    boxes: list[Element] = field(default_factory=list)
    pictures: list[tuple[str | None, Crop]] = field(default_factory=list)
    graphics: int = 0
    width: int = 0
    height: int = 0
    above: bool = False
    in_line: bool = False


def open_drawing(root: Element) -> Drawing:
    """Look through a drawing; text boxes are not entered, and of AlternateContent only one version is seen."""
    found = Drawing()
    for el in _inside(root):
        tag = el.tag
        if tag == W + "txbxContent":
            found.boxes.append(el)
        elif tag == _V + "textpath" and (el.get("string") or "").strip():
            found.boxes.append(_box(el.get("string") or ""))
        elif tag == _A + "blip":
            found.pictures.append((el.get(R + "embed"), _WHOLE))
        elif tag == _A + "srcRect" and found.pictures:
            found.pictures[-1] = (found.pictures[-1][0], _crop(el))
        elif tag == _WP + "inline":
            found.in_line = True
        elif tag == _V + "imagedata":
            found.pictures.append((el.get(R + "id"), _vml_crop(el)))
        elif tag == _A + "graphicData" and ("/chart" in (uri := el.get("uri") or "") or "/diagram" in uri):
            found.graphics += 1
        elif tag == _WP + "extent" and not found.width:
            found.width, found.height = _emu(el.get("cx")), _emu(el.get("cy"))
        elif tag == _WP + "positionV":
            found.above = _is_above(el)
        elif tag in (_V + "shape", _V + "rect") and not found.width:
            _vml_size(el, found)
    return found


def chosen(alternatives: Element) -> list[Element]:
    """The version of an mc:AlternateContent to read: the first that holds words, a picture or a graphic, else the first; empty when there is none."""
    versions = list(alternatives)
    return next(([v] for v in versions if next(v.iter(*_CONTENT), None) is not None), versions[:1])


def _inside(root: Element) -> Iterator[Element]:
    """All elements of a drawing in document order, without the insides of text boxes and the unused side of AlternateContent."""
    stack = [root]
    while stack:
        el = stack.pop()
        yield el
        if el.tag == W + "txbxContent":
            continue
        children = list(el)
        if el.tag == MC + "AlternateContent":
            children = chosen(el)
        stack += reversed(children)


def _emu(text: str | None) -> int:
    number = whole(text) or 0
    return number if 0 < number < _MOST_EMU else 0


def _box(words: str) -> Element:
    """The contents of a text box that says `words`: lettering (艺术字) of older Word keeps its words in an attribute."""
    box = etree.Element(W + "txbxContent")
    for line in words.splitlines():
        paragraph = etree.SubElement(box, W + "p")
        etree.SubElement(etree.SubElement(paragraph, W + "r"), W + "t").text = line
    return box


def _crop(el: Element) -> Crop:
    """The cropped shares of a:srcRect; what is added around a picture (below 0) is not."""
    left, top, right, bottom = (min(max(whole(el.get(side)) or 0, 0), 99_000) for side in "ltrb")
    return (left, top, right, bottom) if left + right < 100_000 and top + bottom < 100_000 else _WHOLE


def _vml_crop(el: Element) -> Crop:
    """The cropped shares of v:imagedata, written "6553f" (of 65,536) or "0.1"."""
    shares = []
    for side in ("cropleft", "croptop", "cropright", "cropbottom"):
        text = el.get(side) or "0"
        try:
            share = float(text[:-1]) / 65_536 if text.endswith("f") else float(text)
        except ValueError:
            return _WHOLE
        shares.append(min(max(int(share * 100_000), 0), 99_000))
    left, top, right, bottom = shares
    return (left, top, right, bottom) if left + right < 100_000 and top + bottom < 100_000 else _WHOLE


def _is_above(position: Element) -> bool:
    """Whether a floating box stands higher than its anchor: above the paragraph, or placed from the top of the page or margin (a red head 红头)."""
    offset = whole(position.findtext(_WP + "posOffset"))
    if position.get("relativeFrom") in ("paragraph", "line"):
        return offset is not None and offset < 0
    return position.get("relativeFrom") == "topMargin" or (offset is not None and offset <= 0)


def _vml_size(shape: Element, found: Drawing) -> None:
    found.in_line = "position:absolute" not in (shape.get("style") or "").replace(" ", "")
    for name, number, unit in _LENGTH.findall(shape.get("style") or ""):
        try:
            emu = int(float(number) * _UNITS[unit or None] * _EMU_PER_POINT)
        except ValueError:
            continue
        if name == "width":
            found.width = _emu(str(emu))
        elif name == "height":
            found.height = _emu(str(emu))
        else:
            found.above = emu < 0
