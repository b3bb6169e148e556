"""A collection of texts → what was copied between them: the one door of this room."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from jingyan.model.problem import Problem, Progress, no_progress
from jingyan.model.reuse import Alignment, Comparison, ReuseText
from jingyan.model.span import Span
from jingyan.reuse.aligning import Aligned, align
from jingyan.reuse.candidates import find_seeds
from jingyan.reuse.chaining import chain_seeds
from jingyan.reuse.clusters import find_clusters
from jingyan.reuse.exclusions import comparable, exclude
from jingyan.reuse.fingerprints import find_shared, lay_row
from jingyan.reuse.originals import mark_originals
from jingyan.reuse.pairs import Found, mark_mixed, measure_pair
from jingyan.reuse.passages import Match, View, find_matches, view
from jingyan.reuse.repeats import find_repeats
from jingyan.reuse.settings import ReuseSettings
from jingyan.reuse.shares import measure_shares

_STAGE = "比对"
_USUAL = ReuseSettings()
_VIEWS = 1 << 14  # texts kept ready for alignment, about 10 kB each


def compare(
    texts: Sequence[ReuseText],
    readings: Mapping[str, str],
    settings: ReuseSettings = _USUAL,
    *,
    progress: Progress = no_progress,
) -> tuple[Comparison, tuple[Problem, ...]]:
    """All reuse between `texts`; `readings` gives for each source path its simplified text of the same length.

    Two texts of which none was submitted are not compared; pairs with a text that is only an exclusion are not listed, their passages tell what does not count.
    Alignments are sorted by position in collection order, pairs by copied characters (most first), clusters in collection order. Texts that fold to the same
    characters are aligned once and reported for each. Problems tell which texts were too short and where too many equal texts were listed in brief.
    """
    groups, problems = _groups(texts, settings)
    firsts = [texts[g[0]] for g in groups]
    matches = find_passages(firsts, readings, settings, progress=progress)
    held: dict[tuple[int, int], list[Match]] = defaultdict(list)
    for match in matches:
        for pair in _member_pairs(groups[match.first], groups[match.second], settings):
            if comparable(texts[pair[0]], texts[pair[1]]):
                held[pair].append(match)
    for group in groups:
        size = len(texts[group[0]].folded.text)
        whole = Match(0, 0, Span(0, size), Span(0, size), float(size))
        pairs = (p for p in _own_pairs(group, settings) if comparable(texts[p[0]], texts[p[1]]))
        held.update({pair: [whole] for pair in pairs})
    found = []
    for number, (pair, shared) in enumerate(sorted(held.items())):
        one = _measure(pair, shared, texts, readings, settings)
        if one is not None:
            found.append(one)
        progress(_STAGE, number + 1, len(held))
    found = mark_mixed(exclude(found, texts, readings, settings), texts)
    found = mark_originals(found, texts, readings)
    comparison = Comparison(
        _alignments(found),
        tuple(f.pair for f in sorted(found, key=lambda f: (-f.pair.copied, f.first, f.second))),
        find_clusters(found, texts, readings, settings),
        measure_shares(found, texts),
        find_repeats(texts, readings),
    )
    return comparison, problems


def _groups(texts: Sequence[ReuseText], settings: ReuseSettings) -> tuple[list[list[int]], tuple[Problem, ...]]:
    """Numbers of texts with equal folded characters, in order of the first; and what was left out or shortened."""
    by_text: dict[str, list[int]] = defaultdict(list)
    problems = []
    for number, text in enumerate(texts):
        if len(text.folded.text) < settings.least_length:
            problems.append(_too_short(text, settings))
        else:
            by_text[text.folded.text].append(number)
    groups = list(by_text.values())
    problems += [_crowd(texts[g[0]], len(g), settings) for g in groups if len(g) * (len(g) - 1) // 2 > settings.crowd]
    return groups, tuple(problems)


def _too_short(text: ReuseText, settings: ReuseSettings) -> Problem:
    origin = text.folded.origin
    return Problem(
        "reuse.short",
        "info",
        text.source,
        f"第{text.piece}篇文字太少(不足{settings.least_length}字),没有参加雷同比对。",
        "请确认该篇内容是否完整。",
        Span(origin[0], origin[-1] + 1) if len(origin) else None,
    )


def _crowd(text: ReuseText, count: int, settings: ReuseSettings) -> Problem:
    return Problem(
        "reuse.crowd",
        "info",
        text.source,
        f"有{count}篇与第{text.piece}篇文字完全相同,两两关系过多,只列出各篇与首篇的对应。",
        "它们仍归在同一簇里,保留一篇即可。",
    )


def _member_pairs(left: Sequence[int], right: Sequence[int], settings: ReuseSettings) -> Iterator[tuple[int, int]]:
    """Pairs of texts that stand for a match between two groups of equal texts; only those with the first of either group where there are too many."""
    brief = len(left) * len(right) > settings.crowd
    for one in left:
        for two in right:
            if not brief or one == left[0] or two == right[0]:
                yield one, two


def _own_pairs(group: Sequence[int], settings: ReuseSettings) -> Iterator[tuple[int, int]]:
    """Pairs within a group of equal texts; only those with the first where there are too many."""
    brief = len(group) * (len(group) - 1) // 2 > settings.crowd
    for i, one in enumerate(group[:1] if brief else group):
        for two in group[i + 1 :]:
            yield one, two


def find_passages(
    texts: Sequence[ReuseText],
    readings: Mapping[str, str],
    settings: ReuseSettings = _USUAL,
    *,
    progress: Progress = no_progress,
) -> list[Match]:
    """The passages that `texts`, which all fold differently, share: by number in `texts` and as spans of their folded texts, before they are compared word by word."""
    progress(_STAGE, 0, 0)
    row, keys = lay_row([t.folded.text for t in texts], settings)
    search = find_shared(row, keys, settings)
    del keys  # the largest of all: the search lets go of it as soon as it can
    shared = list(search)
    if len(texts) >= settings.known:
        settings = replace(
            settings,
            least_joined=settings.known_length,
            least_score=settings.known_score,
            formula_most=settings.known_formula,
            gap=settings.known_gap,
        )
    seen: dict[int, View] = {}
    out: list[Match] = []
    candidates = (c for seeds in find_seeds(row, shared, settings) for c in chain_seeds(seeds, settings))
    for candidate in candidates:
        if len(seen) > _VIEWS:
            seen.clear()
        for number in (candidate.first, candidate.second):
            if number not in seen:
                text = texts[number]
                seen[number] = view(text, row.masked(number), readings[text.source])
        out += find_matches(candidate, seen[candidate.first], seen[candidate.second], settings)
    return out


def _measure(
    pair: tuple[int, int],
    matches: Sequence[Match],
    texts: Sequence[ReuseText],
    readings: Mapping[str, str],
    settings: ReuseSettings,
) -> Found | None:
    """The pair of texts (turned so that the earlier one is left), or None if they are one stretch of one source or only share phrases."""
    first, second = min(pair), max(pair)
    left, right = texts[first], texts[second]
    aligned: list[Aligned] = []
    for match in matches:
        turned = match if first == pair[0] else replace(match, left=match.right, right=match.left)
        one = align(turned, left, right, readings[left.source], readings[right.source], alone=len(matches) == 1)
        spans = one.alignment.left.span, one.alignment.right.span
        apart = left.source != right.source or not spans[0].overlap(spans[1])
        if apart and one.alignment.similarity >= settings.least_similarity:
            aligned.append(one)
    if not aligned:
        return None
    aligned.sort(key=lambda a: (a.left, a.right))
    return measure_pair(first, second, left, right, aligned)


def _alignments(found: Sequence[Found]) -> tuple[Alignment, ...]:
    """All alignments in order of the left text and place, each with the pair's partial and mixed."""
    rows = []
    for one in found:
        more = tuple(r for r in one.pair.relations if r in ("partial", "mixed"))
        for aligned in one.aligned:
            alignment = replace(aligned.alignment, relations=(*aligned.alignment.relations, *more))
            rows.append((one.first, alignment.left.span, one.second, alignment.right.span, alignment))
    rows.sort(key=lambda r: r[:4])
    return tuple(r[4] for r in rows)
