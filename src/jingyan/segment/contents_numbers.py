"""Running numbers of contents entries: taken off the titles where they count the list, kept where they are part of them."""

import re
from dataclasses import replace

from jingyan.model.structure import ContentsEntry
from jingyan.segment.contents_leaders import patterns

# This share of the entries must be numbered; a preface and an appendix are not.
MOST = 0.6
_CAPITALS = "一二三四五六七八九"


def unnumbered(entries: list[ContentsEntry]) -> list[ContentsEntry]:
    """The entries without the running numbers of the list: 1. 2. 3., or 一、 二、 where parts stand above them."""
    for name in ("number", "capital-number"):
        found = [patterns()[name].match(entry.title) for entry in entries]
        if name == "capital-number":
            found = [match if entry.part else None for match, entry in zip(found, entries, strict=True)]
        if (all(found) and name == "number") or _counts([_value(match) for match in found if match], len(entries)):
            return [
                replace(entry, title=entry.title[match.end() :]) if match else entry
                for entry, match in zip(entries, found, strict=True)
            ]
    return entries


def _counts(values: list[int], many: int) -> bool:
    """True if most entries have numbers and these count on or begin again with 1."""
    steps = zip([0, *values], values, strict=False)
    return len(values) >= 2 and len(values) >= MOST * many and all(b in (1, a + 1) for a, b in steps)


def _value(match: re.Match[str]) -> int:
    """The number a mark stands for; ① is 1."""
    if digits := re.search(r"\d+", match.group()):
        return int(digits.group())
    if circle := re.search(r"[①-⑳]", match.group()):
        return ord(circle.group()) - ord("①") + 1
    tens, ten, ones = re.sub(r"[^一二三四五六七八九十]", "", match.group()).rpartition("十")
    return (
        (10 * (_CAPITALS.find(tens) + 1 if tens else 1) if ten else 0) + _CAPITALS.find(ones) * bool(ones) + bool(ones)
    )
