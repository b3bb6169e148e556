"""Lines of one shape that may start pieces (①… 案例1|… 【分享二】… ★…★ 某校:…) and the one decision whether they are pieces or sections.

Shapes that leave no doubt (第一篇: …) are in `marks.py`; here any sign, any numeral and any word will do, and the evidence around decides. Words in `series.toml`.
"""

import itertools
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from jingyan.model.span import Span
from jingyan.segment.headings import starts_with_marker
from jingyan.segment.lines import Line, alike, plain, table
from jingyan.segment.marks import Mark, MarkedPiece
from jingyan.segment.titles import ends_like_title, is_line, is_title_like, issuer, names_author, signature
from jingyan.zh.numerals import parse_numeral

# Points that make a series of lines the titles of pieces; see `points`.
ENOUGH = 3
# A text under a mark has at least this many characters.
SHORTEST = 40
# A title with a word for a kind of paper has so many characters (主要做法 is a heading).
PAPER = 6
# The file's heading stands in so many lines at most.
HEADING = 8

_OPEN, _CLOSE = r"[【\[(〔「『《〈〖{<]", r"[】\])〕」』》〉〗}>]"
_NUM = r"(?P<number>[一二三四五六七八九十百零〇壹贰叁肆伍陆柒捌玖拾]{1,3}|\d{1,3}|[①-⑳⑴-⒇㈠-㈩Ⅰ-Ⅻ])"
_NUM2 = r"[一二三四五六七八九十\d]{1,3}"
_SEP = r"(?:\s*[::、.．·•|｜丨┃/／—–-]+\s*|\s+|$)"
_SIGNS = "★☆●◆■▲△▼※◎○◇□♦♥✦✿❀✪▶►➤◈▎▌"
_CAPITALS = str.maketrans("壹贰叁肆伍陆柒捌玖拾", "一二三四五六七八九十")
_COUNTED = re.compile(
    r"(?<![第\d年])(?P<count>[一二两三四五六七八九十]{1,3}|\d{1,2})\s*(?:篇|则|例|份|条(?=$|[))])|(?:个|所|位|名|家)(?:[一-鿿]{0,4})(?:乡镇|县|市|区|学校|单位|典型|案例|故事|样本|地方|地区|校长|教师|老师))"
)

# A second half of one report.
_PLAN = re.compile(r"(?:计划|打算|安排|设想|思路)$")
# How a site's introduction says that several papers follow.
_OFFERED = re.compile(
    r"(?:几|多|数|[\d一二两三四五六七八九十]{1,3})篇|小编.{0,40}(?:范文|发言稿|讲话稿|演讲稿|总结|报告)"
)
_SENDS = re.compile(r"(?:印发|转发|批转|公布|颁发|发布|下发|推广|通报|报送).{0,60}(?:通知|通报|决定|函|报告)$")


