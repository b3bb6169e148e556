"""The main job in steps, in a workspace: each step does what is missing before it and keeps what it found."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from jingyan.app.against import excluded_kinds, reuse_settings
from jingyan.app.arrangement_kept import arrangement_mark, arrangement_of, units_of
from jingyan.app.beside import against_of, beside_mark, gone, with_beside
from jingyan.app.build import BuildSettings, Stopwatch, earlier_record
from jingyan.app.clean import known_rules
from jingyan.app.collect import (
    Collected,
    Skipped,
    find_files,
    outline_sources,
    read_raw,
    with_names,
    without_covering_notes,
)
from jingyan.app.compare import compare_pieces
from jingyan.app.compile import compile_volume, template_folder
from jingyan.app.decide import Subjects, apply_decisions, open_subjects, settled_findings, standings
from jingyan.app.export import EXPORTS, Exportable, Exported, exit_code, known, rows_of
from jingyan.app.extract import check_sources, extract_sources
from jingyan.app.file_names import name_patterns
from jingyan.app.matter import NO_FILES, MatterFiles, keep_matter, load_matter, matter_of
from jingyan.app.outputs import Written, earlier_outputs, make_folder, write_output
from jingyan.app.plan import Imprint, plan_pieces
from jingyan.app.reading import read_raws
from jingyan.app.record import Results, run_record
from jingyan.app.report import write_reports
from jingyan.app.rules import skipped_rules
from jingyan.app.tables import tables_mark, tables_of, workspace_settings
from jingyan.app.templates import refuse_faulty
from jingyan.model.arrangement import Submission
from jingyan.model.decision import Standing
from jingyan.model.extracts import Extracts
from jingyan.model.finding import Finding
from jingyan.model.problem import JingyanError, Problem, Progress, no_progress
from jingyan.model.reuse import Comparison
from jingyan.model.source import RawFile
from jingyan.model.version import VERSION
from jingyan.model.volume import PageMap, VolumePlan
from jingyan.workspace.decisions import load_decisions
from jingyan.workspace.store import Original, Workspace, WorkspaceSettings
from jingyan.workspace.tables import ReadOriginal

# Table → part of the Comparison that it holds.
COMPARED = {
    "alignment": "alignments", "pair": "pairs", "cluster": "clusters", "share": "shares", "repeat": "repeats",
}  # fmt: skip
STAGES = ("read", "compare", "extract", "check", "plan")
STAGE_NAMES = {"read": "读取拆分", "compare": "查重", "extract": "提取", "check": "核校", "plan": "编排"}


@dataclass(frozen=True, slots=True)
class Added:
    """What `add` did with one file: kept as `original`, new or already there."""

    file: str
    original: Original
    new: bool


@dataclass(frozen=True, slots=True)
class State:
    """Where a workspace stands: originals, and for each stage whether it is done for exactly these originals; how many pairs and clusters wait for a
    verdict (`open`, None before comparing), how many are `decided`, how many verdicts were made on text that has changed (`stale`).
    """

    root: Path
    title: str
    originals: tuple[Original, ...]
    done: tuple[tuple[str, bool], ...]
    problems: tuple[Problem, ...]
    open: int | None = None
    decided: int = 0
    stale: int = 0
    submissions: tuple[Submission, ...] = ()


def start(folder: Path, imprint: Imprint, template: str) -> Workspace:
    """Make a workspace; raises JingyanError for an unknown template or a folder that is one already."""
    if template_folder(template) == Path(template):  # the editor's own: the workspace is used from other folders too
        template = str(Path(template).resolve())
    settings = WorkspaceSettings(imprint.title, imprint.organizer, imprint.date, imprint.place, template)
    return Workspace.create(folder, settings)


def _imprint(workspace: Workspace) -> Imprint:
    found = workspace.settings
    return Imprint(found.title, found.organizer, found.date, found.place)


def open_workspace(given: Path | None) -> Workspace:
    """The workspace at `given`, or the nearest one at or above the current folder. Raises JingyanError (2) when there is none."""
    return Workspace.find(given)


def add(
    paths: Iterable[Path], given: Path | None, *, file_names: str | None = None, progress: Progress = no_progress
) -> tuple[tuple[Added, ...], tuple[Skipped, ...], tuple[Problem, ...]]:
    """Keep copies of the files under `paths` as originals and read them; a pattern in `file_names` is kept in jingyan.toml ("" takes it away)."""
    workspace = Workspace.find(given)
    if file_names is not None:
        name_patterns([file_names])
        workspace.set("file_names", file_names)
    added: list[Added] = []
    skipped: list[Skipped] = []
    for path in paths:
        files, passed = find_files([path])
        skipped += passed
        for file in files:
            inside = file.relative_to(path) if path.is_dir() else Path(file.name)
            original, new = workspace.keep_original(file, PurePosixPath(*inside.parts))
            added.append(Added(str(file), original, new))
    collected = read_stage(workspace, progress=progress)
    return tuple(added), tuple(skipped), collected.problems


def state(given: Path | None) -> State:
    """Where the workspace stands."""
    workspace = Workspace.find(given)
    originals = workspace.originals()
    fingerprint = _fingerprint(originals, workspace)
    done = tuple((s, workspace.stage_inputs(s) == _mark(s, fingerprint, workspace)) for s in STAGES)
    problems = (*_missing(workspace), *workspace.load(["problem"])["problem"], *gone(workspace))
    now = State(workspace.root, workspace.settings.title, originals, done, problems)
    if workspace.settings.unit_list and originals:
        now = _with_units(workspace, now)
    if not dict(done)["compare"]:
        return now
    collected = read_stage(workspace)
    findings = check_stage(workspace, collected) if dict(done)["check"] else ()
    subjects = Subjects(collected, compare_stage(workspace, collected), findings)
    standing = standings(load_decisions(workspace), subjects)
    still_open = len(open_subjects(subjects, standing))
    return replace(
        now, open=still_open, decided=sum(s.valid for s in standing), stale=sum(not s.valid for s in standing)
    )


def _with_units(workspace: Workspace, now: State) -> State:
    from jingyan.app.arranging import submissions_in

    plan = workspace.load(["plan"])["plan"][0] if dict(now.done)["plan"] else None
    units, faults = submissions_in(workspace, read_stage(workspace), plan)
    return replace(now, submissions=units, problems=(*now.problems, *faults))


def read_stage(workspace: Workspace, *, progress: Progress = no_progress) -> Collected:
    """The collected originals; only those not read before are read. Raises JingyanError (4) when there are no originals."""
    from jingyan.executors.office import find_office
    from jingyan.script.fold import reading

    originals = workspace.originals()
    if not originals:
        raise JingyanError(str(workspace.root), "工作区里还没有来稿", todo="请先运行 jingyan add 收稿", exit_code=4)
    settings = workspace.settings
    kept = _read_before(workspace, originals)
    fingerprint = _fingerprint(originals, workspace)
    if workspace.stage_inputs("read") == fingerprint:
        kept = replace(kept, problems=(*_missing(workspace), *kept.problems))
        return with_beside(workspace, kept, progress=progress)
    before = _covered(kept)
    files = [o for o in originals if not any(_belongs(path, o) for path in before)]
    raws, failed = read_raw([workspace.root / o.path for o in files])
    named = {str(workspace.root / o.path): o.path for o in files}
    sources, unreadable = read_raws(
        [RawFile(named[raw.path], raw.data) for raw in raws], office=find_office(), progress=progress
    )
    sources, notes = without_covering_notes(sources)
    failed = [replace(p, source=named.get(p.source, p.source)) for p in failed]
    off = settings.off.split()
    known_rules(off)
    fresh = with_names(
        outline_sources(sources, [*failed, *unreadable, *notes], off=off, progress=progress), [settings.file_names]
    )
    together = sorted([*kept.sources, *fresh.sources], key=lambda s: s.path)
    outlines = {**kept.outlines, **fresh.outlines}
    readings = {s.path: kept.readings.get(s.path) or fresh.readings.get(s.path) or reading(s.text) for s in together}
    problems = tuple(sorted((*kept.problems, *fresh.problems), key=lambda p: p.source))
    collected = Collected(
        tuple(together), readings, outlines, problems, cleanings=fresh.cleanings, damage=fresh.damage, off=tuple(off)
    )
    items: dict[str, Sequence[object]] = {
        "read_original": [ReadOriginal(o.path, o.sha256) for o in originals],
        "source": collected.sources,
        "outline": [collected.outlines[s.path] for s in collected.sources],
        "piece": collected.pieces,
        "problem": collected.problems,
    }
    workspace.save_stage("read", fingerprint, items)
    collected = replace(collected, problems=(*_missing(workspace), *collected.problems))
    return with_beside(workspace, collected, progress=progress)


def _read_before(workspace: Workspace, originals: tuple[Original, ...]) -> Collected:
    """What the database holds of originals that are still there unchanged, by this version of the program."""
    from jingyan.script.fold import reading

    mark = workspace.stage_inputs("read") or ""
    if not mark.startswith(f"{_edition(workspace)}:"):
        return Collected((), {}, {}, ())
    known_before = workspace.load(["read_original", "source", "outline", "problem"])
    then = {(o.path, o.sha256) for o in known_before["read_original"]}
    originals = tuple(o for o in originals if (o.path, o.sha256) in then)
    sources = tuple(s for s in known_before["source"] if any(_belongs(s.path, o) for o in originals))
    outlines = {o.source: o for o in known_before["outline"]}
    problems = tuple(p for p in known_before["problem"] if any(_belongs(p.source, o) for o in originals))
    readings = {s.path: reading(s.text) for s in sources}
    return Collected(sources, readings, outlines, problems, off=tuple(workspace.settings.off.split()))


def _missing(workspace: Workspace) -> tuple[Problem, ...]:
    """A sentence for each original that is gone from 原稿/; it takes no part until it is back."""
    hint = "放回原处或重新 add 就会再收进来"
    return tuple(
        Problem("read.gone", "unreadable", o.path, "原稿已被删除或移走,不再参加", hint, sha256=o.sha256)
        for o in workspace.missing()
    )


def _covered(collected: Collected) -> set[str]:
    return {s.path for s in collected.sources} | {p.source for p in collected.problems}


def _belongs(path: str, original: Original) -> bool:
    """True for the original itself and for members of an archive."""
    return path == original.path or path.startswith(f"{original.path}/")


def _fingerprint(originals: Iterable[Original], workspace: Workspace) -> str:
    """The edition and a hash of every original's path and content."""
    text = "\n".join(f"{o.path}\0{o.sha256}" for o in originals)
    return f"{_edition(workspace)}:{hashlib.sha256(text.encode()).hexdigest()}"


