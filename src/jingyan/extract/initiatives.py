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
    r"^.*(?:实施了?|启动了?|推进了?|推行|开展了?|落实|开发|抓好|积极|全面|大力|深入|通过|以|把|将|(?<!我)的|和|与|及|、|等|了|为|是|在|借|由|对|按照|根据|结合|继续|纳入|列入|组织|加强|做好|制定了?|完成|依托|利用|强化|创建|打造|建设好|作为|先后|扎实|切实|项|个|进行|牵头负责完善|负责|完善|阶段|我[省市县区校]|全[省市县区校]|建成|区域|“)"
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
        if _MASKED.search(name) or name in _words()["scare"] or not re.search(r"[\u4e00-\u9fff]{2}", name):
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
        if match["tail"] and match["tail"] not in ("活动", "行动", "项目"):
            yield match.start(), match.end(), "initiative"
        else:
            yield match.start("name"), match.end("name"), _kind_at(text, name, match.start(), match.end("name") + 1)


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
    if _BY_RULE.match(behind):
        return "slogan"
    if _COUNTED.match(name):
        return "slogan"
    if _CARRIED.match(behind):
        return "initiative"
    before = re.sub(r"“[^“”]*”[、,和及与]?", "", text[max(0, start - _BEFORE) : start])
    if _HELD.search(before) or "," in name or "、" in name:
        return "slogan"
    return "initiative" if _STARTED_BY.search(before) else "slogan"


_COUNTED = re.compile(r"^[一两二三四五六七八九十双]+个?[\u4e00-\u9fff]{1,4}$")


def _in_row(text: str, end: int) -> str:
    """What stands behind a name, other names in quotes that follow at once passed over (“春季会战”“夏季攻坚”活动)."""
    row = _ROW.match(text, end)
    at = row.end() if row else end
    return text[at : at + _BEHIND]


_ROW = re.compile(r"(?:[、和]?“[^“”\n]{2,30}”){0,6}")


def kind_of(name: str) -> str:
    """The type of a quoted name by its own words: initiative if it ends like a programme, else slogan."""
    if name.startswith(("让", "用", "以", "为")):
        return "slogan"
    if name.endswith(_words()["endings"]) or re.search(
        r"(?:工程|计划|项目|活动|课堂|研究|成果|单位|方案|示范|新星|之星|学校|基地|杯|节|周|平台|教育|集体|个人|服务站|农场|助学金|奖学金|讲堂|攻坚|攻坚战|行动|面对面|教学法|开放日|音乐会|讲解员|信箱|农场|园地|妈妈|爷爷|医师|志愿者|小屋|驿站|联盟|门店|革命|会战|决胜|体育健身圈|生活圈|服务圈|课程|计划|\+)$",
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


def _named(text: str) -> Iterator[Row]:
    for match in _patterns()[1].finditer(text):
        name = match["name"]
        cut = _CUT.match(name[:-2])
        start = match.start() + (cut.end() if cut else 0)
        if (
            match.end() - start >= 4
            and text[start] not in "该本此各其这项等"
            and not _WORKS.search(text[start : match.end()])
            and not _GENERIC.search(text[start : match.end()])
        ):
            yield start, match.end(), "initiative"
    for pattern in (_PLANNED, _EVENT):
        for match in pattern.finditer(text):
            group = match.lastgroup or "name"
            if not _GENERIC.search(match[group]):
                yield match.start(group), match.end(group), "initiative"
    for match in _STARTED.finditer(text):
        name = match["name"]
        cut = _CUT.match(name[:-2])
        start = match.start("name") + (cut.end() if cut else 0)
        if match.end("name") - start >= 6 and not _GENERIC.search(text[start : match.end("name")]):
            yield start, match.end("name"), "initiative"


_UNIFIED = re.compile(r"(?<![\u4e00-\u9fff])[两三四五六七八九十](?:个)?统一")


def _fixed(text: str) -> Iterator[Row]:
    for match in _patterns()[0].finditer(text):
        yield match.start(), match.end(), "slogan" if match.group() in _words()["slogans"] else "initiative"
    for match in _UNIFIED.finditer(text):
        yield match.start(), match.end(), "slogan"
