"""Marks that start a piece (第一篇: … 篇一 … 标题1) and which of them are real; patterns in `marks.toml`."""

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from jingyan.model.span import Span
from jingyan.model.structure import Contents, ContentsEntry
from jingyan.segment.headings import starts_with_marker
from jingyan.segment.lines import Line, plain, table
from jingyan.segment.titles import ends_like_title, is_line, is_title_like, names_author, promised
from jingyan.zh.numerals import parse_numeral

# A piece has at least this many characters after its mark; less between two marks is a list of titles.
SHORTEST = 30
# Parts of a piece (标题1, 标题2) and unmarked pieces are longer: they need the more certain signs.
SHORTEST_PART = 100
SHORTEST_UNMARKED = 200
# Share of a contents list's titles that must stand over pieces before the list cuts a file.
FOUND_SHARE = 0.6

# Families whose numbers may go on in one another.
_MIXABLE = ("ordinal", "suffix", "prefix", "model", "material", "named-number")
# How a note of the editors in front of the first piece begins.
_NOTE = re.compile(r"[【\[((]?(?:编者按|编者的话|编者|按语?|导语|导读|题记|开栏语|前言)[】\]))]?[::\s]")
_DECORATION = " \t\u3000\xa0★☆●◆■▲△▼※#=~*—-_·•>»"
_HINT = re.compile(
    r"篇|[范例参][文考]|样本|样文|模板|示例|材料|发言|经验|案例|事迹|典型|^[((【]?之|之\s*[一二三四五六七八九十\d]|附\s*件|[0-9一二三四五六七八九十][)】\]]?$|^[【\[(]?\s*(?:[一二三四五六七八九十\d]{1,3}[)】、.． ]|[A-Za-z])"
)
# A numbered entry of a contents list that names a paper, not a section of one (一、基本情况, 二、主要做法).
_PAPER = re.compile(
    r"(?P<marker>(?:[一二三四五六七八九十]{1,3}|\d{1,2})[、.．])\s*(?P<title>.{4,50}(?:总结|小结|报告|汇报|材料|方案|讲话|发言|通知|意见|简报|事迹|纪实|计划|案例))"
)
_BETWEEN_SIGNS = re.compile(r"([★☆●◆■▲△▼※◎○◇□♦♥✦✿]{1,5})\s*([^★☆●◆■▲△▼※◎○◇□♦♥✦✿]{4,60}?)\s*\1")
_NUMBER = re.compile(r"^[((【]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[))】]?[、.．]?\s*")
_LEADER = re.compile(r"[.．·•…‥]{2,}\s*\d{0,4}$|\t\d{1,4}$")


@dataclass(frozen=True, slots=True)
class Mark:
    """A line that starts a piece: its index, family and number, the spans of marker and of a title on the same line (None when there is none)."""

    line: int
    family: str
    number: int
    strong: bool
    marker: Span | None
    title: Span | None
    keeps_marker: bool = False
    signed: bool = False
    opens: bool = False
    authored: bool = False
    heads: bool = False
    names: bool = False
    sectioned: bool = False
    organisation: Span | None = None


@dataclass(frozen=True, slots=True)
class MarkedPiece:
    """Lines first..last-1 with the mark that starts them; `parts` when it is a collection."""

    mark: Mark | None
    first: int
    last: int
    parts: tuple["MarkedPiece", ...] = ()


@cache
def _patterns() -> tuple[tuple[dict[str, Any], re.Pattern[str]], ...]:
    return tuple((row, re.compile(row["pattern"])) for row in table("marks")["mark"])


def mark_of(line: Line) -> Mark | None:
    """The mark that a line is, by the first row of marks.toml that matches it, or None."""
    core = line.text.strip(_DECORATION)
    if not core or (len(core) > 70 and not core.startswith(("第", "篇", "【", "(", "[", "("))):
        return None
    if not _HINT.search(core):
        return None
    offset = line.span.start + line.text.find(core)
    for row, pattern in _patterns():
        match = pattern.fullmatch(core)
        if match and not _LEADER.search(core):
            return _made(row, match, offset)
    return None