def _edition(workspace: Workspace) -> str:
    """The tool's version and the settings that reading depends on: with another one everything is read again."""
    settings = workspace.settings
    own = f"{settings.file_names}\0{settings.off}"
    return VERSION if own == "\0" else f"{VERSION}+{hashlib.sha256(own.encode()).hexdigest()[:12]}"


def _mark(stage: str, fingerprint: str, workspace: Workspace) -> str:
    if stage in ("extract", "check"):
        fingerprint += tables_mark(tables_of(workspace)[0])
    if stage not in ("compare", "check", "plan"):
        return fingerprint
    found = workspace.settings
    mark = f"{fingerprint}:{beside_mark(workspace)}:{found.count}:{found.exclude}"
    if stage == "check":  # what is checked across pieces rests on the comparison
        return f"{mark}:{found.no_check}"
    if stage == "compare":
        return mark
    made = hashlib.sha256(repr(load_decisions(workspace)).encode()).hexdigest()[:16]
    return f"{mark}:{_imprint(workspace)}:{found.template}:{made}:{arrangement_mark(workspace)}"


def _is_done(workspace: Workspace, stage: str) -> bool:
    return workspace.stage_inputs(stage) == _mark(stage, _fingerprint(workspace.originals(), workspace), workspace)


def _finish(workspace: Workspace, stage: str, items: dict[str, tuple[object, ...]]) -> None:
    workspace.save_stage(stage, _mark(stage, _fingerprint(workspace.originals(), workspace), workspace), items)


