"""Arrange: the plan as an 编排表, what an editor's table changes in it, and the arrangement that is kept; nothing is read or written here."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import PurePosixPath

from jingyan.app.arrangement_table import Typed, Wish, Wishes, understand
from jingyan.app.collect import Collected
from jingyan.model.arrangement import Arrangement, Change, Line, Placing
from jingyan.model.decision import piece_code
from jingyan.model.problem import Problem
from jingyan.model.reuse import Cluster
from jingyan.model.volume import Entry, VolumePlan
from jingyan.volume.arranging import group_order
from jingyan.zh.widths import widen


@dataclass(frozen=True, slots=True)
class Differences:
    """What a table wants: the changes against the plan, the arrangement to keep, and a Problem for every row or cell that was refused."""

    changes: tuple[Change, ...]
    arrangement: Arrangement
    problems: tuple[Problem, ...] = ()
    acknowledged: int = 0

    @property
    def worth_keeping(self) -> bool:
        """True if there is anything to record: a change, or late pieces that the table now holds."""
        return bool(self.changes or self.acknowledged)


def contents_of(collected: Collected) -> dict[str, str]:
    """The SHA-256 of each piece's words, blanks aside, by piece id: what decisions are keyed by."""
    texts = {s.path: s.text for s in collected.sources}
    return {
        p.id: sha256("".join(p.span.of(texts[p.source]).split()).encode("utf-8", "surrogatepass")).hexdigest()
        for p in collected.pieces
    }


def todays(arrangement: Arrangement, contents: Mapping[str, str]) -> tuple[Arrangement, tuple[Problem, ...]]:
    """The arrangement for today's pieces: a placing follows its words when the file has another name now, and stays with its id when the words have changed (told).

    Placings whose piece is gone take no part; the arrangement that is kept still has them.
    """
    often = Counter(contents.values())
    by_content = {c: i for i, c in contents.items() if often[c] == 1}
    taken: set[str] = set()
    found: dict[int, str] = {}
    problems: list[Problem] = []
    tests = (
        lambda p: p.id if contents.get(p.id) == p.content else None,
        lambda p: by_content.get(p.content),
        lambda p: p.id if p.id in contents else None,
    )
    for test in tests:
        for number, placing in enumerate(arrangement.placings):
            id_ = test(placing)
            if number not in found and id_ is not None and id_ not in taken:
                found[number] = id_
                taken.add(id_)
    placings: list[Placing] = []
    for number, placing in enumerate(arrangement.placings):
        id_ = found.get(number)
        if id_ is None:
            continue
        placings.append(replace(placing, id=id_))
        if contents[id_] != placing.content and _says(placing):
            message = "来稿内容变了,编排表里对这一篇的安排照旧"
            problems.append(
                Problem("plan.changed", "warning", id_.rpartition("#")[0], message, "请看题目、收不收还对不对。")
            )
    return replace(arrangement, placings=tuple(placings)), tuple(problems)


def _says(placing: Placing) -> bool:
    return any(
        v is not None for v in (placing.keep, placing.title, placing.short, placing.organisation, placing.reason)
    )


def lines_of(
    collected: Collected,
    clusters: Sequence[Cluster],
    plan: VolumePlan,
    arrangement: Arrangement,
    entries: Mapping[str, Entry],
    contents: Mapping[str, str],
) -> tuple[Line, ...]:
    """The plan line by line: printed pieces in order, then those left out. `arrangement` has today's ids, `entries` what would be printed without it."""
    said = {p.id: p for p in arrangement.placings}
    pieces = {p.id: p for p in collected.pieces}
    cluster_of = {m: c.number for c in clusters for m in c.members}

    def line(id_: str, part: str, group: str, order: int, entry: Entry, reason: str) -> Line:
        piece, placing = pieces[id_], said.get(id_, _NOTHING)
        return Line(
            id_,
            piece_code(id_),
            contents[id_],
            order > 0,
            part,
            group,
            order,
            entry.title,
            placing.short or "" if not order else entry.short,
            entry.organisation or "",
            reason,
            placing.note or "",
            piece.source,
            piece.label,
            len(piece.body),
            _GENRES.get("document" if piece.kind == "document" else piece.genre, "其他"),
            cluster_of.get(id_, 0),
            " ".join(piece.title.split()),
        )

    rows: list[Line] = []
    for part in plan.parts:
        order = 0
        for group in part.groups:
            for entry in group.entries:
                order += 1
                rows.append(line(entry.id, part.name, group.mark, order, entry, ""))
    for out in plan.left_out:
        placing = said.get(out.id, _NOTHING)
        entry = entries[out.id]
        own = entry.organisation if placing.organisation is None else placing.organisation
        shown = replace(entry, title=out.title, organisation=own or None)
        rows.append(line(out.id, out.part, placing.group or "", 0, shown, out.reason))
    return tuple(rows)


