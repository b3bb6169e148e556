"""What comparison finds: aligned passages, what was changed in them, pairs and clusters of pieces."""

from dataclasses import dataclass
from typing import Literal

from jingyan.model.script import FoldedText
from jingyan.model.source import Script
from jingyan.model.span import Span

Relation = Literal["identical", "edited", "renamed", "script", "reordered", "partial", "mixed"]
SubstitutionClass = Literal["place", "organisation", "person", "figure", "date"]


@dataclass(frozen=True, slots=True)
class ReuseText:
    """What is compared: one Piece without its boilerplate. `id` is the Piece's id, `source` its Source's path, `piece` its label; `folded.origin` points into the Source's text.

    `complete` False means the piece is cut off; `script` is the piece's own.
    """

    id: str
    source: str
    piece: str
    folded: FoldedText
    script: Script = "none"
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Passage:
    """One side of an Alignment: a stretch of piece `piece` (label) in Source `source`."""

    source: str
    piece: str
    span: Span


@dataclass(frozen=True, slots=True)
class Substitution:
    """A name, figure or date that differs inside an aligned passage; `text` on the left side, `other_text` on the right ("" and an empty span when only one side has it)."""

    kind: SubstitutionClass
    text: str
    span: Span
    other_text: str
    other_span: Span


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two Passages that say the same; `similarity` 0-1 over folded characters."""

    left: Passage
    right: Passage
    similarity: float
    relations: tuple[Relation, ...]
    substitutions: tuple[Substitution, ...] = ()


@dataclass(frozen=True, slots=True)
class PiecePair:
    """Two Pieces with reused text. `left` and `right` are Piece ids; `containment` is the share of left's folded characters that lie in passages, `other_containment` right's,
    `resemblance` shared over united; `copied` folded characters of left inside passages; `passages` their count.
    """

    left: str
    right: str
    containment: float
    other_containment: float
    resemblance: float
    relations: tuple[Relation, ...]
    passages: int
    copied: int


@dataclass(frozen=True, slots=True)
class Cluster:
    """Pieces that are copies of one another. `members` Piece ids in collection order, `kept` the suggested one to keep, `reason` why (Chinese), `relation` the main one."""

    number: int
    members: tuple[str, ...]
    kept: str
    relation: Relation
    reason: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The result of comparing a collection: alignments sorted by position, pairs strongest first, clusters in collection order."""

    alignments: tuple[Alignment, ...] = ()
    pairs: tuple[PiecePair, ...] = ()
    clusters: tuple[Cluster, ...] = ()
