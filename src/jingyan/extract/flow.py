"""The reading as patterns want it: one shape of punctuation, line breaks inside sentences and injected notes of pronunciation taken out, and the way back."""

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from jingyan.model.span import Span
from jingyan.zh.punctuation import one_shape


@dataclass(frozen=True, slots=True)
class Flow:
    """`text` for matching; `origin[i]` the code point in the Source's text that `text[i]` is, None where both are the same; `tabs` where a tab stood, which parts cells of a table row."""

    text: str
    origin: "array[int] | None" = None
    tabs: tuple[int, ...] = ()

    def span(self, start: int, end: int) -> Span:
        """The Source's span of text[start:end]."""
        if self.origin is None:
            return Span(start, end)
        if start == end:
            at = self.origin[start] if start < len(self.origin) else (self.origin[-1] + 1 if self.origin else 0)
            return Span(at, at)
        return Span(self.origin[start], self.origin[end - 1] + 1)

    def at(self, offset: int) -> int:
        """The place in `text` of the Source's offset (of the next character that is kept)."""
        return offset if self.origin is None else bisect_left(self.origin, offset)


_BROKEN_NUMBER = re.compile(
    r"\d(?: *\n *(?=\d{1,3}(?:年|人|所|名|个|万|亿|元|%))|(?<=[\u4e00-\u9fff]\d) *(?:\n *){2,3}(?=\d{1,3}(?:\.\d+)?(?:万|亿|元)))"
)
"""A digit and the line break behind it, when the number goes on in the next line."""
_MEASURED = "[万亿%‰]|元|倍|个百分点|平方|立方|公里|公顷|公斤|千米|千克|千瓦|米|亩|吨"
_AFTER_HAN = r"(?:(?<=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff] ))"
_POINT_APART = re.compile(
    rf"(?:(?<=[\u4e00-\u9fff])\d{{1,6}}|(?<=[\u4e00-\u9fff] )(?:0|\d{{2,6}}))(?:(?P<a> {{1,2}})\.(?P<b> {{0,2}})|\.(?P<c> {{1,2}}))\d{{1,6}}(?= ?(?:{_MEASURED}))"
)
"""A decimal whose point stands apart (人口8. 7755万): a number behind a word goes on to a measuring unit, which no item of a list does."""
_DIGITS_APART = re.compile(
    rf"{_AFTER_HAN}\d(?P<a> )\d(?:(?P<b> )\d)?(?= ?(?:人|名|所|户|%)(?:[,。;、)\n]|[\u4e00-\u9fff]))"
)
"""Single digits apart before the unit of one count (教师3 1 人)."""
_UNIT_APART = re.compile(r"(?<=\d)(?P<a> {2,})(?=[万亿](?:元|人|亩|平方|立方|吨|株|公里|册|户|斤|只|头|千瓦))")
_STOP_IN_NUMBER = re.compile(r"(?:(?<=[\u4e00-\u9fff]\d)|(?<=[\u4e00-\u9fff]\d\d))。(?=\d{1,4}(?:[万亿][元人亩吨]|%))")
"""A full stop for the point of a decimal (4。1万人): a sentence neither ends in a bare digit nor begins with a measured one."""
_ROW = re.compile(r"[^\s\d]{1,12}(?: +[\d.,%-]+){2,} *(?:\n|$)")
"""A row of a table whose cells are parted by blanks: no line to join to the one before."""
_STRAIGHT = re.compile(r'"([^"\n]*)"')


_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
_TONE = re.compile(f"[{_TONED}\u0300\u0301\u0304\u030c]")
_NOTE = re.compile(
    rf"(?<=[\u4e00-\u9fff\d〇])(?:[(〔](?=[a-zü ]{{0,12}}[{_TONED}\u0300-\u030c])[a-zü{_TONED}ɡɑ\u0300-\u030c' ]{{1,24}}[)〕])+"
)
"""Pinyin with tones in brackets behind a character or a numeral, as pages inject it against copying: 学(xué)校, 12(shí èr)所."""
_CELLS = re.compile(r"(?<=[\d%])\t(?=\d)")
_ROUND_ZEROS = re.compile(r"[一二][九〇零○OO0o][〇零○OO0o一二三四五六七八九]{2}(?= ?(?:年|-|至))")
_LETTER_ZEROS = re.compile(r"2(?<![\dA-Za-z]2)[0Oo]\d[\dOo](?= ?年)")
# Letters and rings that stand for zeros in a year: 二○一四年, 2O14年.
_CHINESE_ZERO = str.maketrans("零○OO0o", "〇〇〇〇〇〇")
_DIGIT_ZERO = str.maketrans("Oo", "00")


def _paired_quotes(text: str) -> str:
    """Straight quotes that come in pairs within a line as “ and ”; same length."""
    return _STRAIGHT.sub(r"“\1”", text) if '"' in text else text


def _shaped(reading: str) -> str:
    """One shape of everything, same length; a tab between two numbers stays a tab, since 12⇥345 is no 12 345."""
    text = one_shape(_CELLS.sub("\v", reading)).replace("\v", "\t") if "\t" in reading else one_shape(reading)
    if "。" in text:
        text = _STOP_IN_NUMBER.sub(".", text)
    text = _ROUND_ZEROS.sub(lambda m: m.group().translate(_CHINESE_ZERO), _paired_quotes(text))
    if "O" in text or "o" in text:
        text = _LETTER_ZEROS.sub(lambda m: m.group().translate(_DIGIT_ZERO), text)
    return text


def _apart(text: str) -> list[Span]:
    """The blanks inside numbers, where they can be nothing else."""
    return [
        Span(*match.span(name))
        for pattern, needed in ((_POINT_APART, (". ", " .")), (_DIGITS_APART, (" ",)), (_UNIT_APART, ("  ",)))
        if any(mark in text for mark in needed)
        for match in pattern.finditer(text)
        for name in match.re.groupindex
        if match[name]
    ]


def make_flow(reading: str, joins: Iterable[Span], notes: Iterable[Span] = ()) -> Flow:
    """The Flow of a reading; `joins` are the Outline's breaks inside sentences, `notes` other spans that do not belong to the text (pinyin found by segment)."""
    text = _shaped(reading)
    found = [Span(m.start() + 1, m.end()) for m in _BROKEN_NUMBER.finditer(text)]
    if _TONE.search(text):
        found += [Span(m.start(), m.end()) for m in _NOTE.finditer(text)]
    found += _apart(text)
    cuts = sorted({*(j for j in joins if not _ROW.match(text, j.end)), *notes, *found})
    tabs = tuple(m.start() for m in re.finditer("\t", reading)) if "\t" in reading else ()
    if not cuts:
        return Flow(text, tabs=tabs)
    origin: array[int] = array("I")
    parts: list[str] = []
    position = 0
    for cut in cuts:
        if cut.start < position:
            continue
        parts.append(text[position : cut.start])
        origin.extend(range(position, cut.start))
        position = cut.end
    parts.append(text[position:])
    origin.extend(range(position, len(text)))
    return Flow("".join(parts), origin, tuple(bisect_left(origin, tab) for tab in tabs))
