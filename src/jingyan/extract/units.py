"""Units and classifiers, read from units.toml: what follows a number and what it is turned into."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jingyan.model.extracts import FigureKind


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


def unit_pattern(*, masked: bool = False) -> str:
    """A pattern of all units, longest first, each with what must not follow it; `masked` = only those that may follow a masked number."""
    rows = sorted(units().values(), key=lambda u: (-len(u.text), u.text))
    return "|".join(
        re.escape(u.text) + (f"(?!{u.not_before})" if u.not_before else "") for u in rows if u.mask or not masked
    )
