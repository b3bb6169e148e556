"""Letters: one docx a unit and kind into 函件/, with the list of what was written to whom and the sheet for answers."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from json import dumps, loads
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from jingyan.app.against import NOTHING, Against, excluded_kinds, reuse_settings, with_against
from jingyan.app.collect import Collected, collect
from jingyan.app.compare import compare_pieces
from jingyan.app.compile import compile_volume, template_folder
from jingyan.app.decide import Subjects
from jingyan.app.extract import check_sources, extract_sources
from jingyan.app.letter_homes import homes
from jingyan.app.outputs import RECORD, Written, earlier_outputs, make_folder, write_output
from jingyan.app.plan import Imprint, plan_pieces
from jingyan.app.project import open_workspace, run_all
from jingyan.app.record import Results
from jingyan.app.report import settled_of
from jingyan.model.letter import LETTER_NAMES, LetterHead, LetterKind, UnitMail
from jingyan.model.problem import JingyanError, Problem, Progress, no_progress
from jingyan.model.version import VERSION
from jingyan.model.volume import PageMap
from jingyan.workspace.store import ORIGINALS

if TYPE_CHECKING:
    from jingyan.render.letter_sheets import Sent

_NO_MORE = "上次写的,这次不再需要"
FOLDER, LIST, ANSWERS = "函件", "函件清单.xlsx", "核实答复.xlsx"
_WORDS: dict[LetterKind, tuple[str, ...]] = {
    "amend": ("补正", "补正函"), "ask": ("核实", "核实通知"), "return": ("退稿", "退稿通知"), "adopt": ("采用", "采用函"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class LetterSettings:
    """What an editor can choose: `kinds` of letters, `units` (parts of names; none: all), the lightest findings to ask about, what stands in the head (`sender` "" takes the
    workspace's organizer), whether other units are told by name, a folder `templates` with the editor's own, `pages` "auto" measures them with LibreOffice where it is there.
    """

    kinds: tuple[LetterKind, ...] = tuple(LETTER_NAMES)
    units: tuple[str, ...] = ()
    severity: Literal["error", "warning", "info"] = "warning"
    sender: str = ""
    date: str = ""
    due: str = ""
    contact: str = ""
    name_others: bool = False
    templates: Path | None = None
    pages: Literal["auto", "estimate"] = "auto"


@dataclass(frozen=True, slots=True)
class Letters:
    """What a run wrote: the `letters` in the order of the list, all `outputs`, `stale` names of letters of an earlier run that nothing calls for any more."""

    letters: tuple["Sent", ...]
    outputs: tuple[Written, ...]
    problems: tuple[Problem, ...]
    stale: tuple[str, ...] = ()


def letter_kinds(written: Iterable[str]) -> tuple[LetterKind, ...]:
    """The kinds that are meant, in their usual order; all when none is written. Raises JingyanError (2) for one that is not known."""
    meant: set[LetterKind] = set()
    for word in (w.strip() for text in written for w in text.replace("，", ",").replace("、", ",").split(",")):
        known: list[LetterKind] = [k for k, name in LETTER_NAMES.items() if word in (k, name, *_WORDS[k])]
        if not known:
            raise JingyanError(
                f"--kind {word}", "没有这种函件", todo=f"可以写:{'、'.join(LETTER_NAMES.values())},几种用逗号隔开"
            )
        meant |= set(known)
    return tuple(k for k in LETTER_NAMES if k in meant or not meant)


def letters_of_workspace(
    given: Path | None, settings: LetterSettings, out: Path | None = None, *, progress: Progress = no_progress
) -> Letters:
    """Write the letters of a workspace into `out` (its 输出/函件/ when None); steps that were not done are done first."""
    workspace = open_workspace(given)
    results = run_all(workspace, progress=progress)
    own = tuple(p for p in results.problems if p.source.startswith(f"{ORIGINALS}/"))
    found = workspace.settings
    sender = settings.sender or found.organizer
    relative = {p: p.removeprefix(f"{ORIGINALS}/") for p in _paths(results.collected, own)}
    written = _write(
        results,
        own,
        replace(settings, sender=sender),
        out or workspace.output / FOLDER,
        template_folder(found.template),
        relative,
        [found.file_names],
        answers=True,
        progress=progress,
    )
    return replace(written, problems=results.collected.problems)


def letters_of_paths(
    paths: Sequence[Path],
    settings: LetterSettings,
    out: Path,
    *,
    imprint: Imprint | None = None,
    against: Against = NOTHING,
    template: str = "jiangxi",
    file_names: Sequence[str] = (),
    progress: Progress = no_progress,
) -> Letters:
    """Write the letters about the files under `paths`, without a workspace (so there is no sheet for answers). Raises JingyanError (4) when there is nothing to write about."""
    from jingyan.executors.office import find_office

    folder = template_folder(template)
    counting = reuse_settings(against)
    office = find_office()
    collected = collect(paths, office=office, file_names=file_names, progress=progress)
    own = collected.problems
    if not collected.sources and not own:
        raise JingyanError("、".join(map(str, paths)), "没有一份来稿可以用", exit_code=4)
    collected = with_against(collected, against, office=office, progress=progress)
    comparison, _ = compare_pieces(collected, counting, progress=progress)
    extracts, _ = extract_sources(collected, progress=progress)
    findings, _ = check_sources(collected, extracts, comparison, progress=progress)
    plan, _ = plan_pieces(collected, comparison.clusters, imprint or Imprint(), folder)
    results = Results(collected, comparison, extracts, findings, plan, own, PageMap((), measured=False))
    results = replace(results, excluded=excluded_kinds(counting))
    relative = {p: _below(p, paths) for p in _paths(collected, own)}
    written = _write(results, own, settings, out, folder, relative, file_names, answers=False, progress=progress)
    return replace(written, problems=collected.problems)


def _paths(collected: Collected, problems: Iterable[Problem]) -> list[str]:
    return list(dict.fromkeys([*(s.path for s in collected.sources), *(p.source for p in problems)]))


def _below(path: str, roots: Sequence[Path]) -> str:
    """The path from the folder it was collected in."""
    for root in roots:
        if root.is_dir() and Path(path).is_relative_to(root):
            return Path(path).relative_to(root).as_posix()
    return Path(path).name


def _write(
    results: Results,
    problems: tuple[Problem, ...],
    settings: LetterSettings,
    out: Path,
    template: Path,
    relative: dict[str, str],
    file_names: Sequence[str],
    *,
    answers: bool,
    progress: Progress,
) -> Letters:
    from jingyan.render.letter_sheets import answers_book, letters_list, sent

    progress("函件", 0, 0)
    head = LetterHead(results.plan.title, settings.sender, settings.date, settings.due, settings.contact)
    mails = _mails(results, problems, settings, template, relative, file_names, progress)
    wanted = [(k, m) for m in _chosen(mails, settings.units) for k in settings.kinds if m.items(k)]
    docs = _letters(wanted, head, settings)
    make_folder(out)
    earlier, before = earlier_outputs(out), _listed(out)
    made: list[Sent] = []
    outputs: list[Written] = []
    for (kind, mail), name, data in zip(wanted, _names(wanted), docs, strict=True):
        done = write_output(out, name, data, earlier)
        outputs.append(done)
        made.append(sent(kind, mail, head, done.path.name, done.note))
    stale: tuple[str, ...] = ()
    if settings.kinds == tuple(LETTER_NAMES) and not settings.units:
        stale = tuple(s.file for s in before if s.file not in {w.path.name for w in outputs})
    listed = (*(s for s in before if s.file not in {m.file for m in made}), *made)
    listed = tuple(replace(s, note=_NO_MORE) if s.file in stale else s for s in listed)
    if listed:
        outputs.append(write_output(out, LIST, letters_list(listed), earlier))
    if answers and any(k == "ask" for k, _ in wanted):
        subjects = Subjects(results.collected, results.comparison, results.findings)
        contents = {code: s.content for code, s in subjects.by_code.items() if s.kind == "finding"}
        # All units' questions, also when only some are written to: the sheet goes on taking everybody's answers.
        outputs.append(write_output(out, ANSWERS, answers_book(mails, contents), earlier))
    _record(out, outputs, earlier, listed)
    return Letters(tuple(made), tuple(outputs), problems, stale)


def _listed(out: Path) -> tuple["Sent", ...]:
    """The letters of earlier runs that still lie in the folder."""
    from jingyan.render.letter_sheets import Sent

    try:
        rows = loads((out / RECORD).read_text(encoding="utf-8"))["letters"]
        found = [Sent(**{**row, "about": tuple(row["about"])}) for row in rows]
    except (OSError, ValueError, KeyError, TypeError):
        return ()
    return tuple(s for s in found if (out / s.file).is_file())


def _letters(wanted: Sequence[tuple[LetterKind, UnitMail]], head: LetterHead, settings: LetterSettings) -> list[bytes]:
    """Every letter before any is written, so that a faulty template leaves nothing half done."""
    from jingyan.render.letters import letter_docx, letter_template

    if settings.templates is not None and not settings.templates.is_dir():
        raise JingyanError(f"--templates {settings.templates}", "没有这个文件夹", todo="请检查路径")
    chosen = {k: letter_template(k, settings.templates) for k in LETTER_NAMES if any(k == kind for kind, _ in wanted)}
    for template in chosen.values():
        if template.parent == settings.templates:
            _refuse_faulty(template)
    return [letter_docx(kind, head, mail, chosen[kind]) for kind, mail in wanted]


def _refuse_faulty(template: Path) -> None:
    """Raises JingyanError (2) with the first faults of an editor's template."""
    from jingyan.render.template_check import check_template

    bad = [f for f in check_template(template) if f.kind == "fault"]
    if bad:
        known = ";".join(f.sentence.rstrip("。") for f in bad[:3])
        todo = f"请改好以后用 jingyan template check {template} 检查"
        raise JingyanError(str(template), f"函件模板有 {len(bad)} 处错误,没有写函件", known=known, todo=todo)


def _mails(
    results: Results,
    problems: tuple[Problem, ...],
    settings: LetterSettings,
    template: Path,
    relative: dict[str, str],
    file_names: Sequence[str],
    progress: Progress,
) -> tuple[UnitMail, ...]:
    from jingyan.render.catalogue import Catalogue
    from jingyan.render.letter_content import ContentSettings, Material, recipients, unit_mails
    from jingyan.script.fold import reading

    collected = results.collected
    beside = collected.with_references
    # Letters and findings name units and titles in simplified characters.
    printed = {e.id: e.organisation for e in results.plan.entries}
    pieces = [
        replace(p, title=reading(p.title), organisation=p.organisation and reading(p.organisation))
        if printed.get(p.id) in (None, p.organisation)
        else replace(p, title=reading(p.title), organisation=printed[p.id], organisation_span=None)  # the editor's word
        for p in beside.pieces
    ]
    catalogue = Catalogue(
        beside.sources, pieces, results.comparison, results.plan, references=collected.reference_paths
    )
    addressed = recipients(catalogue, collected.readings)
    units = {relative[p.piece.source]: addressed[p.piece.id] for p in catalogue.submitted if p.piece.organisation}
    lost = {path: relative[path] for path in _paths(collected, problems) if path not in collected.by_path}
    told = homes(lost.values(), units, [n for n in file_names if n])
    material = Material(
        problems,
        results.findings,
        collected.readings,
        settled_of(results),
        {path: told[short] for path, short in lost.items() if short in told},
        _called_copies(results),
        _pages(results, settings, template, progress),
    )
    return unit_mails(catalogue, material, ContentSettings(settings.severity, settings.name_others))


def _called_copies(results: Results) -> frozenset[str]:
    """Pieces that the editor wants to give back."""
    made = (s.decision for s in results.decisions if s.valid)
    return frozenset(d.piece for d in made if d.verdict == "copy" and d.piece)


def _pages(results: Results, settings: LetterSettings, template: Path, progress: Progress) -> PageMap | None:
    """The pages of the volume, when they are to be told."""
    from jingyan.executors.office import find_office

    if "adopt" not in settings.kinds or not results.plan.entries:
        return None
    office = find_office() if settings.pages == "auto" else None
    volume, _ = compile_volume(
        results.collected, results.plan, template, office=office, want_pdf=False, progress=progress
    )
    return volume.pages


def _chosen(mails: tuple[UnitMail, ...], wanted: Sequence[str]) -> tuple[UnitMail, ...]:
    for word in wanted:
        if not any(word in m.to for m in mails):
            names = "、".join(m.to for m in mails[:12]) + ("等" if len(mails) > 12 else "")
            raise JingyanError(f"--unit {word}", "没有要给这个单位的函件", known=f"有函件的单位:{names or '没有'}")
    return tuple(m for m in mails if not wanted or any(word in m.to for word in wanted))


def _names(wanted: Sequence[tuple[LetterKind, UnitMail]]) -> list[str]:
    """File names that every system takes, each once."""
    import re

    made: list[str] = []
    for kind, mail in wanted:
        to = re.sub(r'[\\/:*?"<>|\x00-\x1f“”]+', "", mail.to).strip(" .")[:60] or "单位"
        name, number = f"{LETTER_NAMES[kind]}_{to}", 2
        while f"{name}.docx" in made:
            name, number = f"{LETTER_NAMES[kind]}_{to}_{number}", number + 1
        made.append(f"{name}.docx")
    return made


def _record(out: Path, outputs: Sequence[Written], earlier: dict[str, str], listed: Sequence["Sent"]) -> None:
    """The folder's own run.json: by it the next run knows which files nobody has changed, and which letters there are."""
    if not outputs and not earlier:
        return
    known = {**earlier, **{w.path.name: w.sha256 for w in outputs}}
    rows = [{"file": name, "sha256": digest} for name, digest in sorted(known.items()) if name != RECORD]
    record: dict[str, object] = {"tool": "jingyan", "version": VERSION, "command": "letters", "outputs": rows}
    record |= {"letters": [asdict(s) for s in listed]}
    data = (dumps(record, ensure_ascii=False, indent=1) + "\n").encode()
    present = {RECORD: sha256((out / RECORD).read_bytes()).hexdigest()} if (out / RECORD).is_file() else {}
    write_output(out, RECORD, data, present if earlier else {})
