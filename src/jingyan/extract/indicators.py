"""What a figure measures, from the words around it: the noun phrase before or behind it, what is done, or what happens at a time."""

import re
from functools import lru_cache

from jingyan.extract.found import Found
from jingyan.extract.phrases import HEADS, LINK, PLAIN, PREDICATES, Word, first_phrase, last_phrase, words
from jingyan.extract.subjects import opening, owner
from jingyan.zh.parts import part

_BREAK = ",。;:!?\n《》|"
_FARTHEST = 44
_LONGEST = 20
_TIMES = frozenset(["次", "场", "期", "轮", "遍", "届", "回"])

_RATE = re.compile(
    r"每(?!年|月|周|天|日|学期|学年|季|半|逢|当)(?:[\d一二三四五六七八九十百千万]+)?(?:名|个|所|位|间|台|平方公里|公里|亩)?[^\d,。;:]{1,26}$|(?:生|人|校|班|师|户|亩|镇|村|园)均[^\d,。;:]{1,20}$"
)
_SHARE = re.compile(
    r"占(?!地|比|用|有)([^\d,。;:()]{2,24}?)(?:的(?:比例|比重)?|比例|比重)?(?:分别|均|都|已|约|近|超过|不足|仅|为|达到?)*$"
)
_AGAINST = re.compile(
    r"(?:分别|均|都)?(?:(?:比|较|与)[^,。;]{0,10}?(?:年|年初|年底|年末|上年|去年|同期|相比|上期|此前|以前|原来|过去|时|[前初末底])|同比|环比|年均)[^,。;\d]{0,8}$"
)
_FROM = re.compile(
    r"(?:(?:由|从|自)[^,。;]{0,16}?[\d*×].*|(?<=[\u4e00-\u9fff])\d[\d.,]*[^\d,、]{0,5}(?:和|及|与|、|到|至)|[\d*][\d.,*]*[^\d,、。]{0,3}(?:提高|增加|上升|提升|增长|下降|降低|减少|缩小|扩大|升|降|增|减|变)[^\d,]{0,6})$"
)
_SHARED = re.compile(r"由[^,]{1,14}(?:承担|分担|负担)$")
_BARE_UNIT = re.compile(r"[县市区乡镇村校班户组队]")


def indicator(text: str, found: Found) -> str | None:
    """The noun that the figure measures, in the text's own words; None if nothing near it can be one."""
    if found.kind == "doc_number":
        return _title(text, found)
    if found.kind in ("date", "duration") or found.of in ("date", "duration"):
        return _lasting(text, found) or _event(text, found)
    left, close = _left(text, found.start)
    if found.kind == "ordinal" and (ranked := _RANKED.search(_stretch(text, found.start))):
        return _before(_stretch(text, found.start)[: ranked.start()])[0]
    if found.kind in ("count", "ordinal") or found.of == "count":
        told = left if left and close and part(left) != "verb" else None
        right = _right(text, found)
        if told and right and right.startswith(("实现", "完成", "达到", "建成", "通过")):
            right = None  # 社工站13个|实现全覆盖: what is counted stands before its number
        if told and _SCORE.fullmatch(told):
            headed = _HEADED.search(text, max(0, found.start - 48), found.start)
            return headed[1] + told if headed else told
        return right or told or _deed(text, found.end) or left or _finished(text, found.start)
    if left and _SCORE.fullmatch(left) and (headed := _HEADED.search(text, max(0, found.start - 48), found.start)):
        return headed[1] + left
    return left or _right(text, found) or _done(text, found.start)


