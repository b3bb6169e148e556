"""A docx as a package of parts: limits, relations, content types, hardened XML; nothing of its text."""

import posixpath
import re
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree

from jingyan.readers.inflate import Budget, Container
from jingyan.readers.problems import Refusal
from jingyan.readers.settings import ReadSettings

Element = etree._Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_KIND = " Word 文档"
# Strict documents (ISO/IEC 29500 part 1) use other namespaces for the same elements: rewritten before parsing, so that one walker reads both
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
    (b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing", b"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/drawingml/picture", b"http://schemas.openxmlformats.org/drawingml/2006/picture"),
)  # fmt: skip
_MEDIA = {
    "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "bmp": "image/bmp", "tif": "image/tiff",
    "tiff": "image/tiff", "emf": "image/x-emf", "wmf": "image/x-wmf", "svg": "image/svg+xml", "webp": "image/webp",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation of a part: the last word of its type (such as "image"), the target part's name or address, whether it lies outside."""

    kind: str
    target: str
    external: bool


class Package:
    """The parts of one docx; raises Refusal for damage and for what is beyond a limit."""

    def __init__(self, data: bytes, settings: ReadSettings) -> None:
        self.settings = settings
        self._zip = Container(data, settings, Budget(settings), kind=_KIND)
        self._relations: dict[str, dict[str, Relation]] = {}
        self._media: dict[str, bytes] = {}
        self._types = self._content_types()
        self.main = self._main_part()

    def xml(self, name: str) -> Element | None:
        """The root element of part `name`, None if there is no such part; Refusal when its XML is broken."""
        if not self._zip.has(name):
            return None
        return parse_xml(self._zip.read(name), self.settings)

    def optional_xml(self, name: str | None) -> Element | None:
        """As `xml`, but None also for a broken part: styles and numbers may be lost, the text may not."""
        try:
            return self.xml(name) if name else None
        except Refusal as refusal:
            if refusal.code == "read.damaged":
                return None
            raise

    def relations(self, part: str) -> dict[str, Relation]:
        """Relations of `part` by id; empty when it has none or they are broken."""
        if part not in self._relations:
            folder, _, name = part.rpartition("/")
            root = self.optional_xml(f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels")
            self._relations[part] = {} if root is None else dict(_relation(el, folder) for el in root if el.get("Id"))
        return self._relations[part]

    def related(self, part: str, kind: str) -> str | None:
        """Name of the first part that `part` is related to by a relation of `kind` (such as "styles")."""
        return next((r.target for r in self.relations(part).values() if r.kind == kind and not r.external), None)

    def media(self, name: str) -> bytes | None:
        """The bytes of a picture part, None if it is missing."""
        if name not in self._media:
            if not self._zip.has(name):
                return None
            self._media[name] = self._zip.read(name)
        return self._media[name]

    def media_type(self, name: str) -> str:
        """The media type of a part by the content-type list, else by its ending."""
        end = name.rpartition(".")[2].lower()
        return self._types.get("/" + name) or self._types.get(end) or _MEDIA.get(end, "application/octet-stream")

    def _content_types(self) -> dict[str, str]:
        root = self.optional_xml("[Content_Types].xml")
        found: dict[str, str] = {}
        for el in root if root is not None else ():
            key = el.get("PartName") or (el.get("Extension") or "").lower()
            if key:
                found[key] = el.get("ContentType") or ""
        return found

    def _main_part(self) -> str:
        """The main part by relation, else by content type, else by its usual name (templates, Strict and foreign producers differ)."""
        root = self.optional_xml("_rels/.rels")
        named = [
            r.target
            for _, r in (_relation(el, "") for el in (root if root is not None else ()))
            if r.kind == "officeDocument"
        ]
        typed = [
            name.lstrip("/") for name, kind in self._types.items() if "wordprocessingml" in kind and "main+xml" in kind
        ]
        for name in (*named, *typed, "word/document.xml"):
            if self._zip.has(name):
                return name
        raise Refusal("read.damaged", kind=_KIND)


def parse_xml(data: bytes, settings: ReadSettings) -> Element:
    """The root element of XML from outside: no entities, no network, no huge nodes; Refusal when it is not well-formed or has too many elements."""
    # a tree takes up to 300 bytes for an element of 6: counted before it is built
    if data.count(b"<") > settings.max_marks or data.count(b"=") > 2 * settings.max_marks:
        raise Refusal("read.too_complex", what="文稿")
    if b"purl.oclc.org/ooxml/" in data[:4096]:
        for strict, transitional in _STRICT:
            data = data.replace(strict, transitional)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refusal("read.damaged", kind=_KIND) from error


def _relation(el: Element, folder: str) -> tuple[str, Relation]:
    target, external = el.get("Target") or "", el.get("TargetMode") == "External"
    if not external:
        target = unquote(re.sub(r"[#?].*", "", target))
        target = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
    kind = (el.get("Type") or "").rpartition("/")[2]
    return el.get("Id") or "", Relation(kind, target, external)
