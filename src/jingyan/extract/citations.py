"""Citations: 《…》 with the 文号 that belongs to it, and what kind of text is cited."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from jingyan.extract.documents import DocumentNumber, document_numbers
from jingyan.extract.flow import Flow
from jingyan.model.extracts import Citation
from jingyan.model.span import Span
from jingyan.model.structure import Outline

_BRACKETS = re.compile(r"[《》]")
_LAW = re.compile(r"(?:法|宪法|条例|法典)(?:[((].*[))])?$")
_POLICY = re.compile(
    r"(?:通知|意见|方案|办法|规划|纲要|计划|规定|决定|细则|标准|制度|要点|措施|规范|指南|规程|章程|公告|通报|批复|报告|令|条件|目录|指标|准则|守则|责任书|协议|清单|行动|函|规则|要求)(?:[((].*[))])?(?:\d*|的补充)$"
)
_LONGEST = 160
_BETWEEN = re.compile(
    r"^(?:的通知|的意见|等文件|的文件|的决定|文件|通知|的规定|的要求)?[(,: 〔]{0,2}(?:以下简称[^)]{1,20}[)])?[(,〔]?(?:文号:?)?$"
)


def find_citations(flow: Flow, outline: Outline, closed: Sequence[Span]) -> tuple[Citation, ...]:
    """All citations in order; those inside `closed` spans (site furniture, contents lists) are left out."""
    text = flow.text
    numbers = list(document_numbers(text))
    found: list[Citation] = []
    for start, end in _bracketed(text):
        span = flow.span(start, end)
        if any(zone.overlap(span) for zone in closed):
            continue
        number = _number_of(text, start, end, numbers)
        title = text[start + 1 : end - 1]
        found.append(
            Citation(
                source=outline.source,
                piece=leaf_label(outline, span),
                span=span,
                title=title,
                kind=kind_of(title, named=number is not None),
                doc_number=flow.span(number.start, number.end) if number else None,
            )
        )
    return tuple(found)


def _bracketed(text: str) -> Iterator[tuple[int, int]]:
    """Outermost 《…》 pairs; an unclosed or over-long one is skipped."""
    depth = 0
    begin = 0
    for mark in _BRACKETS.finditer(text):
        if mark.group() == "《":
            if depth and (mark.start() - begin > _LONGEST or "。" in text[begin : mark.start()]):
                depth = 0
            if not depth:
                begin = mark.start()
            depth += 1
        elif depth:
            depth -= 1
            if mark.end() - begin > _LONGEST:
                depth = 0
            elif not depth:
                yield begin, mark.end()


def _number_of(text: str, start: int, end: int, numbers: Sequence[DocumentNumber]) -> DocumentNumber | None:
    """The document number right after the title (with 的通知 or a bracket between), or right before it in a bracket or bare."""
    index = bisect_left(numbers, end, key=lambda n: n.start)
    if index < len(numbers):
        number = numbers[index]
        if number.start - end <= 30 and _BETWEEN.match(text[end : number.start]):
            return number
    if index:
        number = numbers[index - 1]
        if 0 <= start - number.end <= 3 and not text[number.end : start].strip(") 文件"):
            before = text.rfind("》", max(0, number.start - 12), number.start)
            return None if before >= 0 and _BETWEEN.match(text[before + 1 : number.start]) else number
    return None


def kind_of(title: str, *, named: bool = False) -> str:
    """law, policy or publication; `named` when a document number stands with it."""
    if named:
        return "policy"
    if _LAW.search(title) and not title.endswith(("办法", "做法", "方法", "想法", "看法")):
        return "law"
    return "policy" if _POLICY.search(title) else "publication"


def leaf_label(outline: Outline, span: Span) -> str | None:
    """The label of the innermost piece that covers `span`, or None."""
    label: str | None = None
    for piece in outline.pieces:
        if piece.span.start <= span.start < piece.span.end:
            label = piece.label
    return label
