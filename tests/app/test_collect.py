"""Which files are taken in, and which are passed over and counted."""

from pathlib import Path

import pytest

from jingyan.app.collect import collect, find_files
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


@pytest.mark.parametrize("note", ["附件请查收", "老师好,\n总结已发给您,请查收。\n王某", "详见附件", "材料报上,请审阅"])
def test_a_covering_note_is_no_submission_and_is_told(tmp_path: Path, note: str) -> None:
    (tmp_path / "说明.txt").write_text(note, encoding="utf-8")
    found = collect([tmp_path])
    assert found.sources == ()
    assert [(p.code, p.severity) for p in found.problems] == [("collect.note", "unreadable")]


@pytest.mark.parametrize("text", ["云溪县全部达标。", "学校总结\n本校达标。详情见统计年报。"])
def test_a_short_text_is_still_a_submission(tmp_path: Path, text: str) -> None:
    (tmp_path / "总结.txt").write_text(text, encoding="utf-8")
    assert len(collect([tmp_path]).sources) == 1
