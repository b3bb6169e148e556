"""Whether what a report says about a standard fits its own numbers: 达标 and 未达标, and values per head that it does not spell out."""

import re
from collections.abc import Iterator, Sequence

from jingyan.check.amounts import amount, show
from jingyan.check.page import Page, Relation, Sentence
from jingyan.model.extracts import Figure

_STANDARD = re.compile(r"(?:标准|要求|规定|指标|达标\()(?:值|线)?(?:的|是|为)?$")
_FOLLOWED = re.compile(r"(?:以上|以下|以内)?的?(?:[\u4e00-\u9fff]{0,6})标准")
_MISSED = re.compile(r"未达标|不达标|未达到|没有达到|达不到|低于|不足|未达|差距|不符合")
_MET = re.compile(r"(?:均|全部|已|都)?达标|达到|高于|超过|优于|符合")
_PUPILS = re.compile(r"学生|在校生|幼儿")


def reached(page: Page) -> Iterator[Relation]:
    """生均7.15平方米,标准为7.5平方米以上,已达标: the value against the standard beside it."""
    for sentence in page.sentences:
        for index, standard in enumerate(sentence.figures):
            if index and _is_standard(page, standard):
                value = sentence.figures[index - 1]
                if value.unit == standard.unit and amount(value) is not None and _per_head(page, value):
                    yield from _against(page, sentence, value, standard)


def _is_standard(page: Page, figure: Figure) -> bool:
    if amount(figure) is None or figure.unit in ("%", None):
        return False
    before = page.before(figure, 14)
    return _STANDARD.search(before) is not None or _FOLLOWED.match(page.text, figure.span.end) is not None


def _per_head(page: Page, figure: Figure) -> bool:
    return re.search(r"(?:生均|每百名|人均|平均班额|班额)[^,。;\d]{0,24}$", page.before(figure, 34)) is not None


def _against(page: Page, sentence: Sentence, value: Figure, standard: Figure) -> Iterator[Relation]:
    between = page.between(value, standard)
    after = re.split(r"[。;\n]", page.text[standard.span.end : min(sentence.end, standard.span.end + 24)])[0]
    if len(between) > 16 or value.approximate != "exact":
        return
    words = between + after
    missed, met = _MISSED.search(words), _MET.search(re.sub(_MISSED, "", words))
    if bool(missed) is bool(met):
        return
    most = standard.approximate == "at_most" or re.search(r"班额", page.before(value, 24)) is not None
    a, b, unit = amount(value) or 0.0, amount(standard) or 0.0, standard.unit or ""
    reaches = a <= b if most else a >= b
    sign = ("≤" if most else "≥") if reaches else (">" if most else "<")
    formula, places = f"{show(a)}{sign}{show(b)}{unit}", (value.span, standard.span)
    if reaches is bool(met):
        yield Relation("consistent", formula, places)
    elif a != b:
        claim = met or missed
        detail = f"{formula},文中却写“{claim.group() if claim else ''}”"
        yield Relation("inconsistent", formula, places, detail)


_BASIS = re.compile(r"每百名(?:学生)?|生均")
_NUMBER_UNITS = ("人", "间", "平方米", "元", "台", "册")


def worked_out(page: Page) -> Iterator[Relation]:
    """在校学生83人,…多媒体教室2间,每百名学生拥有数达标准2.4间以上: the quotient the text does not spell out reaches the standard."""
    for piece in page.pieces:
        figures = page.inside(piece.span)
        pupils = _pupils(page, figures)
        for index, standard in enumerate(figures) if pupils else ():
            quoted = standard.approximate == "at_least" and (
                _is_standard(page, standard)
                or re.search(r"每百名[^,。;\d]{0,30}(?:达到?|高于)$", page.before(standard, 44))
            )
            if quoted and standard.unit in _NUMBER_UNITS and amount(standard):
                yield from _worked_out(page, pupils, figures[max(0, index - 6) : index], standard)


def _pupils(page: Page, figures: Sequence[Figure]) -> Figure | None:
    """The number of pupils if the piece gives just one."""
    found = [f for f in figures if f.unit == "人" and (amount(f) or 0) >= 20 and _PUPILS.search(page.before(f, 8)[-6:])]
    whole = [f for f in found if not re.search(r"每百名|[生均]均|资助|贫困|留守|寄宿|住宿|随迁", page.before(f, 12))]
    return whole[0] if whole and len({amount(f) for f in whole}) == 1 else None


def _worked_out(page: Page, pupils: Figure | None, before: Sequence[Figure], standard: Figure) -> Iterator[Relation]:
    same = [f for f in before if f.unit == standard.unit and amount(f) and f.approximate == "exact"]
    if pupils is None or not same:
        return
    top = same[-1]
    words = page.text[top.span.end : standard.span.start]
    if "\n" in words or len(words) > 70 or (top.unit == "人" and not re.search(r"教师", words)):
        return
    size = 100 if "每百名" in words or standard.unit in ("人", "间") else 1
    a, b, least = amount(top) or 0.0, amount(pupils) or 1.0, amount(standard) or 0.0
    if a * size / b >= least > 0 and top.span != pupils.span:
        quotient = f"{show(a)}÷{show(b)}" + (f"×{size}" if size > 1 else "")
        formula = f"{quotient}≈{show(round(a * size / b, 2))}≥{show(least)}{standard.unit}"
        yield Relation("consistent", formula, (*sorted((top.span, pupils.span)), standard.span))
