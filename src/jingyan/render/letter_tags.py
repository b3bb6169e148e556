"""What a template of a letter sees: the tags of each kind, made from the plain data of `model.letter`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from itertools import groupby
from xml.sax.saxutils import escape

from jingyan.model.letter import (
    LETTER_NAMES,
    AdoptedPiece,
    FaultyFile,
    LetterHead,
    LetterKind,
    Question,
    QuotedPlace,
    ReturnedPiece,
    UnitMail,
)
from jingyan.render.docx_text import Xml, printable
from jingyan.render.foreign import one_line
from jingyan.render.template_tags import TagSet

SHOWN = 60  # code points of a title or a file name


@dataclass(frozen=True, slots=True)
class LetterTags:
    """The letter itself; `count` is how many files, questions or pieces it lists."""

    sender: str
    to: str
    volume: str
    date: str
    due: str
    contact: str
    count: int
    estimated: bool


@dataclass(frozen=True, slots=True)
class FaultTags:
    """One fault of a file; `number` is （1） where there are several, else empty."""

    number: str
    what: str
    send: str


@dataclass(frozen=True, slots=True)
class FileTags:
    """A file to be amended."""

    number: int
    name: str
    title: str
    faults: tuple[FaultTags, ...]


@dataclass(frozen=True, slots=True)
class PlaceTags:
    """A quoted place; `quote` are ready runs."""

    where: str
    quote: Xml


@dataclass(frozen=True, slots=True)
class QuestionTags:
    """A numbered question."""

    number: int
    code: str
    ask: str
    places: tuple[PlaceTags, ...]


@dataclass(frozen=True, slots=True)
class AskedTags:
    """A piece with its questions."""

    title: str
    file: str
    questions: tuple[QuestionTags, ...]


@dataclass(frozen=True, slots=True)
class ReturnedTags:
    """A piece that is given back."""

    number: int
    title: str
    file: str
    evidence: str
    passage: str


@dataclass(frozen=True, slots=True)
class AdoptedTags:
    """A piece that is printed."""

    number: int
    title: str
    subtitle: str
    part: str
    page: str


_LETTER = dict.fromkeys(LetterTags.__slots__, "text")
_LOOP = dict.fromkeys(("index", "index0", "revindex", "revindex0", "first", "last", "length"), "any")


def _plain(made: type, **special: str) -> Mapping[str, str]:
    return {name: special.get(name, "text") for name in (f.name for f in fields(made))}


def _tags(root: Mapping[str, str], **objects: Mapping[str, str]) -> TagSet:
    return TagSet({"letter": "letter", **root}, {"letter": "letter"}, {"letter": _LETTER, **objects, "loop": _LOOP}, ())


# By the name of the template's file without its ending.
LETTER_TAGS: Mapping[str, TagSet] = {
    LETTER_NAMES["amend"]: _tags(
        {"files": "list:file"}, file=_plain(FileTags, faults="list:fault"), fault=_plain(FaultTags)
    ),
    LETTER_NAMES["ask"]: _tags(
        {"pieces": "list:piece"},
        piece=_plain(AskedTags, questions="list:question"),
        question=_plain(QuestionTags, places="list:place"),
        place=_plain(PlaceTags, quote="runs"),
    ),
    LETTER_NAMES["return"]: _tags({"pieces": "list:piece"}, piece=_plain(ReturnedTags)),
    LETTER_NAMES["adopt"]: _tags({"pieces": "list:piece"}, piece=_plain(AdoptedTags)),
}


def letter_context(kind: LetterKind, head: LetterHead, mail: UnitMail) -> dict[str, object]:
    """What the template of this kind is filled with."""
    letter = LetterTags(
        printable(head.sender),
        printable(mail.to),
        printable(head.volume),
        printable(head.date) or "    年  月  日",
        printable(head.due),
        printable(head.contact),
        len(mail.items(kind)),
        mail.estimated,
    )
    if kind == "amend":
        return {"letter": letter, "files": tuple(_file(n, f) for n, f in enumerate(mail.amend, 1))}
    if kind == "ask":
        return {"letter": letter, "pieces": tuple(_asked(mail.ask))}
    if kind == "return":
        return {"letter": letter, "pieces": tuple(_returned(n, p) for n, p in enumerate(mail.returned, 1))}
    return {"letter": letter, "pieces": tuple(_adopted(n, p) for n, p in enumerate(mail.adopted, 1))}


def _file(number: int, file: FaultyFile) -> FileTags:
    several = len(file.faults) > 1
    faults = tuple(
        FaultTags(f"（{n}）" if several else "", printable(f.what), printable(f.send))
        for n, f in enumerate(file.faults, 1)
    )
    return FileTags(number, one_line(file.file, SHOWN), one_line(file.title, SHOWN), faults)


def _asked(questions: Iterable[Question]) -> Iterable[AskedTags]:
    for (title, file), own in groupby(questions, key=lambda q: (q.title, q.file)):
        made = tuple(
            QuestionTags(q.number, q.code, printable(q.ask), tuple(map(_place, q.places)) or (PlaceTags("", Xml("")),))
            for q in own
        )
        yield AskedTags(one_line(title, SHOWN) or "无题", one_line(file, SHOWN), made)


def _place(place: QuotedPlace) -> PlaceTags:
    return PlaceTags(
        f"{printable(place.where)}{'：' if place.parts else '。'}",
        Xml("".join(_run(text, hit=hit) for text, hit in place.parts)),
    )


def _run(text: str, *, hit: bool) -> str:
    look = '<w:rFonts w:hint="eastAsia"/>' + ('<w:b/><w:bCs/><w:u w:val="single"/>' if hit else "")
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(printable(text))}</w:t></w:r>'


def _returned(number: int, piece: ReturnedPiece) -> ReturnedTags:
    return ReturnedTags(
        number,
        one_line(piece.title, SHOWN) or "无题",
        one_line(piece.file, SHOWN),
        printable(piece.evidence),
        printable(piece.passage),
    )


def _adopted(number: int, piece: AdoptedPiece) -> AdoptedTags:
    return AdoptedTags(number, printable(piece.title), printable(piece.subtitle), printable(piece.part), piece.page)


# What only the template of one kind says, in the order in which to look.
_TELLING: Mapping[LetterKind, str] = {"ask": "question", "amend": "fault", "return": "evidence", "adopt": "letter."}


def letter_tags(stem: str, text: str) -> TagSet | None:
    """The tags of the letter template whose file is named `stem` and whose body says `text`; None when it is no letter."""
    named = next((tags for name, tags in LETTER_TAGS.items() if stem.startswith(name)), None)
    if named is not None or "letter." not in text:
        return named
    return next(LETTER_TAGS[LETTER_NAMES[kind]] for kind, word in _TELLING.items() if word in text)
