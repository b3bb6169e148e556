"""Percents that must make a hundred, and percents that cannot be."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from jingyan.check.amounts import amount, exact, near, show, step
from jingyan.check.page import FindingStatus, Page, Relation
from jingyan.model.extracts import Figure

_SHARED = re.compile(
    r"(?:分别|各自|按比例|按照?[\u4e00-\u9fff、]{0,10}比例?)(?:由?[\u4e00-\u9fff、]{0,10})?(?:承担|分担|负担|占|出资|配套|拨付)[^%]{0,6}$"
)
_TWO_WHOLES = re.compile(r"分别占[^,。;%\d]{1,20}[和及与、][^,。;%\d]{1,20}$")
"""分别占农户和人口的13%和12%: shares of two wholes."""
_BY_RATIO = re.compile(r"的?比例(?:共同)?(?:分担|承担|负担|配套|出资|分摊)")
_TAKES = re.compile(r"占|承担|分担|负担|比例|分别|出资")
_PAIRS = (("男", "女"), ("城", "乡"), ("公办", "民办"), ("城", "农村"))
_BOUNDED = re.compile(
    r"(?<!毛)(?<!毛入学)(?:入学|巩固|合格|升学|及格|优秀|毕业|参保|覆盖|普及|达标|满意|就业|完好|开齐|参与|到岗|持证|学历合格)(?:率|度)[^,。;%]{0,4}$"
)
_GROWTH = re.compile(r"增|涨|超|完成|提高|提升|倍|同比|毛入学|翻|计划|任务|目标|预算")


def complement(page: Page) -> Iterator[Relation]:
    """Percents of one whole in a sentence: they must make 100 when the text parts a whole in two."""
    for sentence in page.sentences:
        for group in _groups(page, sentence.figures):
            added = sum(amount(f) or 0 for f in group)
            if near(added, 100, _rounding(page, group)) and (
                _must_fill(page, group) or any(_TAKES.search(page.before(f, 30)) for f in group)
            ):
                yield Relation("consistent", _added(group) + "=100%", tuple(f.span for f in group))
            elif added <= 150 and _must_fill(page, group) and all(exact(f) for f in group):
                formula = _added(group) + f"={show(added)}%≠100%"
                status: FindingStatus = "inconsistent" if added > 100 else "suspicious"
                yield Relation(
                    status, formula, tuple(f.span for f in group), f"{_added(group)}={show(added)}%,不是100%"
                )


def _groups(page: Page, figures: Sequence[Figure]) -> Iterator[tuple[Figure, ...]]:
    """Rows of neighbouring percents (at most 24 characters apart), each cut after the value that completes a hundred."""
    row: list[Figure] = []
    for figure in figures:
        usable = figure.unit == "%" and amount(figure) is not None and 0 < (amount(figure) or 0) < 100
        if row and (
            not usable
            or len(page.between(row[-1], figure)) > 24
            or re.search(r"提高|上升|升|增|降|从|由|到", page.between(row[-1], figure))
            or near(sum(amount(f) or 0 for f in row), 100, 0)
        ):
            if len(row) > 1:
                yield tuple(row)
            row = []
        if usable:
            row.append(figure)
    if len(row) > 1:
        yield tuple(row)


def _added(group: Sequence[Figure]) -> str:
    return "+".join(f"{show(amount(f) or 0)}%" for f in group)


def _rounding(page: Page, group: Sequence[Figure]) -> float:
    finest = min(step(page.of(f).replace("%", "")) for f in group)
    return len(group) * finest / 2 if finest < 1 else 0.0


def _must_fill(page: Page, group: Sequence[Figure]) -> bool:
    if len(group) <= 4 and _BY_RATIO.match(page.text, group[-1].span.end) and _row(page, group):
        return True
    if _TWO_WHOLES.search(page.before(group[0], 30)):
        return False
    if len(group) == 2 and _SHARED.search(page.before(group[0], 30)) and len(page.between(*group)) <= 2:
        return True
    names = [re.split(r"[,、;:。%]", page.before(f, 16))[-1] for f in group]
    return len(group) == 2 and any(a in names[0] and b in names[1] and "占" in names[0] for a, b in _PAIRS)


def _row(page: Page, group: Sequence[Figure]) -> bool:
    """True if nothing but 、 and 和 or a short name stands between the percents."""
    return all(len(page.between(a, b)) <= 6 for a, b in pairwise(group))


def out_of_range(page: Page) -> Iterator[Relation]:
    """A rate or a share above 100 %."""
    for sentence in page.sentences:
        for figure in sentence.figures:
            value = amount(figure)
            if figure.unit != "%" or value is None or value <= 100:
                continue
            clause = re.split(r"[,;:。]", page.before(figure, 24))[-1]
            if _GROWTH.search(clause):
                continue
            if _BOUNDED.search(clause) or re.search(r"占[^,。;]{0,14}$", clause):
                yield Relation(
                    "inconsistent",
                    f"{show(value)}%>100%",
                    (figure.span,),
                    f"“{clause.strip()}{page.quote(figure.span)}”超过100%",
                )
