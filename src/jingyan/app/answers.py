"""Answers: what units replied, typed into 核实答复.xlsx, recorded as decisions on the findings; a row that cannot be taken is explained and stops nothing."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from jingyan.app.decide import Subjects, decide, settled_findings
from jingyan.app.own_file import read_own
from jingyan.app.project import decided_in, open_workspace, read_stage
from jingyan.model.decision import FINDING_VERDICTS, Decision, FindingVerdict
from jingyan.model.problem import JingyanError, Problem, Progress, no_progress
from jingyan.model.source import RawFile

# What editors write for the verdicts, beside the words of `model.decision`; blanks and marks aside.
SYNONYMS: Mapping[FindingVerdict, tuple[str, ...]] = {
    "verified": ("已核实", "核实", "属实", "情况属实", "数据无误", "原文无误", "数据正确", "正确", "确认无误", "无错", "没有错误", "没错"),
    "corrected": ("已改", "改正", "已改正", "已修改", "修改", "已更改", "更改", "已订正", "订正", "已补正", "补正", "已补充", "有误已改", "已按答复更正"),
    "leave": ("不需要改", "无需修改", "不需修改", "不必改", "不修改", "不作修改", "不予修改", "保留原文", "保持原文", "维持原文", "保留", "不更正"),
}  # fmt: skip
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "code": ("编号", "意见编号", "代码"),
    "unit": ("单位", "单位名称", "报送单位"),
    "quoted": ("原文", "有关原文"),
    "answer": ("单位答复", "答复", "答复内容", "回复"),
    "verdict": ("处理意见", "处理", "意见"),
    "mark": ("校验", "校验码"),
}


@dataclass(frozen=True, slots=True)
class Answers:
    """What became of the rows: `recorded` decisions, `known` rows that were recorded before, `waiting` rows without answer and verdict, `problems` with the rows refused."""

    recorded: tuple[Decision, ...]
    known: int
    waiting: int
    problems: tuple[Problem, ...]

    @property
    def refused(self) -> int:
        """Rows that were not taken."""
        return sum(p.code == "answers.row" for p in self.problems)


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    code: str
    unit: str
    quoted: str
    answer: str
    verdict: str
    mark: str


class _RefusedError(Exception):
    """Carries why a row cannot be taken, and what to do."""

    def __init__(self, why: str, todo: str) -> None:
        super().__init__(why)
        self.why, self.todo = why, todo


def answer_verdict(written: str) -> FindingVerdict | None:
    """The verdict for what stands in the column 处理意见, None for a word that is not known."""
    plain = re.sub(r"[\s\W_]+", "", written)
    for verdict, words in FINDING_VERDICTS.items():
        if written.strip() == verdict or plain in words or plain in SYNONYMS[verdict]:
            return verdict
    return None


def take_answers(
    given: Path | None, files: Sequence[Path], *, by: str = "", progress: Progress = no_progress
) -> Answers:
    """Read the sheets and record their answers; the unit's reply becomes the note of the decision.

    Raises JingyanError (2) for a file that is not there. A sheet that cannot be read, and every row that cannot be taken, is a Problem.
    """
    workspace = open_workspace(given)
    sheets = [(f, *_rows(f)) for f in files]
    subjects, standing = decided_in(workspace, read_stage(workspace, progress=progress), progress=progress)
    done = {c: s.decision for c, s in settled_findings(standing).items()}
    problems: list[Problem] = []
    recorded: list[Decision] = []
    known = waiting = 0
    for file, rows, trouble in sheets:
        problems += trouble
        groups: dict[str, list[tuple[_Row, FindingVerdict]]] = {}
        for row in rows:
            if not row.answer and not row.verdict:
                waiting += 1
                continue
            try:
                code, verdict = _understood(row, subjects)
                groups.setdefault(code, []).append((row, verdict))
            except _RefusedError as no:
                problems.append(_told(file, row, no))
        for code, taken in groups.items():
            verdicts = {verdict for _, verdict in taken}
            if len(verdicts) > 1:
                where = "、".join(f"第{r.number}行" for r, _ in taken)
                differ = _RefusedError(f"{where}对同一条写了不同的处理意见", "请统一以后再读入")
                problems += [_told(file, row, differ) for row, _ in taken]
                continue
            verdict, note = taken[0][1], _note([row for row, _ in taken])
            before = done.get(code)
            if before is not None and (before.verdict, before.note) == (verdict, note):
                known += len(taken)
                continue
            made = decide(workspace, subjects, subjects.by_code[code], verdict, note=note, by=by)
            done[code] = made
            recorded.append(made)
    return Answers(tuple(recorded), known, waiting, tuple(problems))


def _rows(file: Path) -> tuple[list[_Row], tuple[Problem, ...]]:
    """The rows under the heading line with their numbers in the file, cells as typed."""
    from jingyan.readers.sheets import read_rows

    lines, problems = read_rows(RawFile(file.name, read_own(file, "--answers")))
    for at, cells in enumerate(lines[:10]):
        plain = [re.sub(r"[\s*]", "", cell) for cell in cells]
        places = {n: plain.index(w) for n, words in _COLUMNS.items() for w in reversed(words) if w in plain}
        if "code" in places and "verdict" in places:
            rows = [
                _Row(n, *(line[places[c]].strip() if c in places and places[c] < len(line) else "" for c in _COLUMNS))
                for n, line in enumerate(lines[at + 1 :], at + 2)
            ]
            return [r for r in rows if r.code or r.answer or r.verdict], problems
    if not lines:
        return [], problems
    told = Problem(
        "table.heading",
        "unreadable",
        file.name,
        "表头里没有“编号”和“处理意见”两栏",
        "请用 jingyan letters 写的核实答复.xlsx",
    )
    return [], (*problems, told)


def _understood(row: _Row, subjects: Subjects) -> tuple[str, FindingVerdict]:
    """The code and verdict of a row; raises _RefusedError."""
    from jingyan.render.letter_sheets import quoted_mark

    code = row.code.strip().upper()
    if code not in subjects.findings:
        if not re.fullmatch(r"F[0-9A-F]{8}", code):
            raise _RefusedError(
                f"“{row.code}”不是核校意见的编号" if row.code else "没有写编号",
                "编号是 F 加 8 位,见核实函和核实答复.xlsx",
            )
        raise _RefusedError("没有这个编号", "来稿改过以后,改好的意见就没有了;请看 jingyan decide --list,或重新出函件")
    if not row.verdict:
        words = "、".join(w[0] for w in FINDING_VERDICTS.values())
        raise _RefusedError("写了单位答复,没有写处理意见", f"请在“处理意见”里写:{words}")
    verdict = answer_verdict(row.verdict)
    if verdict is None:
        words = "、".join(w[0] for w in FINDING_VERDICTS.values())
        raise _RefusedError(f"看不懂处理意见“{row.verdict}”", f"可以写:{words}")
    content, _, quoted = row.mark.partition("-")
    if quoted and row.quoted and quoted_mark(row.quoted) != quoted:
        raise _RefusedError("“原文”一栏被改动过", "请把改正后的内容写在“单位答复”里,“原文”恢复原样")
    if content and not subjects.by_code[code].content.startswith(content):
        raise _RefusedError(
            "出函以后来稿的原文变了", "请对照现在的原文核对,再用 jingyan decide 写处理意见,或重新出函件"
        )
    return code, verdict


def _note(rows: Sequence[_Row]) -> str:
    """The replies; with their units where several replied."""
    replies = [(r.unit, " ".join(r.answer.split())) for r in rows if r.answer]
    if len(replies) == 1:
        return replies[0][1]
    return ";".join(dict.fromkeys(f"{unit}:{reply}" if unit else reply for unit, reply in replies))


def _told(file: Path, row: _Row, no: _RefusedError) -> Problem:
    which = f"第{row.number}行 {row.code}".rstrip()
    return Problem("answers.row", "warning", file.name, f"{which}没有记:{no.why}", no.todo)


def answer_files(written: Sequence[Path]) -> tuple[Path, ...]:
    """The files to read; a folder means the 核实答复.xlsx in it. Raises JingyanError (2) when there is none."""
    from jingyan.app.letters import ANSWERS

    files = tuple(p / ANSWERS if p.is_dir() else p for p in written)
    for file in files:
        if not file.is_file():
            raise JingyanError(f"--answers {file}", "没有这个文件", todo="请写填好的核实答复.xlsx")
    return files
