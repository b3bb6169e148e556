"""Which pieces go into the volume, in which part and order; why the others do not. No file format here."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from jingyan.model.arrangement import Arrangement, Placing
from jingyan.model.problem import Problem
from jingyan.model.reuse import Cluster, Relation
from jingyan.model.structure import Genre, Piece
from jingyan.model.volume import Entry, LeftOut, Part, VolumePlan
from jingyan.volume.arranging import in_groups, in_order
from jingyan.volume.rank import UNKNOWN, unit_rank
from jingyan.zh.regions import NOWHERE, region
from jingyan.zh.widths import widen


@dataclass(frozen=True, slots=True)
class PartRule:
    """One part of the volume: `genres` it takes, in printing order; the rule without genres takes what no other takes."""

    name: str
    genres: tuple[Genre, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanSettings:
    """What an editor can choose. `parts` in printing order; `keep_copies` prints every copy; `short` = characters below which a piece gets a warning (征稿 calls usually ask for 300 at least).

    `units` gives pieces the place of their unit in the editor's list (单位名单), `county_cities` are cities that stand under another one, `decided` are pieces that a verdict leaves
    out (id → reason, id of the piece that stands instead), `arrangement` is what the editor said of single pieces (its placings have the ids of today's pieces).
    """

    title: str = "经验交流材料汇编"
    subtitle: str = ""
    organizer: str = ""
    place: str = ""
    date: str = ""
    parts: tuple[PartRule, ...] = (
        PartRule("文件篇", ("document",)),
        PartRule("总结篇", ("summary", "self_check")),
        PartRule("经验篇"),
    )
    keep_copies: bool = False
    short: int = 300
    units: Mapping[str, int] = field(default_factory=dict)
    county_cities: frozenset[str] = frozenset()
    decided: Mapping[str, tuple[str, str | None]] = field(default_factory=dict)
    arrangement: Arrangement = field(default_factory=Arrangement)

    @property
    def placings(self) -> dict[str, Placing]:
        """The editor's Placing of each piece id."""
        return {p.id: p for p in self.arrangement.placings}


RELATION_WORDS: Mapping[Relation, str] = {
    "identical": "内容相同",
    "edited": "内容大体相同(改动过)",
    "renamed": "换名套用",
    "script": "只是繁简不同",
    "reordered": "内容相同、次序调换",
    "partial": "大段相同",
    "mixed": "内容雷同",
}


def plan_volume(
    pieces: Sequence[Piece],
    clusters: Sequence[Cluster],
    printed: Mapping[str, Entry],
    settings: PlanSettings,
) -> tuple[VolumePlan, tuple[Problem, ...]]:
    """The plan and what an editor should look at in it.

    `printed` gives each piece id its Entry (the piece's own words where an id is missing). Parts without entries are left out.
    Short pieces and equal titles are told (an incomplete ending is told by segment). The shell of a collection is no piece: its parts are, it is neither placed nor left out.
    Order inside a part: the part's genres as listed, then the unit's place in the editor's list, its rank (province, city, county, school, none), its place in the
    official order of regions, then path and label in natural order (2 before 10), so that equal input gives an equal plan.
    What the editor's arrangement says of a piece goes before all of this; pieces that it does not hold (late ones) are placed as without it, and told.
    """
    pieces = [p for p in pieces if p.kind != "collection"]
    placings = settings.placings
    entries = {p.id: _entry(p, printed, placings.get(p.id)) for p in pieces}
    homes = {p.id: _home(p, settings, placings.get(p.id)) for p in pieces}
    left_out = _left_out(pieces, clusters, entries, settings)
    left_out = {i: replace(x, part=homes[i]) for i, x in left_out.items()}
    chosen = [p for p in pieces if p.id not in left_out]
    parts = tuple(
        Part(name, in_groups([entries[i] for i in ids], placings))
        for name in _part_names(settings)
        if (ids := in_order([p.id for p in _of_part(chosen, name, homes, entries, settings)], placings))
    )
    plan = VolumePlan(
        settings.title,
        parts,
        tuple(left_out[p.id] for p in pieces if p.id in left_out),
        settings.subtitle,
        settings.organizer,
        settings.place,
        settings.date,
    )
    return plan, (*_remarks(chosen, plan, settings), *_late(chosen, plan, settings))


def natural_order(text: str) -> tuple[tuple[int, int, str], ...]:
    """A sort key under which numbers count as numbers: 2 before 10."""
    return tuple((0, int(t), "") if t.isdecimal() else (1, 0, t) for t in re.split(r"([0-9]+)", text) if t)


def _entry(piece: Piece, printed: Mapping[str, Entry], placing: Placing | None) -> Entry:
    """The Entry to print: the editor's words where there are some, marks full-width like those of the text."""
    entry = printed.get(piece.id) or Entry(piece.id, piece.title, piece.organisation, piece.subtitle or "")
    if placing:
        entry = replace(
            entry,
            title=entry.title if placing.title is None else placing.title,
            short=placing.short or "",
            organisation=entry.organisation if placing.organisation is None else placing.organisation or None,
        )
    return replace(entry, title=widen(entry.title)[0], subtitle=widen(entry.subtitle)[0], short=widen(entry.short)[0])


def _part_names(settings: PlanSettings) -> tuple[str, ...]:
    """All parts in printing order: the editor's, then the template's, then what single pieces name (the template may be another one by now)."""
    said = (p.part for p in settings.arrangement.placings if p.part)
    return tuple(dict.fromkeys((*settings.arrangement.parts, *(r.name for r in settings.parts), *said)))


def _home(piece: Piece, settings: PlanSettings, placing: Placing | None) -> str:
    """The part that the piece stands in, or would stand in: the editor's, else by its genre, else the last."""
    if placing and placing.part:
        return placing.part
    rule = next((r for r in settings.parts if _genre(piece) in r.genres), None)
    rule = rule or next((r for r in settings.parts if not r.genres), None)
    names = [r.name for r in settings.parts]
    return rule.name if rule else names[-1] if names else ""


def _left_out(
    pieces: Sequence[Piece], clusters: Sequence[Cluster], entries: Mapping[str, Entry], settings: PlanSettings
) -> dict[str, LeftOut]:
    """What is not printed and why; the editor's word goes before ours. That a piece is left out by the editor does not bring its copies in."""
    found = {p.id: LeftOut(p.id, entries[p.id].title, reason) for p in pieces if (reason := _no_piece(p, settings))}
    found |= {i: LeftOut(i, entries[i].title, *why) for i, why in settings.decided.items() if i in entries}
    if not settings.keep_copies:
        found |= _copies([p for p in pieces if p.id not in found], clusters, entries)
    for id_, placing in settings.placings.items():
        if id_ not in entries:
            continue
        if placing.keep:
            found.pop(id_, None)
        elif placing.keep is False or (placing.reason and id_ in found):
            before = found.get(id_)
            reason = placing.reason or (before.reason if before else "编者决定不收")
            found[id_] = LeftOut(id_, entries[id_].title, reason, before.instead if before else None)
    return found


def _genre(piece: Piece) -> Genre:
    return "document" if piece.kind == "document" else piece.genre


def _no_piece(piece: Piece, settings: PlanSettings) -> str:
    """Why this piece is none to print, "" when it is one."""
    if piece.kind == "contents" or piece.genre == "contents":
        return "是目录,不是稿件正文"
    if piece.kind == "other" and piece.genre == "other":
        return "不是稿件(说明、声明或网站文字)"
    if len(piece.body) == 0:
        return "只有标题,没有正文"
    if not any(_genre(piece) in rule.genres or not rule.genres for rule in settings.parts):
        return "模板里没有收这一类稿件的篇"
    return ""


def _copies(usable: Sequence[Piece], clusters: Iterable[Cluster], entries: Mapping[str, Entry]) -> dict[str, LeftOut]:
    """All members of each cluster but one; where the suggested one cannot be printed, the first that can is kept."""
    by_id = {p.id: p for p in usable}
    left_out: dict[str, LeftOut] = {}
    for cluster in clusters:
        members = [m for m in cluster.members if m in by_id and m not in left_out]
        if len(members) < 2:
            continue
        kept = cluster.kept if cluster.kept in members else members[0]
        title = entries[kept].title
        for m in members:
            if m != kept:
                how = RELATION_WORDS[_relation(cluster, by_id[m], by_id[kept])]
                reason = f"与《{title}》({kept})雷同:{how},已保留后者"
                left_out[m] = LeftOut(m, entries[m].title, reason, kept)
    return left_out


def _relation(cluster: Cluster, piece: Piece, kept: Piece) -> Relation:
    """How `piece` relates to the one kept: in a cluster of a simplified and a traditional copy a third one may be in the script of the kept one."""
    return "edited" if cluster.relation == "script" and piece.script == kept.script else cluster.relation


def _of_part(
    chosen: Sequence[Piece],
    name: str,
    homes: Mapping[str, str],
    entries: Mapping[str, Entry],
    settings: PlanSettings,
) -> list[Piece]:
    """The chosen pieces of the part `name` in the template's order."""
    genres = next((r.genres for r in settings.parts if r.name == name), ())

    signed = (_unit(entries[p.id]) for p in chosen if p.id in settings.units)
    # a list of counties says nothing of the province's own pieces: they stay before them
    top = min((unit_rank(u, settings.county_cities) for u in signed if u), default=0)

    def key(piece: Piece) -> tuple[object, ...]:
        rank = genres.index(_genre(piece)) if _genre(piece) in genres else len(genres)
        unit = _unit(entries[piece.id])
        where = region(unit, PurePosixPath(piece.source).parent.name) if unit else NOWHERE
        standing = unit_rank(unit, settings.county_cities) if unit else UNKNOWN
        listed = settings.units.get(piece.id, _ABOVE if standing < top else _UNLISTED)
        return rank, listed, standing, where, natural_order(piece.source), natural_order(piece.label)

    return sorted((p for p in chosen if homes[p.id] == name), key=key)


_ABOVE, _UNLISTED = -1, 1_000_000  # before and behind every unit of a list
_PLACE_FIRST = re.compile(
    r"[一-鿿]{2,7}?[省市县区旗州盟](?=推进|义务|教育|基础|关于|20|二〇|开展|创建|促进|加快|深入|落实|实施|扎实|积极)"
)


def _unit(entry: Entry) -> str:
    """The unit that decides the order: the organisation, else the place that the title begins with (青禾县推进…工作总结)."""
    if entry.organisation:
        return entry.organisation
    match = _PLACE_FIRST.match(entry.title)
    return match[0] if match else ""


def _remarks(chosen: Sequence[Piece], plan: VolumePlan, settings: PlanSettings) -> Iterable[Problem]:
    titles = Counter(e.title for e in plan.entries)
    printed = {e.id: e.title for e in plan.entries}
    for piece in chosen:
        title = printed[piece.id]
        if len(piece.body) < settings.short:
            message = f"《{title}》(第 {piece.label} 篇)只有 {len(piece.body)} 字,已编入"
            yield Problem(
                "volume.short", "warning", piece.source, message, "请看是否要补充,或者从汇编里去掉。", piece.span
            )
        if titles[title] > 1:
            message = f"汇编里有 {titles[title]} 篇题目都是《{title}》"
            yield Problem(
                "volume.same_title", "info", piece.source, message, "请看是否要改题目,让目录分得清。", piece.span
            )
    out = {x.id for x in plan.left_out}
    for left in plan.left_out:
        if left.instead in out:
            message = f"《{left.title}》因雷同没有收,代替它的那一篇({left.instead})也没有收"
            hint = "请看要不要在编排表里把其中一篇改成收。"
            yield Problem("volume.none_kept", "warning", left.id.rpartition("#")[0], message, hint)
    if not plan.entries:
        yield Problem("volume.empty", "warning", "", "没有一篇稿件编入汇编", "请看各篇没有编入的原因。")


def _late(chosen: Sequence[Piece], plan: VolumePlan, settings: PlanSettings) -> Iterable[Problem]:
    """Pieces that came after the editor's arrangement was made, with their place."""
    known = settings.placings
    if not known:
        return
    sources = {p.id: p for p in chosen}
    for part in plan.parts:
        for number, entry in enumerate(part.entries, 1):
            if entry.id not in known:
                message = f"《{entry.title}》在编排表里没有,按模板放在{part.name}第 {number} 篇"
                yield Problem(
                    "volume.late", "warning", sources[entry.id].source, message, "请看放得对不对;要改就再写一次编排表。"
                )
