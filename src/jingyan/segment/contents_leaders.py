"""Leaders of contents lists: runs of dots or dashes, tabs and wide blanks, each with the organisation and the page behind it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from jingyan.model.span import Span
from jingyan.segment.lines import table
from jingyan.segment.titles import is_line

# Entries further apart than this, or by more lines than a title is wrapped into, belong to two lists.
GAP, MOST_LINES = 160, 4
# A page this far from the one before has caught digits of the next title.
LEAP = 150


@dataclass(frozen=True, slots=True)
class Leader:
    """A leader with its page: text[start:end] is leader, organisation and page (None for a Roman one); `blank` if it is a tab or blanks only."""

    start: int
    end: int
    organisation: str | None
    page: int | None
    blank: bool


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """The shapes of `contents.toml` by name; PERSON in a pattern stands for the row's own `person`."""
    return {
        row["name"]: re.compile(row["pattern"].replace("PERSON", row.get("person", "")), re.MULTILINE)
        for row in table("contents")["shape"]
    }


def groups(text: str, span: Span, headed: list[int]) -> Iterator[list[Leader]]:
    """Leaders that are near enough to each other for one list; blanks alone lead only in a list near a heading 目录 (`headed`: their ends)."""
    group: list[Leader] = []
    for leader in _leaders(text, span, headed):
        if group and _apart(text, group[-1], leader):
            if _leads(group, headed):
                yield group
            group = []
        group.append(leader)
    if group and _leads(group, headed):
        yield group


def _apart(text: str, before: Leader, after: Leader) -> bool:
    far = after.start - before.end > GAP
    return far or (after.blank and len(text[before.end : after.start].split("\n")) - 1 > MOST_LINES)


def _leads(group: list[Leader], headed: list[int]) -> bool:
    return not group[0].blank or any(0 <= group[0].start - at <= GAP for at in headed)


def _leaders(text: str, span: Span, headed: list[int]) -> Iterator[Leader]:
    at, before = span.start, 0
    while match := _next(text, Span(at, span.end), headed):
        blank = not match.group().strip()
        if blank and at == match.start() and at > span.start:
            at = match.end()  # between two columns: the blanks behind a page lead to no other page
            continue
        tail = _tail(text, match.end(), span.end)
        at = match.end()
        if not tail and not blank and (roman := patterns()["roman-tail"].match(text, at, span.end)):
            yield Leader(match.start(), roman.end(), None, None, blank=False)
            at = roman.end()
            continue
        if not tail or "。" in tail["organisation"]:
            continue
        end, page = _page(text, tail, before)
        organisation = re.sub(r"[ \t]*\n[ \t]*", "", tail["organisation"].strip())
        yield Leader(match.start(), end, organisation or None, page, blank)
        at, before = end, page


def _next(text: str, span: Span, headed: list[int]) -> re.Match[str] | None:
    """The next run of dots or dashes, or the blanks before a page at a line end if they come first."""
    run = patterns()["leader"].search(text, span.start, span.end)
    below = max(span.start, headed[0]) if headed else span.end
    blank = patterns()["blank-leader"].search(text, below, span.end)
    return blank if blank and (run is None or blank.start() < run.start()) else run


def _tail(text: str, at: int, end: int) -> re.Match[str] | None:
    """Organisation and page behind a leader; the organisation may be wrapped when it is plainly one."""
    if tail := patterns()["tail"].match(text, at, end):
        return tail
    wrapped = patterns()["wrapped-tail"].match(text, at, end)
    whole = wrapped and re.sub(r"\s*\n\s*", "", wrapped["organisation"].strip())
    return wrapped if whole and is_line("organisation", whole) else None


def _page(text: str, tail: re.Match[str], before: int) -> tuple[int, int]:
    """Where the entry ends and its page; digits too many belong to the next title (…123|3月)."""
    digits, start = tail["page"], tail.start("page")
    glued = re.match(r"[一-鿿]", text[tail.end("page") : tail.end("page") + 1])
    # A list may begin at any page of a volume, but not at a four-digit one that runs into the next title.
    if glued and int(digits) - before > (LEAP if before else 999):
        for some in range(len(digits) - 1, 0, -1):
            if before <= int(digits[:some]) <= before + LEAP:
                return start + some, int(digits[:some])
    return tail.end(), int(digits)
