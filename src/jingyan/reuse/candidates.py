"""Shared fingerprints → seeds of the pairs of texts that share enough rare text; no alignment here."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jingyan.reuse.fingerprints import Row, Shared
from jingyan.reuse.settings import ReuseSettings

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Keys = npt.NDArray[np.uint64]
    Places = npt.NDArray[np.int64]
    Small = npt.NDArray[np.int32]
    Spots = npt.NDArray[np.uint32]
    Texts = npt.NDArray[np.uint32]
    Weights = npt.NDArray[np.float64]

_TABLE_LEAST, _TABLE_MOST = (
    10,
    27,
)  # buckets as a power of two: a bucket of four bytes for every other link, 512 MB at the most
_CHUNK = 1 << 19
_COARSE = 5  # one entry of the coarse table for so many places (as a power of two)


@dataclass(frozen=True, slots=True)
class Seeds:
    """Seeds of the surviving candidates, sorted by pair (`first` < `second`), then by diagonal, then by place. `left` and `right` are places in the
    masked text of either side, `weight` 1 for a fingerprint that only two places share, less for commoner ones.
    """

    first: Small
    second: Small
    left: Small
    right: Small
    weight: Weights


def find_seeds(row: Row, shared: Sequence[Shared], settings: ReuseSettings) -> Iterator[Seeds]:
    """All seeds between texts whose shared rarity reaches `pair_weight`, in blocks of first texts.

    A fingerprint found n times links every two of its places with weight 1/(n-1). The weights are added up in a table of pairs before anything is sorted,
    and a seed is one number of 64 bits until its block is worked, so that memory stays near that of the fingerprints.
    """
    import numpy as np

    finder = _finder(row)
    groups = [(g, finder(g.places)) for g in shared]
    links = sum(g.places.shape[1] * math.comb(len(g.places), 2) for g in shared)
    bits = min(_TABLE_MOST, max(_TABLE_LEAST, (links // 2).bit_length()))
    table = np.zeros(1 << bits, np.float32)
    for link in _links(groups):
        np.add.at(table, _bucket(link.first, link.second, bits), np.float32(link.weight))
    heavy = table >= settings.pair_weight - 1e-3
    del table
    packing = _packing(row, [g.weight for g in shared])
    blocks: dict[int, list[Keys]] = defaultdict(list)
    for link in _links(groups):
        _choose(row, link, heavy[_bucket(link.first, link.second, bits)], packing, blocks)
    del groups, heavy
    for block in sorted(blocks):
        keys = np.concatenate(blocks.pop(block))
        keys.sort()
        yield packing.seeds(keys, block, settings)


@dataclass(frozen=True, slots=True)
class _Packing:
    """A seed as one number: first text, second text, diagonal, place on the left, weight, the first in the highest bits; the fields tell how many bits each has.

    What of the texts' numbers finds no room is the block that the seed belongs to.
    """

    first: int
    second: int
    ahead: int
    left: int
    weight: int
    weights: Weights

    def keys(self, first: Places, second: Places, left: Places, right: Places) -> Keys:
        """Seeds as numbers, without their weights."""
        out = first & ((1 << self.first) - 1)
        ahead = right - left + (1 << (self.ahead - 1))
        second = second & ((1 << self.second) - 1)
        for bits, value in ((self.second, second), (self.ahead, ahead), (self.left, left)):
            out <<= bits
            out |= value
        out <<= self.weight
        return out.view("u8")

    def block(self, first: Places, second: Places) -> Places:
        """The block of each seed; ascending with the first text."""
        return (first >> self.first) << 32 | second >> self.second

    def seeds(self, keys: Keys, block: int, settings: ReuseSettings) -> Seeds:
        """The seeds of sorted `keys` of one block, without the pairs that only shared a bucket with others."""
        import numpy as np

        weight = self.weights[self._field(keys, 0, self.weight)]
        pair = keys >> np.uint64(self.weight + self.left + self.ahead)
        heads = np.flatnonzero(np.concatenate(([True], pair[1:] != pair[:-1])))
        heavy = np.add.reduceat(weight, heads) >= settings.pair_weight - 1e-9
        kept = np.repeat(heavy, np.diff(heads, append=len(pair)))
        keys, weight = keys[kept], weight[kept]
        low = self.weight + self.left
        left = self._field(keys, self.weight, self.left)
        right = left + self._field(keys, low, self.ahead) - (1 << (self.ahead - 1))
        second = self._field(keys, low + self.ahead, self.second) + ((block & 0xFFFFFFFF) << self.second)
        first = self._field(keys, low + self.ahead + self.second, self.first) + (block >> 32 << self.first)
        return Seeds(first, second, left, right, weight)

    @staticmethod
    def _field(keys: Keys, low: int, bits: int) -> Small:
        import numpy as np

        return ((keys >> np.uint64(low)) & np.uint64((1 << bits) - 1)).astype(np.int32)


def _packing(row: Row, weights: Sequence[float]) -> _Packing:
    """The packing for all seeds of `row`; in one block unless many texts and a long one come together."""
    import numpy as np

    known = np.unique(np.array(weights, np.float64))
    left, weight = int(np.diff(row.starts).max(initial=1)).bit_length(), len(known).bit_length()
    number, room = (len(row.starts) - 1).bit_length(), 63 - weight - left - (left + 1)
    second = max(0, min(number, room))
    return _Packing(max(0, min(number, room - second)), second, left + 1, left, weight, known)


@dataclass(frozen=True, slots=True)
class _Link:
    """Links as columns below one another: texts of the two places, and the places themselves by row numbers `above` and `below` of `places`."""

    first: Texts
    second: Texts
    above: Places
    below: Places
    places: Spots
    weight: float


def _links(groups: Sequence[tuple[Shared, Texts]]) -> Iterator[_Link]:
    """All links in chunks."""
    import numpy as np

    for group, texts in groups:
        above, below = np.triu_indices(len(group.places), 1)
        step = max(1, _CHUNK // len(above))
        for begin in range(0, group.places.shape[1], step):
            part = texts[:, begin : begin + step]
            yield _Link(
                part[above].ravel(),
                part[below].ravel(),
                above,
                below,
                group.places[:, begin : begin + step],
                group.weight,
            )


def _choose(
    row: Row, link: _Link, good: npt.NDArray[np.bool_], packing: _Packing, blocks: dict[int, list[Keys]]
) -> None:
    """Add the seeds of `link` that are `good` and between two texts to their blocks."""
    import numpy as np

    index = np.flatnonzero(good & (link.first != link.second))
    if not len(index):
        return
    pair, column = np.divmod(index, link.places.shape[1])
    first, second = link.first[index].astype(np.int64), link.second[index].astype(np.int64)
    left = link.places[link.above[pair], column] - row.starts[first]
    right = link.places[link.below[pair], column] - row.starts[second]
    keys = packing.keys(first, second, left, right)
    keys |= np.uint64(np.searchsorted(packing.weights, link.weight))
    block = packing.block(first, second)
    if block.min() == block.max():
        blocks[int(block[0])].append(keys)
        return
    order = np.argsort(block, kind="stable")
    numbers, begins = np.unique(block[order], return_index=True)
    for number, part in zip(numbers.tolist(), np.split(keys[order], begins[1:]), strict=True):
        blocks[number].append(part)


def _finder(row: Row) -> Callable[[Spots], Texts]:
    """A function that tells the number of the text that each place lies in: by a table of every 32nd place, then ahead where a text ends in between."""
    import numpy as np

    every = np.arange(0, row.starts[-1] + 1, 1 << _COARSE)
    coarse = (np.searchsorted(row.starts, every, "right") - 1).astype(np.uint32)
    ends = row.starts[1:].astype(np.uint32)

    def find(places: Spots) -> Texts:
        out: Texts = coarse[places >> np.uint32(_COARSE)]
        while True:
            late = places >= ends[out]
            if not late.any():
                return out
            out += late

    return find


def _bucket(first: Texts, second: Texts, bits: int) -> npt.NDArray[np.intp]:
    """Bucket of a pair, by a multiplicative hash of both numbers."""
    import numpy as np

    mixed = (first.astype(np.uint64) << np.uint64(32)) + second
    mixed *= np.uint64(0x9E3779B97F4A7C15)
    mixed ^= mixed >> np.uint64(32)
    mixed *= np.uint64(0xD6E8FEB86659FD93)
    mixed >>= np.uint64(64 - bits)
    return mixed.view(np.intp)
