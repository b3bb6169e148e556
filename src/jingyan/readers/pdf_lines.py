"""Characters with places → lines → paragraphs without page furniture; geometry only, no pdf library.

Wrapped lines are joined here and not left to segmentation, because only here the margins are known: a line is wrapped when the first
word of the next one would not have fitted behind it, and the next one is not indented.
"""

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from jingyan.model.span import Span
from jingyan.readers.reading_order import column, gutters

_EDGE = 0.13  # of the page height: page headers and footers lie in these strips (GB/T 9704 leaves 37 and 35 mm of 297)
_EDGE_LINES = 2
_REPEATED = 0.3  # of the pages: headers may differ on even and odd pages, and from part to part
_PAGE_NUMBER = re.compile(
    r"[-—–－─·\s]*(?:第\s*)?(?:\d{1,4}|[ivxlcIVXLC]{1,6})\s*页?[-—–－─·\s]*(?:[/,，共]\s*(?:共\s*)?\d{1,4}\s*页?)?[-—–－─·\s]*"
)
_NOTE_SIZE = 0.97  # of the text's size: notes are set half a point to two sizes smaller
_NOTE_MARK = re.compile(r"[\[〔(（【]?(\d{1,3})")
_RAISED_SIZE = 0.8  # of the line's size: raised figures have 0.55-0.7
_DIGITS = re.compile(r"\d+|[〇一二三四五六七八九十百]+|\b[ivxlc]+\b", re.IGNORECASE)
# what cannot be parted at a line end: opening marks, a character, and all marks, figures and letters that hang on it
_WORD = re.compile(r"[（《“‘〔【(]*.(?:[!-~，。、；：？！）》”’〕】%％…—]|[“‘《（]+.)*")
_WIDTHS = {"%": 0.9, "@": 0.95, "m": 0.8, "w": 0.75, "M": 0.9, "W": 0.95}  # of the font size
_SLACK = 0.9  # blanks that Word adds between Han and figures, spacing of justified lines
_CLOSED_GAP = 1.1  # times the height of a line: a wider gap without a real blank parts cells of a table; justified lines stretch to 0.5


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
    """A printed line: its text, left and right edge, middle and font size in points; `seen` when it was read from a picture,
    `raised` where small raised figures stand in its text.
    """

    text: str
    left: float
    right: float
    middle: float
    size: float
    seen: bool = False
    raised: tuple[Span, ...] = ()


class Paragraph(NamedTuple):
    """A paragraph, whether it, or a part of it, was read from a picture, and whether it is a footnote."""

    text: str
    seen: bool = False
    is_note: bool = False


class _Margins(NamedTuple):
    """Left and right edge of a column and the usual distance of two lines."""

    left: float
    right: float
    step: float


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


def paragraphs(pages: Sequence[PageLines]) -> list[Paragraph]:
    """The paragraphs of all pages in order, page furniture removed, wrapped lines joined, also over the end of a column and a page; footnotes at the end."""
    furniture = _furniture(pages)
    kept = [[line for line in page.lines if (number, id(line)) not in furniture] for number, page in enumerate(pages)]
    if not any(len(line.text) >= 10 for lines in kept for line in lines):
        return [Paragraph(line.text, line.seen) for lines in kept for line in lines]
    kept, notes = _without_notes(kept)
    out: list[Paragraph] = []
    previous: tuple[TextLine, _Margins] | None = None
    for lines, margins in zip(kept, _page_margins(kept), strict=True):
        for number, (line, inside) in enumerate(zip(lines, margins, strict=True)):
            gap = previous[0].middle - line.middle if previous and number else inside.step
            if previous and gap <= 1.6 * inside.step and _is_wrapped(*previous, line, inside):
                out[-1] = Paragraph(_joined(out[-1].text, line.text), out[-1].seen or line.seen)
            else:
                out.append(Paragraph(line.text, line.seen))
            previous = line, inside
    return [*out, *notes]


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
    figures: list[tuple[int, Glyph]] = []
    previous: Glyph | None = None
    for index, glyph in enumerate(ordered):
        if glyph.char.isspace():
            # blanks between Han and figures are guesses from the spacing that Word adds
            if glyph.generated and (_is_han(parts) or _is_han(g.char for g in ordered[index + 1 : index + 2])):
                continue
            parts.append(" " if glyph.char in "\u00a0\u2002\u2003" else glyph.char)
            continue
        if previous and glyph.left - previous.right > _CLOSED_GAP * size and parts:
            guessed = parts[-1] == " " and ordered[index - 1].generated
            if guessed:
                parts.pop()
            if guessed or not parts[-1].isspace():
                parts.append("\t")
        if glyph.char.isdecimal():
            figures.append((len(parts), glyph))
        parts.append(glyph.char)
        previous = glyph
    text = "".join(parts).strip(" ")
    cells = text.split("\t")
    if len(cells) > 1 and all(len(cell) == 1 and cell >= "\u2e80" for cell in cells):
        text = "".join(cells)  # a title spread over the line, no cells
    middle = sum((g.top + g.bottom) / 2 for g in solid) / len(solid)
    shift = len(parts) - len("".join(parts).lstrip(" "))
    raised = _raised([(at - shift, glyph) for at, glyph in figures], solid, text, size)
    return [TextLine(text, min(g.left for g in solid), max(g.right for g in solid), middle, size, raised=raised)]


