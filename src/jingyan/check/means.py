"""Values per head: 生均, 校均, 班均, 平均班额, 每百名, 师生比 against the two numbers they are made of."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jingyan.check.amounts import amount, exact, near, show, step, told
from jingyan.check.page import Page, Relation, Sentence
from jingyan.check.roles import amount_of_something
from jingyan.model.extracts import Figure
from jingyan.model.span import Span

_PUPILS = r"学生|在校生|幼儿|小学生|初中生|高中生|寄宿生|住校生|适龄儿童|[小初高]中?生"
_TEACHERS = r"教师|教职工|老师|师资"


@dataclass(frozen=True, slots=True)
class _Kind:
    """One wording of a mean: the words before it, the unit and words of what it is divided by, and how many of them make one (每百名: 100)."""

    cue: re.Pattern[str]
    unit: str
    divisor: re.Pattern[str]
    size: int = 1
    top: re.Pattern[str] | None = None


def _kind(cue: str, unit: str, divisor: str, size: int = 1, top: str | None = None) -> _Kind:
    tail = r"[^,。;:!?\d]{0,22}[:]?$"
    return _Kind(re.compile(f"(?:{cue}){tail}"), unit, re.compile(divisor), size, re.compile(top) if top else None)


_KINDS = (
    _kind(r"每百名(?:在校)?学生|百生|每百名[\u4e00-\u9fff]{0,4}生|每百人", "人", _PUPILS, 100),
    _kind(r"每千[名人个](?:户籍)?(?:老年人|老人|人口|常住人口)?|千人", "人", r"老年人|老人|人口", 1000),
    _kind(r"每万(?:名|人)?(?:人口|居民)?|万人", "人", r"人口|居民", 10000),
    _kind(r"生均|每生(?:平均|拥有|占有?)|平均每[名个]?(?:学生|生)|每[名个]学生平均", "人", _PUPILS),
    _kind(r"师均", "人", _TEACHERS),
    _kind(
        r"校均(?:规模)?|平均每[所个]?(?:学)?校|每[所个]?(?:学)?校平均",
        "所",
        r"学校|小学|中学|初中|高中|幼儿园|教学点|园|校",
    ),
    _kind(r"平均班额|班均(?:学生|人数|规模)?|平均每个?班|每班平均", "个", r"班", 1),
    _kind(r"户均", "户", r""),
    _kind(r"村均", "个", r"村"),
    _kind(r"人均", "人", r""),
)
_NOT_OWN = re.compile(
    r"标准|高于|低于|超过|不低于|不少于|规定|达标|全[市省国]|增|提高|提升|减|下降|由|从|比|目标|要求|以上|新增|计划|预计|补助|资助|奖励|拨付|发放|公用经费|经费标准"
)
_EACH_ONE = re.compile(
    r"(?:平均每[一]?(?P<a>[场次期斤亩户村人班校台套天月年个名项篇张间所门支册])|(?P<b>[场次期亩月日])均)[^,。;:!?\d]{0,14}$"
)
_MONTHS = {"月": "月", "日": "日", "天": "日", "名": "人"}


def _plain(before: str) -> _Kind | None:
    """A mean of anything counted (平均每场31人: by the number of 场)."""
    match = _EACH_ONE.search(before)
    unit = match and (match["a"] or match["b"])
    return _Kind(_EACH_ONE, _MONTHS.get(unit, unit), re.compile("")) if unit else None


_PAID = re.compile(r"按[^,。;]{0,20}$|(?:补助|资助|奖励|费用|发放)[^,。;\d]{0,6}$")
"""A value that is paid to each one is a factor (see `products`), no quotient."""
_RATIO = re.compile(r"(?P<first>师生|生师)比[^,。;\d]{0,8}$")


def mean(page: Page) -> Iterator[Relation]:
    """在校生1560人,占地31200平方米,生均20平方米: the mean against the quotient of the two numbers.

    The divisor may stand anywhere before in the piece; it then proves a mean wrong only if it proves another one right.
    """
    for sentence in page.sentences:
        for index, figure in enumerate(sentence.figures):
            if figure.kind == "ratio":
                yield from _ratio(page, sentence, index)
    for piece in page.pieces or (None,):
        yield from _in_piece(page, piece.span if piece else Span(0, len(page.text)))


def _in_piece(page: Page, span: Span) -> Iterator[Relation]:
    figures = page.inside(span)
    proved: set[Span] = set()
    doubtful: list[tuple[Figure, _Kind, Relation]] = []
    for sentence in page.sentences:
        if not span.start <= sentence.start < span.end:
            continue
        for figure in sentence.figures:
            kind = _kind_of(page, figure)
            if kind is None:
                continue
            found = _mean(page, sentence, figures, figure, kind)
            if found is None:
                continue
            relation, divisor, near_by = found
            if relation.status == "consistent":
                proved.add(divisor.span)
                yield relation
            elif near_by:
                yield relation
            else:
                doubtful.append((divisor, kind, relation))
    yield from (relation for divisor, _, relation in doubtful if divisor.span in proved)


def _kind_of(page: Page, figure: Figure) -> _Kind | None:
    before = page.before(figure, 34)
    if not amount(figure) or figure.unit == "%" or _PAID.search(before):
        return None
    return next((k for k in _KINDS if k.cue.search(before)), None) or _plain(before)


_FAR = 150
"""Figures before the mean's sentence in which its divisor is looked for (three pages of a dense report)."""


