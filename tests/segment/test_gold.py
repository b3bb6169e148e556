"""Floors on the annotated documents beside the checkout: pieces, titles, boilerplate, contents lists, broken lines, machine-made reports."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from jingyan.model.source import Source
from jingyan.model.structure import Outline
from jingyan.script.fold import reading
from jingyan.segment.lines import plain
from jingyan.segment.segmenting import segment

SHARED = Path(__file__).parents[2] / ".." / "shared"
pytestmark = [pytest.mark.shared, pytest.mark.skipif(not SHARED.exists(), reason="no ../shared")]


@pytest.fixture(scope="module")
def outlines() -> dict[str, tuple[str, Outline]]:
    found: dict[str, tuple[str, Outline]] = {}
    for path in sorted((SHARED / "seeds").iterdir()):
        text = path.read_bytes().decode()
        found[path.name[:3]] = (text, segment(Source(path.name, text, "text", ""), reading(text))[0])
    return found


def gold(name: str) -> Any:
    return json.loads((SHARED / "gold" / "segment" / name).read_text("utf-8"))


def test_pieces_and_titles(outlines: dict[str, tuple[str, Outline]]) -> None:
    wanted = {(row["seed"], row["index"]): row for row in gold("pieces.json") if row["kind"] != "collection"}
    have = {
        (seed, p.label): p for seed, (_, outline) in outlines.items() for p in outline.pieces if p.kind != "collection"
    }
    assert set(have) == set(wanted)
    for key, row in wanted.items():
        assert abs(have[key].span.start - row["start"]) <= 40
        assert abs(have[key].span.end - row["end"]) <= 40
        assert abs(have[key].body.start - row["body_start"]) <= 2
        assert plain(have[key].title) == plain(row["title"])


def test_boilerplate(outlines: dict[str, tuple[str, Outline]]) -> None:
    rows = gold("boilerplate.json")
    hard, soft = (
        {(r["seed"], i) for r in rows if r["soft"] is is_soft for i in range(r["start"], r["end"])}
        for is_soft in (False, True)
    )
    have = {
        (seed, i)
        for seed, (_, outline) in outlines.items()
        for b in outline.boilerplate
        for i in range(b.span.start, b.span.end)
    } - soft
    assert len(have & hard) >= 0.97 * len(have)
    assert len(have & hard) >= 0.95 * len(hard)


def entries() -> Iterator[tuple[str, str, str | None, int, str]]:
    for part in gold("jiangxi_toc.json")["parts"]:
        for group in part["groups"]:
            for e in group["entries"]:
                yield part["title"], e["title"], e["org"], e["page"], e.get("title_000", e["title"])


@pytest.mark.parametrize("seed", ["000", "004"])
def test_contents(outlines: dict[str, tuple[str, Outline]], seed: str) -> None:
    found = outlines[seed][1].contents
    have = [(e.part, plain(e.title), e.organisation, e.page) for contents in found for e in contents.entries]
    assert have == [
        (part, plain(short if seed == "000" else title), organisation, page)
        for part, title, organisation, page, short in entries()
    ]


def test_broken_lines(outlines: dict[str, tuple[str, Outline]]) -> None:
    for seed, (_, outline) in outlines.items():
        wanted = {broken[0] for row in gold("pieces.json") if row["seed"] == seed for broken in row["broken_lines"]}
        contents = [p.span for p in outline.pieces if p.kind == "contents"]
        assert {j.start for j in outline.joins if not any(span.covers(j) for span in contents)} == wanted


def test_machine_made_reports_stay_whole(tmp_path: Path) -> None:
    sources = tmp_path / "sources"
    sources.mkdir()
    for path in sorted((SHARED / "seeds").iterdir()):
        if not path.name.startswith("004"):
            (sources / path.name).write_bytes(path.read_bytes())
    script = SHARED / "reuse" / "make_benchmark.py"
    command = [sys.executable, str(script), str(sources), str(tmp_path / "out"), "--seed", "11", "--docs", "60"]
    subprocess.run(command, check=True, capture_output=True)
    for path in sorted((tmp_path / "out" / "docs").iterdir()):
        text = path.read_bytes().decode()
        found = segment(Source(path.name, text, "text", ""), reading(text))[0]
        assert [(p.span.start, p.span.end) for p in found.pieces] == [(0, len(text.rstrip()))]
        assert found.pieces[0].title == text.split("\n")[0]
        assert found.pieces[0].body.start == text.index("\n") + 1
        assert {b.kind for b in found.boilerplate} <= {"noise_char"}
