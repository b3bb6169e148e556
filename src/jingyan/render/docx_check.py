"""Faults of a finished docx that no validator reports but Word repairs or shows wrongly: bookmarks, fields, links, ids, missing and stray parts."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING

from jingyan.render.docx_look import parse, w
from jingyan.render.docx_package import read_parts

if TYPE_CHECKING:
    from lxml.etree import _Element

_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_STORY = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_ALWAYS = frozenset({"[Content_Types].xml", "_rels/.rels"})


def check_docx(docx: bytes) -> tuple[str, ...]:
    """What is wrong with the docx, one Chinese sentence without its full stop a fault, in a stable order; () for a sound file."""
    parts = read_parts(docx)
    roots: dict[str, _Element] = {}
    faults: list[str] = []
    for name in sorted(n for n in parts if n.endswith((".xml", ".rels"))):
        root = _root(parts[name])
        if root is None:
            faults.append(f"部件 {name} 不是完好的 XML")
        else:
            roots[name] = root
    if "word/document.xml" not in roots:
        return (*faults, "没有正文部件 word/document.xml")
    document = roots["word/document.xml"]
    stories = [roots[n] for n in sorted(roots) if _STORY.fullmatch(n)]
    faults += _bookmarks(document)
    for story in stories:
        faults += _fields(story)
    faults += _anchors(document)
    faults += _ids(stories)
    faults += _relations(roots, parts)
    faults += _notes(document, roots.get("word/footnotes.xml"))
    return tuple(faults)


def _root(part: bytes) -> "_Element | None":
    from lxml.etree import XMLSyntaxError

    try:
        return parse(part)
    except XMLSyntaxError:
        return None


def _bookmarks(root: "_Element") -> Iterator[str]:
    """Duplicate names and ids, starts without end, ends without start or before it."""
    starts: list[tuple[str | None, str]] = []
    begun: set[str | None] = set()
    ends: set[str | None] = set()
    for mark in root.iter(w("bookmarkStart"), w("bookmarkEnd")):
        number = mark.get(w("id"))
        if mark.tag == w("bookmarkStart"):
            starts.append((number, mark.get(w("name"), "")))
            begun.add(number)
            continue
        if number not in begun:
            yield f"书签结束标记 {number} 没有开始标记"
        ends.add(number)
    yield from (f"书签名 {n} 用了 {c} 次" for n, c in _repeated(name for _, name in starts))
    yield from (f"书签编号 {i} 用了 {c} 次" for i, c in _repeated(i for i, _ in starts))
    yield from (f"书签 {name} 没有结束标记" for i, name in starts if i not in ends)


def _fields(root: "_Element") -> Iterator[str]:
    """Complex fields whose begin, separate and end do not nest, and those that make Word ask or recompute."""
    open_fields: list[bool] = []  # True once separated
    for mark in root.iter(w("fldChar")):
        if mark.get(w("dirty"), "0") not in ("0", "false", "off"):
            yield "有域标了“打开时更新”,Word 打开时会询问"
        match mark.get(w("fldCharType")):
            case "begin":
                open_fields.append(False)
            case "separate" if open_fields and not open_fields[-1]:
                open_fields[-1] = True
            case "end" if open_fields:
                open_fields.pop()
            case kind:
                yield f"域标记 {kind} 没有对应的开始标记"
    if open_fields:
        yield f"有 {len(open_fields)} 个域没有结束标记"


def _anchors(root: "_Element") -> Iterator[str]:
    names = {b.get(w("name")) for b in root.iter(w("bookmarkStart"))}
    links = (h.get(w("anchor")) for h in root.iter(w("hyperlink")))
    yield from (f"链接指向没有的书签 {a}" for a in links if a is not None and a not in names)
    for code in root.iter(w("instrText")):
        words = (code.text or "").split()
        if words[:1] in (["PAGEREF"], ["REF"]) and words[1:2] and words[1] not in names:
            yield f"页码引用指向没有的书签 {words[1]}"


def _ids(stories: Iterable["_Element"]) -> Iterator[str]:
    """Ids that must be unique in the whole document: drawings, revisions."""
    shapes: list[str | None] = []
    revisions: list[str | None] = []
    for story in stories:
        shapes += [d.get("id") for d in story.iter(f"{_WP}docPr")]
        revisions += [r.get(w("id")) for r in story.iter(w("ins"), w("del"), w("moveFrom"), w("moveTo"))]
    yield from (f"图形编号 {i} 用了 {c} 次" for i, c in _repeated(shapes))
    yield from (f"修订编号 {i} 用了 {c} 次" for i, c in _repeated(revisions))


def _relations(roots: Mapping[str, "_Element"], parts: Mapping[str, bytes]) -> Iterator[str]:
    """Relationship ids that lead nowhere, targets that are not there, and parts that nothing leads to."""
    reached: set[str] = set()
    for name in parts:
        if name.endswith(".rels"):
            continue
        relations = roots.get(join(dirname(name), "_rels", name.rpartition("/")[2] + ".rels"))
        targets = {} if relations is None else {r.get("Id"): r for r in relations.iter(f"{_PACKAGE}Relationship")}
        if name in roots and name.startswith("word/"):
            for element in roots[name].iter():
                for attribute, value in element.attrib.items():
                    if str(attribute).startswith(_REL) and value not in targets:
                        yield f"{name} 里的关系 {value!s} 不存在"
        yield from _targets(name, targets.values(), parts, reached)
    if "_rels/.rels" in roots:
        yield from _targets("", roots["_rels/.rels"].iter(f"{_PACKAGE}Relationship"), parts, reached)
    for name in sorted(parts):
        if name not in reached and name not in _ALWAYS and not name.endswith(".rels"):
            yield f"部件 {name} 没有任何关系指向它"


def _targets(
    owner: str, relations: Iterable["_Element"], parts: Mapping[str, bytes], reached: set[str]
) -> Iterator[str]:
    for relation in relations:
        if relation.get("TargetMode") == "External":
            continue
        target = normpath(join("/", dirname(owner), relation.get("Target", ""))).lstrip("/")
        reached.add(target)
        if target not in parts:
            yield f"关系 {relation.get('Id')} 指向缺少的部件 {target}"


def _notes(root: "_Element", notes: "_Element | None") -> Iterator[str]:
    there = set() if notes is None else {n.get(w("id")) for n in notes.iter(w("footnote"))}
    called = [n.get(w("id")) for n in root.iter(w("footnoteReference"))]
    yield from (f"脚注 {i} 没有内容" for i in called if i not in there)
    yield from (f"脚注 {i} 被引用 {c} 次" for i, c in _repeated(called))


def _repeated(values: Iterable[str | None]) -> list[tuple[str | None, int]]:
    return [(value, count) for value, count in Counter(values).items() if count > 1]
