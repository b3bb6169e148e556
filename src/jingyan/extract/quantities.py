"""The grammar of counted and measured numbers, percents, ratios, ordinals and masked numbers, over the words of amounts.py; positions in the Flow's text."""

import re

from jingyan.extract.amounts import CHINESE, DIGITS, LEAD, TAIL, TO, Term, tail_at, term_at, terms_at, unit_at
from jingyan.extract.counting import may_count
from jingyan.extract.found import Found
from jingyan.model.extracts import Approximate
from jingyan.zh.dates import MASK
from jingyan.zh.numerals import parse_numeral, tidy

PEOPLE = "学生|教师|师生|家长|儿童|幼儿|党员|干部|群众|人口|留守儿童|教职工"
_PEOPLE = re.compile(PEOPLE)
_NOUNS_CHINESE = r"县市区|县区|市县|区县|县|市|区|乡镇|镇|乡|村|省|校|方面(?!军)|大洲"
_NOUNS_DIGIT = rf"{_NOUNS_CHINESE}|{PEOPLE}|学校|中小学|部门|单位|项目|班级|教学点|课题|家庭|企业"
_ORDINAL_UNITS = "轮|节(?=课)|次|批|届|期|年|名|位|个|学期|季度|阶段|步|场|天|周|号|站"
_ORDINAL_NOUNS = "小组|方阵|梯队|组|位次|等次|档"

_PER_HUNDRED = re.compile(
    rf"(?P<lead>{LEAD})?(?P<base>[百千万])分之(?P<num>{DIGITS}|{CHINESE})(?P<in1>[余多])?"
    rf"(?: ?(?:-|~|至|到) ?(?:(?P=base)分之)?(?P<high>{DIGITS}|{CHINESE})(?![万亿个所名]))?"
)
_FRACTION = re.compile(
    rf"(?P<lead>{LEAD})?(?P<low>\d+|[二三四五六七八九十]+)分之(?P<top>\d+|[一二两三四五六七八九十]+)"
)
_TENTHS = re.compile(
    rf"(?P<lead>{LEAD})?(?P<num>[一二两三四五六七八九]|\d)成(?P<half>半|[一二三四五六七八九](?![个名所成年]))?(?P<in1>多)?(?![立为果功效长员绩本就分熟人份型片套不])"
)
_SLASH = re.compile(r"(?P<top>\d{1,2})/(?P<low>\d{1,2})(?![\d/个所人%])")
_PER_MANY = re.compile(
    r"(?P<top>\d{1,6}(?:\.\d{1,4})?) ?/ ?(?P<low>1?0 ?万|万|千|1000{1,2}0?0?)(?![\d个所人元%亩名公年])"
)
"""A rate per so many: 46.8/10万, 3.2/千."""
_RATIO = re.compile(r"(?P<a>\d+(?:\.\d+)?) ?(?::|比) ?(?P<b>\d+(?:\.\d+)?)(?! ?:|\d|[年月%])")
_ORDINAL = re.compile(
    rf"第 ?(?P<num>\d+|{CHINESE}|[{MASK}]{{1,4}})(?:(?P<unit>{_ORDINAL_UNITS})(?!小学|中学|[级制线书])|(?={_ORDINAL_NOUNS}|[,。;、和及与) ]))"
)
_MONEY_WORDS = re.compile(r"投入|[投筹集融出引注]资|资金|经费|补助|拨款|拨付|元|财政|筹措|筹集|贷款|捐|资助|奖励|花费")
_POPULATION = re.compile(r"(?:人口|人数|师生|群众)(?:总数|规模)?[为达到有约近超]{0,2}$")
_ON_NOUN = re.compile(
    rf"(?P<chinese>[两三四五六七八九十])(?={_NOUNS_CHINESE})(?![县市区乡镇村校省][级制立直属])|(?P<digits>\d+)(?= ?(?:{_NOUNS_DIGIT}))"
)
_CLAUSE = re.compile(r"[。;\n]")
_SENTENCE = re.compile(r"[。\n]")
_BARE = re.compile(r"(?P<num>\d{1,3}(?:,\d{3})+(?!\d)|\d+(?:\.\d+)?)(?P<tail>以上|以下|左右)?(?=[,。;、)\n]|$)")

