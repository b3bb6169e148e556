"""Title lines of a piece with organisation, date and where the body begins; what a title says about the genre."""

import itertools
import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from jingyan.model.span import Span
from jingyan.model.structure import Genre, PieceKind
from jingyan.segment.authors import Author, author_of, is_labelled, joint_issuers
from jingyan.segment.headings import starts_with_marker
from jingyan.segment.lines import Line, alike, plain, table

LONGEST = 60
"""A title line is no longer than this (the longest of 80 collected titles has 52 characters)."""

# What is said about lines up to this length is remembered: the same line is asked about from many places.
LONGEST_LINE = 100
# Two lines this long over an author are one title.
LONG_TITLE = 14
# A title this long stands without the line under it when that begins with a place (桐坪县乡村教师队伍调研报告).
TITLE_OF_ITS_OWN = 8
# How many lines after the title may still belong to it (doubled titles, organisation, date, document number).
HEAD_LINES = 6
# How far from the end of a piece the signature and its date stand.
FOOT_LINES = 4
# How many lines of attachments may follow them.
ATTACHED_LINES = 40

_PROMISE = re.compile(
    r"\s*[((【\[](?:共|(?!第)[一-鿿]{2,4}?)?\s*(?:多|\d{1,3}|[一二三四五六七八九十]{1,3})\s*[篇则例][^()（）]{0,6}[))】\]]\s*$"
)
_COUNT = re.compile(r"(\d{1,3}|[一二三四五六七八九十]{1,3})\s*[篇则例][^()（）]{0,6}[))】\]]\s*$")
_ISSUER = re.compile(
    r"^[一-鿿*]{1,14}?(?:教育局|教体局|教育体育局|教育厅|教委|人民政府办公室|人民政府|委员会|小学|中学|学校|幼儿园|中心校|教育部)(?=\s*(?:关于|印发|转发|推进|有效|多措|积极|扎实|全面|努力|《|坚持|开展|着力|大力|加强|工作|义务|促进|在|20\d\d|20[xX×*]{2}|二[〇○零]|均衡|优质|办学|创建|教育|实施|落实|贯彻|深化|标准化|迎接|迎国检|自查|年度|创新|探索|构建|打造|立足|聚焦|狠抓|强化|以|第[一二三四五六七八九十]))"
)
# Any organisation in front of what a paper is about.
_UNIT_FIRST = re.compile(
    r"[一-鿿*]{2,14}?(?:[一-鿿]局|教育厅|教委|卫生院|医院|派出所|司法所|村委会|居委会|办事处|人民政府|[镇乡]政府|委员会|组织部|宣传部|小学|中学|学校|附小|附中|完小|幼儿园|中心校|教研室|教学点|职教中心|发展中心)(?![长的所里和与及、内外们生人者])(?=[^。]{3,})"
)
# What names a kind of school and no school.
_NO_NAME = re.compile(
    r"(?:个人|新任|现任|在任|原任|初任|小学|中学|中心|实验|乡镇|农村|城区|寄宿制|九年一贯制|完全|民办|公办|薄弱|示范|第一|义务教育|阶段|城乡|全[县市区省镇乡]|我[县市区省镇乡]?|各|县|市|区|镇|乡|基层|优质|小规模|乡村|村|山区|边远|偏远|标准化|特色|品牌|新建|平安|绿色|书香|文明|智慧|和谐|数字|温馨|美丽|健康|廉洁|法治|民族|高中|初中|职业|中职|基地|定点|结对|帮扶|家长|普通|特殊教育|初级|高级|中|小|本|一所|所|从|让|和|与|、|社区|街道)*(?:小学|中学|学校|幼儿园|中心校|委员会|卫生院|医院|派出所|司法所|村委会|居委会|办事处)"
)
# An authority without its place (市民政局, 乡镇人民政府): every county has one.
_NO_PLACE = re.compile(
    r"(?:[某××*省市县区州镇乡]|乡镇|镇乡|基层|[省市县区]级)?(?:民政|财政|交通运输|交通|卫生|卫生健康|卫健|农业|农业农村|林业|水利|水务|税务|统计|审计|公安|司法|档案|环保|生态环境|城管|住建|文化|文旅|商务|应急管理|市场监管|气象|粮食|信访|国土资源|自然资源|规划|人社|(?:[镇乡]|人民)?政府)(?:局|(?<=政府))(?:办公室)?"
)
_SOME = re.compile(
    r"(?:典型|试点|部分|有关|相关|直属|[市县区]直|薄弱|农村|义务教育|小规模|民办|中小|各|所有|全部|多所|优秀|先进)(?:小学|中学|学校|幼儿园|中心校)$"
)
_GENRE_END = re.compile(
    r"(?:总结|小结|报告|材料|汇报|经验|发言|发言稿|讲话|讲话稿|体会|心得|方案|计划|规划|纪实|情况|典型|事迹|做法|简报|通知|意见|决定|通报|办法|细则|目录|批复|函|要点|预案|纪要|请示)(?:[((].{1,10}[))])?$"
)
_GLUED = re.compile(
    r"(?P<title>[^\s,。;:!?、]{6,50}?(?:总结|小结|报告|材料|汇报|经验|发言|讲话|体会|方案|计划|纪实|情况|做法|通知|意见|发展))[ \u3000]+(?=[一-鿿])"
)
# What heads a printed page or a message and is never a title: a clock, an address, a counter.
_PAGE_HEAD = re.compile(r"\d{1,2}:\d{2}|https?:|www\.|阅读\s*[((]?\d|浏览|字号|来源[::]|点击[::]|编辑[::]|分享到")
_CREDIT = re.compile(r"[((【\[]?(?P<organisation>[^()【】。:,]{3,30}?)\s*(?:供稿|报送|选送|提供|推荐|撰稿)[))】\]]?")
# A phrase said twice, three times over: a page whose text lies in two layers.
_DOUBLED = re.compile(r".*?([^\s]{2,})\1.*?([^\s]{2,})\2.*?([^\s]{2,})\3")
_PLACE = re.compile(r"[一-鿿*×xX]{1,6}?(?:省|市|县|区|州|旗|镇|乡|村|街道|社区|小学|中学|学校)(?![长民域级内中])")
# A community that a paper's title begins with (富康路社区工作小结), and words that name no community.
_COMMUNITY = re.compile(
    r"[一-鿿\d]{2,8}?社区(?=工作|(?:20\d\d|20[xX×*]{2}|[一-鿿]{1,6}年)|创|开展|党[建支]|年度|关于|综治|上半年|下半年|第|述职|文明|安全|平安|志愿|消防|计划生育|禁毒|疫情)"
)
_NO_COMMUNITY = re.compile(
    "文明|和谐|平安|智慧|农村|城市|街道|绿色|健康|学习|幸福|美丽|示范|老年|新型|我|本|各|全|创建|建设|在|辖|安置|家庭|推进|关于|加强|走进|基层|城乡|党|年|月|每|个|社区$"
)
_OVER_TITLE = ("red-head", "document-number", "serial")
_OPEN_END = re.compile(r"[的与和及、,,——-]$|^关于.{0,30}$")


