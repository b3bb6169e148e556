"""Diff: two files side by side."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from jingyan.app.against import EXCLUSIONS, NOTHING, Against, reuse_settings, with_against
from jingyan.app.collect import Collected, collect
from jingyan.app.compare import compare_pieces
from jingyan.app.export import Exportable, exit_code, passage_rows
from jingyan.model.problem import JingyanError, Problem, Progress, no_progress
from jingyan.model.reuse import Alignment, Comparison
from jingyan.model.volume import VolumePlan

RELATIONS = {
    "identical": "相同", "edited": "改动", "renamed": "换名套用", "script": "繁简", "reordered": "换序",
    "partial": "部分相同", "mixed": "多处来源",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Diff:
    """The comparison of two files as bytes of the wanted form."""

    data: bytes
    problems: tuple[Problem, ...]
    exit_code: int


def diff_files(
    left: Path, right: Path, form: str, *, against: Against = NOTHING, progress: Progress = no_progress
) -> Diff:
    """What `right` shares with `left`; `against` says which of it does not count. Raises JingyanError (2) for an unknown form or when both are one file, (4) when one is not readable."""
    from jingyan.executors.office import find_office

    if form not in ("text", "jsonl", "html"):
        raise JingyanError("--format", f"不能写“{form}”", todo="请写 text、jsonl 或 html")
    counting = reuse_settings(against)
    office = find_office()
    sides = [collect([path], office=office, progress=progress) for path in (left, right)]
    for path, side in zip((left, right), sides, strict=True):
        if not side.sources:
            why = side.problems[0].message if side.problems else "里面没有来稿"
            raise JingyanError(str(path), why, todo=side.problems[0].hint if side.problems else "", exit_code=4)
    both = with_against(_together(*sides), against, office=office, progress=progress)
    comparison, problems = compare_pieces(both, counting, progress=progress)
    mine = {s.path for s in both.sources[: len(sides[0].sources)]}
    comparison = _across(comparison, mine)
    return Diff(_encode(both, comparison, form, left, right), (*both.problems, *problems), exit_code(both))


def _together(a: Collected, b: Collected) -> Collected:
    """Both sides as one collection; the second side's paths get a mark when the same file is given twice."""
    taken = set(a.by_path)
    renamed = {s.path: f"{s.path}(乙)" if s.path in taken else s.path for s in b.sources}
    outlines = {}
    for s in b.sources:
        old, name = b.outlines[s.path], renamed[s.path]
        outlines[name] = replace(old, source=name, pieces=tuple(replace(p, source=name) for p in old.pieces))
    return Collected(
        (*a.sources, *(replace(s, path=renamed[s.path]) for s in b.sources)),
        {**a.readings, **{renamed[k]: v for k, v in b.readings.items()}},
        {**a.outlines, **outlines},
        (*a.problems, *b.problems),
    )


def _across(comparison: Comparison, mine: set[str]) -> Comparison:
    """Only what runs between the two sides, the first side on the left."""
    kept: list[Alignment] = []
    for a in comparison.alignments:
        if (a.left.source in mine) == (a.right.source in mine):
            continue
        if a.left.source in mine:
            kept.append(a)
        else:
            swaps = tuple(
                replace(s, text=s.other_text, span=s.other_span, other_text=s.text, other_span=s.span)
                for s in a.substitutions
            )
            kept.append(replace(a, left=a.right, right=a.left, substitutions=swaps))
    kept.sort(key=lambda a: (a.left.source, a.left.span, a.right.source, a.right.span))
    names = {path: path in mine for a in comparison.alignments for path in (a.left.source, a.right.source)}
    pairs = tuple(p for p in comparison.pairs if _side(p.left, names) != _side(p.right, names))
    return Comparison(tuple(kept), pairs, ())


def _side(id_: str, names: Mapping[str, bool]) -> bool:
    """True for a piece of the first file."""
    return names[id_.rpartition("#")[0]]


def _encode(both: Collected, comparison: Comparison, form: str, left: Path, right: Path) -> bytes:
    if form == "html":
        from jingyan.render.copy_report import copy_report

        title = f"{left.name} 与 {right.name}"
        return copy_report(
            both.sources,
            both.pieces,
            comparison,
            both.problems,
            VolumePlan(title, ()),
            title=title,
            readings=both.readings,
        ).encode()
    exportable = Exportable(both, {}, (), comparison)
    if form == "jsonl":
        return "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in passage_rows(exportable)).encode()
    return ("\n".join(_lines(both, comparison, left, right)) + "\n").encode()


def _lines(both: Collected, comparison: Comparison, left: Path, right: Path) -> Iterable[str]:
    if not comparison.alignments:
        yield f"{left.name} 与 {right.name} 没有发现相同的片段"
        return
    copied = sum(len(a.left.span) for a in comparison.alignments)
    yield f"{left.name} 与 {right.name}:相同的片段 {len(comparison.alignments)} 处,共 {copied} 字(按 {left.name} 计)"
    out = Counter(a.excluded for a in comparison.alignments if a.excluded)
    if out:
        yield "不计入:" + "、".join(f"{EXCLUSIONS[kind]} {n} 处" for kind, n in out.most_common())
    swaps = Counter((s.text, s.other_text) for a in comparison.alignments for s in a.substitutions)
    if swaps:
        yield "替换:" + "、".join(f"{a or '(无)'}→{b or '(无)'} ×{n}" for (a, b), n in swaps.most_common(30))
    texts = both.by_path
    for number, a in enumerate(comparison.alignments, start=1):
        kinds = "、".join(RELATIONS[r] for r in a.relations)
        yield ""
        aside = f",不计入({EXCLUSIONS[a.excluded]})" if a.excluded else ""
        yield f"{number}. {kinds},相似 {a.similarity:.0%}{aside}"
        yield f"甲 第 {a.left.span.start}–{a.left.span.end} 字:{_excerpt(a.left.span.of(texts[a.left.source].text))}"
        yield f"乙 第 {a.right.span.start}–{a.right.span.end} 字:{_excerpt(a.right.span.of(texts[a.right.source].text))}"


def _excerpt(text: str, most: int = 200) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most // 2]} …… {line[-most // 2 :]}"
