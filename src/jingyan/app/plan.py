"""Plan: which pieces go into the volume, where, and under which printed names."""

import re
from collections.abc import Sequence
from pathlib import PurePath

from jingyan.app.collect import Collected
from jingyan.model.problem import Problem
from jingyan.model.reuse import Cluster
from jingyan.model.structure import Piece
from jingyan.model.volume import VolumePlan


def plan_pieces(
    collected: Collected, clusters: Sequence[Cluster], *, title: str
) -> tuple[VolumePlan, tuple[Problem, ...]]:
    """The VolumePlan for everything collected: parts by kind, one piece kept from each cluster, the rest listed with the reason."""
    from jingyan.volume.planning import PlanSettings, plan_volume

    pieces = collected.pieces
    names = {p.id: printed_name(p) for p in pieces}
    return plan_volume(pieces, clusters, names, PlanSettings(title=title))


def printed_name(piece: Piece) -> tuple[str, str | None]:
    """Title and organisation as they will be printed: simplified, on one line; the file's name when the piece has no title."""
    title = _simplified(piece.title) or PurePath(piece.source).stem
    return title, _simplified(piece.organisation or "") or None


def _simplified(text: str) -> str:
    from jingyan.script.convert import convert

    return re.sub(r"\s+", " ", convert(text).text).strip() if text else ""
