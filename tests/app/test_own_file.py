"""A file that an editor names is read, or one sentence says why not."""

from pathlib import Path

import pytest

from jingyan.app.own_file import read_own
from jingyan.model.problem import JingyanError


def test_what_is_there_is_read(tmp_path: Path) -> None:
    (tmp_path / "表.csv").write_bytes(b"a")
    assert read_own(tmp_path / "表.csv", "--from") == b"a"


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(JingyanError, match="没有这个文件"):
        read_own(tmp_path / "没有.csv", "--from")


def test_a_file_held_by_another_program_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def held(_: Path) -> bytes:
        raise PermissionError(13, "held")

    (tmp_path / "表.csv").write_bytes(b"a")
    monkeypatch.setattr(Path, "read_bytes", held)
    with pytest.raises(JingyanError, match="打不开,可能正被别的程序占用"):
        read_own(tmp_path / "表.csv", "--from")
