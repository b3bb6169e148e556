"""查重报告: one offline HTML page from the comparison of a collection; what was found by whom is not decided here."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from markupsafe import Markup

from jingyan.model.problem import Problem
from jingyan.model.reuse import Alignment, Cluster, Comparison, PiecePair, Substitution
from jingyan.model.source import Source
from jingyan.model.span import Span
from jingyan.model.structure import Piece
from jingyan.model.volume import VolumePlan
from jingyan.render import svg
from jingyan.render.catalogue import Catalogue, Numbered, union
from jingyan.render.facing import Face, face
from jingyan.render.html import environment, render_page
from jingyan.render.marked import Flag, Mark, Post, outside, paint
from jingyan.render.wording import RELATION, SUBSTITUTION

PAIRS_IN_FULL = 60
PAIRS_LISTED = 300  # further pairs, one line each
# For the overview and all pairs together: the page stays under 5 MB, which every browser opens at once.
PAGE_BYTES = 4_600_000
ROW_BYTES = 1_400  # of one row of the overview with long names
PIECES_LISTED = 1_500
WHOLE_TEXT = 8_000  # code points; a longer piece is shown around its passages only
SHOWN_TEXT = 16_000  # code points of passages shown of one side of a longer piece
CONTEXT = 80
SWAPS_LISTED = 40
CLUSTER_MEMBERS = 60


@dataclass(frozen=True, slots=True)
class Swap:
    """The same substitution counted over a pair."""

    kind: str
    text: str
    other_text: str
    times: int


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a pair as drawn: the piece, its share found in the other, its text as HTML and what is not shown before and after it."""

    piece: Numbered
    share: float
    html: Markup
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """One row of the facing table: `number` of the passage on its first row, `facts` about it."""

    number: int
    first: bool
    facts: str
    left: Markup
    right: Markup


@dataclass(frozen=True, slots=True)
class PairView:
    """A pair shown in full."""

    number: int
    pair: PiecePair
    left: Side
    right: Side
    why: str
    swaps: tuple[Swap, ...]
    swaps_left_out: int
    rows: tuple[PrintedRow, ...]
    passages_left_out: int
    cut: int


@dataclass(frozen=True, slots=True)
class ClusterView:
    """A cluster with what the volume did with each member."""

    cluster: Cluster
    members: tuple[tuple[Numbered, str], ...]
    left_out: int


def copy_report(
    sources: Sequence[Source],
    pieces: Sequence[Piece],
    comparison: Comparison,
    problems: Sequence[Problem],
    plan: VolumePlan | None,
    *,
    title: str,
    readings: Mapping[str, str] | None = None,
) -> str:
    """The whole page. `readings` (source path → simplified text of the same length) lets traditional copies be compared character by character; without it their changes of equal length go unmarked."""
    catalogue = Catalogue(sources, pieces, comparison, plan)
    shown = _pairs_in_full(catalogue, readings or {})
    links = {frozenset((view.pair.left, view.pair.right)): view.number for view, _ in shown}
    rest = catalogue.pairs[len(shown) :]
    return render_page(
        "copy.html.j2",
        "compare.js",
        title=title,
        catalogue=catalogue,
        pieces=tuple(catalogue.numbered.values())[:PIECES_LISTED],
        pieces_left_out=max(0, len(catalogue.numbered) - PIECES_LISTED),
        strip=svg.strip,
        folder=_folder(catalogue),
        matrix=svg.matrix(catalogue, links),
        cell=svg.CELL,
        matrix_number=svg.MATRIX_NUMBER,
        links=links,
        pair_key=lambda left, right: frozenset((left, right)),
        clusters=tuple(_cluster_view(catalogue, c) for c in comparison.clusters),
        pairs=tuple(html for _, html in shown),
        rest=rest[:PAIRS_LISTED],
        rest_left_out=max(0, len(rest) - PAIRS_LISTED),
        unreadable=tuple(p for p in problems if p.severity == "unreadable"),
        notices=tuple(p for p in problems if p.severity != "unreadable"),
        counts=_counts(catalogue),
    )


