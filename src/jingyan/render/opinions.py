"""Findings numbered and sorted under the piece they belong to, for the findings report and the ledger alike; no layout here."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from jingyan.model.finding import Finding, Member
from jingyan.render.catalogue import Catalogue, Numbered

_ORDER = {"error": 0, "warning": 1, "info": 2}


@dataclass(frozen=True, slots=True)
class Opinion:
    """A Finding with its number: `number` such as "3-1" (piece 3, first finding; piece 0 holds those outside every piece), `home` the piece of its first member."""

    number: str
    finding: Finding
    home: Numbered | None

    @property
    def right(self) -> bool:
        """True for "checked and right"."""
        return self.finding.status == "consistent"

    @property
    def look(self) -> str:
        """How it is coloured and counted: error, warning, info or right."""
        return "right" if self.right else self.finding.severity


def opinions(catalogue: Catalogue, findings: Sequence[Finding]) -> tuple[Opinion, ...]:
    """All findings by piece in collection order; in a piece errors first, then warnings, hints and what was checked and right, each in the order given."""
    grouped: dict[int, list[tuple[Numbered | None, Finding]]] = defaultdict(list)
    for finding in findings:
        home = piece_of(catalogue, finding.members[0]) if finding.members else None
        grouped[home.number if home else 0].append((home, finding))
    return tuple(
        Opinion(f"{number}-{i}", finding, home)
        for number in sorted(grouped)
        for i, (home, finding) in enumerate(sorted(grouped[number], key=_rank), 1)
    )


def _rank(item: tuple[Numbered | None, Finding]) -> int:
    finding = item[1]
    return 3 if finding.status == "consistent" else _ORDER[finding.severity]


def piece_of(catalogue: Catalogue, member: Member) -> Numbered | None:
    """The piece a member lies in: the one it names, else the smallest that covers it."""
    named = catalogue.numbered.get(f"{member.source}#{member.piece}") if member.piece is not None else None
    if named is not None:
        return named
    around = [
        p for p in catalogue.numbered.values() if p.piece.source == member.source and p.piece.span.covers(member.span)
    ]
    return min(around, key=lambda p: (len(p.piece.span), p.number), default=None)
