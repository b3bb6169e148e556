"""Rules about how a text is set: blanks that printing would drop, and half-width marks in Chinese text; no words are touched."""

import re
from collections.abc import Iterator

from jingyan.clean.draft import HAN, Draft
from jingyan.model.cleaning import Cleaning, Edit, apply
from jingyan.zh.widths import BLANKS, widen

# The second and further blanks of a run; blanks behind a mark that brings its own room, or before one; a tab, which is a blank in a paragraph.
_EXTRA = re.compile(
    f"(?<=[{BLANKS}])[{BLANKS}]+|(?<=[，。、；：？！）》”])[{BLANKS}]+|(?<=[{HAN})）”》][,;:?!])[{BLANKS}]+(?=[{HAN}“《（(])"
    f"|(?<=[{HAN})）”》])[{BLANKS}]+(?=[。，、；！？])|\t"
)
_PART = re.compile("[^\r\n\x0b\x0c\x85\u2028\u2029]+")
_CELL = re.compile("[^\t\r\n\x0b\x0c\x85\u2028\u2029]+")


def extra_blank(draft: Draft) -> Iterator[Edit]:
    """Blanks inside a line of prose that printing would drop; those around a line are its layout and no change to the text."""
    for line in draft.lines:
        if not line.in_table:
            for match in _EXTRA.finditer(line.text):
                start, end = line.start + match.start(), line.start + match.end()
                yield draft.edit("extra_blank", start, end, " " if match.group() == "\t" else "")


def width(draft: Draft) -> Iterator[Edit]:
    """Half-width marks in Chinese surroundings as full-width ones, in the text that the rules above leave: a mark may stand beside what they remove."""
    text = draft.source.text
    cleaned = apply(Cleaning(draft.source.path, tuple(draft.edits)), text)
    cells = draft.tables
    for line in _PART.finditer(cleaned.text):
        origin = cleaned.origin[line.start()]
        inside = any(cell.start <= origin < cell.end for cell in cells)
        for part in _CELL.finditer(line.group()) if inside else (line,):
            begin = part.start() + (line.start() if inside else 0)
            for i, (old, new) in enumerate(zip(part.group(), widen(part.group())[0], strict=True), begin):
                place = cleaned.origin[i]
                if old != new and text[place] == old:
                    yield draft.edit("width", place, place + 1, new)
