"""The printed content of one piece: the source's own words, put back into paragraphs, headings, tables, pictures and notes."""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace

from jingyan.model.cleaning import Cleaning
from jingyan.model.source import Block, Source
from jingyan.model.span import Span
from jingyan.model.structure import Outline, Piece
from jingyan.model.volume import Body, BodyBlock
from jingyan.volume.frame import Frame, Paragraph, paragraphs_of
from jingyan.volume.headings import Line, settle
from jingyan.volume.setting import Setter, head_end, set_paragraph, set_table, stands_in_line

_NOT_WORD = re.compile(r"[\W_]+")
_DATE_LINE = re.compile(
    r"[（(]?\s*(?:[〇○零一二三四五六七八九]{4}|\d{4}|20XX)\s*年\s*(?:[一二三四五六七八九十]{1,2}|\d{1,2})\s*月\s*(?:(?:[一二三四五六七八九十]{1,3}|\d{1,2})\s*日)?\s*[）)]?"
)
_SENTENCE_MARK = re.compile("[。；：！？，;:!?,]")
_MOST_SIGNERS, _LONGEST_SIGNER = 4, 24  # lines; characters
_LEADING_LINES = 4  # the lines of a title and an organisation that may stand inside the body


def make_body(
    source: Source,
    reading: str,
    outline: Outline,
    piece: Piece,
    *,
    cleaning: Cleaning,
    convert: Callable[[str], str] | None,
) -> Body:
    """The printed blocks of `piece`: its body span with the edits of `cleaning` made, in paragraphs, headings, tables, pictures and notes.

    No character is changed, added or left out here but by those edits (so `export edits` and the review page tell all of it) and by `convert`, which turns
    traditional text into simplified (None: text is printed as it is). Layout is set anew: blanks around a line, breaks inside a table cell; the lines of the
    title and the organisation are printed above the body. `reading` is the same-length simplified text of the source; `Body.widened` counts the edits of the rule "width".
    """
    setter = Setter(convert)
    frame = Frame.of(source, outline, piece, cleaning)
    placed: list[tuple[tuple[int, int], BodyBlock]] = []
    paragraphs = list(paragraphs_of(frame))
    first = _skip_printed_above(paragraphs, reading, piece)
    printed = paragraphs[first:]
    notes = _notes_by_paragraph([n for n in frame.notes if not frame.in_table(n.anchor)], printed)
    inline = _inline_pictures(frame, printed)
    roles = settle([Line(p.of(frame.text), p.heading, head_end(p, frame.text)) for p in printed])
    for index, (paragraph, role) in enumerate(zip(printed, roles, strict=True)):
        inside = frame.dress.within(Span(paragraph.start, paragraph.end))
        block = set_paragraph(
            setter, paragraph, role, frame, inside, notes=notes.get(index, ()), pictures=inline.get(index, ())
        )
        placed.append(((paragraph.start, 0), block))
    placed += [((b.span.start, 1), set_table(setter, frame, b)) for b in frame.tables]
    placed += [
        ((_after_paragraph(b.span.start, paragraphs), 2), BodyBlock("picture", picture=b.picture))
        for b in frame.pictures
        if not any(b is shown for own in inline.values() for shown in own)
    ]
    placed.sort(key=lambda p: p[0])  # stable: pictures at one place keep their order
    widened = sum(edit.rule == "width" and piece.body.covers(edit.span) for edit in cleaning.edits)
    return Body(piece.id, with_signature([block for _, block in placed]), widened)


def with_signature(blocks: Sequence[BodyBlock]) -> tuple[BodyBlock, ...]:
    """The blocks with the 落款 at the end marked: a line that is only a date, and the short lines of names above it."""
    found = list(blocks)
    at = next(
        (i for i in range(len(found) - 1, max(-1, len(found) - 4), -1) if _DATE_LINE.fullmatch(found[i].text)), None
    )
    if at is None or found[at].kind != "paragraph":
        return tuple(blocks)
    found[at] = replace(found[at], signature=True)
    for i in range(at - 1, max(0, at - 1 - _MOST_SIGNERS), -1):
        block = found[i]
        if (
            block.kind != "paragraph"
            or block.level
            or len(block.text) > _LONGEST_SIGNER
            or _SENTENCE_MARK.search(block.text)
        ):
            break
        found[i] = replace(block, signature=True)
    return tuple(found)


def _skip_printed_above(paragraphs: Sequence[Paragraph], reading: str, piece: Piece) -> int:
    """How many paragraphs at the beginning are the line of the title or of the organisation, which are printed above the body."""
    above = [s for s in (piece.title_span, piece.organisation_span) if s]
    skipped = 0
    while skipped < min(_LEADING_LINES, len(paragraphs)):
        paragraph = paragraphs[skipped]
        if not any(s.start < paragraph.end and paragraph.start < s.end for s in above):
            break
        if _bare(paragraph.of(reading)) not in {_bare(s.of(reading)) for s in above} - {""}:
            break
        skipped += 1
    return skipped


def _bare(text: str) -> str:
    return _NOT_WORD.sub("", text)


def _notes_by_paragraph(notes: Sequence[Block], paragraphs: Sequence[Paragraph]) -> dict[int, list[Block]]:
    """Notes under the paragraph that holds their anchor, or the last one before it."""
    starts = [p.start for p in paragraphs]
    found: dict[int, list[Block]] = {}
    for note in notes if paragraphs else ():
        found.setdefault(max(0, bisect_right(starts, note.anchor or 0) - 1), []).append(note)
    return found


def _inline_pictures(frame: Frame, paragraphs: Sequence[Paragraph]) -> dict[int, list[Block]]:
    """The small pictures that stand in a line of text, under the paragraph that holds them."""
    starts = [p.start for p in paragraphs]
    found: dict[int, list[Block]] = {}
    for block in frame.pictures:
        i = bisect_right(starts, block.anchor) - 1 if block.anchor is not None else -1
        if i >= 0 and stands_in_line(block.picture) and (block.anchor or 0) <= paragraphs[i].end:
            found.setdefault(i, []).append(block)
    return found


def _after_paragraph(offset: int, paragraphs: Sequence[Paragraph]) -> int:
    """Where a picture at `offset` is printed: after the paragraph it stands in."""
    i = bisect_right([p.start for p in paragraphs], offset) - 1
    return max(offset, paragraphs[i].end) if i >= 0 and offset < paragraphs[i].end else offset
