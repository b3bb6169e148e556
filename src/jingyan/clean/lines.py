"""Rules about whole lines: site furniture, adverts, credits, lines told twice, broken lines."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from jingyan.clean.draft import IS_HAN, Draft, Line, by_rows
from jingyan.model.cleaning import Edit
from jingyan.model.span import Span

# Kinds of boilerplate that have a rule of their own, and those that are only reported.
_OWN = frozenset(("pinyin", "noise_char", "inline_ad", "credits", "repeated_title"))
_REPORTED = frozenset(("hole",))
# A title repeated under itself stands within so many lines, an organisation line may lie between; any other line told twice has so many Han characters.
TITLE_LINES, LONG_ENOUGH = 4, 5
_LETTER = re.compile("[A-Za-z0-9]")
_BLANKS = " \t\u00a0\u3000"
# What begins a paragraph though it looks like the middle of a sentence: a mark of a list or an indent that a website damaged (clean/misread.py).
_DAMAGED_START = re.compile(r"。\d{1,2}[)）]|[?？]{4}")


def furniture(draft: Draft) -> Iterator[Edit]:
    """Everything segmentation took for a site's furniture; whole lines go with their line end."""
    for item in draft.outline.boilerplate:
        if item.kind not in _OWN | _REPORTED:
            yield _whole(draft, "furniture", item.span)


def inline_advert(draft: Draft) -> Iterator[Edit]:
    """Adverts inside a line or word: 转(请你关注:)化."""
    yield from by_rows(draft, "inline_advert")
    yield from _kind(draft, "inline_advert", "inline_ad")


def credits(draft: Draft) -> Iterator[Edit]:  # noqa: A001 - the word for 撰稿、审校 lines
    """Who wrote, edited and checked a page: no part of the text; the Edit keeps it."""
    titles = draft.titles
    for edit in (*by_rows(draft, "credits"), *_kind(draft, "credits", "credits")):
        if not any(edit.span.overlap(title) for title in titles):
            yield edit


def doubled_title(draft: Draft) -> Iterator[Edit]:
    """Title lines told again under the title, then the organisation's, and those that segmentation found at the foot or before the mark."""
    yield from _kind(draft, "doubled_title", "repeated_title")
    lines = draft.lines
    for piece in draft.outline.pieces:
        if piece.title_span is None:
            continue
        title = _bare(piece.title_span, draft)
        organisation = _bare(piece.organisation_span, draft)
        first = bisect_left(lines, piece.body.start, key=lambda line: line.start)
        leading = True  # behind the first line of text an organisation's name is no repetition
        for line in lines[first : first + TITLE_LINES]:
            again = bool(line.bare) and (line.bare == title or (leading and line.bare == organisation))
            leading = leading and again
            if again and line.start < piece.span.end and not _protected(draft, line):
                yield draft.edit("doubled_title", line.span.start, line.span.end)


def doubled_line(draft: Draft) -> Iterator[Edit]:
    """A line that only repeats the one before it."""
    last: Line | None = None
    for line in draft.lines:
        same = last is not None and not line.in_table and last.text == line.text
        if same and len(IS_HAN.findall(line.text)) >= LONG_ENOUGH and not _protected(draft, line):
            yield draft.edit("doubled_line", line.span.start, line.span.end)
        last = line


def joined_line(draft: Draft) -> Iterator[Edit]:
    """Line breaks inside a sentence; between two Latin words a blank takes their place."""
    text = draft.source.text
    for join in draft.outline.joins:
        latin = _LETTER.match(text[join.start - 1 : join.start]) and _LETTER.match(text, join.end)
        if len(join) and not _DAMAGED_START.match(text, join.end):
            yield draft.edit("joined_line", join.start, join.end, " " if latin else "")


def _kind(draft: Draft, rule: str, kind: str) -> Iterator[Edit]:
    for item in draft.outline.boilerplate:
        if item.kind == kind:
            yield _whole(draft, rule, item.span)


def _whole(draft: Draft, rule: str, span: Span) -> Edit:
    """The edit that removes `span`; if nothing else stands on its lines, with their outer blanks and the line end."""
    text = draft.source.text
    start, end = span.start, span.end
    while start and text[start - 1] in _BLANKS:
        start -= 1
    while end < len(text) and text[end] in _BLANKS:
        end += 1
    alone = (start == 0 or text[start - 1] in "\r\n") and (end == len(text) or text[end] in "\r\n")
    if not alone:
        return draft.edit(rule, span.start, span.end)
    end += 2 if text[end : end + 2] == "\r\n" else 1 if end < len(text) else 0
    return draft.edit(rule, start, end)


def _bare(span: Span | None, draft: Draft) -> str:
    return "".join(c for c in span.of(draft.reading) if c.isalnum()) if span else ""


def _protected(draft: Draft, line: Line) -> bool:
    return any(line.span.overlap(title) for title in draft.titles)
