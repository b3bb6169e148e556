"""Named programmes and slogans: quoted names, names ending in 工程 or 计划, and a few fixed ones (initiatives.toml)."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from jingyan.extract.citations import leaf_label
from jingyan.extract.flow import Flow
from jingyan.model.extracts import Initiative
from jingyan.model.span import Span
from jingyan.model.structure import Outline

_QUOTED = re.compile(
    r"“(?P<name>[^“”\n]{2,60})”(?P<tail>工程|行动计划|计划|行动|项目|系列活动|主题活动|活动|模式|战略)?"
)
_SENTENCE = re.compile(r"[。;!?:]")
_MASKED = re.compile(r"^[xX×*_]+$")
_FOUR = re.compile(r"^[\u4e00-\u9fff]{2,12}(?:、[\u4e00-\u9fff]{2,12})+$")
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
    """All named programmes in order; a name inside another one or inside 《》 is left out."""
    text = flow.text
    taken: list[tuple[int, int]] = [(m.start(), m.end()) for m in re.finditer(r"《[^《》\n]{1,160}》", text)]
    taken += [(flow.at(s.start), flow.at(s.end)) for s in closed]
    rows: list[tuple[int, int, str]] = []
    covered = bytearray(len(text))
    for start, end in taken:
        covered[start:end] = b"\x01" * (end - start)
    for start, end, kind in (*_quoted(text), *_named(text), *_fixed(text)):
        if any(covered[start:end]):
            continue
        covered[start:end] = b"\x01" * (end - start)
        rows.append((start, end, kind))
    return tuple(
        Initiative(outline.source, leaf_label(outline, flow.span(a, b)), flow.span(a, b), kind)
        for a, b, kind in sorted(rows)
    )


def _quoted(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _QUOTED.finditer(text):
        name = match["name"]
        if _MASKED.match(name) or name in _words()["scare"] or not re.search(r"[\u4e00-\u9fff]{2}", name):
            continue
        if (
            _SENTENCE.search(name)
            or (_QUESTIONED.match(text, match.end()) and len(name) < 8)
            or name.endswith(("热", "难", "病"))
        ):
            continue
        if match["tail"]:
            yield match.start(), match.end(), "initiative"
        else:
            yield match.start("name"), match.end("name"), kind_of(name)


def kind_of(name: str) -> str:
    """The type of a quoted name: initiative if it ends like a programme, else slogan."""
    if name.endswith(_words()["endings"]) or re.search(
        r"(?:工程|计划|项目|活动|课堂|研究|成果|单位|方案|示范|新星|之星|学校|基地|杯|节|周|平台|教育)$", name
    ):
        return "initiative"
    return "slogan"


def _named(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _patterns()[1].finditer(text):
        name = match["name"]
        cut = _CUT.match(name[:-2])
        start = match.start() + (cut.end() if cut else 0)
        if match.end() - start >= 4 and text[start] not in "该本此各其这项等":
            yield start, match.end(), "initiative"


def _fixed(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _patterns()[0].finditer(text):
        yield match.start(), match.end(), "initiative"
