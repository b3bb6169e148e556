"""Names and set phrases with numerals in them (names.toml): where no figure may begin."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class NameRow:
    """One row of names.toml."""

    why: str
    pattern: str
    matches: tuple[str, ...]
    rejects: tuple[str, ...]


@cache
def name_rows() -> tuple[NameRow, ...]:
    """All rows of the table in order."""
    table = tomllib.loads(files("jingyan.extract").joinpath("names.toml").read_text("utf-8"))
    return tuple(
        NameRow(row["why"], row["pattern"], tuple(row["matches"]), tuple(row["rejects"])) for row in table["name"]
    )


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(row.pattern) for row in name_rows())


_CITED = re.compile(r"《[^《》\n]{1,120}》|《[^《》\n]{1,120}〈[^〉\n]*〉[^《》\n]{0,40}》")


def named_zones(text: str) -> bytearray:
    """One byte a character of the Flow's text, 1 where a name or a cited title stands and no figure may begin."""
    zones = bytearray(len(text))
    for pattern in (_CITED, *_patterns()):
        for match in pattern.finditer(text):
            zones[match.start() : match.end()] = b"\x01" * (match.end() - match.start())
    return zones
