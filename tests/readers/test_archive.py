import io
import struct
import zipfile
import zlib

from jingyan.model.source import RawFile
from jingyan.readers.reading import read_files
from jingyan.readers.settings import ReadSettings
from tests.readers.making import LOUD, refusal, zipped, zipped_raw


def names(data: bytes, settings: ReadSettings = LOUD) -> tuple[list[str], list[str]]:
    sources, problems = read_files([RawFile("稿.zip", data)], settings)
    return [s.path for s in sources], [p.code for p in problems]


def test_members_are_read_in_the_order_of_their_names() -> None:
    data = zipped(
        {
            "乙/2.txt": "二",
            "乙/1.txt": "一",
            "乙/": "",
            "~$1.docx": "x",
            "__MACOSX/._1.txt": "x",
            ".hidden": "x",
            "Thumbs.db": "x",
        }
    )
    assert names(data) == (["稿.zip/乙/1.txt", "稿.zip/乙/2.txt"], ["read.skipped"])


def test_names_of_chinese_windows_taiwan_and_macos() -> None:
    raw = {
        "南昌市.txt".encode("gbk"): "一".encode(),
        "臺北市國小.txt".encode("big5"): "二".encode(),
        "九江市报送.txt".encode(): "三".encode(),
    }
    assert set(names(zipped_raw(raw))[0]) == {"稿.zip/南昌市.txt", "稿.zip/臺北市國小.txt", "稿.zip/九江市报送.txt"}


def test_names_cannot_leave_the_archive() -> None:
    assert names(zipped({"../../etc/a.txt": "一", "C:\\b\\c.txt": "二", "/d.txt": "三"}))[0] == [
        "稿.zip/etc/a.txt",
        "稿.zip/d.txt",
        "稿.zip/b/c.txt",
    ]


def test_archives_inside_archives() -> None:
    inner = zipped({"甲.txt": "甲"})
    assert names(zipped({"内.zip": inner})) == (["稿.zip/内.zip/甲.txt"], [])
    deeper = zipped({"再内.zip": zipped({"更内.zip": inner})})
    assert names(deeper) == ([], ["read.too_deep"])


def test_a_bad_member_does_not_stop_the_others() -> None:
    assert names(zipped({"a.docx": "", "b.txt": "乙", "c.xlsx": b"\xff\xd8\xff\xe0jpeg"})) == (
        ["稿.zip/b.txt"],
        ["read.empty", "read.image"],
    )


def test_a_bomb_is_stopped_while_inflating() -> None:
    bomb = zipped({"a.txt": b"0" * 30_000_000})
    assert refusal(bomb, "稿.zip").code == "read.zip_bomb"
    many = zipped({f"{n}.txt": b"0123456789abcdef" * 60_000 for n in range(5)})
    settings = ReadSettings(max_total=2_000_000, reraise=True)
    sources, problems = read_files([RawFile("稿.zip", many)], settings)
    assert len(sources) == 1
    assert [p.code for p in problems] == ["read.too_large"]


def test_a_header_that_lies_about_the_size() -> None:
    data = bytearray(zipped({"a.txt": b"0" * 5_000_000}))
    for sign, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = data.index(sign)
        data[start + at : start + at + 4] = (100).to_bytes(4, "little")
    assert refusal(bytes(data), "稿.zip").code in {"read.zip_bomb", "read.damaged"}


def test_too_many_and_none() -> None:
    assert (
        refusal(zipped({f"{n}.txt": "x" for n in range(12)}), "a.zip", ReadSettings(max_entries=10)).code
        == "read.too_many_entries"
    )
    assert refusal(zipped({}), "a.zip").code == "read.empty_archive"
    assert names(zipped({"~$a.docx": "x"})) == ([], ["read.empty_archive", "read.skipped"])


def test_two_members_of_one_name() -> None:
    data = zipped({"1.txt": "甲", "2.txt": "乙"}).replace(b"2.txt", b"1.txt")
    assert names(data)[0] == ["稿.zip/1.txt", "稿.zip/1.txt(2)"]


def test_names_whose_maker_set_the_wrong_flag_or_an_extra_field() -> None:
    flagged = bytearray(zipped_raw({"一县/经验.txt".encode("gbk"): "甲".encode()}))
    flagged[flagged.find(b"PK\1\2") + 9] |= 0x08
    flagged[flagged.find(b"PK\3\4") + 7] |= 0x08
    assert names(bytes(flagged)) == (["稿.zip/一县/经验.txt"], [])
    for crc, name in ((zlib.crc32(b"a.txt"), "经验.txt"), (7, "a.txt")):
        info = zipfile.ZipInfo("a.txt")
        info.extra = struct.pack("<HHBI", 0x7075, 5 + 10, 1, crc) + "经验.txt".encode()
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr(info, "甲")
        assert names(out.getvalue()) == ([f"稿.zip/{name}"], [])
