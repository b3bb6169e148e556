"""Faults of form that editors hunt: marks after numbers, 文号, numerals, brackets, dates, gaps in a series; one finding a piece and kind.

GB/T 15834-2011 (punctuation) annex B.11 says what follows a number: 第一, — 一、 — (一) without a mark — 1. ; 4.15 names nested book-title marks 〈〉.
GB/T 9704-2012 7.2.5 says how a 文号 is written: the year in full in 〔〕, the number without 第 and without leading zeros.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from jingyan.check.form_draft import Draft, Find, Format
from jingyan.check.form_names import REAL_NAME, person
from jingyan.check.form_pairs import unpaired
from jingyan.check.form_series import series
from jingyan.check.telling import Kind, members_of, quoted, tell
from jingyan.model.finding import Finding
from jingyan.model.source import Source
from jingyan.model.span import Span
from jingyan.model.structure import Outline, Piece
from jingyan.zh.punctuation import one_shape


def _spans(pattern: str, right: Callable[[re.Match[str]], str], group: int | str = 0) -> Find:
    compiled = re.compile(pattern)

    def find(draft: Draft) -> Iterator[tuple[Span, str]]:
        for match in draft.matches(compiled):
            yield Span(*match.span(group)), right(match)

    return find


# Where a sentence or a paragraph begins.
_HEAD = r"(?:(?<=\n)|(?<=[。;!?])|\A) *"

_ORDINAL = _spans(
    _HEAD + r"(?P<mark>第[一二三四五六七八九十]{1,2}、)(?=[^ \n第])", lambda m: m["mark"][:-1] + "\uff0c", "mark"
)
_FIRST = _spans(_HEAD + r"(?P<mark>(?:首先|其次|再次|最后)、)(?=[^ \n])", lambda m: m["mark"][:-1] + "\uff0c", "mark")
_BRACKET = _spans(
    _HEAD + r"(?P<mark>\((?:[一二三四五六七八九十]{1,3}|\d{1,2})\)[、.,])(?=[^ \n])", lambda m: m["mark"][:-1], "mark"
)
_NUMBERED_SO = _spans(r"(?:(?<=\n)|\A) *(?P<mark>\d{1,2}、)(?=[^\d \n])", lambda m: m["mark"][:-1] + ".", "mark")
_HABIT_LEAST = 3


def _digit(draft: Draft) -> Iterator[tuple[Span, str]]:
    """1、 for 1. where a piece numbers so throughout."""
    places = list(_NUMBERED_SO(draft))
    yield from places if len(places) >= _HABIT_LEAST else ()


_OPEN, _CLOSE = r"[\[\uff3b【(\uff08﹝{〔]", r"[\]\uff3d】)\uff09﹞}〕]"
_DOC = re.compile(
    rf"(?<=[\u4e00-\u9fff]){_OPEN}\s*(?P<year>(?:19|20)\d\d)\s*年?\s*{_CLOSE}\s*第?\s*0*(?P<number>[1-9]\d{{0,4}})\s*号"
)


def _doc_number(draft: Draft) -> Iterator[tuple[Span, str]]:
    """文号 with other brackets than 〔〕, with 第, or with leading zeros."""
    for match in draft.matches(_DOC, raw=True):
        right = f"〔{match['year']}〕{match['number']}号"
        if "".join(match.group().split()).replace("號", "号") != right:
            yield Span(*match.span()), right


_WIDE = "[\uff10-\uff19]"
_ANY_DIGITS = re.compile("[0-9\uff10-\uff19]+(?:[.,\uff0e\uff0c][0-9\uff10-\uff19]+)*")
_NARROW = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), 0xFF0E)}


def _width(draft: Draft) -> Iterator[tuple[Span, str]]:
    """Full-width digits in a piece that writes most of its numbers half-width, and numbers that mix both."""
    numbers = [(Span(*m.span()), m.group()) for m in draft.matches(_ANY_DIGITS, raw=True)]
    wide = [(s, t) for s, t in numbers if re.search(_WIDE, t)]
    if len(wide) * 2 > len(numbers):
        wide = [(s, t) for s, t in wide if re.search("[0-9]", t)]
    yield from ((span, text.translate(_NARROW)) for span, text in wide)


_STOP_IN_NUMBER = _spans(
    r"(?<![\d.])\d{1,4}。\d{1,3}(?=\s*(?:%|个百分点|万|亿|元|倍|平方|公里|米|亩))",
    lambda m: m.group().replace("。", "."),
)
_RANGE_OF = re.compile(r"(?<![\d.])(?P<low>\d+(?:\.\d+)?)(?P<dash>[~-]{1,2}|至)(?P<high>\d+(?:\.\d+)?)(?P<unit>%|亿)")


def _range(draft: Draft) -> Iterator[tuple[Span, str]]:
    """10-15% for 10%-15%, where the second number is the larger one."""
    for match in draft.matches(_RANGE_OF):
        if float(match["low"]) < float(match["high"]) <= 1000:
            yield Span(*match.span()), f"{match['low']}{match['unit']}{match['dash']}{match['high']}{match['unit']}"


_NUMBER = r"(?:\d[\d,]*(?:\.\d+)?|[一二两三四五六七八九十百千]+)"
_TWICE_ABOUT = _spans(
    rf"(?<![节特制集契隐条简节大])(?P<about>大约|约|将近|近|超过|不到)(?P<n>{_NUMBER}[十百千万亿]*)(?P<more>多|余)?(?P<unit>[万亿]?[\u4e00-\u9fff%]{{0,3}}?)(?P<after>左右|上下)",
    lambda m: f"{m['n']}{m['unit']}{m['after']}",
)
_ABOUT_MORE = _spans(
    rf"(?:大约|(?<![节特制集契隐条简])约|将近)(?P<n>{_NUMBER}[十百千万亿]*(?:余|多)(?=[万亿]?(?:人|名|个|元|所|户|平方|公里|次|册|台|套|间|件|亩|字|份|期|场|节|项)))",
    lambda m: m["n"],
)
_FEWER_TIMES = _spans(
    r"(?:减少|下降|降低|缩小|缩减|减轻)了?(?:近|约|将近)?(?P<n>\d+(?:\.\d+)?|[一二两三四五六七八九十]+)倍", lambda m: ""
)
_DOTTED = _spans(
    r"(?<![\d.A-Za-z/_-])(?P<y>(?:19|20)\d\d)(?P<sep>[.])(?P<m>1[0-2]|0?[1-9])(?P=sep)(?P<d>3[01]|[12]\d|0?[1-9])(?![\d.A-Za-z/_-])",
    lambda m: f"{m['y']}年{int(m['m'])}月{int(m['d'])}日",
)
_SHORT_YEAR = _spans(
    r"(?<![\d.\-—~/年*×Xx\n])(?<!近)(?<!前)(?<!时)(?P<y>0\d|1\d|2[0-6]|8\d|9\d)年(?=(?:1[0-2]|0?[1-9])月|[春秋]季|底|以来)",
    lambda m: f"{'19' if m['y'] > '30' else '20'}{m['y']}年",
)
_NESTED = re.compile(r"《[^《》\n]{0,60}《[^《》\n]{1,60}》[^《》\n]{0,40}》")


def _titles(draft: Draft) -> Iterator[tuple[Span, str]]:
    for match in draft.matches(_NESTED):
        inner = match.group()[1:-1].replace("《", "〈").replace("》", "〉")
        yield Span(*match.span()), f"《{inner}》"


FORMATS: tuple[Format, ...] = (
    Format(Kind("format.ordinal", "info", "次序语后的标点", "“第一”“首先”这类次序语后面用逗号。"), _ORDINAL),
    Format(Kind("format.ordinal", "info", "次序语后的标点", "“第一”“首先”这类次序语后面用逗号。"), _FIRST),
    Format(Kind("format.bracket_mark", "info", "带括号的序号后多了标点", "带括号的序号后面不用标点。"), _BRACKET),
    Format(
        Kind("format.digit_mark", "info", "阿拉伯数字序号后用了顿号", "阿拉伯数字序号后面用下脚点,如“1.”。"), _digit
    ),
    Format(
        Kind("format.doc_number", "info", "文号的写法", "文号的年份用六角括号〔〕,顺序号不加“第”、不编虚位。"),
        _doc_number,
    ),
    Format(Kind("format.width", "info", "数字全角半角混用", "数字统一用半角。"), _width),
    Format(Kind("format.number", "warning", "数字里的小数点写成了句号", "请改为小数点,并核实数字。"), _STOP_IN_NUMBER),
    Format(Kind("format.range", "info", "数值范围前一个数缺单位", "前一个数的“%”“亿”不能省略。"), _range),
    Format(Kind("format.about", "info", "概数词重复", "“约”“近”和“多”“余”“左右”只用一个。"), _TWICE_ABOUT),
    Format(Kind("format.about", "info", "概数词重复", "“约”“近”和“多”“余”“左右”只用一个。"), _ABOUT_MORE),
    Format(
        Kind("format.times", "warning", "减少不能用倍数", "减少、下降请改用百分比或分数,并核实数字。"), _FEWER_TIMES
    ),
    Format(Kind("format.date", "info", "日期的写法", "正文里的日期写全年、月、日,年份用四位数。"), _DOTTED),
    Format(Kind("format.date", "info", "日期的写法", "正文里的日期写全年、月、日,年份用四位数。"), _SHORT_YEAR),
    Format(Kind("format.title_marks", "info", "书名号里又用了书名号", "里面一层用单书名号〈〉。"), _titles),
    Format(Kind("format.unpaired", "info", "引号、括号不成对", "请补上缺的一半,或去掉多的一半。"), unpaired),
    Format(REAL_NAME, person),
    Format(Kind("format.series", "warning", "序号不连贯", "请看是漏了一条还是序号写错。"), series),
)


def check_formats(
    source: Source, reading: str, outline: Outline, skip: frozenset[str] = frozenset()
) -> tuple[Finding, ...]:
    """The faults of form of every leaf piece, each kind once a piece with all its places (a habit with the first one); nothing is "consistent" here. `skip` are codes that are left out."""
    findings: list[Finding] = []
    parents = {p.parent for p in outline.pieces}
    holes = [b.span for b in outline.boilerplate] + [b.span for b in source.blocks if b.kind == "table"]
    text, shape = _blanked(source.text, holes), _blanked(one_shape(reading).translate(_PRIMES), holes)
    kinds = {f.kind.code: f.kind for f in FORMATS}
    for piece in outline.pieces:
        if piece.label in parents or piece.kind == "contents" or not _is_prose(piece.span.of(shape)):
            continue
        headings = tuple(h for h in outline.headings if h.piece == piece.label)
        draft = Draft(text, shape, piece, headings, tuple(j for j in outline.joins if j.overlap(piece.span)))
        places: dict[str, list[tuple[Span, str]]] = {}
        for rule in FORMATS:
            if rule.kind.code not in skip:
                places.setdefault(rule.kind.code, []).extend(rule.find(draft))
        findings += [
            _finding(source, piece, kinds[code], sorted(set(found))) for code, found in places.items() if found
        ]
    return tuple(findings)


_PRIMES = {0x301D: "“", 0x301E: "”", 0x301F: "”"}
_HAN = re.compile(r"[\u4e00-\u9fff]")


def _is_prose(text: str) -> bool:
    """True if at least a quarter of what can be seen is Chinese characters: no program, no table of numbers."""
    return len(_HAN.findall(text)) * 4 >= len(re.findall(r"[^\s\0]", text))


def _around(text: str, span: Span) -> str:
    """A mark with the words on both sides, within its line."""
    before = text[max(0, span.start - 6) : span.start].rpartition("\n")[2]
    return f"{before}{text[span.start : span.end + 8].partition(chr(10))[0]}".strip()


_HABITS = frozenset({"format.digit_mark"})
"""A habit of writing that runs through a whole piece is shown at its first place only, so that it does not hide what is wrong elsewhere."""


def _finding(source: Source, piece: Piece, kind: Kind, places: Sequence[tuple[Span, str]]) -> Finding:
    texts = [span.of(source.text) for span, _ in places]
    first, right = next(((t, r) for t, (_, r) in zip(texts, places, strict=True) if r), (texts[0], ""))
    many = f",本篇{len(places)}处" if len(places) > 1 else ""
    if not right:
        shown = quoted(texts)
    elif kind.code in ("format.unpaired", "format.series"):
        shown = f"“{_around(source.text, places[0][0])}”{right}" if kind.code == "format.unpaired" else right
    else:
        shown = f"{quoted([first])}应写“{right}”"
    shown_at = places[:1] if kind.code in _HABITS else places
    members = members_of(source, piece.label, (span for span, _ in shown_at))
    return tell(kind, "suspicious", f"{len(places)}处", f"{shown}{many}", members)


def _blanked(text: str, holes: Sequence[Span]) -> str:
    """`text` with the characters in `holes` made NUL, line breaks apart; same length."""
    parts: list[str] = []
    at = 0
    for hole in sorted(holes):
        begin = max(at, hole.start)
        if hole.end > begin:
            parts += [text[at:begin], re.sub(r"[^\n]", "\0", text[begin : hole.end])]
            at = hole.end
    return "".join([*parts, text[at:]])
