import codecs

import pytest

from jingyan.readers.encoding import best_codec, decode

SIMPLIFIED = "近年来，我区把农村学校布局调整放在重要位置，新建校舍3.2万平方米，投入资金1,850万元（其中区级配套620万元）。\n一、领导重视，责任到人\n"
TRADITIONAL = "近年來，我區把農村學校佈局調整放在重要位置，新建校舍3.2萬平方米，投入資金1,850萬元（其中區級配套620萬元）。\n一、領導重視，責任到人\n"
WITH_BOM = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}
CODECS = ["utf-8", "gb18030", "gbk", "utf-16-le", "utf-16-be", *WITH_BOM]


@pytest.mark.parametrize("codec", CODECS)
@pytest.mark.parametrize("length", [12, 20, 60, 1000, 100_000])
def test_simplified(codec: str, length: int) -> None:
    text = (SIMPLIFIED * (length // len(SIMPLIFIED) + 1))[:length]
    decoded = decode(text.encode(codec))
    assert (decoded.text, decoded.lost, decoded.sure) == (text, 0, True)


@pytest.mark.parametrize("codec", [*CODECS, "big5hkscs", "big5", "cp950"])
@pytest.mark.parametrize("length", [12, 20, 60, 1000, 100_000])
def test_traditional(codec: str, length: int) -> None:
    text = (TRADITIONAL * (length // len(TRADITIONAL) + 1))[:length]
    decoded = decode(text.encode(codec))
    assert (decoded.text, decoded.lost) == (text, 0)


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "big5hkscs"])
@pytest.mark.parametrize("bad", [b"\xff", b"\x80", b"\xfe\xff"])
def test_one_bad_byte_does_not_change_the_codec(codec: str, bad: bytes) -> None:
    good = TRADITIONAL.encode(codec)
    at = good.index("\n".encode(codec))
    decoded = decode(good[:at] + bad + good[at:])
    assert decoded.encoding == codec
    assert 1 <= decoded.lost <= 2
    assert decoded.text.replace("\ufffd", "") == TRADITIONAL


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "utf-16-le"])
def test_cut_last_character(codec: str) -> None:
    decoded = decode((SIMPLIFIED + "完").encode(codec)[:-1])
    assert decoded.text == SIMPLIFIED + "\ufffd"
    assert decoded.lost == 1


def test_a_wider_codec_reads_rare_and_traditional_characters_in_gbk() -> None:
    text = "教师朱镕基、喆、㙍等人,€5,學校" + SIMPLIFIED
    assert decode(text.encode("gb18030")).text == text


def test_words_that_look_like_utf8() -> None:
    assert decode("联通".encode("gbk")).text == "联通"
    assert decode("联盟建设".encode("gbk")).text == "联盟建设"


def test_declared_charset_wins_where_it_fits() -> None:
    assert decode("教育".encode("big5"), declared="big5").encoding == "big5hkscs"
    assert decode("教育".encode("gbk"), declared="GB2312").encoding == "gb18030"
    assert decode(SIMPLIFIED.encode("gbk"), declared="no-such-charset").encoding == "gb18030"
    assert decode(SIMPLIFIED.encode("gbk"), declared="utf-8").encoding == "gb18030"


def test_bom_is_dropped_and_newlines_stay() -> None:
    decoded = decode(codecs.BOM_UTF8 + "甲\r\n乙\r丙\n".encode())
    assert decoded.text == "甲\r\n乙\r丙\n"


def test_late_han_after_much_ascii() -> None:
    text = "x" * 200_000 + SIMPLIFIED
    assert decode(text.encode("gb18030")).text == text


def test_wrong_codecs_score_far_below_right_ones() -> None:
    for codec, text in (
        ("gb18030", SIMPLIFIED),
        ("big5hkscs", TRADITIONAL),
        ("utf-16-le", SIMPLIFIED),
        ("utf-16-be", TRADITIONAL),
    ):
        found, score = best_codec(text.encode(codec))
        assert found == codec
        assert score > 0.85
