"""What was swapped inside an aligned passage: figures, dates, places, organisations, persons, as whole words on both sides."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, get_args

from jingyan.model.reuse import Substitution, SubstitutionClass
from jingyan.model.span import Span
from jingyan.reuse.differing import Changed, differing
from jingyan.reuse.tokens import ALL, LEVEL_SIGNS, Side, Spotted, Token, side_of, with_more
from jingyan.zh.names import has_surname, is_person, kind_by_suffix, name_body, suffix_after

_NAME_MOST = 12  # a swapped name is not longer than this; longer stretches are rewritten text
PROPER: tuple[SubstitutionClass, ...] = ("place", "organisation", "person")
_LOOSE = 4  # so many characters beside the names of a stretch are still a swap and not new text
_BODY_MORE = 3  # a name may have so many characters more than the rules of zh.names take
_SURNAME_BACK = 2  # 王小川→王小明 differ in their last character
# What persons do at meetings: right behind a name of nobody's title.
_ACTS = re.compile(
    "宣布|宣读|宣誓|主持|致[^。,，\n]{0,3}[辞词]|[作做]了?[^。,，\n]{0,8}(?:讲话|发言|报告|汇报|介绍|动员|总结)"
    "|在[^。,，\n]{0,8}(?:讲话|致辞|发言|报告|汇报)[中时里]|代表[^。,，\n]{1,12}(?:发言|致辞|讲话|宣誓)|(?:出席|参加)[^。,，\n]{0,12}(?:活动|仪式|会议|大会|讲话|致辞)"
    "|(?:为|向)[^。,，\n]{1,12}(?:颁|授|揭|赠)|发言|发表讲话|指出|强调|表示|说[,，:：]|介绍说"
)
# What hamlets are called after, behind two characters; 一道坝, 那条沟, 门前的坡 name none.
_HAMLET = re.compile(
    "[^一二两三四五六七八九十几每各这那了的在是有到道条][^条道个座片口处面段的了在大小][沟坪岭湾坝坡塘冲垭坳梁岗洼屯寨庄峪塬]"
)
_CALLS = "老小"
# Words that 老 and 小 make with characters that are surnames too, and what follows where one is no name (小李庄, 老王村).
_NO_SURNAMES: Mapping[str, str] = {"老": "汤童酒路", "小": "麦米段石童毛苗宫席项贺牛马梁江温葛查汤池侯余金柳梅"}
_CALLED_NOT = tuple("村庄镇乡屯寨沟家湾")
_UNIT_SIGNS = "省市县区州镇乡村校"  # 县教育局→区教育局 has no more body than this
_BARE_MOST = 5  # characters of a name that no rule finds
_KIND_SIGNS: Mapping[SubstitutionClass, str] = {k: chr(0xE000 + i) for i, k in enumerate(get_args(SubstitutionClass))}
_COMMA = "、"  # before a name in a list: folding drops it, but the items of two lists stand side by side by it
_SIGNS = 0xF0000  # the first of the private signs that stand for tokens
_SUFFIX_NEAR = 3  # how far behind the swapped characters the word may begin that makes them a name (长风|初级中学)


class Stretch(NamedTuple):
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
    worded: tuple[str, str],
    left_origin: Sequence[int],
    right_origin: Sequence[int],
    left_reading: str,
    right_reading: str,
) -> Swaps:
    """What was swapped in a passage. `worded` are its folded characters on both sides, the origins give the place of each in the Source.

    Figures, dates and names are compared as wholes, so that 第三中学 and 明德中学 never share their end. Names that the first look finds by what they are
    swapped with, and the short forms of places (青禾 of 青禾县), are names wherever they stand, which a second look sees.
    """
    left, right = side_of(left_reading, left_origin), side_of(right_reading, right_origin)
    known: dict[_Touched, _Told] = {}
    swaps, unclear = _compare(worded, left, right, known)
    if unclear and swaps.substitutions:
        more = (
            _learned(left, {s.text: s.kind for s in swaps.substitutions}),
            _learned(right, {s.other_text: s.kind for s in swaps.substitutions}),
        )
        if any(more):
            left, right = (with_more(s, m) if m else s for s, m in zip((left, right), more, strict=True))
            swaps, _ = _compare(worded, left, right, known)
    return swaps


_Touched = tuple[Stretch, Sequence[Token], Sequence[Token]]  # a stretch and the tokens of both sides that it touches
_Told = tuple[list[Substitution], int]  # its substitutions and the characters of it that belong to none


def frame(worded: str, reading: str, origin: Sequence[int]) -> str:
    """Folded characters with one sign for each figure, date and name, the same for all of a kind: what a renamed copy keeps."""
    out, at = [], 0
    for token in side_of(reading, origin).tokens:
        out += [worded[at : token.begin], _KIND_SIGNS[token.kind]]
        at = token.end
    return "".join([*out, worded[at:]])


def _compare(worded: tuple[str, str], left: Side, right: Side, known: dict[_Touched, _Told]) -> tuple[Swaps, bool]:
    """The swaps between the two sides, and whether anything else of Chinese on both sides differs. `known` keeps what was told of each stretch: most are the
    same in the second look.
    """
    found: list[Substitution] = []
    residue, unclear = 0, False
    for raw in _landed(_stretches(worded, left, right), worded):
        here = _trimmed(raw, worded, left, right)
        touched = here, _touching(left, here.begin, here.end), _touching(right, here.other, here.other_end)
        if touched not in known:
            known[touched] = _swaps(touched, left, right)
        swaps, rest = known[touched]
        found += swaps
        residue += rest
        unclear |= rest > 0
    names = min(len(left.tokens), len(right.tokens))
    proper = min(sum(t.kind in PROPER for t in side.tokens) for side in (left, right))
    return Swaps(tuple(found), names, proper, residue), unclear


def _stretches(worded: tuple[str, str], left: Side, right: Side) -> Iterator[Stretch]:
    """Where the sides differ when each token is one sign: equal for equal tokens."""
    signs: dict[str, str] = {}
    (one, ways), (two, other_ways) = (_signed(w, s, signs) for w, s in zip(worded, (left, right), strict=True))
    joined: list[Changed] = []
    for changed in differing(one, two):
        last = joined[-1] if joined else None
        if last and last[1] == changed[0] and last[3] == changed[2]:
            joined[-1] = (last[0], changed[1], last[2], changed[3])
        else:
            joined.append(changed)
    if joined:
        begins, ends, others, other_ends = zip(*joined, strict=True)
        yield from map(
            Stretch,
            _folded_places(ways, begins),
            _folded_places(ways, ends),
            _folded_places(other_ways, others),
            _folded_places(other_ways, other_ends),
        )


def _landed(stretches: Iterable[Stretch], worded: tuple[str, str]) -> Iterator[Stretch]:
    """The stretches, with one that begins a name and one that is its landform joined over the character both names have between (柳树沟→松树坪)."""
    last: Stretch | None = None
    for here in stretches:
        if (
            last
            and (last.end + 1, last.other_end + 1, last.begin + 1, last.other + 1)
            == (here.begin, here.other, last.end, last.other_end)
            and (here.end, here.other_end) == (here.begin + 1, here.other + 1)
            and _HAMLET.fullmatch(worded[0], last.begin, here.end)
            and _HAMLET.fullmatch(worded[1], last.other, here.other_end)
        ):
            last = Stretch(last.begin, here.end, last.other, here.other_end)
            continue
        if last:
            yield last
        last = here
    if last:
        yield last


def _trimmed(here: Stretch, worded: tuple[str, str], left: Side, right: Side) -> Stretch:
    """The stretch without what both sides begin with, up to a place where no token of either is cut (a name that the rules found on one side only)."""
    if here.begin == here.end or here.other == here.other_end or worded[0][here.begin] != worded[1][here.other]:
        return here
    one, two = worded[0][here.begin : here.end], worded[1][here.other : here.other_end]
    same = next((i for i, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
    while same and (_cuts(left, here.begin + same) or _cuts(right, here.other + same)):
        same -= 1
    return Stretch(here.begin + same, here.end, here.other + same, here.other_end)


def _cuts(side: Side, at: int) -> bool:
    return any(t.begin < at < t.end for t in _touching(side, at, at))


Ways = tuple[list[int], list[int]]  # from each place of a signed text on, how far the folded place lies ahead


def _signed(text: str, side: Side, signs: dict[str, str]) -> tuple[str, Ways]:
    """The folded text with one private sign for each token, and the way back to folded places."""
    parts: list[str] = []
    begins, ahead = [0], [0]
    at = more = 0
    for _, start, _, begin, end in side.tokens:
        parts.append(text[at:begin])
        if start and side.reading[start - 1] == "、":
            parts.append(_COMMA)
            more -= 1
            begins.append(begin - more)
            ahead.append(more)
        word = text[begin:end]
        parts.append(signs.get(word) or signs.setdefault(word, chr(_SIGNS + len(signs))))
        more += end - begin - 1
        begins.append(end - more)
        ahead.append(more)
        at = end
    parts.append(text[at:])
    return "".join(parts), (begins, ahead)


def _folded_places(ways: Ways, places: Sequence[int]) -> Iterator[int]:
    """The folded places of ascending `places` of a signed text."""
    begins, ahead = ways
    at = 0
    for place in places:
        at = bisect_right(begins, place, at) - 1
        yield place + ahead[at]


def _learned(side: Side, names: Mapping[str, SubstitutionClass]) -> list[Spotted]:
    """Where the names, and the short forms of places among them, stand outside the tokens of the side."""
    known: dict[str, SubstitutionClass] = {}
    for name, kind in names.items():
        if kind in PROPER and len(name) > 1:
            known[name] = kind
            body = name_body(name, kind)
            if len(body) > 1:  # 青禾 of 青禾县, 河东 of 河东小学
                known.setdefault(body, "place")
    if not known or not side.origin:
        return []
    begins = [t.start for t in side.tokens]
    out: list[Spotted] = []
    for span in _named_places(side, known):
        near = bisect_left(begins, span.end) - 1
        if (
            near < 0
            or side.tokens[near].stop <= span.start
            or (side.tokens[near].kind in PROPER and len(side.tokens[near].span) < len(span))
        ):
            out.append((known[span.of(side.reading)], span.start, span.end))
    return out


def _named_places(side: Side, names: Iterable[str]) -> Iterator[Span]:
    """Where `names` stand in the side, the longest at each place, none overlapping (a pattern for every passage would take longer to compile than to search)."""
    low, high = side.origin[0], side.origin[-1] + 1
    found = []
    for name in names:
        at = side.reading.find(name, low, high)
        while at >= 0:
            found.append((at, -len(name)))
            at = side.reading.find(name, at + 1, high)
    done = low
    for at, size in sorted(found):
        if at >= done:
            done = at - size
            yield Span(at, done)


def _touching(side: Side, begin: int, end: int) -> Sequence[Token]:
    """Tokens of the side that share a character with begin:end or hold it inside."""
    tokens = side.tokens
    first = last = bisect_left(side.ends, begin + 1)
    while last < len(tokens) and tokens[last].begin < end:
        last += 1
    if begin == end and first < len(tokens) and tokens[first].begin < begin:
        last = max(last, first + 1)
    return tokens[first:last]


def _swaps(touched: _Touched, left: Side, right: Side) -> _Told:
    """What is told of one stretch; of the sides only their readings and origins are asked."""
    here, ours, theirs = touched
    ours, theirs = _whole(left, here.begin, ours), _whole(right, here.other, theirs)
    rest = _rest(here, ours, theirs)
    if (ours or theirs) and max(rest) <= _LOOSE:
        if [t.kind for t in ours] == [t.kind for t in theirs]:
            return _paired(ours, theirs, left, right), sum(rest)
        if min(here.end - here.begin, here.other_end - here.other) > 0 and (name := _named(here, left, right)):
            return [name], 0
        if name := _lone(here, ours, theirs, left, right):
            return [name], 0
        return _uneven(here, ours, theirs, left, right), sum(rest)
    if here.begin < here.end and here.other < here.other_end and (name := _named(here, left, right)):
        return [name], 0
    return _at_ends(here, ours, theirs, left, right)


def _rest(here: Stretch, ours: Sequence[Token], theirs: Sequence[Token]) -> tuple[int, int]:
    """The characters of both sides outside tokens."""
    return (
        here.end - here.begin - sum([t.end - t.begin for t in ours]),
        here.other_end - here.other - sum([t.end - t.begin for t in theirs]),
    )


def _paired(ours: Sequence[Token], theirs: Sequence[Token], left: Side, right: Side) -> list[Substitution]:
    pairs = [_substitution(a.kind, a.span, b.span, left, right) for a, b in zip(ours, theirs, strict=True)]
    return [p for p in pairs if p.text != p.other_text]


def _at_ends(
    here: Stretch, ours: Sequence[Token], theirs: Sequence[Token], left: Side, right: Side
) -> tuple[list[Substitution], int]:
    """What a rewritten stretch begins and ends in, where both sides have tokens of one kind there; all else of it belongs to none."""
    if not ours or not theirs:
        return [], here.end - here.begin + here.other_end - here.other
    first = last = 0
    at, other = here.begin, here.other
    for a, b in zip(ours, theirs, strict=False):
        if a.kind != b.kind or a.begin != at or b.begin != other:
            break
        first, at, other = first + 1, a.end, b.end
    end, other_end = here.end, here.other_end
    for a, b in zip(reversed(ours[first:]), reversed(theirs[first:]), strict=False):
        if a.kind != b.kind or a.end != end or b.end != other_end:
            break
        last, end, other_end = last + 1, a.begin, b.begin
    swapped = _paired(
        (*ours[:first], *ours[len(ours) - last :]), (*theirs[:first], *theirs[len(theirs) - last :]), left, right
    )
    return swapped, end - at + other_end - other


def _lone(
    here: Stretch, ours: Sequence[Token], theirs: Sequence[Token], left: Side, right: Side
) -> Substitution | None:
    """A name that fills its side, against a few characters that the rules know no name in."""
    if len(ours) + len(theirs) != 1 or max(here.end - here.begin, here.other_end - here.other) > _NAME_MOST:
        return None
    token = (*ours, *theirs)[0]
    low, high = sorted((here.end - here.begin, here.other_end - here.other))
    if token.kind not in PROPER or token.end - token.begin not in (low, high) or low < 2:
        return None
    one, two = _source(left, here.begin, here.end), _source(right, here.other, here.other_end)
    bare = two.of(right.reading) if ours else one.of(left.reading)
    if not _plain(left, one) or not _plain(right, two) or bare[0] in ALL or len(bare) > _BARE_MOST:
        return None
    # A name with a character lost or put in has others in common with what it was; 青禾县 and 白水县 only the word for the unit.
    name = token.span.of(left.reading if ours else right.reading)
    if not set(bare).isdisjoint(name[:-1]) or (bare[-1] != name[-1] and name[-1] in _UNIT_SIGNS):
        return None
    return _substitution(token.kind, one, two, left, right)


def _uneven(
    here: Stretch, ours: Sequence[Token], theirs: Sequence[Token], left: Side, right: Side
) -> list[Substitution]:
    """Tokens paired with the next of their kind on the other side; those without one stand on one side only."""
    out: list[Substitution] = []
    queue = list(theirs)
    for token in ours:
        at = next((i for i, other in enumerate(queue) if other.kind == token.kind), None)
        if at is None:
            place = _before(right, queue[0].begin if queue else here.other_end)
            out.append(_substitution(token.kind, token.span, Span(place, place), left, right))
            continue
        for other in queue[:at]:
            place = left.origin[token.begin]
            out.append(_substitution(other.kind, Span(place, place), other.span, left, right))
        out.append(_substitution(token.kind, token.span, queue[at].span, left, right))
        queue = queue[at + 1 :]
    for other in queue:
        place = _before(left, here.end)
        out.append(_substitution(other.kind, Span(place, place), other.span, left, right))
    return [s for s in out if s.text != s.other_text]


def _whole(side: Side, begin: int, touched: Sequence[Token]) -> Sequence[Token]:
    """The tokens of a stretch that begins at `begin`; the name in a token reaches back over the few characters of the stretch before it (建设路|小学 where the rule took 设路小学)."""
    out: list[Token] = []
    for token in touched:
        free = out[-1].end if out else begin
        if token.kind in ("place", "organisation") and 0 < token.begin - free <= _BODY_MORE:
            span = Span(side.origin[free], token.stop)
            out.append(token._replace(begin=free, start=span.start) if _plain(side, span) else token)
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
    level = len(one) == len(two) == 1 and {one.of(left.reading), two.of(right.reading)} <= LEVEL_SIGNS
    if level and left.reading[one.start - 1 : one.start] in ALL:
        return _substitution("place", one, two, left, right)  # 全区→全县
    for back in range(_SURNAME_BACK + 1):
        spans = Span(one.start - back, one.end), Span(two.start - back, two.end)
        if back and left.reading[spans[0].start : one.start] != right.reading[spans[1].start : two.start]:
            break
        if is_person(left.reading, spans[0]) and is_person(right.reading, spans[1]):
            return _substitution("person", *spans, left, right)
        if _is_acting(left.reading, spans[0], right.reading, spans[1]):
            return _substitution("person", *spans, left, right)
    if all(_HAMLET.fullmatch(span.of(side.reading)) for span, side in ((one, left), (two, right))):
        return _substitution("place", one, two, left, right)
    if called := _called(one, two, left.reading, right.reading):
        return _substitution("person", *called, left, right)
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
        return _substitution("place", one, two, left, right) if level else None
    one, two = Span(one.start, tail.span.end), Span(two.start, other_tail.span.end)
    return _substitution(tail.kind, *_bodies(one, two, len(tail.span), left, right), left, right)


def _is_acting(left: str, one: Span, right: str, two: Span) -> bool:
    """True for a surname and a given name on both sides before one and the same thing that persons do; surnames that are words (方案, 高校) need one that is none."""
    names = one.of(left), two.of(right)
    if not all(len(n) in (2, 3) and has_surname(n) for n in names) or not any(
        has_surname(n, words=False) for n in names
    ):
        return False
    ours, theirs = _ACTS.match(left, one.end), _ACTS.match(right, two.end)
    return ours is not None and theirs is not None and ours.group()[:2] == theirs.group()[:2]


def _called(one: Span, two: Span, left: str, right: str) -> tuple[Span, Span] | None:
    """老谭→老姚: surnames swapped behind one and the same 老 or 小, which is no part of a longer word; None for anything else."""
    if len(one) != 1 or len(two) != 1:
        return None
    before, behind = left[one.start - 1 : one.start], left[one.end : one.end + 1]
    if before not in _CALLS or before == "" or right[two.start - 1 : two.start] != before:
        return None
    names = one.of(left), two.of(right)
    if any(n in _NO_SURNAMES[before] or not has_surname(n, words=False) for n in names) or behind in _CALLED_NOT:
        return None
    return Span(one.start - 1, one.end), Span(two.start - 1, two.end)


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
    return _CHINESE.fullmatch(side.reading, span.start, span.end) is not None


_CHINESE = re.compile(r"[㐀-鿿]+")


def _source(side: Side, begin: int, end: int) -> Span:
    return Span(side.origin[begin], side.origin[end - 1] + 1)


def _before(side: Side, at: int) -> int:
    return side.origin[at] if at < len(side.origin) else side.origin[-1] + 1


def _substitution(kind: SubstitutionClass, one: Span, two: Span, left: Side, right: Side) -> Substitution:
    return Substitution(kind, one.of(left.reading), one, two.of(right.reading), two)
