"""Which pieces go into the volume, in which part and order; why the others do not. No file format here."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from jingyan.model.problem import Problem
from jingyan.model.reuse import Cluster, Relation
from jingyan.model.structure import Genre, Piece
from jingyan.model.volume import Entry, Group, LeftOut, Part, VolumePlan
from jingyan.volume.rank import unit_rank
from jingyan.zh.widths import widen


@dataclass(frozen=True, slots=True)
class PartRule:
    """One part of the volume: `genres` it takes, in printing order; the rule without genres takes what no other takes."""

    name: str
    genres: tuple[Genre, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanSettings:
    """What an editor can choose. `parts` in printing order; `keep_copies` prints every copy; `short` = characters below which a piece gets a warning (征稿 calls usually ask for 300 at least)."""

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
    Order inside a part: the part's genres as listed, then the unit's rank (province, city, county, school, none), then path and label in natural order
    (2 before 10), so that equal input gives an equal plan.
    """
    pieces = [p for p in pieces if p.kind != "collection"]
    left_out = {
        p.id: LeftOut(p.id, _entry(p, printed).title, reason) for p in pieces if (reason := _no_piece(p, settings))
    }
    usable = [p for p in pieces if p.id not in left_out]
    if not settings.keep_copies:
        left_out |= _copies(usable, clusters, printed)
    chosen = [p for p in usable if p.id not in left_out]
    parts = tuple(
        Part(rule.name, (Group(tuple(_entry(p, printed) for p in placed)),))
        for rule in settings.parts
        if (placed := _of_part(chosen, rule, settings.parts, printed))
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
    return plan, tuple(_remarks(chosen, plan, settings))


def natural_order(text: str) -> tuple[tuple[int, int, str], ...]:
    """A sort key under which numbers count as numbers: 2 before 10."""
    return tuple((0, int(t), "") if t.isdecimal() else (1, 0, t) for t in re.split(r"([0-9]+)", text) if t)


def _entry(piece: Piece, printed: Mapping[str, Entry]) -> Entry:
    """The Entry to print, its marks full-width like those of the text."""
    entry = printed.get(piece.id) or Entry(piece.id, piece.title, piece.organisation, piece.subtitle or "")
    return replace(entry, title=widen(entry.title)[0], subtitle=widen(entry.subtitle)[0])


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


def _copies(usable: Sequence[Piece], clusters: Iterable[Cluster], printed: Mapping[str, Entry]) -> dict[str, LeftOut]:
    """All members of each cluster but one; where the suggested one cannot be printed, the first that can is kept."""
    by_id = {p.id: p for p in usable}
    left_out: dict[str, LeftOut] = {}
    for cluster in clusters:
        members = [m for m in cluster.members if m in by_id and m not in left_out]
        if len(members) < 2:
            continue
        kept = cluster.kept if cluster.kept in members else members[0]
        title = _entry(by_id[kept], printed).title
        for m in members:
            if m != kept:
                how = RELATION_WORDS[_relation(cluster, by_id[m], by_id[kept])]
                reason = f"与《{title}》({kept})雷同:{how},已保留后者"
                left_out[m] = LeftOut(m, _entry(by_id[m], printed).title, reason, kept)
    return left_out


def _relation(cluster: Cluster, piece: Piece, kept: Piece) -> Relation:
    """How `piece` relates to the one kept: in a cluster of a simplified and a traditional copy a third one may be in the script of the kept one."""
    return "edited" if cluster.relation == "script" and piece.script == kept.script else cluster.relation


def _of_part(
    chosen: Sequence[Piece], rule: PartRule, rules: Sequence[PartRule], printed: Mapping[str, Entry]
) -> list[Piece]:
    claimed = {g for r in rules for g in r.genres}

    def rank(piece: Piece) -> int:
        return rule.genres.index(_genre(piece)) if rule.genres else 0

    def belongs(piece: Piece) -> bool:
        return _genre(piece) in rule.genres if rule.genres else _genre(piece) not in claimed

    placed = [p for p in chosen if belongs(p)]

    def key(piece: Piece) -> tuple[object, ...]:
        unit = unit_rank(_entry(piece, printed).organisation)
        return rank(piece), unit, natural_order(piece.source), natural_order(piece.label)

    return sorted(placed, key=key)


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
    if not plan.entries:
        yield Problem("volume.empty", "warning", "", "没有一篇稿件编入汇编", "请看各篇没有编入的原因。")
