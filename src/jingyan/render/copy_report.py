"""查重报告: one offline HTML page from the comparison of a collection; what was found by whom is not decided here."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from types import MappingProxyType

from markupsafe import Markup

from jingyan.model.problem import Problem
from jingyan.model.reuse import Cluster, Comparison
from jingyan.model.source import Source
from jingyan.model.structure import Piece
from jingyan.model.volume import VolumePlan
from jingyan.render import svg
from jingyan.render.catalogue import NO_VERDICTS, Catalogue, Numbered, Verdicts, counted, grown
from jingyan.render.html import environment, render_page
from jingyan.render.network import LEAST, network
from jingyan.render.pair_view import pair_view
from jingyan.render.wording import characters

PAIRS_IN_FULL = 60
PAIRS_LISTED = 300  # further pairs, one line each
# The page stays under 5 MB, which every browser opens at once.
PAGE_BYTES = 4_800_000
PIECES_LISTED = 1_500
CLUSTER_MEMBERS = 60
REPEATS_LISTED = 100
REFERENCES_LISTED = 300
_NO_READINGS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class ClusterView:
    """A cluster with what the volume did with each member."""

    cluster: Cluster
    members: tuple[tuple[Numbered, str], ...]
    left_out: int
    code: str
    verdict: tuple[str, str, str] | None


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of shared text that does not count: its `passages` and `characters` (each stretch of a piece counted once), `bit` its place in the choices of the page."""

    kind: str
    passages: int
    characters: int
    bit: int


@dataclass(frozen=True, slots=True)
class Repeat:
    """A passage that stands twice in one piece."""

    piece: Numbered
    characters: int
    first: str
    second: str
    similarity: float


def copy_report(
    sources: Sequence[Source],
    pieces: Sequence[Piece],
    comparison: Comparison,
    problems: Sequence[Problem],
    plan: VolumePlan | None,
    *,
    title: str,
    readings: Mapping[str, str] | None = None,
    references: Collection[str] = (),
    verdicts: Verdicts = NO_VERDICTS,
) -> str:
    """The whole page.

    `readings` (source path → simplified text of the same length) lets traditional copies be compared character by character; without it their changes of equal length go unmarked.
    `sources` and `pieces` hold those of the reference set too; `references` are the paths of its Sources. `verdicts` are the editor's, by the codes of `model.decision`.
    """
    catalogue = Catalogue(sources, pieces, comparison, plan, references=references, verdicts=verdicts)
    wanted = _wanted(catalogue)
    # Everything but the pairs is made first to see how much room there is for them.
    empty = _page(catalogue, problems, title, {number: Markup("") for number in wanted})
    shown = _pairs_in_full(catalogue, readings or _NO_READINGS, wanted, PAGE_BYTES - len(empty.encode()))
    return _page(catalogue, problems, title, shown)


def _page(catalogue: Catalogue, problems: Sequence[Problem], title: str, shown: Mapping[int, Markup]) -> str:
    """The page with the pairs `shown` (number → HTML) in full."""
    ranked = dict(enumerate(catalogue.pairs, 1))
    links = {frozenset((ranked[n].left, ranked[n].right)): n for n in shown}
    rest = tuple((n, pair) for n, pair in ranked.items() if n not in shown)
    folder = _folder(catalogue)
    references_met, repeats = _references(catalogue), _repeats(catalogue)
    return render_page(
        "copy.html.j2",
        "compare.js",
        title=title,
        catalogue=catalogue,
        pieces=catalogue.submitted[:PIECES_LISTED],
        pieces_left_out=max(0, len(catalogue.submitted) - PIECES_LISTED),
        references=references_met[:REFERENCES_LISTED],
        references_left_out=max(0, len(references_met) - REFERENCES_LISTED),
        anchors={
            p.anchor
            for p in (*catalogue.submitted[:PIECES_LISTED], *(r for r, _ in references_met[:REFERENCES_LISTED]))
        },
        many=len(catalogue.numbered) > 2,  # pictures of two pieces show nothing that a sentence does not
        kinds=_kinds(catalogue),
        repeats=repeats[:REPEATS_LISTED],
        repeats_left_out=max(0, len(repeats) - REPEATS_LISTED),
        network=network(catalogue),
        network_least=round(LEAST * 100),
        histograms=_histograms(catalogue),
        strip=svg.strip,
        folder=folder,
        short=lambda path: path.removeprefix(folder),
        matrix=svg.matrix(catalogue, links),
        cell=svg.CELL,
        matrix_number=svg.MATRIX_NUMBER,
        links=links,
        pair_key=lambda left, right: frozenset((left, right)),
        clusters=tuple(_cluster_view(catalogue, c) for c in catalogue.comparison.clusters),
        pairs=tuple(shown.values()),
        rest=rest[:PAIRS_LISTED],
        rest_left_out=max(0, len(rest) - PAIRS_LISTED),
        unreadable=tuple(p for p in problems if p.severity == "unreadable"),
        notices=tuple(p for p in problems if p.severity != "unreadable"),
        empty=_empty(catalogue),
        counts=_counts(catalogue),
    )


