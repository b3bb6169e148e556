"""Line breaks that fall inside a sentence; the text on both sides belongs together."""

import itertools
import re
from statistics import median

from jingyan.model.span import Span
from jingyan.segment.headings import starts_with_marker
from jingyan.segment.lines import HAN, Line
from jingyan.segment.titles import is_line
from jingyan.segment.words import Segmenter, crosses_word, segmenter

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
_WRAP_SLACK = 3


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
    if last in "”’』」)）》】":
        return (
            bool(_CONTINUES.match(first))
            and (len(here.text) >= PROSE or by_sentence)
            and not starts_with_marker(here.text)
        )
    if width and len(here.text) >= width - _WRAP_SLACK:
        return True
    if here.text[-1].isdigit():
        return bool(_UNIT.match(first)) and len(here.text) >= 6
    return _breaks_prose(here, after, by_sentence=by_sentence, cutter=cutter)


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
    """The width of hard-wrapped text: that of most lines, which have no end mark; 0 for other text."""
    lengths = [len(line.text) for line in lines if not line.in_table]
    if len(lengths) < 6:
        return 0
    width = sorted(lengths)[int(len(lengths) * 0.8)]
    full = [line for line in lines if len(line.text) >= width - _WRAP_SLACK]
    wrapped = [line for line in full if not line.ended]
    return width if 15 <= width <= 80 and len(full) >= 0.5 * len(lengths) and len(wrapped) >= 0.5 * len(full) else 0
