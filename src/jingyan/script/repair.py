"""Word repair: words of a Taiwan phrase map (國小) back to mainland ones (小学) where the context says so; works on character-converted text."""

import math
import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

Mode = Literal["auto", "mainland", "taiwan"]

# Characters on each side of a hit that are scored, and the longest dictionary word looked up; ±10 was measured best on forward-modelled text.
AROUND = 10
LONGEST = 8

_CLAUSE_MARK = re.compile(r"[\W\d_]")


@dataclass(frozen=True, slots=True)
class WordRepair:
    """text[start:end] should read `after`; `margin` = log ratio of the repaired wording over the original one, None where no context is weighed."""

    start: int
    end: int
    after: str
    margin: float | None


@cache
def rows() -> dict[str, Any]:
    """`repairs.toml` as read."""
    return tomllib.loads(resources.files(__package__).joinpath("repairs.toml").read_text("utf-8"))


@cache
def _words() -> dict[str, str]:
    return {row["before"]: row["after"] for row in rows()["word"]}


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(row["pattern"] for row in rows()["word"]))


@cache
def _frequencies() -> tuple[dict[str, int], float]:
    """Word → frequency from jieba's dictionary (MIT) and the logarithm of their sum, without the words to be repaired; read without importing jieba."""
    spec = find_spec("jieba")
    if spec is None or not spec.submodule_search_locations:  # pragma: no cover
        return {}, 0.0
    path = Path(spec.submodule_search_locations[0]) / "dict.txt"
    counts: dict[str, int] = {}
    for line in path.read_text("utf-8").splitlines():
        word, count, *_ = line.split(" ")
        counts[word] = int(count)
    for word in _words():
        counts.pop(word, None)
    return counts, math.log(sum(counts.values()))


def is_mainland(text: str) -> bool:
    """False when (simplified) `text` holds more words of Taiwan's administration than of the mainland's."""
    origin = rows()["origin"]
    here, there = (sum(text.count(word) for word in origin[side]) for side in ("mainland", "taiwan"))
    return here >= there


def kept_length(text: str, repair: WordRepair) -> WordRepair | None:
    """The repair as a reading of `text` can hold it: itself or, where its length changes, the row's own wording of the same length (中、小学)."""
    before = text[repair.start : repair.end]
    if len(repair.after) == len(before):
        return repair
    reading = next((row.get("reading") for row in rows()["word"] if row["before"] == before), None)
    return replace(repair, after=reading) if reading else None


def repaired(text: str, repairs: tuple[WordRepair, ...]) -> str:
    """`text` with `repairs` made."""
    parts: list[str] = []
    done = 0
    for repair in repairs:
        parts += (text[done : repair.start], repair.after)
        done = repair.end
    return "".join((*parts, text[done:]))


def word_repairs(text: str, mode: Mode = "auto") -> tuple[WordRepair, ...]:
    """Repairs for character-converted `text`, in order, not overlapping; none in mode "taiwan" or when "auto" takes the text for Taiwan's own."""
    hits = list(_pattern().finditer(text)) if mode != "taiwan" else []
    if not hits or (mode == "auto" and not is_mainland(text)):
        return ()
    weighed = (_weigh(text, hit) for hit in hits)
    return tuple(repair for repair in weighed if repair.margin is None or repair.margin > 0)


def _weigh(text: str, hit: re.Match[str]) -> WordRepair:
    before, after = hit.group(), _words()[hit.group()]
    if len(after) != len(before):
        return WordRepair(hit.start(), hit.end(), after, None)
    left, right = _sides(text, hit)
    margin = _score(left + after + right) - _score(left + before + right)
    return WordRepair(hit.start(), hit.end(), after, round(margin, 2))


def _sides(text: str, hit: re.Match[str]) -> tuple[str, str]:
    """The characters around a hit inside its clause, at most AROUND on each side."""
    left = _CLAUSE_MARK.split(text[max(0, hit.start() - AROUND) : hit.start()])[-1]
    right = _CLAUSE_MARK.split(text[hit.end() : hit.end() + AROUND])[0]
    return left, right


def _score(text: str) -> float:
    """The log probability of the best cut of `text` into dictionary words (unigram Viterbi; unknown single characters count once)."""
    counts, total = _frequencies()
    best = [0.0] + [-math.inf] * len(text)
    for start in range(len(text)):
        for end in range(start + 1, min(start + LONGEST, len(text)) + 1):
            count = counts.get(text[start:end], 1 if end == start + 1 else 0)
            if count:
                best[end] = max(best[end], best[start] + math.log(count) - total)
    return best[-1]
