"""Extract and check: figures, measures and the rest of every source, and whether they agree."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from jingyan.app.collect import Collected
from jingyan.model.extracts import Extracts
from jingyan.model.finding import Finding, Member
from jingyan.model.indicators import Indicator
from jingyan.model.problem import Problem, Progress, no_progress
from jingyan.model.reuse import Alignment, Comparison
from jingyan.model.span import Span
from jingyan.model.structure import Piece

if TYPE_CHECKING:
    from jingyan.check.across import Forgotten
    from jingyan.extract.extracting import ExtractSettings


def extract_sources(
    collected: Collected, settings: "ExtractSettings | None" = None, *, progress: Progress = no_progress
) -> tuple[dict[str, Extracts], tuple[Problem, ...]]:
    """Extracts of every Source, keyed by its path; `settings` hold the editor's tables."""
    from jingyan.extract.extracting import ExtractSettings, extract

    chosen = settings or ExtractSettings()
    extracts: dict[str, Extracts] = {}
    problems: list[Problem] = []
    for number, source in enumerate(collected.sources):
        progress("提取", number, len(collected.sources))
        outline = collected.outlines[source.path]
        extracts[source.path], trouble = extract(source, collected.readings[source.path], outline, chosen)
        problems.extend(trouble)
    progress("提取", len(collected.sources), len(collected.sources))
    return extracts, tuple(problems)


def check_sources(
    collected: Collected,
    extracts: Mapping[str, Extracts],
    comparison: Comparison | None = None,
    *,
    skip: frozenset[str] = frozenset(),
    indicators: tuple[Indicator, ...] = (),
    progress: Progress = no_progress,
) -> tuple[tuple[Finding, ...], tuple[Problem, ...]]:
    """Findings of every Source in collection order, by position, confirmed relations included; with a `comparison` also those across pieces.

    `skip` are codes of rules, `indicators` the table whose thresholds hold (empty: the built-in one).
    """
    from jingyan.check.across import check_across
    from jingyan.check.checking import CheckSettings, check
    from jingyan.check.formats import check_formats
    from jingyan.check.tables import check_tables

    settings = CheckSettings(skip, indicators)
    findings: list[Finding] = []
    problems: list[Problem] = []
    for number, source in enumerate(collected.sources):
        progress("核校", number, len(collected.sources))
        reading, outline = collected.readings[source.path], collected.outlines[source.path]
        found, trouble = check(source, reading, outline, extracts[source.path], settings)
        findings += [
            *found,
            *check_tables(source, reading, outline, extracts[source.path], skip),
            *check_formats(source, reading, outline, skip),
        ]
        problems.extend(trouble)
    progress("核校", len(collected.sources), len(collected.sources))
    findings += check_across(
        collected.sources,
        _simplified(collected.pieces),
        extracts,
        comparison or Comparison(),
        forgotten=tuple(_forgotten(collected, comparison)) if comparison else (),
        told=tuple(findings),
        skip=skip,
    )
    findings += _names_left(collected, skip)
    order = {s.path: number for number, s in enumerate(collected.sources)}
    findings.sort(key=lambda f: (order[f.members[0].source], f.members[0].span))
    return tuple(findings), tuple(problems)


def _simplified(pieces: Iterable[Piece]) -> dict[str, Piece]:
    """The pieces by id with what names them in simplified characters, so that a traditional copy's unit is the same unit."""
    from jingyan.script.fold import reading

    return {
        p.id: replace(p, title=reading(p.title), organisation=p.organisation and reading(p.organisation))
        for p in pieces
    }


def _forgotten(collected: Collected, comparison: Comparison) -> Iterator["Forgotten"]:
    """Names of the other unit that renamed copies among the submissions forgot to change."""
    from jingyan.check.across import Forgotten
    from jingyan.check.foreign import renamed_schools, renamed_units
    from jingyan.reuse.leftovers import foreign_names

    own = frozenset(s.path for s in collected.sources)
    by_pair: dict[tuple[str, str], list[Alignment]] = defaultdict(list)
    for a in comparison.alignments:
        if a.left.source in own and a.right.source in own and a.excluded is None:
            by_pair[f"{a.left.source}#{a.left.piece}", f"{a.right.source}#{a.right.piece}"].append(a)
    pieces = _simplified(collected.pieces)
    for (left, right), alignments in by_pair.items():
        known: set[tuple[str, Span]] = set()
        for names, other in zip(foreign_names(alignments, collected.readings), (right, left), strict=True):
            for n in names:
                known.add((n.source, n.span))
                yield Forgotten(f"{n.source}#{n.piece}", n.span, n.name, n.expected, other)
        for ours, theirs, turned in ((left, right, False), (right, left, True)):
            text, piece = collected.readings[pieces[ours].source], pieces[ours]
            places, bodies = (_changed(alignments, kind, turned=turned) for kind in ("place", "organisation"))
            for span, name, expected in (
                *renamed_units(text, piece, pieces[theirs], places),
                *renamed_schools(text, piece, bodies),
            ):
                if (piece.source, span) not in known:
                    yield Forgotten(ours, span, name, expected, theirs)


def _changed(alignments: Iterable[Alignment], kind: str, *, turned: bool) -> list[tuple[str, str]]:
    """The names of `kind` that stand for one another in a pair: (left, right), `turned` (right, left)."""
    swaps = [s for a in alignments for s in a.substitutions if s.kind == kind]
    return [(s.other_text, s.text) if turned else (s.text, s.other_text) for s in swaps]


def _names_left(collected: Collected, skip: frozenset[str]) -> list[Finding]:
    """What cleaning noticed of a real name in a text that is masked elsewhere, as findings that an editor can settle."""
    from jingyan.check.form_names import REAL_NAME
    from jingyan.check.telling import members_of, quoted, tell

    if REAL_NAME.code in skip:
        return []
    places: dict[tuple[str, str], list[Member]] = defaultdict(list)
    leaves = {
        s.path: [p for p in collected.outlines[s.path].pieces if p.kind != "collection"] for s in collected.sources
    }
    for problem in collected.damage:
        if problem.code != "clean.name_left" or problem.span is None or problem.source not in leaves:
            continue
        span = problem.span
        for piece in (p for p in leaves[problem.source] if p.span.covers(span)):
            places[problem.source, piece.label] += members_of(collected.by_path[problem.source], piece.label, [span])
    return [tell(REAL_NAME, "suspicious", f"{len(m)}处", quoted([x.text for x in m]), m) for m in places.values()]
