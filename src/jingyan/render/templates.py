"""Where volume templates lie and what their volume.toml says; the docx itself is read by `volume_docx`, its tags are checked by `template_check`."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal, cast, get_args

from jingyan.model.problem import JingyanError
from jingyan.model.structure import Genre
from jingyan.model.template import FaultKind, TemplateFault

EntryStyle = Literal["jiangxi", "standard"]
PartRow = tuple[str, tuple[Genre, ...]]

_KNOWN = {"": ("title", "contents", "parts"), "contents": ("entry_style", "numbers"), "parts": ("name", "genres")}
_DEFAULT_PARTS: tuple[PartRow, ...] = (("材料篇", ()),)
_COMPARE = "请对照 jiangxi 模板的 volume.toml 修改。"


@dataclass(frozen=True, slots=True)
class VolumeTemplate:
    """A volume style: `title` shown to editors, `docx` the document to fill, `parts` (name, genres it takes; no genres = the rest) in printing order,
    `entry_style` "jiangxi" (title……organisation page) or "standard" (title organisation……page); `numbers` False: a contents list without page numbers, for a document without the pieces.
    """

    title: str
    docx: Path
    parts: tuple[PartRow, ...]
    entry_style: EntryStyle
    numbers: bool = True


def templates_folder() -> Path:
    """The folder of the built-in templates, in the checkout or in the installed package."""
    package = Path(__file__).parents[1]
    bases = (package / "_templates", package.parents[1] / "templates")
    return next((base for base in bases if base.is_dir()), bases[0])


def template_dir(name: str) -> Path:
    """The folder of the built-in template `name`; raises LookupError when there is none."""
    folder = templates_folder() / name
    if name and Path(name).name == name and folder.is_dir():
        return folder
    raise LookupError(name)


def built_in_templates() -> tuple[tuple[str, str], ...]:
    """Name and one line about each built-in template that `template new` can copy: in order of name."""
    found = []
    for folder in sorted(templates_folder().iterdir()):
        if (folder / "volume.docx").is_file():
            found.append((folder.name, read_template(folder).title))
        elif (folder / f"{folder.name}.docx").is_file() or folder.name == "letters":
            found.append((folder.name, _first_line(folder / "README.md")))
    return tuple(found)


def _first_line(readme: Path) -> str:
    lines = readme.read_text(encoding="utf-8").splitlines() if readme.is_file() else []
    return next((line.lstrip("# ").strip() for line in lines if line.strip()), "")


def read_template(place: Path) -> VolumeTemplate:
    """The template in the folder `place` (or the docx file `place`, with the volume.toml beside it, if there is one).

    Raises JingyanError (2) when the docx is missing or the toml cannot be understood.
    """
    docx = place if place.suffix.lower() == ".docx" else place / "volume.docx"
    if not docx.is_file():
        raise JingyanError(
            str(place), "不是汇编模板,里面没有 volume.docx", todo="自带的汇编模板见 jingyan template list"
        )
    toml = docx.with_name("volume.toml")
    settings = _read_toml(toml)
    first = next((f for f in settings.faults if f.kind == "fault"), None)
    if first:
        raise JingyanError(str(toml), first.message, known=f"在{first.part}" if first.part else "", todo=first.todo)
    title = str(settings.data.get("title", place.stem))
    return VolumeTemplate(title, docx, settings.parts, settings.entry_style, settings.numbers)


def toml_faults(toml: Path) -> tuple[tuple[TemplateFault, ...], bool]:
    """Every fault of a volume.toml, each with its line, and whether its contents list has page numbers; a file that is not there is no fault."""
    settings = _read_toml(toml)
    return tuple(settings.faults), settings.numbers


class _Toml:
    """A volume.toml being read: what it says and what is wrong with it."""

    def __init__(self, toml: Path) -> None:
        self.name = toml.name
        self.data: dict[str, Any] = {}
        self.lines: list[str] = []
        self.faults: list[TemplateFault] = []
        self.parts, self.numbers = _DEFAULT_PARTS, True
        self.entry_style: EntryStyle = "jiangxi"

    def tell(self, message: str, todo: str, word: str = "", nth: int = 1, kind: FaultKind = "fault") -> None:
        """A fault on the `nth` line that says `word`; of the kind "setting" when the template can be used all the same."""
        at = [i for i, line in enumerate(self.lines, 1) if word and word in line.partition("#")[0]]
        number = at[min(nth, len(at)) - 1] if at else 0
        text = self.lines[number - 1].strip() if number else ""
        self.faults.append(TemplateFault(self.name, f"第{number}行" if number else "", 0, text, message, todo, kind))


def _read_toml(toml: Path) -> _Toml:
    found = _Toml(toml)
    if not toml.is_file():
        return found
    try:
        text = toml.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        found.tell("不是 UTF-8 编码", "请用记事本另存为 UTF-8。")
        return found
    found.lines = text.splitlines()
    try:
        found.data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        _tell_syntax(found, str(error))
        return found
    _check_keys(found, "", found.data)
    _read_contents(found)
    _read_parts(found)
    return found


def _tell_syntax(found: _Toml, error: str) -> None:
    """Where and why the text is no TOML, with the usual reasons in an editor's words."""
    match = re.search(r"at line (\d+)", error)
    number = int(match[1]) if match else len(found.lines)
    line = found.lines[number - 1].strip() if 0 < number <= len(found.lines) else ""
    said = line.partition("#")[0]
    if "declare" in error or "overwrite" in error or "twice" in error:
        what, todo = "同一项写了两次", "请只留一处。"
    elif re.search(r"[＝“”‘’［］｛｝]", re.sub(r'"[^"]*"', "", said)):
        what, todo = "用了全角的等号、引号或方括号", '请改成半角,如 name = "经验篇"。'
    elif said.count('"') % 2:
        what, todo = "引号不成对", '请写成 name = "经验篇" 的样子。'
    elif "=" in said and re.search(r"=\s*[^\s\"'\[\d+\-tf{]", said):
        what, todo = "等号后面的文字没有加引号", '请写成 name = "经验篇" 的样子。'
    else:
        what, todo = "这一行读不懂", _COMPARE
    found.faults.append(TemplateFault(found.name, f"第{number}行", 0, line, f"设置读不懂:{what}", todo))


