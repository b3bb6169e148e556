"""The table of indicators (what reports measure) and finding the row that words of a text mean; a fact table, no I/O beyond the packaged one."""

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from jingyan.model.indicators import Indicator, Threshold

# Words before a name that say whose or which part it is; those of `_TELLING` stay in the normal name (农村小学入学率).
_BEFORE = re.compile(
    r"^(?:的|全|我|本|该|各|省|市|县|区|镇|乡|校|国|州|共有?|现有|拥有|其中|目前|实际|有|总|学校|义务教育学校|义务教育|普通|阶段|教育|县域|全部|累计|平均"
    r"|(?P<telling>小学|初中|高中|中学|中小学|幼儿园|九年一贯制学校|公办|民办|城区|农村|城镇|乡村|乡镇|城市|县直|市直))"
)
_TAIL = re.compile(r"(?:总?人?数量?|总数|总量|总计|合计|总额|累计|达|为)$")
_SAME_UNITS = (
    frozenset(["人", "人次", "名"]),
    frozenset(["所", "个", "家", "处"]),
    frozenset(["间", "个"]),
    frozenset(["件", "起", "个"]),
)


@cache
def indicators() -> tuple[Indicator, ...]:
    """The built-in rows, the seven national resource indicators first."""
    return tuple(indicator_row(row) for row in _rows())


def indicator_row(row: Mapping[str, Any]) -> Indicator:
    """A row of the table as an Indicator."""
    return Indicator(
        name=row["name"],
        unit=row["unit"],
        aliases=tuple(row["aliases"]),
        thresholds=tuple(Threshold(**t) for t in row.get("thresholds", ())),
    )


@cache
def _rows() -> tuple[dict[str, Any], ...]:
    table = tomllib.loads(files(__package__).joinpath("indicators.toml").read_text("utf-8"))
    return tuple(table["indicator"])


def find_indicator(words: str | None, unit: str | None, table: Sequence[Indicator] | None = None) -> Indicator | None:
    """The row of `table` (default: the built-in one) that `words` of a text name, measured in `unit`; None where no row means just that."""
    found = _find(words or "", unit or "", _keys(tuple(table) if table is not None else indicators()))
    return found[0] if found else None


def normal_name(words: str | None, unit: str | None, table: Sequence[Indicator] | None = None) -> str | None:
    """The normal name for `words`: the row's name, and before it what the words say of stage and kind of school (农村小学 + 专任教师数)."""
    return namer(tuple(table) if table is not None else indicators())(words, unit)


@lru_cache(maxsize=8)
def namer(table: tuple[Indicator, ...]) -> Callable[[str | None, str | None], str | None]:
    """`normal_name` of one table, for many words: the table is not hashed for each of them."""
    keys = _keys(table)

    @lru_cache(maxsize=8192)
    def name(words: str | None, unit: str | None) -> str | None:
        found = _find(words or "", unit or "", keys)
        return found[1] + found[0].name if found else None

    return name


def _find(words: str, unit: str, keys: Mapping[str, tuple[Indicator, ...]]) -> tuple[Indicator, str] | None:
    rest, telling = _key(words), ""
    while rest:
        for candidate in (rest, _TAIL.sub("", rest)):
            for row in keys.get(candidate, ()):
                if _fits(unit, row.unit):
                    return row, _told(telling, row.name)
        step = _BEFORE.match(rest)
        if not step:
            return None
        telling += step["telling"] or ""
        rest = rest[step.end() :]
    return None


def _told(telling: str, name: str) -> str:
    return "" if telling and name.startswith(telling) else telling


@lru_cache(maxsize=16)
def _keys(table: tuple[Indicator, ...]) -> dict[str, tuple[Indicator, ...]]:
    """Rows by the wordings they go by, names before aliases, later rows (an editor's) before earlier ones of the same wording."""
    keys: dict[str, tuple[Indicator, ...]] = {}
    for row in table:
        for wording in (row.name, *row.aliases):
            for key in dict.fromkeys((_key(wording), _TAIL.sub("", _key(wording)))):
                if row not in keys.get(key, ()):
                    keys[key] = (row, *keys.get(key, ())) if row.origin else (*keys.get(key, ()), row)
    return keys


def _key(words: str) -> str:
    """`words` without blanks, marks and the particle 的, brackets in one shape, letters small."""
    return re.sub(r"[\s“”\"'的]", "", words).replace("（", "(").replace("）", ")").replace("㎡", "平方米").lower()


def _fits(unit: str, wanted: str) -> bool:
    """True if a figure in `unit` can be of a row in `wanted`; a figure without a unit fits rows of counts."""
    if unit == wanted or any({unit, wanted} <= same for same in _SAME_UNITS):
        return True
    if not unit:
        return wanted not in ("%", "元", "平方米")
    return (unit, wanted) in (("亩", "平方米"), ("平方公里", "平方米"), ("分", ""), ("平方米", "平方公里"))