_HEADED = re.compile(
    r"(?:^|\n) *(?:[(〔]?[\d一二三四五六七八九十]{1,3}[)〕.、]+ *)?([\u4e00-\u9fff]{2,14})\([^()\n]{0,24}$"
)
"""The heading that a score stands behind in brackets: 二、队伍建设(总分20分,自评18分)."""
_LIMIT = re.compile(
    r"(?:不超过|不少于|不低于|不得超过|不得少于|控制在|控制到|缩短到|缩短至|压缩到|压缩至|延长到|延长至)$"
)
_RANKED = re.compile(
    r"(?:位|名)?(?:列|居|于|排名?)(?:[全本][省市县区国校镇乡])?(?:[^,\d]{0,6}(?:同类|同级)[^,\d]{0,6})?(?:分别)?$"
)
_LASTING = re.compile(r"(?:时间|时限|年限|期限|工期|时长|课时|寿命)$")


def _lasting(text: str, found: Found) -> str | None:
    """The name of a duration that stands before it (办结时限由|10日, 开放时间|2小时)."""
    if "duration" not in (found.kind, found.of):
        return None
    name = _left(text, found.start)[0]
    limited = _LIMIT.search(text[max(0, found.start - 8) : found.start])
    return name if name and (limited or _LASTING.search(name)) else None


# Left of the figure


def _stretch(text: str, at: int) -> str:
    """The words of the figure's clause before it, brackets that stay open and parts of a list cut off."""
    floor = max(0, at - _FARTHEST)
    begin = at
    open_brackets = 0
    while begin > floor:
        mark = text[begin - 1]
        if (
            mark in _BREAK
            or (mark == "." and not text[begin : begin + 1].isdigit())
            or (mark in "、(" and _parts_figures(text, begin))
        ):
            break
        open_brackets += (mark == ")") - (mark == "(")
        if open_brackets < 0:
            break
        begin -= 1
    return _HAIR.sub("", text[begin:at].strip())


_HAIR = re.compile(
    r"(?<=[\u4e00-\u9fff]{2}) (?=[\u4e00-\u9fff]$)|(?<![\u4e00-\u9fff])(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff]{1,3}$)"
)
"""A blank inside the noun before a figure: one character alone is no word (占地面 积, 初 中)."""


def _parts_figures(text: str, at: int) -> bool:
    """True at a 、 or bracket that stands behind a number (3人、5人) and so parts two figures, not the words of one name."""
    before = text[max(0, at - 7) : at - 1]
    return any(c.isdigit() or c == "%" for c in before) or _WRITTEN_COUNT.search(before) is not None


_WRITTEN_COUNT = re.compile(r"[一二三四五六七八九十百千万两][所个名人间台套项次座栋册亩元户]$")


def _left(text: str, at: int) -> tuple[str | None, bool]:
    """The noun phrase before a figure, and whether nothing but linking words stands between (为 and 对 do not link: 为|300人)."""
    stretch = _stretch(text, at)
    if not stretch:
        if text[at - 1 : at] in ("(", ":"):
            return _before(_stretch(text, at - 1))[0], True
        return None, True
    return _before(stretch)


@lru_cache(maxsize=4096)
def _before(stretch: str) -> tuple[str | None, bool]:
    if who := owner(stretch):
        stretch = stretch[len(who) :].lstrip("的 ") or stretch
    if rate := _RATE.search(stretch):
        each = "".join(w.text for w in _linked(rate.group())[0])
        return _name(_noun(words(stretch[: rate.start()])) + each, _LONGEST + 10), True
    if share := _SHARE.search(stretch):
        whose = _noun(words(stretch[: share.start()]))
        return (_name(whose, _LONGEST + 10) or "" if whose else "") + "占" + share[1], True
    if plan := _OF_PLAN.search(stretch):
        return plan[1], True
    if most := _MOST.match(stretch):
        return most[1], True
    if score := _SCORE.search(stretch):
        return score[1], True
    growth = ""
    if against := _AGAINST.search(stretch):
        growth = _WHITE.sub("", against.group()).removeprefix("分别").rstrip("了约近至到")
        growth = _THAN.sub("", growth)
        stretch = stretch[: against.start()]
    plain = _FROM.sub("", _SHARED.sub("", _OPENED.sub("", _STANDARD.sub("", stretch))))
    found, linking = _linked(_APART.sub("", plain))
    close = not any(w.text in ("为", "对", "给", "向", "把", "将", "使") for w in linking if w.part == "preposition")
    name = _name(_noun(found))
    return (((name or "") + growth) or None) if growth else name, close


