"""The grammar of counted and measured numbers, percents, ratios, ordinals and masked numbers; positions in the Flow's text."""

import re
from functools import cache

from jingyan.extract.found import Found
from jingyan.extract.units import Unit, unit_pattern, units
from jingyan.model.extracts import Approximate, FigureKind
from jingyan.zh.dates import MASK
from jingyan.zh.numerals import multiplier, parse_numeral, parse_pair, tidy

_S = " ?"
DIGITS = r"(?:\d{1,3}(?:,\d{3}){1,5}(?!\d)(?:\.\d{1,9})?|\d{1,3}(?: \d{3}){1,5}(?![\d.])|\d{1,18}(?:\.\d{1,9})?)"
_CHINESE = r"(?:[零〇一二两三四五六七八九十百千万亿]{1,24}(?:点[零〇一二三四五六七八九]{1,9})?)"
_MIXED = rf"(?:{DIGITS}(?:{_S}[千万亿]{{1,2}}\d+[千百]?(?![\d.,%年月]))?)"
_NUMBER = rf"(?:{_MIXED}|{_CHINESE}|半)"
_MULT = "(?:(?:[十万亿]|百(?!分[点之])|千(?![米克瓦])){1,2})"
_LEAD = "(?:(?<![最附就邻临新相])近|(?<![节签合预大制条公特契违])约|大约|将近|接近|上(?=[百千万亿])|大概)"
_TAIL = (
    "(?:及?以上|或以上|及?以下|以内|之内|左右|上下|之多|余|多(?!少|数|次|个|名|种|了|出|于)|内(?![容涵部在地设外心]))"
)
_TO = rf"{_S}(?:-{{1,2}}|~|至|到){_S}"
_TAIL_MEANING: tuple[tuple[str, Approximate], ...] = (
    ("以上", "at_least"),
    ("以下", "at_most"),
    ("内", "at_most"),
    ("左右", "about"),
    ("上下", "about"),
    ("余", "over"),
    ("多", "over"),
)
PEOPLE = "学生|教师|师生|家长|儿童|幼儿|党员|干部|群众|人口|留守儿童|教职工"
_NOUNS_CHINESE = r"县市区|县区|市县|区县|县|市|区|乡镇|镇|乡|村|省|校|方面(?!军)|大洲"
_NOUNS_DIGIT = rf"{_NOUNS_CHINESE}|{PEOPLE}|学校|中小学|部门|单位|项目|班级|社区|街道|教学点|课题|家庭|企业"
_ORDINAL_UNITS = "轮|次|批|届|期|年|名|位|个|学期|季度|阶段|步|场|天|周|号|站"
_ORDINAL_NOUNS = "小组|方阵|梯队|组|位次|等次|档|版|集|章|条|款|编|部分"


@cache
def _quantity() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<lead>{_LEAD}{_S})?(?P<num>{_NUMBER})(?P<in1>[余多几来](?!年级))?(?:{_S}(?P<mult>{_MULT}))?(?P<in2>[余多](?!少))?{_S}"
        rf"(?P<unit>{unit_pattern()})(?P<half>半(?!年(?!级)|月|数|径))?(?P<tail>{_S}{_TAIL})?"
    )


@cache
def _range() -> re.Pattern[str]:
    unit = unit_pattern()
    return re.compile(
        rf"(?P<lead>{_LEAD}{_S})?(?P<a>{_NUMBER})(?P<am>{_MULT})?{_S}(?P<au>{unit})?{_TO}"
        rf"(?P<b>{_NUMBER})(?P<mult>{_S}{_MULT})?(?P<in2>[余多])?{_S}(?P<unit>{unit}|年级)(?P<tail>{_S}{_TAIL})?"
    )


@cache
def _list() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<nums>{DIGITS}(?:{_S}(?:、|和|及|与|/){_S}{DIGITS}){{1,40}})(?P<mult>{_S}{_MULT})?{_S}(?P<unit>{unit_pattern()})(?P<tail>{_S}{_TAIL})?"
    )


