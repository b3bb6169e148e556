import random

import pytest

from jingyan.readers.problems import PROBLEMS, problem
from jingyan.readers.settings import ReadSettings
from tests.readers.making import docx, notices, ole, p, read, refusal, zipped

CASES = [
    ("read.empty", b""),
    ("read.encrypted", ole("EncryptionInfo", "EncryptedPackage")),
    ("read.spreadsheet", ole("Workbook")),
    ("read.slides", ole("PowerPoint Document")),
    ("read.unsupported", ole("Something")),
    ("read.spreadsheet", zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<x/>"})),
    ("read.slides", zipped({"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "<x/>"})),
    ("read.spreadsheet", zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"})),
    ("read.layout_file", zipped({"OFD.xml": "<x/>"})),
    ("read.image", b"\x89PNG\r\n\x1a\n" + bytes(50)),
    ("read.image", b"\xff\xd8\xff\xe0" + bytes(50)),
    ("read.image", b"BM\x36\x00\x10\x00\0\0\0\0" + bytes(50)),
    ("read.archive", b"Rar!\x1a\x07\x01\x00" + bytes(50)),
    ("read.archive", b"7z\xbc\xaf\x27\x1c" + bytes(50)),
    ("read.archive", b"\x1f\x8b\x08\x00" + bytes(50)),
    ("read.layout_file", b"CAJ\0" + bytes(50)),
    ("read.unsupported", b"MZ\x90\0" + bytes(50)),
    ("read.unsupported", bytes(range(256)) * 4),
    ("read.damaged", docx(p("正文"))[:200]),
    ("read.damaged", zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w:document"})),
    ("read.damaged", zipped({"[Content_Types].xml": "<Types/>", "readme": "x"})),
    ("read.damaged", ole("WordDocument")[:600]),
    ("read.no_text", docx(p() + p("　 "))),
]


@pytest.mark.parametrize(("code", "data"), CASES)
def test_each_bad_case_has_its_sentence(code: str, data: bytes) -> None:
    found = refusal(data, "某县.docx")
    assert found.code == code
    assert found.severity == "unreadable"
    assert found.source == "某县.docx"
    assert found.message.endswith("。")
    assert found.hint.endswith("。")
    assert "{" not in found.message + found.hint


def test_the_name_is_told_when_it_promises_something_else() -> None:
    assert (
        refusal(b"\xff\xd8\xff\xe0" + bytes(50), "某县.docx").message
        == "文件名以 .docx 结尾，内容是图片（JPEG），没有可读的文字。"
    )


@pytest.mark.parametrize(
    ("name", "data", "form"),
    [
        ("a.doc", "<html><body><p>某县教育局经验材料</p></body></html>".encode(), "html"),
        ("a.doc", docx(p("某县教育局经验材料")), "docx"),
        ("a.docx", "某县教育局经验材料".encode("gbk"), "text"),
        ("a.txt", "<!DOCTYPE html><title>x</title><p>某县教育局经验材料".encode("utf-16"), "html"),
    ],
)
def test_content_counts_and_not_the_name(name: str, data: bytes, form: str) -> None:
    source = read(data, name)
    assert source.format == form
    assert "某县教育局经验材料" in source.text
    assert notices(source)[0] == "read.renamed"


@pytest.mark.parametrize("start", ["MM公司来信", "BZ区教育局", "ID3项目", "HN省教育厅", "PK赛", "RIFF-教育", "MZ县"])
def test_texts_that_begin_like_a_magic_number(start: str) -> None:
    assert read((start + "经验材料").encode(), "a.txt").format == "text"


def test_too_large() -> None:
    found = refusal("某县".encode() * 1000, "a.txt", ReadSettings(max_file=2000))
    assert found.code == "read.too_large"
    assert found.message == "文件太大（5 KB，上限 1 KB），没有读取。"


def test_all_sentences_are_whole() -> None:
    for code, sentence in PROBLEMS.items():
        assert code.startswith("read.")
        assert sentence.message.endswith("。"), code
        assert not sentence.hint or sentence.hint.endswith("。"), code
    slots = dict.fromkeys(
        [
            "kind",
            "count",
            "named",
            "program",
            "what",
            "size",
            "limit",
            "ratio",
            "extension",
            "encoding",
            "sample",
            "pages",
        ],
        "甲",
    )
    for code in PROBLEMS:
        assert "{" not in problem(code, "a", **slots).message


@pytest.mark.parametrize("seed", range(12))
def test_random_bytes_are_no_text(seed: int) -> None:
    """They read most easily as UTF-16, where nearly every pair is some character."""
    data = random.Random(seed).randbytes(3000)
    assert refusal(data, name="来稿.docx").code == "read.unsupported"
