"""The workspace folder: jingyan.toml, 原稿/ with the submitted files untouched, jingyan.db; the only door to its SQLite file."""

import hashlib
import os
import re
import shutil
import sqlite3
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path, PurePosixPath
from typing import Any

from jingyan.model.problem import JingyanError, system_reason
from jingyan.workspace import tables

SETTINGS, DATABASE, ORIGINALS, OUTPUT = "jingyan.toml", "jingyan.db", "原稿", "输出"

# Which derived tables a stage fills; running it again empties them first.
STAGE_TABLES: Mapping[str, tuple[str, ...]] = {
    "read": ("read_original", "source", "outline", "piece", "problem"),
    "beside": ("beside", "beside_source", "beside_outline", "beside_problem"),
    "compare": ("alignment", "pair", "cluster", "share", "repeat", "compare_problem"),
    "extract": ("figure", "measure", "initiative", "citation", "issue"),
    "check": ("finding",),
    "plan": ("plan",),
    "sheet": (),  # its inputs are the SHA-256 of the 编排表 last written
}


SETTING_WORDS = {
    "title": "汇编的名称",
    "organizer": "封面上的编印单位",
    "date": "封面上的日期",
    "place": "封面上的地点",
    "template": "模板名或模板文件夹",
    "file_names": "来稿文件名的写法,例如 {单位}_{题名},几种写法用 | 隔开,不用就留空",
    "off": "停用的清理规则,几条用空格隔开,不用就留空",
    "no_check": "停用的核校规则(代码或名称,见 jingyan check --rules),几条用空格隔开,不用就留空",
    "indicators": "自己的指标表(xlsx、csv),没有就留空",
    "units": "自己的单位表(xlsx、csv),没有就留空",
    "unit_list": "单位名单(xlsx、csv、txt),用来排次序和查谁没有报送,没有就留空",
    "against": "参照材料(如去年的汇编),文件或文件夹,只比对、不编入",
    "template_text": "征稿通知或模板,文件或文件夹,与它相同的文字不计入",
    "policy": "政策文件,文件或文件夹,与它相同的文字不计入",
    "count": "改为计入的相同文字种类,几种用空格隔开,不改就留空",
    "exclude": "改为不计入的相同文字种类,几种用空格隔开,不改就留空",
    "preface": "前言、编者按(docx 等),没有就留空",
    "afterword": "后记(docx 等),没有就留空",
    "committee": "编委会名单(xlsx、csv:职务、姓名),没有就留空",
    "index": "书末的索引:单位、工程品牌,几种用空格隔开,不要就留空",
}


@dataclass(frozen=True, slots=True)
class WorkspaceSettings:
    """What jingyan.toml says: the lines of the cover ("" leaves one out), the template, the pattern of file names, the rules of cleaning and of checking that are off;
    the texts beside the submissions (paths, relative ones from the workspace) and the kinds of shared text that count or not.
    """

    title: str
    organizer: str = ""
    date: str = ""
    place: str = ""
    template: str = "jiangxi"
    file_names: str = ""
    off: str = ""
    no_check: str = ""
    indicators: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    unit_list: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    template_text: tuple[str, ...] = ()
    policy: tuple[str, ...] = ()
    count: str = ""
    exclude: str = ""
    preface: str = ""
    afterword: str = ""
    committee: str = ""
    index: str = ""


@dataclass(frozen=True, slots=True)
class Original:
    """A submitted file kept in 原稿/: `path` relative to the workspace (posix), its `sha256`, where it `came_from`."""

    path: str
    sha256: str
    came_from: str


