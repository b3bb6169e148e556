"""Counts of what is named beside them, told only where they hold: （A、B） behind 2间, A、B等4场, “五有”(有A、有B…), 10个 and ten names with numbers."""

import re
from collections.abc import Iterator

from jingyan.check.amounts import amount
from jingyan.check.page import Page, Relation
from jingyan.model.extracts import Figure
from jingyan.model.span import Span

_NUMERALS = " 一二三四五六七八九十"
_SEVERAL = re.compile(
    r"(?P<list>[\u4e00-\u9fff“”《》]{2,16}(?:、[\u4e00-\u9fff“”《》]{2,16}){2,9}?)等[\u4e00-\u9fff]{0,6}$"
)
_IN_BRACKETS = re.compile(r"[\u4e00-\u9fff]{0,6}\((?P<list>[\u4e00-\u9fff]{1,12}(?:、[\u4e00-\u9fff]{1,12}){1,9})\)")
_SLOGAN_IN_BRACKETS = re.compile(
    r"“(?P<n>[两二三四五六七八九十])(?P<what>个?[\u4e00-\u9fff]{1,4})”\((?P<list>[^()“”。;\n\d]{2,16}(?:、[^()“”。;\n\d]{2,16}){1,9})\)"
)
_TWO = re.compile(
    r"(?P<list>[\u4e00-\u9fff]{2,8}[和与及][\u4e00-\u9fff]{3,8}?)(?P<n>两)(?P<what>(?:大|个|项|类|种)(?:[\u4e00-\u9fff]{2}))"
)
_PLACES_BEFORE = re.compile(
    r"(?P<list>[\u4e00-\u9fff]{2,4}(?:、[\u4e00-\u9fff]{2,4}){1,9}?)(?P<n>\d{1,2})(?P<what>[镇乡村县区]\b|[镇乡村县区](?=[,。;、]))"
)
_THAT_IS = re.compile(r"[\u4e00-\u9fff]{0,6},?(?:即|分别是|分别为):?(?P<list>[^。\n]{10,200})。")


def named(page: Page) -> Iterator[Relation]:
    """Every count that the names beside it confirm."""
    for match in _SLOGAN_IN_BRACKETS.finditer(page.text):
        yield from _holds(page, match, _value(match["n"]))
    for match in _TWO.finditer(page.text):
        if not re.search(r"[和与及对向在把将]", match["list"][:-1].replace("和", "", 1)[4:]):
            yield from _holds(page, match, 2, items=2)
    for match in _PLACES_BEFORE.finditer(page.text):
        yield from _holds(page, match, int(match["n"]))
    for sentence in page.sentences:
        for figure in sentence.figures:
            value = amount(figure)
            if figure.kind != "count" or value is None or not 2 <= value <= 20 or value != int(value):
                continue
            yield from _around(page, figure, int(value))
            yield from _told_with_numbers(page, figure, int(value))


def _value(numeral: str) -> int:
    return 2 if numeral == "两" else _NUMERALS.index(numeral)


def _holds(page: Page, match: re.Match[str], stated: int, items: int = 0) -> Iterator[Relation]:
    if (items or match["list"].count("、") + 1) == stated:
        place = Span(match.start("n"), match.end("what"))
        places = (Span(*match.span("list")), place)
        yield Relation("consistent", f"列举{stated}个,文中写“{page.quote(place)}”", places)


def _around(page: Page, figure: Figure, stated: int) -> Iterator[Relation]:
    """讲座4场 behind A、B、C、D等; 2间 before (A、B)."""
    start = max(0, figure.span.start - 120)
    before = _SEVERAL.search(page.text, start, figure.span.start) if "等" in page.before(figure, 8) else None
    behind = _IN_BRACKETS.match(page.text, figure.span.end)
    for match in (before, behind):
        if match and match["list"].count("、") + 1 == stated:
            formula = f"列举{stated}个,文中写“{page.said(figure)}”"
            yield Relation("consistent", formula, (Span(*match.span("list")), figure.span))


_NAMES = re.compile(r"[^。;\n]{0,12}[,。]\s?其中:")
_WITH_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{1,16}(?:\([^()\d]{1,8}\)[\u4e00-\u9fff]{0,10})?\d+(?:\.\d+)?[万]?[\u4e00-\u9fff]{1,2}(?:\([^()]{0,80}\))?[,、;]?"
)


def _told_with_numbers(page: Page, figure: Figure, stated: int) -> Iterator[Relation]:
    """民族10个,8702人。其中:甲族8543人,…; 任务二个,即甲1120人(…),乙82人(…): as many names with numbers as counted."""
    opens = _NAMES.match(page.text, figure.span.end)
    listed = None if opens else _THAT_IS.match(page.text, figure.span.end)
    begin = opens.end() if opens else listed.start("list") if listed else -1
    if begin < 0:
        return
    at, count = begin, 0
    while match := _WITH_NUMBER.match(page.text, at):
        at, count = match.end(), count + 1
    if page.text[at : at + 1] == "。" and count == stated:
        formula = f"列举{stated}个,文中写“{page.said(figure)}”"
        yield Relation("consistent", formula, (figure.span, Span(begin, at)))
    elif listed and page.text[at : at + 1] == "。" and 2 <= count < stated <= count + 2:
        detail = f"后面列举了{count}个,文中写“{page.said(figure)}”"
        yield Relation("suspicious", f"列举{count}个≠“{page.said(figure)}”", (figure.span, Span(begin, at)), detail)
