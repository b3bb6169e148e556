"""Pieces set one after the other without any mark, told by what stands around their titles: pages, signatures, authors, numbering that starts again."""

import itertools
import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from jingyan.model.span import Span
from jingyan.segment.headings import starts_with_marker
from jingyan.segment.lines import Line, plain
from jingyan.segment.marks import MarkedPiece
from jingyan.segment.titles import (
    Head,
    credit,
    dated_organisation,
    ends_like_title,
    is_line,
    names_author,
    read_head,
)

# A piece without a mark has at least this many characters, and one line of prose at least so long.
SHORTEST, PROSE = 200, 30
# Where all titles stand with their authors the texts may be shorter.
SHORTEST_SIGNED = 80
# So many lines can make a head; a cover in front of the first piece has at most so many.
HEAD, COVER = 8, 8
# So many lines as short as this may stand between two pieces (the name of a part, the head of a message).
HEADS, SHORT = 6, 50
# Signs needed in front of a piece; fewer when one of them is a strong one and the file opens with the same shape.
ENOUGH, ENOUGH_ALIKE = 3, 2
# From this length on the name of a kind of paper at its end makes a line a title (主要做法 is a heading).
PAPER = 8
# How a line is set counts from this length on (headings such as 领导重视 are shorter).
SHOWN = 5

# So many empty lines more than usual part two papers; a line of signs does, too.
WIDE = 3
_RULE = re.compile(r"[=*~_#+※—－─━-]{5,}|(?:[*※☆★◆~=] ){4,}")

_NO_PIECE = re.compile(
    r"附\s*[件表录注图:]|(?:前|引|序|导|绪|弁)\s*[言论]|后\s*记|结\s*[语束论]|摘\s*要|目\s*[录次]|致\s*谢|参考文献|编者按|[说声]\s*明|抄\s*[送报]|主\s*送|报\s*送|主题词|联系|填表|(?:参会|报名)?回执|名\s*单"
)
_LAST_LINE = re.compile(r".{2,40}印发|[((](?:作者|撰稿|执笔|供稿|单位|此件|本文|整理|报送|来源).{1,60}[))]")
_THANKS = re.compile(r"(?:谢谢(?:大家|各位)|汇报完毕|请.{0,8}指正)[^。!]{0,4}[。!！]?$")
_SECTION = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[((][一二三四五六七八九十]{1,3}[))]|第[一二三四五六七八九十]+[,，、部章]"
)
_PART = re.compile(r"第[一二三四五六七八九十]+(?:部分|[编篇章辑])|[一二三四五六七八九十]+、.{2,6}[篇编]$")
_FIRST = re.compile(r"一、|[((]一[))]|第一[,，、部章]")
_SALUTATION = re.compile(r"(?:尊敬的|各位|同志们|领导|老师们).{0,40}[::!！]")
# Papers that send out another one: what comes after their signature is that other one.
_SENDS = re.compile(r"(?:印发|转发|批转|公布|颁发|发布|下发|报送|上报)")


@dataclass(frozen=True, slots=True)
class _Start:
    """A line that may begin a piece: its place `at` among the lines of content, its head, how many signs it has and whether one is strong.

    `paper` its title ends with a word for a kind of paper; `only_shown` nothing strong speaks for it but how it is set (a new page, the middle of the line);
    `closed` what stands before it ends with a signature, thanks or a line of signs.
    """

    at: int
    head: Head
    signs: int
    strong: bool
    paper: bool = False
    only_shown: bool = False
    closed: bool = False

    @property
    def signed(self) -> bool:
        """True if the head names an author, or its subtitle the kind of paper."""
        return self.head.organisation is not None


