"""Figures put into relation: lists, changes and 分别 share what they measure, parts point to their total; works on the figures of one Source in order."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from jingyan.extract.cells import cell_heads
from jingyan.extract.flow import Flow
from jingyan.extract.phrases import last_phrase, words
from jingyan.extract.subjects import UNNAMED
from jingyan.model.extracts import Figure
from jingyan.model.indicators import Indicator
from jingyan.zh.indicators import indicators, namer
from jingyan.zh.names import kind_by_suffix
from jingyan.zh.parts import part

_ENDS = "。!?;\n"
_CHANGED = re.compile(
    r"[^,。;:\d]{0,6}?(?:提高|提升|增加|增长|上升|升|增|扩大|下降|降低|降|减少|减|缩小|压缩|压减|攀升|跃升|发展|调整|上调|回升|变|缩短|延长|优化)(?:到|至|为|成)了?"
    r"(?:[\d*xX×]{2,4}年(?:底|末|初)?的?|目前的?|现在的?|今年的?|当前的?|如今的?)?(?:近|约|的)?"
)
_LISTED = re.compile(r" ?(?:[、,]|和|及|与|、?和|以及|或) ?")
_GROWTH = re.compile(r"(?:同比|环比|年均|比|较|与)(?=.*[增长降升减涨跌幅高低多少步])")
_FOR_PLAN = re.compile(r"为[^,。;]{0,8}(?:计划|任务|目标|指标|预算|任务数|计划数)")
_OF_ALL = re.compile(r"占(?:[全本][省市县区校乡镇村])?总?(?:人口|里程|面积)(?:总数)?")
_BASE = re.compile(
    r"(?:为[^,。;]{0,8}(?:计划|任务|目标|指标|预算|任务数|计划数)|同比|环比|年均|[比较与][^,]{0,6}(?:年|期)).*$"
)
_STAGES = re.compile(r"小学|初中|高中|中学|幼儿园|学前|中职|高职|普高|职高|特教|男|女|城区|农村|城镇|乡村")
_ADJECTIVES = re.compile(
    r"[大中小]型|专任|兼任|专职|兼职|乡镇|镇区|县城|公建民营|民建公助|合同制|(?:初|中|高|副高|正高)级(?:职称)?|(?:硕士|博士|本科|大专)(?:及)?以上学历|公办|民办|国有|集体|个体|民营|私营|男|女|城区|农村|城镇|城市|市级|县级|省级|国家级|校级|区级|镇级"
)


def relate(flow: Flow, figures: Sequence[Figure], table: tuple[Indicator, ...] | None = None) -> tuple[Figure, ...]:
    """`figures` with the indicators that their neighbours tell, `total` where a figure is part of another, and `name` where `table` (default: built-in) knows the indicator."""
    text = flow.text
    stated = [_Stated(f, flow.at(f.span.start), flow.at(f.span.end - 1) + 1) for f in figures]
    for group in _sentences(text, stated):
        _share(text, group)
        _respectively(text, group)
        _rate(text, group)
        _grow(text, group)
        _total(text, group)
        _complete(group)
        _units(group)
        _shares(text, group)
    _dated(text, stated)
    _headed(flow, stated)
    name = namer(table or indicators())
    return tuple(_named(s.figure, name) for s in stated)


def _named(figure: Figure, normal_name: Callable[[str | None, str | None], str | None]) -> Figure:
    if (figure.of or figure.kind) in ("date", "duration", "doc_number", "ordinal"):
        return figure
    name = normal_name(figure.indicator, figure.unit)
    return replace(figure, name=name) if name else figure


@dataclass(slots=True)
class _Stated:
    """A figure while it is put into relation; `start` and `end` in the Flow's text."""

    figure: Figure
    start: int
    end: int

    def say(self, indicator: str | None = None, subject: str | None = None) -> None:
        if indicator or subject:
            f = self.figure
            self.figure = replace(f, indicator=indicator or f.indicator, subject=subject or f.subject)

    @property
    def timed(self) -> bool:
        kinds = (self.figure.kind, self.figure.of)
        return "date" in kinds or "duration" in kinds or "doc_number" in kinds


def _sentences(text: str, stated: Sequence[_Stated]) -> list[list[_Stated]]:
    """The figures, those of one sentence together, dates and durations left out."""
    groups: list[list[_Stated]] = []
    end = -1
    for one in stated:
        if one.timed:
            continue
        gap = text[end : one.start] if end >= 0 else _ENDS
        if len(gap) > 120 or any(c in _ENDS[:3] or c == "\n" for c in gap):
            groups.append([])
        groups[-1].append(one)
        end = one.end
    return groups


