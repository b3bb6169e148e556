"""Which passages do not count as copied, and why: documents and templates of the collection, quotations, a unit's own earlier text, common wording."""

import re
import tomllib
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files

from jingyan.model.reuse import Exclusion, ReuseText
from jingyan.model.span import Span
from jingyan.reuse.aligning import Aligned
from jingyan.reuse.formulas import formula_spans
from jingyan.reuse.pairs import Found, covered, is_one_piece, joined_pieces
from jingyan.reuse.settings import ReuseSettings

_ORDER: tuple[Exclusion, ...] = ("document", "template", "quotation", "formula")
_UNITS_TEMPLATE = 3  # a line that so many units have was given to them
_UNITS_STOCK = 4  # a sentence that so many units have is common wording
_STOCK_MOST = 80  # longer passages are paragraphs, which many units may well have from one source
_LINE_LEAST, _LINE_MOST = 4, 80  # folded characters of a line of a form; a full sentence only up to half of the latter
_COPY = 0.7  # resemblance of copies: .8 with every second sentence rewritten (facts of the benchmark), forms with short answers stay below
_QUOTED_MOST = 1500  # characters of a passage that may be nothing but quotations
_OCCASION_MOST, _OCCASION_SWAPS = (
    600,
    3,
)  # a notice is not longer, and has so many other names and figures than another one
_REACH = 300  # a quotation that a passage begins or ends in is looked for so far outside it
_STOP = re.compile(r"[。！!；;\n]")
_MARKS = re.compile(r"[“「『《]|第[一二三四五六七八九十百零〇]{1,5}条|(?:指出|强调|要求|提出|明确)[,，:：]")
_SENTENCE_END = tuple("。！!；;")


@dataclass(slots=True)
class _Cover:
    """What of one text (spans of its folded characters) does not count, by kind; `lines` are those of a form, which count between copies of one piece."""

    spans: dict[Exclusion, list[Span]] = field(default_factory=lambda: defaultdict(list))
    lines: list[Span] = field(default_factory=list)

    def inside(self, span: Span, *, copies: bool) -> dict[Exclusion, list[Span]]:
        """The parts of `span` that are covered, by kind."""
        held = {k: [s for s in self.spans.get(k, ()) if s.overlap(span)] for k in _ORDER}
        if not copies:
            held["template"] += [s for s in self.lines if s.overlap(span)]
        return {k: [Span(max(s.start, span.start), min(s.end, span.end)) for s in v] for k, v in held.items()}


def comparable(left: ReuseText, right: ReuseText) -> bool:
    """False for two texts that are both only there to compare with."""
    return "submitted" in (left.role, right.role)


def exclude(
    found: Sequence[Found], texts: Sequence[ReuseText], readings: Mapping[str, str], settings: ReuseSettings
) -> list[Found]:
    """`found` with the passages marked that do not count (the kinds of `settings.exclude`), without the pairs whose one side is only an exclusion.

    A passage is excluded when hardly any of its matched characters lie outside text that does not count: fewer than a finding needs, or so few that what
    remains is no more alike than chance.
    """
    covers = _covers(found, texts, readings, settings)
    out = []
    for one in found:
        sides = texts[one.first], texts[one.second]
        if "exclusion" in (sides[0].role, sides[1].role):
            continue
        own = "own" in settings.exclude and _own(one, *sides, settings)
        marked = tuple(
            _marked(a, "own" if own else _kind(a, one, texts, readings, covers, settings)) for a in one.aligned
        )
        out.append(_counted(replace(one, aligned=marked), *sides))
    return out


def _marked(aligned: Aligned, kind: Exclusion | None) -> Aligned:
    return replace(aligned, alignment=replace(aligned.alignment, excluded=kind)) if kind else aligned


def _counted(one: Found, left: ReuseText, right: ReuseText) -> Found:
    """The pair with the shares that are left; unchanged where nothing is excluded."""
    if all(a.alignment.excluded is None for a in one.aligned):
        return one
    counting = [a for a in one.aligned if a.alignment.excluded is None]
    share = covered(a.left for a in counting) / len(left.folded.text)
    other = covered(a.right for a in counting) / len(right.folded.text)
    return replace(one, pair=replace(one.pair, counted=round(share, 4), other_counted=round(other, 4)))


