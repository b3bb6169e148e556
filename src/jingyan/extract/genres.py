"""Whether a piece tells of actions taken: orders, plans, rules and papers do not (genres.toml)."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class GenreRow:
    """One row of genres.toml."""

    name: str
    where: str
    pattern: str
    unless: str
    least: int
    matches: tuple[str, ...]
    rejects: tuple[str, ...]

    def fits(self, text: str) -> bool:
        """Whether one title, line or opening shows the sign."""
        return bool(_compiled(self.pattern).search(text)) and not (self.unless and re.search(self.unless, text))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@cache
def genre_rows() -> tuple[GenreRow, ...]:
    """All rows in order."""
    table = tomllib.loads(files("jingyan.extract").joinpath("genres.toml").read_text("utf-8"))
    return tuple(
        GenreRow(
            row["name"],
            row["where"],
            row["pattern"],
            row["unless"],
            row.get("least", 1),
            tuple(row["matches"]),
            tuple(row["rejects"]),
        )
        for row in table["genre"]
    )


_OPENING = 400
_PAST = re.compile(
    r"(?:一年来|近年来|以来|[三四五几两]年来)[^。\n]{0,60}|现将[^。\n]{0,40}(?:汇报|报告|总结|介绍)|做法(?:是|如下|有)|成效"
)


def tells_actions(title: str, text: str, begin: int, end: int) -> bool:
    """False for a piece (its title, its body text[begin:end] of the Flow) that orders, plans, rules or studies.

    A planning skeleton (目标, 步骤, 要求) does not count where the opening says that work done is reported.
    """
    opening = text[begin : min(end, begin + _OPENING)]
    plain = title.strip()
    for row in genre_rows():
        if row.where == "title":
            if row.fits(plain):
                return False
        elif row.where == "opening":
            if row.fits(opening):
                return False
        elif _lines(row, text[begin:end]) >= row.least and not (row.name == "plan" and _PAST.search(opening)):
            return False
    return True


def _lines(row: GenreRow, body: str) -> int:
    """How many lines show the sign; lines are looked at only where one of the row's words stands."""
    return sum(1 for line in body.split("\n") if line and row.fits(line[:120]))
