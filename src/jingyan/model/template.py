"""What is said about a template: its faults, and where it leaves the official layout."""

from dataclasses import dataclass
from typing import Literal

from jingyan.model.problem import join_sentences

FaultKind = Literal["fault", "missing", "setting", "hint"]


@dataclass(frozen=True, slots=True)
class TemplateFault:
    """One thing to look at in a template.

    `file` is its name, `part` where in it (正文, 页眉, 页脚, 表格, 文本框, 脚注, "" for the file as a whole), `paragraph` the paragraph's number there from 1 (0: none), `text` its words,
    `message` what is wrong, `todo` what to write instead, maybe with the nearest right tag. `kind` "fault": it cannot be filled as it stands; "missing": something that must stay is not
    there; "setting": a setting of the document or of volume.toml; "hint": advice on the layout, with the clause of the standard in `clause`, never an error.
    """

    file: str
    part: str
    paragraph: int
    text: str
    message: str
    todo: str = ""
    kind: FaultKind = "fault"
    clause: str = ""

    @property
    def place(self) -> str:
        """`file 正文第3段“…”`, as far as it is known."""
        number = f"第{self.paragraph}段" if self.paragraph else ""
        shown = f"“{self.text if len(self.text) <= _SHOWN else self.text[:_SHOWN] + '…'}”" if self.text else ""
        return " ".join(x for x in (self.file, f"{self.part}{number}{shown}") if x)

    @property
    def sentence(self) -> str:
        """`place:message。todo。` on one line."""
        return f"{self.place}:{join_sentences(self.message, self.todo)}"


_SHOWN = 40  # characters of a paragraph in a sentence
