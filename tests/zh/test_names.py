import tomllib
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingyan.model.span import Span
from jingyan.zh.names import (
    find_names,
    has_surname,
    is_own_name,
    is_person,
    kind_by_suffix,
    name_body,
    places,
    suffix_after,
)

ROWS: list[dict[str, Any]] = tomllib.loads(files("jingyan.zh").joinpath("names.toml").read_text("utf-8"))["row"]


def named(text: str, kind: str) -> list[str]:
    return [n.span.of(text) for n in find_names(text) if n.kind == kind]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["kind"])
def test_rows_keep_their_examples(row: dict[str, Any]) -> None:
    assert [named(m["text"], row["kind"]) for m in row["matches"]] == [m["names"] for m in row["matches"]]
    assert [named(t, row["kind"]) for t in row["rejects"]] == [[] for _ in row["rejects"]]


def test_the_gazetteer_has_provinces_cities_and_counties() -> None:
    names = set(places())
    assert {
        "江西省",
        "江西",
        "南昌市",
        "南昌",
        "婺源县",
        "瑞金市",
        "青云谱区",
        "内蒙古自治区",
        "玉屏侗族自治县",
    } <= names
    assert names.isdisjoint({"和县", "郊区", "朝阳"})
    assert len(names) > 3000


def test_names_stand_side_by_side() -> None:
    text = "石门市青禾县教育局、明德小学和第三中学"
    assert [(n.span.of(text), n.kind) for n in find_names(text)] == [
        ("石门市", "place"),
        ("青禾县", "place"),
        ("教育局", "organisation"),
        ("明德小学", "organisation"),
        ("第三中学", "organisation"),
    ]


def test_only_the_asked_stretch_is_searched() -> None:
    text = "南昌市与九江市"
    assert [n.span for n in find_names(text, 3)] == [Span(4, 7)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("县政府", "organisation"),
        ("第三中学", "organisation"),
        ("青禾县", "place"),
        ("南昌", "place"),
        ("优化布局", None),
        ("统筹城乡", None),
        ("桥面", None),
    ],
)
def test_kind_by_the_last_word(text: str, kind: str | None) -> None:
    assert kind_by_suffix(text) == kind


def test_a_person_needs_a_title_beside() -> None:
    assert is_person("校长李明多次家访", Span(2, 4))
    assert not is_person("同学李明多次家访", Span(2, 4))
    assert not is_person("校长和教师", Span(2, 5))


def test_the_word_behind_a_name() -> None:
    assert suffix_after("长风初级中学占地", 2) is not None
    place = suffix_after("青禾县教育局", 2)
    assert place is not None
    assert (place.kind, place.span) == ("place", Span(2, 3))
    assert suffix_after("提高了许多", 2) is None


@given(st.lists(st.sampled_from([*places()[::97], "江", "西", "南", "县", "市", "的", "办学", "2020"]), max_size=12))
def test_places_are_the_longest_at_each_place(parts: list[str]) -> None:
    text, known, plain, at = "".join(parts), frozenset(places()), [], 0
    while at < len(text):
        name = next((text[at:end] for end in range(len(text), at + 1, -1) if text[at:end] in known), None)
        plain += [(at, name)] if name else []
        at += len(name or "x")
    found = [(n.span.start, n.span.of(text)) for n in find_names(text) if n.kind == "place"]
    assert [f for f in found if f[1] in known] == plain


def test_a_names_own_part() -> None:
    assert [
        name_body(t, k) for t, k in (("青禾县", "place"), ("县明德小学", "organisation"), ("王小川", "person"))
    ] == [
        "青禾",
        "明德",
        "王小川",
    ]
    assert [name_body(t, "organisation") for t in ("县教育局", "第二小学", "中心小学", "实验小学")] == ["", "", "", ""]
    assert is_own_name("南昌", "place")
    assert not is_own_name("全县", "place")


def test_surnames_that_are_words_too() -> None:
    assert all(map(has_surname, ("周远", "高平", "沈")))
    assert has_surname("沈", words=False)
    assert not any(has_surname(name, words=False) for name in ("高平", "任务"))
    assert not any(map(has_surname, ("会议", "")))
