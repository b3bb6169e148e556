"""Counts times values against totals, quotients per head, and shares of a whole."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from jingyan.check.amounts import amount, coarse, exact, near, same_unit, show, step, told
from jingyan.check.page import Page, Relation, Sentence
from jingyan.check.roles import amount_of_something, changed_by, for_each
from jingyan.model.extracts import Figure

_EACH = re.compile(
    r"(?:每|人均|生均|校均|班均|户均|平均每)(?P<what>学期|所|校|人|生|名|位|个|班|年|月|天|间|台|套|户|县|村|镇|乡|次|期|场|家|栋|支|项|门|册|张)?[^,。;、\d]{0,12}$"
)
_UNIT_OF = {
    "校": "所",
    "所": "所",
    "人": "人",
    "生": "人",
    "名": "人",
    "位": "人",
    "班": "个",
    "户": "户",
    "县": "个",
    "村": "个",
    "镇": "个",
    "乡": "个",
    "天": "日",
}
_MEANS = {"人均": "人", "生均": "人", "校均": "所", "班均": "个", "户均": "户"}
_ALL = re.compile(r"(?:共|合计|共计|总计|总共|累计|总额|总投资|总投入|总面积|总)(?:[\u4e00-\u9fff]{0,8})$")
_SHARE = re.compile(
    r"^(?:[^,。;、\d]{0,8}[,、(])?[^,。;、\d]{0,4}占(?:到|比|了|[\u4e00-\u9fff]{0,10}(?:总数|总人数|总量|总额)?的)?(?:比例?)?(?:为|达|达到|约)?[:]?$"
)
_OUTER_BASE = re.compile(r"占(?:全[省市县区国]|[\u4e00-\u9fff]{5,}的)")


def product(page: Page) -> Iterator[Relation]:
    """100所学校,每所2万元,共200万元: one count, one value for each, one total in a sentence."""
    for sentence in page.sentences:
        for each in sentence.figures:
            match = _EACH.search(page.before(each, 18))
            if amount(each) in (None, 1) or not match or each.kind not in ("money", "area", "count"):
                continue
            if not re.match(r"[生校班师户]均", match.group()):
                yield from _product(page, sentence, each, _counted_unit(match))
        yield from _products(page, sentence)


def _products(page: Page, sentence: Sentence) -> Iterator[Relation]:
    """100个点每个2万元,12个点每个5000元,共206万元: several counts with their values for each against one total."""
    pairs: list[tuple[Figure, Figure]] = []
    figures = [f for f in sentence.figures if amount(f) is not None]
    for count, each in pairwise(figures):
        match = _EACH.search(page.before(each, 18))
        if match and count.unit == _counted_unit(match) and "每" in page.between(count, each) and each.kind == "money":
            pairs.append((count, each))
    totals = [f for f in figures if pairs and f.unit == pairs[-1][1].unit and _ALL.search(page.before(f, 12))]
    if len(pairs) < 2 or len(totals) != 1 or any(f is each for _, each in pairs for f in totals):
        return
    total, found = totals[0], sum((amount(c) or 0) * (amount(e) or 0) for c, e in pairs)
    stated = amount(total) or 0.0
    added = "+".join(f"{show(amount(c) or 0)}×{show(amount(e) or 0)}" for c, e in pairs)
    places = (*(f.span for pair in pairs for f in pair), total.span)
    if near(found, stated, step(page.of(total)) / 2 if coarse(page.of(total)) else 0.0):
        yield Relation("consistent", f"{added}{told(found, stated, page.of(total), total.unit or '')}", places)
    elif all(exact(f) for pair in pairs for f in pair) and exact(total) and 0.5 <= found / stated <= 2:
        detail = f"{added}={show(found)}{total.unit},文中写{page.said(total)}"
        yield Relation("inconsistent", f"{added}={show(found)}≠{show(stated)}{total.unit}", places, detail)


def _counted_unit(match: re.Match[str]) -> str | None:
    if match["what"]:
        return _UNIT_OF.get(match["what"], match["what"])
    return next((unit for word, unit in _MEANS.items() if match.group().startswith(word)), None)


_NEAREST = 12


def _product(page: Page, sentence: Sentence, each: Figure, unit: str | None) -> Iterator[Relation]:
    counts = [f for f in sentence.figures if f.unit == unit and amount(f) not in (None, 1) and f is not each]
    totals = [
        f
        for f in sentence.figures
        if f.unit == each.unit and f is not each and amount(f) is not None and (amount(f) or 0) > (amount(each) or 0)
    ]
    for count in counts[:_NEAREST]:
        for total in totals[:_NEAREST]:
            result = (amount(count) or 0) * (amount(each) or 0)
            if total is not count and near(result, amount(total) or 0, _tolerance(page, count, each, total)):
                yield Relation("consistent", _multiplied(page, count, each, total), (count.span, each.span, total.span))
                return
    if found := _by_time(page, counts, each, totals):
        yield found
        return
    marked = [t for t in totals if _ALL.search(page.before(t, 12))]
    others = [f for f in sentence.figures if f.unit == each.unit and f not in (each, *marked)]
    last = max(counts[0].span.end, each.span.end) if counts else 0
    more = [f for f in sentence.figures if marked and last <= f.span.start < marked[0].span.start and f.kind == "count"]
    if (
        len(counts) == 1
        and len(marked) == 1
        and not others
        and not more
        and all(exact(f) for f in (counts[0], each, marked[0]))
    ):
        result = (amount(counts[0]) or 0) * (amount(each) or 0)
        stated = amount(marked[0]) or 0
        detail = f"{show(amount(counts[0]) or 0)}×{show(amount(each) or 0)}={show(result)}{each.unit},文中写{page.said(marked[0])}"
        yield Relation(
            "inconsistent",
            f"{show(amount(counts[0]) or 0)}×{show(amount(each) or 0)}={show(result)}≠{show(stated)}{each.unit}",
            (counts[0].span, each.span, marked[0].span),
            detail,
        )


_SPANS = (("每月", 12), ("月", 12), ("每学期", 2), ("学期", 2))


def _by_time(page: Page, counts: Sequence[Figure], each: Figure, totals: Sequence[Figure]) -> Relation | None:
    """276名,人均每月1200元,共397.44万元: a value for a month or a term stands in the total twelve times or twice."""
    times = next((n for word, n in _SPANS if word in page.before(each, 10)), 0)
    for count in counts[:_NEAREST] if times else ():
        for total in totals[:_NEAREST]:
            number, value, stated = (amount(f) or 0.0 for f in (count, each, total))
            slack = 0.02 * stated if not exact(total) else step(page.of(total)) / 2 if coarse(page.of(total)) else 0.0
            if near(number * value * times, stated, slack):
                equal = told(number * value * times, stated, page.of(total), total.unit or "")
                formula = f"{show(number)}×{show(value)}×{times}{equal}"
                return Relation("consistent", formula, (count.span, each.span, total.span))
    return None


def _multiplied(page: Page, count: Figure, each: Figure, total: Figure) -> str:
    """count×each=total with its unit; a rounded mean is told as the quotient it was made by."""
    number, value, stated = (amount(f) or 0.0 for f in (count, each, total))
    if "均" in page.before(each, 18) and not near(number * value, stated, 0):
        return f"{show(stated)}÷{show(number)}{told(stated / number, value, page.of(each), each.unit or '')}"
    return f"{show(number)}×{show(value)}{told(number * value, stated, page.of(total), total.unit or '')}"


def _tolerance(page: Page, count: Figure, each: Figure, total: Figure) -> float:
    """Half of the total's last digit where it was rounded; for means, what half of the mean's last digit makes over all."""
    written = page.of(total)
    tolerance = step(written) / 2 if coarse(written) else 0.0
    if "均" in page.before(each, 18):
        tolerance = max(tolerance, step(page.of(each)) / 2 * (amount(count) or 0))
    return tolerance


def per_head(page: Page) -> Iterator[Relation]:
    """7187人,359.35万元: people followed by their money whose quotient is a round standard confirms both."""
    for sentence in page.sentences:
        for people, money in pairwise([f for f in sentence.figures if f.unit not in ("岁", "周岁")]):
            if people.unit != "人" or money.unit != "元" or amount(people) is None or amount(money) is None:
                continue
            gap = page.between(people, money)
            far = len(gap) > 6
            if "每" in gap or "均" in gap or not amount(people) or (far and not _pays(page, people, money, gap)):
                continue
            head = (amount(money) or 0) / (amount(people) or 1)
            if head >= 10 and abs(head / 5 - round(head / 5)) < 1e-9:
                yield Relation(
                    "consistent",
                    f"{show(amount(money) or 0)}元÷{show(amount(people) or 0)}人={show(head)}元",
                    (people.span, money.span),
                )


_PAYS = re.compile(r"发放|缴纳|代缴|补助|资助|救助|慰问|减免|奖励|补贴")


def _pays(page: Page, people: Figure, money: Figure, gap: str) -> bool:
    """True for 为1378名老人缴纳医疗费用27560元: a sum that was paid for just so many people."""
    who = re.search(r"[为向给对][^,。;]{0,6}$", page.before(people, 8)) is not None
    plain = not re.search(r"[。;!?:]|其中|另|累计", gap) and exact(people) and exact(money)
    return who and plain and len(gap) <= 45 and (amount(people) or 0) >= 20 and _PAYS.search(gap) is not None


def share(page: Page) -> Iterator[Relation]:
    """教师200人,其中本科150人,占75%: a share against part and whole of the same sentence."""
    for sentence in page.sentences:
        figures = sentence.figures
        for index in range(1, len(figures)):
            part, rate = figures[index - 1], figures[index]
            if rate.unit != "%" or amount(rate) is None or amount(part) is None or part.kind == "percent":
                continue
            if for_each(page, part) or changed_by(page, part):
                continue
            if index > 1 and _of_whole(page, figures[index - 2], part, rate):
                yield from _share(page, figures[index - 2], rate, (part,), "")
                continue
            gap = page.between(part, rate)
            named = _by_name(page, part, rate, gap)
            if not _SHARE.match(gap) and not named:
                continue
            wholes = [
                f
                for f in figures[: index - 1]
                if f.unit == part.unit and (amount(f) or 0) >= (amount(part) or 0) > 0 and not for_each(page, f)
            ]
            yield from _share(page, part, rate, wholes, gap)


_TAKES = re.compile(r"^[^。;\d]{0,8}[,(]?[^,。;\d]{0,4}占[^,。;\d]{0,14}$")
_OF_IT = re.compile(r"^(?:[^,。;\d]{0,6}的)(?:比例|比重)?(?:为|达到?)?$")


def _of_whole(page: Page, part: Figure, whole: Figure, rate: Figure) -> bool:
    """True for 156人,占教师总数480人的32.5%: part, whole and share in this order."""
    same = part.unit == whole.unit and 0 < (amount(part) or 0) <= (amount(whole) or 0) and part.kind == whole.kind
    return same and bool(_TAKES.match(page.between(part, whole)) and _OF_IT.match(page.between(whole, rate)))


_NAMED = re.compile(r"^[^,。;\d]{0,6},[\u4e00-\u9fff]{0,6}?(?P<stem>[\u4e00-\u9fff]{2})率(?:为|达|达到)?$")


def _by_name(page: Page, part: Figure, rate: Figure, gap: str) -> bool:
    """True for 合格1175人,合格率94%: the rate is named after what the part counts."""
    match = _NAMED.match(gap)
    near_part = re.split(r"[,。;:]", page.before(part, 12))[-1] + gap.split(",", maxsplit=1)[0]
    # a share of ground (绿化率) is of an area that may be told in 亩 or not at all
    return match is not None and match["stem"] in near_part and rate.unit == "%" and part.kind != "area"


def _share(page: Page, part: Figure, rate: Figure, wholes: Sequence[Figure], gap: str) -> Iterator[Relation]:
    stated = amount(rate) or 0.0
    # one unit of the last digit, not half: many reports cut instead of rounding
    tolerance = step(page.of(rate).replace("%", ""))
    for whole in wholes:
        found = (amount(part) or 0) / (amount(whole) or 1) * 100
        if near(found, stated, tolerance):
            yield Relation(
                "consistent",
                f"{show(amount(part) or 0)}÷{show(amount(whole) or 0)}{told(found, stated, page.of(rate), '%')}",
                (whole.span, part.span, rate.span),
            )
            return
    if len(wholes) != 1 or not all(exact(f) for f in (part, rate, wholes[0])) or _outer(page, wholes[0], gap):
        return
    if _sister(page, wholes[0], part) or _DEALT.search(gap):
        return
    found = (amount(part) or 0) / (amount(wholes[0]) or 1) * 100
    if not 0.3 <= found / (stated or 1) <= 3:
        return
    quotient = f"{show(amount(part) or 0)}÷{show(amount(wholes[0]) or 0)}"
    # one or two units of the last digit may be a slip of rounding
    slip = "." in page.of(rate) and abs(found - stated) <= 3 * tolerance
    yield Relation(
        "suspicious" if slip else "inconsistent",
        f"{quotient}={show(round(found, 2))}%≠{show(stated)}%",
        (wholes[0].span, part.span, rate.span),
        f"{quotient}≈{show(round(found, 1 if '.' not in page.of(rate) else 2))}%,文中写{page.said(rate)}",
    )


_DEALT = re.compile(
    r"分别占"
)  # one rate for each of two numbers before: of a whole that may stand elsewhere (series pairs them)
_OWN_SHARE = re.compile(r"^[^,。;]{0,6}[,(][^,。;]{0,4}占[^,。;%]{0,24}%")


def _sister(page: Page, whole: Figure, part: Figure) -> bool:
    """True for 基层收案271件,占84%;中级收案43件,占13%: the number before has a share of its own, so both are parts of a third."""
    own = _OWN_SHARE.match(page.text[whole.span.end : part.span.start]) is not None
    return own and "其中" not in page.between(whole, part)


def _outer(page: Page, whole: Figure, gap: str) -> bool:
    """True if the share is of another whole than the one before it (占全市学生数的…), not of that one called by its name (占教职工总数的…)."""
    match = _OUTER_BASE.search(gap)
    if match is None:
        return False
    base = re.sub(r"占|总?人?数|总量|总额|的$|的", "", match.group())
    return not (base and base in page.before(whole, 24))


_MEAN = re.compile(r"(?:生均|人均|平均每|每[\u4e00-\u9fff]{1,2}平均|校均|班均|平均班额|平均)[^,。;\d]{0,8}$")


def quotient(page: Page) -> Iterator[Relation]:
    """面积5148平方米,生均6.5平方米: a mean that is the quotient of two numbers of the same piece confirms all three."""
    for piece in page.pieces:
        figures = [f for f in page.inside(piece.span) if amount(f) is not None]
        for index, mean in enumerate(figures):
            if amount(mean) == 1 or not _MEAN.search(page.before(mean, 16)):
                continue
            found = _quotient(page, figures[max(0, index - 40) : index], mean)
            if found:
                yield found


def _quotient(page: Page, before: Sequence[Figure], mean: Figure) -> Relation | None:
    value, half = amount(mean) or 0.0, step(page.of(mean)) / 2
    tops = [
        f for f in before[-6:] if f.unit == mean.unit and (amount(f) or 0) > value and amount_of_something(page, f)
    ][-2:]
    for top in reversed(tops):
        for count in reversed(before[-40:]):
            number = amount(count) or 0.0
            if count.kind != "count" or count.unit == top.unit or number < 2 or not amount_of_something(page, count):
                continue
            if near((amount(top) or 0.0) / number, value, half):
                quotient = told((amount(top) or 0.0) / number, value, page.of(mean), mean.unit or "")
                formula = f"{show(amount(top) or 0.0)}÷{show(number)}{quotient}"
                return Relation("consistent", formula, (top.span, count.span, mean.span))
    return None


_RATE = re.compile(
    r"(?:率|覆盖面|比例|比重)(?:达到?|为|[\u4e00-\u9fff]{0,4}达到?)?$|占[^,。;]{0,14}$|的$|为[^,。;\d]{0,8}任务的$|占比$"
)
_BASE = re.compile(r"占(?P<base>[\u4e00-\u9fff]{2,8}?)(?:总数|总人数|人数|总量|总额)?的$")


def rate(page: Page) -> Iterator[Relation]:
    """修改建议1120条,采纳803条,采纳率71.7%: a rate that is the quotient of two counts before it confirms all three.

    A whole that other shares of the same wording proved (占低保户的…) also proves a share wrong.
    """
    for piece in page.pieces:
        figures = [f for f in page.inside(piece.span) if amount(f) is not None]
        wholes: dict[str, list[Figure]] = {}
        open_shares: list[tuple[Figure, Figure, str]] = []
        for index, percent in enumerate(figures):
            if percent.unit != "%" or not exact(percent) or not _RATE.search(page.before(percent, 18)):
                continue
            base = _BASE.search(page.before(percent, 18))
            found = _rate(page, figures[max(0, index - 120) : index], figures[index + 1 : index + 2], percent)
            if found:
                yield found[0]
                if base:
                    wholes.setdefault(base["base"], []).append(found[1])
            elif base and index:
                open_shares.extend((part, percent, base["base"]) for part in figures[max(0, index - 2) : index][::-1])
        for part, percent, words in open_shares:
            known = {f.span: f for f in wholes.get(words, ())}
            if len(known) == 1 and len(wholes[words]) > 1:
                yield from _other_share(page, part, percent, next(iter(known.values())))


def _other_share(page: Page, part: Figure, percent: Figure, whole: Figure) -> Iterator[Relation]:
    if part.unit == whole.unit and len(page.between(part, percent)) <= 18 and amount(part):
        yield from _share(page, part, percent, (whole,), "")


_NEAR_BY = 12


def _rate(
    page: Page, before: Sequence[Figure], behind: Sequence[Figure], percent: Figure
) -> tuple[Relation, Figure] | None:
    """The relation and the whole; a whole further off than a dozen figures proves only a share with decimals of a number of three digits."""
    half = max(step(page.of(percent).replace("%", "")) / 2, 0.05)
    fine = "." in page.of(percent)
    counts = [
        f for f in (*before, *behind) if f.kind in ("count", "money", "area", "other") and amount_of_something(page, f)
    ]
    stated = amount(percent) or 0.0
    parts = [f for f in counts if f.span.start < percent.span.start and percent.span.start - f.span.end < 60][-3:]
    for part in reversed(parts):
        for nth, whole in enumerate(reversed(counts)):
            top, base = amount(part) or 0.0, amount(whole) or 0.0
            if (
                whole is part
                or not same_unit(whole, part)
                or not (0 < top < base or re.search(r"任务|计划", page.before(percent, 8)))
            ):
                continue
            far = nth >= _NEAR_BY or percent.span.start - whole.span.start > 400
            if base and near(top / base * 100, stated, half) and (not far or (fine and base >= 50)):
                quotient = told(top / base * 100, stated, page.of(percent), "%")
                places = (part.span, whole.span, percent.span)
                return Relation("consistent", f"{show(top)}÷{show(base)}{quotient}", places), whole
    return _rate_of_two(page, parts[-2:], counts, percent) if fine else None


def _rate_of_two(
    page: Page, parts: Sequence[Figure], counts: Sequence[Figure], percent: Figure
) -> tuple[Relation, Figure] | None:
    """14家达到基本标准,2家达到推荐标准,达标率88.9%: two numbers side by side that make the part together."""
    if len(parts) < 2 or parts[0].unit != parts[1].unit or len(page.between(*parts)) > 16:
        return None
    top, stated = sum(amount(p) or 0.0 for p in parts), amount(percent) or 0.0
    for whole in reversed(counts):
        base = amount(whole) or 0.0
        if whole in parts or whole.unit != parts[0].unit or not top < base:
            continue
        if near(top / base * 100, stated, step(page.of(percent).replace("%", "")) / 2):
            quotient = told(top / base * 100, stated, page.of(percent), "%")
            formula = f"({show(amount(parts[0]) or 0)}+{show(amount(parts[1]) or 0)})÷{show(base)}{quotient}"
            places = (*(p.span for p in parts), whole.span, percent.span)
            return Relation("consistent", formula, places), whole
    return None
