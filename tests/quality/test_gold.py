"""The gold itself: every row can be found in the texts as they are read, and the manifest names every file."""

import tomllib
from collections import Counter
from collections.abc import Iterator

from tests.quality.gold import CORPUS, Page, Row, gold
from tests.quality.measuring import pages, readable
from tests.quality.scoring import title_places


def located(name: str) -> Iterator[tuple[Row, Page]]:
    """Gold rows with the page of their text; that every text is read is a test of its own."""
    return ((row, pages()[row["source"]]) for row in gold(name) if row["source"] in pages())


def test_the_manifest_names_every_file_once() -> None:
    with (CORPUS / "manifest.toml").open("rb") as file:
        paths = [row["path"] for row in tomllib.load(file)["file"]]
    files = {p.relative_to(CORPUS).as_posix() for p in (CORPUS / "来稿").rglob("*") if p.is_file()}
    assert Counter(paths) == Counter(files)


def test_every_source_of_the_gold_is_read() -> None:
    wanted = {row["source"] for row in readable(gold("pieces"))}
    assert sorted(wanted - set(pages())) == []
    assert sorted(set(pages()) - wanted) == []


def test_every_gold_piece_begins_and_ends_in_its_text() -> None:
    for row, text in located("pieces"):
        for words in (row["begins"], row["ends"]):
            assert text.places(words), (row["source"], words)


def test_every_gold_figure_stands_where_it_says_and_inside_a_range() -> None:
    for row, text in located("figure-ranges"):
        for words in (row["begins"], row["ends"]):
            assert text.places(words), (row["source"], words)
    assert {r["source"] for r in gold("figures")} <= {r["source"] for r in gold("figure-ranges")}
    for row, text in located("figures"):
        assert text.inside(row["context"], row["at"], row["text"])


def test_every_gold_measure_and_finding_is_in_its_text() -> None:
    for row, text in located("measures"):
        assert title_places([row], text)
    for row, text in located("findings"):
        for member in row["members"]:
            assert text.inside(member["context"], member["at"], member["text"])


def test_every_gold_heading_and_piece_of_site_furniture_is_in_its_text() -> None:
    for row, text in located("headings"):
        assert text.places(row["marker"] + row["title"]), (row["source"], row["title"])
    # What an html reader leaves out with the rest of the page is no longer there to be marked.
    for row, text in located("boilerplate"):
        assert len(text.places(row["text"])) == row.get("times", 1) or row["source"].endswith(("htm", "html")), (
            row["source"],
            row["text"],
        )


def test_copies_and_pairs_kept_apart_name_known_pieces() -> None:
    known = {(r["source"], r["title"]) for r in gold("pieces")}
    members = [m for c in gold("clusters") for m in (*c["members"], c["kept"])]
    members += [m for n in gold("negatives") for m in (n["a"], n["b"])]
    assert {(m["source"], m["title"]) for m in members} <= known
