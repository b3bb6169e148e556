"""RTF files read as plain words, for machines without an office program; list numbers are kept, because writers store them as text."""

import codecs
import re
from dataclasses import dataclass, replace

from jingyan.readers.draft import Draft
from jingyan.readers.problems import Refusal
from jingyan.readers.settings import ReadSettings
from jingyan.readers.story import Line, Story

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)"
)
_SKIPPED = frozenset(
    b"fonttbl colortbl stylesheet info pict object header headerl headerr headerf footer footerl footerr footerf generator listtable themedata "
    b"listoverridetable rsidtbl datastore latentstyles xmlnstbl mmathPr fldinst revtbl pgptbl filetbl bkmkstart bkmkend annotation nonshppict".split()
)
_TEXT = {
    b"par": "\n", b"line": "\n", b"sect": "\n", b"page": "\n", b"tab": "\t", b"cell": "\t", b"row": "\n", b"emdash": "—", b"endash": "–",
    b"lquote": "‘", b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”", b"bullet": "•", b"emspace": " ", b"enspace": " ",
}  # fmt: skip
_SIGNS = {b"~": " ", b"_": "-", b"\n": "\n", b"\r": "\n", b"\\": "\\", b"{": "{", b"}": "}"}
_CODECS = {936: "gb18030", 950: "big5hkscs", 0: "cp1252", 65001: "utf-8"}
_MOST_GROUPS = 10_000


@dataclass(frozen=True, slots=True)
class _Group:
    """What holds inside a pair of braces: no text of the document, hidden or deleted text, the text of a note, and how many characters stand in for one Unicode escape."""

    other: bool = False
    hidden: bool = False
    note: bool = False
    stand_ins: int = 1

    @property
    def skip(self) -> bool:
        """Whether the characters are not shown."""
        return self.other or self.hidden


def read_words(data: bytes, settings: ReadSettings) -> Draft:
    """Paragraphs of an RTF file, table cells parted by tabs, notes behind the text; Refusal when there is no text or more signs than a text has."""
    if sum(map(data.count, (b"\\", b"{", b"}"))) > settings.max_marks or data.count(b"\n") > 2 * settings.max_marks:
        raise Refusal("read.too_complex", what="RTF 文稿")
    story = Story()
    body, notes = _shown(data)
    for text in body.rstrip("\n").split("\n"):
        line = Line()
        line.put(text.removesuffix("\t") if "\t" in text.strip() else text)
        story.add_line(line)
    behind = Story()
    for text in filter(str.strip, notes.split("\n")):
        line = Line()
        line.put(text.strip())
        behind.add_line(line)
    story.add_story(behind, paragraphs_as="note")
    if not story.blocks:
        raise Refusal("read.no_text")
    return Draft(story.text.rstrip("\n") + "\n", tuple(story.blocks))


def _shown(data: bytes) -> tuple[str, str]:
    """What is shown: the text, and the text of all notes."""
    groups, group, codec = list[_Group](), _Group(), "cp1252"
    out, notes = list[str](), list[str]()
    raw = bytearray()  # bytes in the file's code page: one character may be spread over several tokens
    swallow = 0
    for match in _TOKEN.finditer(data):
        word, number, byte, sign, brace, plain = match.groups()
        if byte and not group.skip:
            if swallow:
                swallow -= 1
            else:
                raw.append(int(byte, 16))
            continue
        if plain and not group.skip:
            cut = min(swallow, len(plain))
            swallow -= cut
            raw += plain[cut:]
            continue
        if not (word or sign or brace):
            continue
        target = notes if group.note else out
        target.append(raw.decode(codec, "replace"))
        raw.clear()
        swallow = 0
        if brace == b"{":
            if len(groups) > _MOST_GROUPS:
                raise Refusal("read.damaged", kind=" RTF 文稿")
            groups.append(group)
        elif brace:
            group = groups.pop() if groups else _Group()
        elif word == b"footnote":  # LibreOffice marks it as one that readers may skip
            group = replace(group, note=True, other=bool(groups) and groups[-1].other)
            notes.append("\n")
        elif sign == b"*" or word in _SKIPPED:
            group = replace(group, other=True)
        elif word == b"ansicpg" and number:
            codec = _codec(int(number))
        elif word == b"uc" and number:
            group = replace(group, stand_ins=max(0, int(number)))
        elif word in (b"v", b"deleted"):
            group = replace(group, hidden=number != b"0")
        elif not group.skip and word == b"u" and number:
            target.append(chr(int(number) & 0xFFFF))
            swallow = group.stand_ins
        elif not group.skip:
            target.append(_TEXT.get(word, "") if word else _SIGNS.get(sign, ""))
    out.append(raw.decode(codec, "replace"))
    return _whole(out), _whole(notes)


def _whole(parts: list[str]) -> str:
    """The parts as one text, its surrogate pairs made whole."""
    return "".join(parts).replace("\0", "").encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _codec(page: int) -> str:
    name = _CODECS.get(page, f"cp{page}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"
