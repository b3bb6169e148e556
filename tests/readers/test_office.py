import struct
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from jingyan.executors.office import LibreOffice, find_office
from jingyan.model.source import RawFile
from jingyan.readers.reading import read_files
from tests.readers.making import LOUD, docx, notices, numbered, ole, p, read, refusal, zipped

RTF = rb"{\rtf1\ansi\ansicpg936 \u26576?\u21306?\par}"


ODT = zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"})


class FakeOffice:
    """Writes the same docx for every file but those named in `fails`."""

    name = "假想办公软件"

    def __init__(self, result: bytes, fails: Sequence[str] = ()) -> None:
        self.result, self.fails, self.calls = result, fails, list[int]()

    def convert(self, files: Sequence[Path], to: str, out_dir: Path) -> dict[Path, Path]:
        assert to == "docx"
        self.calls.append(len(files))
        out_dir.mkdir()
        made = {}
        for file in files:
            if file.suffix not in self.fails:
                made[file] = out_dir / (file.stem + ".docx")
                made[file].write_bytes(self.result)
        return made


def word_file(text: str, *, flags: int = 0, notes: str = "") -> bytes:
    """A minimal Word 97 file: one UTF-16 piece, the table stream with its piece table."""
    both = (text + notes).encode("utf-16-le")
    units = len(both) // 2
    main = bytearray(0x800) + both
    struct.pack_into("<HH6xH", main, 0, 0xA5EC, 0xC1, flags)
    struct.pack_into("<ii", main, 0x4C, units - len(notes), len(notes))
    pieces = struct.pack("<II", 0, units) + struct.pack("<HIH", 0, 0x800, 0)
    table = b"\x02" + struct.pack("<I", len(pieces)) + pieces
    struct.pack_into("<II", main, 0x1A2, 0, len(table))
    return compound({"WordDocument": bytes(main), "0Table": table.ljust(4096, b"\0")})


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file with these streams, each longer than the mini-stream limit."""
    free, end, fat_mark = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    base = bytearray(ole(*streams))
    fat = [fat_mark] + [free] * 127
    directory = (len(base) - 1024) // 512
    for number in range(directory):
        fat[1 + number] = 2 + number if number + 1 < directory else end
    sector = 1 + directory
    for index, data in enumerate(streams.values(), 1):
        size = max(len(data), 4096)
        count = (size + 511) // 512
        struct.pack_into("<II", base, 1024 + 128 * index + 116, sector, size)
        for number in range(count):
            fat[sector + number] = sector + number + 1 if number + 1 < count else end
        base += data.ljust(count * 512, b"\0")
        sector += count
    struct.pack_into("<128I", base, 512, *fat)
    return bytes(base)


def test_all_files_go_in_one_call_and_come_back_as_docx() -> None:
    office = FakeOffice(docx(p("某区经验材料")))
    files = [
        RawFile("a.rtf", RTF),
        RawFile("b.txt", "甲".encode()),
        RawFile("c.doc", word_file("丙\r")),
        RawFile("d.doc", RTF + b" "),
    ]
    sources, problems = read_files(files, LOUD, office=office)
    assert not problems
    assert office.calls == [3]
    assert [(s.path, s.format, s.text) for s in sources] == [
        ("a.rtf", "rtf", "某区经验材料\n"),
        ("b.txt", "text", "甲"),
        ("c.doc", "doc", "某区经验材料\n"),
        ("d.doc", "rtf", "某区经验材料\n"),
    ]
    assert sources[0].notices[0].message == "RTF 文稿已由 假想办公软件 转换后读取，自动编号、表格等请留意核对。"
    assert notices(sources[3]) == ["read.renamed", "read.converted"]


def test_without_an_office_program_the_sentence_says_what_to_do() -> None:
    found = refusal(ODT, "a.odt")
    assert found.code == "read.needs_office"
    assert found.message == "文件内容是 ODT 文稿，本机没有能转换它的程序。"
    assert "LibreOffice" in found.hint
    assert refusal(ole("MatOST"), "a.wps").code == "read.works"


def test_a_file_that_did_not_convert() -> None:
    files = [RawFile("a.odt", ODT), RawFile("c.doc", word_file("丙文\r"))]
    sources, problems = read_files(files, LOUD, office=FakeOffice(b"", [".odt", ".doc"]))
    assert [s.text for s in sources] == ["丙文\n"]
    assert notices(sources[0]) == ["read.plain_words"]
    assert [p.code for p in problems] == ["read.not_converted"]


def test_old_word_files_without_any_program() -> None:
    text = "题目\r正文\x13 PAGE \x147\x15\x02，\U00020bb7祥\r单位\x07投入\x07\x07甲县\x0712\x07\x07末\x0b行\r"
    source = read(word_file(text, notes="\x02 脚注\r"), "a.doc")
    assert source.text.splitlines() == ["题目", "正文7，𠮷祥", "单位\t投入", "甲县\t12", "末", "行", "脚注"]
    assert (source.blocks[-1].kind, source.blocks[-1].anchor) == ("note", 6)
    assert notices(source) == ["read.plain_words"]
    assert source.format == "doc"


def test_rtf_without_any_program() -> None:
    gbk = "".join(f"\\'{byte:02x}" for byte in "经验，".encode("gbk"))
    body = rf"{{\fonttbl{{\f0 SimSun;}}}}{{\*\generator x;}}{gbk}\u26576\'3f\u21306?{{\v 隐}}{{\listtext 1.\tab}}A\{{\par".replace(
        "隐", "x"
    )
    table = r"\trowd a\cell b\cell\row\pard{\field{\*\fldinst PAGE}{\fldrslt 7}}\uc0\u55362\u57271 z\par}"
    source = read((r"{\rtf1\ansi\ansicpg936 " + body + table).encode("ascii"), "a.rtf")
    assert source.text == "经验，某区1.\tA{\na\tb\n7𠮷z\n"
    assert notices(source) == ["read.plain_words"]
    assert refusal(rb"{\rtf1 }", "a.rtf").code == "read.no_text"


def test_locked_and_broken_word_files(monkeypatch: pytest.MonkeyPatch) -> None:
    assert refusal(word_file("甲", flags=0x100), "a.doc").code == "read.encrypted"
    monkeypatch.setattr("shutil.which", lambda _: None)
    assert refusal(compound({"WordDocument": b"\xec\xa5"}), "a.doc").code == "read.damaged"


class FakeProgram:
    """Prints the same words for every file."""

    def __init__(self, name: str, text: str) -> None:
        self.name, self.text, self.asked = name, text, 0

    def words(self, data: bytes, *, seconds: float, most: int) -> str:
        self.asked += 1
        return self.text


def test_programs_are_asked_only_when_our_own_reader_fails() -> None:
    silent, speaking = FakeProgram("甲程序", " "), FakeProgram("乙程序", "某区经验材料\x0c第二页\n")
    files = [RawFile("a.doc", compound({"WordDocument": b"\xec\xa5"})), RawFile("b.doc", word_file("丙文\r"))]
    sources, problems = read_files(files, LOUD, words=[silent, speaking])
    assert not problems
    assert [s.text for s in sources] == ["某区经验材料\n第二页\n", "丙文\n"]
    assert "乙程序" in sources[0].notices[0].message
    assert "内置程序" in sources[1].notices[0].message
    assert (silent.asked, speaking.asked) == (1, 1)


@pytest.mark.office
def test_real_conversion_keeps_numbers(tmp_path: Path) -> None:
    office = find_office()
    if office is None:
        pytest.skip("no LibreOffice")
    lvl = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
    numbers = f'<w:abstractNum w:abstractNumId="0">{lvl}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    path = tmp_path / "in.docx"
    path.write_bytes(docx(p("题目") + numbered("加强领导") + numbered("加大投入"), numbering=numbers))
    made = office.convert([path], "doc", tmp_path / "out")
    if path not in made:
        pytest.skip("LibreOffice did not convert")
    data = made[path].read_bytes()
    sources, problems = read_files([RawFile("a.doc", data)], LOUD, office=office)
    assert not problems
    assert sources[0].text.split() == ["题目", "一、加强领导", "二、加大投入"]
    assert read(data, "a.doc").text.split() == ["题目", "加强领导", "加大投入"]


LONG = "全县各级各类学校认真落实校舍安全责任，建立日查、周查、月查制度。"


@pytest.mark.parametrize("result", [docx(p("？？？")), docx(p(" ")), b"PK\x03\x04 cut off", b"garbage"])
def test_a_conversion_that_loses_the_text_is_not_taken(result: bytes) -> None:
    sources, problems = read_files([RawFile("a.doc", word_file(LONG + "\r"))], LOUD, office=FakeOffice(result))
    assert not problems
    assert sources[0].text == LONG + "\n"
    assert notices(sources[0])[-1] == "read.plain_words"


def test_a_conversion_that_adds_numbers_or_drops_deleted_text_is_taken() -> None:
    files = [RawFile("a.doc", word_file(LONG + "\r"))]
    added, _ = read_files(files, LOUD, office=FakeOffice(docx(p("一、" + LONG))))
    assert notices(added[0]) == ["read.converted"]
    deleted = '<w:p><w:r><w:t>全县</w:t></w:r><w:del w:id="1"><w:r><w:delText>各级</w:delText></w:r></w:del></w:p>'
    fewer, _ = read_files(files, LOUD, office=FakeOffice(docx(deleted)))
    assert notices(fewer[0]) == ["read.converted", "read.deletions"]


def test_a_locked_opendocument_file_is_named() -> None:
    parts = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "META-INF/manifest.xml": "<manifest:encryption-data/>",
    }
    assert refusal(zipped(parts), "a.odt").code == "read.encrypted"
    _, problems = read_files([RawFile("a.odt", zipped(parts))], LOUD, office=FakeOffice(b"", [".odt"]))
    assert [p.code for p in problems] == ["read.encrypted"]


def test_an_office_program_that_hangs_does_not_keep_the_words_back(tmp_path: Path) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nsleep 60\n")
    program.chmod(0o755)
    office = LibreOffice(str(program), seconds=0.3, seconds_per_file=0)
    began = time.monotonic()
    sources, problems = read_files(
        [RawFile("a.doc", word_file(LONG + "\r")), RawFile("b.odt", ODT)], LOUD, office=office
    )
    assert time.monotonic() - began < 10
    assert [s.text for s in sources] == [LONG + "\n"]
    assert [p.code for p in problems] == ["read.not_converted"]


def test_notes_of_rtf_stand_behind_the_text() -> None:
    body = rb"{\rtf1\ansi\ansicpg936 A{\super\chftn{\footnote\pard {\super\chftn} \'d7\'a2\u26576?\par}}B\par C\par}"
    source = read(body, "a.rtf")
    assert source.text == "AB\nC\n注某\n"
    assert [block.kind for block in source.blocks] == ["paragraph", "paragraph", "note"]
    assert read(body.replace(rb"{\footnote", rb"{\*\footnote"), "a.rtf").text == source.text
    assert read(body.replace(rb"{\super", rb"{\header"), "a.rtf").text == "AB\nC\n"
