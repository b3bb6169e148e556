"""Which pieces a source holds, with title, organisation, date, genre and completeness; also which title lines are boilerplate."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from jingyan.model.problem import Problem
from jingyan.model.source import Script, Source
from jingyan.model.span import Span
from jingyan.model.structure import Piece
from jingyan.segment.borders import bordered_pieces
from jingyan.segment.contents import find_contents, glued_heading
from jingyan.segment.furniture import Found
from jingyan.segment.lines import HAN, Line, alike, half, plain
from jingyan.segment.marks import (
    MarkedPiece,
    decorated_pieces,
    listed_pieces,
    marked_pieces,
    styled_pieces,
    unmarked_pieces,
)
from jingyan.segment.series import series_pieces
from jingyan.segment.titles import (
    LONGEST,
    Head,
    credit,
    ends_like_title,
    genre_of,
    is_line,
    is_title_like,
    issuer,
    kind_of,
    names_author,
    promised,
    read_head,
    signature,
    without_promise,
)
from jingyan.zh.numerals import parse_numeral

# Text in front of the first mark that is as long as this is a piece of its own (a preface), shorter text is a site's lead-in.
PREFACE = 150
# A last line without end mark from this length on was cut off; shorter ones are signatures.
CUT = 12
# A list that fills this share of a piece makes it a contents list.
CONTENTS_SHARE = 0.4
# So many pieces with one name are a series; a title of its own below that name has so many characters.
SERIES, OWN = 2, 6

_HAN = re.compile(f"[{HAN}]+")
_ENDED = re.compile(r"[。！？!?….；;：:）)》”」』%\]】]\W*$")
_OPENING = 400
# Names of series whose texts have titles of their own.
_ESSAYS = re.compile(
    "(?:论文|作文|征文|随笔|散文|故事|案例|反思|读后感|观后感|演讲稿|通讯|调研报告|事迹材料?|经验材料|典型材料)$"
)


@dataclass(frozen=True, slots=True)
class Layout:
    """Pieces in order (collections before their parts) and all boilerplate, each with whether it is soft (title-like)."""

    pieces: tuple[Piece, ...]
    boilerplate: tuple[tuple[Found, bool], ...]


@dataclass(frozen=True, slots=True)
class _Work:
    """What every step needs: the source, its reading, lines, the indices of boilerplate lines, the titles of the page."""

    source: Source
    reading: str
    lines: tuple[Line, ...]
    skipped: frozenset[int]
    page_titles: tuple[Line, ...] = ()
    holes: tuple[Span, ...] = ()

    def content(self, first: int, last: int) -> tuple[Line, ...]:
        """The lines first..last-1 that are no boilerplate."""
        return tuple(line for line in self.lines[first:last] if line.index not in self.skipped)


def find_pieces(
    source: Source, reading: str, lines: tuple[Line, ...], site: tuple[Found, ...], *, split: bool = True
) -> tuple[Layout, tuple[Problem, ...]]:
    """The Layout of a source and what an editor should know about it (wrong count, cut off)."""
    holes = tuple(item.span for item in site if item.kind == "hole")
    work = _Work(source, reading, lines, _covered(lines, site), holes=holes)
    if not work.content(0, len(lines)):
        return Layout((), tuple((item, False) for item in site)), ()
    marked = _marked(work) if split else ()
    if not marked:
        return _single(work, site)
    work, extra, preface = _before(work, marked[0].first)
    work, foot = _after(work, marked[-1].first)
    pieces, repeats = _labelled(work, marked, preface)
    boilerplate = (*((item, False) for item in site), *extra, *foot, *repeats)
    return Layout(pieces, tuple(sorted(boilerplate, key=lambda pair: pair[0].span))), _problems(
        work, pieces, len(marked)
    )


def _marked(work: _Work) -> tuple[MarkedPiece, ...]:
    """The pieces by the first sign that is there: marks, docx styles, a contents list that names them, titles alone."""
    lines, skipped = work.lines, work.skipped
    lists = find_contents(work.source.path, work.reading, Span(0, len(work.reading)))
    return (
        marked_pieces(lines, skipped, work.reading)
        or styled_pieces(lines, skipped)
        or listed_pieces(lines, skipped, lists)
        or _more_than_repeats(series_pieces(lines, skipped, work.reading), work)
        or decorated_pieces(lines, skipped)
        or bordered_pieces(lines, skipped, work.reading)
        or unmarked_pieces(lines, skipped)
    )


def _more_than_repeats(series: tuple[MarkedPiece, ...], work: _Work) -> tuple[MarkedPiece, ...]:
    """The series, or the pieces between titles where these hold every one of a title's repetitions and more: two papers of one name stand among others."""
    if not series or any(piece.mark is None or piece.mark.family != "same" for piece in series):
        return series
    bordered = bordered_pieces(work.lines, work.skipped, work.reading)
    more = len(bordered) > len(series) and {piece.first for piece in series} <= {piece.first for piece in bordered}
    return bordered if more else series