Founds = tuple[Found, ...] | None
"""The figures that begin at a place (several for a list with one unit); empty for a number that is none, None where the rule does not apply."""


def quantity_at(text: str, at: int) -> Founds:
    """The figures that begin at `at`, an empty tuple for a number that is none, None when nothing begins here."""
    if text[at] == "第":
        return _ordinal(text, at)
    ahead = text[at : at + 10]
    if "分之" in ahead or "成" in ahead or "/" in ahead:
        founds = _share(text, at)
        if founds is not None:
            return founds
    if (term := term_at(text, at)) and (founds := _measured(text, at, term)) is not None:
        return founds
    for rule in (_cut, _ratio, _on_noun, _bare):
        if (founds := rule(text, at)) is not None:
            return founds
    return None


def _measured(text: str, at: int, term: Term) -> Founds:
    """Figures with a unit (or in 万, 亿): masked, range, list, count."""
    if term.amount.masked:
        return _hidden(text, at, term)
    for rule in (_range, _list, _counted, _big):
        if (founds := rule(text, at, term)) is not None:
            return founds
    return None


_MANY_NOUNS = re.compile(r"(?:镇街|街镇|县市区|县区|乡镇|镇|乡|村|部门|单位|学校|企业|社区)(?!级)")
_CUT = re.compile(r"\d{1,4} ?- ?[余多]")


def _cut(text: str, at: int) -> Founds:
    """Digits lost behind a dash (10—余次): a placeholder."""
    match = _CUT.match(text, at)
    unit = unit_at(text, match.end()) if match else None
    if not match or not unit:
        return None
    return (Found(at, unit[1], "placeholder", None, unit[0].unit, unit[0].kind, "over"),)


def _hidden(text: str, at: int, term: Term) -> Founds:
    """Digits that are masked or damaged: a placeholder without a value."""
    if term.unit is None:
        on_noun = term.amount.approximate == "over" and _MANY_NOUNS.match(text, term.amount.end)
        end = term.amount.end if on_noun else at
        return (Found(at, end, "placeholder", None, "个", "count", "over"),) if on_noun else None
    if "x" in text[at : term.end] and text[at - 1 : at].isascii() and text[at - 1 : at].isalpha():
        return ()
    return (Found(at, term.end, "placeholder", None, term.unit.unit, term.unit.kind, term.approximate),)


def _range(text: str, at: int, low: Term) -> Founds:
    """A range with the unit behind its end or behind both (3—5万元, 3万元至5万元); 从12所到20所 are two figures."""
    to = TO.match(text, low.end) if low.tail is None and not low.half else None
    if not to:
        return None
    high = term_at(text, to.end())
    if high is None or high.amount.masked or high.amount.lead:
        return None
    if high.unit is None:
        return _grades(at, low, high) if low.unit is None and text.startswith("年级", high.end) else None
    if low.unit and (low.unit.unit != high.unit.unit or text[max(0, at - 1) : at] in ("从", "由")):
        return None
    if high.unit.text == "年" and low.amount.written == "一":
        return None
    first, last = low.amount.low, high.amount.high
    if first is None or last is None:
        return None
    if low.amount.power == 1 and high.amount.power > 1 and first <= last / high.amount.power:
        first = tidy(first * high.amount.power)
    if first >= last:
        return None
    said = high.approximate or low.approximate
    return (Found(at, high.end, "range", (first, last), high.unit.unit, high.unit.kind, said),)


def _grades(at: int, low: Term, high: Term) -> Founds:
    first, last = low.amount.low, high.amount.high
    if first is None or last is None or first >= last:
        return None
    return (Found(at, high.end + len("年级"), "range", (first, last), "年级", "ordinal"),)


_SHARED = re.compile(r"(?:分别|各[为有占达是]?|依次)[^,。;:\n]{0,8}$")