_OF_PLAN = re.compile(
    r"(?:^|(?<=[,、]))(?:已|均|都|已经)?((?:为|完成了?)(?!总)[^,。;:\d]{0,8}?(?:计划|任务|目标|指标|预算|任务数|计划数|目标任务))的(?:比例为?)?$"
)
_MOST = re.compile(r"(最[高低长宽深厚大小][\u4e00-\u9fff]{2,6}?)(?:为|是|在|位于)[^,\d]{2,}$")
_SCORE = re.compile(r"((?:总|应|实|自评)?得分|自评分?|总分|满分)(?:为|是|共|:)?$")
_STANDARD = re.compile(
    r"(?:均|都)?达?到?(?:省级?|市级?|国家|县级)?(?:评估|规定|定)?标准的?$|(?:超过|高于|低于)(?:上一?年|去年|同期)$"
)
_THAN = re.compile(r"^[比较与].*?(?=同比|环比)")
_WHITE = re.compile(r"[ 都均]")
_OPENED = re.compile(r"(?<=[\u4e00-\u9fff])(?:由|从)(?:原来|最初|过去|以前|年|近年来)?的?[^,\d由从]{0,4}$")
_APART = re.compile(r"\([^()]*\)(?=(?:分别|为|达到?|是|约|共|近)*$)")
_COUNTED = re.compile(r"[\d.*×][\d.,*×]*(?:余|多)?(?:万|亿)?$")


def _noun(found: tuple[Word, ...]) -> str:
    """The noun phrase that ends `found`, with the deed behind it (河道|治理, 城市低保|新增); "" if there is none."""
    stop = len(found)
    deed = stop > 0 and found[stop - 1].part == "verb"
    begin, end = last_phrase(found[: stop - deed])
    if stop and (begin == end or len(found[begin].text) == 1):
        at = _torn(found, begin if begin < end else stop - 1)
        if at < (begin if begin < end else stop - 1):
            begin, end, deed = last_phrase(found[:at])[0], stop, False
    if begin == end and deed and len(found[stop - 1].text) < 2:
        return ""
    if begin > 0 and found[begin - 1].part is None and _COUNTED.search(found[begin - 1].text) and begin < end:
        begin += 1  # the classifier of the figure before
    if deed and _ACTOR.search("".join(w.text for w in found[begin:end])):
        begin = end
    begin = next(
        (
            i + 1
            for i in range(end - 2, begin, -1)
            if found[i].text == "等" and len("".join(w.text for w in found[i + 1 : end])) > 1
        ),
        begin,
    )
    begin = _with_deed(found, begin, end, deed)
    return "".join(w.text for w in found[begin:end]) + (found[stop - 1].text if deed else "")


def _with_deed(found: tuple[Word, ...], begin: int, end: int, deed: bool) -> int:
    """Where the name begins with the verb before its short object (接待|客商, 新增|转移农村劳动力) and the adverb that tells which (集中|供养, 未|整改)."""
    verb = found[begin - 1] if begin > 0 else None
    few = 2
    if verb and verb.text == "完成":
        few = 4 if found[end - 1].text in ("任务", "指标", "计划", "目标任务") else 1
    if verb and not deed and begin < end and (verb.text == "新增" or (end <= begin + few and _kept(verb))):
        begin -= 1
        if begin > 0 and verb.text in ("改扩建", "改建", "扩建") and found[begin - 1].text == "新":
            begin -= 1
    if (
        begin > 0
        and found[begin - 1].text in _WHICH
        and (deed or (begin < end and found[begin].part in ("verb", "nominal")))
    ):
        begin -= 1
    if begin > 0 and found[begin - 1].text == "再" and "".join(w.text for w in found[begin:end]).startswith("就业"):
        begin -= 1
    if 0 < begin < end and (found[begin - 1].text, found[begin].text[:1]) in _TORN:
        begin -= 1
    return begin


