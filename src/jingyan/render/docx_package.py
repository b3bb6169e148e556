"""The finished docx as bytes: pictures and notes added, dates fixed, parts in one order; equal input gives equal bytes."""

import re
from collections.abc import Mapping, Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from jingyan.model.source import Picture
from jingyan.render.docx_picture import EXTENSIONS, media_type

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "word/_rels/document.xml.rels"
_TYPES = "[Content_Types].xml"
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first date a zip can hold
_FIXED_DATE = b"2020-01-01T00:00:00Z"
_NOTE_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


def read_parts(docx: bytes) -> dict[str, bytes]:
    """The parts of a docx by name."""
    with ZipFile(BytesIO(docx)) as package:
        return {i.filename: package.read(i) for i in package.infolist() if not i.is_dir()}


def write_parts(parts: Mapping[str, bytes]) -> bytes:
    """A docx of these parts, byte for byte the same for equal parts."""
    order = sorted(parts, key=lambda n: (n != _TYPES, n != "_rels/.rels", n))
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as package:
        for name in order:
            info = ZipInfo(name, _EARLIEST)
            info.compress_type, info.create_system = ZIP_DEFLATED, 0
            package.writestr(info, parts[name])
    return out.getvalue()


def steady(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts without what changes by itself: dates in the properties, and the flags that make Word ask or recompute."""
    kept = {n: p for n, p in parts.items() if not n.startswith("docProps/thumbnail")}
    core = kept.get("docProps/core.xml")
    if core:
        core = re.sub(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*", rb"\g<1>" + _FIXED_DATE, core)
        core = re.sub(rb"(<cp:revision>)[^<]*", rb"\g<1>1", core)
        kept["docProps/core.xml"] = re.sub(rb"<cp:(lastModifiedBy|lastPrinted)>[^<]*</cp:\1>", b"", core)
    if "word/settings.xml" in kept:
        kept["word/settings.xml"] = re.sub(rb"<w:updateFields[^>]*/>", b"", kept["word/settings.xml"])
    return kept


def with_pictures(parts: dict[str, bytes], pictures: Sequence[Picture]) -> None:
    """Add the pictures as parts behind the relationship ids rIdPicture1, rIdPicture2 …"""
    for number, picture in enumerate(pictures, 1):
        kind = media_type(picture.data) or picture.media_type
        extension = EXTENSIONS[kind]
        name = f"media/volume{number}.{extension}"
        parts[f"word/{name}"] = picture.data
        add_relation(parts, f"rIdPicture{number}", "image", name)
        add_type(parts, f'<Default Extension="{extension}" ContentType="{kind}"/>', f'Extension="{extension}"')


def with_notes(parts: dict[str, bytes], notes: str) -> None:
    """Add footnote elements to the footnotes part, which is made when the template has none. Nothing happens for ""."""
    if not notes:
        return
    name = next((n for n in parts if re.fullmatch(r"word/footnotes\d*\.xml", n)), "word/footnotes.xml")
    if name not in parts:
        parts[name] = _empty_notes()
        add_relation(parts, "rIdNotes", "footnotes", "footnotes.xml")
        add_type(parts, f'<Override PartName="/{name}" ContentType="{_NOTE_TYPE}"/>', f'PartName="/{name}"')
    end = parts[name].rindex(b"</w:footnotes>")
    parts[name] = parts[name][:end] + notes.encode() + parts[name][end:]


def _empty_notes() -> bytes:
    marks = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{head}<w:footnotes xmlns:w="{_MAIN}">{marks}</w:footnotes>'.encode()


def add_relation(parts: dict[str, bytes], relation: str, kind: str, target: str) -> None:
    """Let the document part know the part `target` (a path below word/) under the id `relation`; `kind` as in the relationship type."""
    added = f'<Relationship Id="{relation}" Type="{_OFFICE}/{kind}" Target="{target}"/></Relationships>'
    parts[_RELATIONS] = parts[_RELATIONS].replace(b"</Relationships>", added.encode())


def add_type(parts: dict[str, bytes], element: str, known: str) -> None:
    """Add an element of the content types, unless the words `known` say that it is there."""
    if known.encode() not in parts[_TYPES]:
        # Defaults come before overrides in what Word writes; any order is valid.
        parts[_TYPES] = parts[_TYPES].replace(b"</Types>", element.encode() + b"</Types>")
