"""Relations between pieces: versions and copies of one text, names of another unit, passages told twice, one indicator with two values."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from jingyan.check.copies import COPIES, MASKED, OMITTED, SAME_DATA, copies
from jingyan.check.desk import Desk
from jingyan.check.telling import Kind, tell
from jingyan.model.extracts import Extracts, Figure
from jingyan.model.finding import Finding
from jingyan.model.reuse import Alignment, Comparison, Passage
from jingyan.model.source import Source
from jingyan.model.span import Span
from jingyan.model.structure import Piece

LEFTOVER = Kind("leftover", "error", "留有别的单位的名称", "请核实这里写的是哪个单位。")
TWICE = Kind("twice", "info", "带数据的段落出现两次", "请看是否粘贴重复,数据只算一次。")
VALUES = Kind("values", "warning", "同一指标在两篇里数值不同", "请核实以哪一个为准。")
KINDS = (COPIES, SAME_DATA, LEFTOVER, TWICE, VALUES)
ALL_KINDS = (COPIES, MASKED, OMITTED, SAME_DATA, LEFTOVER, TWICE, VALUES)
"""Every sentence these rules can say; KINDS holds one for each code."""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """The name `name` at `span` of `piece` (id) that belongs to `other` (id); elsewhere the piece has `expected` for it."""

    piece: str
    span: Span
    name: str
    expected: str
    other: str


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
    desk = Desk(sources, pieces, extracts)
    pairs: dict[tuple[str, str], list[Alignment]] = defaultdict(list)
    for a in comparison.alignments:
        if a.left.source in desk.sources and a.right.source in desk.sources:
            pairs[_id(a.left), _id(a.right)].append(a)
    shared = {(p.left, p.right): max(p.containment, p.other_containment) for p in comparison.pairs}
    findings = [
        *copies(desk, pairs, shared),
        *_leftovers(desk, forgotten),
        *_twice(desk, comparison.repeats, told),
        *_values(desk, pairs),
    ]
    return tuple(f for f in findings if f.code not in skip)


def _id(passage: Passage) -> str:
    return f"{passage.source}#{passage.piece}"


def _leftovers(desk: Desk, forgotten: Sequence[Forgotten]) -> Iterator[Finding]:
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


def _twice(desk: Desk, repeats: Iterable[Alignment], told: Iterable[Finding]) -> Iterator[Finding]:
    """Passages with figures that stand twice in one piece, where the rule for single pieces has not told it."""
    known = [m.span for f in told if f.code == "repeat" for m in f.members]
    for a in repeats:
        figures = [f for f in desk.figures(a.left) if f.kind in ("count", "money", "percent", "area")]
        if not figures or any(k.overlap(a.left.span) for k in known) or a.left.source not in desk.sources:
            continue
        members = [desk.member(p.source, p.piece, p.span) for p in (a.left, a.right)]
        detail = f"“{' '.join(members[0].text.split())[:18]}…”,里面有{len(figures)}个数据(如“{desk.text(figures[0])}”)"
        yield tell(TWICE, "suspicious", f"{len(figures)}个数据", detail, members)


def _values(desk: Desk, pairs: Mapping[tuple[str, str], Sequence[Alignment]]) -> Iterator[Finding]:
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
