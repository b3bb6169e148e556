"""查重证明: what a certificate of one piece says, in plain data that a program can read back and work out again."""

import json
from dataclasses import asdict, dataclass
from hashlib import sha256

CELLS = 100  # parts of a piece in the strip that shows where shared text stands


@dataclass(frozen=True, slots=True)
class CertifiedSource:
    """A piece that shares text with the certified one: `share` and `counted` 0-1 of the certified piece, `relations` in Chinese, `reference` True for one that was no submission."""

    title: str
    organisation: str
    file: str
    label: str
    sha256: str
    passages: int
    share: float
    counted: float
    relations: tuple[str, ...]
    reference: bool = False


@dataclass(frozen=True, slots=True)
class CertifiedInput:
    """A file that took part: `role` submitted, reference, template or policy."""

    role: str
    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Certificate:
    """One piece and what comparison found in it.

    `characters` without blanks; `copied`, `counted` and `largest` 0-1 as in PieceShare, `largest_source` the number of the source in `sources` from 1 (0: none);
    `strip` one digit for each of CELLS equal parts of the piece: 0 own text, 1 shared text that does not count, 2 shared text that counts;
    `excluded` kinds that did not count; `pieces` how many pieces were compared; `version` of the program; `date` as the user gave it.
    """

    title: str
    organisation: str
    file: str
    label: str
    sha256: str
    characters: int
    copied: float
    counted: float
    largest: float
    largest_source: int
    sources: tuple[CertifiedSource, ...]
    strip: str
    excluded: tuple[str, ...]
    inputs: tuple[CertifiedInput, ...]
    pieces: int
    version: str
    date: str = ""

    def record(self) -> str:
        """The certificate as one line of JSON, equal for equal certificates."""
        return json.dumps(asdict(self), sort_keys=True, separators=(",", ":"))

    @property
    def seal(self) -> str:
        """SHA-256 of the record."""
        return sha256(self.record().encode()).hexdigest()


def certificate_of(record: str) -> Certificate:
    """The certificate of a record. Raises KeyError, TypeError or ValueError for another text."""
    data = json.loads(record)
    data["sources"] = tuple(CertifiedSource(**{**s, "relations": tuple(s["relations"])}) for s in data["sources"])
    data["inputs"] = tuple(CertifiedInput(**i) for i in data["inputs"])
    data["excluded"] = tuple(data["excluded"])
    return Certificate(**data)
