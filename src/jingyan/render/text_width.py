"""How wide set text is and where its lines end: full and half widths, Times widths for Latin, forbidden line starts and ends."""

import re
from bisect import bisect_right

# Advance widths of Times (Roman) in 1/1000 of the size, code points 32-126: the Adobe font metrics that Times New Roman and Liberation Serif share.
_TIMES = (
    "250 333 408 500 500 833 778 180 333 333 500 564 250 333 250 278 500 500 500 500 500 500 500 500 500 500 278 278 564 564 564 444 "
    "921 722 667 667 722 611 556 722 722 333 389 722 611 889 722 722 556 722 667 556 611 722 722 944 722 722 611 333 278 333 469 500 "
    "333 444 500 444 500 444 333 500 500 278 278 500 278 778 500 500 500 500 333 389 278 500 500 722 500 500 444 480 200 480 541"
)
_WIDTHS = {32 + i: int(v) / 1000 for i, v in enumerate(_TIMES.split())}
GAP = 0.217  # of the size, between a Chinese and a Latin character (measured in LibreOffice, facts of the layout)
NO_START = frozenset("，。、；：？！）》〉」』】〕”’…—％℃·,.;:?!)]}%")
NO_END = frozenset("（《〈「『【〔“‘([{")
_LATIN = re.compile(r"[ -~]")
_RUN = re.compile(r"[ -~]+")


def width(text: str) -> float:
    """Width of `text` as a share of the size, without gaps between scripts."""
    return len(text) + sum(_WIDTHS[ord(c)] - 1 for c in _LATIN.findall(text))


def count_lines(text: str, size: float, spacing: float, first: float, room: float) -> int:
    """How many lines `text` takes; all lengths in twips: `first` is the room of the first line, `room` that of the others. At least 1.

    The work is done a line at a time, so that 1,000 pieces are counted in a second.
    """
    places, ends, cell = _marks(text, size, spacing)
    lines, begin, base, available = 1, 0, 0.0, first
    while begin < len(text):
        limit = base + available + 0.5  # half a twip of grace, as widths were rounded on the way here
        mark = bisect_right(ends, limit) - 1
        stop = places[mark] + int((limit - ends[mark]) / cell)
        if mark + 1 < len(places):
            stop = min(stop, places[mark + 1] - 1)
        if stop >= len(text):
            break
        cut = stop
        while cut > begin and _glued(text, cut):
            cut -= 1
        lines += 1
        if cut <= begin:  # a Latin "word" longer than a line is cut where the line ends
            base, available = base + available, room
            continue
        while cut < len(text) and text[cut] == " ":
            cut += 1  # blanks hang over the line end
        if cut == len(text):
            return lines - 1
        mark = bisect_right(places, cut) - 1
        begin, base, available = cut, ends[mark] + (cut - places[mark]) * cell, room
    return lines


def _marks(text: str, size: float, spacing: float) -> tuple[list[int], list[float], float]:
    """How far `text` reaches when it is set on one endless line, gaps between scripts included: at each of the places (counts of characters) it ends
    there; from one place to the next every character is one cell wide, but for a single one before the next place. With the width of a cell.
    """
    cell = size + spacing
    places, ends = [0], [0.0]
    for run in _RUN.finditer(text):
        begin, stop = run.span()
        end = ends[-1] + (begin - places[-1]) * cell
        if begin > places[-1]:
            places.append(begin)
            ends.append(end)
        if begin and text[begin] != " " and text[begin - 1].isalnum() and (text[begin].isalnum() or text[begin] == "%"):
            end += GAP * size  # at a mark there is no gap
        for at in range(begin, stop):
            end += _WIDTHS[ord(text[at])] * size + spacing
            places.append(at + 1)
            ends.append(end)
        if stop < len(text) and text[stop - 1].isalnum() and text[stop].isalnum():
            places.append(stop + 1)
            ends.append(end + cell + GAP * size)
    return places, ends, cell


def _glued(text: str, at: int) -> bool:
    """True where no line may end before the character `at`: a mark that may not begin a line, after one that may not end it, inside a Latin word."""
    before, char = text[at - 1], text[at]
    return char in NO_START or before in NO_END or (char != " " and "!" <= char <= "~" and "!" <= before <= "~")
