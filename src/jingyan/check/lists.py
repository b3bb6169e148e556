"""Stated counts against what is listed before or after them."""

import re
from collections.abc import Iterator, Sequence

from jingyan.check.amounts import amount, exact
from jingyan.check.page import Page, Relation, Sentence
from jingyan.model.extracts import Figure
from jingyan.model.span import Span

_COUNTABLE = frozenset(["所", "个", "家", "项", "支", "种", "大", "类", "处", "门"])
_LIST_BEFORE = re.compile(
    r"(?P<list>[^。;:!?\n,()]{1,40}(?:、[^。;:!?\n,()]{1,28}?)+)(?P<etc>等)?(?:这|共|共计|合计)?$"
)
_AND = re.compile(r"和|及|与|以及")
_AFTER = re.compile(r"^[^。;!?\n、,]{0,14}(?:[:]|,?即|,?分别(?:是|为)|暨|,?包括)(?P<list>[^。;:!?\n]+)")
_OPENING = re.compile(r"^[^。;!?\n]{0,24}[:。]?\s*(?=[(〔]?(?:一是|一、|1[、.]|[(]1|[(]一|①|第一|首先))")
_NUMBERS = "一二三四五六七八九十"
_CN = (*_NUMBERS, "十一", "十二", "十三", "十四", "十五")
_STYLES = (
    tuple(f"{n}是" for n in _CN),
    tuple(f"{n}、" for n in _CN),
    tuple(f"({n})" for n in _CN),
    tuple(f"第{n}," for n in _CN),
    tuple(f"第{n}步" for n in _CN),
    tuple(f"第{n}是" for n in _CN),
    tuple(f"第{n}阶段" for n in _CN),
    tuple(f"第{n}层" for n in _CN),
    tuple(f"第{n}招" for n in _CN),
    tuple(f"第{n}、" for n in _CN),
    tuple(f"{i}、" for i in range(1, 16)),
    tuple(f"{i}." for i in range(1, 16)),
    tuple(f"({i})" for i in range(1, 16)),
    tuple("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮"),
)
_SCHOOL = re.compile(r"(?:校|学|园|[一二三四五六七八九十]中|附中|附小|小|中|部|中心)$")
_PLACE = re.compile(r"(?:县|市|区|州|旗|乡|镇|村|街道)$")


def listed_before(page: Page) -> Iterator[Relation]:
    """A、B和C三所学校: the names before a count."""
    for sentence in page.sentences:
        for figure in sentence.figures:
            if not _countable(figure):
                continue
            before = page.text[max(sentence.start, figure.span.start - 260) : figure.span.start]
            quoted = _QUOTED.search(before) if before.endswith(_ENDS) else None
            if quoted:
                yield from _judge_quoted(page, figure, quoted)
                continue
            match = _LIST_BEFORE.search(before) if "、" in before else None
            if match:
                yield from _judge_before(page, figure, match)
            elif amount(figure) == 2 and (pair := _PAIR.search(before)):
                place = Span(
                    figure.span.start - len(pair.group()) + pair.start("list") - pair.start(), figure.span.start
                )
                yield Relation("consistent", f"列举2个,文中写“{_shown(page, figure)}”", (place, figure.span))


_PAIR = re.compile(r"(?P<list>[\u4e00-\u9fff]{2,6}[和与][\u4e00-\u9fff]{2,6}?)(?:这)?$")
_SLOGAN = re.compile(
    r"“?(?P<n>[两二三四五六七八九十])(?P<what>个?(?:公开|统一|到位|结合|优先|提升|保障|落实|融合|覆盖|同步|不变|不准|严禁|必须|挂钩|延伸|转变|突破))”?,?(?:,即|即|:|,分别是|,指)(?P<list>[^。;:!?,\n]{2,90})(?P<end>[,。;!?\n]|$)"
)
_LIST_SLOGAN = re.compile(
    r"(?P<list>[\u4e00-\u9fff]{2,14}(?:、[\u4e00-\u9fff]{2,14})+)(?:(?:以及|和|及|与)[\u4e00-\u9fff]{2,14}?)?(?P<etc>等)?”?的?“?(?P<n>[两二三四五六七八九十])(?P<what>大[\u4e00-\u9fff]{2}|统一|到位|结合|优先|同步|公开)"
)


