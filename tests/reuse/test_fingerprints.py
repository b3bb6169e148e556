from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from jingyan.reuse import candidates, fingerprints
from jingyan.reuse.candidates import Seeds, find_seeds
from jingyan.reuse.fingerprints import FIGURE, FIGURE_LAST, find_shared, lay_row, mask
from jingyan.reuse.settings import ReuseSettings

SETTINGS = ReuseSettings()


def seeds_of(texts: Sequence[str], settings: ReuseSettings = SETTINGS) -> Seeds:
    """The seeds of all blocks in one."""
    row, keys = lay_row(texts, settings)
    parts = list(find_seeds(row, list(find_shared(row, keys, settings)), settings))
    columns = (np.concatenate([getattr(p, f) for p in parts]) for f in ("first", "second", "left", "right", "weight"))
    return Seeds(*columns)


def pairs_of(seeds: Seeds) -> set[tuple[int, int]]:
    return set(zip(seeds.first.tolist(), seeds.second.tolist(), strict=True))


STOCK = "镇里把旧粮站改成乡村书屋每逢赶集日都开门到天黑"


def test_a_run_of_digits_is_one_code_by_its_value() -> None:
    codes, places = mask("投入120万元新建12所又投入120万元")
    figures = [chr(c) for c in codes if FIGURE <= chr(c) <= FIGURE_LAST]
    assert len(figures) == 3
    assert figures[0] == figures[2] != figures[1]
    assert places[:4].tolist() == [0, 1, 2, 5]


def test_rare_ideographs_and_private_characters_are_no_figures() -> None:
    codes, _ = mask("𠮷野家\ue001\uf8ff村")
    assert not any(FIGURE <= chr(c) <= FIGURE_LAST for c in codes)
    assert len(codes) == 6


def test_the_row_gives_every_text_back() -> None:
    row, _ = lay_row(["甲乙丙丁戊己", "", "庚辛壬癸子丑"], SETTINGS)
    assert [row.masked(n) for n in range(3)] == ["甲乙丙丁戊己", "", "庚辛壬癸子丑"]


def test_blocks_change_nothing() -> None:
    texts = [STOCK + chr(0x4E00 + n) * 7 for n in range(40)]
    (small, keys), (large, others) = lay_row(texts, ReuseSettings(block=64)), lay_row(texts, SETTINGS)
    assert np.array_equal(keys, others)
    assert np.array_equal(small.codes, large.codes)
    assert np.array_equal(small.starts, large.starts)


def test_a_common_clause_links_nothing_but_what_follows_it_does() -> None:
    texts = [STOCK + "".join(chr(0x4E00 + 40 * n + k) for k in range(40)) for n in range(60)]
    texts.append(texts[7][: len(STOCK) + 30])
    assert pairs_of(seeds_of(texts)) == {(7, 60)}


def test_grams_over_a_texts_end_are_never_taken() -> None:
    row, keys = lay_row(["甲乙丙丁", "戊己庚辛", "甲乙丙丁", "戊己庚辛"], SETTINGS)
    assert list(find_shared(row, keys, SETTINGS)) == []


def test_every_two_of_sixteen_copies_are_linked() -> None:
    own = ["".join(chr(0x4E00 + 40 * n + k) for k in range(40)) for n in range(16)]
    long = "".join(chr(0x7E00 + k) for k in range(120))
    assert SETTINGS.common < 16 <= SETTINGS.max_frequency
    assert pairs_of(seeds_of([one + long + one[:5] for one in own])) == set(combinations(range(16), 2))


@pytest.mark.parametrize("room", [(3, 4), (0, 2), (0, 0)])
def test_seeds_are_the_same_in_blocks(room: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["".join(chr(0x4E00 + (17 * n + k) % 700) for k in range(300)) for n in range(30)]
    whole = seeds_of(texts)
    packing = candidates._packing
    monkeypatch.setattr(candidates, "_packing", lambda *a: replace(packing(*a), first=room[0], second=room[1]))
    parts = seeds_of(texts)
    assert len(parts.first) == len(whole.first) > 1000
    order = np.lexsort((parts.second, parts.first))
    for name in ("first", "second", "left", "right", "weight"):
        assert np.array_equal(getattr(parts, name)[order], getattr(whole, name))


def test_runs_cut_into_parts_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [STOCK + chr(0x4E00 + n) * 7 for n in range(40)]
    row, keys = lay_row(texts, SETTINGS)
    whole = Counter((s.weight, *c) for s in find_shared(row, keys, SETTINGS) for c in s.places.T.tolist())
    monkeypatch.setattr(fingerprints, "_PART", 5)
    assert Counter((s.weight, *c) for s in find_shared(row, keys, SETTINGS) for c in s.places.T.tolist()) == whole