def _check_keys(found: _Toml, table: str, values: Mapping[str, object], nth: int = 1) -> None:
    for key in values:
        if key not in _KNOWN[table]:
            near = get_close_matches(key, _KNOWN[table], 1)
            todo = f"是不是 {near[0]}" if near else f"可以用的有 {'、'.join(_KNOWN[table])}。"
            found.tell(f"不认识的设置 {key}", todo, key, nth, "setting")


def _read_contents(found: _Toml) -> None:
    contents = found.data.get("contents", {})
    if not isinstance(contents, dict):
        found.tell("contents 要写成一节 [contents]", _COMPARE, "contents")
        return
    _check_keys(found, "contents", contents)
    style = contents.get("entry_style", "jiangxi")
    if style in get_args(EntryStyle):
        found.entry_style = style
    else:
        found.tell(f"不认识的目录样式 {style}", f"可用的有 {'、'.join(get_args(EntryStyle))}。", "entry_style")
    numbers = contents.get("numbers", True)
    if isinstance(numbers, bool):
        found.numbers = numbers
    else:
        found.tell("numbers 只能写 true(印页码)或 false(不印)", "不要加引号。", "numbers")


def _read_parts(found: _Toml) -> None:
    parts = found.data.get("parts")
    if parts is None:
        return
    if not isinstance(parts, list) or not parts or not all(isinstance(p, dict) for p in parts):
        found.tell("[[parts]] 要写成每篇一节,含 name 和 genres", _COMPARE, "parts")
        return
    rows: list[PartRow] = []
    for number, part in enumerate(parts, 1):
        _check_keys(found, "parts", part, number)
        name, genres = part.get("name"), part.get("genres", [])
        if not isinstance(name, str) or not name.strip():
            found.tell("这一节没有写 name(编的名称)", _COMPARE, "[[parts]]", number)
            continue
        if any(name == other for other, _ in rows):
            found.tell(f"有两编都叫“{name}”", "请改一个名称。", f'"{name}"', 2, "setting")
        if not isinstance(genres, list):
            found.tell("genres 要写成名单", '如 genres = ["document"]。', "genres", number)
            continue
        for genre in genres:
            if genre not in get_args(Genre):
                near = get_close_matches(str(genre), get_args(Genre), 1)
                known = f"是不是 {near[0]}" if near else "可用的稿件类别有 " + "、".join(get_args(Genre)) + "。"
                found.tell(f"不认识的稿件类别 {genre}", known, str(genre))
        rows.append((name, cast("tuple[Genre, ...]", tuple(g for g in genres if g in get_args(Genre)))))
    rest = [name for name, genres in rows if not genres]
    if len(rest) > 1 and not found.faults:
        todo = "请给其中一编写上 genres,只留一编收其余全部。"
        found.tell(f"{'、'.join(rest)}都没有写 genres,只有第一编能收到稿件", todo, "[[parts]]", len(rows), "setting")
    if rows:
        found.parts = tuple(rows)
