"""The grammar of dates, school years, terms and document numbers; positions in the Flow's text."""

import re

from jingyan.extract.found import Found
from jingyan.model.extracts import FigureKind
from jingyan.zh.dates import MASK, two_digits, year_text

_S = " ?"
_YEAR = (
    rf"(?:(?:19|20)\d{{2}}|20[{MASK}]{{2,6}}|20\d[{MASK}]|2[{MASK}]{{3}}|二[〇零][{MASK}]{{2}}|[{MASK}]{{1,4}}|二[〇零][〇零一二][〇零一二三四五六七八九]"
    r"|一九[〇零一二三四五六七八九]{2})"
)
_MONTH = rf"(?:元(?=月)|\d{{1,2}}|[{MASK}]{{1,2}}|十[一二]?|[一二三四五六七八九](?![一二三四五六七八九十]))"
_DAY = rf"(?:\d{{1,2}}|[{MASK}]{{1,2}}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_SEP = rf"{_S}(?:-{{1,2}}|~|至|到){_S}"
_PART = "(?:上旬|中旬|下旬|月?底|月?初(?![中级高等])|月?末|中(?=[,。;、 ]))"
_HALVES = {"上": "H1", "下": "H2", "春": "SP", "秋": "FA"}

_DATE = re.compile(
    rf"(?:(?P<y>{_YEAR}|20(?={_S}年{_S}\d{{1,2}}{_S}月)){_S}年{_S}"
    rf"(?:(?P<half>(?P<h>[上下])半年|(?P<s>[春秋])(?:季学期|季|学期|(?![季节游运训风雨晚])))|"
    rf"(?P<m>{_MONTH}){_S}月份?(?:{_S}(?P<d>{_DAY}){_S}[日号]|(?P<x>{_PART}))?|(?P<yx>底|初(?![中级高等小一二三])|末|度(?![过假日汛夏冬]))?)"
    rf"|(?P<m2>{_MONTH}){_S}月(?!球|亮|饼|租|薪|报|考|工资)份?(?:{_S}(?P<d2>{_DAY}){_S}[日号]|(?P<x2>{_PART}))?"
    rf"|(?P<d3>\d{{1,2}}|[{MASK}]{{1,2}}){_S}(?:(?:(?<=月\d)|(?<=月\d\d))日(?=前)|(?:(?<=月的\d)|(?<=月的\d\d))号|日(?!均|常|本|前|益|制|报|程|子|语|托|记|志|光|夜|后|内|以内|之内)))"
)
_YEARS = re.compile(
    rf"(?P<a>{_YEAR}|\d{{2}}(?=-\d{{2}}学年)){_S}年?(?:{_SEP}|/(?=\d{{4}}学年))(?P<b>{_YEAR}|\d{{2}}(?=学年)){_S}(?P<u>学年度?|学(?=[,。;、 \n]|[上下][学半]?期)|年度?|(?<=\d{{4}})(?=[两三四五六七八九十]年|年间|学度))(?!级)"
)
_MONTHS = re.compile(
    rf"(?:(?P<y>{_YEAR}){_S}年{_S})?(?P<a>{_MONTH}){_S}月?份?{_SEP}(?P<b>{_MONTH}){_S}月份?(?!{_S}{_DAY}[日号])"
)
_DAYS = re.compile(
    rf"(?:(?:(?P<y>{_YEAR}){_S}年{_S})?(?P<m>{_MONTH}){_S}月{_S})?(?P<a>{_DAY}){_S}[日号]?{_SEP}"
    rf"(?:(?P<n>{_MONTH}){_S}月{_S})?(?P<b>{_DAY}){_S}[日号](?!内|以内)"
)
_SCHOOL_YEAR = re.compile(rf"(?P<y>{_YEAR}){_S}(?P<u>学年度?)")
_CUT_SCHOOL_YEAR = re.compile(r"(?<![\d.-])\d{2}-(?=[\u4e00-\u9fff](?![年月日]))")
_PERIOD = re.compile(rf"[“\"‘][{MASK}]{{1,4}}[”\"’](?:期间|时期|以来|规划期)")
_BARE_YEAR = re.compile(r"(?:19[5-9]|20[0-4])\d(?![\d.%级届版号]|\s?[年-])(?=[\u4e00-\u9fff])")
_SOME_YEAR = re.compile(r"某年(?!级|龄)(?:某月(?:某日)?)?|某月某日")
_DAMAGED_YEAR = re.compile(
    rf"(?<![\d.,])(?:19|20)\d\d[{MASK}]{{1,6}}(?=年(?!级))|(?<![\d.,])1\d\d(?=月份)|"
    r"[?]\d{3}(?=年(?!级))|(?<![\d.,])0\d{2}(?=年(?!级))|(?<!\d)(?<!\d[.,])(?:19|20)\d{3,6}(?=年(?!级))|(?<!\d)(?<!\d[.,])(?:19|20)\d{5,6}(?=日)"
)
_POINT_MONTHS = re.compile(
    r"(?P<y>(?:19|20)\d\d)\.(?P<m>1[0-2]|0?[1-9])(?:月)? ?(?:-{1,2}|~|至|到) ?(?P<y2>(?:19|20)\d\d)\.(?P<m2>1[0-2]|0?[1-9])月?(?![\d.])"
)
_LISTED_YEARS = re.compile(
    rf"(?:(?:19|20)[\d{MASK}]{{2}} ?(?:、|和|及|与|,) ?){{1,8}}(?:19|20)[\d{MASK}]{{2}} ?(?P<u>学年度?|年度?)(?!级)"
)
_LISTED_MONTHS = re.compile(
    r"(?<![\d.、])(?:1[0-2]|[1-9])(?:、(?:1[0-2]|[1-9])){1,8}月份?(?![\u4e00-\u9fff]?\d{1,2}日)"
)
_TO = re.compile(_SEP)
_ISO = re.compile(r"(?P<y>(?:19|20)\d\d)(?P<s>[-./])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})(?![\d./-])")


