"""PiecePairs → Clusters of pieces that are one and the same piece, with a suggestion which one to keep."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from jingyan.model.reuse import Cluster, Relation, ReuseText
from jingyan.reuse.pairs import Found, is_one_piece, joined_pieces
from jingyan.reuse.settings import ReuseSettings

# A masked year or number: 20XX年, 20××, ××年, *市, ***万元.
MASKED = re.compile(r"(?:19|20)?[Xx×＊*Ｘ○]{2,}|[*＊](?=[省市县区镇乡校万亿元人所名个年月日])")
# What a file's name says of its version, later ones last. "(2)" alone is only what a system adds to a second download.
VERSIONS = (
    re.compile("初稿|草稿|征求意见稿|讨论稿"),
    re.compile("修改|修订|改后|重报|更新"),
    re.compile("定稿|终稿|最终|正式"),
)
_LONGER = 1.02  # more characters count only from 2 % on: below it is line numbers and headings


def find_clusters(
    found: Sequence[Found], texts: Sequence[ReuseText], readings: Mapping[str, str], settings: ReuseSettings
) -> tuple[Cluster, ...]:
    """Clusters of submitted pieces in collection order. Two pieces are one when most of the shorter lies in passages and a good part of the longer too: a
    shared passage or a short excerpt in a long text does not join them, nor does text that does not count.
    """
    joined = [one for one in found if _one_piece(one, texts, settings)]
    top = joined_pieces(joined, len(texts))
    members: dict[int, list[int]] = defaultdict(list)
    for number, first in enumerate(top):
        members[first].append(number)
    held: dict[int, list[Found]] = defaultdict(list)
    for one in joined:
        held[top[one.first]].append(one)
    groups = [(n, m) for n, m in sorted(members.items()) if len(m) > 1]
    return tuple(_cluster(i, m, held[n], texts, readings) for i, (n, m) in enumerate(groups, 1))


def _one_piece(one: Found, texts: Sequence[ReuseText], settings: ReuseSettings) -> bool:
    """True for two submitted pieces that are one by the text that counts."""
    if not texts[one.first].role == texts[one.second].role == "submitted":
        return False
    pair = one.pair
    if pair.counted is not None and pair.other_counted is not None:
        pair = replace(pair, containment=pair.counted, other_containment=pair.other_counted)
    return is_one_piece(pair, settings)


def _cluster(
    number: int, members: Sequence[int], held: Sequence[Found], texts: Sequence[ReuseText], readings: Mapping[str, str]
) -> Cluster:
    relation = main_relation([f.pair.relations for f in held])
    kept, reason = suggest([texts[m] for m in members], readings, versions=relation != "renamed")
    return Cluster(number, tuple(texts[m].id for m in members), kept.id, relation, reason)


def main_relation(relations: Sequence[Sequence[Relation]]) -> Relation:
    """The one word for a whole cluster: what an editor must know first."""
    for relation in ("renamed", "script", "edited", "reordered"):
        if any(relation in r for r in relations):
            return relation
    return "identical" if all("identical" in r for r in relations) else "edited"


def suggest(
    members: Sequence[ReuseText], readings: Mapping[str, str], *, versions: bool = True
) -> tuple[ReuseText, str]:
    """The piece to keep and why, in Chinese: simplified before traditional, complete before cut off, the later version by its file's name (`versions`: not
    among pieces of different units), more characters, fewer masked years, the earlier one.
    """
    pool, reasons = list(members), []
    for reason, best in (
        ("简体版本优先于繁体版本", [m for m in pool if m.script != "traditional"]),
        ("内容完整,其余有截断", [m for m in members if m.complete]),
    ):
        chosen = [m for m in pool if m in best]
        if chosen and len(chosen) < len(pool):
            pool = chosen
            reasons.append(reason)
    latest = max(version_of(m) for m in pool)
    newest = [m for m in pool if version_of(m) == latest]
    if versions and len(newest) < len(pool):
        pool = newest
        reasons.append("文件名表明是后来的稿子")
    most = max(len(m.folded.text) for m in pool)
    longest = [m for m in pool if len(m.folded.text) * _LONGER >= most]
    if len(longest) < len(pool):
        pool = longest
        reasons.append("字数最多")
    masks = [len(MASKED.findall(_own(m, readings))) for m in pool]
    clear = [m for m, n in zip(pool, masks, strict=True) if n == min(masks)]
    if len(clear) < len(pool):
        pool = clear
        reasons.append("年份、数字等脱敏处最少")
    if len(pool) > 1 or not reasons:
        reasons.append("来稿顺序在前")
    return pool[0], "建议保留此篇:" + ";".join(reasons) + "。"


def version_of(text: ReuseText) -> int:
    """How late a version the file's name tells: 1 for a draft, 2 for a name that says nothing, 3 revised, 4 final."""
    name = text.source.rsplit("/", 1)[-1]
    ranks = [rank for rank, pattern in zip((1, 3, 4), VERSIONS, strict=True) if pattern.search(name)]
    return max(ranks, default=2)


def _own(text: ReuseText, readings: Mapping[str, str]) -> str:
    origin = text.folded.origin
    return readings[text.source][origin[0] : origin[-1] + 1] if len(origin) else ""
