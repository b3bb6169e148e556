"""What an editor adds to a volume besides the submissions: preface, afterword, committee from files, and the indexes asked for."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from jingyan.app.collect import Collected
from jingyan.app.own_file import read_own
from jingyan.model.cleaning import Cleaning
from jingyan.model.extracts import Extracts
from jingyan.model.problem import JingyanError, Problem
from jingyan.model.source import Office, RawFile, Source
from jingyan.model.span import Span
from jingyan.model.structure import Piece
from jingyan.model.volume import Essay, Index, IndexLine, Matter, VolumePlan

if TYPE_CHECKING:
    from jingyan.workspace.store import Workspace

INDEX_KINDS = {"单位": "单位索引", "工程品牌": "工程品牌索引"}
_ALIASES = {"工程": "工程品牌", "品牌": "工程品牌", "提法": "工程品牌"}
_TITLES = re.compile(
    r"前\s*言|序\s*言?|代\s*序|编\s*者\s*按|编\s*者\s*的\s*话|编\s*写\s*说\s*明|编\s*辑\s*说\s*明|出\s*版\s*说\s*明|卷\s*首\s*语|致\s*读\s*者|后\s*记|编\s*后(?:\s*记)?|跋|结\s*语"
)
_ROLE_WORDS = ("职务", "角色", "身份", "分工", "名单", "编委会", "编委会职务", "类别")
_NAME_GAP = re.compile(r"[、,,;;\s　]+")


@dataclass(frozen=True, slots=True)
class MatterFiles:
    """The files and indexes an editor asks for: `preface` and `afterword` (any text format), `committee` (a table: role, names), `indexes` (单位, 工程品牌)."""

    preface: Path | None = None
    afterword: Path | None = None
    committee: Path | None = None
    indexes: tuple[str, ...] = ()


NO_FILES = MatterFiles()


def known_indexes(kinds: Sequence[str]) -> tuple[str, ...]:
    """The kinds by their proper names, each once. Raises JingyanError (2) for one that does not exist."""
    found: list[str] = []
    for kind in kinds:
        name = _ALIASES.get(kind.strip().removesuffix("索引"), kind.strip().removesuffix("索引"))
        if name not in INDEX_KINDS:
            raise JingyanError("--index", f"没有“{kind}”这种索引", todo="可以写 " + "、".join(INDEX_KINDS))
        found.append(name)
    return tuple(dict.fromkeys(found))


def check_files(files: MatterFiles) -> None:
    """Raises JingyanError (2) for a file that is not there or an index that does not exist."""
    known_indexes(files.indexes)
    for option in ("preface", "afterword", "committee"):
        path: Path | None = getattr(files, option)
        if path is not None and not path.is_file():
            raise JingyanError(f"--{option} {path}", "没有这个文件", todo="请检查路径")


def load_matter(
    files: MatterFiles,
    collected: Collected,
    plan: VolumePlan,
    extracts: Mapping[str, Extracts],
    *,
    office: Office | None,
) -> tuple[Matter, tuple[Problem, ...]]:
    """The Matter of a volume; what cannot be read is left out, with a Problem. Raises JingyanError (2) as `check_files` does."""
    check_files(files)
    problems: list[Problem] = []
    essays = [
        _essay(path, usual, office, problems) if path else None
        for path, usual in ((files.preface, "前　言"), (files.afterword, "后　记"))
    ]
    committee = load_committee(files.committee, problems) if files.committee else ()
    indexes = tuple(_index(kind, collected, plan, extracts) for kind in known_indexes(files.indexes))
    return Matter(committee, essays[0], essays[1], tuple(i for i in indexes if i.lines)), tuple(problems)


# ---- preface and afterword -------------------------------------------------------------------------------------------


def _essay(path: Path, usual: str, office: Office | None, problems: list[Problem]) -> Essay | None:
    from jingyan.app.reading import read_raws
    from jingyan.script.convert import convert
    from jingyan.script.detect import detect_script
    from jingyan.script.fold import reading
    from jingyan.segment.segmenting import segment
    from jingyan.volume.body import make_body

    sources, trouble = read_raws([RawFile(str(path), read_own(path, ""))], office=office)
    problems += trouble
    if not sources:
        return None
    source = sources[0]
    read = reading(source.text)
    title, begin = _title(source)
    span = Span(begin, len(source.text))
    piece = Piece(source.path, "1", Span(0, len(source.text)), span, title or usual)
    foreign = detect_script(source.text) in ("traditional", "mixed")
    body = make_body(
        source,
        read,
        segment(source, read)[0],
        piece,
        cleaning=Cleaning(source.path),
        convert=(lambda text: convert(text).text) if foreign else None,
    )
    return Essay(_spread(title) if title else usual, body)


def _title(source: Source) -> tuple[str, int]:
    """The title that the text begins with (前言, 编者按 …), "" when there is none, and where the body begins."""
    match = re.match(r"\s*([^\n]{1,20})(?:\n|$)", source.text)
    words = match[1].strip().rstrip(":：") if match else ""
    return (words, match.end()) if match and _TITLES.fullmatch(words) else ("", 0)


def _spread(title: str) -> str:
    """Two characters with a blank between them, as titles of that length are set."""
    plain = re.sub(r"\s", "", title)
    return "　".join(plain) if len(plain) == 2 else plain


# ---- committee -------------------------------------------------------------------------------------------------------


def load_committee(path: Path, problems: list[Problem]) -> tuple[tuple[str, str], ...]:
    """The rows role, names of a table; a row without a role goes on with the one above, names of two characters are spread to three."""
    from jingyan.readers.sheets import read_rows

    rows, trouble = read_rows(RawFile(str(path), read_own(path, "--committee")))
    problems += trouble
    found: dict[str, list[str]] = {}
    role = ""
    for number, row in enumerate(rows, 1):
        cells = [cell for cell in row if cell]
        if not cells or (number == 1 and _is_head(cells)):
            continue
        if row[0]:
            role = re.sub(r"\s", "", row[0]).rstrip(":：")
        names = [_spread(n) for cell in row[1:] for n in _NAME_GAP.split(cell) if n]
        if not names or not role:
            what = f"第{number}行没有写姓名" if not names else f"第{number}行没有写职务"
            hint = "每行写两栏:职务、姓名,几个姓名用顿号隔开"
            problems.append(Problem("matter.row", "warning", path.name, f"编委会名单{what},没有印", hint))
            continue
        found.setdefault(role, []).extend(names)
    return tuple((role, "　".join(names)) for role, names in found.items())


def _is_head(cells: Sequence[str]) -> bool:
    return cells[0] in _ROLE_WORDS or any(cell in ("姓名", "名字", "人员", "名单") for cell in cells[1:])


# ---- indexes ---------------------------------------------------------------------------------------------------------


def _index(kind: str, collected: Collected, plan: VolumePlan, extracts: Mapping[str, Extracts]) -> Index:
    lines = _by_unit(plan) if kind == "单位" else _by_initiative(collected, plan, extracts)
    return Index(INDEX_KINDS[kind], tuple(lines))


def _by_unit(plan: VolumePlan) -> list[IndexLine]:
    """Organisations by rank, then by where they first stand; one that signs with others has a line of its own."""
    from jingyan.volume.rank import unit_rank

    found: dict[str, list[str]] = defaultdict(list)
    for entry in plan.entries:
        for name in re.split(r"[、;;]|\s{2,}|　", entry.organisation or ""):
            if name.strip():
                found[name.strip()].append(entry.id)
    ordered = sorted(found.items(), key=lambda item: unit_rank(item[0]))
    return [IndexLine(name, tuple(ids)) for name, ids in ordered]


_BRAND = r"工程|计划|行动|活动|模式|课堂|平台|机制|项目|联盟|共同体|学堂|书屋|超市|银行|校园|体系|品牌|工作法|制度?|通|节|云|园"
_ENDS = re.compile(rf"(?:{_BRAND})$")
_GOES_ON = re.compile(rf"[”\"』」]?(?:的)?[\u4e00-\u9fff]{{0,4}}?(?:{_BRAND})")


def _by_initiative(collected: Collected, plan: VolumePlan, extracts: Mapping[str, Extracts]) -> list[IndexLine]:
    """Named programmes with the pieces that tell of them, in the order of their first characters' sounds.

    Only what is called a programme, by its last word or the word behind it, or is told of in several pieces: an index of every quoted phrase is of no use.
    """
    place = {entry.id: number for number, entry in enumerate(plan.entries)}
    found: dict[str, set[str]] = defaultdict(set)
    called: set[str] = set()
    for initiative in (i for e in extracts.values() for i in e.initiatives if i.type == "initiative"):
        id_ = f"{initiative.source}#{initiative.piece}"
        text = collected.readings.get(initiative.source)
        if id_ in place and text is not None:
            name = re.sub(r"\s+", "", initiative.span.of(text))
            found[name].add(id_)
            if _ENDS.search(name) or _GOES_ON.match(text, initiative.span.end):
                called.add(name)
    kept = ((name, ids) for name, ids in found.items() if name in called or len(ids) > 1)
    ordered = sorted(kept, key=lambda item: (_by_sound(item[0]), item[0]))
    return [IndexLine(name, tuple(sorted(ids, key=place.__getitem__))) for name, ids in ordered]


def _by_sound(name: str) -> bytes:
    """The common characters of GB 2312 (its first level) stand in the order of their sounds."""
    return name.encode("gb2312", "replace")


# ---- workspaces ------------------------------------------------------------------------------------------------------


def keep_matter(workspace: "Workspace", files: MatterFiles) -> None:
    """Keep in jingyan.toml what is asked for from now on; an empty path or word clears it. Raises JingyanError (2) as `check_files` does."""
    from jingyan.app.beside import from_root

    for option in ("preface", "afterword", "committee"):
        path: Path | None = getattr(files, option)
        if path is None:
            continue
        clear = str(path) in ("", ".")
        if not clear:
            check_files(MatterFiles(**{option: path}))  # type: ignore[arg-type]
        workspace.set(option, "" if clear else from_root(path, workspace.root))
    if files.indexes:
        workspace.set("index", " ".join(known_indexes([i for i in files.indexes if i.strip()])))


def matter_of(workspace: "Workspace") -> tuple[MatterFiles, tuple[Problem, ...]]:
    """What jingyan.toml asks for, and a Problem for each file that is not there any more."""
    from jingyan.app.beside import place

    found = workspace.settings
    given = {"preface": found.preface, "afterword": found.afterword, "committee": found.committee}
    there = {name: place(workspace, path) for name, path in given.items() if path}
    hint = "请放回原处,或改 jingyan.toml"
    gone = tuple(
        Problem("matter.gone", "warning", given[name], f"jingyan.toml 的 {name} 写着它,但是找不到,没有印", hint)
        for name, path in there.items()
        if not path.is_file()
    )
    files = {name: path for name, path in there.items() if path.is_file()}
    return MatterFiles(**files, indexes=known_indexes(found.index.split())), gone
