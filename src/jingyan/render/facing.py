"""Two pieces facing each other: which characters are the same, which were changed or swapped, and aligned rows; no HTML here."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from jingyan.model.reuse import Alignment, Substitution
from jingyan.model.span import Span
from jingyan.render.differing import Word, differing_words
from jingyan.render.marked import Mark
from jingyan.render.wording import SUBSTITUTION

# Half-width forms and small letters, one for one: how two texts are typed is no difference worth a colour.
_WIDTHS = {full: full - 0xFEE0 for full in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_CASES = {ord(c): ord(c.lower()) for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
_PLAIN = {k: _CASES.get(v, v) for k, v in _WIDTHS.items()} | _CASES
_ENDS = frozenset("。!?;！？；\n")
# What still belongs to the sentence that ended: closing marks, the line end, the next line's indent.
_CLOSERS = frozenset("”’」』》)\n\r\t \N{FULLWIDTH RIGHT PARENTHESIS}\N{IDEOGRAPHIC SPACE}")
_SENTENCE = 48  # A row of the printed table ends at the first sentence end after this many characters: two to four lines of half a page.
_LETTERS = 5  # A sentence has at least so many letters; less is a stray line end or a number.
_SHORT_EQUAL = 2  # An equal run shorter than this between two changes is chance and would sprinkle the text with marks.

Kinds = frozenset[str]
NUMBERS: Kinds = frozenset(("figure", "date"))


@dataclass(frozen=True, slots=True)
class Block:
    """Stretches that stand against each other: equal characters, or a change (either side may be empty)."""

    left: Span
    right: Span
    equal: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A stretch of both sides that belongs together, about a sentence; `changed` when it holds a change or substitution."""

    left: Span
    right: Span
    changed: bool


@dataclass(frozen=True, slots=True)
class Face:
    """One alignment made ready to be drawn: marks for both sides (later ones win) and aligned rows; `same` sentences of the left side are equal on both sides, `altered` are not."""

    number: int
    alignment: Alignment
    left: tuple[Mark, ...]
    right: tuple[Mark, ...]
    rows: tuple[Row, ...]
    same: int = 0
    altered: int = 0


def face(number: int, alignment: Alignment, left: str, right: str, *, loose: bool = False) -> Face:
    """The `number`-th alignment of a pair, its left side in the text `left`.

    Texts are simplified readings or the source texts themselves (same length, same offsets). Memory grows with the product of both
    lengths / 8: the caller keeps passages below some 20,000 characters. With `loose` a change that keeps the length is not marked: two scripts without a reading differ in every other character.
    """
    a, b = alignment.left.span, alignment.right.span
    blocks = _blocks(left, right, a, b)
    changes = [x for x in blocks if not x.equal and not (loose and len(x.left) == len(x.right))]
    subs = alignment.substitutions
    words = differing_words(left, right, [x.left for x in changes], [x.right for x in changes])
    ours = _unpaired(words[0], [s.span for s in subs])
    theirs = _unpaired(words[1], [s.other_span for s in subs])
    look = f"x x-{alignment.excluded}" if alignment.excluded else "m"
    touched = [x.left for x in blocks if not x.equal and _real(x, left, right)] + [swap.span for swap in subs]
    sentences = _sentences(left, a)
    altered = sum(_touches(Span(start, end), touched) for start, end in sentences)
    return Face(
        number,
        alignment,
        (
            *_marks(a, [x.left for x in changes], left, look),
            *map(word_mark, ours),
            *_swaps(number, [(s, s.span, s.other_text) for s in subs]),
        ),
        (
            *_marks(b, [x.right for x in changes], right, look),
            *map(word_mark, theirs),
            *_swaps(number, [(s, s.other_span, s.text) for s in subs]),
        ),
        _rows(left, a, b, blocks, subs),
        len(sentences) - altered,
        altered,
    )