def _covered(lines: tuple[Line, ...], site: tuple[Found, ...]) -> frozenset[int]:
    whole = [item.span for item in site if item.line is not None]
    covered: set[int] = set()
    at = 0
    for line in lines:
        while at < len(whole) and whole[at].end <= line.span.start:
            at += 1
        if at < len(whole) and whole[at].covers(line.span):
            covered.add(line.index)
    return frozenset(covered)


def _single(work: _Work, site: tuple[Found, ...]) -> tuple[Layout, tuple[Problem, ...]]:
    """The whole source as one piece."""
    work, foot = _trailing_title(work)
    work, head = _page_title(work)
    piece, repeats = _piece(work, MarkedPiece(None, 0, len(work.lines)), "1", None)
    boilerplate = (*((item, False) for item in site), *head, *repeats, *foot)
    return Layout((piece,), tuple(sorted(boilerplate, key=lambda pair: pair[0].span))), _problems(work, (piece,), 1)


def _page_title(work: _Work) -> tuple[_Work, list[tuple[Found, bool]]]:
    """For a single piece: the title of a page that promises several, when a site's introduction and the piece's own title stand below it."""
    content = work.content(0, len(work.lines))
    if len(content) < 3 or without_promise(content[0].text) == content[0].text:
        return work, []
    first, second = content[:2]
    introduced = second.index > first.index + 1
    if not (introduced and is_title_like(first.text) and is_title_like(second.text) and ends_like_title(second.text)):
        return work, []
    return replace(work, skipped=work.skipped | {first.index}, page_titles=(first,)), [
        (Found(first.span, "page_title", "over-an-introduction", first.index), True)
    ]


def _trailing_title(work: _Work) -> tuple[_Work, list[tuple[Found, bool]]]:
    """For a single piece: its title once more as the last line is no part of it."""
    content = work.content(0, len(work.lines))
    if (
        len(content) < 4
        or not is_title_like(content[0].text)
        or plain(without_promise(content[-1].text)) != plain(without_promise(content[0].text))
    ):
        return work, []
    last = content[-1]
    return replace(work, skipped=work.skipped | {last.index}), [
        (Found(last.span, "repeated_title", "at-the-foot", last.index), True)
    ]


def _before(work: _Work, first: int) -> tuple[_Work, list[tuple[Found, bool]], MarkedPiece | None]:
    """What stands before the first mark: page titles (soft boilerplate), a lead-in (boilerplate) or a preface (a piece)."""
    content = work.content(0, first)
    titles = tuple(line for line in content if is_title_like(line.text))
    if content and find_contents(work.source.path, work.reading, Span(content[0].span.start, content[-1].span.end)):
        return work, [], MarkedPiece(None, content[0].index, first)
    rest = [line for line in content if line not in titles]
    work = replace(work, page_titles=titles)
    if sum(len(line.text) for line in rest) >= PREFACE or _is_letter(content):
        return work, [], MarkedPiece(None, content[0].index, first)
    extra = [(Found(line.span, "page_title", "before-the-first-mark", line.index), True) for line in titles]
    extra += [(Found(line.span, "site_intro", "before-the-first-mark", line.index), False) for line in rest]
    return replace(work, skipped=work.skipped | {line.index for line in content}), extra, None


