"""LibreOffice as a ruler: the volume is turned into a PDF and the page of every bookmark is read from it. The docx itself is never saved by it."""

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from jingyan.model.source import Office
from jingyan.render.docx_package import read_parts, write_parts
from jingyan.render.measure_heads import with_full_heads
from jingyan.render.pdf_fixed import fixed_pdf

# Every bookmark becomes a named destination; blank pages before odd-page sections stay in, or the count would be short by them.
PDF_FILTER = (
    'pdf:writer_pdf_Export:{"ExportBookmarksToPDFDestination":{"type":"boolean","value":"true"},'
    '"IsSkipEmptyPages":{"type":"boolean","value":"false"}}'
)


_ENOUGH = 30  # Chinese characters to judge a font by
_FULL = 0.8  # ems; type is never set tighter than that, boxes measure 0.36 to 0.6


def to_pdf(docx: bytes, office: Office) -> bytes | None:
    """The PDF of a docx, equal for an equal docx; None when the office program made none."""
    with tempfile.TemporaryDirectory(prefix="jingyan-volume-") as name:
        file = Path(name) / "volume.docx"
        file.write_bytes(_for_measuring(docx))
        made = office.convert([file], PDF_FILTER, Path(name) / "out").get(file)
        return fixed_pdf(made.read_bytes()) if made else None


def _for_measuring(docx: bytes) -> bytes:
    """The docx as LibreOffice needs it to print what Word prints."""
    parts = with_full_heads(_without_hanging_marks(read_parts(docx)))
    return write_parts({**parts, "word/document.xml": _with_live_numbers(parts["word/document.xml"])})


def _without_hanging_marks(parts: dict[str, bytes]) -> dict[str, bytes]:
    """The parts for LibreOffice only. It reads w:overflowPunct the wrong way round (0 and nothing hang, 1 does not; DomainMapper.cxx, seen in 7.4),
    and a mark that hangs over the margin is missing from its PDF, so the copy says 1 where the docx says 0.
    """
    for name in ("word/styles.xml", "word/document.xml"):
        parts[name] = re.sub(rb"<w:overflowPunct\b[^>]*/>", b"", parts[name])
    default = rb"<w:pPrDefault><w:pPr><w:overflowPunct/></w:pPr></w:pPrDefault>"
    styles = re.sub(
        rb"<w:pPrDefault\s*/>|<w:pPrDefault>\s*<w:pPr\s*/>\s*</w:pPrDefault>", default, parts["word/styles.xml"]
    )
    if default not in styles:
        styles = re.sub(rb"(<w:pPrDefault>\s*<w:pPr>)", rb"\1<w:overflowPunct/>", styles)
    if b"<w:overflowPunct/>" not in styles:
        styles = styles.replace(b"</w:docDefaults>", default + b"</w:docDefaults>")
    return {**parts, "word/styles.xml": styles}


def _with_live_numbers(document: bytes) -> bytes:
    """A copy for LibreOffice only: the contents list without its TOC field.

    Inside a TOC field LibreOffice prints the cached text; outside it knows PAGEREF as a reference of its own and fills in the page itself, so that the first PDF
    has the right numbers already (seen in 7.4; `contents_check` reads them back).
    """
    begin = _TOC_BEGIN.search(document)
    if begin is None:
        return document
    depth = 1
    for mark in _FIELD_MARK.finditer(document, begin.end()):
        depth += {b"begin": 1, b"end": -1}.get(mark[1], 0)
        if depth == 0:
            return document[: begin.start()] + document[begin.end() : mark.start()] + document[mark.end() :]
    return document


_FIELD_MARK = re.compile(rb'<w:r><w:fldChar w:fldCharType="(begin|separate|end)"/></w:r>')
_TOC_BEGIN = re.compile(
    rb'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText[^>]*> ?TOC [^<]*</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
)


class PrintedPdf:
    """A PDF that an office program made: its pages, the places of its bookmarks, its words. To be used in a `with` statement."""

    def __init__(self, data: bytes) -> None:
        import pypdfium2

        self._document = pypdfium2.PdfDocument(data)
        self._texts: dict[int, str] = {}

    def __enter__(self) -> "PrintedPdf":
        return self

    def __exit__(self, *_: object) -> None:
        self._document.close()

    def __len__(self) -> int:
        return len(self._document)

    def bookmarks(self) -> dict[str, int]:
        """0-based page of every named destination."""
        from ctypes import byref, c_long, create_string_buffer

        from pypdfium2 import raw

        found: dict[str, int] = {}
        for number in range(raw.FPDF_CountNamedDests(self._document)):
            size = c_long(0)
            raw.FPDF_GetNamedDest(self._document, number, None, byref(size))
            name = create_string_buffer(size.value)
            place = raw.FPDF_GetNamedDest(self._document, number, name, byref(size))
            page = raw.FPDFDest_GetDestPageIndex(self._document, place) if place else -1
            if page >= 0:
                found[_plain_name(name.raw.decode("utf-16-le").rstrip("\0"))] = page
        return found

    def text(self, page: int) -> str:
        """The words of a page (0-based) in reading order."""
        if page not in self._texts:
            sheet = self._document[page]
            words = sheet.get_textpage()
            self._texts[page] = words.get_text_bounded()
            words.close()
            sheet.close()
        return self._texts[page]

    def has_chinese_font(self) -> bool:
        """True if the PDF was set with glyphs for Chinese, or holds none to judge by.

        Every Chinese font sets a character one em wide. Without one LibreOffice prints the empty box of a Latin font, a third of that, and counts half the pages.
        """
        steps: list[float] = []
        for page in range(len(self)):
            steps += self._steps(page)
            if len(steps) >= _ENOUGH:
                break
        return not steps or sorted(steps)[len(steps) // 2] > _FULL

    def _steps(self, page: int) -> Iterator[float]:
        """The distance from each Chinese character of a page to the next one on its line, in ems."""
        from ctypes import byref, c_double

        from pypdfium2 import raw

        sheet = self._document[page]
        words = sheet.get_textpage()
        x, y = c_double(0), c_double(0)
        last: tuple[float, float] | None = None
        for index in range(words.count_chars()):
            code = raw.FPDFText_GetUnicode(words, index)
            raw.FPDFText_GetCharOrigin(words, index, byref(x), byref(y))
            here = (x.value, y.value) if 0x4E00 <= code <= 0x9FFF else None
            if here and last and here[1] == last[1] and here[0] > last[0]:
                yield (here[0] - last[0]) / (raw.FPDFText_GetFontSize(words, index) or 1)
            last = here
        words.close()
        sheet.close()


def _plain_name(name: str) -> str:
    """The bookmark's own name: LibreOffice 7 writes its first "_" as a PDF name escape, which comes back as "/5F"."""
    return re.sub(r"^[/#]*5F", "_", name).lstrip("/")
