"""Report: the reports, questions, comparisons, ledger and digest of a job, from its results."""

from collections.abc import Mapping
from pathlib import Path

from jingyan.app.clean import cleanings_of
from jingyan.app.outputs import Written, write_output
from jingyan.app.record import Results


def write_reports(results: Results, folder: Path, earlier: Mapping[str, str]) -> list[Written]:
    """Write them all into `folder`; `earlier` as in `outputs.write_output`."""
    from jingyan.render.across_pages import indicators_page, measures_page
    from jingyan.render.copy_report import copy_report
    from jingyan.render.digest import digest
    from jingyan.render.findings_report import findings_report
    from jingyan.render.ledger import ledger
    from jingyan.render.opinions_docx import opinions_docx

    collected, title = results.collected, results.plan.title
    sources, pieces = collected.sources, collected.pieces
    # References stand behind the submissions: passages may lie in them.
    beside, references, verdicts = collected.with_references, collected.reference_paths, verdicts_of(results)
    copies = copy_report(
        beside.sources,
        beside.pieces,
        results.comparison,
        results.problems,
        results.plan,
        title=title,
        readings=beside.readings,
        references=references,
        verdicts=verdicts,
    )
    extracts = tuple(results.extracts[s.path] for s in sources if s.path in results.extracts)
    settled = settled_of(results)
    findings = findings_report(
        sources,
        pieces,
        results.findings,
        results.problems,
        title=title,
        plan=results.plan,
        extracts=extracts,
        settled=settled,
    )
    questions = opinions_docx(
        sources, pieces, results.findings, title=title, settled=settled, readings=results.collected.readings
    )
    readings = results.collected.readings
    cleanings = cleanings_of(results.collected)
    across = (sources, pieces, extracts, results.plan)
    measures = measures_page(*across, title=title, readings=readings, cleanings=cleanings)
    indicators = indicators_page(*across, title=title, readings=readings)
    gathered = digest(*across, title=title, readings=readings, cleanings=cleanings)
    book = ledger(
        beside.sources,
        beside.pieces,
        extracts,
        results.comparison,
        results.findings,
        results.problems,
        results.plan,
        references=references,
        verdicts=verdicts,
        settled=settled,
        readings=readings,
        submissions=results.submissions,
    )
    return [
        write_output(folder, "查重报告.html", copies.encode(), earlier),
        write_output(folder, "台账.xlsx", book, earlier),
        write_output(folder, "核校意见.html", findings.encode(), earlier),
        write_output(folder, "核校意见.docx", questions, earlier),
        write_output(folder, "举措对照.html", measures.encode(), earlier),
        write_output(folder, "数据对照.html", indicators.encode(), earlier),
        write_output(folder, "经验摘编.docx", gathered, earlier),
    ]


def settled_of(results: Results) -> dict[str, tuple[str, str, str]]:
    """Code of a finding → the editor's verdict as printed, the note, the date; a verdict on a text that has changed since settles nothing."""
    return {
        code: (s.decision.word, s.decision.note, s.decision.made_at[:10])
        for code, s in results.settled.items()
        if s.valid
    }


def verdicts_of(results: Results) -> dict[str, tuple[str, str, str]]:
    """Code of a pair, cluster or piece → the editor's verdict as printed, the note, the date; the last one where there are several."""
    titles = {p.id: p.title for p in results.collected.with_references.pieces}
    found: dict[str, tuple[str, str, str]] = {}
    for standing in results.decisions:
        made = standing.decision
        about = f":《{titles.get(made.piece) or made.piece}》" if made.piece and len(made.pieces) > 1 else ""
        word = f"{made.word}{about}" if standing.valid else f"内容已变,请重新判断(原意见:{made.word})"
        found[made.subject] = (word, made.note, made.made_at[:10])
    return found
