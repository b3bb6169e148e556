"""What was submitted, as read: Source, its Blocks, and the seam to an office program; never edited afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol

from jingyan.model.problem import Problem
from jingyan.model.span import Span

Script = Literal["simplified", "traditional", "mixed", "none"]
BlockKind = Literal["paragraph", "table", "picture", "note", "textbox"]
MarkKind = Literal["superscript", "subscript", "underline", "strike", "dotted", "italic"]
Align = Literal["", "left", "center", "right"]


@dataclass(frozen=True, slots=True)
class RawFile:
    """Bytes to read under the path the user gave; members of an archive are named `outer.zip/inner/name.docx`."""

    path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters set apart: raised, lowered, underlined, struck out, with a dot under each (着重号), or slanted."""

    span: Span
    kind: MarkKind


@dataclass(frozen=True, slots=True)
class Ruby:
    """A reading (注音) printed over the characters at `span`; it is not part of the text."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Formula:
    """An equation: `span` covers its words on one line (a/b, x²), `xml` is an m:oMath element of m: elements only, without declarations of namespaces;
    `display`: it stands on a line of its own.
    """

    span: Span
    xml: str
    display: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One table cell: its text's span (empty span for an empty cell) and how many grid columns and rows it covers.

    `blocks` are the paragraphs, pictures and tables in it where there is more than one plain paragraph; pictures in cells are found only here.
    """

    span: Span
    columns: int = 1
    rows: int = 1
    blocks: tuple["Block", ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's own bytes, media type, and shown size in EMU (914400 an inch; 0 when unknown); `crop`: what is cut off left, top, right and
    bottom in 1/100,000 of the stored picture.
    """

    data: bytes
    media_type: str
    width: int = 0
    height: int = 0
    crop: tuple[int, int, int, int] = (0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, table, picture, note or text box of a Source.

    `span` covers the block's characters in the Source's text (empty for a picture). `style` is the docx style name,
    `outline` its heading level 1-9 or None, `marker` the span of an automatic number that the reader wrote into the
    text, `bold` spans of bold characters, `rows` a table's cells, `anchor` the offset in the text that a note belongs to.
    `page_break`: the author made it begin a new page (a break by hand, a paragraph or section that starts one; not where lines
    happened to run over); a picture never has it, the block after it does. `centred`: set in the middle of the line; `align` how a paragraph is set as far as the author said so. `marks`, `rubies` and
    `formulas` lie inside `span`. Of a table: `grid` the widths of its columns in twips, `header_rows` how many rows repeat on every page, `ruled` whether it has lines.
    """

    kind: BlockKind
    span: Span
    style: str = ""
    outline: int | None = None
    marker: Span | None = None
    bold: tuple[Span, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    picture: Picture | None = None
    anchor: int | None = None
    page_break: bool = False
    centred: bool = False
    align: Align = ""
    marks: tuple[Mark, ...] = ()
    rubies: tuple[Ruby, ...] = ()
    formulas: tuple[Formula, ...] = ()
    grid: tuple[int, ...] = ()
    header_rows: int = 0
    ruled: bool = True


@dataclass(frozen=True, slots=True)
class Source:
    """One submitted file as read, never edited.

    `path` as the user gave it, `also` other paths with the same bytes, `text` the decoded text without newline
    translation (plain text) or the reader's rendering: paragraphs end in a newline, table cells are separated by tabs and rows by newlines,
    notes follow the body. `format` is a short lower-case name (text, docx, html, pdf, doc …), `encoding` the codec for text formats.
    `notices` are things an editor should know about how it was read; `recognised` are spans that were read from pictures (OCR), in order:
    figures and names in them may hold wrong characters.
    """

    path: str
    text: str
    format: str
    sha256: str
    encoding: str | None = None
    script: Script = "none"
    blocks: tuple[Block, ...] = ()
    notices: tuple[Problem, ...] = ()
    also: tuple[str, ...] = field(default=())
    recognised: tuple[Span, ...] = ()


class Office(Protocol):
    """An office program that converts files; implemented in `executors`, handed down by `app`."""

    @property
    def name(self) -> str:
        """What to call it in messages."""
        ...

    def convert(self, files: Sequence[Path], to: str, out_dir: Path) -> dict[Path, Path]:
        """Convert `files` into `out_dir`; `to` is a LibreOffice filter such as "docx" or "pdf:writer_pdf_Export:{…}".

        Returns input → output for those that really exist and are not empty; never raises for a file that did not convert.
        """
        ...