def _mean(
    page: Page, sentence: Sentence, figures: Sequence[Figure], figure: Figure, kind: _Kind
) -> tuple[Relation, Figure, bool] | None:
    """The relation, the divisor and whether that stands in the same sentence."""
    value = amount(figure) or 0.0
    before = page.before(figure, 34)
    found = kind.cue.search(before)
    own = before[found.start() :] if found else before
    others = [f for f in sentence.figures if f is not figure and amount(f) is not None and amount_of_something(page, f)]
    here = [f for f in others if _divides(page, f, kind)]
    first = bisect_left(figures, sentence.start, key=lambda f: f.span.start)
    far = [f for f in figures[max(0, first - _FAR) : first] if amount(f) is not None and _divides(page, f, kind)]
    far = [f for f in far if amount_of_something(page, f) and "每百名" not in page.before(f, 30)]
    unit = figure.unit or ("人" if kind.unit == "个" else figure.unit)
    units = (unit, "人次") if unit == "人" else (unit,)
    tops = [f for f in others if f.unit in units and f not in here and (amount(f) or 0) * kind.size > value]
    if kind.unit == "个" and unit == "人":
        tops = [f for f in tops if re.search(_PUPILS, _name(page, f))] or tops
    half = step(page.of(figure)) / 2 if exact(figure) else max(step(page.of(figure)), 0.05 * value)
    for divisor in (*here[::-1], *(far[::-1] if kind.divisor.pattern else ())):
        for top in tops[::-1]:
            if near((amount(top) or 0) * kind.size / (amount(divisor) or 1), value, half):
                return _relation(page, "consistent", kind, (top, divisor, figure)), divisor, True
    # the number right before the mean is what it was made of
    close = [f for f in tops if f.span.end <= figure.span.start and len(page.between(f, figure)) <= 40][-1:]
    alike = [f for f in tops if _about_the_same(page, f, own, kind)]
    whole = next(iter(tops if len(tops) == 1 else alike if len(alike) == 1 else close), None)
    divisors = here or far[-1:]
    if whole is None or len({amount(f) for f in divisors}) != 1 or _NOT_OWN.search(own) or figure.status != "actual":
        return None
    divisor = divisors[0]
    if not all(exact(f) for f in (figure, whole, divisor)) or not _about_the_same(page, whole, own, kind):
        return None
    if _narrower(page, figure, own, (whole, divisor)):
        return None
    quotient = (amount(whole) or 0) * kind.size / (amount(divisor) or 1)
    if any(near(quotient * shift, value, step(page.of(figure))) for shift in (0.1, 10.0)):
        return _relation(page, "suspicious", kind, (whole, divisor, figure)), divisor, bool(here)
    if 0.4 <= quotient / value <= 2.5 and not near(quotient, value, step(page.of(figure))):
        return _relation(page, "inconsistent", kind, (whole, divisor, figure)), divisor, bool(here) and len(tops) == 1
    return None


_SOME = re.compile(r"城区|城镇|农村|乡镇|乡村|公办|民办|小学|初中|高中|中学|中心|寄宿|幼儿园|义务教育")


def _narrower(page: Page, figure: Figure, own: str, of: Sequence[Figure]) -> bool:
    """True if the mean is told for some only (城区学校校均60人), which the two numbers are not."""
    clause = re.split(r"[,。;:]", page.before(figure, 40))[-1].removesuffix(own)
    return any(all(word not in _name(page, f) for f in of) for word in _SOME.findall(clause + own))


