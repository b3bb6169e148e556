"""Chains → passages: grow each box to where the texts really part, then make one of boxes that belong together."""

from collections.abc import Sequence

from jingyan.reuse.chaining import Box
from jingyan.reuse.settings import ReuseSettings

_DROP = 10  # give up when the score has fallen so far below its best (X-drop)
_WINDOW = 40  # so much of both texts is aligned at a time
_BLOCK = 3  # equal characters in a row; two count half, one is chance
_REACH = 2000  # a passage never grows further than this past its last seed
_MOVED = 60  # a moved paragraph is a passage of its own, a moved clause is an edit
_WEAK = 5.0  # half of what makes a finding: such a box joins others only over a short gap
_LIKE = 0.5  # similarity of what lies between two passages from which they are one (new text on the same subject: below .35)
_LIKE_MOST = 3000  # longer stretches are not compared


def grow_all(boxes: Sequence[Box], left: str, right: str) -> list[Box]:
    """`boxes` grown, the strongest first; one that lies in what has been grown before only adds its evidence."""
    out: list[Box] = []
    for box in sorted(boxes, key=lambda b: (-b.evidence, b.left, b.right)):
        host = next((g for g in out if _inside(box, g)), None)
        if host is None:
            out.append(grow(box, left, right))
        else:
            host.evidence += box.evidence
    return out


def _inside(box: Box, other: Box) -> bool:
    return (
        other.left <= box.left
        and box.left_end <= other.left_end
        and other.right <= box.right
        and box.right_end <= other.right_end
    )


def grow(box: Box, left: str, right: str) -> Box:
    """`box` with both ends moved outward over text that goes on alike, small edits bridged."""
    ahead = _run(left[box.left_end : box.left_end + _REACH], right[box.right_end : box.right_end + _REACH])
    back = _run(left[max(0, box.left - _REACH) : box.left][::-1], right[max(0, box.right - _REACH) : box.right][::-1])
    return Box(box.left - back[0], box.left_end + ahead[0], box.right - back[1], box.right_end + ahead[1], box.evidence)


def _run(left: str, right: str) -> tuple[int, int]:
    """How far both texts go on alike from their beginnings: characters of left and of right at the best score. Every equal character counts one, every
    changed, missing or new one takes one away.
    """
    i = j = score = best = 0
    at = (0, 0)
    while i < len(left) and j < len(right):
        blocks = _equal(left[i : i + _WINDOW], right[j : j + _WINDOW])
        done = (0, 0)
        for p, q, size in blocks:
            score -= max(p - done[0], q - done[1])
            if score < best - _DROP:
                return at
            done = p + size, q + size
            score += size if size >= _BLOCK else size - 1
            if score > best:
                best, at = score, (i + done[0], j + done[1])
        if not blocks:
            return at
        i, j = i + done[0], j + done[1]
    return at


def _equal(left: str, right: str) -> list[tuple[int, int, int]]:
    """Where runs of two or more equal characters begin on both sides, and how long they are; the whole where both begin alike."""
    if left == right:
        return [(0, 0, len(left))]
    from rapidfuzz.distance import Indel

    return [(m.a, m.b, m.size) for m in Indel.opcodes(left, right).as_matching_blocks() if m.size > 1]


def merge(boxes: list[Box], left: str, right: str, settings: ReuseSettings) -> list[Box]:
    """Boxes of one candidate with those made one that belong together, until none do. They do when near: gaps on both sides up to the shorter box's
    length, but at least `merge_least` and at most `merge_most`, moved clauses in either order. They also do when what lies between them is alike.
    """
    boxes = sorted(_without_shadows(boxes, settings), key=lambda b: (b.left, b.right))
    changed = len(boxes) > 1
    while changed:
        changed = False
        out: list[Box] = []
        large = [b for b in boxes if b.length >= _MOVED]
        for box in boxes:
            for k in range(len(out) - 1, max(-1, len(out) - 9), -1):
                if _meet(out[k], box) or (
                    not any(_between(out[k], box, other) for other in large)
                    and (_near(out[k], box, settings) or _alike_between(out[k], box, left, right))
                ):
                    out[k] = _join(out[k], box)
                    changed = True
                    break
            else:
                out.append(box)
        boxes = sorted(out, key=lambda b: (b.left, b.right))
    return boxes


def _without_shadows(boxes: list[Box], settings: ReuseSettings) -> list[Box]:
    """`boxes` without the weak ones most of whose text on one side lies in a stronger one: a stock clause that one text holds twice."""
    kept: list[Box] = []
    for box in sorted(boxes, key=lambda b: (-b.evidence, b.left, b.right)):
        strong = _strength(box, settings) >= settings.least_score
        if strong or not any(_shadow(box, other) for other in kept):
            kept.append(box)
    return kept


def _shadow(box: Box, other: Box) -> bool:
    left = _filled(other.left, other.left_end, box.left, box.left_end)
    right = _filled(other.right, other.right_end, box.right, box.right_end)
    return left != right


def _strength(box: Box, settings: ReuseSettings) -> float:
    return box.evidence + settings.length_worth * box.length


def _near(a: Box, b: Box, settings: ReuseSettings) -> bool:
    if b.right < a.right and min(a.length, b.length) >= _MOVED:
        return False
    if min(_strength(a, settings), _strength(b, settings)) < _WEAK:
        reach = settings.gap
    else:
        reach = max(settings.merge_least, min(settings.merge_most, max(a.length, b.length)))
    return (
        max(b.left - a.left_end, a.left - b.left_end) <= reach
        and max(b.right - a.right_end, a.right - b.right_end) <= reach
    )


def _meet(a: Box, b: Box) -> bool:
    """True if the boxes share text on both sides."""
    return min(a.left_end, b.left_end) > max(a.left, b.left) and min(a.right_end, b.right_end) > max(a.right, b.right)


def _between(a: Box, b: Box, other: Box) -> bool:
    """True if `other` fills much of the gap between `a` and `b` on one side but lies elsewhere on the other: the paragraphs stand in another order."""
    if other is a or other is b:
        return False
    left = _filled(a.left_end, b.left, other.left, other.left_end)
    right = _filled(min(a.right_end, b.right_end), max(a.right, b.right), other.right, other.right_end)
    return left != right


def _filled(begin: int, end: int, other: int, other_end: int) -> bool:
    return 2 * (min(end, other_end) - max(begin, other)) > other_end - other


def _alike_between(a: Box, b: Box, left: str, right: str) -> bool:
    """True if `b` follows `a` on both sides and the stretches between them say much the same (swapped names and common phrases leave no seeds)."""
    from rapidfuzz.distance import Indel

    gap, other = b.left - a.left_end, b.right - a.right_end
    if min(gap, other) <= 0 or max(gap, other) > min(_LIKE_MOST, 2 * min(gap, other)):
        return False
    return Indel.normalized_similarity(left[a.left_end : b.left], right[a.right_end : b.right]) >= _LIKE


def _join(a: Box, b: Box) -> Box:
    return Box(
        min(a.left, b.left),
        max(a.left_end, b.left_end),
        min(a.right, b.right),
        max(a.right_end, b.right_end),
        a.evidence + b.evidence,
    )