@dataclass(frozen=True, slots=True)
class Head:
    """The lines in front of a body: `title` in the reading's words, its span, `lines` = how many lines belong to the head.

    `body` is where the body begins when that is inside a line.
    """

    title: str
    span: Span | None
    lines: int
    organisation: Span | None = None
    date: Span | None = None
    repeats: tuple[Span, ...] = ()
    subtitle: Span | None = None
    body: int | None = None


@cache
def _lines() -> dict[str, re.Pattern[str]]:
    return {row["name"]: re.compile(row["pattern"]) for row in table("titles")["line"]}


def is_line(name: str, text: str) -> bool:
    """True if the whole line has the shape `name` of titles.toml."""
    return _is_line(name, text) if len(text) <= LONGEST_LINE else _lines()[name].fullmatch(text) is not None


@lru_cache(maxsize=16384)
def _is_line(name: str, text: str) -> bool:
    return _lines()[name].fullmatch(text) is not None


@lru_cache(maxsize=8192)
def is_title_like(text: str) -> bool:
    """True if a line could be a title: 4 to 60 characters, no sentence, no marker, no organisation or date alone."""
    if not 4 <= len(text) <= LONGEST or text[-1] in "。;；!！?？:：,，、…" or "。" in text or starts_with_marker(text):
        return False
    figures = sum(map(str.isdigit, text)) + text.count(".") + text.count("·") + text.count("…")
    if figures * 2 > len(text) or _PAGE_HEAD.search(text):
        return False
    if len(text) >= 16 and len(set(text)) * 5 <= len(text) * 3 and _DOUBLED.match(text):
        return False
    if (":" in text or " " in text) and (is_labelled(text) or joint_issuers(text)):
        return False
    return not any(is_line(name, text) for name in ("organisation", "imprint", "date", "document-number"))


