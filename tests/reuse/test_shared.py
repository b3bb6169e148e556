"""The real material beside the checkout: known copies are found, nothing else is."""

import json
import subprocess
import sys
from array import array
from pathlib import Path
from typing import Any

import pytest

from jingyan.model.reuse import ReuseText
from jingyan.model.script import FoldedText
from jingyan.reuse.comparing import compare
from jingyan.script.detect import detect_script
from jingyan.script.fold import fold, reading

SHARED = Path(__file__).parents[2] / ".." / "shared"
pytestmark = [pytest.mark.shared, pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared")]


def text_of(source: str, label: str, text: str, start: int, end: int) -> ReuseText:
    folded = fold(text[start:end])
    moved = FoldedText(folded.text, array("I", [o + start for o in folded.origin]))
    return ReuseText(f"{source}#{label}", source, label, moved, detect_script(text[start:end]))


def test_real_copies_are_found_and_nothing_else() -> None:
    pieces: list[dict[str, Any]] = json.loads((SHARED / "gold/segment/pieces.json").read_text("utf-8"))
    seeds = {p.name[:3]: p.read_bytes().decode() for p in sorted((SHARED / "seeds").glob("*.txt"))}
    parents = {(p["seed"], p["parent"]) for p in pieces}
    leaves = [p for p in pieces if (p["seed"], p["index"]) not in parents]
    texts = [text_of(p["seed"], p["index"], seeds[p["seed"]], p["start"], p["end"]) for p in leaves]
    comparison, _ = compare(texts, {name: reading(text) for name, text in seeds.items()})
    group = {f"{p['seed']}#{p['index']}": p["cluster"] for p in leaves}
    wanted = {(a, b) for a in group for b in group if a < b and group[a] == group[b]}
    assert {(p.left, p.right) for p in comparison.pairs if max(p.containment, p.other_containment) >= 0.05} == wanted
    assert {frozenset(c.members) for c in comparison.clusters} == {
        frozenset(m for m in group if group[m] == g) for g in group.values() if list(group.values()).count(g) > 1
    }


@pytest.mark.parametrize(("more", "floor"), [((), 0.97), (("--facts", ".5", "--slogans", ".15"), 0.93)])
def test_generated_copies_are_found(tmp_path: Path, more: tuple[str, ...], floor: float) -> None:
    make, score = SHARED / "reuse/make_benchmark.py", SHARED / "reuse/score.py"
    subprocess.run(
        [sys.executable, str(make), str(SHARED / "seeds"), str(tmp_path), "--seed", "77", "--docs", "200", *more],
        check=True,
        capture_output=True,
    )
    raw = {p.name: p.read_bytes().decode() for p in sorted((tmp_path / "docs").iterdir())}
    texts = [text_of(name, "1", text, 0, len(text)) for name, text in raw.items()]
    comparison, _ = compare(texts, {name: reading(text) for name, text in raw.items()})
    found = [
        {
            "suspicious": a.left.source,
            "suspicious_offset": a.left.span.start,
            "suspicious_length": len(a.left.span),
            "source": a.right.source,
            "source_offset": a.right.span.start,
            "source_length": len(a.right.span),
        }
        for a in comparison.alignments
    ]
    (tmp_path / "found.json").write_text(json.dumps(found), "utf-8")
    out = tmp_path / "score.json"
    subprocess.run(
        [sys.executable, str(score), str(tmp_path / "truth.json"), str(tmp_path / "found.json"), "--json", str(out)],
        check=True,
        capture_output=True,
    )
    result = json.loads(out.read_text("utf-8"))
    assert result["overall"]["plagdet"] >= floor
    assert result["pairs"]["f1"] >= floor
