"""Chains → passages: grow each box to where the texts really part, then make one of boxes that belong together."""

from jingyan.reuse.chaining import Box
from jingyan.reuse.settings import ReuseSettings

_DROP = 6  # give up when the score has fallen so far below its best (X-drop)
_SKIP = 4  # look so far ahead on both sides for the texts to meet again
_MEET = 3  # so many equal characters mean they met
_REACH = 2000  # a passage never grows further than this past its last seed
_STEPS = tuple(
    sorted(((p, q) for p in range(_SKIP + 1) for q in range(_SKIP + 1) if p or q), key=lambda s: (max(s), sum(s), s))
)


def grow(box: Box, left: str, right: str) -> Box:
    """`box` with both ends moved outward over text that goes on alike, small edits bridged."""
    ahead = _run(left[box.left_end : box.left_end + _REACH], right[box.right_end : box.right_end + _REACH])
    back = _run(left[max(0, box.left - _REACH) : box.left][::-1], right[max(0, box.right - _REACH) : box.right][::-1])
    return Box(
        box.left - back[0],
        box.left_end + ahead[0],
        box.right - back[1],
        box.right_end + ahead[1],
        box.evidence,
        box.crossed,
    )


def _run(left: str, right: str) -> tuple[int, int]:
    """How far both texts go on alike from their beginnings: characters of left and of right at the best score."""
    i = j = score = best = 0
    at = (0, 0)
    while i < len(left) and j < len(right):
        if left[i] == right[j]:
            i += 1
            j += 1
            score += 1
            if score > best:
                best, at = score, (i, j)
            continue
        for p, q in _STEPS:
            if (
                left[i + p : i + p + _MEET] == right[j + q : j + q + _MEET]
                and i + p + _MEET <= len(left)
                and j + q + _MEET <= len(right)
            ):
                break
        else:
            break
        i += p
        j += q
        score -= max(p, q)
        if score < best - _DROP:
            break
    return at


def merge(boxes: list[Box], settings: ReuseSettings) -> list[Box]:
    """Boxes of one candidate with near ones made one, until none are near: gaps on both sides up to the shorter box's length, but at least `merge_least` and at
    most `merge_most`; the right sides may stand in either order.
    """
    boxes = sorted(boxes, key=lambda b: (b.left, b.right))
    changed = True
    while changed:
        changed = False
        out: list[Box] = []
        for box in boxes:
            for k in range(len(out) - 1, max(-1, len(out) - 9), -1):
                if _near(out[k], box, settings):
                    out[k] = _join(out[k], box)
                    changed = True
                    break
            else:
                out.append(box)
        boxes = sorted(out, key=lambda b: (b.left, b.right))
    return boxes


def _near(a: Box, b: Box, settings: ReuseSettings) -> bool:
    reach = max(settings.merge_least, min(settings.merge_most, a.length, b.length))
    return (
        max(b.left - a.left_end, a.left - b.left_end) <= reach
        and max(b.right - a.right_end, a.right - b.right_end) <= reach
    )


def _join(a: Box, b: Box) -> Box:
    crossed = a.crossed + b.crossed
    if b.left >= a.left_end - 4 and b.right_end <= a.right + 4:
        crossed += min(a.length, b.length)
    return Box(
        min(a.left, b.left),
        max(a.left_end, b.left_end),
        min(a.right, b.right),
        max(a.right_end, b.right_end),
        a.evidence + b.evidence,
        crossed,
    )