class Workspace:
    """One workspace folder. Create it with `create` or `find`; stages never see it, `app` does."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @classmethod
    def create(cls, root: Path, settings: WorkspaceSettings) -> "Workspace":
        """Make the folder. Raises JingyanError: 2 if it is a workspace already, 5 if it cannot be written."""
        if (root / SETTINGS).exists():
            raise JingyanError(str(root), "已经是工作区", todo="可以直接用 jingyan add 收稿")
        lines = [f"{f.name} = {_toml(getattr(settings, f.name))}  # {SETTING_WORDS[f.name]}" for f in fields(settings)]
        text = "\n".join(["# jingyan 工作区的设置,可以用记事本修改", *lines, ""])
        try:
            (root / ORIGINALS).mkdir(parents=True, exist_ok=True)
            (root / SETTINGS).write_text(text, encoding="utf-8")
        except OSError as error:
            raise JingyanError(
                str(root), "不能建立工作区", known=system_reason(error), todo="请换一个位置", exit_code=5
            ) from error
        made = cls(root)
        with made.open():
            return made

    @classmethod
    def find(cls, given: Path | None) -> "Workspace":
        """The workspace at `given`, or the nearest one at or above the current folder. Raises JingyanError (2) when there is none."""
        if given is not None:
            if not (given / SETTINGS).is_file():
                raise JingyanError(str(given), "不是工作区", todo="请先运行 jingyan init 建立工作区")
            return cls(given)
        here = Path.cwd()
        for folder in (here, *here.parents):
            if (folder / SETTINGS).is_file():
                return cls(folder)
        raise JingyanError(
            str(here), "这里和上级文件夹都不是工作区", todo="请先运行 jingyan init 文件夹,或用 -w 指明工作区"
        )

    @property
    def settings(self) -> WorkspaceSettings:
        """What jingyan.toml says. Raises JingyanError (2) when it is not valid."""
        path = self.root / SETTINGS
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8"))
            known: Any = {
                f.name: _setting(data[f.name], f.default) for f in fields(WorkspaceSettings) if f.name in data
            }
            return WorkspaceSettings(**known)
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, TypeError) as error:
            raise JingyanError(
                str(path), "设置文件读不懂", known=str(error), todo="请改正它,或删掉后重新 init"
            ) from error

    def set(self, name: str, value: str | tuple[str, ...]) -> None:
        """Write one setting into jingyan.toml and leave every other line as it is. Raises JingyanError (5) when it cannot be written."""
        path = self.root / SETTINGS
        line = f"{name} = {_toml(value)}  # {SETTING_WORDS[name]}"
        lines = path.read_text(encoding="utf-8").splitlines()
        at = next((i for i, text in enumerate(lines) if text.split("=")[0].strip() == name), len(lines))
        after = at + 1
        if at < len(lines) and re.match(r"[^=]*=\s*\[[^\]]*$", lines[at]):  # a list over several lines
            after = next((i + 1 for i in range(at, len(lines)) if lines[i].lstrip().startswith("]")), after)
        try:
            path.write_text("\n".join([*lines[:at], line, *lines[after:], ""]), encoding="utf-8")
        except OSError as error:
            raise JingyanError(str(path), "不能写入设置", known=system_reason(error), exit_code=5) from error

    @property
    def output(self) -> Path:
        """The folder for volumes and reports."""
        return self.root / OUTPUT

    @contextmanager
    def open(self) -> Iterator[sqlite3.Connection]:
        """The up-to-date database; commits at the end, rolls back on an error. Raises JingyanError (2) when the file is no database."""
        path = self.root / DATABASE
        try:
            connection = sqlite3.connect(path, timeout=30)
            try:
                tables.migrate(connection)
                with connection:
                    yield connection
            finally:
                connection.close()
        except sqlite3.DatabaseError as error:
            todo = "请关闭正在使用它的程序;如果文件已损坏,删掉它再运行,会从原稿重新计算"
            raise JingyanError(str(path), "工作区的数据文件打不开", known=str(error), todo=todo) from error

    def keep_original(self, file: Path, relative: PurePosixPath) -> tuple[Original, bool]:
        """Copy `file` under 原稿/ and note it; returns it and whether it is new.

        The same bytes are kept once. Another file of the same name gets `(2)`. Raises JingyanError (5) when copying fails.
        """
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        with self.open() as connection:
            row = connection.execute(
                "SELECT path, sha256, came_from FROM original WHERE sha256 = ?", (digest,)
            ).fetchone()
            if row and (self.root / row[0]).is_file():
                return Original(*row), False
            target = self._free(self.root / ORIGINALS / Path(*relative.parts))
            try:
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, target)
            except OSError as error:
                raise JingyanError(str(target), "不能复制来稿", known=system_reason(error), exit_code=5) from error
            kept = Original(target.relative_to(self.root).as_posix(), digest, os.fspath(file))
            connection.execute(
                "INSERT OR REPLACE INTO original VALUES (?, ?, ?)", (kept.path, kept.sha256, kept.came_from)
            )
            return kept, True

    @staticmethod
    def _free(path: Path) -> Path:
        number, free = 2, path
        while free.exists():
            free = path.with_name(f"{path.stem}({number}){path.suffix}")
            number += 1
        return free

    def originals(self) -> tuple[Original, ...]:
        """The kept originals that are there, by path."""
        return tuple(o for o in self._noted() if (self.root / o.path).is_file())

    def missing(self) -> tuple[Original, ...]:
        """Originals that were kept but were since deleted or moved away by hand."""
        return tuple(o for o in self._noted() if not (self.root / o.path).is_file())

    def _noted(self) -> tuple[Original, ...]:
        with self.open() as connection:
            rows = connection.execute("SELECT path, sha256, came_from FROM original ORDER BY path")
            return tuple(Original(*row) for row in rows)

    def stage_inputs(self, stage: str) -> str | None:
        """The fingerprint of what a stage was last run on, None when it never ran."""
        with self.open() as connection:
            row = connection.execute("SELECT inputs FROM stage WHERE name = ?", (stage,)).fetchone()
            return str(row[0]) if row else None

    def save_stage(self, stage: str, inputs: str, items: Mapping[str, Sequence[Any]]) -> None:
        """Replace what a stage found (table → items) and note the fingerprint of its inputs, in one transaction."""
        with self.open() as connection:
            tables.clear(connection, STAGE_TABLES[stage])
            for table, found in items.items():
                tables.save(connection, table, found)
            connection.execute("INSERT OR REPLACE INTO stage VALUES (?, ?)", (stage, inputs))

    def load(self, names: Iterable[str]) -> dict[str, tuple[Any, ...]]:
        """Table → its items as model data."""
        with self.open() as connection:
            return {name: tables.load(connection, name) for name in names}


def _setting(value: Any, usual: Any) -> str | tuple[str, ...]:
    """What the file says in the type of the field: a list where one is wanted, also from a single text."""
    if not isinstance(usual, tuple):
        return str(value)
    return tuple(map(str, value)) if isinstance(value, list) else (str(value),) if value else ()


def _toml(value: str | tuple[str, ...]) -> str:
    """A TOML basic string, or a list of them on one line."""
    if isinstance(value, tuple):
        return f"[{', '.join(map(_toml, value))}]"
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
