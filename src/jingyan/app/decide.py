"""Decide: the editor's verdicts on pairs, clusters, pieces and findings of a workspace, and what they do to the plan."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Literal

from jingyan.app.collect import Collected
from jingyan.model.decision import (
    FINDING_VERDICTS,
    VERDICTS,
    WORDS,
    Decision,
    FindingVerdict,
    Standing,
    Verdict,
    cluster_code,
    finding_code,
    pair_code,
    piece_code,
)
from jingyan.model.finding import Finding
from jingyan.model.problem import JingyanError
from jingyan.model.reuse import Alignment, Cluster, Comparison, PiecePair
from jingyan.model.span import Span
from jingyan.model.structure import Piece
from jingyan.workspace.decisions import save_decision, undo_decision
from jingyan.workspace.store import Workspace

_LIKE_NEITHER = ("fine", "same_unit", "template", "keep")  # verdicts after which both pieces are printed


@dataclass(frozen=True, slots=True)
class Subject:
    """What can be decided on: a pair, a cluster, a piece or a finding. `number` as printed in the report (0 for a piece or finding), `pieces` ids, `content` the SHA-256 of what it rests on."""

    code: str
    kind: Literal["pair", "cluster", "piece", "finding"]
    number: int
    pieces: tuple[str, ...]
    content: str


@dataclass(frozen=True, slots=True)
class Decided:
    """What the decisions do: `clusters` as they are to be planned, `returned` and `replaced` piece id → Chinese reason and the id of the piece kept instead."""

    clusters: tuple[Cluster, ...]
    left_out: Mapping[str, tuple[str, str | None]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Out:
    """Why a piece is left out: after which verdict, with which note, and which piece stands instead."""

    verdict: Verdict | FindingVerdict
    note: str
    instead: str | None


class Subjects:
    """Everything that can be decided on in one comparison, by code and as printed; built once and never changed."""

    def __init__(self, collected: Collected, comparison: Comparison, findings: Sequence[Finding] = ()) -> None:
        self.collected = collected.with_references
        self.comparison = comparison
        self.references = collected.reference_paths
        self.pieces: dict[str, Piece] = {p.id: p for p in self.collected.pieces if p.kind != "collection"}
        self._texts = {s.path: s.text for s in self.collected.sources}
        self._by_pair: dict[frozenset[str], list[Alignment]] = {}
        for a in comparison.alignments:
            ids = frozenset((f"{a.left.source}#{a.left.piece}", f"{a.right.source}#{a.right.piece}"))
            self._by_pair.setdefault(ids, []).append(a)
        found = [
            *(self._cluster(c) for c in comparison.clusters),
            *(self._pair(number, p) for number, p in enumerate(comparison.pairs, 1)),
        ]
        self.by_code: dict[str, Subject] = {s.code: s for s in found}
        self.findings: dict[str, Finding] = {finding_code(f): f for f in findings if f.status != "consistent"}
        self.by_code |= {code: self._finding(code, f) for code, f in self.findings.items()}

    def _finding(self, code: str, finding: Finding) -> Subject:
        """A finding rests on the sentences in which its members stand."""
        ids = tuple(dict.fromkeys(f"{m.source}#{m.piece}" for m in finding.members if m.piece))
        words = [self._words(m.source, _sentence(self._texts[m.source], m.span)) for m in finding.members]
        return Subject(code, "finding", 0, ids, _digest("\1".join(words)))

    def _pair(self, number: int, pair: PiecePair) -> Subject:
        content = self._passages([frozenset((pair.left, pair.right))])
        return Subject(pair_code(pair.left, pair.right), "pair", number, (pair.left, pair.right), content)

    def _cluster(self, cluster: Cluster) -> Subject:
        members = frozenset(cluster.members)
        content = self._passages(ids for ids in self._by_pair if ids <= members)
        return Subject(cluster_code(cluster.members), "cluster", cluster.number, cluster.members, content)

    def _passages(self, pairs: Iterable[frozenset[str]]) -> str:
        """SHA-256 of the passages' words between these pieces, blanks aside."""
        words = sorted(
            "\0".join(sorted(self._words(side.source, side.span) for side in (a.left, a.right)))
            for ids in pairs
            for a in self._by_pair.get(ids, ())
        )
        return _digest("\1".join(words))

    def _words(self, source: str, span: Span) -> str:
        return "".join(span.of(self._texts[source]).split())

    def piece(self, id_: str) -> Subject:
        """The piece as a subject."""
        return Subject(piece_code(id_), "piece", 0, (id_,), self.body(id_))

    def body(self, id_: str) -> str:
        """SHA-256 of the piece's words."""
        piece = self.pieces[id_]
        return _digest(self._words(piece.source, piece.span))

    def find(self, written: str) -> Subject:
        """The subject by code (or its beginning; P a pair, C a cluster, F a finding), 对3, 簇2, or as a piece (see `find_piece`). Raises JingyanError (2)."""
        text = written.strip()
        if match := re.fullmatch(r"(簇|对|第)?\s*(\d{1,5})\s*(对|簇|号对)?", text):
            kind = "cluster" if "簇" in (match[1] or "", match[3] or "") else "pair"
            numbered = [s for s in self.by_code.values() if (s.kind, s.number) == (kind, int(match[2]))]
            if numbered:
                return numbered[0]
        elif re.fullmatch(r"[PCFpcf][0-9A-Fa-f]{3,8}", text):
            near = [s for s in self.by_code.values() if s.code.startswith(text.upper())]
            if len(near) == 1:
                return near[0]
            if near:
                raise JingyanError(written, f"有 {len(near)} 个编号这样开头", todo="请写全编号")
        else:
            return self.piece(self.find_piece(text))
        raise JingyanError(written, "没有这个编号", todo="编号见查重报告和核校意见,或运行 jingyan decide --list")

    def find_piece(self, written: str, among: Sequence[str] = ()) -> str:
        """The id of the piece written as its id, code, file name, 甲/乙 (of `among`) or a part of its title, unit or file name. Raises JingyanError (2) for none or several."""
        ids = list(among) or [i for i in self.pieces if self.pieces[i].source not in self.references]
        sides = {"甲": 0, "乙": 1}
        if written in sides and len(among) == 2:
            return among[sides[written]]
        return find_piece(written, {i: self.pieces[i] for i in ids})


