"""Export: rows of the contract (docs/contract.md) from what was collected; one function a WHAT, listed in one table."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from jingyan.app.against import NOTHING, Against, reuse_settings, with_against
from jingyan.app.clean import cleanings_of
from jingyan.app.collect import Collected, collect
from jingyan.app.compare import compare_pieces
from jingyan.app.extract import check_sources, extract_sources
from jingyan.app.rules import skipped_rules
from jingyan.app.tables import NO_TABLES, TableFiles, extract_settings
from jingyan.model.decision import Standing, finding_code
from jingyan.model.extracts import Extracts
from jingyan.model.finding import Finding, Member
from jingyan.model.problem import JingyanError, Problem, Progress, no_progress
from jingyan.model.reuse import Alignment, Comparison, Passage
from jingyan.model.source import Source
from jingyan.model.span import Span
from jingyan.model.structure import Piece

Row = dict[str, Any]  # leaves the program as one JSON object or one table line; fields fixed by the contract


@dataclass(frozen=True)
class Exportable:
    """What rows are made from; only the parts that the wanted WHAT needs are filled. Passages and pairs may reach into the collection's references."""

    collected: Collected
    extracts: Mapping[str, Extracts]
    findings: tuple[Finding, ...] = ()
    comparison: Comparison = field(default_factory=Comparison)
    settled: Mapping[str, Standing] = field(default_factory=dict)

    @cached_property
    def sources(self) -> dict[str, Source]:
        """Submissions and references by path."""
        return self.collected.with_references.by_path

    @cached_property
    def pieces(self) -> dict[str, Piece]:
        """Pieces of submissions and references by id."""
        return {p.id: p for p in self.collected.with_references.pieces}

    @cached_property
    def references(self) -> frozenset[str]:
        """Paths of the references."""
        return self.collected.reference_paths

    def row(self, source: str, piece: str | None, span: Span, **fields: Any) -> Row:
        """The fields every row has, then `fields`."""
        text = span.of(self.sources[source].text)
        return {"source": source, "piece": piece, "start": span.start, "end": span.end, "text": text, **fields}

    def piece_at(self, source: str, span: Span) -> str | None:
        """Label of the innermost piece that holds the begin of `span`."""
        inside = [p for p in self.collected.outlines[source].pieces if p.span.start <= span.start < p.span.end]
        return min(inside, key=lambda p: len(p.span)).label if inside else None


def text_rows(e: Exportable) -> Iterator[Row]:
    """One row a source; text is the whole text."""
    for s in e.collected.sources:
        notices = [{"code": n.code, "message": n.message} for n in s.notices]
        fields: Row = {
            "script": s.script,
            "encoding": s.encoding,
            "format": s.format,
            "sha256": s.sha256,
            "notices": notices,
        }
        yield e.row(s.path, None, Span(0, len(s.text)), **fields)


def piece_rows(e: Exportable) -> Iterator[Row]:
    """One row a piece, collections that hold others included."""
    for p in e.collected.pieces:
        fields: Row = {"title": p.title, "organisation": p.organisation, "marker": p.marker, "body_start": p.body.start}
        yield e.row(p.source, p.label, p.span, **fields, kind=p.kind, genre=p.genre, script=p.script, parent=p.parent)


def heading_rows(e: Exportable) -> Iterator[Row]:
    """One row a heading."""
    for s in e.collected.sources:
        for h in e.collected.outlines[s.path].headings:
            yield e.row(s.path, h.piece, h.span, level=h.level, marker=h.marker, title=h.title_span.of(s.text))


def boilerplate_rows(e: Exportable) -> Iterator[Row]:
    """One row a stretch of site furniture."""
    for s in e.collected.sources:
        for b in e.collected.outlines[s.path].boilerplate:
            yield e.row(s.path, e.piece_at(s.path, b.span), b.span, kind=b.kind, rule=b.rule, soft=b.soft)


def contents_rows(e: Exportable) -> Iterator[Row]:
    """One row an entry of a contents list, in order; titles in simplified script."""
    from jingyan.script.convert import convert

    for s in e.collected.sources:
        for c in e.collected.outlines[s.path].contents:
            for entry in c.entries:
                names = {
                    "part": entry.part, "group": entry.group, "title": entry.title, "organisation": entry.organisation,
                }  # fmt: skip
                fields: Row = {k: convert(v).text if v else v for k, v in names.items()}
                yield e.row(s.path, c.piece, entry.span, **fields, page=entry.page)


