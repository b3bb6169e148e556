"""One pair of the copy report: both texts with their marks, aligned rows, counts and one line that says why they are similar; templates draw it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from jingyan.model.reuse import Alignment, PiecePair
from jingyan.model.span import Span
from jingyan.render.catalogue import Catalogue, Numbered, union
from jingyan.render.differing import differing_words, gaps
from jingyan.render.facing import Face, face, word_mark
from jingyan.render.marked import Flag, Mark, Post, outside, paint
from jingyan.render.shares import Counted
from jingyan.render.wording import EXCLUSION, RELATION, SUBSTITUTION

WHOLE_TEXT = 8_000  # code points; a longer piece is shown around its passages only
SHOWN_TEXT = 16_000  # code points of passages shown of one side of a longer piece
CONTEXT = 80
SWAPS_LISTED = 100
SWAPS_FIRST = 12  # shown at once on the screen, about three lines


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
    share: Counted
    html: Markup
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """One row of the facing table: `number` of the passage on its first row, `facts` about it."""

    number: int
    first: bool
    facts: str
    excluded: str
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
    origin: str
    code: str
    verdict: tuple[str, str, str] | None
    swaps: tuple[Swap, ...]
    swaps_folded: int
    swaps_left_out: int
    rows: tuple[PrintedRow, ...]
    passages_left_out: int
    cut: int


def pair_view(catalogue: Catalogue, number: int, pair: PiecePair, readings: Mapping[str, str]) -> PairView:
    """The `number`-th pair of the report; `readings` as in `copy_report.copy_report`."""
    left, right = catalogue.numbered[pair.left], catalogue.numbered[pair.right]
    texts = [catalogue.sources[p.piece.source].text for p in (left, right)]
    alignments = catalogue.between(pair)
    shown = _within_room(alignments, whole=max(len(left.text), len(right.text)) <= WHOLE_TEXT)
    reads = [_reading(readings, p.piece.source, text) for p, text in zip((left, right), texts, strict=True)]
    loose = left.piece.script != right.piece.script and not any(p.piece.source in readings for p in (left, right))
    faces = [face(k, alignment, reads[0], reads[1], loose=loose) for k, alignment in enumerate(shown, 1)]
    between = _between(shown, reads)
    swaps = _swaps(alignments)
    shares = catalogue.pair_shares(pair)
    return PairView(
        number,
        pair,
        _side(number, "l", left, texts[0], shares[0], faces, between[0]),
        _side(number, "r", right, texts[1], shares[1], faces, between[1]),
        _why(pair, alignments, faces if len(shown) == len(alignments) else ()),
        _origin(catalogue, pair),
        catalogue.code(pair.left, pair.right),
        catalogue.verdict(pair.left, pair.right),
        swaps[:SWAPS_LISTED],
        max(0, min(len(swaps), SWAPS_LISTED) - SWAPS_FIRST),
        max(0, len(swaps) - SWAPS_LISTED),
        tuple(row for f in faces for row in _rows(f, texts[0], texts[1])),
        len(alignments) - len(shown),
        sum(a not in alignments for a in shown),
    )


def _between(alignments: Sequence[Alignment], reads: Sequence[str]) -> tuple[list[Mark], list[Mark]]:
    """Marks for figures and names that differ in the short gaps between passages; alone against one of their kind they are a swap like any other."""
    found: tuple[list[Mark], list[Mark]] = ([], [])
    for i, (a, b) in enumerate(gaps(alignments)):
        ours, theirs = differing_words(reads[0], reads[1], (a,), (b,))
        paired = len(ours) == len(theirs) and [w.kind for w in ours] == [w.kind for w in theirs]
        for mine, others, text, marks in ((ours, theirs, reads[1], found[0]), (theirs, ours, reads[0], found[1])):
            for k, word in enumerate(mine):
                note = f"片段之间：对方写作“{others[k].span.of(text)}”" if paired else ""
                marks.append(word_mark(word, key=f"g{i}-{k}" if paired else "", note=note))
    return found


def _origin(catalogue: Catalogue, pair: PiecePair) -> str:
    """Which of the two is likelier the original, and why."""
    if pair.original is None:
        return "较可能的原稿：不能判断" + (f"。{pair.evidence}" if pair.evidence else "")
    name = catalogue.name(pair.left if pair.original == "left" else pair.right)
    return f"较可能的原稿：{name}" + (f"。依据：{pair.evidence}" if pair.evidence else "")


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


def _side(
    number: int,
    letter: str,
    piece: Numbered,
    text: str,
    share: Counted,
    faces: Sequence[Face],
    between: Sequence[Mark],
) -> Side:
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
    # Passages that do not count lie under those that do, and swaps are painted last so that an overlapping passage never hides one.
    marks.extend(between)
    marks.sort(key=lambda m: _LAYERS.find(m.look[0]))
    whole = piece.piece.span
    shown: Sequence[Span] = (whole,)
    if len(whole) > WHOLE_TEXT:
        wide = (Span(max(whole.start, m.span.start - CONTEXT), min(whole.end, m.span.end + CONTEXT)) for m in marks)
        shown = union(s for s in wide if s.end > s.start)
    return Side(piece, share, paint(text, shown, marks, flags, posts), *outside(text, whole, shown))


_LAYERS = "xmevs"


def _rows(f: Face, left: str, right: str) -> list[PrintedRow]:
    facts = _facts(f.alignment)
    # Both wordings stand beside each other here; what the panes say when pointed at would double the size of the page.
    ours, theirs = ([replace(m, note="", about="") for m in side] for side in (f.left, f.right))
    return [
        PrintedRow(
            f.number,
            i == 0,
            facts if i == 0 else "",
            f.alignment.excluded or "",
            paint(left, (row.left,), ours),
            paint(right, (row.right,), theirs),
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
        + (f" · 不计入：{EXCLUSION[alignment.excluded]}" if alignment.excluded else "")
    )


def _swaps(alignments: Sequence[Alignment]) -> tuple[Swap, ...]:
    """Substitutions counted, most frequent first, equal counts in order of appearance."""
    counted: Counter[tuple[str, str, str]] = Counter(
        (s.kind, s.text, s.other_text) for a in alignments for s in a.substitutions
    )
    return tuple(Swap(kind, text, other, times) for (kind, text, other), times in counted.most_common())


def _why(pair: PiecePair, alignments: Sequence[Alignment], faces: Sequence[Face]) -> str:
    """One line: what is the same and what was changed, in counts; `faces` of all alignments, or none when not all are drawn."""
    same = [a for a in alignments if a.similarity >= 1 and not a.substitutions]
    exactly = "除繁简外一字不差" if any("script" in a.relations for a in same) else "一字不差"
    told = [f"相同片段 {pair.passages} 处" + (f"（其中{exactly} {len(same)} 处）" if same else "")]
    if faces:
        altered = sum(f.altered for f in faces)
        told.append(f"同句 {sum(f.same for f in faces)}" + (f"、改句 {altered}" if altered else ""))
    kinds: Counter[str] = Counter(s.kind for a in alignments for s in a.substitutions)
    names = [f"{SUBSTITUTION[k]} {kinds[k]}" for k in ("place", "organisation", "person") if kinds[k]]
    if names:
        told.append(f"换名 {sum(kinds[k] for k in _NAMES)}（{'、'.join(names)}）")
    told += [f"{word} {kinds[k]}" for k, word in (("figure", "改数"), ("date", "改日期")) if kinds[k]]
    told += [word for relation, word in _TOLD.items() if relation in pair.relations]
    return "，".join(told)


_TOLD = {"script": "繁简不同", "reordered": "次序不同", "edited": "文字有改动", "partial": "只有一部分相同"}
_NAMES = ("place", "organisation", "person")