def word_mark(word: Word, *, key: str = "", note: str = "") -> Mark:
    """The mark of a figure or name that no substitution pairs with one of the other side."""
    told = note or ("改动处的数据：对方没有这个数" if word.kind == "num" else "改动处的名称：对方没有这个名称")
    return Mark(word.span, f"{'s' if key else 'v'} {word.kind}", key, told, f"d-{word.kind}")


def _unpaired(words: Sequence[Word], swapped: Sequence[Span]) -> list[Word]:
    return [w for w in words if not any(w.span.overlap(s) for s in swapped)]


def _real(block: Block, left: str, right: str) -> bool:
    return any(map(str.isalnum, block.left.of(left) + block.right.of(right)))


def _sentences(text: str, span: Span) -> list[tuple[int, int]]:
    """Begin and end of the sentences and lines in `span` that hold more than a few letters."""
    cuts = [span.start, *(i + 1 for i in range(span.start, span.end) if text[i] in _ENDS), span.end]
    return [(i, j) for i, j in pairwise(cuts) if sum(map(str.isalnum, text[i:j])) >= _LETTERS]


def _blocks(left: str, right: str, a: Span, b: Span) -> tuple[Block, ...]:
    from rapidfuzz.distance import Indel

    opcodes = Indel.opcodes(a.of(left).translate(_PLAIN), b.of(right).translate(_PLAIN))
    blocks: list[Block] = []
    for op in opcodes:
        block = Block(
            Span(a.start + op.src_start, a.start + op.src_end),
            Span(b.start + op.dest_start, b.start + op.dest_end),
            op.tag == "equal",
        )
        inner = bool(blocks) and op.src_end < len(a)
        if block.equal and inner and len(block.left) < _SHORT_EQUAL:
            block = Block(block.left, block.right, equal=False)
        if blocks and not block.equal and not blocks[-1].equal:
            last = blocks.pop()
            block = Block(Span(last.left.start, block.left.end), Span(last.right.start, block.right.end), equal=False)
        blocks.append(block)
    return tuple(blocks)


def _marks(passage: Span, changes: Sequence[Span], text: str, look: str) -> list[Mark]:
    # Blanks and punctuation are no change of content: line breaks and commas differ in nearly every copy.
    real = (c for c in changes if any(map(str.isalnum, c.of(text))))
    return [Mark(passage, look), *(Mark(c, "e") for c in real)]


def _swaps(number: int, sides: Sequence[tuple[Substitution, Span, str]]) -> list[Mark]:
    marks = []
    for i, (swap, span, other) in enumerate(sides):
        look = "s num" if swap.kind in NUMBERS else "s name"
        note = f"{SUBSTITUTION[swap.kind]}：对方写作“{other}”" if other else f"{SUBSTITUTION[swap.kind]}：对方没有"
        marks.append(Mark(span, look, f"{number}-{i}", note, f"d-{look[2:]}"))
    return marks


def _rows(left: str, a: Span, b: Span, blocks: Sequence[Block], subs: Sequence[Substitution]) -> tuple[Row, ...]:
    cuts = [(a.start, b.start)]
    for block in blocks:
        if not block.equal:
            continue
        for i in range(block.left.start, block.left.end):
            if left[i] not in _ENDS:
                continue
            end = i + 1
            while end < block.left.end and left[end] in _CLOSERS:
                end += 1
            if end - cuts[-1][0] >= _SENTENCE and end < a.end:
                cuts.append((end, block.right.start + end - block.left.start))
    cuts.append((a.end, b.end))
    touched = [x.left for x in blocks if not x.equal] + [swap.span for swap in subs]
    return tuple(
        Row(Span(l0, l1), Span(r0, r1), _touches(Span(l0, l1), touched)) for (l0, r0), (l1, r1) in pairwise(cuts)
    )


def _touches(row: Span, changes: Sequence[Span]) -> bool:
    return any(row.overlap(c) > 0 or (len(c) == 0 and row.start <= c.start <= row.end) for c in changes)
