"""Small pictures made by hand: PNG, BMP, EMF."""

import struct
import zlib


def png(width: int, height: int, shade: int = 0x60) -> bytes:
    """A picture of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + bytes((shade, 0x90, 0xC0)) * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def bmp(width: int, height: int) -> bytes:
    """A picture of one colour, uncompressed."""
    row = b"\x30\xc0\x60" * width
    pixels = (row + bytes(-len(row) % 4)) * height
    head = struct.pack("<IiiHHIIiiII", 40, width, height, 1, 24, 0, len(pixels), 2835, 2835, 0, 0)
    return b"BM" + struct.pack("<IHHI", 54 + len(pixels), 0, 0, 54) + head + pixels


def emf(width: int, height: int) -> bytes:
    """A drawing of one rectangle; its frame in hundredths of a millimetre ([MS-EMF] 2.3.4.2, 2.3.5.34)."""
    rectangle = struct.pack("<II4i", 43, 24, 10, 10, width // 30, height // 30)
    end = struct.pack("<IIIII", 14, 20, 0, 0, 20)
    size = 88 + len(rectangle) + len(end)
    box = struct.pack("<4i4i", 0, 0, width // 26, height // 26, 0, 0, width, height)
    head = (
        struct.pack("<II", 1, 88)
        + box
        + b" EMF"
        + struct.pack("<IIIHHIIIiiii", 0x10000, size, 3, 1, 0, 0, 0, 0, 1024, 768, 320, 240)
    )
    return head + rectangle + end
