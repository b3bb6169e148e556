"""Plan: which pieces go into the volume, where, and under which printed names."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from jingyan.app.collect import Collected
from jingyan.model.cleaning import Cleaning, Edit
from jingyan.model.problem import Problem
from jingyan.model.reuse import Cluster
from jingyan.model.span import Span
from jingyan.model.structure import Piece
from jingyan.model.volume import Entry, LeftOut, VolumePlan

DEFAULT_TITLE = "经验交流材料汇编"
NONE: Mapping[str, tuple[str, str | None]] = {}


@dataclass(frozen=True, slots=True)
class Imprint:
    """What stands on the cover; an empty line is left out. `date` as it is to be printed (二〇二四年十一月)."""

    title: str = DEFAULT_TITLE
    organizer: str = ""
    date: str = ""
    place: str = ""


def plan_pieces(
    collected: Collected,
    clusters: Sequence[Cluster],
    imprint: Imprint,
    template: Path,
    decided: Mapping[str, tuple[str, str | None]] = NONE,
) -> tuple[VolumePlan, tuple[Problem, ...]]:
    """The VolumePlan for everything collected: the template's parts by kind, one piece kept from each cluster, the rest listed with the reason.

    `decided` are pieces that the editor left out: id → reason and the id of the piece that stands instead.
    """
    from jingyan.render.templates import read_template
    from jingyan.volume.planning import PartRule, PlanSettings, plan_volume

    pieces = tuple(p for p in collected.pieces if p.id not in decided)
    printed = {p.id: printed_entry(p, collected.cleanings.get(p.source)) for p in collected.pieces}
    settings = PlanSettings(
        title=imprint.title,
        organizer=imprint.organizer,
        date=imprint.date,
        place=imprint.place,
        parts=tuple(PartRule(name, genres) for name, genres in read_template(template).parts),
    )
    plan, problems = plan_volume(pieces, clusters, printed, settings)
    if decided:
        out = {x.id: x for x in plan.left_out}
        out |= {i: LeftOut(i, printed[i].title, *why) for i, why in decided.items() if i in printed}
        plan = replace(plan, left_out=tuple(out[p.id] for p in collected.pieces if p.id in out))
    return plan, problems


# What cleaning takes out of a line of text. The other rules leave out lines or set marks, which a title on one line has no use for.
_IN_A_LINE = frozenset(
    {"inline_advert", "office_html", "misread", "pinyin", "spaced_out", "compatibility", "invisible", "stray_mark"}
)


def printed_entry(piece: Piece, cleaning: Cleaning | None = None) -> Entry:
    """Title, organisation and subtitle as they will be printed: cleaned, simplified, on one line; the file's name when the piece has no title."""
    edits = [e for e in cleaning.edits if e.rule in _IN_A_LINE] if cleaning else []
    title = _simplified(_cleaned(piece.title, piece.title_span, edits)) or PurePath(piece.source).stem
    organisation = _simplified(_cleaned(piece.organisation or "", piece.organisation_span, edits))
    return Entry(piece.id, title, organisation or None, _simplified(piece.subtitle or ""))


def _cleaned(text: str, span: Span | None, edits: Sequence[Edit]) -> str:
    """`text`, the words at `span`, with the edits made that lie there; what was joined over lines may no longer fit and stays."""
    if span is None:
        return text
    for edit in reversed([e for e in edits if span.covers(e.span)]):
        at = edit.span.start - span.start
        if text[at : at + len(edit.before)] == edit.before:
            text = text[:at] + edit.after + text[at + len(edit.before) :]
    return text


def _simplified(text: str) -> str:
    from jingyan.script.convert import convert

    return re.sub(r"\s+", " ", convert(text).text).strip() if text else ""
