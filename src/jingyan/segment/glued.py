"""Texts set in one line: where a title or a mark inside a line begins a new one; no other line is touched."""

import re
from collections.abc import Iterator
from dataclasses import replace

from jingyan.model.span import Span
from jingyan.segment.lines import Line

# Only lines this long hold more than one paragraph; a title is no longer than this.
LONG, TITLE = 200, 45

# 第二篇: 【篇二】 范文三: after the end of a sentence.
_MARK = re.compile(
    r"(?<=[。!！?？”…])\s*(?=(?:[【\[]\s*(?:第\s*)?篇?\s*[一二三四五六七八九十\d]{1,3}\s*篇?\s*[】\]]|第\s*[一二三四五六七八九十\d]{1,3}\s*篇\s*[::]|(?:篇|范文)\s*[一二三四五六七八九十\d]{1,3}\s*[::]))"
)
# A title with a word for a kind of paper, and the text after it that begins with the same name.
_ECHO = re.compile(
    r"(?:(?<=[。!！?？”])|^)\s*(?P<title>(?P<name>[一-鿿]{4,6})[^。;；!！?？:：,，\s]{4,36}?(?:总结|汇报|报告|材料|小结|经验|发言|纪实|做法))\s*(?=(?P=name)[^。]{10,})"
)


def unglued(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines, long ones cut in front of marks and around titles whose text begins with the title's own first words."""
    if not any(len(line.text) >= LONG for line in lines):
        return lines
    cut = [part for line in lines for part in _parts(line)]
    return lines if len(cut) == len(lines) else tuple(replace(line, index=i) for i, line in enumerate(cut))


def _parts(line: Line) -> Iterator[Line]:
    cuts: list[int] = []
    if len(line.text) >= LONG and not line.in_table:
        marks = [match.end() for match in _MARK.finditer(line.text)]
        titles = [at for match in _ECHO.finditer(line.text) for at in (match.start("title"), match.end("title"))]
        cuts = sorted({at for at in (*marks, *titles) if 0 < at < len(line.text)})
    for start, end in zip([0, *cuts], [*cuts, len(line.text)], strict=True):
        text = line.text[start:end]
        left = start + len(text) - len(text.lstrip())
        if text.strip():
            yield replace(
                line, span=Span(line.span.start + left, line.span.start + left + len(text.strip())), text=text.strip()
            )
