"""Long titles on several lines: broken between words, in the shape of a trapezium or a lozenge (GB/T 9704-2012, 7.3.1)."""

import functools
from itertools import combinations
from math import ceil, inf

from jingyan.render.text_width import NO_END, NO_START, width
from jingyan.zh.words import segmenter

_NO_FIRST_WORD = frozenset("的地得了着和与及或暨之等中上下内外里")
_GOOD_END = frozenset("，、；：。 　》”）")
_MOST_LINES = 6
_SHORTEST_END = 4  # characters
_SHORTEST_WORD = 2
# After 推进, 交流 and the like these belong to the word before, which the dictionary does not know (推进会上的讲话).
_MEETING = ("会上", "会的", "会议上", "会暨", "会材料", "会发言")
_WHOLE_BRACKET = 10  # characters in brackets that stay on one line


def fit(text: str, characters: int) -> str:
    """`text` with newlines where a line of `characters` full-width characters would run over; unchanged when it fits on one line."""
    text = text.strip()
    if width(text) <= characters or characters < 4:
        return text
    return "\n".join(title_lines(text, characters))


@functools.lru_cache(maxsize=4096)
def title_lines(text: str, characters: int) -> tuple[str, ...]:
    """The lines of a title: as few as possible, none wider than `characters` where the words allow it."""
    breaks = _breaks(text)
    for count in range(max(2, ceil(width(text) / characters)), _MOST_LINES + 1):
        best = min(
            ((_cost(lines, characters), lines) for lines in _splits(text, breaks, count)),
            key=lambda c: c[0],
            default=(inf, ()),
        )
        if best[0] < inf:
            return tuple(line.strip(" 　") for line in best[1])
    return (text,)


def filled_lines(text: str, characters: float, last: float) -> tuple[str, ...]:
    """The lines of a contents entry: each as full as words allow, the last one no wider than `last`, where leader and page follow.

    The last line has company of its own size where there is a choice (a lone word looks lost); it is empty only where no word of the title fits into `last`.
    """
    lines: list[str] = []
    begin, breaks = 0, _breaks(text) if width(text) > last else []
    while width(text[begin:]) > last:
        fitting = [b for b in breaks if b > begin and width(text[begin:b].strip(" 　")) <= characters]
        end = _last_break(text, fitting, last)
        if end is None and width(text[begin:]) <= characters:
            return (*lines, text[begin:].strip(" 　"), "")
        if end is None and fitting:
            end = max((b for b in fitting if width(text[b:]) >= _SHORTEST_END), default=fitting[-1])
        if end is None:
            return (*lines, text[begin:].strip(" 　"), "")
        lines.append(text[begin:end].strip(" 　"))
        begin = end
    return (*lines, text[begin:].strip(" 　"))


def _last_break(text: str, fitting: list[int], last: float) -> int | None:
    """The latest of the breaks `fitting` that leaves a last line no wider than `last`: four characters or more on it if any break does, else two."""
    for least in (_SHORTEST_END, _SHORTEST_WORD):
        good = [b for b in fitting if least <= width(text[b:].strip(" 　")) <= last]
        if good:
            return good[-1]
    return None


def _splits(text: str, breaks: list[int], count: int) -> list[tuple[str, ...]]:
    if count > 3:  # keep the number of combinations small: only breaks near the even places
        even = [len(text) * k / count for k in range(1, count)]
        breaks = [b for b in breaks if min(abs(b - e) for e in even) <= 3]
    return [
        tuple(text[a:b] for a, b in zip((0, *cut), (*cut, len(text)), strict=True))
        for cut in combinations(breaks, count - 1)
    ]


def _cost(lines: tuple[str, ...], characters: int) -> float:
    widths = [width(line.strip(" 　")) for line in lines]
    if max(widths) > characters or min(widths) < 2:
        return inf
    mean = sum(widths) / len(widths)
    cost = sum((x - mean) ** 2 for x in widths)
    if max(widths) - min(widths) < 1.5:
        cost += 4  # a rectangle is neither trapezium nor lozenge
    if any(a > b < c for a, b, c in zip(widths, widths[1:], widths[2:], strict=False)):
        cost += 40  # an hourglass
    return cost - sum(12 for line in lines[:-1] if line[-1] in _GOOD_END)


def _breaks(text: str) -> list[int]:
    """Offsets where a line may begin: between words, never before a closing mark or a dependent word, never inside short brackets."""
    whole = _short_brackets(text)
    return [
        at
        for at in _word_starts(text)
        if text[at] not in NO_START
        and text[at] not in _NO_FIRST_WORD
        and text[at - 1] not in NO_END
        and not text.startswith(_MEETING, at)
        and not any(a < at < b for a, b in whole)
    ]


def _short_brackets(text: str) -> list[tuple[int, int]]:
    """Begin and end of bracketed stretches of at most `_WHOLE_BRACKET` characters."""
    opened, found = [], []
    for at, char in enumerate(text):
        if char in NO_END:
            opened.append(at)
        elif char in "）》〉」』】〕”’)]}" and opened:
            begin = opened.pop()
            if at - begin - 1 <= _WHOLE_BRACKET:
                found.append((begin, at + 1))
    return found


def _word_starts(text: str) -> list[int]:
    starts, at = [], 0
    for word in segmenter().cut(text):
        if at:
            starts.append(at)
        at += len(word)
    return starts
