"""The reading as patterns want it: one shape of punctuation, line breaks inside sentences taken out, and the way back."""

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from jingyan.model.span import Span
from jingyan.zh.punctuation import one_shape


@dataclass(frozen=True, slots=True)
class Flow:
    """`text` for matching; `origin[i]` the code point in the Source's text that `text[i]` is, None where both are the same."""

    text: str
    origin: "array[int] | None" = None

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


_BROKEN_NUMBER = re.compile(r"(?<=\d) *\n *(?=\d{1,3}(?:年|人|所|名|个|万|亿|元|%))")
_STRAIGHT = re.compile(r'"([^"\n]*)"')


def _paired_quotes(text: str) -> str:
    """Straight quotes that come in pairs within a line as “ and ”; same length."""
    return _STRAIGHT.sub(r"“\1”", text) if '"' in text else text


def make_flow(reading: str, joins: Iterable[Span]) -> Flow:
    """The Flow of a reading; `joins` are the Outline's breaks inside sentences."""
    text = _paired_quotes(one_shape(reading))
    cuts = sorted({*joins, *(Span(m.start(), m.end()) for m in _BROKEN_NUMBER.finditer(text))})
    if not cuts:
        return Flow(text)
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
    return Flow("".join(parts), origin)
