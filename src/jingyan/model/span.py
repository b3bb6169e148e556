"""Positions in a Source's text; nothing else."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of code points in the Source's own text: text[start:end]."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def covers(self, other: "Span") -> bool:
        """True if `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlap(self, other: "Span") -> int:
        """How many code points both spans share (0 when they only touch)."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))

    def of(self, text: str) -> str:
        """The characters of `text` at this span."""
        return text[self.start : self.end]
