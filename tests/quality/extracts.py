"""Scores of what is read out of a text beside value and unit: indicators, approximators, measures, initiatives, citations, problems, faults by kind.

Used for the files with `set = "figures"` of the corpus; each score is from 0 to 1 with 1 the best.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from tests.quality.gold import Row, in_corpus
from tests.quality.scoring import Pages, Scores, by_source, f1, matched, plain, share, span, title_places

# A passage with a title or quotation of its own must share half of its characters; a figure is found when touched.
HALF = 0.5


def score_figure_facts(wanted: Sequence[Row], rows: Iterable[Row], pages: Pages) -> Scores:
    """Approximators of the figures that are not exact; indicators and subjects by the characters shared (bag F1)."""
    need = close = 0
    indicators: list[float] = []
    subjects: list[float] = []
    for row, hit in _pairs(wanted, rows, pages, 0.0):
        if row["approximate"] != "exact":
            need += 1
            close += hit is not None and hit["approximate"] == row["approximate"]
        if hit is not None:
            indicators.append(_shared(row.get("indicator"), hit["indicator"]))
            if row.get("subject"):
                subjects.append(_shared(row["subject"], hit["subject"]))
    return {
        "approximators": share(close, need),
        "indicators": share(sum(indicators), len(indicators)),
        "subjects": share(sum(subjects), len(subjects)),
    }


def _shared(a: str | None, b: str | None) -> float:
    left, right = Counter(plain(a)), Counter(plain(b))
    return f1(sum((left & right).values()), left.total(), right.total())


def _pairs(wanted: Sequence[Row], rows: Iterable[Row], pages: Pages, least: float) -> Iterator[tuple[Row, Row | None]]:
    """Each gold row that must be found, with the exported row that lies on it."""
    found = by_source(rows)
    for source, some in by_source(wanted).items():
        if source not in pages:
            yield from ((row, None) for row in some if not row.get("optional"))
            continue
        places = [pages[source].inside(r["context"], r["at"], r["text"]) for r in some]
        pred = found.get(source, [])
        match = matched(places, [span(r) for r in pred], least)
        yield from (
            (row, pred[match[i]] if i in match else None) for i, row in enumerate(some) if not row.get("optional")
        )


def score_measure_precision(wanted: Sequence[Row], rows: Iterable[Row], pages: Pages) -> Scores:
    """Share of the exported measures of the annotated files that are measures in the gold; optional ones do not count."""
    found = by_source(rows)
    right = shown = 0
    for source, some in by_source(wanted).items():
        if source not in pages:
            continue
        pred = found.get(source, [])
        titles = [r | {"start": r["title_start"], "end": r["title_end"]} for r in pred]
        match = matched(title_places(some, pages[source]), [span(r) for r in titles], HALF)
        loose = sum(bool(some[i].get("optional")) for i in match)
        right, shown = right + len(match) - loose, shown + len(pred) - loose
    return {"measures precision": share(right, shown)}


def score_passages(name: str, wanted: Sequence[Row], rows: Iterable[Row], pages: Pages, *same: str) -> Scores:
    """Passages (initiatives, citations, problems) found, as F1, and those among them whose fields `same` are right.

    `wanted` must hold every source that may have such a passage; exported rows of other sources are left out.
    """
    rows = list(rows)
    pairs = list(_pairs(wanted, rows, pages, HALF))
    hits = [(row, hit) for row, hit in pairs if hit is not None]
    sources = {r["source"] for r in wanted}
    shown = sum(in_corpus(r["source"]) in sources for r in rows) - _loose(wanted, rows, pages)
    return {f"{name} F1": f1(len(hits), shown, len(pairs))} | {
        f"{name} {field}": share(*_right([p for p in hits if p[0].get(field)], field)) for field in same
    }


def _right(hits: Sequence[tuple[Row, Row]], field: str) -> tuple[int, int]:
    return sum(row[field] == hit.get(field) for row, hit in hits), len(hits)


def _loose(wanted: Sequence[Row], rows: Sequence[Row], pages: Pages) -> int:
    """How many exported rows lie on optional gold."""
    optional = [r | {"optional": False} for r in wanted if r.get("optional")]
    return sum(hit is not None for _, hit in _pairs(optional, rows, pages, 0.0))


def score_faults_by_kind(wanted: Sequence[Row], rows: Sequence[Row], pages: Pages) -> Scores:
    """Planted faults found, by their kind; hit as in `score_findings`."""
    doubts = [r for r in rows if r["status"] != "consistent"]
    kinds: dict[str, list[bool]] = defaultdict(list)
    for row in wanted:
        if row.get("planted"):
            kinds[row["type"]].append(any(hits(row, r, pages) for r in doubts))
    return {f"fault {kind} found": share(sum(some), len(some)) for kind, some in sorted(kinds.items())}


def hits(wanted: Row, found: Row, pages: Pages) -> bool:
    """Whether a finding overlaps two of the members of a gold row (one, if there are no more than two)."""
    if wanted["source"] not in pages:
        return False
    text = pages[wanted["source"]]
    places = [text.inside(m["context"], m["at"], m["text"]) for m in wanted["members"]]
    shown = [span(m) for m in found["members"] if in_corpus(m["source"]) == wanted["source"]]
    return sum(any(p.overlap(s) for s in shown) for p in places) >= (2 if len(places) > 2 else 1)


def score_quiet(clean: Iterable[str], rows: Iterable[Row]) -> Scores:
    """Share of the files without a fault in which no finding doubts anything."""
    loud = {in_corpus(m["source"]) for r in rows if r["status"] != "consistent" for m in r["members"]}
    clean = list(clean)
    return {"clean files without alarm": share(sum(c not in loud for c in clean), len(clean))}
