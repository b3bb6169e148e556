"""Headings with levels: markers at line starts and glued inside lines, run-in heads, headings without a number; patterns in `headings.toml`."""

import itertools
import re
from functools import cache

from jingyan.model.span import Span
from jingyan.model.structure import Heading
from jingyan.segment.heading_items import attached, parted
from jingyan.segment.heading_levels import UNNUMBERED, nested
from jingyan.segment.heading_marks import Counter, Mark, bare_numbers, begins_item, marks_of, starts_with_marker
from jingyan.segment.heading_titles import LONGEST_HEAD, LONGEST_TITLE, is_parallel, title_of
from jingyan.segment.lines import Line, table

__all__ = ["begins_item", "find_headings", "starts_with_marker"]

# A line of plain text with this many tabs is a row of a table.
ROW = 2
# Among this many first lines of a body the author and the date may stand.
TOP = 3

_BRACKETED = re.compile(r"【[^】\s,，。:：]{2,14}】")
_FIGURED = re.compile(
    r"[◆◇■□●○★☆▲△◎※♦➤▶►✦✿❖][ \u3000]*(?P<title>[^。;；:：,，\s](?:[^。;；:：]{0,30}[^。;；:：,，、])?)"
)


def find_headings(
    source: str, piece: str | None, reading: str, lines: tuple[Line, ...], joined: frozenset[int]
) -> tuple[tuple[Heading, ...], tuple[Heading, ...]]:
    """The headings of one piece in order, and the numbered sentences of its lists (same fields); `lines` are its body's lines, `joined` the indices of lines
    whose end is no real line end.
    """
    counter = Counter()
    bare = bare_numbers(lines)
    plain = _plain_heads(lines, joined, bare) | _decorated(lines, joined)
    found: list[tuple[Heading, str]] = []
    listed = attached(lines)
    continued = False
    for at, line in enumerate(lines):
        if not line.in_table and line.index not in listed and line.text.count("\t") < ROW:
            marks = list(marks_of(line, counter, continued=continued, bare=bare, joined=line.index in joined))
            ends = [*(mark.start for mark in marks[1:]), _end(lines, at, joined)][: len(marks)]
            for mark, end in zip(marks, ends, strict=True):
                found.append((_heading(source, piece, reading, mark, end, found), mark.name))
            style = _style(line, plain)
            if not marks and not continued and (level := _outline(line) or (style and _plain_level(found, style))):
                whole = Span(line.span.start, _end(lines, at, joined))
                span, title = _set_off(line) if style not in ("", "plain") else (whole, whole)
                found.append((Heading(source, piece, span, title, min(level, 9), ""), style or "plain"))
        continued = line.index in joined
    heads, items = parted(found, reading, lines[-1].span.end if lines else 0)
    return nested(heads), items


def _end(lines: tuple[Line, ...], at: int, joined: frozenset[int]) -> int:
    """Where the line lines[at] ends together with the lines joined to it."""
    while lines[at].index in joined and at + 1 < len(lines):
        at += 1
    return lines[at].span.end


def _heading(
    source: str, piece: str | None, reading: str, mark: Mark, limit: int, found: list[tuple[Heading, str]]
) -> Heading:
    rest = reading[mark.body : limit]
    body = mark.body + len(rest) - len(rest.lstrip())
    end = body + len(title_of(reading[body:limit]))
    marker = reading[mark.start : mark.body].strip()
    level = mark.level or _case_level(found)
    return Heading(source, piece, Span(mark.start, end), Span(body, end), level, marker)


def _case_level(found: list[tuple[Heading, str]]) -> int:
    """The level of a case (案例一:): that of the case before it, else below the last heading with a number."""
    for heading, name in reversed(found):
        if name == "case":
            return heading.level
        if name:
            return min(4, heading.level + 1)
    return 1


def _outline(line: Line) -> int:
    """The docx outline level of a paragraph that is no longer than a heading, 0 for others."""
    block = line.block
    is_head = block is not None and block.kind == "paragraph" and len(line.text) <= 2 * LONGEST_TITLE
    return (block.outline or 0) if is_head and block else 0


def _plain_level(found: list[tuple[Heading, str]], style: str) -> int:
    """The level of a heading without number: that of the last one of its style, else below the last one of another style or the last number of the first
    levels.
    """
    for heading, name in reversed(found):
        if name == style:
            return heading.level
    if found and found[-1][1] in UNNUMBERED:
        return min(4, found[-1][0].level + 1)
    numbered = [heading.level for heading, name in found if heading.level <= 3 and name not in UNNUMBERED]
    return min(4, numbered[-1] + 1) if numbered and min(numbered) == 1 else 1


