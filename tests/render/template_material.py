"""Templates for the tests of the check: the built-in one with words changed, and paragraphs of every shape."""

import re
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

from jingyan.render.docx_package import add_relation, add_type, read_parts, write_parts
from jingyan.render.templates import template_dir

JIANGXI = template_dir("jiangxi")
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
Change = Callable[[dict[str, bytes]], None]


def run(text: str, bold: bool = False) -> str:
    """A run of text."""
    look = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def para(*runs: str) -> str:
    """A paragraph of runs; a plain text becomes one run."""
    return f"<w:p>{''.join(r if r.startswith('<') else run(r) for r in runs)}</w:p>"


def table(*rows: list[str]) -> str:
    """A table of one-paragraph cells."""
    cells = "".join("<w:tr>" + "".join(f"<w:tc>{para(c)}</w:tc>" for c in row) + "</w:tr>" for row in rows)
    grid = "<w:tblGrid>" + "<w:gridCol/>" * len(rows[0]) + "</w:tblGrid>"
    return f"<w:tbl><w:tblPr/>{grid}{cells}</w:tbl>"


def box(*texts: str) -> str:
    """A paragraph that holds a text box."""
    inside = "".join(para(t) for t in texts)
    return f"<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>{inside}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"


def picture(description: str) -> str:
    """A paragraph with an empty drawing of this description."""
    ns = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
    return f'<w:p><w:r><w:drawing><wp:inline xmlns:wp="{ns}"><wp:docPr id="77" name="图" descr="{escape(description)}"/></wp:inline></w:drawing></w:r></w:p>'


def properties(title: str) -> Change:
    """The document's title in its properties."""

    def change(parts: dict[str, bytes]) -> None:
        core = re.sub(rb"<dc:title>.*?</dc:title>|<dc:title/>", b"", parts["docProps/core.xml"])
        added = f"<dc:title>{escape(title)}</dc:title></cp:coreProperties>".encode()
        parts["docProps/core.xml"] = core.replace(b"</cp:coreProperties>", added)

    return change


def words(before: str, after: str) -> Change:
    """The first place of `before` in the body's words becomes `after`."""

    def change(parts: dict[str, bytes]) -> None:
        document = parts["word/document.xml"].decode()
        assert escape(before) in document, before
        parts["word/document.xml"] = document.replace(escape(before), escape(after), 1).encode()

    return change


def whole(before: str, xml: str) -> Change:
    """The paragraph that says `before` becomes `xml`."""

    def change(parts: dict[str, bytes]) -> None:
        document = parts["word/document.xml"].decode()
        at = document.index(escape(before))
        begin = document.rindex("<w:p>", 0, at)
        end = document.index("</w:p>", at) + len("</w:p>")
        parts["word/document.xml"] = (document[:begin] + xml + document[end:]).encode()

    return change


def ahead(xml: str) -> Change:
    """Paragraphs put before the first one of the body."""

    def change(parts: dict[str, bytes]) -> None:
        document = re.sub(r"(<w:document\b)[^>]*>", rf"\1 {NAMESPACES}>", parts["word/document.xml"].decode())
        parts["word/document.xml"] = document.replace("<w:body>", "<w:body>" + xml, 1).encode()

    return change


def running(kind: str, *texts: str, type_: str = "default") -> Change:
    """A header or footer ("header", "footer") of the last section."""

    def change(parts: dict[str, bytes]) -> None:
        name = f"{kind}9.xml"
        root = "hdr" if kind == "header" else "ftr"
        parts[f"word/{name}"] = f"<w:{root} {NAMESPACES}>{''.join(para(t) for t in texts)}</w:{root}>".encode()
        add_relation(parts, "rIdNine", kind, name)
        media = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"
        add_type(parts, f'<Override PartName="/word/{name}" ContentType="{media}"/>', f"/word/{name}")
        document = parts["word/document.xml"].decode()
        at = document.rindex("<w:sectPr>") + len("<w:sectPr>")
        document = document[:at] + re.sub(rf'<w:{kind}Reference w:type="{type_}"[^>]*/>', "", document[at:])
        added = f'<w:{kind}Reference w:type="{type_}" r:id="rIdNine"/>'
        parts["word/document.xml"] = (document[:at] + added + document[at:]).encode()

    return change


def note(text: str) -> Change:
    """A footnote with this text."""

    def change(parts: dict[str, bytes]) -> None:
        added = f'<w:footnote w:id="7">{para(text)}</w:footnote></w:footnotes>'
        parts["word/footnotes.xml"] = parts["word/footnotes.xml"].replace(b"</w:footnotes>", added.encode())

    return change


def part(name: str, before: str, after: str) -> Change:
    """`before` in the part `name` becomes `after`."""

    def change(parts: dict[str, bytes]) -> None:
        assert before.encode() in parts[name], before
        parts[name] = parts[name].replace(before.encode(), after.encode())

    return change


def template(folder: Path, *changes: Change, toml: str | None = None) -> Path:
    """The built-in template with the changes made, in `folder`."""
    parts = read_parts((JIANGXI / "volume.docx").read_bytes())
    for change in changes:
        change(parts)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "volume.docx").write_bytes(write_parts(parts))
    own = (JIANGXI / "volume.toml").read_text(encoding="utf-8") if toml is None else toml
    (folder / "volume.toml").write_text(own, encoding="utf-8")
    return folder
