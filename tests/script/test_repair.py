"""Every row of repairs.toml does what its examples say; origin decides in mode auto."""

from typing import Any

import pytest

from jingyan.script.repair import repaired, rows, word_repairs


@pytest.mark.parametrize("row", rows()["word"], ids=lambda row: row["before"])
def test_rows(row: dict[str, Any]) -> None:
    for text, wanted in row["matches"]:
        assert repaired(text, word_repairs(text, "mainland")) == wanted
    for text in row["rejects"]:
        assert repaired(text, word_repairs(text, "mainland")) == text


def test_taiwan_material_keeps_its_words() -> None:
    text = "民国一〇三学年度台北市国小教师甄选,国民小学及国中"
    assert not word_repairs(text)
    assert word_repairs(text, "mainland")
    assert not word_repairs("县教育局:农村国小", "taiwan")
