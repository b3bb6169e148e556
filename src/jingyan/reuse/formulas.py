"""Wording that is no evidence of copying (titles of laws, long quotations, slogans): where it stands in a text."""

import re
import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from jingyan.model.span import Span


@cache
def patterns() -> tuple[re.Pattern[str], ...]:
    """The rows of formulas.toml, compiled."""
    rows = tomllib.loads(files(__package__).joinpath("formulas.toml").read_text("utf-8"))["row"]
    return tuple(re.compile(row["pattern"]) for row in rows)


def formula_spans(reading: str, begin: int, end: int) -> tuple[Span, ...]:
    """Where formulas stand in reading[begin:end], in order, those that touch made one."""
    out: list[Span] = []
    for low, high in sorted(m.span() for pattern in patterns() for m in pattern.finditer(reading, begin, end)):
        if out and low <= out[-1].end:
            out[-1] = Span(out[-1].start, max(high, out[-1].end))
        else:
            out.append(Span(low, high))
    return tuple(out)


def own_length(origin: Sequence[int], span: Span, formulas: Sequence[Span]) -> int:
    """How many of the folded characters `span`, which come from the places `origin`, stand in no formula."""
    own = len(span)
    first = bisect_right(formulas, origin[span.start], key=lambda f: f.end) if span else len(formulas)
    for formula in formulas[first:]:
        low = bisect_left(origin, formula.start, span.start, span.end)
        own -= bisect_left(origin, formula.end, span.start, span.end) - low
        if formula.end > origin[span.end - 1]:
            break
    return own
