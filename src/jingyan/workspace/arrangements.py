"""The editor's arrangements in the database: each table that was applied is kept whole; taking one back is noted beside it."""

import json
import sqlite3

from jingyan.model.arrangement import Applied, Arrangement
from jingyan.workspace.codec import from_plain, to_plain
from jingyan.workspace.store import Workspace

_COLUMNS = "id, file, made_at, made_by, changes, arrangement, undone_at"


def save_arrangement(workspace: Workspace, applied: Applied) -> Applied:
    """Write it in one transaction; returns it with its number."""
    row = (
        applied.file,
        applied.made_at,
        applied.made_by,
        json.dumps(applied.changes, ensure_ascii=False),
        json.dumps(to_plain(applied.arrangement), ensure_ascii=False),
    )
    with workspace.open() as connection:
        cursor = connection.execute(
            "INSERT INTO arrangement (file, made_at, made_by, changes, arrangement) VALUES (?, ?, ?, ?, ?)", row
        )
        return _rows(connection, "WHERE id = ?", (cursor.lastrowid,))[0]


def undo_arrangement(workspace: Workspace, when: str) -> Applied | None:
    """Take back the last one that still stands, at the time `when`; returns it, None when there is none."""
    with workspace.open() as connection:
        last = _rows(connection, "WHERE undone_at IS NULL ORDER BY id DESC LIMIT 1", ())
        if not last:
            return None
        connection.execute("UPDATE arrangement SET undone_at = ? WHERE id = ?", (when, last[0].number))
        return _rows(connection, "WHERE id = ?", (last[0].number,))[0]


def load_arrangements(workspace: Workspace) -> tuple[Applied, ...]:
    """Every arrangement that was ever applied in order, those taken back included."""
    with workspace.open() as connection:
        return _rows(connection, "ORDER BY id", ())


def _rows(connection: sqlite3.Connection, which: str, values: tuple[object, ...]) -> tuple[Applied, ...]:
    found = connection.execute(f"SELECT {_COLUMNS} FROM arrangement {which}", values)  # noqa: S608 - our own constants
    return tuple(
        Applied(
            number, file, at, by, tuple(json.loads(changes)), from_plain(Arrangement, json.loads(arrangement)), undone
        )
        for number, file, at, by, changes, arrangement, undone in found
    )
