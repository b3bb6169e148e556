"""The workspace folder and its database."""

import sqlite3
from pathlib import Path, PurePosixPath

import pytest

from jingyan.model.extracts import Figure
from jingyan.model.problem import JingyanError
from jingyan.model.span import Span
from jingyan.model.structure import Piece
from jingyan.workspace.store import Workspace, WorkspaceSettings


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace.create(tmp_path / "汇编", WorkspaceSettings('带"引号"的\\题名'))


def test_settings_survive_quotes(workspace: Workspace) -> None:
    assert workspace.settings.title == '带"引号"的\\题名'


def test_create_refuses_a_workspace(workspace: Workspace) -> None:
    with pytest.raises(JingyanError, match="已经是工作区"):
        Workspace.create(workspace.root, WorkspaceSettings("题名"))


def test_find_looks_upwards(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(workspace.root / "原稿")
    assert Workspace.find(None).root == workspace.root


def test_find_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(JingyanError, match="jingyan init"):
        Workspace.find(tmp_path)


def test_original_is_kept_once_and_never_overwritten(workspace: Workspace, tmp_path: Path) -> None:
    first, same, other = tmp_path / "总结.txt", tmp_path / "又一份.txt", tmp_path / "b" / "总结.txt"
    other.parent.mkdir()
    first.write_text("甲", encoding="utf-8")
    same.write_text("甲", encoding="utf-8")
    other.write_text("乙", encoding="utf-8")
    kept = [workspace.keep_original(f, PurePosixPath(f.name)) for f in (first, same, other)]
    assert [(o.path, new) for o, new in kept] == [
        ("原稿/总结.txt", True),
        ("原稿/总结.txt", False),
        ("原稿/总结(2).txt", True),
    ]
    assert (workspace.root / "原稿/总结.txt").read_text(encoding="utf-8") == "甲"


def test_stage_is_replaced_whole_and_readable_by_any_tool(workspace: Workspace) -> None:
    figure = Figure("原稿/总结.txt", "1", Span(3, 6), "range", (7.0, 9.0), "年", approximate="about")
    workspace.save_stage("extract", "印记", {"figure": [figure, figure]})
    workspace.save_stage("extract", "印记2", {"figure": [figure]})
    assert workspace.load(["figure"])["figure"] == (figure,)
    assert workspace.stage_inputs("extract") == "印记2"
    with sqlite3.connect(workspace.root / "jingyan.db") as connection:
        row = connection.execute("SELECT source, span_start, span_end, unit FROM figure").fetchone()
    connection.close()
    assert row == ("原稿/总结.txt", 3, 6, "年")


def test_piece_booleans_come_back_as_booleans(workspace: Workspace) -> None:
    piece = Piece("甲.txt", "1", Span(0, 9), Span(3, 9), "题名", complete=False)
    workspace.save_stage("read", "印记", {"piece": [piece]})
    assert workspace.load(["piece"])["piece"] == (piece,)


def test_a_damaged_database_is_one_sentence(workspace: Workspace) -> None:
    (workspace.root / "jingyan.db").write_bytes(b"no database at all" * 100)
    with pytest.raises(JingyanError, match="从原稿重新计算"):
        workspace.originals()
