"""Boilerplate: lines and stretches that are a site's furniture, adverts or noise and no part of the text; rules in `boilerplate.toml`."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

from jingyan.model.span import Span
from jingyan.segment.furniture_chat import chat
from jingyan.segment.furniture_crumbs import breadcrumbs, bulleted_menu
from jingyan.segment.furniture_guess import (
    bare_cells,
    guessed,
    is_anchor,
    is_contact,
    is_foreign,
    is_front_matter,
    is_own,
    is_years,
)
from jingyan.segment.furniture_inside import stretches
from jingyan.segment.furniture_intro import introductions
from jingyan.segment.furniture_model import kind, score
from jingyan.segment.furniture_stamps import stamps
from jingyan.segment.lines import HAN, Line, table
from jingyan.segment.titles import ends_like_title, is_line, is_title_like

# A line this long or ended like a sentence is prose: it closes the edge of a file where site lines are looked for.
PROSE = 40
# Two page numbers are this many characters or lines apart; a running head stands beside this many of them.
PAGE, PAGE_LINES, RUNNING = 80, 4, 2
# Longest nameless line (a nickname) between two site lines.
BETWEEN = 8
# Log-odds below which a sentence (from so many characters on) inside the text is no notice, whatever words it holds, and from which a long line at the edge is no prose.
NO_NOTICE, NO_PROSE, SENTENCE = 0.0, 2.5, 12
# Log-odds from which a line after the last prose says that the text is over.
CLOSING = 4.0
# Log-odds below which a sentence is no notice wherever it stands.
PLAIN = -1.0

_CLAUSE_END = re.compile(r"[,，。;；:：!！?？、\r\n]")
_HAN = re.compile(f"[{HAN}]")
# Words one of which stands in every long site line; only such lines are searched.
_HINT = re.compile(
    "小编|链接|http|www|二维码|公众号|转载|word|Word|网络|互联网|本文(?:来自|由|标题|地址)|原帖|只看|积分"
)
# Site lines that only come when the text is over, and lines of the text's own that may follow a page number or a badge.
_ENDING = ("site_notice", "site_intro", "related_links", "uploader", "site_name", "file_name")
# Of these only what follows links to other papers or a notice is a site's whatever it looks like; under a call to follow an account may stand a short piece.
_OFFER = re.compile("相关|推荐|热[点门]|猜|最新|往期|喜欢|还[看阅喜下]")
_OVER = ("related_links", "site_notice", "site_intro")
_OWN_FOOT = re.compile(
    r"附[件表录注:]|主题词|抄[送报]|主送|报[送:]|[((]?(?:作者|撰稿|执笔|单位|此件)|[一二三四五六七八九十]、|[((][一二三四五六七八九十]+[))]"
)
# What no notice of a site says outside the title it quotes.
_SCHOOL_WORD, _TITLE = re.compile("教师|学生|学校|家长|我[县市区校省]"), re.compile("《[^》]*》")
_OWN_WORD = re.compile("学校|教师|老师|学生|家长|各校|全县|全市|全区|全校|电教馆|中心校|我[县市区校省镇乡园]")
_SITE_SPEAKS = re.compile("本站|本网|网友|会员|小编|VIP|用户上传|本文档|文库|范文|http|www|《")
_BEFORE_TITLE = re.compile(r"[一-鿿\d]{1,6}(?:文库|文档|文秘网?|范文网?|总结网|图书馆)\s*[-—_|:]?\s*(?=\S{6})")
_TONE = re.compile("[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹ]")
_PINYIN = re.compile(
    r"(?<=[㐀-鿿])[(【\[](?=[a-zü]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹ])[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹ]{1,6}\s?[)】\]]"
)
_ATTACHED, _ITEM = re.compile(r"附件(?:\d|[一二三四五六七八九十]|[::])"), re.compile(r"\d{1,2}[.、]")
# A signature in a thread; who put a paper on a site.
_SIGNATURE = re.compile(r"[—–-]{1,3}\s*\S.{2,30}?\s*[—–-]{1,3}")
_NAME = re.compile(r"(?:上传者|上传人|分享者|发布者|发布人|贡献者|文档提供者)[::]\s*(\S{2,16})")
_NUMBER_LABEL = re.compile(r"[•·●\-\s]*(?:发文字号|发布文号|文件编号|文\s*号|字\s*号|公文字号)\s*[::]")
_ADDRESS = re.compile(r"https?://|www\.")
_SITE_WORD = re.compile("下载|本站|网站|上传|会员|VIP|版权|举报|客服|付费|积分|文档|侵权|网友|充值|扣除")
_WORDS = re.compile(f"{_SITE_WORD.pattern}|{_HINT.pattern}")


@dataclass(frozen=True, slots=True)
class Found:
    """A boilerplate span with the kind and the name of its rule; `line` its index for whole lines, None inside a line."""

    span: Span
    kind: str
    rule: str
    line: int | None = None


@cache
def _pattern(zone: str) -> re.Pattern[str]:
    """One pattern for all rows of a zone; the group r3 says that row 3 of the table matched."""
    rows = enumerate(table("boilerplate")["rule"])
    return re.compile("|".join(f"(?P<r{i}>{row['pattern']})" for i, row in rows if row["zone"] == zone))


def _row(match: re.Match[str]) -> dict[str, Any]:
    groups = match.groupdict()
    name = next(key for key, value in groups.items() if value is not None)
    row: dict[str, Any] = table("boilerplate")["rule"][int(name[1:])]
    return row


def furniture(reading: str, lines: tuple[Line, ...]) -> tuple[Found, ...]:
    """All boilerplate of `reading` in order of position, not overlapping; neighbouring lines of one kind are one span."""
    whole = _lines(_unspelt(lines) if _TONE.search(reading) else lines)
    inside = [
        Found(span, what, name)
        for span, what, name in stretches(reading, lines)
        if not any(line.span.covers(span) for line in whole)
    ]
    return tuple(sorted((*_merged(reading, whole), *inside), key=lambda found: found.span))


def _lines(lines: tuple[Line, ...]) -> list[Found]:
    cells = bare_cells(lines)
    lines = tuple(replace(line, in_table=line.in_table or line.index in cells) for line in lines) if cells else lines
    crumbs = breadcrumbs(lines)
    intro = {i: {"kind": "site_intro", "name": name} for i, name in introductions(lines)} | {
        i: {"kind": "site_control", "name": "breadcrumb"} for i in crumbs.lines
    }
    anywhere = intro | {
        line.index: row
        for line in lines
        if line.index not in intro
        and not line.in_table
        and (row := _whole(line, "any"))
        and not _is_sentence(line, PLAIN)
    }
    head, foot = _edges(lines, set(anywhere))
    rows = {
        i: row
        for i, row in anywhere.items()
        if i in intro or not (head <= i < foot and _is_own_sentence(lines[i], row))
    }
    for line in (*lines[:head], *lines[foot:]):
        if line.index not in rows and (row := _whole(line, "edge")):
            rows[line.index] = row
    found = {i: Found(lines[i].span, row["kind"], row["name"], i) for i, row in rows.items()}
    for i in bulleted_menu(lines, found, head):
        found.setdefault(i, Found(lines[i].span, "site_control", "bulleted-menu", i))
    for i, what in chat(lines):
        found.setdefault(i, Found(lines[i].span, what, "chat", i))
    for i in guessed(lines, found, head, foot):
        found[i] = Found(lines[i].span, kind(lines[i].text), "line-model", i)
    for line in (*lines[:head], *lines[max(head, foot) :]):
        named = _BEFORE_TITLE.match(line.text)
        if line.index not in found and named and line.text[named.end() :] in _texts(lines[: min(line.index, 5)]):
            found[line.index] = Found(line.span, "site_name", "site-and-title", line.index)
    for i in stamps(lines, found, head):
        found[i] = Found(lines[i].span, "post_time", "stamp", i)
    _spare(lines, found)
    _spare_title(lines[:head], found)
    for i in crumbs.titles:
        found.pop(i, None)
    _add_values(lines, found)
    _add_thread(lines, found)
    _add_names(lines, found, foot)
    _add_pages(lines, found)
    _add_between(lines, found, head, foot)
    text = lines[: _restart(lines, found, foot)]
    _add_related(text, found, rows, foot)
    _add_foot(text, found, foot)
    return [found[i] for i in sorted(found)]


def _texts(lines: tuple[Line, ...]) -> frozenset[str]:
    return frozenset(line.text for line in lines)


def _unspelt(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines without pinyin in brackets, for rules that judge a line by its words; spans stay."""
    return tuple(
        replace(line, text=_PINYIN.sub("", line.text)) if "(" in line.text and _PINYIN.search(line.text) else line
        for line in lines
    )


