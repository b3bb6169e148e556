"""Build: the main job from files to volume and reports, without a workspace."""

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from jingyan.app.against import NOTHING, Against, excluded_kinds, reuse_settings, with_against
from jingyan.app.arrangement_table import read_table
from jingyan.app.arranging import plan_for_build, sheet_output
from jingyan.app.collect import Collected, collect
from jingyan.app.compare import compare_pieces
from jingyan.app.compile import compile_volume, template_folder
from jingyan.app.extract import check_sources, extract_sources
from jingyan.app.matter import NO_FILES, MatterFiles, check_files, load_matter
from jingyan.app.outputs import Written, earlier_outputs, make_folder, write_output
from jingyan.app.plan import Imprint
from jingyan.app.record import Results, counts, run_record
from jingyan.app.report import write_reports
from jingyan.app.rules import skipped_rules
from jingyan.app.tables import NO_TABLES, TableFiles, extract_settings
from jingyan.app.templates import refuse_faulty
from jingyan.app.unit_list import load_units
from jingyan.model.arrangement import Change
from jingyan.model.problem import JingyanError, Problem, Progress, no_progress
from jingyan.model.source import Office

if TYPE_CHECKING:
    from jingyan.reuse.settings import ReuseSettings


@dataclass(frozen=True, slots=True)
class BuildSettings:
    """What an editor can choose for a build.

    `pdf` None means: if LibreOffice is there and pages are measured. `pages` "auto" measures them where that is possible, "estimate" never starts LibreOffice
    for the volume (quicker, no PDF). `file_names` are patterns of file names, `off` rules of cleaning that change nothing, `against` the texts
    beside the submissions and which shared text counts, `no_check` rules of checking that are left out, `tables` the editor's own tables of indicators and units, `matter` what stands before and behind the pieces,
    `plan` an editor's 编排.xlsx, `unit_lists` files of the units that were asked to submit.
    """

    imprint: Imprint = field(default_factory=Imprint)
    template: str = "jiangxi"
    pdf: bool | None = None
    pages: Literal["auto", "estimate"] = "auto"
    file_names: tuple[str, ...] = ()
    off: tuple[str, ...] = ()
    against: Against = NOTHING
    no_check: tuple[str, ...] = ()
    tables: TableFiles = NO_TABLES
    matter: MatterFiles = NO_FILES
    plan: Path | None = None
    unit_lists: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Built:
    """What a build leaves behind: the files written and the results they were made from."""

    outputs: tuple[Written, ...]
    results: Results
    seconds: dict[str, float] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()

    @property
    def unreadable(self) -> tuple[Problem, ...]:
        """Inputs that took no part."""
        return tuple(p for p in self.results.problems if p.severity == "unreadable")

    def has_findings(self, limit: str) -> bool:
        """True if a finding is an error, or with `limit` "warning" at least a warning."""
        wanted = {"error"} if limit == "error" else {"error", "warning"}
        return any(f.severity in wanted and f.status != "consistent" for f in self.results.findings)

    def summary(self) -> dict[str, Any]:
        """What `--json` prints: counts, outputs with notes, seconds."""
        outputs = [{"name": w.name, "path": str(w.path), "sha256": w.sha256, "note": w.note} for w in self.outputs]
        pages = "measured" if self.results.pages.measured else "estimated"
        return {"counts": counts(self.results), "pages": pages, "outputs": outputs, "seconds": self.seconds}


class Stopwatch:
    """Seconds by stage, for run.json."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Add the time spent inside to `name`."""
        begin = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = round(self.seconds.get(name, 0.0) + time.perf_counter() - begin, 3)


def build(paths: Iterable[Path], out: Path, settings: BuildSettings, *, progress: Progress = no_progress) -> Built:
    """Collect, compare, extract, check, plan, compile and report into the folder `out`.

    Raises JingyanError: 2 a path, template or rule that does not exist, 4 nothing usable among the inputs (run.json is written all the same),
    5 the folder cannot be written.
    """
    from jingyan.executors.office import find_office

    given = tuple(paths)
    template = template_folder(settings.template)
    refuse_faulty(template)
    check_files(settings.matter)
    skipped_rules(settings.no_check)
    counting = reuse_settings(settings.against)
    extract_settings(settings.tables)
    load_units(settings.unit_lists)
    if settings.plan:
        read_table(settings.plan, "--plan")
    office = find_office()
    clock = Stopwatch()
    with clock.stage("collect"):
        collected = collect(given, office=office, off=settings.off, file_names=settings.file_names, progress=progress)
        collected = with_against(collected, settings.against, office=office, progress=progress)
    make_folder(out)
    if not any(p.kind != "collection" for p in collected.pieces):
        _record_failure(collected, out, settings, clock)
        raise _nothing_usable(collected, given)
    results, written, changes = _run(collected, out, settings, counting, template, office, clock, progress)
    return Built(written, results, clock.seconds, changes)


