"""Seams to programs that readers may use but not start: implemented in `executors`, handed down by `app`."""

from dataclasses import dataclass
from typing import Protocol


class WordProgram(Protocol):
    """A small program that prints the words of an old Word file."""

    @property
    def name(self) -> str:
        """What to call it in messages."""
        ...

    def words(self, data: bytes, *, seconds: float, most: int) -> str:
        """The text of a file with these bytes, at most `most` bytes of it; "" when the program fails, takes longer or prints nothing. Never raises."""
        ...


@dataclass(frozen=True, slots=True)
class SeenLine:
    """A line of print found in a picture: its text, how sure the recogniser is (0-1), its box in pixels from the top left."""

    text: str
    sure: float
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class SeenPage:
    """What was found in one page of a picture file: its size in pixels, its lines in any order, how many pages the file has."""

    width: int
    height: int
    lines: tuple[SeenLine, ...]
    pages: int = 1


class Recogniser(Protocol):
    """A text recogniser (OCR) for printed pages."""

    @property
    def name(self) -> str:
        """What to call it in messages."""
        ...

    def recognise(self, picture: bytes, *, page: int, seconds: float, pixels: int) -> SeenPage | None:
        """Lines of the page number `page` (from 0) of a picture file with at most `pixels` pixels; None when it cannot be opened or takes longer. Never raises."""
        ...

    def close(self) -> None:
        """Give back memory and processes; the recogniser may be used again."""
        ...
