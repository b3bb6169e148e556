"""Texts with their measures, issues and initiatives marked in them, and how well what is extracted meets the marks.

`[[2|(一)|title]]` is a measure of level 2 (`2?` one that need not be found), `{{p:…}}` and `{{n:…}}` a problem and a next step, `<<…>>` an initiative.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from jingyan.extract.extracting import extract
from jingyan.model.extracts import Extracts
from jingyan.model.source import Source
from jingyan.model.span import Span
from jingyan.script.fold import reading
from jingyan.segment.segmenting import segment

_MARK = re.compile(r"\[\[(\d)(\??)\|([^|\]]*)\|(.*?)\]\]|\{\{([pn]):|<<(\??)|\}\}|>>", re.DOTALL)


@dataclass(frozen=True)
class Marked:
    """A text and what is marked in it: (start, end, …) by kind; `free` are rows that need not be found."""

    name: str
    text: str
    measures: tuple[tuple[int, int, int, str], ...]
    issues: tuple[tuple[int, int, str], ...]
    names: tuple[tuple[int, int], ...]
    free: tuple[tuple[int, int], ...]


def parse(name: str, marked: str) -> Marked:
    """The text without its marks, and the places of what they held."""
    parts: list[str] = []
    size = at = 0
    measures, issues, names, free = [], [], [], []
    opened: list[tuple[int, str]] = []
    for mark in _MARK.finditer(marked):
        parts.append(marked[at : mark.start()])
        size += mark.start() - at
        at = mark.end()
        if mark[1]:
            parts += [mark[3], mark[4]]
            start, end = size + len(mark[3]), size + len(mark[3]) + len(mark[4])
            size = end
            if mark[2]:
                free.append((start, end))
            else:
                measures.append((start, end, int(mark[1]), mark[3]))
        elif mark.group() in ("}}", ">>"):
            start, kind = opened.pop()
            if kind in ("p", "n"):
                issues.append((start, size, "problem" if kind == "p" else "next_step"))
            elif kind == "?":
                free.append((start, size))
            else:
                names.append((start, size))
        else:
            opened.append((size, mark[5] or mark[6]))
    parts.append(marked[at:])
    return Marked(name, "".join(parts), tuple(measures), tuple(issues), tuple(names), tuple(free))


_WIDE = str.maketrans(",:;()?!", "，：；（）？！")


def marked_texts(path: Path, *, wide: bool = False) -> list[Marked]:
    """The texts of a file, each under its line `=== name`; `wide` with full-width punctuation."""
    parts = re.split(r"(?m)^=== ", path.read_text("utf-8"))[1:]
    if wide:
        parts = [re.sub(r"\[\[.*?\||\{\{[pn]:|<<\?|(?P<mark>[,:;()?!])", _wide, part) for part in parts]
    return [parse(part.split("\n", 1)[0], part.split("\n", 1)[1]) for part in parts]


def _wide(match: re.Match[str]) -> str:
    return match.group().translate(_WIDE) if match["mark"] else match.group()


def extracts_of(text: str) -> Extracts:
    """What is extracted from a text as read from a file."""
    source = Source("a.txt", text, "text", "0" * 64)
    simple = reading(text)
    return extract(source, simple, segment(source, simple)[0])[0]


@dataclass
class Score:
    """Counts over texts, and the rows that went wrong."""

    right: int = 0
    found: int = 0
    wanted: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.found + self.wanted) if self.found + self.wanted else 1.0

    def __str__(self) -> str:
        return f"P {self.precision:.3f} R {self.recall:.3f} F1 {self.f1:.3f} ({self.right}/{self.found}/{self.wanted})"


Place = tuple[int, int]


def iou(a: Place, b: Place) -> float:
    """Shared characters over united ones."""
    common = min(a[1], b[1]) - max(a[0], b[0])
    return common / (max(a[1], b[1]) - min(a[0], b[0])) if common > 0 else 0.0


def pair(wanted: Sequence[Place], found: Sequence[Place], least: float = 0.5) -> dict[int, int]:
    """wanted index → found index, best first."""
    rows = sorted((-iou(w, f), i, j) for i, w in enumerate(wanted) for j, f in enumerate(found) if iou(w, f) >= least)
    result: dict[int, int] = {}
    for _, i, j in rows:
        if i not in result and j not in result.values():
            result[i] = j
    return result


def add(score: Score, text: Marked, wanted: Sequence[Place], found: Sequence[Place]) -> dict[int, int]:
    """Count one text's rows; returns the pairs."""
    pairs = pair(wanted, found)
    score.right += len(pairs)
    score.wanted += len(wanted)
    extra = [
        j for j in range(len(found)) if j not in pairs.values() and not any(iou(f, found[j]) > 0 for f in text.free)
    ]
    score.found += len(pairs) + len(extra)
    score.wrong += [f"MISS {text.name}: {text.text[a:b]}" for i, (a, b) in enumerate(wanted) if i not in pairs]
    score.wrong += [f"FALSE {text.name}: {text.text[found[j][0] : found[j][1]]}" for j in extra]
    return pairs


def place(span: Span) -> Place:
    return span.start, span.end


def score_texts(texts: Iterable[Marked]) -> dict[str, Score]:
    """Scores of measures (also those without a marker, their levels and nesting), issues and initiatives."""
    names = ("measures", "unmarked", "levels", "nesting", "issues", "initiatives")
    scores = {name: Score() for name in names}
    for text in texts:
        found = extracts_of(text.text)
        pairs = add(scores["measures"], text, [m[:2] for m in text.measures], [place(m.title) for m in found.measures])
        for i, row in enumerate(text.measures):
            if not row[3]:
                scores["unmarked"].wanted += 1
                scores["unmarked"].found += i in pairs
                scores["unmarked"].right += i in pairs
        levels = [(text.measures[i][2], found.measures[j].level, text.measures[i][0]) for i, j in sorted(pairs.items())]
        for wanted, level, at in levels:
            _count(
                scores["levels"], wanted == level, f"LEVEL {level} for {wanted} {text.name}: {text.text[at : at + 12]}"
            )
        for one, two in pairwise(levels):
            same = _sign(two[0] - one[0]) == _sign(two[1] - one[1])
            _count(scores["nesting"], same, f"NESTING {text.name}: {text.text[two[2] : two[2] + 12]}")
        add(scores["issues"], text, [i[:2] for i in text.issues], [place(i.span) for i in found.issues])
        add(scores["initiatives"], text, text.names, [place(i.span) for i in found.initiatives])
    return scores


def _sign(value: int) -> int:
    return (value > 0) - (value < 0)


def _count(score: Score, right: bool, wrong: str) -> None:
    score.wanted += 1
    score.found += 1
    score.right += right
    if not right:
        score.wrong.append(wrong)


def main() -> None:
    import sys

    for name, score in score_texts([t for p in sys.argv[1:] for t in marked_texts(Path(p))]).items():
        print(name, score)
        print("".join(f"    {row}\n" for row in score.wrong).replace("\n  ", "\n  "), end="")


if __name__ == "__main__":
    main()
