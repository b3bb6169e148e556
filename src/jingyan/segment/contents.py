"""Contents lists: entries with title, organisation and page out of run-together text, and the arithmetic that must hold; patterns in `contents.toml`."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from jingyan.model.span import Span
from jingyan.model.structure import Contents, ContentsEntry
from jingyan.segment.contents_layout import by_columns, settled
from jingyan.segment.contents_leaders import GAP, Leader, groups, patterns
from jingyan.segment.contents_numbers import unnumbered
from jingyan.segment.lines import half
from jingyan.segment.titles import is_line

# Fewer entries make no list; with the word 目录 above, two do.
FEWEST, FEWEST_HEADED = 3, 2
# An entry's title (the longest seen has 52 characters) and what may stand between leader and page.
LONGEST_TITLE, LONGEST_ORGANISATION = 90, 30


_WORD = re.compile(r"目[ \u3000]{0,4}录")
# 目录, two dots or dashes, a dot and a blank; begun with one set of characters, which a search runs through fastest.
_HINT = re.compile(r"[目.．·•…‥⋯∙‧・—–─_-](?:(?<=目)[ \u3000\t]*[录次]|(?<!目)[.．·•…‥⋯∙‧・—–─_-]|(?<=[.．·•…]) )")


@dataclass(slots=True)
class _Place:
    """The part and group the next entry belongs to."""

    part: str | None = None
    group: str | None = None
    rank: int = 9

    def enter(self, text: str) -> None:
        """Begin the part `text`; under a part of a higher style of numbers (第一编, 壹, 一) it is a group."""
        rank = 0 if text[0] in "第上中下" else 1 if text[0] in "壹贰叁参肆伍陆柒捌玖拾" else 2
        if self.part and rank > self.rank:
            self.group = text
        else:
            self.part, self.group, self.rank = _part_name(text), None, rank


def find_contents(source: str, reading: str, span: Span, piece: str | None = None) -> tuple[Contents, ...]:
    """The contents lists inside `span` of a reading, in order; titles in simplified script, entry spans from title to page.

    Lists with leaders are found anywhere, lists with pages behind tabs or without pages only under a heading 目录.
    """
    if not _HINT.search(reading, span.start, span.end):
        return ()
    own = span.of(reading)
    text, whole = half(own), Span(0, len(own))
    headed = [match.end() for match in patterns()["heading"].finditer(text)]
    found = [
        entries
        for leaders in groups(text, whole, headed)
        if (entries := by_columns(text, _entries(text, whole, leaders))) and _is_list(entries, headed)
    ]
    if not found and not headed and (packed := _packed(text)):
        found = [packed]
    if not found and headed:
        below = Span(headed[-1], len(text))
        found = [entries for entries in (_columns(text, below) or _plain_lines(text, below),) if entries]
    return tuple(
        Contents(
            source,
            piece,
            _moved(_whole(text, entries, headed), span.start),
            tuple(replace(e, span=_moved(e.span, span.start)) for e in settled(_own_words(own, unnumbered(entries)))),
        )
        for entries in found
    )


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _own_words(reading: str, entries: list[ContentsEntry]) -> Iterator[ContentsEntry]:
    """The entries with title and organisation in the reading's own width of marks."""
    for entry in entries:
        title, at = _written(reading, entry.span.start, entry.title)
        organisation = _written(reading, at, entry.organisation)[0] if entry.organisation else None
        yield replace(entry, title=title, organisation=organisation)


def _written(reading: str, at: int, words: str) -> tuple[str, int]:
    """`words` as they are written in the reading from `at` on (other characters between them passed over), and the place after them."""
    found: list[str] = []
    for char in words:
        while half(reading[at]) != char:
            at += 1
        found.append(reading[at])
        at += 1
    return "".join(found), at


def _is_list(entries: list[ContentsEntry], headed: list[int]) -> bool:
    """True for enough entries: under a heading 目录 in any order, elsewhere with pages that go up nearly everywhere."""
    pages = [entry.page or 0 for entry in entries]
    rising = sum(a <= b for a, b in itertools.pairwise(pages))
    under = any(at <= entries[0].span.start for at in headed)
    return len(entries) >= FEWEST_HEADED if under else len(entries) >= FEWEST and rising >= 0.7 * (len(pages) - 1)


def _whole(reading: str, entries: list[ContentsEntry], headed: list[int]) -> Span:
    """From the heading above the list, if it is near, to its last page."""
    above = [at for at in headed if at <= entries[0].span.start and entries[0].span.start - at <= GAP]
    start = reading.rfind("\n", 0, above[-1]) + 1 if above else min(entry.span.start for entry in entries)
    return Span(start, max(entry.span.end for entry in entries))