def _is_own_sentence(line: Line, row: dict[str, Any]) -> bool:
    """True for a sentence inside the text that no site would say: by its look, or because schools and teachers speak in it and no site does."""
    if _is_sentence(line, NO_NOTICE):
        return True
    if row["kind"] not in ("site_notice", "site_intro", "inline_ad"):
        return False
    text = _TITLE.sub("", line.text)
    return line.ended and bool(_OWN_WORD.search(text)) and not _SITE_SPEAKS.search(line.text)


def _spare_title(head: tuple[Line, ...], found: dict[int, Found]) -> None:
    """Take out the last of several equal lines over the text that could be its title: a menu names it, the page says it, but it is the paper's own."""
    counts = Counter(line.text for line in head)
    last = {line.text: line.index for line in head if counts[line.text] > 1}
    for text, i in sorted(last.items(), key=lambda item: item[1]):
        learnt = i in found and found[i].rule in ("line-model", "between")
        if learnt and len(_HAN.findall(text)) >= 6 and is_title_like(text) and not _SITE_WORD.search(text):
            del found[i]


def _spare(lines: tuple[Line, ...], found: dict[int, Found]) -> None:
    """Take out what a letter has too: files named in its list of attachments, addresses and telephone numbers that stand apart from other furniture."""
    attached = False
    for line in lines:
        attached = bool(_ATTACHED.match(line.text) or (attached and _ITEM.match(line.text)))
        if attached:
            found.pop(line.index, None)
    for i in [i for i in found if is_front_matter(lines[i].text) or is_years(lines[i].text)]:
        del found[i]
    for i in [
        i for i, item in found.items() if item.rule in ("line-model", "site-words") and is_foreign(lines[i].text)
    ]:
        del found[i]
    contact = [i for i in sorted(found) if is_contact(lines[i])]
    for run in _runs(contact):
        if run[0] - 1 not in found and run[-1] + 1 not in found:
            for i in run:
                del found[i]


