"""Decisions in the database: kept for ever, taken back but never deleted."""

import sqlite3
from pathlib import Path

import pytest

from jingyan.model.decision import Decision
from jingyan.workspace import tables
from jingyan.workspace.decisions import load_decisions, save_decision, undo_decision
from jingyan.workspace.store import Workspace, WorkspaceSettings

MADE = Decision(0, "P00000001", "copy", ("甲#1", "乙#1"), "乙#1", "印记", "照抄", "2024-11-20T10:00:00+08:00", "王")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace.create(tmp_path / "汇编", WorkspaceSettings("题名"))


def test_decision_comes_back_as_it_was_written(workspace: Workspace) -> None:
    saved = save_decision(workspace, MADE)
    assert saved.number == 1
    assert load_decisions(workspace) == (saved,)
    assert saved.pieces == ("甲#1", "乙#1")


def test_undo_takes_back_the_last_one_and_keeps_history(workspace: Workspace) -> None:
    first, second = save_decision(workspace, MADE), save_decision(workspace, MADE)
    undone = undo_decision(workspace, MADE.subject, "2024-11-21T09:00:00+08:00")
    assert undone is not None
    assert undone.number == second.number
    assert [(d.number, d.undone_at is None) for d in load_decisions(workspace)] == [(first.number, True), (2, False)]
    assert undo_decision(workspace, "P0000000F", "x") is None


def test_a_new_run_of_a_stage_leaves_decisions_alone(workspace: Workspace) -> None:
    saved = save_decision(workspace, MADE)
    workspace.save_stage("compare", "印记", {"pair": []})
    assert load_decisions(workspace) == (saved,)


def test_a_database_of_the_first_version_is_brought_up_to_date(tmp_path: Path) -> None:
    old = tmp_path / "jingyan.db"
    connection = sqlite3.connect(old)
    connection.execute("CREATE TABLE migration (name TEXT PRIMARY KEY)")
    name, script = tables.MIGRATIONS[0]
    connection.executescript(script)
    connection.execute("INSERT INTO migration VALUES (?)", (name,))
    connection.execute(
        "INSERT INTO decision (subject, content_sha256, verdict, made_at) VALUES ('P1', 'x', 'fine', '2024-01-01')"
    )
    connection.commit()
    connection.close()
    (kept,) = load_decisions(Workspace(tmp_path))
    assert (kept.subject, kept.verdict, kept.pieces, kept.piece) == ("P1", "fine", (), None)


def test_settings_of_paths_are_lists(workspace: Workspace) -> None:
    workspace.set("against", ("../去年", 'D:\\往年"稿'))
    assert workspace.settings.against == ("../去年", 'D:\\往年"稿')
    toml = workspace.root / "jingyan.toml"
    by_hand = 'against = [\n  "甲",\n  "乙",\n]\npolicy = "一个文件.txt"\n'
    toml.write_text(toml.read_text(encoding="utf-8").split("against")[0] + by_hand, encoding="utf-8")
    assert workspace.settings.against == ("甲", "乙")
    assert workspace.settings.policy == ("一个文件.txt",)
    workspace.set("against", ())
    now = workspace.settings
    assert not now.against
    assert now.policy == ("一个文件.txt",)
