"""What a site puts between the title and the text: an editor's introduction that ends with an offer, and a viewer's lead that gives the first words of the text once more."""

import re
from collections.abc import Iterator
from itertools import islice

from jingyan.model.span import Span
from jingyan.segment.lines import Line

# Lines from the top in which an introduction stands; a lead has this many letters, and its text begins within this many lines below it.
FIRST, LEAD, BELOW = 14, 30, 6
# Lines below a lead in which its words are looked for.
NEAR = 30
# A title may stand in front of those words.
TITLE = 45
# A paragraph of the text this long closes the place for introductions; a whole text in one line is at least so long.
PROSE, GLUED = 40, 200
# Longest introduction inside a line.
LONGEST = 500

_GENRE = "(?:总结|报告|小结|体会|心得|材料|讲话稿?|发言稿?|演讲稿|方案|计划|范文|范例|汇报|倡议书|通知|致辞|简报|纪要)"
_MAKE = "(?:整理|收集|搜集|搜罗|汇总|分享|带来|推荐|准备|精选|挑选|呈现|收纳|提供|奉上|献上|寻找|编写|大全)"
_USE = "(?:参考|参阅|阅读|借鉴|查阅|浏览|查看|帮助|帮到|喜欢|收藏|启示|启发|有所|一起来|看看|采纳|分享|学习)"
_SITE = (
    r"(?:小编|编辑|范文|范本|网友|本站|(?:\d|[一二两三四五六七八九十几多])\s?篇|(?:为|给|帮|跟)(?:您|你|大家|各位)"
    + _MAKE
    + ")"
)
_STOP = "。!?！？"
# The sentence with the offer, and what may follow it.
_OFFER = re.compile(
    rf"(?:以下|下面|本文|这里|今天|现在|接下来|小编|编辑|本站|我们(?=(?:为|给|帮)(?:您|你|大家)))[^{_STOP}]{{0,60}}?(?:{_MAKE}[^{_STOP}]{{0,120}}?[{_STOP}]?[^{_STOP}]{{0,40}}?|范文[^{_STOP}]{{0,30}}?希望[^{_STOP}]{{0,30}}?|[^{_STOP}]{{0,4}}小编[^{_STOP}]{{0,16}}(?=一起来)|(?:就|来)?(?:给|为|帮)大家.{{0,160}}(?:方便|供)大家){_USE}"
    rf"[^{_STOP}]{{0,30}}[{_STOP}~…]*(?:\s*(?:希望|欢迎|仅供|供)[^{_STOP}]{{2,40}}[{_STOP}~…]*)?"
)
# The offer of an editor who gives no use.
_PLAIN_OFFER = re.compile(
    rf"(?:下面|以下)(?:就)?(?:是|由)小编(?:(?:为|给|跟|和|帮)(?:您|你|大家|各位))?(?:精心|认真)?{_MAKE}[^{_STOP}]{{0,40}}[{_STOP}~…:]*$"
)
_SOLD = re.compile(_SITE)
# A speaker offers too, but speaks of himself; an editor does not.
_SPEAKER = re.compile(
    r"我(?!们?(?:为|给|帮)(?:您|你|大家)(?:整理|收集|搜集|精心|精选|挑选|奉上|搜罗|汇总))|本(?:校|县|镇|园|院|局)|各位领导|学校|家长|学生|课题组"
)
_EDITOR = re.compile("小编|网的?编辑|本站|范文")
_PAPER = re.compile(_GENRE)
# What an editor says about a kind of paper.
_ABOUT = re.compile(
    rf"{_GENRE}(?:就是|是|指的?是?)[^{_STOP}]{{2,90}}(?:文体|文种|书面材料|文字材料|应用文|文书|公文|过程|总结|行为|结论|文案)|"
    rf"{_GENRE}[^{_STOP}]{{0,20}}(?:频率|越来越|用到|用处|怎么写|如何写|有哪些|注意|没有想象|无从下笔)|(?:写|用到|使用|接触到?|需要)[^{_STOP}]{{0,12}}{_GENRE}[^{_STOP}]{{0,12}}(?:地方|时候|场合|吗|呢|格式|特点)"
)
_BEGINS = re.compile(rf"^(?P<title>[^。,;:!?\s]{{2,40}}?(?P<name>[一-鿿]{{0,4}}{_GENRE}))(?=(?P=name)(?:就?是|的))")
_LABEL = re.compile("(?:文章|内容|文档|本文|资料)?(?:导读|简介|摘要|预览|概述|介绍):?")
_LETTERS = re.compile(r"[^\w]|_")


def introductions(lines: tuple[Line, ...]) -> Iterator[tuple[int, str]]:
    """The indices of whole lines that are an introduction or a lead, each with the name of its rule."""
    about: list[int] = []
    for line in islice(lines, FIRST):
        if line.in_table:
            return
        if _is_lead(line, lines):
            yield line.index, "lead"
        elif is_offer(line.text):
            yield from ((i, "introduction") for i in (*about, line.index))
            about = []
        elif len(line.text) >= PROSE and line.ended:
            if about or not _ABOUT.search(line.text):
                return
            about.append(line.index)


def is_offer(text: str) -> bool:
    """True if the paragraph ends with the offer of a site's editor."""
    if len(text) > LONGEST:
        return False
    return bool(_PLAIN_OFFER.search(text)) or any(match.end() == len(text) for match in _offers(text))


def _offers(text: str) -> Iterator[re.Match[str]]:
    for match in _OFFER.finditer(text):
        said = match.group()
        if _EDITOR.search(said) or (_SOLD.search(said) and _PAPER.search(said) and not _SPEAKER.search(said)):
            yield match


def glued_introduction(lines: tuple[Line, ...]) -> Span | None:
    """The introduction inside a first line that holds the whole text: from the end of the title, where that can be told, to the end of the offer."""
    if not lines or len(lines[0].text) < GLUED:
        return None
    text = lines[0].text[:LONGEST]
    offer = next(_offers(text), None)
    if offer is None or offer.end() >= len(lines[0].text) or text[offer.end() - 1] not in _STOP:
        return None
    title = _BEGINS.match(text)
    begin = title.end() if title and title.end() < offer.start() else offer.start()
    start = lines[0].span.start
    return Span(start + begin, start + offer.end())


def _is_lead(line: Line, lines: tuple[Line, ...]) -> bool:
    """True for a line cut off anywhere whose letters are the first ones of what stands below."""
    if line.text[-1] in "。!?;:" or len(line.text) < LEAD:
        return False
    letters = _LETTERS.sub("", line.text)
    if len(letters) < LEAD or len(letters) == len(line.text):
        return False
    below = [
        _LETTERS.sub("", other.text[: 2 * len(letters)]) for other in lines[line.index + 1 : line.index + 1 + NEAR]
    ]
    starts = [sum(map(len, below[:i])) for i in range(min(BELOW, len(below)))]
    said = "".join(below)
    if line.index and _LABEL.fullmatch(lines[line.index - 1].text):
        letters = letters[-LEAD:]  # a slogan may stand in front
    at = said.find(letters)
    return at >= 0 and at + len(letters) < len(said) and any(0 <= at - start <= TITLE for start in starts)
