"""Texts set in one line: where a title, a mark or a viewer's stamp inside a line ends or begins; no other line is touched. Tables in `glued.toml`."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from jingyan.model.span import Span
from jingyan.segment.headings import starts_with_marker
from jingyan.segment.lines import Line, alike, plain, table
from jingyan.segment.titles import ends_like_title, is_line, is_title_like
from jingyan.zh.numerals import parse_numeral

# Only lines this long hold more than one paragraph; a title is no longer than this.
LONG, TITLE = 200, 45
# The title stands in one of the first so many lines; a line with the text behind the title is so long.
HEAD, TEXT = 40, 60
# A title has at least so many characters; the first words of it that its text says again without any word for a kind of paper, so many.
SHORT, AGAIN = 5, 8
# A page whose pieces all stand in one line has so few lines, one of them this long.
FEW, WHOLE = 12, 300

# 第二篇: 【篇二】 范文三: after the end of a sentence.
_MARK = re.compile(
    r"(?<=[。!！?？”…])\s*(?=(?:[【\[]\s*(?:第\s*)?篇?\s*[一二三四五六七八九十\d]{1,3}\s*篇?\s*[】\]]|第\s*[一二三四五六七八九十\d]{1,3}\s*篇\s*[::]|(?:篇|范文)\s*[一二三四五六七八九十\d]{1,3}\s*[::]))"
)
# A title with a word for a kind of paper, and the text after it that begins with the same name.
_ECHO = re.compile(
    r"(?:(?<=[。!！?？”])|^)\s*(?P<title>(?P<name>[一-鿿]{4,6})[^。;；!！?？:：,，\s]{4,36}?(?:总结|汇报|报告|材料|小结|经验|发言|纪实|做法))\s*(?=(?P=name)[^。]{10,})"
)
_GENRES = "总结|小结|报告|汇报|材料|讲话稿?|发言稿?|演讲稿|致辞|方案|计划|规划|思路|体会|心得|事迹|年鉴|经验|纪实|做法|情况|预案|要点|简报|制度|意见|通知|述职|调研|对策|打算|自评|主持词|思考|启示"
# The end of a title: such a word, maybe with a word for a pattern to write after.
_END = re.compile(rf"(?:{_GENRES})(?:(?:参考|优秀|精选)?(?:范文|模板|样本|样文|范本))?(?:[((][^()。]{{1,16}}[))])?")
_GAP = re.compile(r"[\s.。_—–-]*")
_TWICE = re.compile(r"(?P<title>[^。;!?::,]{5,45}?)[\s.。_—–-]{0,4}(?P=title)")
_AGAIN = re.compile(rf"(?P<title>(?P<name>[一-鿿]{{{AGAIN},30}})[^。;!?::,\s]{{0,6}}?)(?=(?P=name))")
_DEFINED = re.compile(r"(?P<name>[一-鿿]{2,8}?),?(?:就|它)?是")
_LABEL = re.compile(r"(?:文档|资源|内容|资料)(?:介绍|简介|描述|内容)\s*:\s*")
_NO_TITLE = re.compile(
    r"根据|依据|按|依照|遵照|为|现将|通过|随着|在(?!.{2,30}上的?(?:讲话|发言|致辞|汇报))|从|对(?!策)|由|自(?![查评我])|今|近|一年来|各位|尊敬|同志|以(?!案)|我们"
)
_PAGE_NAME = re.compile(
    r"(?P<name>.{5,60}?)(?:\.(?:docx?|pdf|wps|txt))?_第\s*\d+\s*页|(?P<file>.{5,60}?)\.(?:docx?|pdf|wps|txt|pptx?)"
)
# 总结-总结 篇一: in the first line of a page.
_FIRST_MARK = re.compile(r"[^。;!?:]{4,40}?\s+(?=(?:第一篇|篇[一1])\s*[::])")
_MARKER = re.compile(r"(?:第一篇|篇[一1])\s*[::]\s*")
# What may stand behind a word for a kind of paper inside a sentence, or in a longer title.
_GOES_ON = re.compile(
    rf"(?:{_GENRES}|的|中|和|与|及|或|、|会|了|上|里|时|后|前|已|经|等|是|要|应|将|可|能|就|也|都|由|显示|指出|表明|如下|内容|格式|范文|怎么|如何|模板|工作|情况|[))】》”]|书|人|者|表|员|单|集|册|类|性|之|以及|并|交|写|做|评|公开|大会|培训)"
)
# Words that titles of advice end with, in front of a first heading.
_ADVICE = re.compile(
    "(?:怎么[写做办]|如何[写做]|指南|要求|流程|攻略|研究|分析|设计|策略|路径|措施|建议|办法|手册|标准|规范|机制|体系|模式|思考|探索|探讨|范例|范文|大全|建设|管理|实践|案例|规定|职责|细则)$"
)
_FIRST_HEADING = re.compile(r"一、(?![二两三])\s*[^。]{2}")
_ITEM = re.compile(r"(?:第[一二三四五六七八九十]|统|唯|之|单|同|万|归|专)$")
# A name with a running number in front of a text: 述职报告1尊敬的… 述职报告 篇2这一年… 工作总结(三)本学期…
_NUMBERED = re.compile(
    rf"(?P<name>[^\d。,;:!?、]{{2,40}}?(?:{_GENRES}|范文|作文|句子|申请书|协议|合同|评语|鉴定))\s*"
    r"(?P<mark>(?:第|篇|范文|之|模板)\s*(?P<number>\d{1,2}|[一二三四五六七八九十]{1,3})\s*篇?\s*[::]?|[((【\[]\s*(?:篇|第)?\s*(?P<n2>\d{1,2}|[一二三四五六七八九十]{1,3})\s*篇?\s*[))】\]]\s*[::]?|(?P<n3>\d{1,2})(?![\d.%年月日份次个篇项条人名、,)-]))"
)
_INSIDE = re.compile(rf"(?<=[。!?”;])\s*(?={_NUMBERED.pattern})")


@cache
def _opening() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row['pattern']})" for row in table("glued")["opening"]))


@cache
def _stamp() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row['pattern']})" for row in table("glued")["stamp"]))


def unglued(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines, cut behind the page's title where the text follows it in the same line, behind names with running numbers, and long ones in front of marks."""
    cuts: dict[int, list[int]] = {}
    if any(len(line.text) >= LONG for line in lines):
        cuts = {line.index: at for line in lines if (at := _inner(line))}
    for index, at in (*_numbered(lines), *_titled(lines)):
        cuts[index] = [*cuts.get(index, ()), *at]
    if not cuts:
        return lines
    parts = [part for line in lines for part in (_parts(line, cuts[line.index]) if line.index in cuts else (line,))]
    return tuple(replace(line, index=i) for i, line in enumerate(parts))