def find_piece(written: str, pieces: Mapping[str, Piece]) -> str:
    """The id among `pieces` of what an editor wrote: an id, a code, a file name, a part of a title, of a unit's name or of a file name. Raises JingyanError (2) for none or several."""
    tests: tuple[Callable[[Piece], bool], ...] = (
        lambda p: p.id == written or piece_code(p.id) == written.upper(),
        lambda p: f"{Path(p.source).name}#{p.label}" == written,
        lambda p: written in (p.source, Path(p.source).name, Path(p.source).stem),
        lambda p: written == p.title,
        lambda p: written in p.title or written in (p.organisation or ""),
        lambda p: written in Path(p.source).name,
    )
    for test in tests:
        found = [p for p in pieces.values() if test(p)]
        if len(found) == 1:
            return found[0].id
        if found:
            names = "、".join(p.id for p in found[:5]) + ("等" if len(found) > 5 else "")
            raise JingyanError(written, f"有 {len(found)} 篇符合", known=names, todo="请写其中一篇的全名")
    if re.fullmatch(r"\d+-\d+", written):
        raise JingyanError(written, "这是核校意见的序号,补收以后会变", todo="请写那一条右边印着的 F 开头的编号")
    raise JingyanError(written, "没有这一篇", todo="可以写文件名、文件名#篇号、题名或其中几个字")


def verdict_of(written: str) -> Verdict | FindingVerdict:
    """The verdict for a Chinese or English word. Raises JingyanError (2)."""
    for verdict, words in WORDS.items():
        if written == verdict or written in words:
            return verdict
    choices = "、".join(f"{verdict}({words[0]})" for verdict, words in WORDS.items())
    raise JingyanError(written, "没有这种处理意见", todo=f"可以写:{choices}")


def decide(
    workspace: Workspace,
    subjects: Subjects,
    subject: Subject,
    verdict: Verdict | FindingVerdict,
    *,
    piece: str | None = None,
    note: str = "",
    by: str = "",
) -> Decision:
    """Write the decision down and return it. `piece` (as `Subjects.find_piece`) names who is returned, kept or taken out.

    Raises JingyanError (2) when the verdict does not suit the subject, or needs a piece and none is named or follows from the comparison.
    """
    suited = FINDING_VERDICTS if subject.kind == "finding" else VERDICTS
    if verdict not in suited:
        what = "核校意见" if subject.kind == "finding" else "对、簇或篇"
        words = "、".join(words[0] for words in suited.values())
        raise JingyanError(subject.code, f"{what}不能写“{WORDS[verdict][0]}”", todo=f"可以写:{words}")
    named = subjects.find_piece(piece, subject.pieces) if piece else None
    chosen = _named_by(subjects, subject, verdict, named)
    content = subjects.body(chosen) if verdict == "not_member" and chosen else subject.content
    when = datetime.now().astimezone().isoformat(timespec="seconds")
    made = Decision(0, subject.code, verdict, subject.pieces, chosen, content, note, when, by)
    return save_decision(workspace, made)


