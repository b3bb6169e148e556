"""What the figure grammar finds before it is put into context; positions in the Flow's text."""

from dataclasses import dataclass, replace

from jingyan.model.extracts import Approximate, FigureKind, Value


@dataclass(frozen=True, slots=True)
class Found:
    """A figure without its surroundings. `approximate` None when nothing inside its span says so."""

    start: int
    end: int
    kind: FigureKind
    value: Value
    unit: str
    of: FigureKind | None = None
    approximate: Approximate | None = None

    def to(self, end: int) -> "Found":
        """The same figure reaching to `end`."""
        return replace(self, end=end)
