"""What an editor's arrangement does to the pieces of one part: their order and groups; late pieces go where the template would put them."""

import re
from collections.abc import Mapping, Sequence

from jingyan.model.arrangement import Placing
from jingyan.model.volume import Entry, Group
from jingyan.zh.numerals import parse_numeral

_MARK = re.compile(r"[(\uff08第]?\s*([一二三四五六七八九十]{1,3}|\d{1,2})\s*(?:[)\uff09]|[、.\uff0e]|组|$)")


def in_order(ids: Sequence[str], placings: Mapping[str, Placing]) -> tuple[str, ...]:
    """`ids`, given in the template's order, in the editor's: those with an `order` by it, each of the others right behind the one that the template has before it."""
    place = {i: n for n, i in enumerate(ids)}
    ordered = {i: p.order for i in ids if (p := placings.get(i)) is not None and p.order is not None}
    result = sorted(ordered, key=lambda i: (ordered[i], place[i]))
    for number, id_ in enumerate(ids):
        if id_ not in ordered:
            before = next((b for b in reversed(ids[:number]) if b in result), None)
            result.insert(result.index(before) + 1 if before is not None else 0, id_)
    return tuple(result)


def in_groups(entries: Sequence[Entry], placings: Mapping[str, Placing]) -> tuple[Group, ...]:
    """The groups of a part whose `entries` are in order. A piece without a say on its group joins the one before it (the first one, the one behind it).

    Entries directly in the part come first; groups stand in the order of their numerals ((一), (二)) when all have one, else as they first appear.
    """
    said = [placings[e.id].group if e.id in placings else None for e in entries]
    marks: list[str] = []
    for number, mark in enumerate(said):
        behind = next((m for m in said[number:] if m is not None), "")
        marks.append(mark if mark is not None else marks[-1] if marks else behind)
    return tuple(
        Group(tuple(e for e, m in zip(entries, marks, strict=True) if m == name), name) for name in group_order(marks)
    )


def group_order(marks: Sequence[str]) -> tuple[str, ...]:
    """The different marks in printing order: "" first, then by their numerals when all have one, else as they first appear."""
    names = list(dict.fromkeys(marks))
    numbers = {name: numeral(name) for name in names if name}
    if all(numbers.values()):
        return tuple(sorted(names, key=lambda name: numbers.get(name) or 0))
    return tuple(sorted(names, key=lambda name: name != ""))


def numeral(mark: str) -> int | None:
    """The number that a group's or part's mark begins with: (一) → 1, 二、经验 → 2; None without one."""
    match = _MARK.match(mark)
    if not match:
        return None
    value = parse_numeral(match[1])
    return int(value) if value else None
