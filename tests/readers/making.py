"""Files made for the reader tests: docx from raw XML, zips with odd names; nothing read from outside."""

import io
import struct
import zipfile
from collections.abc import Callable, Mapping
from functools import partial

from jingyan.model.problem import Problem
from jingyan.model.source import RawFile, Source
from jingyan.readers.reading import read_files
from jingyan.readers.settings import ReadSettings

LOUD = ReadSettings(reraise=True)
_NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
}
_XMLNS = " ".join(f'xmlns:{k}="{v}"' for k, v in _NAMESPACES.items())
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def part(root: str, inner: str) -> bytes:
    """A WordprocessingML part `<w:root>inner</w:root>` with all namespaces."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} {_XMLNS}>{inner}</w:{root}>'.encode()


def docx(body: str, *, main_type: str = _MAIN, pictures: Mapping[str, bytes] | None = None, **parts: str) -> bytes:
    """A docx with this body XML; `parts` are inner XML of styles, numbering, footnotes, endnotes, comments; `pictures` by relation id."""
    relations = "".join(f'<Relationship Id="x{name}" Type="{_OFFICE}/{name}" Target="{name}.xml"/>' for name in parts)
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="png" ContentType="image/png"/>'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main_type}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
    }
    for name, inner in parts.items():
        files[f"word/{name}.xml"] = part(name, inner)
    for name, data in (pictures or {}).items():
        relations += f'<Relationship Id="{name}" Type="{_OFFICE}/image" Target="media/{name}.png"/>'
        files[f"word/media/{name}.png"] = data
    files["word/_rels/document.xml.rels"] = (
        f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>'
    )
    return zipped(files)


def read_parts_of(data: bytes) -> dict[str, bytes]:
    """The files of a zip by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """A zip with fixed dates."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def zipped_raw(files: Mapping[bytes, bytes]) -> bytes:
    """A zip whose names are raw bytes without the UTF-8 flag, as Windows in China or Taiwan and macOS write them."""
    plain = {chr(ord("A") + number) * len(name): data for number, (name, data) in enumerate(files.items())}
    archive = zipped(plain)
    for stand_in, name in zip(plain, files, strict=True):
        assert len(stand_in) == len(name)
        archive = archive.replace(stand_in.encode(), name)
    return archive


def p(text: str = "", ppr: str = "", rpr: str = "") -> str:
    """A paragraph with one run."""
    run = f'<w:r>{f"<w:rPr>{rpr}</w:rPr>" if rpr else ""}<w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
    return f"<w:p>{f'<w:pPr>{ppr}</w:pPr>' if ppr else ''}{run}</w:p>"


def numbered(text: str, num: int = 1, level: int = 0) -> str:
    """A paragraph with direct numbering."""
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>')


def level(ilvl: int, form: str, text: str, *, start: int = 1, extra: str = "") -> str:
    """A w:lvl."""
    return f'<w:lvl w:ilvl="{ilvl}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{extra}<w:lvlText w:val="{text}"/></w:lvl>'


def numbering(*levels: str, nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    """The inside of numbering.xml with one abstract definition (id 0)."""
    return f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{nums}'


def read(data: bytes, name: str = "a.docx") -> Source:
    """The one Source in `data`; unexpected failures and problems fail the test."""
    sources, problems = read_files([RawFile(name, data)], LOUD)
    assert not problems, problems
    assert len(sources) == 1
    return sources[0]


def refusal(data: bytes, name: str = "a.docx", settings: ReadSettings = LOUD) -> Problem:
    """The one Problem that `data` gives instead of a Source."""
    sources, problems = read_files([RawFile(name, data)], settings)
    assert not sources
    assert len(problems) == 1, problems
    return problems[0]


def notices(source: Source) -> list[str]:
    """Codes of a Source's notices."""
    return [notice.code for notice in source.notices]


def ole(*streams: str) -> bytes:
    """A compound file whose root holds these (empty) streams: enough to be recognised."""
    free, end, fat = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0) + struct.pack("<109I", 0, *[free] * 108)
    table = struct.pack("<128I", fat, *(2 + n if n < len(streams) // 4 else end for n in range(127)))
    entries = [_entry("Root Entry", 5, child=1 if streams else free)]
    entries += [_entry(name, 2, right=n + 2 if n + 1 < len(streams) else free) for n, name in enumerate(streams)]
    directory = b"".join(entries)
    return header + table + directory + bytes(-len(directory) % 512)


def _entry(
    name: str, kind: int, right: int = 0xFFFFFFFF, child: int = 0xFFFFFFFF, start: int = 0xFFFFFFFE, size: int = 0
) -> bytes:
    raw = (name + "\0").encode("utf-16-le")
    entry = (
        raw.ljust(64, b"\0") + struct.pack("<HBB", len(raw), kind, 1) + struct.pack("<III", 0xFFFFFFFF, right, child)
    )
    return entry + bytes(36) + struct.pack("<II", start, size) + bytes(4)


def compound(tree: Mapping[str, object]) -> bytes:
    """A compound file of streams (bytes) and folders (mappings), small streams in the mini stream as Office writes them."""
    free, end = 0xFFFFFFFF, 0xFFFFFFFE
    entries: list[bytes] = [b""]
    mini = bytearray()
    mini_fat: list[int] = []
    large: list[tuple[int, bytes, Callable[..., bytes]]] = []

    def add(name: str, value: object, right: int) -> None:
        number = len(entries)
        entries.append(b"")
        if isinstance(value, bytes) and len(value) < 4096:
            start = len(mini_fat) if value else end
            count = -(-len(value) // 64)
            mini_fat.extend([*range(start + 1, start + count), end] if value else [])
            mini.extend(value.ljust(count * 64, b"\0"))
            entries[number] = _entry(name, 2, right=right, start=start, size=len(value))
        elif isinstance(value, bytes):
            large.append((number, value, partial(_entry, name, 2, right, free, size=len(value))))
        else:
            assert isinstance(value, Mapping)
            entries[number] = _entry(name, 1, right=right, child=fill(value))

    def fill(folder: Mapping[str, object]) -> int:
        right = free
        for name, value in folder.items():
            number = len(entries)
            add(name, value, right)
            right = number
        return right

    child = fill(tree)
    sectors, fat = bytearray(), list[int]()

    def store(data: bytes) -> int:
        start, count = len(fat), -(-len(data) // 512)
        fat.extend([*range(start + 1, start + count), end] if count else [])
        sectors.extend(data.ljust(count * 512, b"\0"))
        return start if count else end

    for number, value, made in large:
        entries[number] = made(start=store(value))
    entries[0] = _entry("Root Entry", 5, child=child, start=store(bytes(mini)), size=len(mini))
    mini_table = store(struct.pack(f"<{len(mini_fat)}I", *mini_fat))
    directory = store(b"".join(entries).ljust(-(-len(entries) // 4) * 512, b"\0"))
    count = next(n for n in range(1, 110) if n * 128 >= len(fat) + n)
    tables = [*range(len(fat), len(fat) + count)]
    fat += [0xFFFFFFFD] * count
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, count, directory, 0, 4096, mini_table, -(-len(mini_fat) // 128), end, 0)
    header += struct.pack("<109I", *tables, *[free] * (109 - count))
    return header + bytes(sectors) + struct.pack(f"<{count * 128}I", *fat, *[free] * (count * 128 - len(fat)))
