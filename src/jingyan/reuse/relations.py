"""Which relations one passage shows by itself; those of whole pieces are in pairs and clusters."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from jingyan.model.reuse import Relation
from jingyan.model.source import Script
from jingyan.reuse.differing import Changed
from jingyan.reuse.substitutions import PROPER, Swaps

_SWAPS_LEAST = 2  # one changed name or figure is an edit, several are a renaming
_SWAPS_SHARE = 0.5  # of the names and figures of the passage
_FRAME = 0.05  # share of a passage that may differ by more than names and figures where the text counts as kept
_SWAPS_FEW = 0.25  # of them, where most names of places, units and persons are among the swapped
_HANDED_ON = 3  # places where one name stands for one other; twice may be a corrected slip
_WORDING = 0.02  # share of a passage that a conversion of script rewords by itself (國小→小学, 覆盖→复盖)
_GRAM, _LOOSE = 6, 5  # a moved gram: so many characters, so many of them not aligned
_MOVED_LEAST = 6  # so many moved grams are a clause of 11 characters; fewer are a moved word


@dataclass(frozen=True, slots=True)
class Compared:
    """Both sides of a passage as folded text, the stretches that differ, and the swaps in them."""

    left: str
    right: str
    changed: Sequence[Changed]
    swaps: Swaps


def passage_relations(passage: Compared, scripts: frozenset[Script]) -> tuple[Relation, ...]:
    """identical, edited, renamed, script, reordered as far as they hold, in that order. Swapped names and figures are a renaming when they are most of the
    passage's, an edit otherwise; other differing characters are always an edit, except the few that come with another script.
    """
    out: list[Relation] = []
    same = passage.left == passage.right
    script = "traditional" in scripts and len(scripts - {"none"}) > 1
    swaps, size = passage.swaps, len(passage.left) + len(passage.right)
    renamed = _is_renamed(swaps, size) or _is_handed_on(passage)
    if same:
        out.append("identical")
    moved, cover = moved_text(passage)
    spare = _WORDING * size if script or moved >= _MOVED_LEAST else 0
    if swaps.residue - cover > spare or (swaps.substitutions and not renamed):
        out.append("edited")
    if renamed:
        out.append("renamed")
    if script:
        out.append("script")
    if moved >= _MOVED_LEAST:
        out.append("reordered")
    return tuple(out)


def _is_renamed(swaps: Swaps, size: int) -> bool:
    """Most names and figures are swapped, or most of the names in a text that is otherwise kept while many figures were left as they were (handed in for
    another county).
    """
    both = [s for s in swaps.substitutions if s.text and s.other_text]
    proper = sum(s.kind in PROPER for s in both)
    if len(both) < _SWAPS_LEAST:
        return False
    if len(both) >= _SWAPS_SHARE * swaps.names:
        return True
    kept = swaps.residue <= _FRAME * size
    return kept and 0 < _SWAPS_SHARE * swaps.proper <= proper and len(both) >= _SWAPS_FEW * swaps.names


def _is_handed_on(passage: Compared) -> bool:
    """One name is swapped for one other again and again, for the most part of its places, in a text that is otherwise kept: the report of a unit handed on
    under another's name with its figures as they were. A unit that edits its own report keeps its name.
    """
    pairs = Counter((s.text, s.other_text) for s in passage.swaps.substitutions if s.kind in PROPER)
    (name, _), count = max(((p, n) for p, n in pairs.items() if all(p)), key=lambda x: x[1], default=(("", ""), 0))
    kept = passage.swaps.residue <= _FRAME * (len(passage.left) + len(passage.right))
    return kept and count >= _HANDED_ON and 2 * count >= passage.left.count(name)


def moved_text(passage: Compared) -> tuple[int, int]:
    """How many different grams that are not aligned stand on both sides, and how many differing characters of both sides lie in them."""
    if min(sum(c[1] - c[0] for c in passage.changed), sum(c[3] - c[2] for c in passage.changed)) < _GRAM:
        return 0, 0
    ours = _free_grams(passage.left, [(c[0], c[1]) for c in passage.changed])
    theirs = _free_grams(passage.right, [(c[2], c[3]) for c in passage.changed])
    both = ours.keys() & theirs.keys()
    return len(both), sum(_covered(sorted(places[gram] for gram in both)) for places in (ours, theirs))


def _free_grams(text: str, stretches: Sequence[tuple[int, int]]) -> dict[str, int]:
    """Where each gram stands of which at most one character is aligned."""
    import numpy as np

    free = np.zeros(len(text) + 1, np.int32)
    for begin, end in stretches:
        free[begin + 1 : end + 1] = 1
    sums = np.cumsum(free)
    loose = np.flatnonzero(sums[_GRAM:] - sums[:-_GRAM] >= _LOOSE)
    return {text[i : i + _GRAM]: i for i in loose.tolist()}


def _covered(places: Sequence[int]) -> int:
    total, end = 0, 0
    for place in places:
        total += place + _GRAM - max(end, place)
        end = place + _GRAM
    return total
