"""Levels of headings by how their styles nest in one piece: 第一章 over 第一节 over 壹、 over 一、; all else as in `headings.toml`."""

from dataclasses import replace
from functools import cache

from jingyan.model.structure import Heading
from jingyan.segment.lines import table

DEEPEST = 9
# Styles of headings without a number.
UNNUMBERED = ("plain", "bracketed", "figured")


@cache
def _tops() -> dict[str, int]:
    """The styles of the first level and their order, highest first."""
    return {row["name"]: row["top"] for row in table("headings")["marker"] if "top" in row}


def nested(headings: list[tuple[Heading, str]]) -> tuple[Heading, ...]:
    """The headings (each with its style's name) with their levels.

    Styles of the first level that stand under one another in the piece count 1, 2, 3 and push the levels below them down. A style only counts
    above another when it comes first: 一、二、 followed by a 第三部分 is one level.
    """
    headings = _bare_first(headings)
    order = [name for name in dict.fromkeys(name for _, name in headings) if name in _tops()]
    chain: list[str] = []
    for name in order:
        if all(_tops()[name] > _tops()[above] for above in chain):
            chain.append(name)
    if len(chain) < 2:
        return tuple(heading for heading, _ in headings)
    found: list[Heading] = []
    down = 0
    for heading, name in headings:
        if name in _tops():
            down = chain.index(name) if name in chain else 0
            found.append(replace(heading, level=1 + down))
        else:
            found.append(replace(heading, level=min(DEEPEST, heading.level + (down if name not in UNNUMBERED else 0))))
    return tuple(found)


def _bare_first(headings: list[tuple[Heading, str]]) -> list[tuple[Heading, str]]:
    """1 办学思路, 1.1, 1.1.1 count from the first level where nothing stands above the bare number."""
    firsts = [name for heading, name in headings if name == "bare" or (name not in UNNUMBERED and heading.level < 3)]
    if not firsts or firsts[0] != "bare":
        return headings
    levels = {"bare": 1, "decimal": 2, "decimal-three": 3}
    return [(replace(heading, level=levels.get(name, heading.level)), name) for heading, name in headings]