@lru_cache(maxsize=8192)
def names_author(text: str) -> bool:
    """True if the whole line names an organisation, or an organisation with the person who speaks for it."""
    if is_line("organisation", text) or is_line("speaker", text):
        return True
    found = author_of(Line(0, Span(0, len(text)), text))
    return found is not None and found.organisation is not None


@lru_cache(maxsize=8192)
def ends_like_title(text: str) -> bool:
    """True if the line ends with a word for a kind of paper (总结, 汇报, 通知 …)."""
    return bool(_GENRE_END.search(text) or _GENRE_END.search(re.sub(r"(?<=[一-鿿])[ \u3000]+(?=[一-鿿])", "", text)))


def without_promise(text: str) -> str:
    """A page title without its promise such as (精选5篇)."""
    return _PROMISE.sub("", text)


def promised(text: str) -> str | None:
    """The number in a promise such as (精简4篇), or None for 多篇 and titles without one."""
    match = _COUNT.search(text)
    return match.group(1) if match and _PROMISE.search(text) else None


def read_head(lines: tuple[Line, ...], given: Span | None, reading: str, page_titles: tuple[str, ...]) -> Head:
    """The head of a piece whose lines after the mark are `lines`; `given` is the title on the mark's own line.

    Title lines follow as long as they repeat or reword the title; then organisation, date and document number. Without any title line the
    head has no span and an empty title.
    """
    at, spans = 0, [given] if given else []
    masthead: Head | None = None
    author: Span | None = None
    if not given:
        lines, masthead = _without_masthead(lines)
        at, spans = _first_title(lines)
        if not spans and _is_author_first(lines):
            at, spans = _first_title(lines[1:])
            found = author_of(lines[0])
            at, author = at + 1, found.organisation if found else lines[0].span
        if not spans and lines and (glued := _GLUED.match(lines[0].text)) and len(lines[0].text) > LONGEST:
            start = lines[0].span.start
            return Head(glued["title"], Span(start, start + glued.end("title")), 0, body=start + glued.end())
    if given and (both := _author_in_brackets(given, reading)):
        spans, author = [both[0]], both[1]
    title = "".join(span.of(reading) for span in spans)
    span = Span(spans[0].start, spans[-1].end) if spans else None
    skipped, dated = 0, None
    if masthead:
        skipped, author, dated = masthead.lines, author or masthead.organisation, masthead.date
    head = Head(title, span, at, organisation=author, date=dated)
    known = (title, *page_titles) if title else page_titles
    for line in lines[at : at + HEAD_LINES]:
        more = _with_line(head, line) if title else None
        if more is None and is_repeat(line.text, known):
            more = replace(head, repeats=(*head.repeats, line.span))
        if more is None:
            break
        head = replace(more, lines=head.lines + 1)
    return replace(head, lines=head.lines + skipped)


def _without_masthead(lines: tuple[Line, ...]) -> tuple[tuple[Line, ...], Head | None]:
    """The lines after a bulletin's name, number, issuer and date, and what these say; all lines and None when there is no number of an issue."""
    issue = next((i for i, line in enumerate(lines[:4]) if is_line("issue", line.text)), None)
    if issue is None or issue + 2 >= len(lines):
        return lines, None
    at, found = issue + 1, Author()
    if following := author_of(lines[at]):
        at, found = at + 1, following
    return lines[at:], Head("", None, at, found.organisation, found.date)


