"""Copies of one text: figures that differ between two versions of a unit's report, and figures that do not differ in a copy that bears another unit's name."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from jingyan.check.desk import Desk
from jingyan.check.telling import Kind, quoted, tell
from jingyan.model.extracts import Figure
from jingyan.model.finding import Finding
from jingyan.model.reuse import Alignment
from jingyan.model.span import Span
from jingyan.zh.names import is_own_name

COPIES = Kind("copies", "warning", "同一材料的两份数字不同", "请核实以哪一个为准。")
MASKED = Kind("copies", "info", "一份隐去或缺了数字,另一份写着", "可以按另一份补正,请先核实。")
OMITTED = Kind("copies", "info", "一份有分项数字,另一份没有", "请看是不是漏了,需要时补上。")
SAME_DATA = Kind("same_data", "warning", "许多数据与别的单位相同", "请核实是不是照抄了数据。")

_VERSION, _VERSION_UNNAMED = 0.5, 0.8
"""Two versions of one report share at least so much of the shorter one; the second where neither unit nor title tells that they belong together."""
_AGREEING = 2
"""So many times as many figures agree as differ between two versions; otherwise they tell of different years or places in the same words."""
_OWN_DATA = 4
"""So many figures of its own that stand unchanged in another unit's text are no chance (thresholds and national numbers are left aside)."""
_COUNTED = ("count", "money", "percent", "area", "ratio", "range", "duration", "other")


def copies(
    desk: Desk, pairs: Mapping[tuple[str, str], Sequence[Alignment]], shared: Mapping[tuple[str, str], float]
) -> Iterator[Finding]:
    """Versions of one unit's report whose figures differ; copies of another unit's whose figures do not. `shared` is how much of the shorter piece of a pair is in both, 0-1."""
    for (left, right), alignments in pairs.items():
        counting = [a for a in alignments if a.excluded in (None, "own")]
        matched = [pair for a in counting for pair in _matched(desk, a)]
        different = [(a, b) for a, b in matched if _differ(a, b)]
        if not _one_unit(desk, left, right, alignments):
            own = _own_data(desk, matched)
            if len(own) >= max(_OWN_DATA, len(different) / 3):
                yield _same_data(desk, left, right, own, len(different))
            continue
        equal = sum(a.kind in _COUNTED and a.value == b.value for a, b in matched)
        if shared.get((left, right), 0.0) < _least(desk, left, right) or equal < max(2, _AGREEING * len(different)):
            continue
        yield from _omitted(desk, counting)
        masked = [(a, b) for a, b in matched if (a.kind == "placeholder") != (b.kind == "placeholder")]
        if masked:
            yield _masked(desk, left, right, masked)
        yield from (_changed(desk, left, right, a, b) for a, b in different)


def _least(desk: Desk, left: str, right: str) -> float:
    """How much two versions must share at least."""
    one, two = desk.pieces[left], desk.pieces[right]
    return _VERSION if (one.organisation and two.organisation) or one.title == two.title else _VERSION_UNNAMED


def _one_unit(desk: Desk, left: str, right: str, alignments: Iterable[Alignment]) -> bool:
    """True if both pieces can be one unit's: no place or organisation of its own name was changed to another one, and what names them agrees."""
    one, two = (desk.pieces[i].organisation if i in desk.pieces else None for i in (left, right))
    renamed = any(
        s.kind in ("place", "organisation") and is_own_name(s.text, s.kind) and is_own_name(s.other_text, s.kind)
        for a in alignments
        for s in a.substitutions
    )
    if renamed:
        return False
    return not (one and two and one not in two and two not in one)


def _matched(desk: Desk, alignment: Alignment) -> list[tuple[Figure, Figure]]:
    """Figures of both sides that stand at the same place of the text: those in one substitution, and equal ones in the same order between."""
    left, right = desk.figures(alignment.left), desk.figures(alignment.right)
    swapped: list[tuple[Figure, Figure]] = []
    taken_left: set[Span] = set()
    taken_right: set[Span] = set()
    for s in alignment.substitutions:
        ours = [f for f in left if f.span.overlap(s.span)]
        theirs = [f for f in right if f.span.overlap(s.other_span)]
        taken_left |= {f.span for f in ours}
        taken_right |= {f.span for f in theirs}
        if s.kind in ("figure", "date") and len(ours) == len(theirs) == 1:
            swapped.append((ours[0], theirs[0]))
    ours, theirs = ([f for f in fs if f.span not in taken] for fs, taken in ((left, taken_left), (right, taken_right)))
    same = [
        (ours[x + n], theirs[y + n])
        for x, y, size in SequenceMatcher(None, _keys(ours), _keys(theirs), autojunk=False).get_matching_blocks()
        for n in range(size)
    ]
    return [*swapped, *same]


def _keys(figures: Sequence[Figure]) -> list[tuple[object, ...]]:
    return [(f.kind, f.value, f.unit) for f in figures]


