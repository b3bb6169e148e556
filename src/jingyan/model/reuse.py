"""What comparison finds: aligned passages, what was changed in them, pairs and clusters of pieces."""

from dataclasses import dataclass
from typing import Literal

from jingyan.model.script import FoldedText
from jingyan.model.source import Script
from jingyan.model.span import Span

Relation = Literal["identical", "edited", "renamed", "script", "reordered", "partial", "mixed"]
SubstitutionClass = Literal["place", "organisation", "person", "figure", "date"]
# Whose text takes part: a piece that was submitted, last year's volume or another folder to compare with, a text that may be quoted (policy, the call's template).
Role = Literal["submitted", "reference", "exclusion"]
# Why shared text does not count as copied: it stands in a document of the volume or a policy text, in the call's template, is quoted, is the unit's own
# earlier work, or is a common formula.
Exclusion = Literal["document", "template", "quotation", "own", "formula"]


@dataclass(frozen=True, slots=True)
class ReuseText:
    """What is compared: one Piece without its boilerplate. `id` is the Piece's id, `source` its Source's path, `piece` its label; `folded.origin` points into the Source's text.

    `complete` False means the piece is cut off; `script` is the piece's own. `role` says in what quality it takes part, `unit` is the organisation that
    handed it in (None when unknown), `document` True for a legal or policy text, which others may quote.
    """

    id: str
    source: str
    piece: str
    folded: FoldedText
    script: Script = "none"
    complete: bool = True
    role: Role = "submitted"
    unit: str | None = None
    document: bool = False


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
    """Two Passages that say the same; `similarity` 0-1 over folded characters. `excluded` says why it does not count as copied, None when it counts."""

    left: Passage
    right: Passage
    similarity: float
    relations: tuple[Relation, ...]
    substitutions: tuple[Substitution, ...] = ()
    excluded: Exclusion | None = None


@dataclass(frozen=True, slots=True)
class PiecePair:
    """Two Pieces with reused text. `left` and `right` are Piece ids; `containment` is the share of left's folded characters that lie in passages, `other_containment` right's,
    `resemblance` shared over united; `copied` folded characters of left inside passages; `passages` their count. `counted` and `other_counted` are the
    shares left when excluded passages are taken out (None: nothing is excluded). `original` names the side that is likelier the original, None when the
    texts do not tell; `evidence` says in Chinese what speaks for it.
    """

    left: str
    right: str
    containment: float
    other_containment: float
    resemblance: float
    relations: tuple[Relation, ...]
    passages: int
    copied: int
    counted: float | None = None
    other_counted: float | None = None
    original: Literal["left", "right"] | None = None
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class PieceShare:
    """How much of the submitted piece `piece` (id) lies in passages, 0-1 of its folded characters: `copied` with everything, `counted` without excluded
    passages, `largest` counted with the one source `largest_source` (piece id, None when nothing counts).
    """

    piece: str
    copied: float
    counted: float
    largest: float = 0.0
    largest_source: str | None = None


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
    """The result of comparing a collection: alignments sorted by position, pairs strongest first, clusters in collection order, the shares of the submitted
    pieces in collection order; `repeats` are passages that stand twice in one piece.
    """

    alignments: tuple[Alignment, ...] = ()
    pairs: tuple[PiecePair, ...] = ()
    clusters: tuple[Cluster, ...] = ()
    shares: tuple[PieceShare, ...] = ()
    repeats: tuple[Alignment, ...] = ()
