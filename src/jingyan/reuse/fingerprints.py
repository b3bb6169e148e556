"""Folded texts as one row of codes, and the fingerprints that two of their places share; knows nothing of pairs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jingyan.reuse.settings import ReuseSettings

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Codes = npt.NDArray[np.uint16]
    Keys = npt.NDArray[np.uint64]
    Places = npt.NDArray[np.int64]
    Spots = npt.NDArray[np.uint32]

# A run of digits becomes one code of the private use area, by its value: two figures are known as figures, and as equal or not.
FIGURE, FIGURE_LAST = "\ue000", "\uf8ff"
_FIGURES = 0xF8FF - 0xE000 + 1
# Two bytes hold all characters but rare ideographs; each of those stands as one of an extension block, by its code.
_RARE, _RARES = 0x3400, 0x4DB6 - 0x3400
_ODD = 0x9E3779B97F4A7C15  # 2^64 / golden ratio, the usual multiplier of a multiplicative hash
_ROLL = 0xD6E8FEB86659FD93
_NONE = 0xFFFFFFFFFFFFFFFF
_ONES, _TOPS = 0x0001000100010001, 0x8000800080008000
_BLOCK = 1 << 17  # places worked at once: what is computed of them stays near the processor
_PART = 1 << 22  # keys whose runs are looked for at once


@dataclass(frozen=True, slots=True)
class Row:
    """All texts one after the other, one NUL behind each: `codes` two bytes a character with every run of digits as one character from FIGURE on, `starts[d]` where text
    d begins (one more entry at the end). A key is a fingerprint: hash in the high bits, place in the row in the low `bits`.
    """

    codes: Codes
    starts: Places
    bits: int

    def masked(self, text: int) -> str:
        """Text number `text`, each run of digits one character."""
        return self.codes[self.starts[text] : self.starts[text + 1] - 1].tobytes().decode("utf-16-le")


@dataclass(frozen=True, slots=True)
class Shared:
    """Fingerprints that occur equally often: `places[k, m]` is the k-th place in the row (ascending) of fingerprint m; every two places in one column are a link of that `weight`."""

    places: Spots
    weight: float


def lay_row(texts: Sequence[str], settings: ReuseSettings) -> tuple[Row, Keys]:
    """The Row of folded `texts` and its sorted keys, worked in blocks so that memory stays near their size: two bytes a character, eight a key (every second character)."""
    import numpy as np

    size = sum(map(len, texts)) + len(texts)
    bits = max(1, size.bit_length())
    low = np.uint64((1 << bits) - 1)
    codes, keys = np.empty(size, np.uint16), np.empty(size, np.uint64)  # only what is written takes memory
    starts = [np.zeros(1, np.int64)]
    base = done = 0
    for block in _blocks(texts, settings.block):
        part, _ = mask("".join([t + "\0" for t in block]))
        starts.append(np.flatnonzero(part == 0) + (base + 1))
        codes[base : base + len(part)] = part
        value, at = _winnow(part, settings.gram, settings.window)
        keys[done : done + len(value)] = (value & ~low) | (at + base).astype(np.uint64)
        done, base = done + len(value), base + len(part)
    codes, keys = codes[:base], keys[:done]
    keys.sort()
    return Row(codes, np.concatenate(starts), bits), keys


def codes_of(text: str) -> Spots:
    """The code points of `text`."""
    import numpy as np

    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")


def kept_places(text: str) -> Spots:
    """The index in folded `text` of each character of its masked form: all but the second and later digits of a run."""
    import numpy as np

    raw = codes_of(text)
    digit = (raw - np.uint32(0x30)) < 10
    digit[1:] &= digit[:-1]
    digit[:1] = False
    return np.flatnonzero(~digit).astype(np.uint32)


def mask(text: str) -> tuple[Codes, npt.NDArray[np.intp]]:
    """Codes of folded `text` with every run of digits as one figure, and the index in `text` of each."""
    import numpy as np

    raw = codes_of(text)
    odd = (raw > 0xFFFF) | ((raw >= 0xD800) & (raw <= ord(FIGURE_LAST)))
    codes = raw.astype(np.uint16)
    if odd.any():
        codes[odd] = (_RARE + raw[odd] % _RARES).astype(np.uint16)
    digit = (codes - np.uint16(0x30)) < 10
    head = digit.copy()
    head[1:] &= ~digit[:-1]
    begins = np.flatnonzero(head)
    if not len(begins):
        return codes, np.arange(len(codes))
    at = np.flatnonzero(digit)
    run = np.cumsum(head[at]) - 1
    power = np.cumprod(np.full(64, _ROLL, np.uint64))
    part = (codes[at].astype(np.uint64) + np.uint64(1)) * power[np.minimum(at - begins[run], 63)]
    value = (np.add.reduceat(part, np.flatnonzero(head[at])) >> np.uint64(40)) % np.uint64(_FIGURES)
    codes[begins] = value.astype(np.uint16) + np.uint16(ord(FIGURE))
    place = np.flatnonzero(~digit | head)
    return codes[place], place


def find_shared(row: Row, keys: Keys, settings: ReuseSettings) -> Iterator[Shared]:
    """The fingerprints (sorted `keys` of `row`) found at least twice, grouped by how often, each as long as it must be: one found more than `common` times is taken again over
    twice the characters at the same places, up to `longest` (adaptive seeds, Kiełbasa et al. 2011). What is found more than `max_frequency` times even then is linked to the
    next and the first place only.
    """
    import numpy as np

    gram = settings.gram
    low = np.uint64((1 << row.bits) - 1)
    while len(keys):
        last = 2 * gram > settings.longest
        most = settings.max_frequency if last else settings.common
        again = []
        for part in _whole_runs(keys, row.bits):
            heads, counts = _runs(part, row.bits)
            for count in range(2, most + 1):
                here = heads[counts == count]
                if len(here):
                    index = here + np.arange(count)[:, None]
                    # Longer grams say the same again as those beside them; what is as common over all lengths is one text in many copies.
                    worth = settings.gram / gram if count <= settings.common else 1.0
                    yield Shared((part[index] & low).astype(np.uint32), worth / (count - 1))
            common = counts > most
            at = (part[_members(heads[common], counts[common])] & low).astype(np.uint32)
            if not last:
                again.append(at)
            elif len(at):
                yield Shared(_brief(at, counts[common]), 2 / settings.max_frequency)
        if last:
            return
        del keys, part  # nothing of this length is needed any more
        at = np.concatenate(again)
        again.clear()
        at.sort()
        gram *= 2
        keys = _longer(row, at, gram)


def _whole_runs(keys: Keys, bits: int) -> Iterator[Keys]:
    """Sorted `keys` in parts of about _PART, cut where another hash begins."""
    import numpy as np

    begin = 0
    while begin < len(keys):
        end = min(begin + _PART, len(keys))
        if end < len(keys):
            following = ((int(keys[end - 1]) >> bits) + 1) << bits
            end = len(keys) if following > _NONE else int(np.searchsorted(keys, np.uint64(following)))
        yield keys[begin:end]
        begin = end


def _members(heads: Places, counts: Places) -> Places:
    """The numbers of all keys of the runs that begin at `heads`."""
    import numpy as np

    ends = np.cumsum(counts)
    return np.repeat(heads - ends + counts, counts) + np.arange(ends[-1] if len(ends) else 0)


def _brief(at: Spots, counts: Places) -> Spots:
    """Every place of too common fingerprints beside the one before it, and beside the first."""
    import numpy as np

    first = np.repeat(np.cumsum(counts) - counts, counts)
    index = np.arange(len(at))
    after, far = index > first, index > first + 1
    left = np.concatenate((at[index[after] - 1], at[first[far]]))
    return np.stack((left, np.concatenate((at[after], at[far]))))


def _runs(keys: Keys, bits: int) -> tuple[Places, Places]:
    """Where each hash that occurs at least twice begins in sorted `keys`, and how often it occurs."""
    import numpy as np

    same = np.zeros(len(keys) + 1, np.bool_)  # as the key before
    np.less(keys[1:] ^ keys[:-1], np.uint64(1 << bits), out=same[1:-1])
    heads = np.flatnonzero(same[1:] & ~same[:-1])
    return heads, np.flatnonzero(same[:-1] & ~same[1:]) - heads + 1


def _longer(row: Row, at: Spots, gram: int) -> Keys:
    """Sorted keys of the grams of `gram` characters at places `at`; those that reach over a text's end are left out."""
    import numpy as np

    keys = np.empty(len(at), np.uint64)
    done, low, four = 0, np.uint64((1 << row.bits) - 1), _fours(row.codes)
    for begin in range(0, len(at), _BLOCK):
        here = at[begin : begin + _BLOCK].astype(np.int64)
        here = here[here + gram <= len(row.codes)]
        value = np.zeros(len(here), np.uint64)
        ended = np.zeros(len(here), np.bool_)
        for k in (*range(0, gram - 4, 4), gram - 4):
            word = four[here + k]
            ended |= _holds_end(word)
            value *= np.uint64(_ROLL)
            value += word
        whole = ~ended
        here = here[whole]
        keys[done : done + len(here)] = (_mixed(value[whole]) & ~low) | here.astype(np.uint64)
        done += len(here)
    keys = keys[:done]
    keys.sort()
    return keys