def figure_rows(e: Exportable) -> Iterator[Row]:
    """One row a figure."""
    for x in e.extracts.values():
        for f in x.figures:
            value = list(f.value) if isinstance(f.value, tuple) else f.value
            fields: Row = {"kind": f.kind, "of": f.of, "value": value, "unit": f.unit, "approximate": f.approximate}
            fields |= {"indicator": f.indicator, "subject": f.subject, "year": f.year, "status": f.status}
            total = [f.total.start, f.total.end] if f.total else None
            read = any(f.span.overlap(seen) for seen in e.sources[f.source].recognised)
            fields |= {"name": f.name, "total": total, "recognised": read}
            yield e.row(f.source, f.piece, f.span, **fields)


def indicator_rows(e: Exportable) -> Iterator[Row]:
    """One row a figure that measures something and has a number: the ledger of data by indicator and year, `known` when the table of indicators has it."""
    found = [
        (f.name or f.indicator or "", f)
        for x in e.extracts.values()
        for f in x.figures
        if (f.name or f.indicator) and isinstance(f.value, int | float)
    ]
    for name, f in sorted(found, key=lambda item: (not item[1].name, item[0], item[1].unit or "", item[1].year or "")):
        piece = e.pieces.get(f"{f.source}#{f.piece}")
        fields: Row = {"indicator": name, "known": bool(f.name), "organisation": piece.organisation if piece else None}
        fields |= {"title": piece.title if piece else None, "subject": f.subject, "value": f.value, "unit": f.unit}
        yield e.row(f.source, f.piece, f.span, **fields, year=f.year, status=f.status, approximate=f.approximate)


def measure_rows(e: Exportable) -> Iterator[Row]:
    """One row a measure, in order."""
    for x in e.extracts.values():
        for m in x.measures:
            title = m.title.of(e.collected.by_path[m.source].text)
            fields: Row = {"level": m.level, "marker": m.marker, "title": title, "topic": m.topic}
            fields |= {"title_start": m.title.start, "title_end": m.title.end}
            fields |= {"body_start": m.body.start, "body_end": m.body.end}
            yield e.row(m.source, m.piece, m.span, **fields)


def initiative_rows(e: Exportable) -> Iterator[Row]:
    """One row a mention of a named programme."""
    for x in e.extracts.values():
        for i in x.initiatives:
            yield e.row(i.source, i.piece, i.span, name=i.span.of(e.collected.by_path[i.source].text), type=i.type)


def citation_rows(e: Exportable) -> Iterator[Row]:
    """One row a cited document."""
    for x in e.extracts.values():
        for c in x.citations:
            number = c.doc_number
            fields: Row = {
                "title": c.title,
                "doc_number": number.of(e.collected.by_path[c.source].text) if number else None,
                "doc_number_start": number.start if number else None,
                "doc_number_end": number.end if number else None,
                "kind": c.kind,
            }
            yield e.row(c.source, c.piece, c.span, **fields)


def problem_rows(e: Exportable) -> Iterator[Row]:
    """One row a problem or next step told in a text."""
    for x in e.extracts.values():
        for i in x.issues:
            yield e.row(i.source, i.piece, i.span, type=i.type, marker=i.marker)


def finding_rows(e: Exportable, *, everything: bool = False) -> Iterator[Row]:
    """One row a finding, placed at its first member; `finding` is its code for `jingyan decide`, `settled` the editor's verdict; confirmed relations only with `everything`."""
    for f in e.findings:
        if f.status == "consistent" and not everything:
            continue
        first = f.members[0]
        fields: Row = {"code": f.code, "severity": f.severity, "status": f.status, "relation": f.relation}
        fields |= {"message": f.message, "hint": f.hint, "members": [_member(m) for m in f.members]}
        code = finding_code(f)
        fields |= {"finding": code, "settled": e.settled[code].decision.verdict if code in e.settled else None}
        yield e.row(first.source, first.piece, first.span, **fields)


def _member(m: Member) -> Row:
    return {"source": m.source, "piece": m.piece, "start": m.span.start, "end": m.span.end, "text": m.text}


def passage_rows(e: Exportable) -> Iterator[Row]:
    """One row an aligned pair of passages; `reference` when the other side is no submission, `excluded` says why it does not count as copied."""
    return _alignment_rows(e, e.comparison.alignments)


def repeat_rows(e: Exportable) -> Iterator[Row]:
    """One row a passage that stands twice in one piece."""
    return _alignment_rows(e, e.comparison.repeats)


