"""Totals against their parts: stated after them (共计), before them (其中), or in a bracket."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise

from jingyan.check.amounts import amount, coarse, exact, near, plus, same_unit, show, step
from jingyan.check.page import FindingStatus, Page, Relation, Sentence
from jingyan.check.roles import amount_of_something, for_each
from jingyan.model.extracts import Figure
from jingyan.zh.names import find_names

_AFTER = re.compile(
    r"(?:合计|共计|总计|总共|一共|(?<![与和同公])共)(?:为|是|有|需|达|达到|投入|投资|资金|完成|建成|新建|培训|发放|[\u4e00-\u9fff]{1,5})?[:]?$"
)
_JOINS = re.compile(
    r"^[\u4e00-\u9fff]{0,6}[,、;)及和 ]*(?:以上|[两三四五六七八九]项|全[省市县区校])?(?:合计|共计|总计|总共|一共|共)(?:为|是|有|需|达|达到|[\u4e00-\u9fff]{2})?[:]?$"
)
_OPENS = re.compile(r"其中|分别(?:是|为|有)|包括|包含|含|[:]|分为|分成")
_LABELS = ("date", "ordinal", "duration", "range", "doc_number")
_WHICH = re.compile(r"其中")


def stated_after(page: Page) -> Iterator[Relation]:
    """A3所、B5所,共8所: the parts before a total that is marked 共计."""
    for sentence in page.sentences:
        for index, total in enumerate(sentence.figures):
            if amount(total) is None or index < 2 or not _AFTER.search(page.before(total, 10)):
                continue
            parts = _parts_before(page, sentence, index)
            if len(parts) >= 2:
                yield from _after(page, total, parts)


def _parts_before(page: Page, sentence: Sentence, index: int) -> tuple[Figure, ...]:
    """The figures with the total's unit that stand before it in an unbroken row; dates and ordinals only label them."""
    total = sentence.figures[index]
    parts: list[Figure] = []
    right = total
    for figure in reversed(sentence.figures[:index]):
        if len(page.between(figure, right)) > 40 or _OPENS.search(page.between(figure, right)):
            break
        label = figure.kind in _LABELS or (
            right is total and figure.kind == "count" and figure.unit in ("项", "", "个")
        )
        if amount(figure) is None or not same_unit(figure, total):
            if not label:
                break
        elif not for_each(page, figure):
            parts.append(figure)
        right = figure
    return tuple(reversed(parts))


def _after(page: Page, total: Figure, parts: Sequence[Figure]) -> Iterator[Relation]:
    for count in range(len(parts), 1, -1):
        chosen = parts[len(parts) - count :]
        if _agree(page, total, chosen):
            yield _relation("consistent", chosen, total)
            return
    sure = (
        all(exact(f) for f in (*parts, total))
        and total.kind != "percent"
        and all(p.unit == parts[0].unit for p in parts)
    )
    own = any(_AFTER.search(page.before(p, 10)) for p in parts)
    if (
        sure
        and not own
        and _JOINS.match(page.between(parts[-1], total))
        and _row(page, parts)
        and _plausible(parts, total)
    ):
        yield _relation("inconsistent", parts, total)


def _plausible(parts: Sequence[Figure], total: Figure) -> bool:
    """True if the parts come near the total, so that they can be meant as its parts."""
    stated = amount(total) or 0.0
    return abs(sum(amount(p) or 0.0 for p in parts) - stated) <= 0.5 * stated


def _row(page: Page, figures: Sequence[Figure]) -> bool:
    """True if nothing but short names stands between the figures, so that they are a list."""
    gaps = [page.between(a, b) for a, b in pairwise(figures)]
    return all(
        len(g) <= 22 and not re.search(r"每|平均|人均|生均|比|占|由|从|同比|增|减|其中|累计|达标|少的|多的|最|差|缺", g)
        for g in gaps
    )


def stated_before(page: Page) -> Iterator[Relation]:
    """学校32所,其中小学20所…: a total and the parts that 其中, a colon or a bracket opens after it."""
    for sentence in page.sentences:
        used: set[int] = set()
        for index, total in enumerate(sentence.figures):
            if index in used or amount(total) is None:
                continue
            parts = _parts_after(page, sentence, index)
            if len(parts) < 2:
                continue
            found = _before(page, total, parts)
            if found:
                used.update(range(index + 1, index + 1 + len(parts)))
                yield found


_BRACKET = re.compile(r"^[^,。;、\d]{0,14}\(")


