"""Arranging: an editor's 编排.xlsx written, compared, applied and taken back, in a workspace or for one build."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from jingyan.app.arrange import contents_of, differences, lines_of
from jingyan.app.arrangement_kept import arrangement_of, kept_arrangement, units_of
from jingyan.app.arrangement_table import read_table
from jingyan.app.collect import Collected
from jingyan.app.outputs import Written, make_folder, write_output
from jingyan.app.plan import Imprint, plan_pieces, printed_entries
from jingyan.app.unit_list import keep_list, load_units, submissions_of
from jingyan.model.arrangement import Applied, Arrangement, Change, Line, ListedUnit, Placing, Submission
from jingyan.model.problem import JingyanError, Problem, Progress, no_progress
from jingyan.model.reuse import Comparison
from jingyan.model.volume import Entry, VolumePlan
from jingyan.workspace.arrangements import load_arrangements, save_arrangement, undo_arrangement

if TYPE_CHECKING:
    from jingyan.workspace.store import Workspace

SHEET = "编排.xlsx"


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan with everything an editor sees of it: its lines, the names of the parts, what was changed, how the units stand, and the 编排表 that was written."""

    plan: VolumePlan
    lines: tuple[Line, ...]
    parts: tuple[str, ...]
    arrangement: Arrangement
    problems: tuple[Problem, ...] = ()
    changes: tuple[Change, ...] = ()
    submissions: tuple[Submission, ...] = ()
    written: Written | None = None
    applied: bool = False


def plan_for_build(
    collected: Collected,
    comparison: Comparison,
    imprint: Imprint,
    template: Path,
    *,
    table: Path | None = None,
    unit_lists: Sequence[Path] = (),
) -> Planned:
    """The plan of a build, with an editor's `table` applied to it. Raises JingyanError (2) for a file that is not there."""
    listed, problems = load_units(unit_lists)
    contents, entries = contents_of(collected), printed_entries(collected)
    plan, told = plan_pieces(collected, comparison.clusters, imprint, template, listed=listed)
    arrangement = Arrangement()
    changes: tuple[Change, ...] = ()
    parts = part_names(template, arrangement)
    lines = lines_of(collected, comparison.clusters, plan, arrangement, entries, contents)
    if table:
        typed, trouble = read_table(table, "--plan")
        found = differences(typed, lines, parts, arrangement, table.name)
        problems = (*problems, *trouble, *found.problems)
        arrangement, changes = found.arrangement, found.changes
        plan, told = plan_pieces(
            collected, comparison.clusters, imprint, template, arrangement=arrangement, listed=listed
        )
        parts = part_names(template, arrangement)
        lines = lines_of(collected, comparison.clusters, plan, arrangement, entries, contents)
    stand = submissions_of(collected.pieces, _as_placed(entries, arrangement), listed, collected.problems, plan)
    return Planned(plan, lines, parts, arrangement, (*problems, *told), changes, stand)


def _as_placed(entries: dict[str, Entry], arrangement: Arrangement) -> dict[str, Entry]:
    """The entries with the organisations that the editor put right; one that is only not to be printed stays known."""
    said: dict[str, Placing] = {p.id: p for p in arrangement.placings}
    return {
        i: replace(e, organisation=said[i].organisation) if i in said and said[i].organisation else e
        for i, e in entries.items()
    }


def part_names(template: Path, arrangement: Arrangement) -> tuple[str, ...]:
    """All parts in printing order: the editor's, then those of the template, then what single pieces name."""
    from jingyan.render.templates import read_template

    said = (p.part for p in arrangement.placings if p.part)
    return tuple(dict.fromkeys((*arrangement.parts, *(name for name, _ in read_template(template).parts), *said)))


def sheet_output(folder: Path, planned: Planned, earlier: dict[str, str], command: str) -> Written:
    """Write 编排.xlsx into `folder`: over our own untouched output, over a table whose wishes are all in the plan already, else as `编排(2).xlsx` with a note.

    `command` says how the changes in a table that was left alone are applied.
    """
    from jingyan.render.arrangement import arrangement_book

    data = arrangement_book(planned.lines, planned.parts, title=planned.plan.title, units=planned.submissions)
    path = folder / SHEET
    present = _digest(path)
    pending = present is not None and present not in (earlier.get(SHEET), sha256(data).hexdigest())
    if pending and present is not None and not _says_more(path, planned):
        earlier, pending = {**earlier, SHEET: present}, False
    written = write_output(folder, SHEET, data, earlier)
    if pending:
        note = f"《{SHEET}》里有还没有采用的改动,没有覆盖,这次的编排写在《{written.path.name}》;要采用:{command}"
        return Written(written.name, written.path, written.sha256, note)
    return written


def _digest(path: Path) -> str | None:
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None


def _says_more(path: Path, planned: Planned) -> bool:
    """True if the table at `path` wants something that the plan does not do, or cannot be understood."""
    try:
        typed, trouble = read_table(path)
    except JingyanError:
        return True
    found = differences(typed, planned.lines, planned.parts, planned.arrangement, path.name)
    return bool(found.changes or found.problems or any(p.severity == "unreadable" for p in trouble))


