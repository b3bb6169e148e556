"""LibreOffice as a ruler: the volume is turned into a PDF and the page of every bookmark is read from it. The docx itself is never saved by it."""

import re
import tempfile
from io import BytesIO
from pathlib import Path

from jingyan.model.source import Office
from jingyan.render.docx_package import read_parts, write_parts
from jingyan.render.pdf_fixed import fixed_pdf

# Every bookmark becomes a named destination; blank pages before odd-page sections stay in, or the count would be short by them.
PDF_FILTER = (
    'pdf:writer_pdf_Export:{"ExportBookmarksToPDFDestination":{"type":"boolean","value":"true"},'
    '"IsSkipEmptyPages":{"type":"boolean","value":"false"}}'
)


_ENOUGH = 30  # Chinese characters to judge a font by


def to_pdf(docx: bytes, office: Office) -> bytes | None:
    """The PDF of a docx, equal for an equal docx; None when the office program made none."""
    with tempfile.TemporaryDirectory(prefix="jingyan-volume-") as name:
        file = Path(name) / "volume.docx"
        file.write_bytes(_without_hanging_marks(docx))
        made = office.convert([file], PDF_FILTER, Path(name) / "out").get(file)
        return fixed_pdf(made.read_bytes()) if made else None


def _without_hanging_marks(docx: bytes) -> bytes:
    """A copy for LibreOffice only. It reads w:overflowPunct the wrong way round (0 and nothing hang, 1 does not; DomainMapper.cxx, seen in 7.4),
    and a mark that hangs over the margin is missing from its PDF, so the copy says 1 where the docx says 0.
    """
    parts = read_parts(docx)
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
    return write_parts({**parts, "word/styles.xml": styles})


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
    """True if the PDF was set with glyphs for Chinese; without a font LibreOffice prints one box for every character and counts half the pages."""
    from pypdf import PdfReader

    seen: list[str] = []
    for page in PdfReader(BytesIO(pdf)).pages:
        seen += re.findall("[\u4e00-\u9fff]", page.extract_text())
        if len(seen) >= _ENOUGH:
            break
    # The boxes share one glyph, which reads back as one and the same character.
    return len(set(seen)) > min(len(seen), _ENOUGH) // 10