def stamped(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines at the head of a page that are nothing but a viewer's stamp."""
    return tuple(line for line in lines[:HEAD] if len(line.text) <= 80 and _stamp().fullmatch(line.text))


def _inner(line: Line) -> list[int]:
    """The places in a long line where a mark begins, or a title whose text begins with the title's own first words."""
    if len(line.text) < LONG or line.in_table:
        return []
    marks = [match.end() for match in _MARK.finditer(line.text)]
    return [*marks, *(at for match in _ECHO.finditer(line.text) for at in (match.start("title"), match.end("title")))]


def _parts(line: Line, cuts: list[int]) -> Iterator[Line]:
    at = sorted({cut for cut in cuts if 0 < cut < len(line.text)})
    for start, end in zip([0, *at], [*at, len(line.text)], strict=True):
        text = line.text[start:end]
        left = start + len(text) - len(text.lstrip())
        if text.strip():
            yield replace(
                line, span=Span(line.span.start + left, line.span.start + left + len(text.strip())), text=text.strip()
            )


# --- the title in front of the text ----------------------------------------------------------------------------------------------------------------


def _titled(lines: tuple[Line, ...]) -> Iterator[tuple[int, list[int]]]:
    """The first line that holds a title and the text behind it, with the places to cut; nothing if another title stands alone above it."""
    names: list[str] = []
    above: list[str] = []
    for line in lines[:HEAD]:
        if line.in_table or (line.block is not None and line.block.outline is not None):
            continue
        named = _PAGE_NAME.fullmatch(line.text)
        if named:
            names.append((named["name"] or named["file"]).strip())
        elif label := _label_over(line, lines):
            yield line.index, [label]
            return
        elif cuts := _head_cuts(line.text, names, lines):
            title = line.text[cuts[0] : cuts[1]].strip()
            if all(alike(title, other) for other in above):
                yield line.index, cuts
            return
        elif is_title_like(line.text) and ends_like_title(line.text):
            above.append(line.text)


def _label_over(line: Line, lines: tuple[Line, ...]) -> int | None:
    """Where the title begins behind a site's label (文档介绍:…) when the next line says it again, or None."""
    match = _LABEL.match(line.text)
    below = lines[line.index + 1].text if line.index + 1 < len(lines) else ""
    title = plain(line.text[match.end() :]) if match else ""
    return match.end() if match and len(title) >= SHORT and plain(below).startswith(title) else None


def _head_cuts(text: str, names: list[str], lines: tuple[Line, ...]) -> list[int]:
    """Where to cut a line that begins with a title (after a stamp or the page's title and its first mark): title's start, title's end, …; [] for others."""
    start, stamps = 0, []
    while match := _stamp().match(text, start):
        start = match.end()
        stamps.append(start)
    first = _FIRST_MARK.match(text, start) if len(text) >= TEXT else None
    if first and (mark := _MARKER.match(text, first.end())):
        found = _title_cuts(text, mark.end(), 0)
        return [first.end(), found[0] if found else mark.end(), *found[1:]]
    found = _title_cuts(text, start, 0) if len(text) >= TEXT else []
    found = found or _named_cuts(text, start, names) or _before_heading(text, start, lines)
    found = found or (_loose_cut(text, start) if len(text) >= LONG else [])
    return [start, *found, *stamps] if found else []


def _title_cuts(text: str, start: int, depth: int) -> list[int]:
    """The title's end, the text's start and what lies between, when a sentence begins behind the title or the title is said twice."""
    if _NO_TITLE.match(text, start) or starts_with_marker(text[start : start + 12]):
        return []
    for match in _END.finditer(text, start, start + TITLE + 10):
        end = match.end()
        title = text[start:end]
        if re.search("[。;!?:,]", title):
            break
        if len(title) < SHORT:
            continue
        behind = _GAP.match(text, end).end()  # type: ignore[union-attr]
        twice = text.startswith(title, behind)
        if not twice and (_opening().match(text, behind) or _is_defined(title, text, behind)):
            longer = _END.match(text, end)
            if longer is None or not _opening().match(text, longer.end()):
                return [end, behind]
        if (twice or text[end:behind].isspace()) and depth < 2 and (more := _title_cuts(text, behind, depth + 1)):
            return [end, *([] if twice else [behind]), *more]
    if twice_said := _TWICE.match(text, start):
        return [twice_said.end("title"), twice_said.end() - len(twice_said["title"]), twice_said.end()]
    again = _AGAIN.match(text, start)
    return [again.end("title")] if again and not is_line("organisation", again["title"]) else []


def _loose_cut(text: str, start: int) -> list[int]:
    """The end of a title at the head of a page set in one line, whatever sentence follows: a word for a kind of paper that the first clause does not go on from."""
    if _NO_TITLE.match(text, start) or starts_with_marker(text[start : start + 12]):
        return []
    stop = re.search("[。;!?:,、]", text[start:])
    limit = start + (stop.start() if stop else 0)
    for match in _END.finditer(text, start, min(limit, start + TITLE)):
        end = match.end()
        if end - start >= AGAIN and limit - end >= 3 and not _GOES_ON.match(text, _GAP.match(text, end).end()):  # type: ignore[union-attr]
            return [end]
    return []


def _is_defined(title: str, text: str, at: int) -> bool:
    """True if the text behind a title says what such a paper is (总结是…, 述职报告就是…)."""
    match = _DEFINED.match(text, at)
    return match is not None and title.endswith(match["name"])


def _named_cuts(text: str, start: int, names: list[str]) -> list[int]:
    """The end of a title that the page's file name says too, in front of a heading, an opening or its own first words."""
    for name in names:
        end = start + len(name)
        if text.startswith(name, start) and len(text) > end + 2:
            rest = text[end:].lstrip()
            if rest.startswith(name[:6]) or _opening().match(rest):
                return [end]
    return []


def _before_heading(text: str, start: int, lines: tuple[Line, ...]) -> list[int]:
    """The end of a title in front of the first heading (…方案一、背景): it ends with a word for a kind of paper, or 二、 stands at the head of a line and 一、 nowhere."""
    at = text.find("一、", start, start + TITLE + 2)
    title = text[start:at].rstrip() if at > start else ""
    if (
        len(title) < SHORT + 1
        or not _FIRST_HEADING.match(text, at)
        or _ITEM.search(title)
        or not is_title_like(title)
        or re.search("[,、]", title)
    ):
        return []
    if _ADVICE.search(title):
        return [at]
    if _END.search(title) and next(reversed(list(_END.finditer(title)))).end() == len(title):
        return [at]
    heads = [line.text[:2] for line in lines]
    return [at] if "二、" in heads and "一、" not in heads else []


# --- names with running numbers in front of the text ------------------------------------------------------------------------------------------------


def _numbered(lines: tuple[Line, ...]) -> Iterator[tuple[int, list[int]]]:
    """Lines that begin with the same name and a rising number (述职报告1… 述职报告2…), cut behind the number; in pages of one line also inside it."""
    found: dict[str, list[tuple[int, int, int, int]]] = defaultdict(list)
    for group in _same_beginnings(lines):
        for line in group:
            if match := _NUMBERED.match(line.text):
                found[plain(match["name"])].append((_number(match), line.index, 0, match.end()))
    for line in lines if len(lines) <= FEW else ():
        if len(line.text) >= WHOLE and not line.in_table and "1" in line.text:
            for inside in _INSIDE.finditer(line.text):
                if match := _NUMBERED.match(line.text, inside.end()):
                    found[plain(match["name"])].append((_number(match), line.index, inside.end(), match.end()))
    for marks in found.values():
        run: list[tuple[int, int, int, int]] = []
        for mark in sorted(marks, key=lambda mark: mark[1:]):
            if mark[0] == len(run) + 1:
                run.append(mark)
        if len(run) >= 2:
            yield from ((index, [start, end]) for _, index, start, end in run if _is_text(lines[index].text[end:]))


def _same_beginnings(lines: tuple[Line, ...]) -> Iterator[list[Line]]:
    """Groups of lines with the same first characters, one of them long enough for a text."""
    groups: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        if not line.in_table and len(line.text) > SHORT:
            groups[line.text[:4]].append(line)
    yield from (group for group in groups.values() if len(group) >= 2)


def _number(match: re.Match[str]) -> int:
    return int(parse_numeral(match["number"] or match["n2"] or match["n3"]) or 0)


def _is_text(rest: str) -> bool:
    """True if what follows a number in its line is text and no title: an opening, or a sentence."""
    rest = rest.lstrip()
    return bool(rest) and (bool(_opening().match(rest)) or rest[-1] in "。!?;::,")
