"""Generate a collection with known copies, run jingyan and its peers on it, each in a process of its own, and print quality, CPU seconds and peak memory.

python benchmarks/reuse.py --maker MAKE_BENCHMARK.py --sources FOLDER [--docs 2000] [--seed 1] [--peers PYTHON] [-- more options of the maker]

The maker writes docs/*.txt and truth.json (PAN style: "cases" with "suspicious", "source", offsets and lengths in code points, "kind"). `--peers` is a
Python that has rensa, gaoya and datasketch. Peers are given text that is folded already and cut into paragraphs of 60 characters and more, the setting
that finds most pairs of Chinese texts; they find pairs, no passages. CPU seconds begin when the texts are loaded: jingyan's hold folding, the search and the offsets;
the row "compare" also the simplified reading, what was changed in each passage, pairs and clusters.
"""

import argparse
import json
import math
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

Spot = tuple[int, int, int, int]  # begin and end on the copying side, begin and end in the source
Pair = tuple[str, str]
PARAGRAPH, GRAM, HASHES, BANDS, ALIKE = 60, 5, 128, 32, 0.4


def jingyan(folder: Path, out: Path, *, whole: bool) -> float:
    """Write the passages as JSON; CPU seconds."""
    from jingyan.model.reuse import ReuseText
    from jingyan.reuse.comparing import compare, find_passages
    from jingyan.script.detect import detect_script
    from jingyan.script.fold import fold, reading

    raw = {path.name: path.read_bytes().decode() for path in sorted((folder / "docs").iterdir())}
    begin = time.process_time()
    rows: list[tuple[str, int, int, str, int, int]] = []
    if whole:
        texts = [ReuseText(name, name, "1", fold(text), detect_script(text)) for name, text in raw.items()]
        comparison, _ = compare(texts, {name: reading(text) for name, text in raw.items()})
        for a in comparison.alignments:
            left, right = a.left.span, a.right.span
            rows.append((a.left.source, left.start, left.end, a.right.source, right.start, right.end))
    else:
        texts = [ReuseText(name, name, "1", fold(text)) for name, text in raw.items()]
        for match in find_passages(texts, raw):
            row: list[Any] = []
            for text, span in ((texts[match.first], match.left), (texts[match.second], match.right)):
                row += [text.source, text.folded.origin[span.start], text.folded.origin[span.end - 1] + 1]
            rows.append(tuple(row))
    spent = time.process_time() - begin
    out.write_text(json.dumps(rows), encoding="utf-8")
    return spent


def minhash(folder: Path, out: Path, peer: str) -> float:
    """Write the pairs of texts with a pair of paragraphs that `peer` finds alike; CPU seconds."""
    rows = json.loads((folder / "paragraphs.json").read_text(encoding="utf-8"))
    names, texts = [name for name, _ in rows], [text for _, text in rows]
    begin = time.process_time()
    pairs: set[Pair] = set()
    for one, two in PEERS[peer](texts):
        if names[one] != names[two]:
            pairs.add((min(names[one], names[two]), max(names[one], names[two])))
    spent = time.process_time() - begin
    out.write_text(json.dumps(sorted(pairs)), encoding="utf-8")
    return spent


def _rensa(texts: list[str]) -> Iterator[tuple[int, int]]:
    rensa = import_module("rensa")
    index = rensa.RMinHashLSH(threshold=ALIKE, num_perm=HASHES, num_bands=BANDS)
    hashes = []
    for number, text in enumerate(texts):
        one = rensa.RMinHash(num_perm=HASHES, seed=1)
        one.update([text[i : i + GRAM] for i in range(len(text) - GRAM + 1)])
        hashes.append(one)
        index.insert(number, one)
    for number, one in enumerate(hashes):
        yield from ((number, n) for n in index.query(one) if n < number and one.jaccard(hashes[n]) >= ALIKE)


def _gaoya(texts: list[str]) -> Iterator[tuple[int, int]]:
    index = import_module("gaoya").minhash.MinHashStringIndex(
        hash_size=32, jaccard_threshold=ALIKE, num_bands=BANDS, band_size=HASHES // BANDS, analyzer="char", ngram_range=(GRAM, GRAM)
    )  # fmt: skip
    for number, text in enumerate(texts):
        index.insert_document(number, text)
    for number, text in enumerate(texts):
        yield from ((number, n) for n in index.query(text) if n < number)