@cache
def _masked() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<lead>{_LEAD})?(?:\d{{0,18}}[{MASK}]{{1,12}}\d{{0,18}}(?:\.[\d{MASK}]{{1,9}})?)(?P<in1>[余多])?(?:{_S}{_MULT})?(?P<in2>[余多])?{_S}"
        rf"(?P<unit>{unit_pattern(masked=True)})(?P<tail>{_TAIL})?"
    )


_PER_HUNDRED = re.compile(
    rf"(?P<lead>{_LEAD})?(?P<base>[百千万])分之(?P<num>{DIGITS}|{_CHINESE})(?P<in1>[余多])?(?P<tail>{_TAIL})?"
)
_FRACTION = re.compile(
    rf"(?P<lead>{_LEAD})?(?P<low>\d+|[二三四五六七八九十]+)分之(?P<top>\d+|[一二两三四五六七八九十]+)(?P<tail>{_TAIL})?"
)
_TENTHS = re.compile(
    rf"(?P<lead>{_LEAD})?(?P<num>[一二两三四五六七八九]|\d)成(?P<half>半|[一二三四五六七八九](?![个名所成年]))?(?![立为果功效长员绩本就分熟人份型片套不])(?P<tail>{_TAIL})?"
)
_RATIO = re.compile(r"(?P<a>\d+(?:\.\d+)?) ?(?::|比) ?(?P<b>\d+(?:\.\d+)?)(?! ?:|\d|[年月%])")
_ORDINAL = re.compile(
    rf"第{_S}(?P<num>\d+|{_CHINESE})(?:(?P<unit>{_ORDINAL_UNITS})(?!小学|中学|[级制线书])|(?={_ORDINAL_NOUNS}|[,。;、) ]))"
)
_OR_MORE = re.compile(
    rf"(?P<num>{DIGITS}|{_CHINESE})(?P<unit>[\u4e00-\u9fff]{{1,2}})或者?(?P=num)(?:(?P=unit))?(?P<tail>以上|以下)"
)
_BIG = re.compile(
    rf"(?P<lead>{_LEAD})?(?P<num>{DIGITS}|{_CHINESE})个?(?P<in1>[余多来几])?(?P<mult>[万亿]{{1,2}})(?P<in2>[余多])?(?P<yuan>元)?(?P<tail>{_TAIL})?"
)
_MONEY_WORDS = re.compile(r"投入|投资|资金|经费|补助|拨款|拨付|元|财政|筹措|筹集|贷款|捐|资助|奖励|花费")
_HALF_AFTER = re.compile(rf"(?P<num>{DIGITS}|{_CHINESE})个半(?P<unit>月|小时|学期)")
_SLASH = re.compile(r"(?P<top>\d{1,2})/(?P<low>\d{1,2})(?![\d/个所人%])")
_ON_NOUN = re.compile(
    rf"(?P<chinese>[两三四五六七八九十])(?={_NOUNS_CHINESE})(?![县市区乡镇村校省][级制立直属])|(?P<digits>\d+)(?= ?(?:{_NOUNS_DIGIT}))"
)
_BARE = re.compile(r"(?P<num>\d{1,3}(?:,\d{3})+(?!\d)|\d+(?:\.\d+)?)(?P<tail>以上|以下|左右)?(?=[,。;、)\n]|$)")


def quantity_at(text: str, at: int) -> tuple[Found, ...] | None:
    """The figures that begin at `at` (several for a list with one unit), an empty tuple for a number that is none, None when nothing begins here."""
    for finder in (
        _or_more,
        _halves,
        _percent,
        _ranges,
        _lists,
        _counted,
        _ordinal,
        _ratio,
        _damaged,
        _big,
        _on_noun,
        _bare,
    ):
        found = finder(text, at)
        if found is not None:
            return found
    return None


def _tail_meaning(tail: str | None) -> Approximate | None:
    return next((meaning for word, meaning in _TAIL_MEANING if tail and word in tail), None)


