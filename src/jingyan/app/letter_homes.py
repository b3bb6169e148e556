"""Which unit sent a file that could not be read: by its name, the folders it lies in, and its neighbours."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from jingyan.app.file_names import name_patterns, parse_name


def homes(paths: Iterable[str], units: Mapping[str, str], written: Sequence[str] = ()) -> dict[str, str]:
    """File path → unit for each of `paths` whose unit can be told; `units` path → unit of the files that were read, `written` the editor's patterns of file names.

    In this order: what a pattern says; a known unit's name in the file's or a folder's name; the place in it, when exactly one known unit bears it; a
    unit's name of its own; the unit of all its neighbours in the same folder or archive, the uppermost folder aside. Paths are relative to what was collected.
    """
    known = tuple(dict.fromkeys(units.values()))
    patterns = name_patterns(written)
    folders: dict[str, set[str]] = {}
    for path, unit in units.items():
        folders.setdefault(_folder(path), set()).add(unit)
    found: dict[str, str] = {}
    for path in dict.fromkeys(paths):
        parts = [_simplified(p) for p in reversed(PurePosixPath(path.replace("\\", "/")).parts)]
        said = (parse_name(parts[0], patterns) or {}).get("单位") if parts and patterns else None
        around = folders.get(_folder(path), set())
        neighbour = next(iter(around)) if len(around) == 1 and _folder(path) else None
        named = _spelt(said, known) if said else _named(parts, known)
        if home := named or neighbour:
            found[path] = home
    return found


def _folder(path: str) -> str:
    return path.replace("\\", "/").rpartition("/")[0]


def _spelt(said: str, known: Sequence[str]) -> str:
    """The known unit that a pattern's words mean, or the words themselves."""
    return next((unit for unit in known if said in unit or unit in said), said)


def _named(parts: Sequence[str], known: Sequence[str]) -> str | None:
    for part in parts:
        stem = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", part)
        whole = [unit for unit in known if unit in stem]
        if whole:
            return max(whole, key=len)
        bearers = {unit for place in _places(stem) for unit in known if unit.startswith(place)}
        if len(bearers) == 1:
            return next(iter(bearers))
        if not bearers and (own := _organisation(stem)):
            return own
    return None


def _places(stem: str) -> Iterator[str]:
    from jingyan.zh.names import find_names

    return (n.span.of(stem) for n in find_names(stem) if n.kind == "place")


def _organisation(stem: str) -> str | None:
    """A name of a unit in the stem, with the place before it: 白鹭县 + 教育局."""
    match = re.search(
        r"[一-鿿]{1,12}?(?:省|市|县|区|州|旗|盟|乡|镇)[一-鿿]{0,10}?(?:教育体育局|教育和体育局|教育局|教体局|教科体局|教育厅|教委|人民政府|督导室|中学|小学|学校|幼儿园)",
        stem,
    )
    return match.group() if match else None


def _simplified(text: str) -> str:
    from jingyan.script.fold import reading

    return reading(text)
