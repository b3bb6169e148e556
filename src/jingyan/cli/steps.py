"""The main job in steps, in a workspace: init, add, status, compare, extract, check, plan, compile, report."""

from pathlib import Path
from typing import Annotated, Any

import typer

from jingyan.cli.arrangement import By, DryRun, From, History, Undo, UnitsOrder, say_changes, say_units, units_row
from jingyan.cli.beside import Count, Exclude, Policies, References, Templates, against
from jingyan.cli.checks import NoCheck, show_rules
from jingyan.cli.chinese import Command
from jingyan.cli.console import print_json, progress_bar, say, show_problems, warn
from jingyan.cli.matter import Afterword, Committee, Indexes, Preface, matter_files
from jingyan.cli.tables import Indicators, Units, table_files
from jingyan.model.problem import JingyanError

Folder = Annotated[Path | None, typer.Option("--workspace", "-w", help="工作区文件夹,不写时用最近的上级")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="不显示进度和摘要")]
Json = Annotated[bool, typer.Option("--json", help="摘要用 JSON 输出")]


def register(app: typer.Typer) -> None:
    """Add the commands of this file to `app`, in the order an editor uses them."""
    for name, function in (
        ("init", init), ("add", add), ("status", status), ("compare", compare), ("extract", extract),
        ("check", check), ("plan", plan), ("compile", compile_), ("report", report),
    ):  # fmt: skip
        app.command(name, cls=Command)(function)


def init(
    folder: Annotated[Path, typer.Argument(metavar="文件夹", help="新工作区的文件夹")],
    title: Annotated[str, typer.Option("--title", help="汇编的名称")] = "经验交流材料汇编",
    organizer: Annotated[str, typer.Option("--organizer", help="封面上的编印单位")] = "",
    date: Annotated[str, typer.Option("--date", help="封面上的日期,照原样印")] = "",
    place: Annotated[str, typer.Option("--place", help="封面上的地点")] = "",
    template: Annotated[str, typer.Option("--template", help="模板名或模板文件夹")] = "jiangxi",
) -> int:
    """建立工作区。"""
    from jingyan.app.plan import Imprint
    from jingyan.app.project import start

    start(folder, Imprint(title, organizer, date, place), template)
    say(f"已建立工作区:{folder}。下一步:jingyan add 来稿文件夹 -w {folder}")
    return 0


