"""LibreOffice as a ruler: the volume is turned into a PDF and the page of every bookmark is read from it. The docx itself is never saved by it."""

import re
import tempfile
from io import BytesIO
from pathlib import Path

from jingyan.model.source import Office

# Every bookmark becomes a named destination; blank pages before odd-page sections stay in, or the count would be short by them.
PDF_FILTER = (
    'pdf:writer_pdf_Export:{"ExportBookmarksToPDFDestination":{"type":"boolean","value":"true"},'
    '"IsSkipEmptyPages":{"type":"boolean","value":"false"}}'
)


def to_pdf(docx: bytes, office: Office) -> bytes | None:
    """The PDF of a docx, None when the office program made none."""
    with tempfile.TemporaryDirectory(prefix="jingyan-volume-") as name:
        file = Path(name) / "volume.docx"
        file.write_bytes(docx)
        made = office.convert([file], PDF_FILTER, Path(name) / "out").get(file)
        return made.read_bytes() if made else None


def bookmark_pages(pdf: bytes) -> tuple[dict[str, int], int]:
    """0-based page of every named destination, and the number of pages."""
    from pypdf import PdfReader

    reader = PdfReader(BytesIO(pdf))
    pages = {
        _plain_name(name): reader.get_destination_page_number(place)
        for name, place in reader.named_destinations.items()
    }
    return {name: page for name, page in pages.items() if page is not None}, len(reader.pages)


def _plain_name(name: str) -> str:
    """The bookmark's own name: LibreOffice 7 writes its first "_" as a PDF name escape, which comes back as "/5F"."""
    return re.sub(r"^[/#]*5F", "_", name).lstrip("/")


def has_chinese_font(pdf: bytes) -> bool:
    """True if any font in the PDF has glyphs for Chinese; without one LibreOffice prints boxes and counts half the pages."""
    from pypdf import PdfReader

    reader = PdfReader(BytesIO(pdf))
    for page in reader.pages[:3]:
        text = page.extract_text()
        if any("\u4e00" <= c <= "\u9fff" for c in text):
            return True
    return False