def _datasketch(texts: list[str]) -> Iterator[tuple[int, int]]:
    datasketch = import_module("datasketch")
    index = datasketch.MinHashLSH(num_perm=HASHES, params=(BANDS, HASHES // BANDS))
    hashes = []
    for number, text in enumerate(texts):
        one = datasketch.MinHash(num_perm=HASHES)
        one.update_batch([text[i : i + GRAM].encode() for i in range(len(text) - GRAM + 1)])
        hashes.append(one)
        index.insert(number, one)
    for number, one in enumerate(hashes):
        yield from ((number, n) for n in index.query(one) if n < number and one.jaccard(hashes[n]) >= ALIKE)


PEERS: dict[str, Callable[[list[str]], Iterator[tuple[int, int]]]] = {
    "rensa": _rensa, "gaoya": _gaoya, "datasketch": _datasketch,
}  # fmt: skip


class Truth:
    """The cases of truth.json by pair of texts, the copying one first."""

    def __init__(self, folder: Path) -> None:
        self.cases: dict[Pair, list[tuple[str, Spot]]] = defaultdict(list)
        self.sources: dict[str, set[str]] = defaultdict(set)
        for c in json.loads((folder / "truth.json").read_text(encoding="utf-8"))["cases"]:
            begin, source = c["suspicious_offset"], c["source_offset"]
            spot = (begin, begin + c["suspicious_length"], source, source + c["source_length"])
            self.cases[c["suspicious"], c["source"]].append((c["kind"], spot))
            self.sources[c["suspicious"]].add(c["source"])

    def same_source(self, one: str, two: str) -> bool:
        """True for two copies of one source: true reuse that the list of cases leaves out."""
        return bool(self.sources.get(one, set()) & self.sources.get(two, set()))

    def pairs(self, found: set[Pair]) -> str:
        """Precision, recall and F1 of pairs of texts in either order."""
        true = {(min(p), max(p)) for p in self.cases}
        found = {(min(p), max(p)) for p in found if not self.same_source(*p)}
        hit = len(true & found)
        p, r = hit / max(1, len(found)), hit / len(true)
        return f"pairs P {p:.4f} R {r:.4f} F1 {2 * p * r / max(1e-9, p + r):.4f}"

    def passages(self, rows: list[list[Any]]) -> str:
        """Plagdet over all (PAN, macro) and by kind of copy; what is found beside all cases counts against the whole."""
        found: dict[Pair, list[Spot]] = defaultdict(list)
        for one, a, b, two, c, d in rows:
            turned = (one, two) not in self.cases and ((two, one) in self.cases or two in self.sources)
            if not self.same_source(one, two):
                found[(two, one) if turned else (one, two)].append((c, d, a, b) if turned else (a, b, c, d))
        recalls, hits, rights = (defaultdict[str, list[float]](list) for _ in range(3))
        for pair, cases in self.cases.items():
            for kind, spot in cases:
                share, count = _covered(spot, found.get(pair, []))
                for name in ("all", kind):
                    recalls[name].append(share)
                    hits[name] += [count] if count else []
        kinds = {pair[0]: cases[0][0] for pair, cases in self.cases.items()}
        for pair, spots in found.items():
            for spot in spots:
                share, _ = _covered(spot, [case for _, case in self.cases.get(pair, [])])
                for name in ("all", kinds.get(pair[0], "none")):
                    rights[name].append(share)
        values = {k: _plagdet(rights[k], recalls[k], hits[k]) for k in recalls}
        listed = " ".join(f"{k} {v:.3f}" for k, v in sorted(values.items()) if k != "all")
        return f"plagdet {values['all']:.4f} ({listed})"


def _covered(spot: Spot, others: list[Spot]) -> tuple[float, int]:
    """The share of both sides of `spot` that those of `others` cover which touch it on both sides, and how many do."""
    near = [o for o in others if min(spot[1], o[1]) > max(spot[0], o[0]) and min(spot[3], o[3]) > max(spot[2], o[2])]
    total = 0
    for k in (0, 2):
        end = spot[k]
        for begin, stop in sorted((max(o[k], spot[k]), min(o[k + 1], spot[k + 1])) for o in near):
            total += max(0, stop - max(end, begin))
            end = max(end, stop)
    return total / (spot[1] - spot[0] + spot[3] - spot[2]), len(near)


def _plagdet(right: list[float], recalled: list[float], hits: list[float]) -> float:
    p, r = (sum(x) / max(1, len(x)) for x in (right, recalled))
    parts = sum(hits) / max(1, len(hits)) if hits else 1.0
    return 2 * p * r / max(1e-9, p + r) / math.log2(1 + parts)


def paragraphs(folder: Path) -> None:
    """Write the folded paragraphs for the peers."""
    from jingyan.script.fold import fold

    rows = []
    for path in sorted((folder / "docs").iterdir()):
        lines = path.read_bytes().decode().splitlines()
        rows += [(path.name, fold(line).text) for line in lines if len(line) >= PARAGRAPH]
    (folder / "paragraphs.json").write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")


def run(python: str, name: str, folder: Path) -> tuple[float, float, list[Any]]:
    """CPU seconds, peak memory in MB and what was found, by this script in a process of its own."""
    out = folder / "found.json"
    command = [python, __file__, "--child", name, str(folder), str(out)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds, memory = map(float, done.stdout.split())
    found: list[Any] = json.loads(out.read_text(encoding="utf-8"))
    return seconds, memory, found


def main() -> None:
    if sys.argv[1:2] == ["--child"]:
        name, folder, out = sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4])
        spent = minhash(folder, out, name) if name in PEERS else jingyan(folder, out, whole=name == "compare")
        print(spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        return
    parser = argparse.ArgumentParser()
    parser.add_argument("--maker", type=Path, required=True)
    parser.add_argument("--sources", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--docs", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--peers", metavar="PYTHON")
    parser.add_argument("more", nargs="*")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        maker = [sys.executable, options.maker, options.sources, folder, "--docs", options.docs, "--seed", options.seed]
        subprocess.run([*map(str, maker), *options.more], check=True)
        truth = Truth(folder)
        paragraphs(folder)
        ours = 0.0
        for name in ("passages", "compare", *(PEERS if options.peers else ())):
            seconds, memory, found = run(options.peers if name in PEERS else sys.executable, name, folder)
            ours = ours or seconds
            pairs = {(r[0], r[1]) for r in found} if name in PEERS else {(r[0], r[3]) for r in found}
            quality = truth.pairs(pairs) + ("" if name in PEERS else ", " + truth.passages(found))
            print(f"{name:<10} {seconds:7.2f} CPU s ({seconds / ours:.2f}×) {memory:6.0f} MB  {quality}", flush=True)


if __name__ == "__main__":
    main()
