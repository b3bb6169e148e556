"""Word repair: words of a Taiwan phrase map (國小, 網路) back to mainland ones (小学, 网络) where the context says so; works on character-converted text."""

import math
import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib import resources
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

Mode = Literal["auto", "mainland", "taiwan"]
Level = Literal["word", "safe", "likely"]

# Characters on each side of a hit that are scored, and the longest dictionary word looked up; ±10 was measured best on forward-modelled text.
AROUND = 10
LONGEST = 8
# Words of origin count within this many characters of a hit: about one piece of a collection, whose neighbours may come from elsewhere.
NEAR = 1500
# Different safe terms that show a converter at work, so that likely ones (品质) are taken for its work too.
TELLTALES = 2

_CLAUSE_MARK = re.compile(r"[\W\d_]")


@dataclass(frozen=True, slots=True)
class WordRepair:
    """text[start:end] should read `after`; `margin` = log ratio of the repaired wording over the original one, None where the words around decide, 0 for likely terms."""

    start: int
    end: int
    after: str
    margin: float | None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the words of a text come from, in order of place: +1 a word of the mainland, -1 one of Taiwan; `telltales`: a converter's words were found."""

    places: tuple[int, ...] = ()
    signs: tuple[int, ...] = ()
    telltales: bool = False

    def near(self, place: int) -> int:
        """The balance within NEAR characters of `place`, or where there is none, of the whole text; above 0 for the mainland."""
        here = self.signs[bisect_left(self.places, place - NEAR) : bisect_left(self.places, place + NEAR)]
        return sum(here) if here else sum(self.signs)


@dataclass(frozen=True, slots=True)
class _Rule:
    level: Level
    after: str
    keep: re.Pattern[str] | None
    sure: re.Pattern[str] | None


@cache
def rows() -> dict[str, Any]:
    """`repairs.toml` as read."""
    return tomllib.loads(resources.files(__package__).joinpath("repairs.toml").read_text("utf-8"))


def _expression(patterns: list[str] | None) -> re.Pattern[str] | None:
    return re.compile("|".join(f"(?:{_countries(p)})" for p in patterns)) if patterns else None


def _countries(pattern: str) -> str:
    countries = rows()["countries"]
    return pattern.replace("@强", countries["strong"]).replace("@弱", countries["weak"])


@cache
def _rules() -> dict[str, list[_Rule]]:
    """For each word to be repaired its rules in the order of the table."""
    rules: dict[str, list[_Rule]] = {}
    for row in rows()["word"]:
        found = _Rule("word", row["after"], _expression(row.get("keep")), _expression(row.get("sure")))
        rules.setdefault(row["before"], []).append(found)
    for row in rows()["term"]:
        keep, sure = _expression(row.get("keep")), _expression(row.get("sure"))
        for before, after in zip(row["before"], row["after"], strict=True):
            rules.setdefault(before, []).append(_Rule(row["level"], after, keep, sure))
    return rules


@cache
def candidate_pattern() -> re.Pattern[str]:
    """Every candidate: school words by their own patterns, then terms, the longest first."""
    terms = sorted({word for row in rows()["term"] for word in row["before"]}, key=lambda word: (-len(word), word))
    return re.compile("|".join([*(_countries(row["pattern"]) for row in rows()["word"]), *map(re.escape, terms)]))


@cache
def _origin_pattern() -> re.Pattern[str]:
    """Taiwan's words, then those of the mainland, in one list without groups, each with its first character: so the next place for one is found fast."""
    origin = rows()["origin"]
    return re.compile(f"{origin['taiwan']}|{origin['mainland']}")


@cache
def _mainland_words() -> frozenset[str]:
    return frozenset(rows()["origin"]["mainland"].split("|"))


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
    schools = tuple(
        row["before"] for row in rows()["word"]
    )  # the dictionary holds names of Taiwan's schools too (和平国小)
    counts = {word: count for word, count in counts.items() if not word.endswith(schools) and word != "国中生"}
    counts.pop("国", None)  # no word of its own in a report: after 光明 it is the first half of 国小, not a country
    return counts, math.log(sum(counts.values()))


def origin_of(text: str) -> Origin:
    """The evidence in (simplified) `text` on where its words come from."""
    return _origin_of(text, tuple(_decided(text)))