_WHICH = frozenset(["集中", "分散", "未", "累计", "共同", "自然", "拟", "已", "正在", "按期", "优先", "随班", "到期"])
_TORN = frozenset([("一次", "性"), ("在", "岗"), ("在", "园"), ("在", "校"), ("在", "编"), ("在", "册")])


def _torn(found: tuple[Word, ...], at: int) -> int:
    """Where a word begins that the dictionary lacks and that is cut into characters up to the one at `at` (医|共|体, 用|机, 托|位)."""
    while (
        at > 0
        and _CHARACTER.fullmatch(found[at].text + found[at - 1].text)
        and (
            found[at - 1].text not in _ALONE
            or (
                at > 1
                and _CHARACTER.fullmatch(found[at - 2].text + found[at].text)
                and found[at - 2].text not in _ALONE
            )
        )
    ):
        at -= 1
    return at


_CHARACTER = re.compile(r"[\u4e00-\u9fff]{2}")
_ALONE = frozenset(
    "有为对把是在达由从以按将被比占和与及等了的已还又均都各每共仅只约近超过其中计年月日个名所万亿元人次省市县区镇乡村校局我全本该此等后前内上下多余"
)
_ACTOR = re.compile(r"(?:单位|公司|集团|部门|政府|企业|财政|学校|中学|小学|局|委|中心)$")


def _kept(verb: Word) -> bool:
    """True for a verb that stays with its short object (接待|客商, 新建|校舍); having and completing say nothing."""
    return verb.part == "verb" and (len(verb.text) in (2, 3) or verb.text in "免减缺欠") and verb.text not in PLAIN


def _linked(stretch: str) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """The words of `stretch` parted into those of the name and the linking ones behind it."""
    found = words(stretch)
    end = len(found)
    while end > 0 and _links(found, end - 1):
        end -= 1
    return found[:end], found[end:]


def _links(found: tuple[Word, ...], at: int) -> bool:
    word = found[at]
    if word.text in LINK or word.text.isspace():
        return not (word.text == "达标" and at > 0 and found[at - 1].part == "noun")
    return word.part in ("adverb", "particle", "preposition", "conjunction", "time")


def _done(text: str, at: int) -> str | None:
    """What is done with the figure where nothing else names it: 出资|5万元, 拨付|2万元."""
    found, _ = _linked(_stretch(text, at))
    if found and found[-1].part in ("verb", "nominal") and len(found[-1].text) >= 2:
        return found[-1].text
    return _finished(text, at)


def _finished(text: str, at: int) -> str | None:
    """完成 where nothing else stands before the figure (目前已完成|12万亩)."""
    return "完成" if _stretch(text, at).endswith("完成") else None


def _name(phrase: str, longest: int = _LONGEST) -> str | None:
    """`phrase` without the unit that owns it, marks at its edges and a long description; None if it is no name of a quantity."""
    plain = _ONE_OF.sub("", phrase.strip(" 、的和与及-·,等"))
    if who := owner(plain):
        own = plain[len(who) :].lstrip("的、 ")
        plain = own if len(own) >= 2 else plain
    for mark in "的等、":
        if len(plain) > longest and mark in plain:
            plain = plain.rpartition(mark)[2]
    plain = _even(plain)
    if (
        not 2 <= len(plain) <= longest
        or not re.search(r"[\u4e00-\u9fff]{2}|[A-Za-z]{3}", plain)
        or _NO_NAME.search(plain)
    ):
        return None
    return plain


def _even(plain: str) -> str:
    """`plain` without brackets and quotes that have no partner in it."""
    for opened, closed in ("()", "“”"):
        if plain.count(opened) != plain.count(closed):
            plain = plain.partition(opened)[0] or plain if plain.startswith(opened) is False else plain
            plain = plain.replace(opened, "").replace(closed, "")
    return plain