def _list(text: str, at: int, first: Term) -> Founds:
    """Numbers with the unit stated once (47、155和425所); a multiplier of the last counts for all when it is the only one."""
    if first.unit is not None or first.tail is not None:
        return None
    terms = terms_at(text, at)
    if len(terms) < 2 or (unit := terms[-1].unit) is None:
        return None
    if any(t.amount.chinese for t in terms) and not _SHARED.search(text[max(0, at - 16) : at]):
        return None
    power = terms[-1].amount.power if all(t.amount.power == 1 for t in terms[:-1]) else 1
    founds: list[Found] = []
    for term in terms:
        if term.values is None:
            return None
        last = term is terms[-1]
        value = term.values[0] if last else tidy(term.values[0] * power)
        end = term.end if last else _trimmed(text, term.amount.end)
        founds.append(Found(term.amount.start, end, unit.kind, value, unit.unit, None, terms[-1].tail))
    return tuple(founds)


def _trimmed(text: str, end: int) -> int:
    return end - 1 if text[end - 1] == " " else end


def _counted(text: str, at: int, term: Term) -> Founds:
    if term.unit is None:
        return None
    values = term.values
    if values is None or not may_count(term, text):
        return ()
    unit = term.unit
    if values[0] != values[1]:
        return (Found(at, term.end, "range", values, unit.unit, unit.kind, term.approximate),)
    return (Found(at, term.end, unit.kind, values[0], unit.unit, None, term.approximate),)


def _big(text: str, at: int, term: Term) -> Founds:
    """A number in 万 or 亿 without a classifier (20多万, 2.3亿); money where the sentence speaks of money, else a count."""
    amount = term.amount
    if amount.power < 10**4 or (at and text[at - 1].isascii() and text[at - 1].isalnum()):
        return None
    end = term.end if term.tail else _trimmed(text, amount.end)
    if amount.chinese and amount.approximate is None and "个" not in text[at:end]:
        return None
    if term.values is None or term.values[0] != term.values[1]:
        return None
    total = term.values[0]
    if _POPULATION.search(text[max(0, at - 8) : at]):
        return (Found(at, end, "count", total, "人", None, term.approximate),)
    if _PEOPLE.match(text, end):
        return (Found(at, end, "count", total, "个", None, term.approximate),)
    clause = _CLAUSE.split(text[max(0, at - 50) : at])[-1]
    money = bool(_MONEY_WORDS.search(clause))
    return (Found(at, end, "money" if money else "count", total, "元" if money else "", None, term.approximate),)


def _share(text: str, at: int) -> Founds:
    """百分之八十五, 三分之二, 九成半, 1/3."""
    if match := _PER_HUNDRED.match(text, at):
        value = parse_numeral(match["num"])
        if value is None:
            return ()
        scale = {"百": 1.0, "千": 0.1, "万": 0.01}[match["base"]]
        said, end = tail_at(text, match.end())
        high = parse_numeral(match["high"]) if match["high"] else None
        if high is not None and high > value:
            return (Found(at, end, "range", (tidy(value * scale), tidy(high * scale)), "%", "percent", said),)
        said = said or ("over" if match["in1"] else "about" if match["lead"] else None)
        return (Found(at, end, "percent", tidy(value * scale), "%", None, said),)
    if match := _FRACTION.match(text, at):
        low, top = parse_numeral(match["low"]), parse_numeral(match["top"])
        if low and top is not None:
            said, end = tail_at(text, match.end())
            return (Found(at, end, "ratio", tidy(top / low), "", None, said or _led(match)),)
    if match := _TENTHS.match(text, at):
        rest = match["half"]
        value = (parse_numeral(match["num"]) or 0) * 10 + (5 if rest == "半" else parse_numeral(rest or "零") or 0)
        said, end = tail_at(text, match.end())
        said = said or ("over" if match["in1"] else _led(match))
        return (Found(at, end, "percent", value, "%", None, said),)
    if match := _PER_MANY.match(text, at):
        low = parse_numeral(match["low"].replace(" ", ""))
        if low:
            return (Found(at, match.end(), "ratio", round(float(match["top"]) / low, 10), ""),)
    match = _SLASH.match(text, at)
    if match and text[at - 1 : at] not in ("/", "-") and int(match["top"]) < int(match["low"]):
        return (Found(at, match.end(), "ratio", tidy(int(match["top"]) / int(match["low"])), ""),)
    return None


