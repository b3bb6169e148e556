"""Texts in the many shapes of the genre with everything marked that an annotator marks, and papers that tell of no actions."""

from functools import cache
from pathlib import Path

import pytest

from .marked_texts import Marked, Score, extracts_of, marked_texts, score_texts

HERE = Path(__file__).parent
FLOORS = {"measures": 0.97, "unmarked": 0.9, "levels": 0.98, "nesting": 0.98, "issues": 0.9, "initiatives": 0.9}


@cache
def scores(wide: bool) -> dict[str, Score]:
    return score_texts(marked_texts(HERE / "measure_texts.txt", wide=wide))


@pytest.mark.parametrize("wide", [False, True], ids=["half", "full"])
@pytest.mark.parametrize("what", list(FLOORS))
def test_scores(what: str, wide: bool) -> None:
    found = scores(wide)[what]
    assert found.f1 >= FLOORS[what], "\n".join([str(found), *found.wrong])


@pytest.mark.parametrize(
    "text", [t for t in marked_texts(HERE / "measure_texts.txt") if not t.measures and not t.free], ids=lambda t: t.name
)
def test_no_measures_in_plans_rules_and_papers(text: Marked) -> None:
    assert [m.title.of(text.text) for m in extracts_of(text.text).measures] == []
