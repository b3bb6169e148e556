"""Figures of jingyan and of its peers on the same annotated texts: overlap F1, value and unit right, megabytes a CPU second.

python benchmarks/extract.py --gold FOLDER --texts FOLDER [--peers PYTHON]

FOLDER of `--gold` holds figures.jsonl (start, end, value, unit, optional, the text's first three letters as "seed") and ranges.json; `--texts` the texts. The figures of
`corpus/gold` are added. `--peers` is a Python that has recognizers-text-suite (with emoji below 2), jionlp and cn2an; those it lacks are named as absent.
Peers get the text line by line. Recognizers: number, ordinal, percentage, currency, dimension, age and datetime, the longest where several overlap. JioNLP: money and time.
cn2an only converts, so it is given every run of numerals and its unit is the character behind.
"""

import argparse
import json
import math
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
Row = dict[str, Any]  # start, end, value, unit (and optional in gold)
PEERS = ("recognizers", "jionlp", "cn2an")
UNITS = {
    "名": "人",
    "位": "人",
    "天": "日",
    "㎡": "平方米",
    "Square meter": "平方米",
    "Mu": "亩",
    "Kilometer": "公里",
    "Meter": "米",
}
UNITS |= {
    "人民币": "元",
    "人民币元": "元",
    "Chinese yuan": "元",
    "中国元": "元",
    "Percent": "%",
    "Year": "岁",
    "百分点": "个百分点",
}


@dataclass(frozen=True, slots=True)
class Sample:
    """A text, the spans that are annotated and what stands there."""

    text: str
    limits: tuple[tuple[int, int], ...]
    gold: tuple[Row, ...]


def given(gold: Path, texts: Path) -> Iterator[Sample]:
    """The samples of a folder with offsets."""
    rows = [json.loads(line) for line in (gold / "figures.jsonl").read_text("utf-8").splitlines()]
    ranges = json.loads((gold / "ranges.json").read_text("utf-8"))["ranges"]
    for path in sorted(texts.glob("*.txt")):
        name = path.name[:3]
        if name in ranges:
            limits = tuple((a, b) for a, b in ranges[name])
            yield Sample(path.read_bytes().decode("utf-8"), limits, tuple(r for r in rows if r["seed"] == name))


def ours_in_the_corpus() -> Iterator[Sample]:
    """The samples of corpus/gold, found by their words."""
    from tests.quality.gold import gold
    from tests.quality.measuring import collected, pages, readable
    from tests.quality.scoring import _range, by_source

    ranges = by_source(readable(gold("figure-ranges")))
    texts = {s.path: s.text for s in collected().sources}
    for source, rows in by_source(readable(gold("figures"))).items():
        page = pages()[source]
        spans = [page.inside(r["context"], r["at"], r["text"]) for r in rows]
        found = tuple(r | {"start": s.start, "end": s.end} for r, s in zip(rows, spans, strict=True))
        limits = tuple((s.start, s.end) for s in (_range(r, page) for r in ranges[source]))
        yield Sample(next(t for p, t in texts.items() if p.endswith(source)), limits, found)


def score(samples: Sequence[Sample], found: Sequence[Sequence[Row]]) -> tuple[float, float]:
    """Overlap F1 and the share of required figures with value and unit right; optional ones count neither way."""
    right = both = wanted = given_back = 0
    for sample, rows in zip(samples, found, strict=True):
        inside = [r for r in rows if any(a <= r["start"] and r["end"] <= b for a, b in sample.limits)]
        required = [g for g in sample.gold if not g.get("optional")]
        spare = [g for g in sample.gold if g.get("optional")]
        used: set[int] = set()
        for g in required:
            hit = next((i for i, r in enumerate(inside) if i not in used and overlap(g, r)), None)
            if hit is not None:
                used.add(hit)
                right += 1
                both += same(g["value"], inside[hit]["value"]) and same_unit(g["unit"], inside[hit]["unit"])
        wanted += len(required)
        given_back += sum(i in used or not any(overlap(g, r) for g in spare) for i, r in enumerate(inside))
    return 2 * right / max(1, wanted + given_back), both / max(1, wanted)


def overlap(a: Row, b: Row) -> bool:
    return bool(a["start"] < b["end"] and b["start"] < a["end"])


def same(a: Any, b: Any) -> bool:
    """Equal values: numbers within a millionth, lists member by member, words as written."""
    if isinstance(a, (list, tuple)) and isinstance(b, (list, tuple)):
        return len(a) == len(b) and all(same(x, y) for x, y in zip(a, b, strict=True))
    try:
        return abs(float(a) - float(b)) <= 1e-6 * max(1.0, abs(float(a)))
    except (TypeError, ValueError):
        return str(a).upper() == str(b).upper()


def same_unit(a: str | None, b: str | None) -> bool:
    return UNITS.get(a or "", a or "") == UNITS.get(b or "", b or "")


def ours(texts: Sequence[str]) -> tuple[list[list[Row]], float, float]:
    """Rows, CPU seconds of the figures alone, CPU seconds of figures and measures together."""
    from jingyan.extract.extracting import ExtractSettings, closed_spans, extract
    from jingyan.extract.figures import find_figures
    from jingyan.extract.flow import make_flow
    from jingyan.model.source import Source
    from jingyan.script.fold import reading
    from jingyan.segment.segmenting import segment

    sources = [Source(f"{i}.txt", text, "text", f"{i:064x}") for i, text in enumerate(texts)]
    made = [(s, r, segment(s, r)[0]) for s in sources for r in [reading(s.text)]]
    extract(*made[0])  # tables are loaded once a process
    alone = together = math.inf
    for _ in range(3):  # the best of three runs: other work on the machine must not count
        begin = time.process_time()
        figures = [find_figures(make_flow(r, o.joins), o, closed_spans(o, ExtractSettings())) for _, r, o in made]
        alone = min(alone, time.process_time() - begin)
        begin = time.process_time()
        for item in made:
            extract(*item)
        together = min(together, time.process_time() - begin)
    rows = [
        [{"start": f.span.start, "end": f.span.end, "value": f.value, "unit": f.unit} for f in some] for some in figures
    ]
    return rows, alone, together


