"""Contents: the contents lists found in a file, as a person reads them or as rows."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jingyan.app.collect import collect
from jingyan.app.export import Exportable, Row, contents_rows, exit_code
from jingyan.model.problem import JingyanError, Problem


@dataclass(frozen=True, slots=True)
class Found:
    """The contents lists of a file as bytes of the wanted form."""

    data: bytes
    problems: tuple[Problem, ...]
    exit_code: int


def contents_of(file: Path, form: str) -> Found:
    """Contents lists in `file`. Raises JingyanError (2) for an unknown form or when the file holds none, (4) when it is not readable."""
    from jingyan.executors.office import find_office

    if form not in ("text", "jsonl"):
        raise JingyanError("--format", f"不能写“{form}”", todo="请写 text 或 jsonl")
    collected = collect([file], office=find_office(), volumes=True)
    if not collected.sources:
        why = collected.problems[0] if collected.problems else None
        raise JingyanError(str(file), why.message if why else "里面没有来稿", todo=why.hint if why else "", exit_code=4)
    rows = list(contents_rows(Exportable(collected, {})))
    if form == "jsonl":
        data = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    else:
        data = "\n".join(_lines(rows)) + "\n"
    return Found(data.encode(), collected.problems, exit_code(collected))


def _lines(rows: list[Row]) -> Iterator[str]:
    if not rows:
        yield "没有找到目录"
        return
    part = group = None
    for row in rows:
        if row["part"] != part:
            part, group = row["part"], None
            yield part or ""
        if row["group"] != group:
            group = row["group"]
            yield f"  {group or ''}"
        tail = " ".join(str(x) for x in (row["organisation"], row["page"]) if x is not None)
        yield f"    {row['title']}……{tail}" if tail else f"    {row['title']}"
    yield f"共 {len(rows)} 条"
