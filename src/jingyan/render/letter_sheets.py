"""函件清单.xlsx, what was written to whom, and 核实答复.xlsx, in which answers to the questions are typed; reading them back is not done here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from jingyan.model.decision import FINDING_VERDICTS
from jingyan.model.letter import LETTER_NAMES, LetterHead, LetterKind, Question, UnitMail
from jingyan.render.foreign import one_line
from jingyan.render.workbook import Column, Sheet, Value, write_workbook

# The columns of 核实答复.xlsx; reading looks for these names.
CODE, UNIT, NUMBER, PIECE, ASKED, QUOTED, ANSWER, VERDICT, MARK = (
    "编号", "单位", "函内序号", "篇", "问题", "原文", "单位答复", "处理意见", "校验",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sent:
    """A letter as it stands in the list: its `file`, how many things it lists (`count`) and the pieces or files it is `about`, a `note` when it lies elsewhere than wanted."""

    kind: LetterKind
    to: str
    file: str
    count: int
    about: tuple[str, ...]
    date: str = ""
    due: str = ""
    note: str = ""


def letters_list(sent: Sequence[Sent]) -> bytes:
    """The list of letters; 发出日期 is left for the editor."""
    columns = (
        Column("序号", 6, "0"), Column("主送单位", 28), Column("函件", 12), Column("文件", 40), Column("条数", 7, "0"),
        Column("涉及的稿件", 44), Column("成文日期", 16), Column("要求回复日期", 16), Column("发出日期", 14), Column("备注", 30),
    )  # fmt: skip
    rows: list[tuple[Value, ...]] = [
        (number, s.to, LETTER_NAMES[s.kind], s.file, s.count, "\n".join(s.about), s.date, s.due, None, s.note or None)
        for number, s in enumerate(sent, 1)
    ]
    return write_workbook([Sheet("函件清单", columns, tuple(rows))], title="函件清单")


def sent(kind: LetterKind, mail: UnitMail, head: LetterHead, file: str, note: str = "") -> Sent:
    """The row of the list for a letter of this kind."""
    names: Mapping[LetterKind, list[str]] = {
        "amend": [f.file for f in mail.amend],
        "ask": [f"《{q.title}》" for q in mail.ask],
        "return": [f"《{p.title}》" for p in mail.returned],
        "adopt": [f"《{p.title}》" for p in mail.adopted],
    }
    about = tuple(one_line(name, 60) for name in dict.fromkeys(names[kind]))
    return Sent(kind, mail.to, file, len(mail.items(kind)), about, head.date, head.due, note)


def answers_book(mails: Sequence[UnitMail], contents: Mapping[str, str]) -> bytes:
    """The sheet for answers: one row a question; `contents` code → checksum of the text that the question rests on."""
    choices = tuple(words[0] for words in FINDING_VERDICTS.values())
    columns = (
        Column(CODE, 12), Column(UNIT, 22), Column(NUMBER, 9, "0"), Column(PIECE, 26), Column(ASKED, 40), Column(QUOTED, 50),
        Column(ANSWER, 36), Column(VERDICT, 14, choices=choices), Column(MARK, 22),
    )  # fmt: skip
    rows: list[tuple[Value, ...]] = [
        (
            q.code,
            mail.to,
            q.number,
            q.title,
            q.ask,
            quoted(q),
            None,
            None,
            mark(contents.get(q.code, ""), quoted(q)),
        )
        for mail in mails
        for q in mail.ask
    ]
    return write_workbook([Sheet("核实答复", columns, tuple(rows))], title="核实答复")


def quoted(question: Question) -> str:
    """The places of a question as they stand in the sheet."""
    return "\n".join(place.text for place in question.places)


def mark(content: str, words: str) -> str:
    """What tells a row whose text has changed: the beginning of the text's own checksum and one of the quoted `words`, blanks aside."""
    return f"{content[:12]}-{quoted_mark(words)}"


def quoted_mark(words: str) -> str:
    """Eight hexadecimal digits of the words, blanks aside."""
    return sha256("".join(words.split()).encode("utf-8", "surrogatepass")).hexdigest()[:8]