def _is_letter(content: tuple[Line, ...]) -> bool:
    """True for a paper with sentences and a number or a signature of its own."""
    official = any(is_line(name, line.text) for line in content for name in ("document-number", "organisation"))
    return (
        official
        and sum(line.ended and len(line.text) >= CUT for line in content) >= 1
        and signature(content)[1] is not None
    )


def _after(work: _Work, first: int) -> tuple[_Work, list[tuple[Found, bool]]]:
    """The page title once more at the end of the last piece."""
    content = work.content(first + 1, len(work.lines))
    titles = {plain(line.text) for line in work.page_titles}
    if not content or plain(content[-1].text) not in titles:
        return work, []
    last = content[-1]
    return replace(work, skipped=work.skipped | {last.index}), [
        (Found(last.span, "page_title", "at-the-foot", last.index), False)
    ]


def _labelled(
    work: _Work, marked: tuple[MarkedPiece, ...], preface: MarkedPiece | None
) -> tuple[tuple[Piece, ...], list[tuple[Found, bool]]]:
    """The pieces with their labels: "1", "2" …, parts "4.1", a preface "0"; and the title lines that are boilerplate."""
    pieces: list[Piece] = []
    repeats: list[tuple[Found, bool]] = []
    numbered = [("0", preface)] if preface else []
    marked = _own_titles(work, marked)
    for label, item in (*numbered, *((str(n), piece) for n, piece in enumerate(marked, 1))):
        piece, own = _piece(work, item, label, None)
        pieces.append(piece)
        repeats += own
        for n, part in enumerate(item.parts, 1):
            piece, own = _piece(work, part, f"{label}.{n}", label)
            pieces.append(piece)
            repeats += own
    return tuple(pieces), repeats


def _own_titles(work: _Work, marked: tuple[MarkedPiece, ...]) -> tuple[MarkedPiece, ...]:
    """The pieces of a series of essays (德育论文 篇1) without the series' name where the text's own title stands below it."""
    named = Counter(plain(item.mark.title.of(work.reading)) for item in marked if item.mark and item.mark.title)
    return tuple(
        replace(item, mark=replace(item.mark, title=None))
        if item.mark
        and item.mark.title
        and not item.mark.keeps_marker
        and named[plain(item.mark.title.of(work.reading))] >= SERIES
        and _ESSAYS.search(item.mark.title.of(work.reading))
        and _has_own_title(work.content(item.first, item.last), item.mark.title.of(work.reading))
        else item
        for item in marked
    )


def _has_own_title(lines: tuple[Line, ...], series: str) -> bool:
    """True if the line under the mark is a title of its own over prose or an author."""
    if len(lines) < 3:
        return False
    below, after = lines[1], lines[2]
    prose = after.ended or len(after.text) > LONGEST or names_author(after.text) or is_line("subtitle", after.text)
    return len(below.text) >= OWN and is_title_like(below.text) and not alike(below.text, series) and prose


def _piece(work: _Work, item: MarkedPiece, label: str, parent: str | None) -> tuple[Piece, list[tuple[Found, bool]]]:
    """One piece, and its repeated title lines as boilerplate."""
    lines = work.content(item.first, item.last)
    if item.parts:
        lines = work.content(item.first, item.parts[0].first)
    mark = item.mark
    after = lines[1:] if mark else lines
    page_titles = tuple(without_promise(line.text) for line in work.page_titles)
    inline_body = (
        mark is not None
        and mark.title is None
        and mark.organisation is None
        and mark.marker is not None
        and len(_rest(work, mark.marker, lines[0])) > 0
    )
    head = (
        Head("", None, 0) if inline_body else read_head(after, mark.title if mark else None, work.reading, page_titles)
    )
    if mark and mark.organisation:
        head = replace(head, organisation=mark.organisation)
    last = work.content(item.first, item.last)[-1]
    start = lines[0].span.start
    end = last.span.end
    body_start = after[head.lines].span.start if head.lines < len(after) else end
    body_start = head.body or body_start
    if inline_body and mark and mark.marker:
        body_start = lines[0].span.end - len(_rest(work, mark.marker, lines[0]))
    if item.parts:
        body_start = min(body_start, work.lines[item.parts[0].first].span.start)
    body = Span(body_start, end)
    inner = work.content(item.first, item.last)
    piece = _described(
        work,
        Piece(work.source.path, label, Span(start, end), body, ""),
        head,
        [line for line in inner if line.span.end > body_start],
        item,
    )
    piece = replace(piece, marker=mark.marker.of(work.source.text) if mark and mark.marker else None, parent=parent)
    return piece, _repeats(work, head)