def _runs(numbers: list[int]) -> list[list[int]]:
    """Rising numbers in runs without a gap."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] + 1 == number:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs


def _whole(line: Line, zone: str) -> dict[str, Any] | None:
    """The row that matches the whole line, or None; a long line without any word of a site is spared the search."""
    return _whole_text(line.text, zone)


@lru_cache(maxsize=20_000)
def _whole_text(text: str, zone: str) -> dict[str, Any] | None:
    if len(text) > PROSE and zone == "any" and not _WORDS.search(text):
        return None
    match = _pattern(zone).fullmatch(text)
    if match:
        return _row(match)
    if zone == "any" and _is_crowded(text):
        return {"kind": "site_notice", "name": "site-words"}
    return None


def _is_crowded(text: str) -> bool:
    """True if words of sites stand so close that no report would say it: three different ones, one in 20 characters."""
    words = _SITE_WORD.findall(text)
    if _SCHOOL_WORD.search(_TITLE.sub("", text)):
        return False
    return len(set(words)) >= 4 and len(words) * 20 >= len(text)


def _is_sentence(line: Line, bound: float) -> bool:
    """True for a sentence that only happens to use a site's words."""
    return len(line.text) >= (SENTENCE if line.ended else 2 * SENTENCE) and score(line.text) < bound


