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
_SENTENCE = re.compile(r"[。;!?:]")
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
    names = {text[a:b]: kind for a, b, kind in rows if b - a >= 4 and kind == "initiative" and "、" not in text[a:b]}
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
            or name.endswith(("热", "难", "病", "均衡发展", "县区", "县(市、区)"))
        ):
            continue
        if match["tail"]:
            yield match.start(), match.end(), "initiative"
        else:
            yield match.start("name"), match.end("name"), kind_of(name)


def kind_of(name: str) -> str:
    """The type of a quoted name: initiative if it ends like a programme, else slogan."""
    if name.startswith(("让", "用", "以", "为")):
        return "slogan"
    if name.endswith(_words()["endings"]) or re.search(
        r"(?:工程|计划|项目|活动|课堂|研究|成果|单位|方案|示范|新星|之星|学校|基地|杯|节|周|平台|教育|集体|个人|服务站|农场|助学金|奖学金|讲堂|攻坚|攻坚战|行动|面对面|教学法|开放日|音乐会|讲解员)$",
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


def _named(text: str) -> Iterator[Row]:
    for match in _patterns()[1].finditer(text):
        name = match["name"]
        cut = _CUT.match(name[:-2])
        start = match.start() + (cut.end() if cut else 0)
        if (
            match.end() - start >= 4
            and text[start] not in "该本此各其这项等"
            and not _GENERIC.search(text[start : match.end()])
        ):
            yield start, match.end(), "initiative"
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
