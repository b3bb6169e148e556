"""Names of another unit in a unit's text: those that a renamed copy kept, and offices of another county that the text names as its own."""

import re
from collections.abc import Iterator, Sequence

from jingyan.check.page import Page, Relation
from jingyan.model.span import Span
from jingyan.model.structure import Piece
from jingyan.zh.names import find_names, is_own_name

_RENAMED_LEAST = 2
"""So many times the unit's name was put in place of the other's in a renamed copy."""
_STANDING_MOST = 3
"""A name that stands more often is meant (a partner, a neighbour)."""
_PARTNER = re.compile(
    r"(?:学习|考察|借鉴|观摩|取经|赴|到|往|来自|参观|访问|引进|邀请|对口|结对|合作|联合|帮扶|支援|协作|共建|毗邻|相邻|接壤|交界|东[临接邻与]|西[临接邻与]|南[临接邻与]|北[临接邻与]|距|籍|原|划归|撤销|获|荣获|与|和|同|及|向|在|由|、|被|[“(《])[^。;;\n,,]{0,10}$"
)


def renamed_units(
    text: str, piece: Piece, other: Piece, changed: Sequence[tuple[str, str]]
) -> Iterator[tuple[Span, str, str]]:
    """(place, name, the piece's own name) wherever `piece` names the unit of `other`, whose text it took over.

    `changed` are the places of the two texts that stand for one another (ours, theirs); both names are those that title and organisation give.
    """
    ours, theirs = _units(piece), _units(other)
    for name in theirs:
        for own in ours:
            if own[-1] != name[-1] or own in theirs or name in ours or name in own:
                continue
            if changed.count((own, name)) < _RENAMED_LEAST:
                continue
            found = [
                Span(*m.span())
                for m in re.finditer(re.escape(name), text[: piece.body.end])
                if m.start() >= piece.body.start and not _PARTNER.search(text, max(0, m.start() - 16), m.start())
            ]
            if 0 < len(found) <= _STANDING_MOST:
                yield from ((span, name, own) for span in found)


_SCHOOL = re.compile(r"[\u4e00-\u9fff]{2,}(?:小学|中学|学校|幼儿园)$")
_SCHOOLS_LEAST = 3
"""So many schools of the other unit got other names in a copy whose every school should have been renamed."""


def renamed_schools(text: str, piece: Piece, changed: Sequence[tuple[str, str]]) -> Iterator[tuple[Span, str, str]]:
    """(place, name, what stands for it elsewhere) wherever `piece` names a school that it renamed in another place; `changed` are the organisations of the two texts (ours, theirs)."""
    schools = {theirs: ours for ours, theirs in changed if _SCHOOL.search(theirs) and ours and ours != theirs}
    if len(schools) < _SCHOOLS_LEAST:
        return
    own = set(schools.values())
    for name, ours in schools.items():
        if name in own or not is_own_name(name, "organisation") or any(name in o for o in own):
            continue
        found = [
            Span(*m.span())
            for m in re.finditer(re.escape(name), text[: piece.body.end])
            if m.start() >= piece.body.start and not _PARTNER.search(text, max(0, m.start() - 16), m.start())
        ]
        if 0 < len(found) <= _STANDING_MOST:
            yield from ((span, name, ours) for span in found)


def _units(piece: Piece) -> tuple[str, ...]:
    """The places that title and organisation name."""
    words = f"{piece.organisation or ''}。{piece.title}"
    places = (n.span.of(words) for n in find_names(words) if n.kind == "place")
    return tuple(dict.fromkeys(p for p in places if is_own_name(p, "place")))


_OFFICE = re.compile(
    r"(?<![\u4e00-\u9fff、(“《])(?P<name>[\u4e00-\u9fff]{2,3}[县区旗])(?:[\u4e00-\u9fff]{2,4}局|人民政府|[县区]委|[县区]政府)(?=[\u4e00-\u9fff])"
)
_NO_COUNTY = re.compile(r"[全各本我该外邻贫]|[新城辖园社学校片郊库景老牧自]区$|开发区|治区|试验区|小区|地区|农区|山区")


def foreign_office(page: Page) -> Iterator[Relation]:
    """青禾县城管局取缔了…, in a report of 罗川县: an office of another county that acts as one of the unit's own."""
    for piece in page.pieces:
        head = f"{page.text[piece.span.start : piece.body.start]} {piece.organisation or ''} {piece.title}"
        own = {n.span.of(head) for n in find_names(head) if n.kind == "place"}
        if not any(o[-1] in "县区旗" for o in own):
            continue
        body = page.text[piece.body.start : piece.body.end]
        for match in _OFFICE.finditer(body):
            name = match["name"]
            other = not any(name in o or o in name for o in own) and not _NO_COUNTY.search(name)
            if not other or not is_own_name(name, "place") or body.count(name) > 1:
                continue
            if any(n.span.of(name) == name for n in find_names(name)):
                place = Span(piece.body.start + match.start(), piece.body.start + match.end())
                unit = next(o for o in sorted(own) if o[-1] in "县区旗")
                words = page.quote(place)
                yield Relation("suspicious", f"{name}≠{unit}", (place,), f"本篇是{unit}的材料,这里写“{words}”")