_NOTHING = Placing("", "")
_GENRES = {
    "experience": "经验", "summary": "总结", "self_check": "自查报告", "document": "文件", "speech": "讲话", "plan": "方案计划", "news": "报道",
    "contents": "目录", "other": "其他",
}  # fmt: skip
# Column → its printed word, in the order in which changes are told.
_TEXTS = {"title": "题目", "short": "目录短题", "organisation": "单位", "reason": "理由", "note": "备注"}


def differences(
    typed: Sequence[Typed], lines: Sequence[Line], parts: Sequence[str], arrangement: Arrangement, file: str
) -> Differences:
    """What the table wants to be different from the plan in `lines`; `arrangement` is what is in force, with today's ids, `parts` the names of all parts.

    Only what differs is taken over, so that a table written and read back changes nothing and later findings still count for what the editor left alone.
    """
    wishes, problems = understand(typed, lines, parts, file)
    placings = {p.id: p for p in arrangement.placings}
    by_id = {line.id: line for line in lines}
    name_of = _names(lines)
    changes: list[Change] = []
    fields: dict[str, dict[str, object]] = {}
    for wish in wishes.rows:
        line = by_id[wish.id]
        found = dict(_fields(wish, line))
        fields[wish.id] = found
        changes += _told(line, found, name_of[line.id])
        if found.get("keep") is False and not wish.reason:
            message = f"第{wish.row}行“{line.title[:30]}”没有写不收的理由,未收名单里写“编者决定不收”"
            problems = (*problems, Problem("plan.no_reason", "info", file, message, "可以在“理由”一栏补上。"))
    moved = _orders(wishes, by_id, fields, changes, name_of)
    made: list[Placing] = []
    for line in lines:
        placing = placings.get(line.id, Placing(line.id, line.content))
        told: dict[str, object] = {**fields.get(line.id, {})}
        if line.id in moved:
            told["order"] = moved[line.id]
        if line.kept or told.get("keep"):
            told.setdefault("group", line.group)  # only a late piece joins the group before it
        made.append(replace(placing, content=line.content, **told))  # type: ignore[arg-type]
    listed = {w.id for w in wishes.rows}
    problems = (*problems, *_unlisted([line for line in lines if line.id not in listed], file))
    late = sum(line.id not in placings and line.id in listed for line in lines) if placings else 0
    same_parts = tuple(wishes.parts) == tuple(parts)
    names = arrangement.parts if same_parts else wishes.parts
    return Differences(tuple(changes), Arrangement(tuple(made), names), problems, late)


def _as_typed(text: str) -> tuple[str, str]:
    """A cell's text as it may come back: on one line, marks as they are or full-width."""
    plain = " ".join(text.split())
    return plain, widen(plain)[0]


def _unlisted(lines: Sequence[Line], file: str) -> Iterator[Problem]:
    """One sentence for the pieces that the table does not hold."""
    if lines:
        names = "、".join(f"《{line.title[:20]}》" for line in lines[:5]) + ("等" if len(lines) > 5 else "")
        message = f"表里没有的 {len(lines)} 篇照现在的编排:{names}"
        yield Problem("plan.unlisted", "info", file, message, "新写出的编排表里有它们,可以接着改。")


def _fields(wish: Wish, line: Line) -> Iterator[tuple[str, object]]:
    """The points in which a row differs from its line."""
    if wish.keep is not None and wish.keep != line.kept:
        yield "keep", wish.keep
    if wish.part is not None and wish.part != line.part:
        yield "part", wish.part
    if wish.group is not None and wish.group != line.group:
        yield "group", wish.group
    for name in _TEXTS:
        written: str | None = getattr(wish, name)
        if written is None or written in _as_typed(getattr(line, name)):
            continue
        if name == "reason" and (not written or (line.kept if wish.keep is None else wish.keep)):
            continue  # emptied: our own reason stands; of a piece that is printed it says nothing
        if name == "short" and written == (wish.title or line.title) and not line.short:
            continue
        yield name, written


def _names(lines: Sequence[Line]) -> dict[str, str]:
    """What each piece is called when changes are told: its title, with the file where several have the same."""
    often = Counter(line.title for line in lines)
    return {
        x.id: x.title if often[x.title] == 1 else f"{x.title}({PurePosixPath(x.source).name}#{x.label})" for x in lines
    }


