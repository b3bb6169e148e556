"""One run of the real stages over `corpus/来稿`, and all scores of it."""

import json
import sys
from collections.abc import Sequence
from functools import cache

from jingyan.app.collect import Collected, collect
from jingyan.app.export import prepare, rows_of
from jingyan.executors.office import find_office
from tests.quality import scoring
from tests.quality.gold import CORPUS, FLOORS, Page, Row, gold, in_corpus, page


@cache
def collected() -> Collected:
    """The corpus read and segmented, once a session; with the office program of this machine, if there is one."""
    return collect([CORPUS / "来稿"], office=find_office())


@cache
def rows(what: str) -> list[Row]:
    """The exported rows of `what`, confirmed findings included."""
    return list(rows_of(what, prepare(what, collected()), everything=True))


@cache
def pages() -> dict[str, Page]:
    """The texts as read, by gold path."""
    return {in_corpus(s.path): page(s.text) for s in collected().sources}


def readable(wanted: Sequence[Row]) -> list[Row]:
    """The gold rows that can be asked for: without an office program .doc, .wps and .rtf files may have no text."""
    return [r for r in wanted if r["source"] in pages() or find_office() or not _old_word(r["source"])]


def _old_word(source: str) -> bool:
    return source.endswith((".doc", ".wps", ".rtf"))


def scores() -> scoring.Scores:
    """Every score of the quality gate by name."""
    texts = pages()
    pieces, figures, ranges, measures, findings = (
        readable(gold(name)) for name in ("pieces", "figures", "figure-ranges", "measures", "findings")
    )
    clusters = [c for c in gold("clusters") if len(readable(c["members"])) == len(c["members"])]
    unread = [p.source for p in collected().problems if p.severity == "unreadable"]
    named = unread if find_office() else [u for u in unread if not _old_word(u)]
    return {
        **scoring.score_pieces(pieces, rows("pieces"), texts),
        **scoring.score_coverage(rows("text"), rows("pieces"), rows("boilerplate")),
        **scoring.score_contents(gold("contents"), rows("contents")),
        **scoring.score_clusters(clusters, gold("negatives"), rows("clusters"), rows("pairs")),
        **scoring.score_figures(figures, ranges, rows("figures"), texts),
        **scoring.score_measures(measures, rows("measures"), texts),
        **scoring.score_findings(findings, rows("findings"), texts),
        **scoring.score_unreadable(gold("unreadable"), named),
    }


def table(found: scoring.Scores, floors: scoring.Scores) -> str:
    """Scores beside their floors, one a line; a fallen one is marked."""
    lines = [f"{'score':<28}{'now':>8}{'floor':>8}"]
    for name, value in found.items():
        floor = floors.get(name)
        mark = "  FELL" if floor is not None and rounded(value) < floor else ""
        lines.append(f"{name:<28}{value:>8.4f}{'' if floor is None else format(floor, '.4f'):>8}{mark}")
    return "\n".join(lines)


def rounded(value: float) -> float:
    """A score as floors.json keeps it: four digits."""
    return round(value, 4)


def floors() -> scoring.Scores:
    """The scores reached so far (`corpus/gold/floors.json`), empty before the first run."""
    return {**json.loads(FLOORS.read_text("utf-8"))} if FLOORS.exists() else {}


def raise_floors() -> None:
    """Write the scores of this run where they are higher than the floors; lower floors only by hand, with a reason."""
    found, old = scores(), floors()
    sys.stdout.write(table(found, old) + "\n")
    new = {name: max(rounded(value), old.get(name, 0.0)) for name, value in found.items()}
    FLOORS.write_text(json.dumps(new, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    raise_floors()