def _made(row: dict[str, Any], match: re.Match[str], offset: int) -> Mark | None:
    groups = match.groupdict()
    written = groups.get("number") or groups.get("n2") or (groups["marker"] if row.get("same_title") else "")
    number = parse_numeral(written)
    marker = Span(offset + match.start("marker"), offset + match.start("marker") + len(match["marker"].rstrip()))
    name = next((name for name in ("after", "title") if groups.get(name)), None)
    title = Span(offset + match.start(name), offset + match.end(name)) if name else None
    same = bool(row.get("same_title"))
    if same:
        title = Span(offset, offset + len(match.group()))
    return Mark(
        -1,
        row["family"],
        int(number or 0),
        row["strong"],
        marker,
        title,
        same,
        bool(row.get("signed")),
        bool(row.get("opens")),
        bool(row.get("authored")),
        bool(row.get("heads")),
        bool(row.get("names")),
        bool(row.get("sectioned")),
    )


def marked_pieces(lines: tuple[Line, ...], skipped: frozenset[int], reading: str) -> tuple[MarkedPiece, ...]:
    """The pieces that marks make of `lines`, outer ones with their parts; () when no mark is real. `skipped` are boilerplate lines."""
    marks = _candidates(lines, skipped, reading)
    outer = _outer(marks, lines, skipped)
    if not outer:
        return ()
    ends = [mark.line for mark in outer[1:]] + [len(lines)]
    return tuple(_with_parts(mark, end, marks, lines, skipped, reading) for mark, end in zip(outer, ends, strict=True))


def _candidates(lines: tuple[Line, ...], skipped: frozenset[int], reading: str) -> list[Mark]:
    found: list[Mark] = []
    for line in lines:
        if line.index in skipped or line.in_table:
            continue
        mark = mark_of(line)
        if mark and mark.signed and not _over_organisation(line, lines, skipped):
            continue
        if mark and mark.authored and not _over_author(line, lines, skipped):
            continue
        if mark and mark.heads and _over_title(line, lines, skipped):
            mark = replace(mark, title=None, marker=line.span)
        if mark:
            title = mark.title
            if title and not mark.keeps_marker and not _names_text(title.of(reading).strip(), line, lines, skipped):
                organisation = title if is_line("organisation", title.of(reading).strip()) else None
                title, mark = None, replace(mark, organisation=organisation)
            if mark.names and title is None and len(line.text) >= 4 and not _over_title(line, lines, skipped):
                title = line.span
            found.append(replace(mark, line=line.index, title=title))
    return found


def _over_organisation(line: Line, lines: tuple[Line, ...], skipped: frozenset[int]) -> bool:
    """True if the next line of content names an organisation or a speaker, or says the title again: only then a numbered heading is a title."""
    following = _following(line, lines, skipped, 2)
    if not following:
        return False
    below = following[0].text
    if is_line("subtitle", below) or names_author(below):
        return True
    title = plain(_NUMBER.sub("", line.text))
    if len(title) < 4 or not title.startswith(plain(below[:8])):
        return False
    return title in (plain(below), "".join(plain(after.text) for after in following))


def _names_text(title: str, line: Line, lines: tuple[Line, ...], skipped: frozenset[int]) -> bool:
    """True if the words after a mark are a title, also one that reads like an organisation's name when no other title follows."""
    return is_title_like(title) or (
        names_author(title) and not any(is_title_like(x.text) for x in _following(line, lines, skipped, 1))
    )


def _following(line: Line, lines: tuple[Line, ...], skipped: frozenset[int], count: int) -> list[Line]:
    some = (lines[at] for at in range(line.index + 1, len(lines)) if at not in skipped)
    return list(itertools.islice(some, count))


def _over_title(line: Line, lines: tuple[Line, ...], skipped: frozenset[int]) -> bool:
    """True if the next line reads like a title."""
    return any(is_title_like(after.text) for after in _following(line, lines, skipped, 1))


def _over_author(line: Line, lines: tuple[Line, ...], skipped: frozenset[int]) -> bool:
    """True if the line that names an author is one of the three below, with nothing but a title before it."""
    following = _following(line, lines, skipped, 3)
    author = next((i for i, after in enumerate(following) if names_author(after.text)), None)
    return author is not None and all(is_title_like(after.text) for after in following[:author])


