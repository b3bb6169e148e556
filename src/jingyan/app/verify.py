"""Verify: does a 查重证明 still say what it said, and do the files still give the same figures."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jingyan.app.against import Against
from jingyan.app.certify import Compared, certificate, compared_paths, compared_workspace, inputs_of
from jingyan.model.certificate import Certificate
from jingyan.model.problem import JingyanError, Progress, no_progress, system_reason

ROLE_WORDS = {"submitted": "来稿", "reference": "参照材料", "template": "征稿模板", "policy": "政策文件"}


@dataclass(frozen=True, slots=True)
class Verified:
    """What was looked at: `agrees`, and a Chinese sentence for everything that differs (or is only worth knowing)."""

    agrees: bool
    lines: tuple[str, ...]

    def row(self) -> dict[str, Any]:
        """The result as plain data."""
        return {"agrees": self.agrees, "lines": list(self.lines)}


def verify(
    file: Path, paths: tuple[Path, ...], given: Path | None, against: Against, *, progress: Progress = no_progress
) -> Verified:
    """Compare the certificate in `file` with the files under `paths`, or with the workspace. Raises JingyanError (2) when it is no certificate of ours."""
    made, differs = _read(file)
    if paths:
        kinds = made.excluded or ("none",)
        asked = against.count or against.exclude
        counting = (
            against if asked else Against(against.references, against.templates, against.policies, (), ("none", *kinds))
        )
        compared = compared_paths(paths, counting, progress=progress)
    else:
        compared = compared_workspace(given, progress=progress)
    differs += _again(made, compared)
    notes = [] if made.version == _version() else [f"证明由 jingyan {made.version} 出具,现在是 {_version()}"]
    if differs:
        return Verified(agrees=False, lines=(*differs, *notes))
    return Verified(agrees=True, lines=(f"一致:《{made.title or made.file}》的各项数字与重新计算的结果相同", *notes))


def _read(file: Path) -> tuple[Certificate, list[str]]:
    """The certificate, and what is wrong with the sheet itself."""
    from jingyan.render.certificate import printed_text, read_certificate, write_certificate

    try:
        made, seal, printed = read_certificate(file.read_bytes())
    except OSError as error:
        raise JingyanError(str(file), "打不开这个文件", known=system_reason(error)) from error
    except ValueError as error:
        todo = "请给出 jingyan certify 写的 docx 原件(另存为其他格式会丢掉记录)"
        raise JingyanError(str(file), "不是 jingyan 出具的查重证明,或里面的记录已被删除", todo=todo) from error
    wrong = []
    if seal != made.seal:
        wrong.append("不一致:证明里的记录被改动过(校验码不符)")
    if printed != printed_text(write_certificate(made)):
        wrong.append("不一致:证明上印的文字与它的记录不符,可能被改动过")
    return made, wrong


def _again(made: Certificate, compared: Compared) -> list[str]:
    """What the files say differently today."""
    collected = compared.collected
    same = [s for s in collected.sources if s.sha256 == made.sha256]
    if not same:
        renewed = [s.path for s in collected.sources if Path(s.path).name == made.file]
        if renewed:
            return [f"文件已改动:{renewed[0]} 的内容与出证明时不同(SHA-256 不符)"]
        return [f"没有找到出证明的文件 {made.file}(SHA-256 {made.sha256[:12]}…),不能重新计算"]
    wrong = [*_inputs(made, compared)]
    pieces = [p for s in same for p in collected.outlines[s.path].pieces if p.label == made.label]
    if not pieces:
        return [*wrong, f"不一致:{same[0].path} 里没有第 {made.label} 篇"]
    try:
        now = certificate(compared, pieces[0].id, date=made.date)
    except JingyanError as error:
        return [*wrong, error.sentence]
    return [*wrong, *_figures(made, now)]


def _inputs(made: Certificate, compared: Compared) -> list[str]:
    """Which files are missing or new beside those that the certificate was made with."""
    then = Counter((i.role, i.sha256) for i in made.inputs)
    names = {(i.role, i.sha256): i.file for i in (*made.inputs, *inputs_of(compared.collected))}
    now = Counter((i.role, i.sha256) for i in inputs_of(compared.collected))
    found = []
    for word, rest in (("少了", then - now), ("多了", now - then)):
        for role, sentence in ROLE_WORDS.items():
            files = [names[key] for key in rest if key[0] == role]
            if files:
                shown = "、".join(files[:5]) + ("等" if len(files) > 5 else "")
                found.append(f"不一致:{sentence}{word} {len(files)} 份({shown})")
    return found


def _figures(made: Certificate, now: Certificate) -> list[str]:
    from jingyan.render.certificate import percent
    from jingyan.render.wording import EXCLUSION

    found = []
    for word, before, after in (
        ("题名", made.title, now.title),
        ("单位", made.organisation, now.organisation),
        ("字数", made.characters, now.characters),
    ):
        if before != after:
            found.append(f"不一致:{word} 证明上是 {before},重新计算是 {after}")
    for word, then, again in (
        ("总文字复制比", made.copied, now.copied),
        ("去除不计入部分后", made.counted, now.counted),
        ("单篇最大", made.largest, now.largest),
    ):
        if then != again:
            found.append(f"不一致:{word} 证明上是 {percent(then)},重新计算是 {percent(again)}")
    if made.excluded != now.excluded:
        kinds = ["、".join(EXCLUSION.get(k, k) for k in c.excluded) or "无" for c in (made, now)]
        found.append(f"不一致:不计入的种类 证明上是 {kinds[0]},现在是 {kinds[1]}")
    if made.sources != now.sources:
        found.append(f"不一致:来源 证明上 {len(made.sources)} 个,重新计算 {len(now.sources)} 个,或其中的数字不同")
    if made.strip != now.strip and not found:
        found.append("不一致:相同文字的位置不同")
    return found


def _version() -> str:
    from jingyan.model.version import VERSION

    return VERSION