def _meaning(match: re.Match[str], *, duration: bool = False) -> Approximate | None:
    """What the words inside the figure say about its exactness; 近 before years is no approximation (近两年 = the last two years)."""
    groups = match.groupdict()
    if tail := _tail_meaning(groups.get("tail")):
        return tail
    if groups.get("in1") == "几":
        return "over"
    if groups.get("in1") == "来":
        return "about"
    if groups.get("in1") or groups.get("in2"):
        return "over"
    lead = (groups.get("lead") or "").strip()
    if lead == "上":
        return "at_least"
    if lead and not (duration and lead == "近"):
        return "about"
    return None


def _or_more(text: str, at: int) -> tuple[Found, ...] | None:
    match = _OR_MORE.match(text, at)
    unit = units().get(match["unit"]) if match else None
    value = parse_numeral(match["num"]) if match else None
    if not match or unit is None or value is None:
        return None
    return (Found(at, match.end(), unit.kind, value, unit.unit, None, _tail_meaning(match["tail"])),)


def _percent(text: str, at: int) -> tuple[Found, ...] | None:
    if match := _PER_HUNDRED.match(text, at):
        value = parse_numeral(match["num"])
        if value is None:
            return ()
        scale = {"百": 1.0, "千": 0.1, "万": 0.01}[match["base"]]
        return (Found(at, match.end(), "percent", tidy(value * scale), "%", None, _meaning(match)),)
    if match := _FRACTION.match(text, at):
        low, top = parse_numeral(match["low"]), parse_numeral(match["top"])
        if low and top is not None:
            return (Found(at, match.end(), "ratio", tidy(top / low), "", None, _meaning(match)),)
    if match := _TENTHS.match(text, at):
        rest = match["half"]
        value = (parse_numeral(match["num"]) or 0) * 10 + (5 if rest == "半" else parse_numeral(rest or "零") or 0)
        return (Found(at, match.end(), "percent", value, "%", None, _meaning(match)),)
    return None


def _ranges(text: str, at: int) -> tuple[Found, ...] | None:
    match = _range().match(text, at)
    if not match or (match["au"] and (match["au"] != match["unit"] or text[max(0, at - 1) : at] in ("从", "由"))):
        return None
    low, high = parse_numeral(match["a"]), parse_numeral(match["b"])
    if low is None or high is None:
        return None
    power = multiplier((match["mult"] or "").strip())
    low *= multiplier(match["am"]) if match["am"] else power if low <= high else 1
    high *= power
    if low >= high:
        return None
    if match["unit"] == "年级":
        return (Found(at, match.end(), "range", (low, high), "年级", "ordinal"),)
    unit = units()[match["unit"]]
    if unit.text == "年" and not match["a"].isdigit() and match["a"] == "一":
        return None
    return (Found(at, match.end(), "range", (tidy(low), tidy(high)), unit.unit, unit.kind, _meaning(match)),)


def _lists(text: str, at: int) -> tuple[Found, ...] | None:
    match = _list().match(text, at)
    if not match:
        return None
    unit = units()[match["unit"]]
    numbers = list(re.finditer(DIGITS, match["nums"]))
    power = multiplier((match["mult"] or "").strip())
    founds: list[Found] = []
    for index, number in enumerate(numbers):
        value = parse_numeral(number.group())
        if value is None:
            return None
        last = index == len(numbers) - 1
        end = match.end() if last else at + number.end()
        founds.append(
            Found(
                at + number.start(), end, unit.kind, tidy(value * power), unit.unit, None, _tail_meaning(match["tail"])
            )
        )
    return tuple(founds)


