"""PDF files with a text layer: characters with their places by pdfium, lines and paragraphs by `pdf_lines`; scans and locked files are named."""

import ctypes
import unicodedata
from typing import Any

from jingyan.model.source import Block, RawFile
from jingyan.model.span import Span
from jingyan.readers.draft import Draft, note
from jingyan.readers.pdf_lines import Glyph, PageLines, page_lines, paragraphs
from jingyan.readers.problems import Refusal
from jingyan.readers.settings import ReadSettings

_GARBLED = 0.3
_MANY = 20


def read(file: RawFile, settings: ReadSettings) -> Draft:
    """The text of all pages, one line a paragraph. Page headers, footers and page numbers are left out; lines that the page width broke are joined again.

    Pages without text are named in a note; a file without any is refused as a scan.
    """
    pages = _pages(file, settings)
    empty = [number for number, page in enumerate(pages, 1) if not page.lines]
    if len(empty) == len(pages):
        raise Refusal("read.scan", count=len(pages))
    lines = paragraphs(pages)
    text = "".join(line + "\n" for line in lines)
    bad = sum("\ue000" <= c <= "\uf8ff" or c == "\ufffd" for c in text)
    if bad > _GARBLED * len(text):
        raise Refusal("read.garbled_pdf")
    if not text or text.isspace():
        raise Refusal("read.no_text")
    blocks, start = [], 0
    for line in lines:
        blocks.append(Block("paragraph", Span(start, start + len(line))))
        start += len(line) + 1
    notes = (note("read.scan_pages", pages=_page_words(empty)),) if empty else ()
    return Draft(text, tuple(blocks), notes=notes)


def _pages(file: RawFile, settings: ReadSettings) -> list[PageLines]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(file.data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise Refusal("read.encrypted") from error
        raise Refusal("read.damaged", kind=" PDF") from error
    try:
        if len(document) == 0:
            raise Refusal("read.damaged", kind=" PDF")
        if len(document) > settings.max_pages:
            raise Refusal("read.too_large", what="PDF", size=f"{len(document)} 页", limit=f"{settings.max_pages} 页")
        pages, left = [], settings.max_glyphs
        for number in range(len(document)):
            pages.append(_page(document, number, left))
            left -= sum(len(line.text) for line in pages[-1].lines)
        return pages
    finally:
        document.close()


def _page(document: Any, number: int, most: int) -> PageLines:
    """Lines of one page of at most `most` characters (Refusal beyond); a page that pdfium cannot open counts as empty, the others are still read."""
    import pypdfium2

    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        return PageLines(0.0, ())
    try:
        height = float(page.get_height())
        text_page = page.get_textpage()
        try:
            if text_page.count_chars() > most:
                raise Refusal("read.too_complex", what="PDF")
            return page_lines(_glyphs(text_page), height)
        finally:
            text_page.close()
    except pypdfium2.PdfiumError:
        return PageLines(0.0, ())
    finally:
        page.close()


def _glyphs(text_page: Any) -> list[Glyph]:
    """The characters of a page in the order of the file, with the box of their font size (points, origin at the bottom left)."""
    from pypdfium2 import raw

    box, handle = raw.FS_RECTF(), text_page.raw
    get_unicode, get_box, is_generated = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox, raw.FPDFText_IsGenerated
    pointer = ctypes.byref(box)
    glyphs: list[Glyph] = []
    for index in range(text_page.count_chars()):
        char = _character(get_unicode(handle, index))
        if char and get_box(handle, index, pointer):
            glyphs.append(Glyph(char, box.left, box.right, box.bottom, box.top, is_generated(handle, index) == 1))
    return glyphs


def _character(code: int) -> str:
    """The character of a code; "" for controls and marks that stand for nothing. Radicals (U+2F00 …) come from fonts that reuse one
    glyph for radical and character: the text means the character.
    """
    if (
        code < 0x20
        or 0x7F <= code < 0xA0
        or 0xD800 <= code < 0xE000
        or code in (0xFEFF, 0xFFFE, 0xFFFF, 0xAD)
        or code > 0x10FFFF
    ):
        return ""
    char = chr(code)
    return unicodedata.normalize("NFKC", char) if 0x2F00 <= code <= 0x2FD5 else char


def _page_words(numbers: list[int]) -> str:
    shown = "、".join(map(str, numbers[:_MANY]))
    return shown + (f" 等 {len(numbers)}" if len(numbers) > _MANY else "")
