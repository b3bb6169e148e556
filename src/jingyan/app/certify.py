"""Certify: 查重证明 of single pieces, worked out from what was collected and compared."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from jingyan.app.against import NOTHING, Against, excluded_kinds, reuse_settings, with_against
from jingyan.app.beside import against_of
from jingyan.app.collect import Collected, collect
from jingyan.app.compare import compare_pieces
from jingyan.app.decide import find_piece
from jingyan.app.export import exit_code
from jingyan.app.outputs import Written, make_folder, write_output
from jingyan.app.project import compare_stage, open_workspace, read_stage
from jingyan.model.certificate import CELLS, Certificate, CertifiedInput, CertifiedSource
from jingyan.model.problem import JingyanError, Problem, Progress, no_progress
from jingyan.model.reuse import Alignment, Comparison, Exclusion, PiecePair
from jingyan.model.span import Span
from jingyan.model.structure import Piece
from jingyan.model.version import VERSION


@dataclass(frozen=True, slots=True)
class Compared:
    """A collection with its comparison and the kinds of shared text that did not count."""

    collected: Collected
    comparison: Comparison
    excluded: tuple[Exclusion, ...]


@dataclass(frozen=True, slots=True)
class Certified:
    """The certificates written, what went wrong on the way, and the exit code (3 when inputs were unreadable)."""

    written: tuple[Written, ...]
    problems: tuple[Problem, ...]
    exit_code: int


def compared_paths(paths: Iterable[Path], against: Against = NOTHING, *, progress: Progress = no_progress) -> Compared:
    """Read and compare the files under `paths`, without a workspace. Raises JingyanError (4) when none is usable."""
    from jingyan.executors.office import find_office

    counting = reuse_settings(against)
    office = find_office()
    collected = collect(paths, office=office, progress=progress)
    if not collected.sources:
        raise JingyanError("、".join(map(str, paths)), "没有一份来稿可以用", exit_code=4)
    collected = with_against(collected, against, office=office, progress=progress)
    comparison, _ = compare_pieces(collected, counting, progress=progress)
    return Compared(collected, comparison, excluded_kinds(counting))


def compared_workspace(given: Path | None, *, progress: Progress = no_progress) -> Compared:
    """The workspace's comparison, made where it is missing."""
    workspace = open_workspace(given)
    collected = read_stage(workspace, progress=progress)
    comparison = compare_stage(workspace, collected, progress=progress)
    return Compared(collected, comparison, excluded_kinds(reuse_settings(against_of(workspace))))


def certify(compared: Compared, wanted: Sequence[str], out: Path, *, date: str = "") -> Certified:
    """Write a certificate for each piece in `wanted` (as `decide.find_piece`; none: for all) into the folder `out`, or to `out` itself when it ends in .docx.

    Raises JingyanError: 2 for a piece that is not there or took no part, or several pieces for one file; 5 when nothing can be written.
    """
    from jingyan.render.certificate import write_certificate

    pieces = {p.id: p for p in compared.collected.pieces if p.kind != "collection"}
    known = {s.piece for s in compared.comparison.shares}
    ids = [find_piece(w, pieces) for w in wanted] or [i for i in pieces if i in known]
    single = out.suffix.lower() == ".docx"
    if single and len(ids) != 1:
        raise JingyanError(str(out), f"有 {len(ids)} 篇,不能写进一个文件", todo="请把 -o 写成文件夹")
    folder = out.parent if single else out
    made = [certificate(compared, id_, date=date) for id_ in ids]
    names = [out.name] if single else _names(made)
    make_folder(folder)
    written = tuple(write_output(folder, n, write_certificate(m), {}) for n, m in zip(names, made, strict=True))
    return Certified(written, compared.collected.problems, exit_code(compared.collected))