def _entries(reading: str, span: Span, leaders: list[Leader]) -> list[ContentsEntry]:
    place = _Place()
    entries: list[ContentsEntry] = []
    begin = _first_begin(reading, span, leaders[0].start)
    for leader in leaders:
        lines = _peel(reading, _lines(reading, begin, leader.start), place)
        begin = leader.end
        if not lines:
            continue
        lines, organisation = _author_below(reading, lines, leader.organisation)
        title = "".join(line.of(reading) for line in lines)
        if len(lines) == 1 and not organisation and patterns()["paged-part"].fullmatch(title):
            place.enter(title)
        elif len(title) <= LONGEST_TITLE:
            title, organisation = _owned(title, organisation)
            if patterns()["back-matter"].fullmatch(title):
                place = _Place()
            entries.append(
                ContentsEntry(
                    Span(lines[0].start, leader.end), title, organisation, leader.page, place.part, place.group
                )
            )
    return entries


def _author_below(reading: str, lines: list[Span], organisation: str | None) -> tuple[list[Span], str | None]:
    """The lines of a title and its organisation, which may stand on a line of its own behind a dash."""
    if organisation or len(lines) < 2:
        return lines, organisation
    author = patterns()["author-line"].fullmatch(lines[-1].of(reading))
    if author and is_line("organisation", author["organisation"]):
        return lines[:-1], author["organisation"]
    return lines, None


def _first_begin(reading: str, span: Span, leader: int) -> int:
    """Where the text of the first entry may begin: after a heading 目录, else at its line or the part and group lines above it."""
    low = max(span.start, leader - GAP)
    headings = [match.end() for match in patterns()["heading"].finditer(reading, low, leader)]
    if headings:
        below = headings[-1] + len(reading[headings[-1] : leader]) - len(reading[headings[-1] : leader].lstrip())
        again = patterns()["glued-heading"].match(reading, below, leader)
        return again.end() if again else headings[-1]
    lines = _lines(reading, low, leader)
    begin = lines[-1].start if lines else leader
    if glued := patterns()["glued-heading"].match(reading, begin, leader):
        return glued.end()
    for line in reversed(lines[:-1]):
        if not (
            patterns()["part"].fullmatch(_unspaced(line.of(reading))) or patterns()["group"].fullmatch(line.of(reading))
        ):
            break
        begin = line.start
    return begin


def glued_heading(line: str) -> int:
    """How many characters a heading 目录 with the volume's name takes in front of a list that begins on its line; 0 if there is none."""
    match = patterns()["glued-heading"].match(line)
    return len(match.group().rstrip(" \u3000:：")) if match and _HINT.search(line, match.end()) else 0


def _lines(reading: str, start: int, end: int) -> list[Span]:
    """The lines of reading[start:end] that are not blank, without outer white space."""
    found: list[Span] = []
    for match in re.finditer(r"[^\r\n]+", reading[start:end]):
        text = match.group()
        if text.strip():
            at = start + match.start() + len(text) - len(text.lstrip())
            found.append(Span(at, at + len(text.strip())))
    return found


def _peel(reading: str, lines: list[Span], place: _Place) -> list[Span]:
    """Take part and group marks off the front of the lines before a leader; what is left is the title."""
    lines = list(lines)
    while lines:
        text = _unspaced(lines[0].of(reading))
        packed = patterns()["packed-part"].match(text)
        glued = packed or patterns()["glued-part"].match(text)
        if glued and (packed or not patterns()["part"].fullmatch(text)):
            place.enter(glued["part"].strip())
            lines[0] = Span(lines[0].start + glued.end(), lines[0].end)
        elif group := patterns()["glued-group"].match(text):
            place.group = group["group"].strip()
            lines[0] = Span(lines[0].start + group.end(), lines[0].end)
        elif len(lines) > 1 and patterns()["part"].fullmatch(text):
            place.enter(text)
            lines.pop(0)
        elif len(lines) > 1 and patterns()["group"].fullmatch(text):
            place.group = text
            lines.pop(0)
        elif len(lines) > 1 and _is_bare_part(text, lines[1].of(reading)):
            place.enter(text)
            lines.pop(0)
        else:
            break
    return lines


def _unspaced(text: str) -> str:
    """A letter-spaced line (一 、 政 策 文 件) without its blanks; other lines as they are."""
    letters = re.split("[ \u3000]+", text)
    return "".join(letters) if len(letters) > 4 and all(len(letter) == 1 for letter in letters) else text


def _is_bare_part(text: str, below: str) -> bool:
    """True for a short line without number (领导讲话) above an entry: a title is wrapped in longer lines, and its rest is no title by itself."""
    return (
        bool(patterns()["bare-part"].fullmatch(text)) and len(below) > len(text) and below[0] not in "的和与及—–─-(（"
    )


