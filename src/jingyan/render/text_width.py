"""How wide set text is and where its lines end: full and half widths, Times widths for Latin, forbidden line starts and ends."""

from collections.abc import Iterator

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


def width(text: str) -> float:
    """Width of `text` as a share of the size, without gaps between scripts."""
    return sum(_WIDTHS.get(ord(c), 1.0) for c in text)


def count_lines(text: str, size: float, spacing: float, first: float, room: float) -> int:
    """How many lines `text` takes; all lengths in twips: `first` is the room of the first line, `room` that of the others. At least 1."""
    lines, used, available = 1, 0.0, first
    for unit, whole in _units(text, size, spacing):
        advance = whole
        if used + advance > available + 0.5 and used > 0:
            if unit == " ":
                continue  # blanks hang over the line end
            lines, used, available = lines + 1, 0.0, room
        while advance > available and len(unit) > 1 and used == 0:  # a Latin "word" longer than a line
            lines, advance, available = lines + 1, advance - available, room
        used += advance
    return lines


def _units(text: str, size: float, spacing: float) -> Iterator[tuple[str, float]]:
    """What may not be divided, and its advance: a Chinese character with the marks that may not leave it, or a Latin word."""
    unit, advance, joined, before_latin = "", 0.0, False, None
    for char in text:
        share = _WIDTHS.get(ord(char))
        latin = share is not None and char != " "
        step = (1.0 if share is None else share) * size + spacing
        if before_latin is not None and char != " " and latin != before_latin and _is_han(char, unit):
            step += GAP * size
        glued = joined or char in NO_START or (latin and before_latin is True)
        if unit and not glued:
            yield unit, advance
            unit, advance = "", 0.0
        unit += char
        advance += step
        joined = char in NO_END
        before_latin = latin if char != " " else None
    if unit:
        yield unit, advance


def _is_han(char: str, unit: str) -> bool:
    """True when a change of script happens between letters, not at a mark, which brings no gap."""
    last = unit[-1:] or " "
    return (char.isalnum() or char == "%") and last.isalnum()
