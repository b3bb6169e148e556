"""The verbs from Python, over plain texts and Sources."""

import io
import zipfile
from pathlib import Path

import pytest

import jingyan
from jingyan.model.problem import JingyanError
from tests.walk.submissions import EXPERIENCE, RENAMED, SUMMARY


def test_verbs_over_plain_text() -> None:
    outline = jingyan.segment(SUMMARY)
    assert [p.title for p in outline.pieces] == ["松岭县推进义务教育优质均衡发展工作总结"]
    found = {f.span.of(SUMMARY): (f.value, f.unit) for f in jingyan.figures(SUMMARY)}
    assert found["1200万元"] == (12_000_000, "元")
    assert found["12.4%"] == (12.4, "%")
    assert "加大投入" in [m.title.of(SUMMARY)[:4] for m in jingyan.measures(SUMMARY)]
    sums = [f for f in jingyan.check(SUMMARY) if f.code == "sum"]
    assert [f.status for f in sums] == ["consistent"]
    wrong = SUMMARY.replace("250万元", "350万元")
    assert [f.status for f in jingyan.check(wrong) if f.code == "sum"] == ["inconsistent"]


def test_compare_names_what_was_swapped() -> None:
    found = jingyan.compare([SUMMARY, EXPERIENCE, RENAMED])
    assert [c.members for c in found.clusters] == [("文本2#1", "文本3#1")]
    assert ("白鹭县", "鹤汀县") in [(s.text, s.other_text) for a in found.alignments for s in a.substitutions]


def test_compare_against_earlier_texts() -> None:
    found = jingyan.compare([SUMMARY, EXPERIENCE], against=[RENAMED, RENAMED])
    assert [(p.left, p.right) for p in found.pairs] == [("文本2#1", "参照1#1"), ("文本2#1", "参照2#1")]
    assert [s.piece for s in found.shares] == ["文本1#1", "文本2#1"]
    assert not found.clusters


def test_contents_and_volume() -> None:
    listed = jingyan.contents("目录\n甲县工作总结……………1\n乙县工作总结……………5\n丙县工作总结……………9\n")
    assert [(e.title, e.page) for c in listed for e in c.entries] == [
        ("甲县工作总结", 1),
        ("乙县工作总结", 5),
        ("丙县工作总结", 9),
    ]
    volume = jingyan.compile_volume([SUMMARY, EXPERIENCE], title="试验汇编")
    assert "word/document.xml" in zipfile.ZipFile(io.BytesIO(volume)).namelist()


def test_read_gives_the_source_or_says_why_not(tmp_path: Path) -> None:
    file = tmp_path / "总结.txt"
    file.write_text(SUMMARY, encoding="gbk")
    assert jingyan.read(file).text == SUMMARY
    assert jingyan.segment(jingyan.read(file)).source == str(file)
    (tmp_path / "空.docx").write_bytes(b"")
    with pytest.raises(JingyanError) as caught:
        jingyan.read(tmp_path / "空.docx")
    assert caught.value.exit_code == 4
