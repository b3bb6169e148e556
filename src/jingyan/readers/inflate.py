"""Zip containers under limits: sizes are counted while inflating, because a header can lie; no member is ever written under its own name."""

import io
import lzma
import struct
import zipfile
import zlib

from jingyan.readers.encoding import decode
from jingyan.readers.problems import Refusal, size_words
from jingyan.readers.settings import ReadSettings

_CHUNK = 1 << 16
_UNICODE_PATH = 0x7075
_SLACK = 1 << 20  # small parts of repetitive XML compress beyond any ratio; below 1 MB inflated nothing is dangerous


class Budget:
    """Bytes that may still be inflated for one submitted file, archives inside archives included."""

    def __init__(self, settings: ReadSettings) -> None:
        self.left = settings.max_total


class Container:
    """An open zip that refuses what is too large. Use `read(name)`; `infos` are its files in stored order."""

    def __init__(self, data: bytes, settings: ReadSettings, budget: Budget, *, kind: str) -> None:
        self._settings, self._budget, self._kind = settings, budget, kind
        try:
            self._zip = open_zip(data)
        except Exception as error:  # zipfile raises many kinds on damaged files
            raise Refusal("read.damaged", kind=kind) from error
        self.infos = tuple(info for info in self._zip.infolist() if not info.filename.endswith("/"))
        if len(self.infos) > settings.max_entries:
            raise Refusal("read.too_many_entries", count=len(self.infos), limit=settings.max_entries)
        self._named = {info.filename: info for info in self.infos}
        self._folded = {info.filename.lower(): info for info in self.infos}

    def has(self, name: str) -> bool:
        """Whether a file of this name is in the container (part names do not care for case)."""
        return name in self._named or name.lower() in self._folded

    def read(self, name: str) -> bytes:
        """The inflated bytes of the file `name`; KeyError if there is none, Refusal when damaged, encrypted or beyond a limit."""
        return self.inflate(self._named.get(name) or self._folded[name.lower()])

    def inflate(self, info: zipfile.ZipInfo) -> bytes:
        """The inflated bytes of one file."""
        if info.flag_bits & 0x1:
            raise Refusal("read.encrypted")
        settings = self._settings
        allowed = max(_SLACK, info.compress_size * settings.max_ratio)
        parts, size = [], 0
        try:
            with self._zip.open(info) as stream:
                while chunk := stream.read(_CHUNK):
                    size += len(chunk)
                    if size > allowed:
                        raise Refusal("read.zip_bomb", ratio=settings.max_ratio)
                    if size > self._budget.left:
                        raise Refusal(
                            "read.too_large", what="压缩包展开后", size="超过上限", limit=size_words(settings.max_total)
                        )
                    if size > settings.max_part:
                        raise Refusal(
                            "read.too_large", what="压缩内容", size="超过上限", limit=size_words(settings.max_part)
                        )
                    parts.append(chunk)
        except (
            zipfile.BadZipFile,
            zlib.error,
            lzma.LZMAError,
            EOFError,
            NotImplementedError,
            OSError,
            ValueError,
            RuntimeError,
        ) as error:
            raise Refusal("read.damaged", kind=self._kind) from error
        self._budget.left -= size
        return b"".join(parts)


def shown_name(info: zipfile.ZipInfo) -> str:
    """The member's name as its maker meant it: names without the UTF-8 flag hold GBK, Big5 or UTF-8 bytes (zipfile reads them as cp437)."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return _extra_name(info) or decode(info.filename.encode("cp437")).text
    except UnicodeEncodeError:
        return info.filename


def _extra_name(info: zipfile.ZipInfo) -> str:
    """The name in the extra field 0x7075 (Info-ZIP Unicode path), "" without one or when it belongs to another name."""
    extra, at = info.extra, 0
    while at + 4 <= len(extra):
        tag, size = struct.unpack_from("<HH", extra, at)
        field = extra[at + 4 : at + 4 + size]
        if tag == _UNICODE_PATH and len(field) > 5 and field[0] == 1:
            crc = struct.unpack_from("<I", field, 1)[0]
            return field[5:].decode("utf-8", "replace") if crc == zlib.crc32(info.orig_filename.encode("cp437")) else ""
        at += 4 + size
    return ""


def open_zip(data: bytes) -> zipfile.ZipFile:
    """The zip; where a maker set the UTF-8 flag on names in GBK, without that flag."""
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except UnicodeDecodeError:
        return zipfile.ZipFile(io.BytesIO(_without_wrong_flags(data)))


def _without_wrong_flags(data: bytes) -> bytes:
    """The zip with the UTF-8 flag (bit 11) taken off the entries of its directory whose names are no UTF-8 (APPNOTE 4.3.12)."""
    fixed = bytearray(data)
    end = data.rfind(b"PK\5\6")
    at = end - int(struct.unpack_from("<I", data, end + 12)[0])
    while at >= 0 and data[at : at + 4] == b"PK\1\2" and at + 46 <= len(data):
        name, extra, comment = struct.unpack_from("<HHH", data, at + 28)
        try:
            data[at + 46 : at + 46 + name].decode("utf-8")
        except UnicodeDecodeError:
            local = int(struct.unpack_from("<I", data, at + 42)[0])
            for place in (at + 9, local + 7):
                if place < len(fixed):
                    fixed[place] &= ~0x08 & 0xFF
        at += 46 + name + extra + comment
    return bytes(fixed)
