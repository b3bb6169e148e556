"""Zip archives of submissions: members as raw files named `outer.zip/inner.docx`; no reading of their content, nothing on disk, archives inside are not opened."""

import re

from jingyan.model.problem import Problem
from jingyan.model.source import RawFile
from jingyan.readers.inflate import Budget, Container, shown_name
from jingyan.readers.problems import Refusal, problem
from jingyan.readers.settings import ReadSettings
from jingyan.readers.sniff import sniff

_SYSTEM = frozenset({"__macosx", "thumbs.db", "desktop.ini", "ehthumbs.db"})
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f]")


def members(file: RawFile, settings: ReadSettings, budget: Budget) -> tuple[RawFile | Problem, ...]:
    """The files of a zip in the order of their names; a member that cannot be taken out is a Problem.

    Lock files (`~$…`), hidden and system files are skipped and counted in one Problem of severity "info". Raises Refusal for the whole archive.
    """
    container = Container(file.data, settings, budget, kind=" zip 压缩包")
    named = sorted(
        ((shown_name(info), info) for info in container.infos), key=lambda pair: (pair[0], pair[1].header_offset)
    )
    wanted = [(name, info) for name, info in named if not is_furniture(name)]
    found: list[RawFile | Problem] = []
    used: dict[str, int] = {}
    for name, info in wanted:
        path = f"{file.path}/{label(name, used)}"
        try:
            found.append(RawFile(path, container.inflate(info)))
        except Refusal as refusal:
            found.append(problem(refusal.code, path, **refusal.values))
            if refusal.code in {"read.too_large", "read.zip_bomb"} and budget.left < settings.max_part:
                break  # the whole archive's limit is reached: one sentence is enough
    if not wanted:
        found.append(problem("read.empty_archive", file.path))
    if len(named) > len(wanted):
        found.append(problem("read.skipped", file.path, count=len(named) - len(wanted)))
    return tuple(found)


def is_archive(file: RawFile) -> bool:
    """Whether the content is a zip of files (not a docx, which is a zip too)."""
    if not file.data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return False
    try:
        return sniff(file.data, file.path).kind == "zip"
    except Refusal:
        return False


def is_furniture(name: str) -> bool:
    """Whether a member is no submission: Word's lock files, hidden files, files of macOS and Windows."""
    parts = name.replace("\\", "/").split("/")
    return any(part.startswith((".", "~$")) and part not in (".", "..") for part in parts) or any(
        part.lower() in _SYSTEM for part in parts
    )


def label(name: str, used: dict[str, int]) -> str:
    """A name to show and to tell members apart: no way up, no drive, no control characters; a second one of the same name gets (2)."""
    parts = [
        p
        for p in _UNPRINTABLE.sub("", name).replace("\\", "/").split("/")
        if p not in ("", ".", "..") and not p.endswith(":")
    ]
    label = "/".join(parts) or "无名文件"
    used[label] = used.get(label, 0) + 1
    return label if used[label] == 1 else f"{label}({used[label]})"
