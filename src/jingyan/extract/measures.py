"""Measures (举措): the heads of a piece that name an action taken, told apart from status, problems, plans and principles."""

import re
from collections.abc import Iterator, Sequence

from jingyan.extract.flow import Flow
from jingyan.extract.heads import Head
from jingyan.extract.sections import is_action
from jingyan.extract.topics import LONGEST_BODY, topic_of
from jingyan.model.extracts import Measure
from jingyan.model.source import Source
from jingyan.model.structure import Piece

_MODAL = re.compile(r"应|要|需|须|将|必须|可以|能够|得以|通过")
_SERIAL_WORDS = re.compile(r"首先|其次|再次|再者|此外|另外|最后")
_STATEMENT = re.compile(r"现状|是[^,]{0,14}的$")


def measures_of(flow: Flow, source: Source, piece: Piece | None, heads: Sequence[Head]) -> Iterator[Measure]:
    """The measures among the heads of one piece, in order; markers as they stand in the source."""
    text = flow.text
    for index, head in enumerate(heads):
        if not _is_measure(text, heads, index):
            continue
        yield Measure(
            source=source.path,
            piece=piece.label if piece else None,
            span=flow.span(head.start, head.end),
            title=flow.span(head.title_start, head.title_end),
            body=flow.span(head.title_end, head.end),
            level=head.level,
            marker=flow.span(head.start, head.title_start).of(source.text).strip(),
            topic=topic_of(
                text[head.title_start : head.title_end], text[head.title_end : head.title_end + LONGEST_BODY]
            ),
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
        return is_action(title) or _is_outcome(text, heads, head, title)
    return True


_OUTCOME = re.compile(
    r"不断|持续|稳步|扎实|全面|进一步|逐步|有力|有效|顺利|到位|深入|有序|(?:明显|显著|大幅|快速)(?:加强|提升|提高|改善|增强|优化)|健全|增强|加强|加大"
)
_INDICATOR = re.compile(r"\d|达标|符合|达到|要求|比例|率|合格|标准|统一$")
_RESULTS = re.compile(r"成效|成绩|变化|成果|成就|实效|效果|指标|达标|体会|启示")


def _is_outcome(text: str, heads: Sequence[Head], head: Head, title: str) -> bool:
    """True for a title that tells what was done as its outcome (教育投入不断加大) where work is told, not results or indicators."""
    if not _OUTCOME.search(title) or _INDICATOR.search(title):
        return False
    above = heads[head.parent] if head.parent >= 0 else None
    return above is None or not _RESULTS.search(text[above.title_start : above.title_end])


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
    actions = sum(_names_action(text[h.title_start : h.title_end]) for h in series)
    return (
        _names_action(text[series[0].title_start : series[0].title_end])
        and actions * 2 >= len(series)
        and not _STATEMENT.search(text[head.title_start : head.title_end])
    )


def _names_action(title: str) -> bool:
    return not _STATEMENT.search(title) and (is_action(title) or bool(_MODAL.search(title)))