def _counted(text: str, at: int) -> tuple[Found, ...] | None:
    match = _quantity().match(text, at)
    if not match:
        return None
    unit = units()[match["unit"]]
    written = match["num"]
    if not _may_count(match, unit, text, at):
        return ()
    pair = parse_pair(written)
    power = multiplier(match["mult"] or "")
    if pair:
        value = (tidy(pair[0] * power), tidy(pair[1] * power))
        return (Found(at, match.end(), "range", value, unit.unit, unit.kind, _meaning(match)),)
    number = parse_numeral(written)
    if number is None:
        return ()
    total = tidy(number * power + (0.5 if match["half"] else 0))
    approximate = _meaning(match, duration=unit.kind == "duration")
    return (Found(at, match.end(), unit.kind, total, unit.unit, None, approximate),)


def _may_count(match: re.Match[str], unit: Unit, text: str, at: int) -> bool:
    """Whether this numeral may stand before this unit as a count; keeps words such as 一项, 二期, 三班 and 三个月 apart from counts."""
    written = match["num"]
    if unit.half and written != "半":
        return False
    if written[0].isdigit() or match["half"]:
        return True
    if written == "半":
        return unit.kind in ("duration", "area")
    if unit.digits and len(written) == 1 and unit.text != "家":
        return False
    if written == "二":
        return unit.kind in ("money", "area")
    if written in ("一", "百", "千", "万", "亿"):
        return (
            _one_is_counted(unit, text, at, match.end())
            if written == "一"
            else unit.text not in ("年", "分", "个", "家", "次", "般")
        )
    return True


_DISTRIBUTIVE = re.compile(
    r"(?:每|各|分别|(?<!不)均(?=有|设|配|建|开|为|安排|不少于|达到)|仅|只有|至少|共|出现|人均)[^,。;:!?\n]{0,18}$"
)
_PHYSICAL_BEFORE = re.compile(
    r"(?:配备|配置|建|建成|建设|新建|改建|扩建|增|购|购置|聘|配|选派|派|设|设立|安排|聘请|配齐|拥有|现有|引进|招聘|辖|补助|奖励|投入)了?$"
)


def _one_is_counted(unit: Unit, text: str, at: int, end: int) -> bool:
    """一 + unit counts when it is distributive or a frequency (每班一名, 每半月一次) or a thing that is counted (建成一所); otherwise it is an article."""
    before = text[max(0, at - 20) : at]
    if before.endswith(("每", "任", "同", "这", "那", "某", "另", "统", "唯", "逐", "单", "万", "进")):
        return False
    if _DISTRIBUTIVE.search(before):
        return True
    if unit.text == "年":
        lasting = before.endswith(("满", "近", "约", "整", "用", "为期", "任期", "历时", "不足", "不少于"))
        return lasting or text.startswith(("以来", "来", "内", "间", "时间"), end) or text[end - 1] in "内多余"
    if unit.kind in ("money", "area", "duration"):
        return True
    return unit.counted and bool(_PHYSICAL_BEFORE.search(before) or (before[-1:] and before[-1] in "了、共约"))


_RANKED = re.compile(r"(?:排名|排|名列|位居|位列|居|列|为|评为|获)[\u4e00-\u9fff]{0,6}$")


def _ordinal(text: str, at: int) -> tuple[Found, ...] | None:
    if text[at] != "第":
        return None
    match = _ORDINAL.match(text, at)
    if not match:
        return ()
    named = match["unit"] or re.match(_ORDINAL_NOUNS, text[match.end() : match.end() + 3])
    if not named and not _RANKED.search(text[max(0, at - 10) : at]):
        return ()
    value = parse_numeral(match["num"])
    return () if value is None else (Found(at, match.end(), "ordinal", value, match["unit"] or ""),)


_RATIO_WORDS = re.compile(r"(?:比|比例|生师|师生|配比|按照?|以|为|达到?|的)$|比.{0,8}$|例.{0,6}$")


def _ratio(text: str, at: int) -> tuple[Found, ...] | None:
    match = _RATIO.match(text, at)
    if not match or not float(match["b"]):
        return None
    clock = re.fullmatch(r"\d{1,2} ?: ?[0-5]\d", match.group()) and "1" not in (match["a"], match["b"])
    if clock and not _RATIO_WORDS.search(text[max(0, at - 10) : at]):
        return ()
    return (Found(at, match.end(), "ratio", float(match["a"]) / float(match["b"]), ""),)


