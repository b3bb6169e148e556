"""What the user sees: streams that no console can break, progress on a terminal, one-line messages and summaries."""

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TextIO

from jingyan.model.problem import JingyanError, Problem, Progress, no_progress

_OWN_TABLES = frozenset(  # problems of the 编排表 and of the list of units
    {"plan.row", "plan.new_part", "plan.open", "plan.changed", "plan.against", "units.row", "units.gone"}
)


def prepare_streams() -> None:
    """Make stdout and stderr write anything: on a GBK console a character it lacks becomes `?` instead of a crash."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def say(text: str = "") -> None:
    """A line of the summary on stdout."""
    print(text)  # noqa: T201 - cli is the room that prints


def warn(text: str) -> None:
    """A line on stderr."""
    print(text, file=sys.stderr)  # noqa: T201


def show_error(error: JingyanError) -> None:
    """The error's own sentence on stderr."""
    warn(f"错误 {error.sentence}")


def show_problems(problems: Iterable[Problem], *, most: int = 20) -> None:
    """Problems on stderr, a line each: all unreadable inputs, all that is wrong in the editor's own tables, then at most `most` of the others and the number left out."""
    ordered = list(problems)
    unreadable = [p for p in ordered if p.severity == "unreadable"]
    warnings = [p for p in ordered if p.severity == "warning" and p.code not in _OWN_TABLES]
    for p in unreadable:
        warn(f"未能使用 {p.sentence}")
    for p in ordered:  # the editor has just written these and waits to hear of them
        if p.severity == "warning" and p.code in _OWN_TABLES:
            warn(f"请注意 {p.sentence}")
    if unmatched := sum(p.code == "name.unmatched" for p in ordered):  # one line for all: it would crowd out the others
        warn(
            f"请注意 有 {unmatched} 份来稿的文件名不符合定的写法,没有从文件名取单位和题名;名单见台账.xlsx(jingyan build 或 jingyan report 写出)"
        )
    for p in warnings[:most]:
        warn(f"请注意 {p.sentence}")
    if len(warnings) > most:
        warn(f"另有 {len(warnings) - most} 条提示,见台账.xlsx(jingyan build 或 jingyan report 写出)")


def print_json(value: Any, stream: TextIO | None = None) -> None:
    """`value` as one line of JSON in UTF-8, whatever the console's encoding is."""
    line = json.dumps(value, ensure_ascii=False) + "\n"
    target = stream or sys.stdout
    raw = getattr(target, "buffer", None)
    if raw is None:
        target.write(line)
    else:
        raw.write(line.encode())


def print_bytes(data: bytes) -> None:
    """Bytes to stdout as they are."""
    sys.stdout.buffer.write(data)
    sys.stdout.flush()


@contextmanager
def progress_bar(*, quiet: bool) -> Iterator[Progress]:
    """A Progress drawn on stderr, only on a terminal and not when `quiet`."""
    if quiet or not sys.stderr.isatty():
        yield no_progress
        return
    from rich.console import Console
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Bar(*columns, console=Console(stderr=True, legacy_windows=False), transient=True) as bar:
        tasks: dict[str, Any] = {}

        def tell(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage, total=total or None)
            bar.update(tasks[stage], completed=done, total=total or None)

        yield tell