@cache
def _shapes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Names and patterns of lines; a line has the first shape that matches it whole."""
    words = "|".join(row["pattern"] for row in table("series")["word"])
    title = r"(?P<title>.{0,60})"
    return tuple(
        (name, re.compile(pattern))
        for name, pattern in (
            (
                "word",
                rf"(?P<marker>{_OPEN}?\s*[一-鿿]{{0,6}}?(?:{words})\s*之?第?\s*{_NUM}\s*{_CLOSE}?)(?:{_SEP}|(?<={_CLOSE})|(?<=[①-⑳])){title}",
            ),
            ("ordinal", rf"(?P<marker>{_OPEN}?第\s*{_NUM}\s*(?:{words})\s*{_CLOSE}?)(?:{_SEP}|(?<={_CLOSE})){title}"),
            (
                "bare",
                rf"(?P<marker>{_OPEN}\s*{_NUM}\s*[楼#]?\s*{_CLOSE})[、.．::]?\s*{title}",
            ),
            (
                "bare",
                r"(?P<marker>(?P<number>[①-⑳⑴-⒇㈠-㈩Ⅰ-Ⅻ])[、.．::]?|(?P<n2>0\d)(?=[\s、.．::|/·-]|[一-鿿])[、.．::|/·-]?|(?P<n3>[一二三四五六七八九十]{1,3}|\d{1,2})\s*[、.．]|(?P<n4>\d{1,2})(?=\s+[一-鿿“《]))\s*"
                r"(?P<title>\S.{2,58})",
            ),
            ("alone", rf"(?P<marker>{_OPEN}?\s*{_NUM}\s*{_CLOSE}?[、.．]?)"),
            (
                "field",
                r"(?P<marker>(?:标题|题目|篇名|(?:文章|材料|稿件|案例)(?:标题|题目|名称))\s*[::])\s*(?P<title>\S.{3,58})",
            ),
            (
                "over",
                r"(?P<marker>(?:报送|填报|上报|推荐|选送|供稿|作者|发言|交流|汇报|来稿)?(?:单位|学校)\s*[::])\s*[^::。]{3,40}",
            ),
            ("unit", rf"(?P<marker>{_OPEN}(?P<unit>[^】\])〕」』》〉〗}}>]{{3,24}}){_CLOSE})\s*(?P<title>.{{0,50}})"),
            ("unit", r"(?P<marker>(?P<unit>[一-鿿]{3,24})\s*(?:[::]|[|｜丨]))\s*(?P<title>.{4,50})"),
            ("hash", r"(?P<marker>#)\s*(?P<title>[^#\s].{3,50})"),
            ("sign", rf"(?P<marker>[{_SIGNS}]{{1,3}})\s*(?P<title>[^{_SIGNS}]{{4,50}}?)\s*[{_SIGNS}]{{0,3}}"),
        )
    )


@dataclass(frozen=True, slots=True)
class Series:
    """Lines of one shape: their marks in order, the class of their word, where the texts end."""

    marks: tuple[Mark, ...]
    kind: str
    end: int


@dataclass(frozen=True, slots=True)
class _View:
    """The content a series lies in: its lines by index, the reading."""

    lines: tuple[Line, ...]
    skipped: frozenset[int]
    reading: str

    def content(self, first: int, last: int) -> list[Line]:
        """Lines first..last-1 that are no boilerplate."""
        return [line for line in self.lines[first:last] if line.index not in self.skipped]


def series_pieces(lines: tuple[Line, ...], skipped: frozenset[int], reading: str) -> tuple[MarkedPiece, ...]:
    """The pieces of the series with most points, () when none has enough of them."""
    view = _View(lines, skipped, reading)
    best: tuple[int, Series] | None = None
    for series in _all_series(view):
        value = points(series, view)
        if value >= ENOUGH and (best is None or value > best[0]):
            best = value, series
    if best is None:
        return ()
    marks = best[1].marks
    ends = [*(mark.line for mark in marks[1:]), len(lines)]
    return tuple(
        MarkedPiece(None if mark.family.startswith("over") else mark, mark.line, end)
        for mark, end in zip(marks, ends, strict=True)
    )


# --- reading lines -------------------------------------------------------------------------------------------------------------------------------


def _shape_of(line: Line) -> tuple[Mark, str] | None:
    """The mark that a line may be and the class of its word."""
    if len(line.text) > 80 or line.in_table:
        return None
    core = line.text.rstrip(" \u3000*#=~_-—")
    core = core.lstrip(" \u3000*=~_-—" if core[:1] == "#" and re.match(r"#\s*[^#\s]", core) else " \u3000*#=~_-—")
    offset = line.span.start + line.text.find(core)
    for name, pattern in _shapes():
        match = pattern.fullmatch(core)
        if match and (made := _made(name, match, offset, line)):
            return made
    return None


def _made(name: str, match: re.Match[str], offset: int, line: Line) -> tuple[Mark, str] | None:
    groups = match.groupdict()
    title = (groups.get("title") or "").strip()
    if title and (not _is_title(title) or title[0] in "、,.;:)】"):
        return None
    if name in ("bare", "sign", "field", "hash") and not title:
        return None
    written = next((groups[key] for key in ("number", "n2", "n3", "n4") if groups.get(key)), "")
    number = int(parse_numeral(unicodedata.normalize("NFKC", written).strip("()").translate(_CAPITALS)) or 0)
    if written and not number:
        number = _roman(written)
    if written and not number:
        return None
    kind, organisation = name, None
    if name in ("word", "ordinal"):
        kind = word_class(match["marker"])
    if name == "unit":
        unit = match["unit"].strip()
        if not (is_line("organisation", unit) or re.fullmatch(r"[一-鿿]{2,7}[县市区镇乡州旗]", unit)):
            return None
        if is_line("organisation", unit):
            organisation = Span(offset + match.start("unit"), offset + match.start("unit") + len(unit))
    marker = Span(offset + match.start("marker"), offset + match.start("marker") + len(match["marker"].rstrip()))
    span = None
    if title:
        start = offset + match.start("title")
        start += len(match["title"]) - len(match["title"].lstrip())
        span = Span(start, start + len(title))
    if (
        span
        and (both := re.fullmatch(r"([^|｜丨]{3,30}?)\s*[|｜丨]\s*(.{4,})", title))
        and is_line("organisation", both[1])
    ):
        organisation = Span(span.start, span.start + len(both[1]))
        span = Span(span.start + both.start(2), span.end)
    shape = re.sub(r"\s", "", match["marker"].replace(written, "\0", 1) if written else match["marker"])
    family = f"{name}:{(groups.get('unit') and 'unit') or shape}"
    return Mark(line.index, family, number, False, marker, span, organisation=organisation), kind


def _is_title(title: str) -> bool:
    bare = re.sub(r"[((][^()]{2,40}[))]$", "", title)
    return (
        2 <= len(title) <= 60
        and title[-1] not in "。;；,，、:："
        and "。" not in title
        and (len(bare) < 4 or is_title_like(bare) or names_author(title))
    )


def _roman(written: str) -> int:
    return next((n for n, sign in enumerate("ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ", 1) if sign == written), 0)


def word_class(marker: str) -> str:
    """section, paper, case or annex, by the words next to the number of a mark such as 【案例1】 or 第二则."""
    number = next(iter(re.finditer(_NUM + rf"(?=\s*{_CLOSE}?$)|(?<=第){_NUM2}", marker.strip())), None)
    before, after = (marker[: number.start()], marker[number.end() :]) if number else (marker, "")
    before = re.sub(rf"{_OPEN}|\s|第|(?<=.)之$", "", before)
    after = re.sub(rf"{_CLOSE}|\s", "", after)
    found = [
        (len(match.group()), str(row["name"]))
        for row in table("series")["word"]
        if (match := re.match(row["pattern"], after) if after else re.search(rf"(?:{row['pattern']})$", before))
    ]
    return max(found, key=lambda pair: pair[0])[1] if found else "section"


# --- sequences -----------------------------------------------------------------------------------------------------------------------------------


def _all_series(view: _View) -> Iterable[Series]:
    """Every sequence of marks of one shape, numbered 1, 2, 3 … or without numbers; for plain numbers also of those with an author only."""
    families: dict[str, list[Mark]] = {}
    kinds: dict[str, str] = {}
    for line in view.lines:
        if line.index in view.skipped:
            continue
        if (found := _shape_of(line)) and (found[1] != "over" or _over_a_title(line, view)):
            families.setdefault(found[0].family, []).append(found[0])
            kinds[found[0].family] = found[1]
    for family, found_marks in families.items():
        marks = [_with_author_above(mark, view) for mark in found_marks]
        for some in (marks, [mark for mark in marks if _author(mark, view)]):
            if run := _sequence(some, kinds[family], view):
                yield Series(run, kinds[family], len(view.lines))
    if run := _same_lines(view):
        yield Series(run, "same", len(view.lines))


def _with_author_above(mark: Mark, view: _View) -> Mark:
    """The mark whose line names only an organisation while the title stands under it, with that organisation."""
    title = mark.title
    below = view.content(mark.line + 1, mark.line + 2)
    if title is None or not is_line("organisation", title.of(view.reading)) or not below:
        return mark
    return replace(mark, title=None, organisation=title) if is_title_like(below[0].text) else mark


def _over_a_title(line: Line, view: _View) -> bool:
    """True if the next line is a title and no title stands above this one."""
    below = view.content(line.index + 1, line.index + 2)
    above = view.content(max(line.index - 1, 0), line.index)
    return any(is_title_like(after.text) for after in below) and not any(
        is_title_like(before.text) and line.index - 1 > 0 for before in above
    )


def _sequence(marks: list[Mark], kind: str, view: _View) -> tuple[Mark, ...]:
    """The marks numbered 1 … n, each with a text of its own; () when fewer than two, or plain numbers that start again."""
    run: list[Mark] = []
    for mark in marks:
        if not mark.number or mark.number == len(run) + 1:
            run.append(mark)
        elif kind == "bare" and mark.number == 1:
            return ()
    if len(run) < 2 or any(not _has_text(text) for text in _texts(run, view)):
        return ()
    return tuple(run)


def _same_lines(view: _View) -> tuple[Mark, ...]:
    """The file's first title said again over each text."""
    content = view.content(0, len(view.lines))
    if not content or not (is_title_like(content[0].text) and ends_like_title(content[0].text)):
        return ()
    title = plain(content[0].text)
    same = [line for line in content if len(line.text) <= 2 * len(content[0].text) and plain(line.text) == title]
    if len(same) < 2:
        return ()
    marks = [Mark(line.index, "same", 0, False, None, line.span) for line in same]
    return tuple(marks) if all(_has_text(text) for text in _texts(marks, view)) else ()


