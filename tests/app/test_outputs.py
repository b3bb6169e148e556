"""Nothing of the user's is overwritten silently."""

from pathlib import Path

import pytest

from jingyan.app.outputs import make_folder, write_output
from jingyan.model.problem import JingyanError


def test_new_output(tmp_path: Path) -> None:
    written = write_output(tmp_path, "汇编.docx", b"one", {})
    assert (written.path.name, written.note, written.path.read_bytes()) == ("汇编.docx", "", b"one")


def test_unchanged_earlier_output_is_replaced(tmp_path: Path) -> None:
    first = write_output(tmp_path, "汇编.docx", b"one", {})
    second = write_output(tmp_path, "汇编.docx", b"two", {"汇编.docx": first.sha256})
    assert second.path.read_bytes() == b"two"
    assert [p.name for p in tmp_path.iterdir()] == ["汇编.docx"]


def test_output_the_editor_changed_is_kept(tmp_path: Path) -> None:
    first = write_output(tmp_path, "汇编.docx", b"one", {})
    first.path.write_bytes(b"edited by hand")
    second = write_output(tmp_path, "汇编.docx", b"two", {"汇编.docx": first.sha256})
    assert second.path.name == "汇编(2).docx"
    assert "没有覆盖" in second.note
    assert first.path.read_bytes() == b"edited by hand"


def test_locked_output_gets_a_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = write_output(tmp_path, "汇编.docx", b"one", {})
    real_open = Path.open

    def locked(self: Path, *args: object, **kwargs: object) -> object:
        if self.name == "汇编.docx" and args[:1] == ("ab",):
            raise PermissionError(13, "Permission denied")
        return real_open(self, *args, **kwargs)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", locked)
    second = write_output(tmp_path, "汇编.docx", b"two", {"汇编.docx": first.sha256})
    assert second.path.name == "汇编(2).docx"
    assert "Word 或 WPS" in second.note


def test_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "文件").write_bytes(b"")
    with pytest.raises(JingyanError) as caught:
        make_folder(tmp_path / "文件" / "输出")
    assert caught.value.exit_code == 5
