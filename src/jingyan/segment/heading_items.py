"""Numbered sentences of a list apart from headings: an item has no text of its own under it. Also the lists of attachments and notes."""

import re

from jingyan.model.structure import Heading
from jingyan.segment.heading_marks import starts_with_marker
from jingyan.segment.lines import Line

# Styles of numbers that lists of sentences are written with. 第一章 and 第一条 are headings in any case; 一是 is a marker inside prose.
_LISTED = frozenset(
    (
        "han",
        "han-bracket",
        "arabic",
        "arabic-bracket",
        "letter",
        "small-letter",
        "circled",
        "ordinal",
        "automatic",
        "capital",
    )
)
_CLOSE = "。;；!！"
_MARKS = "。;；!！:：,，、.…”’)）》 \u3000\t\r"
_ATTACHED = re.compile(
    r"(?:附[ \u3000]*[件表录图]?|附件清单|附件目录|(?:附|备)注|注|(?:填[表写报]|有关|几点|补充|统计|编制|相关)?说明|参考(?:文献|资料|书目)|主要参考文献|填表须知|抄送)(?:[:：][^。;；]{0,30}$|[:：]?[ \u3000]*$|[:：]?[ \u3000]*[((]?1[)）.．、])"
)
_LONGEST_LISTED = 120


def parted(
    found: list[tuple[Heading, str]], reading: str, end: int
) -> tuple[list[tuple[Heading, str]], tuple[Heading, ...]]:
    """The headings (with their style names) and apart from them the numbered sentences of lists; `end` is where the piece's body ends.

    A list is one of sentences where most of its items end like a sentence and have nothing of their own: no second sentence, no lines below, no list of
    a lower level. What stands below the last item may belong to the whole list.
    """
    out: set[int] = set()
    for group in _groups(found):
        texts = [_own(found, at, reading, end) for at in group]
        sentences = sum(closed and not (beside or below) for closed, beside, below in texts[:-1])
        if len(group) < 2 or sentences <= 0.5 * (len(group) - 1):
            continue
        last = len(group) - 1
        alone = [not beside and not below for _, beside, below in texts]
        for i, (at, (_, beside, _)) in enumerate(zip(group, texts, strict=True)):
            # what stands behind or below the last item belongs to the list as a whole
            if alone[i] or (i == last and not _has_list(found, at) and (all(alone[:-1]) or not beside)):
                out.add(at)
    return [item for at, item in enumerate(found) if at not in out], tuple(found[at][0] for at in sorted(out))


def _groups(found: list[tuple[Heading, str]]) -> list[list[int]]:
    """The lists: places of marks of one style with nothing of a higher level between them."""
    groups: list[list[int]] = []
    open_ones: dict[str, list[int]] = {}
    for at, (heading, name) in enumerate(found):
        for other in [
            o for o, places in open_ones.items() if found[places[-1]][0].level >= heading.level and o != name
        ]:
            del open_ones[other]
        if name not in _LISTED:
            continue
        if name in open_ones and not _begins(heading.marker):
            open_ones[name].append(at)
        else:
            open_ones[name] = [at]
            groups.append(open_ones[name])
    return groups


def _begins(marker: str) -> bool:
    """True for the first number of a list."""
    return re.sub(r"[^\w]|第", "", marker) in ("1", "一", "壹", "A", "a", "①", "⑴", "⒈", "１", "㈠")


def _own(found: list[tuple[Heading, str]], at: int, reading: str, end: int) -> tuple[bool, bool, bool]:
    """Whether the item ends like a sentence, has text beside it before the line or the next item begins, and text or lower items below it."""
    heading = found[at][0]
    until = found[at + 1][0].span.start if at + 1 < len(found) else end
    rest = reading[heading.span.end : until]
    closed = rest.lstrip("”’)）》 ")[:1] in tuple(_CLOSE)
    line, _, below = rest.partition("\n")
    return closed, bool(line.strip(_MARKS)), bool(below.strip()) or _has_list(found, at)


def _has_list(found: list[tuple[Heading, str]], at: int) -> bool:
    return at + 1 < len(found) and found[at + 1][0].level > found[at][0].level


def attached(lines: tuple[Line, ...]) -> frozenset[int]:
    """The indices of the lines of lists of attachments, notes and sources: numbered lines right below 附件:, 说明:, 附:, or from its own line on."""
    found: set[int] = set()
    head: Line | None = None
    run: list[Line] = []
    for line in (*lines, None):
        if line is not None and head is not None and _goes_on(line):
            run.append(line)
            continue
        if head is not None and len(run) > ("1" not in head.text[:8]):
            found.update(item.index for item in run)
        head = line if line is not None and not line.in_table and _ATTACHED.match(line.text) else None
        run = []
    return frozenset(found)


def _goes_on(line: Line) -> bool:
    return (
        not line.in_table
        and len(line.text) <= _LONGEST_LISTED
        and bool(re.match(r"[((]?\d|[⑴-⒛①-⑳]", line.text))
        and starts_with_marker(line.text)
    )