def _told(line: Line, found: Mapping[str, object], name: str) -> Iterator[Change]:
    if "keep" in found:
        before, after = ("收", "不收") if line.kept else ("不收", "收")
        yield Change(line.id, name, "收/不收", before, after)
    for field, word in {"part": "编", "group": "组", **_TEXTS}.items():
        if field in found:
            yield Change(line.id, name, word, str(getattr(line, field)), str(found[field]))


@dataclass(frozen=True, slots=True)
class _Member:
    """A piece that will stand in a part: its present number there (None: new in it) and its wish, if the table has it."""

    line: Line
    now: int | None
    wish: Wish | None
    row: int


def _orders(
    wishes: Wishes,
    by_id: Mapping[str, Line],
    fields: Mapping[str, Mapping[str, object]],
    changes: list[Change],
    name_of: Mapping[str, str],
) -> dict[str, int]:
    """New numbers for the pieces of every part whose order the table changes; the moves are added to `changes`."""
    wish_of = {w.id: w for w in wishes.rows}
    rows = {w.id: n for n, w in enumerate(wishes.rows)}
    members: dict[str, list[_Member]] = {}
    for line in by_id.values():
        said = fields.get(line.id, {})
        if said.get("keep", line.kept):
            part = str(said.get("part", line.part))
            now = line.order if line.kept and part == line.part else None
            members.setdefault(part, []).append(_Member(line, now, wish_of.get(line.id), rows.get(line.id, -1)))
    found: dict[str, int] = {}
    for part, there in members.items():
        stay = [m.line.id for m in sorted(there, key=lambda m: m.now or 0) if m.now is not None]
        wanted = _sequence(there, ordered=wishes.ordered)
        marks = [str(fields.get(i, {}).get("group", by_id[i].group)) for i in wanted]
        wanted = [i for name in group_order(marks) for i, mark in zip(wanted, marks, strict=True) if mark == name]
        if wanted == stay:
            continue
        found |= {id_: number for number, id_ in enumerate(wanted, 1)}
        kept_in_place = _longest_rising([stay.index(i) if i in stay else -1 for i in wanted])
        for number, id_ in enumerate(wanted):
            line = by_id[id_]
            if id_ in stay and number not in kept_in_place:
                changes.append(
                    Change(id_, name_of[id_], f"在{part}的次序", f"第 {line.order} 篇", f"第 {number + 1} 篇")
                )
            elif id_ not in stay:
                changes.append(Change(id_, name_of[id_], f"在{part}的次序", "", f"第 {number + 1} 篇"))
    return found


def _sequence(there: Sequence[_Member], *, ordered: bool) -> list[str]:
    """The pieces of a part in the order that the table wants; new ones without a number are left to the template.

    A number that was not changed stands between one that was lowered to it and one that was raised to it: who moves a piece up to 3 wants it to be the third.
    What was changed is told by the number that the table was written with, so that the same table read twice wants the same.
    Without numbers in the table its rows are the order; a cell that was emptied follows the row above it.
    """
    keys: dict[str, tuple[float, int, int]] = {}
    listed = sorted((m for m in there if m.wish), key=lambda m: m.row)
    if not ordered:
        places = sorted(m.now for m in listed if m.now is not None)
        for m in listed:
            if m.now is not None:
                keys[m.line.id] = (places.pop(0), 1, m.row)
    last: tuple[float, int, int] = (0, 0, -1)
    for m in listed:
        if m.wish is None or m.line.id in keys:
            last = keys.get(m.line.id, last)
            continue
        order = m.wish.order
        if order is not None:
            base = m.wish.base if m.wish.base is not None else m.now or 0
            keys[m.line.id] = (order, 1 if order == base else 2 if 0 < base < order else 0, m.row)
        elif not ordered or (m.wish.blank_order and m.now is not None and m.wish.base != 0):
            keys[m.line.id] = (last[0], last[1], m.row)
        elif m.now is not None:
            keys[m.line.id] = (m.now, 1, m.row)
        last = keys.get(m.line.id, last)
    for m in there:
        if m.wish is None and m.now is not None:
            keys[m.line.id] = (m.now, 1, -1)
    return sorted(keys, key=lambda i: keys[i])


def _longest_rising(numbers: Sequence[int]) -> set[int]:
    """Positions of one longest rising run (not necessarily adjacent) of the numbers that are not negative: what did not move."""
    tails: list[int] = []
    at: list[int] = []
    before: dict[int, int] = {}
    for position, number in enumerate(numbers):
        if number < 0:
            continue
        k = bisect_left(tails, number)
        before[position] = at[k - 1] if k else -1
        tails[k : k + 1] = [number]
        at[k : k + 1] = [position]
    kept: set[int] = set()
    position = at[-1] if at else -1
    while position >= 0:
        kept.add(position)
        position = before[position]
    return kept
