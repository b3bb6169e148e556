"""PDF files with a text layer: characters with their places by pdfium, lines and paragraphs by `pdf_lines`; scans and locked files are named."""

import ctypes
import itertools
import unicodedata
from dataclasses import replace
from typing import Any

from jingyan.model.programs import Recogniser
from jingyan.model.source import RawFile
from jingyan.readers.draft import Draft, note
from jingyan.readers.ocr import Desk, assembled, page_words, seen_lines
from jingyan.readers.pdf_lines import Glyph, PageLines, page_lines, paragraphs
from jingyan.readers.problems import Refusal
from jingyan.readers.settings import ReadSettings

_GARBLED = 0.3
_LITTLE = 40  # characters: a scan may carry a printed page number, a stamp or the scanning app's mark as text
_COVERED = 0.4  # of the page by pictures: a scan fills it, a photograph on an otherwise blank page seldom
_DRAWN = 100  # outlines on a page without text: print turned into curves
_MOST_OBJECTS = 5_000
_SAMPLE = 60  # objects at the beginning of a page


def read(file: RawFile, settings: ReadSettings, recogniser: Recogniser | None = None) -> Draft:
    """The text of all pages, one line a paragraph. Page headers, footers and page numbers are left out; lines that the page width broke are joined again.

    Pages that are pictures go to `recogniser`; without one they are named in a note, and a file that has only such is refused as a scan.
    """
    desk = Desk(recogniser, settings) if recogniser else None
    pages = _pages(file, settings, desk)
    empty = [number for number, page in enumerate(pages, 1) if not page.lines]
    if len(empty) == len(pages):
        raise Refusal("read.ocr_nothing" if desk and not desk.unread else "read.scan", count=len(pages))
    text, blocks, spans = assembled(paragraphs(pages))
    if _garbled_share(text) > _GARBLED:
        raise Refusal("read.garbled_pdf")
    if not text or text.isspace():
        raise Refusal("read.no_text")
    told = desk.notes() if desk else ()
    known = {*desk.seen} if desk else set[int]()
    layered = [n for n, page in enumerate(pages, 1) if page.lines and page.lines[0].seen and n not in known]
    if layered:
        told = (*told, note("read.ocr_layer", pages=page_words(layered)))
    silent = [number for number in empty if not (desk and number in desk.unread)]
    notes = (note("read.scan_pages", pages=page_words(silent)),) if silent else ()
    return Draft(text, blocks, notes=(*told, *notes), recognised=spans)


def _garbled_share(text: str) -> float:
    """The share of characters that stand for nothing: private use, as fonts without a table of characters give."""
    return sum("\ue000" <= c <= "\uf8ff" or c == "\ufffd" for c in text) / max(1, len(text))


def _pages(file: RawFile, settings: ReadSettings, desk: Desk | None) -> list[PageLines]:
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
            page = _page(document, number, left)
            left -= sum(len(line.text) for line in page.lines)
            page = _recognised(document, number, page, desk) if desk else page
            pages.append(_marked(document, number, page))
        return pages
    finally:
        document.close()


def _recognised(document: Any, number: int, page: PageLines, desk: Desk) -> PageLines:
    """The page as the recogniser sees it, if it is a picture with hardly any text of its own, or its text is garbled; else as it is."""
    import pypdfium2

    text = "".join(line.text for line in page.lines)
    if len(text) > _LITTLE and _garbled_share(text) <= _GARBLED:
        return page
    try:
        sheet = document[number]
    except pypdfium2.PdfiumError:
        return page
    try:
        if not _is_picture(sheet) and _garbled_share(text) <= _GARBLED:
            return page
        scale = min(
            desk.settings.ocr_dpi / 72, (desk.settings.max_pixels / 4 / (sheet.get_width() * sheet.get_height())) ** 0.5
        )
        seen = None if desk.is_closed() else _drawn(sheet, scale)
        found = desk.page(number + 1, seen or b"")
    except pypdfium2.PdfiumError:
        return page
    finally:
        sheet.close()
    return seen_lines(found, 1 / scale) if found and found.lines else page


def _marked(document: Any, number: int, page: PageLines) -> PageLines:
    """The page with its lines marked as seen when they lie invisible over a picture: somebody's recogniser wrote them."""
    import pypdfium2
    from pypdfium2 import raw

    if not page.lines or page.lines[0].seen:
        return page
    try:
        sheet = document[number]
    except pypdfium2.PdfiumError:
        return page
    try:
        objects = list(itertools.islice(sheet.get_objects(max_depth=3), _SAMPLE))
        modes = [raw.FPDFTextObj_GetTextRenderMode(o.raw) for o in objects if o.type == raw.FPDF_PAGEOBJ_TEXT]
    finally:
        sheet.close()
    if 2 * modes.count(raw.FPDF_TEXTRENDERMODE_INVISIBLE) <= len(modes):
        return page
    return PageLines(page.height, tuple(replace(line, seen=True) for line in page.lines))


def _is_picture(sheet: Any) -> bool:
    """Whether pictures cover most of the page, or it has only drawings: print as outlines."""
    from pypdfium2 import raw

    area, drawings = 0.0, 0
    for item in itertools.islice(sheet.get_objects(max_depth=3), _MOST_OBJECTS):
        if item.type == raw.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = item.get_bounds()
            area += max(0.0, right - left) * max(0.0, top - bottom)
        drawings += item.type == raw.FPDF_PAGEOBJ_PATH
    return area > _COVERED * sheet.get_width() * sheet.get_height() or drawings > _DRAWN


def _drawn(sheet: Any, scale: float) -> bytes:
    """The page as a grey picture (PGM: a header and the bytes)."""
    bitmap = sheet.render(scale=scale, grayscale=True)
    try:
        rows = memoryview(bitmap.buffer).cast("B")
        packed = b"".join(
            bytes(rows[at : at + bitmap.width]) for at in range(0, bitmap.height * bitmap.stride, bitmap.stride)
        )
        return f"P5 {bitmap.width} {bitmap.height} 255\n".encode() + packed
    finally:
        bitmap.close()


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
