"""Who or where a figure is about: the unit, place or body that stands as subject of its clause, or that the text speaks of; positions in the Flow's text."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from jingyan.extract.found import Found
from jingyan.extract.phrases import LINK, words
from jingyan.zh.names import find_names

_CLAUSE = re.compile(r"(?:[^,。;:!?\n.]|\.(?=\d))+")
_LEAD = re.compile(
    r"(?:[ (“”)-]|[去今前]年[底初]|(?:本|上)?年度|度(?=[全我各市县省区])|上年(?=[全我各])|现将|现就|[一二三四五六七八九十\d]{1,2}[)〕、]|下一步|明年|而|里|秋天|春天|随后|月[底初末]|[一二三四五六七八九十]{1,2}(?:是|要)|[(〔][一二三四五六七八九十\d]{1,2}[)〕]|\d{1,2}[.、](?!\d)"
    r"|(?:自|从|到|至|截至|截止|早在|仅在?|于|每(?=年|月|周|学期|天)|近|至今|预计|例如|比如|如|其中|目前|同时|此外|期间|今年|去年|前年|当年|年初|年底|年内|年来|今后|以往|现在|近年来?|近来|几年来|多年来|建议|使|让|还有|以及|另外|随着|通过|经过)"
    r"|[\dxX×*]{2,4} ?[-至到~]? ?[\dxX×*]{0,4} ?(?:学年度?|年度?)(?:[上下]半年|[春秋]季(?:学期)?|[底初末])?|[\dxX×*一二三四五六七八九十]{1,3} ?(?:月|日|号)(?:份|[底初末]|[上中下]旬)?"
    r"|[两二三四五六七八九十几\d]{1,2}(?:个)?(?:年|学期|月|天)(?:内|间|来)?|[上下]午|以来|以后|之后|前|起|开始|，)"
)
_WHO = (
    "教育(?:体育|科技)?(?:和体育)?局|教体局|教科体?局|教委|教育厅|教育部|教育集团|财政局|财政厅|财政|人民政府|党委政府|政府|国务院|县委|市委|区委|省委|党委|督导室|督导组|检查组|督查组|专家组|工作组|"
    "委员会|党支部|党总支|党工委|管委会|党组织|常委会|纪委监委|监委|校委会|(?<=[康改信工宣])委|医院|卫生院|福利院|敬老院|[科研法出分务]所|本级|领导班子|灌区|办事处|居委会|村委会|街道|社区|党校|领导小组|小组|教研室|办公室|中心校|中心|初中学校|初级中学|高级中学|中学|小学|学校|幼儿园|教学点|学区|集团校|集团|公司|中小学|初中校|高中校|(?<![布格结全大])局|厅|县市区|县区|县|市|区|省|乡镇|镇|乡|村|校|园|学院|大学|"
    "系统|机构|科室|部门|单位|年级组|教研组|备课组|学科|我们"
)
_ENDS = re.compile(rf"(?:{_WHO})(?:[(〔](?:市|区|县|校|市、区|县、市|市、县)[)〕](?:{_WHO})?)?")
_NO_END = re.compile(
    r"管理(?!局|处|部|委|站|所|中心|办)|[道干庄]|[级立直属域际长内外级中间上下里舍园时生]|常委|副?书记|副|义务|教育(?!局|厅|部|集团)|人口|建设|改造|布局|标准|均衡|规模|教育"
)
_INSIDE = re.compile(
    r"扶持|本次|[了着过吗呢,《“” 不去当除留同跑遍缺回备请报待返并来听算抄袭搬招拿送走写打做找换随拨筹登签辖]|学生|教师|用于|围绕|联合|录制|根据|全部|升入|建校|竞聘|守校|别看|时间|期间|[离距逐条]|(?<!部)门|(?<!系)统|[区县市]里|高出|带|组建|完善|依托|关停|结合|协调|相当|合并|地处|位于|跨|许多|班额|变化|单位(?!$)|停办|接送|经(?=地|省|市|县)|办(?!公室)|"
    r"[给把对将在向为从由被让使按列先问只有是已都也均还又再就才却能要应须因以到达至比占派]|力争|保障|深化|培养|家校|聘请|获(?!嘉|鹿)|进(?=社区|学校|村|校园|机关|企业|单位)|第(?![一二三四五六七八九十\d]{1,3}(?:实验|初级|高级|中心|职业|中等|人民|完全)*(?:小学|中学|[中小]|幼儿园|医院|学校|集团))|(?<![员委理])会(?!议)|问|认真|做好|计入|实行|参与|建成|建立|建设(?!厅|局)|成立|投入|实施|加强|开展|(?<!党)组织|召开|推进|落实|完成|采取|通过|核查|抽查|查看|听取|改写|解决|提升|提高|促进|制定|帮扶|指导|督促|强化|"
    r"进行|进入|涌现|安排|发放|增加|减少|确定|确保|实现|努力|积极|深入|全面|关注|彰显|鼓励|动员|邀请|继续|探索|优化|规范|覆盖|[拥具]有|新[建增招]|改扩?建|扩建|撤并|保留|选派|招聘|培训(?!中心)|每|\d|所(?=[\u4e00-\u9fff])(?<![究科法出分务]所)|个|名(?!校)"
)
_SELF = re.compile(
    r"[我全本](?<![日基根版文]本)(?:省|市|县|区|校|乡|镇|国|州|旗|局|馆|园|院|社区|街道|村|厂|处|公司)(?![级立直属域长际])(?:中学教研室|中小学|中学|小学|初中|教育局|教体局)?"
)
_WHOSE = re.compile(r"[我全本](?:社区|街道|公司|.)")
_SAID_SELF = re.compile(_SELF.pattern.replace("[我全本]", "[我全本](?<![居列占为至到被获于出超].)", 1))
_SELF_SCHOOLS = re.compile(r"(?<=^..)(?:中小学|中学|小学|初中)$")
_BARE = frozenset(
    [
        "乡村",
        "城镇",
        "学科",
        "校区",
        "分校区",
        "政府",
        "党政",
        "单位",
        "部门",
        "中心",
        "财政",
        "公办和政府",
        "小学校",
        "城乡",
        "两地",
        "移民村",
        "新村",
        "新校",
        "老校",
        "住校",
        "本校区",
    ]
)
_LONGEST = 18


@dataclass(frozen=True, slots=True)
class Clauses:
    """The clauses of a text in order: where each begins and ends, its own subject, and the subject that holds there by what was said before in the sentence and in the piece."""

    starts: Sequence[int]
    ends: Sequence[int]
    own: Sequence[str | None]
    told: Sequence[str | None]
    carried: Sequence[str | None]


def make_clauses(text: str, begins: Sequence[int]) -> Clauses:
    """The Clauses of a Flow's text; `begins` are the places where pieces begin, in order: nothing is carried over them."""
    starts: list[int] = []
    ends: list[int] = []
    own: list[str | None] = []
    for match in _CLAUSE.finditer(text):
        starts.append(match.start())
        ends.append(match.end())
        own.append(_opening(text, match.start(), match.end()))
    bounds = [0, *begins, len(text)]
    told: list[str | None] = []
    carried: list[str | None] = []
    said = [(m.start(), m.group()) for m in _SAID_SELF.finditer(text)]
    for begin, end in pairwise(bounds):
        first, last = len(told), bisect_left(starts, end, lo=len(told))
        here = said[bisect_left(said, (begin, "")) : bisect_left(said, (end, ""))]
        of_piece = _speaks_of([mention for _, mention in here], own[first:last])
        for sentence, before in _carry(text, starts[first:last], ends[first:last], own[first:last], here, of_piece):
            told.append(sentence)
            carried.append(before)
    return Clauses(starts, ends, own, told, carried)


