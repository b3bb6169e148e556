"""Quotation marks and brackets without their other half."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from jingyan.check.form_draft import Draft
from jingyan.model.span import Span

_PAIRS = {"“": "”", "《": "》", "(": ")", "〔": "〕", "〈": "〉"}
_CLOSERS = {v: k for k, v in _PAIRS.items()}
_HALVES = re.compile(r"[“”《》()〔〕〈〉]")
# What an item is numbered with before a single closing bracket: 1) 一) a).
_NUMBERED = re.compile(r"(?:^|[ 、,。;:“(\n\0])(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[A-Za-z①-⑳]) *$")


_BROKEN = re.compile(r"\0|此处隐藏|\ufffd|\?[!\u4e00-\u9fff]|[\u4e00-\u9fff]\([a-zü\u00c0-\u01dc]{1,6}\)")


def unpaired(draft: Draft) -> Iterator[tuple[Span, str]]:
    """Marks without their other half. A pair may span three paragraphs; paragraphs with lost or inserted characters and the last one of a cut-off piece prove nothing."""
    begin, end = draft.piece.span.start, draft.piece.span.end
    starts = [
        begin,
        *(m.end() for m in re.finditer("\n", draft.shape[begin:end]) if not _joined(draft, begin + m.start())),
    ]
    starts = [begin, *(begin + at for at in starts[1:]), end]
    left: list[_Half] = []
    for number, (first, last) in enumerate(pairwise(starts)):
        line = draft.shape[first:last]
        if _BROKEN.search(line):
            left = []
            continue
        if _PROSE.search(line) is None:
            continue
        marks = [_Half(m.group(), first + m.start(), number) for m in _HALVES.finditer(line)]
        if len(marks) > _MOST_MARKS:
            left = []
            continue
        yield from _walk(draft, marks, left)
        late = [h for h in left if number - h.paragraph >= 2]
        yield from ((Span(h.at, h.at + 1), _missing(h.mark)) for h in late)
        left = [h for h in left if number - h.paragraph < 2]
    cut = not draft.shape[begin:end].rstrip(" \n\0").endswith(("。", "!", "?", "”", ")", ";"))
    last_line = draft.shape.rfind("\n", begin, begin + len(draft.shape[begin:end].rstrip(" \n\0")))
    for h in left:
        if not (cut and h.at > last_line):
            yield Span(h.at, h.at + 1), _missing(h.mark)


_PROSE = re.compile(r"[\u4e00-\u9fff].*[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class _Half:
    """One mark of a pair, where it stands and in which paragraph."""

    mark: str
    at: int
    paragraph: int


_MOST_MARKS = 200
"""A line with more marks is a drawing or a list of links, no sentence."""


def _following(marks: Sequence[_Half]) -> list[str]:
    """For each mark the next quotation mark behind it, "" when there is none."""
    found: list[str] = []
    following = ""
    for half in reversed(marks):
        found.append(following)
        if half.mark in "“”":
            following = half.mark
    return found[::-1]


def _joined(draft: Draft, at: int) -> bool:
    i = bisect_right(draft.joins, at, key=lambda j: j.start) - 1
    return i >= 0 and draft.joins[i].start <= at < draft.joins[i].end


def _missing(mark: str) -> str:
    if mark in "“”":
        return "缺后引号" if mark == "“" else "缺前引号"
    return f"缺“{_PAIRS.get(mark) or _CLOSERS[mark]}”"


def _walk(draft: Draft, marks: Sequence[_Half], left: list[_Half]) -> Iterator[tuple[Span, str]]:
    """Pairs the marks of a paragraph off; what stays open is added to `left`. A quotation mark turned the wrong way counts as one fault, not two."""
    for half, following in zip(marks, _following(marks), strict=True):
        if half.mark == "“" and any(h.mark == "“" for h in left):
            opened = max(i for i, h in enumerate(left) if h.mark == "“")
            if left[opened].paragraph == half.paragraph and following != "”":
                yield Span(half.at, half.at + 1), "应是后引号”"
                del left[opened]
                continue
            if left[opened].paragraph == half.paragraph:
                yield Span(left[opened].at, left[opened].at + 1), "缺后引号"
            del left[opened]  # each paragraph of a long quotation opens anew
            left.append(half)
        elif half.mark in _PAIRS:
            left.append(half)
        elif any(h.mark == _CLOSERS[half.mark] for h in left):
            opened = max(i for i, h in enumerate(left) if h.mark == _CLOSERS[half.mark])
            inside = [h for h in left[opened + 1 :] if h.mark != "“"]
            yield from ((Span(h.at, h.at + 1), _missing(h.mark)) for h in inside)
            del left[opened:]
        elif half.mark == "”" and following == "”":
            yield Span(half.at, half.at + 1), "应是前引号“"
            left.append(_Half("“", half.at, half.paragraph))
        elif not (half.mark == ")" and _NUMBERED.search(draft.shape[max(0, half.at - 6) : half.at])):
            yield Span(half.at, half.at + 1), _missing(half.mark)