def _edges(lines: tuple[Line, ...], known: set[int]) -> tuple[int, int]:
    """The index of the first line of the text itself (prose, headings, entries of a contents list) and of the line after the last one."""
    rest = [line for line in lines if line.index not in known]
    for shows in (lambda line: _is_prose(line) or is_anchor(line), is_own):
        first = next((line.index for line in rest if shows(line)), None)
        if first is not None:
            return first, next(line.index for line in reversed(rest) if shows(line)) + 1
    return len(lines), len(lines)


def _is_prose(line: Line) -> bool:
    return (
        (len(line.text) >= PROSE or line.ended)
        and not _ADDRESS.search(line.text)
        and not _pattern("edge").fullmatch(line.text)
        and score(line.text) < NO_PROSE
    )


def _add_pages(lines: tuple[Line, ...], found: dict[int, Found]) -> None:
    """Add page numbers that stand alone on their lines (1 … 2 … 3, each a page after the one before) and the running heads beside them."""
    bare = [line for line in lines if not line.in_table and line.text.isdecimal() and len(line.text) <= 3]
    run: list[Line] = []
    for line in bare:
        far = not run or line.span.start - run[-1].span.end >= PAGE or line.index - run[-1].index >= PAGE_LINES
        if far and (int(line.text) == int(run[-1].text) + 1 if run else int(line.text) <= 2):
            run.append(line)
    if len(run) < 2 or len(run) < 0.7 * len(bare) or not _is_paged(lines, run, found):
        run = []
    for line in run:
        found.setdefault(line.index, Found(line.span, "page_number", "bare-page-number", line.index))
    numbers = sorted(i for i, item in found.items() if item.kind == "page_number")
    places = {i for at in numbers for i in (at - 1, at + 1)} | ({0} if len(numbers) > 1 else set())
    beside = [
        lines[i]
        for i in sorted(places)
        if 0 <= i < len(lines) and i not in found and len(lines[i].text) <= PROSE and not _is_shown(lines[i])
    ]
    counts = Counter(_parts(line.text) for line in beside)
    for line in beside:
        if counts[_parts(line.text)] >= RUNNING:
            found[line.index] = Found(line.span, "page_header", "running-head", line.index)


def _parts(text: str) -> tuple[str, ...]:
    """The words of a running head in any order: left and right pages have them the other way round."""
    return tuple(sorted(text.split()))


def _is_paged(lines: tuple[Line, ...], run: list[Line], found: dict[int, Found]) -> bool:
    """True for numbers of pages, not of a series: a text stands above the first, or the same head beside several."""
    above = sum(len(line.text) for line in lines[: run[0].index] if line.index not in found)
    near = [
        lines[i] for line in run for i in (line.index - 1, line.index + 1) if 0 <= i < len(lines) and i not in found
    ]
    beside = Counter(line.text for line in near if 4 <= len(line.text) <= PROSE and not _is_shown(line))
    return above >= PAGE or any(count >= RUNNING and text[-1] not in ":,、" for text, count in beside.items())


def _is_shown(line: Line) -> bool:
    """True for a line that may stand twice beside page numbers because the text says it twice: a sentence, an author, a date."""
    return line.ended or is_anchor(line) or any(is_line(name, line.text) for name in ("organisation", "date"))


def _add_values(lines: tuple[Line, ...], found: dict[int, Found]) -> None:
    """Add the document number that stands alone under its label in the box of a government page."""
    for line in lines[1:-1]:
        i = line.index
        label = i - 1 in found and _NUMBER_LABEL.fullmatch(lines[i - 1].text)
        if label and i not in found and i + 1 in found and is_line("document-number", line.text):
            found[i] = Found(line.span, "site_control", "box-value", i)


def _add_thread(lines: tuple[Line, ...], found: dict[int, Found]) -> None:
    """Add, beside the heads of posts in a thread, the lines that stand only at the edges of other files: chatter, signatures."""
    for at in [i for i, item in found.items() if item.rule == "forum-post"]:
        for line in (*lines[max(0, at - 1) : at], *lines[at + 1 : at + 3]):
            if line.index in found or len(line.text) > PROSE:
                continue
            row = _whole(line, "edge")
            if row or _SIGNATURE.fullmatch(line.text):
                found[line.index] = Found(line.span, row["kind"] if row else "uploader", "thread", line.index)


