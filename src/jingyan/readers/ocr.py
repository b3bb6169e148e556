"""Scanned pages → lines with places by a `Recogniser` that is handed down; limits, reading order and what an editor is told. No OCR library here."""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from jingyan.model.programs import Recogniser, SeenLine, SeenPage
from jingyan.model.source import Block, RawFile
from jingyan.model.span import Span
from jingyan.readers.draft import Draft, Note, note
from jingyan.readers.pdf_lines import PageLines, Paragraph, TextLine, paragraphs
from jingyan.readers.problems import Refusal
from jingyan.readers.reading_order import gutters, in_order
from jingyan.readers.settings import ReadSettings
from jingyan.readers.sniff import Sniffed, named

PICTURES = frozenset({"PNG", "JPEG", "TIFF", "BMP", "WEBP", "GIF"})  # what sniff calls those that can be recognised
_LEAST_TEXT = 15  # characters: a photograph with a sign in it is no text
_UNSURE = 0.96  # mean over a page's characters: clean and skewed prints have 0.995, a faint one at 100 dpi 0.93 with one character in 14 wrong
_GUESSED = 0.8  # at 0.62 every second character was wrong: guesses would be taken for words and figures
_GIVE_UP = 2  # pages in a row without an answer
_MANY = 20
_GAP = 1.0  # times the height of a line: a wider gap parts cells of a table


@dataclass(slots=True)
class Desk:
    """The pages of one file at the recogniser: what came of each, until the time for a file is used up."""

    recogniser: Recogniser
    settings: ReadSettings
    clock: Callable[[], float] = time.monotonic
    seen: list[int] = field(default_factory=list)
    unsure: list[int] = field(default_factory=list)
    unread: list[int] = field(default_factory=list)
    started: float | None = None
    failed: int = 0

    def page(self, number: int, picture: bytes, *, frame: int = 0) -> SeenPage | None:
        """What the recogniser saw on page `number` (from 1) of the file; None when there was no time, it failed, or it guessed."""
        if self.is_closed():
            self.unread.append(number)
            return None
        settings = self.settings
        page = self.recogniser.recognise(
            picture, page=frame, seconds=min(settings.ocr_page_seconds, self._left()), pixels=settings.max_pixels
        )
        if page is None:
            self.failed += 1
            self.unread.append(number)
            return None
        self.failed = 0
        if characters(page.lines) and sureness(page.lines) < _GUESSED:
            self.unread.append(number)
            return None
        if characters(page.lines):
            self.seen.append(number)
            if sureness(page.lines) < _UNSURE:
                self.unsure.append(number)
        return page

    def is_closed(self) -> bool:
        """Whether no more pages are taken: too many, too long, or no answer again and again."""
        return len(self.seen) >= self.settings.ocr_pages or self._left() <= 0 or self.failed >= _GIVE_UP

    def notes(self) -> tuple[Note, ...]:
        """What an editor should know about the pages that were recognised."""
        program = self.recogniser.name
        told = (("read.ocr_text", self.seen), ("read.ocr_unsure", self.unsure), ("read.ocr_unread", self.unread))
        return tuple(note(code, pages=page_words(pages), program=program) for code, pages in told if pages)

    def _left(self) -> float:
        now = self.clock()
        if self.started is None:
            self.started = now
        return self.started + self.settings.ocr_file_seconds - now


def read_picture(file: RawFile, sniffed: Sniffed, settings: ReadSettings, recogniser: Recogniser) -> Draft:
    """The text of a picture file (all pages of a TIFF); Refusal when it holds hardly any."""
    desk = Desk(recogniser, settings)
    pages, number, count = list[PageLines](), 0, 1
    while number < count and not (number and desk.is_closed()):
        page = desk.page(number + 1, file.data, frame=number)
        if page is None:
            pages.append(PageLines(0.0, ()))
        else:
            count = min(page.pages, settings.max_pages)
            pages.append(seen_lines(page, 1.0))
        number += 1
    desk.unread += range(number + 1, count + 1)
    if sum(len(line.text) for page in pages for line in page.lines) < _LEAST_TEXT:
        raise Refusal("read.image", named=named(file.path, sniffed.kind), kind=sniffed.detail)
    text, blocks, spans = assembled(paragraphs(pages))
    return Draft(text, blocks, notes=desk.notes(), recognised=spans)