def _folder(catalogue: Catalogue) -> str:
    """The folder that all sources lie in, with its last stroke, "" when there is none: it need not stand in every row."""
    folders = [p.piece.source.split("/")[:-1] for p in catalogue.numbered.values()]
    common = takewhile(lambda names: len(set(names)) == 1, zip(*folders, strict=False))
    return "".join(f"{names[0]}/" for names in common)


def _counts(catalogue: Catalogue) -> dict[str, int]:
    shares = [p.share for p in catalogue.numbered.values()]
    return {
        "pieces": len(shares),
        "free": sum(s == 0 for s in shares),
        "some": sum(s > 0 for s in shares),
        "most": sum(s >= 0.8 for s in shares),
        "pairs": len(catalogue.pairs),
        "clusters": len(catalogue.comparison.clusters),
        "clustered": sum(p.cluster is not None for p in catalogue.numbered.values()),
        "entries": sum(p.placement.position > 0 for p in catalogue.numbered.values()),
        "left_out": sum(p.placement.left_out is not None for p in catalogue.numbered.values()),
    }


def _cluster_view(catalogue: Catalogue, cluster: Cluster) -> ClusterView:
    known = [catalogue.numbered[m] for m in cluster.members if m in catalogue.numbered]
    members = tuple((p, catalogue.told(p.placement)) for p in known[:CLUSTER_MEMBERS])
    return ClusterView(cluster, members, len(known) - len(members))


def _pairs_in_full(catalogue: Catalogue, readings: Mapping[str, str]) -> list[tuple[PairView, Markup]]:
    """The strongest pairs, drawn, as many as the page has room for; the strongest one always."""
    template = environment().get_template("pair.html.j2")
    shown: list[tuple[PairView, Markup]] = []
    room = PAGE_BYTES - ROW_BYTES * min(len(catalogue.pieces), PIECES_LISTED)
    for number, pair in enumerate(catalogue.pairs[:PAIRS_IN_FULL], 1):
        view = _pair_view(catalogue, number, pair, readings)
        html = Markup(template.render(view=view, catalogue=catalogue))  # noqa: S704 — made by our own escaping template
        room -= len(html.encode())
        if room < 0 and shown:
            break
        shown.append((view, html))
    return shown


def _pair_view(catalogue: Catalogue, number: int, pair: PiecePair, readings: Mapping[str, str]) -> PairView:
    left, right = catalogue.numbered[pair.left], catalogue.numbered[pair.right]
    texts = [catalogue.sources[p.piece.source].text for p in (left, right)]
    alignments = catalogue.between(pair)
    shown = _within_room(alignments, whole=max(len(left.text), len(right.text)) <= WHOLE_TEXT)
    reads = [_reading(readings, p.piece.source, text) for p, text in zip((left, right), texts, strict=True)]
    loose = left.piece.script != right.piece.script and not any(p.piece.source in readings for p in (left, right))
    faces = [face(k, alignment, reads[0], reads[1], loose=loose) for k, alignment in enumerate(shown, 1)]
    swaps = _swaps(alignments)
    return PairView(
        number,
        pair,
        _side(number, "l", left, texts[0], pair.containment, faces),
        _side(number, "r", right, texts[1], pair.other_containment, faces),
        _why(pair, alignments),
        swaps[:SWAPS_LISTED],
        max(0, len(swaps) - SWAPS_LISTED),
        tuple(row for f in faces for row in _rows(f, texts[0], texts[1])),
        len(alignments) - len(shown),
        sum(a not in alignments for a in shown),
    )


def _reading(readings: Mapping[str, str], path: str, text: str) -> str:
    reading = readings.get(path, text)
    return reading if len(reading) == len(text) else text


def _within_room(alignments: Sequence[Alignment], *, whole: bool) -> Sequence[Alignment]:
    """All alignments of pieces shown whole, else the first ones that fit (always one)."""
    if whole:
        return alignments
    room, count = SHOWN_TEXT, 0
    while count < len(alignments) and (room > 0 or count == 0):
        room -= len(alignments[count].left.span)
        count += 1
    return tuple(map(_cut, alignments[:count]))


