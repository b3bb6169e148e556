"""Masked, damaged and impossible data, and sentences told twice."""

import re
from collections import defaultdict
from collections.abc import Iterator

from jingyan.check.lost import is_note, lost_numbers
from jingyan.check.page import Page, Relation
from jingyan.model.extracts import Figure
from jingyan.model.span import Span
from jingyan.zh.dates import MASK, exists

_EMPTY_QUOTES = re.compile(r"“ ?”(?:期间|时期|规划|以来|末|初|工程|计划|行动|活动|理念|目标|原则|模式|的?)")
_VISIBLE = re.compile(r"\d")


_BROKEN = re.compile(
    r"(?=[\d资经补收投费支捐金产总销税贷存纯利培招新改完硬安栽覆惠—–-])"
    r"(?P<lost>(?P<unit>(?:资金|经费|补助|补贴|收入|投入|费用|支出|捐款|金额)(?:约|达|共|为|达到|共计|合计)?[万亿]?元(?=[,。;、)\n]))"
    r"|(?P<sum>(?:产值|总值|总额|销售额|税收|贷款|存款|纯收入|利润|投资额)(?:约|达|共|为|达到|共计|合计)?[万亿]元(?=[,。;)\n]))"
    r"|(?P<what>(?:培训|招聘|新建|新增|改扩建|完成|硬化|安置|栽植|覆盖|惠及)(?:(?![一二三四五六七八九十百千万亿两余几数多各每])[\u4e00-\u9fff]){2,8}?(?<!平方)(?<!位)(?:人次|平方米|公里|万亩|万人)(?=[,。;\n]))"
    r"|(?P<dash>(?<=[\u4e00-\u9fff])[—–-]{1,2}[余多](?:万?元|[名人所个间台套次项场]))"
    r"|(?P<open>(?<![\d.—–~-])\d{1,2}[—–-]{1,2}(?:年(?![级底初末])|余|多))"
    r"|(?P<eaten>(?<![\d.])20[0-2]\d\d\.\d+万(?:亩|吨|人|户|头|只|平方米|立方米))"
    r"|(?P<split>(?<=[\u4e00-\u9fff])\d{1,3}[ \r]{0,8}\n[ \r]{0,8}\n[ \r]{0,8}\d[\d.]{0,17}[万亿]?(?:元|人|所|名|平方米|亩))"
    r"|(?P<sign>(?<![\d.])\d[\d.]{0,17}[万亿]?k?m\?)"
    r"|(?P<year>(?<!\d)(?:19|20)\d{4}年(?!度?级))"
    r"|(?P<day>(?<![\d.])(?:19|20)\d{5,6}日)"
    r"|(?P<range>\d{1,2}月(?:[12]?\d[123]\d|3[2-9]|[4-9]\d)日)"
    r"|(?P<grade>(?<!\d)(?:1[2-9]|[2-8]9|78|56|46|45|34)年级))"
)
_WHY = (
    ("unit", "前面缺少数字"),
    ("sum", "前面缺少数字"),
    ("what", "中的单位前面缺少数字"),
    ("dash", "前面缺少数字"),
    ("open", "中有数字丢失"),
    ("eaten", "中的数字像是替换年份时弄错的"),
    ("split", "中的数字被换行断开"),
    ("sign", "中的单位残缺"),
    ("year", "中的年份多了数字"),
    ("day", "中缺少“年”“月”"),
    ("range", "不是日期,可能丢了连接号"),
    ("grade", "可能丢了连接号"),
)


def damaged(page: Page) -> Iterator[Relation]:
    """Numbers of which some digits stand and others are lost (35920xx元), cut school years, empty quotation marks."""
    for figure in page.figures:
        if figure.kind == "placeholder" and _is_damaged(page, figure):
            yield Relation(
                "inconsistent", page.quote(figure.span), (figure.span,), f"“{page.quote(figure.span)}”中有数字丢失"
            )
    broken: dict[tuple[str | None, str], list[Span]] = defaultdict(list)
    whys: dict[str, str] = {}
    for match in _BROKEN.finditer(page.text):
        place = Span(match.start("lost"), match.end("lost"))
        if (match["unit"] or match["sum"]) and is_note(page.text, place):
            continue
        if any(f.kind == "placeholder" and _is_damaged(page, f) for f in page.inside(place)):
            continue
        words = " ".join(page.quote(place).split())
        whys[words] = next(why for name, why in _WHY if match[name])
        broken[page.piece_of(place), words].append(place)
    taken = {at for places in broken.values() for place in places for at in range(place.start, place.end)}
    for place, why in lost_numbers(page.text):
        if taken.isdisjoint(range(place.start, place.end)):
            words = page.quote(place)
            whys[words] = why
            broken[page.piece_of(place), words].append(place)
    for (_, words), places in broken.items():
        yield Relation("inconsistent", words, tuple(places), f"“{words}”{whys[words]}")
    for match in _EMPTY_QUOTES.finditer(page.text):
        yield Relation(
            "inconsistent", match.group(), (Span(match.start(), match.end()),), f"{match.group()}的引号内没有文字"
        )


