"""OLE compound files ([MS-CFB]): the streams and folders in it by name and their bytes; no Word format here."""

import struct
from dataclasses import dataclass

MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
_END = 0xFFFFFFFA  # this and all above are marks, not sectors
_MAX_SECTORS = 1 << 20


class DamagedOleError(ValueError):
    """The compound file's tables do not make sense."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A stream or folder of the file."""

    name: str
    kind: int
    left: int
    right: int
    child: int
    start: int
    size: int

    @property
    def is_stream(self) -> bool:
        """Whether it holds bytes, not other entries."""
        return self.kind == 2


class OleFile:
    """A compound file in memory; raises DamagedOleError where its tables contradict themselves."""

    def __init__(self, data: bytes) -> None:
        if len(data) < 512 or not data.startswith(MAGIC):
            raise DamagedOleError("header")
        self._data = data
        shift, mini_shift = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise DamagedOleError("sector size")
        self._size, self._mini_size = 1 << shift, 1 << mini_shift
        directory, self._cutoff, mini_fat = struct.unpack_from("<I4xII", data, 48)
        self._fat = self._read_fat()
        raw = self._chain(directory, self._fat)
        self._entries = [_entry(raw, at) for at in range(0, len(raw) - 127, 128)]
        if not self._entries or self._entries[0].kind != 5:
            raise DamagedOleError("root")
        self._mini_fat = _numbers(self._chain(mini_fat, self._fat)) if mini_fat < _END else ()
        self._mini: bytes | None = None
        self.streams = self.folder(self._entries[0])

    @property
    def names(self) -> frozenset[str]:
        """Names of streams and folders directly in the root."""
        return frozenset(self.streams)

    def stream(self, name: str) -> bytes:
        """Bytes of the root's stream `name`; KeyError if there is none."""
        entry = self.streams[name]
        if not entry.is_stream:
            raise KeyError(name)
        return self.read(entry)

    def read(self, entry: Entry) -> bytes:
        """The bytes of a stream."""
        if entry.size >= self._cutoff:
            return self._chain(entry.start, self._fat, entry.size)[: entry.size]
        if self._mini is None:
            self._mini = self._chain(self._entries[0].start, self._fat) if self._entries[0].start < _END else b""
        return self._mini_chain(entry.start, entry.size)[: entry.size]

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        return self._data[start : start + self._size]

    def _read_fat(self) -> tuple[int, ...]:
        first, count = struct.unpack_from("<II", self._data, 68)
        sectors = [s for s in struct.unpack_from("<109I", self._data, 76) if s < _END]
        seen = 0
        while first < _END and seen < min(count, _MAX_SECTORS):
            numbers = _numbers(self._sector(first))
            if not numbers:
                raise DamagedOleError("difat")
            sectors += [s for s in numbers[:-1] if s < _END]
            first, seen = numbers[-1], seen + 1
        if len(sectors) * self._size > len(self._data):
            raise DamagedOleError("fat")
        return _numbers(b"".join(self._sector(s) for s in sectors))

    def _chain(self, start: int, fat: tuple[int, ...], most: int | None = None) -> bytes:
        parts: list[bytes] = []
        sector, limit = start, len(self._data) // self._size + 1
        enough = limit if most is None else most // self._size + 1
        while sector < _END and len(parts) <= enough:
            if sector >= len(fat) or len(parts) > limit:
                raise DamagedOleError("chain")
            parts.append(self._sector(sector))
            sector = fat[sector]
        return b"".join(parts)

    def _mini_chain(self, start: int, most: int) -> bytes:
        mini = self._mini or b""
        parts: list[bytes] = []
        sector, limit = start, len(mini) // self._mini_size + 1
        while sector < _END and len(parts) <= most // self._mini_size + 1:
            if sector >= len(self._mini_fat) or len(parts) > limit:
                raise DamagedOleError("mini chain")
            parts.append(mini[sector * self._mini_size : (sector + 1) * self._mini_size])
            sector = self._mini_fat[sector]
        return b"".join(parts)

    def folder(self, of: Entry) -> dict[str, Entry]:
        """What lies directly in a folder, by name."""
        found: dict[str, Entry] = {}
        todo, seen = [of.child], set[int]()
        while todo:
            number = todo.pop()
            if number >= len(self._entries) or number in seen:
                continue
            seen.add(number)
            entry = self._entries[number]
            found[entry.name] = entry
            todo += [entry.left, entry.right]
        return found


def _numbers(raw: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(raw) // 4}I", raw[: len(raw) // 4 * 4])


def _entry(raw: bytes, at: int) -> Entry:
    length, kind = struct.unpack_from("<HB", raw, at + 64)
    left, right, child = struct.unpack_from("<III", raw, at + 68)
    start, size = struct.unpack_from("<II", raw, at + 116)
    name = raw[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
    return Entry(name, kind, left, right, child, start, size)
