import tomllib
from importlib.resources import files
from typing import Any

import pytest

from jingyan.model.span import Span
from jingyan.reuse.formulas import formula_spans, own_length, patterns
from tests.reuse.conftest import folded

ROWS: list[dict[str, Any]] = tomllib.loads(files("jingyan.reuse").joinpath("formulas.toml").read_text("utf-8"))["row"]


@pytest.mark.parametrize("number", range(len(ROWS)), ids=[row["what"] for row in ROWS])
def test_rows_keep_their_examples(number: int) -> None:
    pattern, row = patterns()[number], ROWS[number]
    assert [t for t in row["matches"] if not pattern.search(t)] == []
    assert [t for t in row["rejects"] if pattern.search(t)] == []


def test_own_characters_are_counted_without_formulas() -> None:
    text = "根据《青禾县校车管理办法》,每车配一名照管员。以科学发展观为指导,按《青禾县校车管理办法》办。"
    origin, formulas = folded(text).origin, formula_spans(text, 0, len(text))
    assert [f.of(text) for f in formulas] == ["《青禾县校车管理办法》", "以科学发展观为指导", "《青禾县校车管理办法》"]
    assert own_length(origin, Span(0, len(origin)), formulas) == len("根据每车配一名照管员按办")
    assert own_length(origin, Span(0, 4), formulas) == 2
    assert own_length(origin, Span(14, 20), formulas) == 5
    assert own_length(origin, Span(20, 20), formulas) == 0
