"""Every row of variants.toml does what its examples say."""

from typing import Any

import pytest

from jingyan.script.fold import fold, reading, simplify
from jingyan.script.tables import variants

ROWS = variants()


@pytest.mark.parametrize("row", ROWS["character"], ids=lambda row: row["before"])
def test_characters(row: dict[str, Any]) -> None:
    assert all(row["before"] in text and row["before"] not in simplify(text) for text in row["matches"])
    assert all(row["before"] not in text or row["before"] in simplify(text) for text in row["rejects"])


@pytest.mark.parametrize("row", ROWS["phrase"], ids=lambda row: row["before"][0])
def test_phrases(row: dict[str, Any]) -> None:
    changed = dict(zip(row["before"], row["after"], strict=True))
    for text in row["matches"]:
        word = next(word for word in changed if word in text)
        assert changed[word] in simplify(text)
    assert not any(word in text for word in changed for text in row["rejects"])


@pytest.mark.parametrize("row", ROWS["fold"], ids=lambda row: row["before"])
def test_folds(row: dict[str, Any]) -> None:
    assert all(fold(text).text == row["after"] for text in row["matches"])
    assert all(fold(text).text != row["after"] for text in row["rejects"])


@pytest.mark.parametrize("row", ROWS["certain"], ids=lambda row: row["before"][0])
def test_certain_words(row: dict[str, Any]) -> None:
    assert all("乾" not in reading(text) for text in row["matches"])
    assert all(reading(text) == text for text in row["rejects"])