def _alike(a: Figure, b: Figure) -> bool:
    return (a.unit or "") == (b.unit or "") and (a.of or a.kind) == (b.of or b.kind)


def _share(text: str, group: Sequence[_Stated]) -> None:
    """What neighbours measure in common: 由A提高到B, A、B和C, 300户900人, a value beside its standard."""
    for left, right in pairwise(group):
        gap = text[left.end : right.start]
        a, b = left.figure, right.figure
        if gap.endswith("各") and _alike(a, b):
            right.say(a.indicator, a.subject)
        elif _CHANGED.fullmatch(gap) and _alike(a, b):
            right.say(a.indicator, a.subject)
            left.say(a.indicator or b.indicator)
        elif _LISTED.fullmatch(gap) and _alike(a, b):
            right.say(b.indicator or a.indicator)
        elif not gap.strip() and a.unit != b.unit:
            named = a.indicator if a.indicator and part(a.indicator) != "verb" else b.indicator
            left.say(named or a.indicator)
            right.say(left.figure.indicator)
        elif b.indicator and a.indicator and a.unit == b.unit and _AS_BEFORE.fullmatch(b.indicator):
            right.say(a.indicator, a.subject)
        elif b.indicator is None and _alike(a, b) and len(gap) < 12 and _SUMMED.search(gap):
            right.say(a.indicator)
        elif b.indicator is None and a.unit == b.unit and len(gap) < 16 and _AGAINST_STANDARD.search(gap):
            right.say(a.indicator, a.subject)
    for right, left in pairwise(reversed(group)):
        if (
            left.figure.indicator is None
            and _LISTED.fullmatch(text[left.end : right.start])
            and _alike(left.figure, right.figure)
        ):
            left.say(right.figure.indicator)


def _respectively(text: str, group: Sequence[_Stated]) -> None:
    """Lists paired by order: 小学、初中、高中入学率分别为A、B、C; …分别比上年增长A、B."""
    index = 0
    while index < len(group):
        run = [group[index]]
        while (
            index + len(run) < len(group)
            and _LISTED.fullmatch(text[run[-1].end : group[index + len(run)].start])
            and _alike(run[0].figure, group[index + len(run)].figure)
        ):
            run.append(group[index + len(run)])
        if len(run) > 1:
            _pair(text, run, group[:index])
        index += len(run)


_AS_BEFORE = re.compile(r"[比较与].{1,10}的")
_AGAINST_STANDARD = re.compile(r"标准|达到|高于|低于|达标")
_RATE = re.compile(
    r"(?:每百名学生拥有|(?:生|人|校|班|师|户|所)均|(?:每生|每人|人均|生均)(?:每年|每月|每学期)?)(?:约|达)?"
)
_HEADED = re.compile(r"(?:^|[。;:\n]) *(?:[(〔]?[\d一二三四五六七八九十]{1,3}[)〕.、])* ?([^,。;:\n]{4,40}):[^:\n]*$")
_GROWN = re.compile(
    r"[,、(]? ?(?:同比|环比)?(增长|增加|增幅|下降|降幅|减少|提高|压缩|压减|净增|降低)(?:了|达|为|约|近|到|幅度)*"
)
_SAID = re.compile(r"(?:分别|依次)([^,。;:、\d]{0,14})$")


def _pair(text: str, run: Sequence[_Stated], before: Sequence[_Stated]) -> None:
    window = text[max(0, run[0].start - 90) : run[0].start]
    said = _SAID.search(window)
    if not said:
        return
    listed = re.split(r"[。!?;:\n,]", window[: said.start()])[-1]
    items = re.split(r"、|和|与|以及|及", listed)
    if _GROWTH.match(said[1]) and len(before) >= len(run):
        for one, base in zip(run, before[-len(run) :], strict=True):
            one.say((base.figure.indicator or "") + said[1], base.figure.subject)
    elif len(items) == len(run) and all(items):
        _give(run, items)


def _give(run: Sequence[_Stated], items: Sequence[str]) -> None:
    """The items of a list to the figures of `run`: units as subjects, everything else as what is measured."""
    head, first = _head(items[0])
    tail = _tail(first, items[-1])
    names = [first, *items[1:-1], items[-1].removesuffix(tail) if tail else items[-1]]
    if several := _SEVERAL.match(tail):
        tail = tail[several.end() :]
    if all(_YEAR_NAME.fullmatch(name) for name in names):
        names = [""] * len(names)
        if not tail:
            return
    units = bool(several) or all(_is_unit(name) for name in names)
    for one, name in zip(run, names, strict=True):
        if units:
            one.say(tail or head or one.figure.indicator, name)
        else:
            one.say(name + tail + (head if not tail else ""))