def _is_damaged(page: Page, figure: Figure) -> bool:
    written = page.of(figure)
    if figure.value is None and figure.of == "range":
        return True
    # asterisks behind a visible digit (1***人) were put there to hide a number; letters took the place of digits by mistake
    hidden = "*" in written or "＊" in written
    return (
        figure.value is None and figure.of not in ("date", "duration") and bool(_VISIBLE.search(written)) and not hidden
    )


_TAILED = re.compile(r"(?:19|20)\d\d[xX×]{2,4}年")
"""A year with letters behind its digits (2015xxxx年): damaged, as lost.py tells."""


def empty_slots(page: Page) -> Iterator[Relation]:
    """Masked numbers and dates of each piece, in one relation a piece."""
    slots: dict[str | None, list[Figure]] = defaultdict(list)
    for figure in page.figures:
        if figure.kind == "placeholder" and not _is_damaged(page, figure) and not _TAILED.match(page.of(figure)):
            slots[figure.piece].append(figure)
    for figures in slots.values():
        shown = "、".join(dict.fromkeys(page.quote(f.span) for f in figures[:5]))
        yield Relation(
            "suspicious",
            f"{len(figures)}处",
            tuple(f.span for f in figures),
            f"本篇有{len(figures)}处数字或日期没有填写(如{shown})",
        )


_TO_FILL = re.compile(
    r"\([^()\n]{0,8}(?:待补|待填|待核实|待统计|待定|请补充|请填写|此处填)[^()\n]{0,12}\)|(?<=[\u4e00-\u9fff])_{2,}(?=[万亿]?[元人所名个%项])"
)


def to_fill(page: Page) -> Iterator[Relation]:
    """Notes of the writer to himself (数据待补) and blanks before a unit that are no figures."""
    for match in _TO_FILL.finditer(page.text):
        place = Span(*match.span())
        if not page.inside(place):
            yield Relation("suspicious", page.quote(place), (place,), f"“{page.quote(place)}”还没有填写")


_OLDEST = 110


def impossible_age(page: Page) -> Iterator[Relation]:
    """An age no one reaches."""
    for figure in page.figures:
        if figure.unit == "岁" and isinstance(figure.value, int | float) and figure.value > _OLDEST:
            yield Relation("inconsistent", page.said(figure), (figure.span,), f"年龄“{page.said(figure)}”不可能")


def impossible_date(page: Page) -> Iterator[Relation]:
    """13月, 2月30日, and ranges that end before they begin."""
    for figure in page.figures:
        ends = figure.value if isinstance(figure.value, tuple) else (figure.value,)
        for end in ends:
            if isinstance(end, str) and not _exists(end):
                yield Relation(
                    "inconsistent", page.quote(figure.span), (figure.span,), f"日期“{page.quote(figure.span)}”不存在"
                )
                break
        else:
            if _backwards(figure):
                yield Relation(
                    "inconsistent", page.quote(figure.span), (figure.span,), f"“{page.quote(figure.span)}”起止颠倒"
                )


def _exists(value: str) -> bool:
    parts = value.split("-")
    if len(parts) < 2 or not re.fullmatch(r"[\dX]{2}", parts[1]):
        return True
    return exists(parts[0], parts[1], parts[2] if len(parts) > 2 else "XX")


def _backwards(figure: Figure) -> bool:
    if figure.kind != "range" or figure.of != "date" or not isinstance(figure.value, tuple):
        return False
    low, high = figure.value
    if isinstance(low, str) and isinstance(high, str):
        if low.startswith("XXXX") and low[5:7] != high[5:7]:
            return False
        return "XX" not in low[5:] and low > high
    return not isinstance(low, str) and not isinstance(high, str) and low > high


_CLAUSE = re.compile(r"[^,。;!?:\n]+")
_MARK = re.compile(r"\s*(?:[(〔][^)〕]{1,3}[)〕]|[一二三四五六七八九十\d]{1,2}[、.])?\s*")
_LISTED = re.compile(r"[\u4e00-\u9fff]{2,6}(?:、[\u4e00-\u9fff]{2,6})+(?<=[县市区镇乡村校])")
"""Names in a row (甲县、乙县提前完成任务): who it is said of, not what is said."""
_SHORTEST = 24
"""Clauses of this length that come twice in one piece are no chance (set phrases and names of plans are shorter)."""


def told_twice(page: Page) -> Iterator[Relation]:
    """The same clause or run of clauses twice in one piece."""
    for piece in page.pieces or ():
        if piece.kind == "contents":
            continue
        yield from _twice(page, piece.body.start, piece.body.end)


