"""How wide set text is and where its lines end: full and half widths, Times widths for Latin, forbidden line starts and ends."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

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
_CHANGE = re.compile(r"(?=[!-~][^ -~]|[^ -~][!-~])")


def width(text: str) -> float:
    """Width of `text` as a share of the size, without gaps between scripts."""
    return len(text) + sum(_WIDTHS[ord(c)] - 1 for c in _LATIN.findall(text))


def count_lines(text: str, size: float, spacing: float, first: float, room: float) -> int:
    """How many lines `text` takes; all lengths in twips: `first` is the room of the first line, `room` that of the others. At least 1.

    The work is done a line at a time, so that 1,000 pieces are counted in a second.
    """
    ends = _ends(text, size, spacing)
    lines, begin, base, available = 1, 0, 0.0, first
    while begin < len(text):
        # Half a twip of grace, as widths were rounded on the way here.
        stop = bisect_right(ends, base + available + 0.5, begin)
        if stop >= len(text):
            break
        cut = stop
        while cut > begin and _glued(text, cut):
            cut -= 1
        lines += 1
        if cut > begin:
            while cut < len(text) and text[cut] == " ":
                cut += 1  # blanks hang over the line end
            if cut == len(text):
                return lines - 1
            begin, base, available = cut, ends[cut - 1], room
            continue
        # A Latin "word" longer than a line is cut where the line ends.
        base += available
        available = room
    return lines


def _ends(text: str, size: float, spacing: float) -> Sequence[float]:
    """Where each character ends when `text` is set on one endless line, with the gaps between scripts."""
    cell = size + spacing
    if not _LATIN.search(text):
        return _Even(cell, len(text))
    get = _WIDTHS.get
    steps = [get(code, 1.0) * size + spacing for code in map(ord, text)]
    for change in _CHANGE.finditer(text):
        at = change.start() + 1
        if text[at - 1].isalnum() and (text[at].isalnum() or text[at] == "%"):  # at a mark there is no gap
            steps[at] += GAP * size
    return tuple(accumulate(steps))


class _Even(Sequence[float]):
    """The ends of `length` characters that are all `cell` wide."""

    __slots__ = ("cell", "length")

    def __init__(self, cell: float, length: int) -> None:
        self.cell, self.length = cell, length

    def __len__(self) -> int:
        return self.length

    def __getitem__(self, at: int) -> float:  # type: ignore[override]
        return (at + 1) * self.cell


def _glued(text: str, at: int) -> bool:
    """True where no line may end before the character `at`: a mark that may not begin a line, after one that may not end it, inside a Latin word."""
    before, char = text[at - 1], text[at]
    return char in NO_START or before in NO_END or (char != " " and "!" <= char <= "~" and "!" <= before <= "~")
