"""The editor's decisions in the database: written once, never changed; taking one back is noted beside it."""

import json
import sqlite3

from jingyan.model.decision import Decision
from jingyan.workspace.store import Workspace

_COLUMNS = "id, subject, verdict, pieces, piece, content_sha256, note, made_at, made_by, undone_at"


def save_decision(workspace: Workspace, decision: Decision) -> Decision:
    """Write the decision in one transaction; returns it with its number."""
    with workspace.open() as connection:
        cursor = connection.execute(
            "INSERT INTO decision (subject, verdict, pieces, piece, content_sha256, note, made_at, made_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                decision.subject,
                decision.verdict,
                json.dumps(decision.pieces, ensure_ascii=False),
                decision.piece,
                decision.content,
                decision.note,
                decision.made_at,
                decision.made_by,
            ),
        )
        row = connection.execute(f"SELECT {_COLUMNS} FROM decision WHERE id = ?", (cursor.lastrowid,)).fetchone()  # noqa: S608 - our own constant
    return _decision(row)


def undo_decision(workspace: Workspace, subject: str, when: str) -> Decision | None:
    """Take back the last decision on `subject` that still stands, at the time `when`; returns it, None when there is none."""
    with workspace.open() as connection:
        row = connection.execute(
            f"SELECT {_COLUMNS} FROM decision WHERE subject = ? AND undone_at IS NULL ORDER BY id DESC LIMIT 1",  # noqa: S608
            (subject,),
        ).fetchone()
        if row is None:
            return None
        connection.execute("UPDATE decision SET undone_at = ? WHERE id = ?", (when, row[0]))
        return _decision((*row[:-1], when))


def load_decisions(workspace: Workspace) -> tuple[Decision, ...]:
    """Every decision ever made in order, those taken back included."""
    with workspace.open() as connection:
        return _rows(connection)


def _rows(connection: sqlite3.Connection) -> tuple[Decision, ...]:
    return tuple(_decision(row) for row in connection.execute(f"SELECT {_COLUMNS} FROM decision ORDER BY id"))  # noqa: S608


def _decision(row: tuple[object, ...]) -> Decision:
    number, subject, verdict, pieces, piece, content, note, made_at, made_by, undone_at = row
    ids = tuple(json.loads(str(pieces)))
    return Decision(number, subject, verdict, ids, piece, content, note, made_at, made_by, undone_at)  # type: ignore[arg-type]
