import random

import pytest

from jingyan.reuse.differing import differing


def rebuild(left: str, right: str) -> str:
    out, done = [], 0
    for begin, end, other, other_end in differing(left, right):
        out += [left[done:begin], right[other:other_end]]
        done = end
    return "".join([*out, left[done:]])


@pytest.mark.parametrize("size", [0, 1, 50, 9_000, 40_000])
def test_the_stretches_turn_one_text_into_the_other(size: int) -> None:
    rng = random.Random(size)
    left = "".join(chr(rng.randrange(0x4E00, 0x4F00)) for _ in range(size))
    right = "".join(c if rng.random() > 0.02 else rng.choice(["", "新", c + "又"]) for c in left)
    assert rebuild(left, right) == right
    assert sum(e - b for b, e, _, _ in differing(left, right)) <= size * 0.03


def test_long_texts_without_common_runs_are_one_stretch() -> None:
    assert differing("甲" * 13_000, "乙" * 13_000) == ((0, 13_000, 0, 13_000),)
