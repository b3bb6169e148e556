"""Letters to the units: letters writes them, and takes the answers back."""

from collections import Counter
from pathlib import Path
from typing import Annotated, Any, Literal, cast

import typer

from jingyan.cli.beside import Count, Exclude, Policies, References, Templates, against
from jingyan.cli.chinese import Command
from jingyan.cli.console import print_json, progress_bar, say, show_problems, warn
from jingyan.model.letter import LETTER_NAMES
from jingyan.model.problem import JingyanError


def register(app: typer.Typer) -> None:
    """Add the command of this file to `app`."""
    app.command("letters", cls=Command)(letters)


def letters(
    kinds: Annotated[
        list[str] | None,
        typer.Option("--kind", help=f"哪几种:{'、'.join(LETTER_NAMES.values())};不写就是全部", show_default=False),
    ] = None,
    units: Annotated[
        list[str] | None, typer.Option("--unit", help="只写给名称里有这几个字的单位,可以写几次", show_default=False)
    ] = None,
    severity: Annotated[
        str, typer.Option("--severity", help="核实函问到哪一级意见:error 差错,warning 加存疑,info 加提示")
    ] = "warning",
    sender: Annotated[str, typer.Option("--sender", help="发函单位;工作区里不写就用编印单位")] = "",
    date: Annotated[str, typer.Option("--date", help="成文日期,照原样印;不写就留空待填")] = "",
    due: Annotated[str, typer.Option("--due", help="要求在哪一天前答复,照原样印")] = "",
    contact: Annotated[str, typer.Option("--contact", help="联系人、电话、邮箱,照原样印")] = "",
    name_others: Annotated[bool, typer.Option("--name-others", help="在函件里写出别的单位的名称")] = False,
    templates: Annotated[
        Path | None, typer.Option("--templates", help="自己的函件模板文件夹,里面没有的用自带的", show_default=False)
    ] = None,
    pages: Annotated[str, typer.Option("--pages", help="采用通知的页码:auto 实测,estimate 只估算(快)")] = "auto",
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="写到哪个文件夹;不写就是“输出/函件”,没有工作区时是“函件”")
    ] = None,
    answers: Annotated[
        list[Path] | None,
        typer.Option("--answers", help="读入填好的核实答复.xlsx,记为处理意见,不写函件", show_default=False),
    ] = None,
    by: Annotated[str, typer.Option("--by", help="和 --answers 一起用:由谁判断")] = "",
    sources: Annotated[
        list[Path] | None,
        typer.Option("--from", help="来稿文件或文件夹,可以写几次;不写时用工作区", show_default=False),
    ] = None,
    title: Annotated[str, typer.Option("--title", help="和 --from 一起用:汇编的名称")] = "",
    file_names: Annotated[
        list[str] | None,
        typer.Option("--file-names", help="和 --from 一起用:来稿文件名的写法,如 {单位}_{题名}", show_default=False),
    ] = None,
    references: References = None,
    texts: Templates = None,
    policies: Policies = None,
    count: Count = None,
    exclude: Exclude = None,
    workspace: Annotated[Path | None, typer.Option("--workspace", "-w", help="工作区文件夹,不写时用最近的上级")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="不显示进度和摘要")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="结果用 JSON 输出")] = False,
) -> int:
    """写函件:给各单位的补正通知、核实函、退稿函、采用通知,每单位每种一份 docx;也把单位的答复读回来。"""
    from jingyan.app import letters as app
    from jingyan.app.plan import Imprint

    if answers:
        return _take(answers, sources, workspace, by, quiet=quiet, as_json=as_json)
    settings = app.LetterSettings(
        app.letter_kinds(kinds or ()),
        tuple(units or ()),
        cast("Literal['error', 'warning', 'info']", _one_of("--severity", severity, ("error", "warning", "info"))),
        sender,
        date,
        due,
        contact,
        name_others,
        templates,
        cast("Literal['auto', 'estimate']", _one_of("--pages", pages, ("auto", "estimate"))),
    )
    with progress_bar(quiet=quiet) as progress:
        if sources:
            imprint = Imprint(title) if title else Imprint()
            chosen = against(references, texts, policies, count, exclude)
            made = app.letters_of_paths(
                sources, settings, out or Path(app.FOLDER), imprint=imprint, against=chosen, file_names=file_names or (), progress=progress,
            )  # fmt: skip
        elif any((references, texts, policies, count, exclude, title, file_names)):
            todo = "工作区里请用 jingyan compare、jingyan add 加这些选项,或改 jingyan.toml"
            raise JingyanError("--title、--file-names、--against 等", "和 --from 一起才用", todo=todo)
        else:
            made = app.letters_of_workspace(workspace, settings, out, progress=progress)
    return _told(made, quiet=quiet, as_json=as_json)


def _one_of(option: str, written: str, choices: tuple[str, ...]) -> str:
    if written not in choices:
        raise JingyanError(f"{option} {written}", "不认识", todo=f"可以写:{'、'.join(choices)}")
    return written


def _told(made: Any, *, quiet: bool, as_json: bool) -> int:
    if as_json:
        rows = [{"kind": s.kind, "name": LETTER_NAMES[s.kind], "unit": s.to, "file": s.file, "items": s.count} for s in made.letters]  # fmt: skip
        outputs = [{"path": str(w.path), "sha256": w.sha256, "note": w.note} for w in made.outputs]
        print_json({"letters": rows, "outputs": outputs, "stale": list(made.stale)})
    elif not quiet:
        show_problems(made.problems)
        counts = Counter(LETTER_NAMES[s.kind] for s in made.letters)
        told = "、".join(f"{name} {counts[name]} 份" for name in LETTER_NAMES.values() if counts[name])
        say(f"函件 {len(made.letters)} 份:{told}" if made.letters else "没有需要写的函件")
        for w in made.outputs:
            say(f"  {w.path}")
        if made.stale:
            say(f"上次写的、这次不再需要的 {len(made.stale)} 份没有动:{'、'.join(made.stale)}")
    for w in made.outputs:
        if w.note:
            warn(f"请注意 {w.note}")
    return 3 if any(p.severity == "unreadable" for p in made.problems) else 0


def _take(
    files: list[Path], sources: list[Path] | None, workspace: Path | None, by: str, *, quiet: bool, as_json: bool
) -> int:
    from jingyan.app.answers import answer_files, take_answers

    if sources:
        raise JingyanError("--answers", "要有工作区才能记处理意见", todo="请不要写 --from,在工作区里运行")
    with progress_bar(quiet=quiet) as progress:
        taken = take_answers(workspace, answer_files(files), by=by, progress=progress)
    summary = {
        "recorded": len(taken.recorded),
        "known": taken.known,
        "waiting": taken.waiting,
        "refused": taken.refused,
    }
    if as_json:
        rows = [{"subject": d.subject, "verdict": d.verdict, "note": d.note} for d in taken.recorded]
        print_json(summary | {"decisions": rows, "problems": [p.sentence for p in taken.problems]})
    elif not quiet:
        show_problems(taken.problems)
        before = f",以前记过的 {taken.known} 行" if taken.known else ""
        say(f"记下处理意见 {len(taken.recorded)} 条{before},没有填的 {taken.waiting} 行,没有记的 {taken.refused} 行")
        if taken.recorded:
            say("重新出报告:jingyan report;再写还没有答复的核实函:jingyan letters")
    return 3 if any(p.severity == "unreadable" for p in taken.problems) else 0
