"""Plan: which pieces go into the volume, where, and under which printed names."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from jingyan.app.collect import Collected
from jingyan.model.problem import Problem
from jingyan.model.reuse import Cluster
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
    printed = {p.id: printed_entry(p) for p in collected.pieces}
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


def printed_entry(piece: Piece) -> Entry:
    """Title, organisation and subtitle as they will be printed: simplified, on one line; the file's name when the piece has no title."""
    title = _simplified(piece.title) or PurePath(piece.source).stem
    return Entry(piece.id, title, _simplified(piece.organisation or "") or None, _simplified(piece.subtitle or ""))


def _simplified(text: str) -> str:
    from jingyan.script.convert import convert

    return re.sub(r"\s+", " ", convert(text).text).strip() if text else ""
