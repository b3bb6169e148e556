"""Wording that is no evidence of copying (titles of laws, long quotations, slogans): where it stands in a text."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from itertools import accumulate

from jingyan.model.script import FoldedText


@cache
def patterns() -> tuple[re.Pattern[str], ...]:
    """The rows of formulas.toml, compiled."""
    rows = tomllib.loads(files(__package__).joinpath("formulas.toml").read_text("utf-8"))["row"]
    return tuple(re.compile(row["pattern"]) for row in rows)


def own_before(folded: FoldedText, reading: str) -> list[int]:
    """For each place of the folded text (and its end) how many characters before it are no formula."""
    if not folded.origin:
        return [0]
    begin, end = folded.origin[0], folded.origin[-1] + 1
    own = bytearray(b"\1" * (end - begin))
    for pattern in patterns():
        for match in pattern.finditer(reading, begin, end):
            low, high = match.span()
            own[low - begin : high - begin] = bytes(high - low)
    return [0, *accumulate(own[o - begin] for o in folded.origin)]