def _run(
    collected: Collected,
    out: Path,
    settings: BuildSettings,
    counting: "ReuseSettings",
    template: Path,
    office: Office | None,
    clock: Stopwatch,
    progress: Progress,
) -> tuple[Results, tuple[Written, ...], tuple[Change, ...]]:
    with clock.stage("compare"):
        comparison, compare_problems = compare_pieces(collected, counting, progress=progress)
    with clock.stage("extract"):
        chosen, table_problems = extract_settings(settings.tables)
        extracts, extract_problems = extract_sources(collected, chosen, progress=progress)
        extract_problems = (*table_problems, *extract_problems)
    with clock.stage("check"):
        findings, check_problems = check_sources(
            collected,
            extracts,
            comparison,
            skip=skipped_rules(settings.no_check),
            indicators=chosen.indicators,
            progress=progress,
        )
    with clock.stage("plan"):
        planned = plan_for_build(
            collected, comparison, settings.imprint, template, table=settings.plan, unit_lists=settings.unit_lists
        )
        plan, plan_problems = planned.plan, planned.problems
    ruler = office if settings.pages == "auto" else None
    want_pdf = ruler is not None if settings.pdf is None else settings.pdf
    with clock.stage("compile"):
        matter, matter_problems = load_matter(settings.matter, collected, plan, extracts, office=office)
        volume, volume_problems = compile_volume(
            collected, plan, template, office=ruler, want_pdf=want_pdf, matter=matter, progress=progress
        )
        volume_problems = (*matter_problems, *volume_problems)
    if settings.pages == "estimate":  # asked for, so the volume's own reason (no LibreOffice) would be untrue
        volume_problems = tuple(p for p in volume_problems if p.code != "volume.estimated")
    problems = (
        *collected.problems, *compare_problems, *extract_problems, *check_problems, *plan_problems, *volume_problems,
    )  # fmt: skip
    results = Results(collected, comparison, extracts, findings, plan, problems, volume.pages)
    results = replace(results, excluded=excluded_kinds(counting), submissions=planned.submissions)
    earlier = earlier_outputs(out)
    with clock.stage("report"):
        progress("报告", 0, 0)
        written = [write_output(out, "汇编.docx", volume.docx, earlier)]
        if volume.pdf:
            written.append(write_output(out, "汇编.pdf", volume.pdf, earlier))
        written += write_reports(results, out, earlier)
        written.append(sheet_output(out, planned, earlier, f"jingyan build … --plan {out / '编排.xlsx'}"))
    written.append(
        write_output(out, "run.json", run_record(results, settings, written, clock.seconds), earlier_record(out))
    )
    return results, tuple(written), planned.changes


def earlier_record(folder: Path) -> dict[str, str]:
    """run.json is always our own: it may be replaced when it is one."""
    from hashlib import sha256

    record = folder / "run.json"
    return {"run.json": sha256(record.read_bytes()).hexdigest()} if earlier_outputs(folder) and record.is_file() else {}


def _record_failure(collected: Collected, out: Path, settings: BuildSettings, clock: Stopwatch) -> None:
    from jingyan.model.reuse import Comparison
    from jingyan.model.volume import PageMap, VolumePlan

    plan = VolumePlan(settings.imprint.title, ())
    results = Results(collected, Comparison(), {}, (), plan, collected.problems, PageMap((), measured=False))
    write_output(out, "run.json", run_record(results, settings, [], clock.seconds), earlier_record(out))


def _nothing_usable(collected: Collected, paths: Iterable[Path]) -> JingyanError:
    unreadable = [p for p in collected.problems if p.severity == "unreadable"]
    known = ";".join(f"{p.source}:{p.message.rstrip('。')}" for p in unreadable[:5])
    if len(unreadable) > 5:
        known += f";另有 {len(unreadable) - 5} 个文件也不能用"
    todo = "请按各个文件的情况处理后再试" if unreadable else "请检查文件夹里有没有来稿"
    return JingyanError("、".join(map(str, paths)), "没有一份来稿可以用", known=known, todo=todo, exit_code=4)
