"""Geometry of the picture of clusters: who shares text with whom, one small circle for each group; the template draws it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from jingyan.render.catalogue import Catalogue, counted
from jingyan.render.wording import whole_percent

LEAST = 0.3  # A thinner connection joins nearly everything with everything in formulaic texts.
NODES = 24  # of one group; a larger circle is a ball of wool, its numbers stand in the matrix
GROUPS = 60
WIDTH = 1_200
_APART = 44  # between neighbours on the circle
_MARGIN = 34
_LABELS = 5  # Groups of up to so many have their ratios written on the lines.


@dataclass(frozen=True, slots=True)
class Node:
    """A piece at x, y: `tag` as drawn, `name` in full, `anchor` of its row, `kept` when it is the suggested one of its cluster."""

    x: float
    y: float
    tag: str
    name: str
    anchor: str
    kept: bool
    reference: bool


@dataclass(frozen=True, slots=True)
class Edge:
    """A line between two nodes: `share` whole per cent (the larger of both ways), `width`, `label` written at `x`, `y` or not."""

    x1: float
    y1: float
    x2: float
    y2: float
    share: int
    width: float
    label: bool
    x: float
    y: float
    names: str


@dataclass(frozen=True, slots=True)
class Network:
    """All groups; `left_out` nodes and `groups_left_out` groups are not drawn for want of room, `thin` pairs are under LEAST."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    width: int
    height: int
    groups: int
    left_out: int
    groups_left_out: int
    thin: int


def network(catalogue: Catalogue) -> Network:
    """The picture of all pairs of which one side is found in the other by at least LEAST, by what counts; groups in collection order, equal input gives equal places."""
    shares = {(p.left, p.right): max(counted(p, left=True), counted(p, left=False)) for p in catalogue.pairs}
    strong = {ids: share for ids, share in shares.items() if share >= LEAST}
    groups = _groups(catalogue, list(strong))
    nodes: list[Node] = []
    edges: list[Edge] = []
    x = y = line = 0
    for group in groups[:GROUPS]:
        shown = group[:NODES]
        radius = max(30.0, _APART * len(shown) / (2 * pi)) if len(shown) > 1 else 0.0
        side = int(2 * (radius + _MARGIN))
        if x and x + side > WIDTH:
            x, y, line = 0, y + line, 0
        places = _circle(x + side / 2, y + side / 2, radius, len(shown))
        x, line = x + side, max(line, side)
        at = dict(zip(shown, places, strict=True))
        nodes += [_node(catalogue, id_, place) for id_, place in at.items()]
        edges += [
            _edge(catalogue, ids, share, at[ids[0]], at[ids[1]], label=len(shown) <= _LABELS)
            for ids, share in sorted(strong.items(), key=lambda item: (item[1], item[0]))
            if ids[0] in at and ids[1] in at
        ]
    left_out = sum(max(0, len(g) - NODES) for g in groups[:GROUPS])
    return Network(
        tuple(nodes),
        tuple(edges),
        WIDTH,
        y + line,
        len(groups),
        left_out,
        max(0, len(groups) - GROUPS),
        len(shares) - len(strong),
    )


def _groups(catalogue: Catalogue, pairs: Sequence[tuple[str, str]]) -> list[list[str]]:
    """Connected pieces, larger groups first, each in collection order."""
    joined: dict[str, set[str]] = defaultdict(set)
    for left, right in pairs:
        joined[left].add(right)
        joined[right].add(left)
    groups: list[list[str]] = []
    seen: set[str] = set()
    for id_ in catalogue.numbered:
        if id_ not in joined or id_ in seen:
            continue
        group, queue = {id_}, [id_]
        while queue:
            new = joined[queue.pop()] - group
            group |= new
            queue += sorted(new)
        seen |= group
        groups.append([i for i in catalogue.numbered if i in group])
    return sorted(groups, key=len, reverse=True)


def _circle(x: float, y: float, radius: float, count: int) -> list[tuple[float, float]]:
    turn = [2 * pi * i / count - (pi if count == 2 else pi / 2) for i in range(count)]
    return [(round(x + radius * cos(t), 1), round(y + radius * sin(t), 1)) for t in turn]


def _node(catalogue: Catalogue, id_: str, place: tuple[float, float]) -> Node:
    piece = catalogue.numbered[id_]
    cluster = catalogue.clusters.get(id_)
    kept = cluster is not None and cluster.kept == id_
    return Node(*place, piece.tag, catalogue.name(id_), piece.anchor, kept, piece.reference)


def _edge(
    catalogue: Catalogue,
    ids: tuple[str, str],
    share: float,
    a: tuple[float, float],
    b: tuple[float, float],
    *,
    label: bool,
) -> Edge:
    names = " 与 ".join(catalogue.numbered[i].called for i in ids)
    middle = round((a[0] + b[0]) / 2, 1), round((a[1] + b[1]) / 2, 1)
    return Edge(*a, *b, whole_percent(share), round((1 + 4 * share) if label else 2 * share, 1), label, *middle, names)
