"""Old Word documents (.doc, .wps; [MS-DOC]) read by their piece table: plain text only, for machines without an office program."""

import re
import struct

from jingyan.model.source import Block
from jingyan.model.span import Span
from jingyan.readers.draft import Draft
from jingyan.readers.encoding import decode
from jingyan.readers.ole import DamagedOleError, OleFile
from jingyan.readers.problems import Refusal
from jingyan.readers.story import Line, Story

_KIND = "旧版 Word 文档"
_WORD_97 = 0xA5EC
_WORD_95 = 0xA5DC
_ENCRYPTED, _OTHER_TABLE = 0x0100, 0x0200
_CLX = 0x01A2  # FibRgFcLcb97.fcClx
_COMPRESSED = 0x4000_0000
_MOST_CHARACTERS = 8_000_000
_STORIES = 0x4C  # FibRgLw97.ccpText, ccpFtn, ccpHdd, reserved, ccpAtn, ccpEdn, ccpTxbx, ccpHdrTxbx
_MARKS = str.maketrans(
    {
        "\x0b": "\n",
        "\x0c": "\n",
        "\x0e": "\n",
        "\x1e": "-",
        "\x1f": None,
        "\x01": None,
        "\x08": None,
        "\x05": None,
        "\x00": None,
    }
)
_FIELD = re.compile("[\x13\x14\x15]")
_CONTROLS = re.compile("[\x03\x04\x06\x0f-\x12\x16-\x1d\x7f]")


def read_words(data: bytes) -> Draft:
    """Paragraphs, table rows, text boxes and notes of a binary Word file without their formats.

    Automatic numbers are not stored in such a file, deleted revisions are not told apart: the caller says so. Raises Refusal.
    """
    try:
        return _draft(*_stories(OleFile(data)))
    except (DamagedOleError, struct.error, KeyError, IndexError, UnicodeDecodeError) as error:
        raise Refusal("read.damaged", kind=_KIND) from error


def _stories(file: OleFile) -> tuple[str, str, str, str]:
    """Text of the body, footnotes, endnotes and text boxes."""
    main = file.stream("WordDocument")
    magic, _, flags = struct.unpack_from("<HH6xH", main, 0)
    if magic not in (_WORD_97, _WORD_95):
        raise Refusal("read.damaged", kind=_KIND)
    if flags & _ENCRYPTED:
        raise Refusal("read.encrypted")
    if magic == _WORD_95:
        start, end = struct.unpack_from("<II", main, 0x18)
        return decode(main[start:end]).text, "", "", ""
    clx, size = struct.unpack_from("<II", main, _CLX)
    table = file.stream("1Table" if flags & _OTHER_TABLE else "0Table")
    text = _pieces(main, table[clx : clx + size])
    body, foot, head, _, remarks, end_notes, boxes = struct.unpack_from("<7i", main, _STORIES)
    if min(body, foot, head, remarks, end_notes, boxes) < 0:
        raise Refusal("read.damaged", kind=_KIND)
    after = body + foot + head + remarks
    return (
        text[:body],
        text[body : body + foot],
        text[after : after + end_notes],
        text[after + end_notes : after + end_notes + boxes],
    )


def _pieces(main: bytes, clx: bytes) -> str:
    """The document's characters put together from its piece table; one character for each UTF-16 unit, so that counts of the file fit."""
    at = 0
    while clx[at] == 1:  # formats that pieces refer to
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    if clx[at] != 2:
        raise Refusal("read.damaged", kind=_KIND)
    size = struct.unpack_from("<I", clx, at + 1)[0]
    table = clx[at + 5 : at + 5 + size]
    count = (len(table) - 4) // 12
    positions = struct.unpack_from(f"<{count + 1}I", table, 0)
    parts: list[str] = []
    total = 0
    for number in range(count):
        length = positions[number + 1] - positions[number]
        place = struct.unpack_from("<I", table, 4 * (count + 1) + 8 * number + 2)[0]
        total += max(length, 0)
        if not 0 <= length <= len(main) or total > min(
            len(main), _MOST_CHARACTERS
        ):  # pieces may not show the same bytes again and again
            raise Refusal("read.damaged", kind=_KIND)
        if place & _COMPRESSED:
            start = (place & ~_COMPRESSED) // 2
            parts.append(main[start : start + length].decode("cp1252", "replace"))
        else:
            parts.append(_units(main[place : place + 2 * length]))
        if len(parts[-1]) != length:
            raise Refusal("read.damaged", kind=_KIND)
    return "".join(parts)


def _units(raw: bytes) -> str:
    """UTF-16 with each half of a surrogate pair kept apart until the stories are cut."""
    return "".join(map(chr, struct.unpack(f"<{len(raw) // 2}H", raw[: len(raw) // 2 * 2])))


def _draft(body: str, foot: str, end: str, boxes: str) -> Draft:
    story = Story()
    anchors = _write(story, body)
    if boxes.strip():
        box = Story()
        _write(box, boxes)
        story.add_story(box, paragraphs_as="textbox")
    notes = re.split("\x02", foot + end)[1:]
    places: list[int | None] = list(anchors) if len(anchors) == len(notes) and not end.strip() else [None] * len(notes)
    for note, place in zip(notes, places, strict=True):
        text = _plain(note).replace("\r", "\n").strip()
        if text:
            start = story.length
            story.put(text)
            story.blocks.append(Block("note", Span(start, story.length), anchor=place))
            story.put("\n")
    if not story.blocks:
        raise Refusal("read.no_text")
    return Draft(story.text, tuple(story.blocks))


def _write(story: Story, text: str) -> list[int]:
    """Write paragraphs and table rows of a story; where its note references stand."""
    anchors: list[int] = []
    text = _plain(text, keep="\x02")
    for row in re.split(r"(?<=\x07)\x07|\r", text.removesuffix("\r")):
        line = Line()
        cells = row.removesuffix("\x07").replace("\x07", "\t")
        for number, part in enumerate(cells.split("\x02")):
            if number:
                anchors.append(story.length + line.length)
            line.put(part)
        story.add_line(line)
    return anchors


def _plain(text: str, *, keep: str = "") -> str:
    """The characters that are shown: field codes, pictures and marks dropped, breaks as newlines, surrogate pairs made whole."""
    depth: list[bool] = []
    parts: list[str] = []
    at = 0
    for match in _FIELD.finditer(text):
        if not any(depth):
            parts.append(text[at : match.start()])
        at = match.end()
        if match[0] == "\x13":
            depth.append(True)
        elif depth and match[0] == "\x14":
            depth[-1] = False
        elif depth:
            depth.pop()
    if not any(depth):
        parts.append(text[at:])
    shown = _CONTROLS.sub("", "".join(parts).translate(_MARKS))
    if keep != "\x02":
        shown = shown.replace("\x02", "")
    return shown.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
