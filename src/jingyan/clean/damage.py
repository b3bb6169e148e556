"""What is wrong with a text but is not changed, because only the unit that sent it can say what is right: told with its place."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from jingyan.clean.draft import HAN, IS_HAN, Draft, Line, cut, rows
from jingyan.clean.misread import misread, unclear
from jingyan.model.problem import Problem
from jingyan.model.span import Span
from jingyan.zh.names import find_names, places

_ASK = "请对照原件补正,或请报送单位重新报送"
# kind → (code, sentence, what to do); the kinds of the table are its rows' `code`.
_TOLD = {
    "mojibake": ("clean.mojibake", "这里的文字已经损坏(“{text}”),没有改动", _ASK),
    "hole": ("clean.hole", "这里缺少一段文字(“{text}”),没有改动", "请报送单位补要全文"),
    "ocr": ("clean.ocr", "这里像是扫描识别的错字(“{text}”),没有改动", "请对照原件核对,附近的数字一并核对"),
    "range": ("clean.range", "这里可能丢了起止号(“{text}”),没有改动", "请向报送单位核实,例如是“10—14日”还是别的"),
    "advert": (
        "clean.advert",
        "这里像是混进来的广告(“{text}”),没有改动",
        "请核实;在单位名称的位置时,请向报送单位核实名称",
    ),
    "language": (
        "clean.language",
        "这里是一段外文(“{text}”),没有改动",
        "请看是不是误贴或机器翻译;需要时请报送单位提供中文",
    ),
    "twice": ("clean.twice", "从这里起全文又重复了一遍(“{text}”),没有改动", "请在原稿里删去一遍"),
    "name_left": ("clean.name_left", "全篇隐去了名称,这里还留着真名(“{text}”),没有改动", "请与报送单位核实要不要隐去"),
}
_QUOTED = 24  # characters of the damage that are quoted
# A question has one of these in its clause; a ? without them between two Han characters is a lost character.
_ASKING = re.compile("[什么吗呢谁哪怎几何啥否咋嘛吧]|多少|为啥|(.)[不没]\\1")
_LONE = re.compile(f"(?<=[{HAN}])[?？]{{1,3}}(?=[{HAN}])(?!下面|以下|那么|现将|首先|我们)")
_CLAUSE = 24
# UTF-8 read as GBK (鏁欒偛 for 教育): one of its commonest characters, in a run whose GBK bytes are nearly all UTF-8 of Han again. Plain Chinese never is.
_SUSPECT = re.compile("[锛銆鐨鏁欒瀛鍜鍙骞浜鍦绗鎴鏄鍥鍏鍒鏍澶鏈]")
_RUN, _SOUND = re.compile(r"[^\x00-\x7f\s]{3,200}"), 0.75
# A line is foreign with so many letters and (nearly) no Han; kana tell Japanese, where Han are many.
FOREIGN, KANA = 60, 12
_LATIN, _KANA = re.compile("[A-Za-zÀ-ɏА-яЁё가-힣]"), re.compile("[ぁ-ゖァ-ヺ]")
_TEACHING = re.compile("译文|翻译|英语|外语|单词|课文|摘要|Abstract|日语|http|www|[{}<>=;]")
# A text comes twice when so many long lines come again in their order, and they are so much of it.
TWICE_LINES, TWICE_HAN, TWICE_SHARE = 3, 15, 0.8
_MASKED = re.compile("(?:某某?|[xX×＊*○]{2,})(?:省|市|县|区|乡|镇|村|局|校|小学|中学|学校)")
MASKS, LEFT = 4, 2  # so many masked names, and no more than so many places by name


def damage(draft: Draft) -> Iterator[Problem]:
    """Every damaged place as a Problem, in order, none overlapping."""
    found: list[tuple[Span, str]] = [
        (cut(match), row["code"]) for pattern, row in rows("damage") for match in pattern.finditer(draft.reading)
    ]
    found += [(item.span, "hole") for item in draft.outline.boilerplate if item.kind == "hole"]
    for finder in (_lost, _wrong_code, _foreign, _twice, _left):
        found += finder(draft)
    mended = [edit.span for edit in misread(draft)]
    found = [(span, kind) for span, kind in found if not any(map(span.overlap, mended))]
    found += [(span, "mojibake") for span in unclear(draft)]
    for span, kind in _apart(sorted(found)):
        code, message, hint = _TOLD[kind]
        text = " ".join(span.of(draft.source.text)[:_QUOTED].split())
        yield Problem(code, "warning", draft.source.path, message.format(text=text), hint, span)


def _apart(found: Sequence[tuple[Span, str]]) -> Iterator[tuple[Span, str]]:
    end = 0
    for span, kind in found:
        if span.start >= end:
            yield span, kind
            end = span.end


def _lost(draft: Draft) -> Iterator[tuple[Span, str]]:
    """A character that became a question mark: 学校的?展."""
    for match in _LONE.finditer(draft.reading):
        before = re.split("[。！!；;，,\r\n]", draft.reading[max(0, match.start() - _CLAUSE) : match.start()])[-1]
        if not _ASKING.search(before):
            yield Span(*match.span()), "mojibake"


def _wrong_code(draft: Draft) -> Iterator[tuple[Span, str]]:
    """Runs of UTF-8 that was read as GBK."""
    for match in _RUN.finditer(draft.source.text):
        if first := _SUSPECT.search(match.group()):
            run = match.group()[first.start() :]
            end = next((n for n in range(len(run), 2, -1) if _was_utf8(run[:n])), 0)
            if end:
                start = match.start() + first.start()
                yield Span(start, start + end), "mojibake"


def _was_utf8(run: str) -> bool:
    data = run.encode("gbk", "ignore")
    right = IS_HAN.findall(data.decode("utf-8", "ignore"))
    return len(right) >= 2 and len(right) * 3 >= _SOUND * len(data)


def _foreign(draft: Draft) -> Iterator[tuple[Span, str]]:
    """Lines in another language; neighbouring ones are told once."""
    last: Line | None = None
    for line in draft.lines:
        letters, han, kana = (len(p.findall(line.text)) for p in (_LATIN, IS_HAN, _KANA))
        foreign = (letters >= FOREIGN and han * 8 <= letters) or (kana >= KANA and kana * 3 >= han)
        if foreign and not line.in_table and not _TEACHING.search(line.text):
            if last is None:
                yield Span(line.start, line.start + len(line.text)), "language"
            last = line
        else:
            last = None


def _twice(draft: Draft) -> Iterator[tuple[Span, str]]:
    """The second copy of a text inside one piece."""
    for piece in draft.outline.pieces:
        if piece.kind == "collection":
            continue
        lines = [
            line
            for line in draft.lines
            if piece.span.start <= line.start < piece.span.end
            and not line.in_table
            and len(IS_HAN.findall(line.text)) >= TWICE_HAN
        ]
        if span := _second_copy(lines):
            yield span, "twice"


def _second_copy(lines: Sequence[Line]) -> Span | None:
    first = {line.bare: i for i, line in reversed(list(enumerate(lines)))}
    again = [(first[line.bare], i) for i, line in enumerate(lines) if first[line.bare] < i]
    if len(again) < TWICE_LINES:
        return None
    begin = again[0][1]
    in_order = [pair for pair in again if pair[0] < begin <= pair[1]]
    steady = all(a[0] < b[0] for a, b in pairwise(in_order))
    if not steady or len(in_order) < TWICE_SHARE * max(TWICE_LINES, min(begin, len(lines) - begin)):
        return None
    return Span(lines[begin].start, lines[in_order[-1][1]].start + len(lines[in_order[-1][1]].text))


def _left(draft: Draft) -> Iterator[tuple[Span, str]]:
    """A place of the gazetteer in a piece where the others are masked; the name that title and organisation show is no slip."""
    for piece in draft.outline.pieces:
        text = piece.span.of(draft.reading)
        if piece.kind == "collection" or len(_MASKED.findall(text)) < MASKS:
            continue
        known = frozenset(places())
        own = f"{piece.title}{piece.organisation or ''}"
        names = [n.span for n in find_names(text) if n.kind == "place" and n.span.of(text) in known]
        left = {span.of(text): span for span in reversed(names) if span.of(text) not in own}
        if len(left) <= LEFT:
            for span in left.values():
                yield Span(piece.span.start + span.start, piece.span.start + span.end), "name_left"