def _fits(said: str, of_piece: str | None) -> bool:
    """False for a wider circle that is only mentioned (全国; 全市 in the report of one office)."""
    if said[1] == "国":
        return of_piece is not None and of_piece.endswith("国")
    return of_piece is None or said[0] != "全" or of_piece[1:2] not in "局馆校园院社公处" or of_piece[:1] not in "我本"


_PROJECT = re.compile(
    r"(?:^|[^\d])(?:\d{1,2}[、.]|[)〕]、?) *([\u4e00-\u9fffA-Za-z]{3,18}?(?:工程|项目))(?:$|(?=属|总投资|概算总|计划总?投资))"
)
_PROJECT_SAYS = re.compile(
    r" *(?:项目|工程)?(?:计划|概算|方案|规划)?(?:总投资|投资|于|惠及|建设|全长|占地|位于|属|目前)|[^,。;]{0,24}(?:对|为)[^,。;]{0,8}工程"
)
_MARKED = re.compile(r" *(?:[一二三四五六七八九十]{1,3}、|\d{1,2}[、.](?!\d)|[(〔][一二三四五六七八九十\d]{1,3}[)〕])")
_SECTION = re.compile(r" *[一二三四五六七八九十]{1,3}、")


def _carry(
    text: str,
    starts: Sequence[int],
    ends: Sequence[int],
    own: Sequence[str | None],
    said: Sequence[tuple[int, str]],
    of_piece: str | None,
) -> Iterator[tuple[str | None, str | None]]:
    """For each clause of a piece the subject of its sentence so far and the one that the text speaks of: the next sentences of a paragraph go on
    with what the last one spoke of, a new paragraph speaks again of the unit of the piece.
    """
    sentence: str | None = None
    before = of_piece
    last = starts[0] if starts else 0
    next_said = 0
    project = False
    for start, end, found in zip(starts, ends, own, strict=True):
        gap = text[last:start][:8]
        if project and ("\n" in gap or _MARKED.match(text, start, end)):
            before, project = of_piece, False
        if (run_in := _PROJECT.search(text[start : min(end, start + 60)])) and _PROJECT_SAYS.match(
            text, end + 1 if end - start == run_in.end() else start + run_in.end()
        ):
            before, project, sentence = run_in[1], True, run_in[1]
            last = end
            yield sentence, before
            continue
        if any(c in "。!?.\n" for c in gap):
            sentence = None
        if "\n" in gap and of_piece and (_SECTION.match(text, start) or not _same_self(before, of_piece)):
            before = of_piece
        sentence = found if found and not _MEANS.search(found) else sentence
        if found and _lasting(found):
            before = _SELF_SCHOOLS.sub("", found)
        while next_said < len(said) and said[next_said][0] < start:
            next_said += 1
        if next_said < len(said) and said[next_said][0] < end and not (found and _lasting(found)):
            mention = said[next_said][1]
            before = _own_name(mention) if _fits(mention, of_piece) else before
        yield sentence, before or of_piece
        last = end