def compare_stage(
    workspace: Workspace, collected: Collected, *, progress: Progress = no_progress, again: bool = False
) -> Comparison:
    """The kept comparison, or a new one."""
    if again or not _is_done(workspace, "compare"):
        found, problems = compare_pieces(collected, reuse_settings(against_of(workspace)), progress=progress)
        items = {name: getattr(found, part) for name, part in COMPARED.items()}
        _finish(workspace, "compare", {**items, "compare_problem": problems})
        return found
    kept = workspace.load(COMPARED)
    return Comparison(**{part: kept[name] for name, part in COMPARED.items()})


def decided_in(
    workspace: Workspace, collected: Collected, *, progress: Progress = no_progress
) -> tuple[Subjects, tuple[Standing, ...]]:
    """What can be decided on, and the decisions as they stand; findings are among it."""
    comparison = compare_stage(workspace, collected, progress=progress)
    subjects = Subjects(collected, comparison, check_stage(workspace, collected, progress=progress))
    return subjects, standings(load_decisions(workspace), subjects)


def extract_stage(
    workspace: Workspace, collected: Collected, *, progress: Progress = no_progress, again: bool = False
) -> dict[str, Extracts]:
    """The kept extracts by Source path, or new ones."""
    tables = {
        "figure": "figures", "measure": "measures", "initiative": "initiatives", "citation": "citations",
        "issue": "issues",
    }  # fmt: skip
    if again or not _is_done(workspace, "extract"):
        found, _ = extract_sources(collected, workspace_settings(workspace)[0], progress=progress)
        items = {t: tuple(i for x in found.values() for i in getattr(x, field)) for t, field in tables.items()}
        _finish(workspace, "extract", items)
        return found
    kept = workspace.load(tables)
    made: dict[str, dict[str, list[object]]] = {s.path: {f: [] for f in tables.values()} for s in collected.sources}
    for table, field in tables.items():
        for item in kept[table]:
            made[item.source][field].append(item)
    return {
        path: Extracts(path, **{f: tuple(items) for f, items in parts.items()})  # type: ignore[arg-type]
        for path, parts in made.items()
    }


