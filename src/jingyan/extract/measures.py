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
    if _is_told_result(text, heads, index):
        return True
    if head.section or head.kind in ("problem", "next_step", "principle"):
        return False
    title = text[head.title_start : head.title_end]
    if not title or _NOTHING.fullmatch(title):
        return False
    if _SERIAL_WORDS.match(head.marker):
        return _is_serial_measure(text, heads, head)
    if not head.marker:
        return True
    if head.kind == "status":
        return is_action(title) or _is_outcome(text, heads, head, title)
    return True


_NOTHING = re.compile(r"(?:工作|情况|内容|方面|部分|事项|其他|其它|等)+")
_TOLD_RESULT = re.compile(
    r"^(?P<subject>[^。;:]{3,40}?)(?:(?:已|均|都|全面|圆满|按[期时任务计划]+|如期|顺利|超额|提前)*(?:取得|收到|获得|再创|创)了?(?:明显|显著|优异|可喜|较好|良好|初步|阶段性?|重大|重要|突破性|实质性|新|新的|一定|积极)*(?:的)?(?:成绩|成效|成果|效果|进展|突破|佳绩|实效)|(?:成效|成果|成绩|效果|进展|亮点)(?:十分|非常|较为|日益|更加)?(?:显著|明显|突出|喜人|良好|丰硕|可喜|顺利)|(?:卓|富|颇|大|初)(?:有|见)成效|(?:如期|按期|按时|圆满|全面|顺利|超额|提前|按任务|按计划)(?:完成|收官|竣工|实现))$"
)
_ALL_WORK = re.compile(
    r"^(?:我们?|[我全本各][县市区乡镇局校院村])?(?:\d{4}年|今年|一年来|近年来?|上半年)?(?:以来)?(?:的)?(?:各项|主要|重点|整体|总体|全部|所有|其他|目标|任务|指标|年度|创建|有关|相关|本职|的)*(?:工作|任务|目标|指标|建设|事业|活动|创建|方面)*(?:已|均|都|也)?$"
)
_LEAST_BODY = 40


def _is_told_result(text: str, heads: Sequence[Head], index: int) -> bool:
    """True for a numbered item that names one field of work by its result (植保工作成效明显) and tells in its own body what was done; 各项工作取得成效 is a section."""
    head = heads[index]
    match = _TOLD_RESULT.match(text[head.title_start : head.title_end])
    if not match or not head.marker or head.kind in ("problem", "next_step", "principle"):
        return False
    if _ALL_WORK.match(match["subject"]) or head.end - head.title_end < _LEAST_BODY:
        return False
    return index + 1 == len(heads) or heads[index + 1].parent != index or not heads[index + 1].marker


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
