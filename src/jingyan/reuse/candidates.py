"""Shared fingerprints → seeds of the pairs of texts that share enough rare text; no alignment here."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jingyan.reuse.fingerprints import Row, Shared, find_shared
from jingyan.reuse.settings import ReuseSettings

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

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


def find_seeds(row: Row, settings: ReuseSettings) -> Seeds:
    """All seeds between texts whose shared rarity reaches `pair_weight`.

    A fingerprint found n times links every two of its places with weight 1/(n-1). The weights are added up in a table of pairs before anything is sorted,
    so that memory is the fingerprints and one chunk of links.
    """
    import numpy as np

    finder = _finder(row)
    groups = [(g, finder(g.places)) for g in find_shared(row, settings)]
    links = sum(g.places.shape[1] * math.comb(len(g.places), 2) for g, _ in groups)
    bits = min(_TABLE_MOST, max(_TABLE_LEAST, (links // 2).bit_length()))
    table = np.zeros(1 << bits, np.float32)
    for link in _links(groups):
        np.add.at(table, _bucket(link.first, link.second, bits), np.float32(link.weight))
    heavy = table >= settings.pair_weight - 1e-3
    del table
    parts = [_chosen(row, link, heavy[_bucket(link.first, link.second, bits)]) for link in _links(groups)]
    del groups
    first, second, left, right = (np.concatenate([p[i] for p in parts] or [np.zeros(0, np.int32)]) for i in range(4))
    weight = np.concatenate([p[4] for p in parts] or [np.zeros(0, np.float64)])
    del parts
    return _sorted(first, second, left, right, weight, settings)


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


def _chosen(row: Row, link: _Link, good: npt.NDArray[np.bool_]) -> tuple[Small, Small, Small, Small, Weights]:
    """Of the links those that are `good` and between two texts: texts, places, weights."""
    import numpy as np

    index = np.flatnonzero(good & (link.first != link.second))
    pair, column = np.divmod(index, link.places.shape[1])
    first, second = link.first[index], link.second[index]
    return (
        first.astype(np.int32),
        second.astype(np.int32),
        (link.places[link.above[pair], column] - row.starts[first]).astype(np.int32),
        (link.places[link.below[pair], column] - row.starts[second]).astype(np.int32),
        np.full(len(index), link.weight),
    )


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


def _sorted(first: Small, second: Small, left: Small, right: Small, weight: Weights, settings: ReuseSettings) -> Seeds:
    """Seeds by pair, diagonal and place, without the pairs that only shared a bucket with others."""
    import numpy as np

    if not len(first):
        return Seeds(first, second, left, right, weight)
    high, ahead = int(second.max()) + 1, right - left
    pair = first.astype(np.int64) * high + second
    place, step = int(left.max()) + 1, int(ahead.max()) - int(ahead.min()) + 1
    if (int(pair.max()) + 1) * step * place < 1 << 63:
        order = np.argsort((pair * step + (ahead - ahead.min())) * place + left)
    else:
        order = np.lexsort((left, ahead, pair))
    pair = pair[order]
    heads = np.flatnonzero(np.diff(pair, prepend=-1))
    sizes = np.diff(heads, append=len(pair))
    heavy = np.add.reduceat(weight[order], heads) >= settings.pair_weight - 1e-9
    order = order[np.repeat(heavy, sizes)]
    return Seeds(first[order], second[order], left[order], right[order], weight[order])


def _bucket(first: Texts, second: Texts, bits: int) -> npt.NDArray[np.intp]:
    """Bucket of a pair, by a multiplicative hash of both numbers."""
    import numpy as np

    mixed = (first.astype(np.uint64) << np.uint64(32)) + second
    mixed *= np.uint64(0x9E3779B97F4A7C15)
    mixed ^= mixed >> np.uint64(32)
    mixed *= np.uint64(0xD6E8FEB86659FD93)
    mixed >>= np.uint64(64 - bits)
    return mixed.view(np.intp)
