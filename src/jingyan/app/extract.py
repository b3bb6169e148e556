"""Extract and check: figures, measures and the rest of every source, and whether they agree."""

from collections.abc import Mapping

from jingyan.app.collect import Collected
from jingyan.model.extracts import Extracts
from jingyan.model.finding import Finding
from jingyan.model.problem import Problem, Progress, no_progress


def extract_sources(
    collected: Collected, *, progress: Progress = no_progress
) -> tuple[dict[str, Extracts], tuple[Problem, ...]]:
    """Extracts of every Source, keyed by its path."""
    from jingyan.extract.extracting import extract

    extracts: dict[str, Extracts] = {}
    problems: list[Problem] = []
    for number, source in enumerate(collected.sources):
        progress("提取", number, len(collected.sources))
        outline = collected.outlines[source.path]
        extracts[source.path], trouble = extract(source, collected.readings[source.path], outline)
        problems.extend(trouble)
    progress("提取", len(collected.sources), len(collected.sources))
    return extracts, tuple(problems)


def check_sources(
    collected: Collected, extracts: Mapping[str, Extracts], *, progress: Progress = no_progress
) -> tuple[tuple[Finding, ...], tuple[Problem, ...]]:
    """Findings of every Source in collection order, confirmed relations included."""
    from jingyan.check.checking import check

    findings: list[Finding] = []
    problems: list[Problem] = []
    for number, source in enumerate(collected.sources):
        progress("核校", number, len(collected.sources))
        found, trouble = check(
            source, collected.readings[source.path], collected.outlines[source.path], extracts[source.path]
        )
        findings.extend(found)
        problems.extend(trouble)
    progress("核校", len(collected.sources), len(collected.sources))
    return tuple(findings), tuple(problems)