def _with_line(head: Head, line: Line) -> Head | None:
    """The head with one more line under the title (subtitle, organisation, date, speaker, document number), or None for other lines."""
    if head.subtitle is None and (signed := _author_behind_dash(line)):
        return replace(head, organisation=head.organisation or signed)
    if head.subtitle is None and is_line("subtitle", line.text):
        return replace(head, subtitle=line.span)
    if head.organisation is None and is_line("organisation", line.text) and not starts_with_marker(line.text):
        return replace(head, organisation=line.span)
    if head.date is None and is_line("date", line.text):
        return replace(head, date=line.span)
    if is_line("document-number", line.text):
        return head
    occasion = _lines()["occasion"].fullmatch(line.text)
    if occasion and head.subtitle is None and (occasion["date"] or line.text[0] in "(（"):
        start = line.span.start
        dated = Span(start + occasion.start("date"), start + occasion.end("date")) if occasion["date"] else None
        return replace(head, date=head.date or dated)
    if _is_name(line.text) or is_line("reporter", line.text):
        return head
    found = author_of(line)
    speaker = None if found else _lines()["speaker"].fullmatch(line.text)
    if speaker:
        start = line.span.start + speaker.start("organisation")
        found = Author(Span(start, start + len(speaker["organisation"])))
    if found is None or (found.organisation and head.organisation) or (found.date and head.date):
        return None
    return replace(head, organisation=head.organisation or found.organisation, date=head.date or found.date)


def _author_behind_dash(line: Line) -> Span | None:
    """The organisation that stands alone behind a dash under the title (— 某某镇中心校), or None."""
    name = line.text.lstrip("-—－─– \u3000")
    if name == line.text or len(name) < 4 or not is_line("organisation", name):
        return None
    return Span(line.span.end - len(name), line.span.end)


def _is_name(text: str) -> bool:
    """True for a line with nothing but a person's name."""
    name = re.sub(r"[\s()（）]", "", text)
    return (len(name) == 3 or text != name) and bool(_lines()["person"].fullmatch(name))


def is_repeat(text: str, titles: tuple[str, ...]) -> bool:
    """True if a line says one of `titles` again: title-like and alike, or longer by a second clause."""
    if len(text) > LONGEST or text[-1:] in "。;；:：" or starts_with_marker(text):
        return False
    return any(
        title
        and alike(without_promise(title), without_promise(text))
        and len(plain(text)) <= 2.5 * len(plain(title)) + 4
        for title in titles
    )


def _first_title(lines: tuple[Line, ...]) -> tuple[int, list[Span]]:
    """How many lines the title takes and their spans; red heads and document numbers in front of it are passed over."""
    at = 0
    while at < min(len(lines), 4) and any(is_line(name, lines[at].text) for name in _OVER_TITLE):
        at += 1
    spans: list[Span] = []
    if at + 1 < len(lines) and is_line("organisation", lines[at].text) and lines[at + 1].text.startswith("关于"):
        spans = [lines[at].span]  # the issuer on a line of its own
        at += 1
    if at >= len(lines) or not is_title_like(lines[at].text):
        return 0, []
    spans.append(lines[at].span)
    if at + 1 < len(lines) and _continues(lines[at], lines[at + 1], lines[at + 2] if at + 2 < len(lines) else None):
        spans.append(lines[at + 1].span)
        at += 1
    return at + 1, spans


def _author_in_brackets(given: Span, reading: str) -> tuple[Span, Span] | None:
    """A title and the organisation in brackets at its end, with or without a person, as spans; None if there is none."""
    match = re.fullmatch(r"(?P<title>.{4,}?)\s*[((](?P<author>[^()（）]{3,40})[))]\s*", given.of(reading))
    if not match or not names_author(match["author"]):
        return None
    start = given.start + match.start("author")
    speaker = None if is_line("organisation", match["author"]) else _lines()["speaker"].fullmatch(match["author"])
    length = len(speaker["organisation"]) if speaker else len(match["author"])
    return Span(given.start, given.start + match.end("title")), Span(start, start + length)


def _is_author_first(lines: tuple[Line, ...]) -> bool:
    """True if an organisation stands over the title."""
    return len(lines) > 2 and names_author(lines[0].text) and is_title_like(lines[1].text) and not lines[1].ended


