"""Units and classifiers, read from units.toml: what follows a number and what it is turned into."""

import tomllib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jingyan.model.extracts import FigureKind
from jingyan.model.indicators import UnitWord

# The editor's units of the extraction that runs: the grammar asks for units at every number, so they are not handed through each of its functions.
_OWN: ContextVar[tuple[UnitWord, ...]] = ContextVar("own_units", default=())


@dataclass(frozen=True, slots=True)
class Unit:
    """One row of units.toml."""

    text: str
    kind: FigureKind
    unit: str
    not_before: str
    counted: bool
    digits: bool
    mask: bool
    half: bool
    matches: tuple[str, ...]
    rejects: tuple[str, ...]


@cache
def units() -> dict[str, Unit]:
    """All units by the text they are written with."""
    table = tomllib.loads(files("jingyan.extract").joinpath("units.toml").read_text("utf-8"))
    return {row["text"]: _unit(row) for row in table["unit"]}


@contextmanager
def with_units(own: Sequence[UnitWord]) -> Iterator[None]:
    """Inside this context `own` stand before the rows of units.toml."""
    token = _OWN.set(tuple(own))
    try:
        yield
    finally:
        _OWN.reset(token)


def own_units() -> tuple[Unit, ...]:
    """The editor's units of the extraction that runs; figures are found with the unit as written and put into the normal one afterwards."""
    return tuple(Unit(u.text, u.kind, u.text, "", True, False, True, False, (), ()) for u in _OWN.get())


def _unit(row: dict[str, str | bool | list[str]]) -> Unit:
    return Unit(
        text=str(row["text"]),
        kind=row["kind"],  # type: ignore[arg-type]
        unit=str(row.get("unit", row["text"])),
        not_before=str(row.get("not_before", "")),
        counted=bool(row.get("counted")),
        digits=bool(row.get("digits")),
        mask=bool(row.get("mask")),
        half=bool(row.get("half")),
        matches=tuple(row["matches"]),  # type: ignore[arg-type]
        rejects=tuple(row["rejects"]),  # type: ignore[arg-type]
    )