def slogan(page: Page) -> Iterator[Relation]:
    """四公开,即公开计划、范围、办法、结果; A、B、C三大工程: numbers inside a slogan, which are no figures of their own."""
    for match in _SLOGAN.finditer(page.text):
        yield from _judge_slogan(page, match, sure=match["end"] in ("。", ";", "\n", ","))
    for match in _LIST_SLOGAN.finditer(page.text):
        yield from _judge_slogan(page, match, sure=False)


def _judge_slogan(page: Page, match: re.Match[str], *, sure: bool) -> Iterator[Relation]:
    items = match["list"].split("、")
    stated = (*" 一二三四五六七八九十",).index("二" if match["n"] == "两" else match["n"])
    names = Span(match.start("n"), match.end("what"))
    places = (Span(match.start("list"), match.end("list")), names)
    told = page.text[names.start : names.end]
    if stated in _possible(items) or stated == len(items) + len(_AND.findall(match.group())):
        yield Relation("consistent", f"列举{stated}个,文中写“{told}”", places)
        return
    plain = all(len(i) <= 8 for i in items) and not re.search(r"和|及|与|等", match["list"])
    if sure and plain and 0 < len(items) - stated <= 2 and len(items) >= 2:
        detail = f"后面列举了{len(items)}个,文中写“{told}”"
        yield Relation("suspicious", f"列举{len(items)}个≠“{told}”", places, detail)


_CALLED_AFTER = re.compile(
    r"“(?P<n>[两二三四五六七八九十])(?P<what>[\u4e00-\u9fff]{1,6})”[\u4e00-\u9fff]{0,6}?(?:,?(?:即是?|就是|是指|分别是|包括)|[::])+(?P<list>[^。;!?\n]{4,120})"
)
_CALLED_BEFORE = re.compile(
    r"(?P<list>[\u4e00-\u9fff]{2,14}(?:、[\u4e00-\u9fff]{1,10}?)+)(?:等)?(?:方面|环节)?(?:都|均)?(?:做到|实现|达到|落实|坚持|形成|构成|组成)了?“(?P<n>[两二三四五六七八九十])(?P<what>[\u4e00-\u9fff]{1,6})”"
)


_CALLED_TAIL = re.compile(r"[到现实持成]了?“[两二三四五六七八九十][\u4e00-\u9fff]{1,6}”")


def called(page: Page) -> Iterator[Relation]:
    """“四卡”管理:即是A卡、B卡、C卡、D卡; 时间、内容、专题、形式、人员做到“五落实”: what a quoted number counts; told only where it holds."""
    tails = (m.end() for m in _CALLED_TAIL.finditer(page.text))
    before = (_CALLED_BEFORE.search(page.text, max(0, end - 120), end) for end in tails)
    for shape, matches in ((_CALLED_AFTER, _CALLED_AFTER.finditer(page.text)), (_CALLED_BEFORE, before)):
        for match in (m for m in matches if m):
            end = len(match["list"]) if shape is _CALLED_BEFORE else len(re.split(r",", match["list"])[0])
            items = match["list"][:end].split("、")
            stated = (*" 一二三四五六七八九十",).index("二" if match["n"] == "两" else match["n"])
            if len(items) >= 2 and stated in _possible(items):
                told = Span(match.start("n"), match.end("what"))
                places = (Span(match.start("list"), match.start("list") + end), told)
                yield Relation("consistent", f"列举{stated}个,文中写“{page.quote(told)}”", places)


_ITEMS_CALLED = re.compile(
    r"(?P<n>[两二三四五六七八九十]|(?<![\d.])[2-9](?=[个各]方面))(?P<what>个?[\u4e00-\u9fff]{1,6}?)(?:”[\u4e00-\u9fff]{0,6}|的(?:工作|做法|措施|方法))?[:。,]\s*(?=一是|第一[步是,阶层招]|首先)"
)


