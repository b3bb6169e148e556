"""Which of two copies is likelier the original, as far as the texts tell; where signs speak against one another nothing is said."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from jingyan.model.reuse import ReuseText, Substitution
from jingyan.reuse.clusters import MASKED, version_of
from jingyan.reuse.leftovers import ForeignName, foreign_names
from jingyan.reuse.pairs import Found

Side = Literal["left", "right"]
_OTHER: Mapping[Side, Side] = {"left": "right", "right": "left"}
_PINYIN = re.compile(r"(?<=[㐀-鿿])[(（【\[]?[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{2,6}[)）】\]]?(?=[㐀-鿿])")
_HOLES = re.compile(r"[□�■]+")
_DATE = re.compile(r"((?:19|20)\d\d)\s*年\s*(\d{1,2})\s*月(?:\s*(\d{1,2})\s*日)?")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_MASK_SIGNS = re.compile("[Xx×＊*Ｘ○]")
_LETTERS = re.compile("[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{2}")
_CLOSING, _OPENING = 60, 120  # characters at the end and at the beginning where a date is the piece's own
_MASKS_LEAST = 3  # where nothing stands at its place on the other side, one mask may have been lost in editing
_DAMAGE_LEAST = 2  # one pinyin syllable may be a word (pm, ppt)


@dataclass(frozen=True, slots=True)
class _Damage:
    """What was done to one text that nobody does to his own."""

    masks: tuple[str, ...]
    pinyin: tuple[str, ...]
    holes: int


@dataclass(frozen=True, slots=True)
class _Time:
    """When one text was written, as far as it and its file's name tell."""

    date: tuple[int, ...] | None
    written: str
    year: int | None
    version: int


def mark_originals(found: Sequence[Found], texts: Sequence[ReuseText], readings: Mapping[str, str]) -> list[Found]:
    """`found` with the side that is likelier the original and why, on every pair that counts and where all signs agree."""
    out = []
    for one in found:
        if one.pair.counted == 0:
            out.append(one)
            continue
        reasons = _reasons(one, texts[one.first], texts[one.second], readings)
        sides = {side for side, _ in reasons}
        if len(sides) == 1:
            pair = replace(one.pair, original=sides.pop(), evidence=";".join(r for _, r in reasons) + "。")
            out.append(replace(one, pair=pair))
        else:
            out.append(one)
    return out


def _reasons(one: Found, left: ReuseText, right: ReuseText, readings: Mapping[str, str]) -> list[tuple[Side, str]]:
    """The sides that signs call the original, each with a sentence without its full stop."""
    names: dict[Side, str] = {"left": _called(left, right), "right": _called(right, left)}
    out: list[tuple[Side, str]] = []
    if left.role != right.role:
        side: Side = "left" if left.role == "reference" else "right"
        out.append((side, f"{names[side]}是参照材料,在前"))
    alignments = [a.alignment for a in one.aligned]
    if "renamed" in one.pair.relations:
        for side, forgotten in zip(_OTHER, foreign_names(alignments, readings), strict=True):
            if forgotten:
                out.append((_OTHER[side], f"{names[side]}里还留着对方的{_listed(forgotten)}"))
    if "partial" not in one.pair.relations:  # else what is wrong with the text may lie elsewhere in it
        swaps = [s for a in alignments for s in a.substitutions]
        damage = _damage(left, readings[left.source]), _damage(right, readings[right.source])
        for side, own, other in zip(_OTHER, damage, damage[::-1], strict=True):
            out += [(_OTHER[side], reason) for reason in _told(names[side], own, other, swaps, side)]
        if left.complete != right.complete:
            side = "right" if left.complete else "left"
            out.append((_OTHER[side], f"{names[side]}结尾有截断"))
    if "script" in one.pair.relations and (left.script == "simplified") != (right.script == "simplified"):
        side = "left" if right.script == "simplified" else "right"
        out.append((_OTHER[side], f"{names[side]}是繁体,像是由简体转换而来"))
    earlier = _earlier(one, left, right, readings)
    return [*out, *((side, reason.format(left=names["left"], right=names["right"])) for side, reason in earlier)]


