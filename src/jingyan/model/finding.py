"""What an editor should look at: findings with all their places."""

from dataclasses import dataclass
from typing import Literal

from jingyan.model.span import Span


@dataclass(frozen=True, slots=True)
class Member:
    """One place of a Finding: `text` are the source's own characters at `span`."""

    source: str
    piece: str | None
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A relation between figures or texts. `code` as in docs/problems.md (such as "sum"), `status` inconsistent, suspicious or consistent ("checked and right"),
    `relation` the arithmetic as a formula, `message` and `hint` one Chinese sentence each.
    """

    code: str
    severity: Literal["error", "warning", "info"]
    status: Literal["inconsistent", "suspicious", "consistent"]
    relation: str
    message: str
    hint: str
    members: tuple[Member, ...]
