"""Sentences of a text as spans; knows marks, quotes and brackets, nothing of meaning."""

import re
from bisect import bisect_right

from jingyan.model.span import Span

# A bracket or quotation longer than this holds sentences of its own.
LONGEST_BRACKET = 200

_OPEN, _CLOSE = "“‘《(（「『【[〔", "”’》)）」』】]〕"
_PAIRS = dict(zip(_CLOSE, _OPEN, strict=True))
_EVENT = re.compile(r"[。！？!?…“‘《(（「『【\[〔”’》)）」』】\]〕\r\n]|:(?=\s*[\r\n])|：(?=\s*[\r\n])")
_AFTER = re.compile(r"[。！？!?…”’》)）」』】\]〕]*")
_BREAK = re.compile(r"\s*[\r\n]\s*")


def sentences(reading: str, span: Span, joins: tuple[Span, ...] = ()) -> tuple[Span, ...]:
    """The sentences inside `span` in order, without outer white space; together they hold every character that is no blank.

    They end at 。！？!?… with the closing marks after it and at line breaks that are no `joins`; not inside brackets or quotes of up to 200
    characters that close on their line.
    """
    inner = sorted(joins)
    found: list[Span] = []
    start, at = span.start, span.start
    while match := _EVENT.search(reading, at, span.end):
        char, at = match.group(), match.end()
        if char in _OPEN:
            at = _skip(reading, match.start(), span.end)
        elif char in "\r\n":
            at_join = bisect_right(inner, Span(match.start(), span.end))
            if not at_join or match.start() >= inner[at_join - 1].end:
                start = _add(reading, found, start, match.start())
        elif char not in _CLOSE:
            after = _AFTER.match(reading, at, span.end)
            at = after.end() if after else at
            start = _add(reading, found, start, at)
    _add(reading, found, start, span.end)
    return tuple(found)


def _skip(reading: str, opening: int, limit: int) -> int:
    """The place after the bracket that opens at `opening`, or right after the opening mark when it is too long or never closes on its line."""
    close = _CLOSE[_OPEN.index(reading[opening])]
    end = reading.find(close, opening + 1, min(limit, opening + LONGEST_BRACKET + 2))
    if end < 0 or "\n" in reading[opening:end]:
        return opening + 1
    inner = reading[opening + 1 : end]
    if len(re.findall(r"[。！？]", inner)) > 1 or (
        inner[-1:] in "。！？" and reading[end + 1 : end + 2] not in ",，、;；。"
    ):
        return opening + 1
    return end + 1


def _add(reading: str, found: list[Span], start: int, end: int) -> int:
    text = reading[start:end]
    stripped = text.strip()
    if stripped:
        begin = start + len(text) - len(text.lstrip())
        found.append(Span(begin, begin + len(stripped)))
    return end