def _plain_heads(lines: tuple[Line, ...], joined: frozenset[int], bare: frozenset[int]) -> frozenset[int]:
    """The indices of lines that are headings without a number: short lines without end mark between prose, short sentences in parallel halves above
    long paragraphs (two or more in a piece), and very short lines that have a twin (抓补充, 抓培训).
    """
    open_ones: list[Line] = []
    sentences: list[Line] = []
    tiny: list[Line] = []
    for at, (line, after) in enumerate(itertools.pairwise(lines)):
        if at < TOP and _author().fullmatch(line.text):
            continue
        if line.index in bare or not _stands_free(lines[at - 1] if at else None, line, joined):
            continue
        if 4 <= len(line.text) <= LONGEST_HEAD and _is_open(line, after):
            open_ones.append(line)
        elif 2 <= len(line.text) <= 3 and _is_open(line, after):
            tiny.append(line)
        elif (
            line.text[-1] == "。"
            and len(line.text) <= LONGEST_HEAD
            and len(after.text) > 2 * LONGEST_HEAD
            and is_parallel(line.text[:-1])
        ):
            sentences.append(line)
    twins = [
        one
        for one in tiny
        if _is_word(one.text) or any(_is_twin(one.text, other.text) for other in tiny if other is not one)
    ]
    return frozenset(line.index for line in (*open_ones, *(sentences if len(sentences) > 1 else ()), *twins))


def _decorated(lines: tuple[Line, ...], joined: frozenset[int]) -> frozenset[int]:
    """The indices of lines set off as heads by 【】 or a figure (◆ 强机制); two or more in a piece, or 【】 with a word that is a heading by itself."""
    bracketed = [
        line
        for line in lines
        if not line.in_table
        and (match := _BRACKETED.match(line.text))
        and not _no_head().fullmatch(match.group()[1:-1])
    ]
    figured = [
        line
        for line, after in itertools.pairwise(lines)
        if _FIGURED.fullmatch(line.text)
        and line.index not in joined
        and not line.in_table
        and after.text[0] != line.text[0]
    ]
    whole = [line for line in bracketed if _is_word(line.text[1:-1])]
    return frozenset(
        line.index for line in (*(bracketed if len(bracketed) > 1 else whole), *(figured if len(figured) > 1 else ()))
    )


def _style(line: Line, plain: frozenset[int]) -> str:
    """How a heading without number is set: "bracketed", "figured" or "plain"; empty for other lines."""
    if line.index not in plain:
        return ""
    return "bracketed" if line.text[0] == "【" else "figured" if _FIGURED.fullmatch(line.text) else "plain"


def _set_off(line: Line) -> tuple[Span, Span]:
    """Span and title span of a head set off by 【】 or a figure."""
    start = line.span.start
    if bracketed := _BRACKETED.match(line.text):
        span = Span(start, start + bracketed.end())
        return span, span
    figured = _FIGURED.fullmatch(line.text)
    return line.span, Span(start + (figured.start("title") if figured else 0), line.span.end)


def _stands_free(before: Line | None, line: Line, joined: frozenset[int]) -> bool:
    """True if nothing binds the line to the one before it, and it looks like no list item, signature or quotation."""
    if line.index in joined or line.in_table or (line.block is not None and line.block.kind != "paragraph"):
        return False
    if (
        line.text[0] in "*(（[【“·●■◆-—"
        or line.text[0].isdigit()
        or "\t" in line.text
        or "年" in line.text[:6]
        or line.text.startswith("附件")
    ):
        return False
    return before is None or before.ended or before.text[-1] in ":：" or starts_with_marker(before.text)


def _is_open(line: Line, after: Line) -> bool:
    """True for a line without end mark before prose or another heading that names no unit, date or column."""
    if _no_head().fullmatch(line.text):
        return False
    if (
        line.text.rstrip("\"'”’")[-1:] in tuple("。！？!?…；;")
        or line.text[-1] in "\"'"
        or "：“" in line.text
        or ":“" in line.text
    ):
        return False
    if line.text[-1] in "。;；!！?？:：,，、…)）》.%" or (
        line.text[-1] == "”" and line.text.count("“") != line.text.count("”")
    ):
        return False
    return len(after.text) > LONGEST_HEAD or after.ended or begins_item(after.text)


def _is_twin(one: str, other: str) -> bool:
    return len(one) == len(other) and (one[0] == other[0] or one[-1] == other[-1])


@cache
def _no_head() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row['pattern']})" for row in table("headings")["no-head"]))


@cache
def _author() -> re.Pattern[str]:
    """An organisation or a date, which stand at the top of a piece."""
    names = (row for row in table("titles")["line"] if row["name"] in ("organisation", "date"))
    return re.compile("|".join(f"(?:{row['pattern']})" for row in names))


@cache
def _words() -> frozenset[str]:
    return frozenset(table("headings")["alone"]["words"])


def _is_word(text: str) -> bool:
    """True for a word that is a heading by itself (背景, 成效)."""
    return text in _words()
