"""The review page: the source on the left, its cleaned text on the right, every automatic change marked; what is changed is decided in `clean` and `script`."""

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from markupsafe import Markup, escape

from jingyan.model.cleaning import Cleaning
from jingyan.model.problem import Problem
from jingyan.model.script import Conversion
from jingyan.model.source import Source
from jingyan.model.span import Span
from jingyan.model.structure import Outline, Piece
from jingyan.render.facing_lines import DAMAGE, QUIET, SURE, Change, Row, facing_lines
from jingyan.render.foreign import printable
from jingyan.render.html import render_page

__all__ = ["SURE", "RuleName", "review_page"]

WHOLE_TEXT = 200_000  # code points; of a longer text lines without a change are folded, but for those beside a change
ROWS = 6_000  # rows on the page: it stays under some 5 MB
LISTED = 200  # places in the list of what wants a look

_TAGS: Mapping[str, tuple[str, str]] = {
    "convert.word": ("用词转换", "繁体来稿里的词语换成大陆用词；拿不准的注明“请核对”。"),
    "convert.character": ("异体字", "字形转换表以外的异体字。"),
    "convert.quote": ("引号", "「」『』换成“”‘’。"),
    DAMAGE: ("损坏", "乱码或缺失的文字，只标出，没有改动。"),
}
_MARK = Markup('<mark class="c {}" data-n="{}" data-r="{}"{} title="{}">{}</mark>')
_QUIET_MARK = Markup('<mark class="c width">{}</mark>')  # a long text has tens of thousands: no more than is needed
_ID, _TAG = Markup(' id="{}{}"'), Markup('<small class="rule">{}</small>')
_ENDS = "\r\n"
_LINE_END = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_SIGNS = {"\r": "", "\n": "↵\n", " ": "␣", "\u3000": "␣", "\u00a0": "␣", "\t": "⇥"}
_UNSEEN = frozenset(("Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"))


@dataclass(frozen=True, slots=True)
class RuleName:
    """What the page calls a rule of cleaning."""

    code: str
    name: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Counted:
    """A rule in the legend: how many changes it made, how they look, and the first stop."""

    code: str
    name: str
    sentence: str
    look: str
    count: int
    first: int


@dataclass(frozen=True, slots=True)
class Pair:
    """One row as HTML, `line` its number in the source counted from 1; `changed` if it holds a stop; `gap` characters were folded instead when it is not 0."""

    left: Markup
    right: Markup
    changed: bool
    gap: int = 0
    line: int = 0


@dataclass(frozen=True, slots=True)
class Section:
    """The rows of one piece (None: outside every piece)."""

    number: int
    piece: Piece | None
    rows: tuple[Pair, ...]
    changes: int


def review_page(
    source: Source,
    cleaning: Cleaning,
    conversion: Conversion,
    outline: Outline,
    *,
    title: str,
    rules: Sequence[RuleName] = (),
    problems: Sequence[Problem] = (),
) -> str:
    """The page as HTML: self-contained, no request, works printed and without script.

    `conversion` is that of the cleaned text (`model.cleaning.apply`); `rules` name the codes of the edits, in the order of the legend; `problems` with a span are marked as damage.
    """
    facing = facing_lines(source.text, cleaning, conversion, problems)
    names = {rule.code: (rule.name, rule.sentence) for rule in rules} | dict(_TAGS)
    painter = _Painter(source.text, facing.final, names)
    rows, omitted = _shown(source.text, facing.rows)
    sections = tuple(_sections(source, outline, rows, painter))
    doubts = [c for c in facing.changes if c.look in ("doubt", "hurt")]
    listed = [
        (c, painter.line(c.left.start), names[c.rule][0], c.left.of(source.text), c.right.of(facing.final))
        for c in doubts[:LISTED]
    ]
    return render_page(
        "review.html.j2",
        "review.js",
        title=title,
        source=source,
        sections=sections,
        legend=_legend(facing.changes, names),
        doubts=listed,
        doubts_left_out=len(doubts) - len(listed),
        stops=max((c.stop for c in facing.changes), default=0),
        counts={
            "changes": sum(c.rule not in QUIET | {DAMAGE} for c in facing.changes),
            "quiet": sum(c.rule in QUIET for c in facing.changes),
            "doubtful": sum(c.look == "doubt" for c in facing.changes),
            "damaged": sum(c.rule == DAMAGE for c in facing.changes),
            "converted": conversion.changed,
            "before": len(source.text),
            "after": len(facing.final),
        },
        omitted=omitted,
    )


def _legend(changes: Sequence[Change], names: Mapping[str, tuple[str, str]]) -> tuple[Counted, ...]:
    counts = Counter(c.rule for c in changes)
    first: dict[str, Change] = {}
    for change in changes:
        first.setdefault(change.rule, change)
    return tuple(
        Counted(code, *names[code], first[code].look, counts[code], first[code].stop) for code in names if counts[code]
    )