def undo(workspace: Workspace, subject: Subject) -> Decision:
    """Take back the last decision on the subject. Raises JingyanError (2) when there is none."""
    when = datetime.now().astimezone().isoformat(timespec="seconds")
    undone = undo_decision(workspace, subject.code, when)
    if undone is None:
        raise JingyanError(subject.code, "还没有处理意见,没有什么可以撤销", todo="看现有的意见:jingyan decide --list")
    return undone


def _named_by(subjects: Subjects, subject: Subject, verdict: Verdict | FindingVerdict, named: str | None) -> str | None:
    """The piece a verdict is about, where it is about one."""
    if subject.kind == "finding":
        return None
    if subject.kind == "piece":
        if verdict not in ("copy", "keep"):
            raise JingyanError(
                subject.pieces[0],
                f"一篇不能写“{WORDS[verdict][0]}”",
                todo="一篇可以写雷同退稿或保留,其他请写对或簇的编号",
            )
        return subject.pieces[0]
    if verdict == "not_member":
        if subject.kind != "cluster" or named is None:
            raise JingyanError("不属于本簇", "要写簇的编号,并用 --piece 写明是哪一篇")
        return named
    if verdict == "copy" and subject.kind == "pair" and named is None:
        return _copy_of(subjects, subject)
    return named


def _copy_of(subjects: Subjects, subject: Subject) -> str:
    """Which side of a pair is the copy: the submission beside a reference, what the cluster does not keep, what is likelier not the original."""
    left, right = subject.pieces
    if subjects.pieces[right].source in subjects.references:
        return left
    for cluster in subjects.comparison.clusters:
        if cluster.kept in subject.pieces and {left, right} <= set(cluster.members):
            return right if cluster.kept == left else left
    original = next((p.original for p in subjects.comparison.pairs if {p.left, p.right} == {left, right}), None)
    if original is None:
        raise JingyanError(
            subject.code,
            "看不出哪一篇是抄的",
            known=f"甲 {left},乙 {right}",
            todo="请用 --piece 甲 或 --piece 乙 写明退哪一篇",
        )
    return right if original == "left" else left


def standings(decisions: Sequence[Decision], subjects: Subjects) -> tuple[Standing, ...]:
    """The decisions that stand, in the order they were made: for each subject the last one (and every piece taken out of a cluster), with whether its text is still the same; without those on findings that are no longer made."""
    last: dict[tuple[str, str | None], Decision] = {}
    for made in decisions:
        key = (made.subject, made.piece if made.verdict == "not_member" else None)
        if made.undone_at is None:
            last.pop(key, None)
            last[key] = made
    # A finding that is no longer made is settled for good; its verdict stays in the history.
    there = [d for d in last.values() if not d.subject.startswith("F") or d.subject in subjects.findings]
    return tuple(Standing(d, _content(d, subjects) == d.content) for d in there)


def _content(decision: Decision, subjects: Subjects) -> str | None:
    """What the decision's text is today, None when there is no such text any more."""
    if decision.verdict == "not_member" or decision.subject.startswith("A"):
        return subjects.body(decision.piece) if decision.piece in subjects.pieces and decision.piece else None
    subject = subjects.by_code.get(decision.subject)
    return subject.content if subject else None


def open_subjects(subjects: Subjects, standing: Sequence[Standing]) -> tuple[Subject, ...]:
    """What still waits for a verdict: clusters, and pairs that count and lie in no cluster."""
    done = {s.decision.subject for s in standing if s.valid and s.decision.verdict != "not_member"}
    outside = {
        (s.decision.subject, s.decision.piece) for s in standing if s.valid and s.decision.verdict == "not_member"
    }
    done |= {s.code for s in subjects.by_code.values() if sum((s.code, p) not in outside for p in s.pieces) < 2}
    together = [frozenset(c.members) for c in subjects.comparison.clusters]
    counting = {
        pair_code(p.left, p.right)
        for p in subjects.comparison.pairs
        if p.counted != 0 and not any({p.left, p.right} <= members for members in together)
    }
    waiting = [s for s in subjects.by_code.values() if s.code not in done]
    return tuple(s for s in waiting if s.kind == "cluster" or s.code in counting)


