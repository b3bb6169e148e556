"""Relations that are told mostly where they hold: rates per many, shares of two wholes, heights, sums behind one verb, what is spent."""

import re
from collections.abc import Iterator
from itertools import pairwise

from jingyan.check.amounts import amount, near, show, step, told
from jingyan.check.page import Page, Relation
from jingyan.model.extracts import Figure
from jingyan.model.span import Span

_BIRTHS = re.compile(r"(?:出生率|死亡率|自增率|自然增长率)(?:为|是|达|约)?(?P<rate>\d+(?:\.\d+)?)‰")


def natural_growth(page: Page) -> Iterator[Relation]:
    """出生率8.9‰,死亡率4.27‰,自然增长率4.63‰: births less deaths."""
    found = list(_BIRTHS.finditer(page.text))
    for row in zip(found, found[1:], found[2:], strict=False):
        by = {m.group()[0]: m for m in row}
        if (
            len(by) < 3
            or row[2].end() - row[0].start() > 120
            or re.search(r"[。\n]", page.text[row[0].end() : row[2].start()])
        ):
            continue
        born, died, grown = (float(by[c]["rate"]) for c in "出死自")
        places = tuple(Span(by[c].start("rate"), by[c].end()) for c in "出死自")
        formula = f"{show(born)}‰-{show(died)}‰={show(born - died)}‰"
        if near(born - died, grown, 0.0051):
            yield Relation("consistent", formula, places)
        elif abs(born - died - grown) > 0.1:
            yield Relation("inconsistent", f"{formula}≠{show(grown)}‰", places, f"{formula},文中写{show(grown)}‰")


_PER_MANY = re.compile(r"率(?:为|达|是)?(?P<rate>\d+\.\d+)/10万")


def per_hundred_thousand(page: Page) -> Iterator[Relation]:
    """活产6411人,死亡3例,死亡率46.79/10万: confirmed where a number before is the whole."""
    for match in _PER_MANY.finditer(page.text):
        before = [f for f in page.inside(Span(max(0, match.start() - 300), match.start())) if f.kind == "count"]
        if len(before) < 2 or match.start() - before[-1].span.end > 12:
            continue
        part = amount(before[-1]) or 0.0
        for whole in before[:-1]:
            base = amount(whole) or 0.0
            if base >= 1000 and near(part / base * 1e5, float(match["rate"]), 0.0051):
                places = (before[-1].span, whole.span, Span(match.start("rate"), match.end()))
                yield Relation("consistent", f"{show(part)}÷{show(base)}={match['rate']}/10万", places)
                break


_DIFFERENCE = re.compile(r"(?:高差|落差|相差)[^,。;\d]{0,6}$")


def heights(page: Page) -> Iterator[Relation]:
    """最低海拔1162米,最高峰海拔3958.4米,高差2796米: the highest less the lowest, as finely as the difference is written."""
    for sentence in page.sentences:
        metres = [f for f in sentence.figures if f.unit == "米" and amount(f) is not None]
        for a, b, c in zip(metres, metres[1:], metres[2:], strict=False):
            clause = re.split(r"[,;]", page.between(a, b))[-1]
            if not (
                _DIFFERENCE.search(page.before(c, 12))
                and "海拔" in page.before(a, 24)
                and re.search(r"海拔|最高|峰|最低", clause)
            ):
                continue
            found = abs((amount(a) or 0.0) - (amount(b) or 0.0))
            if near(found, amount(c) or 0.0, step(page.of(c))):
                high, low = max(amount(a) or 0.0, amount(b) or 0.0), min(amount(a) or 0.0, amount(b) or 0.0)
                formula = f"{show(high)}-{show(low)}{told(found, amount(c) or 0.0, page.of(c), '米')}"
                yield Relation("consistent", formula, (a.span, b.span, c.span))


_BOTH = re.compile(r"分别占[^。;%\d]{2,24}的$")


