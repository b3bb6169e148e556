"""Certificates: certify writes them, verify checks one."""

from pathlib import Path
from typing import Annotated

import typer

from jingyan.cli.beside import Count, Exclude, Policies, References, Templates, against
from jingyan.cli.chinese import Command
from jingyan.cli.console import print_json, progress_bar, say, show_problems, warn
from jingyan.model.problem import JingyanError

Folder = Annotated[Path | None, typer.Option("--workspace", "-w", help="工作区文件夹,不写时用最近的上级")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="不显示进度和摘要")]
Json = Annotated[bool, typer.Option("--json", help="结果用 JSON 输出")]


def register(app: typer.Typer) -> None:
    """Add the commands of this file to `app`."""
    app.command("certify", cls=Command)(certify)
    app.command("verify", cls=Command)(verify)


def certify(
    out: Annotated[Path, typer.Option("--out", "-o", help="写到哪个文件夹;只有一篇时也可写 .docx 文件名")],
    pieces: Annotated[
        list[str] | None, typer.Argument(metavar="篇...", help="文件名、文件名#篇号或题名里的几个字;不写就是全部")
    ] = None,
    sources: Annotated[
        list[Path] | None,
        typer.Option("--from", help="来稿文件或文件夹,可以写几次;不写时用工作区", show_default=False),
    ] = None,
    date: Annotated[str, typer.Option("--date", help="印在证明上的日期,照原样印;不写就留空")] = "",
    references: References = None,
    templates: Templates = None,
    policies: Policies = None,
    count: Count = None,
    exclude: Exclude = None,
    workspace: Folder = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> int:
    """出查重证明:每篇一份 docx,写明复制比、来源、口径和文件校验码。"""
    from jingyan.app import certify as app

    chosen = against(references, templates, policies, count, exclude)
    with progress_bar(quiet=quiet) as progress:
        if sources:
            compared = app.compared_paths(sources, chosen, progress=progress)
        elif any((references, templates, policies, count, exclude)):
            todo = "工作区里请用 jingyan compare 加同样的选项,会记入 jingyan.toml"
            raise JingyanError(
                "--against、--template-text、--policy、--count、--exclude", "和 --from 一起才用", todo=todo
            )
        else:
            compared = app.compared_workspace(workspace, progress=progress)
        made = app.certify(compared, pieces or (), out, date=date)
    if as_json:
        print_json({"outputs": [{"path": str(w.path), "sha256": w.sha256, "note": w.note} for w in made.written]})
    elif not quiet:
        show_problems(made.problems)
        say(f"查重证明 {len(made.written)} 份")
        for w in made.written:
            say(f"  {w.path}")
    for w in made.written:
        if w.note:
            warn(f"请注意 {w.note}")
    return made.exit_code


def verify(
    file: Annotated[Path, typer.Argument(metavar="证明", help="jingyan certify 写的 docx")],
    paths: Annotated[list[Path] | None, typer.Argument(metavar="来稿...", help="不写来稿时用工作区")] = None,
    references: References = None,
    templates: Templates = None,
    policies: Policies = None,
    workspace: Folder = None,
    as_json: Json = False,
) -> int:
    """核验查重证明:重新计算,说出是否一致、哪一项不同、文件有没有改动;不一致时退出码为 1。"""
    from jingyan.app.verify import verify as run_verify

    with progress_bar(quiet=as_json) as progress:
        chosen = against(references, templates, policies, None, None)
        result = run_verify(file, tuple(paths or ()), workspace, chosen, progress=progress)
    if as_json:
        print_json(result.row())
    else:
        for line in result.lines:
            say(line)
    return 0 if result.agrees else 1
