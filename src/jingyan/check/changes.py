"""From A to B: the stated difference or growth against both values, and points against percent."""

import re
from collections.abc import Iterator
from itertools import pairwise

from jingyan.check.amounts import amount, exact, near, same_unit, show, step, told
from jingyan.check.page import Page, Relation, verdict
from jingyan.model.extracts import Figure
from jingyan.model.span import Span

_UP = r"增加|提高|增长|上升|提升|扩大|增|升|扩充|攀升|提"
_DOWN = r"减少|下降|降低|缩小|缩减|压缩|减|降|回落"
_TO = re.compile(rf"(?P<up>{_UP})|(?P<down>{_DOWN})")
_FROM = re.compile(r"(?:由|从)[^。;!?\n]{0,40}$")
_REACHES = re.compile(rf"(?:{_UP}|{_DOWN})(?:到|至|为|到了|成)[^,。;]{{0,16}}$")
_BY = re.compile(rf"(?:{_UP}|{_DOWN}|净增|增幅|降幅|涨幅|增长率)(?:了|为|达|达到|幅度(?:为|达)?|共|约)?[:]?$")
_RATE_WORD = re.compile(
    r"(?:率|比例|比重|占比|覆盖面|百分比)(?:[^,。;]{0,6})(?:提高|上升|提升|增加|增长|下降|降低|减少)了?$"
)


def from_to(page: Page) -> Iterator[Relation]:
    """由A增加到B,增加D (or 增长P%): the stated change against both values."""
    for sentence in page.sentences:
        figures = [f for f in sentence.figures if amount(f) is not None and f.kind != "duration"]
        for a, b, d in zip(figures, figures[1:], figures[2:], strict=False):
            if not same_unit(a, b) or not _is_change(page, a, b, d):
                continue
            rises = (amount(b) or 0) >= (amount(a) or 0)
            if all(exact(f) for f in (a, b, d)) and not _wrong_way(page, a, b, rises=rises):
                yield from _judge(page, a, b, d)


def _is_change(page: Page, a: Figure, b: Figure, d: Figure) -> bool:
    gap = page.between(a, b)
    if not _FROM.search(page.before(a, 44)) or len(gap) > 30 or not _REACHES.search(gap):
        return False
    after = page.between(b, d)
    return len(after) <= 16 and bool(_BY.search(after)) and "其中" not in after


def _minus(low: float, high: float) -> str:
    """The difference as a formula, the greater number first."""
    return f"{show(max(low, high))}-{show(min(low, high))}={show(abs(high - low))}"


def _points_apart(low: float, high: float) -> str:
    return f"{show(max(low, high))}%-{show(min(low, high))}%={show(abs(high - low))}个百分点"


def _judge(page: Page, a: Figure, b: Figure, d: Figure) -> Iterator[Relation]:
    relation = _judged(page, a, b, d)
    if relation:
        yield relation


def _judged(page: Page, a: Figure, b: Figure, d: Figure) -> Relation | None:
    low, high, stated = amount(a) or 0.0, amount(b) or 0.0, amount(d) or 0.0
    change = abs(high - low)
    places = (a.span, b.span, d.span)
    tolerance = step(page.of(d)) / 2
    unit = d.unit or ""
    if a.unit == "%":
        return _points(page, a, b, d, tolerance)
    if d.unit == "%":
        growth = change / low * 100 if low else 0.0
        if near(growth, stated, tolerance):
            return Relation("consistent", _growth(page, low, high, d), places)
        return Relation(
            "inconsistent",
            f"|{show(high)}-{show(low)}|÷{show(low)}={show(round(growth, 2))}%≠{show(stated)}%",
            places,
            f"按前后两个数计算,变化幅度是{growth:.1f}%,文中写{show(stated)}%",
        )
    if d.unit == "倍":
        times = round(high / low, 2) if low else 0.0
        status = verdict(right=near(times - 1, stated, tolerance) or near(times, stated, tolerance))
        return Relation(
            status,
            f"{show(high)}÷{show(low)}≈{show(times)}倍",
            places,
            f"后一个数是前一个数的{show(times)}倍,文中写{show(stated)}倍",
        )
    if not same_unit(a, d):
        return None
    coarse = max(step(page.of(f)) for f in (a, b, d))
    if near(change, stated, coarse / 2 if coarse != min(step(page.of(f)) for f in (a, b)) else 0.0):
        return Relation("consistent", f"{_minus(low, high)}{unit}", places)
    return Relation(
        "inconsistent",
        f"|{show(high)}-{show(low)}|={show(change)}≠{show(stated)}{unit}",
        places,
        f"前后两个数相差{show(change)}{unit},文中写{show(stated)}{unit}",
    )


