"""Entries of a contents list put right as a whole: two columns in one line, groups glued to titles, organisations in front of a colon."""

import itertools
import re
from collections.abc import Iterable
from dataclasses import replace

from jingyan.model.structure import ContentsEntry
from jingyan.segment.contents_leaders import patterns
from jingyan.segment.titles import is_line

# So many entries, and this share of those without an organisation, end with a person's name.
FEWEST_PERSONS, MOST_PERSONS = 2, 0.6


def by_columns(reading: str, entries: list[ContentsEntry]) -> list[ContentsEntry]:
    """The entries of a list set in two columns, first column first; other lists as they are.

    Two columns: most lines hold two entries, and the pages go up column by column but not line by line.
    """
    lines = [list(group) for _, group in itertools.groupby(entries, key=lambda e: reading.count("\n", 0, e.span.end))]
    if (
        len(lines) < 2
        or any(len(line) > 2 for line in lines)
        or sum(len(line) == 2 for line in lines) <= 0.5 * len(lines)
    ):
        return entries
    columns = [line[0] for line in lines] + [line[1] for line in lines if len(line) == 2]
    return columns if _rising(columns) and not _rising(entries) else entries


def _rising(entries: list[ContentsEntry]) -> bool:
    pages = [entry.page for entry in entries if entry.page is not None]
    return all(a <= b for a, b in itertools.pairwise(pages))


def settled(found: Iterable[ContentsEntry]) -> tuple[ContentsEntry, ...]:
    """The entries with groups that were glued to a title ((一)某县…), and with organisations before a colon or persons behind the title where most entries
    have them.
    """
    return tuple(_persons_behind(_authors_first(_right_way_round(_grouped(list(found))))))


def _right_way_round(entries: list[ContentsEntry]) -> list[ContentsEntry]:
    """The entries with title and organisation exchanged where the organisation is the first column in most lines."""
    turned = [
        entry.organisation is not None
        and is_line("organisation", entry.title)
        and not is_line("organisation", entry.organisation)
        for entry in entries
    ]
    if sum(turned) <= 0.5 * len(entries):
        return entries
    return [
        replace(entry, title=entry.organisation or "", organisation=entry.title) if turn else entry
        for entry, turn in zip(entries, turned, strict=True)
    ]


def _grouped(entries: list[ContentsEntry]) -> list[ContentsEntry]:
    """The entries with the marks (一) (二) that some titles still begin with as groups, if the marks count within their part."""
    marks = [patterns()["group-mark"].match(entry.title) if entry.part else None for entry in entries]
    numbers = [(entry.part, match["number"]) for entry, match in zip(entries, marks, strict=True) if match]
    parts = dict.fromkeys(part for part, _ in numbers)
    if not numbers or any(
        [n for p, n in numbers if p == part] != list("一二三四五六七八九十")[: sum(p == part for p, _ in numbers)]
        for part in parts
    ):
        return entries
    result: list[ContentsEntry] = []
    part: str | None = None
    group: str | None = None
    for entry, match in zip(entries, marks, strict=True):
        group = match["mark"] if match else group if entry.part == part and not entry.group else entry.group
        part = entry.part
        result.append(replace(entry, group=group, title=entry.title[match.end() :] if match else entry.title))
    return result


def _authors_first(entries: list[ContentsEntry]) -> list[ContentsEntry]:
    """The entries with 青山县教育局:… cut into organisation and title, if most of them are written like this."""
    found = [_author_first(entry) for entry in entries]
    named = [match if match and is_line("organisation", match["organisation"]) else None for match in found]
    if sum(match is not None for match in named) <= 0.5 * len(entries):
        return entries
    return [
        replace(entry, title=match["title"], organisation=match["organisation"]) if match else entry
        for entry, match in zip(entries, named, strict=True)
    ]


def _author_first(entry: ContentsEntry) -> re.Match[str] | None:
    """An organisation and a title with a colon between them, with or without a number (一、) in front."""
    number = patterns()["capital-number"].match(entry.title)
    whole = entry.title[number.end() :] if number else entry.title
    return None if entry.organisation else patterns()["author-first"].fullmatch(whole)


def _persons_behind(entries: list[ContentsEntry]) -> list[ContentsEntry]:
    """The entries with the person behind a title (山里的铃声(李小满)) as whose it is, if most of them are written like this."""
    open_ones = [entry for entry in entries if entry.organisation is None]
    named = {id(entry): match for entry in open_ones if (match := patterns()["person-behind"].fullmatch(entry.title))}
    if len(named) < FEWEST_PERSONS or len(named) <= MOST_PERSONS * len(open_ones):
        return entries
    return [
        replace(
            entry, title=match["title"].rstrip(), organisation=match["bracketed"] or match["behind"] or match["blank"]
        )
        if (match := named.get(id(entry)))
        else entry
        for entry in entries
    ]