def bordered_pieces(lines: tuple[Line, ...], skipped: frozenset[int], reading: str) -> tuple[MarkedPiece, ...]:
    """The pieces between titles that stand after a finished text, have a text of their own and enough signs around them; () when there are not two."""
    content = [line for line in lines if line.index not in skipped and not line.in_table and plain(line.text[:SHORT])]
    if len(content) < 4:
        return ()
    usual = _usual_gap(content, reading)
    found: list[_Start] = []
    last = -1
    for at in range(len(content) - 1):
        opening = at <= COVER and not any(line.ended for line in content[:at])
        may = (opening and not found) or _may_start(content, at, reading)
        # a text may break off without an end mark; then empty lines, a title and its author must all be there
        apart = at > 0 and not may and _gap(content[at - 1], content[at], reading) > usual
        if at < last or not (may or opening or apart or _under_heads(content, at)):
            continue
        start = _start(content, at, reading, usual, first=not found and at == 0)
        if start and (may or start.signed) and (start.paper or not apart):
            found.append(start)
            last = at + max(start.head.lines, 1)
    return _pieces(_kept(found, content, reading), content, lines)


def _usual_gap(content: list[Line], reading: str) -> int:
    gaps = Counter(_gap(before, line, reading) for before, line in itertools.pairwise(content))
    return max(gaps, key=lambda gap: (gaps[gap], -gap))


def _gap(before: Line, line: Line, reading: str) -> int:
    return reading.count("\n", before.span.end, line.span.start)


def _may_start(content: list[Line], at: int, reading: str) -> bool:
    """True if the text in front of a line is finished there."""
    before, line = content[at - 1], content[at]
    if len(line.text) > 60 or line.ended or _NO_PIECE.match(line.text):
        return False
    return before.ended or _closes(before) or _on_new_page(before, line, reading)


def _under_heads(content: list[Line], at: int) -> bool:
    """True if a few short lines (the name of a part, the head of a message) stand between a finished text and this line."""
    for line in reversed(content[max(at - HEADS, 0) : at]):
        if line.ended or _closes(line):
            return line is not content[at - 1]
        if len(line.text) > SHORT or (starts_with_marker(line.text) and not _PART.match(line.text)):
            return False
    return False


def _closes(line: Line) -> bool:
    """True for a line that can be the last one of a paper although it is no sentence."""
    return _can_be_last(line.text)


@lru_cache(maxsize=8192)
def _can_be_last(text: str) -> bool:
    line = Line(0, Span(0, len(text)), text)
    return (
        is_line("date", text)
        or (is_line("organisation", text) and len(text) >= 4)
        or bool(_LAST_LINE.fullmatch(text))
        or dated_organisation(line) is not None
        or credit(line) is not None
    )


def _on_new_page(before: Line, line: Line, reading: str) -> bool:
    if line.block is not None and line.block.page_break and line.block is not before.block:
        return True
    return "\f" in reading[before.span.end : line.span.start]


def _start(content: list[Line], at: int, reading: str, usual: int, *, first: bool) -> _Start | None:
    """What speaks for a piece that begins at this line, or None when it has no title or no text."""
    head = read_head(tuple(content[at : at + HEAD]), None, reading, ())
    if head.span is None or head.body is not None or _NO_PIECE.match(head.title) or names_author(head.title):
        return None
    if at + head.lines >= len(content) or not _is_body(content[at + head.lines]):
        return None
    line = content[at]
    before = content[at - 1] if at else None
    named = head.subtitle is not None and ends_like_title(head.subtitle.of(reading))
    page = before is not None and _on_new_page(before, line, reading)
    signature = before is not None and _is_signature(content, at - 1)
    gap = _gap(before, line, reading) if before else usual
    parted = before is not None and (
        gap == 0 or gap >= usual + WIDE or bool(_RULE.search(reading, before.span.end, line.span.start))
    )
    weak = [
        head.date is not None,
        head.subtitle is not None,
        ends_like_title(head.title) and len(plain(head.title)) >= PAPER,
        gap > usual + 1,
        bool(_SALUTATION.match(content[at + head.lines].text)),
        _numbers_anew(content, at),
    ]
    strong = [head.organisation is not None or named, signature, parted]
    shown = [page, line.block is not None and (line.block.centred or line.block.style.lower() in ("title", "标题"))]
    if len(plain(head.title)) < SHOWN:
        weak, shown = [*weak, *shown], []
    signs = sum(weak) + 2 * sum(strong) + 2 * sum(shown)
    if not signs and not first:
        return None
    return _Start(at, head, signs, any(strong) or any(shown), weak[2], not any(strong), signature or parted)


