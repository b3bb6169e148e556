"""Traditional → simplified for output: characters, phrases, quotation marks, word repairs, each with the way back; only where the text is traditional."""

from array import array
from dataclasses import dataclass

from jingyan.model.script import Conversion, Repair
from jingyan.model.span import Span
from jingyan.script.detect import runs
from jingyan.script.fold import certainly, simplify
from jingyan.script.repair import Mode, Origin, WordRepair, origin_of, word_repairs
from jingyan.script.tables import variants

_QUOTES = {"「": "“", "」": "”", "『": "‘", "』": "’"}


@dataclass(frozen=True, slots=True)
class ConvertSettings:
    """`words` says for which material word repairs (國小→小学) are made: "auto" unless the text is Taiwan's own, "mainland" always, "taiwan" never; `quotes` 「」→“”."""

    words: Mode = "auto"
    quotes: bool = True


def origin(text: str) -> Origin:
    """The evidence in `text`, of either script, on where its words come from: for `convert` on its parts, which are too short to tell."""
    return origin_of(simplify(text))


def convert(text: str, settings: ConvertSettings = ConvertSettings(), *, whole: Origin | None = None) -> Conversion:
    """`text` in simplified script with origins into `text`; identity on simplified text. `whole` is the origin of a text that this one is a part of.

    Clauses in traditional script get OpenCC's t2s tables (never a Taiwan vocabulary map, which turns 指标 into 指针), our variants, mainland quotation
    marks and word repairs; elsewhere only characters that no simplified text holds. Repairs come in order of position.
    """
    traditional = [(run.start, run.end) for run in runs(text) if run.traditional]
    plain = _characters(text, traditional, quotes=settings.quotes)
    if plain == text:
        return Conversion(text, array("I", range(len(text))))
    words = tuple(
        w
        for w in word_repairs(plain, settings.words, origin=whole)
        if any(a <= w.start and w.end <= b for a, b in traditional)
    )
    converted, origin = _apply(plain, words)
    repairs = (*_character_repairs(text, plain), *(_repair(text, word) for word in words))
    changed = sum(a != b for a, b in zip(text, plain, strict=True)) + sum(word.end - word.start for word in words)
    return Conversion(converted, origin, tuple(sorted(repairs, key=lambda repair: repair.span)), changed)


def _characters(text: str, traditional: list[tuple[int, int]], *, quotes: bool) -> str:
    """`text` converted without change of length."""
    out = list(certainly(text))
    for start, end in traditional:
        part = simplify(text[start:end])
        out[start:end] = "".join(_QUOTES.get(c, c) for c in part) if quotes else part
    return "".join(out)


def _character_repairs(text: str, plain: str) -> list[Repair]:
    """The quotation marks and the variants of our own table that were changed."""
    own = {row["before"] for row in variants()["character"]} | {"覆", "藉"}
    changes = (
        (i, a, b) for i, (a, b) in enumerate(zip(text, plain, strict=True)) if a != b and (a in own or a in _QUOTES)
    )
    return [Repair(Span(i, i + 1), a, b, "quote" if a in _QUOTES else "character") for i, a, b in changes]


def _repair(text: str, word: WordRepair) -> Repair:
    return Repair(Span(word.start, word.end), text[word.start : word.end], word.after, "word", word.margin)


def _apply(text: str, words: tuple[WordRepair, ...]) -> tuple[str, "array[int]"]:
    """The text with `words` replaced, and for each character the place it stands for (inside a shortened word: its own first places)."""
    parts: list[str] = []
    origin = array("I")
    done = 0
    for word in words:
        parts += (text[done : word.start], word.after)
        origin.extend(range(done, word.start))
        origin.extend(min(word.start + i, word.end - 1) for i in range(len(word.after)))
        done = word.end
    parts.append(text[done:])
    origin.extend(range(done, len(text)))
    return "".join(parts), origin