def _divides(page: Page, figure: Figure, kind: _Kind) -> bool:
    if (amount(figure) or 0) < 2 or figure.kind not in ("count", "area", "duration", "other"):
        return False
    units = ("所", "个", "校") if kind.unit == "所" else (kind.unit,)
    if figure.unit in ("斤", "亩", "公斤"):
        return figure.unit in units
    return figure.unit in units and kind.divisor.search(_name(page, figure)) is not None


def _about_the_same(page: Page, top: Figure, own: str, kind: _Kind) -> bool:
    """True if the number divided and the mean name the same thing (校舍 with 生均校舍), or the mean names nothing of its own."""
    words = re.sub(
        r"平均每[\u4e00-\u9fff]|[场次期亩月日]均|每千[名人](?:老年人|老人|人口)?|生均|校均|班均|师均|人均|户均|村均|平均|每百名|学生|每|拥有|达到?|为|规模|班额|数$|[:的有]",
        "",
        own,
    )
    name = _name(page, top)
    return not words or any(words[at : at + 2] in name for at in range(max(1, len(words) - 1)))


def _name(page: Page, figure: Figure) -> str:
    """The words around a figure within its clause."""
    left = re.split(r"[,、;:。()]|\d", page.before(figure, 16))[-1]
    right = re.split(r"[,、;:。()\n]|\d", page.text[figure.span.end : figure.span.end + 10])[0]
    return left + right


def _relation(page: Page, status: str, kind: _Kind, figures: Sequence[Figure]) -> Relation:
    top, divisor, figure = figures
    a, b, value = (amount(f) or 0.0 for f in figures)
    found, unit = a * kind.size / b, figure.unit or ""
    quotient = f"{show(a)}÷{show(b)}" + (f"×{kind.size}" if kind.size > 1 else "")
    places = (top.span, divisor.span, figure.span)
    if status == "consistent":
        return Relation("consistent", quotient + told(found, value, page.of(figure), unit), places)
    digits = max(0, 2 if step(page.of(figure)) <= 0.1 else 1)
    shown = (
        f"{quotient}≈{show(round(found, digits))}{unit}"
        if found != round(found, digits)
        else f"{quotient}={show(found)}{unit}"
    )
    if status == "suspicious":
        return Relation(
            "suspicious", f"{shown}≠{show(value)}{unit}", places, f"{shown},文中写{page.said(figure)},差10倍"
        )
    return Relation("inconsistent", f"{shown}≠{show(value)}{unit}", places, f"{shown},文中写{page.said(figure)}")


def _ratio(page: Page, sentence: Sentence, index: int) -> Iterator[Relation]:
    """师生比1:18 (or 生师比18:1) against pupils and teachers."""
    figure = sentence.figures[index]
    cue = _RATIO.search(page.before(figure, 16))
    sides = re.findall(r"\d+(?:\.\d+)?", page.of(figure))
    if cue is None or len(sides) != 2:
        return
    teachers_side, pupils_side = (float(s) for s in (sides if cue["first"] == "师生" else sides[::-1]))
    if teachers_side != 1:
        return
    people = [f for f in sentence.figures[:index] if f.unit == "人" and amount(f) and amount_of_something(page, f)]
    pupils = [f for f in people if re.search(_PUPILS, _name(page, f))]
    teachers = [f for f in people if re.search(_TEACHERS, _name(page, f)) and f not in pupils]
    half = step(re.sub(r".*[::]", "", page.of(figure)) if cue["first"] == "师生" else sides[0]) / 2
    for p in pupils[::-1]:
        for t in teachers[::-1]:
            if near((amount(p) or 0) / (amount(t) or 1), pupils_side, half):
                formula = f"{show(amount(p) or 0)}÷{show(amount(t) or 1)}{told((amount(p) or 0) / (amount(t) or 1), pupils_side, sides[0])}"
                yield Relation("consistent", formula, (p.span, t.span, figure.span))
                return
    if len(pupils) == len(teachers) == 1 and all(exact(f) for f in (figure, *pupils, *teachers)):
        found = (amount(pupils[0]) or 0) / (amount(teachers[0]) or 1)
        if 0.4 <= found / pupils_side <= 2.5 and not near(found, pupils_side, 2 * half):
            shown = f"{show(amount(pupils[0]) or 0)}÷{show(amount(teachers[0]) or 1)}≈{show(round(found, 1))}"
            places = (pupils[0].span, teachers[0].span, figure.span)
            yield Relation("inconsistent", f"{shown}≠{show(pupils_side)}", places, f"{shown},文中写{page.said(figure)}")
