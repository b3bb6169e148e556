"""Shares of a piece with and without the kinds of shared text that do not count; every choice is worked out, so that a page can switch without a server."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from jingyan.model.reuse import Exclusion
from jingyan.model.span import Span


@dataclass(frozen=True, slots=True)
class Stretch:
    """A shared stretch of a Source; `excluded` says why it does not count, None when it counts."""

    span: Span
    excluded: Exclusion | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """A share 0-1 for every choice: `kinds` do not count as a rule; `values[mask]` is the share when the kinds whose bits are set in `mask` count nevertheless."""

    kinds: tuple[Exclusion, ...]
    values: tuple[float, ...]

    @property
    def counted(self) -> float:
        """Without any of the kinds."""
        return self.values[0]

    @property
    def everything(self) -> float:
        """With all of them."""
        return self.values[-1]


def counted_shares(
    text: str,
    whole: Span,
    stretches: Sequence[Stretch],
    *,
    everything: float | None = None,
    counted: float | None = None,
) -> Counted:
    """The shares of the piece at `whole` in `text` by letters and digits. `everything` and `counted` are what comparison measured; values between are held between them."""
    kinds: tuple[Exclusion, ...] = tuple(dict.fromkeys(sorted(s.excluded for s in stretches if s.excluded)))
    places = [i for i, character in enumerate(whole.of(text), whole.start) if character.isalnum()]
    values = [_share(places, [s.span for s in stretches if _counts(s, kinds, mask)]) for mask in range(1 << len(kinds))]
    low = values[0] if counted is None else counted
    high = values[-1] if everything is None else everything
    if not kinds:
        # What does not count and stands in no passage cannot be switched; both ends are still told.
        return Counted((), (min(low, high), high) if counted is not None else (high,))
    held = [min(max(v, low), high) for v in values]
    return Counted(kinds, (low, *held[1:-1], high))


def _counts(stretch: Stretch, kinds: Sequence[Exclusion], mask: int) -> bool:
    return stretch.excluded is None or bool(mask >> kinds.index(stretch.excluded) & 1)


def _share(places: Sequence[int], spans: Sequence[Span]) -> float:
    covered, end = 0, 0
    for span in sorted(spans):
        start = max(span.start, end)
        covered += max(0, bisect_left(places, span.end) - bisect_left(places, start))
        end = max(end, span.end)
    return covered / len(places) if places else 0.0
