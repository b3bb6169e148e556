"""Against: texts beside the submissions: last year's volume or another folder to compare with, the call's template, policy texts; and which shared text counts."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from jingyan.app.collect import Collected, collect
from jingyan.model.problem import JingyanError, Problem, Progress, no_progress
from jingyan.model.reuse import Exclusion
from jingyan.model.source import Office

if TYPE_CHECKING:
    from jingyan.reuse.settings import ReuseSettings

# What editors call the kinds of shared text that need not count as copied.
EXCLUSIONS: dict[Exclusion, str] = {
    "document": "文件原文", "template": "征稿模板", "quotation": "引文", "own": "本单位材料", "formula": "套话",
}  # fmt: skip
_OPTIONS = {"references": "--against", "templates": "--template-text", "policies": "--policy"}


@dataclass(frozen=True, slots=True)
class Against:
    """What an editor wants beside the submissions: `references` to compare with, `templates` and `policies` whose text does not count;
    `count` and `exclude` are kinds of shared text that count or do not, other than by default ("none" in `exclude`: everything counts).
    """

    references: tuple[Path, ...] = ()
    templates: tuple[Path, ...] = ()
    policies: tuple[Path, ...] = ()
    count: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()


NOTHING = Against()


def reuse_settings(against: Against = NOTHING) -> "ReuseSettings":
    """The settings of the comparison. Raises JingyanError (2) for a kind that does not exist, or that is to count and not to count."""
    from jingyan.reuse.settings import ReuseSettings

    usual = ReuseSettings()
    none = [k for k in against.exclude if k.lower() in ("none", "无")]
    named = frozenset(_kind(k, "--exclude") for k in against.exclude if k not in none)
    counted = frozenset(_kind(k, "--count") for k in against.count)
    if both := named & counted:
        raise JingyanError("--count", f"“{EXCLUSIONS[min(both)]}”又写在 --exclude 里", todo="请只写一处")
    return replace(usual, exclude=((frozenset() if none else usual.exclude) | named) - counted)


def excluded_kinds(settings: "ReuseSettings") -> tuple[Exclusion, ...]:
    """The kinds that do not count under these settings, in their usual order."""
    return tuple(k for k in EXCLUSIONS if k in settings.exclude)


def _kind(written: str, option: str) -> Exclusion:
    for kind in get_args(Exclusion):
        if written.lower() == kind or written == EXCLUSIONS[kind]:
            known: Exclusion = kind
            return known
    choices = "、".join(f"{k}({word})" for k, word in EXCLUSIONS.items())
    none = ";--exclude none 表示全部计入" if option == "--exclude" else ""
    raise JingyanError(option, f"没有“{written}”这一类", todo=f"可以写:{choices}{none}")


def with_against(
    collected: Collected, against: Against, *, office: Office | None = None, progress: Progress = no_progress
) -> Collected:
    """The collection with everything that `against` names read beside it; what cannot be read is a Problem and the rest serves.

    A file that is among the submissions too takes part only as a submission. Raises JingyanError (2) for a path that does not exist and (4) when
    nothing under one of the options is readable.
    """
    found = collected
    taken = places(collected)
    for role, option in _OPTIONS.items():
        paths: tuple[Path, ...] = getattr(against, role)
        if not paths:
            continue
        beside = without_taken(collect(paths, office=office, volumes=True, progress=progress), taken)
        if not any(c.isalnum() for s in beside.sources for c in s.text):
            why = beside.problems[0].sentence if beside.problems else "里面没有可以读的文件或文字,或都已经作为来稿"
            raise JingyanError(f"{option} {'、'.join(map(str, paths))}", "没有一份能用", known=why, exit_code=4)
        taken |= places(beside)
        part: dict[str, Any] = {role: beside, "problems": (*found.problems, *only_unreadable(beside.problems))}
        found = replace(found, **part)
    return found


def places(collected: Collected) -> set[str]:
    """The resolved paths of all its files."""
    return {_resolved(path) for s in collected.sources for path in (s.path, *s.also)}


def without_taken(beside: Collected, taken: Collection[str]) -> Collected:
    """The collection without the files at the places `taken` (see `places`)."""
    kept = tuple(s for s in beside.sources if _resolved(s.path) not in taken)
    return replace(beside, sources=kept)


def _resolved(path: str) -> str:
    return str(Path(path).resolve())


def only_unreadable(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Of what is beside, only the files that took no part are told: nobody is going to mend last year's volume."""
    return tuple(p for p in problems if p.severity == "unreadable")
