"""Lists that are paired by order (分别为…): shares and growth of each year against the amounts listed before them."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from jingyan.check.amounts import amount, near, show, step, told
from jingyan.check.page import Page, Relation
from jingyan.model.extracts import Figure
from jingyan.model.span import Span

_BETWEEN = re.compile(r"[、,和及与 ]|以及")
_GROWTH = re.compile(r"增长|增加|提高|上升|增幅")
_SHARE = re.compile(r"占|比例|比重|计划|任务|目标|率")
_BACK = 600
"""Characters within which lists belong together."""


def respectively(page: Page) -> Iterator[Relation]:
    """总额分别为A、B、C,…占比分别为p、q、r: each percent against the amounts in its place; one that fails where the others fit is a doubt."""
    yield from _mixed(page)
    lists = [row for sentence in page.sentences for row in _lists(page, sentence.figures)]
    for index, percents in enumerate(lists):
        if percents[0].unit != "%":
            continue
        start = percents[0].span.start
        earlier = [r for r in lists[:index] if r[0].unit != "%" and r[0].span.start > start - _BACK]
        amounts = [
            r
            for r in earlier
            if len(r) == len(percents) and page.piece_of(r[0].span) == page.piece_of(percents[0].span)
        ]
        words = re.split(r"[。;]", page.before(percents[0], 40))[-1].split("%")[-1]
        found = _growth(page, amounts, percents) if _GROWTH.search(words) else ()
        if not found and _SHARE.search(words):
            found = _shares(page, amounts, percents)
        yield from found


def _lists(page: Page, figures: Sequence[Figure]) -> Iterator[tuple[Figure, ...]]:
    """Runs of two and more figures of one unit with nothing but 、 and 和 between them."""
    run: list[Figure] = []
    for figure in figures:
        joined = run and figure.unit == run[0].unit and _BETWEEN.fullmatch(page.between(run[-1], figure))
        if not joined:
            if len(run) > 1:
                yield tuple(run)
            run = []
        if amount(figure):
            run.append(figure)
    if len(run) > 1:
        yield tuple(run)


def _mixed(page: Page) -> Iterator[Relation]:
    """计划加固水库5座、治理河流5公里;完成水库5座、河流7公里,分别为计划的100%、140%: results in several units against the plan in the same order."""
    for sentence in page.sentences:
        for percents in _lists(page, sentence.figures):
            first = sentence.figures.index(percents[0])
            count = len(percents)
            done = sentence.figures[max(0, first - count) : first]
            words = page.between(done[-1], percents[0]) if done else ""
            if percents[0].unit != "%" or len(done) < count or not re.search(r"分别[^,。;]*(?:计划|任务|目标)", words):
                continue
            if len({f.unit for f in done}) < 2 or any(f.unit == "%" for f in done):
                continue
            line = Span(max(0, done[0].span.start - _BACK), done[0].span.start)
            plan = _in_order([f for f in page.inside(line) if amount(f)], done)
            if plan is None:
                continue
            rows = list(zip(done, plan, percents, strict=True))
            yield from _judged(page, rows, lambda top, base: top / base * 100, "{0}÷{1}")


def _in_order(earlier: Sequence[Figure], done: Sequence[Figure]) -> tuple[Figure, ...] | None:
    """The last figures of `earlier` that have the units of `done` in its order; None if there are none."""
    plan: list[Figure] = []
    rest = list(earlier)
    for figure in reversed(done):
        while rest and rest[-1].unit != figure.unit:
            rest.pop()
        if not rest:
            return None
        plan.append(rest.pop())
    return tuple(reversed(plan))


def _shares(page: Page, amounts: Sequence[Sequence[Figure]], percents: Sequence[Figure]) -> tuple[Relation, ...]:
    for part in amounts[::-1]:
        for whole in amounts:
            if whole is part or whole[0].unit != part[0].unit:
                continue
            rows = [(p, w, r) for p, w, r in zip(part, whole, percents, strict=True)]
            if found := _judged(page, rows, lambda top, base: top / base * 100, "{0}÷{1}"):
                return found
    return ()


def _growth(page: Page, amounts: Sequence[Sequence[Figure]], percents: Sequence[Figure]) -> tuple[Relation, ...]:
    for row in amounts[::-1]:
        rows = [(later, earlier, r) for (earlier, later), r in zip(pairwise(row), percents[1:], strict=True)]
        if found := _judged(page, rows, lambda now, was: (now - was) / was * 100, "({0}-{1})÷{1}"):
            return found
    return ()


def _judged(
    page: Page,
    rows: Sequence[tuple[Figure, Figure, Figure]],
    value: Callable[[float, float], float],
    shape: str,
) -> tuple[Relation, ...]:
    """All relations if at least half of them hold, none else: lists that were not made from one another seldom fit."""
    found: list[Relation] = []
    for one, other, percent in rows:
        a, b, stated = (amount(f) or 0.0 for f in (one, other, percent))
        result, formula = value(a, b), shape.format(show(a, page.of(one)), show(b, page.of(other)))
        places = (one.span, other.span, percent.span)
        right = near(result, stated, step(page.of(percent).replace("%", "")))
        if right:
            equal = told(result, stated, page.of(percent), "%")
            found.append(Relation("consistent", f"{formula}{equal}", places))
        else:
            shown = f"{formula}≈{show(round(result, 1))}%"
            found.append(
                Relation("suspicious", f"{shown}≠{show(stated)}%", places, f"{shown},文中写{page.said(percent)}")
            )
    held = sum(r.status == "consistent" for r in found)
    return tuple(found) if held and held * 2 >= len(found) else ()
