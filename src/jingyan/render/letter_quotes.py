"""Places of a finding as a letter quotes them: the sentence around what is asked about, never across lines; long ones shortened."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from jingyan.model.finding import Member
from jingyan.model.span import Span
from jingyan.render.catalogue import Catalogue, Numbered, union
from jingyan.render.foreign import printable
from jingyan.render.places import Paragraphs, piece_of

AROUND = 40  # code points of a sentence on each side of what is asked about
GAP = 50  # longer stretches between two places of one line are shortened
LONGEST = 60  # of one marked stretch
_SENTENCE = re.compile(r"[。！？!?；;]")
_CLAUSE = re.compile(r"[。！？!?；;，,、：:（()）]")


@dataclass(frozen=True, slots=True)
class Line:
    """Members that stand in one line of a source: `paragraph` counted in the `piece` (0 outside every piece), `spans` sorted."""

    source: str
    piece: Numbered | None
    paragraph: int
    spans: tuple[Span, ...]


def lines(catalogue: Catalogue, paragraphs: Paragraphs, members: Iterable[Member]) -> Iterator[Line]:
    """The members by line, in the order of the first member of each line; one that runs over several lines stands under its first."""
    grouped: dict[tuple[str, int], list[Member]] = {}
    for member in members:
        source = catalogue.sources.get(member.source)
        if source is not None:
            begin = source.text.rfind("\n", 0, member.span.start) + 1
            grouped.setdefault((member.source, begin), []).append(member)
    for (path, _), own in grouped.items():
        piece = piece_of(catalogue, own[0])
        spans = union(m.span for m in own)
        yield Line(path, piece, paragraphs.number(piece, spans[0].start) if piece else 0, spans)


def quoted_sentence(text: str, spans: Sequence[Span]) -> tuple[tuple[str, bool], ...]:
    """(text, is marked) of the sentence around the `spans` of one line, shortened with …; on one line."""
    low, high = _around(text, spans, _SENTENCE)
    start, end = max(low, spans[0].start - AROUND), min(high, spans[-1].end + AROUND)
    parts = [("…" if start > low else "", False)]
    at = start
    for span in spans:
        parts += [(_short(text[at : span.start], GAP), False), (_short(span.of(text), LONGEST), True)]
        at = span.end
    parts += [(text[at:end], False), ("…" if end < high else "", False)]
    said = [(re.sub(r"\s+", " ", printable(t)), hit) for t, hit in parts]
    return tuple(_trimmed([p for p in said if p[0]]))


def quoted_clause(text: str, span: Span) -> str:
    """The words between the marks around `span`, at most 16 code points on each side."""
    low, high = _around(text, (span,), _CLAUSE)
    low, high = max(low, span.start - 16), min(high, span.end + 16)
    return re.sub(r"\s+", " ", printable(text[low:high])).strip(" ，,、。；;：:")


def _around(text: str, spans: Sequence[Span], stop: re.Pattern[str]) -> tuple[int, int]:
    """From the end of the sentence or line before to the end of the one in which the last span ends; nothing beyond 400 code points is looked at."""
    begin = max(text.rfind("\n", 0, spans[0].start) + 1, spans[0].start - 400)
    marks = [m.end() for m in stop.finditer(text, begin, spans[0].start)]
    line_end = text.find("\n", spans[-1].end)
    line_end = min(len(text) if line_end < 0 else line_end, spans[-1].end + 400)
    after = stop.search(text, max(spans[-1].end - 1, spans[-1].start), line_end)
    return (marks[-1] if marks else begin), (max(after.end(), spans[-1].end) if after else max(line_end, spans[-1].end))


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most * 2 // 3]}……{text[-most // 3 :]}"


def _trimmed(parts: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """Without blanks at both ends."""
    if parts:
        parts[0] = (parts[0][0].lstrip(), parts[0][1])
        parts[-1] = (parts[-1][0].rstrip(), parts[-1][1])
    return [p for p in parts if p[0]]
