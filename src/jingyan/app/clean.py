"""Clean: every automatic change to the texts as recorded edits; nothing is changed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from jingyan.model.cleaning import Cleaning
from jingyan.model.problem import JingyanError, Problem
from jingyan.model.source import Source
from jingyan.model.structure import Outline

if TYPE_CHECKING:
    from jingyan.app.collect import Collected

HOLES = ("clean.hole",)  # what of a text is missing: the piece that holds the place is not complete


def clean_source(
    source: Source, reading: str, outline: Outline, off: Sequence[str] = ()
) -> tuple[Cleaning, tuple[Problem, ...]]:
    """The Cleaning of one Source, and every place where it is damaged; `off` are codes of rules to leave out (see `known_rules`)."""
    from jingyan.clean.cleaning import CleanSettings, clean

    return clean(source, reading, outline, CleanSettings(off=tuple(off)))


def cleanings_of(collected: "Collected") -> Mapping[str, Cleaning]:
    """The Cleaning of each Source by path: those made while collecting, and those of sources that a workspace kept."""
    made = collected.cleanings
    return {
        s.path: made[s.path]
        if s.path in made
        else clean_source(s, collected.readings[s.path], collected.outlines[s.path], collected.off)[0]
        for s in collected.sources
    }


def with_holes(outline: Outline, damage: Iterable[Problem]) -> Outline:
    """The outline with every piece marked incomplete in which a part of the text is missing."""
    holes = [p.span for p in damage if p.code in HOLES and p.span]
    pieces = tuple(
        replace(piece, complete=False)
        if piece.complete and piece.kind not in ("contents", "collection") and any(map(piece.span.covers, holes))
        else piece
        for piece in outline.pieces
    )
    return replace(outline, pieces=pieces)


def counted(damage: Sequence[Problem]) -> Iterator[Problem]:
    """One Problem a code of all places in one Source: the first place's, told with how many there are."""
    first: dict[str, list[Problem]] = {}
    for problem in damage:
        first.setdefault(problem.code, []).append(problem)
    for same in first.values():
        more = f"(共 {len(same)} 处,这是第一处;全部位置见 jingyan review)" if len(same) > 1 else ""
        yield replace(same[0], message=same[0].message.rstrip("。") + more)


def known_rules(codes: Sequence[str]) -> None:
    """Raises JingyanError (2) for a code that is no rule's."""
    from jingyan.clean.cleaning import RULES

    for code in codes:
        if code not in {rule.code for rule in RULES}:
            raise JingyanError(code, "没有这条清理规则", todo=f"可以写:{'、'.join(r.code for r in RULES)}")