def _raised(places: Sequence[tuple[int, Glyph]], solid: Sequence[Glyph], text: str, size: float) -> tuple[Span, ...]:
    """Where small raised figures hang on a Han character or a mark, as those of notes do and exponents do not; `places` of the figures in `text`."""
    foot = sorted(g.bottom for g in solid)[len(solid) // 4]
    spans: list[Span] = []
    for at, glyph in places:
        if glyph.top - glyph.bottom > _RAISED_SIZE * size or glyph.bottom < foot + 0.1 * size:
            continue
        if spans and spans[-1].end == at:
            spans[-1] = Span(spans[-1].start, at + 1)
        elif at and text[at - 1] > "\u2000":
            spans.append(Span(at, at + 1))
    return tuple(spans)


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


def _without_notes(pages: Sequence[Sequence[TextLine]]) -> tuple[list[list[TextLine]], list[Paragraph]]:
    """The lines without footnotes and their marks, and the footnotes: small lines at the foot of a page that begin with a figure raised on it.

    A mark left in the text would read as a figure ("3 所1").
    """
    sizes = sorted(line.size for lines in pages for line in lines if len(line.text) >= 10)
    small = _NOTE_SIZE * sizes[len(sizes) // 2]
    body: list[list[TextLine]] = []
    notes: list[Paragraph] = []
    for lines in pages:
        marks = {span.of(line.text) for line in lines for span in line.raised}
        foot = len(lines)
        while marks and foot and lines[foot - 1].size <= small:
            foot -= 1
        first = next((at for at in range(foot, len(lines)) if _note_mark(lines[at], marks)), len(lines))
        found = {mark for line in lines[first:] if (mark := _note_mark(line, marks))}
        for line in lines[first:]:
            if _note_mark(line, found):
                notes.append(Paragraph(line.text, line.seen, is_note=True))
            else:
                notes[-1] = notes[-1]._replace(text=_joined(notes[-1].text, line.text))
        body.append([_unmarked(line, found) for line in lines[:first]])
    return body, notes


def _note_mark(line: TextLine, marks: Iterable[str]) -> str:
    """The mark among `marks` that the line begins with, "" when it begins with none."""
    match = _NOTE_MARK.match(line.text)
    return match[1] if match and match[1] in marks else ""


def _unmarked(line: TextLine, marks: Iterable[str]) -> TextLine:
    text = line.text
    for span in reversed(line.raised):
        if span.of(line.text) in marks:
            text = text[: span.start] + text[span.end :]
    return line if text == line.text else replace(line, text=text, raised=())


def _page_margins(kept: Sequence[Sequence[TextLine]]) -> list[list[_Margins]]:
    """For each line of each page the margins of the column it stands in: columns at one place on several pages are measured together."""
    keys = [_column_keys(lines) for lines in kept]
    body: dict[tuple[int, ...], list[TextLine]] = {}
    steps: dict[tuple[int, ...], list[float]] = {}
    for lines, names in zip(kept, keys, strict=True):
        for line, key in zip(lines, names, strict=True):
            if len(line.text) >= 10:
                body.setdefault(key, []).append(line)
        for (above, below), (key, other) in zip(itertools.pairwise(lines), itertools.pairwise(names), strict=True):
            if key == other and above.middle > below.middle:
                steps.setdefault(key, []).append(above.middle - below.middle)
    everything = [line for lines in body.values() for line in lines]
    found = {key: _margins(body.get(key) or everything, steps.get(key, [])) for names in keys for key in names}
    return [[found[key] for key in names] for names in keys]


def _column_keys(lines: Sequence[TextLine]) -> list[tuple[int, ...]]:
    """For each line what tells its column: how many columns the page has, and which one it is; (1,) for lines over the whole width."""
    parted = gutters(lines)
    numbers = (column(line, parted) for line in lines)
    return [(1,) if number is None else (len(parted) + 1, number) for number in numbers]


def _margins(body: Sequence[TextLine], steps: Sequence[float]) -> _Margins:
    """Edges with the outer tenths left out."""
    lefts, rights = sorted(line.left for line in body), sorted(line.right for line in body)
    return _Margins(
        lefts[len(lefts) // 10], rights[-1 - len(rights) // 10], sorted(steps)[len(steps) // 2] if steps else 1e9
    )


def _is_wrapped(line: TextLine, around: _Margins, following: TextLine, inside: _Margins) -> bool:
    size = line.size
    if abs(following.size - size) > 0.15 * size or "\t" in line.text + following.text:
        return False
    if following.left > inside.left + 0.8 * size or not following.text:
        return False
    match = _WORD.match(following.text)
    word = match[0] if match else ""
    width = sum(_WIDTHS.get(c, 0.55 if c < "\u2000" else 1.0) for c in word)
    return line.right + (width + _SLACK) * size > around.right


def _joined(before: str, after: str) -> str:
    spaced = before[-1:].isascii() and before[-1:].isalnum() and after[:1].isascii() and after[:1].isalnum()
    return f"{before} {after}" if spaced else before + after