def assembled(paragraphs: Sequence[Paragraph]) -> tuple[str, tuple[Block, ...], tuple[Span, ...]]:
    """Text and blocks of these paragraphs, and the spans of those that were recognised (neighbours as one)."""
    blocks: list[Block] = []
    spans: list[Span] = []
    start = 0
    for text, seen, is_note in paragraphs:
        end = start + len(text) + 1
        blocks.append(Block("note" if is_note else "paragraph", Span(start, end - 1)))
        if seen and spans and spans[-1].end == start:
            spans[-1] = Span(spans[-1].start, end)
        elif seen:
            spans.append(Span(start, end))
        start = end
    return "".join(p.text + "\n" for p in paragraphs), tuple(blocks), tuple(spans)


def seen_lines(page: SeenPage, scale: float) -> PageLines:
    """A recognised page as lines in reading order, their places times `scale` in points from the bottom left.

    The recogniser breaks a line at wide blanks: what stands at one height is put together again, cells of a table parted by tabs.
    """
    boxes = sorted((b for b in page.lines if b.text.strip()), key=lambda b: (b.top + b.bottom, b.left))
    heights = sorted(b.bottom - b.top for b in boxes)
    usual = heights[len(heights) // 2] if heights else 1.0
    single = [_text_line([b], page.height, scale, usual) for b in boxes]
    parted = gutters(single)
    rows = _rows(boxes, [x / scale for x in parted])
    joined = [_text_line(row, page.height, scale, usual) for row in rows]
    return PageLines(page.height * scale, tuple(in_order(joined, parted)))


def characters(lines: Iterable[SeenLine]) -> int:
    """How many characters were recognised."""
    return sum(len(line.text) for line in lines)


def sureness(lines: Sequence[SeenLine]) -> float:
    """The mean over all characters; 0 without any."""
    return sum(line.sure * len(line.text) for line in lines) / max(1, characters(lines))


def page_words(numbers: Sequence[int]) -> str:
    """Page numbers for a sentence, neighbours as a range, only the first ones of many."""
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and number == ranges[-1][-1] + 1:
            ranges[-1][1:] = [number]
        else:
            ranges.append([number])
    shown = "、".join("—".join(map(str, r)) for r in ranges[:_MANY])
    return shown + (f" 等 {len(numbers)}" if len(ranges) > _MANY else "")


def _rows(boxes: Sequence[SeenLine], parted: Sequence[float]) -> list[list[SeenLine]]:
    """Boxes at one height that no gutter parts, each row from left to right, rows from top to bottom."""
    rows: list[list[SeenLine]] = []
    for box in boxes:
        row = next((row for row in reversed(rows[-4:]) if _is_beside(row, box, parted)), None)
        if row is None:
            rows.append([box])
        else:
            row.append(box)
    return [sorted(row, key=lambda b: b.left) for row in rows]


def _is_beside(row: Sequence[SeenLine], box: SeenLine, parted: Sequence[float]) -> bool:
    other = row[-1]
    overlap = min(other.bottom, box.bottom) - max(other.top, box.top)
    if overlap < 0.5 * min(other.bottom - other.top, box.bottom - box.top):
        return False
    first, second = sorted((other, box), key=lambda b: b.left)
    return second.left > first.left and not any(first.right <= x <= second.left for x in parted)


def _text_line(row: Sequence[SeenLine], height: int, scale: float, usual: float) -> TextLine:
    text, last = "", row[0]
    for box in row:
        if text:
            text += "\t" if box.left - last.right > _GAP * usual else ""
        text += box.text.strip()
        last = box
    size = sum(b.bottom - b.top for b in row) / len(row)
    if abs(size - usual) < 0.3 * usual:
        size = usual  # boxes differ with their characters; print of one size must look so
    middle = height - sum((b.top + b.bottom) / 2 for b in row) / len(row)
    return TextLine(
        text, row[0].left * scale, max(b.right for b in row) * scale, middle * scale, size * scale, seen=True
    )
