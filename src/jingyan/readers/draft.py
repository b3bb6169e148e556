"""What one reader returns, before the file's path and hash are added: Draft; and the seam all readers share."""

from collections.abc import Callable
from dataclasses import dataclass

from jingyan.model.source import Block, RawFile
from jingyan.model.span import Span
from jingyan.readers.settings import ReadSettings


@dataclass(frozen=True, slots=True)
class Note:
    """A notice without its path: a code of `problems` and the values of its slots."""

    code: str
    values: tuple[tuple[str, object], ...] = ()


def note(code: str, **values: object) -> Note:
    """The Note for `code` with these slot values."""
    return Note(code, tuple(values.items()))


@dataclass(frozen=True, slots=True)
class Draft:
    """Text and blocks as a Source will hold them; `encoding` only for formats that are text, `recognised` spans that were read by OCR."""

    text: str
    blocks: tuple[Block, ...]
    encoding: str | None = None
    notes: tuple[Note, ...] = ()
    recognised: tuple[Span, ...] = ()


Reader = Callable[[RawFile, ReadSettings], Draft]