def _cut(alignment: Alignment) -> Alignment:
    """The beginning of a passage that is too long to be shown (two whole books), else the alignment itself."""
    left, right = alignment.left, alignment.right
    if max(len(left.span), len(right.span)) <= SHOWN_TEXT:
        return alignment
    a, b = (Span(s.span.start, min(s.span.end, s.span.start + SHOWN_TEXT)) for s in (left, right))
    swaps = tuple(s for s in alignment.substitutions if a.covers(s.span) and b.covers(s.other_span))
    return replace(alignment, left=replace(left, span=a), right=replace(right, span=b), substitutions=swaps)


def _side(number: int, letter: str, piece: Numbered, text: str, share: float, faces: Sequence[Face]) -> Side:
    left = letter == "l"
    other = "r" if left else "l"
    marks: list[Mark] = []
    flags: list[Flag] = []
    posts: list[Post] = []
    for f in faces:
        passage = f.alignment.left if left else f.alignment.right
        marks.extend(f.left if left else f.right)
        flags.append(
            Flag(passage.span.start, f"p{number}{letter}{f.number}", f"p{number}{other}{f.number}", str(f.number))
        )
        starts = [(row.left if left else row.right).start for row in f.rows]
        posts.extend(
            Post(at, f"{f.number}.{i}", row.changed) for i, (at, row) in enumerate(zip(starts, f.rows, strict=True))
        )
    # Swaps are painted last so that an overlapping passage never hides one.
    marks.sort(key=lambda m: m.look.startswith("s"))
    whole = piece.piece.span
    shown: Sequence[Span] = (whole,)
    if len(whole) > WHOLE_TEXT:
        wide = (Span(max(whole.start, m.span.start - CONTEXT), min(whole.end, m.span.end + CONTEXT)) for m in marks)
        shown = union(s for s in wide if s.end > s.start)
    return Side(piece, share, paint(text, shown, marks, flags, posts), *outside(text, whole, shown))


def _rows(f: Face, left: str, right: str) -> list[PrintedRow]:
    facts = _facts(f.alignment)
    return [
        PrintedRow(
            f.number,
            i == 0,
            facts if i == 0 else "",
            paint(left, (row.left,), f.left),
            paint(right, (row.right,), f.right),
        )
        for i, row in enumerate(f.rows)
    ]


def _facts(alignment: Alignment) -> str:
    swaps = len(alignment.substitutions)
    relations = "、".join(RELATION[r] for r in alignment.relations)
    return (
        f"相似 {int(alignment.similarity * 100)}%"
        + (f" · {relations}" if relations else "")
        + (f" · 替换 {swaps} 处" if swaps else "")
    )


def _swaps(alignments: Sequence[Alignment]) -> tuple[Swap, ...]:
    """Substitutions counted, most frequent first, equal counts in order of appearance."""
    counted: Counter[tuple[str, str, str]] = Counter(
        (s.kind, s.text, s.other_text) for a in alignments for s in a.substitutions
    )
    return tuple(Swap(kind, text, other, times) for (kind, text, other), times in counted.most_common())


def _why(pair: PiecePair, alignments: Sequence[Alignment]) -> str:
    """One line: what is the same and what was changed, in counts."""
    same = [a for a in alignments if a.similarity >= 1 and not a.substitutions]
    exactly = "除繁简外一字不差" if any("script" in a.relations for a in same) else "一字不差"
    kinds = Counter(_group(s) for a in alignments for s in a.substitutions)
    told = [f"相同片段 {pair.passages} 处" + (f"（其中{exactly} {len(same)} 处）" if same else "")]
    told += [f"{word} {kinds[word]} 处" for word in ("换地名", "换单位名", "换人名", "改数", "改日期") if kinds[word]]
    told += [word for relation, word in _TOLD.items() if relation in pair.relations]
    return "、".join(told)


_TOLD = {"script": "繁简不同", "reordered": "次序不同", "edited": "文字有改动", "partial": "只有一部分相同"}
_GROUPS = {"place": "换地名", "organisation": "换单位名", "person": "换人名", "figure": "改数", "date": "改日期"}


def _group(swap: Substitution) -> str:
    return _GROUPS.get(swap.kind, SUBSTITUTION[swap.kind])
