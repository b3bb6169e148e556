"""Place, organisation and person names, found by a gazetteer and by their shapes; knows nothing of what they are used for."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from jingyan.model.span import Span

NameKind = Literal["place", "organisation", "person"]

# Characters that stand right before a name rather than in its first two characters.
_OUTSIDE = frozenset(
    "的了在和与及或对向从由为是被把将给让等各该本我其每这那到按经以并且但却也都又再就还则因使令叫请赴至距离所个全报市县区镇乡省州"
)
_BODY = 2  # most unit and school names have two characters before the suffix (青禾县, 明德小学)
_ALONE = 4  # a suffix of so many characters (中心小学) names a school by itself right behind a place
_ORDINAL = re.compile(r"第[一二三四五六七八九十百\d]{1,3}$")
_UNIT = "省市县区州盟旗"
# Bodies that many schools of the country have.
_COMMON_BODIES = frozenset(
    ("实验", "中心", "希望", "城关", "附属", "直属", "机关", "城区", "城东", "城西", "城南", "城北")
)


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """A name in a text, code points half-open."""

    span: Span
    kind: NameKind


@dataclass(frozen=True, slots=True)
class _Shapes:
    """Compiled names.toml and places.toml."""

    gazetteer: dict[str, tuple[str, ...]]
    heads: re.Pattern[str]
    unit: re.Pattern[str]
    whole: re.Pattern[str]
    bodied: re.Pattern[str]
    person: re.Pattern[str]
    denied_unit: frozenset[str]
    denied_body: frozenset[str]
    words: frozenset[str]
    not_after: str


def find_names(text: str, begin: int = 0, end: int | None = None) -> tuple[Name, ...]:
    """Names in text[begin:end], in order, none overlapping: places of the gazetteer first, then persons, units, organisations by their shapes."""
    end = len(text) if end is None else end
    shapes = _shapes()
    taken = bytearray(end - begin)
    found: list[Name] = []

    def take(names: Iterator[Name]) -> None:
        for name in names:
            low, high = name.span.start - begin, name.span.end - begin
            if not any(taken[low:high]):
                taken[low:high] = b"\1" * (high - low)
                found.append(name)

    take(_known(text, begin, end, shapes))
    take(_persons(shapes.person.finditer(text, begin, end)))
    units = (
        m
        for m in shapes.unit.finditer(text, begin, end)
        if text[m.end() : m.end() + 1] not in shapes.not_after or m.end() >= len(text)
    )
    take(_bodied(text, begin, taken, "place", units, shapes.denied_unit, shapes.words))
    take(Name(Span(*m.span()), "organisation") for m in shapes.whole.finditer(text, begin, end))
    take(
        _bodied(
            text,
            begin,
            taken,
            "organisation",
            shapes.bodied.finditer(text, begin, end),
            shapes.denied_body,
            shapes.words,
        )
    )
    return tuple(sorted(found, key=lambda name: name.span.start))  # as they do not overlap


def suffix_after(text: str, at: int, reach: int = 8) -> Name | None:
    """The unit or organisation word that the name standing right before `at` ends in: its kind and the span from `at` to the word's end; None if a
    character that is not Chinese comes first or none is found within `reach` characters.
    """
    shapes = _shapes()
    word = _WORDS.match(text, at, at + reach + 8)
    stretch = word.end() if word else at
    if at < stretch and text[at] in _UNIT + "镇乡村":
        return Name(Span(at, at + 1), "place")
    best: Name | None = None
    for pattern in (shapes.whole, shapes.bodied):
        match = pattern.search(text, at, stretch)
        if match and match.start() - at <= reach // 2 and (best is None or match.start() < best.span.end):
            best = Name(Span(at, match.end()), "organisation")
            break
    return best


def kind_by_suffix(text: str) -> NameKind | None:
    """What `text` as a whole names, by the word it ends in (县政府, 第三中学: organisation; 青禾县: place), or None."""
    shapes = _shapes()
    for pattern in (shapes.whole, shapes.bodied):
        if any(m.end() == len(text) for m in pattern.finditer(text)):
            return None if _ends_in(text, 0, len(text), shapes.denied_body) else "organisation"
    if text and text[-1] in _UNIT + "镇乡村" and not _ends_in(text, 0, len(text), shapes.denied_unit):
        return "place"
    return "place" if text in shapes.gazetteer.get(text[:2], ()) else None


def is_person(text: str, span: Span) -> bool:
    """True if the characters at `span` can be a surname with a given name and a title stands right before or behind them."""
    row, name = _rows()["person"], span.of(text)
    if len(name) not in (2, 3) or name[0] not in row["surnames"] + row["rarer"] or not _WORDS.fullmatch(name):
        return False
    before = (*row["before"], *row["beside"])
    return text.endswith(before, 0, span.start) or text.startswith(tuple(row["after"]), span.end)


def has_surname(name: str, *, words: bool = True) -> bool:
    """True if `name` begins with a surname; without `words` those that are common words too (方, 高, 白) are none."""
    row = _rows()["person"]
    return name != "" and name[0] in row["surnames"] + (row["rarer"] if words else "")


def is_own_name(text: str, kind: str) -> bool:
    """True if `text` names one place, body or person and not any of its kind: 青禾县 but not 全县, 明德小学 but not 第二小学, 县教育局 or 中心小学."""
    if kind == "place" and text in _shapes().gazetteer.get(text[:2], ()):
        return True
    return len(name_body(text, kind)) >= _BODY


def name_body(text: str, kind: str) -> str:
    """What is a name's own, without the word for what it names (青禾 of 青禾县, 明德 of 县明德小学); "" where nothing is (县教育局, 第二小学), a person's whole name."""
    if kind == "person":
        return text
    if kind == "place":
        return text[:-1] if len(text) > _BODY and text[-1] in _UNIT + "镇乡村" else ""
    body = text.lstrip(_UNIT + "镇乡村")
    for pattern in (_shapes().whole, _shapes().bodied):
        suffix = next((m for m in pattern.finditer(body) if m.end() == len(body)), None)
        if suffix:
            body = body[: suffix.start()]
            break
    return "" if _ORDINAL.match(body) or body in _COMMON_BODIES else body


def places() -> tuple[str, ...]:
    """All names of the gazetteer, full and short ones, longest first."""
    table = tomllib.loads(files(__package__).joinpath("places.toml").read_text("utf-8"))
    names: set[str] = set()
    for province in table["province"]:
        names.add(province["name"])
        names.update(province["whole"].split())
        names.add(_PROVINCE_END.sub("", province["name"]))
        for field, suffix in (("cities", "市"), ("towns", "市"), ("counties", "县"), ("districts", "区")):
            stems = province[field].split()
            names.update(stem if stem.endswith(suffix) else stem + suffix for stem in stems if len(stem + suffix) > 1)
            if field == "cities":
                names.update(stems)
    return tuple(sorted(names - set(table["ambiguous"].split()), key=lambda n: (-len(n), n)))


_WORDS = re.compile(r"[㐀-鿿]+")
_PROVINCE_END = re.compile(r"(?:省|市|(?:壮族|回族|维吾尔)?自治区|特别行政区)$")


def _known(text: str, begin: int, end: int, shapes: _Shapes) -> Iterator[Name]:
    """Places of the gazetteer, the longest at each place; a look-up of two characters where both can begin a name, because one pattern of all names is slow."""
    free = begin
    for match in shapes.heads.finditer(text, begin, end):
        at = match.start()
        if at < free:
            continue
        for name in shapes.gazetteer.get(text[at : at + 2], ()):
            if text.startswith(name, at, end):
                free = at + len(name)
                yield Name(Span(at, free), "place")
                break


def _heads(gazetteer: Iterable[str]) -> re.Pattern[str]:
    """A pattern of each character that begins a head of the gazetteer before one that ends a head."""
    first, second = ("".join(sorted({head[k] for head in gazetteer})) for k in (0, 1))
    return re.compile(f"[{first}](?=[{second}])")


def _by_head(names: Sequence[str]) -> dict[str, tuple[str, ...]]:
    out: dict[str, tuple[str, ...]] = {}
    for name in names:
        out[name[:2]] = (*out.get(name[:2], ()), name)
    return out


def _persons(matches: Iterator[re.Match[str]]) -> Iterator[Name]:
    for match in matches:
        group = "first" if match["first"] else "second"
        if not match[group].startswith(_denied_persons()):
            yield Name(Span(*match.span(group)), "person")


def _bodied(
    text: str,
    begin: int,
    taken: bytearray,
    kind: NameKind,
    matches: Iterator[re.Match[str]],
    denied: frozenset[str],
    words: frozenset[str] = frozenset(),
) -> Iterator[Name]:
    """Names made of a body before the matched suffix; a long suffix right behind another name (石门市|中心小学) needs none."""
    for match in matches:
        at = match.start()
        low = max(begin, at - 4)
        ordinal = _ORDINAL.search(text, low, at) if kind == "organisation" and "第" in text[low:at] else None
        if ordinal:
            low = ordinal.start()
        else:
            low = at
            while (
                low > max(begin, at - _BODY)
                and not taken[low - 1 - begin]
                and text[low - 1] not in _OUTSIDE
                and "㐀" <= text[low - 1] <= "鿿"
            ):
                low -= 1
        alone = match.end() - at >= _ALONE and at > begin and bool(taken[at - 1 - begin])
        if (
            (at - low < _BODY and not ordinal and not alone)
            or text[low:at] in words
            or _ends_in(text, low, match.end(), denied)
        ):
            continue
        yield Name(Span(low, match.end()), kind)


def _ends_in(text: str, begin: int, end: int, words: frozenset[str]) -> bool:
    """True if text[begin:end] ends in one of many `words`."""
    return any(text[k:end] in words for k in range(begin, end))


@cache
def _rows() -> dict[str, dict[str, Any]]:
    raw = tomllib.loads(files(__package__).joinpath("names.toml").read_text("utf-8"))
    return {row["kind"]: row for row in raw["row"]}


@cache
def _denied_persons() -> tuple[str, ...]:
    return tuple(_rows()["person"]["denied"])


def _any(words: Sequence[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)))


@cache
def _shapes() -> _Shapes:
    rows = _rows()
    place, body, person = rows["place"], rows["organisation"], rows["person"]
    named = f"[{person['surnames']}]"
    given = r"[㐀-鿿]{1,2}"
    gazetteer = _by_head(places())
    return _Shapes(
        gazetteer,
        _heads(gazetteer),
        re.compile(_any(place["suffixes"])),
        re.compile(_any(body["whole"])),
        re.compile(_any(body["suffixes"])),
        re.compile(
            rf"(?:{_any(person['before'])})[:：]?(?P<first>{named}{given})(?![㐀-鿿])|(?P<second>{named}{given})(?=(?:副)?(?:{_any(person['after'])}))"
        ),
        frozenset(place["denied"]),
        frozenset(body["denied"]),
        frozenset(body["words"].split()),
        body["not_after"],
    )