def _part_name(text: str) -> str:
    """The name of a part without its number."""
    match = patterns()["part"].fullmatch(text.strip())
    return (match["name"] or match["half"] or match["bare"]) if match else text


def _owned(title: str, organisation: str | None) -> tuple[str, str | None]:
    """Title and organisation of an entry: half a title that stands before the organisation goes back to the title."""
    if not organisation:
        return _organisation_before(title)
    organisation = organisation.strip("—–─- \u3000\t")
    more, gap, last = re.fullmatch(r"(?:(.*\S)(\s{2,}|\t))?(.*)", organisation, re.DOTALL).groups("")  # type: ignore[union-attr]
    if gap and is_line("organisation", last):
        title, organisation = f"{title}{gap}{more}", last
    bracketed = re.fullmatch(r"[(\[【](.*)[)\]】]", organisation)
    return title, bracketed[1].strip() if bracketed else organisation


def _organisation_before(title: str) -> tuple[str, str | None]:
    """Title and organisation when the organisation stands before the leader, apart by blanks or in brackets at the end."""
    match = re.fullmatch(
        r"(?P<title>\S.{4,}?)(?:\s*[((/／—]+\s*|\s+)(?P<organisation>[^\s()（）/／—]{3,30})[))]?", title
    )
    if match and is_line("organisation", match["organisation"]):
        return match["title"], match["organisation"]
    return title, None


def _columns(reading: str, span: Span) -> list[ContentsEntry]:
    """Entries of a list whose pages stand behind tabs or wide blanks, as word processors write them."""
    return _of_lines(reading, span, patterns()["column"])


def _plain_lines(reading: str, span: Span) -> list[ContentsEntry]:
    """Entries of a list with pages right at the line ends, or without any pages."""
    paged = _of_lines(reading, span, patterns()["ending-page"])
    if len(paged) >= FEWEST and _is_list(paged, []) and paged[-1].page != paged[0].page:
        return paged
    place = _Place()
    entries: list[ContentsEntry] = []
    for line in _lines(reading, span.start, span.end):
        text = line.of(reading)
        if len(text) > LONGEST_TITLE or text[-1] in "。;；!！?？:：,，" or text in {entry.title for entry in entries}:
            break
        if _is_mark(text, place):
            continue
        title, organisation = _organisation_before(text)
        entries.append(ContentsEntry(line, title, organisation, None, place.part, place.group))
    return entries if len(entries) >= FEWEST else []


def _packed(reading: str) -> list[ContentsEntry]:
    """Entries of a list that stands on one line behind the word 目录 with its pages between blanks; pages must go up."""
    for line in _lines(reading, 0, len(reading)) if _WORD.search(reading) else ():
        glued = patterns()["glued-heading"].match(reading, line.start, line.end)
        if not glued:
            continue
        place = _Place()
        entries: list[ContentsEntry] = []
        for match in patterns()["packed-entry"].finditer(reading, glued.end(), line.end):
            rest = _peel(reading, [Span(match.start(), match.end("title"))], place)[0]
            title, organisation = _organisation_before(rest.of(reading))
            span = Span(rest.start, match.end())
            entries.append(ContentsEntry(span, title, organisation, int(match["page"]), place.part, place.group))
        pages = [entry.page or 0 for entry in entries]
        if len(entries) >= FEWEST and all(a < b for a, b in itertools.pairwise(pages)):
            return entries
    return []


def _of_lines(reading: str, span: Span, pattern: re.Pattern[str]) -> list[ContentsEntry]:
    """Entries from whole lines that match `pattern`; the list ends at two other lines in a row."""
    place = _Place()
    entries: list[ContentsEntry] = []
    missed = 0
    for line in _lines(reading, span.start, span.end):
        match = pattern.fullmatch(line.of(reading))
        if match and match["title"].startswith("第") and _is_mark(match["title"].strip(), place):
            missed = 0
            continue
        if match is None:
            missed = 0 if _is_mark(line.of(reading), place) else missed + 1
            if missed == 2:
                break
            continue
        missed = 0
        groups = match.groupdict()
        title, organisation = match["title"].strip(), (groups.get("organisation") or "").strip()
        if not organisation:
            title, before = _organisation_before(title)
            organisation = before or ""
        entries.append(
            ContentsEntry(
                line, title, organisation or None, int(match["page"] or groups["leaf"]), place.part, place.group
            )
        )
    return entries if len(entries) >= FEWEST_HEADED else []


def _is_mark(text: str, place: _Place) -> bool:
    """True for a part or group line, which `place` then holds."""
    if patterns()["part"].fullmatch(_unspaced(text)):
        place.enter(_unspaced(text))
        return True
    if patterns()["group"].fullmatch(text) and not _organisation_before(text)[1]:
        place.group = text
        return True
    return False