_YEAR_NAME = re.compile(r"(?:[\dxX×*]{2,4}|[〇零一二三四五六七八九]{2,4})年(?:度|底|末)?|[今去前明]年")
_SHARE_NAME = re.compile(r"率$|占比$|比例$|比重$|覆盖面$|满意度$")
_SEVERAL = re.compile(r"[两三四五六七八九十\d]+个?(?:县市区|县区|县|市|区|乡镇|乡|镇|街道|校|村|单位|部门|学校)")


def _head(item: str) -> tuple[str, str]:
    """The first item of a list parted into the name of what all measure and its own word (所需资金由|县, 学历合格率|小学)."""
    measured, by, own = item.rpartition("由")
    if by and own:
        return _phrase(measured), own
    stage = re.search(rf"(?:{_STAGES.pattern})$", item)
    if stage and stage.start() >= 3:
        return _phrase(item[: stage.start()]), stage.group()
    return "", _phrase(item)


def _phrase(item: str) -> str:
    found = words(re.sub(r"^.*\d+年(?:度|底|末)?|^(?:其中|全[市县区省校镇乡国]|我[市县区省校镇乡国])", "", item))
    begin, end = last_phrase(found)
    return "".join(w.text for w in found[begin:end]) or item


def _tail(first: str, last: str) -> str:
    """What the last item of a list adds for all of them (小学、初中|入学率); "" where the items are whole names."""
    own, all_of = words(first), words(last)
    if len(all_of) <= len(own) or (own and all_of and own[-1].text == all_of[-1].text):
        return ""
    return "".join(w.text for w in all_of[len(own) :])


def _is_unit(name: str) -> bool:
    """True for a place or body, and for the level that pays (省、市、县); kinds of schools are what is measured."""
    levels = ("省", "市", "县", "区", "乡", "镇", "乡镇", "村", "中央", "省级", "市级", "县级")
    return not re.fullmatch(_STAGES, name) and (name in levels or kind_by_suffix(name) is not None)


def _rate(text: str, group: Sequence[_Stated]) -> None:
    """生均 or 每百名学生拥有 alone takes its name from the heading of its line or from the figure before (藏书3000册,生均|30册)."""
    before: str | None = None
    for one in group:
        own = one.figure.indicator or ""
        if _RATE.fullmatch(own):
            headed = _HEADED.search(text[max(0, one.start - 120) : one.start])
            head = headed[1] if headed else ""
            if own in head:
                one.say(head)
            elif before and not before.startswith(own):
                one.say(own + before)
        elif own and not _RATE.match(own):
            before = own


def _grow(text: str, group: Sequence[_Stated]) -> None:
    """比上年增长 alone takes the name of what grows from the last figure before that is no share."""
    _grown(text, group)
    base: _Stated | None = None
    last: _Stated | None = None
    for one in group:
        own = one.figure.indicator
        share = one.figure.unit in ("%", "百分点", "个百分点")
        if (
            own
            and (base or last)
            and base is not one
            and (_GROWTH.match(own) or _FOR_PLAN.fullmatch(own) or _OF_ALL.fullmatch(own))
        ):
            if last and share and _SHARE_NAME.search(last.figure.indicator or ""):
                base = last  # 入学率99%,比上年提高0.3%: the rate grows, not the number before it
            if base:
                one.say(_BASE.sub("", base.figure.indicator or "") + own, base.figure.subject)
        elif not share:
            base = one
        last = one


def _grown(text: str, group: Sequence[_Stated]) -> None:
    """A bare 增长 behind a figure names the growth of what that figure measures."""
    for left, right in pairwise(group):
        gap = _GROWN.fullmatch(text[left.end : right.start])
        base = _BASE.sub("", left.figure.indicator or "")
        if (
            gap
            and base
            and not _GROWTH.match(right.figure.indicator or "")
            and right.figure.unit in ("%", "百分点", "个百分点")
            and not _alike(left.figure, right.figure)
        ):
            right.say(base.removesuffix(gap[1]) + gap[1], left.figure.subject)


