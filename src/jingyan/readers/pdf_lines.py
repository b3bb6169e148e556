"""Characters with places → lines → paragraphs without page furniture; geometry only, no pdf library.

Wrapped lines are joined here and not left to segmentation, because only here the margins are known: a line is wrapped when the first
word of the next one would not have fitted behind it, and the next one is not indented.
"""

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

_EDGE = 0.13  # of the page height: page headers and footers lie in these strips (GB/T 9704 leaves 37 and 35 mm of 297)
_EDGE_LINES = 2
_REPEATED = 0.3  # of the pages: headers may differ on even and odd pages, and from part to part
_PAGE_NUMBER = re.compile(
    r"[-—–－─·\s]*(?:第\s*)?(?:\d{1,4}|[ivxlcIVXLC]{1,6})\s*页?[-—–－─·\s]*(?:[/,，共]\s*(?:共\s*)?\d{1,4}\s*页?)?[-—–－─·\s]*"
)
_DIGITS = re.compile(r"\d+|[〇一二三四五六七八九十百]+|\b[ivxlc]+\b", re.IGNORECASE)
# what cannot be parted at a line end: opening marks, a character, and all marks, figures and letters that hang on it
_WORD = re.compile(r"[（《“‘〔【(]*.(?:[!-~，。、；：？！）》”’〕】%％…—]|[“‘《（]+.)*")
_WIDTHS = {"%": 0.9, "@": 0.95, "m": 0.8, "w": 0.75, "M": 0.9, "W": 0.95}  # of the font size
_SLACK = 0.9  # blanks that Word adds between Han and figures, spacing of justified lines
_CLOSED_GAP = 2.0  # times the font size: a wider gap without a blank is a column of a table


class Glyph(NamedTuple):
    """A character and its box in points; `generated` blanks are guesses of the pdf library."""

    char: str
    left: float
    right: float
    bottom: float
    top: float
    generated: bool = False


@dataclass(frozen=True, slots=True)
class TextLine:
    """A printed line: its text, left and right edge, middle and font size in points."""

    text: str
    left: float
    right: float
    middle: float
    size: float


@dataclass(frozen=True, slots=True)
class PageLines:
    """The lines of a page in reading order; `height` of the page in points."""

    height: float
    lines: tuple[TextLine, ...]


def page_lines(glyphs: Sequence[Glyph], height: float) -> PageLines:
    """Group a page's characters, given in file order, to lines: those at one height that follow each other; inside a line from left to right."""
    lines: list[TextLine] = []
    current: list[Glyph] = []
    for glyph in glyphs:
        if current and not _same_line(current, glyph):
            lines += _line(current)
            current = []
        if glyph.top > glyph.bottom or current:
            current.append(glyph)
    lines += _line(current)
    return PageLines(height, tuple(lines))


def paragraphs(pages: Sequence[PageLines]) -> list[str]:
    """The paragraphs of all pages in order, page furniture removed, wrapped lines joined, also over a page end."""
    furniture = _furniture(pages)
    kept = [[line for line in page.lines if (number, id(line)) not in furniture] for number, page in enumerate(pages)]
    body = [line for lines in kept for line in lines if len(line.text) >= 10]
    if not body:
        return [line.text for lines in kept for line in lines]
    left, right, step = _margins(body, kept)
    out: list[str] = []
    previous: TextLine | None = None
    for lines in kept:
        for number, line in enumerate(lines):
            gap = previous.middle - line.middle if previous and number else step
            if previous and gap <= 1.6 * step and _is_wrapped(previous, line, left, right):
                out[-1] = _joined(out[-1], line.text)
            else:
                out.append(line.text)
            previous = line
    return out


def _same_line(current: Sequence[Glyph], glyph: Glyph) -> bool:
    last = current[-1]
    if glyph.top <= glyph.bottom:  # a generated blank without a box belongs to where it stands
        return True
    reference = next((g for g in reversed(current) if g.top > g.bottom), last)
    overlap = min(reference.top, glyph.top) - max(reference.bottom, glyph.bottom)
    smaller = min(reference.top - reference.bottom, glyph.top - glyph.bottom)
    return overlap > 0.5 * smaller


