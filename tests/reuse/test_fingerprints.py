from itertools import combinations

import numpy as np

from jingyan.reuse.candidates import find_seeds
from jingyan.reuse.fingerprints import FIGURE, FIGURE_LAST, find_shared, lay_row, mask
from jingyan.reuse.settings import ReuseSettings

SETTINGS = ReuseSettings()
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
    row = lay_row(["甲乙丙丁戊己", "", "庚辛壬癸子丑"], SETTINGS)
    assert [row.masked(n) for n in range(3)] == ["甲乙丙丁戊己", "", "庚辛壬癸子丑"]


def test_blocks_change_nothing() -> None:
    texts = [STOCK + chr(0x4E00 + n) * 7 for n in range(40)]
    small, large = lay_row(texts, ReuseSettings(block=64)), lay_row(texts, SETTINGS)
    assert np.array_equal(small.keys, large.keys)
    assert np.array_equal(small.codes, large.codes)


def test_a_common_clause_links_nothing_but_what_follows_it_does() -> None:
    texts = [STOCK + "".join(chr(0x4E00 + 40 * n + k) for k in range(40)) for n in range(60)]
    texts.append(texts[7][: len(STOCK) + 30])
    seeds = find_seeds(lay_row(texts, SETTINGS), SETTINGS)
    assert set(zip(seeds.first.tolist(), seeds.second.tolist(), strict=True)) == {(7, 60)}


def test_grams_over_a_texts_end_are_never_taken() -> None:
    row = lay_row(["甲乙丙丁", "戊己庚辛", "甲乙丙丁", "戊己庚辛"], SETTINGS)
    assert list(find_shared(row, SETTINGS)) == []


def test_every_two_of_sixteen_copies_are_linked() -> None:
    own = ["".join(chr(0x4E00 + 40 * n + k) for k in range(40)) for n in range(16)]
    long = "".join(chr(0x7E00 + k) for k in range(120))
    seeds = find_seeds(lay_row([one + long + one[:5] for one in own], SETTINGS), SETTINGS)
    assert SETTINGS.common < 16 <= SETTINGS.max_frequency
    assert set(zip(seeds.first.tolist(), seeds.second.tolist(), strict=True)) == set(combinations(range(16), 2))