def _shown(text: str, rows: Sequence[Row]) -> tuple[list[Row | int], int]:
    """The rows to show, a number for characters folded between them, and how many rows with changes did not fit."""
    seen = [row for row in rows if row.changes or row.left.of(text).strip()]
    if len(text) <= WHOLE_TEXT and len(seen) <= ROWS:
        return list(seen), 0
    beside = {j for i, row in enumerate(seen) if _stops(row) for j in (i - 1, i, i + 1)}
    shown: list[Row | int] = []
    folded = 0
    for i, row in enumerate(seen):
        if i not in beside:
            folded += len(row.left)
            continue
        if len(shown) >= ROWS:
            return shown, sum(_stops(r) for r in seen[i:])
        if folded:
            shown.append(folded)
            folded = 0
        shown.append(row)
    return [*shown, folded] if folded else shown, 0


def _stops(row: Row) -> bool:
    return any(change.stop for change in row.changes)


def _sections(source: Source, outline: Outline, rows: Sequence[Row | int], painter: "_Painter") -> Iterator[Section]:
    pieces = outline.pieces
    now: Piece | None = None

    def holder(row: Row | int) -> str:
        nonlocal now
        if isinstance(row, Row):
            text = row.left.of(source.text)
            begin = row.left.start + len(text) - len(text.lstrip())
            inside = (p for p in pieces if p.span.start <= begin < p.span.end)
            now = min(inside, key=lambda p: len(p.span), default=None)
        return now.label if now else ""

    by_label = {p.label: p for p in pieces}
    for number, (label, group) in enumerate(groupby(rows, holder), 1):
        mine = list(group)
        pairs = tuple(painter.pair(row) for row in mine)
        count = sum(c.rule not in QUIET | {DAMAGE} for row in mine if isinstance(row, Row) for c in row.changes)
        yield Section(number, by_label.get(label), pairs, count)


class _Painter:
    """Paints rows; remembers which stops already have their id and their tag."""

    def __init__(self, left: str, right: str, names: Mapping[str, tuple[str, str]]) -> None:
        self._left, self._right, self._names = left, right, names
        self._known: set[tuple[str, int]] = set()
        self._line_ends = [m.end() for m in _LINE_END.finditer(left)]

    def pair(self, row: Row | int) -> Pair:
        """`row` as HTML, or the sign for folded characters."""
        if isinstance(row, int):
            return Pair(Markup(""), Markup(""), changed=False, gap=row)
        left = self._cell(self._left, row.left, [(c.left, c) for c in row.changes], "l")
        right = self._cell(self._right, row.right, [(c.right, c) for c in row.changes], "r")
        begin = row.left.start + len(row.left.of(self._left)) - len(row.left.of(self._left).lstrip())
        return Pair(left, right, _stops(row), line=self.line(begin))

    def line(self, place: int) -> int:
        """The number of the source's line that holds `place`, counted from 1."""
        return bisect_right(self._line_ends, place) + 1

    def _cell(self, text: str, span: Span, places: Sequence[tuple[Span, Change]], side: str) -> Markup:
        span = Span(span.start, span.start + len(span.of(text).rstrip(_ENDS)))  # the row stands for its line end
        owners: list[Change | None] = [None] * len(span)
        gone: dict[int, list[Change]] = {}
        # Widened marks first, edits last: where a repair and an edit meet the edit is what was done first.
        for place, change in sorted(
            places, key=lambda p: (p[1].rule not in QUIET, not p[1].rule.startswith("convert."))
        ):
            start, end = max(place.start, span.start) - span.start, min(place.end, span.end) - span.start
            if end > start:
                owners[start:end] = [change] * (end - start)
            elif not len(place) and span.start <= place.start <= span.end:
                gone.setdefault(place.start - span.start, []).append(change)
        edges = {0, len(span), *gone, *(i for i in range(1, len(span)) if owners[i] is not owners[i - 1])}
        parts: list[Markup] = []
        for start, end in pairwise(sorted(edges | {len(span)})):
            parts.extend(self._mark(change, "", side) for change in gone.get(start, ()))
            owner, part = owners[start], text[span.start + start : span.start + end]
            if owner is None:
                parts.append(escape(printable(part)))
            else:
                parts.append(self._mark(owner, part, side))
        parts.extend(self._mark(change, "", side) for change in gone.get(len(span), ()))
        return Markup("").join(parts)

    def _mark(self, change: Change, part: str, side: str) -> Markup:
        if change.rule in QUIET:
            return _QUIET_MARK.format(part)
        name = self._names.get(change.rule, (change.rule, ""))[0]
        first = (side, change.stop) not in self._known
        self._known.add((side, change.stop))
        label = f"{name} 请核对" if change.look == "doubt" else name
        look = f"{change.look} gone" if not part else change.look if part.strip() else f"{change.look} blank"
        shown = escape(_visible(part) if change.look in ("del", "join") or not part.strip() else printable(part))
        tag = _TAG.format(label) if first else Markup("")
        return (
            _MARK.format(look, change.stop, change.rule, _ID.format(side, change.stop) if first else "", label, shown)
            + tag
        )


def _visible(part: str) -> str:
    """`part` with blanks, line ends and unseen characters as signs."""
    return "".join(
        _SIGNS.get(c) if c in _SIGNS and (not part.strip() or c in "\r\n") else _sign(c)  # type: ignore[misc]
        for c in part
    )


def _sign(character: str) -> str:
    return f"〔U+{ord(character):04X}〕" if unicodedata.category(character) in _UNSEEN else character
