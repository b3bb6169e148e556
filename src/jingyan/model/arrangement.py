"""What an editor wants of the plan (编排表) and of the units that were asked to submit (单位名单); plain data, no file format."""

from dataclasses import dataclass
from typing import Literal

SubmissionState = Literal["submitted", "unreadable", "question", "missing", "unlisted"]

SUBMISSION_WORDS: dict[SubmissionState, str] = {
    "submitted": "已报送",
    "unreadable": "已报送,不能读取",
    "question": "待确认",
    "missing": "未报送",
    "unlisted": "名单外",
}


@dataclass(frozen=True, slots=True)
class Placing:
    """What an editor decided on one piece; None leaves a point to the program.

    `id` the piece's id and `content` the SHA-256 of its words when it was decided. `order` counts inside the part, from 1; `group` "" = directly in the part;
    `organisation` "" = none is printed; `short` is the title in the contents, "" = the title itself; `reason` why it is left out; `note` the editor's own.
    """

    id: str
    content: str
    keep: bool | None = None
    part: str | None = None
    group: str | None = None
    order: int | None = None
    title: str | None = None
    short: str | None = None
    organisation: str | None = None
    reason: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Everything an editor decided on the plan: one Placing for each piece that the 编排表 held, and the names of the `parts` in order (empty: as the template says)."""

    placings: tuple[Placing, ...] = ()
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the 编排表: a piece as the plan has it now.

    `code` as in the 台账, `kept` whether it is in the volume, `order` inside the part from 1 (0 when it is left out), `content` the SHA-256 of its words, `cluster` its number or 0.
    `own_title` is what the submission itself says.
    """

    id: str
    code: str
    content: str
    kept: bool
    part: str
    group: str
    order: int
    title: str
    short: str
    organisation: str
    reason: str
    note: str
    source: str
    label: str
    characters: int
    genre: str
    cluster: int
    own_title: str


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between the plan and an editor's 编排表: of the piece `id` printed as `title`, the column `what`, from `before` to `after` ("" = empty)."""

    id: str
    title: str
    what: str
    before: str
    after: str

    @property
    def sentence(self) -> str:
        """The change on one line."""
        return f"《{self.title}》{self.what}:{self.before or '(空)'} → {self.after or '(空)'}"


@dataclass(frozen=True, slots=True)
class Applied:
    """An arrangement as it was recorded: its `number`, the `file` it came from, when and by whom, what it changed, and when it was taken back (None while it stands)."""

    number: int
    file: str
    made_at: str
    made_by: str
    changes: tuple[str, ...]
    arrangement: Arrangement
    undone_at: str | None = None


@dataclass(frozen=True, slots=True)
class ListedUnit:
    """A unit that was asked to submit: its `name`, other names, the unit above it and its level as the list says ("" when it does not), `line` in the file."""

    name: str
    aliases: tuple[str, ...] = ()
    above: str = ""
    level: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Submission:
    """How one unit stands: a listed one, or a sender that the list does not have. `pieces` are ids, `kept` how many of them are printed, `files` what it sent,
    `question` one Chinese sentence that an editor has to answer, or how the unit was recognised.
    """

    unit: str
    state: SubmissionState
    pieces: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    kept: int = 0
    question: str = ""

    @property
    def word(self) -> str:
        """The state as printed."""
        return SUBMISSION_WORDS[self.state]