def lines(text: str) -> Iterator[tuple[int, str]]:
    """Every line that is not blank with its offset."""
    for match in re.finditer(r"[^\r\n]+", text):
        yield match.start(), match.group()


def recognizers() -> Callable[[str], list[Row]]:
    """Recognizers-Text: the longest result at each place."""
    culture = import_module("recognizers_text").Culture.Chinese
    modules = {
        "recognizers_number": ("recognize_number", "recognize_ordinal", "recognize_percentage"),
        "recognizers_number_with_unit": ("recognize_age", "recognize_currency", "recognize_dimension"),
        "recognizers_date_time": ("recognize_datetime",),
    }
    kinds = [getattr(import_module(module), name) for module, names in modules.items() for name in names]

    def find(line: str) -> list[Row]:
        rows = [_recognized(result) for kind in kinds for result in kind(line, culture)]
        kept: list[Row] = []
        for row in sorted(rows, key=lambda r: r["start"] - r["end"]):
            if not any(overlap(row, other) for other in kept):
                kept.append(row)
        return sorted(kept, key=lambda r: int(r["start"]))

    return find


def _recognized(result: Any) -> Row:
    resolution = result.resolution or {}
    values = resolution.get("values")
    value = values[0].get("timex") if values else resolution.get("value")
    unit = resolution.get("unit") or ("%" if str(value).endswith("%") else "")
    if values:
        unit = "日" if str(value).count("-") == 2 else "月" if str(value).count("-") == 1 else "年"
    return {"start": result.start, "end": result.end + 1, "value": str(value).rstrip("%"), "unit": unit}


def jionlp() -> Callable[[str], list[Row]]:
    """JioNLP: money and time."""
    jio = import_module("jionlp")

    def find(line: str) -> list[Row]:
        rows: list[Row] = []
        for item in jio.ner.extract_money(line, with_parsing=True):
            detail = item["detail"] or {}
            rows.append(
                {
                    "start": item["offset"][0],
                    "end": item["offset"][1],
                    "value": detail.get("num"),
                    "unit": detail.get("case"),
                }
            )
        for item in jio.ner.extract_time(line, with_parsing=False):
            written = re.findall(r"\d+", item["text"])
            value = "-".join(w.rjust(2, "0") for w in written)
            rows.append(
                {"start": item["offset"][0], "end": item["offset"][1], "value": value, "unit": item["text"][-1:]}
            )
        return rows

    return find


def cn2an() -> Callable[[str], list[Row]]:
    """cn2an over every run of numerals; the unit is what stands behind."""
    convert = import_module("cn2an").cn2an

    def find(line: str) -> list[Row]:
        rows: list[Row] = []
        for match in re.finditer(r"[\d.,零〇一二两三四五六七八九十百千万亿点]+", line):
            try:
                value = convert(match.group().replace(",", ""), "smart")
            except (ValueError, KeyError, IndexError):
                value = None
            rows.append(
                {
                    "start": match.start(),
                    "end": match.end(),
                    "value": value,
                    "unit": line[match.end() : match.end() + 1],
                }
            )
        return rows

    return find


def peer(name: str) -> None:
    """Rows and CPU seconds of one peer for the texts on standard input, as JSON."""
    find = {"recognizers": recognizers, "jionlp": jionlp, "cn2an": cn2an}[name]()
    texts: list[str] = json.load(sys.stdin)
    find("共有学校12所。")
    begin = time.process_time()
    found: list[list[Row]] = []
    for text in texts:
        rows: list[Row] = []
        for at, line in lines(text):
            try:
                rows += [r | {"start": r["start"] + at, "end": r["end"] + at} for r in find(line)]
            except Exception:  # what a peer raises is its own; the line gives nothing
                continue
        found.append(rows)
    print("\n" + json.dumps({"rows": found, "seconds": time.process_time() - begin}, default=str))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--peers", type=Path)
    parser.add_argument("--peer", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.peer:
        peer(options.peer)
        return
    samples = [*(given(options.gold, options.texts) if options.gold and options.texts else ()), *ours_in_the_corpus()]
    texts = [s.text for s in samples]
    size = sum(len(t.encode()) for t in texts) / 1e6
    print(f"{len(samples)} texts, {size:.2f} MB, {sum(not g.get('optional') for s in samples for g in s.gold)} figures")
    rows, alone, together = ours(texts)
    f1, both = score(samples, rows)
    print(
        f"jingyan      F1 {f1:.3f}  value and unit {both:.3f}  {size / alone:.2f} MB/s ({size / together:.2f} with everything else that is extracted)"
    )
    for name in PEERS if options.peers else ():
        command = [str(options.peers), __file__, "--peer", name]
        done = subprocess.run(command, input=json.dumps(texts), capture_output=True, text=True, check=False)
        if done.returncode:
            print(
                f"{name:<12} absent ({done.stderr.strip().splitlines()[-1] if done.stderr.strip() else 'no message'})"
            )
            continue
        answer = json.loads(done.stdout.strip().splitlines()[-1])
        f1, both = score(samples, answer["rows"])
        print(f"{name:<12} F1 {f1:.3f}  value and unit {both:.3f}  {size / answer['seconds']:.3f} MB/s")


if __name__ == "__main__":
    main()
