"""Commands about this machine: doctor."""

from typing import Annotated

import typer

from jingyan.cli.chinese import Command
from jingyan.cli.console import print_json, say


def register(app: typer.Typer) -> None:
    """Add the commands of this file to `app`."""
    app.command("doctor", cls=Command)(doctor)


def doctor(as_json: Annotated[bool, typer.Option("--json", help="用 JSON 输出")] = False) -> int:
    """检查这台电脑:字体、LibreOffice、可选部件。"""
    from jingyan.app.doctor import examine

    checks = examine()
    if as_json:
        print_json([c.row() for c in checks])
        return 0
    for c in checks:
        say(f"{'有' if c.present else '缺'}  {c.name}:{c.sentence}")
    return 0