def plan_workspace(
    given: Path | None,
    *,
    table: Path | None = None,
    dry_run: bool = False,
    unit_lists: Sequence[Path] = (),
    by: str = "",
    progress: Progress = no_progress,
) -> Planned:
    """Plan in a workspace. With `table` its changes are applied and recorded (only told when `dry_run`); 编排.xlsx in 输出/ is written anew.

    Raises JingyanError (2) for a table that is not there or holds nothing usable.
    """
    from jingyan.app.project import open_workspace, read_stage

    workspace = open_workspace(given)
    if not dry_run:
        keep_list(workspace, unit_lists)
    typed, trouble = read_table(table) if table else ((), ())
    if table and not typed:
        raise JingyanError(f"--from {table}", *_reason(trouble), todo="现有的编排没有改动")
    collected = read_stage(workspace, progress=progress)
    now = _planned(workspace, collected, progress=progress)
    if table is None:
        return now if dry_run else _with_sheet(workspace, now)
    found = differences(typed, now.lines, now.parts, now.arrangement, table.name)
    told = (*now.problems, *trouble, *found.problems)
    if dry_run or not found.worth_keeping:
        shown = Planned(now.plan, now.lines, now.parts, now.arrangement, told, found.changes, now.submissions)
        return shown if dry_run else _with_sheet(workspace, shown)
    kept = _with_gone(found.arrangement, kept_arrangement(workspace), now.arrangement)
    lines = tuple(c.sentence for c in found.changes) or (f"确认后来的 {found.acknowledged} 篇",)
    save_arrangement(workspace, Applied(0, table.name, _now(), by, lines, kept))
    after = _planned(workspace, collected, progress=progress)
    problems = (*after.problems, *trouble, *found.problems)
    done = Planned(
        after.plan, after.lines, after.parts, after.arrangement, problems, found.changes, after.submissions, None, True
    )
    return _with_sheet(workspace, done)


def _reason(trouble: Sequence[Problem]) -> tuple[str]:
    return (trouble[0].message.rstrip("。") if trouble else "表里没有一行可以用",)


def _with_gone(new: Arrangement, kept: Arrangement, today: Arrangement) -> Arrangement:
    """The new arrangement with what was said of pieces that are not there today: they may come back."""
    contents = {p.content for p in today.placings} | {p.content for p in new.placings}
    ids = {p.id for p in new.placings}
    gone = tuple(p for p in kept.placings if p.content not in contents and p.id not in ids)
    return Arrangement((*new.placings, *gone), new.parts)


def undo_last(given: Path | None, *, progress: Progress = no_progress) -> tuple[Applied, Planned]:
    """Take the last applied table back; returns it and the plan as it is then. Raises JingyanError (2) when there is none."""
    from jingyan.app.project import open_workspace, read_stage

    workspace = open_workspace(given)
    undone = undo_arrangement(workspace, _now())
    if undone is None:
        raise JingyanError("--undo", "还没有采用过编排表,没有什么可以撤销")
    collected = read_stage(workspace, progress=progress)
    return undone, _with_sheet(workspace, _planned(workspace, collected, progress=progress))


def history(given: Path | None) -> tuple[Applied, ...]:
    """Every table that was ever applied, in order."""
    from jingyan.app.project import open_workspace

    return load_arrangements(open_workspace(given))


def submissions_in(
    workspace: "Workspace", collected: Collected, plan: VolumePlan | None
) -> tuple[tuple[Submission, ...], tuple[Problem, ...]]:
    """How the units of the workspace's list stand, and what is wrong with the list."""
    listed, problems = units_of(workspace)
    if not listed:
        return (), problems
    entries = _as_placed(printed_entries(collected), arrangement_of(workspace, collected)[0])
    return submissions_of(collected.pieces, entries, listed, collected.problems, plan), problems


def _planned(workspace: "Workspace", collected: Collected, *, progress: Progress) -> Planned:
    from jingyan.app.compile import template_folder
    from jingyan.app.project import compare_stage, plan_stage

    plan, problems = plan_stage(workspace, collected, progress=progress, again=True)
    clusters = compare_stage(workspace, collected, progress=progress).clusters
    arrangement, _ = arrangement_of(workspace, collected)
    entries, contents = printed_entries(collected), contents_of(collected)
    lines = lines_of(collected, clusters, plan, arrangement, entries, contents)
    parts = part_names(template_folder(workspace.settings.template), arrangement)
    listed: tuple[ListedUnit, ...] = units_of(workspace)[0]
    stand = submissions_of(collected.pieces, _as_placed(entries, arrangement), listed, collected.problems, plan)
    return Planned(plan, lines, parts, arrangement, (*collected.problems, *problems), (), stand)


def _with_sheet(workspace: "Workspace", planned: Planned) -> Planned:
    make_folder(workspace.output)
    try:
        earlier: dict[str, str] = json.loads(workspace.stage_inputs("sheet") or "{}")
    except ValueError:
        earlier = {}
    written = sheet_output(workspace.output, planned, earlier, f"jingyan plan --from {workspace.output / SHEET}")
    workspace.save_stage("sheet", json.dumps({**earlier, written.path.name: written.sha256}), {})
    return replace(planned, written=written)


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")
