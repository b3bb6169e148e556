"""The words figures are made of, each read at one place of the Flow's text: amounts, units, words on exactness, joiners. What they mean together is quantities.py's."""

import re
from dataclasses import dataclass
from functools import lru_cache

from jingyan.extract.units import Unit, own_units, units
from jingyan.model.extracts import Approximate
from jingyan.zh.dates import MASK
from jingyan.zh.numerals import multiplier, parse_numeral, parse_pair, tidy

DIGITS = r"(?:\d{1,3}(?:,\d{3}){1,5}(?!\d)(?:\.\d{1,9})?|\d{1,3}(?: \d{3}){1,5}(?![\d.])|\d{1,18}(?:\.\d{1,9})?)"
CHINESE = r"(?:[零〇一二两三四五六七八九十百千万亿]{1,24}(?:点[零〇一二三四五六七八九]{1,9}[万亿]?)?)"
NUMERAL = rf"(?:{DIGITS}|{CHINESE}|半)"
LEAD = "(?:(?<![最附就邻临新相])近|(?<![节签合预大制条公特契违简])约|大约|将近|接近|上(?=[百千万亿])|大概)"
TAIL = re.compile(
    r" ?(?:\(含(?:本数|\d{1,6}[\u4e00-\u9fff]{0,2})?\))?(?P<word>及?以上|或以上|及?以下|以内|之内|左右|上下|之多|余|多(?!少|数|次|个|名|种|了|出|于|媒|功|样|元|维|边|层|彩|项|方|学|语|渠|动|头)|[内內](?![容涵部地设外心]))(?:\(含[^()]{0,6}\))?"
)
TAIL_MEANING: tuple[tuple[str, Approximate], ...] = (
    ("以上", "at_least"),
    ("以下", "at_most"),
    ("内", "at_most"),
    ("左右", "about"),
    ("上下", "about"),
    ("余", "over"),
    ("多", "over"),
)
TO = re.compile(" ?(?:-{1,2}|~|至|到) ?")
_AND = re.compile(" ?(?:、|和|及|与|以及|/) ?")

