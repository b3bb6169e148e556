"""Every rule with its Chinese name and an example, for people who choose among them; names and examples are in rules.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from jingyan.check import across, formats, tables
from jingyan.check.checking import RULES


@dataclass(frozen=True, slots=True)
class RuleInfo:
    """One rule: its stable `code`, Chinese `name`, the severity of what it finds wrong ("info" when it only confirms), and an `example` of that."""

    code: str
    name: str
    severity: Literal["error", "warning", "info"]
    example: str


@cache
def rule_infos() -> tuple[RuleInfo, ...]:
    """All rules by code in the order in which they are applied: inside a piece, tables, across pieces, form."""
    told = {
        row["code"]: row
        for row in tomllib.loads(files("jingyan.check").joinpath("rules.toml").read_text("utf-8"))["rule"]
    }
    first: dict[str, tuple[str, Literal["error", "warning", "info"]]] = {}
    kinds = (*tables.KINDS, *across.KINDS, *(f.kind for f in formats.FORMATS))
    for code, message, severity in (
        *((r.code, r.message, r.severity) for r in RULES),
        *((k.code, k.message, k.severity) for k in kinds),
    ):
        if code not in first or first[code][1] == "info":
            first[code] = (message, severity)
    return tuple(
        RuleInfo(code, told[code]["name"] if code in told else message, severity, told.get(code, {}).get("example", ""))
        for code, (message, severity) in first.items()
    )