def _differ(one: Figure, two: Figure) -> bool:
    """True if both state a value of the same kind and unit, and not the same."""
    if "placeholder" in (one.kind, two.kind):
        return False
    return one.kind == two.kind and one.unit == two.unit and one.kind in (*_COUNTED, "date") and one.value != two.value


def _changed(desk: Desk, left: str, right: str, one: Figure, two: Figure) -> Finding:
    first, second = desk.text(one), desk.text(two)
    detail = f"{desk.name(left)}写“{first}”,{desk.name(right)}写“{second}”"
    if desk.name(left) == desk.name(right):
        files = [i.rpartition("#")[0].rpartition("/")[2] for i in (left, right)]
        detail = f"{desk.name(left)}在 {files[0]} 里写“{first}”,在 {files[1]} 里写“{second}”"
    members = [desk.member(f.source, f.piece, f.span) for f in (one, two)]
    return tell(COPIES, "inconsistent", f"{first}≠{second}", detail, members)


def _masked(desk: Desk, left: str, right: str, masked: Sequence[tuple[Figure, Figure]]) -> Finding:
    one, two = next((p for p in masked if p[0].kind == "placeholder"), masked[0])
    first, second = (one, two) if one.kind == "placeholder" else (two, one)
    where = right if second is two else left
    many = f",这样的共{len(masked)}处" if len(masked) > 1 else ""
    detail = f"“{desk.text(first)}”在{desk.name(where)}里是“{desk.text(second)}”{many}"
    members = [desk.member(f.source, f.piece, f.span) for pair in masked for f in pair]
    return tell(MASKED, "suspicious", f"{desk.text(first)}/{desk.text(second)}", detail, members)


_CLAUSE_END = re.compile(r"[,。;:、!?()\n\uff0c\uff1b\uff1a\uff08\uff09]")
_LONGEST_BREAKDOWN = 160


def _omitted(desk: Desk, alignments: Iterable[Alignment]) -> Iterator[Finding]:
    """Two figures of one unit and more that only one of two copies has at one place, such as a breakdown in a bracket."""
    for a in alignments:
        left, right = desk.figures(a.left), desk.figures(a.right)
        steps = SequenceMatcher(None, _keys(left), _keys(right), autojunk=False).get_opcodes()
        for what, i, j, m, n in steps:
            if what == "delete" and i and m:
                yield from _only_here(desk, left[i:j], right[m - 1])
            elif what == "insert" and i and m:
                yield from _only_here(desk, right[m:n], left[i - 1])


def _only_here(desk: Desk, extra: Sequence[Figure], before: Figure) -> Iterator[Finding]:
    """The finding for figures that the copy with `before` does not have behind it, if they can be a breakdown."""
    stretch = Span(extra[0].span.start, extra[-1].span.end)
    units = [f.unit for f in extra if f.kind in ("count", "money", "area")]
    if len(stretch) > _LONGEST_BREAKDOWN or not any(units.count(u) >= 2 for u in units):
        return
    text = desk.sources[before.source].text
    end = _CLAUSE_END.search(text, before.span.end, before.span.end + 20)
    anchor = Span(before.span.start, end.start() if end else before.span.end)
    here = desk.member(extra[0].source, extra[0].piece, stretch)
    there = desk.member(before.source, before.piece, anchor)
    name = desk.name(f"{here.source}#{here.piece}")
    detail = f"{name}在“{there.text.strip()}”后面写有{quoted([here.text])},共{len(extra)}个数据"
    yield tell(OMITTED, "suspicious", f"{len(extra)}个数据只见于一份", detail, (here, there))


_SMALL = 10


def _own_data(desk: Desk, matched: Iterable[tuple[Figure, Figure]]) -> list[tuple[Figure, Figure]]:
    """Equal figures that only one unit can have: counts, sums and shares with two different digits and more, no standards and plans."""
    found: dict[tuple[object, str | None], tuple[Figure, Figure]] = {}
    for one, two in matched:
        if one.kind not in ("count", "money", "percent", "area") or one.value != two.value or one.status != "actual":
            continue
        value = one.value
        if not isinstance(value, int | float) or value < _SMALL:
            continue
        digits = re.sub(r"\D", "", desk.text(one)).strip("0")
        if len(digits) >= 2 and one.unit not in ("个", "项", "次", "字"):
            found.setdefault((value, one.unit), (one, two))
    return list(found.values())


def _same_data(desk: Desk, left: str, right: str, own: Sequence[tuple[Figure, Figure]], other: int) -> Finding:
    shown = quoted(sorted((desk.text(a) for a, _ in own), key=lambda t: -sum(c.isdigit() for c in t)))
    rest = f",另有{other}个不同" if other else ""
    detail = f"{desk.name(left)}与{desk.name(right)}有{len(own)}个数据相同(如{shown}){rest}"
    members = [desk.member(f.source, f.piece, f.span) for pair in own for f in pair]
    return tell(SAME_DATA, "suspicious", f"{len(own)}个相同", detail, members)
