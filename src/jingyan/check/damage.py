"""Masked, damaged and impossible data, and sentences told twice."""

import re
from collections import defaultdict
from collections.abc import Iterator

from jingyan.check.page import Page, Relation
from jingyan.model.extracts import Figure
from jingyan.model.span import Span
from jingyan.zh.dates import MASK, exists

_EMPTY_QUOTES = re.compile(r"“ ?”(?:期间|时期|规划|以来|末|初|工程|计划|行动|活动|理念|目标|原则|模式|的?)")
_VISIBLE = re.compile(r"\d")


def damaged(page: Page) -> Iterator[Relation]:
    """Numbers of which some digits stand and others are lost (35920xx元), cut school years, empty quotation marks."""
    for figure in page.figures:
        if figure.kind == "placeholder" and _is_damaged(page, figure):
            yield Relation(
                "inconsistent", page.quote(figure.span), (figure.span,), f"“{page.quote(figure.span)}”中有数字丢失"
            )
    for match in _EMPTY_QUOTES.finditer(page.text):
        yield Relation(
            "inconsistent", match.group(), (Span(match.start(), match.end()),), f"{match.group()}的引号内没有文字"
        )


def _is_damaged(page: Page, figure: Figure) -> bool:
    written = page.of(figure)
    if figure.value is None and figure.of == "range":
        return True
    return figure.value is None and figure.of not in ("date", "duration") and bool(_VISIBLE.search(written))


def empty_slots(page: Page) -> Iterator[Relation]:
    """Masked numbers and dates of each piece, in one relation a piece."""
    slots: dict[str | None, list[Figure]] = defaultdict(list)
    for figure in page.figures:
        if figure.kind == "placeholder" and not _is_damaged(page, figure):
            slots[figure.piece].append(figure)
    for figures in slots.values():
        shown = "、".join(dict.fromkeys(page.quote(f.span) for f in figures[:5]))
        yield Relation(
            "suspicious",
            f"{len(figures)}处",
            tuple(f.span for f in figures),
            f"本篇有{len(figures)}处数字或日期没有填写(如{shown})",
        )


def impossible_date(page: Page) -> Iterator[Relation]:
    """13月, 2月30日, and ranges that end before they begin."""
    for figure in page.figures:
        ends = figure.value if isinstance(figure.value, tuple) else (figure.value,)
        for end in ends:
            if isinstance(end, str) and not _exists(end):
                yield Relation(
                    "inconsistent", page.quote(figure.span), (figure.span,), f"日期“{page.quote(figure.span)}”不存在"
                )
                break
        else:
            if _backwards(figure):
                yield Relation(
                    "inconsistent", page.quote(figure.span), (figure.span,), f"“{page.quote(figure.span)}”起止颠倒"
                )


def _exists(value: str) -> bool:
    parts = value.split("-")
    if len(parts) < 2 or not re.fullmatch(r"[\dX]{2}", parts[1]):
        return True
    return exists(parts[0], parts[1], parts[2] if len(parts) > 2 else "XX")


def _backwards(figure: Figure) -> bool:
    if figure.kind != "range" or figure.of != "date" or not isinstance(figure.value, tuple):
        return False
    low, high = figure.value
    if isinstance(low, str) and isinstance(high, str):
        if low.startswith("XXXX") and low[5:7] != high[5:7]:
            return False
        return "XX" not in low[5:] and low > high
    return not isinstance(low, str) and not isinstance(high, str) and low > high


_CLAUSE = re.compile(r"[^,。;!?:\n]+")
_MARK = re.compile(r"\s*(?:[(〔][^)〕]{1,3}[)〕]|[一二三四五六七八九十\d]{1,2}[、.])?\s*")
_SHORTEST = 24
"""Clauses of this length that come twice in one piece are no chance (set phrases and names of plans are shorter)."""


def told_twice(page: Page) -> Iterator[Relation]:
    """The same clause or run of clauses twice in one piece."""
    for piece in page.pieces or ():
        if piece.kind == "contents":
            continue
        yield from _twice(page, piece.body.start, piece.body.end)


def _twice(page: Page, begin: int, end: int) -> Iterator[Relation]:
    seen: dict[str, int] = {}
    last: tuple[int, int] | None = None
    for match in _CLAUSE.finditer(page.text, begin, end):
        words = re.sub(r"《[^》]{0,160}》|\s|[(〔].{0,8}[)〕]", "", match.group())
        mark = _MARK.match(match.group())
        at = match.start() + (mark.end() if mark else 0)
        if len(words) < _SHORTEST or _is_mask_only(words):
            continue
        first = seen.setdefault(words, at)
        if first == at:
            continue
        if last and at - last[1] < 200 and first - last[0] < 260:
            last = (first, at)
            continue
        last = (first, at)
        length = match.end() - at
        places = (Span(first, first + length), Span(at, at + length))
        yield Relation(
            "suspicious", match.group().strip()[:24], places, f"“{match.group().strip()[:18]}…”在同一篇中出现两次"
        )


def _is_mask_only(words: str) -> bool:
    return sum(c in MASK for c in words) > len(words) / 2
