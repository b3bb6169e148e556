"""What the words around a figure say about it: exactness, status, year."""

import re

from jingyan.extract.found import Found
from jingyan.model.extracts import Approximate, Status

_LEFT: tuple[tuple[Approximate, re.Pattern[str]], ...] = (
    (
        "at_least",
        re.compile(
            r"(?:不少于|不下于?|不亚于|不低于|不小于|不得少于|不得低于|不得小于|不应少于|不应低于|至少|最少|最低|≥|起码|大于等于|大于或等于)(?:为|有|是|应|需|要|达到?|[\u4e00-\u9fff]{1,2})?$"
        ),
    ),
    (
        "at_most",
        re.compile(
            r"(?:不超过|不高于|不多于|不大于|不得超过|不得高于|不得多于|不得大于|不应超过|不能超过|未超过|不突破|最多|至多|≤|控制在|控制到|小于等于|小于或等于|限定在)(?:为|了)?$"
        ),
    ),
    ("under", re.compile(r"(?:低于|不足|不到|少于|小于|未满|不满|未达到?|<)(?:了)?$")),
    ("over", re.compile(r"(?:超过|突破|超出|高于|大于|多于|(?<![高赶])超|逾|>)(?:了)?$")),
    (
        "about",
        re.compile(
            r"(?:差不多|大约|将近|接近|大概|近乎|大致|(?<![签节合预大制条公特契违])约)(?:为|有|占|需|合|计|达|合计)?(?:资金|投资|经费|人民币)?$"
        ),
    ),
)
_MARK = re.compile(r"[,。;、\n]")
_BEFORE = re.compile(r" ?(?:之|以)?前(?![来往期])")
_PLANNED = re.compile(
    r"预计|计划(?!的)|拟|打算|力争|争取|目标|将(?!军|近|[\u4e00-\u9fff]{2,14}(?:纳入|作为|联入|列为|列入))|规划|到20[\dxX×*]{2}年.{0,8}(?:达到|实现)|下一步|今后|确保.{0,20}达到?"
)
_STANDARD = re.compile(r"标准(?!化)|规定|要求|应当|不得|不少于|不低于|不超过|必须|按照?.{0,12}比例|原则上|达标线")
_YEAR = re.compile(r"((?:19|20)[\dxX×*]{2}) ?年")


_LISTED = re.compile(r"[\d.]+[^\d,。;]{1,3}(?:和|及|与)$")
_OF = re.compile(r"(?<=[低少]于|超过|高于)[^,。;、\d]{1,8}的$")


_FARTHEST = 400
"""No sentence is searched farther back than this: texts without marks must not cost more than others."""


def sentence_start(text: str, at: int) -> int:
    """Where the sentence around `at` begins (after 。 ! ? ; or a line break), at most 400 characters back."""
    floor = max(0, at - _FARTHEST)
    return max(max(text.rfind(mark, floor, at) for mark in "。!?;\n") + 1, floor)


def approximate(text: str, found: Found) -> Approximate:
    """How exact the figure is: its own words first (以上, 余), then the verb before it, then 前 after a date."""
    if found.approximate:
        return found.approximate
    before = text[max(0, found.start - 18) : found.start].rstrip()
    before = _MARK.split(before)[-1]
    before = _LISTED.sub("", _OF.sub("", before))
    for meaning, pattern in _LEFT:
        if pattern.search(before):
            return meaning
    if (found.kind == "date" or found.of == "date") and _BEFORE.match(text, found.end):
        return "at_most"
    return "exact"


def status(text: str, found: Found) -> Status:
    """actual, planned (预计, 计划, 将) or standard (标准, 规定, 不低于) from the sentence up to the figure."""
    begin = max(sentence_start(text, found.start), found.start - 60)
    before = text[begin : found.start]
    clause = before[before.rfind(",") + 1 :]
    if _STANDARD.search(clause[-16:]) and found.kind not in ("date", "doc_number", "ordinal"):
        return "standard"
    if _PLANNED.search(before):
        return "planned"
    return "actual"


def year(text: str, found: Found) -> str | None:
    """The year that the figure's sentence states before it; its own year for dates."""
    if found.kind == "date" and isinstance(found.value, (int, str)):
        own = str(found.value)[:4]
        return None if own.startswith("XXXX") else own
    begin = sentence_start(text, found.start)
    years = _YEAR.findall(text[begin : found.start])
    return re.sub(r"[xX×*]", "X", years[-1]) if years else None
