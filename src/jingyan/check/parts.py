"""A part against its whole, what is lacking against need and stock, and neighbouring numbers that add up."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from jingyan.check.amounts import amount, exact, near, same_unit, show
from jingyan.check.page import Page, Relation
from jingyan.check.roles import amount_of_something, changed_by, for_each
from jingyan.check.sums import added_up, going_on, marked_total
from jingyan.model.extracts import Figure
from jingyan.model.span import Span

_OPENS = re.compile(r"其中|(?:包括|包含|(?<=[,(、])含)")
_FAR, _NEAR = 110, 40
"""Characters within which a whole stands before 其中; nearer ones can prove it wrong."""
_NEITHER = re.compile(r"缺|差|增|减|比|应|原|上年|去年|同期|折合|约合|每|均|另|按|含|包")


def part_of_whole(page: Page) -> Iterator[Relation]:
    """其中: a part cannot be larger than its whole."""
    for sentence in going_on(page):
        for match in _OPENS.finditer(page.text, sentence.start, sentence.end):
            yield from _opened(page, sentence.figures, Span(*match.span()))
        yield from _in_bracket(page, sentence.figures)
        yield from _so_far(page, sentence.figures)


def _opened(page: Page, figures: Sequence[Figure], opener: Span) -> Iterator[Relation]:
    """The first part behind 其中 (and a second one in another unit right behind it) against the nearest number of its unit before."""
    behind = [f for f in figures if f.span.start >= opener.end and f.span.start - opener.end <= _NEAR]
    part = next((f for f in behind if _is_part(page, f) and not _bound(f)), None)
    if part is None or re.search(r"[。!?]", page.text[opener.end : part.span.start]):
        return
    before = [f for f in figures if f.span.end <= opener.start]
    whole, beside = _whole(page, before, part, opener.start)
    # 10人以下的教学点19个: a bound names a part only if it has another unit than the whole
    bounds = [f for f in behind if f.span.start < part.span.start and (_bound(f) and whole and f.unit == whole.unit)]
    if whole is None or bounds:
        return
    yield from _judged(page, before, whole, part, sure=not beside and opener.start - whole.span.end <= _NEAR)
    second = next((f for f in behind if f.span.start >= part.span.end), None)
    if second and second.unit != part.unit and len(page.between(part, second)) <= 1 and _is_part(page, second):
        other, _ = _whole(page, before, second, opener.start)
        if other:
            yield from _judged(page, before, other, second, sure=False)


def _is_part(page: Page, figure: Figure) -> bool:
    return amount(figure) is not None and figure.kind not in ("percent", "duration") and not for_each(page, figure)


def _bound(figure: Figure) -> bool:
    return not exact(figure)


def _whole(page: Page, before: Sequence[Figure], part: Figure, at: int) -> tuple[Figure | None, bool]:
    """The nearest number of the part's unit before `at` that is in no closed bracket and no change; and whether a change of that unit was passed over."""
    passed = False
    fitting: list[Figure] = []
    for figure in reversed(before):
        if at - figure.span.end > _FAR:
            break
        words = page.text[figure.span.end : at]
        if words.count(")") > words.count("("):
            continue
        if not same_unit(figure, part) or amount(figure) is None:
            if words.count("(") > words.count(")"):
                # what a bracket tells is a part of the number right before it
                break
            continue
        if changed_by(page, figure):
            passed = True
            continue
        if for_each(page, figure) or (re.search(r"[。!?]", words) and not _same_thing(page, figure, part)):
            passed = True
            continue
        fitting.append(figure)
    # 受理案件879件,结案700件,其中民事755件: what is meant is the one that can hold the part
    whole = next((f for f in fitting if (amount(f) or 0) >= (amount(part) or 0)), fitting[0] if fitting else None)
    return whole, passed or (whole is not None and re.search(r"[。!?]", page.text[whole.span.end : at]) is not None)


def _same_thing(page: Page, whole: Figure, part: Figure) -> bool:
    """True if two numbers are told in the same words (受理诉讼案件879件。其中受理民事案件755件)."""
    one, two = (re.split(r"[,。;:()、]|\d", page.before(f, 14))[-1] for f in (whole, part))
    return any(one[at : at + 2] in two for at in range(len(one) - 1))


def _judged(page: Page, before: Sequence[Figure], whole: Figure, part: Figure, *, sure: bool) -> Iterator[Relation]:
    a, b = amount(part) or 0.0, amount(whole) or 0.0
    unit = whole.unit or ""
    if a <= b:
        yield Relation("consistent", f"{show(a)}{unit}≤{show(b)}{unit}", (whole.span, part.span))
    elif (
        sure
        and exact(whole)
        and whole.unit == part.unit
        and a > _with_sisters(page, before[: before.index(whole)], whole)
    ):
        detail = f"“其中”是{page.said(part)},总数只有{page.said(whole)}"
        yield Relation("inconsistent", f"{show(a)}>{show(b)}{unit}", (whole.span, part.span), detail)