def _own(one: Found, left: ReuseText, right: ReuseText, settings: ReuseSettings) -> bool:
    """One unit's text in two of its pieces: last year's beside this year's, or a part in another piece. A whole piece handed in twice is a duplicate."""
    if left.unit is None or left.unit != right.unit:
        return False
    return left.role != right.role or not is_one_piece(one.pair, settings)


def _covers(
    found: Sequence[Found], texts: Sequence[ReuseText], readings: Mapping[str, str], settings: ReuseSettings
) -> dict[int, _Cover]:
    covers: dict[int, _Cover] = defaultdict(_Cover)
    for one in found:
        for number, other, side in ((one.first, one.second, _left), (one.second, one.first, _right)):
            kind = _quotable(texts[other], texts[number], one, settings)
            if kind and kind in settings.exclude:
                covers[number].spans[kind] += map(side, one.aligned)
    apart = joined_pieces((f for f in found if _copies(f, settings)), len(texts))
    if "template" in settings.exclude:
        _cover_lines(covers, found, texts, readings, apart)
    if "formula" in settings.exclude:
        _cover_stock(covers, found, texts, apart)
    return covers


def _copies(one: Found, settings: ReuseSettings) -> bool:
    """True for two copies of one piece, and not for two answers to one form, which have its questions in common."""
    return is_one_piece(one.pair, settings) and one.pair.resemblance >= _COPY


def _left(aligned: Aligned) -> Span:
    return aligned.left


def _right(aligned: Aligned) -> Span:
    return aligned.right


def _quotable(text: ReuseText, by: ReuseText, one: Found, settings: ReuseSettings) -> Exclusion | None:
    """As what a piece may hold words of `text`: the same document handed in twice is a duplicate, and so is a report that is as a whole the document."""
    if text.role == "exclusion":
        return "document" if text.document else "template"
    whole = min(one.pair.containment, one.pair.other_containment) >= settings.same_piece
    return "document" if text.document and not by.document and not whole else None


def _unit(number: int, texts: Sequence[ReuseText], apart: Sequence[int]) -> str:
    """Whose text it is: copies of one piece speak with one voice, and so do the pieces of one unit."""
    text = texts[apart[number]]
    return text.unit or text.id


def _cover_lines(
    covers: dict[int, _Cover],
    found: Sequence[Found],
    texts: Sequence[ReuseText],
    readings: Mapping[str, str],
    apart: Sequence[int],
) -> None:
    """Cover short lines (headings, questions, fields of a form) that stand as lines in pieces of several units."""
    numbers = sorted({n for one in found for n in (one.first, one.second) if texts[n].role != "exclusion"})
    if len({_unit(n, texts, apart) for n in numbers}) < _UNITS_TEMPLATE:
        return
    places: dict[str, list[tuple[int, Span]]] = defaultdict(list)
    for number in numbers:
        for key, span in _lines(texts[number], readings[texts[number].source]):
            places[key].append((number, span))
    for held in places.values():
        if len(held) >= _UNITS_TEMPLATE and len({_unit(n, texts, apart) for n, _ in held}) >= _UNITS_TEMPLATE:
            for number, span in held:
                covers[number].lines.append(span)


def _lines(text: ReuseText, reading: str) -> Iterator[tuple[str, Span]]:
    """The folded lines that may be a form's, figures masked, with their spans."""
    origin, folded = text.folded.origin, text.folded.text
    at, last = origin[0], origin[-1] + 1
    while at < last:
        stop = reading.find("\n", at, last)
        stop = last if stop < 0 else stop
        if _LINE_LEAST <= stop - at <= 2 * _LINE_MOST:
            span = Span(bisect_left(origin, at), bisect_left(origin, stop))
            most = _LINE_MOST // 2 if reading[at:stop].rstrip().endswith(_SENTENCE_END) else _LINE_MOST
            if _LINE_LEAST <= len(span) <= most:
                yield _DIGITS.sub("0", folded[span.start : span.end]), span
        at = stop + 1


_DIGITS = re.compile(r"\d+(?:\.\d+)?")