def _line(glyphs: list[Glyph]) -> list[TextLine]:
    """The line of these characters, none if it is blank."""
    solid = [g for g in glyphs if not g.char.isspace()]
    if not solid:
        return []
    size = sorted(g.top - g.bottom for g in solid)[len(solid) // 2] or 1.0
    ordered = sorted(glyphs, key=lambda g: g.left) if _is_mixed(glyphs, size) else glyphs
    parts: list[str] = []
    previous: Glyph | None = None
    for index, glyph in enumerate(ordered):
        if glyph.char.isspace():
            # blanks between Han and figures are guesses from the spacing that Word adds
            if glyph.generated and (_is_han(parts) or _is_han(g.char for g in ordered[index + 1 : index + 2])):
                continue
            parts.append(" " if glyph.char in "\u00a0\u2002\u2003" else glyph.char)
            continue
        if previous and glyph.left - previous.right > _CLOSED_GAP * size and parts and not parts[-1].isspace():
            parts.append("\t")
        parts.append(glyph.char)
        previous = glyph
    middle = sum((g.top + g.bottom) / 2 for g in solid) / len(solid)
    return [TextLine("".join(parts).strip(" "), min(g.left for g in solid), max(g.right for g in solid), middle, size)]


def _is_mixed(glyphs: Sequence[Glyph], size: float) -> bool:
    """Whether characters come out of order (quotation marks in another font are often written later)."""
    return any(b.left < a.left - 0.3 * size for a, b in itertools.pairwise(glyphs) if not b.generated)


def _is_han(parts: Iterable[str]) -> bool:
    last = ""
    for part in parts:
        last = part
    return bool(last) and last[-1] >= "\u2e80"


def _furniture(pages: Sequence[PageLines]) -> set[tuple[int, int]]:
    """(page, id of the line) of page numbers, and of lines at the page edges that come again on other pages with at most the figures changed."""
    edges = [(number, line) for number, page in enumerate(pages) for line in _edge_lines(page)]
    counts = Counter(_shape(line) for line in {(n, _shape(line)): line for n, line in edges}.values())
    least = max(3, _REPEATED * len(pages))
    return {
        (number, id(line))
        for number, line in edges
        if _PAGE_NUMBER.fullmatch(line.text.strip()) or counts[_shape(line)] >= least
    }


def _edge_lines(page: PageLines) -> list[TextLine]:
    by_height = sorted(page.lines, key=lambda line: -line.middle)
    top = [line for line in by_height[:_EDGE_LINES] if line.middle > page.height * (1 - _EDGE)]
    bottom = [line for line in by_height[-_EDGE_LINES:] if line.middle < page.height * _EDGE and line not in top]
    return top + bottom


def _shape(line: TextLine) -> str:
    return _DIGITS.sub("#", "".join(line.text.split()))


def _margins(body: Sequence[TextLine], kept: Sequence[Sequence[TextLine]]) -> tuple[float, float, float]:
    """Left and right edge of the text block (the outer tenths left out) and the usual distance of two lines."""
    lefts, rights = sorted(line.left for line in body), sorted(line.right for line in body)
    steps = sorted(a.middle - b.middle for lines in kept for a, b in itertools.pairwise(lines) if a.middle > b.middle)
    return lefts[len(lefts) // 10], rights[-1 - len(rights) // 10], steps[len(steps) // 2] if steps else 1e9


def _is_wrapped(line: TextLine, following: TextLine, left: float, right: float) -> bool:
    size = line.size
    if abs(following.size - size) > 0.15 * size or "\t" in line.text + following.text:
        return False
    if following.left > left + 0.8 * size or not following.text:
        return False
    match = _WORD.match(following.text)
    word = match[0] if match else ""
    width = sum(_WIDTHS.get(c, 0.55 if c < "\u2000" else 1.0) for c in word)
    return line.right + (width + _SLACK) * size > right


def _joined(before: str, after: str) -> str:
    spaced = before[-1:].isascii() and before[-1:].isalnum() and after[:1].isascii() and after[:1].isalnum()
    return f"{before} {after}" if spaced else before + after