def _in_bracket(page: Page, figures: Sequence[Figure]) -> Iterator[Relation]:
    """教职工304人(市委党校104人): a number in a bracket right behind the whole; told only where it is not more."""
    for whole, part in pairwise(figures):
        gap = page.between(whole, part)
        opened = re.fullmatch(r"\([\u4e00-\u9fff]{2,12}", gap) is not None and not _NEITHER.search(gap)
        if opened and _is_part(page, whole) and _is_part(page, part) and same_unit(whole, part):
            yield from (r for r in _judged(page, (whole,), whole, part, sure=False))


_ALREADY = re.compile(r"[^。;\d]{0,6},(?:目前|现|截至目前)*已[\u4e00-\u9fff]{1,8}")
_STAGES = (
    ("立项", "开工"), ("开工", "竣工"), ("开工", "完工"), ("开工", "建成"), ("竣工", "验收"), ("竣工", "投入使用"),
    ("受理", "办结"), ("排查", "整改"), ("签约", "开工"), ("签约", "落地"),
)  # fmt: skip


def _so_far(page: Page, figures: Sequence[Figure]) -> Iterator[Relation]:
    """总计106户,已建成33户; 已开工57个,竣工38个: what is done of it; told only where it is not more."""
    for whole, part in pairwise(figures):
        if whole.unit != part.unit or not _is_part(page, whole) or not _is_part(page, part):
            continue
        gap = page.between(whole, part)
        planned = _NEED.search(page.before(whole, 10)) or marked_total(page, whole)
        staged = any(
            page.before(whole, 8).endswith((a, f"{a}了"))
            and gap.removesuffix("了").removesuffix("项目") in (f",{b}", f"、{b}", f",已{b}")
            for a, b in _STAGES
        )
        if (planned and _ALREADY.fullmatch(gap)) or staged:
            yield from _judged(page, (whole,), whole, part, sure=False)


def _with_sisters(page: Page, before: Sequence[Figure], whole: Figure) -> float:
    """The whole together with those joined to it by 、 or 和 (家庭农场67家、合作社59家,其中…): 其中 may mean all of them."""
    total, right = amount(whole) or 0.0, whole
    for figure in reversed(before):
        if figure.unit != whole.unit or amount(figure) is None or re.search(r"[,。;:(]", page.between(figure, right)):
            break
        total, right = total + (amount(figure) or 0.0), figure
    return total


def in_a_row(page: Page) -> Iterator[Relation]:
    """Three and more neighbouring numbers of one unit that add up exactly to the one before or behind them confirm one another."""
    for piece in page.pieces:
        figures = [f for f in page.inside(piece.span) if (amount(f) or 0) > 0]
        for unit in dict.fromkeys(f.unit for f in figures):
            row = [
                f
                for f in figures
                if f.unit == unit and f.kind in ("count", "money", "area", "other") and amount_of_something(page, f)
            ]
            for index, total in enumerate(row):
                yield from _sum_near(page, row, index, total)
                yield from _two_behind(page, row[index : index + 3])
                yield from _two_before(page, row[max(0, index - 2) : index + 1])


_THEN = re.compile(r"[,;](?:[^,;。]{0,6}年)?[^,;。]{0,4}再|其余|剩余|余下|另外|另有")


def _long(page: Page, figure: Figure) -> bool:
    """True for numbers of six digits and more: three of them never add up by chance."""
    return len(re.sub(r"\D", "", page.of(figure))) >= 6


def _two_before(page: Page, row: Sequence[Figure]) -> Iterator[Relation]:
    """常委会6次、常务会11次,专题研究17次: two parts and their total behind them in the same sentence."""
    if len(row) < 3 or (amount(row[2]) or 0) < 10 or row[2].span.start - row[0].span.end > 50:
        return
    words = page.text[row[0].span.end : row[2].span.start]
    added = (amount(row[0]) or 0) + (amount(row[1]) or 0)
    if not re.search(r"[。;!?\n]", words) and near(added, amount(row[2]) or 0, 0):
        yield added_up(page, "consistent", row[:2], row[2])


_STATE = re.compile(r"整改|完成|办结|销号|在建|建成|竣工|达标|验收|开工|未|尚")


def _two_behind(page: Page, row: Sequence[Figure]) -> Iterator[Relation]:
    """教职工103人,专任教师95人,工勤人员8人: a total and just two parts behind it in the same sentence."""
    if len(row) < 3 or row[2].span.start - row[0].span.end > (120 if _long(page, row[0]) else 90):
        return
    words = page.text[row[0].span.end : row[2].span.start]
    # 问题6项,部分整改4项,已整改2项: small numbers with what became of each
    done = [page.before(f, 8) + page.text[f.span.end : f.span.end + 4] for f in row[1:3]]
    both = _THEN.search(page.between(row[1], row[2])) is not None or (
        all(map(_STATE.search, done)) and not re.search(r"[。;!?\n]", words)
    )
    if ((amount(row[0]) or 0) < 10 or re.search(r"[。;!?\n]", words)) and not both:
        return
    if near((amount(row[1]) or 0) + (amount(row[2]) or 0), amount(row[0]) or 0, 0):
        yield added_up(page, "consistent", row[1:], row[0])


