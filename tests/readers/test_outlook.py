"""Mails as Outlook saves them: words, attachments and forwarded mails out of a compound file, read as other mails are."""

import struct

import pytest

from jingyan.model.source import RawFile
from jingyan.readers.ole import OleFile
from jingyan.readers.reading import read_files
from jingyan.readers.settings import ReadSettings
from tests.readers.making import LOUD, compound, docx, notices, p, read, refusal

WORDS = "某区教育局认真落实各项部署，学校布局更加合理，教师队伍更加稳定，群众更加满意。" * 8
Tree = dict[str, object]


def text(number: str, words: str) -> Tree:
    return {f"__substg1.0_{number}001F": words.encode("utf-16-le")}


def narrow(number: str, words: str, codec: str) -> Tree:
    return {f"__substg1.0_{number}001E": words.encode(codec) + b"\0"}


def pages(*, codec: int, head: int = 32) -> Tree:
    """The property stream with the code pages of the texts and of the page."""
    entries = b"".join(struct.pack("<III4x", tag, 6, codec) for tag in (0x3FFD0003, 0x3FDE0003))
    return {"__properties_version1.0": bytes(head) + entries}


def attached(data: bytes, name: str, *, number: int = 0, **more: str) -> Tree:
    inner: Tree = {"__substg1.0_37010102": data, **text("3707", name), "__properties_version1.0": bytes(8)}
    for tag, words in more.items():
        inner |= text(tag.removeprefix("x"), words)
    return {f"__attach_version1.0_#{number:08X}": inner}


def forwarded(inner: Tree, *, number: int = 0) -> Tree:
    return {f"__attach_version1.0_#{number:08X}": {"__substg1.0_3701000D": {**pages(codec=936, head=24), **inner}}}


def paths(tree: Tree) -> tuple[list[str], list[str]]:
    sources, problems = read_files([RawFile("报送.msg", compound(tree))], LOUD)
    return [s.path for s in sources], [q.code for q in problems]


def test_folders_and_streams_of_all_sizes() -> None:
    tree = {"大": b"x" * 5000, "夹": {"小": b"y" * 70, "空": b"", "内": {"深": b"z" * 100_000}}}
    file = OleFile(compound(tree))
    inner = file.folder(file.streams["夹"])
    assert file.stream("大") == b"x" * 5000
    assert file.read(inner["小"]) == b"y" * 70
    assert file.read(inner["空"]) == b""
    assert file.read(file.folder(inner["内"])["深"]) == b"z" * 100_000


def test_words_under_their_subject() -> None:
    tree = {
        **pages(codec=936),
        **text("0037", "转发: 经验材料"),
        **text("1000", "一、重要\r\n近年\r\n"),
        **text("0C1A", "王"),
    }
    source = read(compound(tree), "报送.msg")
    assert source.text == "经验材料\n一、重要\n近年\n\n"
    assert source.format == "msg"
    assert not source.notices


@pytest.mark.parametrize(("codec", "page"), [("gbk", 936), ("gb18030", 54936), ("utf-8", 65001), ("big5", 950)])
def test_texts_in_a_code_page(codec: str, page: int) -> None:
    words = "國小經驗材料" if codec == "big5" else "小学经验材料"
    tree = {**pages(codec=page), **narrow("0037", words, codec), **narrow("1000", f"{words}很好", codec)}
    assert read(compound(tree), "a.msg").text == f"{words}\n{words}很好\n"


def test_the_page_is_read_once_and_keeps_its_tables() -> None:
    page = "<html><meta charset=gb2312><p>某区教育局</p><table><tr><td>项目</td><td>数</td></tr><tr><td>学校</td><td>12</td></tr></table></html>"
    tree = {
        **pages(codec=936),
        **text("1000", "某区教育局 项目 数 学校 12"),
        "__substg1.0_10130102": page.encode("gbk"),
    }
    source = read(compound(tree), "a.msg")
    assert source.text == "某区教育局\n项目\t数\n学校\t12\n"
    assert source.blocks[-1].kind == "table"


def test_attachments_are_read_and_a_covering_note_is_told() -> None:
    tree = {
        **pages(codec=936),
        **text("0037", "报送"),
        **text("1000", "材料见附件，请查收。"),
        **attached(docx(p("甲县经验材料")), "甲县教育局经验材料（终稿）.docx"),
        **attached("乙县经验".encode("gbk"), "乙.txt", number=1),
    }
    assert paths(tree) == (["报送.msg/甲县教育局经验材料（终稿）.docx", "报送.msg/乙.txt"], ["read.covering_note"])


def test_short_names_and_no_names() -> None:
    short = {
        "__attach_version1.0_#00000000": {
            "__substg1.0_37010102": "甲县".encode(),
            **narrow("3704", "甲县~1.TXT", "gbk"),
        }
    }
    assert paths({**pages(codec=936), **short}) == (["报送.msg/甲县~1.TXT"], [])
    bare: Tree = {"__attach_version1.0_#00000000": {"__substg1.0_37010102": "甲县".encode()}}
    assert paths({**text("0037", "题"), **bare}) == (["报送.msg/无名附件"], [])


def test_forwarded_mails_are_opened() -> None:
    inner = {**text("0037", "下级报送"), **text("1000", WORDS), **attached("丙县".encode(), "丙.txt")}
    tree = {**pages(codec=936), **text("0037", "报送"), **text("1000", "见附件"), **forwarded(inner)}
    assert paths(tree) == (["报送.msg/下级报送.eml", "报送.msg/下级报送.eml/丙.txt"], ["read.covering_note"])


def test_pictures_in_the_words_are_counted() -> None:
    picture = attached(b"\x89PNG\r\n\x1a\n", "image001.png", x3712="image001@01D8", x370E="image/png")
    source = read(compound({**pages(codec=936), **text("1000", WORDS), **picture}), "a.msg")
    assert notices(source) == ["read.mail_pictures"]


def test_a_document_named_msg_and_a_msg_named_doc() -> None:
    source = read(compound({**text("1000", WORDS)}), "a.doc")
    assert (source.format, notices(source)) == ("msg", ["read.renamed"])


def test_nothing_to_read() -> None:
    assert refusal(compound({**text("0037", "空")}), "a.msg").code == "read.no_text"


def test_hostile_mails() -> None:
    deep: Tree = text("1000", "x")
    for _ in range(12):
        deep = {**pages(codec=936, head=24), **forwarded(deep)}
    assert paths(deep)[1] == ["read.too_deep"]
    many = {**text("1000", "见附件"), **attached(bytes(6000), "大.bin")}
    assert refusal(compound(many), "a.msg", ReadSettings(max_mail=5000)).code == "read.too_large"
    good = compound({**pages(codec=936), **text("1000", WORDS), **attached("乙县".encode(), "乙.txt")})
    for cut in range(512, len(good), 512):
        sources, problems = read_files([RawFile("a.msg", good[:cut])], LOUD)
        assert sources or problems
