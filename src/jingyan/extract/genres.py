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


_OFFICIAL = re.compile(
    r"工作|学校|教育|教学|建设|管理|制度|落实|推进|加强|开展|实施|保障|发展|服务|领导|部门|政府|单位|群众|项目|经费|资金|机制|全[省市县区乡镇校]|我[省市县区乡镇校局]|活动|培训|教师|教室|学生|农村|社区|困难|投入|改善|提高|老师|家长|校长|孩子|上学|县|镇|村|校"
)
_OFFICIAL_SHARE = 100
_SAMPLE = 4000


def is_official(text: str, begin: int, end: int) -> bool:
    """Whether text[begin:end] reads like official prose: a word of that prose in every 100 characters of its first 4,000.

    Reports have one in 8 to 60 characters; stories, talk, recipes, code and foreign text one in 200 or none.
    """
    stop = min(end, begin + _SAMPLE)
    return len(_OFFICIAL.findall(text, begin, stop)) * _OFFICIAL_SHARE >= stop - begin


_OPENING = 400
_PAST = re.compile(
    r"(?:一年来|近年来|以来|[三四五几两]年来)[^。\n]{0,60}|现将[^。\n]{0,40}(?:汇报|报告|总结|介绍)|做法(?:是|如下|有)|成效"
)


def tells_actions(title: str, text: str, begin: int, end: int) -> bool:
    """False for a piece (its title, its body text[begin:end] of the Flow) that orders, plans, rules or studies, or is no official prose.

    A planning skeleton (目标, 步骤, 要求) does not count where the opening says that work done is reported.
    """
    if not is_official(text, begin, end):
        return False
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
