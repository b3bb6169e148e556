import tomllib
from importlib.resources import files
from typing import Any

import pytest

from jingyan.reuse.formulas import own_before, patterns
from tests.reuse.conftest import folded

ROWS: list[dict[str, Any]] = tomllib.loads(files("jingyan.reuse").joinpath("formulas.toml").read_text("utf-8"))["row"]


@pytest.mark.parametrize("number", range(len(ROWS)), ids=[row["what"] for row in ROWS])
def test_rows_keep_their_examples(number: int) -> None:
    pattern, row = patterns()[number], ROWS[number]
    assert [t for t in row["matches"] if not pattern.search(t)] == []
    assert [t for t in row["rejects"] if pattern.search(t)] == []


def test_own_characters_are_counted_without_formulas() -> None:
    text = "根据《青禾县校车管理办法》,每车配一名照管员。"
    counts = own_before(folded(text), text)
    assert counts[-1] == len("根据每车配一名照管员")
    assert counts[:3] == [0, 1, 2]