_ONE_OF = re.compile(
    r"^[一二两三四五六七八九十]+[个项次名所条批种件](?=[\u4e00-\u9fff])|^(?:近|过去)?[一二两三四五六七八九十]+(?:年|个?月)(?:来|内|间)?的|^(?:近|过去)?[一二两三四五六七八九十]+(?:年|个月|学期|学年|季度)(?:来|内|间)?(?!级|制|一贯|义务|免费|行动|规划|计划|以上)|^(?:本学年|本学期|本年度)(?=[\u4e00-\u9fff]{2})"
)
_NO_NAME = re.compile(
    r"^(?:[全我本][省市县区校乡镇国]|春节|时间|小组|问题|时候|一些|其他|标准|基础|方面|部分|期间|春节期间|前提|情况下|最[高低大小])$|期间$|^第$|[《》|?!。;]"
)


# Right of the figure

_SIZE = re.compile(
    r"\d[\d.~\-]*(?:万|亿)?[^\d,。;\s]{1,2}(?:的|(?=['‘’“”]))|(?:[余多左右上下]|以上|以下|以内|的(?=[\u4e00-\u9fff]))+|['‘’ ]"
)


def _right(text: str, found: Found) -> str | None:
    """The noun phrase behind a figure (100所|农村寄宿制小学), for 次 and 场 the object of what is done so often."""
    window = _window(text, found.end)
    if not window:
        return None
    return _behind(window, found.unit in _TIMES, text[found.end - 1] not in "人户次")


def _window(text: str, at: int) -> str:
    end = min(len(text), at + 36)
    stop = at
    while (
        stop < end and text[stop] not in _BREAK and not (text[stop] == "." and not text[stop + 1 : stop + 2].isdigit())
    ):
        stop += 1
    window = text[at:stop]
    if window[:1] in "、(":
        return ""
    while (size := _SIZE.match(window)) and size.end():
        window = window[size.end() :]
    return window


_TURNED = re.compile(
    r"(?:分别)?(?:增|减|降|升|扩|提高|增加|减少|下降|压减|压缩|优化|调整|发展|扩大|缩小|上升|提升|缩短|延长|整合)(?:加|少|大|小|低)?[到至为](?=[\d一二三四五六七八九十百千万两*xX])"
)
_UPON = re.compile(r"^由[^,。;]{1,24}?参加的|^(?:对|向|就|为|围绕|针对)[^,。;]{1,24}?(?:进行|开展|实施|作出|提出)了?")


@lru_cache(maxsize=4096)
def _behind(window: str, times: bool, noun: bool) -> str | None:
    if _TURNED.match(window):
        return None
    if times and (upon := _UPON.match(window)):
        window = window[upon.end() :]
    whole = found = words(window)
    if times:
        skip = 0
        while skip < len(found) and (found[skip].part in ("verb", "adverb") or found[skip].text == "了"):
            skip += 1
        found = found[skip:]
    end = first_phrase(found, verbal=noun)
    if end < len(found) and found[end].text[:1].isdigit():
        while end > 1 and (found[end - 1].text in HEADS or found[end - 1].text in ("总长", "全长", "总")):
            end -= 1
        parts = [i for i in range(end) if found[i].text in ("、", "和", "与", "及")]
        end = parts[0] if parts else end
    while end > 1 and found[end - 1].text in PREDICATES and not times:
        end -= 1
    phrase = "".join(w.text for w in found[:end])
    if len(phrase) == 1 and _BARE_UNIT.fullmatch(phrase):
        return phrase
    head, _, tail = phrase.partition("的")
    if tail and len(head) >= 2 and not head.endswith(("级", "类型", "层次", "性", "型", "式", "规模", "不同", "方面")):
        phrase = head
    if unit := _UNIT.match(phrase):
        return unit.group()
    if times and not phrase:
        return next((w.text for w in whole if w.part in ("verb", "nominal") and len(w.text) > 1), None)
    phrase = _even(phrase.strip("“”、 "))
    return phrase if 2 <= len(phrase) <= _LONGEST and phrase not in ("标准", "要求", "时间") else None


