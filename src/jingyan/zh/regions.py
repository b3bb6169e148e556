"""Where a place stands in the country's official order, as far as places.toml tells; knows nothing of what is put in order."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

UNSAID = 9_999  # stands behind every number of the table
_KINDS = (("districts", "区"), ("towns", "市"), ("counties", "县"))
_PROVINCE_END = re.compile(r"(?:省|市|(?:壮族|回族|维吾尔)?自治区|特别行政区)$")
_PREFECTURE = re.compile(r"(?:州|盟|地区)$")


@dataclass(frozen=True, slots=True, order=True)
class Region:
    """A place by its numbers in the table: `province`, `city` (地级市, 州), `kind` (1 district, 2 county-level city, 3 county, 4 banner or autonomous county) and `county`; UNSAID where the name does not say."""

    province: int = UNSAID
    city: int = UNSAID
    kind: int = 0
    county: int = UNSAID


NOWHERE = Region(kind=UNSAID)


def region(name: str, within: str = "") -> Region:
    """The Region that `name` (a unit, a title) begins with; NOWHERE when the table has no such place.

    Province and city that `name` leaves out are taken from `within` (the name of the folder it came in). A county that several provinces have is unsaid without them.
    The table gives no city to a county: counties whose city is not named stand behind those of named cities. A city itself (kind 0) stands before its counties.
    """
    table = _table()
    text = name.strip()
    province, at = _longest(text, 0, table.provinces)
    city, at = _longest(text, at, table.cities)
    known = replace(province or NOWHERE, kind=0)
    if city and (province is None or city.province == province.province):
        known = city
    if within and UNSAID in (known.province, known.city):
        known = _inside(known, region(within))
    end, found = _counties(text, at, table)
    doubtful = known.province == UNSAID and text[at : end - 1] in table.ambiguous
    found = () if doubtful else tuple(c for c in found if known.province in (UNSAID, c.province))
    if end and len({c.province for c in found}) == 1:
        return replace(found[0], city=known.city if known.province == found[0].province else UNSAID)
    if not at:  # the text itself begins with no place we know
        return NOWHERE
    return known


def is_county_city(name: str) -> bool:
    """True for the name of a county-level city of the table (县级市, such as 樟树市), False for a city above counties and for names it does not have."""
    return any(c.kind == 2 for c in _table().counties.get(name, ()))


def is_prefecture(name: str) -> bool:
    """True for the name of a city above counties (地级市) of the table."""
    return name in _table().cities


def _inside(known: Region, outer: Region) -> Region:
    if UNSAID not in (known.province, outer.province) and known.province != outer.province:
        return known
    province = outer.province if known.province == UNSAID else known.province
    return replace(known, province=province, city=outer.city if known.city == UNSAID else known.city)


def _longest(text: str, at: int, names: Mapping[str, Region]) -> tuple[Region | None, int]:
    for size in range(min(14, len(text) - at), 1, -1):
        if found := names.get(text[at : at + size]):
            return found, at + size
    return None, at


def _counties(text: str, at: int, table: "_Table") -> tuple[int, tuple[Region, ...]]:
    for size in range(min(14, len(text) - at), 1, -1):
        if found := table.counties.get(text[at : at + size]):
            return at + size, found
    return 0, ()


@dataclass(frozen=True, slots=True)
class _Table:
    provinces: Mapping[str, Region]
    cities: Mapping[str, Region]
    counties: Mapping[str, tuple[Region, ...]]
    ambiguous: frozenset[str]


@cache
def _table() -> _Table:
    data = tomllib.loads(files(__package__).joinpath("places.toml").read_text("utf-8"))
    provinces: dict[str, Region] = {}
    cities: dict[str, Region] = {}
    counties: dict[str, tuple[Region, ...]] = {}
    for number, row in enumerate(data["province"]):
        here = Region(number)
        provinces |= {row["name"]: here, _PROVINCE_END.sub("", row["name"]): here}
        whole = row["whole"].split()
        prefectures = [f"{c}市" for c in row["cities"].split()] + [w for w in whole if _PREFECTURE.search(w)]
        cities |= {name: replace(here, city=i) for i, name in enumerate(prefectures)}
        lists = [[s if s.endswith(end) else s + end for s in row[field].split()] for field, end in _KINDS]
        lists.append([w for w in whole if not _PREFECTURE.search(w)])
        for kind, names in enumerate(lists, 1):
            for i, name in enumerate(names):
                counties[name] = (*counties.get(name, ()), Region(number, UNSAID, kind, i))
    return _Table(provinces, cities, counties, frozenset(data["ambiguous"].split()))
