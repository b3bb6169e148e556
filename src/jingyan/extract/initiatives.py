"""Named programmes and slogans: quoted names, names ending in 工程 or 计划, and a few fixed ones (initiatives.toml)."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from jingyan.extract.citations import leaf_label
from jingyan.extract.flow import Flow
from jingyan.extract.genres import is_official
from jingyan.model.extracts import Initiative
from jingyan.model.span import Span
from jingyan.model.structure import Outline

Row = tuple[int, int, str]
_CITED = re.compile(r"《[^《》\n]{1,160}》")
_QUOTED = re.compile(r"“(?P<name>[^“”\n]{2,60})”(?P<tail>工程|行动计划|计划|行动|项目|系列活动|主题活动|活动)?")
_SENTENCE = re.compile(r"[。;!?:]|\.$")
_LEAST_PROBLEM = 8
_MASKED = re.compile(r"\*\*|[xX×_]{2}|^[xX×*_]+$")
_QUESTIONED = re.compile(r"(?:问题|现象|矛盾|观念|思想|难题|困境|学校向|误区|弊端|怪圈|压力)")
_CUT = re.compile(
    r"^.*(?:实施了?|启动了?|推进了?|推行|开展了?|落实|开发|抓好|积极|全面|大力|深入|通过|以|把|将|(?<!我)的|和|与|及|、|等|了|为|是|在|借|由|对|按照|根据|结合|继续|纳入|列入|组织|加强|做好|制定了?|完成|依托|利用|强化|创建|打造|建设好|作为|先后|扎实|切实|项|个|进行|负责|完善|阶段|我[省市县区校]|全[省市县区校]|建成|区域|“)"
)


@cache
def _words() -> dict[str, tuple[str, ...]]:
    table = tomllib.loads(files("jingyan.extract").joinpath("initiatives.toml").read_text("utf-8"))
    return {key: tuple(values) for key, values in table.items()}


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = _words()
    fixed = "|".join(re.escape(w) for w in sorted(words["fixed"], key=lambda w: (-len(w), w)))
    endings = "|".join(sorted(words["strong"], key=lambda w: (-len(w), w)))
    return re.compile(fixed), re.compile(rf"(?P<name>[\u4e00-\u9fff\d+]{{2,18}}?(?:{endings}))(?![师学院机量])")


def find_initiatives(flow: Flow, outline: Outline, closed: Sequence[Span]) -> tuple[Initiative, ...]:
    """All named programmes in order; a name inside another one or inside 《》 is left out, a name found once is found wherever it stands."""
    text = flow.text
    if not is_official(text, 0, len(text)):
        return ()
    covered = bytearray(len(text))
    for match in _CITED.finditer(text):
        covered[match.start() : match.end()] = b"\x01" * len(match.group())
    for span in closed:
        start, end = flow.at(span.start), flow.at(span.end)
        covered[start:end] = b"\x01" * (end - start)
    rows: list[tuple[int, int, str]] = []
    for finder in (_quoted, _named):
        _take(finder(text), covered, rows)
    _take(_repeated(text, rows), covered, rows)
    _take(_fixed(text), covered, rows)
    spans = [(flow.span(a, b), kind) for a, b, kind in sorted(rows)]
    return tuple(Initiative(outline.source, leaf_label(outline, span), span, kind) for span, kind in spans)


def _take(found: Iterator[Row], covered: bytearray, rows: list[Row]) -> None:
    """Keeps what is found in free text and closes it."""
    for start, end, kind in found:
        if not any(covered[start:end]):
            covered[start:end] = b"\x01" * (end - start)
            rows.append((start, end, kind))


def _repeated(text: str, rows: Sequence[Row]) -> Iterator[Row]:
    """Further places of the unquoted names of four and more characters."""
    names = {
        text[a:b]: kind
        for a, b, kind in rows
        if b - a >= 4 and kind == "initiative" and "、" not in text[a:b] and kind_of(text[a:b]) == kind
    }
    if not names:
        return
    pattern = re.compile("|".join(re.escape(n) for n in sorted(names, key=lambda n: (-len(n), n))))
    for match in pattern.finditer(text):
        yield match.start(), match.end(), names[match.group()]


def _quoted(text: str) -> Iterator[Row]:
    for match in _QUOTED.finditer(text):
        name = match["name"]
        if (
            (_MASKED.search(name) and len(name) < _LEAST_PROBLEM)
            or name in _words()["scare"]
            or not _WORDED.search(name)
        ):
            continue
        if (
            _SENTENCE.search(name)
            or (_QUESTIONED.match(text, match.end()) and len(name) < 8)
            or name.endswith(("热", "病", "均衡发展", "县区", "县(市、区)", "深处", "班子", "大家", "里娃"))
            or (name.endswith("难") and len(name) < _LEAST_PROBLEM and name in _words()["scare"])
        ):
            continue
        if _PERIOD.match(name) or _SPOKEN.search(text, max(0, match.start() - 3), match.start()):
            continue
        if _is_plain(text, name, match.start(), match.end("name") + 1):
            continue
        if match["tail"] and match["tail"] not in ("活动", "行动", "项目") and name not in _words()["programmes"]:
            yield match.start(), match.end(), "initiative"
        else:
            yield match.start("name"), match.end("name"), _kind_at(text, name, match.start(), match.end("name") + 1)


_WORDED = re.compile(r"[\u4e00-\u9fff]{2}|(?:[\u4e00-\u9fff][-—+·、]+){2}[\u4e00-\u9fff]")
_TERM_BEHIND = re.compile(
    r"^(?:之|的)?(?:美誉|美称|称谓|字样|字眼|二字|[两三四]个字|一词|一语|一说|几个(?:大)?字|为题|一文|文章|报道|社论|通讯)|^(?:[苗侗壮瑶傣羌藏村古山]寨|[古苗侗]村|景区|景点|景观|名胜|风景|风情|风光|遗址|旧址|源远流长|历史悠久|底蕴|发源地|发祥地)|^(?:上|中|处|里)(?:谋划|着力|用劲|用力|下功夫|做文章|发力|求|见)"
)
"""What follows quoted words that are praise, a label, a headline or one stressed word."""
_TERM_BEFORE = re.compile(
    r"(?:素有|享有|素称|有着|俗称|人称|号称|别称|旧称|简称|雅称|统称|誉为|称为|称之为|称作|叫做|叫作|注明|标明|写着|写有|署名|题为|落款|盖有|印有|门牌)(?:的|为|有|着)?$|称[他她它其之]们?为$"
)
_SITE = re.compile(
    r"(?:寺|庙|庵|祠|祠堂|宝塔|古塔|石塔|墓|陵园|陵墓|墓群|窟|石窟|牌坊|遗址|旧址|故居|纪念碑|纪念塔|纪念馆|古阁|书阁|云阁|凉亭|大院|老宅|石碑|碑刻|碑林|古镇|古寨|古村|古城|古街|老街)$"
)
_PAPER = re.compile(
    r"(?:台账|名册|名单|花名册|登记表|登记册|信息库|数据库|资料库|档案|档案盒|卡片|记录本|登记簿|(?:专项|工作|领导|整治|督查|检查|工作专)小组|专班|指挥部|办公室|委员会)$"
)
_GROUP = re.compile(
    r"^(?=.{3,}$)(?![一两二三四五六七八九十])[^一二三四五六七八九十\d]{1,6}(?:户|人员|群体|对象|人口)(?:[、和][\u4e00-\u9fff]{1,6}(?:户|人员|群体|对象|人口))*$"
)
_DAY_OR_STAGE = re.compile(
    r"^(?:元旦|春节|五一|六一|七一|八一|十一|三八|五四|双十一|双节|[一二三四五]期|\d{1,2}[·.]\d{1,2}|[\u4e00-\u9fff]{1,4}牌)$"
)
_FOUGHT = re.compile(
    r"(?:打击|取缔|查处|治理|整治|清除|拆除|铲除|惩治|禁止|严禁|纠正|收缴|查获)(?:了|各类|各种|一批)?$"
)
_MANNER = re.compile(r"^[^一二三四五六七八九十\d]{2,4}式$")
_WORK_ON = re.compile(
    r"^(?:的)?(?:大)?(?:排查|检查|摸排|清查|巡查|搜查|筛查|整治|整改|走访|摸底|服务|管理|教育|教学|宣传|监管|培训|发展)"
)
_NUMERAL = re.compile(r"[一两二三四五六七八九十双零百千\d]")


def _is_plain(text: str, name: str, start: int, end: int) -> bool:
    """True for quoted words that name nothing: a term of the trade, praise, a headline, a site, a register or group, a manner (…式), one stressed word."""
    if name in _words()["programmes"] or name in _words()["slogans"]:
        return False
    row = _ROW.match(text, end)
    behind = text[(row.end() if row else end) :][:_BEHIND]
    before = _OTHERS.sub("", text[max(0, start - _BEFORE * 2) : start])
    if name in _words()["terms"] or _TERM_BEHIND.match(text[end : end + _BEHIND]) or _TERM_BEHIND.match(behind):
        return True
    if _TERM_BEFORE.search(before) or _SITE.search(name) or _PAPER.search(name) or _GROUP.match(name):
        return True
    if _MANNER.match(name) and _WORK_ON.match(
        re.sub(
            r"^[、, ]*(?:全方位|全覆盖|无死角|不留死角)?[、, ]*(?:全[\u4e00-\u9fff]{2,3})?(?:消防|安全)?", "", behind
        )
    ):
        return True
    if _DAY_OR_STAGE.match(name) or (_FOUGHT.search(before) and not _NUMERAL.search(name)):
        return True
    if len(name) == _ONE_WORD and not _NUMERAL.search(name):
        return not _CARRIED_WORD.match(behind)
    return False


_ONE_WORD = 2
_CARRIED_WORD = re.compile(
    r"^(?:[\u4e00-\u9fff]{0,4})(?:活动|行动|工程|计划|项目|会战|机制|模式|制度|平台|大赛|竞赛|品牌|课程|课堂|理念|战略|管理|服务|原则|方针)"
)
_OTHERS = re.compile(r"“[^“”]*”[、,和及与]?")
_PERIOD = re.compile(r"^十?[一二三四五六七八九*×xX]五$")
_SPOKEN = re.compile(r"[说道][:,]?$|表示:$|感慨:$")
_BEFORE, _BEHIND = 14, 14
_CARRIED = re.compile(
    r"^(?:的|等|主题|系列|大型|专项|教育|实践|惠民|志愿|[\u4e00-\u9fff]{0,6}?)?(?:活动|行动|会战|攻坚战|工程|评选|验收|创评|创建|大赛|竞赛|比赛|展演|演出|汇演|党课|课程|平台|专栏|栏目|研修班|培训班|讲座|论坛|品牌|服务站|现场教学点|招募|返聘|结对|覆盖率|普及率|建成率|以来|进程|迎验|学习教育|[0-9一二三四五六七八九十百]+(?:余|多)?(?:场|期|次|个班|对))"
)
_BY_RULE = re.compile(
    r"^(?:的)?(?:工作|新|课堂|教学|管理|服务|发展|总体)?(?:机制|制度|制(?!作)|模式|原则|目标|思路|要求|方针|理念|精神|格局|局面|标准|口号|政策|管理|体制|战略|方法|办法|体系|问题|成果|总要求|部署|指示|宗旨|意识|关系|作用|三项|四项|改革|服务)"
)
_STARTED_BY = re.compile(
    r"(?:开展|举办|承办|主办|办理|组织|启动|上线|开辟|开设|打造|建成|荣获|获得|参加|开办|评选|推出|设立|开通|创办|成立|命名|实施|创建|启用|探索)(?:了|过|好|起|的|全[国省市县区校]|首届|第[一二三四五六七八九十\d]+[届期季])*$"
)
_HELD = re.compile(
    r"(?:坚持|按照|围绕|做到|达到|聚焦|锚定|实现|形成|构建|突出|抓实|抓好|完善|深化|牢固树立|坚决做到|捍卫|发扬|打好|下好|用好|守好|筑牢|签下|提升|实行|执行|施行|以|用|由|把|从|破解|解决|培育|念好|唱好|写好|走好|织密|交出|吹响|扣好|优化|纵深推进|推进|推行|落实|秉持|严格|从严)(?:了|着|的|全面|好)*$"
)


def _kind_at(text: str, name: str, start: int, end: int) -> str:
    """The type of the quoted name text[start:end]: by what it is called, else by what carries it behind (活动, 机制) or starts it before (开展, 坚持)."""
    if name in _words()["programmes"]:
        return "initiative"
    if name in _words()["slogans"] or name.startswith(("让", "用", "以", "为")):
        return "slogan"
    behind = _in_row(text, end)
    if kind_of(name) == "initiative":
        return "initiative"
    if _OFFERED.search(text[max(0, start - _BEFORE) : start]) and behind.startswith("服务"):
        return "initiative"
    if _BY_RULE.match(behind):
        return "slogan"
    if _COUNTED.match(name):
        return "slogan"
    if _CARRIED.match(behind):
        return "initiative"
    before = _OTHERS.sub("", text[max(0, start - _BEFORE) : start])
    if _HELD.search(before) or "," in name or "、" in name:
        return "slogan"
    return "initiative" if _STARTED_BY.search(before) else "slogan"


_OFFERED = re.compile(r"(?:推出|上线|开通|开设|开办)(?:了|的)?$")
_COUNTED = re.compile(r"^[一两二三四五六七八九十双]+个?[\u4e00-\u9fff]{1,4}$")


def _in_row(text: str, end: int) -> str:
    """What stands behind a name, other names in quotes that follow at once passed over (“春季会战”“夏季攻坚”活动)."""
    row = _ROW.match(text, end)
    at = row.end() if row else end
    return text[at : at + _BEHIND]


_ROW = re.compile(r"(?:[、和]?“[^“”\n]{2,30}”){0,6}")


def kind_of(name: str) -> str:
    """The type of a quoted name by its own words: initiative if it ends like a programme, else slogan."""
    if name.startswith(("让", "用", "以", "为")) or ("," in name and name.endswith("教育")):
        return "slogan"
    if name.endswith(_words()["endings"]) or re.search(
        r"(?:工程|计划|项目|活动|课堂|研究|成果|单位|方案|示范|新星|之星|之声|之窗|之家|之友|学校|基地|杯|节|周|平台|教育|集体|个人|服务站|农场|助学金|奖学金|讲堂|攻坚|攻坚战|行动|面对面|教学法|开放日|音乐会|讲解员|信箱|农场|园地|妈妈|爷爷|医师|志愿者|小屋|驿站|联盟|门店|革命|会战|决胜|健身圈|生活圈|服务圈|课程|计划|\+)$",
        name,
    ):
        return "initiative"
    return "slogan"


_STARTED = re.compile(
    r"(?:开展|实施|启动|推进|启用|设立)(?:了|的)?(?P<name>[\u4e00-\u9fff]{3,14}?(?:项目|计划))(?![\u4e00-\u9fff]?(?:投资|资金|书|表|经费))"
)
_GENERIC = re.compile(
    r"(?:^|的|等|各|重点|民生|系统|基础|维修|新建|扩建|土建|附属|搬迁|主体|配套|暑期|在建|单项|装修|一把手|形象|政绩|良心|惠民|实事|一期|二期|三期|重大|泵站|加固|硬底化|硬化|电力|水利|供水|排水|排涝|防洪|枢纽|绿化|亮化|道路|桥梁|管网|供暖|取暖|防水|装饰|食堂|操场|运动场|宿舍楼?|教学楼|综合楼|迁建|续建|配电|消防)工程$|"
    r"(?:征迁|产业|招商|工作|教学|课程|年度|培训|发展|三年|招生|学习|建设|改造|维修|收费|立项|投资|申报|服务|课题)(?:计划|项目)$|^(?:社会|教学|教育|德育|综合|各种|校外)?实践活动$"
)


_WORKS = re.compile(
    r"(?:水库|灌区|节水|饮水|自来水|防洪|除险|泵站|抽水|渠道|河道|桥|公路|管网|楼|体育馆|博物馆|图书馆|运动场|广场|绿化|亮化|排污|污水|垃圾|搬迁|回迁|棚户|土地|电网|光伏|变电|续建|新建|扩建|修缮|(?<!安全)加固|整治)[\u4e00-\u9fff]{0,10}工程$"
)
"""Works on a site: no programme, unless they are quoted."""
_PLANNED = re.compile(
    r"(?:^|(?<=[,;。:、\n]))[ ]*(?P<name>[\u4e00-\u9fff]{2,8}计划)(?=惠及|孵化|覆盖|资助|培养|培训|支持|实施|启动|深入|扎实|稳步|落地|受益|累计|选派|招收|招募)",
    re.MULTILINE,
)
_EVENT = re.compile(
    r"第[一二三四五六七八九十\d]{1,3}届(?P<name>[\u4e00-\u9fff]{2,6}节)|(?:实施|落实|开展|推进|打好|启动)(?P<drive>[\u4e00-\u9fff]{2,12}[一二三四五两百]?[年日天]行动)(?!计划|方案)|(?P<circle>\d{1,2}分钟[\u4e00-\u9fff]{2,8}圈)|(?:^|(?<=[,;。:、\n次%]))(?P<day>[\u4e00-\u9fff]{2,6}(?:开放日|空中课堂))(?=接待|开课|活动|,|覆盖|累计)",
    re.MULTILINE,
)


_FRAGMENT = re.compile(
    r"^(?:我们?[县市区乡镇村局校院站所]?(?!的)|[该本各][县市区乡镇村局校院站所]|只[要有需]|如果|若|因|因为|由于|虽|但|凡|所有|有关|相关|上述|以上|其中|目前|现已|已经?|正在|今[年后天冬春]|明年|去年|本年|当年|年[初底末]|月[初底末]|每年|历年|近年|上年|全年|下半年|上半年|[一二三四五六七八九十两几多\d]+[年期大类批个处]|[全各本整][县市区乡镇村局校院站所](?:的)?)(?:的)?[\u4e00-\u9fff]{0,5}(?:工程|计划|项目)$"
    r"|(?:申请|申报|下达|规划|设计|批复|批准|审批|验收|报批|招标|投标|承建|承包|监理|施工|开工|完工|竣工|交付|拨付|于[年月])[\u4e00-\u9fff]{0,1}(?:工程|计划|项目)$|申请工程|于(?:年|月)"
    r"|^(?:(?:农业|林业|水利|水务|交通|市政|公路|铁路|电力|通信|土建|房建|建筑|城建|环保|园林|水电|建设|造林|营林|地方|政府|国家|省级|市级|县级|中央|投资|骨干|中小型?|大型|小型|总体|整体|整个|单体|单位|标志性|隐蔽|分部|分项|样板|优质|在建|拟建|新开工?|收尾|尾留|遗留|后续|前期|应急|抢险|度汛|水毁|民心|实事)(?:的|等)?){1,2}工程$"
)
"""Words that merely end in 工程 or 计划: a clause cut there, a year, an area, a trade."""


def _named(text: str) -> Iterator[Row]:
    for match in _patterns()[1].finditer(text):
        name = match["name"]
        cut = _CUT.match(name[:-2])
        start = match.start() + (cut.end() if cut else 0)
        if (
            match.end() - start >= 4
            and text[start] not in "该本此各其这项等"
            and text[start - 1 : start] != "”"
            and not _FRAGMENT.search(text[start : match.end()])
            and not _WORKS.search(text[start : match.end()])
            and not _GENERIC.search(text[start : match.end()])
        ):
            yield start, match.end(), "initiative"
    for pattern in (_PLANNED, _EVENT):
        for match in pattern.finditer(text):
            group = match.lastgroup or "name"
            if not _GENERIC.search(match[group]) and not _FRAGMENT.search(match[group]):
                yield match.start(group), match.end(group), "initiative"
    for match in _STARTED.finditer(text):
        name = match["name"]
        cut = _CUT.match(name[:-2])
        start = match.start("name") + (cut.end() if cut else 0)
        words = text[start : match.end("name")]
        if len(words) >= 6 and not _GENERIC.search(words) and not _FRAGMENT.search(words):
            yield start, match.end("name"), "initiative"


_COUNTED_ACTS = re.compile(
    r"(?<=[\u4e00-\u9fff,])(?:[一两二三四五六七八九十][增降升减优保促稳提控防治改建清补扩转创严][\u4e00-\u9fff]?){1,3}(?:[一两二三四五六七八九十](?:优化|提升|提高|增强|改善|加强|确保|到位|降低|下降|保障|[增降升减优保促稳提]))(?=[,。;:、”的])"
)
_UNIFIED = re.compile(
    r"(?<=[\u4e00-\u9fff])(?<!第)(?<!之)[三四五六七八九]个?统一(?=[,。;、])|(?<![\u4e00-\u9fff])[两三四五六七八九十](?:个)?统一"
)


def _fixed(text: str) -> Iterator[Row]:
    for match in _patterns()[0].finditer(text):
        yield match.start(), match.end(), "slogan" if match.group() in _words()["slogans"] else "initiative"
    for pattern in (_UNIFIED, _COUNTED_ACTS):
        for match in pattern.finditer(text):
            yield match.start(), match.end(), "slogan"