def _texts(marks: Iterable[Mark], view: _View) -> list[list[Line]]:
    """The lines under each mark."""
    ends = [*(mark.line for mark in marks), len(view.lines)]
    return [view.content(a + 1, b) for a, b in itertools.pairwise(ends)]


def _has_text(text: list[Line]) -> bool:
    return sum(len(line.text) for line in text) >= SHORTEST and any(line.ended for line in text)


# --- evidence ------------------------------------------------------------------------------------------------------------------------------------


def points(series: Series, view: _View) -> int:
    """How much speaks for pieces (from ENOUGH on) and against them, that is for sections of one paper.

    | seen | points |
    | --- | --- |
    | the word is a kind of paper (材料一, 第二则) / a case (案例1) / a part (第一部分) | 3 / 1 / −3 |
    | an author stands in brackets, under the title, in front of it or at the foot, for two thirds of the marks | 3 |
    | the heading or an editor's note promises as many (三则, 五篇) / says 汇编, 选登 … | 3 / 2 |
    | titles end with words for papers (总结, 汇报) / all of them do, after 第一部分 or a plain number / begin with different places | 2 / 4 / 1 |
    | each text is greeted, or signed | 3 |
    | each text counts its own sections again, at the mark's own level / deeper under a word | 3 / 1 |
    | no text stands in front, for marks with a word | 1 |
    | text stands in front that is no note | −3 |
    | the file has one title with one author or subtitle | −3 |
    | a title names a part of every report (基本情况, 存在问题) / half of them tell what to do | −4 / −1 |
    """
    texts = _texts(series.marks, view)
    titles = [_title(mark, view) for mark in series.marks]
    if series.kind == "annex":
        return _annex_points(series, titles, texts, view)
    value = {"paper": 3, "case": 1, "section": -3, "same": 3, "field": 2, "over": 2, "hash": 1}.get(series.kind, 0)
    value += 3 * _most(_author(mark, view) for mark in series.marks)
    value += 3 * _most(_is_spoken(text) for text in texts)
    value += _heading_points(series, view)
    papers = [ends_like_title(title) and len(title) >= PAPER for title in titles]
    value += 2 * _most(papers) + 2 * (series.kind in ("section", "bare") and all(papers))
    places = [
        match.group()
        for title in titles
        if (match := re.match(r"[一-鿿]{2,6}?[县市区镇乡州旗校园](?![一-鿿]{0,1}$)", title))
    ]
    value += len(set(places)) == len(titles)
    value += _numbering_points(series, texts)
    if any(_sign("section", title) or (series.kind in ("section", "bare") and _PLAN.search(title)) for title in titles):
        value -= 4
    value -= _most((_sign("action", title) for title in titles), 0.5)
    return value


