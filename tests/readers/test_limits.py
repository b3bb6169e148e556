"""Files made to exhaust: each is answered within seconds and little memory, by a Source or a named Problem."""

import io
import struct
import time
import zipfile
from collections.abc import Callable

import pytest

from jingyan.model.source import RawFile
from jingyan.readers.picture_size import pixels
from jingyan.readers.reading import read_files
from jingyan.readers.settings import ReadSettings
from tests.readers.making import docx, level, notices, numbered, numbering, p, part, read, refusal


def stored(inner: str, **parts: bytes) -> bytes:
    """A docx whose parts are not compressed: no ratio gives it away."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", part("document", f"<w:body>{inner}</w:body>"))
        relations = "".join(f'<Relationship Id="{n}" Type="x/{n}" Target="{n}.xml"/>' for n in parts)
        archive.writestr("word/_rels/document.xml.rels", f"<Relationships>{relations}</Relationships>")
        for name, data in parts.items():
            archive.writestr(f"word/{name}.xml", data)
    return out.getvalue()


def page(inner: str) -> bytes:
    return f"<html><body>{inner}</body></html>".encode()


def many_pages(count: int, *, cyclic: bool) -> bytes:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="s{n}"><w:name w:val="n{n}"/><w:basedOn w:val="s{(n + 1) % count if cyclic else n + 1}"/></w:style>'
        for n in range(count)
    )
    body = "".join(p("甲", f'<w:pStyle w:val="s{n}"/>') for n in range(count))
    return stored(body, styles=part("styles", styles))


CELL = '<w:tc><w:tcPr><w:gridSpan w:val="1000"/><w:vMerge/></w:tcPr><w:p/></w:tc>'
REFERENCE = '<w:p><w:r><w:t>x</w:t><w:footnoteReference w:id="2"/></w:r></w:p>'
LOOP = (
    '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="a"/></w:abstractNum><w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="b"/></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
)
LOOP_STYLES = "".join(
    f'<w:style w:type="numbering" w:styleId="{name}"><w:name w:val="{name}"/><w:pPr><w:numPr><w:numId w:val="{num}"/></w:numPr></w:pPr></w:style>'
    for name, num in (("a", 2), ("b", 1))
)
HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "5,000 nested tables": ("a.docx", lambda: stored("<w:tbl><w:tr><w:tc>" * 5000 + "</w:tc></w:tr></w:tbl>" * 5000)),
    "75 nested tables around a text": (
        "a.docx",
        lambda: stored("<w:tbl><w:tr><w:tc/><w:tc>" * 75 + p("甲乙" * 900_000) + "</w:tc></w:tr></w:tbl>" * 75),
    ),
    "100,000 paragraphs": ("a.docx", lambda: stored(p("某区教育局") * 100_000)),
    "ten million runs": ("a.docx", lambda: stored("<w:p>" + "<w:r/>" * 10_000_000 + "</w:p>")),
    "bold lines in one paragraph": (
        "a.docx",
        lambda: stored("<w:p>" + "<w:r><w:rPr><w:b/></w:rPr><w:t>甲</w:t></w:r><w:r><w:br/></w:r>" * 60_000 + "</w:p>"),
    ),
    "wide cells": ("a.docx", lambda: stored(f"<w:tbl><w:tr>{CELL * 60_000}</w:tr></w:tbl>{p('甲')}")),
    "a chain of styles": ("a.docx", lambda: many_pages(3000, cyclic=False)),
    "a circle of styles": ("a.docx", lambda: many_pages(3000, cyclic=True)),
    "a circle of numbering styles": ("a.docx", lambda: docx(numbered("甲"), numbering=LOOP, styles=LOOP_STYLES)),
    "a very long number": (
        "a.docx",
        lambda: stored(
            numbered("甲") * 5000, numbering=part("numbering", numbering(level(0, "decimal", "%1" * 99_999)))
        ),
    ),
    "a note referred to 5,000 times": (
        "a.docx",
        lambda: stored(
            REFERENCE * 5000, footnotes=part("footnotes", f'<w:footnote w:id="2">{p("字" * 99_999)}</w:footnote>')
        ),
    ),
    "comments without an end": ("a.html", lambda: b"<!---->" * 580 + b"x" * 5000),
    "attributes": ("a.html", lambda: page("<p " + " ".join(f"a{n}=1" for n in range(300_000)) + ">甲")),
    "bold words": ("a.html", lambda: page("<b>甲</b>" * 150_000)),
    "a million tags": ("a.html", lambda: page("<p>甲" * 1_000_000)),
    "nested tables of a page": ("a.html", lambda: page("<table><tr><td>x<td>" * 5000)),
    "lines": ("a.txt", lambda: b"a\n" * 10_000_000),
    "signs of rtf": ("a.rtf", lambda: b"{\\rtf1 " + b"{}" * 20_000_000 + b"x}"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_each_hostile_file_is_answered_in_time(name: str) -> None:
    path, make = HOSTILE[name]
    data = make()
    begin = time.perf_counter()
    sources, problems = read_files([RawFile(path, data)])
    assert time.perf_counter() - begin < 20
    assert len(sources) + len(problems) == 1
    assert sum(len(source.text) for source in sources) < 3_000_000


def test_a_part_of_300_mb() -> None:
    assert refusal(docx(p("甲乙丙丁") * 4_000_000)).code in {"read.zip_bomb", "read.too_large"}


def test_a_note_is_written_once() -> None:
    body = docx(REFERENCE * 3, footnotes=f'<w:footnote w:id="2">{p("注")}</w:footnote>')
    assert read(body).text == "x\nx\nx\n注\n"


def png(width: int, height: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", width, height) + b"\x08\x02\0\0\0"


def test_pixels_from_headers() -> None:
    assert pixels(png(30, 20)) == 600
    assert pixels(b"GIF89a" + struct.pack("<HH", 30, 20)) == 600
    assert pixels(b"BM" + bytes(16) + struct.pack("<ii", 30, -20)) == 600
    jpeg = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc2\x00\x11\x08" + struct.pack(">HH", 20, 30)
    assert pixels(jpeg) == 600
    assert pixels(b"RIFF\0\0\0\0WEBPVP8X" + bytes(8) + b"\x1d\0\0\x13\0\0") == 600
    assert [pixels(data) for data in (b"", b"\xff\xd8\xff", jpeg[:12], b"<svg/>", png(1, 1)[:18])] == [0] * 5


def test_a_picture_too_large_keeps_its_place() -> None:
    drawing = '<w:r><w:drawing><wp:inline><a:blip r:embed="p1"/></wp:inline></w:drawing></w:r>'
    body = f"<w:p><w:r><w:t>图一</w:t></w:r>{drawing}</w:p>"
    source = read(docx(body, pictures={"p1": png(60_000, 60_000)}))
    assert [(block.kind, block.picture) for block in source.blocks if block.kind == "picture"] == [("picture", None)]
    assert notices(source) == ["read.picture_large"]
    assert "1 张" in source.notices[0].message


def test_limits_are_settings() -> None:
    small = ReadSettings(max_marks=10, max_lines=2, max_tags=3, reraise=True)
    assert refusal(docx(p("甲") * 9), settings=small).code == "read.too_complex"
    assert refusal(b"a\nb\nc\nd\n", "a.txt", small).code == "read.too_complex"
    assert refusal(page("<p>a<p>b"), "a.html", small).code == "read.too_complex"
    assert refusal(b"{\\rtf1 " + b"{x}" * 9 + b"}", "a.rtf", small).code == "read.too_complex"