def shares_of_two(page: Page) -> Iterator[Relation]:
    """144户、578人,分别占农户和人口的19.54%和20.58%: each share of a number of its own unit further up."""
    for piece in page.pieces:
        figures = [f for f in page.inside(piece.span) if amount(f) is not None]
        for at in range(3, len(figures)):
            rates = figures[at - 1 : at + 1]
            if any(r.unit != "%" for r in rates) or not _BOTH.search(page.before(rates[0], 30)):
                continue
            for part, rate in zip(figures[at - 3 : at - 1], rates, strict=True):
                for whole in figures[: at - 3]:
                    top, base = amount(part) or 0.0, amount(whole) or 0.0
                    if whole.unit == part.unit and base > top and near(top / base * 100, amount(rate) or 0.0, 0.0051):
                        formula = f"{show(top)}÷{show(base)}≈{page.said(rate)}"
                        yield Relation("consistent", formula, (part.span, whole.span, rate.span))
                        break


_BARE = re.compile(r"占[^,。;\d]{0,10}(?:总数|总人数|总量|总额|比例)的?$")


def bare_share(page: Page) -> Iterator[Relation]:
    """教师44人,…骨干35人,占教师总数79.5: a share without its sign, confirmed where a number before is the whole."""
    for piece in page.pieces:
        figures = [f for f in page.inside(piece.span) if amount(f) is not None]
        for at, rate in enumerate(figures):
            if at < 2 or rate.unit or "." not in page.of(rate) or not _BARE.search(page.before(rate, 20)):
                continue
            part = figures[at - 1]
            for whole in figures[max(0, at - 12) : at - 1]:
                top, base = amount(part) or 0.0, amount(whole) or 0.0
                if (
                    whole.unit == part.unit
                    and base > top
                    and near(top / base * 100, amount(rate) or 0.0, step(page.of(rate)))
                ):
                    formula = f"{show(top)}÷{show(base)}≈{page.said(rate)}%"
                    yield Relation("consistent", formula, (part.span, whole.span, rate.span))
                    break


_TOWNS = re.compile(r"(?P<a>\d{1,2})个?(?P<x>镇|乡|街道)(?P<b>\d{1,2})个?(?P<y>镇|乡|街道)(?!\d)")
_ALL_TOWNS = re.compile(r"(?<!\d)(?P<n>\d{1,2}个?)(?:乡镇|镇乡|镇街|乡\(镇\)|乡、镇)")


def towns(page: Page) -> Iterator[Relation]:
    """辖7镇2乡 and 9个乡镇 further on."""
    for match in _TOWNS.finditer(page.text):
        if match["x"] == match["y"]:
            continue
        added = int(match["a"]) + int(match["b"])
        for whole in _ALL_TOWNS.finditer(page.text, match.end(), match.end() + 200):
            if int(whole["n"].rstrip("个")) == added:
                places = (Span(*match.span("a")), Span(*match.span("b")), Span(*whole.span("n")))
                yield Relation("consistent", f"{match['a']}+{match['b']}={added}个", places)
                break


_WHOLE_COST = re.compile(r"(?:总投资|计划投资|概算投资|投资总额)(?:为|达|约)?$")
_DONE_COST = re.compile(r"完成[\u4e00-\u9fff]{0,4}投资(?:额|为|达|约)*$|年计划投资$")


def spent(page: Page) -> Iterator[Relation]:
    """总投资2821万元…累计完成投资920万元: what is spent is no more than the whole; told only where it holds."""
    whole: Figure | None = None
    for figure in page.figures:
        if figure.kind != "money" or amount(figure) is None:
            continue
        before = page.before(figure, 12)
        if _DONE_COST.search(before):
            near_by = whole is not None and figure.span.start - whole.span.end < 300
            if whole and near_by and (amount(figure) or 0) <= (amount(whole) or 0):
                formula = f"{show(amount(figure) or 0)}≤{show(amount(whole) or 0)}元"
                yield Relation("consistent", formula, (figure.span, whole.span))
        elif _WHOLE_COST.search(before):
            whole = figure


