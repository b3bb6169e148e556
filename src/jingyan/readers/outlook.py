"""Mails saved by Outlook (.msg, [MS-OXMSG]): the properties of the compound file made a MIME message, so that `mail` reads both alike; nothing is decided here.

Tags are property id and type: 001F UTF-16 text, 001E text in the mail's code page, 0102 bytes, 000D a folder ([MS-OXPROPS]).
"""

import re
import struct
from base64 import encodebytes
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.header import Header
from email.message import Message
from email.policy import Compat32

from jingyan.readers.encoding import decode
from jingyan.readers.ole import DamagedOleError, Entry, OleFile
from jingyan.readers.problems import Refusal, size_words
from jingyan.readers.settings import ReadSettings

_KIND = "邮件"
_STREAM = "__substg1.0_"
_ATTACHMENT = "__attach_version1.0_"
_PROPERTIES = "__properties_version1.0"
_SUBJECT, _SENDER, _RECEIVERS = "0037", "0C1A", "0E04"
_PLAIN, _HTML = "1000", "1013"
_DATA, _LONG_NAME, _SHORT_NAME, _MEDIA_TYPE, _CONTENT_ID, _SHOWN_NAME = "3701", "3707", "3704", "370E", "3712", "3001"
_TEXT_PAGE, _WEB_PAGE = 0x3FFD0003, 0x3FDE0003  # PidTagMessageCodepage, PidTagInternetCodepage
_CODECS = {
    936: "gb18030",
    54936: "gb18030",
    20936: "gb18030",
    950: "big5",
    65001: "utf-8",
    1200: "utf-16-le",
    1252: "cp1252",
}
_ROOT_HEAD, _INNER_HEAD = 32, 24  # bytes before the 16-byte entries of a property stream (2.4)
_POLICY = Compat32()
_DEEPEST = 8  # mails in mails; how many of them are opened is decided by `containers`
_MOST_PROPERTIES = 200_000
_IMAGE = re.compile(r"image/[a-z0-9.+-]{1,40}")


@dataclass(slots=True)
class _Folder:
    """The streams and folders of one object of the file by name, and the two code pages of the mail around."""

    file: OleFile
    entries: Mapping[str, Entry]
    text_codec: str | None = None
    web_codec: str | None = None

    def raw(self, tag: str) -> bytes:
        """The bytes of a property, b"" without it."""
        entry = self.entries.get(_STREAM + tag)
        return self.file.read(entry) if entry is not None and entry.is_stream else b""

    def words(self, number: str, codec: str | None = None) -> str:
        """The text of a property, "" without it."""
        wide = self.raw(number + "001F")
        if wide:
            return wide.decode("utf-16-le", "replace").rstrip("\0")
        narrow = self.raw(number + "001E")
        return decode(narrow, declared=codec or self.text_codec).text.rstrip("\0") if narrow else ""


class _Budget:
    """What a mail may still hold, counted in bytes and properties: a compound file can name the same stream many times."""

    def __init__(self, settings: ReadSettings) -> None:
        self._settings, self._bytes, self._properties = settings, settings.max_mail, _MOST_PROPERTIES

    def take(self, size: int, properties: int = 1) -> None:
        """Count `size` bytes and some properties; Refusal when it is too much."""
        self._bytes, self._properties = self._bytes - size, self._properties - properties
        if self._properties < 0:
            raise Refusal("read.too_complex", what=_KIND)
        if self._bytes < 0:
            limit = self._settings.max_mail
            raise Refusal("read.too_large", what=_KIND, size=size_words(limit - self._bytes), limit=size_words(limit))


def message(data: bytes, settings: ReadSettings) -> Message:
    """The mail in `data` as a MIME message, forwarded mails in it as message/rfc822; Refusal for damage and for what is beyond a limit."""
    if len(data) > settings.max_mail:
        raise Refusal("read.too_large", what=_KIND, size=size_words(len(data)), limit=size_words(settings.max_mail))
    try:
        file = OleFile(data)
        return _message(file, file.streams, _Budget(settings), depth=0)
    except (DamagedOleError, struct.error) as error:
        raise Refusal("read.damaged", kind=_KIND) from error


