"""The rank of a unit, read from its name: province, city, county, school or township; which cities stand under another is known from zh and told by the collection itself."""

import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import PurePosixPath

from jingyan.zh.regions import is_county_city, is_prefecture

NATION, PROVINCE, CITY, COUNTY, SCHOOL, UNKNOWN = 0, 1, 2, 3, 4, 5

_SEVERAL = re.compile(r"[、，,;；/\s]")
# 教师进修学校, 党校 and the like belong to the unit that runs them.
_UNIT_SCHOOL = re.compile(
    r"(?:进修|干部|广播电视|开放|函授|行政)(?:学校|学院|大学)$|党校$|教育学院$|(?:教研|教科|教师发展)\S*$"
)
_SCHOOL = re.compile(
    r"(?:小学|中学|高中|初中|学校|幼儿园|幼稚园|教学点|学院|大学|附小|附中|一中|二中|完小|中心校|校区|学区|教育集团|分校|书院|[一二三四五六七八九十\d]小)(?:[(（].*[)）])?$"
)
_TOWN = re.compile(r"[镇乡](?![一-鿿]*(?:县|区|市))|街道(?:办|党|教|中心|$)|苏木|村(?:委|民|$)")
_NATION = re.compile(r"^(?:国务院|中共中央|中央|国家|全国|教育部|中华人民共和国)")
_PROVINCE = re.compile(r"省|自治区|特别行政区|兵团|厅|^(?:北京|天津|上海|重庆)")
_MUNICIPALITY = re.compile(r"^(?:北京|天津|上海|重庆)市?")
_ZONE = "开发区|高新区|经开区|新区|管委会|示范区|风景区|园区"
_COUNTY = re.compile(rf"县|旗|{_ZONE}|(?<![治校学社片地小])区")
_CITY = re.compile(r"市|自治州|州(?=[一-鿿])|盟|地区|行署")
_BEFORE_CITY = re.compile(r"^.*?(?:省|自治区)")
_CITY_NAME = re.compile(r"[一-鿿]{1,4}?市")
# What tells in a text that a city stands under another one.
_CALLED = re.compile(r"([一-鿿]{2,4}市)[(（]县级市|县级市([一-鿿]{2,3}市)")
_OURS = re.compile(r"(?:我市|本市)[^。;；\n]{0,12}(?:是|为|系|属)[^。;；\n]{0,16}县级市")
_UNDER = re.compile(r"市([^各县区和与及等全省本我外两多个地\W]{2,3}市)(?:人民政府|教育|教体|教科|政府办)")
NO_CITIES: frozenset[str] = frozenset()


def unit_rank(organisation: str | None, county_cities: Collection[str] = NO_CITIES) -> int:
    """NATION to SCHOOL, UNKNOWN without a name or where the name tells no rank. Of several units the first counts.

    The lowest unit named decides (望澜市石桥区教育局 is a county's); a second 市 is a county's too (a county-level city under its city), and so is a city
    among `county_cities` (names with 市) or one that the table of places knows as a county-level city.
    """
    name = _SEVERAL.split((organisation or "").strip(), maxsplit=1)[0]
    if not name:
        return UNKNOWN
    if not _UNIT_SCHOOL.search(name) and (_SCHOOL.search(name) or _TOWN.search(name)):
        return SCHOOL
    if _NATION.search(name):
        return NATION
    below = _MUNICIPALITY.sub("", re.sub(r"自治区", "省", name))
    if _COUNTY.search(below) or len(re.findall("市|自治州", below)) > 1:
        return COUNTY
    if _CITY.search(below):
        city = _city(name)
        return COUNTY if city in county_cities or is_county_city(city) else CITY
    return PROVINCE if _PROVINCE.search(name) else UNKNOWN


def county_cities(units: Iterable[tuple[str, str]], texts: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Names (with 市) of the cities that the collection itself shows to stand under another city.

    `units` are (organisation, path of its file): a city's unit in the folder of another city. `texts` are (organisation or "", text): B市(县级市), 我市是…县级市, A市B市教育局.
    Cities that the table of places knows as cities above counties are never among them.
    """
    units = tuple(units)
    homes = {city for _, path in units for city in _folders(path)}
    found = {
        own
        for organisation, path in units
        if (own := _city(organisation)) and (folders := _folders(path)) and own not in folders and own not in homes
    }
    for organisation, text in texts:
        found.update(_told(organisation, text))
    return frozenset(c for c in found if not is_prefecture(c))


def _told(organisation: str, text: str) -> Iterator[str]:
    if "县级市" in text:
        yield from (m[1] or m[2] for m in _CALLED.finditer(text))
        if _OURS.search(text) and (own := _city(organisation)):
            yield own
    yield from (m[1] for m in _UNDER.finditer(text))


def _city(name: str) -> str:
    """The first city that a unit's name begins with, after its province; "" without one."""
    match = _CITY_NAME.match(_BEFORE_CITY.sub("", name))
    return match[0] if match else ""


def _folders(path: str) -> tuple[str, ...]:
    """The cities that the folders of a path are named after (云溪市, 3.云溪市报送)."""
    names = (re.sub(r"^[^一-鿿]+", "", part) for part in PurePosixPath(path.replace("\\", "/")).parts[:-1])
    return tuple(city for name in names if (city := _city(name)))
