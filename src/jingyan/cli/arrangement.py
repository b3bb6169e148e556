"""The options of the 编排表 and the list of units, and how their changes and open units are told."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from jingyan.cli.console import say

UnitsOrder = Annotated[
    list[Path] | None,
    typer.Option(
        "--units-order",
        help="单位名单(xlsx、csv、txt;栏:单位、别名、上级单位、级别):按它排次序,列出谁没有报送",
        show_default=False,
    ),
]
PlanTable = Annotated[Path | None, typer.Option("--plan", help="改好的编排表(编排.xlsx),照它编排", show_default=False)]
From = Annotated[
    Path | None, typer.Option("--from", help="改好的编排表(编排.xlsx):列出改动,采用并记下", show_default=False)
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="只列出编排表的改动,不采用")]
Undo = Annotated[bool, typer.Option("--undo", help="撤销上一次采用的编排表")]
History = Annotated[bool, typer.Option("--history", help="列出采用过的每一张编排表")]
By = Annotated[str, typer.Option("--by", help="由谁编排,记在历史里")]

_MOST = 40  # changes and units told one by one; the others are counted


def say_changes(changes: Sequence[Any], *, applied: bool) -> None:
    """The changes line by line."""
    if not changes:
        return
    say(f"编排表的改动 {len(changes)} 处{'(已采用)' if applied else '(还没有采用)'}:")
    for change in changes[:_MOST]:
        say(f"  {change.sentence}")
    if len(changes) > _MOST:
        say(f"  另有 {len(changes) - _MOST} 处,见编排表")


def say_units(units: Sequence[Any]) -> None:
    """Who has submitted and who has not, questions one by one."""
    if not units:
        return
    of: dict[str, list[Any]] = {}
    for unit in units:
        of.setdefault(unit.state, []).append(unit)
    listed = [u for u in units if u.state != "unlisted"]
    done = len(of.get("submitted", ())) + len(of.get("unreadable", ()))
    say(
        f"单位名单 {len(listed)} 个:已报送 {done} 个,未报送 {len(of.get('missing', ()))} 个,待确认 {len(of.get('question', ()))} 个"
    )
    for state, word in (("missing", "未报送"), ("unreadable", "报送了但不能读取"), ("unlisted", "名单外")):
        if found := of.get(state):
            names = "、".join(u.unit for u in found[:_MOST])
            more = f"等 {len(found)} 个" if len(found) > _MOST else ""
            say(f"  {word}:{names}{more}")
    several = [u for u in of.get("submitted", ()) if len(u.pieces) > 1]
    if several:
        say("  报送不止一篇:" + "、".join(f"{u.unit}({len(u.pieces)} 篇)" for u in several[:_MOST]))
    for unit in of.get("question", [])[:_MOST]:
        say(f"  请确认 {unit.unit}:{unit.question}")


def units_row(units: Sequence[Any]) -> list[dict[str, Any]]:
    """The units as plain data."""
    return [{"unit": u.unit, "state": u.state, "pieces": list(u.pieces), "question": u.question} for u in units]