def _is_couplet(one: str, other: str) -> bool:
    """True for two short lines of one length."""
    return 5 <= len(one) <= 16 and len(one) == len(other)


def _continues(first: Line, second: Line, third: Line | None) -> bool:
    """True if a title goes on in the second line: the first one is open (…的) or lacks a word for a kind of paper that the second one ends with."""
    if (
        third is None
        or is_line("subtitle", second.text)
        or is_line("reporter", second.text)
        or not is_title_like(second.text)
        or alike(first.text, second.text)
        or ends_like_title(first.text)
    ):
        return False
    if _is_couplet(first.text, second.text) and (is_line("subtitle", third.text) or names_author(third.text)):
        return True
    if min(len(first.text), len(second.text)) >= LONG_TITLE and names_author(third.text):
        return True
    if _OPEN_END.search(first.text):
        return True
    own = len(first.text) >= TITLE_OF_ITS_OWN and _PLACE.match(second.text) and not _PLACE.match(first.text)
    return len(second.text) <= 30 and ends_like_title(second.text) and not own


def dated_organisation(line: Line) -> tuple[Span, Span] | None:
    """Spans of an organisation and a date that share a line, or None."""
    found = author_of(line)
    return (found.organisation, found.date) if found and found.organisation and found.date else None


def issuer(title: str, start: int) -> Span | None:
    """The organisation a title begins with (云溪县教育局关于…, 青岩卫生院工作小结) as a span, `start` being where the title stands."""
    if (community := _COMMUNITY.match(title)) and not _NO_COMMUNITY.search(community.group()[:-2]):
        return Span(start, start + community.end())
    match = _ISSUER.match(title) or (_UNIT_FIRST.match(title) if ends_like_title(title) else None)
    if (
        match is None
        or _NO_NAME.fullmatch(match.group())
        or _NO_PLACE.fullmatch(match.group())
        or _SOME.search(match.group())
        or not is_line("organisation", match.group())
    ):
        return None
    return Span(start, start + match.end())


def credit(line: Line) -> Span | None:
    """The organisation of a line that only says who sent a paper in: (云溪县教育局供稿) (作者单位:河东小学)."""
    found = author_of(line)
    if found and found.organisation and is_labelled(line.text.lstrip("(（")):
        return found.organisation
    match = _CREDIT.fullmatch(line.text)
    if match is None or not is_line("organisation", match["organisation"]):
        return None
    start = line.span.start + match.start("organisation")
    return Span(start, start + len(match["organisation"]))


def signature(lines: tuple[Line, ...]) -> tuple[Span | None, Span | None]:
    """Organisation and date set at the end of a piece: a date right under an organisation (attachments may follow), else what the last lines say.

    An organisation without a date counts only as the last line, and not at the end of a list of organisations.
    """
    for before, line in reversed(list(itertools.pairwise(lines[-ATTACHED_LINES:]))):
        if is_line("date", line.text) and (is_line("organisation", before.text) or joint_issuers(before.text)):
            return before.span, line.span
        if both := dated_organisation(line):
            return both
    organisation = date = None
    if lines and (credited := credit(lines[-1])):
        return credited, None
    for line in lines[-FOOT_LINES:]:
        if is_line("date", line.text):
            date = line.span
        elif is_line("organisation", line.text) and len(line.text) >= 4:
            organisation = line.span
    last = lines[-1] if lines else None
    listed = len(lines) > 1 and is_line("organisation", lines[-2].text)
    is_last = last is not None and organisation == last.span and not listed
    return (organisation if (date and not listed) or is_last else None), date


def genre_of(title: str, opening: str) -> Genre:
    """The genre by the title, else by what the first paragraph announces, else "experience"."""
    for name, text in (("genre", title), ("opening", opening)):
        for row in table("titles")[name]:
            if re.search(row["pattern"], without_promise(text)):
                genre: Genre = row["name"]
                return genre
    return "experience"


def kind_of(genre: Genre) -> PieceKind:
    """The kind of a piece that follows from its genre."""
    if genre == "contents":
        return "contents"
    return "document" if genre == "document" else "report"