def _outer(marks: list[Mark], lines: tuple[Line, ...], skipped: frozenset[int]) -> list[Mark]:
    """The run of marks that cuts the file: that of the family whose first real mark stands first."""
    runs = [
        run
        for family in _families(marks)
        if (run := _run([m for m in marks if m.family == family], len(lines), lines, skipped, SHORTEST))
    ]
    best = min(runs, key=lambda run: run[0].line, default=[])
    mixed = _mixed(marks, lines, skipped)
    return mixed if len(mixed) > len(best) and (not best or mixed[0].line <= best[0].line) else best


def _mixed(marks: list[Mark], lines: tuple[Line, ...], skipped: frozenset[int]) -> list[Mark]:
    """The run of a file that was put together from several: marks of different families whose numbers go on (第1篇, 范文二, 篇3)."""
    run: list[Mark] = []
    for mark in marks:
        if mark.family in _MIXABLE and mark.number == len(run) + 1:
            run.append(replace(mark, family="mixed"))
    return _run(run, len(lines), lines, skipped, SHORTEST) if len(run) >= 3 else []


def _families(marks: list[Mark]) -> list[str]:
    return list(dict.fromkeys(mark.family for mark in marks))


def _run(marks: list[Mark], end: int, lines: tuple[Line, ...], skipped: frozenset[int], shortest: int) -> list[Mark]:
    """The real marks among those of one family: with text of their own, numbers that go up from 1 (or start again), enough of them."""
    ends = [*(mark.line for mark in marks[1:]), end][: len(marks)]
    long = [
        mark
        for mark, stop in zip(marks, ends, strict=True)
        if _length(lines[mark.line + 1 : stop], skipped, mark, lines) >= shortest
    ]
    run: list[Mark] = []
    for mark in long:
        if (
            mark.number == 1
            or (run and run[-1].number < mark.number <= run[-1].number + 3)
            or (mark.strong and not run)
        ):
            run.append(mark)
    if run and run[0].opens and not _opens_file(run, lines, skipped):
        return []
    if run and run[0].sectioned and not _all_sectioned(run, end, lines):
        return []
    if any(mark.strong for mark in run) or len({mark.number for mark in run}) >= 2:
        return run
    return run if run and run[0].family in ("ordinal", "prefix", "suffix") and _opens(run[0], lines, skipped) else []


def _all_sectioned(run: list[Mark], end: int, lines: tuple[Line, ...]) -> bool:
    """True if at least two numbered lines stand under each mark."""
    texts = itertools.pairwise([*(mark.line for mark in run), end])
    return all(sum(starts_with_marker(line.text) for line in lines[a + 1 : b]) >= 2 for a, b in texts)


def _opens_file(run: list[Mark], lines: tuple[Line, ...], skipped: frozenset[int]) -> bool:
    """True if all of the run name their authors, or no text and no author of the whole stands in front of it (a note of the editors may)."""
    heading = [line.text for line in lines[: run[0].line] if line.index not in skipped]
    authored = all(_is_authored(lines[mark.line], lines, skipped) for mark in run)
    if not authored and any(is_line("subtitle", text) or names_author(text) for text in heading[1:]):
        return False
    before = [line for line in lines[: run[0].line] if line.index not in skipped and line.ended]
    if not before or (len(before) == 1 and _NOTE.match(before[0].text)):
        return True
    return len(run) >= 2 and authored


def _is_authored(line: Line, lines: tuple[Line, ...], skipped: frozenset[int]) -> bool:
    """True if a mark's line ends with its author in brackets, or an author stands below."""
    match = re.search(r"[((]([^()（）]{3,40})[))]$", line.text)
    return bool(match and names_author(match[1])) or _over_author(line, lines, skipped)


def _opens(mark: Mark, lines: tuple[Line, ...], skipped: frozenset[int]) -> bool:
    """True if only short lines stand in front of a mark: a file cut off after its first piece."""
    return (
        all(len(line.text) < SHORTEST_PART for line in lines[: mark.line] if line.index not in skipped)
        and mark.line <= 5
    )


def _length(between: Iterable[Line], skipped: frozenset[int], mark: Mark, lines: tuple[Line, ...]) -> int:
    own = lines[mark.line].span.end - mark.marker.end if mark.marker and mark.title is None else 0
    return own + sum(len(line.text) for line in between if line.index not in skipped)


