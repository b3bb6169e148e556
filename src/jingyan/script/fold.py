"""Text made comparable: `fold` drops what does not count and keeps origins, `reading` keeps the length; output text is made in `convert`."""

from array import array
from collections.abc import Iterable

from jingyan.model.script import FoldedText
from jingyan.script.detect import codes_of, runs
from jingyan.script.repair import WordRepair, kept_length, repaired, word_repairs
from jingyan.script.tables import certain_table, certain_words, fold_table, phrases, simplify_table


def fold(text: str) -> FoldedText:
    """The letters and digits of `text`, simplified character by character, in one width and lower case, with the place of each in `text`.

    Both scripts fold to the same text (words such as 國小 aside). One table look-up a character; punctuation, spaces, signs and control
    characters are dropped.
    """
    import numpy as np

    folded = fold_table()[codes_of(text)]
    kept = np.flatnonzero(folded)
    origin = array("I")
    origin.frombytes(kept.astype(np.uint32).tobytes())
    return FoldedText(folded[kept].tobytes().decode("utf-32-le", "surrogatepass"), origin)


def reading(text: str) -> str:
    """`text` in simplified characters, of the same length, so that spans found in it hold in `text`; identity on simplified text.

    Clauses in traditional script get OpenCC's phrases and characters, our variants and the word repairs that keep their length
    (國小→小学); elsewhere only characters that no simplified text holds are converted.
    """
    whole = certainly(text)
    if whole == text:
        return text
    found = runs(text)
    if not any(run.traditional for run in found):
        return whole
    plain = "".join(
        simplify(text[run.start : run.end]) if run.traditional else whole[run.start : run.end] for run in found
    )
    kept = (kept_length(plain, repair) for repair in word_repairs(plain))
    return repaired(
        plain,
        _fitting((repair for repair in kept if repair), [(run.start, run.end) for run in found if run.traditional]),
    )


def certainly(text: str) -> str:
    """`text` with only those characters and words simplified that no simplified text holds (學, 乾旱); same length."""
    import numpy as np

    codes = codes_of(text)
    certain = certain_table()[codes]
    whole = text if np.array_equal(certain, codes) else certain.tobytes().decode("utf-32-le", "surrogatepass")
    known = certain_words()
    return known.pattern.sub(lambda match: known.table[match.group()], whole) if "乾" in whole else whole


def _fitting(repairs: Iterable[WordRepair], traditional: list[tuple[int, int]]) -> tuple[WordRepair, ...]:
    """The repairs that lie in traditional text."""
    return tuple(w for w in repairs if any(start <= w.start and w.end <= end for start, end in traditional))


def simplify(text: str) -> str:
    """Traditional `text` as simplified, same length: phrases first, then characters (OpenCC's t2s with our variants)."""
    codes = codes_of(text)
    plain = simplify_table()[codes].tobytes().decode("utf-32-le", "surrogatepass")
    pieces: list[str] = []
    done = 0
    known = phrases()
    for match in known.pattern.finditer(text):
        pieces += (plain[done : match.start()], known.table[match.group()])
        done = match.end()
    return "".join((*pieces, plain[done:])) if pieces else plain
