"""Problems (trouble with content, as data), user-facing errors and the progress seam; no stage logic."""

import errno
from dataclasses import dataclass
from typing import Literal, Protocol

from jingyan.model.span import Span

Severity = Literal["unreadable", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Problem:
    """What a stage could not do well, told to an editor.

    `code` is stable and listed in docs/problems.md (such as "read.encrypted"); `severity` "unreadable" means that
    the named input took no part; `source` is the Source's path, `span` code points in its text or None;
    `message` is one Chinese sentence (what happened), `hint` one Chinese sentence (what to do), maybe empty. `sha256` of the bytes of an input that could not be read.
    """

    code: str
    severity: Severity
    source: str
    message: str
    hint: str = ""
    span: Span | None = None
    sha256: str | None = None

    @property
    def sentence(self) -> str:
        """`source:message。hint。` on one line; without the source for a problem of the whole job."""
        words = join_sentences(self.message, self.hint)
        return f"{self.source}:{words}" if self.source else words


def join_sentences(*parts: str) -> str:
    """The parts that are not empty, each ending in exactly one full stop."""
    return "".join(f"{p.rstrip('。')}。" for p in parts if p)


class JingyanError(Exception):
    """Trouble of the user or of the machine that stops the command; builds its own Chinese sentence.

    `where` names the file, option or program, `what` what is wrong, `known` what is known about it and `todo` what to do.
    `exit_code` follows the contract (2 usage, 4 nothing usable, 5 output not written).
    """

    def __init__(self, where: str, what: str, *, known: str = "", todo: str = "", exit_code: int = 2) -> None:
        self.where, self.what, self.known, self.todo, self.exit_code = where, what, known, todo, exit_code
        super().__init__(self.sentence)

    @property
    def sentence(self) -> str:
        """`where:what。known。todo。` with the empty parts left out."""
        return f"{self.where}:{join_sentences(self.what, self.known, self.todo)}"


# What the system says when a file or folder cannot be used, in an editor's words; other reasons are left unsaid.
SYSTEM_REASONS = {
    errno.EEXIST: "那里已经有一个同名的文件",
    errno.ENOTDIR: "路径里有一段是文件,不是文件夹",
    errno.EISDIR: "那里是一个文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "那里只能读不能写",
    errno.ENOSPC: "磁盘满了",
    errno.ENOENT: "没有这个位置",
    errno.ENAMETOOLONG: "名字太长",
}


def system_reason(error: OSError) -> str:
    """Why the system refused, in Chinese; empty when there is no plain word for it."""
    return SYSTEM_REASONS.get(error.errno or 0, "")


class Progress(Protocol):
    """Told about long work; `stage` is a Chinese name, `total` 0 when unknown. Must never raise."""

    def __call__(self, stage: str, done: int, total: int) -> None: ...


def no_progress(stage: str, done: int, total: int) -> None:
    """A Progress that shows nothing."""
