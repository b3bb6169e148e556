"""Every row of repairs.toml does what its examples say; origin decides in mode auto."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingyan.script.repair import NEAR, candidate_pattern, candidates, origin_of, repaired, rows, word_repairs

TERMS = rows()["term"]


@pytest.mark.parametrize("row", rows()["word"], ids=lambda row: row["before"])
def test_words(row: dict[str, Any]) -> None:
    for text, wanted in row["matches"]:
        assert repaired(text, word_repairs(text, "mainland")) == wanted
    for text in row["rejects"]:
        assert repaired(text, word_repairs(text, "mainland")) == text


@pytest.mark.parametrize("row", TERMS, ids=lambda row: row["before"][0])
def test_terms(row: dict[str, Any]) -> None:
    for text, wanted in row["matches"]:
        assert repaired(text, word_repairs(text, "mainland")) == wanted
    for text in row["rejects"]:
        assert repaired(text, word_repairs(text, "mainland")) == text
    assert all(any(word in text for text, _ in row["matches"]) for word in row["before"])


def test_taiwan_material_keeps_its_words() -> None:
    text = "民国一〇三学年度台北市国小教师甄选,国民小学及国中,资讯科技与网路"
    assert not word_repairs(text)
    assert word_repairs(text, "mainland")
    assert not word_repairs("县教育局:农村国小", "taiwan")


def test_terms_need_words_of_the_mainland() -> None:
    assert not word_repairs("网路与软体")
    assert repaired("县委重视网路与软体", word_repairs("县委重视网路与软体")) == "县委重视网络与软件"


def test_likely_terms_need_a_converter_at_work_and_are_listed() -> None:
    alone = "县教育局提高教学品质"
    assert not word_repairs(alone)
    beside = "县教育局提高教学品质,建设校园网路和教学软体"
    found = word_repairs(beside)
    assert repaired(beside, found) == "县教育局提高教学质量,建设校园网络和教学软件"
    assert [repair.margin for repair in found] == [0.0, None, None]


def test_a_piece_from_elsewhere_keeps_its_words() -> None:
    far = "校园的一天" * (2 * NEAR // 5)
    text = f"县委、教育局:农村国小{far}民国112年新北市国民小学:国小教师"
    assert repaired(text, word_repairs(text)) == text.replace("农村国小", "农村小学")


def test_a_part_follows_the_origin_of_its_whole() -> None:
    whole = origin_of("民国112年新北市国民中学")
    assert word_repairs("农村国小教师")
    assert not word_repairs("农村国小教师", origin=whole)


@given(st.lists(st.sampled_from([*(w for r in TERMS for w in r["before"]), *"国小中学校各县会考大联的软", "中国小学"])))
def test_candidates_are_what_their_pattern_finds(parts: list[str]) -> None:
    text = "".join(parts)
    assert [m.span() for m in candidates(text)] == [m.span() for m in candidate_pattern().finditer(text)]
