"""Beside: what a workspace compares its submissions with, as jingyan.toml says it; read once and kept until a file changes."""

import hashlib
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from jingyan.app.against import Against, only_unreadable, places, reuse_settings, without_taken
from jingyan.app.collect import Collected, collect, find_files
from jingyan.model.problem import Problem, Progress
from jingyan.model.version import VERSION
from jingyan.workspace.store import Workspace
from jingyan.workspace.tables import Beside

ROLES = ("references", "templates", "policies")


def compare_with(given: Path | None, against: Against) -> None:
    """Keep in jingyan.toml what is to be compared with and what counts; empty parts of `against` leave the setting as it is, an empty word clears it.

    Raises JingyanError (2) for a path or a kind that does not exist.
    """
    reuse_settings(Against(count=_words(against.count), exclude=_words(against.exclude)))
    workspace = Workspace.find(given)
    for name, paths in (
        ("against", against.references), ("template_text", against.templates), ("policy", against.policies),
    ):  # fmt: skip
        wanted = [p for p in paths if str(p) not in ("", ".")]
        find_files(wanted)
        if paths:
            workspace.set(name, tuple(from_root(p, workspace.root) for p in wanted))
    for name, kinds in (("count", against.count), ("exclude", against.exclude)):
        if kinds:
            workspace.set(name, " ".join(_words(kinds)))


def _words(kinds: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(k for k in kinds if k)


def from_root(path: Path, root: Path) -> str:
    """How jingyan.toml names a path: from the workspace when it lies beside or in it, so that both can move together; else in full."""
    full, home = path.resolve(), root.resolve()
    return Path(os.path.relpath(full, home)).as_posix() if full.is_relative_to(home.parent) else full.as_posix()


def against_of(workspace: Workspace) -> Against:
    """What jingyan.toml says of texts beside the submissions; only paths that are there."""
    found = workspace.settings

    def there(paths: tuple[str, ...]) -> tuple[Path, ...]:
        return tuple(path for p in paths if (path := place(workspace, p)).exists())

    return Against(
        there(found.against),
        there(found.template_text),
        there(found.policy),
        tuple(found.count.split()),
        tuple(found.exclude.split()),
    )


def place(workspace: Workspace, path: str) -> Path:
    """Where a path of jingyan.toml is, in full."""
    return Path(os.path.normpath(workspace.root.resolve() / path))


def gone(workspace: Workspace) -> tuple[Problem, ...]:
    """A sentence for each path of jingyan.toml that is not there; everything else goes on without it."""
    found = workspace.settings
    hint = "请接上磁盘、放回原处,或改 jingyan.toml"
    return tuple(
        Problem("read.beside_gone", "unreadable", path, f"jingyan.toml 的 {name} 写着它,但是找不到,没有参加比对", hint)
        for name, paths in (
            ("against", found.against),
            ("template_text", found.template_text),
            ("policy", found.policy),
        )
        for path in paths
        if not place(workspace, path).exists()
    )


def with_beside(workspace: Workspace, collected: Collected, *, progress: Progress) -> Collected:
    """The collection with the texts beside it; they are read again only when one of them has changed."""
    from jingyan.script.fold import reading

    against = against_of(workspace)
    paths = {role: getattr(against, role) for role in ROLES}
    collected = replace(collected, problems=(*collected.problems, *gone(workspace)))
    if not any(paths.values()):
        return collected
    mark = beside_mark(workspace)
    if workspace.stage_inputs("beside") != mark:
        from jingyan.executors.office import find_office

        office = find_office()
        read = {r: collect(p, office=office, volumes=True, progress=progress) for r, p in paths.items() if p}
        found = [(r, s, c.outlines[s.path]) for r, c in read.items() for s in c.sources]
        items: dict[str, Sequence[Any]] = {
            "beside": [Beside(s.path, r) for r, s, _ in found],
            "beside_source": [s for _, s, _ in found],
            "beside_outline": [o for _, _, o in found],
            "beside_problem": [p for c in read.values() for p in only_unreadable(c.problems)],
        }
        workspace.save_stage("beside", mark, items)
    kept = workspace.load(["beside", "beside_source", "beside_outline", "beside_problem"])
    taken = places(collected) | {str((workspace.root / s.path).resolve()) for s in collected.sources}
    parts: dict[str, Any] = {}
    for role in ROLES:
        rows = [
            (s, o)
            for b, s, o in zip(kept["beside"], kept["beside_source"], kept["beside_outline"], strict=True)
            if b.role == role
        ]
        if rows:
            one = Collected(
                tuple(s for s, _ in rows), {s.path: reading(s.text) for s, _ in rows}, {s.path: o for s, o in rows}, ()
            )
            parts[role] = without_taken(one, taken)
            taken |= places(parts[role])
    return replace(collected, problems=(*collected.problems, *kept["beside_problem"]), **parts)


def beside_mark(workspace: Workspace) -> str:
    """The version and a hash of every file beside the submissions with its role, "" when there is none."""
    against = against_of(workspace)
    lines = [
        f"{role}\0{file}\0{hashlib.sha256(file.read_bytes()).hexdigest()}"
        for role in ROLES
        for file in find_files(getattr(against, role), volumes=True)[0]
    ]
    digest = hashlib.sha256("\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{VERSION}:{digest}" if lines else ""