def _own_name(said: str) -> str:
    """The place or body alone of a _SELF: 我县 of 我县教育局, 本社区."""
    match = _WHOSE.match(said)
    return match.group() if match else said[:2]


def _same_self(name: str | None, of_piece: str) -> bool:
    """True for another form of the piece's own name for itself (我县 beside 全县)."""
    return name is not None and _WHOSE.fullmatch(name) is not None and name[1:] == of_piece[1:]


def _speaks_of(said: Sequence[str], own: Sequence[str | None]) -> str | None:
    """Whom a piece speaks of as its own (我局, 全县), most often; where it never does so, the unit that most of its clauses open with."""
    forms = Counter(_own_name(mention) for mention in said if mention[1] != "国")
    if forms:
        levels: Counter[str] = Counter()
        for form, number in forms.items():
            levels[form[1:]] += number
        speaker = next((f[1:] for f in forms if f[0] in "我本" and f[1] in "局馆校园院社公处"), None)
        if (
            speaker
            and not any(f[0] in "我本" and f[1] in "省市县区乡镇村" for f in forms)
            and (levels[speaker] > 1 or next(iter(forms))[1:] == speaker or max(levels.values()) < 2)
        ):
            level = speaker
        else:
            level = max(levels, key=lambda c: (levels[c], c in "省市县区乡镇村"))
        return max((f for f in forms if f[1:] == level), key=lambda f: (forms[f], f[0] == "全"))
    names = Counter(name for name in own if name and _lasting(name))
    return names.most_common(1)[0][0] if names else None


def _lasting(name: str) -> bool:
    """True for a name that the text may go on to speak of; 各县, 学校, 教师 and organs of a unit (校委会, 党支部) are only the subject of their sentence."""
    return (
        bool(
            _SELF.match(name)
            or re.search(
                r"[\u4e00-\u9fff*]{2}(?:县|市|区|镇|乡|村|局|[教科研法分]+所|院|党校|中学|小学|学校|幼儿园|政府|[康改]委|[\u4e00-\u9fff]{5}委员会|室|社区|街道|公司|集团)$|^(?:[\u4e00-\u9fff]{0,12}(?:检查|督查|督导|专家|工作|巡察|核查|评估)组|街道|社区|本社区|[省市县区]委)$",
                name,
            )
        )
        and not re.match(r"[各有部多所]|学校|其|这|两|三", name)
        and not UNNAMED.fullmatch(name)
    )


