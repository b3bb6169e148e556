"""What segmentation finds in a Source: Pieces, Headings, Boilerplate, Contents; spans only, no text is changed."""

from dataclasses import dataclass
from typing import Literal

from jingyan.model.source import Script
from jingyan.model.span import Span

PieceKind = Literal["report", "contents", "document", "other", "collection"]
Genre = Literal["experience", "summary", "self_check", "document", "speech", "plan", "news", "contents", "other"]


@dataclass(frozen=True, slots=True)
class Piece:
    """One contribution inside a Source.

    `source` is the Source's path, `label` "3" or "4.2" (part 2 of piece 4) unique in the Source, `parent` the label of the collection
    that holds it. `span` covers marker, title and body; `body` starts after the last title line. `title` is the
    source's own words (without marker), `subtitle` the line "——…" under it without its dash, `marker` such as "第一篇:" or None, `organisation` 单位 or None, `date` as written or None. `kind` is the
    contract's; `genre` is finer and decides the part of a volume (document → 文件篇, summary and self_check → 总结篇, the rest → 经验篇).
    """

    source: str
    label: str
    span: Span
    body: Span
    title: str
    title_span: Span | None = None
    marker: str | None = None
    parent: str | None = None
    organisation: str | None = None
    organisation_span: Span | None = None
    date: str | None = None
    kind: PieceKind = "report"
    genre: Genre = "other"
    script: Script = "none"
    complete: bool = True
    subtitle: str | None = None

    @property
    def id(self) -> str:
        """`path#label`, unique in a collection of sources."""
        return f"{self.source}#{self.label}"


@dataclass(frozen=True, slots=True)
class Heading:
    """A structural line or run-in head: `span` covers marker and title; `level` 一、=1 (一)=2 1.=3 (1)=4; `marker` "" when unnumbered."""

    source: str
    piece: str | None
    span: Span
    title_span: Span
    level: int
    marker: str


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """Site furniture or a formula. `kind` says what (file_name, site_notice, page_title …), `rule` the row that matched; `soft` ones are title-like."""

    source: str
    span: Span
    kind: str
    rule: str
    soft: bool = False


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """One entry of a contents list found in a text or made for a volume; `group` and `part` are the marks above it, `page` as printed."""

    span: Span
    title: str
    organisation: str | None = None
    page: int | None = None
    part: str | None = None
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Contents:
    """A contents list (目录) found in `piece` (or a whole source): its entries in order."""

    source: str
    piece: str | None
    span: Span
    entries: tuple[ContentsEntry, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """The structure of one Source: pieces in order (collections before their parts), headings, boilerplate, contents lists.

    `joins` are line breaks (spans of newline characters with the blanks around them) that fall inside a sentence: text on both sides belongs together.
    `items` are the numbered sentences of lists (1.操场不够用;2.…): marked like headings, but with no text of their own.
    """

    source: str
    pieces: tuple[Piece, ...] = ()
    headings: tuple[Heading, ...] = ()
    boilerplate: tuple[Boilerplate, ...] = ()
    contents: tuple[Contents, ...] = ()
    joins: tuple[Span, ...] = ()
    items: tuple[Heading, ...] = ()
