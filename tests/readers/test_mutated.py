"""Whatever bytes come in: a Source or a named Problem, never an exception. `reraise` is on, so that a bug in a reader fails here."""

import io

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jingyan.model.source import RawFile
from jingyan.readers.problems import PROBLEMS
from jingyan.readers.reading import read_files
from jingyan.readers.settings import ReadSettings
from tests.readers.making import docx, level, numbered, numbering, ole, p, part, zipped
from tests.readers.test_office import RTF, word_file

LOUD = ReadSettings(reraise=True, program_seconds=5)
TABLE = f"<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/><w:vMerge/></w:tcPr>{p('格')}</w:tc><w:tc>{p('乙')}</w:tc></w:tr></w:tbl>"
STYLED = p("乙", '<w:pStyle w:val="h"/>')
XML = part("document", f"<w:body>{numbered('甲')}{TABLE}{STYLED}</w:body>")


def _pdf() -> bytes:
    document = pypdfium2.PdfDocument.new()
    document.new_page(100, 100)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


SEEDS = [
    "某区经验材料\r\n一、领导重视".encode("gbk"),
    docx(numbered("甲") + TABLE, numbering=numbering(level(0, "chineseCounting", "%1、"))),
    zipped({"甲.txt": "甲", "内.zip": zipped({"乙.docx": docx(p("乙"))})}),
    b"<html><body><p>x</p><table><tr><td>1<td>2</table><pre>a\nb</pre></body></html>",
    b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html\n\n<p>a</p>\n--x--",
    b"Received: x\nFrom: a@b\nTo: c@d\nSubject: =?gbk?B?vq3R6Q==?=\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\nhello\n--x\n"
    b"Content-Disposition: attachment; filename*0*=gbk''%BE; filename*1=a.txt\nContent-Transfer-Encoding: base64\n\n1tCzpA==\n--x\n"
    b"Content-Type: message/rfc822\n\nReceived: y\nFrom: a\nTo: b\n\ninner\n--x--\n",
    word_file("题目\r单位\x07投入\x07\x07\x13A\x14b\x15"),
    ole("WordDocument", "1Table"),
    RTF,
    _pdf(),
]


def check(data: bytes, name: str) -> None:
    sources, problems = read_files([RawFile(name, data)], LOUD)
    for source in sources:
        assert source.text.strip()
        for block in source.blocks:
            assert 0 <= block.span.start <= block.span.end <= len(source.text)
            for span in (
                *block.bold,
                *(cell.span for row in block.rows for cell in row),
                *([block.marker] if block.marker else []),
            ):
                assert block.span.covers(span)
    for found in problems:
        assert found.code in PROBLEMS


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(SEEDS),
    st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=4), st.integers(0, 6)), max_size=6),
    st.sampled_from(["a.docx", "a.doc", "a.html", "a.eml", "a"]),
)
def test_mutated_files(seed: bytes, changes: list[tuple[float, bytes, int]], name: str) -> None:
    data = bytearray(seed)
    for where, new, removed in changes:
        at = int(where * len(data))
        data[at : at + removed] = new
    check(bytes(data), name)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(SEEDS), st.floats(0, 1))
def test_cut_files(seed: bytes, where: float) -> None:
    check(seed[: int(where * len(seed))], "a.docx")


@settings(max_examples=80, deadline=None)
@given(st.permutations([XML[at : at + 23] for at in range(0, len(XML), 23)][-30:]), st.booleans())
def test_shuffled_xml(tail: list[bytes], whole: bool) -> None:
    head = XML[: -len(b"".join(tail))]
    body = (
        head + b"".join(tail)
        if not whole
        else part(
            "document",
            f"<w:body>{''.join(f'<w:{n}><w:r><w:t>x</w:t></w:r></w:{n}>' for n in ('p', 'tbl', 'tr', 'tc', 'sdt', 'ins', 'zzz'))}</w:body>",
        )
    )
    check(zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": body}), "a.docx")


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    check(data, "a.txt")


def test_an_unexpected_failure_is_a_problem_for_the_editor(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("jingyan.readers.text.decode", broken)
    sources, problems = read_files([RawFile("a.txt", "甲".encode()), RawFile("b.docx", docx(p("乙")))])
    assert [s.path for s in sources] == ["b.docx"]
    assert [f.code for f in problems] == ["read.damaged"]
    with pytest.raises(RuntimeError):
        read_files([RawFile("a.txt", "甲".encode())], LOUD)