UNNAMED = re.compile(
    r"(?:农村|城区|县城|城市|乡镇|乡村|城乡|各|所有|全部|个别|部分|小规模|薄弱|优质|示范|特色|试点|成员|核心|龙头|牵头|新建|新|老|新任|公办|民办|普通|教育|义务教育|学前教育|寄宿制|九年一贯制|完全|初级|高级"
    r"|特殊教育|职业|中等职业|阶段|[县市省校]级|[县市]属|[县市]直|基层|养老|医疗|高中|初中|小学|中小|及|和|、)*"
    r"(?:学校|小学|中学|初中|高中|中小学|幼儿园|教学点|学科|集团|医院|卫生院|机构|班|园|财政|乡村|乡镇|村|镇|乡|校区|单位|部门|农村|城市|学区)"
)


def opening(clause: str) -> str:
    """The words of `clause` up to the end of the subject it opens with, "" if it opens with none."""
    who = _opening(clause, 0, len(clause))
    return clause[: clause.index(who) + len(who)] if who else ""


def _opening(text: str, start: int, end: int) -> str | None:
    """The subject that a clause opens with, time and connecting words before it aside."""
    who = _opened(text[start : min(end, start + 96)])
    if who is None or _SELF.match(who):
        return who
    behind = text.find(who, start, end) + len(who)
    if _GENERAL.fullmatch(who) and behind < end:
        follower = words(text[behind : min(end, behind + 6)])[0]
        if follower.part == "noun" or follower.text in ("建设", "教育", "教学", "管理"):
            return None
    counted = _COUNTED_BEHIND.match(text, behind, end) and not _BODY.search(who)
    paid = who.endswith("财政") and _PAID.match(text, behind, end)
    if counted or paid or who in _KINDS or _BORDER.match(text, behind, end) or _SIDE.match(text, start, end):
        return None
    if behind == end and _IN_BORDERS.search(text, max(0, start - 40), start):
        return None
    if not _SELF.match(who) and _BODY.search(who) and _GRANTS.match(text, behind, end):
        return None
    both = _BOTH.fullmatch(who)
    return both[1] if both and _TOGETHER.match(text, behind, end) else who


_BORDER = re.compile(r"[^,\d]{0,6}(?:接壤|毗邻|比邻|相邻|交界|毗连|相连|相接|隔江|隔河|为界|分界)")
_SIDE = re.compile(
    r" *(?:东|西|南|北|东[南北]|西[南北])(?:[、和]?[东西南北])*(?:面|部|边)?(?:接|邻|连|临|与|至|界|靠|以|依次|抵|达|望)"
)
"""Neighbours in a list of borders (南接青石乡): places on the way, not what the text is about."""
_IN_BORDERS = re.compile(r"(?:依次|分别)[与和同][^。;\n]{2,36},$")
_GRANTS = re.compile(r"(?:对[^,\d]{1,14})?(?:进行)?(?:了)?(?:批复|批准|核准|立项)|补助")
_BOTH = re.compile(r"([\u4e00-\u9fffxX*×]{2,8}[县市区镇乡州])与[\u4e00-\u9fffxX*×]{2,10}[县市区镇乡州]")
_TOGETHER = re.compile(r"(?:正式|成功)?(?:结对|携手|签订|签署|共建|协作|合作|联合)")

# A kind of thing right before its number is what is counted (小学|281所, 公办|58所), no one the figure is about.
_COUNTED_BEHIND = re.compile(
    r" ?(?:有|共|共有|达|为|各|[低五]保|[居村]民|户|人口|[专兼]?职?教师|学生|教职工|在校)? ?(?:[\d*×]|[一二三四五六七八九十百]+[所个名])|[低五]保"
)
_BODY = re.compile(
    r"(?:局|委|政府|厅|委员会|委会|支部|总支|部门|办公室|督导室|公司|集团|机构|组织|[\u4e00-\u9fff]{3}(?:医院|中学|小学))$"
)
_MEANS = re.compile(r"财政$|责任区$|^(?:乡镇|县乡|省市|市县|受益区)$|灌区$")
_PAID = re.compile(r"补助|配套|转移支付|专项|资金|用于|预算|支出|收入|总收入|奖补|补贴")
_KINDS = frozenset(
    [
        "乡镇",
        "县乡",
        "受益区",
        "城市",
        "农村",
        "中央和省市",
        "省市",
        "初中",
        "小学",
        "高中",
        "中学",
        "幼儿园",
        "九年一贯制学校",
        "一贯制学校",
        "教学点",
    ]
)


