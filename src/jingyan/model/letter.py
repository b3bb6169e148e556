"""Letters (函件) to the submitting units: their kinds and what is said in them, as plain data; no file format here."""

from dataclasses import dataclass
from typing import Literal

LetterKind = Literal["amend", "ask", "return", "adopt"]

# The kinds in the order in which they are written, with the name that is printed and that their template bears.
LETTER_NAMES: dict[LetterKind, str] = {"amend": "补正通知", "ask": "核实函", "return": "退稿函", "adopt": "采用通知"}


@dataclass(frozen=True, slots=True)
class LetterHead:
    """What stands in every letter of a run: who sends it, the `volume` it is about, the date of writing, until when an answer is wanted and whom to turn to; "" leaves one out."""

    volume: str
    sender: str = ""
    date: str = ""
    due: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a submission and what to send; one Chinese sentence each."""

    what: str
    send: str


@dataclass(frozen=True, slots=True)
class FaultyFile:
    """A submission to be amended: `file` without folders, `title` of its piece ("" when it has none or several)."""

    file: str
    title: str
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class QuotedPlace:
    """Where a question points: `where` such as 第3段, `parts` (text, is what is asked about)."""

    where: str
    parts: tuple[tuple[str, bool], ...]

    @property
    def text(self) -> str:
        """On one line, what is asked about in 【】."""
        return self.where + ("：" if self.parts else "。") + "".join(f"【{t}】" if hit else t for t, hit in self.parts)


@dataclass(frozen=True, slots=True)
class Question:
    """One open finding as it is put to a unit: `number` in the letter (from 1), `code` by which decisions name it, the piece's `title` and `file`."""

    number: int
    code: str
    title: str
    file: str
    ask: str
    places: tuple[QuotedPlace, ...]


@dataclass(frozen=True, slots=True)
class ReturnedPiece:
    """A piece that is given back: `evidence` and `passage` one Chinese sentence each, `passage` maybe empty."""

    title: str
    file: str
    evidence: str
    passage: str = ""


@dataclass(frozen=True, slots=True)
class AdoptedPiece:
    """A piece that is printed: its title, the part it stands in, its `page` as told (第 12 页), "" when not known."""

    title: str
    subtitle: str
    part: str
    page: str


@dataclass(frozen=True, slots=True)
class UnitMail:
    """All that is to be told to one unit (`to`), by kind of letter; `estimated` when the pages of `adopted` were not measured."""

    to: str
    amend: tuple[FaultyFile, ...] = ()
    ask: tuple[Question, ...] = ()
    returned: tuple[ReturnedPiece, ...] = ()
    adopted: tuple[AdoptedPiece, ...] = ()
    estimated: bool = False

    def items(self, kind: LetterKind) -> tuple[object, ...]:
        """What a letter of this kind would list; () when none is needed."""
        return {"amend": self.amend, "ask": self.ask, "return": self.returned, "adopt": self.adopted}[kind]