def _with_parts(
    mark: Mark, end: int, marks: list[Mark], lines: tuple[Line, ...], skipped: frozenset[int], reading: str
) -> MarkedPiece:
    inside = [m for m in marks if mark.line < m.line < end and m.family != mark.family]
    for family in _families(inside):
        same = _same_title([m for m in inside if m.family == family], reading)
        announced = promised(lines[mark.line].text) is not None
        run = _run(same, end, lines, skipped, SHORTEST if announced else SHORTEST_PART)
        if len(run) >= 2 and run[0].number == 1:
            ends = [m.line for m in run[1:]] + [end]
            parts = tuple(MarkedPiece(m, m.line, stop) for m, stop in zip(run, ends, strict=True))
            return MarkedPiece(mark, mark.line, end, parts)
    return MarkedPiece(mark, mark.line, end)


def _same_title(marks: list[Mark], reading: str) -> list[Mark]:
    """For titles with a running number: only those with the title of the first one numbered 1."""
    if not any(mark.keeps_marker for mark in marks):
        return marks
    first = next((mark for mark in marks if mark.number == 1), None)
    return [mark for mark in marks if first and _stem(mark, reading) == _stem(first, reading)]


def _stem(mark: Mark, reading: str) -> str:
    title = mark.title.of(reading) if mark.title else ""
    return plain(title).rstrip("0123456789一二三四五六七八九十")


def styled_pieces(lines: tuple[Line, ...], skipped: frozenset[int]) -> tuple[MarkedPiece, ...]:
    """Pieces of a word-processed file with several titles: paragraphs in a title style, or top headings without a number that read like titles."""
    titled = [
        line
        for line in lines
        if line.index not in skipped
        and line.block is not None
        and line.block.style.strip().lower() in ("title", "标题", "文档标题", "主标题", "大标题")
    ]
    starts = _first_of_groups(titled)
    if len(starts) < 2:
        starts = _first_of_groups(_top_headings(lines, skipped))
    return _cut(starts, lines, skipped)


def _top_headings(lines: tuple[Line, ...], skipped: frozenset[int]) -> list[Line]:
    """Lines of outline level 1 when they are titles of pieces: the file opens with one and most read like titles of papers."""
    top = [line for line in lines if line.index not in skipped and line.block is not None and line.block.outline == 1]
    content = next((line for line in lines if line.index not in skipped), None)
    if len(top) < 2 or top[0] is not content or not all(is_title_like(line.text) for line in top):
        return []
    paper_like = sum(ends_like_title(line.text) or _followed_by_organisation(line, lines) for line in top)
    return top if paper_like * 2 >= len(top) else []


def _followed_by_organisation(line: Line, lines: tuple[Line, ...]) -> bool:
    return line.index + 1 < len(lines) and is_line("organisation", lines[line.index + 1].text)


def _first_of_groups(found: list[Line]) -> list[Line]:
    """The first of each group of neighbouring lines (a title over two paragraphs)."""
    return [
        line
        for before, line in zip([None, *found], found, strict=False)
        if before is None or line.index != before.index + 1
    ]


def _cut(
    starts: list[Line], lines: tuple[Line, ...], skipped: frozenset[int], fewest: int = 2
) -> tuple[MarkedPiece, ...]:
    """The pieces that begin at `starts`, () unless there are `fewest` or more with text of their own."""
    if len(starts) < fewest:
        return ()
    ends = [*(line.index for line in starts[1:]), len(lines)]
    pieces = [MarkedPiece(None, line.index, end) for line, end in zip(starts, ends, strict=True)]
    if any(sum(len(x.text) for x in lines[p.first : p.last]) < SHORTEST_PART for p in pieces):
        return ()
    return tuple(pieces)


def unmarked_pieces(lines: tuple[Line, ...], skipped: frozenset[int]) -> tuple[MarkedPiece, ...]:
    """Pieces set one after the other without any mark: titles of papers, each followed by a long text whose numbering starts again.

    The file must open with such a title; each later one must follow the end of a sentence, a signature or a date.
    """
    content = [line for line in lines if line.index not in skipped and not line.in_table]
    if not content or not (is_title_like(content[0].text) and ends_like_title(content[0].text)):
        return ()
    starts = [content[0]]
    for before, line in itertools.pairwise(content):
        closed = before.ended or is_line("date", before.text) or is_line("organisation", before.text)
        if closed and is_title_like(line.text) and ends_like_title(line.text) and len(line.text) >= 8:
            starts.append(line)
    pieces = _cut(starts, lines, skipped)
    certain = [piece for piece in pieces if _is_whole(lines[piece.first : piece.last])]
    return pieces if pieces and len(certain) == len(pieces) else ()


