"""Line breaks that fall inside a sentence; the text on both sides belongs together."""

import itertools
import re
from statistics import median

from jingyan.model.span import Span
from jingyan.segment.headings import starts_with_marker
from jingyan.segment.lines import HAN, Line
from jingyan.segment.titles import is_line
from jingyan.zh.words import Segmenter, crosses_word, segmenter

# A line without end mark this long is prose that goes on; unnumbered headings of collected reports have at most 28 characters.
PROSE = 30
# A line this long is a paragraph of its own: a comma at its end is a slip, no broken line.
PARAGRAPH = 100
# Characters on each side of a break that are cut into words.
AROUND = 8
# Short words that stand alone on a line as a heading.
_ALONE = frozenset(
    [
        "前言",
        "引言",
        "序言",
        "背景",
        "概况",
        "简介",
        "成效",
        "做法",
        "结语",
        "启示",
        "反思",
        "体会",
        "经验",
        "问题",
        "建议",
        "措施",
        "摘要",
        "目录",
        "附件",
        "附录",
        "目标",
        "任务",
        "要求",
        "原则",
        "总结",
        "小结",
        "正文",
        "导语",
        "后记",
        "汇报",
        "报告",
        "通知",
        "说明",
        "结论",
        "评析",
        "点评",
    ]
)

_CONTINUES = re.compile(f"[{HAN}]")
_UNIT = re.compile("[年月日个所万亿人%元名件台套册平米亩]")
_DIGITS_END = re.compile(r"\d+$")
_DIGITS_UNIT = re.compile(r"(\d+)(?:\.\d+)?([年月日个所万亿人%元名件台套册平米亩间])")
_MARK = re.compile("[,。;、:!?]")
# A line of wrapped text has at least this share of the usual width (half-width digits make lines look shorter).
WRAPPED_SHARE = 0.75


def joins(lines: tuple[Line, ...], reading: str, cutter: Segmenter | None = None) -> tuple[tuple[int, Span], ...]:
    """The joins of a piece's body: index of the line that is broken and the span of the break with the blanks around it."""
    width = _wrap_width(lines)
    by_sentence = _one_sentence_a_line(lines)
    found: list[tuple[int, Span]] = []
    for here, after in itertools.pairwise(lines):
        if (
            here.in_table
            or after.in_table
            or after.index != here.index + 1
            or reading[here.span.end : after.span.start].strip("\r\n \t\u3000\xa0") != ""
        ):
            continue
        if _is_broken(here, after, width=width, by_sentence=by_sentence, cutter=cutter):
            found.append((here.index, Span(here.span.end, after.span.start)))
    return tuple(found)


def _is_broken(here: Line, after: Line, *, width: int, by_sentence: bool, cutter: Segmenter | None) -> bool:
    last, first = here.text[-1], after.text[0]
    if starts_with_marker(after.text) or (here.block is not None and here.block.outline):
        return False
    if last in ":：":
        return here.text[-2:-1].isdigit() and first.isdigit()
    if len(after.text) == 1:
        return False  # words set vertically, one character a line
    if last in ",，、":
        return len(here.text) < PARAGRAPH or bool(width)
    if here.ended or last in "。;；!！?？….．" or _stands_alone(here) or _stands_alone(after):
        return False
    if width and len(here.text) >= width and last in "”’』」)）》】":
        return True
    if last in "”’』」)）》】":
        return (
            bool(_CONTINUES.match(first))
            and (len(here.text) >= PROSE or by_sentence)
            and not starts_with_marker(here.text)
        )
    if width and len(here.text) >= width and not starts_with_marker(here.text):
        return True
    if here.text[-1].isdigit():
        return len(here.text) >= 6 and (bool(_UNIT.match(first)) or _torn_number(here, after))
    return _breaks_prose(here, after, by_sentence=by_sentence, cutter=cutter)


def _torn_number(here: Line, after: Line) -> bool:
    """True where a number lies across the break: a year in two halves (20 | 23年8月), or in long prose digits that go on and get their unit (1 | 20所)."""
    left, right = _DIGITS_END.search(here.text), _DIGITS_UNIT.match(after.text)
    if not left or not right:
        return False
    whole = left.group() + right.group(1)
    if right.group(2) == "年":
        return len(whole) == 4 and whole[:2] in ("19", "20")
    return len(here.text) >= PROSE and not starts_with_marker(here.text)


def _breaks_prose(here: Line, after: Line, *, by_sentence: bool, cutter: Segmenter | None) -> bool:
    """For a line that ends in a plain character: long prose goes on, else a word must lie across the break."""
    first = after.text[0]
    if not (_CONTINUES.match(first) or first in "“‘《(（,，、。;；:：!！?？)）”》"):
        return False
    if first in ",，、。;；:：!！?？)）”》":
        return True
    if len(here.text) >= PROSE and not starts_with_marker(here.text):
        return True
    if by_sentence and len(here.text) <= 3 and after.ended:
        return True
    return crosses_word(here.text[-AROUND:], after.text[:AROUND], cutter or segmenter())


def _stands_alone(line: Line) -> bool:
    """True for lines that end by themselves: headings of one word, signatures, dates."""
    return line.text.strip("一二三四五、 \u3000") in _ALONE or any(
        is_line(name, line.text) for name in ("organisation", "date", "document-number")
    )


def _one_sentence_a_line(lines: tuple[Line, ...]) -> bool:
    """True for the layout with one sentence a line: most lines end like one and are short."""
    if len(lines) < 8:
        return False
    return sum(line.ended for line in lines) >= 0.7 * len(lines) and median(len(line.text) for line in lines) <= 60


def _wrap_width(lines: tuple[Line, ...]) -> int:
    """From which length on a line of hard-wrapped text is a full one; 0 for other text.

    Wrapped text: many lines without end mark, of much the same length, with sentence marks inside (a list of names has none).
    """
    prose = [line for line in lines if not line.in_table and not starts_with_marker(line.text)]
    if len(prose) < 6:
        return 0
    width = sorted(len(line.text) for line in prose)[int(len(prose) * 0.8)]
    full = [line for line in prose if len(line.text) >= WRAPPED_SHARE * width]
    open_ended = sum(not line.ended for line in full)
    marked = sum(bool(_MARK.search(line.text)) for line in full)
    is_wrapped = 12 <= width <= 80 and len(full) >= 0.5 * len(prose) and open_ended >= 0.5 * len(full)
    return int(WRAPPED_SHARE * width) if is_wrapped and marked >= 0.4 * len(full) else 0
