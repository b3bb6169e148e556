"""The book before any file exists: plan, bodies, and the pages measured for it."""

from dataclasses import dataclass
from typing import Literal

from jingyan.model.source import Align, Formula, Mark, Picture, Ruby
from jingyan.model.span import Span


@dataclass(frozen=True, slots=True)
class Entry:
    """A Piece placed in the volume. `id` is the Piece's id; `title`, `organisation` and `subtitle` ("" when there is none, no dash before it) as they will be printed (simplified).

    `short` is the title for the contents and running heads, "" when it is the title itself.
    """

    id: str
    title: str
    organisation: str | None = None
    subtitle: str = ""
    short: str = ""

    @property
    def listed(self) -> str:
        """The title as the contents and running heads show it."""
        return self.short or self.title


@dataclass(frozen=True, slots=True)
class Group:
    """Entries under one group mark ("(一)") or, with an empty `mark`, directly in the part."""

    entries: tuple[Entry, ...]
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One 编 of the volume: `name` such as 经验篇 without its number."""

    name: str
    groups: tuple[Group, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All entries of the part in order."""
        return tuple(e for g in self.groups for e in g.entries)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A Piece that is not in the volume, `reason` one Chinese sentence, `instead` the id of the piece kept in its place or None; `part` where it would stand ("" not known)."""

    id: str
    title: str
    reason: str
    instead: str | None = None
    part: str = ""


@dataclass(frozen=True, slots=True)
class IndexLine:
    """A name in an index and the ids of the entries it stands for, in the order of the volume."""

    name: str
    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """An index at the end of a volume: its `title` (单位索引) and its lines in printing order."""

    title: str
    lines: tuple[IndexLine, ...]


@dataclass(frozen=True, slots=True)
class Essay:
    """A text of the editors (前言, 编者按, 后记): its title and its body, which is set like a piece's."""

    title: str
    body: "Body"


@dataclass(frozen=True, slots=True)
class Matter:
    """What stands before and behind the pieces; what is absent is not printed. `committee`: (role, names) a line, names with one full-width blank between two."""

    committee: tuple[tuple[str, str], ...] = ()
    preface: Essay | None = None
    afterword: Essay | None = None
    indexes: tuple[Index, ...] = ()


NO_MATTER = Matter()


@dataclass(frozen=True, slots=True)
class VolumePlan:
    """编排: which entries in which order, before any docx exists. `title` of the volume; the rest fills the cover and imprint, "" leaves a line out."""

    title: str
    parts: tuple[Part, ...]
    left_out: tuple[LeftOut, ...] = ()
    subtitle: str = ""
    organizer: str = ""
    place: str = ""
    date: str = ""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All entries of the volume in order."""
        return tuple(e for p in self.parts for e in p.entries)


@dataclass(frozen=True, slots=True)
class BodyCell:
    """A table cell to print: its `text`, or `blocks` where there is more than one plain paragraph (`text` is then all their words)."""

    text: str
    columns: int = 1
    rows: int = 1
    blocks: tuple["BodyBlock", ...] = ()


@dataclass(frozen=True, slots=True)
class BodyBlock:
    """One printed block of a piece. `level` 0 body text, 1-4 a heading by its marker; `text` as printed; `bold` spans inside `text`; `run_in` = length of a heading that is
    followed by its paragraph on the same line (0 none); `notes` pairs (offset in text, note text). `signature` = organisation or date under a piece (落款), set to the right.
    `marks`, `rubies`, `formulas` inside `text`; `inline` pictures that stand in the line (offset in text, picture). A picture block without `picture` is one that
    could not be read. `align` matters in cells only. `grid`, `header_rows`, `ruled` of a table as in a Block.
    """

    kind: Literal["paragraph", "heading", "table", "picture"]
    text: str = ""
    level: int = 0
    run_in: int = 0
    bold: tuple[Span, ...] = ()
    notes: tuple[tuple[int, str], ...] = ()
    rows: tuple[tuple[BodyCell, ...], ...] = ()
    picture: Picture | None = None
    signature: bool = False
    marks: tuple[Mark, ...] = ()
    rubies: tuple[Ruby, ...] = ()
    formulas: tuple[Formula, ...] = ()
    inline: tuple[tuple[int, Picture], ...] = ()
    align: Align = ""
    grid: tuple[int, ...] = ()
    header_rows: int = 0
    ruled: bool = True


@dataclass(frozen=True, slots=True)
class Body:
    """The printed content of the piece with this id; `widened` half-width marks were made full-width."""

    id: str
    blocks: tuple[BodyBlock, ...]
    widened: int = 0


@dataclass(frozen=True, slots=True)
class PageMap:
    """Printed page number of each entry id (numbering starts at 1 with the first piece). `measured` False = estimate without LibreOffice; `total` pages of the numbered body."""

    pages: tuple[tuple[str, int], ...]
    measured: bool
    total: int = 0
