"""Running heads that name the part: `{{ part.name }}` in a header or footer of the template becomes a header of its own for each part.

A STYLEREF field would do this in Word, but LibreOffice 7.4 prints its cached text everywhere, so that one part's name would stand over another's pages.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from jingyan.render.docx_finish import sections
from jingyan.render.docx_look import parse, w
from jingyan.render.docx_package import add_relation, add_type

if TYPE_CHECKING:
    from lxml.etree import _Element

_NAME, _NUMBER = "\ue004", "\ue005"  # private use: dropped from every text of a piece, so they cannot clash
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_REFERENCES = (w("headerReference"), w("footerReference"))


@dataclass(frozen=True, slots=True)
class RunningPart:
    """`part` in the template's headers and footers: marks that become each part's number and name."""

    name: str = _NAME
    number: str = _NUMBER


@dataclass(frozen=True, slots=True)
class PartPlace:
    """Where a part begins: the bookmark of its title, its number (一) and name."""

    bookmark: str
    number: str
    name: str


def with_running_heads(parts: dict[str, bytes], root: "_Element", places: Sequence[PartPlace]) -> None:
    """Give the sections of each part their own copies of the headers and footers that name it; sections before the first part name none.

    `root` is the document's root, changed in place; the copies are added to `parts` with their relations and types.
    """
    marked = {n for n in parts if re.fullmatch(r"word/(?:header|footer)\d*\.xml", n) and _is_marked(parts[n])}
    body = root.find(w("body"))
    if not marked or body is None:
        return
    targets = _targets(parts)
    made: dict[tuple[str, int], str] = {}
    inherited: dict[tuple[str, str], str] = {}  # (element, type) → relation id of the template, as Word hands it on
    at = -1
    begins = {p.bookmark: i for i, p in enumerate(places)}
    for blocks, section in sections(body):
        at = max([at, *(begins.get(name, -1) for name in _bookmarks(blocks))])
        if section is None:
            continue
        for reference in section.iter(*_REFERENCES):
            inherited[reference.tag, reference.get(w("type"), "default")] = reference.get(_ID, "")
        for (tag, kind), relation in inherited.items():
            name = targets.get(relation, "")
            if name not in marked:
                continue
            if (name, at) not in made:
                made[name, at] = _copy(parts, name, len(made) + 1, places[at] if at >= 0 else None)
            _refer(section, tag, kind, made[name, at])
    for name in marked:  # the template's own are used no more, but a part with marks must not stay
        parts[name] = _filled(parts[name], None)


def _is_marked(part: bytes) -> bool:
    return _NAME.encode() in part or _NUMBER.encode() in part


def _bookmarks(blocks: Sequence["_Element"]) -> Iterator[str]:
    for block in blocks:
        for mark in block.iter(w("bookmarkStart")):
            yield mark.get(w("name"), "")


def _targets(parts: Mapping[str, bytes]) -> dict[str, str]:
    relations = parse(parts["word/_rels/document.xml.rels"])
    return {r.get("Id", ""): f"word/{r.get('Target', '')}" for r in relations}


def _filled(part: bytes, place: PartPlace | None) -> bytes:
    name, number = (place.name, place.number) if place else ("", "")
    filled = part.replace(_NAME.encode(), escape(name).encode())
    return filled.replace(_NUMBER.encode(), escape(number).encode())


def _copy(parts: dict[str, bytes], name: str, number: int, place: PartPlace | None) -> str:
    """The relation id of a new part: the header or footer `name` for one part."""
    kind = "header" if "/header" in name else "footer"
    target = f"{kind}Part{number}.xml"
    parts[f"word/{target}"] = _filled(parts[name], place)
    own = parts.get(f"word/_rels/{name.removeprefix('word/')}.rels")
    if own is not None:  # a picture in the header
        parts[f"word/_rels/{target}.rels"] = own
    relation = f"rIdRunning{number}"
    add_relation(parts, relation, kind, target)
    media_type = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"
    add_type(parts, f'<Override PartName="/word/{target}" ContentType="{media_type}"/>', f'PartName="/word/{target}"')
    return relation


def _refer(section: "_Element", tag: str, kind: str, relation: str) -> None:
    """Let the section use this header; a reference it lacks is put where the schema wants it, before everything else."""
    from lxml import etree

    for reference in section.iter(tag):
        if reference.get(w("type"), "default") == kind:
            reference.set(_ID, relation)
            return
    added = etree.Element(tag)
    added.set(w("type"), kind)
    added.set(_ID, relation)
    section.insert(0, added)