def _rest(work: _Work, marker: Span, line: Line) -> str:
    """What stands on the mark's line after it: the body when it is more than marks."""
    return work.reading[marker.end : line.span.end].lstrip(" \u3000\t:、.★☆】)]")


def _repeats(work: _Work, head: Head) -> list[tuple[Found, bool]]:
    """Title lines that only say the title or the page title once more."""
    found: list[tuple[Found, bool]] = []
    promising = {plain(line.text) for line in work.page_titles if without_promise(line.text) != line.text}
    for span in head.repeats:
        text = plain(span.of(work.reading))
        if text in promising:
            found.append((Found(span, "page_title", "repeated", None), False))
        elif text == plain(head.title):
            found.append((Found(span, "repeated_title", "repeated", None), True))
    return found


def _described(work: _Work, piece: Piece, head: Head, body_lines: list[Line], item: MarkedPiece) -> Piece:
    """The piece with everything its words say about it."""
    text, reading = work.source.text, work.reading
    title, span = _title(work, head, body_lines)
    signed, dated = signature(tuple(body_lines))
    organisation = (
        head.organisation
        or (issuer(span.of(reading), span.start) if span else None)
        or signed
        or _credited(work, item)
        or _issuer_below(head, reading)
    )
    if organisation and reading[organisation.start] in "((【":
        organisation = Span(organisation.start + 1, organisation.end - (reading[organisation.end - 1] in "))】"))
    date = head.date or dated
    subtitle = head.subtitle.of(text).lstrip("-—－─ \u3000") if head.subtitle else None
    named = f"{span.of(reading) if span else title}\n{head.subtitle.of(reading) if head.subtitle else ''}".strip()
    genre = genre_of(named, _opening(reading, piece.body))
    kind = kind_of(genre)
    lists = find_contents(work.source.path, reading, piece.span, piece.label) if not item.parts else ()
    if sum(len(found.span) for found in lists) >= CONTENTS_SHARE * len(piece.body) and lists:
        kind, genre = "contents", "contents"
        organisation = head.organisation
    elif kind == "contents" and not lists:
        kind, genre = "report", "other"
    if item.parts:
        kind = "collection"
    if piece.label == "0" and kind not in ("contents", "document"):
        kind = "other"
    return replace(
        piece,
        title=title,
        title_span=span,
        subtitle=subtitle,
        organisation=organisation.of(text) if organisation else None,
        organisation_span=organisation,
        date=date.of(text).strip("()（）") if date else None,
        kind=kind,
        genre=genre,
        script=_script(work, piece.span),
        complete=kind in ("contents", "collection") or _is_complete(work, piece.span, body_lines),
    )


def _issuer_below(head: Head, reading: str) -> Span | None:
    """The organisation a subtitle begins with (——河东小学办学纪实)."""
    if head.subtitle is None:
        return None
    text = head.subtitle.of(reading)
    name = text.lstrip("-—－─ \u3000")
    return issuer(name, head.subtitle.start + len(text) - len(name))


def _credited(work: _Work, item: MarkedPiece) -> Span | None:
    """The organisation in a line of site furniture at the end of a piece that says who sent it in."""
    foot = [line for line in work.lines[item.first : item.last][-4:] if line.index in work.skipped]
    return next((found for line in foot if (found := credit(line))), None)


