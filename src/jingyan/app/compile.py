"""Compile: a VolumePlan and the pieces' bodies to docx and PDF."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from jingyan.app.clean import cleanings_of
from jingyan.app.collect import Collected
from jingyan.app.templates import refuse_faulty
from jingyan.model.problem import JingyanError, Problem, Progress, no_progress
from jingyan.model.source import Office
from jingyan.model.volume import NO_MATTER, Body, Matter, VolumePlan

if TYPE_CHECKING:
    from jingyan.render.volume_docx import RenderedVolume


def template_folder(name: str) -> Path:
    """The folder of a built-in template or of the editor's own; raises JingyanError (2) when there is none."""
    from jingyan.render.templates import template_dir

    own = Path(name)
    if (own / "volume.docx").is_file():
        return own
    try:
        return template_dir(name)
    except (LookupError, OSError) as error:
        todo = "请写模板名(如 jiangxi)或含有 volume.docx 的文件夹"
        raise JingyanError(name, "没有这个汇编模板", todo=todo) from error


def compile_volume(
    collected: Collected,
    plan: VolumePlan,
    template: Path,
    *,
    office: Office | None,
    want_pdf: bool,
    matter: Matter = NO_MATTER,
    progress: Progress = no_progress,
) -> tuple["RenderedVolume", tuple[Problem, ...]]:
    """The finished volume; pages are measured when `office` is there, otherwise a labelled estimate. Raises JingyanError (2) for a template with faults."""
    from jingyan.render.docx_check import check_docx
    from jingyan.render.volume_docx import write_volume

    told = refuse_faulty(template)
    bodies = make_bodies(collected, plan, progress=progress)
    progress("排版", 0, 0)
    volume, problems = write_volume(plan, bodies, template, office=office, want_pdf=want_pdf, matter=matter)
    if told:  # the check says it with the place
        problems = (*told, *(p for p in problems if p.code not in ("volume.style", "volume.no_mark")))
    problems = (
        *problems,
        *_pictures_left_out(collected, plan),
        *_equations(bodies, office, measured=volume.pages.measured),
    )
    faults = check_docx(volume.docx)
    if faults:
        message = "编好的文档里有毛病,Word 打开时可能要求修复:" + ";".join(faults[:5])
        hint = "请换用自带模板再试;还这样时请把模板和这句话告诉开发者。"
        problems = (*problems, Problem("volume.unsound", "warning", "", message, hint))
    return volume, problems


def _pictures_left_out(collected: Collected, plan: VolumePlan) -> Iterator[Problem]:
    """A warning for each source of the volume with pictures that belong to no piece's body, as over a title."""
    from jingyan.volume.frame import pictures_of

    printed = {entry.id for entry in plan.entries}
    for path in dict.fromkeys(p.source for p in collected.pieces if p.id in printed):
        source = collected.by_path[path]
        own = {id(b) for p in collected.pieces if p.source == path for b in pictures_of(source, p)}
        count = sum(b.kind == "picture" and b.picture is not None and id(b) not in own for b in source.blocks)
        if count:
            message = f"有 {count} 幅图片在各篇正文之外(如题目上方),没有编入汇编"
            yield Problem("volume.picture_outside", "warning", path, message, "请看原件;需要时手工插入。")


def _equations(bodies: Mapping[str, Body], office: Office | None, *, measured: bool) -> Iterator[Problem]:
    """A warning when pages were measured by a LibreOffice that prints equations as nothing."""
    from jingyan.executors.office import LibreOffice, sets_equations

    count = sum(any(block.formulas for block in body.blocks) for body in bodies.values())
    if count and measured and isinstance(office, LibreOffice) and not sets_equations(office.program):
        message = f"有 {count} 篇里有公式,这台电脑的 LibreOffice 没有公式部件:汇编.docx 里公式齐全,汇编.pdf 里公式处是空的,页码可能差一页"
        yield Problem("volume.equations", "warning", "", message, "请安装 libreoffice-math-nogui 后重新编排。")


def make_bodies(collected: Collected, plan: VolumePlan, *, progress: Progress = no_progress) -> dict[str, Body]:
    """The printed body of every entry, traditional pieces converted."""
    from jingyan.script.convert import convert
    from jingyan.volume.body import make_body

    cleanings = cleanings_of(collected)
    pieces = {p.id: p for p in collected.pieces}
    sources = collected.by_path
    bodies: dict[str, Body] = {}
    for number, entry in enumerate(plan.entries):
        progress("成文", number, len(plan.entries))
        piece = pieces[entry.id]
        source = sources[piece.source]
        foreign = piece.script in ("traditional", "mixed")
        bodies[entry.id] = make_body(
            source,
            collected.readings[source.path],
            collected.outlines[source.path],
            piece,
            cleaning=cleanings[source.path],
            convert=(lambda text: convert(text).text) if foreign else None,
        )
    return bodies