def _folder(catalogue: Catalogue) -> str:
    """The folder that all sources lie in, with its last stroke, "" when there is none: it need not stand in every row."""
    folders = [p.piece.source.split("/")[:-1] for p in catalogue.submitted]
    common = takewhile(lambda names: len(set(names)) == 1, zip(*folders, strict=False))
    return "".join(f"{names[0]}/" for names in common)


def _counts(catalogue: Catalogue) -> dict[str, int]:
    shares = [p.counted for p in catalogue.submitted]
    return {
        "pieces": len(shares),
        "references": len(catalogue.numbered) - len(shares),
        "free": sum(s == 0 for s in shares),
        "some": sum(s > 0 for s in shares),
        "most": sum(s >= 0.8 for s in shares),
        "alone": sum(s.counted == 0 and not s.stretches for s in catalogue.submitted),
        "pairs": len(catalogue.pairs),
        "clusters": len(catalogue.comparison.clusters),
        "clustered": sum(p.cluster is not None for p in catalogue.numbered.values()),
        "entries": sum(p.placement.position > 0 for p in catalogue.numbered.values()),
        "left_out": sum(p.placement.left_out is not None for p in catalogue.numbered.values()),
        "decided": sum(catalogue.verdict(p.left, p.right) is not None for p in catalogue.pairs),
    }


def _empty(catalogue: Catalogue) -> tuple[str, ...]:
    """Sources that were read but hold no letter to compare."""
    return tuple(
        path
        for path, source in catalogue.sources.items()
        if path not in catalogue.references and not any(map(str.isalnum, source.text))
    )


def _references(catalogue: Catalogue) -> tuple[tuple[Numbered, int], ...]:
    """The pieces of the reference set that share text with a submitted one, and with how many."""
    times = Counter(id_ for p in catalogue.pairs for id_ in (p.left, p.right))
    return tuple((p, times[id_]) for id_, p in catalogue.numbered.items() if p.reference and times[id_])


def _kinds(catalogue: Catalogue) -> tuple[Kind, ...]:
    passages = Counter(a.excluded for a in catalogue.comparison.alignments)
    letters = Counter[str]()
    for piece in catalogue.submitted:
        source = catalogue.sources[piece.piece.source].text
        for stretch in piece.stretches:
            letters[stretch.excluded or ""] += characters(stretch.span.of(source))
    return tuple(Kind(k, passages[k], letters[k], bit) for bit, k in enumerate(catalogue.excluded))


def _repeats(catalogue: Catalogue) -> tuple[Repeat, ...]:
    found = []
    for alignment in map(grown, catalogue.comparison.repeats):
        piece = catalogue.numbered.get(f"{alignment.left.source}#{alignment.left.piece}")
        if piece is not None:
            texts = [s.span.of(catalogue.sources[s.source].text) for s in (alignment.left, alignment.right)]
            found.append(Repeat(piece, characters(texts[0]), texts[0], texts[1], alignment.similarity))
    return tuple(found)


def _histograms(catalogue: Catalogue) -> tuple[tuple[str, str, tuple[svg.Column, ...]], ...]:
    """(what is counted, its unit, columns): pieces by their share, pairs by the larger of their two."""
    pairs = [max(counted(p, left=True), counted(p, left=False)) for p in catalogue.pairs]
    return (
        ("各篇按雷同比例", "篇", svg.histogram(p.counted for p in catalogue.submitted)),
        ("各对按较大一边的比例", "对", svg.histogram(pairs)),
    )


def _cluster_view(catalogue: Catalogue, cluster: Cluster) -> ClusterView:
    known = [catalogue.numbered[m] for m in cluster.members if m in catalogue.numbered]
    members = tuple((p, catalogue.told(p.placement)) for p in known[:CLUSTER_MEMBERS])
    code = catalogue.cluster_code(cluster)
    return ClusterView(cluster, members, len(known) - len(members), code, catalogue.verdicts.get(code))


def _wanted(catalogue: Catalogue) -> tuple[int, ...]:
    """The numbers of the pairs to show in full, best first: the strongest ones that connect every piece with its group, then the strongest of the others.

    Ten copies of one text make 45 pairs that all say the same; without this they fill the page and the next group is never seen.
    """
    group = {id_: id_ for id_ in catalogue.pieces}

    def head(id_: str) -> str:
        while group[id_] != id_:
            group[id_] = group[group[id_]]
            id_ = group[id_]
        return id_

    connecting: list[int] = []
    others: list[int] = []
    for number, pair in enumerate(catalogue.pairs, 1):
        left, right = head(pair.left), head(pair.right)
        (others if left == right else connecting).append(number)
        group[right] = left
    return tuple((connecting + others)[:PAIRS_IN_FULL])


def _pairs_in_full(
    catalogue: Catalogue, readings: Mapping[str, str], wanted: Sequence[int], room: int
) -> dict[int, Markup]:
    """The `wanted` pairs drawn, by their numbers, as many as `room` (bytes) is there for; the first one always."""
    template = environment().get_template("pair.html.j2")
    shown: dict[int, Markup] = {}
    for number in wanted:
        view = pair_view(catalogue, number, catalogue.pairs[number - 1], readings)
        html = Markup(template.render(view=view, catalogue=catalogue))  # noqa: S704 — made by our own escaping template
        room -= len(html.encode())
        if room < 0 and shown:
            break
        shown[number] = html
    return dict(sorted(shown.items()))
