"""Faults of form that editors hunt: marks after numbers, 文号, numerals, brackets, dates, gaps in a series; one finding a piece and kind.

GB/T 15834-2011 (punctuation) annex B.11 says what follows a number: 第一, — 一、 — (一) without a mark — 1. ; 4.15 names nested book-title marks 〈〉.
GB/T 9704-2012 7.2.5 says how a 文号 is written: the year in full in 〔〕, the number without 第 and without leading zeros.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from jingyan.check.telling import Kind, members_of, quoted, tell
from jingyan.model.finding import Finding
from jingyan.model.source import Source
from jingyan.model.span import Span
from jingyan.model.structure import Heading, Outline, Piece
from jingyan.zh.numerals import parse_numeral
from jingyan.zh.punctuation import one_shape

REAL_NAME = Kind("format.real_name", "info", "可能漏隐了真名", "请与报送单位核实要不要隐去。")


@dataclass(frozen=True, slots=True)
class Draft:
    """One leaf piece as these rules see it, with furniture and tables blanked out: `text` as in the Source, `shape` simplified and with all marks in one shape (same offsets)."""

    text: str
    shape: str
    piece: Piece
    headings: tuple[Heading, ...]
    joins: tuple[Span, ...]

    def matches(self, pattern: re.Pattern[str], *, raw: bool = False) -> Iterator[re.Match[str]]:
        """Every match inside the piece."""
        return pattern.finditer(self.text if raw else self.shape, self.piece.span.start, self.piece.span.end)


Find = Callable[[Draft], Iterator[tuple[Span, str]]]


@dataclass(frozen=True, slots=True)
class Format:
    """One rule: what it tells, and the function that finds its places, each with what should stand there ("" when that is open)."""

    kind: Kind
    find: Find


def _spans(pattern: str, right: Callable[[re.Match[str]], str], group: int | str = 0) -> Find:
    compiled = re.compile(pattern)

    def find(draft: Draft) -> Iterator[tuple[Span, str]]:
        for match in draft.matches(compiled):
            yield Span(*match.span(group)), right(match)

    return find


# Where a sentence or a paragraph begins.
_HEAD = r"(?:(?<=\n)|(?<=[。;!?])|\A) *"

_ORDINAL = _spans(
    _HEAD + r"(?P<mark>第[一二三四五六七八九十]{1,2}、)(?=[^ \n])", lambda m: m["mark"][:-1] + "\uff0c", "mark"
)
_FIRST = _spans(_HEAD + r"(?P<mark>(?:首先|其次|再次|最后)、)(?=[^ \n])", lambda m: m["mark"][:-1] + "\uff0c", "mark")
_BRACKET = _spans(
    _HEAD + r"(?P<mark>\((?:[一二三四五六七八九十]{1,3}|\d{1,2})\)[、.,])(?=[^ \n])", lambda m: m["mark"][:-1], "mark"
)
_DIGIT = _spans(r"(?:(?<=\n)|\A) *(?P<mark>\d{1,2}、)(?=[^\d \n])", lambda m: m["mark"][:-1] + ".", "mark")
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
_RANGE = _spans(
    r"(?<![\d.])(?P<low>\d+(?:\.\d+)?)(?P<dash>[~-]{1,2}|至)(?P<high>\d+(?:\.\d+)?)(?P<unit>%|亿)",
    lambda m: f"{m['low']}{m['unit']}{m['dash']}{m['high']}{m['unit']}",
)
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
    r"(?<![\d.A-Za-z/_-])(?P<y>(?:19|20)\d\d)(?P<sep>[./])(?P<m>1[0-2]|0?[1-9])(?P=sep)(?P<d>3[01]|[12]\d|0?[1-9])(?![\d.A-Za-z/_-])",
    lambda m: f"{m['y']}年{int(m['m'])}月{int(m['d'])}日",
)
_SHORT_YEAR = _spans(
    r"(?<![\d.\-—~/年*×Xx])(?<!近)(?<!前)(?<!时)(?P<y>0\d|1\d|2[0-6]|8\d|9\d)年(?=(?:1[0-2]|0?[1-9])月|[春秋]季|底|以来)",
    lambda m: f"{'19' if m['y'] > '30' else '20'}{m['y']}年",
)
_NESTED = re.compile(r"《[^《》\n]{0,60}《[^《》\n]{1,60}》[^《》\n]{0,40}》")


def _titles(draft: Draft) -> Iterator[tuple[Span, str]]:
    for match in draft.matches(_NESTED):
        inner = match.group()[1:-1].replace("《", "〈").replace("》", "〉")
        yield Span(*match.span()), f"《{inner}》"


_PAIRS = {"“": "”", "《": "》", "(": ")", "〔": "〕", "〈": "〉"}
_CLOSERS = {v: k for k, v in _PAIRS.items()}
_HALVES = re.compile(r"[“”《》()〔〕〈〉\n]")
# What an item is numbered with before a single closing bracket: 1) 一) a).
_NUMBERED = re.compile(r"(?:^|[ 、,。;:“(\n\0])(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[A-Za-z①-⑳]) *$")


def _unpaired(draft: Draft) -> Iterator[tuple[Span, str]]:
    """Marks without their other half, looked for in each paragraph; a pair that spans two or three paragraphs is one."""
    ends = [j.start for j in draft.joins]
    open_marks: list[tuple[str, int, int]] = []
    paragraph = 0
    text = draft.shape
    for match in draft.matches(_HALVES):
        at, char = match.start(), match.group()
        if char == "\n":
            i = bisect_right(ends, at) - 1
            paragraph += not (i >= 0 and draft.joins[i].start <= at < draft.joins[i].end)
            stale = [m for m in open_marks if paragraph - m[2] > 2]
            if stale:
                yield from ((Span(p, p + 1), f"缺“{_PAIRS[c]}”" if c != "“" else "缺后引号") for c, p, _ in stale[:1])
                open_marks = [m for m in open_marks if paragraph - m[2] <= 2 and m[2] > stale[0][2]]
            continue
        if char in _PAIRS:
            if char == "“" and open_marks and open_marks[-1][0] == "“":
                mark = open_marks.pop()
                fresh = text[text.rfind("\n", 0, at) + 1 : at].strip() == ""
                if not fresh:  # each paragraph of a long quotation opens anew
                    yield Span(mark[1], mark[1] + 1), "缺后引号"
            open_marks.append((char, at, paragraph))
        elif char in _CLOSERS:
            held = [i for i, m in enumerate(open_marks) if m[0] == _CLOSERS[char]]
            if held:
                for mark in open_marks[held[-1] + 1 :]:
                    yield Span(mark[1], mark[1] + 1), "缺后一半"
                del open_marks[held[-1] :]
            elif not (char == ")" and _NUMBERED.search(text[max(0, at - 6) : at])):
                yield Span(at, at + 1), "缺前引号" if char == "”" else f"缺“{_CLOSERS[char]}”"
    yield from ((Span(p, p + 1), "缺后一半") for _, p, _ in open_marks)


_MARKED = re.compile(r"^\(?第?(?P<n>[一二三四五六七八九十百]{1,4}|\d{1,3})")


def _series(draft: Draft) -> Iterator[tuple[Span, str]]:
    """Numbers that are left out or come twice among the headings of one level (一、二、四、)."""
    runs: dict[tuple[int, str], list[tuple[int, Heading]]] = {}
    for heading in draft.headings:
        match = _MARKED.match(draft.shape[heading.span.start : heading.span.start + 8].lstrip())
        for key in [k for k in runs if k[0] > heading.level]:
            yield from _gaps(draft, runs.pop(key))
        if not heading.marker or not match:
            continue
        number = parse_numeral(match["n"])
        if isinstance(number, int):
            shape = re.sub(
                r"[一二三四五六七八九十百\d]+",
                "#",
                "".join(draft.shape[heading.span.start : heading.title_span.start].split()),
            )
            run = runs.setdefault((heading.level, shape), [])
            if run and number == 1:
                yield from _gaps(draft, run)
                run.clear()
            run.append((number, heading))
    for run in runs.values():
        yield from _gaps(draft, run)


def _gaps(draft: Draft, run: Sequence[tuple[int, Heading]]) -> Iterator[tuple[Span, str]]:
    if len(run) < 3 or run[0][0] != 1:
        return
    steps = [b[0] - a[0] for a, b in pairwise(run)]
    if sum(s != 1 for s in steps) > 1:
        return
    for (number, before), (after, heading) in pairwise(run):
        marker = Span(heading.span.start, heading.title_span.start)
        if after == number:
            yield marker, f"“{heading.marker}”出现两次"
        elif after == number + 2 and not _stands(
            draft, heading.marker, number + 1, before.span.end, heading.span.start
        ):
            yield marker, f"“{before.marker}”后面是“{heading.marker}”,中间缺一个"


_DIGITS = "零一二三四五六七八九"


def _stands(draft: Draft, marker: str, number: int, start: int, end: int) -> bool:
    """True if the number that seems missing stands between the two headings after all."""
    tens, ones = divmod(number, 10)
    word = ("" if tens < 2 else _DIGITS[tens]) + ("十" if tens else "") + (_DIGITS[ones] if ones else "")
    between = draft.shape[start:end]
    return re.search(rf"(?<!\d)(?:{number}|{word})\s*[、.,)是]", between) is not None


FORMATS: tuple[Format, ...] = (
    Format(Kind("format.ordinal", "info", "次序语后的标点", "“第一”“首先”这类次序语后面用逗号。"), _ORDINAL),
    Format(Kind("format.ordinal", "info", "次序语后的标点", "“第一”“首先”这类次序语后面用逗号。"), _FIRST),
    Format(Kind("format.bracket_mark", "info", "带括号的序号后多了标点", "带括号的序号后面不用标点。"), _BRACKET),
    Format(
        Kind("format.digit_mark", "info", "阿拉伯数字序号后用了顿号", "阿拉伯数字序号后面用下脚点,如“1.”。"), _DIGIT
    ),
    Format(
        Kind("format.doc_number", "info", "文号的写法", "文号的年份用六角括号〔〕,顺序号不加“第”、不编虚位。"),
        _doc_number,
    ),
    Format(Kind("format.width", "info", "数字全角半角混用", "数字统一用半角。"), _width),
    Format(Kind("format.number", "warning", "数字里的小数点写成了句号", "请改为小数点,并核实数字。"), _STOP_IN_NUMBER),
    Format(Kind("format.range", "info", "数值范围前一个数缺单位", "前一个数的“%”“亿”不能省略。"), _RANGE),
    Format(Kind("format.about", "info", "概数词重复", "“约”“近”和“多”“余”“左右”只用一个。"), _TWICE_ABOUT),
    Format(Kind("format.about", "info", "概数词重复", "“约”“近”和“多”“余”“左右”只用一个。"), _ABOUT_MORE),
    Format(
        Kind("format.times", "warning", "减少不能用倍数", "减少、下降请改用百分比或分数,并核实数字。"), _FEWER_TIMES
    ),
    Format(Kind("format.date", "info", "日期的写法", "正文里的日期写全年、月、日,年份用四位数。"), _DOTTED),
    Format(Kind("format.date", "info", "日期的写法", "正文里的日期写全年、月、日,年份用四位数。"), _SHORT_YEAR),
    Format(Kind("format.title_marks", "info", "书名号里又用了书名号", "里面一层用单书名号〈〉。"), _titles),
    Format(Kind("format.unpaired", "info", "引号、括号不成对", "请补上缺的一半,或去掉多的一半。"), _unpaired),
    Format(Kind("format.series", "warning", "序号不连贯", "请看是漏了一条还是序号写错。"), _series),
)


def check_formats(
    source: Source, reading: str, outline: Outline, skip: frozenset[str] = frozenset()
) -> tuple[Finding, ...]:
    """The faults of form of every leaf piece, each kind once a piece with all its places; nothing is "consistent" here. `skip` are codes that are left out."""
    findings: list[Finding] = []
    parents = {p.parent for p in outline.pieces}
    holes = [b.span for b in outline.boilerplate] + [b.span for b in source.blocks if b.kind == "table"]
    text, shape = _blanked(source.text, holes), _blanked(one_shape(reading), holes)
    kinds = {f.kind.code: f.kind for f in FORMATS}
    for piece in outline.pieces:
        if piece.label in parents or piece.kind == "contents":
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


def _finding(source: Source, piece: Piece, kind: Kind, places: Sequence[tuple[Span, str]]) -> Finding:
    texts = [span.of(source.text) for span, _ in places]
    first, right = next(((t, r) for t, (_, r) in zip(texts, places, strict=True) if r), (texts[0], ""))
    many = f",本篇{len(places)}处" if len(places) > 1 else ""
    if not right:
        shown = quoted(texts)
    elif kind.code in ("format.unpaired", "format.series"):
        shown = f"{quoted([first])}{right}" if kind.code == "format.unpaired" else right
    else:
        shown = f"{quoted([first])}应写“{right}”"
    members = members_of(source, piece.label, (span for span, _ in places))
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
