"""One run of the real stages over `corpus/来稿`, and all scores of it."""

import json
import sys
from collections.abc import Iterable, Sequence
from functools import cache

from jingyan.app.collect import Collected, collect
from jingyan.app.export import prepare, rows_of
from jingyan.executors.office import find_office
from tests.quality import extracts, scoring
from tests.quality.gold import CORPUS, FLOORS, Page, Row, figured, gold, harder, in_corpus, page


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


def first(some: Iterable[Row]) -> list[Row]:
    """The rows of the files the corpus began with."""
    return [r for r in some if in_corpus(r["source"]) not in harder() | figured()]


def dense(some: Iterable[Row]) -> list[Row]:
    """The rows of the files dense with figures."""
    return [r for r in some if in_corpus(r["source"]) in figured()]


def among_first(some: Iterable[Row]) -> list[Row]:
    """The rows of clusters without a later file; those have scores of their own."""
    some = list(some)
    touched = {r["cluster"] for r in (*later(some), *dense(some))}
    return [r for r in some if r["cluster"] not in touched]


def among_later(some: Iterable[Row], wanted: Iterable[Row]) -> list[Row]:
    """The rows of clusters with a harder file that no gold cluster holds."""
    known = {m["source"] for c in wanted for m in c["members"]}
    return [r for r in later(some) if in_corpus(r["source"]) not in known]


def pairs_first(some: Iterable[Row]) -> list[Row]:
    """Gold clusters and pairs kept apart whose pieces are all in files the corpus began with."""
    return [r for r in some if not _touched(r, harder() | figured())]


def pairs_later(some: Iterable[Row]) -> list[Row]:
    """Gold clusters and pairs kept apart with a piece of a harder file."""
    return [r for r in some if _touched(r, harder())]


def _touched(row: Row, files: frozenset[str]) -> bool:
    return any(m["source"] in files for m in row.get("members") or (row["a"], row["b"]))


def _with(files: frozenset[str], some: Iterable[Row]) -> list[Row]:
    """The rows of clusters with one of the files."""
    some = list(some)
    touched = {r["cluster"] for r in some if in_corpus(r["source"]) in files}
    return [r for r in some if r["cluster"] in touched]


def later(some: Iterable[Row]) -> list[Row]:
    """The rows of the harder files that came later."""
    return [r for r in some if in_corpus(r["source"]) in harder()]


def as_harder(found: scoring.Scores) -> scoring.Scores:
    """Scores of the harder files under names of their own."""
    return {f"harder {name}": value for name, value in found.items()}


def scores() -> scoring.Scores:
    """Every score of the quality gate by name."""
    texts = pages()
    pieces, figures, ranges, measures, findings = (
        readable(gold(name)) for name in ("pieces", "figures", "figure-ranges", "measures", "findings")
    )
    clusters = [c for c in gold("clusters") if len(readable(c["members"])) == len(c["members"])]
    apart = gold("negatives")
    unread = [p.source for p in collected().problems if p.severity == "unreadable"]
    named = unread if find_office() else [u for u in unread if not _old_word(u)]
    return {
        **scoring.score_pieces(first(pieces), first(rows("pieces")), texts),
        **as_harder(scoring.score_pieces(later(pieces), later(rows("pieces")), texts)),
        **scoring.score_coverage(rows("text"), rows("pieces"), rows("boilerplate")),
        **scoring.score_contents(first(gold("contents")), first(rows("contents"))),
        **as_harder(scoring.score_contents(later(gold("contents")), later(rows("contents")))),
        **scoring.score_headings(first(readable(gold("headings"))), first(rows("headings"))),
        **as_harder(scoring.score_headings(later(gold("headings")), later(rows("headings")))),
        **scoring.score_boilerplate(first(gold("boilerplate")), first(rows("boilerplate")), texts),
        **as_harder(scoring.score_boilerplate(later(gold("boilerplate")), later(rows("boilerplate")), texts)),
        **scoring.score_clusters(
            pairs_first(clusters), pairs_first(apart), among_first(rows("clusters")), rows("pairs")
        ),
        **as_harder(
            scoring.score_clusters(
                pairs_later(clusters), pairs_later(apart), _with(harder(), rows("clusters")), rows("pairs")
            )
        ),
        "harder pieces without a copy": 1
        - scoring.share(len(among_later(rows("clusters"), clusters)), len(later(rows("pieces")))),
        **scoring.score_figures(first(figures), first(ranges), rows("figures"), texts),
        **scoring.score_measures(first(measures), rows("measures"), texts),
        **scoring.score_findings(first(findings), _findings(figured(), inside=False), texts),
        **scoring.score_unreadable(gold("unreadable"), named),
        **as_harder(scores_of_extracts(figures, ranges, measures, findings)),
        **as_dense(scores_of_dense_files(pieces, clusters)),
    }


