"""Quoted national thresholds: right value, and said per head."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jingyan.check.amounts import amount, show
from jingyan.check.page import Page, Relation
from jingyan.model.extracts import Figure

_QUOTED = re.compile(r"标准|要求|规定(?!学历)|指标")


_FOLLOWED = re.compile(r"(?:以上)?的?(?:国家|省定?|评估|规定)?标准")


@dataclass(frozen=True, slots=True)
class Threshold:
    """One row of thresholds.toml: `values` for primary and junior schools."""

    name: str
    words: tuple[str, ...]
    basis: str
    unit: str
    values: tuple[float, ...]


@cache
def thresholds() -> tuple[Threshold, ...]:
    """All rows."""
    table = tomllib.loads(files("jingyan.check").joinpath("thresholds.toml").read_text("utf-8"))
    return tuple(
        Threshold(r["name"], tuple(r["words"]), r["basis"], r["unit"], tuple(r["values"])) for r in table["threshold"]
    )


def quoted_threshold(page: Page) -> Iterator[Relation]:
    """A value quoted as a standard (达省级评估标准N以上) against the table, and whether 生均 or 每百名 stands with it."""
    for figure in page.figures:
        row = _row(page, figure)
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
                f"“{row.name}”的国家标准是{known},文中写{page.of(figure)}",
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


def _row(page: Page, figure: Figure) -> Threshold | None:
    if amount(figure) is None or figure.approximate not in ("at_least", "exact", "over", "under"):
        return None
    clause = _clause(page, figure)
    if _FOLLOWED.match(page.text, figure.span.end):
        clause = page.before(figure, 60)
    elif not _QUOTED.search(clause[-12:]):
        return None
    fitting = [r for r in thresholds() if r.unit == figure.unit and all(w in clause for w in r.words)]
    return fitting[0] if fitting else None
