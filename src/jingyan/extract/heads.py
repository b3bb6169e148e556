"""Heads of a piece as a tree: numbered titles, 一是 heads, run-in heads, with section kinds; positions in the Flow's text."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from jingyan.extract.sections import SectionKind, carrier_kind, is_action, title_kind

_CN = "[一二三四五六七八九十]"
_RANKS: tuple[tuple[float, re.Pattern[str]], ...] = (
    (
        1,
        re.compile(
            rf"{_CN}{{1,3}} ?[、.] ?|[壹贰叁肆伍陆柒捌玖拾]、 ?|第{_CN}{{1,3}}(?:部分|方面|招|步棋?)[:、, ] ?"
            rf"|(?:做法|举措|措施|经验|特色|亮点|招数|妙招)之?{_CN}{{1,2}}[:、 ] ?|[●◆■★▲◎※➢►◇□]+ ?"
        ),
    ),
    (2, re.compile(rf"[(〔] ?{_CN}{{1,3}} ?[)〕][、.:,]? ?|{_CN}{{1,2}}\)[、.]? ?|[㈠-㈩][、.]? ?")),
    (3, re.compile(r"\d{1,2} ?(?:、|\.(?!\d)|\.(?=\d{4}年)) ?|[⒈-⒛] ?")),
    (4, re.compile(r"[(〔] ?\d{1,2} ?[)〕][、.]? ?|\d{1,2}\)[、.]? ?|[①-⑳⑴-⒇][、.]? ?")),
    (
        5,
        re.compile(
            rf"第{_CN}{{1,2}}(?:[,、:]|是(?!一)) ?|其{_CN}[,、:是]|(?:首先|其次|再次|再者|此外|另外|最后)(?:是)?,"
        ),
    ),
    (6, re.compile(rf"{_CN}{{1,2}}(?:是(?!否|指|因|由|对一)|要(?!求|素|点|是))[,:]?")),
)
LINE_HEAD = 1.5
LABEL = 9.0
RUN_IN = 7.0
NESTED_RUN_IN = 8.0
_SERIES = 5
_HEAD_PLACE = re.compile(
    r"(?m)^[ ]*|(?<=[。;:!?”)》])[ ]*|(?<=,)(?=[一二三四五六七八九十]{1,2}是|[(〔](?:[2-9]|[二-十])[)〕])|(?<=[\u4e00-\u9fff])[ ]*(?=[(〔](?:一|1)[)〕]|1[.、][ ]?[\u4e00-\u9fff])"
    r"|(?<=总结|汇报|报告|材料|如下|做法|经验|情况|体会)[ ]*(?=一 ?、)"
)
_GLUED = re.compile(
    r"(?<=[\u4e00-\u9fff”》])[ ]*(?=[(〔](?:一|1)[)〕]|1[.、][ ]?[\u4e00-\u9fff])|(?<=总结|汇报|报告|材料|如下|做法|经验|情况|体会)[ ]*(?=一 ?、)"
)
"""Where a list begins right behind the words of a title (扎实推进1.落实政策)."""
_FOLLOWING = re.compile(
    r"(?:以下|如下|下列)[^。\n]{0,12}[:。]?|(?:以下|如下)(?:几个|[一二三四五六七八九十]个)?方面[^。\n]*。"
)
WHOLE_TITLE = 26
"""Longest first sentence that is a title as a whole when more text follows it on its line (gold titles of this kind: 6-26)."""
_CLAUSES = 22
_CLAUSES_MORE = 34
_SHORT = 10
_FARTHEST = 400
"""No title is looked for beyond so many characters."""
_ALONE = 70
"""Longest line that is a title as a whole when nothing follows it."""


@dataclass(frozen=True, slots=True)
class Head:
    """A head: marker and title [start, title_end), everything under it ends at `end`. `section` is what the title announces, `kind` what it stands under;
    `level` its depth, `parent` the index of the head above or -1, `alone` True if its title fills the line.
    """

    start: int
    title_start: int
    title_end: int
    end: int
    rank: float
    marker: str
    section: SectionKind | None = None
    kind: SectionKind | None = None
    level: int = 1
    parent: int = -1
    style: float = 0
    alone: bool = False


def find_heads(text: str, begin: int, end: int, title: str, closed: Sequence[tuple[int, int]]) -> tuple[Head, ...]:
    """The heads of text[begin:end] (one piece's body) in order, ends and levels settled; `closed` ranges hold none."""
    heads = sorted({h.start: h for h in _candidates(text, begin, end, title)}.values(), key=lambda h: h.start)
    heads = [h for h in heads if not any(a <= h.start < b for a, b in closed)]
    return tuple(_nested(text, end, heads))


def _candidates(text: str, begin: int, end: int, title: str) -> Iterator[Head]:
    yield from _line_heads(text, begin, end, title)
    yield from _run_ins(text, begin, end)
    yield from _listed(text, begin, end)
    yield from _inline(text, begin, end)
    yield from _marked(text, begin, end)
    yield from _labels(text, begin, end)


_LABEL = re.compile(
    r"(?:^|(?<=[。;\n]))[ ]*(?P<words>[\u4e00-\u9fff][\u4e00-\u9fff、 ]{1,13}):(?=[ ]*(?P<rest>[^\n]{6}))", re.MULTILINE
)


def _labels(text: str, begin: int, end: int) -> Iterator[Head]:
    """存在的困难:…, 几点体会:…, 下步打算:… — a section that is opened by a label before its text in the same line."""
    for match in _LABEL.finditer(text, begin, end):
        words = _SPACED.sub("", match["words"])
        if title_kind(words) in ("problem", "next_step", "status") and not any(p.match(words) for _, p in _RANKS):
            yield Head(match.start("words"), match.start("words"), match.end("words"), end, LABEL, "", alone=True)


def _is_empty(text: str, at: int, end: int, rank: float) -> bool:
    """Whether a deeper marker stands where the title of a marker should."""
    gap = _GAP.match(text, at, end)
    at = gap.end() if gap else at
    return any(deeper > rank and p.match(text, at, end) for deeper, p in _RANKS[:4])


_BEHIND_BLANK = re.compile(r"[ ]+(?P<words>[\u4e00-\u9fff]{4,10})(?<![了吗呢])。(?=[^\n]{30})")
"""A run-in title right behind a title that only a blank ends."""
_GAP = re.compile(r"[ \n]{0,4}")
_BLANKS = re.compile("[ ]*")


def _marked(text: str, begin: int, end: int) -> Iterator[Head]:
    last: dict[float, tuple[int, int]] = {}
    opening = _BLANKS.match(text, begin, end)
    for place in (*((opening,) if opening else ()), *_HEAD_PLACE.finditer(text, begin, end)):
        at = place.end()
        before = text[place.start() - 1 : place.start()]
        for rank, pattern in _RANKS:
            match = pattern.match(text, at, end)
            if not match:
                continue
            line_start = place is opening or before in ("\n", "") or text[at - 1] == "\n"
            goes_on = last.get(rank, (0, -_SERIES_REACH))
            number = _ordinal(match.group())
            if before == "," and rank < _SERIES and (number != goes_on[0] + 1 or at - goes_on[1] > _ITEM_REACH):
                continue
            if rank in (3, 4) and not line_start and before not in "。;:!?," and not _is_glued(text, at, match.group()):
                continue
            if (
                rank == 2
                and not line_start
                and "\u4e00" <= before <= "\u9fff"
                and not _is_glued(text, at, match.group())
            ):
                continue
            if (
                rank == 1
                and not line_start
                and (
                    (before == ":" and not _opens_list(text, at, match.group()))
                    or ("\u4e00" <= before <= "\u9fff" and not _is_glued(text, at, match.group()))
                )
            ):
                continue
            title_start = match.end()
            listed = rank >= _SERIES and not (line_start and match.group().startswith("第"))
            title_end, alone = _title(text, title_start, end, sentence=listed)
            if rank <= 2 and _is_empty(text, title_start, end, rank):
                # an empty marker: it has no title of its own but counts as a level
                yield Head(at, title_start, title_start, end, rank, match.group().rstrip())
                break
            if title_end - title_start >= 2:
                last[rank] = (number, at)
                yield Head(at, title_start, title_end, end, rank, match.group().rstrip(), alone=alone)
                behind = _BEHIND_BLANK.match(text, title_end, end) if rank < _SERIES else None
                if behind:
                    start = behind.start("words")
                    yield Head(start, start, behind.end("words"), end, RUN_IN, "")
            break


_DOT = re.compile(
    r"(?<=[\u4e00-\u9fff%)”》㎡])\.(?!\.)|(?<=\d[:.]\d)\.(?=[\u4e00-\u9fff])|(?<=\d[:.]\d\d)\.(?=[\u4e00-\u9fff\n])"
)
_NUMBERED = re.compile(rf"(?:^|[\n。.;:,(” ])第?{_CN}{{1,3}}$")
_DOTS = 3


def full_stops(text: str) -> str:
    """`text` with 。 for "." where "." ends its sentences (规范办学.修订章程), same length; numbers and markers (1. 一.) keep theirs.

    A text that ends most of its sentences with 。 stays as it is: there a dot is a slip, or stands in a foreign name.
    """
    dots = [m.start() for m in _DOT.finditer(text) if not _NUMBERED.search(text, max(0, m.start() - 5), m.start())]
    if len(dots) < _DOTS or len(dots) < text.count("。"):
        return text
    marks = list(text)
    for at in dots:
        marks[at] = "。"
    return "".join(marks)


_NEXT_OF = {"一": "二", "1": "2", "①": "②", "⑴": "⑵"}
_SERIES_REACH = 3000
_ITEM_REACH = 400


def _is_glued(text: str, at: int, marker: str) -> bool:
    """Whether a first marker right behind a word begins a list: its second item follows within a few pages and the word is no 附件, 表, 第."""
    first = next((c for c in marker if c in _NEXT_OF), "")
    if not first or text[at - 1 : at] in ("件", "表", "图", "第", "类", "例", "之", "节"):
        return False
    sentence = re.split("[。;:\n]", text[max(0, at - _ALONE) : at])[-1].strip()
    if any(p.match(sentence) for _, p in _RANKS[:3]):
        return True
    return text.find(marker.replace(first, _NEXT_OF[first]), at, at + _SERIES_REACH) >= 0


_OPENS = re.compile(r"(?:如下|下面|以下)[^。;\n]{0,12}:[ ]*$")


def _opens_list(text: str, at: int, marker: str) -> bool:
    """Whether a first marker behind 现汇报如下: in running text begins a list: its second item follows, or a deeper marker opens within its title."""
    first = next((c for c in marker if c in _NEXT_OF), "")
    if not first or not _OPENS.search(text[max(0, at - _SHORT * 3) : at]):
        return False
    if text[at - 1] == " " or _GLUED.search(text, at + len(marker), at + _ALONE):
        return True
    return text.find(marker.replace(first, _NEXT_OF[first]), at, at + _SERIES_REACH) >= 0


_TITLE_STOP = re.compile(r"(?<=[\u4e00-\u9fff])(?<!的)\.(?=[\u4e00-\u9fff])|[。;!?\n:]|,(?=[二三四五六七八九十]是)")
_LEADS = re.compile(
    r"(?P<frame>(?:在|从|自|到|截至|随着|当)[^,]*(?:上|中|下|里|前|后|内|时|起|来|以来|期间|方面|过程|同时|基础|前提|入手|出发|着手|看)|[^,]*(?:年|月|日|来|期间|基础上|过程中|工作中|前提下))$"
    r"|(?P<means>(?:学校|我[校县市区乡镇局]|县里|全[校县市区])?(?:近|按照?|根据|针对|通过|围绕|以|依托|对|为了?|结合|借助|本着|随着|坚持以|利用|依据))(?P<rest>[^,]*)$"
)
_WHOLE = re.compile(
    r"(?:的|等)?(?:方式|形式|途径|手段|办法|机制|措施|举措)(?:来|,)?[\u4e00-\u9fff]{4,}"
    r"|[\u4e00-\u9fff]{2,}(?:实行|实施|进行|开展|给予|予以|统一|配备|配齐|建立|提供|设立|制定|安排|购置|新建|落实|推进|提升|提高|解决|补充|打造|搭建|培养|组建|构建)[\u4e00-\u9fff]{2,}"
)
"""What shows that a clause that begins with 通过, 为, 对 … is no mere lead but tells the action itself."""


def _is_lead(clause: str) -> bool:
    """True for a clause that only leads up to the action (近三年来; 在县委的领导下; 通过家访)."""
    match = _LEADS.match(clause)
    if not match:
        return False
    if match["frame"]:
        return True
    return not (_WHOLE.match(match["rest"]) and not is_action(match["rest"]))


def _title(text: str, start: int, end: int, *, sentence: bool = False) -> tuple[int, bool]:
    """End of the title that starts at `start`, and whether it fills its line; the titles of `sentence` heads (一是) are clauses unless short."""
    end = min(end, start + _FARTHEST)
    glued = _GLUED.search(text, start + 4, min(end, start + _ALONE))
    end = glued.start() if glued else end
    broken = _title_before_blank(text, start, end)
    if broken:
        return broken, False
    stop = _TITLE_STOP.search(text, start, end)
    while stop and stop.group() == ":" and stop.start() - start < 4:
        stop = _TITLE_STOP.search(text, stop.end(), end)
    first = stop.start() if stop else end
    line = text.find("\n", start, end)
    line = end if line < 0 else line
    alone = not text[first:line].strip(" 。;:,!") or bool(glued and first == end)
    inline = "\n" not in text[max(0, start - 12) : start] and start > 12
    listed = sentence or (inline and ((stop is not None and stop.group() == ";") or ";" in text[start - 8 : start]))
    if sentence and not inline and alone and _heads_paragraph(text, line, end):
        listed = sentence = False
    whole = _ALONE if alone and not listed else _SHORT_LISTED if listed else WHOLE_TITLE
    if alone and not listed and text[first : first + 1] in ("。", ";") and _is_leaf(text, start, line, end):
        whole = 0 if re.search(r",[^,]*\d", text[start:first]) else WHOLE_TITLE
    if inline and _MANNER.search(text, start, first):
        whole = 0
    if first - start <= whole:
        return _trim(text, start, first), alone
    return _trim(text, start, start + _clauses(text[start:first], listed=listed)), alone and not sentence


_BLANK = re.compile(r"(?<=[\u4e00-\u9fff”)])[ \u3000]+(?=[\u4e00-\u9fff“\dxX])")
_OPENER = re.compile(
    r"我[们县市区州省乡镇局校院村站处所街部]|[全本][县市区州省乡镇局校院村站处所街年]|该[县市区乡镇局校院村]|各[县市区乡镇局校院村级部科]|[县市区乡镇]委|为(?:了|确保|进一步|切实|做好|加强|使)|按照|根据|通过|针对|围绕|在[\u4e00-\u9fff]|今年|去年|近年|近[一二两三四五几]年|多年来|一年来|半年来|上半年|年初|一是|首先|充分|学校|(?:19|20|xx|XX)[\dxX]{2}年|(?:19|20)\d\d ?学年|截[至止]|目前"
)
_ACTED = re.compile(
    r"(?P<words>[\u4e00-\u9fff]{4,8}?)(?:成立|制定|召开|建立|印发|组织|下发|出台|设立|签订|组建|举办|完成)了"
)
_WRAPPED = 4
_SECTION_GLUED = re.compile(
    r"(?P<words>(?!根据|针对|按照?|结合|鉴于|随着|为|围绕|由于|考虑|了解|汇报|掌握|解决|从)(?P<whose>[\u4e00-\u9fff\d]{2,14}?)??(?:基本(?:情况|概况)|(?:开展|完成|进展|推进|落实|建设)情况|工作(?:概况|总结|回顾)|主要(?:做法|成效)|存在(?:的)?(?:主要)?(?:问题|不足)|下一步(?:工作)?(?:打算|计划|安排)))"
    r"(?=(?(whose)(?P=whose)|(?!))|我[县市区乡镇局校院村站全]|[全本][县市区乡镇局校院村站]|该[县市区乡镇局校院村]|截[至止]|目前|今年|近年来|(?:19|20)[\d*xX]{2}年)"
)
"""The name of a section that runs on into its text (基本情况我县地处…)."""


def _title_before_blank(text: str, start: int, end: int) -> int:
    """End of a title that no mark parts from its body: a blank stands between them (一、领导重视 我局…), or it runs on into what was done (明确责任成立了…); else 0."""
    line = text.find("\n", start, end)
    stop = end if line < 0 else line
    acted = _ACTED.match(text, start, stop)
    if acted and is_action(acted["words"]) and not is_action(acted["words"][2:4]) and len(acted["words"]) % 2 == 0:
        return acted.end("words")
    glued = _SECTION_GLUED.match(text, start, stop)
    if glued:
        return glued.end("words")
    reach = min(stop, start + _CLAUSES_MORE)
    full = re.compile("[。;!?:]").search(text, start, stop)
    blank = next((b for b in _BLANK.finditer(text, start + 4, reach + 1) if b.start() - start >= 4), None)
    if not blank or blank.start() > reach or (full and full.start() < blank.start()):
        return 0
    rest = (full.start() if full else stop) - blank.end()
    halves = text[start : blank.start()].split(",")
    if min(len(h) for h in halves) < 3 or len(halves) > 3 or rest < 4:
        return 0
    if _OPENER.match(text, blank.end()) and rest >= _SHORT:
        return blank.start()
    near = text[max(0, start - _FARTHEST) : start + _FARTHEST]
    wrapped = len(_BLANK.findall(near)) > _WRAPPED
    return blank.start() if len(halves) > 1 and not wrapped and (rest >= _SHORT * 2 or full) else 0


def _clauses(sentence: str, *, listed: bool) -> int:
    """How much of a long sentence is its title: the first clause that is no mere lead (近三年来, 通过…), and those that go on in its manner.

    A clause of the same length goes on (抓管理,促规范); where the head is no item of a `listed` series, one that names an action does as well.
    """
    cuts = [m.start() for m in re.finditer(",", sentence) if _balanced(sentence[: m.start()])] + [len(sentence)]
    chosen = 0
    first = 0
    for cut in cuts:
        clause = sentence[chosen:cut].strip(",")
        if chosen:
            alike = abs(len(clause) - first) <= 1 + (first > _SHORT) and not _GOES_ON_NOT.search(clause)
            longest = _CLAUSES_MORE if chosen < _SHORT else _CLAUSES
            if cut > longest or not (alike or first < _TINY or (not listed and _goes_on(clause))):
                break
        chosen = cut
        if _is_lead(clause.strip()):
            return next((c for c in cuts if c > cut), cut)
        first = first or len(clause)
    return chosen


def _heads_paragraph(text: str, line: int, end: int) -> bool:
    """Whether the line behind `line` is a paragraph of plain text, no further item."""
    below = text[line : min(end, line + _ALONE)].lstrip("\n ")
    return len(below) >= _BELOW and "\n" not in below[:_BELOW] and not any(p.match(below) for _, p in _RANKS)


_MANNER = re.compile(r",(?:做到|形成|实行|推行)[^,。]*[“\d]")
"""What an inline title does not hold: how it was done, with a name or a figure."""


def _is_leaf(text: str, start: int, line: int, end: int) -> bool:
    """Whether the line of a title that ends at `line` holds all that belongs to it: the next one begins with a marker of its own or a higher rank."""
    own = text[text.rfind("\n", 0, start) + 1 : start].strip()
    below = text[line : min(end, line + _SHORT)].strip()
    ranks = [next((rank for rank, p in _RANKS if p.match(words)), 0.0) for words in (own, below)]
    return bool(ranks[0]) and (not below or 0 < ranks[1] <= ranks[0])


_TINY = 4
_SHORT_LISTED = 12
_GOES_ON_NOT = re.compile(r"[\d“]|[率名所个人]$")
_RESULT = re.compile(r"\d|^(?:做到|形成|确保|达到|实现了)")


def _goes_on(clause: str) -> bool:
    return (is_action(clause) or clause.startswith(("让", "使"))) and not _RESULT.search(clause)


def _balanced(text: str) -> bool:
    return all(text.count(a) == text.count(b) for a, b in ("()", "“”", "《》"))


def _trim(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in " 。;:,!\n":
        end -= 1
    return end


def _line_heads(text: str, begin: int, end: int, title: str) -> Iterator[Head]:
    """Short lines without a final mark, above a paragraph; once two such lines are found, also those above a shorter paragraph."""
    lines = [m for m in re.finditer(r"[^\n]+", text[begin:end]) if m.group().strip()]
    found: list[tuple[Head, int]] = []
    for line, following in pairwise(lines):
        words = line.group().strip()
        below = following.group().strip()
        if not _LINE_TITLE.match(words) or len(below) < _BELOW_SHORT or any(p.match(words) for _, p in _RANKS):
            continue
        if (
            _TABLE_ROW.search(words)
            or _alike(words, title)
            or (words.count(",") > 1 or not re.search(r"[。!?]", below))
        ):
            continue
        start = begin + line.start() + len(line.group()) - len(line.group().lstrip())
        found.append((Head(start, start, start + len(words), end, LINE_HEAD, "", alone=True), len(below)))
    plenty = sum(1 for _, size in found if size >= _BELOW) >= 2
    yield from (head for head, size in found if size >= _BELOW or plenty)


_LINE_TITLE = re.compile(r"(?=[^\n]{4,32}$)[\u4e00-\u9fff“][^\n。;:!?…]*[^\n。;:,!?…)》”\d]$")
_BELOW, _BELOW_SHORT = 40, 16
_TABLE_ROW = re.compile(r"\d[^\n]* +[\d-]|(?:[^ \n]+ +){3}")


def _alike(words: str, title: str) -> bool:
    shared = len(set(words) & set(title))
    return bool(title) and shared >= 0.7 * min(len(set(words)), len(set(title)))


def _run_ins(text: str, begin: int, end: int) -> Iterator[Head]:
    """Short clauses that name an action and end in 。 before more text: unmarked titles inside paragraphs."""
    broken = _sentence_a_line(text, begin, end)
    yield from _short_openings(text, begin, end)
    yield from _short_sentences(text, begin, end)
    for paragraph in re.finditer(r"[^\n]+", text[begin:end]):
        offset = begin + paragraph.start()
        words = paragraph.group()
        nested = False
        last_end = -2
        for sentence in re.finditer(r"[^。;!?\n]+[。;!?:]?", words):
            clause = sentence.group().strip()
            # a look at the neighbourhood: the whole line before and behind would cost its square
            before = words[max(0, sentence.start() - 16) : sentence.start()].rstrip()
            start = offset + sentence.start() + len(sentence.group()) - len(sentence.group().lstrip())
            if before and _FOLLOWING.search(clause) and clause.endswith(("。", ":")):
                nested = True
            if before and before[-1] not in "。!?":
                continue
            if not _is_run_in(clause, first=not before) or not (
                words[sentence.end() : sentence.end() + 16].strip() or (broken and not before)
            ):
                continue
            nested = nested or start <= last_end + 1
            last_end = start + len(clause) - 1
            yield Head(start, start, last_end, end, NESTED_RUN_IN if nested else RUN_IN, "")


_OPENING = re.compile(r"\s*(?P<words>[\u4e00-\u9fff、, ]{4,18})。(?=[^\n]{40})")


def _short_openings(text: str, begin: int, end: int) -> Iterator[Head]:
    """First sentences of 4-18 characters, whatever their words, when three paragraphs and a third of all open like that: the piece titles its paragraphs so."""
    paragraphs = list(re.finditer(r"[^\n]{60,}", text[begin:end]))
    opened = [(p, m) for p in paragraphs if (m := _OPENING.match(p.group())) and not _NO_OPENING.search(m["words"])]
    if len(opened) < 3 or len(opened) * 3 < len(paragraphs):
        return
    for paragraph, match in opened:
        start = begin + paragraph.start() + match.start("words")
        if not any(p.match(match["words"]) for _, p in _RANKS):
            yield Head(start, start, start + len(match["words"]), end, RUN_IN, "")


_NO_OPENING = re.compile(
    r"^(?:今后|下一步|总之|以上|近年|目前|为此|同时|但是?|然而|当然|因此|事实上)|[了吗呢]$|不够|不足$|问题$"
)


def _sentence_a_line(text: str, begin: int, end: int) -> bool:
    """True for a text that breaks the line after every sentence, so that a title's paragraph cannot be seen."""
    lines = [m.group().strip() for m in re.finditer(r"[^\n]{12,}", text[begin:end])]
    single = sum(1 for line in lines if line.endswith("。") and line.count("。") == 1)
    return len(lines) >= 6 and single >= 0.7 * len(lines)


def _is_run_in(words: str, *, first: bool) -> bool:
    if not words.endswith("。"):
        return False
    clause = words[:-1]
    longest = 28 if first else 16
    if not 4 <= len(clause) <= longest or re.search(r"[了:“《]|\d", clause):
        return False
    halves = clause.split(",")
    if len(halves) == 2 and (not first or _is_pair(halves)):
        return _is_pair(halves)
    return len(halves) <= 2 and (is_action(clause) or bool(_DISPOSES.match(clause)))


_DISPOSES = re.compile(r"把[\u4e00-\u9fff]{3,9}$")
"""把特色亮出来 as a title."""


def _is_pair(halves: Sequence[str]) -> bool:
    """True for two short clauses of one length with an action in one of them (配强师资,提升素质)."""
    one, other = (half.strip() for half in halves)
    return 3 <= len(one) <= 8 and abs(len(one) - len(other)) <= 1 and (is_action(one) or is_action(other))


_SHORT_SENTENCE = re.compile(
    r"(?:^|(?<=。)) *(?P<words>(?:[\u4e00-\u9fff、]{4,8}|“[\u4e00-\u9fff]{2,6}”[\u4e00-\u9fff]{2,4})(?:,[\u4e00-\u9fff、]{4,8})?)。(?=[^。\n]{15})"
)


def _short_sentences(text: str, begin: int, end: int) -> Iterator[Head]:
    """Sentences of 4-8 characters, or of two such halves, of which three open the parts of one paragraph (提标扩面。… 动态管理。…); two where one names an action."""
    for paragraph in re.finditer(r"[^\n]{80,}", text[begin:end]):
        offset = begin + paragraph.start()
        found = [m for m in _SHORT_SENTENCE.finditer(paragraph.group()) if not _NO_OPENING.search(m["words"])]
        acting = sum(1 for m in found if is_action(m["words"]))
        if len(found) < 2 or (len(found) < 3 and not acting):
            continue
        for match in found:
            if not any(p.match(match["words"]) for _, p in _RANKS):
                start = offset + match.start("words")
                yield Head(start, start, start + len(match["words"]), end, RUN_IN, "")


def _listed(text: str, begin: int, end: int) -> Iterator[Head]:
    """Unmarked items after 以下做法: when they are parted by semicolons (their marks were lost)."""
    for match in re.compile(
        r"(?:以下|如下|下列)(?:几项|几点|几个)?(?:具体|主要)?(?:做法|措施|举措)[:]\s*(?=[\u4e00-\u9fff])"
    ).finditer(text, begin, end):
        stop = text.find("。", match.end(), end)
        stop = end if stop < 0 else stop
        items = text[match.end() : stop].split(";")
        if len(items) < 2 or any(p.match(items[0].strip()) for _, p in _RANKS):
            continue
        at = match.end()
        for item in items:
            start = at + len(item) - len(item.lstrip())
            title_end, alone = _title(text, start, at + len(item), sentence=True)
            yield Head(start, start, title_end, end, RUN_IN, "", alone=alone)
            at += len(item) + 1


_INLINE = re.compile(
    r"等(?:一系列|系列|多项|各项|一系列的?|几项|综合)?(?:有效|有力|具体|切实可行的)?(?:举措|措施|做法)"
)
_INLINE_REACH = 160
_INLINE_LEAD = re.compile(r"^.*?(?:通过|采取|采用|实施了?|推出了?|先后)(?=[\u4e00-\u9fff])")


def _inline(text: str, begin: int, end: int) -> Iterator[Head]:
    """The items of 通过A、B、C等举措 where three or more each name an action in 5-20 characters; each ends with itself."""
    for match in _INLINE.finditer(text, begin, end):
        left = max(begin, match.start() - _INLINE_REACH)
        left = max(left, *(text.rfind(mark, left, match.start()) + 1 for mark in "。;!?,:\n"))
        words = text[left : match.start()]
        lead = _INLINE_LEAD.match(words.split("、")[0])
        at = left + (lead.end() if lead else 0)
        items = text[at : match.start()].split("、")
        if len(items) < 3 or not all(5 <= len(item) <= 20 and is_action(item) for item in items):
            continue
        for item in items:
            yield Head(at, at, at + len(item), at + len(item), NESTED_RUN_IN, "", alone=True)
            at += len(item) + 1


def _nested(text: str, end: int, heads: list[Head]) -> list[Head]:
    """Levels, parents, section kinds and ends. A head closes all open heads of its own or a deeper rank."""
    settled: list[Head] = []
    stack: list[int] = []
    following = _following(heads)
    for candidate in heads:
        depth = _depth(text, [settled[i] for i in stack], candidate, following)
        head = replace(candidate, rank=depth, style=candidate.rank)
        while stack and settled[stack[-1]].rank >= head.rank:
            index = stack.pop()
            settled[index] = replace(settled[index], end=min(settled[index].end, head.start))
        while stack and _list_is_over(text, settled, stack[-1], head, following):
            stack.pop()
        section = title_kind(_SPACED.sub("", text[head.title_start : head.title_end]))
        parent = stack[-1] if stack else -1
        kind = _inherited(text, settled, parent, head)
        level = 1 + sum(1 for i in stack if settled[i].marker or not settled[i].section)
        if kind in ("problem", "next_step") and head.marker:
            section = None
        settled.append(replace(head, section=section, kind=kind, level=level, parent=parent))
        stack.append(len(settled) - 1)
    return [_ended(text, settled, i) for i in range(len(settled))]


_ABOVE_ALL = 0.5
_ORDER = "一二三四五六七八九十"
_OTHER_DIGITS = str.maketrans("壹贰叁肆伍陆柒捌玖拾首", "一二三四五六七八九十一")


def _ordinal(marker: str) -> int:
    """The number of a marker (二 in 第二、, 3 in (3)); 0 for a sign or a word without one."""
    found = re.search(
        r"\d{1,2}|[一二三四五六七八九十]{1,3}", unicodedata.normalize("NFKC", marker).translate(_OTHER_DIGITS)
    )
    if not found:
        return 0
    if found.group().isdigit():
        return int(found.group())
    tens, ten, ones = found.group().rpartition("十")
    return (10 * (_ORDER.find(tens) + 1 if tens else 1) if ten else 0) + (_ORDER.find(ones) + 1 if ones else 0)


def _following(heads: Sequence[Head]) -> dict[int, int]:
    """Where the next item of the same series starts, by the start of an item: the next number in the same style before that style begins anew."""
    found: dict[int, int] = {}
    last: dict[float, tuple[int, int]] = {}
    for head in heads:
        number = _ordinal(head.marker) if head.marker else 0
        if not number:
            continue
        start, before = last.get(head.rank, (0, 0))
        if before and number == before + 1:
            found[start] = head.start
        last[head.rank] = (head.start, number)
    return found


def _depth(text: str, stack: Sequence[Head], head: Head, following: dict[int, int]) -> float:
    """The rank a head takes among those open: its brothers' if they are open; a list that begins inside an item whose own list goes on behind it, below it."""
    brother = next((h for h in reversed(stack) if h.marker and h.style == head.rank), None)
    if brother and head.marker:
        return brother.rank
    top = stack[-1] if stack else None
    if head.rank == LABEL:
        inside = next((h for h in reversed(stack) if following.get(h.start, 0) > head.start), None)
        return inside.rank + 0.25 if inside else _ABOVE_ALL
    if top and head.marker and _starts_series(head):
        inside = next(
            (h for h in reversed(stack) if h.style > head.rank and following.get(h.start, 0) > head.start), None
        )
        if inside:
            return inside.rank + 0.25
    if (
        top
        and head.marker
        and top.style >= _SERIES
        and top.style > head.rank
        and head.rank >= 3
        and _starts_series(head)
    ):
        line_start = not text[text.rfind("\n", 0, head.start) + 1 : head.start].strip()
        if not line_start or _carrier(text, head.start).endswith(":"):
            return top.rank + 0.25
    return head.rank


def _list_is_over(text: str, settled: Sequence[Head], top: int, head: Head, following: dict[int, int]) -> bool:
    """True if `top` is an item of a list with one line an item and a line of plain text stands between it and `head`."""
    last = settled[top]
    if head.rank > last.rank and head.marker and following.get(last.start, 0) > head.start:
        return False
    elders = _elders(settled, top)
    if not elders or any("\n" in text[h.start : h.end].strip() for h in elders):
        return False
    if head.rank > last.rank and max(h.end - h.start for h in elders) > _LONG_ITEM:
        return False
    line = text.find("\n", last.start, head.start)
    below = settled[top + 1].start if top + 1 < len(settled) else head.start
    return 0 <= line < below and bool(text[line:below].strip())


_LONG_ITEM = 60
"""An item as long as this has a body, which may go on in the next line."""


def _elders(settled: Sequence[Head], index: int) -> list[Head]:
    """The items before this one in its own series, nearest first; a marker 一 or 1 begins a series."""
    elders: list[Head] = []
    head = settled[index]
    if _starts_series(head):
        return elders
    for other in (settled[i] for i in range(index - 1, -1, -1)):
        if other.rank < head.rank:
            break
        if other.parent == head.parent and other.rank == head.rank:
            elders.append(other)
            if _starts_series(other):
                break
    return elders


def _brothers(settled: Sequence[Head], index: int) -> list[Head]:
    """The run-in heads before this one under the same head, nearest first, among the last few heads."""
    head = settled[index]
    if head.style not in (RUN_IN, NESTED_RUN_IN):
        return []
    near = settled[max(0, index - _NEAR) : index]
    return [h for h in reversed(near) if h.parent == head.parent and h.style == head.style]


_NEAR = 30


def _inherited(text: str, settled: Sequence[Head], parent: int, head: Head) -> SectionKind | None:
    """The kind of the section around the head; else what its elder brother stands under; else what the sentence before the list says."""
    above = (settled[parent].section or settled[parent].kind) if parent >= 0 else None
    title = text[settled[parent].title_start : settled[parent].title_end] if parent >= 0 else ""
    if above in ("next_step", "principle"):
        return above
    if above == "status" and not settled[parent].section and settled[parent].marker and is_action(title):
        above = None  # what stands under an action is part of it
    elder = next((h for h in reversed(settled) if h.parent == parent and h.rank == head.rank), None)
    if elder and head.marker and not _starts_series(head):
        return elder.kind
    if above == "problem":
        before = _carrier(text, head.start)
        return "next_step" if elder and (_LATER.match(before) or carrier_kind(before) == "next_step") else above
    if parent >= 0 and not text[settled[parent].title_end : head.start].strip(" 。:;,\n"):
        return above
    carrier = _carrier(text, head.start)
    announces = head.marker and (head.rank > 1 or _ANNOUNCES.search(carrier))
    carried = carrier_kind(carrier) if announces or carrier.endswith(":") else None
    return carried or above


_LATER = re.compile(r"^(?:\d{4}年|明年|来年|新的一年|下半年|新学期|新学年|为此|对此|针对[^。]*|建议)[^。]{0,24}$")
_ANNOUNCES = re.compile(
    r"以下|如下|下列|[几一二三四五六七八九十两](?:个|点|项|条|大|方面)|要(?:做好|抓好|重点)|将(?:做好|重点|从)"
)
_FIRST = re.compile(r"^[(〔]?(?:一|1|①|⑴|⒈|㈠|壹|首先|第一|其一)")


def _starts_series(head: Head) -> bool:
    return not head.marker or (bool(_FIRST.match(head.marker.strip())) and not re.match(r"1\d|十", head.marker))


def _carrier(text: str, at: int) -> str:
    """The sentence that ends right before `at`."""
    before = text[max(0, at - 140) : at].rstrip(" \n")
    body = before[:-1] if before else before
    cut = max(body.rfind(mark) for mark in "。;!?\n")
    return _SPACED.sub("", before[cut + 1 :])


_SPACED = re.compile(r"(?<=[\u4e00-\u9fff]) +(?=[\u4e00-\u9fff。:])")


_CLOSING = re.compile(r"(?:^|(?<=[。\n]))[ ]*(?:以上(?:是|就是|便是)|总之|综上|总的来说)")


def _ended(text: str, settled: Sequence[Head], index: int) -> Head:
    """The head with its final end: an inline series ends with its paragraph, a list parted by semicolons with its sentence; closing words are left out."""
    head = settled[index]
    stop = head.end
    elders = _elders(settled, index) if head.marker else _brothers(settled, index)
    younger = next((settled[i] for i in range(index + 1, len(settled)) if settled[i].rank <= head.rank), None)
    last = younger is None or younger.rank < head.rank or (bool(younger.marker) and _starts_series(younger))
    line_start = not text[text.rfind("\n", 0, head.start) + 1 : head.start].strip()
    if head.rank >= _SERIES and not line_start:
        line = text.find("\n", head.start, stop)
        stop = line if line >= 0 else stop
    if (
        last
        and (head.rank >= _SERIES or not line_start)
        and index
        and text[max(0, head.start - 4) : head.start].rstrip()[-1:] == ";"
    ):
        bodied = any("。" in text[h.start : h.end] for h in elders)
        sentence = text.find("。", head.title_end + 1 if bodied else head.title_end, stop)
        stop = sentence if sentence >= 0 else stop
    if last and elders and not any("\n" in text[h.start : h.end].strip() for h in elders) and line_start:
        line = text.find("\n", head.title_end, stop)
        stop = line if line >= 0 else stop
    closing = _CLOSING.search(text, head.title_end, stop)
    if closing:
        stop = closing.start()
    while stop > head.title_end and text[stop - 1] in " \n":
        stop -= 1
    return replace(head, end=max(stop, head.title_end))
