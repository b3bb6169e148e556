"""What units state of the same indicator, side by side, for the page, the workbook and the charts alike; no layout here."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from jingyan.model.extracts import Extracts, Figure
from jingyan.render.catalogue import Catalogue, Numbered
from jingyan.render.figure_marks import number_text
from jingyan.render.foreign import one_line
from jingyan.render.measure_table import is_copy
from jingyan.render.places import Paragraphs, quote
from jingyan.render.units import Unit

KINDS = frozenset({"count", "money", "percent", "area", "ratio"})  # what can be set side by side
ADDITIVE = frozenset({"count", "money", "area"})  # parts of these are smaller than the whole
SAME = 0.5  # of the greatest value: what is smaller is no second statement of the same
QUOTED = 20  # characters of context on each side
LEAST = 2  # units that must state an indicator for a row of its own
LEAST_DRAWN = 3  # the same for a chart
LEAST_WORDS = 3  # characters of an indicator that is not in the table: 学校 or 学生 alone can mean anything
ROWS = 600
_MOVED = "增加|增长|增長|提高|提升|上升|扩大|擴大|减少|減少|下降|降低|压缩|壓縮|缩小|縮小|压减|壓減|增|升|减|減|降"
_EARLIER = re.compile(rf"(?:左右|以上)?(?:{_MOVED})(?:到|至|为|為)")
"""After a figure that was true before: 由【108名】增加到132名."""
_CHANGE = re.compile(rf"(?:{_MOVED}|多|少)了$")
"""Before the difference of two figures: 增加了【331间】."""
_CLAUSE = re.compile(r"[,，。;；:：!！?？\n]")
_HAN = re.compile(r"[\u4e00-\u9fff]*")
_ALL = re.compile(r"全[省市县區区縣州旗校镇鎮乡鄉]|[我本][省市县区校]|共|有|辖")
"""What tells in front of a number that it is all there is: 全市【141所】学校, 有48个班、【2160名】学生."""
_ALL_OF = re.compile(r"全[省市县区區縣州旗校镇鎮乡鄉]共?$")
"""Such words right before the number, whatever follows: 占全市【127所】学校的76.4%."""
_OWN = ("全", "我", "本", "该")
_BODIES = ("省", "市", "县", "区", "州", "盟", "旗", "局", "厅", "委", "政府", "督导室")


@dataclass(frozen=True, slots=True)
class Stated:
    """One figure of a unit with where it stands; `quoted` the words around it."""

    unit: Unit
    piece: Numbered
    paragraph: int
    figure: Figure
    text: str
    quoted: str

    @property
    def value(self) -> float:
        """The number itself."""
        value = self.figure.value
        return float(value) if isinstance(value, int | float) else 0.0

    @property
    def place(self) -> str:
        """Such as 3号第5段."""
        return f"{self.piece.called}第{self.paragraph}段"


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One indicator in one unit of measurement and year: `stated` by the number of the unit (from 0 in the table's units), in the order of the text.

    `named` is True when the table of indicators knows it, otherwise `name` are the words of the texts.
    """

    name: str
    measured_in: str
    year: str
    named: bool
    stated: Mapping[int, tuple[Stated, ...]]

    def values(self, unit: int) -> tuple[float, ...]:
        """The different values that the unit states, in the order of the text."""
        return tuple(dict.fromkeys(s.value for s in self.stated.get(unit, ())))

    def whole(self, unit: int) -> tuple[Stated, ...]:
        """One statement of each different value that can be the unit's own: what is far smaller than the greatest is a part or an addition (120名学生 beside 2160名)."""
        own = {s.value: s for s in reversed(self.stated.get(unit, ()))}
        least = max(own, default=0.0) * SAME if self._adds_up else float("-inf")
        return tuple(s for s in self.stated.get(unit, ()) if own[s.value] is s and s.value >= least)

    @property
    def _adds_up(self) -> bool:
        return any(s.figure.kind in ADDITIVE for own in self.stated.values() for s in own)

    def differs(self, unit: int) -> bool:
        """True when one unit states a known indicator with several values of which at most one can be right."""
        return self.named and len(self.whole(unit)) > 1

    @property
    def single(self) -> tuple[Stated, ...]:
        """The statement of each unit that states one value of its own, greatest first."""
        found = [whole[0] for whole in map(self.whole, self.stated) if len(whole) == 1]
        return tuple(sorted(found, key=lambda s: (-s.value, s.piece.number)))

    @property
    def can_be_drawn(self) -> bool:
        """True when a chart of it says something."""
        return len(self.single) >= LEAST_DRAWN and any(s.value for s in self.single)

    @property
    def heading(self) -> str:
        """Such as 生均教学仪器设备值（元，2023）."""
        told = "，".join(filter(None, (self.measured_in, self.year)))
        return f"{self.name}（{told}）" if told else self.name


@dataclass(frozen=True, slots=True)
class IndicatorTable:
    """Indicators that several units state: those of the table first, then by how many units state them. `left_out` rows are not there for want of room."""

    units: tuple[Unit, ...]
    rows: tuple[IndicatorRow, ...]
    left_out: int = 0


