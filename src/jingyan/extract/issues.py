"""Problems and next steps that a text tells of (存在问题, 下一步): listed items, unmarked paragraphs and single sentences."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from jingyan.extract.flow import Flow
from jingyan.extract.heads import Head
from jingyan.model.extracts import Issue
from jingyan.model.structure import Piece

IssueType = Literal["problem", "next_step"]
_NEXT = re.compile(
    r"(?:(?<=[。;!?\n,])|^)[ ]*(?P<cue>下一步|下步|今后(?!的(?!工作|日子))|下阶段|下一阶段|接下来|在今后的工作中|下一学期|新学期)(?=[^。\n]{6})(?P<rest>[^。\n]*。?)",
    re.MULTILINE,
)
_CUE = re.compile(r"下一步|下步|今后|下阶段|下一阶段|接下来")
_PLAN = re.compile(r"将|要|继续|我们|打算|会|还需|进一步|力争|努力|加强|加大")
_ENDS = " \n"


def issues_of(
    flow: Flow, source: str, piece: Piece | None, heads: Sequence[Head], begin: int, end: int
) -> Iterator[Issue]:
    """The issues of one piece (text[begin:end] of the Flow) in order of position."""
    rows = sorted({*_items(flow.text, heads), *_paragraphs(flow.text, heads, begin, end)})
    rows += [row for row in _sentences(flow.text, heads, begin, end) if not any(_touch(row, other) for other in rows)]
    for start, stop, kind, marker in sorted(rows):
        yield Issue(source, piece.label if piece else None, flow.span(start, stop), kind, marker)


Row = tuple[int, int, IssueType, str]


def _touch(one: Row, other: Row) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _items(text: str, heads: Sequence[Head]) -> Iterator[Row]:
    """Marked items directly under a problem or next-step title or carrier; not what is nested in them nor what goes on within one sentence."""
    inline: set[tuple[int, float]] = set()
    for head in heads:
        if text[head.start - 1 : head.start] == ",":
            inline.add((head.parent, head.rank))
        if (head.parent, head.rank) in inline and head.rank >= 5:
            continue
        if head.kind not in ("problem", "next_step") or head.section:
            continue
        above = heads[head.parent] if head.parent >= 0 else None
        if above and above.kind == head.kind and not above.section:
            continue
        yield head.start, head.end, head.kind, head.marker


def _paragraphs(text: str, heads: Sequence[Head], begin: int, end: int) -> Iterator[Row]:
    """The paragraphs of a problem or next-step section that has no marked items."""
    for index, head in enumerate(heads):
        if head.section not in ("problem", "next_step"):
            continue
        if any(h.parent == index for h in heads):
            continue
        for line in re.finditer(r"[^\n]+", text[head.title_end : head.end]):
            words = line.group().strip(" :。;,")
            if len(words) < 6:
                continue
            start = head.title_end + line.start() + len(line.group()) - len(line.group().lstrip(" :。"))
            kind: IssueType = "next_step" if _CUE.match(words) else head.section
            yield start, head.title_end + line.start() + len(line.group().rstrip()), kind, ""


def _sentences(text: str, heads: Sequence[Head], begin: int, end: int) -> Iterator[Row]:
    """下一步…。 and 今后…。 told in the course of the text; in the last paragraph of a piece up to its end."""
    for match in _NEXT.finditer(text, begin, end):
        if not _PLAN.search(match["rest"]) or match["rest"].rstrip().endswith(":"):
            continue
        stop = match.end()
        line = text.find("\n", stop, end)
        line = end if line < 0 else line
        if not text[line:end].strip() and not any(stop <= h.start < line for h in heads):
            stop = line
        while stop > match.start("cue") and text[stop - 1] in _ENDS:
            stop -= 1
        yield match.start("cue"), stop, "next_step", ""