def _is_body(line: Line) -> bool:
    return len(line.text) >= PROSE or line.ended or starts_with_marker(line.text) or line.text[-1] in ":："


def _is_signature(content: list[Line], at: int) -> bool:
    """True if this line is the date under an organisation, or one line with both, or a line that only ends a paper."""
    line = content[at]
    if is_line("date", line.text):
        return at > 1 and (content[at - 1].ended or is_line("organisation", content[at - 1].text))
    return (
        dated_organisation(line) is not None
        or credit(line) is not None
        or bool(_LAST_LINE.fullmatch(line.text) or _THANKS.search(line.text))
    )


def _numbers_anew(content: list[Line], at: int) -> bool:
    """True if the first numbered section after this line is the first one, and there was one of a number before it."""
    after = next((line.text for line in content[at + 1 : at + 60] if _SECTION.match(line.text)), "")
    return bool(_FIRST.match(after)) and any(_SECTION.match(line.text) for line in content[:at])


def _kept(found: list[_Start], content: list[Line], reading: str) -> list[_Start]:
    """The starts with enough signs, each with a text of its own; the first line of the file starts a piece when a text stands before them."""
    while len(found) > 1 and found[1].at <= COVER and not any(line.ended for line in content[: found[1].at]):
        found = found[1:]
    opening = found[0] if found and found[0].at <= COVER else None
    alike = opening is not None and opening.strong and opening.signed
    whole = opening is not None and opening.paper
    kept = [
        start
        for start in found
        if start is opening
        or start.signs >= ENOUGH + (whole and start.only_shown and not start.paper) * ENOUGH_ALIKE
        or (
            start.strong
            and start.signs >= ENOUGH_ALIKE
            and (alike or not start.signed)
            and (start.paper or not (whole and start.only_shown))
        )
    ]
    credited = credit(content[-1]) is not None and all(
        credit(content[start.at - 1]) is not None for start in kept if start is not opening
    )
    sure = all(start.signed or start.closed for start in kept if start is not opening)
    least = SHORTEST_SIGNED if credited or sure else SHORTEST
    sized: list[_Start] = []
    for start in kept:
        if sized and _is_sent(content, sized[-1], start, reading):
            continue
        if sized and not _has_text(content[sized[-1].at : start.at], least):
            if len(sized) > 1 or start.at > COVER or any(line.ended for line in content[: start.at]):
                continue
            sized.pop()
        sized.append(start)
    while sized and not _has_text(content[sized[-1].at :], least):
        sized.pop()
    return sized


def _is_sent(content: list[Line], sender: _Start, start: _Start, reading: str) -> bool:
    """True if this is the paper that the one before sends out (关于印发《…》的通知)."""
    title = sender.head.title
    return bool(_SENDS.search(title)) and (
        plain(start.head.title) in plain(title) or not (start.signed and _has_text(content[: start.at]))
    )


def _has_text(some: list[Line], least: int = SHORTEST) -> bool:
    return sum(len(line.text) for line in some) >= least and any(
        (len(line.text) >= PROSE and line.ended) or len(line.text) >= 2 * PROSE for line in some
    )


def _pieces(starts: list[_Start], content: list[Line], lines: tuple[Line, ...]) -> tuple[MarkedPiece, ...]:
    if len(starts) < 2:
        return ()
    before = content[: starts[0].at]
    if any(line.ended for line in before):
        return ()
    ends = [*(content[start.at].index for start in starts[1:]), len(lines)]
    return tuple(MarkedPiece(None, content[start.at].index, end) for start, end in zip(starts, ends, strict=True))