def add(
    paths: Annotated[list[Path], typer.Argument(metavar="来稿...", help="来稿文件或文件夹")],
    workspace: Folder = None,
    file_names: Annotated[
        str | None,
        typer.Option(
            "--file-names",
            help="来稿文件名的写法,如 {单位}_{题名},几种写法用 | 隔开;记入 jingyan.toml",
            show_default=False,
        ),
    ] = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> int:
    """收稿:把来稿复制进工作区的“原稿”并读取。"""
    from jingyan.app.project import add as add_files

    with progress_bar(quiet=quiet) as progress:
        added, skipped, problems = add_files(paths, workspace, file_names=file_names, progress=progress)
    new = sum(a.new for a in added)
    if as_json:
        print_json({"added": new, "known": len(added) - new, "skipped": len(skipped), "problems": len(problems)})
    elif not quiet:
        show_problems(problems)
        for a in added:
            if not a.new:
                warn(f"请注意 {a.file}:内容与《{a.original.path}》完全相同,没有重复收")
        say(f"新收 {new} 个文件,已有 {len(added) - new} 个,跳过 {len(skipped)} 个")
    return _code(problems)


def status(workspace: Folder = None, as_json: Json = False) -> int:
    """工作区里有什么、做到了哪一步。"""
    from jingyan.app.project import STAGE_NAMES, state

    now = state(workspace)
    if as_json:
        summary = {"title": now.title, "originals": len(now.originals), "stages": dict(now.done)}
        if now.submissions:
            summary["units"] = units_row(now.submissions)
        print_json(summary | {"open": now.open, "decided": now.decided, "stale": now.stale})
        return 0
    say(f"工作区:{now.root}  《{now.title}》  原稿 {len(now.originals)} 个")
    for stage, done in now.done:
        say(f"  {STAGE_NAMES[stage]}:{'已完成' if done else '未做,或来稿有变动需要重做'}")
    if now.open is not None:
        stale = f",内容已变、要重新判断 {now.stale} 条" if now.stale else ""
        say(f"  处理意见:已定 {now.decided} 条,待定 {now.open} 处{stale}。看名单:jingyan decide --list")
    say_units(now.submissions)
    show_problems(now.problems)
    return 0


def compare(
    workspace: Folder = None,
    references: References = None,
    templates: Templates = None,
    policies: Policies = None,
    count: Count = None,
    exclude: Exclude = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> int:
    """查重:来稿之间、来稿与参照材料之间有没有雷同。写明的参照材料等记入 jingyan.toml,写空值("")就是去掉。"""
    from jingyan.app import project
    from jingyan.app.beside import compare_with

    compare_with(workspace, against(references, templates, policies, count, exclude))
    with progress_bar(quiet=quiet) as progress:
        here = project.open_workspace(workspace)
        collected = project.read_stage(here, progress=progress)
        found = project.compare_stage(here, collected, progress=progress, again=True)
    summary = {"pairs": len(found.pairs), "clusters": len(found.clusters), "passages": len(found.alignments)}
    line = f"雷同 {summary['pairs']} 对,归为 {summary['clusters']} 簇,相同片段 {summary['passages']} 处。看报告:jingyan report"
    return _tell(summary, line, collected.problems, quiet=quiet, as_json=as_json)


def extract(
    workspace: Folder = None,
    indicators: Indicators = None,
    units: Units = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> int:
    """提取:数据、举措、工程品牌、文件引用。写明的指标表、单位表记入 jingyan.toml,写空值("")就是去掉。"""
    from jingyan.app import project
    from jingyan.app.tables import keep_tables, workspace_settings

    with progress_bar(quiet=quiet) as progress:
        here = project.open_workspace(workspace)
        keep_tables(here, table_files(indicators, units))
        table_problems = workspace_settings(here)[1]
        collected = project.read_stage(here, progress=progress)
        found = project.extract_stage(here, collected, progress=progress, again=True)
    names = ("figures", "measures", "initiatives", "citations", "issues")
    n = {name: sum(len(getattr(x, name)) for x in found.values()) for name in names}
    line = f"数据 {n['figures']} 个,举措 {n['measures']} 条,工程品牌 {n['initiatives']} 处,文件引用 {n['citations']} 处"
    return _tell(n, line, (*table_problems, *collected.problems), quiet=quiet, as_json=as_json)


def check(
    workspace: Folder = None,
    fail_on: Annotated[str | None, typer.Option("--fail-on", help="error 或 warning:有这类意见时退出码为 1")] = None,
    no_check: NoCheck = None,
    indicators: Indicators = None,
    units: Units = None,
    rules: Annotated[bool, typer.Option("--rules", help="列出全部核校规则:代码、名称、轻重、例子")] = False,
    quiet: Quiet = False,
    as_json: Json = False,
) -> int:
    """核校:数据对不对得上,写法合不合规范。停用的规则记入 jingyan.toml,写空值("")就是全部启用。"""
    if rules:
        show_rules(as_json=as_json)
        return 0
    from jingyan.app import project
    from jingyan.app.rules import switch_off
    from jingyan.app.tables import keep_tables, workspace_settings
    from jingyan.cli.job import _limit
    from jingyan.model.decision import finding_code

    limit = _limit(fail_on)
    with progress_bar(quiet=quiet) as progress:
        here = project.open_workspace(workspace)
        if no_check:
            switch_off(here, no_check)
        keep_tables(here, table_files(indicators, units))
        table_problems = workspace_settings(here)[1]
        collected = project.read_stage(here, progress=progress)
        found = project.check_stage(here, collected, progress=progress, again=True)
        settled = project.settled_in(here, collected, found)
    wrong = [f for f in found if f.status != "consistent"]
    open_ones = [f for f in wrong if finding_code(f) not in settled]
    summary = {"findings": len(open_ones), "confirmed": len(found) - len(wrong), "settled": len(wrong) - len(open_ones)}
    done = f"(另有已处理 {summary['settled']} 条)" if summary["settled"] else ""
    line = f"核校意见 {summary['findings']} 条{done},核对无误 {summary['confirmed']} 处"
    code = _tell(summary, line, (*table_problems, *collected.problems), quiet=quiet, as_json=as_json)
    wanted = {"error": {"error"}, "warning": {"error", "warning"}}.get(limit, set())
    return 1 if any(f.severity in wanted for f in open_ones) else code


def plan(
    workspace: Folder = None,
    table: From = None,
    dry_run: DryRun = False,
    undo: Undo = False,
    history: History = False,
    by: By = "",
    units_order: UnitsOrder = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> int:
    """编排:哪些篇收入汇编、放在哪一编、什么次序;写出编排.xlsx,改好以后用 --from 采用。单位名单记入 jingyan.toml,写空值("")就是去掉。"""
    from jingyan.app import arranging

    if undo and table:
        raise JingyanError("--undo", "不能和 --from 一起用", todo="请先撤销,再采用新的编排表")
    if dry_run and not table:
        raise JingyanError("--dry-run", "要和 --from 一起用", todo="例如:jingyan plan --from 编排.xlsx --dry-run")
    if history:
        return _say_history(arranging.history(workspace), as_json=as_json)
    with progress_bar(quiet=quiet) as progress:
        if undo:
            undone, made = arranging.undo_last(workspace, progress=progress)
        else:
            made = arranging.plan_workspace(
                workspace, table=table, dry_run=dry_run, unit_lists=units_order or (), by=by, progress=progress
            )
    summary: dict[str, Any] = {"entries": len(made.plan.entries), "left_out": len(made.plan.left_out)}
    if table:
        refused = [p.message for p in made.problems if p.code == "plan.row"]
        summary |= {"changes": [c.sentence for c in made.changes], "refused": refused, "applied": made.applied}
    if made.submissions:
        summary["units"] = units_row(made.submissions)
    if not quiet and not as_json:
        if undo:
            say(f"已撤销 {undone.made_at[:16].replace('T', ' ')} 采用的《{undone.file}》({len(undone.changes)} 处改动)")
        if table:
            say_changes(made.changes, applied=made.applied)
            if not made.changes:
                say(f"《{table.name}》和现在的编排相同,没有改动")
        if not dry_run:
            _say_plan(made.plan)
        say_units(made.submissions)
    line = f"收入 {summary['entries']} 篇,未收 {summary['left_out']} 篇"
    line += f"。编排表:{made.written.path}" if made.written else ""
    code = _tell(summary, line, made.problems, quiet=quiet, as_json=as_json)
    if made.written and made.written.note:
        warn(f"请注意 {made.written.note}")
    return code


def _say_history(applied: Any, *, as_json: bool) -> int:
    rows = [
        {"number": a.number, "file": a.file, "made_at": a.made_at, "by": a.made_by, "changes": a.changes, "undone_at": a.undone_at}
        for a in applied
    ]  # fmt: skip
    if as_json:
        print_json(rows)
        return 0
    for a in applied:
        undone = f"  已撤销 {a.undone_at[:16].replace('T', ' ')}" if a.undone_at else ""
        by = f" {a.made_by}" if a.made_by else ""
        say(f"{a.number}. {a.made_at[:16].replace('T', ' ')}{by}《{a.file}》{len(a.changes)} 处改动{undone}")
        for line in a.changes[:20]:
            say(f"  {line}")
        if len(a.changes) > 20:
            say(f"  另有 {len(a.changes) - 20} 处")
    if not rows:
        say("还没有采用过编排表")
    return 0


def _say_plan(made: Any) -> None:
    for part in made.parts:
        say(part.name)
        for group in part.groups:
            if group.mark:
                say(f"  {group.mark}")
            for entry in group.entries:
                say(f"  {entry.title}" + (f"  {entry.organisation}" if entry.organisation else ""))
    for left in made.left_out:
        say(f"未收 {left.title}:{left.reason}(这一篇在 {left.id.rpartition('/')[2]})")


def compile_(
    workspace: Folder = None,
    pdf: Annotated[bool | None, typer.Option("--pdf/--no-pdf", help="要不要 PDF", show_default=False)] = None,
    preface: Preface = None,
    afterword: Afterword = None,
    committee: Committee = None,
    indexes: Indexes = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> int:
    """成书:把编排好的篇目排成汇编.docx。写明的前言、后记等记入 jingyan.toml,写空值("")就是去掉。"""
    from jingyan.app.project import compile_into

    with progress_bar(quiet=quiet) as progress:
        matter = matter_files(preface, afterword, committee, indexes)
        written, results = compile_into(workspace, pdf=pdf, matter=matter, progress=progress)
    kind = "实测页码" if results.pages.measured else "估算页码"
    pages = f",正文 {results.pages.total} 页({kind})" if results.pages.total else ""
    line = f"汇编收入 {len(results.plan.entries)} 篇{pages}"
    return _tell_written(written, line, results.problems, quiet=quiet, as_json=as_json)


def report(
    workspace: Folder = None,
    references: References = None,
    templates: Templates = None,
    policies: Policies = None,
    count: Count = None,
    exclude: Exclude = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> int:
    """出报告:查重报告、台账、核校意见。写明的参照材料等记入 jingyan.toml。"""
    from jingyan.app.beside import compare_with
    from jingyan.app.project import report_into

    compare_with(workspace, against(references, templates, policies, count, exclude))
    with progress_bar(quiet=quiet) as progress:
        written, results = report_into(workspace, progress=progress)
    return _tell_written(
        written, "报告已写好(还没做或来稿有变动的步骤已一并补做)", results.problems, quiet=quiet, as_json=as_json
    )


def _tell(summary: dict[str, Any], line: str, problems: Any, *, quiet: bool, as_json: bool) -> int:
    if as_json:
        print_json(summary)
    elif not quiet:
        show_problems(problems)
        say(line)
    return _code(problems)


def _tell_written(written: Any, line: str, problems: Any, *, quiet: bool, as_json: bool) -> int:
    if as_json:
        print_json({"outputs": [{"path": str(w.path), "sha256": w.sha256, "note": w.note} for w in written]})
    elif not quiet:
        show_problems(problems)
        say(line)
        for w in written:
            say(f"  {w.path}")
    for w in written:
        if w.note:
            warn(f"请注意 {w.note}")
    return _code(problems)


def _code(problems: Any) -> int:
    return 3 if any(p.severity == "unreadable" for p in problems) else 0