def _damaged(text: str, at: int) -> tuple[Found, ...] | None:
    match = _masked().match(text, at)
    if not match or not any(c in MASK for c in match.group()):
        return None
    if "x" in match.group() and text[at - 1 : at].isascii() and text[at - 1 : at].isalpha():
        return ()
    unit = units()[match["unit"]]
    of: FigureKind = unit.kind
    return (Found(at, match.end(), "placeholder", None, unit.unit, of, _meaning(match)),)


def _big(text: str, at: int) -> tuple[Found, ...] | None:
    """A number in 万 or 亿 without a classifier (20多万, 2.3亿); money where the sentence speaks of money, else a count."""
    match = _BIG.match(text, at)
    if not match or (at and text[at - 1].isascii() and text[at - 1].isalnum()):
        return None
    if not match["num"][0].isdigit() and not match["in1"] and "个" not in match.group():
        return None
    value = parse_numeral(match["num"])
    if value is None:
        return ()
    total = tidy(value * multiplier(match["mult"]))
    if re.match(PEOPLE, text[match.end() : match.end() + 4]):
        return (Found(at, match.end(), "count", total, "个", None, _meaning(match)),)
    clause = re.split(r"[。;\n]", text[max(0, at - 50) : at])[-1]
    if match["yuan"] or _MONEY_WORDS.search(clause):
        return (Found(at, match.end(), "money", total, "元", None, _meaning(match)),)
    return (Found(at, match.end(), "count", total, "", None, _meaning(match)),)


def _halves(text: str, at: int) -> tuple[Found, ...] | None:
    """两个半月 = 2.5 months; 1/3 of something."""
    if match := _HALF_AFTER.match(text, at):
        value = parse_numeral(match["num"])
        return () if value is None else (Found(at, match.end(), "duration", tidy(value + 0.5), match["unit"]),)
    if (
        (match := _SLASH.match(text, at))
        and text[at - 1 : at] not in ("/", "-")
        and int(match["top"]) < int(match["low"])
    ):
        return (Found(at, match.end(), "ratio", tidy(int(match["top"]) / int(match["low"])), ""),)
    return None


def _on_noun(text: str, at: int) -> tuple[Found, ...] | None:
    """A numeral directly on a noun (三县区)."""
    match = _ON_NOUN.match(text, at)
    if not match:
        return None
    before = text[at - 1 : at]
    if match["chinese"] and (before in "第初高一二三四五六七八九十百千万几每十“" or not before):
        return ()
    if match["digits"] and (before == "." or (before.isascii() and before.isalnum())):
        return ()
    if re.fullmatch(r"(?:19|20)\d\d", match.group()):
        return None
    value = parse_numeral(match.group())
    return () if value is None else (Found(at, match.end(), "count", value, "个"),)


_DECIMALS = re.compile(r"(?P<a>\d+\.\d+)(?: ?(?:至|到|-|~) ?(?P<b>\d+\.\d+))?(?![\d%])")
_INDEX = re.compile(r"系数|指数|生师比|师生比|生机比")


def _bare(text: str, at: int) -> tuple[Found, ...] | None:
    """A number without a unit after a word that asks for one (差异系数0.45, 由0.49降到0.42)."""
    clause = re.split(r"[。\n]", text[max(0, at - 60) : at])[-1]
    if (match := _DECIMALS.match(text, at)) and _INDEX.search(clause):
        low, high = float(match["a"]), float(match["b"] or 0)
        if match["b"] and low < high:
            return (Found(at, match.end(), "range", (low, high), "", "other"),)
        return (Found(at, at + len(match["a"]), "other", low, ""),)
    match = _BARE.match(text, at)
    if not match or "." not in match["num"] or not re.search(r"[\u4e00-\u9fff:]$", clause):
        return None
    value = parse_numeral(match["num"])
    return () if value is None else (Found(at, match.end(), "other", value, "", None, _tail_meaning(match["tail"])),)
