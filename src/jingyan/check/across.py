"""Relations between pieces: figures that differ between copies of one text, another unit's data and names in a renamed copy, sentences told twice, one indicator with two values."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from jingyan.check.telling import Kind, named, quoted, tell
from jingyan.model.extracts import Extracts, Figure
from jingyan.model.finding import Finding, Member
from jingyan.model.reuse import Alignment, Comparison, Passage
from jingyan.model.source import Source
from jingyan.model.span import Span
from jingyan.model.structure import Piece

COPIES = Kind("copies", "warning", "同一材料的两份数字不同", "请核实以哪一个为准。")
REVISED = Kind("copies", "info", "两份材料文字相同,数字多处不同", "请看是不是不同年份或不同单位的材料。")
MASKED = Kind("copies", "info", "一份隐去或缺了数字,另一份写着", "可以按另一份补正,请先核实。")
OMITTED = Kind("copies", "info", "一份有分项数字,另一份没有", "请看是不是漏了,需要时补上。")
SAME_DATA = Kind("same_data", "warning", "数据与别的单位完全相同", "请向报送单位核实是不是照抄了数据。")
LEFTOVER = Kind("leftover", "error", "留有别的单位的名称", "请核实这里写的是哪个单位。")
TWICE = Kind("twice", "info", "带数据的段落出现两次", "请看是否粘贴重复,数据只算一次。")
VALUES = Kind("values", "warning", "同一指标在两篇里数值不同", "请核实以哪一个为准。")
KINDS = (COPIES, SAME_DATA, LEFTOVER, TWICE, VALUES)
ALL_KINDS = (COPIES, REVISED, MASKED, OMITTED, SAME_DATA, LEFTOVER, TWICE, VALUES)
"""Every sentence these rules can say; KINDS holds one for each code."""

_FEW = 6
"""A copy with more differing figures than this, if they are most of its figures, is a report of another year or unit rather than a slip."""
_OWN_DATA = 4
"""So many figures of its own that stand unchanged in another unit's text are no chance (thresholds and national numbers are left aside)."""
_COUNTED = ("count", "money", "percent", "area", "ratio", "range", "duration", "other")


@dataclass(frozen=True, slots=True)
class Forgotten:
    """The name `name` at `span` of `piece` (id) that belongs to `other` (id); elsewhere the piece has `expected` for it."""

    piece: str
    span: Span
    name: str
    expected: str
    other: str


class _Desk:
    """Everything on the table: texts, figures by place, pieces by id."""

    def __init__(
        self, sources: Sequence[Source], pieces: Mapping[str, Piece], extracts: Mapping[str, Extracts]
    ) -> None:
        self.sources = {s.path: s for s in sources}
        self.pieces = pieces
        self.extracts = extracts

    def figures(self, passage: Passage) -> list[Figure]:
        """The figures inside a passage."""
        figures = self.extracts[passage.source].figures
        low = bisect_left(figures, passage.span.start, key=lambda f: f.span.start)
        high = bisect_left(figures, passage.span.end, low, key=lambda f: f.span.start)
        return [f for f in figures[low:high] if f.span.end <= passage.span.end]

    def text(self, figure: Figure) -> str:
        """As written."""
        return figure.span.of(self.sources[figure.source].text)

    def member(self, source: str, piece: str | None, span: Span) -> Member:
        """The place as a member of a finding."""
        return Member(source, piece, span, span.of(self.sources[source].text))

    def name(self, id_: str) -> str:
        """How a message names the piece."""
        return named(self.pieces.get(id_), id_.rpartition("#")[0])


def check_across(
    sources: Sequence[Source],
    pieces: Mapping[str, Piece],
    extracts: Mapping[str, Extracts],
    comparison: Comparison,
    *,
    forgotten: Sequence[Forgotten] = (),
    told: Sequence[Finding] = (),
    skip: frozenset[str] = frozenset(),
) -> tuple[Finding, ...]:
    """Findings whose places may lie in different pieces of the submitted `sources`; none of them is "consistent".

    `pieces` by id, `forgotten` the names that renamed copies left standing, `told` what is already found inside the pieces, `skip` codes that are left out.
    """
    desk = _Desk(sources, pieces, extracts)
    pairs: dict[tuple[str, str], list[Alignment]] = defaultdict(list)
    for a in comparison.alignments:
        if a.left.source in desk.sources and a.right.source in desk.sources:
            pairs[_id(a.left), _id(a.right)].append(a)
    findings = [
        *_copies(desk, pairs),
        *_leftovers(desk, forgotten),
        *_twice(desk, comparison.repeats, told),
        *_values(desk, pairs),
    ]
    return tuple(f for f in findings if f.code not in skip)


