"""Pixels of a picture from its header (PNG, JPEG, GIF, BMP, WEBP): nothing is decoded."""

import struct

_FRAMES = frozenset({0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF})
_MOST_SEGMENTS = 1_000


def pixels(data: bytes) -> int:
    """Width times height as the header says; 0 for vector pictures, unknown formats and cut headers."""
    try:
        width, height = _size(data)
    except (struct.error, IndexError):
        return 0
    return width * height


def _size(data: bytes) -> tuple[int, int]:
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        width, height = struct.unpack_from(">II", data, 16)
    elif data.startswith(b"GIF8"):
        width, height = struct.unpack_from("<HH", data, 6)
    elif data.startswith(b"BM"):
        width, height = map(abs, struct.unpack_from("<ii", data, 18))
    elif data.startswith(b"\xff\xd8"):
        return _jpeg(data)
    elif data[8:16] == b"WEBPVP8X":
        width = int.from_bytes(data[24:27], "little") + 1
        height = int.from_bytes(data[27:30], "little") + 1
    else:
        return 0, 0
    return width, height


def _jpeg(data: bytes) -> tuple[int, int]:
    """The size in the first frame header (ITU-T T.81 B.2.2); segments before it are jumped over."""
    at = 2
    for _ in range(_MOST_SEGMENTS):
        while data[at] == 0xFF and data[at + 1] == 0xFF:
            at += 1  # fill bytes
        sign = data[at + 1]
        if data[at] != 0xFF or sign == 0xDA:
            break
        if sign in _FRAMES:
            height, width = struct.unpack_from(">HH", data, at + 5)
            return width, height
        at += 2 if sign == 0x01 or 0xD0 <= sign <= 0xD8 else 2 + struct.unpack_from(">H", data, at + 2)[0]
    return 0, 0
