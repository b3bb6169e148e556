"""What is set apart inside a paragraph (bold, raised, underlined, readings, equations) carried from the source to the printed text; no layout."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import TypeVar

from jingyan.model.source import Block, Formula, Mark, Ruby
from jingyan.model.span import Span

_T = TypeVar("_T", Mark, Ruby, Formula)
_WORDS = re.compile(r"(<m:t[^>]*>)([^<]+)(</m:t>)")
_ESCAPED = re.compile("(&[a-z]+;)")


@dataclass(frozen=True, slots=True)
class Dress:
    """Everything set apart in a stretch of text, each kind in order; `longest` is the length of the longest one."""

    bold: tuple[Span, ...] = ()
    marks: tuple[Mark, ...] = ()
    rubies: tuple[Ruby, ...] = ()
    formulas: tuple[Formula, ...] = ()
    longest: int = 0

    @classmethod
    def of(cls, blocks: Iterable[Block]) -> "Dress":
        """What lies in the paragraphs among `blocks`."""
        dressed = [
            b for b in blocks if b.kind in ("paragraph", "textbox") and (b.bold or b.marks or b.rubies or b.formulas)
        ]
        if not dressed:
            return _NOTHING
        return cls(
            tuple(sorted(s for b in dressed for s in b.bold)),
            tuple(sorted((m for b in dressed for m in b.marks), key=attrgetter("span"))),
            tuple(sorted((r for b in dressed for r in b.rubies), key=attrgetter("span"))),
            tuple(sorted((f for b in dressed for f in b.formulas), key=attrgetter("span"))),
            max(len(b.span) for b in dressed),
        )

    def within(self, span: Span) -> "Dress":
        """What touches `span`; of readings and equations only what lies in it whole."""
        if not self.longest:
            return self
        first = span.start - self.longest
        bold = self.bold[bisect_left(self.bold, Span(first, first)) : bisect_left(self.bold, Span(span.end, span.end))]
        return Dress(
            tuple(s for s in bold if s.overlap(span)),
            tuple(m for m in _near(self.marks, first, span.end) if m.span.overlap(span)),
            tuple(r for r in _near(self.rubies, first, span.end) if span.covers(r.span)),
            tuple(f for f in _near(self.formulas, first, span.end) if span.covers(f.span)),
            self.longest,
        )

    def placed(self, place: Callable[[int], int]) -> "Dress":
        """With every offset where `place` puts it; what has become empty is gone."""
        if not self.longest:
            return self

        def at(span: Span) -> Span:
            return Span(place(span.start), place(span.end))

        return Dress(
            tuple(s for s in map(at, self.bold) if len(s)),
            tuple(replace(m, span=s) for m in self.marks if len(s := at(m.span))),
            tuple(replace(r, span=s) for r in self.rubies if len(s := at(r.span))),
            tuple(replace(f, span=s) for f in self.formulas if len(s := at(f.span))),
            self.longest,
        )

    def edges(self) -> list[int]:
        """All offsets in it."""
        spans = [*self.bold, *(x.span for kind in (self.marks, self.rubies, self.formulas) for x in kind)]
        return [e for s in spans for e in (s.start, s.end)]

    def converted(self, convert: Callable[[str], str] | None) -> "Dress":
        """With the words of equations and readings in simplified characters too."""
        if convert is None or not (self.rubies or self.formulas):
            return self

        def words(match: re.Match[str]) -> str:
            parts = _ESCAPED.split(match[2])
            return match[1] + "".join(p if _ESCAPED.fullmatch(p) else convert(p) for p in parts if p) + match[3]

        return replace(
            self,
            rubies=tuple(replace(r, text=convert(r.text)) for r in self.rubies),
            formulas=tuple(replace(f, xml=_WORDS.sub(words, f.xml)) for f in self.formulas),
        )


_NOTHING = Dress()


def _near(items: tuple[_T, ...], first: int, end: int) -> tuple[_T, ...]:
    """Those that begin from `first` on and before `end`."""
    begins = attrgetter("span.start")
    return items[bisect_left(items, first, key=begins) : bisect_left(items, end, key=begins)]