def households(page: Page) -> Iterator[Relation]:
    """人口8582户39026人,其中…1980户9395人: both of a pair behind 其中 are no more than those before."""
    for sentence in page.sentences:
        pairs = [
            (a, b)
            for a, b in zip(sentence.figures, sentence.figures[1:], strict=False)
            if a.unit == "户" and b.unit == "人" and b.span.start - a.span.end <= 1
        ]
        for (a, b), (c, d) in pairwise(pairs):
            if (
                "其中" in page.between(b, c)
                and (amount(c) or 0) <= (amount(a) or 0)
                and (amount(d) or 0) <= (amount(b) or 0)
            ):
                yield Relation("consistent", f"{show(amount(c) or 0)}≤{show(amount(a) or 0)}户", (c.span, a.span))


def by_verb(page: Page) -> Iterator[Relation]:
    """共完成投资1441.5亿元…公路项目完成投资1313.8亿元…港口项目完成投资71亿元…: the numbers behind one verb, groups of 其中 left out."""
    for piece in page.pieces:
        rows: dict[tuple[str, str | None, bool], list[Figure]] = {}
        for figure in page.inside(piece.span):
            if amount(figure) is None or figure.kind not in ("money", "area", "count"):
                continue
            words = re.search(r"完成[\u4e00-\u9fff]{0,8}$", page.before(figure, 16))
            sentence = page.text[max(piece.span.start, figure.span.start - 200) : figure.span.start]
            if not words:
                continue
            # numbers of six digits and more never add up by chance, so those of a group may be looked at too
            rows.setdefault(("完成", figure.unit, True), []).append(figure)
            if "其中" not in re.split(r"[。\n]", sentence)[-1]:
                rows.setdefault((words.group(), figure.unit, False), []).append(figure)
        for (_, _, fine), row in rows.items():
            yield from _row_of_one_verb(page, row, fine=fine)


def _row_of_one_verb(page: Page, row: list[Figure], *, fine: bool) -> Iterator[Relation]:
    for index, total in enumerate(row):
        added, parts = 0.0, list[Figure]()
        if fine and len(re.sub(r"\D", "", page.of(total))) < 6:
            continue
        for part in row[index + 1 : index + 10]:
            added, parts = added + (amount(part) or 0.0), [*parts, part]
            if len(parts) >= (2 if fine else 3) and near(added, amount(total) or 0.0, 0):
                formula = "+".join(page.said(p) for p in parts) + f"={page.said(total)}"
                yield Relation("consistent", formula, (*(p.span for p in parts), total.span))
                break


def group_behind_semicolon(page: Page) -> Iterator[Relation]:
    """教师9人,其中大专2人,中师6人;高级3人,一级4人,二级2人: a group of its own between semicolons."""
    for sentence in page.sentences:
        if ";" not in page.text[sentence.start : sentence.end] or not sentence.figures:
            continue
        groups: list[list[Figure]] = [[]]
        for index, figure in enumerate(sentence.figures):
            gap = page.between(sentence.figures[index - 1], figure) if index else ""
            if ";" in gap:
                groups.append([])
            groups[-1].append(figure)
        for number, group in enumerate(groups[1:], 1):
            same = {f.unit for f in group}
            if len(group) < 3 or len(same) > 1 or any(amount(f) is None for f in group):
                continue
            added = sum(amount(f) or 0.0 for f in group)
            for whole in (f for g in groups[:number] for f in g):
                if whole.unit in same and added >= 5 and near(amount(whole) or 0.0, added, 0):
                    formula = "+".join(show(amount(f) or 0) for f in group) + f"={show(added)}{whole.unit or ''}"
                    yield Relation("consistent", formula, (*(f.span for f in group), whole.span))
                    break
