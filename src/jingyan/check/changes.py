"""From A to B: the stated difference or growth against both values, and points against percent."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from jingyan.check.amounts import amount, exact, near, same_unit, show, step, told
from jingyan.check.page import Page, Relation, verdict
from jingyan.model.extracts import Figure
from jingyan.model.span import Span

_UP = r"增收|增支|多收|增加|提高|增长|上升|提升|扩大|增|升|扩充|攀升|提|扩展|上涨|涨"
_DOWN = r"减收|减支|少收|减少|下降|降低|缩小|缩减|压缩|压减|压缩|压降|削减|减|降|回落"
_TO = re.compile(rf"(?P<up>{_UP})|(?P<down>{_DOWN})")
_FROM = re.compile(r"(?:由|从)[^。;!?\n]{0,40}$")
_REACHES = re.compile(rf"(?:{_UP}|{_DOWN}|调整|撤并|整合|合并|发展|变化|变)(?:到|至|为|到了|成)[^,。;]{{0,16}}$")
_BY = re.compile(
    rf"(?:{_UP}|{_DOWN}|净增|净减|压减率|压缩率|下降率|减少率|压降率|增幅|降幅|涨幅|增长率|撤并|相差|差)(?:了|为|达|达到|幅度(?:为|达)?|共|约)?[:]?$"
)
_THAN = re.compile(
    r"^[^。;!?\d]{0,6}[,(]?[\u4e00-\u9fff]{0,4}[比较]之?(?:上[一]?年|去年|前一?年|\d{4,6}年|上[一]?学年|上年度|上[一]?年度|前年|当年)?[^,。;\d]{0,8}的$"
)
_YEARLY = re.compile(
    rf"^[^,。;\d]{{0,10}},[^,。;\d]{{0,6}}(?:同比|比上年|较上年|比去年|较去年|比前一年|较前一年|[比较](?:20)?\d\d年)(?:{_UP}|{_DOWN})(?:了|幅度?为?|率?为?|达)?$"
)
_OF_ONCE = re.compile(
    r"^[^,。;\d]{0,6},?(?:达到?|相当于)?是?(?:原来|原先|过去|之前|改革前|\d{4}年|上年|去年)[^,。;\d]{0,4}的$"
)
_DOUBLED = re.compile(
    r"[^,。;\d]{0,6},?(?:实现了?|基本)?(?P<words>翻了?(?P<times>[一两二三]|近一|整整一)番(?P<more>多|以上)?)"
)
_CELLS = re.compile(r" *\t *|\s*\|\s*")
_CELL_BY = re.compile(rf"(?: *\t *|\s*\|\s*)(?:{_UP}|{_DOWN})了?")
"""A row of a table: before, after, and what it rose or fell by."""
_RATE_WORD = re.compile(
    r"(?:率|比例|比重|占比|覆盖面|百分比)(?:[^,。;]{0,6})(?:提高|上升|提升|增加|增长|下降|降低|减少)了?$"
)


def from_to(page: Page) -> Iterator[Relation]:
    """由A增加到B,增加D (or 增长P%): the stated change against both values."""
    for sentence in page.sentences:
        figures = [f for f in sentence.figures if amount(f) is not None and (f.kind != "duration" or f.unit != "年")]
        for a, b, d in zip(figures, figures[1:], figures[2:], strict=False):
            if not same_unit(a, b) or not _is_change(page, a, b, d):
                continue
            rises = (amount(b) or 0) >= (amount(a) or 0)
            if all(exact(f) for f in (a, b, d)) and not _wrong_way(page, a, b, rises=rises):
                yield from _judge(page, a, b, d)


def _is_change(page: Page, a: Figure, b: Figure, d: Figure) -> bool:
    gap = page.between(a, b)
    if _CELLS.fullmatch(page.cells(a, b)) and _CELL_BY.fullmatch(page.cells(b, d)):
        return True
    if not _FROM.search(page.before(a, 44)) or len(gap) > 30 or not _REACHES.search(gap):
        return False
    after = page.between(b, d)
    if d.unit == "倍" and _OF_ONCE.match(after):
        return True
    return len(after) <= 16 and bool(_BY.search(after)) and "其中" not in after


def than_before(page: Page) -> Iterator[Relation]:
    """达到B,比上年的A增加D: the stated change against both values."""
    for sentence in page.sentences:
        figures = [f for f in sentence.figures if amount(f) is not None and f.kind != "duration"]
        for b, a, d in zip(figures, figures[1:], figures[2:], strict=False):
            after = page.between(a, d)
            if not same_unit(a, b) or not _THAN.match(page.between(b, a)) or len(after) > 10 or not _BY.search(after):
                continue
            if all(exact(f) for f in (a, b, d)) and not _wrong_verb(after, rises=(amount(b) or 0) >= (amount(a) or 0)):
                yield from _judge(page, a, b, d)


_STOCK = re.compile(
    rf"^[^。;!?\d]{{0,14}}(?:[比较](?:上年|去年|上一?年度?|前一年|20\d\d年|上年同期|去年同期)(?:同期)?|同比|净|年内)?(?:{_UP}|{_DOWN}|多|少)(?:了|加)?(?P<rate>幅度?(?:为|达)?|率?(?:为|达)?)?$"
)
_LAST_YEAR = re.compile(r"[比较](?:19|20)\d\d年|比上?去?年|较上?去?年|同比|同期|[比较]上一?年度?")


_OTHER_SCOPE = re.compile(r"口径|可比|不变价|扣除|剔除|实际增长|考虑价格")
"""Growth that is not worked out from the two numbers beside it."""


def growth_of_stock(page: Page) -> Iterator[Relation]:
    """支出68.3亿元,比上年增加5.4亿元,增长8.6%: what it was follows from the increase, and the growth from both."""
    for sentence in page.sentences:
        figures = [f for f in sentence.figures if amount(f) is not None and f.kind != "duration"]
        for index in range(2, len(figures)):
            for d, rate in (figures[index - 1 : index + 1], figures[index - 1 : index + 1][::-1]):
                if rate.unit == "%" and d.unit not in ("%", "个百分点", "倍"):
                    yield from _stock(page, figures[max(0, index - 4) : index - 1], d, rate)


def _stock(page: Page, before: Sequence[Figure], d: Figure, rate: Figure) -> Iterator[Relation]:
    left, right = (d, rate) if d.span.start < rate.span.start else (rate, d)
    words = page.between(left, right)
    verb = _TO.search(re.split(r"[,。;]", page.before(d, 14))[-1])
    if len(words) > 12 or not verb or not _STOCK.match(words):
        return
    if left is rate and not _TO.search(re.split(r"[,。;]", page.before(rate, 10))[-1]):
        return
    stocks = [f for f in before if f.unit == d.unit and (amount(f) or 0) > (amount(d) or 0)]
    for stock in stocks[::-1]:
        was = (amount(stock) or 0) - (amount(d) or 0) * (1 if verb["up"] else -1)
        growth = (amount(d) or 0) / was * 100 if was else 0.0
        sign = "-" if verb["up"] else "+"
        top, level = show(amount(d) or 0, page.of(d)), show(amount(stock) or 0, page.of(stock))
        base = f"{top}÷({level}{sign}{top})"
        places = (stock.span, d.span, rate.span)
        half = step(page.of(rate).replace("%", "")) / 2
        slack = growth * (step(page.of(d)) / 2) / (amount(d) or 1) if "." in page.of(d) else 0.0
        if near(growth, amount(rate) or 0, half + slack):
            yield Relation("consistent", f"{base}{told(growth, amount(rate) or 0, page.of(rate), '%')}", places)
            return
    close = stocks and stocks[-1] is before[-1] and _LAST_YEAR.search(page.text[stocks[-1].span.end : right.span.start])
    if not close or not all(exact(f) for f in (stocks[-1], d, rate)) or not 0.4 <= growth / (amount(rate) or 1) <= 2.5:
        return
    if _OTHER_SCOPE.search(page.text[max(0, stocks[-1].span.start - 24) : right.span.end + 10]):
        return
    if len(page.between(stocks[-1], left)) > 14 or near(growth, amount(rate) or 0, 2 * half + slack):
        return
    formula = f"{base}≈{show(round(growth, 1))}%"
    yield Relation(
        "inconsistent", f"{formula}≠{show(amount(rate) or 0)}%", places, f"{formula},文中写{page.said(rate)}"
    )


_TWO_YEARS = re.compile(rf"[^,。;\d]{{0,4}},?(?:同比|比上年|较上年)?(?:{_UP}|{_DOWN})了?")


def two_listed(page: Page) -> Iterator[Relation]:
    """两年分别为36所和54所,增长50%: the growth of a list of two; told only where it holds."""
    for sentence in page.sentences:
        figures = [f for f in sentence.figures if amount(f) is not None]
        for a, b, d in zip(figures, figures[1:], figures[2:], strict=False):
            listed = same_unit(a, b) and page.between(a, b) in ("和", "、", "与", ",")
            if listed and d.unit == "%" and a.unit != "%" and _TWO_YEARS.fullmatch(page.between(b, d)):
                found = _judged(page, a, b, d)
                if found and found.status == "consistent":
                    yield found


def year_on_year(page: Page) -> Iterator[Relation]:
    """2019年招聘120人,2020年招聘180人,同比增长50%: two years that follow one another and the change between them."""
    for sentence in page.sentences:
        figures = [f for f in sentence.figures if amount(f) is not None and f.kind != "duration"]
        for a, b, d in zip(figures, figures[1:], figures[2:], strict=False):
            if not same_unit(a, b) or a.kind != b.kind or not _YEARLY.match(page.between(b, d)):
                continue
            if _label(page, b) - _label(page, a) == 1 and all(exact(f) for f in (a, b, d)):
                yield from _judge(page, a, b, d)


def _label(page: Page, figure: Figure) -> int:
    """The year that stands before a figure in its clause; 0 if none does."""
    years = re.findall(r"((?:19|20)\d\d)年", re.split(r"[,。;:]", page.before(figure, 24))[-1])
    return int(years[-1]) if years else 0


_TIMES = {"一": 2, "近一": 2, "整整一": 2, "两": 4, "二": 4, "三": 8}


def doubled(page: Page) -> Iterator[Relation]:
    """由60人增加到120人,翻了一番: twice as much for each 番."""
    for sentence in page.sentences:
        figures = [f for f in sentence.figures if amount(f) is not None and f.kind != "duration"]
        for a, b in pairwise(figures):
            match = _DOUBLED.match(page.text, b.span.end)
            gap = page.between(a, b)
            if not match or a.unit != b.unit or not amount(a) or not (_REACHES.search(gap) or _THAN.match(gap)):
                continue
            low, high = sorted((amount(a) or 0.0, amount(b) or 0.0))
            times, due = high / low if low else 0.0, _TIMES[match["times"]]
            places = (a.span, b.span, Span(match.start("words"), match.end("words")))
            formula = f"{show(high)}÷{show(low)}≈{show(round(times, 2))}倍"
            if near(times, due, 0.06 * due) or (match["more"] and due <= times < 2 * due):
                yield Relation("consistent", formula.replace("≈", "=") if times == round(times, 2) else formula, places)
            elif exact(a) and exact(b) and (times < 0.9 * due or times >= 1.5 * due):
                detail = f"{formula},“{match['words']}”应是{due}倍"
                yield Relation("inconsistent", formula, places, detail)


def _minus(low: float, high: float) -> str:
    """The difference as a formula, the greater number first."""
    return f"{show(max(low, high))}-{show(min(low, high))}={show(abs(high - low))}"


def _apart(low: float, high: float) -> str:
    return f"({show(max(low, high))}-{show(min(low, high))})"


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
            f"{_apart(low, high)}÷{show(low)}={show(round(growth, 2))}%≠{show(stated)}%",
            places,
            f"{_apart(low, high)}÷{show(low)}≈{show(round(growth, 1))}%,文中写{page.said(d)}",
        )
    if d.unit == "倍":
        times = round(high / low, 2) if low else 0.0
        status = verdict(right=near(times - 1, stated, tolerance) or near(times, stated, tolerance))
        return Relation(
            status,
            f"{show(high)}÷{show(low)}≈{show(times)}倍",
            places,
            f"{show(high)}÷{show(low)}≈{show(times)}倍,文中写{page.said(d)}",
        )
    if not same_unit(a, d):
        return None
    if near(change, stated, _rounding(page, a, b, d)):
        return Relation("consistent", f"{_minus(low, high)}{unit}", places)
    return Relation(
        "inconsistent",
        f"{_minus(low, high)}≠{show(stated)}{unit}",
        places,
        f"{_minus(low, high)}{unit},文中写{page.said(d)}",
    )


def _wrong_way(page: Page, a: Figure, b: Figure, *, rises: bool) -> str:
    return "" if amount(a) == amount(b) else _wrong_verb(page.between(a, b), rises=rises)


def _wrong_verb(words: str, *, rises: bool) -> str:
    verb = _TO.search(words)
    if not verb:
        return ""
    if verb["up"] and not rises:
        return f"文中写“{verb['up']}”,但后一个数比前一个数小"
    if verb["down"] and rises:
        return f"文中写“{verb['down']}”,但后一个数比前一个数大"
    return ""


def _rounding(page: Page, a: Figure, b: Figure, d: Figure) -> float:
    """What rounding may make of a difference: nothing for numbers printed alike, else not quite one unit of the coarser print."""
    ends, own = min(step(page.of(a)), step(page.of(b))), step(page.of(d))
    if own > ends:
        return own / 2
    return 0.99 * ends if own < ends else 0.0


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
        right = near(points, stated, tolerance)
        formula += "" if right else f"≠{show(stated)}个百分点"
        return Relation(verdict(right=right), formula, places, f"{_points_apart(low, high)},文中写{page.said(d)}")
    if near(points, stated, tolerance) and not near(growth, stated, tolerance):
        return Relation("suspicious", formula, places, f"{formula},文中写成{page.said(d)},应写“{show(stated)}个百分点”")
    if near(growth, stated, tolerance):
        return Relation("consistent", _growth(page, low, high, d), places)
    return Relation("inconsistent", formula, places, f"{formula},文中写{page.said(d)}")


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
            if not wrong and amount(a) != amount(b) and _TO.search(gap):
                yield Relation("consistent", f"{page.said(a)}→{page.said(b)}", (a.span, b.span))
            elif wrong and exact(a) and exact(b):
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
                    f"{formula},文中写成{page.said(d)},应写“{show(high - low if high > low else low - high)}个百分点”",
                )


_RISEN = re.compile(rf"^[,(](?:比|较)(?!重)(?:(?:19|20)\d\d年)?[^,。;%\d]{{0,12}}(?<!同期)(?P<verb>{_UP}|{_DOWN})了?$")
_IS_RATE = re.compile(r"(?<!增长)(?<!完成)(?<!下降)(?:率|比例|比重|占比|覆盖面)(?:已|均)?(?:为|是|达到?|[:])?$")


def risen_rate(page: Page) -> Iterator[Relation]:
    """入学率99.1%,比验收时提高0.3%: what a rate rose or fell by is told in points."""
    for sentence in page.sentences:
        for rate, d in pairwise([f for f in sentence.figures if f.kind != "date"]):
            if rate.unit != "%" or d.unit != "%" or not (amount(d) or 0) < (amount(rate) or 0) <= 100:
                continue
            risen = _RISEN.match(page.between(rate, d))
            if risen and _IS_RATE.search(page.before(rate, 20)):
                detail = f"“{risen['verb']}{page.said(d)}”应写“{risen['verb']}{show(amount(d) or 0)}个百分点”"
                yield Relation("suspicious", f"{risen['verb']}{page.said(d)}", (d.span,), detail)


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