def _alignment_rows(e: Exportable, alignments: Iterable[Alignment]) -> Iterator[Row]:
    for a in alignments:
        fields = _other(e, a.right)
        fields |= {"similarity": round(a.similarity, 4), "relations": list(a.relations)}
        swaps = [
            {
                "class": s.kind, "text": s.text, "start": s.span.start, "end": s.span.end,
                "other_text": s.other_text, "other_start": s.other_span.start, "other_end": s.other_span.end,
            }
            for s in a.substitutions
        ]  # fmt: skip
        fields |= {"substitutions": swaps, "excluded": a.excluded, "reference": a.right.source in e.references}
        yield e.row(a.left.source, a.left.piece, a.left.span, **fields)


def _other(e: Exportable, p: Passage) -> Row:
    text = p.span.of(e.sources[p.source].text)
    place: Row = {
        "other_source": p.source,
        "other_piece": p.piece,
        "other_start": p.span.start,
        "other_end": p.span.end,
    }
    return place | {"other_text": text}


def pair_rows(e: Exportable) -> Iterator[Row]:
    """One row a pair of pieces with reused text, strongest first; `counted` and `other_counted` are the containments without excluded passages."""
    for pair in e.comparison.pairs:
        left, right = e.pieces[pair.left], e.pieces[pair.right]
        fields: Row = {"other_source": right.source, "other_piece": right.label}
        fields |= {"containment": round(pair.containment, 4), "other_containment": round(pair.other_containment, 4)}
        fields |= {"resemblance": round(pair.resemblance, 4), "relations": list(pair.relations)}
        fields |= {"passages": pair.passages, "copied": pair.copied}
        counted = pair.containment if pair.counted is None else pair.counted
        other = pair.other_containment if pair.other_counted is None else pair.other_counted
        fields |= {"counted": round(counted, 4), "other_counted": round(other, 4), "original": pair.original}
        fields |= {"evidence": pair.evidence, "reference": right.source in e.references}
        yield e.row(left.source, left.label, left.span, **fields)


def share_rows(e: Exportable) -> Iterator[Row]:
    """One row a submitted piece: how much of it lies in passages, with everything and without what does not count, and its largest single source."""
    for share in e.comparison.shares:
        piece = e.pieces[share.piece]
        largest = e.pieces.get(share.largest_source or "")
        fields: Row = {"title": piece.title, "organisation": piece.organisation, "copied": round(share.copied, 4)}
        fields |= {"counted": round(share.counted, 4), "largest": round(share.largest, 4)}
        fields |= {
            "largest_source": largest.source if largest else None,
            "largest_piece": largest.label if largest else None,
        }
        fields |= {"largest_reference": largest is not None and largest.source in e.references}
        yield e.row(piece.source, piece.label, piece.span, **fields)


def cluster_rows(e: Exportable) -> Iterator[Row]:
    """One row a member of a cluster."""
    for cluster in e.comparison.clusters:
        for member in cluster.members:
            p = e.pieces[member]
            fields: Row = {"cluster": cluster.number, "kept": member == cluster.kept, "relation": cluster.relation}
            yield e.row(p.source, p.label, p.span, title=p.title, **fields)


def edit_rows(e: Exportable) -> Iterator[Row]:
    """One row an automatic change to a text."""
    for path, cleaning in cleanings_of(e.collected).items():
        for edit in cleaning.edits:
            yield e.row(path, e.piece_at(path, edit.span), edit.span, rule=edit.rule, after=edit.after)


# WHAT → (rows, stages needed). Adding an export = one function and one line here.
EXPORTS: dict[str, tuple[Callable[[Exportable], Iterator[Row]], frozenset[str]]] = {
    "text": (text_rows, frozenset()),
    "pieces": (piece_rows, frozenset()),
    "headings": (heading_rows, frozenset()),
    "boilerplate": (boilerplate_rows, frozenset()),
    "edits": (edit_rows, frozenset()),
    "contents": (contents_rows, frozenset()),
    "figures": (figure_rows, frozenset({"extract"})),
    "indicators": (indicator_rows, frozenset({"extract"})),
    "measures": (measure_rows, frozenset({"extract"})),
    "initiatives": (initiative_rows, frozenset({"extract"})),
    "citations": (citation_rows, frozenset({"extract"})),
    "problems": (problem_rows, frozenset({"extract"})),
    "findings": (finding_rows, frozenset({"extract", "compare", "check"})),
    "passages": (passage_rows, frozenset({"compare"})),
    "pairs": (pair_rows, frozenset({"compare"})),
    "clusters": (cluster_rows, frozenset({"compare"})),
    "shares": (share_rows, frozenset({"compare"})),
    "repeats": (repeat_rows, frozenset({"compare"})),
}


