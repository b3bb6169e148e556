"""A part against its whole, what is lacking against need and stock, and neighbouring numbers that add up."""

import re
from collections.abc import Iterator, Sequence

from jingyan.check.amounts import amount, exact, near, show
from jingyan.check.page import Page, Relation
from jingyan.check.roles import amount_of_something, for_each
from jingyan.check.sums import added_up, marked_total
from jingyan.model.extracts import Figure

_WHICH = re.compile(r"其中|^\(?含|^,?包[含括]")


def part_of_whole(page: Page) -> Iterator[Relation]:
    """其中: a part cannot be larger than its whole."""
    for sentence in page.sentences:
        for index, whole in enumerate(sentence.figures):
            part = _part(page, whole, sentence.figures[index + 1 : index + 3])
            if part is None:
                continue
            a, b = amount(part) or 0.0, amount(whole) or 0.0
            unit = whole.unit or ""
            if a <= b:
                yield Relation("consistent", f"{show(a)}{unit}≤{show(b)}{unit}", (whole.span, part.span))
            elif exact(whole) and a > _with_sisters(page, sentence.figures[:index], whole):
                yield Relation(
                    "inconsistent",
                    f"{show(a)}>{show(b)}{unit}",
                    (whole.span, part.span),
                    f"“其中”是{page.said(part)},总数只有{page.said(whole)}",
                )


def _with_sisters(page: Page, before: Sequence[Figure], whole: Figure) -> float:
    """The whole together with those joined to it by 、 or 和 (家庭农场67家、合作社59家,其中…): 其中 may mean all of them."""
    total, right = amount(whole) or 0.0, whole
    for figure in reversed(before):
        if figure.unit != whole.unit or amount(figure) is None or re.search(r"[,。;:(]", page.between(figure, right)):
            break
        total, right = total + (amount(figure) or 0.0), figure
    return total


def _part(page: Page, whole: Figure, behind: Sequence[Figure]) -> Figure | None:
    """The figure that 其中 opens right behind `whole`; a bound (10人以下的教学点) only names it."""
    if amount(whole) is None or whole.kind in ("percent", "duration"):
        return None
    for part in behind:
        gap = page.between(whole, part)
        if not _WHICH.search(gap) or len(gap) > 40:
            return None
        if amount(part) is not None and part.unit == whole.unit and exact(part):
            return None if for_each(page, part) or for_each(page, whole) else part
        if part.approximate not in ("at_most", "at_least", "under", "over") or part.unit == whole.unit:
            return None
    return None


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
_LEAST = 50
"""Two numbers rarely add up to one of this size by chance."""


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


def _two_behind(page: Page, row: Sequence[Figure]) -> Iterator[Relation]:
    """教职工103人,专任教师95人,工勤人员8人: a total and just two parts behind it in the same sentence."""
    if len(row) < 3 or row[2].span.start - row[0].span.end > (120 if _long(page, row[0]) else 90):
        return
    words = page.text[row[0].span.end : row[2].span.start]
    both = _THEN.search(page.between(row[1], row[2])) is not None
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


def difference(page: Page) -> Iterator[Relation]:
    """应配150名,实有103名,还差47名; 计划60所,完成48所,剩余12所: what is lacking against need and stock."""
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
