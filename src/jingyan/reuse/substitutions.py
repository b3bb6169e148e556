"""What was swapped inside an aligned passage: figures, dates, places, organisations, persons, as whole words on both sides."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from jingyan.model.reuse import Substitution, SubstitutionClass
from jingyan.model.span import Span
from jingyan.zh.names import find_names, is_person, kind_by_suffix, suffix_after

_YEAR = r"(?:(?:19|20)[\dXx×*]{2}|[一二][〇○零一二三四五六七八九]{3})"
_DATE = re.compile(
    rf"{_YEAR}\s*(?:学年度?|年度?)(?:\s*\d{{1,2}}\s*月(?:\s*\d{{1,2}}\s*[日号])?)?|\d{{1,2}}\s*月\s*\d{{1,2}}\s*[日号]|\d{{4}}[-./]\d{{1,2}}[-./]\d{{1,2}}"
    r"|[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}[日号])?"
)
_UNITS = (
    "平方公里|平方米|立方米|个百分点|百分点|公里|千米|公顷|万元|亿元|人次|学时|课时|[%％‰元人名所个亩台册套间件次项条篇份户家位生班校张座栋辆部门届级岁天年月日周米吨瓦处块种类轮批组对分倍期场堂节支只把双"
    "]"
)
_FIGURE = re.compile(
    rf"\d{{1,3}}(?:[,，]\d{{3}})+(?:\.\d+)?|\d+(?:[.．]\d+)?|(?<!第)[一二两三四五六七八九十百千]*[一二两三四五六七八九十百千万亿](?=[余多]?(?:{_UNITS}))"
)
_AFTER = re.compile(rf"[余多]?[十百千万亿]*[余多]?(?:{_UNITS})?")
_NAME_MOST = 12  # a swapped name is not longer than this; longer stretches are rewritten text
PROPER = ("place", "organisation", "person")
_LOOSE = 4  # so many characters beside the names of a stretch are still a swap and not new text
_BODY_MORE = 3  # a name may have so many characters more than the rules of zh.names take
_UNIT_SIGNS = "省市县区州镇乡村校"  # 县教育局→区教育局 has no more body than this
_SUFFIX_NEAR = 3  # how far behind the swapped characters the word may begin that makes them a name (长风|初级中学)


@dataclass(frozen=True, slots=True)
class Token:
    """A figure, date or name: `span` in the Source, `begin`:`end` in the passage's folded characters."""

    kind: SubstitutionClass
    span: Span
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a passage: its reading, the origin of its folded characters, its tokens in order."""

    reading: str
    origin: Sequence[int]
    tokens: tuple[Token, ...]


@dataclass(slots=True)
class Stretch:
    """A stretch that differs: folded characters begin:end on the left, other:other_end on the right."""

    begin: int
    end: int
    other: int
    other_end: int


@dataclass(frozen=True, slots=True)
class Swaps:
    """Substitutions in order; `names` how many tokens the side with fewer has, `proper` how many of them name a place, unit or person; `residue` differing characters (both sides) that are no substitution."""

    substitutions: tuple[Substitution, ...]
    names: int
    proper: int
    residue: int


def find_substitutions(
    changed: Sequence[tuple[int, int, int, int]],
    left_origin: Sequence[int],
    right_origin: Sequence[int],
    left_reading: str,
    right_reading: str,
) -> Swaps:
    """What was swapped in a passage. `changed` are the differing stretches (left begin, end, right begin, end) of its folded characters, in order; the origins give the place of each folded character in the Source."""
    left, right = _side(left_reading, left_origin), _side(right_reading, right_origin)
    stretches = _widen(_joined(changed), left, right)
    found: list[Substitution] = []
    residue = 0
    for stretch in stretches:
        swaps, rest = _swaps(stretch, left, right)
        found += swaps
        residue += rest
    names = min(len(left.tokens), len(right.tokens))
    proper = min(sum(t.kind in PROPER for t in side.tokens) for side in (left, right))
    return Swaps(tuple(found), names, proper, residue)


def _joined(changed: Sequence[tuple[int, int, int, int]]) -> list[Stretch]:
    """Stretches with those made one that touch (something deleted where something else was inserted)."""
    out: list[Stretch] = []
    for begin, end, other, other_end in changed:
        if out and out[-1].end == begin and out[-1].other_end == other:
            out[-1].end, out[-1].other_end = end, other_end
        else:
            out.append(Stretch(begin, end, other, other_end))
    return out


def _side(reading: str, origin: Sequence[int]) -> Side:
    begin, end = origin[0], origin[-1] + 1
    tokens: list[Token] = []
    taken = 0
    for kind, span in sorted(_spans(reading, begin, end), key=lambda t: (t[1].start, -t[1].end)):
        if span.start >= taken:
            tokens.append(Token(kind, span, bisect_left(origin, span.start), bisect_left(origin, span.end)))
            taken = span.end
    return Side(reading, origin, tuple(tokens))


def _spans(reading: str, begin: int, end: int) -> list[tuple[SubstitutionClass, Span]]:
    out: list[tuple[SubstitutionClass, Span]] = [("date", Span(*m.span())) for m in _DATE.finditer(reading, begin, end)]
    out += [(n.kind, n.span) for n in find_names(reading, begin, end)]
    for match in _FIGURE.finditer(reading, begin, end):
        unit = _AFTER.match(reading, match.end())
        out.append(("figure", Span(match.start(), unit.end() if unit else match.end())))
    return out


def _widen(stretches: list[Stretch], left: Side, right: Side) -> list[Stretch]:
    """Stretches grown over every token they touch, on both sides alike; those that then meet become one."""
    out: list[Stretch] = []
    queue = stretches[::-1]
    while queue:
        here = queue.pop()
        before = min(here.begin - out[-1].end, here.other - out[-1].other_end) if out else min(here.begin, here.other)
        after = (
            min(queue[-1].begin - here.end, queue[-1].other - here.other_end)
            if queue
            else min(len(left.origin) - here.end, len(right.origin) - here.other_end)
        )
        low, high = _reach(here, left, right)
        if not low and not high:
            out.append(here)
            continue
        if low > before and out:
            last = out.pop()
            queue.append(Stretch(last.begin, here.end, last.other, here.other_end))
        elif high > after and queue:
            following = queue.pop()
            queue.append(Stretch(here.begin, following.end, here.other, following.other_end))
        else:
            low, high = min(low, before), min(high, after)
            if not low and not high:
                out.append(here)
            else:
                queue.append(Stretch(here.begin - low, here.end + high, here.other - low, here.other_end + high))
    return out


def _reach(here: Stretch, left: Side, right: Side) -> tuple[int, int]:
    """How far a stretch must grow back and ahead to cover the tokens it touches."""
    low = high = 0
    for side, begin, end in ((left, here.begin, here.end), (right, here.other, here.other_end)):
        for token in _touching(side.tokens, begin, end):
            low = max(low, begin - token.begin)
            high = max(high, token.end - end)
    return low, high


def _touching(tokens: Sequence[Token], begin: int, end: int) -> Sequence[Token]:
    """Tokens that share a character with begin:end or hold it inside."""
    first = bisect_left(tokens, begin + 1, key=lambda t: t.end)
    last = first
    while last < len(tokens) and tokens[last].begin < end:
        last += 1
    if begin == end and first < len(tokens) and tokens[first].begin < begin:
        last = max(last, first + 1)
    return tokens[first:last]


def _swaps(here: Stretch, left: Side, right: Side) -> tuple[list[Substitution], int]:
    """The substitutions of one stretch and the characters of it that belong to none."""
    ours, theirs = _whole(left, here.begin, here.end), _whole(right, here.other, here.other_end)
    size, other_size = here.end - here.begin, here.other_end - here.other
    rest = size - sum(t.end - t.begin for t in ours), other_size - sum(t.end - t.begin for t in theirs)
    if ours and [t.kind for t in ours] == [t.kind for t in theirs] and max(rest) <= _LOOSE:
        pairs = [_substitution(a.kind, a.span, b.span, left, right) for a, b in zip(ours, theirs, strict=True)]
        return [p for p in pairs if p.text != p.other_text], sum(rest)
    if size and other_size:
        name = _named(here, left, right)
        return ([name], 0) if name else ([], size + other_size)
    one, empty = (ours, right) if size else (theirs, left)
    if len(one) == 1 and max(rest) == 0:
        at = _before(empty, here.other if size else here.begin)
        spans = (one[0].span, Span(at, at)) if size else (Span(at, at), one[0].span)
        return [_substitution(one[0].kind, *spans, left, right)], 0
    return [], size + other_size


def _whole(side: Side, begin: int, end: int) -> list[Token]:
    """The tokens of a stretch; the name in a token reaches back over the few characters of the stretch before it (建设路|小学 where the rule took 设路小学)."""
    out: list[Token] = []
    for token in _touching(side.tokens, begin, end):
        free = out[-1].end if out else begin
        if token.kind in ("place", "organisation") and 0 < token.begin - free <= _BODY_MORE:
            span = Span(side.origin[free], token.span.end)
            out.append(replace(token, begin=free, span=span) if _plain(side, span) else token)
        else:
            out.append(token)
    return out


def _named(here: Stretch, left: Side, right: Side) -> Substitution | None:
    """A swap of names that stand in no list: both sides end in a word for a unit or body, or one follows both."""
    if max(here.end - here.begin, here.other_end - here.other) > _NAME_MOST:
        return None
    one, two = _source(left, here.begin, here.end), _source(right, here.other, here.other_end)
    if not _plain(left, one) or not _plain(right, two):
        return None
    if is_person(left.reading, one) and is_person(right.reading, two):
        return _substitution("person", one, two, left, right)
    kind = kind_by_suffix(one.of(left.reading)) if max(len(one), len(two)) > 1 else None
    if kind and kind == kind_by_suffix(two.of(right.reading)):
        return _substitution(kind, one, two, left, right)
    tail, other_tail = (
        suffix_after(left.reading, one.end, _SUFFIX_NEAR),
        suffix_after(right.reading, two.end, _SUFFIX_NEAR),
    )
    if (
        tail is None
        or other_tail is None
        or tail.kind != other_tail.kind
        or tail.span.of(left.reading) != other_tail.span.of(right.reading)
    ):
        return None
    one, two = Span(one.start, tail.span.end), Span(two.start, other_tail.span.end)
    return _substitution(tail.kind, *_bodies(one, two, len(tail.span), left, right), left, right)


def _bodies(one: Span, two: Span, tail: int, left: Side, right: Side) -> tuple[Span, Span]:
    """Both names with one more equal character in front where a body has one character only (南昌市→南丰市 differ in 昌/丰)."""
    unit = (
        len(one) == len(two) == tail + 1
        and left.reading[one.start] in _UNIT_SIGNS
        and right.reading[two.start] in _UNIT_SIGNS
    )
    if unit or min(len(one), len(two)) - tail >= 2:
        return one, two
    a, b = left.reading[one.start - 1 : one.start], right.reading[two.start - 1 : two.start]
    return (Span(one.start - 1, one.end), Span(two.start - 1, two.end)) if a == b and "㐀" <= a <= "鿿" else (one, two)


def _plain(side: Side, span: Span) -> bool:
    """True for Chinese characters only, without break or sign between."""
    return re.fullmatch(r"[㐀-鿿]+", span.of(side.reading)) is not None


def _source(side: Side, begin: int, end: int) -> Span:
    return Span(side.origin[begin], side.origin[end - 1] + 1)


def _before(side: Side, at: int) -> int:
    return side.origin[at] if at < len(side.origin) else side.origin[-1] + 1


def _substitution(kind: SubstitutionClass, one: Span, two: Span, left: Side, right: Side) -> Substitution:
    return Substitution(kind, one.of(left.reading), one, two.of(right.reading), two)
