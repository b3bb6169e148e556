"""The invented collection with everything that comparison can tell: text that does not count, a reference set, originals, repeats, verdicts."""

from dataclasses import dataclass, replace

from jingyan.model.decision import cluster_code, pair_code
from jingyan.model.reuse import Alignment, Comparison, Passage, PiecePair, PieceShare
from jingyan.model.source import Source
from jingyan.model.span import Span
from jingyan.model.structure import Piece
from tests.render.material import OWN, make_piece, make_source, material, whole

LAST_YEAR = OWN.replace("一盏灯照亮晚归路", "那盏灯").replace("白石岭林场", "黑松坡林场").replace("九十七", "八十二")


@dataclass(frozen=True)
class Reuse:
    sources: tuple[Source, ...]
    pieces: tuple[Piece, ...]
    comparison: Comparison
    readings: dict[str, str]
    references: frozenset[str]
    verdicts: dict[str, tuple[str, str, str]]


def reuse_material() -> Reuse:
    """Pieces 4 and 5 share a quotation only, piece 6 stands in last year's volume, piece 1 repeats a sentence, piece 1 is the original of piece 2."""
    m = material()
    old = make_source("去年汇编/01 那盏灯.docx", LAST_YEAR)
    other = make_source("去年汇编/02 别的.docx", "别的材料\n某校\n\n这里写的是另外一件事。\n")
    first, copy, _, d, e, own = m.pieces
    pairs = list(m.comparison.pairs)
    pairs[1] = replace(pairs[1], original="left", evidence="02 里还留着“澜川县”以外的旧地名 1 处")
    pairs[2] = replace(pairs[2], counted=0.0, other_counted=0.0)
    pairs.append(PiecePair(make_piece(old).id, own.id, 0.9, 0.88, 0.8, ("renamed",), 1, 90, original="left"))
    alignments = [replace(a, excluded="quotation") if a.left.source == d.source else a for a in m.comparison.alignments]
    alignments.append(Alignment(whole(old), whole(m.sources[5]), 0.9, ("renamed",)))
    sentence = "云溪市把乡村学校阅读作为提升教育质量的抓手"
    at = m.sources[0].text.index(sentence)
    span = Span(at, at + len(sentence))
    here = Passage(first.source, "1", span)
    shares = (
        PieceShare(first.id, 1.0, 1.0, 1.0, m.pieces[2].id),
        PieceShare(copy.id, 0.996, 0.996, 0.996, first.id),
        PieceShare(m.pieces[2].id, 1.0, 1.0, 1.0, first.id),
        PieceShare(d.id, 0.51, 0.0),
        PieceShare(e.id, 0.74, 0.0),
        PieceShare(own.id, 0.88, 0.88, 0.88, make_piece(old).id),
    )
    comparison = replace(
        m.comparison,
        pairs=tuple(pairs),
        alignments=tuple(alignments),
        shares=shares,
        repeats=(Alignment(here, here, 1.0, ("identical",)),),
    )
    verdicts = {
        pair_code(first.id, copy.id): ("雷同退稿", "已电话告知", "2026-11-20"),
        cluster_code(m.comparison.clusters[0].members): ("保留", "", "2026-11-21"),
    }
    return Reuse(
        (*m.sources, old, other),
        (*m.pieces, make_piece(old), make_piece(other)),
        comparison,
        m.readings,
        frozenset((old.path, other.path)),
        verdicts,
    )
