"""Every row of the table does what its own examples say."""

import re
import tomllib
from importlib import resources
from typing import Any

import pytest

from jingyan.clean.cleaning import RULES

ROWS = tomllib.loads(resources.files("jingyan.clean").joinpath("patterns.toml").read_text("utf-8"))["row"]


def found(row: dict[str, Any], text: str) -> bool:
    pattern = re.compile(row["pattern"])
    if row["where"] == "line":
        return bool(pattern.fullmatch(text))
    ends = [m.end() for m in pattern.finditer(text)]
    return bool(ends) and (row["where"] == "text" or ends[-1] == len(text))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row["name"]))
def test_rows(row: dict[str, Any]) -> None:
    assert [text for text in row["matches"] if not found(row, text)] == []
    assert [text for text in row["rejects"] if found(row, text)] == []
    assert row["where"] in ("text", "line", "end")
    assert row["rule"] in {"damage", *(rule.code for rule in RULES)}