def _led(match: re.Match[str]) -> Approximate | None:
    return "about" if match["lead"] else None


_RANKED = re.compile(
    r"(?:排名|排|名列|位居|位列|位于|分别|居|列|为|评为|获)[\u4e00-\u9fff]{0,6}(?:第[一二三四五六七八九十\d]{1,3}[、和及与])*$"
)


def _ordinal(text: str, at: int) -> tuple[Found, ...]:
    match = _ORDINAL.match(text, at)
    if not match:
        return ()
    named = match["unit"] or re.match(_ORDINAL_NOUNS, text[match.end() : match.end() + 3])
    if not named and not _RANKED.search(text[max(0, at - 24) : at]):
        return ()
    if any(c in MASK for c in match["num"]):
        return (Found(at, match.end(), "placeholder", None, match["unit"], "ordinal"),) if match["unit"] else ()
    value = parse_numeral(match["num"])
    return () if value is None else (Found(at, match.end(), "ordinal", value, match["unit"] or ""),)


_RATIO_WORDS = re.compile(r"(?:比|比例|生师|师生|配比|按照?|以|为|达到?|的)$|比.{0,8}$|例.{0,6}$")


def _ratio(text: str, at: int) -> Founds:
    match = _RATIO.match(text, at)
    if not match or not float(match["b"]):
        return None
    clock = re.fullmatch(r"\d{1,2} ?: ?[0-5]\d", match.group()) and "1" not in (match["a"], match["b"])
    if clock and not _RATIO_WORDS.search(text[max(0, at - 10) : at]):
        return ()
    return (Found(at, match.end(), "ratio", float(match["a"]) / float(match["b"]), ""),)


def _on_noun(text: str, at: int) -> Founds:
    """A numeral directly on a noun (三县区)."""
    match = _ON_NOUN.match(text, at)
    if not match:
        return None
    before = text[at - 1 : at]
    if match["chinese"] and before and before in "第初高一二三四五六七八九十百千万几每十“":
        return ()
    if match["digits"] and (before == "." or (before.isascii() and before.isalnum())):
        return ()
    if re.fullmatch(r"(?:19|20)\d\d", match.group()):
        return None
    value = parse_numeral(match.group())
    return () if value is None else (Found(at, match.end(), "count", value, "个"),)


_DECIMALS = re.compile(r"(?P<a>\d+\.\d+)(?: ?(?:至|到|-|~) ?(?P<b>\d+\.\d+))?(?![\d%])")
_INDEX = re.compile(r"系数|指数|生师比|师生比|生机比")


_ZERO = re.compile(r"(?<=%[和、至到])0(?=[,。;])")


def _bare(text: str, at: int) -> Founds:
    """A number without a unit after a word that asks for one (差异系数0.45, 由0.49降到0.42)."""
    if not text[at].isdigit():
        return None
    clause = _SENTENCE.split(text[max(0, at - 60) : at])[-1]
    if (match := _DECIMALS.match(text, at)) and _INDEX.search(clause):
        low, high = float(match["a"]), float(match["b"] or 0)
        if match["b"] and low < high:
            return (Found(at, match.end(), "range", (low, high), "", "other"),)
        return (Found(at, at + len(match["a"]), "other", low, ""),)
    if _ZERO.match(text, at):
        return (Found(at, at + 1, "percent", 0, "%"),)
    match = _BARE.match(text, at)
    if not match or "." not in match["num"] or not re.search(r"[\u4e00-\u9fff:] ?$", clause):
        return None
    value = parse_numeral(match["num"])
    return () if value is None else (Found(at, match.end(), "other", value, "", None, _bare_tail(match["tail"])),)


def _bare_tail(tail: str | None) -> Approximate | None:
    return tail_at(tail, 0)[0] if tail and TAIL.match(tail) else None