def items_called(page: Page) -> Iterator[Relation]:
    """做到“三个主动”。一是…; “三步教学法”:第一步…: numbered items after a slogan, whose number is no figure; told only where it holds."""
    for match in _ITEMS_CALLED.finditer(page.text):
        told = Span(match.start("n"), match.end("what"))
        if any(_countable(f) and f.unit in ("个", "项", "大", "种", "条", "件") for f in page.inside(told)):
            continue
        style = next((s for s in _STYLES if page.text.startswith(s[0], match.end())), None)
        number = match["n"]
        stated = (
            int(number) if number.isdigit() else (*" 一二三四五六七八九十",).index("二" if number == "两" else number)
        )
        if style is None:
            continue
        end = next((p.span.end for p in page.pieces if p.span.start <= told.start < p.span.end), len(page.text))
        count, last = _count_items(page.text, match.end(), end, style)
        if count == stated:
            places = (told, Span(last, last + len(style[count - 1])))
            yield Relation("consistent", f"列出{count}条,文中写“{page.quote(told)}”", places)


_PLACES = re.compile(
    r"(?:[\u4e00-\u9fff]{1,6}?[县市区旗镇乡村](?![\u4e00-\u9fff]{0,2}[级长委]))(?:、[\u4e00-\u9fff]{1,6}?[县市区旗镇乡村])+|[\u4e00-\u9fff]{2,6}(?:、[\u4e00-\u9fff]{2,6}){1,9}(?:小学|中学)"
)
_THEY = re.compile(r"[县市区旗镇乡村所校家]|学校|县区")


def named_before(page: Page) -> Iterator[Relation]:
    """对甲县、乙县进行了评估,核查了两个县的帐表: a count that takes up the names listed shortly before."""
    for match in _PLACES.finditer(page.text):
        count = match.group().count("、") + 1
        for figure in page.inside(Span(match.end() + 1, match.end() + 110)):
            behind = page.text[figure.span.end - 1 : figure.span.end + 2]
            if amount(figure) == count and figure.kind == "count" and count > 1 and _THEY.search(behind):
                place = Span(match.start(), match.end())
                yield Relation("consistent", f"列举{count}个,文中写“{_shown(page, figure)}”", (place, figure.span))
                break


_DAYS = re.compile(r"\d{1,2}月\d{1,2}日(?:(?:、|和|及|,)\d{1,2}月\d{1,2}日)+")


def days_listed(page: Page) -> Iterator[Relation]:
    """5月14日和6月13日,先后2次: as many days as times."""
    for match in _DAYS.finditer(page.text):
        count = match.group().count("日")
        for figure in page.inside(Span(match.end(), match.end() + 50)):
            if figure.unit == "次" and amount(figure) == count:
                yield Relation(
                    "consistent", f"列出{count}天,文中写“{page.of(figure)}”", (Span(*match.span()), figure.span)
                )
                break


_QUOTED = re.compile(
    r"(?P<list>(?:“[^“”]{1,24}”|《[^《》]{1,60}》)(?:[、和及与,]?(?:以及)?(?:“[^“”]{1,24}”|《[^《》]{1,60}》))+)(?P<etc>等)?(?:这|共|共计|合计)?$"
)
_ENDS = ("”", "》", "等", "这", "共", "共计", "合计")


def _judge_quoted(page: Page, figure: Figure, match: re.Match[str]) -> Iterator[Relation]:
    """“甲”“乙”“丙”三项活动: quoted names are counted by their quotation marks."""
    start = figure.span.start - len(match.group())
    place = Span(start, start + len(match["list"]))
    listed, stated = len(re.findall(r"[”》]", match["list"])), int(amount(figure) or 0)
    if listed == stated:
        yield Relation("consistent", f"列举{stated}个,文中写“{_shown(page, figure)}”", (place, figure.span))
    elif exact(figure) and abs(listed - stated) <= 3 and not (match["etc"] and listed < stated):
        # a name before the first quoted one may belong to the list
        if page.text[start - 1 : start] in ("、", "和", "及", "与"):
            return
        yield _listed_wrong(page, figure, place, listed)