def _fours(codes: Codes) -> Keys:
    """Every four neighbours of `codes` as one number (a view: one begins at each place)."""
    import numpy as np

    return np.ndarray(max(0, len(codes) - 3), np.uint64, codes.data, 0, (codes.itemsize,))


def _holds_end(word: Keys) -> npt.NDArray[np.bool_]:
    """True where one of the four codes is NUL."""
    import numpy as np

    found: npt.NDArray[np.bool_] = ((word - np.uint64(_ONES)) & ~word & np.uint64(_TOPS)) != 0
    return found


def _blocks(texts: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    """Consecutive texts in groups of about `size` characters."""
    begin = room = 0
    for number, text in enumerate(texts):
        room += len(text)
        if room >= size:
            yield texts[begin : number + 1]
            begin, room = number + 1, 0
    if begin < len(texts):
        yield texts[begin:]


def _mixed(value: Keys) -> Keys:
    import numpy as np

    value ^= value >> np.uint64(32)
    value *= np.uint64(_ODD)
    value ^= value >> np.uint64(29)
    return value


def _winnow(codes: Codes, gram: int, window: int) -> tuple[Keys, Places]:
    """Hash and place of the smallest gram in every `window` of neighbours; grams over a text's end are never taken."""
    import numpy as np

    # The first and the last text of a block stand like all others between grams that reach over an end.
    codes = np.concatenate((np.zeros(window, np.uint16), codes, np.zeros(gram + window, np.uint16)))
    count = len(codes) - gram + 1
    four = _fours(codes).copy()
    ended = _holds_end(four)
    value, over = four[:count] * np.uint64(_ROLL), ended[:count]
    for k in (*range(4, gram - 4, 4), gram - 4):
        value += four[k : k + count]
        value *= np.uint64(_ROLL)
        over = over | ended[k : k + count]
    value = _mixed(value)
    value[over] = _NONE
    least = value[: count - window + 1].copy()
    for k in range(1, window):
        np.minimum(least, value[k : k + len(least)], out=least)
    taken = np.zeros(count, np.bool_)
    for k in range(window):
        taken[k : k + len(least)] |= value[k : k + len(least)] == least
    taken &= value != _NONE
    at = np.flatnonzero(taken)
    return value[at], at - window
