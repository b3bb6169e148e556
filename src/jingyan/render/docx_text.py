"""Small pieces of WordprocessingML as strings: runs, bookmarks, fields. Everything that goes in is made printable and escaped here."""

import re
from xml.sax.saxutils import escape

from jingyan.zh.printable import UNPRINTABLE

_BLANKS = re.compile("[\t\n\x0b\x0c\r]")


class Xml:
    """Ready XML for a template tag; jinja's autoescape leaves it alone."""

    __slots__ = ("xml",)

    def __init__(self, xml: str) -> None:
        self.xml = xml

    def __html__(self) -> str:
        return self.xml

    __str__ = __html__


def printable(text: str) -> str:
    """`text` without characters that XML or a printer cannot take, on one line."""
    return _BLANKS.sub(" ", UNPRINTABLE.sub("", text))


def attribute(text: str) -> str:
    """`text` for a double-quoted attribute."""
    return escape(printable(text), {'"': "&quot;"})


def run(text: str, *, style: str | None = None, bold: bool = False, space: bool = True, more: str = "") -> str:
    """One run of text; “ ” … — are told to be Chinese, or Word sets them in the Latin font. `more` are further rPr elements that stand after w:b in the schema."""
    look = f'<w:rStyle w:val="{style}"/>' if style else ""
    look += '<w:rFonts w:hint="eastAsia"/>'
    look += ("<w:b/>" if bold else "") + more
    keep = ' xml:space="preserve"' if space else ""
    return f"<w:r><w:rPr>{look}</w:rPr><w:t{keep}>{escape(printable(text))}</w:t></w:r>"


def paragraph(style: str, content: str, properties: str = "") -> str:
    """One paragraph of the style with this id; `properties` are further pPr elements in schema order."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'


def field_char(kind: str) -> str:
    """A begin, separate or end mark of a complex field."""
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def instruction(code: str) -> str:
    """A field's instruction run."""
    return f'<w:r><w:instrText xml:space="preserve"> {escape(printable(code))} </w:instrText></w:r>'


def bookmarked(name: str, number: int, content: str) -> str:
    """`content` (runs) inside the bookmark `name`."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{number}"/>'