def _wrong_way(page: Page, a: Figure, b: Figure, *, rises: bool) -> str:
    verb = _TO.search(page.between(a, b))
    if not verb or amount(a) == amount(b):
        return ""
    if verb["up"] and not rises:
        return f"文中写“{verb['up']}”,但后一个数比前一个数小"
    if verb["down"] and rises:
        return f"文中写“{verb['down']}”,但后一个数比前一个数大"
    return ""


def _growth(page: Page, low: float, high: float, d: Figure) -> str:
    growth = told(abs(high - low) / low * 100, amount(d) or 0.0, page.of(d), "%")
    return f"({show(max(low, high))}-{show(min(low, high))})÷{show(low)}{growth}"


def _points(page: Page, a: Figure, b: Figure, d: Figure, tolerance: float) -> Relation:
    places: tuple[Span, ...] = (a.span, b.span, d.span)
    low, high, stated = amount(a) or 0.0, amount(b) or 0.0, amount(d) or 0.0
    points = abs(high - low)
    growth = points / low * 100 if low else 0.0
    formula = _points_apart(low, high)
    if d.unit == "个百分点":
        status = verdict(right=near(points, stated, tolerance))
        return Relation(status, formula, places, f"前后相差{show(points)}个百分点,文中写{show(stated)}个百分点")
    if near(points, stated, tolerance) and not near(growth, stated, tolerance):
        return Relation("suspicious", formula, places, f"两个比率相差{show(points)}个百分点,文中写成{show(stated)}%")
    if near(growth, stated, tolerance):
        return Relation("consistent", _growth(page, low, high, d), places)
    return Relation("inconsistent", formula, places, f"两个比率相差{show(points)}个百分点,文中写{show(stated)}%")


def direction(page: Page) -> Iterator[Relation]:
    """由A增加到B: the verb must fit the direction."""
    for sentence in page.sentences:
        figures = [f for f in sentence.figures if amount(f) is not None and f.kind != "duration"]
        for a, b in pairwise(figures):
            gap = page.between(a, b)
            if (
                not same_unit(a, b)
                or a.unit != b.unit
                or len(gap) > 30
                or not _REACHES.search(gap)
                or not _FROM.search(page.before(a, 44))
            ):
                continue
            wrong = _wrong_way(page, a, b, rises=(amount(b) or 0) >= (amount(a) or 0))
            if wrong and exact(a) and exact(b):
                yield Relation("inconsistent", f"{page.quote(a.span)}→{page.quote(b.span)}", (a.span, b.span), wrong)


def points_as_percent(page: Page) -> Iterator[Relation]:
    """A rate "rose by N%" where two rates before it differ by just N points."""
    for sentence in page.sentences:
        for d in sentence.figures:
            if d.unit != "%" or amount(d) is None or not _RATE_WORD.search(page.before(d, 24)):
                continue
            pair = _pair_with_difference(page, d)
            if pair:
                a, b = pair
                low, high = amount(a) or 0.0, amount(b) or 0.0
                formula = _points_apart(low, high)
                yield Relation(
                    "suspicious",
                    formula,
                    (a.span, b.span, d.span),
                    f"两个比率相差{show(abs(high - low))}个百分点,文中写成{page.quote(d.span)}",
                )


def _pair_with_difference(page: Page, d: Figure) -> tuple[Figure, Figure] | None:
    """Two percents in the 300 characters before `d` (same paragraph) whose difference is `d` while the relative growth is not."""
    line = page.text.rfind("\n", 0, d.span.start) + 1
    floor = max(line, d.span.start - 300)
    rates = [f for f in page.inside(Span(floor, d.span.start)) if f.unit == "%" and amount(f) is not None][-16:]
    stated = amount(d) or 0.0
    verb = _TO.search(page.before(d, 8))
    for index, b in reversed(list(enumerate(rates))):
        for a in rates[:index]:
            low, high = amount(a) or 0.0, amount(b) or 0.0
            if verb and (high > low) is not bool(verb["up"]):
                continue
            if low and near(abs(high - low), stated, 0) and not near(abs(high - low) / low * 100, stated, 0.5):
                return a, b
    return None
