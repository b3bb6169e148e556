"""Model data survives the way to JSON and back."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jingyan.model.extracts import Figure
from jingyan.model.finding import Finding
from jingyan.model.problem import Problem
from jingyan.model.reuse import Alignment
from jingyan.model.source import Block, Source
from jingyan.model.structure import Outline, Piece
from jingyan.model.volume import VolumePlan
from jingyan.workspace.codec import from_plain, shape, to_plain

st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))


@pytest.mark.parametrize("kind", [Figure, Finding, Problem, Alignment, Block, Source, Outline, Piece, VolumePlan])
def test_round_trip_through_json(kind: type[Any]) -> None:
    @settings(max_examples=25, deadline=None)
    @given(st.from_type(kind))
    def check(value: Any) -> None:
        assert from_plain(kind, json.loads(json.dumps(to_plain(value)))) == value

    check()


def test_a_shape_names_every_field_of_what_is_inside() -> None:
    """So a workspace of an older model is read anew instead of failing on a field it never had."""
    lines = shape(Source).splitlines()
    assert [line.partition("(")[0] for line in lines if line.startswith(("Block", "Cell", "Source", "Span"))] == [
        "Block", "Cell", "Source", "Span",
    ]  # fmt: skip
    assert any("columns: <class 'int'>" in line for line in lines if line.startswith("Cell"))
    assert shape(Source) != shape(Piece)