def _parts_after(page: Page, sentence: Sentence, index: int) -> tuple[Figure, ...]:
    """The figures with the total's unit that 其中, a colon or a bracket opens; what stands in a deeper bracket belongs to another total."""
    total = sentence.figures[index]
    rest = [f for f in sentence.figures[index + 1 :] if f.kind not in _LABELS]
    if not rest:
        return ()
    gap = page.between(total, rest[0])
    bracket = _BRACKET.match(gap) is not None
    if len(gap) > 40 or not (bracket or _OPENS.search(gap)):
        return ()
    parts: list[Figure] = []
    previous = total
    for figure in rest:
        words = page.between(total, figure)
        depth = words.count("(") - words.count(")") - int(bracket)
        if depth > 0:
            continue
        if depth < 0 or (len(page.between(previous, figure)) > 40 and "(" not in page.between(previous, figure)):
            break
        if amount(figure) is None or not same_unit(figure, total):
            if parts and figure.kind == "percent":
                continue
            break
        if for_each(page, figure):
            continue
        if re.search(r"合计|共计|总计|。", page.between(previous, figure)) and parts:
            break
        parts.append(figure)
        previous = figure
    return tuple(parts)


def _before(page: Page, total: Figure, parts: Sequence[Figure]) -> Relation | None:
    counts = range(len(parts), 1, -1)
    # an exact sum proves more than one that only rounds to the total
    for count in sorted(counts, key=lambda n: not near(sum(amount(p) or 0 for p in parts[:n]), amount(total) or 0, 0)):
        if _agree(page, total, parts[:count]):
            return _relation("consistent", parts[:count], total)
    if (
        not all(exact(f) for f in (*parts, total))
        or total.kind == "percent"
        or any(p.unit != total.unit for p in parts)
    ):
        return None
    if any(_WHICH.search(page.between(a, b)) for a, b in pairwise(parts)):
        return None
    family = _family(page, parts)
    added = sum(amount(p) or 0 for p in parts)
    stated = amount(total) or 0
    if family is None:
        return _relation("inconsistent", parts, total) if added > stated and _apart(page, total, parts) else None
    if added > stated:
        return _relation("inconsistent", parts, total)
    short = (stated - added) / stated if stated else 1
    if _by_years(page, parts) and len(parts) >= 3 and short <= 0.2:
        return _relation("inconsistent", parts, total)
    if family or (len(parts) >= 3 and short <= 0.1):
        return _relation("suspicious", parts, total)
    return None


@cache
def _families() -> tuple[tuple[tuple[str, ...], bool], ...]:
    table = tomllib.loads(files("jingyan.check").joinpath("families.toml").read_text("utf-8"))
    return tuple((tuple(row["words"]), bool(row["closed"])) for row in table["family"])


def _family(page: Page, parts: Sequence[Figure]) -> bool | None:
    """Whether the parts are named by different words of one family: True if it is closed and complete, False if open, None if they are not one family."""
    if _by_years(page, parts):
        return False
    names = [_name(page, p) for p in parts]
    for words, closed in _families():
        hits = [max((w for w in words if w in name), key=len, default=None) for name in names]
        if None not in hits and len(set(hits)) == len(hits):
            return closed and len(hits) == len(words)
    return None


_SHARED = re.compile(r"用于|占|比|节约|结余|累计|其余|以上|以下")


def _apart(page: Page, total: Figure, parts: Sequence[Figure]) -> bool:
    """True if no part can hold another's share: three and more sums of money or areas in a row, or numbers each of another place or unit.

    People and schools in a row may overlap (女教师, 高级教师); money that is spent twice cannot.
    """
    if any(_SHARED.search(page.between(a, b)) for a, b in pairwise((total, *parts))):
        return False
    if total.kind in ("money", "area"):
        return len(parts) >= 3
    places = [find_names(name) for name in (_name(page, p) for p in parts)]
    named = {n[0].span.of(_name(page, p)) for n, p in zip(places, parts, strict=True) if n and n[0].kind != "person"}
    return len(parts) >= 2 and len(named) == len(parts)


_YEAR_BEFORE = re.compile(r"(\d{4})年[^\d,。;]{0,6}$")


def _by_years(page: Page, parts: Sequence[Figure]) -> bool:
    """True if each part is labelled with another year (2021年46人、2022年83人)."""
    years = [m.group(1) for p in parts if (m := _YEAR_BEFORE.search(page.before(p, 16)))]
    return len(years) == len(parts) == len(set(years))


def _name(page: Page, figure: Figure) -> str:
    """The words that name a part: left of it back to a mark, and right of it up to the next mark."""
    left = re.split(r"[,、;:。()]|\d", page.before(figure, 16))[-1]
    right = re.split(r"[,、;:。()\n]", page.text[figure.span.end : figure.span.end + 12])[0]
    return left or right


def _agree(page: Page, total: Figure, parts: Sequence[Figure]) -> bool:
    """Parts add up to the total, rounding of the printed digits allowed."""
    stated = amount(total) or 0.0
    added = sum(amount(p) or 0.0 for p in parts)
    if total.approximate == "over":
        return stated <= added <= stated * 1.1
    if total.approximate == "about":
        return near(added, stated, 0.1 * stated)
    written = page.of(total)
    finest = min(step(page.of(p)) for p in parts)
    tolerance = step(written) / 2 if coarse(written) and step(written) > finest else 0.0
    if "." in written and step(written) <= finest:
        tolerance = max(tolerance, len(parts) * finest / 2 if len(parts) > 2 else 0.0)
    return near(added, stated, tolerance)