def _id(passage: Passage) -> str:
    return f"{passage.source}#{passage.piece}"


def _copies(desk: _Desk, pairs: Mapping[tuple[str, str], Sequence[Alignment]]) -> Iterator[Finding]:
    """Copies of one unit whose figures differ; copies of another unit whose figures do not."""
    apart: dict[tuple[tuple[str, Span], ...], Finding] = {}
    for (left, right), alignments in pairs.items():
        matched = [pair for a in alignments if a.excluded in (None, "own") for pair in _matched(desk, a)]
        same = _one_unit(desk, left, right, alignments)
        if same:
            yield from _omitted(desk, alignments)
            masked = [(a, b) for a, b in matched if (a.kind == "placeholder") != (b.kind == "placeholder")]
            if masked:
                yield _masked(desk, left, right, masked)
        different = [(a, b) for a, b in matched if _differ(a, b)]
        if same and different:
            equal = sum(a.value == b.value for a, b in matched)
            if len(different) > _FEW and len(different) * 2 > equal:
                yield _revised(desk, left, right, different)
            else:
                for a, b in different:
                    found = _changed(desk, left, right, a, b)
                    apart.setdefault(tuple((m.source, m.span) for m in found.members), found)
        elif not same:
            own = _own_data(desk, matched)
            if len(own) >= max(_OWN_DATA, len(different) / 3):
                yield _same_data(desk, left, right, own, len(different))
    yield from apart.values()


def _one_unit(desk: _Desk, left: str, right: str, alignments: Iterable[Alignment]) -> bool:
    """True if both pieces can be one unit's: no place or organisation was changed from one to the other, and what names them agrees."""
    one, two = (desk.pieces[i].organisation if i in desk.pieces else None for i in (left, right))
    renamed = any(
        s.kind in ("place", "organisation") and s.text and s.other_text for a in alignments for s in a.substitutions
    )
    if renamed:
        return False
    return not (one and two and one not in two and two not in one)


def _matched(desk: _Desk, alignment: Alignment) -> list[tuple[Figure, Figure]]:
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


def _changed(desk: _Desk, left: str, right: str, one: Figure, two: Figure) -> Finding:
    first, second = desk.text(one), desk.text(two)
    detail = f"{desk.name(left)}写“{first}”,{desk.name(right)}写“{second}”"
    if desk.name(left) == desk.name(right):
        files = [i.rpartition("#")[0].rpartition("/")[2] for i in (left, right)]
        detail = f"{desk.name(left)}在 {files[0]} 里写“{first}”,在 {files[1]} 里写“{second}”"
    members = [desk.member(f.source, f.piece, f.span) for f in (one, two)]
    return tell(COPIES, "inconsistent", f"{first}≠{second}", detail, members)


def _revised(desk: _Desk, left: str, right: str, different: Sequence[tuple[Figure, Figure]]) -> Finding:
    one, two = different[0]
    detail = f"{desk.name(left)}与{desk.name(right)}有{len(different)}处,如“{desk.text(one)}”与“{desk.text(two)}”"
    members = [desk.member(f.source, f.piece, f.span) for pair in different for f in pair]
    return tell(REVISED, "suspicious", f"{len(different)}处不同", detail, members)


def _masked(desk: _Desk, left: str, right: str, masked: Sequence[tuple[Figure, Figure]]) -> Finding:
    one, two = next((p for p in masked if p[0].kind == "placeholder"), masked[0])
    first, second = (one, two) if one.kind == "placeholder" else (two, one)
    where = right if second is two else left
    many = f",这样的共{len(masked)}处" if len(masked) > 1 else ""
    detail = f"“{desk.text(first)}”在{desk.name(where)}里是“{desk.text(second)}”{many}"
    members = [desk.member(f.source, f.piece, f.span) for pair in masked for f in pair]
    return tell(MASKED, "suspicious", f"{desk.text(first)}/{desk.text(second)}", detail, members)


_CLAUSE_END = re.compile(r"[,。;:、!?()\n\uff0c\uff1b\uff1a\uff08\uff09]")
_LONGEST_BREAKDOWN = 160


def _omitted(desk: _Desk, alignments: Iterable[Alignment]) -> Iterator[Finding]:
    """Two figures of one unit and more that only one of two copies has at one place, such as a breakdown in a bracket."""
    for a in alignments:
        if a.excluded not in (None, "own"):
            continue
        left, right = desk.figures(a.left), desk.figures(a.right)
        steps = SequenceMatcher(None, _keys(left), _keys(right), autojunk=False).get_opcodes()
        for what, i, j, m, n in steps:
            if what == "delete" and i and m:
                yield from _only_here(desk, left[i:j], right[m - 1])
            elif what == "insert" and i and m:
                yield from _only_here(desk, right[m:n], left[i - 1])


