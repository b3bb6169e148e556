"""The editor's list of units (单位名单): read from a table or a plain list, used for the order and for who has not submitted."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from jingyan.app.own_file import read_own
from jingyan.model.arrangement import ListedUnit, Submission
from jingyan.model.problem import JingyanError, Problem
from jingyan.model.source import RawFile
from jingyan.model.structure import Piece
from jingyan.model.volume import Entry, VolumePlan

if TYPE_CHECKING:
    from jingyan.volume.units import Sender
    from jingyan.workspace.store import Workspace

OPTION = "--units-order"
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "name": ("单位", "单位名称", "报送单位", "名称", "单位全称"),
    "aliases": ("别名", "简称", "又名", "其他名称"),
    "above": ("上级单位", "上级", "所属", "所属市", "主管单位"),
    "level": ("级别", "层级", "类别"),
}
_COUNTY = re.compile(r"县级|区级|^[县区]")
_NUMBER = re.compile(r"^\s*(?:\d{1,4}|[一二三四五六七八九十]{1,4})\s*[、..\uff0e)\uff09:\t ]\s*")
_NAME = re.compile(r"[㐀-鿿]{2}")
_LONGEST = 60


def load_units(paths: Sequence[Path]) -> tuple[tuple[ListedUnit, ...], tuple[Problem, ...]]:
    """The units of the files in order, and a Problem for every row that is none. Raises JingyanError (2) for a file that is not there or cannot be opened."""
    found: dict[str, ListedUnit] = {}
    problems: list[Problem] = []
    for path in paths:
        for unit in _units(path, problems):
            if unit.name in found:
                problems.append(_faulty(path, unit.line, unit.name, f"和第{found[unit.name].line}行是同一个单位"))
            else:
                found[unit.name] = unit
    return tuple(found.values()), tuple(problems)


def _units(path: Path, problems: list[Problem]) -> Iterable[ListedUnit]:
    from jingyan.readers.sheets import read_rows

    rows, trouble = read_rows(RawFile(path.name, read_own(path, OPTION)))
    problems += trouble
    for at, cells in enumerate(rows[:10]):
        places = _places(cells)
        if "name" in places:
            return list(_of_table(path, rows, at + 1, places, problems))
    return list(_of_list(path, rows, problems))


def _places(cells: Sequence[str]) -> dict[str, int]:
    plain = [re.sub(r"\s|[(\uff08].*?[)\uff09]", "", cell) for cell in cells]
    return {name: plain.index(word) for name, words in _COLUMNS.items() for word in reversed(words) if word in plain}


def _of_table(
    path: Path, rows: Sequence[Sequence[str]], begin: int, places: Mapping[str, int], problems: list[Problem]
) -> Iterable[ListedUnit]:
    for number, cells in enumerate(rows[begin:], start=begin + 1):
        row = {n: cells[at].strip() if at < len(cells) else "" for n, at in places.items()}
        if not any(row.values()):
            continue
        name = re.sub(r"\s+", "", row["name"])
        if not _NAME.search(name) or len(name) > _LONGEST:
            problems.append(_faulty(path, number, name, "没有单位名称" if not name else "不像单位名称"))
            continue
        aliases = tuple(a for a in re.split(r"[、,;|/\n\uff0c\uff1b]+", row.get("aliases", "")) if a.strip())
        yield ListedUnit(name, tuple(a.strip() for a in aliases), row.get("above", ""), row.get("level", ""), number)


def _of_list(path: Path, rows: Sequence[Sequence[str]], problems: list[Problem]) -> Iterable[ListedUnit]:
    """A list without a heading: the first cell of each row that holds a name, its number taken off."""
    for number, cells in enumerate(rows, start=1):
        text = next((c for c in cells if _NAME.search(c)), "")
        name = re.sub(r"\s+", "", _NUMBER.sub("", text))
        if not any(cells):
            continue
        if not text or len(name) > _LONGEST or re.search(r"[。!?\uff01\uff1f]|名单$", name):
            if not (number == 1 and name.endswith("名单")):
                problems.append(_faulty(path, number, name, "不像单位名称"))
            continue
        yield ListedUnit(name, line=number)


def _faulty(path: Path, number: int, name: str, reason: str) -> Problem:
    which = f"第{number}行“{name[:20]}”" if name else f"第{number}行"
    return Problem("units.row", "warning", path.name, f"{which}没有用:{reason}", "改好以后再做一次;其余各行照样有效")


def list_mark(paths: Sequence[Path]) -> str:
    """A hash of the lists' contents, "" without any; a file that is gone counts as empty."""
    parts = [hashlib.sha256(p.read_bytes()).hexdigest() if p.is_file() else "" for p in paths]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16] if parts else ""


