"""What a workspace keeps of the editor's plan: the arrangement in force and the list of units, and a mark of both for re-planning."""

import hashlib

from jingyan.app.arrange import contents_of, todays
from jingyan.app.collect import Collected
from jingyan.app.unit_list import list_mark, lists_of, load_units
from jingyan.model.arrangement import Arrangement, ListedUnit
from jingyan.model.problem import Problem
from jingyan.workspace.arrangements import load_arrangements
from jingyan.workspace.store import Workspace


def kept_arrangement(workspace: Workspace) -> Arrangement:
    """The last arrangement that was not taken back, as it was recorded; an empty one when there is none."""
    standing = [a for a in load_arrangements(workspace) if a.undone_at is None]
    return standing[-1].arrangement if standing else Arrangement()


def arrangement_of(workspace: Workspace, collected: Collected) -> tuple[Arrangement, tuple[Problem, ...]]:
    """The arrangement in force for today's pieces, and a Problem for each piece whose text has changed since."""
    return todays(kept_arrangement(workspace), contents_of(collected))


def units_of(workspace: Workspace) -> tuple[tuple[ListedUnit, ...], tuple[Problem, ...]]:
    """The list of units that jingyan.toml names, with the Problems of its rows."""
    files, gone = lists_of(workspace)
    listed, problems = load_units(files)
    return listed, (*gone, *problems)


def arrangement_mark(workspace: Workspace) -> str:
    """A hash of what the plan rests on here, "" when the editor said nothing."""
    kept, lists = kept_arrangement(workspace), list_mark(lists_of(workspace)[0])
    if kept == Arrangement() and not lists:
        return ""
    return hashlib.sha256(f"{kept!r}\0{lists}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
