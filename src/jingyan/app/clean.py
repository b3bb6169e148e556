"""Clean: every automatic change to the texts as recorded edits; nothing is changed."""

from collections.abc import Mapping, Sequence

from jingyan.app.collect import Collected
from jingyan.model.cleaning import Cleaning
from jingyan.model.problem import JingyanError, Problem, Progress, no_progress


def clean_sources(
    collected: Collected, *, off: Sequence[str] = (), progress: Progress = no_progress
) -> tuple[Mapping[str, Cleaning], tuple[Problem, ...]]:
    """The Cleaning of each Source by path, and what is damaged; `off` are codes of rules to leave out. Raises JingyanError (2) for an unknown code."""
    from jingyan.clean.cleaning import CleanSettings, clean

    known_rules(off)
    cleanings: dict[str, Cleaning] = {}
    problems: list[Problem] = []
    for number, source in enumerate(collected.sources):
        progress("清理", number, len(collected.sources))
        found, trouble = clean(
            source, collected.readings[source.path], collected.outlines[source.path], CleanSettings(off=tuple(off))
        )
        cleanings[source.path] = found
        problems.extend(trouble)
    progress("清理", len(collected.sources), len(collected.sources))
    return cleanings, tuple(problems)


def known_rules(codes: Sequence[str]) -> None:
    """Raises JingyanError (2) for a code that is no rule's."""
    from jingyan.clean.cleaning import RULES

    for code in codes:
        if code not in {rule.code for rule in RULES}:
            raise JingyanError(code, "没有这条清理规则", todo=f"可以写:{'、'.join(r.code for r in RULES)}")