def certificate(compared: Compared, id_: str, *, date: str = "") -> Certificate:
    """The certificate of the piece. Raises JingyanError (2) when it took no part in the comparison."""
    from jingyan.render.wording import characters

    collected = compared.collected
    everything = collected.with_references
    pieces = {p.id: p for p in everything.pieces}
    piece, source = pieces[id_], collected.by_path[pieces[id_].source]
    share = next((s for s in compared.comparison.shares if s.piece == id_), None)
    if share is None:
        raise JingyanError(id_, "没有参加比对,不能出证明", known="可能字数太少,或者只有标题")
    pairs = sorted(_pairs_of(id_, compared.comparison), key=lambda row: (-row.counted, -row.share))
    numbers = {row.other: number for number, row in enumerate(pairs, 1)}
    return Certificate(
        piece.title,
        piece.organisation or "",
        Path(source.path).name,
        piece.label,
        source.sha256,
        characters(piece.span.of(source.text)),
        round(share.copied, 4),
        round(share.counted, 4),
        round(share.largest, 4),
        numbers.get(share.largest_source or "", 0),
        tuple(_source(row, pieces[row.other], everything, collected.reference_paths) for row in pairs),
        _strip(piece, source.text, compared.comparison),
        compared.excluded,
        inputs_of(collected),
        sum(p.kind != "collection" for p in collected.pieces),
        VERSION,
        date,
    )


def inputs_of(collected: Collected) -> tuple[CertifiedInput, ...]:
    """Every file that took part, by role, name and content."""
    parts: tuple[tuple[str, Collected | None], ...] = (
        ("submitted", collected), ("reference", collected.references), ("template", collected.templates),
        ("policy", collected.policies),
    )  # fmt: skip
    rows = [CertifiedInput(role, Path(s.path).name, s.sha256) for role, part in parts if part for s in part.sources]
    return tuple(sorted(rows, key=lambda r: (r.role, r.file, r.sha256)))


@dataclass(frozen=True, slots=True)
class _Row:
    """A pair seen from the certified piece."""

    other: str
    share: float
    counted: float
    pair: PiecePair


def _pairs_of(id_: str, comparison: Comparison) -> list[_Row]:
    rows = []
    for p in comparison.pairs:
        if p.left == id_:
            rows.append(_Row(p.right, p.containment, p.containment if p.counted is None else p.counted, p))
        elif p.right == id_:
            counted = p.other_containment if p.other_counted is None else p.other_counted
            rows.append(_Row(p.left, p.other_containment, counted, p))
    return rows


def _source(row: _Row, other: Piece, everything: Collected, references: frozenset[str]) -> CertifiedSource:
    from jingyan.render.wording import RELATION

    return CertifiedSource(
        other.title,
        other.organisation or "",
        Path(other.source).name,
        other.label,
        everything.by_path[other.source].sha256,
        row.pair.passages,
        round(row.share, 4),
        round(row.counted, 4),
        tuple(RELATION[r] for r in row.pair.relations),
        other.source in references,
    )


def _strip(piece: Piece, text: str, comparison: Comparison) -> str:
    """One digit for each of CELLS parts of the body with equally many characters that are not blanks: what most of it is."""
    body = piece.body
    looks = bytearray(len(body))
    for a in comparison.alignments:
        for span in _sides(a, piece):
            for i in range(max(span.start, body.start), min(span.end, body.end)):
                looks[i - body.start] = max(looks[i - body.start], 1 if a.excluded else 2)
    shown = [look for look, character in zip(looks, body.of(text), strict=True) if not character.isspace()]
    if not shown:
        return "0" * CELLS
    edges = [len(shown) * i // CELLS for i in range(CELLS + 1)]
    parts = (shown[a : max(b, a + 1)] for a, b in pairwise(edges))
    return "".join(str(max((0, 1, 2), key=part.count)) for part in parts)


def _sides(alignment: Alignment, piece: Piece) -> list[Span]:
    return [s.span for s in (alignment.left, alignment.right) if f"{s.source}#{s.piece}" == piece.id]


def _names(made: Sequence[Certificate]) -> list[str]:
    """File names: the submission's own name and the piece's number where it has several."""
    several: Mapping[str, int] = {}
    counts: dict[str, int] = {}
    for m in made:
        counts[m.file] = counts.get(m.file, 0) + 1
    several = counts
    return [
        f"查重证明_{Path(m.file).stem}{f'_{m.label}' if several[m.file] > 1 or m.label != '1' else ''}.docx"
        for m in made
    ]
