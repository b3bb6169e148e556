"""The export command: rows of one WHAT as jsonl, csv or xlsx."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from jingyan.cli.beside import Count, Exclude, Policies, References, Templates, against
from jingyan.cli.checks import NoCheck
from jingyan.cli.chinese import Command
from jingyan.cli.console import print_bytes, progress_bar, show_problems, warn
from jingyan.cli.tables import Indicators, Units, table_files
from jingyan.model.problem import JingyanError


def register(app: typer.Typer) -> None:
    """Add the commands of this file to `app`."""
    app.command("export", cls=Command)(export)


def export(
    what: Annotated[str, typer.Argument(metavar="内容", help="text、pieces、figures、passages 等,见 docs/contract.md")],
    paths: Annotated[list[Path] | None, typer.Argument(metavar="来稿...", help="不写来稿时用工作区")] = None,
    form: Annotated[str, typer.Option("--format", help="jsonl、csv 或 xlsx")] = "jsonl",
    out: Annotated[Path | None, typer.Option("--out", "-o", help="写到文件")] = None,
    everything: Annotated[bool, typer.Option("--all", help="findings 连同核对无误的一起导出")] = False,
    file_names: Annotated[
        list[str] | None,
        typer.Option("--file-names", help="来稿文件名的写法,如 {单位}_{题名}", show_default=False),
    ] = None,
    references: References = None,
    templates: Templates = None,
    policies: Policies = None,
    count: Count = None,
    exclude: Exclude = None,
    no_check: NoCheck = None,
    indicators: Indicators = None,
    units: Units = None,
    workspace: Annotated[Path | None, typer.Option("--workspace", "-w", help="工作区文件夹")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="不显示进度和提示")] = False,
) -> int:
    """导出篇目、数据、举措、雷同片段等。"""
    from jingyan.app.export import encode, export_paths, known
    from jingyan.app.outputs import write_output

    known(what)
    chosen = against(references, templates, policies, count, exclude)
    with progress_bar(quiet=quiet) as progress:
        if paths:
            exported = export_paths(
                what,
                paths,
                everything=everything,
                file_names=file_names or (),
                against=chosen,
                no_check=no_check or (),
                tables=table_files(indicators, units),
                progress=progress,
            )
        elif file_names:
            raise JingyanError("--file-names", "写明来稿时才用", todo="工作区的写法请改 jingyan.toml 的 file_names")
        elif any((references, templates, policies, count, exclude)):
            todo = "工作区里请用 jingyan compare 加同样的选项,会记入 jingyan.toml"
            raise JingyanError("--against、--template-text、--policy、--count、--exclude", "写明来稿时才用", todo=todo)
        elif indicators or units:
            todo = "工作区里请用 jingyan extract 加同样的选项,会记入 jingyan.toml"
            raise JingyanError("--indicators、--units", "写明来稿时才用", todo=todo)
        elif no_check:
            raise JingyanError(
                "--no-check", "写明来稿时才用", todo="工作区里请用 jingyan check --no-check,会记入 jingyan.toml"
            )
        else:
            from jingyan.app.project import export_workspace

            exported = export_workspace(what, workspace, everything=everything, progress=progress)
    data = encode(what, exported.rows, form, to_file=out is not None)
    if not quiet:
        show_problems(exported.problems)
    if out is None:
        print_bytes(data)
        sys.stdout.flush()
    else:
        written = write_output(out.parent, out.name, data, {})
        if written.note:
            warn(f"请注意 {written.note}")
    return exported.exit_code
