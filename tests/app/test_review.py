"""The review command and the export of edits, on files."""

import json
from pathlib import Path

import pytest

from jingyan.app.export import rows
from jingyan.app.review import review_file
from jingyan.model.problem import JingyanError
from tests.segment.samples import COUNTY

TEXT = f"云溪县工作汇报\n{COUNTY}学校的.整体条件改善,教(jiào)育质量提高。\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "来稿.txt"
    path.write_bytes(TEXT.encode())
    return path


def test_edits_are_exported_with_their_places(file: Path) -> None:
    found = [r for r in rows("edits", [file]) if r["rule"] != "width"]
    assert [(r["rule"], r["text"], r["after"], r["piece"]) for r in found] == [
        ("stray_mark", ".", "", "1"),
        ("pinyin", "(jiào)", "", "1"),
    ]
    assert all(TEXT[r["start"] : r["end"]] == r["text"] for r in found)
    assert json.dumps(found)


def test_the_page_is_written_and_equal_each_time(file: Path, tmp_path: Path) -> None:
    made = review_file(file, tmp_path / "页面.html")
    again = review_file(file, tmp_path / "又.html")
    assert (made.changes, made.doubtful, made.exit_code) == (2, 0, 0)
    assert made.written.sha256 == again.written.sha256
    assert "夹带拼音" in (tmp_path / "页面.html").read_text(encoding="utf-8")


def test_a_rule_can_be_switched_off(file: Path, tmp_path: Path) -> None:
    assert review_file(file, tmp_path / "页面.html", off=("pinyin",)).changes == 1
    with pytest.raises(JingyanError, match="没有这条清理规则") as error:
        review_file(file, tmp_path / "页面.html", off=("pinjin",))
    assert error.value.exit_code == 2


def test_an_unreadable_file_is_told(tmp_path: Path) -> None:
    empty = tmp_path / "空.docx"
    empty.write_bytes(b"")
    with pytest.raises(JingyanError) as error:
        review_file(empty, tmp_path / "页面.html")
    assert error.value.exit_code == 4


def test_a_page_of_someone_else_is_not_overwritten(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "页面.html"
    out.write_text("别人的", encoding="utf-8")
    made = review_file(file, out)
    assert made.written.path.name == "页面(2).html"
    assert out.read_text(encoding="utf-8") == "别人的"