def _told(name: str, own: _Damage, other: _Damage, swaps: Sequence[Substitution], side: Side) -> list[str]:
    """What was done to the one text and not to the other."""
    out = []
    if own.masks and not other.masks:
        both = [(s.text, s.other_text) if side == "left" else (s.other_text, s.text) for s in swaps]
        shown = next(((a, b) for a, b in both if a and b and MASKED.search(a)), None)
        if shown or len(own.masks) >= _MASKS_LEAST:
            sample = f"“{shown[1]}”写作“{shown[0]}”" if shown else f"如“{own.masks[0]}”"
            out.append(f"{name}把年份、数字等隐去了({sample})")
    if len(own.pinyin) >= _DAMAGE_LEAST and not other.pinyin:
        out.append(f"{name}里混进了拼音(如“{own.pinyin[0]}”)")
    if own.holes and not other.holes:
        out.append(f"{name}有缺字")
    return out


def _earlier(one: Found, left: ReuseText, right: ReuseText, readings: Mapping[str, str]) -> list[tuple[Side, str]]:
    """The side that dates and names of files call the earlier; the texts hold {left} and {right}."""
    ours, theirs = _time(left, readings[left.source]), _time(right, readings[right.source])
    out: list[tuple[Side, str]] = []
    if ours.date and theirs.date and (order := _before(ours.date, theirs.date)):
        out.append((order, f"{{left}}所署日期是{ours.written},{{right}}是{theirs.written}"))
    if ours.year and theirs.year and ours.year != theirs.year:
        side: Side = "left" if ours.year < theirs.year else "right"
        out.append((side, f"文件名中的年份是{{left}}{ours.year}年,{{right}}{theirs.year}年"))
    if ours.version != theirs.version and "renamed" not in one.pair.relations and left.unit == right.unit:
        side = "left" if ours.version < theirs.version else "right"
        out.append((side, f"按文件名,{{{_OTHER[side]}}}是后来的稿子"))
    return out


def _before(one: tuple[int, ...], two: tuple[int, ...]) -> Side | None:
    """Which date is the earlier by the parts that both have."""
    for a, b in zip(one, two, strict=False):
        if a != b:
            return "left" if a < b else "right"
    return None


def _called(text: ReuseText, other: ReuseText) -> str:
    name = text.source.rsplit("/", 1)[-1]
    same = name == other.source.rsplit("/", 1)[-1]
    return f"“{text.source if same and text.source != other.source else name}”" + (
        f"第{text.piece}篇" if text.source == other.source or text.piece != "1" else ""
    )


def _listed(forgotten: Sequence[ForeignName]) -> str:
    """“南昌市”2处 (别处已改为“九江市”)"""
    counts: dict[tuple[str, str], int] = {}
    for f in forgotten:
        counts[f.name, f.expected] = counts.get((f.name, f.expected), 0) + 1
    return "、".join(f"“{name}”{n}处(别处已改为“{to}”)" for (name, to), n in list(counts.items())[:3])


def _damage(text: ReuseText, reading: str) -> _Damage:
    own = reading[text.folded.origin[0] : text.folded.origin[-1] + 1]
    masks = MASKED.findall(own) if _MASK_SIGNS.search(own) else []
    pinyin = _PINYIN.findall(own) if _LETTERS.search(own) else []
    return _Damage(tuple(masks), tuple(pinyin), len(_HOLES.findall(own)))


def _time(text: ReuseText, reading: str) -> _Time:
    origin = text.folded.origin
    dated = _own_date(reading, origin[0], min(len(reading), origin[-1] + 3))
    years = _YEAR.findall(text.source)
    return _Time(
        tuple(int(g) for g in dated.groups() if g) if dated else None,
        re.sub(r"\s", "", dated.group()) if dated else "",
        int(years[-1]) if years else None,
        version_of(text),
    )


def _own_date(reading: str, begin: int, end: int) -> re.Match[str] | None:
    """The date that a piece is signed with: on a line of its own, or in brackets, at the end or the beginning."""
    for low, high in ((max(begin, end - _CLOSING), end), (begin, min(end, begin + _OPENING))):
        for match in _DATE.finditer(reading, low, high):
            line = reading[reading.rfind("\n", 0, match.start()) + 1 : match.start()]
            after = reading[match.end() : match.end() + 1]
            if (not line.strip() or line.rstrip().endswith(("(", "（"))) and after in ("", "\n", "\r", ")", "）", " "):
                return match
    return None
