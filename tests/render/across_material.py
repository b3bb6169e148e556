"""Five invented units that state the same indicators and take measures on the same topics, one of them in two pieces and two scripts, one of them a copy."""

import re
from dataclasses import dataclass

from jingyan.model.extracts import Extracts, Figure, Initiative, Measure
from jingyan.model.source import Source
from jingyan.model.span import Span
from jingyan.model.structure import Piece
from jingyan.model.volume import Entry, Group, LeftOut, Part, VolumePlan
from tests.render.material import make_piece, make_source

_TEXTS = {
    "云溪市教育局": ("办好每一所学校", "126", "5.2", "30", "教师跟着学生走,优先补乡村"),
    "澜川县教育体育局": ("乡村学校的明天", "58", "4.9", "12", "招来教师,留住教师"),
    "松岭区教育局": ("把操场还给孩子", "31", "6.4", "8", "一个教师三所学校"),
    "白石岭林场学校": ("一盏灯", "1", "7.0", "1", "老教师带新教师"),
}


@dataclass(frozen=True)
class Across:
    sources: tuple[Source, ...]
    pieces: tuple[Piece, ...]
    extracts: tuple[Extracts, ...]
    plan: VolumePlan
    readings: dict[str, str]


def _text(unit: str, row: tuple[str, str, str, str, str]) -> str:
    title, schools, teachers, rooms, measure = row
    return (
        f"{title}\n{unit}\n\n全境现有义务教育学校{schools}所,每百名学生拥有骨干教师{teachers}人。\n"
        f"一、{measure}\n实施“青蓝结对”工程。每位骨干教师带两名新教师。每月一起备课。\n（一）结成对子\n签三年的约。\n（二）算进工作量\n一节算一节半。\n"
        f"二、建好{rooms}间书屋\n书屋开到傍晚。\n"
    )


def _extracts(source: Source, *, unit: str) -> Extracts:
    text = source.text

    def span(pattern: str, group: int = 0) -> Span:
        found = re.search(pattern, text)
        assert found is not None, pattern
        return Span(*found.span(group))

    def measure(level: int, marker: str, title: str, end: str, topic: str | None) -> Measure:
        whole = span(f"({re.escape(marker)})({title})\n((?:.|\n)*?)(?={end})")
        at = span(f"({re.escape(marker)})({title})\n", 2)
        return Measure(source.path, "1", whole, at, Span(at.end, whole.end), level, marker, topic)

    schools, rate = span(r"学校(\d+所)", 1), span(r"教师([\d.]+人)", 1)
    figures = (
        Figure(source.path, "1", schools, "count", int(text[schools.start : schools.end - 1]), "所", indicator="义务教育学校", subject="全境", name="义务教育学校数"),
        Figure(source.path, "1", rate, "count", float(text[rate.start : rate.end - 1]), "人", indicator="每百名学生拥有骨干教师", subject=unit),
        Figure(source.path, "1", span("两名"), "count", 2, "人", indicator="新教师", subject="骨干教师"),
        Figure(source.path, "1", span("三年"), "duration", 3, "年", indicator="约"),
    )  # fmt: skip
    last = r"\Z"
    measures = (
        measure(1, "一、", ".*", "二、", "师资"),
        measure(2, "（一）", ".*", "（二）", "师资"),
        measure(2, "（二）", ".*", "二、", None),
        measure(1, "二、", ".*", last, "办学条件"),
    )
    return Extracts(source.path, figures, measures, (Initiative(source.path, "1", span("“(青蓝结对)”", 1)),))


def across() -> Across:
    """The first unit hands in a second piece (traditional, with another number of schools), and a copy of it is left out of the volume."""
    sources: list[Source] = []
    extracts: list[Extracts] = []
    pieces: list[Piece] = []
    readings: dict[str, str] = {}
    rows = [(unit, f"来稿/{i}.txt", row) for i, (unit, row) in enumerate(_TEXTS.items(), 1)]
    first = _TEXTS["云溪市教育局"]
    rows += [("雲溪市教育局", "来稿/5.txt", ("再說學校", "127", "5.2", *first[3:])), ("某某单位", "来稿/6.txt", first)]
    for unit, path, row in rows:
        source = make_source(path, _text(unit, row), form="text")
        sources.append(source)
        extracts.append(_extracts(source, unit=unit))
        pieces.append(make_piece(source))
        if unit.startswith("雲"):
            readings[path] = source.text.replace("雲", "云")
    entries = tuple(Entry(p.id, p.title, p.organisation) for p in pieces[:5])
    left_out = (LeftOut(pieces[5].id, pieces[5].title, "相同", pieces[0].id),)
    plan = VolumePlan("汇编", (Part("经验篇", (Group(entries),)),), left_out)
    return Across(tuple(sources), tuple(pieces), tuple(extracts), plan, readings)