def decorated_pieces(lines: tuple[Line, ...], skipped: frozenset[int]) -> tuple[MarkedPiece, ...]:
    """Pieces whose titles are set between the same signs (★…★, ●…●), the first of them before any sentence."""
    content = [line for line in lines if line.index not in skipped and not line.in_table]
    starts = [line for line in content if (match := _BETWEEN_SIGNS.fullmatch(line.text)) and is_title_like(match[2])]
    first = next((line for line in content if line.ended), None)
    if len(starts) < 2 or first is None or starts[0].index > first.index:
        return ()
    return tuple(_between_signs(piece, lines) for piece in _cut(starts, lines, skipped))


def _between_signs(piece: MarkedPiece, lines: tuple[Line, ...]) -> MarkedPiece:
    """The piece with its signs as mark and what stands between them as title."""
    line = lines[piece.first]
    match = _BETWEEN_SIGNS.fullmatch(line.text)
    if not match:
        return piece
    start = line.span.start
    title = Span(start + match.start(2), start + match.end(2))
    return replace(piece, mark=Mark(line.index, "decorated", 0, True, Span(start, start + match.end(1)), title))


def _is_whole(lines: tuple[Line, ...]) -> bool:
    """True for a text that numbers its own sections from the start, or names its organisation under the title."""
    numbered = any(line.text.startswith(("一、", "(一)", "（一）")) for line in lines)
    signed = len(lines) > 1 and is_line("organisation", lines[1].text)
    return sum(len(line.text) for line in lines) >= SHORTEST_UNMARKED and (numbered or signed)


def listed_pieces(
    lines: tuple[Line, ...], skipped: frozenset[int], lists: tuple[Contents, ...]
) -> tuple[MarkedPiece, ...]:
    """Pieces of a volume whose contents list names them: after the list, the lines that are its entries' titles start pieces.

    The entries must read like titles of papers (a report's own list of sections does not count) and most of them must be found in order.
    """
    for found in lists:
        after = [line for line in lines if line.span.start >= found.span.end and line.index not in skipped]
        titles = [entry.title for entry in found.entries if _names_piece(entry)]
        if len(titles) >= 2 and 2 * len(titles) >= len(found.entries):
            starts = _in_order(titles, after)
            if len(starts) >= 2 and len(starts) >= FOUND_SHARE * len(titles):
                return _cut(starts, lines, skipped)
        if len(found.entries) >= 2 and all(_PAPER.fullmatch(entry.title) for entry in found.entries):
            starts = _in_order([entry.title for entry in found.entries], after)
            if len(starts) == len(found.entries):
                return tuple(_numbered(piece, lines) for piece in _cut(starts, lines, skipped))
        starts = _in_order([entry.title for entry in found.entries if not starts_with_marker(entry.title)], after)
        signed = [line for line in starts if _over_organisation(line, lines, skipped)]
        if starts and len(signed) == len(starts) and starts[0] in after[:2]:
            return _cut(starts, lines, skipped, fewest=1)
    return ()


def _numbered(piece: MarkedPiece, lines: tuple[Line, ...]) -> MarkedPiece:
    """The piece with its number in the list (一、) as its mark."""
    line = lines[piece.first]
    match = _PAPER.fullmatch(line.text)
    if not match:
        return piece
    start = line.span.start
    marker, title = Span(start, start + len(match["marker"])), Span(start + match.start("title"), line.span.end)
    return replace(piece, mark=Mark(line.index, "listed", 0, True, marker, title))


def _names_piece(entry: ContentsEntry) -> bool:
    return not starts_with_marker(entry.title) and (
        bool(entry.organisation) or ends_like_title(entry.title) or len(entry.title) >= 12
    )


def _in_order(titles: list[str], lines: list[Line]) -> list[Line]:
    """For each title the first line after the one found before that says it, alone or together with the next line."""
    found: list[Line] = []
    at = 0
    for title in map(plain, titles):
        for i in range(at, len(lines)):
            text = plain(lines[i].text)
            following = plain(lines[i + 1].text) if i + 1 < len(lines) else ""
            if text and (text == title or (title.startswith(text) and text + following == title)):
                found.append(lines[i])
                at = i + 1
                break
    return found
