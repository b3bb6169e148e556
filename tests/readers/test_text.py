from pathlib import Path

import pytest

from jingyan.model.source import RawFile
from jingyan.readers.reading import read_files
from tests.readers.making import LOUD, notices, read, refusal


def test_text_is_not_touched() -> None:
    text = "标题\r\n\r\n　　一、甲,乙 \r　\n\t末行"
    source = read(text.encode(), "a.txt")
    assert source.text == text
    assert source.encoding == "utf-8"
    assert source.format == "text"
    assert [block.span.of(text) for block in source.blocks] == ["标题", "　　一、甲,乙 ", "\t末行"]


def test_offsets_are_code_points_after_the_bom() -> None:
    source = read(b"\xef\xbb\xbf" + "𠮷字\n乙".encode(), "a.txt")
    assert [(b.span.start, b.span.end) for b in source.blocks] == [(0, 2), (3, 4)]


def test_lost_bytes_are_told() -> None:
    source = read("全区学校布局合理,".encode("gbk") * 5 + b"\xff\n", "a.txt")
    assert notices(source) == ["read.bytes_lost"]
    assert "1 处" in source.notices[0].message


def test_mojibake_is_told() -> None:
    assert notices(read("全区学校锟斤拷锟斤拷".encode(), "a.txt")) == ["read.mojibake"]


def test_blank_text_is_no_source() -> None:
    assert refusal(" \r\n　\n".encode(), "a.txt").code == "read.no_text"


def test_same_bytes_are_one_source() -> None:
    files = [RawFile("a.txt", "甲乙".encode()), RawFile("b.txt", "丙".encode()), RawFile("c/终稿.txt", "甲乙".encode())]
    sources, problems = read_files(files, LOUD)
    assert [(s.path, s.also) for s in sources] == [("a.txt", ("c/终稿.txt",)), ("b.txt", ())]
    assert not problems


@pytest.mark.shared
def test_seeds_are_read_as_they_are() -> None:
    seeds = sorted((Path(__file__).parents[2] / ".." / "shared" / "seeds").glob("*.txt"))
    if not seeds:
        pytest.skip("../shared is absent")
    sources, problems = read_files([RawFile(seed.name, seed.read_bytes()) for seed in seeds], LOUD)
    assert not problems
    for source, seed in zip(sources, seeds, strict=True):
        with seed.open(encoding="utf-8", newline="") as stream:
            assert source.text == stream.read()
        assert not source.notices
