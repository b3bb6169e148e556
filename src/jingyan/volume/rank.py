"""The rank of a unit, read from its name: province, city, county, school or township. No look-up in any list of real units."""

import re

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


def unit_rank(organisation: str | None) -> int:
    """NATION to SCHOOL, UNKNOWN without a name or where the name tells no rank. Of several units the first counts.

    The lowest unit named decides (望澜市石桥区教育局 is a county's); a second 市 is a county's too (a county-level city under its city).
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
        return CITY
    return PROVINCE if _PROVINCE.search(name) else UNKNOWN
