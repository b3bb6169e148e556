"""Source → Outline: puts the steps of this room together; each step lives in its own module."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace

from jingyan.model.problem import Problem
from jingyan.model.source import Source
from jingyan.model.span import Span
from jingyan.model.structure import Boilerplate, Contents, Heading, Outline, Piece
from jingyan.segment.contents import find_contents
from jingyan.segment.contents_checks import check_contents
from jingyan.segment.furniture import Found, furniture
from jingyan.segment.glued import stamped, unglued
from jingyan.segment.headings import find_headings
from jingyan.segment.joining import joins, unquoted
from jingyan.segment.lines import Line, half, lines_of
from jingyan.segment.marks import mark_of
from jingyan.segment.pieces import find_pieces
from jingyan.zh.words import Segmenter

# Furniture of printed pages that may stand in the middle of a sentence.
HOLES = frozenset(("page_number", "page_header", "page_footer", "inline_ad", "print_head", "print_foot"))


@dataclass(frozen=True, slots=True)
class SegmentSettings:
    """`split` = False takes every source as one piece; `cutter` replaces the word segmenter used at broken lines."""

    split: bool = True
    cutter: Segmenter | None = None


def segment(
    source: Source, reading: str, settings: SegmentSettings = SegmentSettings()
) -> tuple[Outline, tuple[Problem, ...]]:
    """The structure of `source`; `reading` is its text in simplified characters, of the same length.

    Every character that is no blank lies in exactly one top-level piece or in boilerplate (noise and adverts may lie inside a piece).
    """
    own, reading = reading, half(reading)
    lines = unglued(lines_of(reading, source.blocks))
    site = _with_stamps(
        tuple(
            item for item in furniture(reading, lines) if item.rule != "line-model" or not _is_mark(lines, item.line)
        ),
        lines,
    )
    layout, problems = find_pieces(source, reading, lines, site, split=settings.split)
    pieces = layout.pieces
    contents: list[Contents] = []
    headings: list[Heading] = []
    items: list[Heading] = []
    breaks: list[Span] = []
    holes = tuple(sorted(item.span for item in site if item.kind in HOLES))
    for piece in pieces:
        if piece.kind == "collection":
            continue
        found = find_contents(source.path, own, piece.span, piece.label)
        contents += found
        body = unquoted(_body_lines(piece, lines, site, found))
        broken = joins(body, reading, settings.cutter, holes)
        breaks += [span for _, span in broken]
        joined = frozenset(i for i, _ in broken)
        heads, sentences = find_headings(source.path, piece.label, reading, body, joined)
        headings += _as_written(heads, source.text)
        items += _as_written(sentences, source.text)
    boilerplate = tuple(
        Boilerplate(source.path, item.span, item.kind, item.rule, soft) for item, soft in layout.boilerplate
    )
    outline = Outline(source.path, pieces, tuple(headings), boilerplate, tuple(contents), tuple(breaks), tuple(items))
    return outline, (*problems, *(problem for found in contents for problem in check_contents(found, reading)))


def _with_stamps(site: tuple[Found, ...], lines: tuple[Line, ...]) -> tuple[Found, ...]:
    """The furniture with the stamps in front of a page's title."""
    stamps = [line for line in stamped(lines) if not any(item.span.overlap(line.span) for item in site)]
    if not stamps:
        return site
    found = (Found(line.span, "site_notice", "stamp", line.index) for line in stamps)
    return tuple(sorted((*site, *found), key=lambda item: item.span))


def _as_written(heads: tuple[Heading, ...], text: str) -> list[Heading]:
    """The headings with their markers in the source's own characters."""
    return [replace(head, marker=text[head.span.start : head.title_span.start].strip()) for head in heads]


def _is_mark(lines: tuple[Line, ...], index: int | None) -> bool:
    """True for a line that starts a piece by its own words, or holds an equation: what was only learnt from examples does not outweigh it."""
    if index is None:
        return False
    block = lines[index].block
    return mark_of(lines[index]) is not None or (block is not None and bool(block.formulas))


def _body_lines(
    piece: Piece, lines: tuple[Line, ...], site: tuple[Found, ...], contents: tuple[Contents, ...]
) -> tuple[Line, ...]:
    """The lines of a piece's body that are neither boilerplate nor part of a contents list; a line that shares the mark's begins at the body."""
    body = piece.body
    out = [item.span for item in site if item.line is not None and item.span.overlap(body)]
    out += [found.span for found in contents]
    first = bisect_right(lines, body.start, key=lambda line: line.span.end)
    last = bisect_left(lines, body.end, key=lambda line: line.span.start)
    inside = (_from(line, body.start) for line in lines[first:last])
    return tuple(line for line in inside if not any(span.overlap(line.span) for span in out))


def _from(line: Line, start: int) -> Line:
    """The line without what stands before `start`."""
    if line.span.start >= start:
        return line
    return replace(line, span=Span(start, line.span.end), text=line.text[start - line.span.start :])
