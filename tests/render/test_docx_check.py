"""Seeded faults of a docx: every kind is found by our own check or by one of the two validators, and the volume itself is clean under all three."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from jingyan.render.docx_check import check_docx
from jingyan.render.docx_package import read_parts, write_parts
from tests.render.test_volume_docx import render, small_volume

Parts = dict[str, bytes]
DOCUMENT = "word/document.xml"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OWN, AUDIT, INTEGRITY = "own", "audit", "integrity"


def added(xml: str) -> Callable[[Parts], None]:
    """A fault: `xml` before everything else."""
    return replaced(DOCUMENT, "<w:body>", f"<w:body>{xml}")


def replaced(part: str, before: str, after: str) -> Callable[[Parts], None]:
    """A fault: the first place that matches `before` in the part becomes `after`."""

    def change(parts: Parts) -> None:
        parts[part], count = re.subn(before.encode(), after.encode(), parts[part], count=1, flags=re.DOTALL)
        assert count == 1

    return change


def removed(start: str) -> Callable[[Parts], None]:
    """A fault: the first part with this name is missing."""

    def change(parts: Parts) -> None:
        del parts[next(n for n in parts if n.startswith(start))]

    return change


def doubled_shape(parts: Parts) -> None:
    (first, *_) = re.findall(rb'<wp:docPr id="(\d+)"', parts[DOCUMENT])
    parts[DOCUMENT] = re.sub(rb'<wp:docPr id="\d+"', b'<wp:docPr id="' + first + b'"', parts[DOCUMENT])


def paragraph(content: str) -> str:
    return f"<w:p>{content}</w:p>"


MARK = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
REVISION = '<w:ins w:id="5" w:author="a"><w:r><w:t>a</w:t></w:r></w:ins>'
CELL = "<w:tc><w:p/></w:tc>"
TABLE = '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="1"/></w:tblGrid><w:tr>{}</w:tr></w:tbl>'

FAULTS: dict[str, tuple[Callable[[Parts], None], str]] = {
    "bookmark name twice": (
        added(paragraph('<w:bookmarkStart w:id="991" w:name="_Toc00000001"/><w:bookmarkEnd w:id="991"/>')), OWN),
    "bookmark id twice": (added(paragraph('<w:bookmarkStart w:id="1" w:name="z"/><w:bookmarkEnd w:id="1"/>')), OWN),
    "bookmark without end": (added(paragraph('<w:bookmarkStart w:id="991" w:name="z"/>')), OWN),
    "bookmark end without start": (added(paragraph('<w:bookmarkEnd w:id="991"/>')), OWN),
    "field without end": (added(paragraph(MARK.format("begin"))), OWN),
    "field end without begin": (added(paragraph(MARK.format("end"))), OWN),
    "field in a footer without end": (
        replaced("word/footer1.xml", "</w:ftr>", f"{paragraph(MARK.format('begin'))}</w:ftr>"), OWN),
    "dirty field": (replaced(DOCUMENT, '<w:fldChar w:fldCharType="begin"', r"\g<0> w:dirty='true'"), OWN),
    "link to no bookmark": (added(paragraph('<w:hyperlink w:anchor="nowhere"/>')), OWN),
    "page of no bookmark": (
        added(paragraph('<w:r><w:instrText xml:space="preserve"> PAGEREF nowhere </w:instrText></w:r>')), OWN),
    "no such relationship": (added(paragraph(f'<w:hyperlink xmlns:r="{RELATIONS}" r:id="rId777"/>')), OWN),
    "picture missing": (removed("word/media/"), OWN),
    "footer missing": (removed("word/footer"), OWN),
    "note without text": (replaced("word/footnotes.xml", '<w:footnote w:id="1">.*?</w:footnote>', ""), OWN),
    "drawing id twice": (doubled_shape, OWN),
    "revision id twice": (added(paragraph(REVISION * 2)), OWN),
    "stray part": (lambda parts: parts.update({"word/stray.xml": b"<a/>"}), OWN),
    "broken XML": (replaced(DOCUMENT, "</w:body>", ""), OWN),
    "control character": (added(paragraph("<w:r><w:t>\x0b</w:t></w:r>")), OWN),
    "wrong order of properties": (added(paragraph('<w:r><w:rPr><w:sz w:val="3"/><w:b/></w:rPr></w:r>')), AUDIT),
    "value that is none": (added(paragraph('<w:pPr><w:jc w:val="middle"/></w:pPr>')), AUDIT),
    "cell without paragraph": (added(TABLE.format("<w:tc/>")), AUDIT),
    "paragraph in a paragraph": (added(paragraph("<w:p/>")), AUDIT),
    "section in the wrong place": (added("<w:sectPr/>"), AUDIT),
    "style id twice": (replaced("word/styles.xml", '<w:style [^>]*w:styleId="Heading2".*?</w:style>', r"\g<0>\g<0>"), AUDIT),
    "wrong type of the document": (replaced("[Content_Types].xml", "document.main", "document.other"), AUDIT),
    "style that is not there": (added(paragraph('<w:pPr><w:pStyle w:val="NoSuch"/></w:pPr>')), AUDIT),
    "list that is not there": (
        added(paragraph('<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr></w:pPr>')), AUDIT),
    "part without a type": (replaced("[Content_Types].xml", '<Default Extension="png"[^>]*/>', ""), INTEGRITY),
    "row wider than its grid": (added(TABLE.format(CELL * 3)), INTEGRITY),
}  # fmt: skip


@pytest.fixture(scope="module")
def sound() -> Parts:
    return read_parts(render(*small_volume()).docx)


def found_by(judge: str, docx: bytes, folder: Path) -> list[str]:
    """What one of the three says about the docx."""
    if judge == OWN:
        return list(check_docx(docx))
    file = folder / "volume.docx"
    file.write_bytes(docx)
    if judge == AUDIT:
        audit = pytest.importorskip("openxml_audit")
        return [str(e) for e in audit.OpenXmlValidator().validate(file).errors]
    integrity = pytest.importorskip("ooxml_integrity")
    return [str(f) for f in integrity.check(str(file))]


@pytest.mark.parametrize("judge", [OWN, AUDIT, INTEGRITY])
def test_nothing_is_found_in_a_sound_volume(judge: str, sound: Parts, tmp_path: Path) -> None:
    assert found_by(judge, write_parts(sound), tmp_path) == []


@pytest.mark.parametrize("kind", FAULTS)
def test_a_seeded_fault_is_found(kind: str, sound: Parts, tmp_path: Path) -> None:
    change, judge = FAULTS[kind]
    parts = dict(sound)
    change(parts)
    assert found_by(judge, write_parts(parts), tmp_path)
