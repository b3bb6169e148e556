"""Series of lines of one shape: which are the titles of pieces and which the sections of one paper; texts in `piece_texts.txt`."""

import re
from typing import Any

import pytest

from jingyan.segment.lines import half, plain, table
from jingyan.segment.series import word_class

from .pieces_marked import Text, texts_with_pieces
from .samples import outline


@pytest.mark.parametrize("text", texts_with_pieces(), ids=lambda text: text.name)
def test_pieces_of_marked_texts(text: Text) -> None:
    found = outline(text.text, path="收稿/来稿123.txt")[0].pieces
    told = [
        (p.span.start, p.span.end, plain(p.title), plain(p.organisation or "")) for p in found if p.kind != "collection"
    ]
    assert told == [(a, b, plain(title), plain(organisation or "")) for a, b, title, organisation in text.pieces]


@pytest.mark.parametrize("row", table("series")["word"], ids=lambda row: str(row["name"]))
def test_words(row: dict[str, Any]) -> None:
    assert [word_class(text) for text in row["matches"]] == [row["name"]] * len(row["matches"])
    assert row["name"] not in [word_class(text) for text in row["rejects"]]


@pytest.mark.parametrize("row", table("series")["sign"], ids=lambda row: str(row["name"]))
def test_signs(row: dict[str, Any]) -> None:
    assert all(re.search(row["pattern"], half(text)) for text in row["matches"])
    assert not [text for text in row["rejects"] if re.search(row["pattern"], half(text))]
