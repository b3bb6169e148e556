"""Quoted national thresholds: right value, and said per head."""

import re
import tomllib
from collections.abc import Iterator
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
        clause = page.before(figure, 60) if _FOLLOWED.match(page.text, figure.span.end) else _clause(page, figure)
        if value in row.values and row.basis not in clause:
            yield Relation(
                "suspicious",
                f"{show(value)}{row.unit}是“{row.name}”的标准",
                (figure.span,),
                f"{page.quote(figure.span)}是“{row.name}”的标准值,文中没有写“{row.basis}”",
            )
        elif value not in row.values and row.basis in clause:
            known = "、".join(show(v) for v in row.values)
            yield Relation(
                "suspicious",
                f"{show(value)}≠{known}",
                (figure.span,),
                f"“{row.name}”的国家标准是{known}{row.unit},文中写{page.quote(figure.span)}",
            )
        elif value in row.values:
            yield Relation("consistent", f"{row.name}≥{show(value)}{row.unit}", (figure.span,))


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