_AMOUNT = re.compile(
    rf"(?P<lead>{LEAD} ?)?"
    rf"(?:(?P<masked>\d{{0,18}}[{MASK}]{{1,12}}\d{{0,18}}(?:\.[\d{MASK}]{{1,9}})?)"
    rf"|(?P<mixed>{DIGITS} ?[千万亿]{{1,2}}\d+[百千万]{{0,2}}(?![\d.,%年月、]))|(?P<num>{NUMERAL}))"
    r"(?P<in1>[余多几来](?!年级|源|于))?(?: ?(?P<mult>(?:[十万亿]|百(?!分[点之])|千(?![米克瓦])){1,2}))?(?P<in2>[余多](?!少|次))? ?"
)
_INSIDE = re.compile(
    r"个(?:(?P<half>半)|(?P<many>[多余来几]))(?P<unit>月|小时|星期|学期|学年|工作日)|(?:个(?P<hundred>[多余])?)(?P<mult>亿)(?P<after>[多余])?(?P<yuan>元)?"
)
_OR_MORE = re.compile(r"或者?(?P<num>[^,。;\n]{1,12}?)(?P<word>以上|以下)")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number of a text as far as its unit. `low` and `high` differ for 两三 and 七八十; both None when digits are hidden. `power` is the multiplier behind it, multiplied out already."""

    start: int
    end: int
    written: str
    low: int | float | None
    high: int | float | None
    power: int
    approximate: Approximate | None
    lead: str
    masked: bool

    @property
    def chinese(self) -> bool:
        """True for a numeral in Chinese characters."""
        return not self.masked and not self.written[0].isdigit()


@dataclass(frozen=True, slots=True)
class Term:
    """An amount with the unit behind it, if there is one, and what stands behind both (一吨半, 20人以上)."""

    amount: Amount
    unit: Unit | None
    end: int
    half: bool = False
    tail: Approximate | None = None

    @property
    def approximate(self) -> Approximate | None:
        """What the words inside the figure say of its exactness; 近 in front of years is none (近两年 = the last two years)."""
        if self.tail:
            return self.tail
        said = self.amount.approximate
        last = self.unit is not None and self.unit.kind == "duration" and self.amount.lead == "近"
        return None if last and said == "about" else said

    @property
    def values(self) -> tuple[int | float, int | float] | None:
        """Low and high, equal for one number; None when hidden."""
        if self.amount.low is None or self.amount.high is None:
            return None
        more = 0.5 if self.half else 0
        return tidy(self.amount.low + more), tidy(self.amount.high + more)


def amount_at(text: str, at: int) -> Amount | None:
    """The amount that begins at `at`."""
    match = _AMOUNT.match(text, at)
    if not match:
        return None
    masked = match["masked"] is not None
    written = match["masked"] or match["mixed"] or match["num"]
    power = multiplier(match["mult"] or "")
    low, high = (None, None) if masked else _values(written, power)
    if low is None and not masked:
        return None
    lead = (match["lead"] or "").strip()
    return Amount(at, match.end(), written, low, high, power, _inner(lead, match["in1"], match["in2"]), lead, masked)


def _values(written: str, power: int) -> tuple[int | float | None, int | float | None]:
    if pair := parse_pair(written):
        return tidy(pair[0] * power), tidy(pair[1] * power)
    value = parse_numeral(written)
    value = None if value is None else tidy(value * power)
    return value, value


def _inner(lead: str, in1: str | None, in2: str | None) -> Approximate | None:
    if in1 == "来":
        return "about"
    if in1 or in2:
        return "over"
    if lead == "上":
        return "at_least"
    return "about" if lead else None


@lru_cache(maxsize=8)
def _rows(own: tuple[Unit, ...]) -> dict[str, tuple[tuple[str, re.Pattern[str] | None, Unit], ...]]:
    """Units by their first character, longest first, each with what must not follow."""
    rows: dict[str, list[tuple[str, re.Pattern[str] | None, Unit]]] = {}
    known = units() | {u.text: u for u in own}
    for unit in sorted(known.values(), key=lambda u: (-len(u.text), u.text)):
        forbidden = re.compile(unit.not_before) if unit.not_before else None
        rows.setdefault(unit.text[0], []).append((unit.text, forbidden, unit))
    return {first: tuple(group) for first, group in rows.items()}


_HIDDEN = frozenset("家种条张门片类节轮幅封箱枚笔只例床株棵栋幢篇盏层米") | {
    "平方公里", "平方千米", "立方米", "公斤", "千克", "千米", "厘米", "百分点", "‰", "场次", "批次", "课时", "学时"
}  # fmt: skip
"""Units that may follow hidden digits only at the end of their clause: before other words XX家, XX米 begin a name."""
_STOPS = (",", "。", ";", "、", ")", "\n", "")


def unit_at(text: str, at: int, *, masked: bool = False) -> tuple[Unit, int] | None:
    """The unit written at `at` and its end; `masked`: only units that may follow hidden digits."""
    for written, forbidden, unit in _rows(own_units()).get(text[at : at + 1], ()):
        if text.startswith(written, at):
            end = at + len(written)
            if masked and not unit.mask and not (written in _HIDDEN and text[end : end + 1] in _STOPS):
                continue
            if not (forbidden and forbidden.match(text, end)):
                return unit, end
    return None


def tail_at(text: str, at: int) -> tuple[Approximate | None, int]:
    """What the word behind a figure says (以上, 左右) and where it ends."""
    match = TAIL.match(text, at)
    if not match:
        return None, at
    return next((meaning for word, meaning in TAIL_MEANING if word in match["word"]), None), match.end()


_HALF = re.compile(r"半(?!年(?!级)|月|数|径)")


def term_at(text: str, at: int) -> Term | None:
    """The amount at `at` with what belongs to it; its unit is None where none follows."""
    amount = amount_at(text, at)
    if amount is None:
        return None
    inside = None if amount.masked else _INSIDE.match(text, amount.end)
    if inside:
        return _inside_term(amount, inside, text)
    found = unit_at(text, amount.end, masked=amount.masked and amount.power == 1 and amount.approximate is None)
    if not found:
        tail, end = tail_at(text, len(text[: amount.end].rstrip()) if text[amount.end - 1] == " " else amount.end)
        return Term(amount, None, end, tail=tail)
    unit, end = found
    half = bool(_HALF.match(text, end)) and amount.written != "半"
    end += half
    tail, behind = tail_at(text, end)
    more = _OR_MORE.match(text, end) if tail is None else None
    if more and more["num"].startswith(amount.written):
        tail, behind = ("at_least" if more["word"] == "以上" else "at_most"), more.end()
    return Term(amount, unit, behind, half, tail)


def _inside_term(amount: Amount, inside: re.Match[str], text: str) -> Term:
    """两个半月, 两个多月, 2个多亿元: a word between 个 and the unit."""
    many: Approximate | None = None
    if inside["many"] or inside["hundred"] or inside["after"]:
        many = "about" if inside["many"] == "来" else "over"
    if inside["unit"]:
        unit = units()["个" + inside["unit"]] if "个" + inside["unit"] in units() else units()[inside["unit"]]
        tail, end = tail_at(text, inside.end())
        return Term(amount, unit, end, bool(inside["half"]), tail or many)
    power = multiplier(inside["mult"])
    low, high = (None if v is None else tidy(v * power) for v in (amount.low, amount.high))
    grown = Amount(
        amount.start,
        inside.end("after") if inside["after"] else inside.end("mult"),
        amount.written,
        low,
        high,
        amount.power * power,
        many or amount.approximate,
        amount.lead,
        amount.masked,
    )
    tail, end = tail_at(text, inside.end())
    return Term(grown, units()["元"] if inside["yuan"] else None, end, tail=tail)


def terms_at(text: str, at: int, most: int = 12) -> tuple[Term, ...]:
    """The terms of a list from `at` on (47、155和425所): several amounts joined by 、 or 和, the last with the unit; one term where no list begins."""
    first = term_at(text, at)
    if first is None:
        return ()
    terms = [first]
    while terms[-1].unit is None and terms[-1].tail is None and len(terms) < most:
        joiner = _AND.match(text, terms[-1].end)
        following = term_at(text, joiner.end()) if joiner else None
        if following is None or following.amount.masked or following.amount.lead:
            break
        terms.append(following)
    return tuple(terms) if terms[-1].unit is not None else (first,)