def _sum_near(page: Page, row: Sequence[Figure], index: int, total: Figure) -> Iterator[Relation]:
    marked = marked_total(page, total)
    for step_by in (1, -1):
        added, parts = 0.0, []
        for other in row[index + 1 : index + 9] if step_by > 0 else row[max(0, index - 8) : index][::-1]:
            if abs(other.span.start - total.span.start) > 240:
                break
            added += amount(other) or 0.0
            parts.append(other)
            if len(parts) >= (2 if marked and step_by < 0 else 3) and near(added, amount(total) or 0.0, 0):
                yield added_up(page, "consistent", parts if step_by > 0 else parts[::-1], total)
                return
            if added > (amount(total) or 0.0):
                break


_NEED = re.compile(
    r"应|需|预算|安排|下达|核定|编制|计划|规划|测算|任务|目标|共有|全[县市区省校镇乡]|总|拟|有[\u4e00-\u9fff]{0,8}$"
)
_HAVE = re.compile(r"实有|现有|已有|实际|在编|到位|退出|销号|已|完成|建成|实到|入学|使用|支出|在岗|目前有")
_LACK = re.compile(
    r"(?:差|缺|结余|节余|短缺|缺编|缺额|缺口|空编|空缺|剩余|剩下|余下|下余|没有|尚未|未[\u4e00-\u9fff]{1,4}|[还仍尚]有|请假|缺席|缺勤|未到)(?:为|口|达|约)?$"
)
_BEHIND = re.compile(r"^[\u4e00-\u9fff]{0,4}(?:在建|未|没有|尚未|待)")
_LEFT_OVER = re.compile(r"(?:差|缺|剩|余|留下|没有|尚未|未|[还仍尚]有|请假|结余)[\u4e00-\u9fff]{0,6}$")


_ONE_LEFT = re.compile(
    r"[,、;]?(?:仅|只|还|尚)?有?(?P<one>一[个项所家名人处座户间条件])[\u4e00-\u9fff]{0,3}?(?:未|没有|不|尚未)"
)


def one_left(page: Page) -> Iterator[Relation]:
    """三十二项指标,达标三十一项,一项未达标: the one that is left, which is no figure of its own."""
    for sentence in page.sentences:
        for whole, part in pairwise(sentence.figures):
            match = _ONE_LEFT.match(page.text, part.span.end)
            if match and whole.unit == part.unit and near((amount(whole) or 0) - (amount(part) or 0), 1, 0):
                formula = f"{show(amount(whole) or 0)}-{show(amount(part) or 0)}=1{whole.unit or ''}"
                yield Relation("consistent", formula, (whole.span, part.span, Span(*match.span("one"))))


def difference(page: Page) -> Iterator[Relation]:
    """应配150名,实有103名,还差47名; 计划60所,完成48所,剩余12所: what is lacking against need and stock."""
    yield from one_left(page)
    for piece in page.pieces:
        figures = [f for f in page.inside(piece.span) if f.kind in ("count", "money", "area") and amount(f) is not None]
        for index, (a, b, c) in enumerate(zip(figures, figures[1:], figures[2:], strict=False)):
            if not a.unit == b.unit == c.unit or c.span.start - a.span.start > 90:
                continue
            more = figures[index + 3] if index + 3 < len(figures) else None
            goes_on = more is not None and more.unit == c.unit and not re.search(r"[。;\n]", page.between(c, more))
            yield from _difference(page, a, b, c, last=not goes_on)


def _difference(page: Page, a: Figure, b: Figure, c: Figure, *, last: bool) -> Iterator[Relation]:
    need, have, lack = (amount(f) or 0.0 for f in (a, b, c))
    places = (a.span, b.span, c.span)
    unit = c.unit or ""
    after = re.split(r"[。;]", page.between(b, c))[-1]
    behind = _BEHIND.match(page.text, c.span.end) is not None
    left = _LEFT_OVER.search(after) or _LEFT_OVER.search(page.before(c, 10)) or behind
    if near(need - have, lack, 0) and left:
        yield Relation("consistent", f"{show(need)}-{show(have)}={show(lack)}{unit}", places)
        return
    sure = last and need > have and all(exact(f) for f in (a, b, c)) and 0.2 <= lack / (need - have) <= 5
    if not sure or not _HAVE.search(page.between(a, b)) or not _NEED.search(re.split(r"[。;]", page.before(a, 14))[-1]):
        return
    if _LACK.search(after) and not re.search(r"其中|累计|每|年|比|增|减", page.text[a.span.end : c.span.start]):
        detail = f"{show(need)}-{show(have)}={show(need - have)}{unit},文中写{page.said(c)}"
        formula = f"{show(need)}-{show(have)}={show(need - have)}≠{show(lack)}{unit}"
        yield Relation("inconsistent", formula, places, detail)
