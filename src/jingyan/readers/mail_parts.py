"""Messages in MIME (.eml and .mht) taken apart under limits: decoded headers, names, bodies and attachments; which of them is a text is decided elsewhere."""

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.policy import Compat32
from html import unescape
from urllib.parse import unquote_to_bytes

from jingyan.readers.encoding import decode
from jingyan.readers.problems import Refusal, size_words
from jingyan.readers.settings import ReadSettings

_FOLD = re.compile(r"[\r\n]+[ \t]*")
_MOST_LINES = 2_000_000  # 96 MB of base64 are 1.3 million lines
_MOST_WORK = (
    20_000_000  # the parser holds each line against the boundary of every level it is in: 20 million take about 10 s
)
_ENCODED_WORD = re.compile(r"=\?[\w.-]{1,40}\?[BbQq]\?([^?]*)\?=")
_ESCAPED = re.compile(r"%[89A-Fa-f][0-9A-Fa-f]%[0-9A-Fa-f]{2}")
_FURNITURE = frozenset(
    {
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
        "application/pgp-signature",
        "text/calendar",
        "text/vcard",
        "text/x-vcard",
        "message/delivery-status",
        "message/disposition-notification",
    }
)


class _RawHeaders(Compat32):
    """Header values as the sender meant them: Chinese programs put plain GBK or UTF-8 bytes there, which the standard policies replace by U+FFFD."""

    def header_fetch_parse(self, name: str, value: str) -> str:
        value = _FOLD.sub(" ", value)
        return value if value.isascii() else decode(value.encode("utf-8", "surrogateescape")).text


_POLICY = _RawHeaders(raise_on_defect=False, mangle_from_=False)


def parse(data: bytes, settings: ReadSettings, *, kind: str) -> Message:
    """The message in `data`; Refusal when it is beyond a limit (bytes, lines, levels) or makes no sense."""
    if len(data) > settings.max_mail:
        raise Refusal("read.too_large", what=kind, size=size_words(len(data)), limit=size_words(settings.max_mail))
    lines, levels = data.count(b"\n") + data.count(b"\r"), len(re.findall(rb"multipart/", data, re.IGNORECASE))
    if lines > 2 * _MOST_LINES or lines * levels > _MOST_WORK:
        raise Refusal("read.too_complex", what=kind)
    try:
        return message_from_bytes(data, policy=_POLICY)
    except Exception as error:  # RecursionError and what the library raises on hostile headers
        raise Refusal("read.damaged", kind=kind) from error


def leaves(message: Message, settings: ReadSettings, *, kind: str) -> Iterator[tuple[Message, Message | None]]:
    """Every part that holds no others with the part around it, in stored order; forwarded messages are such parts. Signatures and invitations are left out."""
    stack: list[tuple[Message, Message | None]] = [(message, None)]
    seen = 0
    while stack:
        part, around = stack.pop()
        seen += 1
        if seen > settings.max_entries:
            raise Refusal("read.too_complex", what=kind)
        payload = part.get_payload()
        if isinstance(payload, list) and part.get_content_maintype() != "message":
            stack += [(inner, part) for inner in reversed(payload) if isinstance(inner, Message)]
        elif part.get_content_type() not in _FURNITURE:
            yield part, around


def content(part: Message) -> bytes:
    """The decoded bytes of a part; of a forwarded message its source."""
    payload = part.get_payload()
    if isinstance(payload, list):
        inner = payload[0] if payload else None
        return inner.as_bytes(policy=_POLICY) if isinstance(inner, Message) else b""
    raw = part.get_payload(decode=True)
    return raw if isinstance(raw, bytes) else b""


def subject(message: Message) -> str:
    """The decoded subject on one line, "" without one."""
    return header_words(message.get("Subject"))


def file_name(part: Message) -> str:
    """The decoded file name of a part, "" when it has none."""
    for header, name in (("content-disposition", "filename"), ("content-type", "name")):
        try:
            given = [value for key, value in part.get_params([], header=header) if key.lower() == name]
        except (ValueError, IndexError, UnicodeError):
            continue
        # a name given twice: the second one in the old way, cut or garbled, is for old programs
        found = next((value for value in given if isinstance(value, tuple)), given[0] if given else None)
        if isinstance(found, tuple):  # RFC 2231: charset, language, bytes as Latin-1
            raw = found[2].encode("latin-1", "replace")
            return decode(raw, declared=found[0] or None).text.strip()
        if found:
            return _plain_name(header_words(found))
    return ""


def _plain_name(name: str) -> str:
    """A name as it was before a web mail wrote it as an address (%E7…) or as HTML (&#32463;)."""
    if "&#" in name:
        name = unescape(name)
    if name.isascii() and _ESCAPED.search(name):
        name = decode(unquote_to_bytes(name)).text
    return name


def is_attachment(part: Message) -> bool:
    """Whether the sender attached the part as a file of its own."""
    return bool(file_name(part)) or _disposition(part) == "attachment" or part.get_content_maintype() == "message"


def is_inline_picture(part: Message, around: Message | None) -> bool:
    """Whether a part is a picture shown inside the words (a signature's logo), not a file that was attached."""
    if part.get_content_maintype() != "image" or _disposition(part) == "attachment":
        return False
    related = around is not None and around.get_content_type() == "multipart/related"
    return related or _disposition(part) == "inline" or bool(part.get("Content-ID"))


def charset(part: Message) -> str | None:
    """The charset a part declares."""
    try:
        return part.get_content_charset()
    except (ValueError, LookupError, UnicodeError):
        return None


def header_words(value: object) -> str:
    """A header value with its encoded words decoded; one character may be spread over two words, and a declared GB2312 may hold GBK."""
    if not isinstance(value, str):
        return ""
    if not value.isascii():  # encoded words whose inside was never encoded
        value = _ENCODED_WORD.sub(lambda m: m[0] if m[1].isascii() else m[1], value)
        if not value.isascii():
            return " ".join(value.split())
    try:
        chunks = decode_header(value)
    except (HeaderParseError, ValueError):
        return value.strip()
    parts = [chunk if isinstance(chunk, str) else decode(chunk, declared=name).text for chunk, name in chunks]
    return " ".join("".join(parts).split())


def _disposition(part: Message) -> str:
    return (part.get("Content-Disposition") or "").partition(";")[0].strip().lower()