@lru_cache(maxsize=4096)
def _opened(text: str) -> str | None:
    at, end = 0, len(text)
    stop = min(end, 60)
    while (lead := _LEAD.match(text, at, stop)) and lead.end() > at:
        at = lead.end()
    window = text[at : min(end, at + _LONGEST)]
    barred = _INSIDE.search(window)
    reach = barred.start() if barred else len(window)
    best = 0
    for match in _ENDS.finditer(window):
        if match.end() > reach:
            break
        if _NO_END.match(text, at + match.end()) and match.group() != "我们":
            continue
        best = match.end()
    if best and window[:best].count("(") > window[:best].count(")"):
        best = best + 1 if window[best : best + 1] == ")" else window[:best].rindex("(")
    if best and text[at - 1 : at] == "“" and window[best : best + 1] == "”":
        return None
    if not best or not _is_name(window[:best]) or _deed(window[:best].rpartition("的")[2]):
        return None
    whose = _SELF.match(window)
    if whose and window[best : best + 1] == "的":
        return whose.group()
    if whose and best > 2 and _is_what_is_counted(window[:best], text[at + best : at + best + 8]):
        return _own_name(whose.group())
    if (
        whose
        and window[:best].endswith("财政")
        and words(text[at + best : at + best + 6] or "。")[0].part
        in (
            "noun",
            "nominal",
        )
    ):
        return whose.group()[:2]
    return _named(window[:best].strip("、和与及 "))


def _deed(name: str) -> bool:
    """True if a verb opens what looks like a name (丰富|学校, 暴露出|学校, 立足|本社区)."""
    found = words(name)
    for at, word in enumerate(found):
        if word.text in ("所有", "各个") or (len(word.text) < 2 and at > 0):
            continue
        opens = (
            at == 0
            and name[:2] not in ("经开", "自然", "共青")
            and word.part in ("adverb", "preposition", "conjunction")
            and word.text not in ("各", "所")
        )
        if (opens or word.part == "verb") and not _OWN_NAME.fullmatch(name[word.end :]):
            return True
    return name.endswith("城市")


def _is_what_is_counted(name: str, behind: str) -> bool:
    """True for 全县学校 or 全市城镇 before what they have (占地面积, 300人); False where they do something (全区中小学|组织了) and for bodies."""
    if _NUMBERED.search(name) or name.endswith(("局", "室", "委", "政府", "系统", "厅")):
        return False
    if _SCHOOLS_THING.match(behind) or not behind.strip():
        return True
    follower = words(behind)[0]
    return (
        (follower.part != "verb" and follower.text not in _DOING) or follower.text in LINK or follower.text in _HAVING
    )


_NUMBERED = re.compile(r"[两三四五六七八九十几]个?(?:县|市|区|乡|镇|村|校)")
_DOING = frozenset(["免收", "减免", "捐赠", "捐款", "投资", "自筹", "承担", "配套"])
_HAVING = frozenset(["拥有", "设有", "配有", "建有", "现有", "新增", "登记"])
_OWN_NAME = re.compile(
    r"(?:第?[一二三四五六七八九十]*)?(?:中学|小学|幼儿园|中|小)(?:、.*)?|(?:司|局|处|科|室|站|组|办|部|所|中心|委员会|小组|办公室|领导小组)"
)


_SCHOOLS_THING = re.compile(
    r"(?:总|占地|校舍|生均|教师|教职工|学生|在校|专任|班额|班级|校园|图书|入学|巩固|布局|规模|数|共有|现有)"
)


def _named(words: str) -> str | None:
    """The name alone where a description stands before it (最偏远的|南渡教学点); a description of a mere school or place stays (湖心最小的教学点)."""
    head, _, tail = words.rpartition("的")
    name = tail if head and len(tail) >= 4 else words
    return None if name in _BARE else name


def _is_name(words: str) -> bool:
    return (
        len(words) >= 2
        and words.count("的") <= 1
        and not re.match(r"一的|[的和与及、等]|这|那|该项|第[一二三]课", words)
        and not words.endswith(("级学科", "校外学科", "责任区", "校园", "公园", "家园"))
    )


_LISTED = re.compile(r"(?<![\u4e00-\u9fff])(?:[\u4e00-\u9fff]{2,4}、)+[\u4e00-\u9fff]{2,4}等?$")
_COUNTED = re.compile(r" ?(?:个)?(?:县市区|县区|县|市|区|乡镇|镇|乡|村)(?!级)")
_SORT = re.compile(r"(?:旅游|建制|示范|开发|保护|工业|风景|功能|中心)[区镇]$")
_AT = re.compile(r"(?:全|我|本)(?:省|市|县|区|校|乡|镇|国)$")