def _message(file: OleFile, entries: Mapping[str, Entry], budget: _Budget, *, depth: int) -> Message:
    budget.take(0, len(entries))
    text_page, web_page = _code_pages(file, entries, _INNER_HEAD if depth else _ROOT_HEAD)
    folder = _Folder(file, entries, _CODECS.get(text_page or web_page), _CODECS.get(web_page))
    made = Message(_POLICY)
    for name, number in (("From", _SENDER), ("To", _RECEIVERS), ("Subject", _SUBJECT)):
        made[name] = Header(" ".join(folder.words(number).split()), "utf-8").encode()
    made["MIME-Version"] = "1.0"
    made["Content-Type"] = "multipart/mixed"
    made.set_payload([])
    forms = Message(_POLICY)
    forms["Content-Type"] = "multipart/alternative"
    forms.set_payload([])
    for subtype, words in _forms(folder):
        budget.take(len(words))
        forms.attach(_part(words.encode("utf-8", "replace"), f"text/{subtype}; charset=utf-8"))
    if forms.get_payload():
        made.attach(forms)
    for name in sorted(entries):
        if name.startswith(_ATTACHMENT) and not entries[name].is_stream:
            _attach(made, folder, file.folder(entries[name]), budget, depth=depth)
    return made


def _forms(folder: _Folder) -> Iterator[tuple[str, str]]:
    """The mail's words as Outlook kept them: plain and as a page."""
    plain = folder.words(_PLAIN)
    if plain.strip():
        yield "plain", plain
    raw = folder.raw(_HTML + "0102")
    page = decode(raw, declared=folder.web_codec).text if raw else folder.words(_HTML, folder.web_codec)
    if page.strip():
        yield "html", page


def _attach(made: Message, around: _Folder, entries: Mapping[str, Entry], budget: _Budget, *, depth: int) -> None:
    """Add one attachment: a file, or a mail stored as a folder. Other objects (OLE pictures of a rich text) have no file to read."""
    budget.take(0, len(entries))
    folder = _Folder(around.file, entries, around.text_codec, around.web_codec)
    inner = entries.get(f"{_STREAM}{_DATA}000D")
    name = folder.words(_LONG_NAME) or folder.words(_SHORT_NAME)
    if inner is not None and not inner.is_stream:
        below = around.file.folder(inner)
        if _PROPERTIES not in below:
            return
        if depth >= _DEEPEST:
            raise Refusal("read.too_deep", limit=_DEEPEST)
        holder = Message(_POLICY)
        holder["Content-Type"] = "message/rfc822"
        holder.set_payload([_message(around.file, below, budget, depth=depth + 1)])
        made.attach(holder)
        return
    data = folder.raw(_DATA + "0102")
    budget.take(len(data))
    content_id = folder.words(_CONTENT_ID)
    media = folder.words(_MEDIA_TYPE).strip().lower()
    shown = bool(content_id) and bool(_IMAGE.fullmatch(media))
    part = _part(data, media if shown else "application/octet-stream")
    if shown:
        part["Content-ID"] = f"<{' '.join(content_id.split())}>"
        part["Content-Disposition"] = "inline"
    name = " ".join((name or folder.words(_SHOWN_NAME)).split())
    if name and not shown:
        part.add_header("Content-Disposition", "attachment", filename=("utf-8", "", name))
    made.attach(part)


def _part(data: bytes, media_type: str) -> Message:
    part = Message(_POLICY)
    part["Content-Type"] = media_type
    part["Content-Transfer-Encoding"] = "base64"
    part.set_payload(encodebytes(data).decode("ascii"))
    return part


def _code_pages(file: OleFile, entries: Mapping[str, Entry], head: int) -> tuple[int, int]:
    """(code page of the texts, of the page), 0 when not given."""
    entry = entries.get(_PROPERTIES)
    raw = file.read(entry) if entry is not None and entry.is_stream else b""
    found = {
        tag: value for tag, _, value in struct.iter_unpack("<III4x", raw[head : head + (len(raw) - head) // 16 * 16])
    }
    return found.get(_TEXT_PAGE, 0), found.get(_WEB_PAGE, 0)