def _opening(reading: str, body: Span) -> str:
    return reading[body.start : min(body.end, body.start + _OPENING)]


def _title(work: _Work, head: Head, body_lines: list[Line]) -> tuple[str, Span | None]:
    """The title in the source's own words: its own, else the page's, else the word 目录 over a list, else the file's name."""
    if head.span:
        title = "".join(head.span.of(work.source.text).split("\n")).replace("\r", "").strip()
        return title[: len(without_promise(half(title)))], head.span
    if work.page_titles:
        line = work.page_titles[-1]
        title = line.span.of(work.source.text)
        kept = title[: len(without_promise(half(title)))]
        return kept, Span(line.span.start, line.span.start + len(kept))
    if body_lines and is_line("contents-heading", body_lines[0].text):
        return body_lines[0].span.of(work.source.text), body_lines[0].span
    if body_lines and (glued := glued_heading(body_lines[0].text)):
        start = body_lines[0].span.start
        return work.source.text[start : start + glued], Span(start, start + glued)
    return PurePosixPath(work.source.path.replace("\\", "/")).stem, None


def _script(work: _Work, span: Span) -> Script:
    """The script of a part of the source, told from how much of it the reading changed (a third of all characters in traditional text)."""
    own, read = half(span.of(work.source.text)), span.of(work.reading)
    han = sum(map(len, _HAN.findall(own)))
    if not han:
        return "none"
    changed = 0 if own == read else sum(a != b for a, b in zip(own, read, strict=True))
    if changed <= max(2, 0.01 * han):
        return (
            "simplified"
            if work.source.script in ("traditional", "mixed")
            else work.source.script
            if work.source.script != "none"
            else "simplified"
        )
    return "traditional" if changed >= 0.2 * han else "mixed"


def _is_complete(work: _Work, span: Span, body: list[Line]) -> bool:
    """False if a site left a hole in the piece or its last line stops inside a sentence."""
    last = body[-1] if body else None
    if any(span.covers(hole) for hole in work.holes):
        return False
    if last is None or last.in_table:
        return True
    if _ENDED.search(last.text) or len(last.text) < CUT:
        return True
    if any(is_line(name, last.text) for name in ("organisation", "date", "document-number")):
        return True
    return bool(
        re.match(r"附[件表::]|联系|电话|主题词|抄送|\(|（|作者|撰稿|执笔|\d+[.、]", last.text)
    ) or last.text.endswith(("日", "印发"))


def _problems(work: _Work, pieces: tuple[Piece, ...], count: int) -> tuple[Problem, ...]:
    """What an editor should know: a count that does not hold, pieces cut off, pieces without a title."""
    found = [problem for line in work.page_titles if (problem := _wrong_count(work, line, count))][:1]
    path = work.source.path
    for piece in pieces:
        if not piece.complete:
            end = Span(max(piece.span.start, piece.span.end - 20), piece.span.end)
            found.append(
                Problem(
                    "segment.incomplete",
                    "warning",
                    path,
                    f"第{piece.label}篇《{piece.title}》不完整:末句中断或中间有略去的部分。",
                    "请向报送单位补要全文。",
                    end,
                )
            )
        if piece.title_span is None:
            start = Span(piece.span.start, min(piece.span.end, piece.span.start + 20))
            found.append(
                Problem(
                    "segment.untitled",
                    "info",
                    path,
                    f"第{piece.label}篇没有标题,暂用文件名“{piece.title}”。",
                    "请核定标题。",
                    start,
                )
            )
    return tuple(found)


def _wrong_count(work: _Work, line: Line, count: int) -> Problem | None:
    written = promised(line.text)
    value = parse_numeral(written) if written else None
    if value is None or value == count:
        return None
    return Problem(
        "segment.count",
        "warning",
        work.source.path,
        f"标题写明{written}篇,实际拆出{count}篇。",
        "请核对是否缺篇或多拆。",
        line.span,
    )