def known(what: str) -> str:
    """`what` itself; raises JingyanError (2) for a WHAT that is not in the table."""
    if what not in EXPORTS:
        raise JingyanError(what, "没有这种导出内容", todo=f"可以导出:{'、'.join(EXPORTS)}")
    return what


def prepare(
    what: str,
    collected: Collected,
    against: Against = NOTHING,
    *,
    no_check: Sequence[str] = (),
    tables: TableFiles = NO_TABLES,
    progress: Progress = no_progress,
) -> Exportable:
    """Run the stages that `what` needs on `collected`; `no_check` are rules of checking that are left out."""
    needs = EXPORTS[known(what)][1]
    extracts: Mapping[str, Extracts] = {}
    findings: tuple[Finding, ...] = ()
    comparison = Comparison()
    if "extract" in needs:
        extracts, _ = extract_sources(collected, extract_settings(tables)[0], progress=progress)
    if "compare" in needs:
        comparison, _ = compare_pieces(collected, reuse_settings(against), progress=progress)
    if "check" in needs:
        skip = skipped_rules(no_check)
        table = extract_settings(tables)[0].indicators
        findings, _ = check_sources(collected, extracts, comparison, skip=skip, indicators=table, progress=progress)
    return Exportable(collected, extracts, findings, comparison)


def rows_of(what: str, exportable: Exportable, *, everything: bool = False) -> Iterator[Row]:
    """The rows of `what`; `everything` adds confirmed findings."""
    if what == "findings":
        return finding_rows(exportable, everything=everything)
    return EXPORTS[known(what)][0](exportable)


@dataclass(frozen=True, slots=True)
class Exported:
    """Rows and what went wrong on the way; `exit_code` 3 when inputs were unreadable, 4 when none was usable."""

    rows: Iterable[Row]
    problems: tuple[Problem, ...]
    exit_code: int


def export_paths(
    what: str,
    paths: Iterable[Path],
    *,
    everything: bool = False,
    file_names: Sequence[str] = (),
    against: Against = NOTHING,
    no_check: Sequence[str] = (),
    tables: TableFiles = NO_TABLES,
    progress: Progress = no_progress,
) -> Exported:
    """The rows of `what` for the files under `paths`, without a workspace; `file_names` are patterns of file names, `no_check` rules of checking that are left out."""
    from jingyan.executors.office import find_office

    known(what)
    reuse_settings(against)
    skipped_rules(no_check)
    table_problems = extract_settings(tables)[1]
    office = find_office()
    collected = collect(paths, office=office, file_names=file_names, progress=progress)
    collected = with_against(collected, against, office=office, progress=progress)
    exportable = prepare(what, collected, against, no_check=no_check, tables=tables, progress=progress)
    problems = (*table_problems, *collected.problems)
    return Exported(rows_of(what, exportable, everything=everything), problems, exit_code(collected))


def exit_code(collected: Collected) -> int:
    """0, 3 (some inputs unreadable) or 4 (nothing usable)."""
    if not collected.sources:
        return 4
    return 3 if any(p.severity == "unreadable" for p in collected.problems) else 0


def rows(what: str, paths: Iterable[Path], *, everything: bool = False) -> Iterator[Row]:
    """The rows of `what` for the files under `paths`; problems are left aside."""
    return iter(export_paths(what, paths, everything=everything).rows)


def encode(what: str, found: Iterable[Row], form: str, *, to_file: bool) -> bytes:
    """The rows as jsonl, csv or xlsx bytes.

    csv for a file begins with a byte order mark (Excel and WPS need it to see UTF-8); nested values become JSON in csv and xlsx.
    Raises JingyanError (2) for another form, or for xlsx on the screen.
    """
    if form == "jsonl":
        return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in found).encode()
    if form == "csv":
        return _csv(found).encode("utf-8-sig" if to_file else "utf-8")
    if form != "xlsx":
        raise JingyanError("--format", f"不能写“{form}”", todo="请写 jsonl、csv 或 xlsx")
    if not to_file:
        raise JingyanError("--format xlsx", "xlsx 不能显示在屏幕上", todo="请加 -o 文件名.xlsx")
    from jingyan.render.table import table_xlsx

    flat = [{k: _cell(v) for k, v in row.items()} for row in found]
    return table_xlsx(what, list(flat[0]) if flat else [], [list(row.values()) for row in flat])


def _csv(found: Iterable[Row]) -> str:
    import csv
    import io

    buffer = io.StringIO()
    writer = None
    for row in found:
        if writer is None:
            writer = csv.DictWriter(buffer, list(row))
            writer.writeheader()
        writer.writerow({k: _cell(v) for k, v in row.items()})
    return buffer.getvalue()


def _cell(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value
