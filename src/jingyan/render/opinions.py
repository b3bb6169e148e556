"""Findings numbered and sorted under the piece they belong to, for the findings reports and the ledger alike; no layout here."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from jingyan.model.decision import finding_code
from jingyan.model.finding import Finding
from jingyan.render.catalogue import Catalogue, Numbered
from jingyan.render.places import piece_of

_ORDER = {"error": 0, "warning": 1, "info": 2}

Settled = Mapping[str, tuple[str, str, str]]
"""Code of a finding (`model.decision.finding_code`) → the editor's verdict as printed, the note, the date; only verdicts that still stand."""
NONE_SETTLED: Settled = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Opinion:
    """A Finding with its number: `number` such as "3-1" (piece 3, first finding; piece 0 holds those outside every piece), `home` the piece of its first member,
    `code` by which decisions name it, `settled` the editor's verdict (word, note, date) where there is one.
    """

    number: str
    finding: Finding
    home: Numbered | None
    code: str = ""
    settled: tuple[str, str, str] | None = None

    @property
    def right(self) -> bool:
        """True for "checked and right"."""
        return self.finding.status == "consistent"

    @property
    def open(self) -> bool:
        """True when somebody has to answer."""
        return not self.right and self.settled is None

    @property
    def look(self) -> str:
        """How it is coloured and counted: error, warning, info, settled or right."""
        if self.right:
            return "right"
        return "settled" if self.settled else self.finding.severity


def opinions(catalogue: Catalogue, findings: Sequence[Finding], settled: Settled = NONE_SETTLED) -> tuple[Opinion, ...]:
    """All findings by piece in collection order; in a piece errors first, then warnings, hints and what was checked and right, each in the order given.

    A verdict does not change a number: those printed before stay right.
    """
    grouped: dict[int, list[tuple[Numbered | None, Finding]]] = defaultdict(list)
    for finding in findings:
        home = piece_of(catalogue, finding.members[0]) if finding.members else None
        grouped[home.number if home else 0].append((home, finding))
    return tuple(
        _opinion(f"{number}-{i}", home, finding, settled)
        for number in sorted(grouped)
        for i, (home, finding) in enumerate(sorted(grouped[number], key=_rank), 1)
    )


def _opinion(number: str, home: Numbered | None, finding: Finding, settled: Settled) -> Opinion:
    code = finding_code(finding)
    return Opinion(number, finding, home, code, None if finding.status == "consistent" else settled.get(code))


def _rank(item: tuple[Numbered | None, Finding]) -> int:
    finding = item[1]
    return 3 if finding.status == "consistent" else _ORDER[finding.severity]
