"""Templates: which are built in, a copy of one to change, and the check of an editor's own."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from jingyan.model.letter import LETTER_NAMES
from jingyan.model.problem import JingyanError, Problem, system_reason
from jingyan.model.template import TemplateFault

_TOLD = 5  # faults named in the sentence of a build that stops


def list_templates() -> tuple[tuple[str, str], ...]:
    """Name and one line about each built-in template."""
    from jingyan.render.templates import built_in_templates

    return built_in_templates()


def new_template(folder: Path, kind: str) -> tuple[Path, ...]:
    """Copy the built-in template `kind` to the new `folder`; the files written. Raises JingyanError: 2 no such template, or something is there already; 5 it cannot be written."""
    from jingyan.render.templates import template_dir

    names = [name for name, _ in list_templates()]
    if kind not in names:
        raise JingyanError(kind, "没有这个自带模板", todo="可以用的有 " + "、".join(names))
    if folder.exists():
        raise JingyanError(str(folder), "那里已经有同名的文件或文件夹,没有改动它", todo="请换一个名称")
    source = template_dir(kind)
    try:
        folder.mkdir(parents=True)
        files = [p for p in sorted(source.iterdir()) if p.is_file() and not p.name.startswith(("~$", "."))]
        return tuple(Path(shutil.copyfile(p, folder / p.name)) for p in files)
    except OSError as error:
        raise JingyanError(str(folder), "模板写不进去", known=system_reason(error), exit_code=5) from error


def check_templates(places: Sequence[Path], *, hints: bool = True) -> tuple[TemplateFault, ...]:
    """Every fault of the templates at `places` (folders, docx files or names of built-in ones); with `hints` also where they leave the official layout.

    Raises JingyanError (2) for one that is not there or no docx.
    """
    from jingyan.render.layout_profile import layout_hints
    from jingyan.render.template_check import check_template

    found: list[TemplateFault] = []
    for place in places:
        for real in _documents(_place(place)):
            found += check_template(real)
            if hints:
                found += layout_hints(real)
    return tuple(found)


def _documents(place: Path) -> tuple[Path, ...]:
    """The letters in a folder of them, else the place itself."""
    found = sorted(p for p in place.glob("*.docx") if p.stem in LETTER_NAMES.values()) if place.is_dir() else []
    return tuple(found) or (place,)


def _place(place: Path) -> Path:
    from jingyan.render.templates import template_dir

    if place.exists():
        return place
    try:
        return template_dir(str(place))
    except (LookupError, OSError):
        return place


def refuse_faulty(template: Path) -> tuple[Problem, ...]:
    """What is to be told of a template before a volume is made with it. Raises JingyanError (2) with the first faults when it cannot be filled."""
    from jingyan.render.template_check import check_template

    faults = check_template(template)
    bad = [f for f in faults if f.kind == "fault"]
    if bad:
        more = f";另有 {len(bad) - _TOLD} 处" if len(bad) > _TOLD else ""
        known = ";".join(f.sentence.rstrip("。") for f in bad[:_TOLD]) + more
        todo = f"请在 Word 或 WPS 里改好模板,再用 jingyan template check {template} 检查"
        raise JingyanError(str(template), f"模板有 {len(bad)} 处错误,没有编排", known=known, todo=todo)
    return tuple(
        Problem(
            "template.fault",
            "warning",
            f.file,
            f"{f.place.removeprefix(f.file).strip()}:{f.message}".lstrip(":"),
            f.todo,
        )
        for f in faults
    )