def _listed_wrong(page: Page, figure: Figure, place: Span, listed: int) -> Relation:
    return Relation(
        "suspicious",
        f"列举{listed}个≠“{_shown(page, figure)}”",
        (place, figure.span),
        f"前面列举了{listed}个,文中写“{_shown(page, figure)}”",
    )


def _countable(figure: Figure) -> bool:
    value = amount(figure)
    return (
        figure.kind == "count"
        and figure.unit in _COUNTABLE
        and value is not None
        and value == int(value)
        and 2 <= value <= 40
    )


def _judge_before(page: Page, figure: Figure, match: re.Match[str]) -> Iterator[Relation]:
    items = match["list"].split("、")
    start = figure.span.start - len(match.group())
    lead = max(0, len(items[0]) - max(len(i) for i in items[1:]))
    place = Span(start + lead, start + len(match["list"].rstrip()))
    stated = int(amount(figure) or 0)
    possible = _possible(items)
    if not _are_names(page, items, place):
        return
    if stated in possible:
        yield Relation("consistent", f"列举{stated}个,文中写“{_shown(page, figure)}”", (place, figure.span))
        return
    if not exact(figure) or re.search(r"\d", match["list"]) or not _alike(page, items, figure):
        return
    sides = stated < min(possible) and any(_AND.search(i) for i in items)
    listed = max(possible) if stated > max(possible) else min(possible)
    if sides and figure.unit != "所":
        return
    if match["etc"] and listed < stated:
        return
    if abs(listed - stated) > 3:
        return
    yield _listed_wrong(page, figure, place, listed)


_NO_NAME = re.compile(r"(?:上午|下午|晚上|晚间|中午|周[一二三四五六日]|[期时]间|[年月日时])$")
_NOUN = re.compile(
    r"县市区|县区|市县|乡镇|街道|方面|学校|部门|单位|项目|[县市区乡镇村省校园级班组部室科处中小]|[\u4e00-\u9fff]{0,2}"
)


def _are_names(page: Page, items: Sequence[str], place: Span) -> bool:
    """True if what is listed are names: not times (周二、周四下午两校), nor things with counts of their own (东澜区4所、石桥区2所)."""
    if _NO_NAME.search(items[-1].strip()):
        return False
    return not any(amount(f) is not None and f.kind != "ordinal" for f in page.inside(place))


def _shown(page: Page, figure: Figure) -> str:
    """The stated count with its noun in simplified script, also where the figure is the numeral alone (两县)."""
    written = page.said(figure)
    if not re.fullmatch(r"[\d一二两三四五六七八九十]+", written):
        return written
    noun = _NOUN.match(page.text, figure.span.end)
    return written + (noun.group() if noun else "")


def _possible(items: Sequence[str]) -> set[int]:
    """How many things a list can name: 和 in the last item parts two, elsewhere it may or may not."""
    inner = sum(len(_AND.findall(item)) for item in items[:-1])
    last = len(_AND.findall(items[-1]))
    return set(range(len(items), len(items) + inner + last + 1))


def _alike(page: Page, items: Sequence[str], figure: Figure) -> bool:
    """True if every name is plainly one of the things counted (schools before 所学校, places before 个县): only then a different count is odd."""
    noun = page.text[figure.span.end : figure.span.end + 8]
    middle = [i for i in _AND.split("、".join(items[1:]).replace("、", "和")) if i]
    if not middle or any(len(i) > 14 for i in middle):
        return False
    if figure.unit == "所" and re.match(r"[\u4e00-\u9fff]{0,4}(?:学校|中学|小学|校|初中|高中|幼儿园|中小学)", noun):
        return all(_SCHOOL.search(i.strip()) for i in middle)
    if figure.unit == "个" and (place := re.match(r"(?:县|市|区|乡镇|镇|乡|村|街道)", noun)):
        return all(_PLACE.search(i.strip()) and place for i in middle)
    if figure.unit == "个" and (
        group := re.match(r"[\u4e00-\u9fff]{0,6}?(组|部|室|中心|科|处|班)(?![\u4e00-\u9fff])", noun)
    ):
        return all(i.strip().endswith(group.group(1)) for i in middle)
    if figure.unit in ("个", "大", "项", "门", "种", "支") and re.match(_SIDES, noun):
        # the first name may have lost its beginning to the words before the list, so it is the others that must be short alike
        return len(items) >= 3 and all(2 <= len(i.strip()) <= 6 for i in middle)
    return False


