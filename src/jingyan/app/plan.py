"""Plan: which pieces go into the volume, where, and under which printed names."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from jingyan.app.collect import Collected
from jingyan.app.unit_list import county_level, places_in_list
from jingyan.model.arrangement import Arrangement, ListedUnit
from jingyan.model.cleaning import Cleaning, Edit
from jingyan.model.problem import Problem
from jingyan.model.reuse import Cluster
from jingyan.model.span import Span
from jingyan.model.structure import Piece
from jingyan.model.volume import Entry, VolumePlan

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
    *,
    arrangement: Arrangement | None = None,
    listed: Sequence[ListedUnit] = (),
) -> tuple[VolumePlan, tuple[Problem, ...]]:
    """The VolumePlan for everything collected: the template's parts by kind, one piece kept from each cluster, the rest listed with the reason.

    `decided` are pieces that the editor left out: id → reason and the id of the piece that stands instead.
    `arrangement` is the editor's (its ids are today's); where it keeps a piece that was decided to be left out, it is kept and told. `listed` is the editor's list of units:
    its order goes before rank and region.
    """
    from jingyan.render.templates import read_template
    from jingyan.volume.planning import PartRule, PlanSettings, plan_volume

    arrangement = arrangement or Arrangement()
    wanted = {p.id for p in arrangement.placings if p.keep}
    against = [i for i in decided if i in wanted]
    printed = printed_entries(collected)
    settings = PlanSettings(
        title=imprint.title,
        organizer=imprint.organizer,
        date=imprint.date,
        place=imprint.place,
        parts=tuple(PartRule(name, genres) for name, genres in read_template(template).parts),
        units=places_in_list(collected.pieces, printed, listed) if listed else {},
        county_cities=_county_cities(collected, printed, listed),
        decided=decided,
        arrangement=arrangement,
    )
    plan, problems = plan_volume(collected.pieces, clusters, printed, settings)
    return plan, (*problems, *(_kept_against(i, printed[i].title) for i in against if i in printed))


def _kept_against(id_: str, title: str) -> Problem:
    message = f"《{title}》的处理意见是不收,编排表写的是收,照编排表收了"
    return Problem("plan.against", "warning", id_.rpartition("#")[0], message, "请改其中一处,让两边一致。")


def _county_cities(collected: Collected, printed: Mapping[str, Entry], listed: Sequence[ListedUnit]) -> frozenset[str]:
    from jingyan.volume.rank import county_cities

    units = [(e.organisation or "", p.source) for p in collected.pieces if (e := printed[p.id]).organisation]
    texts = [(printed[p.id].organisation or "", p.span.of(collected.readings[p.source])) for p in collected.pieces]
    return county_cities(units, texts) | county_level(listed)


def printed_entries(collected: Collected) -> dict[str, Entry]:
    """The Entry of every piece as it would be printed without an editor's word, by id."""
    return {p.id: printed_entry(p, collected.cleanings.get(p.source)) for p in collected.pieces}


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
