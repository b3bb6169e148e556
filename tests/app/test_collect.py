"""Which files are taken in, and which are passed over and counted."""

from pathlib import Path

import pytest

from jingyan.app.collect import find_files
from jingyan.model.problem import JingyanError


def test_folders_are_read_recursively_in_stable_order(tmp_path: Path) -> None:
    for name in ("b/乙.txt", "a/甲.txt", "丙.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    found, skipped = find_files([tmp_path])
    assert [f.relative_to(tmp_path).as_posix() for f in found] == ["a/甲.txt", "b/乙.txt", "丙.txt"]
    assert skipped == []


def test_lock_files_hidden_files_and_our_own_outputs_are_skipped(tmp_path: Path) -> None:
    for name in ("~$总结.docx", ".DS_Store", "out/run.json", "out/汇编.docx", "汇编.docx"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    found, skipped = find_files([tmp_path])
    assert [f.relative_to(tmp_path).as_posix() for f in found] == ["汇编.docx"]
    assert sorted(s.reason for s in skipped) == ["办公软件的锁文件", "本工具以前的输出", "本工具以前的输出", "隐藏文件"]


def test_the_same_file_given_twice_counts_once(tmp_path: Path) -> None:
    file = tmp_path / "甲.txt"
    file.write_bytes(b"x")
    assert len(find_files([file, tmp_path])[0]) == 1


def test_a_missing_path_is_named(tmp_path: Path) -> None:
    with pytest.raises(JingyanError, match="没有这个文件或文件夹"):
        find_files([tmp_path / "不在.docx"])
