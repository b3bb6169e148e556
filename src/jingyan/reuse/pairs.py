"""Alignments of two pieces → one PiecePair: how much was copied, both ways, and how."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from jingyan.model.reuse import PiecePair, Relation, ReuseText
from jingyan.model.span import Span
from jingyan.reuse.aligning import Aligned
from jingyan.reuse.settings import ReuseSettings

_ORDER: tuple[Relation, ...] = ("identical", "edited", "renamed", "script", "reordered", "partial", "mixed")
_WHOLE = 0.8  # containment of the shorter piece below which only a part was taken
_PART = 0.5  # share of the longer piece below which it holds the shorter as a part of itself
_MOVED = 20  # so many folded characters out of order make a pair reordered
_MIXED = 0.5  # a piece is patched together when others, none of them whole, give so much of it


@dataclass(frozen=True, slots=True)
class Found:
    """A PiecePair with the numbers of its texts and what it was counted from."""

    first: int
    second: int
    pair: PiecePair
    aligned: tuple[Aligned, ...]


def measure_pair(first: int, second: int, left: ReuseText, right: ReuseText, aligned: Sequence[Aligned]) -> Found:
    """The PiecePair of two texts from all their alignments (sorted by place on the left)."""
    size, other_size = len(left.folded.text), len(right.folded.text)
    copied = covered(a.left for a in aligned)
    other = covered(a.right for a in aligned)
    matched = min(sum(a.matched for a in aligned), copied, other)
    containment, other_containment = copied / size, other / other_size
    whole, part = max(containment, other_containment) >= _WHOLE, min(containment, other_containment) < _PART
    pair = PiecePair(
        left.id,
        right.id,
        round(containment, 4),
        round(other_containment, 4),
        round(matched / max(1, size + other_size - matched), 4),
        _pair_relations(aligned, copied, whole=whole, part=part, same=left.folded.text == right.folded.text),
        len(aligned),
        copied,
    )
    return Found(first, second, pair, tuple(aligned))


def is_one_piece(pair: PiecePair, settings: ReuseSettings) -> bool:
    """True when most of the shorter piece lies in passages and a good part of the longer too: a shared passage or an excerpt does not make two pieces one."""
    low, high = sorted((pair.containment, pair.other_containment))
    return high >= settings.same_piece and low >= settings.same_piece_longer


def joined_pieces(found: Iterable[Found], count: int) -> list[int]:
    """For each of `count` texts the number of the first text that it is joined to by the pairs `found`, itself if by none."""
    root = list(range(count))

    def top(number: int) -> int:
        while root[number] != number:
            root[number] = root[root[number]]
            number = root[number]
        return number

    for one in found:
        a, b = sorted((top(one.first), top(one.second)))
        root[b] = a
    return [top(number) for number in range(count)]


def covered(spans: Iterable[Span]) -> int:
    """How many places at least one of `spans` covers."""
    total, end = 0, 0
    for span in sorted(spans):
        total += max(0, span.end - max(end, span.start))
        end = max(end, span.end)
    return total


def _pair_relations(
    aligned: Sequence[Aligned], copied: int, *, whole: bool, part: bool, same: bool
) -> tuple[Relation, ...]:
    held: dict[Relation, int] = defaultdict(int)
    for one in aligned:
        for relation in one.alignment.relations:
            held[relation] += len(one.left)
    out: set[Relation] = {r for r in ("edited", "script") if held[r]}
    if same or (whole and held["identical"] >= copied):
        out.add("identical")
    if 2 * held["renamed"] >= copied:
        out.add("renamed")
    if held["reordered"] or _moved(aligned) >= _MOVED:
        out.add("reordered")
    if part or not whole:
        out.add("partial")
    return tuple(r for r in _ORDER if r in out)


def _moved(aligned: Sequence[Aligned]) -> int:
    """Folded characters outside the longest run of passages that stand in one order on both sides."""
    best: list[tuple[int, int]] = []  # (right start, characters of the best ordered run that ends here), both ascending
    for one in sorted(aligned, key=lambda a: (a.left, a.right)):
        at = bisect_left(best, (one.right.start, 0))
        value = (best[at - 1][1] if at else 0) + len(one.left)
        while at < len(best) and best[at][1] <= value:
            del best[at]
        best.insert(at, (one.right.start, value))
    return sum(len(a.left) for a in aligned) - (best[-1][1] if best else 0)


def _is_whole(pair: PiecePair) -> bool:
    """True where one of the two was taken as a whole, were it only a part of the other."""
    return max(pair.containment, pair.other_containment) >= _WHOLE


def mark_mixed(found: Sequence[Found], texts: Sequence[ReuseText]) -> list[Found]:
    """`found` with the relation mixed on the partial pairs of pieces that several others were patched into."""
    sides: Mapping[int, list[tuple[int, list[Span]]]] = defaultdict(list)
    for number, one in enumerate(found):
        if not _is_whole(one.pair):
            sides[one.first].append((number, [a.left for a in one.aligned]))
            sides[one.second].append((number, [a.right for a in one.aligned]))
    whole = {t for one in found if _is_whole(one.pair) for t in (one.first, one.second)}
    mixed: set[int] = set()
    for text, parts in sides.items():
        size = len(texts[text].folded.text)
        everything = covered(s for _, spans in parts for s in spans)
        if text in whole or len(parts) < 2 or everything < _MIXED * size:
            continue
        alone = [
            n for n, _ in parts if everything - covered(s for m, spans in parts if m != n for s in spans) >= _MOVED
        ]
        if len(alone) > 1:
            mixed.update(alone)
    return [_with_mixed(one) if number in mixed else one for number, one in enumerate(found)]


def _with_mixed(one: Found) -> Found:
    return replace(one, pair=replace(one.pair, relations=(*one.pair.relations, "mixed")))
