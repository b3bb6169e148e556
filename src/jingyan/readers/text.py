"""Plain text: decoded, nothing stripped, newlines as they are; one block a line that is not blank."""

import re

from jingyan.model.source import Block, RawFile
from jingyan.model.span import Span
from jingyan.readers.draft import Draft, Note, note
from jingyan.readers.encoding import Decoded, decode
from jingyan.readers.problems import Refusal, size_words
from jingyan.readers.settings import ReadSettings

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_MOJIBAKE = ("锟斤拷", "烫烫烫", "屯屯屯", "鐨勬", "銆傚", "鏁欒偛", "锛屽")


def read(file: RawFile, settings: ReadSettings) -> Draft:
    """The decoded text (BOM dropped) with a block for each line that is not blank."""
    if len(file.data) > settings.max_text:
        raise Refusal(
            "read.too_large", what="文本", size=size_words(len(file.data)), limit=size_words(settings.max_text)
        )
    decoded = decode(file.data)
    if decoded.text.count("\n") + decoded.text.count("\r") > settings.max_lines:
        raise Refusal("read.too_complex", what="文本")
    if not decoded.text or decoded.text.isspace():
        raise Refusal("read.no_text")
    return Draft(decoded.text, line_blocks(decoded.text), decoded.encoding, decoding_notes(decoded))


def line_blocks(text: str) -> tuple[Block, ...]:
    """One paragraph block for each line of `text` that is not blank; the span leaves the line end out and keeps the indent."""
    return tuple(
        Block("paragraph", Span(match.start(), match.end())) for match in _LINE.finditer(text) if not match[0].isspace()
    )


def decoding_notes(decoded: Decoded) -> tuple[Note, ...]:
    """What an editor should know about the decoding: lost bytes, an uncertain codec, text that was broken before it was sent."""
    notes = []
    if not decoded.sure:
        notes.append(note("read.encoding_guess", encoding=decoded.encoding))
    if decoded.lost:
        notes.append(note("read.bytes_lost", count=decoded.lost))
    sample = next((sign for sign in _MOJIBAKE if sign in decoded.text), None)
    if sample:
        notes.append(note("read.mojibake", sample=sample))
    return tuple(notes)