def _only_here(desk: _Desk, extra: Sequence[Figure], before: Figure) -> Iterator[Finding]:
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


def _own_data(desk: _Desk, matched: Iterable[tuple[Figure, Figure]]) -> list[tuple[Figure, Figure]]:
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


def _same_data(desk: _Desk, left: str, right: str, own: Sequence[tuple[Figure, Figure]], other: int) -> Finding:
    shown = quoted([desk.text(a) for a, _ in own])
    rest = f",另有{other}个不同" if other else ""
    detail = f"{desk.name(left)}与{desk.name(right)}有{len(own)}个数据相同(如{shown}){rest}"
    members = [desk.member(f.source, f.piece, f.span) for pair in own for f in pair]
    return tell(SAME_DATA, "suspicious", f"{len(own)}个相同", detail, members)


def _leftovers(desk: _Desk, forgotten: Sequence[Forgotten]) -> Iterator[Finding]:
    """One finding for each piece and forgotten name."""
    groups: dict[tuple[str, str, str], list[Forgotten]] = defaultdict(list)
    for f in forgotten:
        groups[f.piece, f.name, f.expected].append(f)
    for (piece, name, expected), places in groups.items():
        source, _, label = piece.rpartition("#")
        spans = sorted({p.span for p in places})
        members = [desk.member(source, label, span) for span in spans]
        others = "、".join(dict.fromkeys(desk.name(p.other) for p in places[:2]))
        many = f"{len(spans)}处" if len(spans) > 1 else ""
        detail = f"别处写“{expected}”,这里{many}写“{name}”,与{others}相同"
        yield tell(LEFTOVER, "inconsistent", f"{name}≠{expected}", detail, members)


def _twice(desk: _Desk, repeats: Iterable[Alignment], told: Iterable[Finding]) -> Iterator[Finding]:
    """Passages with figures that stand twice in one piece, where the rule for single pieces has not told it."""
    known = [m.span for f in told if f.code == "repeat" for m in f.members]
    for a in repeats:
        figures = [f for f in desk.figures(a.left) if f.kind in ("count", "money", "percent", "area")]
        if not figures or any(k.overlap(a.left.span) for k in known) or a.left.source not in desk.sources:
            continue
        members = [desk.member(p.source, p.piece, p.span) for p in (a.left, a.right)]
        detail = f"“{' '.join(members[0].text.split())[:18]}…”,里面有{len(figures)}个数据(如“{desk.text(figures[0])}”)"
        yield tell(TWICE, "suspicious", f"{len(figures)}个数据", detail, members)


def _values(desk: _Desk, pairs: Mapping[tuple[str, str], Sequence[Alignment]]) -> Iterator[Finding]:
    """One indicator of the table with two values: two pieces of one unit, the same words, the same subject and the same year."""
    groups: dict[tuple[str, ...], list[Figure]] = defaultdict(list)
    for extracts in desk.extracts.values():
        for f in extracts.figures:
            piece = desk.pieces.get(f"{f.source}#{f.piece}")
            unit = piece.organisation if piece else None
            sure = f.name and f.indicator and f.year and unit and f.status == "actual" and f.approximate == "exact"
            if sure and isinstance(f.value, int | float):
                key = (str(unit), str(f.name), str(f.indicator), f.subject or "", str(f.year), f.unit or "")
                groups[key].append(f)
    together = {frozenset(pair) for pair in pairs}
    for (_, name, _, _, year, _), figures in groups.items():
        first: dict[str, Figure] = {}
        for f in figures:
            first.setdefault(f"{f.source}#{f.piece}", f)
        ids = list(first)
        for other in ids[1:]:
            one, two = first[ids[0]], first[other]
            stable = all(len({f.value for f in figures if f"{f.source}#{f.piece}" == i}) == 1 for i in (ids[0], other))
            if one.value == two.value or not stable or frozenset((ids[0], other)) in together:
                continue
            a, b = desk.text(one), desk.text(two)
            detail = f"{year}年的{name},{desk.name(ids[0])}写“{a}”,{desk.name(other)}写“{b}”"
            members = [desk.member(f.source, f.piece, f.span) for f in (one, two)]
            yield tell(VALUES, "suspicious", f"{a}≠{b}", detail, members)
