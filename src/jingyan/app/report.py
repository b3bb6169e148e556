"""Report: 查重报告.html, 核校意见.html and 台账.xlsx from the results of a job."""

from collections.abc import Mapping
from pathlib import Path

from jingyan.app.outputs import Written, write_output
from jingyan.app.record import Results


def write_reports(results: Results, folder: Path, earlier: Mapping[str, str]) -> list[Written]:
    """Write the three reports into `folder`; `earlier` as in `outputs.write_output`."""
    from jingyan.render.copy_report import copy_report
    from jingyan.render.findings_report import findings_report
    from jingyan.render.ledger import ledger

    collected, title = results.collected, results.plan.title
    sources, pieces = collected.sources, collected.pieces
    copies = copy_report(
        sources, pieces, results.comparison, results.problems, results.plan, title=title, readings=collected.readings
    )
    findings = findings_report(sources, pieces, results.findings, results.problems, title=title, plan=results.plan)
    extracts = tuple(results.extracts[s.path] for s in sources if s.path in results.extracts)
    book = ledger(sources, pieces, extracts, results.comparison, results.findings, results.problems, results.plan)
    return [
        write_output(folder, "查重报告.html", copies.encode(), earlier),
        write_output(folder, "台账.xlsx", book, earlier),
        write_output(folder, "核校意见.html", findings.encode(), earlier),
    ]
