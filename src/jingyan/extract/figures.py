"""Figures: every number that states something, with value, unit, exactness, indicator, subject, year and status."""

import re
from collections.abc import Iterable, Iterator, Sequence
from heapq import merge

from jingyan.extract.cells import cell_figures
from jingyan.extract.context import approximate, status, year
from jingyan.extract.documents import document_numbers
from jingyan.extract.flow import Flow
from jingyan.extract.found import Found
from jingyan.extract.indicators import indicator
from jingyan.extract.names import named_zones
from jingyan.extract.pieces import leaf_pieces
from jingyan.extract.quantities import quantity_at
from jingyan.extract.subjects import make_clauses, subject
from jingyan.extract.times import bare_year_at, cut_school_year_at, date_at
from jingyan.model.extracts import Figure
from jingyan.model.span import Span
from jingyan.model.structure import Outline, Piece
from jingyan.zh.dates import MASK

_LEAD = re.compile(
    rf"[\d零〇一二两三四五六七八九十百千万亿半{MASK}□]|第(?= ?[\d一二三四五六七八九十百{MASK}])|某(?=[年月])|(?<![\d单美欧公日百千万亿多余])元(?=月(?:[\d一二三上中下底初份以起至到,、]))|[?](?=\d{{3}}年)|“(?=[{MASK}])"
    rf"|(?:近|约|大约|将近|接近|上|大概)(?= ?[\d一二两三四五六七八九十百千万亿半{MASK}])"
)
_LINE_MARKER = re.compile(
    r"(?m)(?:^|(?<=[。;:!?]))[ ]*(?:\d{1,2}(?:[、)]|\.(?!\d)|\.(?=\d{4}年)|\.(?=\d+(?!米|公里|千米|吨|万|亿|元|平方|亩|公顷|倍|小时|厘米|级|个百分点)[\u4e00-\u9fff]))|[一二三四五六七八九十]{1,3}[、.](?!\d?[一二三四五六七八九十]+[个所名])|[(〔][一二三四五六七八九十\d]{1,3}[)〕]、?|第[一二三四五六七八九十]+[,、:]|第[一二三四五六七八九十]+[章节篇编部分]+|[一二三四五六七八九十]是|[①-⑳])"
)


def find_figures(flow: Flow, outline: Outline, closed: Sequence[Span]) -> tuple[Figure, ...]:
    """All figures in order of position; `closed` are spans of the Source's text in which none may lie (site furniture, contents lists)."""
    text = flow.text
    zones = named_zones(text)
    for span in closed:
        start, end = flow.at(span.start), flow.at(span.end)
        zones[start:end] = b"\x01" * (end - start)
    for match in _LINE_MARKER.finditer(text):
        zones[match.start() : match.end()] = b"\x01" * (match.end() - match.start())
    cells = sorted((cell for cell in cell_figures(flow) if not zones[cell.start]), key=lambda cell: cell.start)
    for cell in cells:
        zones[cell.start : cell.end] = b"\x01" * (cell.end - cell.start)
    founds = merge(scan(text, zones), cells, key=lambda found: found.start)
    return tuple(_figures(flow, outline, leaf_pieces(outline), founds))


def _figures(flow: Flow, outline: Outline, pieces: Sequence[Piece], founds: Iterable[Found]) -> Iterator[Figure]:
    text = flow.text
    clauses = make_clauses(text, [flow.at(p.span.start) for p in pieces])
    index = 0
    measured: str | None = None
    last = -1
    for found in founds:
        span = flow.span(found.start, found.end)
        while index < len(pieces) and pieces[index].span.end <= span.start:
            index += 1
        piece = pieces[index] if index < len(pieces) and pieces[index].span.start <= span.start else None
        who = subject(text, clauses, found) or (piece.organisation if piece else None)
        named = indicator(text, found)
        if named is None and last >= 0 and found.start - last <= 4 and "\n" not in text[last : found.start]:
            named = measured  # 免借读费300人,15万元: both numbers measure what is named once
        measured, last = named, found.end
        yield Figure(
            source=outline.source,
            piece=piece.label if piece else None,
            span=span,
            kind=found.kind,
            value=found.value,
            unit=found.unit,
            of=found.of,
            approximate=approximate(text, found),
            indicator=named,
            subject=who,
            year=year(text, found),
            status=status(text, found),
        )


def scan(text: str, zones: bytearray) -> Iterator[Found]:
    """The figures of one-shape `text` in order, without context; none begins where `zones` is 1."""
    documents = {d.start: d for d in document_numbers(text)}
    starts = sorted(documents)
    position = 0
    cursor = 0
    while match := _LEAD.search(text, position):
        at = match.start()
        while cursor < len(starts) and starts[cursor] < position:
            cursor += 1
        if cursor < len(starts) and starts[cursor] <= at:
            document = documents[starts[cursor]]
            if not zones[document.start]:
                yield Found(document.start, document.end, "doc_number", document.number, "号")
            position = document.end
            continue
        if zones[at]:
            position = at + 1
            continue
        founds = _at(text, at, zones)
        if founds:
            founds = tuple(f for f in founds if not zones[f.end - 1] or not any(zones[f.start : f.end]))
        if not founds:
            position = _past(text, at, founds is not None)
            continue
        yield from founds
        position = max(f.end for f in founds)


def _at(text: str, at: int, zones: bytearray) -> tuple[Found, ...] | None:
    before = text[at - 1 : at]
    inside = before.isdigit() or (before == "." and text[at - 2 : at - 1].isdigit())
    if text[at].isdigit() and inside and not zones[at - 1]:
        return None
    if text[at] in "xX" and before.isascii() and before.isalnum():
        return None
    if before and before in "几数" and text[at] in "十百千万":
        return ()
    if before == "每" and _per(text, at):
        return ()
    founds = date_at(text, at) or cut_school_year_at(text, at) or quantity_at(text, at)
    return founds or bare_year_at(text, at) or founds


def _per(text: str, at: int) -> bool:
    """每百名, 每万人: the denominator of a rate, no count; 每半月, 每两周 stay."""
    match = re.match(r"(?:\d+|[一二两三四五六七八九十百千万]+|半)(?:个)?(.)", text[at : at + 12])
    return not (match and match.group(1) in "年月周天日学小")


_NTH = re.compile(r"第 ?(?:\d+|[零一二两三四五六七八九十百]+)?")
_RUN = re.compile(r"[\d.,]+[十百千万亿]*|[零〇一二两三四五六七八九十百千万亿]+|[xX×*_○]+|.", re.DOTALL)


def _past(text: str, at: int, refused: bool) -> int:
    """Where to look on after a place where no figure begins: behind the whole numeral, so that its tail is not read as a number."""
    if not refused and text[at] in "第近约上大将接“":
        return at + 1
    match = _RUN.match(text, at)
    if text[at] == "第":
        match = _NTH.match(text, at)
    return match.end() if match else at + 1