def _add_names(lines: tuple[Line, ...], found: dict[int, Found], foot: int) -> None:
    """Add the uploader's name where it stands alone under the text."""
    heads = " ".join(lines[i].text for i in sorted(found) if i < foot)
    names = frozenset(_NAME.findall(heads))
    for line in lines[foot:]:
        if line.text in names and not is_own(line):
            found.setdefault(line.index, Found(line.span, "uploader", "name", line.index))


def _add_between(lines: tuple[Line, ...], found: dict[int, Found], head: int, foot: int) -> None:
    """Add short lines between two site lines at the edges: nicknames, badges. A line that could be the file's only title is spared."""
    titles = [line.index for line in lines[:head] if line.index not in found and is_title_like(line.text)]
    for line in (*lines[:head], *lines[max(head, foot) :]):
        i = line.index
        between = i not in found and i - 1 in found and i + 1 in found and not is_own(line)
        nameless = len(line.text) <= BETWEEN and not _CLAUSE_END.search(line.text) and not ends_like_title(line.text)
        if between and nameless and (i >= head or any(other != i for other in titles)):
            found[i] = Found(line.span, "uploader", "between", i)


def _add_related(lines: tuple[Line, ...], found: dict[int, Found], rows: dict[int, dict[str, Any]], foot: int) -> None:
    """Add everything after a line such as 相关推荐 to the end of the file."""
    for opener in (i for i, row in rows.items() if row.get("follows") and foot <= i < len(lines)):
        for line in lines[opener + 1 :]:
            found.setdefault(line.index, Found(line.span, "related_links", "after-related", line.index))


def _restart(lines: tuple[Line, ...], found: dict[int, Found], foot: int) -> int:
    """The index where another, short piece begins after the last prose: a site line over a title and its author; else the number of lines."""
    for line in lines[foot:]:
        below = lines[line.index + 1 : line.index + 3]
        if line.index in found and len(below) == 2 and not any(other.index in found for other in below):
            title, author = below
            if is_title_like(title.text) and is_line("organisation", author.text):
                return line.index
    return len(lines)


def _add_foot(lines: tuple[Line, ...], found: dict[int, Found], foot: int) -> None:
    """Add what stands below the first site line after the last prose: the text has ended there, except for a signature, a date or attachments."""
    first = next(
        (
            i
            for i in range(foot, len(lines))
            if i in found and _ends_text(found[i], sure=score(lines[i].text) > CLOSING)
        ),
        len(lines),
    )
    over = False
    for line in lines[first + 1 :]:
        before = found.get(line.index - 1)
        over = over or (
            before is not None and (before.kind in _OVER or bool(_OFFER.search(lines[line.index - 1].text)))
        )
        own = (
            line.in_table
            or _OWN_FOOT.match(line.text)
            or any(is_line(n, line.text) for n in ("organisation", "date"))
            or (not over and is_own(line))
        )
        if not own and not is_foreign(line.text):
            found.setdefault(line.index, Found(line.span, "site_control", "below-the-text", line.index))


def _ends_text(item: Found, *, sure: bool) -> bool:
    """True for furniture that only comes when the text is over; of lines only the model knows, if it is `sure` of them."""
    if item.rule == "line-model":
        return sure
    return item.kind in _ENDING or item.rule == "section-label" or item.rule in _ends()


@cache
def _ends() -> frozenset[str]:
    """The names of the rows that only stand when the text is over."""
    return frozenset(row["name"] for row in table("boilerplate")["rule"] if row.get("ends"))


def _merged(reading: str, found: list[Found]) -> list[Found]:
    """Neighbouring lines of one kind as one span if only one line break lies between."""
    merged: list[Found] = []
    for item in found:
        last = merged[-1] if merged else None
        if last and last.kind == item.kind and reading.count("\n", last.span.end, item.span.start) == 1:
            merged[-1] = Found(Span(last.span.start, item.span.end), last.kind, last.rule, last.line)
        else:
            merged.append(item)
    return merged