def date_at(text: str, at: int) -> tuple[Found, ...] | None:
    """The date, date range or masked period that begins at `at`, or None."""
    if match := _PERIOD.match(text, at):
        return (Found(at, match.end(), "placeholder", None, "", "date"),)
    if not _MAYBE.match(text, at):
        return None
    if listed := _listed(text, at):
        return listed
    for finder in (_iso, _points, _years, _days, _months, _whole_range, _school_year, _single, _damaged):
        if found := finder(text, at):
            return (found,)
    return None


_MAYBE = re.compile(rf"元月|[\d零〇一二三四五六七八九十{MASK}]{{1,10}} ?[年月日号学./~、,和及与至到-]|某|[?]\d{{3}}年")
"""What every date begins like; most numbers do not, and are let go at once."""


def _listed(text: str, at: int) -> tuple[Found, ...] | None:
    """Years and months with the word stated once: 2013、2014和2015年, 5、6月份."""
    if not text[at].isdigit():
        return None
    years = _LISTED_YEARS.match(text, at)
    match = years or _LISTED_MONTHS.match(text, at)
    if not match:
        return None
    numbers = list(re.finditer(rf"[\d{MASK}]+", match.group()))
    founds: list[Found] = []
    for number in numbers:
        end = match.end() if number is numbers[-1] else at + number.end()
        unit = ("学年" if years["u"].startswith("学") else "年") if years else "月"
        if years and not number.group().isdigit():
            founds.append(Found(at + number.start(), end, "placeholder", year_text(number.group()), unit, "date"))
            continue
        value: int | str = int(number.group()) if years else f"XXXX-{two_digits(number.group())}"
        founds.append(Found(at + number.start(), end, "date", value, unit))
    return tuple(founds)


def _points(text: str, at: int) -> Found | None:
    match = _POINT_MONTHS.match(text, at)
    if not match:
        return None
    value = (f"{match['y']}-{two_digits(match['m'])}", f"{match['y2']}-{two_digits(match['m2'])}")
    return Found(at, match.end(), "range", value, "月", "date")


def _damaged(text: str, at: int) -> Found | None:
    """A year that somebody hid in words (某年) or that lost or gained digits (?016年, 202223年): a placeholder."""
    if match := _SOME_YEAR.match(text, at):
        value = ("XXXX", "XXXX-XX", "XXXX-XX-XX")[match.group().count("某") - 1]
        value = "XXXX-XX-XX" if match.group() == "某月某日" else value
        return Found(at, match.end(), "placeholder", value, match.group()[-1], "date")
    match = _DAMAGED_YEAR.match(text, at)
    if not match:
        return None
    unit = text[match.end()]
    known = match.group().replace("?", "")[-3:] if len(match.group()) <= 4 and unit == "年" else ""
    more = text.startswith(("年度", "月份"), match.end())
    return Found(at, match.end() + 1 + more, "placeholder", "X" + known if known else None, unit, "date")


def cut_school_year_at(text: str, at: int) -> tuple[Found, ...] | None:
    """A school year whose second half is lost ("10-初中…" beside a school year in the same sentence)."""
    match = _CUT_SCHOOL_YEAR.match(text, at)
    if not match or "学年" not in text[max(0, at - 80) : at]:
        return None
    return (Found(at, match.end(), "placeholder", None, "学年", "range"),)


def bare_year_at(text: str, at: int) -> tuple[Found, ...] | None:
    """A year without 年 in front of a name ("纳入2014年度" without 年)."""
    match = _BARE_YEAR.match(text, at)
    if not match or (at and (text[at - 1].isascii() and (text[at - 1].isalnum() or text[at - 1] in ".-/"))):
        return None
    return (Found(at, match.end(), "date", int(match.group()), "年"),)


def _iso(text: str, at: int) -> Found | None:
    match = _ISO.match(text, at)
    if not match:
        return None
    return Found(at, match.end(), "date", f"{match['y']}-{two_digits(match['m'])}-{two_digits(match['d'])}", "日")


