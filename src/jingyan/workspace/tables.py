"""The SQLite side: named migrations for what editors wrote, tables made from the model for what can be derived again."""

import hashlib
import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from jingyan.model.extracts import Citation, Figure, Initiative, Issue, Measure
from jingyan.model.finding import Finding
from jingyan.model.problem import Problem
from jingyan.model.reuse import Alignment, Cluster, PiecePair, PieceShare
from jingyan.model.source import Source
from jingyan.model.span import Span
from jingyan.model.structure import Outline, Piece
from jingyan.model.volume import VolumePlan
from jingyan.workspace.codec import from_plain, hints, shape, to_plain

# Authored data: one transaction each, in order, never edited once released.
MIGRATIONS: tuple[tuple[str, str], ...] = (
    (
        "0001-originals-and-decisions",
        """
        CREATE TABLE original (path TEXT PRIMARY KEY, sha256 TEXT NOT NULL, came_from TEXT NOT NULL);
        CREATE TABLE decision (
            id INTEGER PRIMARY KEY, subject TEXT NOT NULL, content_sha256 TEXT NOT NULL, verdict TEXT NOT NULL,
            note TEXT NOT NULL DEFAULT '', made_at TEXT NOT NULL, undone_at TEXT
        );
        CREATE TABLE stage (name TEXT PRIMARY KEY, inputs TEXT NOT NULL);
        """,
    ),
    (
        "0002-whom-a-decision-is-about",
        """
        ALTER TABLE decision ADD COLUMN pieces TEXT NOT NULL DEFAULT '[]';
        ALTER TABLE decision ADD COLUMN piece TEXT;
        ALTER TABLE decision ADD COLUMN made_by TEXT NOT NULL DEFAULT '';
        """,
    ),
    (
        "0003-arrangements",
        """
        CREATE TABLE arrangement (
            id INTEGER PRIMARY KEY, file TEXT NOT NULL, made_at TEXT NOT NULL, made_by TEXT NOT NULL DEFAULT '',
            changes TEXT NOT NULL, arrangement TEXT NOT NULL, undone_at TEXT
        );
        """,
    ),
)


@dataclass(frozen=True, slots=True)
class Beside:
    """A Source that only takes part in the comparison: `role` references, templates or policies."""

    source: str
    role: str


@dataclass(frozen=True, slots=True)
class ReadOriginal:
    """An original as it was when it was last read: the same path may hold another file later."""

    path: str
    sha256: str


# Derived data: dropped and rebuilt from the originals whenever the model changes. The piece table is for people and
# other programs to look at; the Outline holds the same pieces whole.
DERIVED: dict[str, type] = {
    "read_original": ReadOriginal,
    "source": Source, "outline": Outline, "piece": Piece, "problem": Problem, "figure": Figure, "measure": Measure,
    "initiative": Initiative, "citation": Citation, "issue": Issue, "finding": Finding, "alignment": Alignment,
    "pair": PiecePair, "cluster": Cluster, "share": PieceShare, "repeat": Alignment, "compare_problem": Problem,
    "beside": Beside, "beside_source": Source, "beside_outline": Outline, "beside_problem": Problem, "plan": VolumePlan,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """One SQL column: the field it comes from, its SQL type, and how the field is laid out (plain, begin, end, json)."""

    name: str
    field: str
    sql: str
    form: str


def columns(kind: type) -> tuple[Column, ...]:
    """Plain fields as they are, Spans as two integer columns, everything else as JSON text."""
    found: list[Column] = []
    for name, hint in hints(kind).items():
        if hint is Span:
            found += [Column(f"{name}_start", name, "INTEGER", "begin"), Column(f"{name}_end", name, "INTEGER", "end")]
        elif hint in (str, str | None):
            found.append(Column(name, name, "TEXT", "plain"))
        elif hint in (int, float, bool):
            found.append(Column(name, name, "REAL" if hint is float else "INTEGER", "plain"))
        else:
            found.append(Column(name, name, "TEXT", "json"))
    return tuple(found)


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the file up to date: new migrations first, then derived tables if the model changed."""
    connection.execute("CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY)")
    done = {row[0] for row in connection.execute("SELECT name FROM migration")}
    for name, script in MIGRATIONS:
        if name not in done:
            connection.executescript(f"BEGIN;{script};INSERT INTO migration VALUES ('{name}');COMMIT;")  # noqa: S608 - our own constants
    _rebuild_derived(connection)


def _rebuild_derived(connection: sqlite3.Connection) -> None:
    statements = [_create(table, kind) for table, kind in DERIVED.items()]
    shapes = [shape(kind) for kind in DERIVED.values()]
    mark = "derived-" + hashlib.sha256("\n".join([*statements, *shapes]).encode()).hexdigest()[:16]
    if connection.execute("SELECT 1 FROM migration WHERE name = ?", (mark,)).fetchone():
        return
    drops = [f'DROP TABLE IF EXISTS "{table}"' for table in DERIVED]
    body = ";\n".join([*drops, *statements])
    forget = "DELETE FROM stage; DELETE FROM migration WHERE name LIKE 'derived-%'"
    connection.executescript(f"BEGIN;{body};{forget};INSERT INTO migration VALUES ('{mark}');COMMIT;")  # noqa: S608


def _create(table: str, kind: type) -> str:
    body = ", ".join(f'"{c.name}" {c.sql}' for c in columns(kind))
    return f'CREATE TABLE "{table}" ("row" INTEGER PRIMARY KEY, {body})'


def save(connection: sqlite3.Connection, table: str, items: Iterable[Any]) -> None:
    """Append `items` to their derived table, in order."""
    layout = columns(DERIVED[table])
    names = ", ".join(f'"{c.name}"' for c in layout)
    marks = ", ".join("?" for _ in layout)
    rows = [tuple(_cell(item, c) for c in layout) for item in items]
    connection.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', rows)  # noqa: S608


def load(connection: sqlite3.Connection, table: str) -> tuple[Any, ...]:
    """All items of a derived table in the order they were saved."""
    kind = DERIVED[table]
    layout = columns(kind)
    names = ", ".join(f'"{c.name}"' for c in layout)
    found = connection.execute(f'SELECT {names} FROM "{table}" ORDER BY "row"')  # noqa: S608
    return tuple(from_plain(kind, _fields(layout, row)) for row in found)


def clear(connection: sqlite3.Connection, tables: Iterable[str]) -> None:
    """Forget everything in these derived tables."""
    for table in tables:
        connection.execute(f'DELETE FROM "{table}"')  # noqa: S608


def _cell(item: Any, column: Column) -> Any:
    value = getattr(item, column.field)
    if column.form == "plain":
        return value
    if column.form in ("begin", "end"):
        return value.start if column.form == "begin" else value.end
    return json.dumps(to_plain(value), ensure_ascii=False)


def _fields(layout: tuple[Column, ...], row: tuple[Any, ...]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for column, value in zip(layout, row, strict=True):
        if column.form == "plain":
            made[column.field] = bool(value) if column.sql == "INTEGER" and column.field == "complete" else value
        elif column.form == "begin":
            made[column.field] = {"start": value}
        elif column.form == "end":
            made[column.field]["end"] = value
        else:
            made[column.field] = json.loads(value)
    return made