def _cover_stock(
    covers: dict[int, _Cover], found: Sequence[Found], texts: Sequence[ReuseText], apart: Sequence[int]
) -> None:
    """Cover short passages that pieces of many units share."""
    shorts: dict[int, list[tuple[Span, int]]] = defaultdict(list)
    for one in found:
        for aligned in one.aligned:
            if max(len(aligned.left), len(aligned.right)) <= _STOCK_MOST:
                shorts[one.first].append((aligned.left, one.second))
                shorts[one.second].append((aligned.right, one.first))
    for number, held in shorts.items():
        if len(held) < _UNITS_STOCK - 1:
            continue
        for span, _ in held:
            near = {_unit(n, texts, apart) for s, n in held if 2 * _shared(s, span) >= len(span)}
            if len(near | {_unit(number, texts, apart)}) >= _UNITS_STOCK:
                covers[number].spans["formula"].append(span)


def _shared(one: Span, two: Span) -> int:
    return min(one.end, two.end) - max(one.start, two.start)


def _kind(
    aligned: Aligned,
    one: Found,
    texts: Sequence[ReuseText],
    readings: Mapping[str, str],
    covers: Mapping[int, _Cover],
    settings: ReuseSettings,
) -> Exclusion | None:
    """Why the passage does not count, None when it does; the kind that covers most of it."""
    sides = (
        (one.first, aligned.left, aligned.alignment.left.span),
        (one.second, aligned.right, aligned.alignment.right.span),
    )
    copies = _copies(one, settings)
    occasion = len(aligned.alignment.substitutions) >= _OCCASION_SWAPS
    for number, span, place in sides:
        text = texts[number]
        held = covers[number].inside(span, copies=copies) if number in covers else {}
        for kind, spans in _worded(
            text, readings[text.source], place, known=any(held.values()), occasion=occasion
        ).items():
            if kind in settings.exclude:
                held[kind] = [*held.get(kind, ()), *spans]
        inside = covered(s for spans in held.values() for s in spans)
        rest, free = aligned.matched - inside, len(span) - inside
        if inside and (rest < settings.least_joined or rest < settings.least_similarity * free):
            return max(_ORDER, key=lambda k: (covered(held.get(k, ())), -_ORDER.index(k)))
    return None


def _worded(text: ReuseText, reading: str, place: Span, *, known: bool, occasion: bool) -> dict[Exclusion, list[Span]]:
    """Quotations in the passage at `place`, and formulas where other text that does not count is there too; `occasion`: names and figures differ."""
    out: dict[Exclusion, list[Span]] = {}
    if len(place) <= _QUOTED_MOST and _MARKS.search(reading, place.start, place.end):
        out["quotation"] = list(_folded(quotation_spans(reading, place.start, place.end), text, place))
    common = occasion_spans(reading, place.start, place.end) if occasion and len(place) <= _OCCASION_MOST else ()
    if known or common or out.get("quotation"):
        common = (*common, *formula_spans(reading, place.start, place.end))
        out["formula"] = list(_folded(common, text, place))
    return out


def _folded(spans: Sequence[Span], text: ReuseText, place: Span) -> Iterator[Span]:
    origin = text.folded.origin
    for span in spans:
        low = bisect_left(origin, max(span.start, place.start))
        high = bisect_left(origin, min(span.end, place.end))
        if low < high:
            yield Span(low, high)


@cache
def patterns(table: str) -> tuple[re.Pattern[str], ...]:
    """The rows of quotations.toml or occasions.toml, compiled."""
    rows = tomllib.loads(files(__package__).joinpath(table).read_text("utf-8"))["row"]
    return tuple(re.compile(row["pattern"]) for row in rows)


def quotation_spans(reading: str, begin: int, end: int) -> tuple[Span, ...]:
    """Where reading[begin:end] gives the words of others, quotations that reach over its bounds included; in order, perhaps overlapping."""
    low, high = max(0, begin - _REACH), min(len(reading), end + _REACH)
    spans = (Span(*m.span()) for p in patterns("quotations.toml") for m in p.finditer(reading, low, high))
    return tuple(sorted(s for s in spans if s.end > begin and s.start < end))


def occasion_spans(reading: str, begin: int, end: int) -> tuple[Span, ...]:
    """The sentences of reading[begin:end] that notices and reports on occasions are made of, in order."""
    out, at = [], begin
    while at < end:
        stop = _STOP.search(reading, at, end)
        last = stop.end() if stop else end
        sentence = reading[at:last].strip("。\n \u3000")
        if any(p.search(sentence) for p in patterns("occasions.toml")):
            out.append(Span(at, last))
        at = last
    return tuple(out)