def check_stage(
    workspace: Workspace, collected: Collected, *, progress: Progress = no_progress, again: bool = False
) -> tuple[Finding, ...]:
    """The kept findings, or new ones; rules that jingyan.toml switches off are left out."""
    skip = skipped_rules([workspace.settings.no_check])
    extracts = extract_stage(workspace, collected, progress=progress)
    if again or not _is_done(workspace, "check"):
        comparison = compare_stage(workspace, collected, progress=progress)
        table = workspace_settings(workspace)[0].indicators
        found, _ = check_sources(collected, extracts, comparison, skip=skip, indicators=table, progress=progress)
        _finish(workspace, "check", {"finding": found})
        return found
    findings: tuple[Finding, ...] = workspace.load(["finding"])["finding"]
    return findings


def settled_in(workspace: Workspace, collected: Collected, findings: tuple[Finding, ...]) -> frozenset[str]:
    """The codes of the findings that an editor settled."""
    made = load_decisions(workspace)
    return (
        frozenset(settled_findings(standings(made, Subjects(collected, Comparison(), findings))))
        if made
        else frozenset()
    )


def plan_stage(
    workspace: Workspace, collected: Collected, *, progress: Progress = no_progress, again: bool = False
) -> tuple[VolumePlan, tuple[Problem, ...]]:
    """The kept plan, or a new one."""
    comparison = compare_stage(workspace, collected, progress=progress)
    if not again and _is_done(workspace, "plan"):
        plan: VolumePlan = workspace.load(["plan"])["plan"][0]
        return plan, ()
    standing = standings(load_decisions(workspace), Subjects(collected, comparison))
    titles = {p.id: p.title for p in collected.with_references.pieces}
    decided = apply_decisions(comparison.clusters, standing, titles)
    template = template_folder(workspace.settings.template)
    arrangement, changed = arrangement_of(workspace, collected)
    listed, faults = units_of(workspace)
    plan, problems = plan_pieces(
        collected,
        decided.clusters,
        _imprint(workspace),
        template,
        decided.left_out,
        arrangement=arrangement,
        listed=listed,
    )
    _finish(workspace, "plan", {"plan": (plan,)})
    return plan, (*changed, *faults, *problems)


