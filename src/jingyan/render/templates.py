"""Where volume templates lie and what their volume.toml says; the docx itself is read by `volume_docx`."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast, get_args

from jingyan.model.problem import JingyanError
from jingyan.model.structure import Genre

EntryStyle = Literal["jiangxi", "standard"]


@dataclass(frozen=True, slots=True)
class VolumeTemplate:
    """A volume style: `title` shown to editors, `docx` the document to fill, `parts` (name, genres it takes; no genres = the rest) in printing order,
    `entry_style` "jiangxi" (title……organisation page) or "standard" (title organisation……page).
    """

    title: str
    docx: Path
    parts: tuple[tuple[str, tuple[Genre, ...]], ...]
    entry_style: EntryStyle


def template_dir(name: str) -> Path:
    """The folder of the built-in template `name`, in the checkout or in the installed package; raises LookupError when there is none."""
    package = Path(__file__).parents[1]
    for base in (package / "_templates", package.parents[1] / "templates"):
        folder = base / name
        if name and Path(name).name == name and folder.is_dir():
            return folder
    raise LookupError(name)


def read_template(place: Path) -> VolumeTemplate:
    """The template in the folder `place` (or the docx file `place`, with the volume.toml beside it, if there is one).

    Raises JingyanError (2) when the docx is missing or the toml cannot be understood.
    """
    docx = place if place.suffix.lower() == ".docx" else place / "volume.docx"
    if not docx.is_file():
        raise JingyanError(str(place), "没有找到汇编模板 volume.docx", todo="请检查模板文件夹")
    toml = docx.with_name("volume.toml")
    try:
        data = tomllib.loads(toml.read_text(encoding="utf-8-sig")) if toml.is_file() else {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise JingyanError(
            str(toml), "模板设置读不懂", known=str(error), todo="请对照 jiangxi 模板的 volume.toml 修改"
        ) from error
    return VolumeTemplate(str(data.get("title", place.stem)), docx, _parts(toml, data), _entry_style(toml, data))


def _parts(toml: Path, data: dict[str, object]) -> tuple[tuple[str, tuple[Genre, ...]], ...]:
    parts = data.get("parts", [{"name": "材料篇"}])
    if not isinstance(parts, list) or not all(isinstance(p, dict) and isinstance(p.get("name"), str) for p in parts):
        raise JingyanError(
            str(toml), "[[parts]] 要写成每篇一节,含 name 和 genres", todo="请对照 jiangxi 模板的 volume.toml 修改"
        )
    for part in parts:
        unknown = [g for g in part.get("genres", ()) if g not in get_args(Genre)]
        if unknown:
            known = "可用的稿件类别有 " + "、".join(get_args(Genre))
            raise JingyanError(str(toml), f"不认识的稿件类别 {'、'.join(map(str, unknown))}", known=known)
    return tuple((p["name"], cast("tuple[Genre, ...]", tuple(p.get("genres", ())))) for p in parts)


def _entry_style(toml: Path, data: dict[str, object]) -> EntryStyle:
    contents = data.get("contents", {})
    style = contents.get("entry_style", "jiangxi") if isinstance(contents, dict) else None
    if style not in get_args(EntryStyle):
        raise JingyanError(str(toml), f"不认识的目录样式 {style}", known="可用的有 " + "、".join(get_args(EntryStyle)))
    return cast("EntryStyle", style)
