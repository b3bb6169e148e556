"""经验摘编.docx: what all units did, by topic, through a template that editors can change; what is in it comes from `measure_table`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from jingyan.model.cleaning import Cleaning
from jingyan.model.extracts import Extracts
from jingyan.model.problem import JingyanError
from jingyan.model.reuse import Comparison
from jingyan.model.source import Source
from jingyan.model.structure import Piece
from jingyan.model.volume import VolumePlan
from jingyan.render.catalogue import Catalogue
from jingyan.render.docx_package import read_parts, steady, write_parts
from jingyan.render.docx_text import printable
from jingyan.render.measure_table import Action, MeasureTable, measure_table
from jingyan.render.templates import template_dir
from jingyan.render.units import units
from jingyan.render.volume_tags import chinese_number

MEASURES = 200  # of one topic: about 70 printed pages


@dataclass(frozen=True, slots=True)
class MeasureTags:
    """One measure as the template sees it."""

    number: int
    title: str
    text: str
    organisation: str
    place: str


@dataclass(frozen=True, slots=True)
class ChapterTags:
    """One topic as the template sees it; `more` measures are not listed."""

    number: str
    topic: str
    count: int
    measures: tuple[MeasureTags, ...]
    more: int


@dataclass(frozen=True, slots=True)
class DigestTags:
    """The whole as the template sees it."""

    title: str
    units: int
    count: int


def digest(
    sources: Sequence[Source],
    pieces: Sequence[Piece],
    extracts: Sequence[Extracts],
    plan: VolumePlan | None,
    *,
    title: str,
    readings: Mapping[str, str] | None = None,
    cleanings: Mapping[str, Cleaning] | None = None,
    template: Path | None = None,
) -> bytes:
    """The docx, equal for equal input; chapters are topics, copies that were left out of the volume are not in it.
    `readings` and `cleanings` as in `units.units` and `measure_table.measure_table`.

    Raises JingyanError (2) when `template` (the built-in digest.docx when None) has a mark that does not exist.
    """
    catalogue = Catalogue(sources, pieces, Comparison(), plan)
    table = measure_table(catalogue, units(catalogue, readings), extracts, cleanings)
    chapters = tuple(_chapter(n, topic, table) for n, topic in enumerate(table.topics, 1) if table.about(topic))
    head = DigestTags(printable(title), len(table.units), sum(c.count for c in chapters))
    return _render(template or template_dir("digest") / "digest.docx", {"digest": head, "chapters": chapters})


def _chapter(number: int, topic: str, table: MeasureTable) -> ChapterTags:
    about = table.about(topic)
    measures = tuple(_measure(n, a) for n, a in enumerate(about[:MEASURES], 1))
    return ChapterTags(
        chinese_number(number), printable(topic), len(about), measures, max(0, len(about) - len(measures))
    )


def _measure(number: int, action: Action) -> MeasureTags:
    piece = action.piece.piece
    signed = action.unit.name if action.unit.signed else "来稿没有写明单位"
    place = f"{action.piece.called}《{piece.title or '无题'}》第{action.paragraph}段"
    return MeasureTags(number, printable(action.title), printable(action.first), printable(signed), printable(place))


def _render(template: Path, context: Mapping[str, object]) -> bytes:
    from docxtpl import DocxTemplate
    from jinja2 import Environment, StrictUndefined, TemplateError

    document = DocxTemplate(str(template))
    try:
        document.render(dict(context), Environment(undefined=StrictUndefined, autoescape=True))
    except TemplateError as error:
        todo = "请对照同一文件夹的 README.md 改正"
        raise JingyanError(str(template), "摘编模板里的标记不对", known=str(error), todo=todo) from error
    out = BytesIO()
    document.save(out)
    return write_parts(steady(read_parts(out.getvalue())))
