"""Findings that are not made of figures alone: what a kind of finding says, and the Finding made of its places."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from jingyan.model.finding import Finding, Member
from jingyan.model.source import Source
from jingyan.model.span import Span
from jingyan.model.structure import Piece


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of finding: stable `code`, its severity, the Chinese words before the detail, and what to do."""

    code: str
    severity: Literal["error", "warning", "info"]
    message: str
    hint: str


def tell(
    kind: Kind,
    status: Literal["inconsistent", "suspicious", "consistent"],
    relation: str,
    detail: str,
    members: Iterable[Member],
) -> Finding:
    """The Finding of this kind; a doubt is never an error, what holds is only worth knowing."""
    severity = "info" if status == "consistent" else kind.severity
    if status == "suspicious" and severity == "error":
        severity = "warning"
    right = status == "consistent"
    message = f"核对无误:{relation}。" if right else f"{kind.message}:{detail or relation}。"
    return Finding(kind.code, severity, status, relation, message, "" if right else kind.hint, tuple(members))


def members_of(source: Source, piece: str | None, spans: Iterable[Span]) -> tuple[Member, ...]:
    """A Member for each place of one piece."""
    return tuple(Member(source.path, piece, span, span.of(source.text)) for span in spans)


def quoted(words: Sequence[str], most: int = 3) -> str:
    """The first different words in quotation marks: “甲”“乙”等."""
    different = list(dict.fromkeys(" ".join(w.split()) for w in words))
    shown = "".join(f"“{w}”" for w in different[:most])
    return shown + ("等" if len(different) > most else "")


def named(piece: Piece | None, path: str) -> str:
    """How a message names a piece: its organisation and title, else its file."""
    if piece is None or not (piece.title or piece.organisation):
        return path.rpartition("/")[2]
    return f"{piece.organisation or ''}《{piece.title}》" if piece.title else str(piece.organisation)
