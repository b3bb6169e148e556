"""Commands that work on files without a workspace: build, diff, convert, review, contents."""

from pathlib import Path
from typing import Annotated, Any

import typer

from jingyan.cli.arrangement import PlanTable, UnitsOrder, say_changes, say_units
from jingyan.cli.beside import Count, Exclude, Policies, References, Templates, against
from jingyan.cli.checks import NoCheck
from jingyan.cli.chinese import Command
from jingyan.cli.console import print_bytes, print_json, progress_bar, say, show_problems, warn
from jingyan.cli.matter import Afterword, Committee, Indexes, Preface, matter_files
from jingyan.cli.tables import Indicators, Units, table_files
from jingyan.model.problem import JingyanError

Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="不显示进度和摘要")]
Json = Annotated[bool, typer.Option("--json", help="摘要用 JSON 输出")]


def register(app: typer.Typer) -> None:
    """Add the commands of this file to `app`."""
    app.command("build", cls=Command)(build)
    app.command("diff", cls=Command)(diff)
    app.command("convert", cls=Command)(convert)
    app.command("review", cls=Command)(review)
    app.command("contents", cls=Command)(contents)


def build(
    paths: Annotated[list[Path], typer.Argument(metavar="来稿...", help="来稿文件或文件夹")],
    out: Annotated[Path, typer.Option("--out", "-o", help="输出文件夹")],
    title: Annotated[str | None, typer.Option("--title", help="汇编的名称")] = None,
    organizer: Annotated[str, typer.Option("--organizer", help="封面上的编印单位")] = "",
    date: Annotated[str, typer.Option("--date", help="封面上的日期,照原样印")] = "",
    place: Annotated[str, typer.Option("--place", help="封面上的地点")] = "",
    template: Annotated[str, typer.Option("--template", help="模板名或模板文件夹")] = "jiangxi",
    pdf: Annotated[bool | None, typer.Option("--pdf/--no-pdf", help="要不要 PDF", show_default=False)] = None,
    pages: Annotated[str, typer.Option("--pages", help="auto 实测页码,estimate 只估算(快)")] = "auto",
    file_names: Annotated[
        list[str] | None,
        typer.Option(
            "--file-names", help="来稿文件名的写法,如 {单位}_{题名},几种写法用 | 隔开或写几次", show_default=False
        ),
    ] = None,
    off: Annotated[
        list[str] | None, typer.Option("--off", help="停用一条清理规则,可以写几次", show_default=False)
    ] = None,
    references: References = None,
    templates: Templates = None,
    policies: Policies = None,
    count: Count = None,
    exclude: Exclude = None,
    no_check: NoCheck = None,
    indicators: Indicators = None,
    units: Units = None,
    preface: Preface = None,
    afterword: Afterword = None,
    committee: Committee = None,
    indexes: Indexes = None,
    plan: PlanTable = None,
    units_order: UnitsOrder = None,
    fail_on: Annotated[str | None, typer.Option("--fail-on", help="error 或 warning:有这类意见时退出码为 1")] = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> int:
    """一步做完:收稿、查重、提取、核校、编成汇编。"""
    from jingyan.app.build import BuildSettings
    from jingyan.app.build import build as run_build
    from jingyan.app.plan import DEFAULT_TITLE, Imprint

    limit = _limit(fail_on)
    if pages not in ("auto", "estimate"):
        raise JingyanError("--pages", f"不能写“{pages}”", todo="请写 auto 或 estimate")
    settings = BuildSettings(
        Imprint(title or DEFAULT_TITLE, organizer, date, place),
        template,
        pdf,
        "estimate" if pages == "estimate" else "auto",
        tuple(file_names or ()),
        tuple(off or ()),
        against(references, templates, policies, count, exclude),
        tuple(no_check or ()),
        table_files(indicators, units),
        matter_files(preface, afterword, committee, indexes),
        plan,
        tuple(units_order or ()),
    )
    with progress_bar(quiet=quiet) as progress:
        built = run_build(paths, out, settings, progress=progress)
    if as_json:
        print_json(built.summary())
    if not quiet:
        show_problems(built.results.problems)
        for passed in built.results.collected.skipped[:10]:
            warn(f"跳过 {passed.path}:{passed.reason}")
    for written in built.outputs:
        if written.note:
            warn(f"请注意 {written.note}")
    if not quiet and not as_json:
        _say_built(built, out)
    if limit and built.has_findings(limit):
        return 1
    return 3 if built.unreadable else 0


def _limit(fail_on: str | None) -> str:
    if fail_on not in (None, "error", "warning"):
        raise JingyanError("--fail-on", f"不能写“{fail_on}”", todo="请写 error 或 warning")
    return fail_on or ""


def _say_built(built: Any, out: Path) -> None:
    n = built.summary()["counts"]
    say(
        f"读取来稿 {n['sources']} 份,{n['pieces']} 篇,{n['characters']} 字;另有 {n['unreadable']} 个文件不能使用,跳过 {n['skipped']} 个"
    )
    for source in built.results.collected.sources:
        if source.also:
            say(f"内容完全相同,只算一份:{source.path} = {' = '.join(source.also)}")
    if n["references"]:
        say(f"参照材料 {n['references']} 份,只比对、不编入")
    say(
        f"雷同 {n['pairs']} 对(归为 {n['clusters']} 簇);数据 {n['figures']} 个,举措 {n['measures']} 条;核校意见 {n['findings']} 条,核对无误 {n['confirmed']} 处"
    )
    say_changes(built.changes, applied=True)
    say_units(built.results.submissions)
    kind = "实测页码" if built.results.pages.measured else "估算页码"
    pages = f";正文 {n['pages']} 页({kind})" if n["pages"] else ""
    say(f"汇编收入 {n['entries']} 篇,未收 {n['left_out']} 篇{pages}")
    say(f"全部输出在:{out}")
    for written in built.outputs:
        say(f"  {written.path.name}")


def diff(
    left: Annotated[Path, typer.Argument(metavar="甲", help="第一份来稿")],
    right: Annotated[Path, typer.Argument(metavar="乙", help="第二份来稿")],
    form: Annotated[str, typer.Option("--format", help="text、jsonl 或 html")] = "text",
    out: Annotated[Path | None, typer.Option("--out", "-o", help="写到文件")] = None,
    templates: Templates = None,
    policies: Policies = None,
    count: Count = None,
    exclude: Exclude = None,
    quiet: Quiet = False,
) -> int:
    """对照两份来稿:相同的片段和被替换的名称、数据。"""
    from jingyan.app.diff import diff_files

    with progress_bar(quiet=quiet) as progress:
        chosen = against(None, templates, policies, count, exclude)
        result = diff_files(left, right, form, against=chosen, progress=progress)
    show_problems(result.problems)
    return _deliver(result.data, out, quiet=quiet) or result.exit_code


def convert(
    file: Annotated[Path, typer.Argument(metavar="文件", help="繁体来稿")],
    out: Annotated[Path, typer.Option("--out", "-o", help="写到哪个文件(docx 保留格式,其他写成文本)")],
    mode: Annotated[str, typer.Option("--mode", help="auto、mainland 或 taiwan")] = "auto",
    quiet: Quiet = False,
    as_json: Json = False,
) -> int:
    """繁体转简体,列出改动过的词语;docx 保留格式。"""
    from jingyan.app.convert import convert_file

    result = convert_file(file, out, mode)
    if as_json:
        print_json(result.summary())
    elif not quiet:
        for line in result.lines():
            say(line)
    if result.note:
        warn(f"请注意 {result.note}")
    return 0


def review(
    file: Annotated[Path, typer.Argument(metavar="文件", help="要审阅的来稿")],
    out: Annotated[Path, typer.Option("--out", "-o", help="写到哪个网页文件(.html)")],
    off: Annotated[
        list[str] | None, typer.Option("--off", help="停用一条清理规则,可以写几次", show_default=False)
    ] = None,
    quiet: Quiet = False,
) -> int:
    """审阅自动清理:原文和清理后逐行对照,每处改动注明规则。"""
    from jingyan.app.review import review_file

    with progress_bar(quiet=quiet) as progress:
        result = review_file(file, out, off=off or (), progress=progress)
    if not quiet:
        show_problems(result.problems)
        marks = f"(另有 {result.widened} 个半角标点换成全角)" if result.widened else ""
        say(f"改动 {result.changes} 处{marks},请核对 {result.doubtful} 处,已写到:{result.written.path}")
    if result.written.note:
        warn(f"请注意 {result.written.note}")
    return result.exit_code


def contents(
    file: Annotated[Path, typer.Argument(metavar="文件", help="含有目录的文件")],
    form: Annotated[str, typer.Option("--format", help="text 或 jsonl")] = "text",
    out: Annotated[Path | None, typer.Option("--out", "-o", help="写到文件")] = None,
    quiet: Quiet = False,
) -> int:
    """找出文件里的目录:编、组、题名、单位、页码。"""
    from jingyan.app.contents import contents_of

    result = contents_of(file, form)
    show_problems(result.problems)
    return _deliver(result.data, out, quiet=quiet) or result.exit_code


def _deliver(data: bytes, out: Path | None, *, quiet: bool) -> int:
    from jingyan.app.outputs import write_output

    if out is None:
        print_bytes(data)
        return 0
    written = write_output(out.parent, out.name, data, {})
    if written.note:
        warn(f"请注意 {written.note}")
    if not quiet:
        warn(f"已写到:{written.path}")
    return 0