def subject(text: str, clauses: Clauses, found: Found) -> str | None:
    """Who or where the figure is about, None where the text does not say it: the name right before the figure, the subject of its clause, of its sentence, else whom the piece speaks of."""
    index = bisect_right(clauses.starts, found.start) - 1
    if index < 0 or found.kind == "doc_number":
        return None
    start = clauses.starts[index]
    near = text[max(start, found.start - 12) : found.start]
    if (word := _AT.search(near)) and near[word.start() - 1 : word.start()] not in ("居", "列", "占", "为", "获"):
        return word.group()
    if near and near[-1] in "县市区镇乡":
        names = find_names(near)
        if (
            names
            and names[-1].span.end == len(near)
            and not _SORT.search(near)
            and not re.search(r"[两三四五六七八九十几]", near[-3:])
        ):
            return names[-1].span.of(near)
    listed = _LISTED.search(text[max(start, found.start - 60) : found.start])
    if (
        listed
        and _COUNTED.match(text, found.end)
        and not _LEAD.sub("", text[start : found.start]).startswith(
            ("对", "以", "为", "在", "把", "将", "向", "给", "深入")
        )
    ):
        return listed.group().removesuffix("等")
    if found.kind in ("date", "duration") or found.of in ("date", "duration"):
        ahead = _ahead(text, clauses, index, found)
        if ahead:
            return ahead
    said = clauses.own[index] or clauses.told[index]
    if said == "学校" and re.search(r"学|校", clauses.carried[index] or ""):
        return clauses.carried[index]
    if said == "我们" and clauses.carried[index]:
        return clauses.carried[index]
    if clauses.own[index]:
        return clauses.own[index]
    selves = [s for s in _SAID_SELF.findall(text[max(start, found.start - 40) : found.start]) if s[1] != "国"]
    return (str(selves[-1]) if selves else None) or clauses.told[index] or clauses.carried[index]


def _ahead(text: str, clauses: Clauses, index: int, found: Found) -> str | None:
    """The subject behind a date that opens its sentence (3月21日,县政府…): in the rest of its clause or in the next one."""
    own = _opening(text, found.end, clauses.ends[index])
    if own:
        return own
    rest = text[found.end : clauses.ends[index]]
    if len(rest) > 8 or clauses.own[index] or index + 1 >= len(clauses.starts):
        return None
    between = text[clauses.ends[index] : clauses.starts[index + 1]]
    return clauses.own[index + 1] if between.strip() == "," else None


_GENERAL = re.compile(
    r"(?:(?:农村|城区|县城|乡镇|各|所有|全部|公办|民办|普通|义务教育|寄宿制|九年一贯制|完全|初级|高级|特殊教育|职业|中等职业|学前|阶段|高中|初中|小学|中小|县属|县直|市属|市直|城市|城乡|及|和|、)*"
    r"(?:学校|小学|中学|初中|高中|中小学|幼儿园|教学点|学科|班|园|财政|乡村|乡镇|村|校区|单位|部门|农村|城市|学区))"
)


def owner(phrase: str, *, any_body: bool = False) -> str:
    """The unit at the start of `phrase` that owns what follows (云溪县|小学入学率, 我区|平均分), "" where there is none; kinds of schools
    (义务教育学校, 初中) belong to the name of the quantity unless `any_body`.
    """
    who = opening(phrase)
    if not who:
        return ""
    if not any_body and (own := _SELF.search(who)) and not phrase.startswith(own.group()):
        return phrase[: phrase.index(own.group()) + 2]
    whose = _SELF.match(phrase)
    if whose and not any_body:
        return phrase[: whose.end()] if len(whose.group()) > 2 and _is_body(whose.group()) else whose.group()[:2]
    rest = words(phrase[len(who) : len(who) + 6])
    if (
        not any_body
        and not _is_body(who)
        and all(word.part in ("preposition", "adverb", "particle") or word.text in LINK for word in rest)
    ):
        return ""
    if who.endswith("财政") and rest and rest[0].part != "verb":
        return ""
    return "" if who.endswith(("学科", "农村", "城市", "高校")) or (not any_body and _GENERAL.fullmatch(who)) else who


def _is_body(name: str) -> bool:
    return name.endswith(("局", "室", "委", "政府", "厅", "委员会", "支部"))
