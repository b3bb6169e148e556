"""Faults of a docx that no validator reports but Word repairs or shows wrongly: bookmarks, fields, links, picture ids, missing parts."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from jingyan.render.docx_look import parse, w
from jingyan.render.docx_package import read_parts

if TYPE_CHECKING:
    from lxml.etree import _Element

_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"


def check_docx(docx: bytes) -> tuple[str, ...]:
    """What is wrong with the main document, one English line a fault, in a stable order; () for a clean file."""
    parts = read_parts(docx)
    root = parse(parts["word/document.xml"])
    return (*_bookmarks(root), *_fields(root), *_anchors(root), *_shape_ids(root), *_relations(root, parts))


def _bookmarks(root: "_Element") -> Iterator[str]:
    """Duplicate names and ids, starts without end, ends without start."""
    starts = [(b.get(w("id")), b.get(w("name"), "")) for b in root.iter(w("bookmarkStart"))]
    ends = [b.get(w("id")) for b in root.iter(w("bookmarkEnd"))]
    yield from (f"bookmark name {n!r} used {c} times" for n, c in _repeated(name for _, name in starts))
    yield from (f"bookmark id {i} used {c} times" for i, c in _repeated(i for i, _ in starts))
    yield from (f"bookmark {name!r} has no end" for i, name in starts if i not in ends)
    known = {i for i, _ in starts}
    yield from (f"bookmark end {i} has no start" for i in ends if i not in known)


def _fields(root: "_Element") -> Iterator[str]:
    """Complex fields whose begin, separate and end do not nest."""
    open_fields: list[bool] = []  # True once separated
    for mark in root.iter(w("fldChar")):
        match mark.get(w("fldCharType")):
            case "begin":
                open_fields.append(False)
            case "separate" if open_fields and not open_fields[-1]:
                open_fields[-1] = True
            case "end" if open_fields:
                open_fields.pop()
            case kind:
                yield f"field mark {kind!r} without its begin"
    if open_fields:
        yield f"{len(open_fields)} field(s) without end"


def _anchors(root: "_Element") -> Iterator[str]:
    names = {b.get(w("name")) for b in root.iter(w("bookmarkStart"))}
    links = (h.get(w("anchor")) for h in root.iter(w("hyperlink")))
    yield from (f"link to {a!r}, which is no bookmark" for a in links if a is not None and a not in names)
    for code in root.iter(w("instrText")):
        words = (code.text or "").split()
        if words[:1] == ["PAGEREF"] and words[1:2] and words[1] not in names:
            yield f"PAGEREF to {words[1]!r}, which is no bookmark"


def _shape_ids(root: "_Element") -> Iterator[str]:
    yield from (f"picture id {i} used {c} times" for i, c in _repeated(d.get("id") for d in root.iter(f"{_WP}docPr")))


def _relations(root: "_Element", parts: dict[str, bytes]) -> Iterator[str]:
    """Relationship ids that lead nowhere, and notes that are not there."""
    relations = parse(parts["word/_rels/document.xml.rels"])
    targets = {r.get("Id"): r for r in relations.iter(f"{_PACKAGE}Relationship")}
    for element in root.iter():
        for attribute, value in element.attrib.items():
            if str(attribute).startswith(_REL) and value not in targets:
                yield f"relationship {value!r} does not exist"
    for name, relation in targets.items():
        target = f"word/{relation.get('Target', '')}".replace("word//", "")
        if relation.get("TargetMode") != "External" and target not in parts:
            yield f"relationship {name!r} leads to the missing part {target}"
    called = [n.get(w("id")) for n in root.iter(w("footnoteReference"))]
    if called:
        there = {n.get(w("id")) for n in parse(parts.get("word/footnotes.xml", b"<none/>")).iter(w("footnote"))}
        yield from (f"note {i} does not exist" for i in called if i not in there)


def _repeated(values: Iterable[str | None]) -> list[tuple[str | None, int]]:
    return [(value, count) for value, count in Counter(values).items() if count > 1]
