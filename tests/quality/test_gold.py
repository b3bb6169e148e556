"""The gold itself: every row can be found in the texts as they are read, and the manifest names every file."""

import tomllib
from collections import Counter

from tests.quality.gold import CORPUS, gold
from tests.quality.measuring import pages, readable
from tests.quality.scoring import title_places


def test_the_manifest_names_every_file_once() -> None:
    with (CORPUS / "manifest.toml").open("rb") as file:
        paths = [row["path"] for row in tomllib.load(file)["file"]]
    files = {p.relative_to(CORPUS).as_posix() for p in (CORPUS / "来稿").rglob("*") if p.is_file()}
    assert Counter(paths) == Counter(files)


def test_every_gold_piece_begins_and_ends_in_its_text() -> None:
    texts = pages()
    for row in readable(gold("pieces")):
        for words in (row["begins"], row["ends"]):
            assert texts[row["source"]].places(words), (row["source"], words)


def test_every_gold_figure_stands_where_it_says_and_inside_a_range() -> None:
    texts = pages()
    ranges = readable(gold("figure-ranges"))
    for row in ranges:
        for words in (row["begins"], row["ends"]):
            assert texts[row["source"]].places(words), (row["source"], words)
    assert {r["source"] for r in gold("figures")} <= {r["source"] for r in gold("figure-ranges")}
    for row in readable(gold("figures")):
        assert texts[row["source"]].inside(row["context"], row["at"], row["text"])


def test_every_gold_measure_and_finding_is_in_its_text() -> None:
    texts = pages()
    for row in readable(gold("measures")):
        assert title_places([row], texts[row["source"]])
    for row in readable(gold("findings")):
        for member in row["members"]:
            assert texts[row["source"]].inside(member["context"], member["at"], member["text"])


def test_copies_and_pairs_kept_apart_name_known_pieces() -> None:
    known = {(r["source"], r["title"]) for r in gold("pieces")}
    members = [m for c in gold("clusters") for m in (*c["members"], c["kept"])]
    members += [m for n in gold("negatives") for m in (n["a"], n["b"])]
    assert {(m["source"], m["title"]) for m in members} <= known
