"""Shared fingerprints → seeds of the pairs of texts that share enough rare text; no alignment here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jingyan.reuse.fingerprints import Row
from jingyan.reuse.settings import ReuseSettings

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Places = npt.NDArray[np.int64]
    Weights = npt.NDArray[np.float64]

_TABLE_BITS = 24  # 16 M buckets: 128 MB at the most, exact (no two pairs in one bucket) up to 4,096 texts
_CHUNK = 1 << 22


@dataclass(frozen=True, slots=True)
class Seeds:
    """Seeds of the surviving candidates, sorted by pair (`first` < `second`), then by diagonal, then by place. `left` and `right` are places in the
    masked text of either side, `weight` 1 for a fingerprint that only two places share, less for commoner ones.
    """

    first: Places
    second: Places
    left: Places
    right: Places
    weight: Weights


def find_seeds(row: Row, settings: ReuseSettings) -> Seeds:
    """All seeds between texts whose shared rarity reaches `pair_weight`.

    A fingerprint found n times links every two of its places with weight 1/(n-1); one found more than `max_frequency` times links each place only with
    the next and with the first, so that the cost stays linear (what explodes is boilerplate, not the number of texts).
    """
    import numpy as np

    texts = len(row.starts) - 1
    keys, shared = _shared(row)
    size = 1 << min(_TABLE_BITS, max(10, (texts * texts).bit_length()))
    table = np.zeros(size, np.float64)
    for first, second, _, _, weight in _links(row, keys, shared, settings):
        table += np.bincount(_bucket(first, second, texts, size), weight, size)
    kept = []
    for first, second, left, right, weight in _links(row, keys, shared, settings):
        good = table[_bucket(first, second, texts, size)] >= settings.pair_weight - 1e-9
        kept.append((first[good], second[good], left[good], right[good], weight[good]))
    first, second, left, right = (np.concatenate([k[i] for k in kept] or [np.zeros(0, np.int64)]) for i in range(4))
    weight = np.concatenate([k[4] for k in kept] or [np.zeros(0, np.float64)])
    order = np.lexsort((left, right - left, second, first))
    return Seeds(first[order], second[order], left[order], right[order], weight[order])


def _shared(row: Row) -> tuple[npt.NDArray[np.uint64], Places]:
    """The keys whose hash occurs at least twice, and how often it does."""
    import numpy as np

    value = row.keys >> np.uint64(row.bits)
    heads = np.flatnonzero(np.concatenate(([True], value[1:] != value[:-1]))) if len(value) else np.zeros(0, np.int64)
    sizes = np.diff(np.concatenate((heads, [len(value)])))
    size = np.repeat(sizes, sizes)
    keep = size > 1
    return row.keys[keep], size[keep]


def _links(
    row: Row, keys: npt.NDArray[np.uint64], size: Places, settings: ReuseSettings
) -> Iterator[tuple[Places, Places, Places, Places, Weights]]:
    """Chunks of (first text, second text, place left, place right, weight) over all linked places in different texts."""
    import numpy as np

    at = (keys & np.uint64((1 << row.bits) - 1)).astype(np.int64)
    text = np.searchsorted(row.starts, at, "right") - 1
    inside = at - row.starts[text]
    value = keys >> np.uint64(row.bits)
    index = np.arange(len(keys))
    step = 1
    while len(index):
        index = index[index + step < len(keys)]
        index = index[value[index] == value[index + step]]
        for begin in range(0, len(index), _CHUNK):
            here = index[begin : begin + _CHUNK]
            yield _chunk(here, here + step, text, inside, size, settings.max_frequency)
        if step == 1:
            yield from _stars(value, size, text, inside, settings.max_frequency)
            index = index[size[index] <= settings.max_frequency]
        step += 1


def _stars(
    value: npt.NDArray[np.uint64], size: Places, text: Places, inside: Places, most: int
) -> Iterator[tuple[Places, Places, Places, Places, Weights]]:
    """Links of each place of a too common fingerprint with its first place (the neighbour links are made by the caller)."""
    import numpy as np

    common = np.flatnonzero(size > most)
    for begin in range(0, len(common), _CHUNK):
        here = common[begin : begin + _CHUNK]
        first = np.searchsorted(value, value[here], "left")
        yield _chunk(first[here > first + 1], here[here > first + 1], text, inside, size, most)


def _chunk(
    left: Places, right: Places, text: Places, inside: Places, size: Places, most: int
) -> tuple[Places, Places, Places, Places, Weights]:
    import numpy as np

    good = text[left] != text[right]
    left, right = left[good], right[good]
    return text[left], text[right], inside[left], inside[right], 1.0 / (np.minimum(size[left], most) - 1)


def _bucket(first: Places, second: Places, texts: int, size: int) -> Places:
    """Bucket of a pair: its exact number where the table holds all pairs, else a multiplicative hash of it."""
    import numpy as np

    number = first * texts + second
    if texts * texts <= size:
        return number
    mixed = (number.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(64 - (size.bit_length() - 1))
    return mixed.astype(np.int64)