_STARTING = re.compile(r"(?:由|从|自|比|较|与|以|比之)(?:原来的?)?$")
_ONE_OF_DATES = re.compile(r" ?[、和与及] ?")


def _dated(text: str, stated: Sequence[_Stated]) -> None:
    """A date that a value is compared with or that stands in a list of dates tells the time of the figure behind it: 由2019年的|126个减少到…, 2021年、2022年教育支出分别为…"""
    for index, one in enumerate(stated):
        if "date" not in (one.figure.kind, one.figure.of):
            continue
        behind = next((s for s in stated[index + 1 : index + 6] if not s.timed), None)
        if not behind or re.search(r"[。;!?\n]", text[one.end : behind.start]):
            continue
        follower = stated[index + 1]
        listed = follower.timed and _ONE_OF_DATES.fullmatch(text[one.end : follower.start])
        compared = _STARTING.search(text[max(0, one.start - 4) : one.start]) and "," not in text[one.end : behind.start]
        part = follower.figure.total is not None and follower.start == one.end
        if compared or listed or part:
            named = _BASE.sub("", behind.figure.indicator or "")
            one.say(named)


_TIME_HEAD = re.compile(
    r"[\dxX×*]{2,4}(?:-[\dxX×*]{2,4})?(?:学年|年|年度|届|级)?(?:度|底|末|初)?|\d{1,2}月(?:份)?|(?:本|上|去|今|当)年|上年同期|本期|同期|增减|合计|小计|总计|数量|数值|数据|人数|金额"
)
_SUM_HEAD = re.compile(r"(?:合|小|总|共)计|总数|全部")


def _headed(flow: Flow, stated: Sequence[_Stated]) -> None:
    """A number in a table measures what the head of its column says, for whom its row is headed; where the columns are times, what its row says."""
    heads = cell_heads(flow)
    if not heads:
        return
    for one in stated:
        head = heads.get(one.start)
        if not head:
            continue
        if _TIME_HEAD.fullmatch(head.column):
            one.say(head.row or None)
        elif head.row and not head.measured and kind_by_suffix(head.column) is not None:
            one.say(head.row, head.column)
        else:
            one.say(head.column or None, None if _SUM_HEAD.fullmatch(head.row) else head.row or None)


def _units(group: Sequence[_Stated]) -> None:
    """A list of units counts what the figure before the list counts (学校66所,青禾县|22所、白石县|12所)."""
    for left, right in pairwise(group):
        own = right.figure.indicator
        counted = left.figure.indicator
        if own and own == right.figure.subject and _alike(left.figure, right.figure) and counted != left.figure.subject:
            right.say(counted)


_BARE_SHARE = re.compile(r"[,、(] ?占比?(?:为|达到?|约|近|超|仅|超过)*$")


def _shares(text: str, group: Sequence[_Stated]) -> None:
    """A bare 占 behind a figure names the share of what that figure counts (其中骨干教师97人,占|25%)."""
    for left, right in pairwise(group):
        gap = text[left.end : right.start]
        name = left.figure.indicator
        if right.figure.unit == "%" and name and left.figure.unit != "%" and _BARE_SHARE.fullmatch(gap):
            right.say(name + "占比", left.figure.subject)


# Parts and totals

_PARTS = re.compile(r"[(,:;]?(?:其中|包括|包含|含|分为)|\((?:其中|含|包括)?|[,:]?由")
_SUMMED = re.compile(
    r"(?:[,、](?:两|三|四|五|各)?项?|[,、 ])?(?:总共|一共|共计|合计|总计|累计|共)(?:有|为|达)?(?:约|近)?"
)


def _total(text: str, group: Sequence[_Stated]) -> None:
    for index, one in enumerate(group):
        if one.figure.total is None and (
            whole := _opened(text, group, index) or _opened_by_pair(text, group, index) or _summed(text, group, index)
        ):
            total, parts = whole
            for part in parts:
                part.figure = replace(part.figure, total=total.figure.span)


def _value(one: _Stated) -> float | None:
    value = one.figure.value
    return float(value) if isinstance(value, (int, float)) else None


def _part_of(one: _Stated, total: _Stated) -> bool:
    """True if `one` can be a part of `total`: the same unit (所 and 个 count alike) and no larger value; lost digits do not speak against it."""
    a, b = one.figure, total.figure
    same = a.unit == b.unit or {a.unit, b.unit} <= {"所", "个", "处", "家", "", None}
    value, whole = _value(one), _value(total)
    known = value is None or whole is None or value <= whole
    return same and known and a.kind in ("count", "money", "area", "placeholder", "other") and b.unit not in ("%", "")


