"""Every row of every table of the room does what its own examples say."""

import re
from typing import Any

import pytest

from jingyan.model.span import Span
from jingyan.segment.headings import starts_with_marker
from jingyan.segment.lines import Line, half, table
from jingyan.segment.marks import mark_of
from jingyan.zh.words import domain_words

WHOLE = [
    *((row, "boilerplate") for row in table("boilerplate")["rule"] if row["zone"] != "inline"),
    *((row, "glued") for row in table("glued")["stamp"]),
    *((row, "titles") for row in (*table("titles")["line"], *table("titles")["field"])),
    *((row, "headings") for row in (*table("headings")["generic"], *table("headings")["no-head"])),
    *(
        (row, "contents")
        for row in table("contents")["shape"]
        if row["name"]
        in (
            "column",
            "ending-page",
            "heading",
            "part",
            "paged-part",
            "group",
            "back-matter",
            "wrapped-tail",
            "roman-tail",
            "bare-part",
            "author-line",
            "author-first",
            "person-behind",
        )
    ),
]
INSIDE = [
    *((row, "boilerplate") for row in table("boilerplate")["rule"] if row["zone"] == "inline"),
    *((row, "titles") for row in (*table("titles")["genre"], *table("titles")["opening"])),
    *((row, "headings") for row in table("headings")["opening"]),
    *((row, "joining") for row in table("joining")["sign"] if row["name"] != "beginning"),
    *((row, "contents") for row in table("contents")["shape"] if row["name"] == "leader"),
]
AT_START = [
    *((row, "glued") for row in table("glued")["opening"]),
    *((row, "headings") for row in table("headings")["marker"]),
    *((row, "joining") for row in table("joining")["sign"] if row["name"] == "beginning"),
    *(
        (row, "contents")
        for row in table("contents")["shape"]
        if row["name"]
        in ("number", "capital-number", "glued-part", "packed-part", "glued-group", "group-mark", "glued-heading")
    ),
]


def name(value: Any) -> str:
    return str(value[0]["name"])


@pytest.mark.parametrize("case", WHOLE, ids=name)
def test_whole_lines(case: tuple[dict[str, Any], str]) -> None:
    pattern = re.compile(case[0]["pattern"].replace("PERSON", case[0].get("person", "")))
    assert all(pattern.fullmatch(half(text)) for text in case[0]["matches"])
    assert not [text for text in case[0]["rejects"] if pattern.fullmatch(half(text))]


@pytest.mark.parametrize("case", INSIDE, ids=name)
def test_inside_a_text(case: tuple[dict[str, Any], str]) -> None:
    pattern = re.compile(case[0]["pattern"])
    assert all(pattern.search(half(text)) for text in case[0]["matches"])
    assert not [text for text in case[0]["rejects"] if pattern.search(half(text))]


@pytest.mark.parametrize("case", AT_START, ids=name)
def test_at_the_start(case: tuple[dict[str, Any], str]) -> None:
    pattern = re.compile(case[0]["pattern"])
    assert all(pattern.match(half(text)) for text in case[0]["matches"])
    assert not [text for text in case[0]["rejects"] if pattern.match(half(text))]


def test_what_a_number_counts() -> None:
    row = table("headings")["measure"]
    pattern = re.compile(row["pattern"])
    assert all(pattern.match(text) for text in row["matches"])
    assert not [text for text in row["rejects"] if pattern.match(text)]


@pytest.mark.parametrize("row", table("marks")["mark"], ids=lambda row: str(row["name"]))
def test_marks(row: dict[str, Any]) -> None:
    pattern = re.compile(row["pattern"])
    for text in row["matches"]:
        assert pattern.fullmatch(half(text))
        found = mark_of(Line(0, Span(0, len(text)), half(text)))
        assert found
        assert found.number > 0
    assert not [text for text in row["rejects"] if pattern.fullmatch(half(text))]


@pytest.mark.parametrize(
    "text", ["一、加强领导", "(一)完善", "1.统一", "（2）配齐", "①落实", "第一,抓", "一是抓", "壹、前言"]
)
def test_any_marker_is_seen(text: str) -> None:
    assert starts_with_marker(half(text))


def test_tail_of_a_contents_entry() -> None:
    row = next(row for row in table("contents")["shape"] if row["name"] == "tail")
    found = [re.match(row["pattern"], text) for text in row["matches"]]
    assert [match and (match["organisation"].strip(), match["page"]) for match in found] == [
        ("南昌市教育局", "133"),
        ("", "12"),
        ("", "23"),
        ("", "5"),
        ("某县 教育局", "8"),
        ("(云溪县教育局)", "23"),
        ("云溪县教育局", "18"),
        ("云溪县教育局——", "23"),
        ("云溪县教育局", "49"),
    ]


def test_domain_words_are_unique() -> None:
    words = domain_words()
    assert len(words) == len(set(words)) >= 95
