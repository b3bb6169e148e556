"""Signs that a short line without end mark is the first half of a sentence and no heading without a number; words in `joining.toml`."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from statistics import median

from jingyan.segment.heading_marks import starts_with_marker
from jingyan.segment.heading_titles import LONGEST_HEAD, is_generic, is_parallel
from jingyan.segment.lines import Line, table

# A sentence of at most this many characters under a line is the rest of it: paragraphs are longer.
FRAGMENT = 8
# Weak signs that together tell a broken line (found by breaking clean texts at random places: at 2 every third heading without number was joined).
ENOUGH = 3
# A text shows how it is set (indented paragraphs, blank lines between them) where this share of its lines does.
MOST = 0.8
# The characters on both sides of a break that stand unbroken elsewhere, and how far off they are looked for.
TWICE, NEAR = 3, 50_000
# Fewer characters are no heading, more are rarely one.
SHORT, LONG = 6, 20

_STOP = re.compile(r"[。;][”’』」)）》】]*(?=[^。;]*$)")
_PAIRS = (("“", "”"), ("‘", "’"), ("《", "》"), ("(", ")"), ("「", "」"), ("『", "』"))
_COUNTED = re.compile(r"\d+(?:\.\d+)?[万亿余多]*(?:[个名人所件户家亩处场次份条项辆台套册张元棵公里])")


@dataclass(frozen=True, slots=True)
class Setting:
    """How a piece is set, for judging one line: `open` how many of its lines could be headings without a number, `first` the index of its first line,
    `numbered` whether it has numbered headings, `by_sentence` for one sentence a line, `depths` the indent of each line by index (half-width
    characters), `indented` and `spaced` whether paragraphs are indented, or have blank lines between them.
    """

    open: int
    first: int
    numbered: bool
    by_sentence: bool
    depths: dict[int, int]
    indented: bool
    spaced: bool


def setting_of(lines: tuple[Line, ...], reading: str, depths: Sequence[int]) -> Setting:
    """How the lines of a piece's body are set; `depths` is the indent of each."""
    prose = [i for i, line in enumerate(lines) if line.ended and len(line.text) > LONGEST_HEAD // 2]
    pairs = tuple(itertools.pairwise(lines))
    blank = sum(reading.count("\n", a.span.end, b.span.start) > 1 for a, b in pairs)
    return Setting(
        open=sum(_could_be_head(a, b) for a, b in pairs),
        first=lines[0].index if lines else 0,
        numbered=sum(starts_with_marker(line.text) for line in lines) > 1,
        by_sentence=_one_sentence_a_line(lines),
        depths={line.index: depth for line, depth in zip(lines, depths, strict=True)},
        indented=len(prose) > 2 and sum(depths[i] >= 2 for i in prose) >= MOST * len(prose),
        spaced=len(pairs) > 4 and blank >= MOST * len(pairs),
    )


def _one_sentence_a_line(lines: tuple[Line, ...]) -> bool:
    """True for the layout with one sentence a line: most lines end like one and are short."""
    if len(lines) < 8:
        return False
    return sum(line.ended for line in lines) >= 0.7 * len(lines) and median(len(line.text) for line in lines) <= 60


def _could_be_head(line: Line, after: Line) -> bool:
    return (
        not line.ended
        and len(line.text) <= LONGEST_HEAD
        and line.text[-1] not in ",，、:："
        and not starts_with_marker(line.text)
        and ((after.ended and len(after.text) > FRAGMENT) or len(after.text) > LONGEST_HEAD)
    )


def has_begun_a_sentence(text: str) -> bool:
    """True if a sentence ends inside the line and another one begins: no heading, whatever stands in front."""
    stop = _STOP.search(text)
    tail = text[stop.end() :].strip() if stop else ""
    return bool(tail) and not starts_with_marker(tail)


def is_unclosed(here: str, after: str) -> bool:
    """True if a quotation, title or bracket that opens on the line closes on the next one."""
    for opening, closing in _PAIRS:
        if here.count(opening) == here.count(closing) + 1 and here.rfind(opening) > here.rfind(closing):
            close, again = after.find(closing), after.find(opening)
            if close >= 0 and (again < 0 or close < again):
                return True
    return False


def is_half_sentence(here: Line, after: Line, words: tuple[str, str], *, setting: Setting, reading: str) -> bool:
    """True if `here`, short and without number or end mark, is half a sentence that `after` ends; `words` stand before and behind the break."""
    if not (after.ended or len(after.text) > LONGEST_HEAD) or is_generic(here.text) or is_parallel(here.text):
        return False
    if " " in here.text or (here.block is not None and here.block.style):
        return False
    if setting.indented and setting.depths[after.index] < 2 <= setting.depths[here.index]:
        return True
    return _twice(here, after, reading) or _weight(here, after, words[0], setting) >= ENOUGH


def _twice(here: Line, after: Line, reading: str) -> bool:
    """True if the words around the break stand near by without a break."""
    words = here.text[-TWICE:] + after.text[:TWICE]
    low, high = max(0, here.span.start - NEAR), after.span.end + NEAR
    return len(words) == 2 * TWICE and reading.find(words, low, high) >= 0


def _weight(here: Line, after: Line, last: str, setting: Setting) -> int:
    """How much speaks for half a sentence: its words, its length, its rest, and whether the piece has other lines like it."""
    text = here.text
    words = signs()
    lone = setting.open == 1
    return (
        2 * bool(words["prose"].search(text))
        + bool(words["beginning"].match(text))
        + (last in small_words("wants-object"))
        + 2 * (last in small_words("weak-last"))
        + bool(_COUNTED.search(text))
        + ("," in text)
        + lone
        + (lone and setting.numbered)
        + setting.by_sentence
        + (setting.spaced and _is_near(here, after))
        + 2 * (after.ended and len(after.text) <= FRAGMENT)
        + (len(text) < SHORT or len(text) > LONG)
        - (setting.open > 2)
        - 2 * (here.index == setting.first)
        - (here.index == setting.first + 1)
    )


def _is_near(here: Line, after: Line) -> bool:
    """True if no blank line stands between the two."""
    return after.span.start - here.span.end <= 2


@cache
def signs() -> dict[str, re.Pattern[str]]:
    """The patterns of `joining.toml` by name."""
    return {row["name"]: re.compile(row["pattern"]) for row in table("joining")["sign"]}


@cache
def small_words(name: str) -> tuple[str, ...]:
    """The words of a list of `joining.toml`."""
    return tuple(table("joining")[name]["words"])