def _opened_by_pair(text: str, group: Sequence[_Stated], index: int) -> tuple[_Stated, list[_Stated]] | None:
    """The parts that 其中 behind the second of two figures opens for the first (资助9480人次、812万元,其中小学|3620人次)."""
    if index + 2 >= len(group) or not re.fullmatch(r" ?[、,]? ?", text[group[index].end : group[index + 1].start]):
        return None
    return _opened(text, group[index + 1 :], 0, group[index])


def _opened(
    text: str, group: Sequence[_Stated], index: int, of: _Stated | None = None
) -> tuple[_Stated, list[_Stated]] | None:
    """The parts that 其中, 包括 or a bracket right behind the figure at `index` open; they are parts of it, or of the figure `of`."""
    last, total = group[index], of or group[index]
    if index + 1 >= len(group):
        return None
    opening = _PARTS.match(text, last.end)
    if not opening:
        return None
    closed = opening.group().startswith("(")
    stop = text.find(")", last.end) if closed else len(text)
    parts: list[_Stated] = []
    covered = 0.0
    for one in group[index + 1 :]:
        gap = text[last.end if not parts else parts[-1].end : one.start]
        if one.start > stop or (parts and re.search(r"[。;]|其中|共有|合计|另[有外]", gap)):
            break
        value = _value(one) or 0.0
        if not _part_of(one, total):
            continue
        whole = _value(total)
        if whole is not None and covered + value > whole * 1.02:
            break
        covered += value
        parts.append(one)
    return (total, parts) if parts else None


def _summed(text: str, group: Sequence[_Stated], index: int) -> tuple[_Stated, list[_Stated]] | None:
    """The parts before a total that 共 or 合计 announces, if they add up to it; those behind a total that add up to it exactly."""
    total = group[index]
    whole = _value(total)
    if whole is None:
        return None
    gap = text[group[index - 1].end : total.start] if index else ""
    if index > 1 and _SUMMED.search(gap) and "。" not in gap:
        before = _adding_up(reversed(group[max(0, index - _MOST_PARTS) : index]), total, whole)
        if before:
            return total, before[::-1]
    behind = _adding_up((one for one in group[index + 1 : index + 1 + _MOST_PARTS]), total, whole, free=True)
    return (total, behind) if behind else None


_MOST_PARTS = 40  # of one total: longer lists stand in tables


def _adding_up(ones: Iterable[_Stated], total: _Stated, whole: float, *, free: bool = False) -> list[_Stated]:
    """The first figures, two at least, that add up to `whole`; [] if they do not. `free`: only such as are no parts of another total yet."""
    parts: list[_Stated] = []
    added = 0.0
    for one in ones:
        value = _value(one)
        if value is None or not _part_of(one, total) or (free and one.figure.total is not None):
            break
        parts.append(one)
        added += value
        if len(parts) > 1 and _equal(added, whole):
            return parts
    return []


def _equal(found: float, whole: float) -> bool:
    return abs(found - whole) <= max(1e-6 * abs(whole), 1e-9)


def _names_a_unit(words: str) -> bool:
    """True for the name of one unit (市委党校, 河西中学), False for a kind of units (九年一贯制学校, 公办幼儿园)."""
    body = kind_by_suffix(words) is not None or words.endswith(("党校", "医院", "卫生院", "福利院"))
    return len(words) > 3 and body and not UNNAMED.fullmatch(words)


def _complete(group: Sequence[_Stated]) -> None:
    """A part that is named by its kind alone takes the name of its total: 幼儿园177所(公办|58所), 教职员工94人,其中小学|51人."""
    by_span = {one.figure.span: one.figure for one in group}
    for one in group:
        f = one.figure
        whole = by_span.get(f.total) if f.total else None
        if whole and whole.indicator and not f.indicator:
            one.say(whole.indicator)  # 投入12亿元,其中2020年|2.6亿元
            continue
        if not whole or not whole.indicator or not f.indicator or whole.indicator.endswith(f.indicator):
            continue
        if f.unit != "所" and _names_a_unit(f.indicator):
            one.say(whole.indicator, f.indicator)
        elif _ADJECTIVES.fullmatch(f.indicator) or (f.unit != "所" and _STAGES.fullmatch(f.indicator)):
            kind = whole.indicator.rpartition("的")[2]
            one.say(f.indicator + re.sub(r"^(?:公办|民办|各级各类|在校|招聘|新聘)", "", kind))