def open_findings(subjects: Subjects, standing: Sequence[Standing]) -> tuple[Finding, ...]:
    """The findings that are not settled, in their own order; only what is wrong or doubtful, not what merely catches the eye (info)."""
    done = settled_findings(standing)
    return tuple(f for code, f in subjects.findings.items() if code not in done and f.severity != "info")


def settled_findings(standing: Sequence[Standing]) -> dict[str, Standing]:
    """Code of a finding → the verdict that settles it; verdicts on text that has changed since settle nothing."""
    return {s.decision.subject: s for s in standing if s.valid and s.decision.subject.startswith("F")}


def apply_decisions(clusters: Sequence[Cluster], standing: Sequence[Standing], titles: Mapping[str, str]) -> Decided:
    """The clusters and left-out pieces as the valid decisions want them; `titles` by piece id are for the reasons."""
    now = list(clusters)
    out: dict[str, _Out] = {}
    for made in (s.decision for s in standing if s.valid):
        if made.subject.startswith("C"):
            now = _on_cluster(now, made, out)
        elif made.subject.startswith("P"):
            now = _on_pair(now, made, out)
        elif made.verdict == "copy" and made.piece:
            out[made.piece] = _Out("copy", made.note, None)
        elif made.piece:
            now = [_without(c, made.piece) for c in now]
            out.pop(made.piece, None)
    for id_ in out:
        now = [_without(c, id_) for c in now]
    reasons = {id_: (_reason(made, titles), made.instead) for id_, made in out.items()}
    return Decided(tuple(c for c in now if len(c.members) > 1), reasons)


def _on_cluster(clusters: list[Cluster], made: Decision, out: dict[str, _Out]) -> list[Cluster]:
    """After a verdict on a whole cluster: taken apart, another piece kept, one taken out, or its copies returned."""
    changed: list[Cluster] = []
    for cluster in clusters:
        if not set(made.pieces) & set(cluster.members):
            changed.append(cluster)
        elif made.verdict == "not_member" and made.piece:
            changed.append(_without(cluster, made.piece))
        elif made.verdict == "keep" and made.piece in cluster.members and made.piece:
            changed.append(replace(cluster, kept=made.piece, reason="编者决定保留这一篇"))
        elif made.verdict == "copy":
            returned = [made.piece] if made.piece else [m for m in cluster.members if m != cluster.kept]
            out.update({m: _Out("copy", made.note, cluster.kept if m != cluster.kept else None) for m in returned})
            changed.append(cluster)
    return changed


def _on_pair(clusters: list[Cluster], made: Decision, out: dict[str, _Out]) -> list[Cluster]:
    """After a verdict on a pair: one side left out, or the side that its cluster does not keep taken out of it."""
    left, right = made.pieces
    if made.piece:
        other = right if made.piece == left else left
        returned, instead = (made.piece, other) if made.verdict == "copy" else (other, made.piece)
        out[returned] = _Out(made.verdict, made.note, instead)
        return clusters
    if made.verdict not in _LIKE_NEITHER:
        return clusters
    return [
        _without(c, right if c.kept == left else left)
        if c.kept in made.pieces and {left, right} <= set(c.members)
        else c
        for c in clusters
    ]


def _without(cluster: Cluster, id_: str) -> Cluster:
    """The cluster without one member; where that was the one to keep, the first of the others takes its place."""
    if id_ not in cluster.members:
        return cluster
    members = tuple(m for m in cluster.members if m != id_)
    kept = cluster.kept if cluster.kept != id_ or not members else members[0]
    return replace(cluster, members=members, kept=kept)


def _reason(made: _Out, titles: Mapping[str, str]) -> str:
    why = "编者决定保留后者" if made.verdict == "keep" else "编者决定退稿"
    if made.instead:
        why = f"与《{titles.get(made.instead) or made.instead}》({made.instead})雷同,{why}"
    return f"{why}({made.note})" if made.note else why


_ENDS = re.compile(r"[。!?!?\n]")


def _sentence(text: str, span: Span) -> Span:
    """The sentence around a place, to its full stops or line ends; at most 200 characters to each side."""
    before = [m.end() for m in _ENDS.finditer(text, max(0, span.start - 200), span.start)]
    after = _ENDS.search(text, span.end, span.end + 200)
    return Span(
        before[-1] if before else max(0, span.start - 200), after.start() if after else min(len(text), span.end + 200)
    )


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
