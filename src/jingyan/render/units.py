"""The units (单位) of a collection: who handed in which pieces; everything that is compared across pieces is grouped by them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from jingyan.render.catalogue import Catalogue, Numbered
from jingyan.render.foreign import one_line


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit with its pieces in collection order; `name` in simplified script, `signed` False when its one piece names no unit and `name` is its title."""

    name: str
    pieces: tuple[Numbered, ...]
    signed: bool = True


def units(catalogue: Catalogue, readings: Mapping[str, str] | None = None) -> tuple[Unit, ...]:
    """Units in the order of their first piece; `readings` (source path → simplified text of equal length) make 雲溪市 and 云溪市 one unit."""
    grouped: dict[tuple[str, bool], list[Numbered]] = {}
    for piece in catalogue.submitted:
        grouped.setdefault(_named(piece, readings or {}), []).append(piece)
    for short, full in _same_unit(name for name, signed in grouped if signed):
        grouped[short, True] = sorted((*grouped[short, True], *grouped.pop((full, True))), key=lambda p: p.number)
    return tuple(Unit(name.partition("\0")[0], tuple(own), signed) for (name, signed), own in grouped.items())


_PLACE = re.compile(r"[\u4e00-\u9fff]{1,5}[县区旗镇乡]")
_ABOVE = re.compile(r"[\u4e00-\u9fff]{2,5}(?:省|市|自治[区州]|地区|盟)")


def _same_unit(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """(name, the same name behind a province or city): 平沙县教育体育局 and 临渚市平沙县教育体育局, where only one such pair is among `names`."""
    known = list(names)
    for short in known:
        longer = [n for n in known if n != short and n.endswith(short) and _ABOVE.fullmatch(n.removesuffix(short))]
        if len(longer) == 1 and _PLACE.match(short) and not _ABOVE.match(short):
            yield short, longer[0]


def _named(piece: Numbered, readings: Mapping[str, str]) -> tuple[str, bool]:
    own = piece.piece
    if own.organisation:
        span, reading = own.organisation_span, readings.get(own.source)
        # The span may hold more than the name as tidied up (blanks inside, a dash); the reading stands in only when it is the same name.
        found = span.of(reading) if span and reading else ""
        return one_line(found if len(found) == len(own.organisation) else own.organisation), True
    # A piece without a unit is a group of its own, also when another one has the same title.
    return f"《{one_line(own.title) or '无题'}》\0{own.id}", False
