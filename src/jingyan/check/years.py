"""Years: periods whose length is told wrongly, school years, steps told in a wrong order, plans that begin after they end."""

import re
from collections.abc import Iterator
from itertools import pairwise

from jingyan.check.page import FindingStatus, Page, Relation
from jingyan.model.span import Span
from jingyan.zh.numerals import parse_numeral

_YEAR = r"(?:19|20)\d\d"
_N = r"[一二两三四五六七八九十\d]{1,2}"
_PERIOD = re.compile(
    rf"(?P<first>{_YEAR})年?(?:-|—|–|~|至|到)+(?P<last>{_YEAR})年?(?P<gap>[,(]?(?:这|的|共|,)?)(?P<count>{_N})(?:个)?年(?P<tail>来|间|中|里|内|时间|期间|累计|共|,)"
)
_LENGTH = re.compile(
    rf"(?:近|这|最近|过去|前)?(?P<count>{_N})年(?:来|间|行动计划|规划|计划|建设规划|时间)?\((?P<first>{_YEAR})年?(?:-|—|–|~|至|到)+(?P<last>{_YEAR})年?\)"
)
_SCHOOL = re.compile(rf"(?<!\d)(?P<first>{_YEAR})年?(?:-|—|–|~|至|到)+(?P<last>{_YEAR})学年(?!度?(?:间|来|期间))")


def period(page: Page) -> Iterator[Relation]:
    """2011—2015年三年来: the number of years against the first and the last one (both ends counted or not)."""
    for shape in (_PERIOD, _LENGTH):
        for match in shape.finditer(page.text):
            first, last = int(match["first"]), int(match["last"])
            count = _number(match["count"])
            if count is None or not 0 < last - first <= 30:
                continue
            places = (_places(match, "first", "last"), Span(match.start("count"), match.end("count") + 1))
            formula = f"{first}-{last}年:{last - first + 1}年"
            if count in (last - first, last - first + 1):
                yield Relation("consistent", formula, places)
            elif count >= 2:
                yield Relation(
                    "inconsistent",
                    f"{formula}≠{count}年",
                    places,
                    f"{first}年到{last}年是{last - first + 1}年,文中写“{match['count']}年”",
                )


def school_year(page: Page) -> Iterator[Relation]:
    """2013—2015学年: a school year begins in one year and ends in the next."""
    for match in _SCHOOL.finditer(page.text):
        first, last = int(match["first"]), int(match["last"])
        if last - first == 1:
            continue
        place = Span(match.start(), match.end())
        status: FindingStatus = "inconsistent" if last <= first else "suspicious"
        words = page.quote(place)
        yield Relation(status, words, (place,), f"一个学年只跨两年,“{words}”应写明是哪几个学年")


def _number(words: str) -> int | None:
    value = parse_numeral(words)
    return int(value) if value is not None else None


def _places(match: re.Match[str], first: str, last: str) -> Span:
    return Span(match.start(first), match.end(last))


_CHAIN = re.compile(r"先后于|先后在|依次|相继于|相继在")


def order(page: Page) -> Iterator[Relation]:
    """先后于2018年…、2016年…: years behind 先后 or 依次 must not run backwards."""
    for match in _CHAIN.finditer(page.text):
        end = re.compile(r"[。;!?\n]").search(page.text, match.end())
        clause = page.text[match.end() : end.start() if end else len(page.text)][:160]
        years = list(re.finditer(rf"({_YEAR})年?(?=[^\d\-—~至到]|$)", clause))
        for left, right in pairwise(years):
            if int(right.group(1)) < int(left.group(1)):
                places = (
                    Span(match.end() + left.start(), match.end() + left.end()),
                    Span(match.end() + right.start(), match.end() + right.end()),
                )
                yield Relation(
                    "suspicious",
                    f"{left.group(1)}>{right.group(1)}",
                    places,
                    f"“{page.quote(Span(match.start(), match.end()))}”后面{left.group(1)}年写在{right.group(1)}年前面",
                )
                break