def run_all(workspace: Workspace, *, progress: Progress = no_progress) -> Results:
    """Everything up to the plan, kept results first."""
    collected = read_stage(workspace, progress=progress)
    comparison = compare_stage(workspace, collected, progress=progress)
    extracts = extract_stage(workspace, collected, progress=progress)
    findings = check_stage(workspace, collected, progress=progress)
    plan, problems = plan_stage(workspace, collected, progress=progress)
    problems = (*collected.problems, *workspace.load(["compare_problem"])["compare_problem"], *problems)
    standing = standings(load_decisions(workspace), Subjects(collected, comparison, findings))
    settled = settled_findings(standing)
    excluded = excluded_kinds(reuse_settings(against_of(workspace)))
    pages = PageMap((), measured=False)
    from jingyan.app.arranging import submissions_in

    units, _ = submissions_in(workspace, collected, plan)
    return Results(collected, comparison, extracts, findings, plan, problems, pages, standing, excluded, settled, units)


def compile_into(
    given: Path | None, *, pdf: bool | None, matter: MatterFiles = NO_FILES, progress: Progress = no_progress
) -> tuple[tuple[Written, ...], Results]:
    """汇编.docx (and PDF) in the workspace's 输出/; what `matter` asks for is kept in jingyan.toml."""
    from jingyan.executors.office import find_office

    workspace = Workspace.find(given)
    refuse_faulty(template_folder(workspace.settings.template))
    keep_matter(workspace, matter)
    results = run_all(workspace, progress=progress)
    office = find_office()
    files, gone = matter_of(workspace)
    around, trouble = load_matter(files, results.collected, results.plan, results.extracts, office=office)
    volume, problems = compile_volume(
        results.collected,
        results.plan,
        template_folder(workspace.settings.template),
        office=office,
        want_pdf=office is not None if pdf is None else pdf,
        matter=around,
        progress=progress,
    )
    problems = (*gone, *trouble, *problems)
    make_folder(workspace.output)
    earlier = earlier_outputs(workspace.output)
    written = [write_output(workspace.output, "汇编.docx", volume.docx, earlier)]
    if volume.pdf:
        written.append(write_output(workspace.output, "汇编.pdf", volume.pdf, earlier))
    results = replace(results, problems=(*results.problems, *problems), pages=volume.pages)
    return _with_record(workspace, results, written), results


def report_into(given: Path | None, *, progress: Progress = no_progress) -> tuple[tuple[Written, ...], Results]:
    """The three reports in the workspace's 输出/."""
    workspace = Workspace.find(given)
    results = run_all(workspace, progress=progress)
    make_folder(workspace.output)
    written = write_reports(results, workspace.output, earlier_outputs(workspace.output))
    return _with_record(workspace, results, written), results


def _with_record(workspace: Workspace, results: Results, written: list[Written]) -> tuple[Written, ...]:
    """Add run.json; it goes on naming the outputs of the other step."""
    folder = workspace.output
    new = {w.path.name for w in written}
    others = [Written(name, folder / name, sha) for name, sha in earlier_outputs(folder).items() if name not in new]
    found = workspace.settings
    names, off = (found.file_names,) if found.file_names else (), tuple(found.off.split())
    settings = BuildSettings(
        _imprint(workspace),
        found.template,
        file_names=names,
        off=off,
        against=against_of(workspace),
        no_check=tuple(found.no_check.split()),
    )
    record = run_record(results, settings, [*written, *others], Stopwatch().seconds)
    return (*written, write_output(folder, "run.json", record, earlier_record(folder)))


def export_workspace(
    what: str, given: Path | None, *, everything: bool = False, progress: Progress = no_progress
) -> Exported:
    """The rows of `what` from the workspace."""
    workspace = Workspace.find(given)
    needs = EXPORTS[known(what)][1]
    collected = read_stage(workspace, progress=progress)
    extracts = extract_stage(workspace, collected, progress=progress) if "extract" in needs else {}
    findings = check_stage(workspace, collected, progress=progress) if "check" in needs else ()
    comparison = compare_stage(workspace, collected, progress=progress) if "compare" in needs else Comparison()
    made = load_decisions(workspace) if findings else ()
    settled = settled_findings(standings(made, Subjects(collected, comparison, findings)))
    exportable = Exportable(collected, extracts, findings, comparison, settled)
    return Exported(rows_of(what, exportable, everything=everything), collected.problems, exit_code(collected))
