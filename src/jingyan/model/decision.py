"""What an editor decided about shared text and findings, and the codes that name a pair, a cluster, a piece and a finding the same way in every run."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from jingyan.model.finding import Finding

Verdict = Literal["copy", "keep", "same_unit", "template", "fine", "not_member"]

# Each verdict's printed words; a command takes the word, any other name in the row, or the English one.
VERDICTS: dict[Verdict, tuple[str, ...]] = {
    "copy": ("雷同退稿", "抄袭", "退稿"),
    "keep": ("保留",),
    "same_unit": ("本单位材料", "本单位"),
    "template": ("模板套话", "模板", "套话"),
    "fine": ("不算雷同",),
    "not_member": ("不属于本簇", "移出"),
}

# How a finding was settled: the text is right after all, it was put right, or it stays as it is.
FindingVerdict = Literal["verified", "corrected", "leave"]
FINDING_VERDICTS: dict[FindingVerdict, tuple[str, ...]] = {
    "verified": ("已核实无误", "核实无误", "无误"),
    "corrected": ("已更正", "更正"),
    "leave": ("不用改", "不改"),
}
WORDS: dict[Verdict | FindingVerdict, tuple[str, ...]] = {
    **dict[Verdict | FindingVerdict, tuple[str, ...]](VERDICTS.items()),
    **dict[Verdict | FindingVerdict, tuple[str, ...]](FINDING_VERDICTS.items()),
}


@dataclass(frozen=True, slots=True)
class Decision:
    """One verdict (处理意见). `subject` is a code such as "P3FA91C02" ("F…" for a finding), `pieces` the ids of the pieces it is about, `piece` the one that is named by the verdict
    (who is returned, kept, taken out; None: all but the kept one), `content` the SHA-256 of the text it was made on, `made_at` when (ISO 8601), `made_by` who, "" when not said;
    `undone_at` when it was taken back, None while it stands.
    """

    number: int
    subject: str
    verdict: Verdict | FindingVerdict
    pieces: tuple[str, ...]
    piece: str | None
    content: str
    note: str
    made_at: str
    made_by: str = ""
    undone_at: str | None = None

    @property
    def word(self) -> str:
        """The verdict as printed."""
        return WORDS[self.verdict][0]


@dataclass(frozen=True, slots=True)
class Standing:
    """A decision as it stands today: `valid` is False when the text it was made on has changed since, so that it has to be made again."""

    decision: Decision
    valid: bool


def pair_code(left: str, right: str) -> str:
    """The code of a pair of pieces (ids, in any order): "P" and eight hexadecimal digits."""
    return _code("P", sorted((left, right)))


def cluster_code(members: Iterable[str]) -> str:
    """The code of a cluster: "C" and eight hexadecimal digits of its first member's id, so that a late member does not rename it."""
    return _code("C", [min(members)])


def piece_code(id_: str) -> str:
    """The code of a piece: "A" and eight hexadecimal digits."""
    return _code("A", [id_])


def finding_code(finding: Finding) -> str:
    """The code of a finding: "F" and eight hexadecimal digits of its rule, pieces and words; where in the piece they stand does not matter."""
    return _code("F", [finding.code, *(f"{m.source}#{m.piece or ''}\0{m.text}" for m in finding.members)])


def _code(letter: str, parts: list[str]) -> str:
    return letter + sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:8].upper()