def _annex_points(series: Series, titles: list[str], texts: list[list[Line]], view: _View) -> int:
    """Annexes are pieces when a paper sends them out and each is a paper: title, sentences, sections or an author of its own."""
    before = view.content(0, series.marks[0].line)
    sent = signature(tuple(before))[1] is not None or any(_SENDS.search(line.text) for line in before[:3])
    whole = (
        bool(title)
        and sum(line.ended for line in text) >= 2
        and (_author(mark, view) or sum(starts_with_marker(line.text) for line in text) >= 2)
        for mark, title, text in zip(series.marks, titles, texts, strict=True)
    )
    return ENOUGH * (sent and all(whole))


def _most(seen: Iterable[bool], share: float = 2 / 3) -> bool:
    told = list(seen)
    return sum(told) >= share * len(told)


def _sign(name: str, text: str) -> bool:
    return any(row["name"] == name and re.search(row["pattern"], text) for row in table("series")["sign"])


def _title(mark: Mark, view: _View) -> str:
    if mark.title:
        return mark.title.of(view.reading)
    below = view.content(mark.line + 1, mark.line + 4)
    return below[0].text if below and is_title_like(below[0].text) else ""


def _author(mark: Mark, view: _View) -> bool:
    """True if an author belongs to the mark's title: in brackets at its end, in front of it, or under it with only titles between."""
    if mark.organisation is not None or mark.family.startswith(("over", "unit")):
        return True
    line = view.lines[mark.line]
    title = mark.title.of(view.reading) if mark.title else line.text
    bracket = re.search(r"[((]([^()]{3,40})[))]$", title)
    if (bracket and names_author(bracket[1])) or issuer(title, 0):
        return True
    below = view.content(mark.line + 1, mark.line + 6)[:3]
    at = next((i for i, after in enumerate(below) if names_author(after.text)), None)
    own = mark.title is not None
    return at is not None and all(
        is_line("subtitle", after.text) or (alike(title, after.text) if own else is_title_like(after.text))
        for after in below[:at]
    )