def _make(start: int, end: int, value: str | tuple[str, str], unit: str) -> Found:
    """A date or range of dates, a placeholder when a digit is hidden that the text should say."""
    ends = (value,) if isinstance(value, str) else value
    masked = any(v[:4] != "XXXX" and "X" in v for v in ends)
    kind: FigureKind = "range" if isinstance(value, tuple) else "date"
    if masked:
        return Found(start, end, "placeholder", value, unit, kind)
    return Found(start, end, kind, value, unit, "date" if kind == "range" else None)


def _hidden(written: str | None) -> bool:
    return bool(written) and any(c in MASK for c in written or "")


def _years(text: str, at: int) -> Found | None:
    match = _YEARS.match(text, at)
    if not match:
        return None
    first, second = match["a"], match["b"]
    unit = "学年" if match["u"].startswith("学") else "年"
    if _hidden(first) or _hidden(second):
        shown = tuple(w.translate({ord(c): "X" for c in MASK}) for w in (first, second))
        return Found(at, match.end(), "placeholder", (shown[0], shown[1]), unit, "range")
    low, high = int(year_text(first.rjust(4, "0"))), int(year_text(second.rjust(4, "0")))
    if first.isdigit() and len(first) == 2:
        low, high = 2000 + low, 2000 + high
    return Found(at, match.end(), "range", (low, high), unit, "date")


def _days(text: str, at: int) -> Found | None:
    match = _DAYS.match(text, at)
    if not match or (not match["m"] and not _hidden(match["a"]) and not match["a"].isdigit()):
        return None
    year, month = year_text(match["y"] or "*"), two_digits(match["m"])
    low = f"{year}-{month}-{two_digits(match['a'])}"
    high = f"{year}-{two_digits(match['n']) if match['n'] else month}-{two_digits(match['b'])}"
    return _masked(_make(at, match.end(), (low, high), "日"), match.group())


def _months(text: str, at: int) -> Found | None:
    match = _MONTHS.match(text, at)
    if not match:
        return None
    year = year_text(match["y"] or "*")
    value = (f"{year}-{two_digits(match['a'])}", f"{year}-{two_digits(match['b'])}")
    return _masked(_make(at, match.end(), value, "月"), match.group())


def _whole_range(text: str, at: int) -> Found | None:
    """Two full dates joined by 至 or a dash; the second takes year and month from the first."""
    first = _single(text, at)
    to = _TO.match(text, first.end) if first else None
    second = _single(text, to.end()) if to else None
    if not first or not second:
        return None
    low, high = _filled(first.value), _filled(second.value)
    if high.startswith("XXXX"):
        high = low[:4] + high[4:]
    if high[4:7] == "-XX" and len(high) > 7:
        high = low[:7] + high[7:]
    return _masked(_make(at, second.end, (low, high), second.unit), text[at : second.end])


def _filled(value: object) -> str:
    return str(value)


def _school_year(text: str, at: int) -> Found | None:
    match = _SCHOOL_YEAR.match(text, at)
    if not match:
        return None
    value = year_text(match["y"])
    if "X" in value:
        return Found(at, match.end(), "placeholder", value, "学年", "date")
    return Found(at, match.end(), "date", int(value), "学年")


_LASTS = re.compile(r"(?:不少于|不超过|不低于|为期|至少|满|公示期?|时长|期限为?|历时)$")


def _single(text: str, at: int) -> Found | None:
    match = _DATE.match(text, at)
    if not match or (match["d3"] and _LASTS.search(text[max(0, at - 6) : at])):
        return None
    if match["y"]:
        found = _with_year(match, at)
    elif match["m2"]:
        month = two_digits(match["m2"])
        found = (
            Found(at, match.end(), "date", f"XXXX-{month}-{two_digits(match['d2'])}", "日")
            if match["d2"]
            else Found(at, match.end(), "date", f"XXXX-{month}", "月")
        )
    else:
        found = Found(at, match.end(), "date", f"XXXX-XX-{two_digits(match['d3'])}", "日")
    return _masked(found, match.group())


def _with_year(match: re.Match[str], at: int) -> Found:
    year = year_text(match["y"])
    end = at + len(match.group().rstrip())
    if match["half"]:
        return Found(at, end, "date", f"{year}-{_HALVES[match['h'] or match['s']]}", "年")
    if match["d"]:
        return Found(at, end, "date", f"{year}-{two_digits(match['m'])}-{two_digits(match['d'])}", "日")
    if match["m"]:
        return Found(at, end, "date", f"{year}-{two_digits(match['m'])}", "月")
    value: str | int = year if "X" in year else int(year)
    return Found(at, end, "date", value, "年")


_CUT_YEAR = re.compile("20 ?年")


def _masked(found: Found, written: str) -> Found:
    """`found` as a placeholder if a digit is hidden in what was written (or a year was cut to 20)."""
    cut = _CUT_YEAR.match(written)
    if found.kind == "placeholder" or not (cut or any(c in MASK for c in written)):
        return found
    return Found(
        found.start, found.end, "placeholder", found.value, found.unit, "range" if found.kind == "range" else "date"
    )
