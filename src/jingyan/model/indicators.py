"""What is measured in this field: an Indicator with its names, unit and thresholds; the built-in table lives in `zh`, an editor's rows come from `readers`."""

from dataclasses import dataclass
from typing import Literal

from jingyan.model.extracts import FigureKind

Bound = Literal["at_least", "at_most"]
Certainty = Literal["checked", "cited", "memory"]


@dataclass(frozen=True, slots=True)
class Threshold:
    """A value that an indicator must reach. `stage` is the school stage it holds for ("小学", "初中", "" for all), `value` in the indicator's unit,
    `source` the document that sets it, `certainty`: "checked" read in the original, "cited" in texts that quote it, "memory" unverified.
    """

    stage: str
    bound: Bound
    value: float
    source: str
    certainty: Certainty = "cited"


@dataclass(frozen=True, slots=True)
class Indicator:
    """A named quantity: `name` as printed in tables, `aliases` other wordings of the same thing, `unit` the normal unit ("" for a bare number).
    `origin` is "" for a built-in row, else the editor's file and row.
    """

    name: str
    unit: str
    aliases: tuple[str, ...] = ()
    thresholds: tuple[Threshold, ...] = ()
    origin: str = ""


@dataclass(frozen=True, slots=True)
class UnitWord:
    """A unit that an editor adds: as `text` writes it, of which `kind` of figure, and `factor` times which normal `unit` it is. `origin` is the file and row."""

    text: str
    kind: FigureKind
    unit: str
    factor: float = 1.0
    origin: str = ""
