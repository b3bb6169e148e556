"""Seeds → chains: boxes of two texts that hold many shared fingerprints close together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from jingyan.reuse.candidates import Seeds
from jingyan.reuse.settings import ReuseSettings

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Places = npt.NDArray[np.int32]


_HOPE = 0.6  # so much of what makes a finding the chains of two texts must have before they are grown; all but one of 10,000 true pairs have more


@dataclass(slots=True)
class Box:
    """A stretch of the left text beside one of the right, in masked characters, half-open. `evidence` is the weight of its seeds,
    `diagonal` how far the right side lies ahead at the seed added last.
    """

    left: int
    left_end: int
    right: int
    right_end: int
    evidence: float
    diagonal: int = 0

    @property
    def length(self) -> int:
        """The shorter side."""
        return min(self.left_end - self.left, self.right_end - self.right)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two texts by number and the boxes of their chains, by place on the left side."""

    first: int
    second: int
    boxes: tuple[Box, ...]


def chain_seeds(seeds: Seeds, settings: ReuseSettings) -> Iterator[Candidate]:
    """Candidates with at least one chain whose evidence could make a passage, in order of their texts."""
    import numpy as np

    if not len(seeds.first):
        return
    first, second, left, left_end, right, weight = _segments(seeds, settings)
    order = np.lexsort((right, left, second, first))
    first, second, left, left_end, right = (x[order] for x in (first, second, left, left_end, right))
    weight = weight[order]
    heads = np.flatnonzero(np.concatenate(([True], (first[1:] != first[:-1]) | (second[1:] != second[:-1]))))
    columns = [x.tolist() for x in (left, left_end, right, weight)]
    for begin, end in pairwise([*heads.tolist(), len(first)]):
        if end == begin + 1:
            low, high, other, evidence = (column[begin] for column in columns)
            found = [Box(low, high, other, other + high - low, evidence, other - low)]
        else:
            found = _chains(zip(*(column[begin:end] for column in columns), strict=True), settings.gap)
        boxes = tuple(b for b in found if b.evidence >= settings.pair_weight / 2)
        if sum(b.evidence + settings.length_worth * b.length for b in boxes) >= _HOPE * settings.least_score:
            yield Candidate(int(first[begin]), int(second[begin]), boxes)


def _segments(
    seeds: Seeds, settings: ReuseSettings
) -> tuple[Places, Places, Places, Places, Places, npt.NDArray[np.float64]]:
    """Seeds on one diagonal and within `gap` of each other as one segment: first, second, left, left end, right, weight."""
    import numpy as np

    diagonal = seeds.right - seeds.left
    new = np.concatenate(
        (
            [True],
            (seeds.first[1:] != seeds.first[:-1])
            | (seeds.second[1:] != seeds.second[:-1])
            | (diagonal[1:] != diagonal[:-1])
            | (seeds.left[1:] - seeds.left[:-1] > settings.gap),
        )
    )
    heads = np.flatnonzero(new)
    tails = np.concatenate((heads[1:], [len(new)])) - 1
    return (
        seeds.first[heads],
        seeds.second[heads],
        seeds.left[heads],
        seeds.left[tails] + settings.gram,
        seeds.right[heads],
        np.add.reduceat(seeds.weight, heads),
    )


def _chains(rows: Iterator[tuple[int, int, int, float]], gap: int) -> list[Box]:
    """Greedy: each segment (by place on the left) joins, of the open chains within `gap` on both sides, the one that ran on most like it,
    or opens one.
    """
    done: list[Box] = []
    open_: list[Box] = []
    for left, left_end, right, weight in rows:
        right_end = right + left_end - left
        far = [b for b in open_ if left - b.left_end > gap]
        if far:
            done += far
            open_ = [b for b in open_ if left - b.left_end <= gap]
        ahead = right - left
        near = [
            b
            for b in open_
            if max(right - b.right_end, b.right - right_end) <= gap and abs(ahead - b.diagonal) <= gap // 2
        ]
        best = min(near, key=lambda b: abs(ahead - b.diagonal), default=None)
        if best is None:
            best = Box(left, left_end, right, right_end, 0.0)
            open_.append(best)
        best.diagonal = ahead
        best.left_end = max(best.left_end, left_end)
        best.right, best.right_end = min(best.right, right), max(best.right_end, right_end)
        best.evidence += weight
    return sorted(done + open_, key=lambda b: (b.left, b.right))