def _relation(status: FindingStatus, parts: Sequence[Figure], total: Figure) -> Relation:
    values = [amount(p) or 0.0 for p in parts]
    added, stated = sum(values), amount(total) or 0.0
    sign = "=" if status == "consistent" and near(added, stated, 0) else "≈" if status == "consistent" else "≠"
    unit = total.unit or ""
    tail = "" if sign == "=" else f"={show(added)}{sign}{show(stated)}"
    formula = plus(values) + (f"={show(stated)}" if sign == "=" else tail) + unit
    detail = f"分项相加是{show(added)}{unit},文中合计是{show(stated)}{unit},相差{show(abs(added - stated))}{unit}"
    return Relation(status, formula, (*(p.span for p in parts), total.span), detail)


def part_of_whole(page: Page) -> Iterator[Relation]:
    """其中: a part cannot be larger than its whole."""
    for sentence in page.sentences:
        for whole, part in pairwise(sentence.figures):
            if (
                amount(whole) is None
                or amount(part) is None
                or whole.unit != part.unit
                or whole.kind in ("percent", "duration")
            ):
                continue
            gap = page.between(whole, part)
            if not _WHICH.search(gap) or len(gap) > 40 or not exact(part):
                continue
            a, b = amount(part) or 0.0, amount(whole) or 0.0
            unit = whole.unit or ""
            if a <= b:
                yield Relation("consistent", f"{show(a)}{unit}≤{show(b)}{unit}", (whole.span, part.span))
            elif exact(whole):
                yield Relation(
                    "inconsistent",
                    f"{show(a)}>{show(b)}{unit}",
                    (whole.span, part.span),
                    f"“其中”的{show(a)}{unit}大于总数{show(b)}{unit}",
                )


def in_a_row(page: Page) -> Iterator[Relation]:
    """Three and more neighbouring numbers of one unit that add up exactly to the one before or behind them confirm one another."""
    for piece in page.pieces:
        figures = [f for f in page.inside(piece.span) if (amount(f) or 0) > 0]
        for unit in dict.fromkeys(f.unit for f in figures):
            row = [
                f
                for f in figures
                if f.unit == unit and f.kind in ("count", "money", "area") and amount_of_something(page, f)
            ]
            for index, total in enumerate(row):
                yield from _sum_near(page, row, index, total)


def _sum_near(page: Page, row: Sequence[Figure], index: int, total: Figure) -> Iterator[Relation]:
    marked = _AFTER.search(page.before(total, 10))
    for step_by in (1, -1):
        added, parts = 0.0, []
        for other in row[index + 1 : index + 9] if step_by > 0 else row[max(0, index - 8) : index][::-1]:
            if abs(other.span.start - total.span.start) > 240:
                break
            added += amount(other) or 0.0
            parts.append(other)
            if len(parts) >= (2 if marked and step_by < 0 else 3) and near(added, amount(total) or 0.0, 0):
                yield _relation("consistent", parts if step_by > 0 else parts[::-1], total)
                return
            if added > (amount(total) or 0.0):
                break


_NEED = re.compile(r"应|需|核定|编制|计划|测算")
_HAVE = re.compile(r"实有|现有|已有|实际|在编|到位|退出|销号")
_LACK = re.compile(r"(?:还|尚|仍|共)?(?:差|缺|短缺|缺编|缺口)(?:为|口)?$")
_LEFT_OVER = re.compile(r"(?:差|缺|剩|余|留下|没有|尚未|未)[\u4e00-\u9fff]{0,6}$")


def difference(page: Page) -> Iterator[Relation]:
    """应配150名,实有103名,还差47名: what is lacking against need and stock."""
    for piece in page.pieces:
        figures = [f for f in page.inside(piece.span) if f.kind == "count" and amount(f) is not None]
        for a, b, c in zip(figures, figures[1:], figures[2:], strict=False):
            if not a.unit == b.unit == c.unit or c.span.start - a.span.start > 80:
                continue
            yield from _difference(page, a, b, c)


def _difference(page: Page, a: Figure, b: Figure, c: Figure) -> Iterator[Relation]:
    need, have, lack = (amount(f) or 0.0 for f in (a, b, c))
    places = (a.span, b.span, c.span)
    after = re.split(r"[。;]", page.between(b, c))[-1]
    if near(need - have, lack, 0) and (_LEFT_OVER.search(after) or _LEFT_OVER.search(page.before(c, 10))):
        yield Relation("consistent", f"{show(need)}-{show(have)}={show(lack)}{c.unit}", places)
    elif (
        _LACK.search(after)
        and _HAVE.search(page.between(a, b))
        and _NEED.search(page.before(a, 12))
        and all(exact(f) for f in (a, b, c))
    ):
        detail = f"应有{show(need)}{c.unit}、实有{show(have)}{c.unit},相差{show(need - have)}{c.unit},文中写{show(lack)}{c.unit}"
        yield Relation(
            "inconsistent", f"{show(need)}-{show(have)}={show(need - have)}≠{show(lack)}{c.unit}", places, detail
        )
