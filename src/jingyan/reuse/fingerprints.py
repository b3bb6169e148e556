"""Folded texts as one row of codes, and their rare-enough fingerprints; knows nothing of pairs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jingyan.reuse.settings import ReuseSettings

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Keys = npt.NDArray[np.uint64]
    Places = npt.NDArray[np.int64]

# A run of digits becomes one code above all characters in use: two figures are known as figures, and as equal or not.
FIGURE = "\U000f0000"
_FIGURE_CODES = 0xFFFF
_ODD = 0x9E3779B97F4A7C15  # 2^64 / golden ratio, the usual multiplier of a multiplicative hash
_ROLL = 0xD6E8FEB86659FD93


@dataclass(frozen=True, slots=True)
class Row:
    """All texts one after the other, one NUL behind each. `starts[d]` is where text d begins (one more entry at the end), `masked[d]` its characters with every
    run of digits as one character from FIGURE on, `places[d]` the index in the folded text of each of them. `keys` are sorted fingerprints: hash in the high bits, place in the
    row in the low `bits`.
    """

    starts: Places
    masked: tuple[str, ...]
    places: tuple[npt.NDArray[np.uint32], ...]
    keys: Keys
    bits: int


def lay_row(texts: Sequence[str], settings: ReuseSettings) -> Row:
    """The Row of folded `texts`, worked in blocks so that memory stays near the size of the fingerprints (8 bytes each)."""
    import numpy as np

    masked: list[str] = []
    places: list[npt.NDArray[np.uint32]] = []
    lengths: list[int] = []
    hashes: list[Keys] = []
    spots: list[Places] = []
    base = 0
    for block in _blocks(texts, settings.block):
        codes, plain, place = _codes("".join(t + "\0" for t in block))
        ends = np.flatnonzero(codes == 0)
        begin = 0
        joined = codes.astype("<u4").tobytes().decode("utf-32-le")
        for end in ends.tolist():
            masked.append(joined[begin:end])
            places.append(
                (place[begin:end] - place[begin]).astype(np.uint32) if end > begin else place[:0].astype(np.uint32)
            )
            lengths.append(end + 1 - begin)
            begin = end + 1
        values, at = _winnow(plain, settings.gram, settings.window)
        hashes.append(values)
        spots.append(at + base)
        base += len(codes)
    bits = max(1, int(base).bit_length())
    low = np.uint64((1 << bits) - 1)
    keys = (
        np.concatenate([(h & ~low) | s.astype(np.uint64) for h, s in zip(hashes, spots, strict=True)])
        if hashes
        else np.zeros(0, np.uint64)
    )
    keys.sort()
    starts = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=starts[1:])
    return Row(starts, tuple(masked), tuple(places), keys, bits)


def _blocks(texts: Sequence[str], size: int) -> list[list[str]]:
    """Consecutive texts in groups of about `size` characters."""
    blocks: list[list[str]] = []
    room = 0
    for text in texts:
        if room <= 0:
            blocks.append([])
            room = size
        blocks[-1].append(text)
        room -= len(text)
    return blocks


def _codes(joined: str) -> tuple[npt.NDArray[np.uint32], Keys, Places]:
    """Codes with digit runs as one figure each, the same widened for hashing, and the index in `joined` of each."""
    import numpy as np

    raw = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), "<u4").astype(np.uint32)
    digit = (raw >= 0x30) & (raw <= 0x39)
    head = digit.copy()
    head[1:] &= ~digit[:-1]
    place = np.flatnonzero(~digit | head)
    codes = raw[place]
    begins = np.flatnonzero(head)
    if len(begins):
        at = np.flatnonzero(digit)
        run = np.searchsorted(begins, at, "right") - 1
        power = np.cumprod(np.full(64, _ROLL, np.uint64))
        part = (raw[at].astype(np.uint64) + np.uint64(1)) * power[np.minimum(at - begins[run], 63)]
        value = (np.add.reduceat(part, np.searchsorted(at, begins)) >> np.uint64(40)) % np.uint64(_FIGURE_CODES)
        codes[digit[place]] = value.astype(np.uint32) + np.uint32(ord(FIGURE))
    return codes, codes.astype(np.uint64), place


def _winnow(plain: Keys, gram: int, window: int) -> tuple[Keys, Places]:
    """Hash and place of the smallest gram (the rightmost of equals) in every `window` of neighbours; grams over a text's end are never taken."""
    import numpy as np

    count = len(plain) - gram + 1
    if count <= 0:
        return np.zeros(0, np.uint64), np.zeros(0, np.int64)
    value = np.zeros(count, np.uint64)
    for k in range(gram):
        value = value * np.uint64(_ROLL) + plain[k : k + count]
    value ^= value >> np.uint64(32)
    value *= np.uint64(_ODD)
    value ^= value >> np.uint64(29)
    ends = np.concatenate(([0], np.cumsum(plain == 0)))
    value[ends[gram:] - ends[:-gram] > 0] = np.uint64(0xFFFFFFFFFFFFFFFF)
    if count <= window:
        taken = np.arange(count)
    else:
        best = np.arange(count - window + 1)
        for k in range(1, window):
            other = np.arange(k, count - window + 1 + k)
            best = np.where(value[other] <= value[best], other, best)
        mark = np.zeros(count, np.bool_)
        mark[best] = True
        taken = np.flatnonzero(mark)
    taken = taken[value[taken] != np.uint64(0xFFFFFFFFFFFFFFFF)]
    return value[taken], taken