def _twice(page: Page, begin: int, end: int) -> Iterator[Relation]:
    seen: dict[str, int] = {}
    last: tuple[int, int] | None = None
    for match in _CLAUSE.finditer(page.text, begin, end):
        words = _LISTED.sub("", re.sub(r"《[^》]{0,160}》|\s|[(〔].{0,8}[)〕]", "", match.group()))
        mark = _MARK.match(match.group())
        at = match.start() + (mark.end() if mark else 0)
        if len(words) < _SHORTEST or _is_mask_only(words):
            continue
        first = seen.setdefault(words, at)
        if first == at:
            continue
        if last and at - last[1] < 200 and first - last[0] < 260:
            last = (first, at)
            continue
        last = (first, at)
        length = match.end() - at
        places = (Span(first, first + length), Span(at, at + length))
        yield Relation(
            "suspicious", match.group().strip()[:24], places, f"“{match.group().strip()[:18]}…”在同一篇中出现两次"
        )


_FORMULA = re.compile(
    r"习近平|新时代|为指导|为统领|教育方针|立德树人|精神|三个代表|科学发展观|人民满意|高度重视|领导下|支持下"
)
_LEAST_RUN, _LEAST_CLAUSE = 28, 5


def clauses_twice(page: Page) -> Iterator[Relation]:
    """Two and more short clauses that follow one another twice in one piece, inside sentences that are otherwise different."""
    for piece in page.pieces or ():
        if piece.kind != "contents":
            yield from _runs(page, piece.body.start, piece.body.end)


def _runs(page: Page, begin: int, end: int) -> Iterator[Relation]:
    clauses = [
        (re.sub(r"\s", "", m.group()), *m.span())
        for m in re.finditer(r"[^,。;!?:\n]+[,。;!?:\n]?", page.text[begin:end])
    ]
    first: dict[tuple[str, str], int] = {}
    at = 0
    while at < len(clauses) - 1:
        pair = _bare(clauses[at][0]), _bare(clauses[at + 1][0])
        if min(map(len, pair)) < _LEAST_CLAUSE or clauses[at][0][-1] not in ",;:":
            at += 1
            continue
        seen = first.setdefault(pair, at)
        count = _alike(clauses, seen, at) if seen < at else 0
        if count < 2:
            at += 1
            continue
        spans = [
            Span(
                begin + clauses[i][1], begin + clauses[i + count - 1][2] - (clauses[i + count - 1][0][-1] in ",。;!?:")
            )
            for i in (seen, at)
        ]
        spans = [Span(s.start + len(p) - len(p.lstrip()), s.end) for s in spans if (p := page.quote(s))]
        words = "".join(c[0] for c in clauses[at : at + count])
        whole = clauses[at - 1][0][-1] in "。!?" and clauses[at + count - 1][0][-1] in "。!?"
        long = any(len(_bare(c[0])) >= _SHORTEST for c in clauses[at : at + count])
        if len(words) >= _LEAST_RUN and not (whole or long or _is_mask_only(words) or _FORMULA.search(words)):
            yield Relation("suspicious", words[:24], tuple(spans), f"“{words[:18]}…”在同一篇中出现两次")
        at += count


def _bare(words: str) -> str:
    return words.rstrip(",。;!?:")


def _alike(clauses: list[tuple[str, int, int]], one: int, other: int) -> int:
    """How many clauses from both places on are the same words, within their sentences."""
    count = 0
    while one + count < other and other + count < len(clauses):
        a, b = clauses[one + count][0], clauses[other + count][0]
        if _bare(a) != _bare(b):
            break
        count += 1
        if a[-1] in "。!?\n" or b[-1] in "。!?\n":
            break
    return count


_RUN = re.compile(r"[^。!?\n]+[。!?]?")


def sentence_twice(page: Page) -> Iterator[Relation]:
    """The same whole sentence twice in one piece, also one of short clauses."""
    for piece in page.pieces or ():
        if piece.kind == "contents":
            continue
        seen: dict[str, Span] = {}
        for match in _RUN.finditer(page.text, piece.body.start, piece.body.end):
            words = re.sub(r"\s|《[^》]{0,160}》", "", match.group())
            mark = _MARK.match(match.group())
            place = Span(match.start() + (mark.end() if mark else 0), match.end())
            long = max((len(c) for c in re.split(r"[,;:]", words)), default=0) >= _SHORTEST
            if len(words) < 20 or words[-1] not in "。!?" or long or _is_mask_only(words):
                continue
            first = seen.setdefault(words, place)
            if first != place:
                told = page.quote(place).strip()
                yield Relation("suspicious", told[:24], (first, place), f"“{told[:18]}…”在同一篇中出现两次")


_HAN = re.compile(r"[\u4e00-\u9fff]")


def _is_mask_only(words: str) -> bool:
    """True for what is no sentence: masked for the most part, or not Chinese."""
    return sum(c in MASK for c in words) > len(words) / 2 or len(_HAN.findall(words)) < len(words) / 2