def county_level(listed: Iterable[ListedUnit]) -> frozenset[str]:
    """Cities that the list itself puts under another one: by their level (县级) or by the unit above them, a city's."""
    found: set[str] = set()
    for unit in listed:
        match = re.match(
            r"(?:[一-鿿]{2,8}(?:省|自治区))?(?:[一-鿿]{2,4}?市(?=[一-鿿]{2,4}市))?([一-鿿]{1,4}?市)", unit.name
        )
        if match and (_COUNTY.search(unit.level) or ("市" in unit.above and not unit.above.startswith(match[1]))):
            found.add(match[1])
    return frozenset(found)


def places_in_list(
    pieces: Sequence[Piece], entries: Mapping[str, Entry], listed: Sequence[ListedUnit]
) -> dict[str, int]:
    """The place in the list of the unit that each piece certainly comes from, by piece id; pieces of no listed unit are missing."""
    from jingyan.volume.units import match_units

    matching = match_units(listed, [_sender(p, entries, kept=True) for p in pieces if p.kind != "collection"])
    return {id_: numbers[0] for id_, (numbers, _) in matching.found.items()}


def submissions_of(
    pieces: Sequence[Piece],
    entries: Mapping[str, Entry],
    listed: Sequence[ListedUnit],
    problems: Sequence[Problem],
    plan: VolumePlan | None,
) -> tuple[Submission, ...]:
    """How each listed unit stands, and the senders that are not listed; nothing without a list. Contents lists, notices and website texts are nobody's submission."""
    from jingyan.volume.units import submissions

    if not listed:
        return ()
    kept = {e.id for e in plan.entries} if plan else set()
    senders = [
        _sender(p, entries, kept=p.id in kept)
        for p in pieces
        if p.kind not in ("collection", "contents") and not (p.kind == "other" and p.genre == "other")
    ]
    unreadable = [p.source for p in problems if p.severity == "unreadable"]
    return submissions(listed, senders, unreadable)


def _sender(piece: Piece, entries: Mapping[str, Entry], *, kept: bool) -> "Sender":
    from jingyan.volume.units import Sender

    entry = entries.get(piece.id) or Entry(piece.id, piece.title, piece.organisation)
    return Sender(piece.id, entry.organisation or "", entry.title, piece.source, kept)


def keep_list(workspace: "Workspace", paths: Sequence[Path]) -> None:
    """Keep in jingyan.toml which lists are used from now on; an empty path clears them. Raises JingyanError (2) for a file that is not there."""
    from jingyan.app.beside import from_root

    wanted = [p for p in paths if str(p) not in ("", ".")]
    for path in wanted:
        if not path.is_file():
            raise JingyanError(f"{OPTION} {path}", "没有这个文件", todo="请检查路径")
    if paths:
        workspace.set("unit_list", tuple(from_root(p, workspace.root) for p in wanted))


def lists_of(workspace: "Workspace") -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    """The lists that jingyan.toml names and that are there, and a Problem for each that is not."""
    from jingyan.app.beside import place

    found = {path: place(workspace, path) for path in workspace.settings.unit_list}
    hint = "请放回原处,或改 jingyan.toml"
    gone = tuple(
        Problem("units.gone", "unreadable", path, "jingyan.toml 的 unit_list 写着它,但是找不到,没有用上", hint)
        for path, file in found.items()
        if not file.is_file()
    )
    return tuple(f for f in found.values() if f.is_file()), gone
