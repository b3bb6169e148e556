"""Gaps and doubles in a series of numbered headings."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from jingyan.check.form_draft import Draft
from jingyan.model.span import Span
from jingyan.model.structure import Heading
from jingyan.zh.numerals import parse_numeral

_MARKED = re.compile(r"^\(?第?(?P<n>[一二三四五六七八九十百]{1,4}|\d{1,3})")


def series(draft: Draft) -> Iterator[tuple[Span, str]]:
    """Numbers that are left out or come twice among the headings of one level (一、二、四、)."""
    runs: dict[tuple[int, str], list[tuple[int, Heading]]] = {}
    for heading in draft.headings:
        match = _MARKED.match(draft.shape[heading.span.start : heading.span.start + 8].lstrip())
        for key in [k for k in runs if k[0] > heading.level]:
            yield from _gaps(draft, runs.pop(key))
        if not heading.marker or not match:
            continue
        number = parse_numeral(match["n"])
        if isinstance(number, int):
            shape = re.sub(
                r"[一二三四五六七八九十百\d]+",
                "#",
                "".join(draft.shape[heading.span.start : heading.title_span.start].split()),
            )
            run = runs.setdefault((heading.level, shape), [])
            if run and number == 1:
                yield from _gaps(draft, run)
                run.clear()
            run.append((number, heading))
    for run in runs.values():
        yield from _gaps(draft, run)


def _gaps(draft: Draft, run: Sequence[tuple[int, Heading]]) -> Iterator[tuple[Span, str]]:
    if len(run) < 3 or run[0][0] != 1:
        return
    steps = [b[0] - a[0] for a, b in pairwise(run)]
    if sum(s != 1 for s in steps) > 1:
        return
    for (number, before), (after, heading) in pairwise(run):
        marker = Span(heading.span.start, heading.title_span.start)
        if after == number:
            yield marker, f"“{heading.marker}”出现两次"
        elif after == number + 2 and not _stands(
            draft, heading.marker, number + 1, before.title_span.start, heading.span.start
        ):
            yield marker, f"“{before.marker}”后面是“{heading.marker}”,中间缺一个"


_DIGITS = "零一二三四五六七八九"


def _stands(draft: Draft, marker: str, number: int, start: int, end: int) -> bool:
    """True if the number that seems missing stands between the two headings after all."""
    tens, ones = divmod(number, 10)
    word = ("" if tens < 2 else _DIGITS[tens]) + ("十" if tens else "") + (_DIGITS[ones] if ones else "")
    between = draft.shape[start:end]
    return re.search(rf"(?<!\d)(?:{number}|{word})\s*[、.,)是]", between) is not None
