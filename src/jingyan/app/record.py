"""The results of a job in one place, and run.json: what went in, what came out, with which settings."""

import json
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from jingyan.app.collect import Collected
from jingyan.app.outputs import Written
from jingyan.model.arrangement import Submission
from jingyan.model.decision import Standing, finding_code
from jingyan.model.extracts import Extracts
from jingyan.model.finding import Finding
from jingyan.model.problem import Problem
from jingyan.model.reuse import Comparison, Exclusion
from jingyan.model.version import VERSION
from jingyan.model.volume import PageMap, VolumePlan

# Libraries whose version can change a result.
RECORDED = (
    "python-docx",
    "docxtpl",
    "jieba",
    "scikit-learn",
    "numpy",
    "opencc-python-reimplemented",
    "lxml",
    "trafilatura",
)


@dataclass(frozen=True, slots=True)
class Results:
    """Everything a job found; reports and records are made from this. `decisions` are the editor's (in a workspace), `excluded` the kinds of shared text that did not count,
    `settled` the verdicts that settle findings, by `finding_code`, `submissions` how the units of the editor's list stand.
    """

    collected: Collected
    comparison: Comparison
    extracts: Mapping[str, Extracts]
    findings: tuple[Finding, ...]
    plan: VolumePlan
    problems: tuple[Problem, ...]
    pages: PageMap
    decisions: tuple[Standing, ...] = ()
    excluded: tuple[Exclusion, ...] = ()
    settled: Mapping[str, Standing] = field(default_factory=dict)
    submissions: tuple[Submission, ...] = ()


def run_record(results: Results, settings: Any, written: Sequence[Written], seconds: Mapping[str, float]) -> bytes:
    """run.json as UTF-8 bytes; equal input and settings give equal bytes apart from `seconds`."""
    record = {
        "tool": "jingyan",
        "version": VERSION,
        "python": platform.python_version(),
        "libraries": {name: _version(name) for name in RECORDED},
        "settings": asdict(settings),
        "counts": counts(results),
        "pages": "measured" if results.pages.measured else "estimated",
        "inputs": _inputs(results),
        "left_out": [asdict(x) for x in results.plan.left_out],
        "decisions": [asdict(s.decision) | {"valid": s.valid} for s in results.decisions],
        "units": [
            {"unit": u.unit, "state": u.state, "pieces": list(u.pieces), "question": u.question}
            for u in results.submissions
        ],
        "excluded": list(results.excluded),
        "problems": [_problem(p) for p in results.problems],
        "outputs": [{"file": w.path.name, "sha256": w.sha256, "note": w.note} for w in written],
        "seconds": dict(seconds),
    }
    return (json.dumps(record, ensure_ascii=False, indent=1, default=str) + "\n").encode()


def counts(results: Results) -> dict[str, int]:
    """The numbers a summary shows."""
    findings = results.findings
    return {
        "sources": len(results.collected.sources),
        "unreadable": sum(p.severity == "unreadable" for p in results.problems),
        "skipped": len(results.collected.skipped),
        "pieces": sum(p.kind != "collection" for p in results.collected.pieces),
        "characters": sum(len(s.text) for s in results.collected.sources),
        "references": len(results.collected.references.sources) if results.collected.references else 0,
        "pairs": len(results.comparison.pairs),
        "clusters": len(results.comparison.clusters),
        "figures": sum(len(x.figures) for x in results.extracts.values()),
        "measures": sum(len(x.measures) for x in results.extracts.values()),
        "findings": sum(f.status != "consistent" for f in findings),
        "settled": sum(finding_code(f) in results.settled for f in findings if f.status != "consistent"),
        "confirmed": sum(f.status == "consistent" for f in findings),
        "entries": len(results.plan.entries),
        "left_out": len(results.plan.left_out),
        "pages": results.pages.total,
    }


def _inputs(results: Results) -> list[dict[str, Any]]:
    collected = results.collected
    rows: list[dict[str, Any]] = []
    for s in collected.sources:
        row = {"path": s.path, "status": "read", "sha256": s.sha256, "format": s.format, "encoding": s.encoding}
        notices = [n.message for n in s.notices]
        rows.append(row | {"script": s.script, "characters": len(s.text), "also": list(s.also), "notices": notices})
    for p in results.problems:
        if p.severity == "unreadable":
            row = {"path": p.source, "status": "unreadable", "sha256": p.sha256}
            rows.append(row | {"code": p.code, "message": p.message, "hint": p.hint})
    rows += [{"path": x.path, "status": "skipped", "message": x.reason} for x in collected.skipped]
    for status, beside in (
        ("reference", collected.references),
        ("template", collected.templates),
        ("policy", collected.policies),
    ):
        for s in beside.sources if beside else ():
            rows.append({"path": s.path, "status": status, "sha256": s.sha256, "characters": len(s.text)})
    return sorted(rows, key=lambda row: str(row["path"]))


def _problem(p: Problem) -> dict[str, Any]:
    span = [p.span.start, p.span.end] if p.span else None
    return {
        "code": p.code,
        "severity": p.severity,
        "source": p.source,
        "span": span,
        "message": p.message,
        "hint": p.hint,
    }


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
