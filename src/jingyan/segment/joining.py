"""Line breaks that fall inside a sentence; the text on both sides belongs together."""

import itertools
import re
from bisect import bisect_left
from dataclasses import dataclass, replace

from jingyan.model.span import Span
from jingyan.segment.heading_marks import begins_item, is_marker_alone, starts_with_marker
from jingyan.segment.joining_signs import (
    Setting,
    has_begun_a_sentence,
    is_half_sentence,
    is_unclosed,
    setting_of,
    small_words,
)
from jingyan.segment.lines import HAN, Line
from jingyan.segment.titles import is_line
from jingyan.zh.words import Segmenter, crosses_word, segmenter

# A line without end mark this long is prose that goes on; unnumbered headings of collected reports have at most 28 characters.
PROSE = 30
# A line this long is a paragraph of its own: a comma at its end is a slip, no broken line.
PARAGRAPH = 100
# A shorter line is no prose of which a number or a small word could be torn off.
SHORTEST = 6
# A line up to this long that ends in a whole word is a head, even where that word and the next one are also one word.
SHORT_HEAD = 12
# A head this long that ends in a verb without its object is a wrapped one.
WRAPPED_HEAD = 18
# Verse and slogans have at most this many characters a line.
VERSE = 16
# Characters on each side of a break that are cut into words.
AROUND = 8
# At most this many page numbers and running heads stand between two lines.
MOST_HOLES = 4
_BLANK = " \r\n\t\u3000\xa0>\f\v"
_INDENT = " \t\u3000\xa0"
_NARROW = re.compile("[\x00-\u024f]+")
_CONTINUES = re.compile(f"[{HAN}]")
_UNIT = re.compile("[年月日个所万亿人%元名件台套册平米亩]")
_DIGITS_END = re.compile(r"\d+$")
_DIGITS_UNIT = re.compile(r"(\d+)(?:\.\d+)?([年月日个所万亿人%元名件台套册平米亩间])")
_MARK = re.compile("[,。;、:!?]")
_MARKS_END = ",，、。;；!！?？"
_OPENING, _CLOSING, _QUOTES = "“‘《(（「『【", ",，、。;；:：!！?？)）”’》」』】%", '”’』」)）》】"'
# A number that goes on after the break: a ratio, a decimal, a range.
_NUMBER_END = re.compile(r"\d[:：]$|\d[.．]$(?<!^\d[.．])(?<!^\d\d[.．])|\d[-—~～]$")
_SALUTATION = re.compile(
    r"(?:尊敬的|敬爱的|亲爱的)?(?:各位)?[^,，。]{0,8}(?:领导|同志们?|老师们?|同学们?|家长们?|来宾|代表|朋友们?|同仁|专家|先生|女士)[,，]"
)
_FIELD = re.compile(r"[^\s,，。;；]{2,8}[:：][ \u3000]")
_LATIN_END, _LATIN_START = re.compile(r"[A-Za-z]{2,}-?$"), re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*(?=[㐀-鿿])")
# A line of wrapped text has at least this share of the usual width (half-width digits make lines look shorter).
WRAPPED_SHARE = 0.75
# Fewer than six lines are wrapped text only at this width.
LEAST_WIDTH = 20


@dataclass(frozen=True, slots=True)
class Layout:
    """How a piece is set. `width` from how many columns on a line of hard-wrapped text is a full one (0 for other text), `widest` the usual full width;
    `indented` the indices of lines that begin a paragraph, empty where wrapped text does not show them; `setting` for lines without end mark.
    """

    width: float
    widest: float
    indented: frozenset[int]
    setting: Setting

    def is_indented(self, line: Line) -> bool:
        """True if the line begins a paragraph."""
        return line.index in self.indented


def columns(text: str) -> float:
    """The width of a line in full-width characters."""
    narrow = sum(map(len, _NARROW.findall(text)))
    return len(text) - 0.5 * narrow


def joins(
    lines: tuple[Line, ...], reading: str, cutter: Segmenter | None = None, holes: tuple[Span, ...] = ()
) -> tuple[tuple[int, Span], ...]:
    """The joins of a piece's body: index of the line that is broken and the span of the break with the blanks (and the > of quoted mail) around it.

    `holes` are page numbers and running heads, in order: a sentence goes on behind them. Such a break has several joins: what stands before the hole, the
    hole with its line end, what stands behind it.
    """
    layout = _layout(lines, reading)
    verse = _verse(lines)
    found: list[tuple[int, Span]] = []
    heading = False  # the line goes on a numbered heading that was wrapped
    for here, after in itertools.pairwise(lines):
        heading = starts_with_marker(here.text) or (heading and bool(found) and found[-1][1].end == here.span.start)
        if here.in_table or after.in_table or here.index in verse:
            continue
        gaps = _gaps(reading, Span(here.span.end, after.span.start), holes)
        if not gaps:
            continue
        if _is_broken(here, after, layout=layout, reading=reading, heading=heading, cutter=cutter or segmenter()):
            found += ((here.index, gap) for gap in gaps)
    return tuple(found)


