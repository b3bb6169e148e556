"""Whether a numeral in front of a unit counts: keeps words such as 一项, 二期, 三班 apart from counts, and 一名 (each class one) apart from the article."""

import re

from jingyan.extract.amounts import Term
from jingyan.extract.units import Unit

_DISTRIBUTIVE = re.compile(
    r"(?:每|各|分别|(?<!不)均(?=有|设|配|建|开|为|安排|不少于|达到)|仅|只有|至少|共|出现|人均)[^,。;:!?\n]{0,18}$"
)
_PHYSICAL_BEFORE = re.compile(
    r"(?:配备|配置|建|建成|建设|新建|改建|扩建|增|购|购置|聘|配|选派|派|设|设立|安排|聘请|配齐|拥有|现有|引进|招聘|辖|补助|奖励|投入)了?$"
)
_BUILT = re.compile(r"(?:新建|扩建|改建|修建|建起|建成|增设|购置|配备|建)了?$")
_RECEIVED = re.compile(r"(?:收到|发生|共|新建|建成|新增|聘请|开办)了?$")
_HELD = re.compile(
    r"(?:举办|办|培训|开设|共|编印|出版|刊发|印发|连续|推出|每年|刊出|完成|组织)了?[\u4e00-\u9fff]{0,2}$"
)
_DOUBLED = re.compile(r"翻了?近?$")
_NOT_ALONE = ("亩", "年", "分", "个", "家", "次", "般", "期", "面", "代", "种", "层", "节")
"""Units before which a lone 百, 千, 万 is no number (百年, 千家, 万般)."""


def may_count(term: Term, text: str) -> bool:
    """Whether the numeral of `term` (which has a unit) may stand before its unit as a count."""
    unit, written = term.unit, term.amount.written
    if unit is None:
        return False
    at = term.amount.start
    if unit.text == "番":
        return bool(_DOUBLED.search(text[max(0, at - 3) : at]))
    if unit.text == "年" and written == "半" and text[at - 1 : at] in ("上", "下"):
        return False
    if unit.half and written != "半":
        return False
    if not term.amount.chinese or term.half:
        return True
    if written == "半":
        return unit.kind in ("duration", "area")
    if unit.digits and len(written) == 1 and unit.text != "家":
        return False
    if written == "二":
        return unit.kind in ("money", "area") or bool(_RECEIVED.search(text[max(0, at - 4) : at]))
    if unit.text == "期" and len(written) == 1 and not _HELD.search(text[max(0, at - 8) : at]):
        return False
    if written == "一" and term.amount.power == 1:
        return _one_is_counted(unit, text, at, term.end)
    if written in ("百", "千", "万", "亿") and term.amount.approximate is None:
        return unit.text not in _NOT_ALONE
    return True


def _one_is_counted(unit: Unit, text: str, at: int, end: int) -> bool:
    """一 + unit counts when it is distributive or a frequency (每班一名, 每半月一次) or a thing that is counted (建成一所); otherwise it is an article."""
    before = text[max(0, at - 20) : at]
    if before.endswith(("每", "任", "同", "这", "那", "某", "另", "统", "唯", "逐", "单", "万", "进")):
        return False
    if _DISTRIBUTIVE.search(before) or unit.text == "倍":
        return True
    if unit.text == "个":
        return bool(_BUILT.search(before))
    if unit.text == "年":
        lasting = before.endswith(("满", "近", "约", "整", "用", "过去", "为期", "任期", "历时", "不足", "不少于"))
        return lasting or text.startswith(("以来", "来", "内", "间", "时间"), end) or text[end - 1] in "内多余"
    if unit.kind in ("money", "area", "duration"):
        return True
    return unit.counted and bool(_PHYSICAL_BEFORE.search(before) or (before[-1:] and before[-1] in "了、共约"))
