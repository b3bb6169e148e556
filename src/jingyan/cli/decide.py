"""The editor's verdicts in a workspace: decide."""

from pathlib import Path
from typing import Annotated, Any

import typer

from jingyan.cli.chinese import Command
from jingyan.cli.console import print_json, progress_bar, say
from jingyan.model.decision import FINDING_VERDICTS, VERDICTS
from jingyan.model.problem import JingyanError

_WORDS = "、".join(f"{verdict} {'/'.join(words[:2])}" for verdict, words in VERDICTS.items())
_SETTLED = "、".join(f"{verdict} {words[0]}" for verdict, words in FINDING_VERDICTS.items())


def register(app: typer.Typer) -> None:
    """Add the command of this file to `app`."""
    app.command("decide", cls=Command)(decide)


def decide(
    subject: Annotated[
        str | None,
        typer.Argument(
            metavar="对象",
            help="查重报告里对或簇的编号(如 P3FA91C02,也可写 对3、簇2),一篇的文件名、题名,或核校意见的编号(F 开头)",
        ),
    ] = None,
    verdict: Annotated[str | None, typer.Argument(metavar="意见", help=f"{_WORDS};核校意见写 {_SETTLED}")] = None,
    piece: Annotated[
        str | None, typer.Option("--piece", help="写明是哪一篇:甲、乙,或文件名、题名(退哪篇、保留哪篇、移出哪篇)")
    ] = None,
    note: Annotated[str, typer.Option("--note", help="理由,会印在未收名单里")] = "",
    by: Annotated[str, typer.Option("--by", help="由谁判断")] = "",
    undo: Annotated[bool, typer.Option("--undo", help="撤销这个对象的上一条意见")] = False,
    listing: Annotated[bool, typer.Option("--list", help="列出已定、待定的全部对象")] = False,
    history: Annotated[bool, typer.Option("--history", help="列出写过的每一条意见,包括撤销的")] = False,
    workspace: Annotated[Path | None, typer.Option("--workspace", "-w", help="工作区文件夹,不写时用最近的上级")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="不显示进度和摘要")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="结果用 JSON 输出")] = False,
) -> int:
    """处理意见:判断一对、一簇或一篇,重新编排时照办;核校意见处理过的不再列为待办。"""
    from jingyan.app import deciding

    if history:
        return _show(deciding.history(workspace), as_json=as_json)
    with progress_bar(quiet=quiet) as progress:
        if listing:
            listed = deciding.listed(workspace, progress=progress)
            return _show(listed, as_json=as_json)
        if subject is None:
            raise JingyanError("jingyan decide", "没有写判断什么", todo="请写对或簇的编号;看名单:jingyan decide --list")
        if undo:
            done = deciding.take_back(workspace, subject, progress=progress)
        elif verdict is None:
            raise JingyanError(subject, "没有写处理意见", todo=f"可以写:{_WORDS};核校意见写 {_SETTLED}")
        else:
            done = deciding.settle(workspace, subject, verdict, piece=piece, note=note, by=by, progress=progress)
    if as_json:
        print_json(done.row())
    elif not quiet:
        say(done.sentence)
    return 0


def _show(rows: Any, *, as_json: bool) -> int:
    if as_json:
        print_json([row.row() for row in rows])
        return 0
    for row in rows:
        say(row.sentence)
    if not rows:
        say("没有需要判断的对象")
    return 0
