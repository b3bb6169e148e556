"""Lines that say whose a piece is and from when: organisation, person, office, date, in any order, with labels or without; tables in `titles.toml`."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from jingyan.model.span import Span
from jingyan.segment.lines import Line, table

# A line of authors is no longer than this.
LONGEST = 90

_OPENING, _CLOSING = " \u3000(（【[", " \u3000,，;；|｜)）】]"  # sets of characters
_BETWEEN = re.compile(r"[\s,，、;；/|｜()（）【】\[\]·]+")
_POSTCODE = re.compile(r"(?:邮编|邮政编码)?[::]?\d{6}|邮编|邮政编码|(?:电话|手机)?[::]?1?\d{7,11}|\d{3,4}-\d{7,8}")
# Schools beside each other are a list, authorities sign together.
_AUTHORITIES = ("局", "厅", "委", "部", "政府", "委员会", "办公室", "总工会", "团委", "妇联", "法院", "检察院")
_OFFICE = re.compile(
    r"(?:原|现任|[县市区省镇乡局校院村委党教体政府人民大协]{1,6}|党[组委总]?|党支部|支部|常务|第一|一级|二级|高级|中学|小学|特级)*(?:书记|副?校长|副?局长|副?厅长|副?主任|副?县长|副?区长|副?市长|副?园长|教师|老师|科长|股长|处长|督学|总督学|主席|干事|教研员|主任科员)(?:兼.{2,6})?"
)


@dataclass(frozen=True, slots=True)
class Author:
    """What such a line says: spans of the organisation and the date, None for what it does not say."""

    organisation: Span | None = None
    date: Span | None = None


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {row["name"]: re.compile(row["pattern"]) for row in table("titles")["line"]}


@cache
def _fields() -> re.Pattern[str]:
    names = "|".join(f"(?P<{row['name']}>{row['pattern']})" for row in table("titles")["field"])
    return re.compile(rf"(?:^|(?<=[\s,，;；|｜((【\[)）】\]])|(?<=\s))(?:{names})\s*[::]\s*")


def author_of(line: Line) -> Author | None:
    """What a line says that consists of nothing but an organisation, people, offices, a date and numbers; None for all others.

    Without labels there is an organisation among them, or a person with an office.
    """
    if len(line.text) > LONGEST or line.text[-1] in "。;；!！?？:：,，":
        return None
    found, start = _author_in(line.text), line.span.start
    return Author(_moved(found.organisation, start), _moved(found.date, start)) if found else None


@lru_cache(maxsize=8192)
def _author_in(text: str) -> Author | None:
    """What a line says, with spans from its own start: the same line is asked about from many places."""
    line = Line(0, Span(0, len(text)), text)
    if joint_issuers(text):
        return Author(line.span)
    return _labelled(line) or _plain(line)


def _moved(span: Span | None, by: int) -> Span | None:
    return Span(span.start + by, span.end + by) if span else None


def is_labelled(text: str) -> bool:
    """True for a line of fields with names (报送单位:…)."""
    found = _fields().match(text)
    return found is not None and len(text) <= LONGEST and _labelled(Line(0, Span(0, len(text)), text)) is not None


def joint_issuers(text: str) -> bool:
    """True for two to four organisations that sign together, with spaces between them."""
    names = text.split()
    return 2 <= len(names) <= 4 and all(
        len(name) >= 4 and name.endswith(_AUTHORITIES) and _patterns()["organisation"].fullmatch(name) for name in names
    )


def _labelled(line: Line) -> Author | None:
    """Fields with names: 报送单位:… 作者:… 时间:…"""
    if ":" not in line.text and "：" not in line.text:
        return None
    marks = list(_fields().finditer(line.text))
    if not marks or line.text[: marks[0].start()].strip(_OPENING):
        return None
    organisation = date = None
    ends = [mark.start() for mark in marks[1:]] + [len(line.text)]
    for mark, end in zip(marks, ends, strict=True):
        value = line.text[mark.end() : end].strip(_CLOSING)
        if len(value) > 40 or "。" in value:
            return None
        at = line.span.start + line.text.find(value, mark.end())
        span = Span(at, at + len(value))
        if mark["date"] and _patterns()["date"].fullmatch(value):
            date = date or span
        elif mark["organisation"] and len(value) > 2:
            organisation = organisation or _unit(value, at) or span
        elif value and not mark.group().strip(" \u3000,，;；").startswith("地"):
            organisation = organisation or _unit(value, at)
    return Author(organisation, date)


def _unit(value: str, at: int) -> Span | None:
    """The organisation that a value is or begins with, as a span."""
    if _patterns()["organisation"].fullmatch(value):
        return Span(at, at + len(value))
    found = _plain(Line(0, Span(at, at + len(value)), value))
    if found:
        return found.organisation
    speaker = _patterns()["speaker"].fullmatch(value)
    return Span(at + speaker.start("organisation"), at + speaker.end("organisation")) if speaker else None


def _plain(line: Line) -> Author | None:
    """Words without names of fields: each an organisation, a person, an office, a date or a number."""
    if not _BETWEEN.search(line.text):
        return None
    organisations: list[Span] = []
    dates: list[Span] = []
    at, people, offices = 0, 0, 0
    words = list(re.finditer(r"[^\s,，、;；/|｜()（）【】\[\]·]+", line.text))
    while at < len(words):
        word = words[at].group()
        start = line.span.start + words[at].start()
        span = Span(start, start + len(word))
        if at + 1 < len(words) and len(word) == 1 and len(words[at + 1].group()) == 1:
            word, at = word + words[at + 1].group(), at + 1  # 周 明
        speaker = _patterns()["speaker"].fullmatch(word)
        if _patterns()["date"].fullmatch(word):
            dates.append(span)
        elif _patterns()["organisation"].fullmatch(word):
            organisations.append(span)
        elif _patterns()["person"].fullmatch(word):
            people += 1
        elif speaker:
            organisations.append(Span(start + speaker.start("organisation"), start + speaker.end("organisation")))
        elif _OFFICE.fullmatch(word):
            offices += 1
        elif not _POSTCODE.fullmatch(word):
            return None
        at += 1
    if not organisations and people and offices:
        return Author(None, dates[0] if dates else None)
    if not organisations or (len(organisations) > 1 and not people) or len(organisations) > 3:
        return None
    return Author(organisations[0], dates[0] if dates else None)