_SIDES = r"(?:方面|学段|环节|阶段|层面|维度|领域|渠道|途径|学科|关口|层次|步骤)"


def listed_after(page: Page) -> Iterator[Relation]:
    """五个项目:A、B、C、D和E: the names after a count; only agreement is reported, a list may be a mere beginning."""
    for sentence in page.sentences:
        for figure in sentence.figures:
            if not _countable(figure):
                continue
            match = _AFTER.match(page.text[figure.span.end : min(sentence.end, figure.span.end + 200)])
            if not match or "、" not in match["list"]:
                continue
            clause = re.split(r",", match["list"])[0]
            items = clause.split("、")
            if int(amount(figure) or 0) in _possible(items) and len(items) > 1:
                start = figure.span.end + match.start("list")
                yield Relation(
                    "consistent",
                    f"列举{int(amount(figure) or 0)}个,文中写“{_shown(page, figure)}”",
                    (figure.span, Span(start, start + len(clause))),
                )


def items_after(page: Page) -> Iterator[Relation]:
    """四个方面的问题:1、…4、…: numbered items after a count."""
    for sentence in page.sentences:
        for figure in sentence.figures:
            if not _countable(figure) or figure.unit not in ("个", "项", "大", "种", "条", "件"):
                continue
            begins = _OPENING.match(page.text[figure.span.end : figure.span.end + 60])
            if begins and page.inside(Span(figure.span.end, figure.span.end + begins.end() - 1)):
                continue
            if begins and re.search(r"[:。\n]", begins.group()):
                yield from _judge_items(page, sentence, figure, figure.span.end + begins.end())


def _judge_items(page: Page, sentence: Sentence, figure: Figure, at: int) -> Iterator[Relation]:
    end = next((p.span.end for p in page.pieces if p.span.start <= at < p.span.end), len(page.text))
    style = next((s for s in _STYLES if page.text.startswith(s[0], at)), None)
    if style is None:
        return
    stated = int(amount(figure) or 0)
    count, last = _count_items(page.text, at, end, style)
    places = (figure.span, Span(last, last + len(style[count - 1])))
    if count == stated:
        yield Relation("consistent", f"列出{count}条,文中写“{_shown(page, figure)}”", places)
    elif (
        count >= 2 and exact(figure) and page.text[at - 1 : at] in (":", "\n", " ") and _counts_items(page, figure, at)
    ):
        yield Relation(
            "inconsistent",
            f"列出{count}条≠“{_shown(page, figure)}”",
            places,
            f"文中写“{_shown(page, figure)}”,后面列出{count}条",
        )


def _counts_items(page: Page, figure: Figure, at: int) -> bool:
    """True if the counted noun itself opens the list (四个方面的问题: …), not another thing named in the same sentence."""
    gap = page.text[figure.span.end : at].strip()
    return (
        len(gap) <= 14
        and gap.endswith(":")
        and bool(re.search(r"方面|问题|措施|举措|做法|工作|步骤|环节|原则|任务|要求|机制|项目|目标|内容|建议|点", gap))
    )


def _count_items(text: str, at: int, end: int, style: Sequence[str]) -> tuple[int, int]:
    """How many numbered items follow one another in this style from `at` on, and where the last one begins."""
    count, position = 1, at
    for mark in style[1:]:
        following = _find_mark(text, mark, position + 1, end)
        if following < 0:
            break
        count, position = count + 1, following
    return count, position


def _find_mark(text: str, mark: str, start: int, end: int) -> int:
    """The next place of `mark` at the beginning of a line or sentence."""
    at = text.find(mark, start, end)
    while at >= 0:
        before = text[max(0, at - 3) : at].rstrip(" ")
        if not before or before[-1] in "。;:!?,)”\n":
            return at
        at = text.find(mark, at + 1, end)
    return -1