def _findings(files: frozenset[str], *, inside: bool) -> list[Row]:
    """The findings with (or without) a member in one of the files."""
    return [r for r in rows("findings") if any(in_corpus(m["source"]) in files for m in r["members"]) == inside]


def scores_of_extracts(
    figures: Sequence[Row], ranges: Sequence[Row], measures: Sequence[Row], findings: Sequence[Row]
) -> scoring.Scores:
    """Figures, measures, initiatives, citations, problems and findings of the files dense with figures."""
    texts = pages()
    wanted, known = dense(figures), dense(findings)
    loose = [r for r in known if r.get("optional")]
    shown = [r for r in _findings(figured(), inside=True) if not any(extracts.hits(w, r, texts) for w in loose)]
    needed = [r for r in known if not r.get("optional")]
    planted = {r["source"] for r in needed if r["status"] != "consistent"}
    return {
        **scoring.score_figures(wanted, dense(ranges), rows("figures"), texts),
        **extracts.score_figure_facts(wanted, rows("figures"), texts),
        **scoring.score_measures([r for r in dense(measures) if not r.get("optional")], rows("measures"), texts),
        **extracts.score_measure_precision(dense(measures), rows("measures"), texts),
        **extracts.score_passages("initiatives", gold("initiatives"), dense(rows("initiatives")), texts, "type"),
        **extracts.score_passages("citations", gold("citations"), dense(rows("citations")), texts, "doc_number"),
        **extracts.score_passages("problems", gold("problems"), dense(rows("problems")), texts, "type"),
        **scoring.score_findings(needed, shown, texts),
        **extracts.score_faults_by_kind(needed, shown, texts),
        **extracts.score_quiet(sorted(figured() - planted), shown),
    }


def scores_of_dense_files(pieces: Sequence[Row], clusters: Sequence[Row]) -> scoring.Scores:
    """Pieces and copies of the files dense with figures."""
    wanted = [c for c in clusters if _touched(c, figured())]
    return {
        **scoring.score_pieces(dense(pieces), dense(rows("pieces")), pages()),
        **scoring.score_clusters(wanted, [], _with(figured(), rows("clusters")), rows("pairs")),
    }


def as_dense(found: scoring.Scores) -> scoring.Scores:
    """Scores of pieces and copies of the files dense with figures; two of them have nothing to count there."""
    names = ("pieces F1", "piece titles", "clusters found", "clusters right", "cluster relations", "clusters kept")
    return {f"dense {name}": found[name] for name in names}


def table(found: scoring.Scores, floors: scoring.Scores) -> str:
    """Scores beside their floors, one a line; a fallen one is marked."""
    lines = [f"{'score':<36}{'now':>8}{'floor':>8}"]
    for name, value in found.items():
        floor = floors.get(name)
        mark = "  FELL" if floor is not None and rounded(value) < floor else ""
        lines.append(f"{name:<36}{value:>8.4f}{'' if floor is None else format(floor, '.4f'):>8}{mark}")
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
