"""Found pairs → how much of every submitted piece was copied: with everything, without what does not count, from the one largest source."""

from collections import defaultdict
from collections.abc import Sequence

from jingyan.model.reuse import PieceShare, ReuseText
from jingyan.model.span import Span
from jingyan.reuse.pairs import Found, covered


def measure_shares(found: Sequence[Found], texts: Sequence[ReuseText]) -> tuple[PieceShare, ...]:
    """One PieceShare for every submitted text that has folded characters, in collection order."""
    everything: dict[int, list[Span]] = defaultdict(list)
    counting: dict[int, list[Span]] = defaultdict(list)
    sources: dict[int, dict[int, int]] = defaultdict(dict)
    for one in found:
        for number, other, spans in (
            (one.first, one.second, [(a.left, a.alignment.excluded) for a in one.aligned]),
            (one.second, one.first, [(a.right, a.alignment.excluded) for a in one.aligned]),
        ):
            counted = [s for s, excluded in spans if excluded is None]
            everything[number] += [s for s, _ in spans]
            counting[number] += counted
            sources[number][other] = covered(counted)
    out = []
    for number, text in enumerate(texts):
        size = len(text.folded.text)
        if text.role != "submitted" or not size:
            continue
        # The first of the sources that give equally much, in collection order.
        most, source = max(((n, -other) for other, n in sources[number].items()), default=(0, 0))
        out.append(
            PieceShare(
                text.id,
                round(covered(everything[number]) / size, 4),
                round(covered(counting[number]) / size, 4),
                round(most / size, 4),
                texts[-source].id if most else None,
            )
        )
    return tuple(out)