def _origin_of(text: str, decided: tuple[tuple[re.Match[str], _Rule], ...]) -> Origin:
    mainland = _mainland_words()
    found = [(match.start(), 1 if match.group() in mainland else -1) for match in _origin_pattern().finditer(text)]
    safe = {hit.group() for hit, rule in decided if rule.level == "safe"}
    return Origin(tuple(place for place, _ in found), tuple(sign for _, sign in found), len(safe) >= TELLTALES)


def kept_length(text: str, repair: WordRepair) -> WordRepair | None:
    """The repair as a reading of `text` can hold it: itself or, where its length changes, the row's own wording of the same length (中、小学); None for doubtful terms."""
    before = text[repair.start : repair.end]
    if repair.margin == 0:
        return None
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


def word_repairs(text: str, mode: Mode = "auto", *, origin: Origin | None = None) -> tuple[WordRepair, ...]:
    """Repairs for character-converted `text`, in order, not overlapping; none in mode "taiwan".

    In mode "auto" a school word is repaired unless the words around it are Taiwan's own, a safe term only among words of the mainland, a likely one only
    where safe ones show a converter at work too. `origin` is the evidence of a larger text that `text` is a part of; without it that of `text`.
    """
    if mode == "taiwan":
        return ()
    decided = tuple(_decided(text))
    if decided and mode == "auto":
        decided = tuple(_of_origin(text, decided, origin))
    weighed = ((_weigh(text, hit, rule), rule.level) for hit, rule in decided)
    return tuple(found for found, level in weighed if found.margin is None or found.margin > 0 or level == "likely")


def _of_origin(
    text: str, decided: tuple[tuple[re.Match[str], _Rule], ...], origin: Origin | None
) -> Iterator[tuple[re.Match[str], _Rule]]:
    """Those of `decided` that the origin of the words around them allows."""
    known = origin or _origin_of(text, decided)
    for hit, rule in decided:
        balance = known.near(hit.start()) if origin is None else sum(known.signs)
        if balance >= (0 if rule.level == "word" else 1) and (rule.level != "likely" or known.telltales):
            yield hit, rule


def _decided(text: str) -> Iterator[tuple[re.Match[str], _Rule]]:
    """Candidates with the first rule that the text around allows."""
    for hit in candidates(text):
        rule = next((rule for rule in _rules()[hit.group()] if _allows(rule, text, hit)), None)
        if rule:
            yield hit, rule


def candidates(text: str) -> Iterator[re.Match[str]]:
    """The matches of `candidate_pattern` in `text`, in order, none overlapping."""
    pattern, done = candidate_pattern(), 0
    for place in _heads().finditer(text):
        hit = pattern.match(text, place.start()) if place.start() >= done else None
        if hit:
            done = hit.end()
            yield hit


@cache
def _heads() -> re.Pattern[str]:
    """Where a candidate can begin: its first two characters, each by itself; the pattern of all candidates tries every one of them at every place."""
    first, second = ("".join(sorted({word[k] for word in _rules()})) for k in (0, 1))
    return re.compile(f"[{first}](?=[{second}])")


def _allows(rule: _Rule, text: str, hit: re.Match[str]) -> bool:
    if _covered(rule.keep, text, hit):
        return False
    return rule.level == "word" or rule.sure is None or _covered(rule.sure, text, hit)


def _covered(expression: re.Pattern[str] | None, text: str, hit: re.Match[str]) -> bool:
    """True if a match of `expression` holds the whole hit."""
    if expression is None:
        return False
    start, end = max(0, hit.start() - AROUND), hit.end() + AROUND
    return any(m.start() <= hit.start() and hit.end() <= m.end() for m in expression.finditer(text, start, end))


def _weigh(text: str, hit: re.Match[str], rule: _Rule) -> WordRepair:
    before, after = hit.group(), rule.after
    if rule.level != "word":
        return WordRepair(hit.start(), hit.end(), after, 0.0 if rule.level == "likely" else None)
    if len(after) != len(before) or _covered(rule.sure, text, hit):
        return WordRepair(hit.start(), hit.end(), after, None)
    left, right = _sides(text, hit)
    margin = _score(left + after + right) - _score(left + before + right)
    return WordRepair(hit.start(), hit.end(), after, round(margin, 2))


def _sides(text: str, hit: re.Match[str]) -> tuple[str, str]:
    """The characters around a hit inside its clause, at most AROUND on each side."""
    left = _CLAUSE_MARK.split(text[max(0, hit.start() - AROUND) : hit.start()])[-1]
    right = _CLAUSE_MARK.split(text[hit.end() : hit.end() + AROUND])[0]
    return left, right


@lru_cache(4096)  # copies hold the same words
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