_UNIT = re.compile(r"(?:县\(市、区\)|县市区|县区|市县|乡镇|县|市)(?=$|[政教各中小学主])")


def _deed(text: str, at: int) -> str | None:
    """What those counted do or get: 300人|参加心理辅导培训; None where the words behind are no deed or end in another figure."""
    found = words(_window(text, at))
    begin = 0
    while begin < len(found) and found[begin].part == "adverb" and found[begin].text != "未":
        begin += 1
    if begin >= len(found) or not (
        found[begin].part == "verb" or (begin and found[begin].part == "nominal") or found[begin].text in ("未", "通过")
    ):
        return None
    start = begin + 1
    while start < len(found) and (found[start].part == "verb" or found[start].text == "了"):
        start += 1
    end = start + first_phrase(found[start:])
    phrase = "".join(w.text for w in found[begin:end] if w.text != "了")
    return phrase if 2 <= len(phrase) <= 16 else None


_TITLE = re.compile(r"《([^《》\n]{2,120})》[^《》。;\n]{0,12}$")
_HEADLINE = re.compile(
    r"(关于[^\n。]{4,80}(?:意见|通知|办法|方案|报告|规定|决定|批复|函|纲要|细则|计划))[》 ]*\n+[ ]*$"
)
_INNER = re.compile(r"印发《?([^《》]{4,80}?)》?的通知$")


def _title(text: str, found: Found) -> str | None:
    """The title that a document number stands behind, in 《》 or as the line above it."""
    low = max(0, found.start - 140)
    if match := _TITLE.search(text, low, found.start):
        return match[1]
    headline = _HEADLINE.search(text[low : found.start])
    if not headline:
        return None
    inner = _INNER.search(headline[1])
    return inner[1] if inner else headline[1]


# What happens at a time

_AFTER_DATE = re.compile(
    r"^(?:[上下]午|以来|以后|之后|之前|以内|[前后内底间起]|开始|春季|秋季|学期|的时间|时间|的努力|\([^()]{1,8}\)|[ ,])+"
)
_MORE_DATES = re.compile(r"^(?: ?[、,和及] ?(?:\d{1,2}月)?\d{1,2}日)+")
_SO_OFTEN = re.compile(r"^(?:[一二两三四五六七八九十]+|\d+)(?:次|场|期)(?:由[^,。;]{1,40}?的)?")
_GRANTED = re.compile(r"(?:获得?|经)[\u4e00-\u9fff]{0,12}(?:批准|批复)[\u4e00-\u9fff]{0,10}")
_SETTING = re.compile(
    r"^(?:为了?(?!民|主)|在[^,。;]{0,18}(?:下|中|上|时|前|后|过程中|基础上|同时)$|随着|按照|根据|围绕|结合|针对|经过|依据)"
)
_HELD = re.compile(r"(?:在|于)[^,。;]{1,24}?(?:举行|召开|举办|开幕|启动|成立|落成|揭牌)|(?:举行|召开|开幕|启动|结束)$")
_EVENT_VERB = re.compile(
    r"(?:列为|列入|纳入|评为|通过(?=了|[^,。;]{0,24}(?:评估|验收|认定|审核|检查|复查|考核|审议|评审|鉴定))|接受|召开|召集|组织召开|组织开展|举行|开展|印发|下发|制定|启动|实施|出台|上报|颁布|发布|成立|举办|进行|完成|申报|参加|安排|发放|免收|下达|拨付|建成|建立)了?"
)
_BEGAN = re.compile(r"(?:正式|全面)?(?:启动|成立|实施|开展|运行|创办|建校|开工|始建|建成|投用)")
_OCCASION = re.compile(
    r"(?:会议|现场会|推进会|座谈会|协调会|动员会|总结会|部署会|常委会|培训班|仪式|评估验收|评估认定|复查|复核验收)(?![的室指])"
)
_CARRIED_OUT = re.compile(r"(?:进行|开展)了")
_CITED = re.compile(r"[^《》]{0,24}《([^《》]{2,60})")


