"""Problems and next steps that a text tells of (存在问题, 下一步): listed items, unmarked paragraphs and single sentences."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from jingyan.extract.flow import Flow
from jingyan.extract.heads import Head
from jingyan.extract.sections import carrier_kind
from jingyan.model.extracts import Issue
from jingyan.model.source import Source
from jingyan.model.structure import Piece

IssueType = Literal["problem", "next_step"]
_NEXT = re.compile(
    r"(?:(?<=[。;!?\n,])|^)[ ]*(?P<cue>下一步|下步|今后(?!的(?!工作|日子))|下阶段|下一阶段|接下来|在今后的工作中|下一学期|新学期|(?:20\d\d年|明年|来年|新的一年)(?=,?[^。\n,;]{0,8}(?:计划|将|力争|打算|拟)(?!军|领|来)))(?=[^。\n]{6})(?P<rest>[^。\n]*。?)",
    re.MULTILINE,
)
_CUE = re.compile(r"下一步|下步|今后|下阶段|下一阶段|接下来")
_PLAN = re.compile(r"将|要|继续|我们|打算|会|还需|进一步|力争|努力|加强|加大")
_ENDS = " \n"


def issues_of(
    flow: Flow, source: Source, piece: Piece | None, heads: Sequence[Head], begin: int, end: int
) -> Iterator[Issue]:
    """The issues of one piece (text[begin:end] of the Flow) in order of position."""
    rows = sorted({*_items(flow.text, heads), *_paragraphs(flow.text, heads, begin, end)})
    for found in (_told(flow.text, begin, end), _vows(flow.text, rows), _sentences(flow.text, heads, begin, end)):
        rows += [row for row in found if not any(_touch(row, other) for other in rows)]
    for start, stop, kind, marker in sorted(rows):
        written = flow.span(start, start + len(marker)).of(source.text) if marker else ""
        closed = flow.text[stop : stop + 1] in ("。", ";")
        yield Issue(source.path, piece.label if piece else None, flow.span(start, stop + closed), kind, written)


Row = tuple[int, int, IssueType, str]


def _touch(one: Row, other: Row) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _items(text: str, heads: Sequence[Head]) -> Iterator[Row]:
    """Marked items directly under a problem or next-step title or carrier; not what is nested in them nor what goes on within one sentence."""
    inline: set[tuple[int, float]] = set()
    opening = {head.parent for head in heads if head.parent >= 0 and _opens(text, heads[head.parent], head)}
    for index, head in enumerate(heads):
        above = heads[head.parent] if head.parent >= 0 else None
        if text[head.start - 1 : head.start] == "," and not (above and above.section in ("problem", "next_step")):
            inline.add((head.parent, head.rank))
        if (head.parent, head.rank) in inline and head.rank >= 5:
            continue
        if head.kind not in ("problem", "next_step") or head.section:
            continue
        if index in opening or (above and above.kind == head.kind and not above.section and head.parent not in opening):
            continue
        turn = _TURN.search(text, head.title_end, head.end) if head.kind == "problem" else None
        yield head.start, turn.start() if turn else head.end, head.kind, head.marker


def _opens(text: str, above: Head, first: Head) -> bool:
    """True if nothing but a colon stands between a head and the list under it (一、条件急需改善: 1、…): the items are what is told, the head only opens them."""
    return text[above.title_end : first.start].strip() == ":" and bool(first.marker)


_TURN = re.compile(
    r"(?<=。)[ ]*(?:下一?步|今后|下一?阶段|接下来|(?:20\d\d|明|来)年,[^。;]{0,8}(?:将|计划|力争|拟|一是))"
)
"""Where a paragraph of problems turns to what will be done."""


def _paragraphs(text: str, heads: Sequence[Head], begin: int, end: int) -> Iterator[Row]:
    """The paragraphs of a problem or next-step section that has no marked items."""
    parents = {head.parent for head in heads}
    for index, head in enumerate(heads):
        if head.section not in ("problem", "next_step") or index in parents:
            continue
        for line in re.finditer(r"[^\n]+", text[head.title_end : head.end]):
            words = line.group().strip(" :。;,")
            if len(words) < 6:
                continue
            start = head.title_end + line.start() + len(line.group()) - len(line.group().lstrip(" :。"))
            kind: IssueType = "next_step" if _CUE.match(words) else head.section
            lead = re.match(r"\s*[^。;]{6,60}。(?=[^。]{6,}。[^\n]{6})", line.group())
            if lead and kind == "problem" and carrier_kind(lead.group()) == "problem":
                for part in re.finditer(r"[^。]{6,}。", line.group()[lead.end() :]):
                    at = head.title_end + line.start() + lead.end() + part.start()
                    yield at, at + len(part.group()), kind, ""
                continue
            stop = head.title_end + line.start() + len(line.group().rstrip())
            turn = _TURN.search(text, start, stop) if kind == "problem" else None
            yield start, turn.start() if turn else stop, kind, ""


def _sentences(text: str, heads: Sequence[Head], begin: int, end: int) -> Iterator[Row]:
    """下一步…。 and 今后…。 told in the course of the text; in the last paragraph of a piece up to its end."""
    for match in _NEXT.finditer(text, begin, end):
        if not _PLAN.search(match["rest"]) or match["rest"].rstrip().endswith(":"):
            continue
        stop = match.end()
        if ";" in match["rest"] and not _MARKED.search(match["rest"]):
            yield from _parts(text, match.start("cue"), stop, "next_step")
            continue
        line = text.find("\n", stop, end)
        line = end if line < 0 else line
        if not text[line:end].strip() and not any(stop <= h.start < line for h in heads):
            stop = line
        while stop > match.start("cue") and text[stop - 1] in _ENDS:
            stop -= 1
        yield match.start("cue"), stop, "next_step", ""


_VOW = re.compile(
    r"[。;]?\s*(?P<lead>(?:为此|对此|针对这些[^,。]{0,8}|下一步|今后)?,?(?:我们|我[县市区校局镇乡院处]|全[县市区校镇乡]|[县市区]委|本[校局院])[^,。;\n]{0,12}(?:将|要|会|决心)[^。;\n]{0,30}?(?:契机|起点|动力|目标|标杆|抓手|再厉|导向),)?(?P<rest>[^\n。]*。?)"
)


def _vows(text: str, rows: Sequence[Row]) -> Iterator[Row]:
    """What a text promises right behind its last problem (我们将以此为契机,…;…): the parts between semicolons, else the sentence."""
    ends = sorted(row[1] for row in rows if row[2] == "problem")
    match = _VOW.match(text, ends[-1]) if ends else None
    if match and match["lead"]:
        if ";" in match["rest"]:
            yield from _parts(text, match.start("rest"), match.end(), "next_step")
        elif len(match["rest"]) > _LEAST_VOW:
            yield match.start("lead"), match.end(), "next_step", ""


_LEAST_VOW = 8
_TOLD = re.compile(
    r"(?:(?<=[。;!?\n])|^)[ ]*(?P<lead>[^。;!?\n:]{0,50}?(?:问题|不足|困难|差距|短板|薄弱环节)[^。;!?\n:]{0,12})(?P<mark>[:。])(?=(?P<rest>[^\n]{8,400}))",
    re.MULTILINE,
)
_FACES = re.compile(r"存在|面临|仍|还有|尚有|也不少|不容忽视|突出|看到|认识到|我们也有")
_NOT_FACES = re.compile(r"解决|破解|化解|整改|针对|缩小|没有|消除|围绕|聚焦|排查|做法|措施|对策")
_EXPLAINS = re.compile(r"主要(?:是|表现|体现|有)|表现(?:在|为)|一些|部分|个别|少数|有的|如[,:]|比如|具体(?:是|表现)")
_MARKED = re.compile(r"[(〔]?[一二三四五六七八九十\d]{1,2}(?:[、)〕]|\.(?!\d)|是)|[首其]次|首先|第[一二]|[①⑴]")


def _told(text: str, begin: int, end: int) -> Iterator[Row]:
    """Problems told without markers: the parts of the sentence behind 问题也不少:, and the sentence 主要是… behind 还有差距。"""
    for match in _TOLD.finditer(text, begin, end):
        lead, rest = match["lead"], match["rest"]
        if not _FACES.search(lead) or _NOT_FACES.search(lead) or _MARKED.match(rest.strip()):
            continue
        if match["mark"] == "。" and not _EXPLAINS.match(rest.strip()):
            continue
        sentence = re.match(r"[^。]*。?", rest)
        yield from _parts(
            text, match.start("rest"), match.start("rest") + (sentence.end() if sentence else 0), "problem"
        )


def _parts(text: str, start: int, end: int, kind: IssueType) -> Iterator[Row]:
    """The parts of a sentence between its semicolons."""
    for part in re.finditer(r"[^;]+;?", text[start:end]):
        words = part.group().strip()
        if len(words) >= 6:
            at = start + part.start() + len(part.group()) - len(part.group().lstrip())
            yield at, at + len(words), kind, ""
