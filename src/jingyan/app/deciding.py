"""Deciding in a workspace: settle a subject, take a verdict back, list what is decided and what is open."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jingyan.app.decide import Subject, Subjects, decide, open_findings, open_subjects, undo, verdict_of
from jingyan.app.project import decided_in, open_workspace, read_stage
from jingyan.model.decision import Decision, Standing, finding_code
from jingyan.model.finding import Finding
from jingyan.model.problem import Progress, no_progress
from jingyan.workspace.decisions import load_decisions

KINDS = {"P": "对", "C": "簇", "A": "篇", "F": "核校意见"}


@dataclass(frozen=True, slots=True)
class Line:
    """One subject or decision as it is listed: its `sentence` for people; `decision` None while open, `valid` False when its text has changed since."""

    subject: str
    pieces: tuple[str, ...]
    sentence: str
    decision: Decision | None = None
    valid: bool = True

    def row(self) -> dict[str, Any]:
        """The line as plain data."""
        made = self.decision
        fields: dict[str, Any] = {"subject": self.subject, "pieces": list(self.pieces)}
        if made is None:
            return fields | {"verdict": None}
        fields |= {
            "verdict": made.verdict,
            "word": made.word,
            "piece": made.piece,
            "note": made.note,
            "by": made.made_by,
        }
        return fields | {"made_at": made.made_at, "undone_at": made.undone_at, "valid": self.valid}


def settle(
    given: Path | None,
    subject: str,
    verdict: str,
    *,
    piece: str | None = None,
    note: str = "",
    by: str = "",
    progress: Progress = no_progress,
) -> Line:
    """Write a verdict down; the returned line says what was decided. Raises JingyanError (2) for an unknown subject, verdict or piece."""
    wanted = verdict_of(verdict)
    workspace = open_workspace(given)
    subjects, _ = decided_in(workspace, read_stage(workspace, progress=progress), progress=progress)
    made = decide(workspace, subjects, subjects.find(subject), wanted, piece=piece, note=note, by=by)
    return Line(made.subject, made.pieces, f"已记下:{_told(made, subjects)}。{_next(made)}", made)


def take_back(given: Path | None, subject: str, *, progress: Progress = no_progress) -> Line:
    """Take the last verdict on a subject back. Raises JingyanError (2) when there is none."""
    workspace = open_workspace(given)
    subjects, standing = decided_in(workspace, read_stage(workspace, progress=progress), progress=progress)
    made = undo(workspace, _undoable(subject, subjects, standing))
    return Line(made.subject, made.pieces, f"已撤销:{_told(made, subjects)}。{_next(made)}", made)


def _undoable(written: str, subjects: Subjects, standing: tuple[Standing, ...]) -> Subject:
    """The subject, also one that is only left in the decisions because its text is gone."""
    for made in (s.decision for s in standing):
        if written.upper() == made.subject and made.subject not in subjects.by_code:
            return Subject(made.subject, "pair", 0, made.pieces, made.content)
    return subjects.find(written)


def listed(given: Path | None, *, progress: Progress = no_progress) -> tuple[Line, ...]:
    """What is decided, then what is open: clusters first, then pairs, strongest first, then the findings that are wrong or doubtful."""
    workspace = open_workspace(given)
    subjects, standing = decided_in(workspace, read_stage(workspace, progress=progress), progress=progress)
    done = [Line(s.decision.subject, s.decision.pieces, _standing(s, subjects), s.decision, s.valid) for s in standing]
    waiting = [Line(s.code, s.pieces, f"待定  {_name(s, subjects)}") for s in open_subjects(subjects, standing)]
    waiting += [
        Line(finding_code(f), subjects.by_code[finding_code(f)].pieces, f"待定  {_finding(f)}")
        for f in open_findings(subjects, standing)
    ]
    return (*done, *waiting)


def history(given: Path | None) -> tuple[Line, ...]:
    """Every verdict ever written, in order."""
    decisions = load_decisions(open_workspace(given))
    return tuple(Line(d.subject, d.pieces, _written(d), d) for d in decisions)


def _next(made: Decision) -> str:
    return "重新出报告:jingyan report" if made.subject.startswith("F") else "重新编排:jingyan plan"


def _finding(finding: Finding) -> str:
    """The code, where it is, and what it says."""
    first = finding.members[0]
    return f"{finding_code(finding)} {Path(first.source).name}#{first.piece or ''} {finding.message.rstrip('。')}"


def _standing(standing: Standing, subjects: Subjects) -> str:
    told = _told(standing.decision, subjects)
    return f"已定  {told}" if standing.valid else f"内容已变,请重新判断  {told}"


def _told(made: Decision, subjects: Subjects) -> str:
    subject = subjects.by_code.get(made.subject) or Subject(made.subject, "piece", 0, made.pieces, made.content)
    about = f" → {_piece(made.piece, subjects)}" if made.piece and len(made.pieces) > 1 else ""
    return f"{_name(subject, subjects)}:{made.word}{about}{_aside(made)}"


def _aside(made: Decision) -> str:
    parts = [made.note, made.made_by, made.made_at[:16].replace("T", " ")]
    return f"({','.join(p for p in parts if p)})"


def _written(made: Decision) -> str:
    undone = f"  已撤销 {made.undone_at[:16].replace('T', ' ')}" if made.undone_at else ""
    return f"{made.number}. {made.subject} {' 与 '.join(made.pieces)}:{made.word}{_aside(made)}{undone}"


def _name(subject: Subject, subjects: Subjects) -> str:
    if finding := subjects.findings.get(subject.code):
        return _finding(finding)
    kind = KINDS[subject.code[0]]
    number = f"({kind}{subject.number})" if subject.number else ""
    return f"{subject.code}{number} {' 与 '.join(_piece(i, subjects) for i in subject.pieces)}"


def _piece(id_: str | None, subjects: Subjects) -> str:
    piece = subjects.pieces.get(id_ or "")
    if piece is None:
        return f"{id_}(已不在)"
    aside = "参照材料 " if piece.source in subjects.references else ""
    return f"{aside}《{piece.title or '无题'}》({Path(piece.source).name}#{piece.label})"
