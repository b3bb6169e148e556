"""Measures (举措): the heads of a piece that name an action taken, told apart from status, problems, plans and principles."""

import re
from collections.abc import Iterator, Sequence

from jingyan.extract.flow import Flow
from jingyan.extract.heads import Head
from jingyan.extract.sections import is_action
from jingyan.model.extracts import Measure
from jingyan.model.structure import Piece

_MODAL = re.compile(r"应|要|需|须|将|必须|可以|能够|得以|通过")
_SERIAL_WORDS = re.compile(r"首先|其次|再次|再者|此外|另外|最后")
_STATEMENT = re.compile(r"现状|是[^,]{0,14}的$")


def measures_of(flow: Flow, source: str, piece: Piece | None, heads: Sequence[Head]) -> Iterator[Measure]:
    """The measures among the heads of one piece, in order."""
    text = flow.text
    for index, head in enumerate(heads):
        if not _is_measure(text, heads, index):
            continue
        yield Measure(
            source=source,
            piece=piece.label if piece else None,
            span=flow.span(head.start, head.end),
            title=flow.span(head.title_start, head.title_end),
            body=flow.span(head.title_end, head.end),
            level=head.level,
            marker=flow.text[head.start : head.title_start].strip(),
        )


def _is_measure(text: str, heads: Sequence[Head], index: int) -> bool:
    head = heads[index]
    if head.section or head.kind in ("problem", "next_step", "principle"):
        return False
    title = text[head.title_start : head.title_end]
    if _SERIAL_WORDS.match(head.marker):
        return _is_serial_measure(text, heads, head)
    if not head.marker:
        return True
    if head.kind == "status":
        return is_action(title)
    return True


def _is_serial_measure(text: str, heads: Sequence[Head], head: Head) -> bool:
    """首先, 其次, 此外 are heads only in a series that begins with an action; 首先 also opens plain statements."""
    line = text.rfind("\n", 0, head.start) + 1
    stop = text.find("\n", head.start)
    series = [
        h
        for h in heads
        if line <= h.start < (stop if stop >= 0 else len(text)) and h.parent == head.parent and h.rank == head.rank
    ]
    if not series or not series[0].marker.startswith("首先") or len(series) < 2:
        return False
    return all(_names_action(text[h.title_start : h.title_end]) for h in (series[0], head))


def _names_action(title: str) -> bool:
    return not _STATEMENT.search(title) and (is_action(title) or bool(_MODAL.search(title)))
