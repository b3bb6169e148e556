"""Two aligned texts → the stretches in which they differ."""

from itertools import pairwise

_STEP = 4000  # whole up to this length: the exact comparison keeps one bit for each pair of characters
_ANCHOR = 16  # equal characters at which longer texts are cut before they are compared
_MOST = 12_000  # a part without any anchor and longer than this counts as rewritten

Changed = tuple[int, int, int, int]


def differing(left: str, right: str) -> tuple[Changed, ...]:
    """The stretches (left begin, end, right begin, end) outside the longest common subsequence, in order; long texts are cut at equal runs first, so that
    memory stays bounded.
    """
    out: list[Changed] = []
    for (i, j), (end, other_end) in pairwise([(0, 0), *_anchors(left, right), (len(left), len(right))]):
        out += [(b + i, e + i, c + j, d + j) for b, e, c, d in _part(left[i:end], right[j:other_end])]
    return tuple(out)


def _part(left: str, right: str) -> list[Changed]:
    if left == right:
        return []
    if max(len(left), len(right)) > _MOST:
        return [(0, len(left), 0, len(right))]
    from rapidfuzz.distance import Indel

    return [(o.src_start, o.src_end, o.dest_start, o.dest_end) for o in Indel.opcodes(left, right) if o.tag != "equal"]


def _anchors(left: str, right: str) -> list[tuple[int, int]]:
    """Places about `_STEP` apart at which both texts run on alike."""
    out: list[tuple[int, int]] = []
    at = other = 0
    while len(left) - at > _STEP:
        for k in range(at + _STEP // 2, min(at + 2 * _STEP, len(left) - _ANCHOR)):
            found = right.find(left[k : k + _ANCHOR], other + 1, other + 2 * _STEP + _ANCHOR)
            if found >= 0:
                at, other = k, found
                out.append((at, other))
                break
        else:
            break
    return out