def indicator_table(catalogue: Catalogue, units: Sequence[Unit], extracts: Sequence[Extracts]) -> IndicatorTable:
    """Achieved numbers that units state about themselves, without pieces that were left out of the volume as copies of others."""
    homes = {p.piece.id: (n, unit, p) for n, unit in enumerate(units) for p in unit.pieces if not is_copy(p)}
    paragraphs = Paragraphs(catalogue)
    grouped: dict[tuple[bool, str, str, str], dict[int, list[Figure]]] = defaultdict(lambda: defaultdict(list))
    for figure in (f for e in extracts for f in e.figures if e.source in catalogue.sources):
        home = homes.get(f"{figure.source}#{figure.piece}")
        text = catalogue.sources[figure.source].text
        if (
            home is not None
            and _comparable(figure)
            and _own(home[1], figure.subject)
            and _still(text, figure)
            and _all(text, figure)
        ):
            grouped[_key(figure)][home[0]].append(figure)
    wide = sorted(
        ((key, own) for key, own in grouped.items() if len(own) >= LEAST),
        key=lambda item: (not item[0][0], -len(item[1]), item[0]),
    )
    rows = tuple(
        IndicatorRow(name, measured_in, year, named, _stated(catalogue, homes, paragraphs, own))
        for (named, name, measured_in, year), own in wide[:ROWS]
    )
    used = sorted({n for row in rows for n in row.stated})
    place = {n: i for i, n in enumerate(used)}
    moved = tuple(
        IndicatorRow(r.name, r.measured_in, r.year, r.named, {place[n]: own for n, own in r.stated.items()})
        for r in rows
    )
    return IndicatorTable(tuple(units[n] for n in used), moved, len(wide) - len(rows))


def _stated(
    catalogue: Catalogue,
    homes: Mapping[str, tuple[int, Unit, Numbered]],
    paragraphs: Paragraphs,
    own: Mapping[int, Iterable[Figure]],
) -> dict[int, tuple[Stated, ...]]:
    def one(figure: Figure) -> Stated:
        _, unit, piece = homes[f"{figure.source}#{figure.piece}"]
        text = catalogue.sources[figure.source].text
        words = one_line("".join(part for part, _ in quote(text, [figure.span], QUOTED)), 120)
        number = paragraphs.number(piece, figure.span.start)
        return Stated(unit, piece, number, figure, one_line(figure.span.of(text)), words)

    return {unit: tuple(map(one, own[unit])) for unit in sorted(own)}


def _key(figure: Figure) -> tuple[bool, str, str, str]:
    return bool(figure.name), figure.name or one_line(figure.indicator or ""), figure.unit or "", figure.year or ""


def _comparable(figure: Figure) -> bool:
    if figure.kind not in KINDS or figure.status != "actual" or not isinstance(figure.value, int | float):
        return False
    if figure.total is not None:  # stated as a part of another figure
        return False
    return bool(figure.name) or len(figure.indicator or "") >= LEAST_WORDS


def _still(text: str, figure: Figure) -> bool:
    """False for what a figure was before it changed and for the change itself: neither is what the unit has."""
    at = figure.span
    return not _EARLIER.match(text, at.end) and not _CHANGE.search(text[max(0, at.start - 4) : at.start])


def _all(text: str, figure: Figure) -> bool:
    """False for a count before its noun that only some are: 有【3所】学校的瓜苗旱死, 调剂的【122名】教师 — but not 在校学生【506人】, 全市【141所】学校."""
    if figure.kind != "count" or len(noun := (figure.indicator or "")[-2:]) < 2:
        return True
    at = figure.span
    clause = _CLAUSE.split(text[max(0, at.start - 40) : at.start])[-1]
    behind = _HAN.match(text, at.end)
    words = behind.group() if behind else ""
    if noun in clause or noun not in words or _ALL_OF.search(clause):
        return True
    rest = words[words.index(noun) + len(noun) :]
    return bool(_ALL.search(clause)) and (not rest or rest[0] in "和及与")


def _own(unit: Unit, subject: str | None) -> bool:
    """True when a figure is about the unit itself, not about one of its schools or another unit: 全县, 我校, 市教育局 in a piece of 云溪市教育局."""
    if not subject or subject.startswith(_OWN) or subject in unit.name:
        return True
    # 云溪市 or 云溪市人民政府 in a piece of 云溪市教育局; not 云溪市第一小学.
    shared = next((i for i, (a, b) in enumerate(zip(subject, unit.name, strict=False)) if a != b), len(subject))
    return shared >= 2 and subject.endswith(_BODIES)


def values_text(row: IndicatorRow, unit: int) -> str:
    """The values of one unit as printed in a table, parted by ；, with a mark when they cannot all be right."""
    told = "；".join(number_text(v) for v in row.values(unit))
    return f"{told}（有出入）" if row.differs(unit) else told
