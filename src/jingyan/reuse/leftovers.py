"""Names of the other unit that a renamed copy forgot to change; what a check may show and what tells copy from original."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from jingyan.model.reuse import Alignment, Passage
from jingyan.model.span import Span
from jingyan.zh.names import is_own_name

_SWAPPED_LEAST = 2  # a name is the other unit's when it was changed so often
_VISIT = re.compile(
    r"(?:学习|考察|借鉴|观摩|取经|赴|前往|来自|参观|访问|引进|邀请|对口|结对|合作|联合)[^。；;\n]{0,12}$"
)
_UNIT = "省市县区州盟旗镇乡村"


@dataclass(frozen=True, slots=True, order=True)
class ForeignName:
    """A name at `span` of Source `source`, piece `piece`, that belongs to the other side of a renamed pair; everywhere else it stands there as `expected`."""

    source: str
    piece: str
    span: Span
    name: str
    expected: str


def foreign_names(
    alignments: Sequence[Alignment], readings: Mapping[str, str]
) -> tuple[tuple[ForeignName, ...], tuple[ForeignName, ...]]:
    """The forgotten names on the left and on the right side of `alignments`, which are those of one pair of pieces, all turned alike.

    A name counts that was changed to one and the same other name at least twice, and that stands unchanged in a passage of the side that changed it. Where
    the text tells of a visit or a partner (赴南昌市学习) the name may be meant.
    """
    ours, theirs = _renamings(alignments)
    swaps = [s for a in alignments for s in a.substitutions]
    return (
        _standing([a.left for a in alignments], theirs, {s.span for s in swaps}, readings),
        _standing([a.right for a in alignments], ours, {s.other_span for s in swaps}, readings),
    )


def _renamings(alignments: Sequence[Alignment]) -> tuple[dict[str, str], dict[str, str]]:
    """Names of the left with what the right has for them, and the other way round; only those that are always changed alike."""
    pairs = Counter(
        (s.text, s.other_text)
        for a in alignments
        for s in a.substitutions
        if s.kind in ("place", "organisation", "person")
        and is_own_name(s.text, s.kind)
        and is_own_name(s.other_text, s.kind)
    )
    forth: dict[str, dict[str, int]] = defaultdict(dict)
    back: dict[str, dict[str, int]] = defaultdict(dict)
    for (one, two), count in sorted(pairs.items()):
        forth[one][two] = count
        back[two][one] = count
    return _clear(forth), _clear(back)


def _clear(changes: Mapping[str, Mapping[str, int]]) -> dict[str, str]:
    return {
        name: next(iter(to))
        for name, to in sorted(changes.items())
        if len(to) == 1 and sum(to.values()) >= _SWAPPED_LEAST
    }


def _standing(
    passages: Sequence[Passage], foreign: Mapping[str, str], swapped: Collection[Span], readings: Mapping[str, str]
) -> tuple[ForeignName, ...]:
    """Where names of `foreign` stand in `passages`, unless they are part of what belongs there or stand for something else on the other side (`swapped`)."""
    if not foreign:
        return ()
    own = set(foreign.values())
    names = {n: e for n, e in foreign.items() if not any(n in o for o in own)}
    if not names:
        return ()
    pattern = re.compile("|".join(re.escape(n) for n in sorted(names, key=lambda n: (-len(n), n))))
    found = set()
    for passage in passages:
        reading = readings[passage.source]
        for match in pattern.finditer(reading, passage.span.start, passage.span.end):
            changed = any(s.overlap(Span(*match.span())) for s in swapped)
            if not changed and not _VISIT.search(reading, max(0, match.start() - 20), match.start()):
                name = match.group()
                found.add(ForeignName(passage.source, passage.piece, Span(*match.span()), name, names[name]))
    return tuple(sorted(found))
