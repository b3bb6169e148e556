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
from jingyan.zh.names import find_names, has_surname
from jingyan.zh.numerals import parse_numeral
from jingyan.zh.punctuation import one_shape

REAL_NAME = Kind("format.real_name", "info", "别处都隐去了名称,这里写着真名", "请与报送单位核实要不要隐去。")


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
    _HEAD + r"(?P<mark>第[一二三四五六七八九十]{1,2}、)(?=[^ \n第])", lambda m: m["mark"][:-1] + "\uff0c", "mark"
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


_PAIRS = {"“": "”", "《": "》", "(": ")", "〔": "〕", "〈": "〉"}
_CLOSERS = {v: k for k, v in _PAIRS.items()}
_HALVES = re.compile(r"[“”《》()〔〕〈〉]")
# What an item is numbered with before a single closing bracket: 1) 一) a).
_NUMBERED = re.compile(r"(?:^|[ 、,。;:“(\n\0])(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[A-Za-z①-⑳]) *$")


_BROKEN = re.compile(r"\0|此处隐藏|\ufffd|\?[!\u4e00-\u9fff]|[\u4e00-\u9fff]\([a-zü\u00c0-\u01dc]{1,6}\)")


def _unpaired(draft: Draft) -> Iterator[tuple[Span, str]]:
    """Marks without their other half. A pair may span three paragraphs; paragraphs with lost or inserted characters and the last one of a cut-off piece prove nothing."""
    begin, end = draft.piece.span.start, draft.piece.span.end
    starts = [
        begin,
        *(m.end() for m in re.finditer("\n", draft.shape[begin:end]) if not _joined(draft, begin + m.start())),
    ]
    starts = [begin, *(begin + at for at in starts[1:]), end]
    left: list[_Half] = []
    for number, (first, last) in enumerate(pairwise(starts)):
        line = draft.shape[first:last]
        if _BROKEN.search(line):
            left = []
            continue
        if _PROSE.search(line) is None:
            continue
        marks = [_Half(m.group(), first + m.start(), number) for m in _HALVES.finditer(line)]
        yield from _walk(draft, marks, left)
        late = [h for h in left if number - h.paragraph >= 2]
        yield from ((Span(h.at, h.at + 1), _missing(h.mark)) for h in late)
        left = [h for h in left if number - h.paragraph < 2]
    cut = not draft.shape[begin:end].rstrip(" \n\0").endswith(("。", "!", "?", "”", ")", ";"))
    lines = draft.shape[:end].rstrip(" \n\0").count("\n", begin)
    for h in left:
        if not (cut and draft.shape.count("\n", begin, h.at) == lines):
            yield Span(h.at, h.at + 1), _missing(h.mark)


_PROSE = re.compile(r"[\u4e00-\u9fff].*[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class _Half:
    """One mark of a pair, where it stands and in which paragraph."""

    mark: str
    at: int
    paragraph: int


def _joined(draft: Draft, at: int) -> bool:
    i = bisect_right(draft.joins, at, key=lambda j: j.start) - 1
    return i >= 0 and draft.joins[i].start <= at < draft.joins[i].end


def _missing(mark: str) -> str:
    if mark in "“”":
        return "缺后引号" if mark == "“" else "缺前引号"
    return f"缺“{_PAIRS.get(mark) or _CLOSERS[mark]}”"


def _walk(draft: Draft, marks: Sequence[_Half], left: list[_Half]) -> Iterator[tuple[Span, str]]:
    """Pairs the marks of a paragraph off; what stays open is added to `left`. A quotation mark turned the wrong way counts as one fault, not two."""
    for number, half in enumerate(marks):
        quotes = [m.mark for m in marks[number + 1 :] if m.mark in "“”"]
        following = quotes[0] if quotes else ""
        if half.mark == "“" and any(h.mark == "“" for h in left):
            opened = max(i for i, h in enumerate(left) if h.mark == "“")
            if left[opened].paragraph == half.paragraph and following != "”":
                yield Span(half.at, half.at + 1), "应是后引号”"
                del left[opened]
                continue
            if left[opened].paragraph == half.paragraph:
                yield Span(left[opened].at, left[opened].at + 1), "缺后引号"
            del left[opened]  # each paragraph of a long quotation opens anew
            left.append(half)
        elif half.mark in _PAIRS:
            left.append(half)
        elif any(h.mark == _CLOSERS[half.mark] for h in left):
            opened = max(i for i, h in enumerate(left) if h.mark == _CLOSERS[half.mark])
            inside = [h for h in left[opened + 1 :] if h.mark != "“"]
            yield from ((Span(h.at, h.at + 1), _missing(h.mark)) for h in inside)
            del left[opened:]
        elif half.mark == "”" and following == "”":
            yield Span(half.at, half.at + 1), "应是前引号“"
            left.append(_Half("“", half.at, half.paragraph))
        elif not (half.mark == ")" and _NUMBERED.search(draft.shape[max(0, half.at - 6) : half.at])):
            yield Span(half.at, half.at + 1), _missing(half.mark)


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
            draft, heading.marker, number + 1, before.title_span.start, heading.span.start
        ):
            yield marker, f"“{before.marker}”后面是“{heading.marker}”,中间缺一个"


