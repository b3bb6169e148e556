"""What titles and carrying sentences announce (sections.toml), and which clauses name an action (actions.toml)."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

SectionKind = Literal["measure", "problem", "next_step", "principle", "status"]


@dataclass(frozen=True, slots=True)
class SectionRow:
    """One row of sections.toml."""

    kind: SectionKind
    where: str
    pattern: str
    unless: str
    matches: tuple[str, ...]
    rejects: tuple[str, ...]

    def fits(self, text: str) -> bool:
        """Whether `text` announces this kind."""
        return bool(re.search(self.pattern, text)) and not (self.unless and re.search(self.unless, text))


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(files("jingyan.extract").joinpath(name).read_text("utf-8"))


@cache
def section_rows() -> tuple[SectionRow, ...]:
    """All rows in order."""
    return tuple(
        SectionRow(
            row["kind"],
            row["where"],
            row["pattern"],
            row.get("unless", ""),
            tuple(row["matches"]),
            tuple(row["rejects"]),
        )
        for row in _table("sections.toml")["section"]
    )


def title_kind(title: str) -> SectionKind | None:
    """What kind of section a title announces; None for a title that is an item itself (a measure, a problem)."""
    plain = title.strip(" :。;,")
    for row in section_rows():
        if row.where == "title" and row.fits(plain):
            return (
                None
                if row.kind in ("measure", "status") and not _TELLING.search(plain) and _is_doing(plain)
                else row.kind
            )
    return None


_TELLING = re.compile(
    r"(?:情况|概况|现状|背景|简介|概述|条件|水平|程度|结果|率|规模|结构)$|^(?:培训|创业)$|^(?:服务|招生|覆盖)(?:范围|对象|半径|区域|人口)"
)
_CONTAINER = re.compile(
    r"^(?:推动|推进|实施|落实|创新|开展|建设|工作|主要|具体|特色|保障|整改|重点|基本|的|主|好)*(?:举措|措施|做法|情况|经验|成效)$"
)
_INSTRUMENT = re.compile(r"^(?:通过|以|把|将|对|为|围绕|按照)[\u4e00-\u9fff]")


def _is_doing(title: str) -> bool:
    """True for a title that names an action though it ends like a section (完善保障措施); 推动举措 is a section all the same."""
    return not _CONTAINER.match(title) and (is_action(title) or bool(_INSTRUMENT.match(title)))


def carrier_kind(sentence: str) -> SectionKind | None:
    """What the sentence before a list announces for its items."""
    plain = sentence.strip(" :。;,\n")
    for row in section_rows():
        if row.where == "carrier" and row.fits(plain):
            return row.kind
    return None


@cache
def _action() -> re.Pattern[str]:
    table = _table("actions.toml")
    words = {key: "|".join(sorted(table[key], key=lambda w: (-len(w), w))) for key in ("adverbs", "verbs")}
    return re.compile(rf"(?:(?:{words['adverbs']}) ?)*(?:{words['verbs']})(?![的了])")


def is_action(clause: str) -> bool:
    """Whether a clause begins with a verb of doing, adverbs before it allowed (继续强化过程监控)."""
    return _action().match(clause.strip()) is not None