def _gaps(reading: str, between: Span, holes: tuple[Span, ...]) -> tuple[Span, ...]:
    """The parts of the text between two lines that a join takes out; none if there is more than blanks, > and holes."""
    if not holes and not reading[between.start : between.end].strip(_BLANK):
        return (between,)
    inside = [hole for hole in holes[bisect_left(holes, between) :][:MOST_HOLES] if between.covers(hole)]
    at, parts = between.start, []
    for hole in inside:
        line_end = reading.find("\n", hole.end, between.end) + 1 or hole.end
        parts += [Span(at, hole.start), Span(hole.start, line_end)]
        at = line_end
    parts.append(Span(at, between.end))
    if any(reading[part.start : part.end].strip(_BLANK) for part in parts[::2]):
        return ()
    return tuple(part for i, part in enumerate(parts) if len(part) or (i == 0 and not inside))


def unquoted(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines without the > of quoted mail."""
    if sum(line.text[0] == ">" for line in lines) < 2:
        return lines
    return tuple(line for line in map(_unquoted, lines) if line.text)


def _unquoted(line: Line) -> Line:
    text = line.text.lstrip("> \t") if line.text[0] == ">" else line.text
    return replace(line, span=Span(line.span.end - len(text), line.span.end), text=text)


def _verse(lines: tuple[Line, ...]) -> frozenset[int]:
    """The indices of verse and slogans: four or more lines in a row of at most 16 characters, all of the same length, with or without marks."""
    found: set[int] = set()
    for _, group in itertools.groupby(
        lines, key=lambda line: (len(line.text.rstrip(_MARKS_END)), len(line.text) <= VERSE)
    ):
        run = list(group)
        if len(run) >= 4 and 4 <= len(run[0].text) <= VERSE:
            found.update(line.index for line in run)
    return frozenset(found)


def _is_broken(here: Line, after: Line, *, layout: Layout, reading: str, heading: bool, cutter: Segmenter) -> bool:
    last, first = here.text[-1], after.text[0]
    if is_marker_alone(here.text):
        return _goes_with_marker(here, after)
    if begins_item(after.text) or (here.block is not None and here.block.outline):
        return False
    if last in _OPENING or first in _CLOSING:
        return True
    if (
        len(here.text) > 1
        and after.text[0] in "的了着们"
        and _last_and_first(here, after, cutter)[1] in ("的", "了", "着", "们")
    ):
        return True
    if _FIELD.match(here.text):
        return False
    if _NUMBER_END.search(here.text) and first.isdigit():
        return last in ":：" or len(here.text) >= SHORTEST
    if last in ":：" or len(after.text) == 1:
        return False  # a lead-in; words set vertically, one character a line
    if last in ",，、":
        return (len(here.text) < PARAGRAPH or bool(layout.width)) and not _is_salutation(here)
    if layout.indented and columns(here.text) >= layout.width:
        return not layout.is_indented(after)
    if _ended(here) or last in "。;；!！?？….．" or _stands_alone(here) or _stands_alone(after):
        return False
    full = bool(layout.width) and columns(here.text) >= layout.width
    if full and (last in _QUOTES or not starts_with_marker(here.text)):
        return True
    if full and columns(here.text) >= layout.widest - 1:
        return True  # an item as wide as the widest lines
    if last in _QUOTES:
        is_prose = len(here.text) >= PROSE or layout.setting.by_sentence
        return bool(_CONTINUES.match(first)) and is_prose and not starts_with_marker(here.text)
    if last.isdigit():
        return len(here.text) >= SHORTEST and (bool(_UNIT.match(first)) or _torn_number(here, after))
    if _is_torn(here, after, setting=layout.setting, cutter=cutter):
        return True
    if heading or not (_CONTINUES.match(first) or first in "“‘《(（"):
        return False
    words = _last_and_first(here, after, cutter)
    return is_half_sentence(here, after, words, setting=layout.setting, reading=reading)


def _goes_with_marker(here: Line, after: Line) -> bool:
    """True if a marker that is a whole line belongs to the line after it."""
    if begins_item(after.text):
        return False
    return not here.text.startswith("第") or (len(after.text) <= PROSE and not after.ended)


def _ended(line: Line) -> bool:
    return line.ended or line.text.rstrip("\"'”’")[-1:] in tuple("。！？!?…;；")


def _is_salutation(line: Line) -> bool:
    return bool(_SALUTATION.fullmatch(line.text))


def _torn_number(here: Line, after: Line) -> bool:
    """True where a number lies across the break: a year in two halves (20 | 23年8月), or in long prose digits that go on and get their unit (1 | 20所)."""
    left, right = _DIGITS_END.search(here.text), _DIGITS_UNIT.match(after.text)
    if not left or not right:
        return False
    whole = left.group() + right.group(1)
    if right.group(1)[0] == "0":
        return True
    if right.group(2) == "年":
        return len(whole) == 4 and whole[:2] in ("19", "20")
    return len(here.text) >= PROSE and not starts_with_marker(here.text)


def _is_torn(here: Line, after: Line, *, setting: Setting, cutter: Segmenter) -> bool:
    """For a line that ends in a plain character: long prose goes on, else a word must lie across the break or stand where none can end or begin a line."""
    first = after.text[0]
    if _LATIN_END.search(here.text) and _LATIN_START.match(after.text) and _CONTINUES.search(here.text):
        return len(here.text) >= SHORTEST
    if not (_CONTINUES.match(first) or first in "“‘《(（"):
        return False
    if len(here.text) >= PROSE and not starts_with_marker(here.text):
        return True
    if setting.by_sentence and len(here.text) <= 3 and after.ended:
        return True
    if has_begun_a_sentence(here.text) or is_unclosed(here.text, after.text):
        return True
    if crosses_word(here.text[-AROUND:], after.text[:AROUND], cutter):
        return len(here.text) > SHORT_HEAD or not _whole_words(here, after, cutter)
    return _dangles(here, after, cutter)


def _whole_words(here: Line, after: Line, cutter: Segmenter) -> bool:
    """True if the line ends and the next one begins with a whole word (作业辅导 | 教师布置): only their union is a longer one."""
    last, first = _last_and_first(here, after, cutter)
    return len(last) > 1 and len(first) > 1


def _last_and_first(here: Line, after: Line, cutter: Segmenter) -> tuple[str, str]:
    return list(cutter.cut(here.text[-AROUND:]))[-1], next(iter(cutter.cut(after.text[:AROUND])))


def _dangles(here: Line, after: Line, cutter: Segmenter) -> bool:
    """True if the last word of a line needs a word after it (把, 的) or the first word of the next one needs a word before it (作为, 以及)."""
    if len(here.text) < SHORTEST:
        return False
    ends, begins, verbs = (small_words(name) for name in ("never-last", "never-first", "wants-object"))
    if here.text[-1] == "的" and starts_with_marker(here.text):
        # 已经改了的 is a whole head; a wrapped one has only a few characters left.
        return len(here.text) >= WRAPPED_HEAD and len(after.text) <= SHORT_HEAD
    if here.text.endswith(ends) or after.text.startswith(begins):
        last, first = _last_and_first(here, after, cutter)
        if last in ends or first in begins:
            return True
    wants_object = len(here.text) >= WRAPPED_HEAD and here.text.endswith(verbs)
    return wants_object and starts_with_marker(here.text) and not after.ended and len(after.text) <= SHORT_HEAD


def _stands_alone(line: Line) -> bool:
    """True for lines that end by themselves: headings of one word, signatures, dates."""
    text = line.text
    return (
        is_line("organisation", text)
        or is_line("date", text)
        or is_line("document-number", text)
        or text.strip("一二三四五、 \u3000") in small_words("alone")
    )


def _layout(lines: tuple[Line, ...], reading: str) -> Layout:
    """The layout of a piece.

    Wrapped text: many lines without end mark, of much the same width, with sentence marks inside (a list of names has none).
    """
    depths = [_depth(reading, line) for line in lines]
    setting = setting_of(lines, reading, depths)
    prose = [line for line in lines if not line.in_table and not starts_with_marker(line.text)]
    if len(prose) < 6:
        widest = _few_wrapped(prose)
        return Layout(widest and widest - 1.5, widest, frozenset(), setting)
    widths = [columns(line.text) for line in prose]
    usual = sorted(widths)[int(len(prose) * 0.8)]
    if not 12 <= usual <= 80:
        return Layout(0, 0, frozenset(), setting)
    full = [line for line, width in zip(prose, widths, strict=True) if width >= WRAPPED_SHARE * usual]
    open_ended = sum(not line.ended for line in full)
    marked = sum(bool(_MARK.search(line.text)) for line in full)
    is_wrapped = len(full) >= 0.5 * len(prose) and open_ended >= 0.5 * len(full)
    if not is_wrapped or marked < 0.4 * len(full):
        return Layout(0, 0, frozenset(), setting)
    return Layout(WRAPPED_SHARE * usual, usual, _indented(lines, depths), setting)


def _few_wrapped(lines: list[Line]) -> float:
    """The width of a short wrapped text: two or more lines with marks but without an end, as wide as each other and as the widest; 0 for other text."""
    widest = max((columns(line.text) for line in lines), default=0)
    open_ended = [line for line in lines if not _ended(line)]
    wide = all(columns(line.text) >= widest - 1.5 and _MARK.search(line.text) for line in open_ended)
    return widest if len(open_ended) > 1 and widest >= LEAST_WIDTH and wide else 0


def _indented(lines: tuple[Line, ...], depths: list[int]) -> frozenset[int]:
    """The indices of lines that stand at least two blanks further in than most; empty unless between one and half of the lines do."""
    usual = sorted(depths)[len(depths) // 2]
    found = frozenset(line.index for line, depth in zip(lines, depths, strict=True) if depth >= usual + 2)
    return found if found and len(found) <= 0.5 * len(lines) else frozenset()


def _depth(reading: str, line: Line) -> int:
    """How many half-width blanks stand before the line (at most 8 are looked at)."""
    before = reading[max(0, line.span.start - 8) : line.span.start]
    if not before or before[-1] not in _INDENT:
        return 0
    blank = before[len(before.rstrip(_INDENT)) :]
    return sum(2 if char in "\u3000\t" else 1 for char in blank)
