"""The options about rules of checking, the same in every command that checks."""

from typing import Annotated, Any

import typer

from jingyan.cli.console import print_json, say

NoCheck = Annotated[
    list[str] | None,
    typer.Option(
        "--no-check",
        metavar="规则[,规则…]",
        help="停用核校规则,写代码或名称(见 jingyan check --rules),可以写几次",
        show_default=False,
    ),
]
SEVERITIES = {"error": "差错", "warning": "存疑", "info": "提示"}


def show_rules(*, as_json: bool) -> None:
    """Print every rule of checking."""
    from jingyan.app.rules import rules

    found = rules()
    if as_json:
        rows: list[dict[str, Any]] = [
            {"code": r.code, "name": r.name, "severity": r.severity, "example": r.example} for r in found
        ]
        print_json(rows)
        return
    for r in found:
        say(f"{r.code}  {r.name}  {SEVERITIES[r.severity]}  例:{r.example}")