_DIGITS = "零一二三四五六七八九"


def _stands(draft: Draft, marker: str, number: int, start: int, end: int) -> bool:
    """True if the number that seems missing stands between the two headings after all."""
    tens, ones = divmod(number, 10)
    word = ("" if tens < 2 else _DIGITS[tens]) + ("十" if tens else "") + (_DIGITS[ones] if ones else "")
    between = draft.shape[start:end]
    return re.search(rf"(?<!\d)(?:{number}|{word})\s*[、.,)是]", between) is not None


_MASK = re.compile(r"[*×○]{1,4}|[xX]{2,4}|某")
_MASKED_LEAST, _NAMES_MOST = 6, 2
_IN_BRACKETS = re.compile(
    r"\((?P<name>[\u4e00-\u9fff]{3}(?<![部班级类型式的书生校园区县市省镇乡村处科室段期版稿件年月日人民工委局厅会]))\)"
)
# People whom every report may name.
_PUBLIC = frozenset(
    [
        "习近平",
        "毛泽东",
        "邓小平",
        "江泽民",
        "胡锦涛",
        "周恩来",
        "雷锋",
        "陶行知",
        "孔子",
        "孟子",
        "孔繁森",
        "焦裕禄",
        "张桂梅",
        "鲁迅",
        "蔡元培",
        "叶圣陶",
        "钱学森",
        "黄大年",
    ]
)


def _person(draft: Draft) -> Iterator[tuple[Span, str]]:
    """One or two people by name in a piece that masks its names and numbers elsewhere."""
    begin, end = draft.piece.span.start, draft.piece.span.end
    body = draft.shape[begin:end]
    if len(_MASK.findall(body)) < _MASKED_LEAST:
        return
    own = f"{draft.piece.title}{draft.piece.organisation or ''}"
    names = [n.span for n in find_names(body) if n.kind == "person" and len(n.span) == 3]
    names += [Span(*m.span("name")) for m in _IN_BRACKETS.finditer(body) if has_surname(m["name"], words=False)]
    left = {span.of(body): span for span in sorted(names, reverse=True)}
    left = {name: span for name, span in left.items() if name not in _PUBLIC and name not in own}
    if 0 < len(left) <= _NAMES_MOST:
        for span in left.values():
            yield Span(begin + span.start, begin + span.end), ""


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
    Format(Kind("format.range", "info", "数值范围前一个数缺单位", "前一个数的“%”“亿”不能省略。"), _range),
    Format(Kind("format.about", "info", "概数词重复", "“约”“近”和“多”“余”“左右”只用一个。"), _TWICE_ABOUT),
    Format(Kind("format.about", "info", "概数词重复", "“约”“近”和“多”“余”“左右”只用一个。"), _ABOUT_MORE),
    Format(
        Kind("format.times", "warning", "减少不能用倍数", "减少、下降请改用百分比或分数,并核实数字。"), _FEWER_TIMES
    ),
    Format(Kind("format.date", "info", "日期的写法", "正文里的日期写全年、月、日,年份用四位数。"), _DOTTED),
    Format(Kind("format.date", "info", "日期的写法", "正文里的日期写全年、月、日,年份用四位数。"), _SHORT_YEAR),
    Format(Kind("format.title_marks", "info", "书名号里又用了书名号", "里面一层用单书名号〈〉。"), _titles),
    Format(Kind("format.unpaired", "info", "引号、括号不成对", "请补上缺的一半,或去掉多的一半。"), _unpaired),
    Format(REAL_NAME, _person),
    Format(Kind("format.series", "warning", "序号不连贯", "请看是漏了一条还是序号写错。"), _series),
)


def check_formats(
    source: Source, reading: str, outline: Outline, skip: frozenset[str] = frozenset()
) -> tuple[Finding, ...]:
    """The faults of form of every leaf piece, each kind once a piece with all its places; nothing is "consistent" here. `skip` are codes that are left out."""
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
