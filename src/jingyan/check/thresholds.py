"""Quoted national thresholds: right value, and said per head."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from jingyan.check.amounts import amount, show
from jingyan.check.page import Page, Relation
from jingyan.model.extracts import Figure
from jingyan.model.indicators import Indicator

_QUOTED = re.compile(r"标准|要求|规定(?!学历)|指标")


_FOLLOWED = re.compile(r"(?:以上)?的?(?:国家|省定?|评估|规定)?标准")


@dataclass(frozen=True, slots=True)
class Threshold:
    """What an indicator per head must reach: the words that name it without its basis (生均, 每百名), `values` for primary and junior schools or one for all."""

    name: str
    cores: tuple[str, ...]
    basis: str
    unit: str
    values: tuple[float, ...]
    national: bool


_BASIS = re.compile(r"^(?:每?百名学生|生均)(?:拥有)?")
_MEASURE = re.compile(r"(?:总?值|价值|面积|数)$")
_STAGE_NAMES = ("小学", "初中")


@cache
def thresholds(table: tuple[Indicator, ...]) -> tuple[Threshold, ...]:
    """The rows of `table` that give a lower bound per head."""
    rows: list[Threshold] = []
    for row in table:
        basis = _BASIS.match(row.name)
        values = [
            t.value for stage in _STAGE_NAMES for t in row.thresholds if t.stage == stage and t.bound == "at_least"
        ]
        values = values or [t.value for t in row.thresholds if t.stage == "" and t.bound == "at_least"]
        if basis is None or not values:
            continue
        names = (_MEASURE.sub("", _BASIS.sub("", name)) for name in (row.name, *row.aliases))
        cores = tuple(dict.fromkeys(name for name in names if len(name) >= 4))
        values = values if len(set(values)) > 1 else values[:1]
        word = "生均" if "生均" in basis.group() else "每百名"
        rows.append(Threshold(row.name, cores, word, row.unit, tuple(values), not row.origin))
    return tuple(rows)


def quoted_threshold(page: Page) -> Iterator[Relation]:
    """A value quoted as a standard (达省级评估标准N以上) against the table, and whether 生均 or 每百名 stands with it."""
    rows = thresholds(page.indicators)
    for figure in page.figures:
        row = _row(page, figure, rows)
        if row is None:
            continue
        value = amount(figure) or 0.0
        values = _values(page, figure, row)
        clause = page.before(figure, 60) if _FOLLOWED.match(page.text, figure.span.end) else _clause(page, figure)
        if value in row.values and row.basis not in clause:
            yield Relation(
                "suspicious",
                f"{show(value)}{row.unit}是“{row.name}”的标准",
                (figure.span,),
                f"{page.quote(figure.span)}是“{row.name}”的标准值,文中没有写“{row.basis}”",
            )
        elif value not in values and row.basis in clause:
            known = _told(row, values)
            yield Relation(
                "suspicious",
                f"{show(value)}{row.unit}≠{known}",
                (figure.span,),
                f"“{row.name}”的{'国家' if row.national else ''}标准是{known},文中写{page.of(figure)}",
            )
        elif value in values:
            yield Relation("consistent", f"{row.name}≥{show(value)}{row.unit}", (figure.span,))


_STAGES = (re.compile(r"小学"), re.compile(r"初中|初级中学|(?<!小)中学"))
_BOTH = re.compile(r"九年|十二年|一贯|中小学|学区|教育集团")


def _values(page: Page, figure: Figure, row: Threshold) -> tuple[float, ...]:
    """The row's values for the school stage that the clause, the sentence or else the piece's title speaks of; all of them where none or both are named."""
    if len(row.values) < 2:
        return row.values
    before = re.split(r"[。!?]", page.before(figure, 200))[-1]
    for words in (re.split(r"[,;]", before)[-1], before, page.title_at(figure.span)):
        named = [value for stage, value in zip(_STAGES, row.values, strict=True) if stage.search(words)]
        if named or _BOTH.search(words):
            return row.values if len(named) != 1 or _BOTH.search(words) else tuple(named)
    return row.values


def _told(row: Threshold, values: Sequence[float]) -> str:
    """The standard in words, with the school stage where it depends on it (小学2000元、初中2500元)."""
    if len(row.values) < 2:
        return f"{show(row.values[0])}{row.unit}"
    stages = zip(("小学", "初中"), row.values, strict=True)
    return "、".join(f"{stage}{show(value)}{row.unit}" for stage, value in stages if value in values)


def _clause(page: Page, figure: Figure) -> str:
    """The words from the last clause mark but one up to the figure (names of indicators hold 、 and brackets)."""
    before = page.before(figure, 60)
    return re.split(r"[,;。:]", before)[-1]


def _row(page: Page, figure: Figure, rows: Sequence[Threshold]) -> Threshold | None:
    if amount(figure) is None or figure.approximate not in ("at_least", "exact", "over", "under"):
        return None
    clause = _clause(page, figure)
    if _FOLLOWED.match(page.text, figure.span.end):
        clause = page.before(figure, 60)
    elif not _QUOTED.search(clause[-12:]):
        return None
    # of several indicators named before the value it is the last one that is meant
    named = [
        (max(clause.rfind(c) + len(c) for c in r.cores if c in clause), r) for r in rows if _names(r, figure, clause)
    ]
    return max(named, key=lambda n: n[0])[1] if named else None


def _names(row: Threshold, figure: Figure, clause: str) -> bool:
    return row.unit == figure.unit and any(c in clause for c in row.cores)