def _event(text: str, found: Found) -> str | None:
    """What happens at or during a time, as a noun phrase: what is held or done, or the deed itself; None where nothing so plain is said."""
    window = _AFTER_DATE.sub("", _MORE_DATES.sub("", text[found.end : found.end + 100])[:70])
    began = _BEGAN.match(window) and text[found.start - 1 : found.start] in ("自", "于", "从")
    if began and (begun := _before(_stretch(text, found.start - 1))[0]):
        return begun
    for clause_part in re.split(r"[,;:]", re.split(r"[。!?\n]", window)[0])[:4]:
        clause = clause_part.strip()
        if what := (_cited(clause) or _happening(clause)):
            return what
    return None


def _cited(clause: str) -> str | None:
    """The title of what is issued; None where it is only followed or named."""
    match = _CITED.match(clause)
    if match and not re.search(r"为|按照?|根据|依据|落实|贯彻|学习", clause[: match.start(1)]):
        return match[1]
    return None


@lru_cache(maxsize=4096)
def _happening(clause: str) -> str | None:
    who = opening(clause)
    plain = clause[len(who) :].lstrip("的 ")
    if not plain or _SETTING.match(plain):
        return None
    if granted := _GRANTED.match(plain):
        return granted.group()
    held = _HELD.search(clause)
    if held and held.start() >= 4:
        found = words(clause[: held.start()])
        begin, end = last_phrase(found)
        return _name("".join(w.text for w in found[begin:end]))
    verb = _CARRIED_OUT.search(plain) or _EVENT_VERB.search(plain)
    if verb and (verb.start() <= 22 or verb.re is _CARRIED_OUT):
        return _object(plain[verb.end() :]) or verb.group().removesuffix("了")
    found = words(plain)
    at = 0
    while at < len(found) and (
        found[at].part in ("adverb", "time", "particle", "pronoun", "conjunction") or found[at].text == "基本"
    ):
        at += 1
    if at < len(found) and found[at].part == "verb":
        return _done_to(found, at)
    return _name("".join(w.text for w in found[at : at + first_phrase(found[at:])]))


_NUMERAL = re.compile(r"[一二两三四五六七八九十百千万亿]{2,}|[一两三四五六七八九十][次个所名项]")


def _done_to(found: tuple[Word, ...], at: int) -> str | None:
    """The deed at `at` with what it is done to, when that is short (补齐|短板, 引进|研究生); else what it is done to."""
    verb = found[at].text
    what = _object("".join(w.text for w in found[at + 1 :]))
    if what and _NUMERAL.match(what):
        return verb if len(verb) > 1 else None
    if what and len(verb) == 2 and len(what) <= 6 and verb not in PLAIN and found[at + 1].part != "verb":
        return verb + what
    return what or (verb if len(verb) > 1 else None)


def _object(rest: str) -> str | None:
    """The noun phrase that a deed is done to, other deeds and adverbs before it aside."""
    rest = _SO_OFTEN.sub("", rest)
    if held := _OCCASION.search(rest[:34]):
        before = words(rest[: held.end()])
        begin, end = last_phrase(before)
        if occasion := _name("".join(w.text for w in before[begin:end])):
            return occasion
    found = words(rest)
    at = 0
    while at < min(len(found), 3) and (found[at].part in ("adverb", "verb") or found[at].text in ("了", "着")):
        at += 1
    phrase = "".join(w.text for w in found[at : at + first_phrase(found[at:])])
    head, _, tail = phrase.partition("工作")
    return _name(
        head if tail and len(head) > 3 and not tail.startswith(("会", "领导", "小组", "方案", "意见")) else phrase
    )
