"""Convert: a traditional file to simplified, keeping a docx's formatting, with every repaired word listed."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast

from jingyan.app.collect import collect
from jingyan.app.outputs import write_output
from jingyan.model.problem import JingyanError
from jingyan.model.script import Conversion, Repair

TEXT_SUFFIXES = frozenset({".txt", ".text", ".md", ""})
SURE = 2.0  # margin below which a repair is shown for review (facts of script, section 2)


@dataclass(frozen=True, slots=True)
class Converted:
    """What conversion did: characters changed, repairs in order with the place of each (第3行, 正文第3段), and where the result is."""

    path: Path
    changed: int
    repairs: tuple[tuple[str, Repair], ...]
    note: str = ""

    def summary(self) -> dict[str, Any]:
        """What `--json` prints; places are code points in the text of the original (a paragraph's text for docx)."""
        rows = [
            {
                "place": place,
                "start": r.span.start,
                "end": r.span.end,
                "before": r.before,
                "after": r.after,
                "rule": r.rule,
                "margin": r.margin,
            }
            for place, r in self.repairs
        ]
        return {"output": str(self.path), "changed": self.changed, "repairs": rows}

    def lines(self) -> Iterator[str]:
        """The summary as a person reads it."""
        words = [(place, r) for place, r in self.repairs if r.rule == "word"]
        yield f"改动 {self.changed} 字,修正词语 {len(words)} 处,已写到:{self.path}"
        for place, r in words:
            doubt = "(请核对)" if r.margin is not None and r.margin < SURE else ""
            yield f"  {place} {r.before} → {r.after}{doubt}"
        if not self.changed:
            yield "原文没有繁体字,内容没有改动"


def convert_file(file: Path, out: Path, mode: str) -> Converted:
    """Write the simplified form of `file` to `out`.

    A docx stays a docx with its formatting; every other format (html, pdf, doc …) becomes UTF-8 text. Raises JingyanError: 2 for an unknown mode,
    a docx wanted from something else or a format that is not written, 4 when the file is not readable, 5 when `out` cannot be written.
    """
    from jingyan.script.convert import ConvertSettings, convert, origin

    if mode not in ("auto", "mainland", "taiwan"):
        raise JingyanError("--mode", f"不能写“{mode}”", todo="请写 auto、mainland 或 taiwan")
    suffix = out.suffix.lower()
    if suffix != ".docx" and suffix not in TEXT_SUFFIXES:
        raise JingyanError(
            str(out), f"不能写成 {suffix} 文件", todo="请把输出文件名改成 .txt;原文件是 docx 的,也可以改成 .docx"
        )
    settings = ConvertSettings(words=cast(Literal["auto", "mainland", "taiwan"], mode))
    source = _readable(file)
    if suffix == ".docx":
        from jingyan.render.docx_convert import convert_docx

        if source.format != "docx":
            todo = "请把输出文件名改成 .txt,或先把它存成 docx"
            raise JingyanError(str(file), "原文件不是 docx,不能保留格式转成 docx", todo=todo)
        whole = origin(source.text)
        data, changed, placed = convert_docx(file.read_bytes(), lambda text: convert(text, settings, whole=whole))
        repairs = tuple((found.place, found.repair) for found in placed)
    else:
        result = convert(source.text, settings)
        data, changed, repairs = result.text.encode(), result.changed, _by_line(source.text, result)
    written = write_output(out.parent, out.name, data, {})
    return Converted(written.path, changed, repairs, written.note)


def _by_line(text: str, result: Conversion) -> tuple[tuple[str, Repair], ...]:
    """The repairs, each with its line (from 1)."""
    return tuple((f"第{text.count(chr(10), 0, repair.span.start) + 1}行", repair) for repair in result.repairs)


def _readable(file: Path) -> Any:
    from jingyan.executors.office import find_office

    collected = collect([file], office=find_office())
    if len(collected.sources) != 1:
        problem = collected.problems[0] if collected.problems else None
        what = problem.message if problem else "里面不是一份来稿"
        raise JingyanError(str(file), what, todo=problem.hint if problem else "请一次转换一个文件", exit_code=4)
    return collected.sources[0]