def _is_spoken(text: list[Line]) -> bool:
    """True for a text that greets its listeners, thanks them, or is signed with a name and a date."""
    greeted = any(re.match(r"(?:尊敬的|敬爱的|各位|同志们|老师们|领导).{0,40}[::!！]$", line.text) for line in text[:4])
    thanked = any(re.search(r"(?:谢谢(?:大家|各位)|汇报完毕|请.{0,6}(?:批评)?指正)", line.text) for line in text[-3:])
    organisation, _ = signature(tuple(text))
    return greeted or thanked or organisation is not None


def _heading_points(series: Series, view: _View) -> int:
    """What the lines in front of the first mark say."""
    before = view.content(0, series.marks[0].line)
    prose = [line for line in before if line.ended or len(line.text) > 60]
    notes = [line for line in prose if _sign("note", line.text)]
    heading = [line.text for line in before if line not in prose][:HEADING]
    value = 0
    furniture = [
        line.text for line in view.lines[: series.marks[0].line] if line.index in view.skipped and len(line.text) < 60
    ]
    introduced = [
        line.text for line in view.lines[: series.marks[0].line] if line.index in view.skipped or line in notes
    ]
    if series.kind == "alone" and len(prose) == len(notes) and any(_OFFERED.search(text) for text in introduced):
        value += 3 * _stand_apart(series, view)
    if any(_promises(text, len(series.marks)) for text in (*heading, *(line.text for line in notes), *furniture)):
        value += 3
    collected = any(_sign("collection", text) for text in heading)
    if collected or notes:
        value += 2
    if len(prose) > len(notes):
        value -= 3
    elif series.kind in ("case", "paper", "section"):
        value += 1
    owned = any(is_line("subtitle", text) or names_author(text) for text in heading[1:])
    return value - 3 * (owned and not collected)


def _stand_apart(series: Series, view: _View) -> bool:
    """True if each number stands behind the end of a sentence or a signature: it is no number of a page."""
    above = (view.content(max(mark.line - 3, 0), mark.line)[-1:] for mark in series.marks[1:])
    return all(line.ended or is_line("date", line.text) for lines in above for line in lines)


def _promises(text: str, count: int) -> bool:
    return any(parse_numeral(match["count"].replace("两", "二")) == count for match in _COUNTED.finditer(text))


def _numbering_points(series: Series, texts: list[list[Line]]) -> int:
    """3 if the texts count again at the level of the marks, 1 if each of them has numbered sections under a word."""
    own = series.marks[0].family if series.kind == "bare" else ""
    inner = [next((line.text for line in text if starts_with_marker(line.text)), "") for text in texts]
    if own.startswith("bare:\0、") and sum(text.startswith("一、") for text in inner) >= 2:
        return 3
    firsts = sum(bool(re.match(r"一、|[((]一[))]|1[.、．]|[((]1[))]", text)) for text in inner)
    return int(firsts == len(texts) and series.kind != "bare")
