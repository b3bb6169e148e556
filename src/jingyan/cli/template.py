"""The command `template`: list the built-in templates, copy one, check an editor's own."""

from pathlib import Path
from typing import Annotated

import typer

from jingyan.cli.chinese import Command, make_app
from jingyan.cli.console import print_json, say

Json = Annotated[bool, typer.Option("--json", help="用 JSON 输出")]


def register(app: typer.Typer) -> None:
    """Add the commands of this file to `app`."""
    own = make_app(help="汇编模板:列出自带的、另做一套、检查改过的。")
    own.command("list", cls=Command)(list_)
    own.command("new", cls=Command)(new)
    own.command("check", cls=Command)(check)
    app.add_typer(own, name="template")


def list_(as_json: Json = False) -> int:
    """列出自带的模板。"""
    from jingyan.app.templates import list_templates

    found = list_templates()
    if as_json:
        print_json([{"name": name, "title": title} for name, title in found])
        return 0
    width = max(len(name) for name, _ in found)
    for name, title in found:
        say(f"{name:<{width}}  {title}")
    return 0


def new(
    folder: Annotated[Path, typer.Argument(metavar="名称", help="新模板的文件夹")],
    kind: Annotated[str, typer.Option("--from", help="照哪一个自带模板做")] = "jiangxi",
    as_json: Json = False,
) -> int:
    """照自带的模板另做一套,已有的文件不覆盖。"""
    from jingyan.app.templates import new_template

    files = new_template(folder, kind)
    if as_json:
        print_json([str(f) for f in files])
        return 0
    document = next((f for f in files if f.suffix == ".docx"), folder)
    say(f"已建立模板:{folder}。用 Word 或 WPS 改 {document.name},改好后运行:jingyan template check {folder}")
    return 0


def check(
    places: Annotated[list[Path], typer.Argument(metavar="模板...", help="模板文件夹、docx 文件或自带模板的名称")],
    hints: Annotated[bool, typer.Option("--hints/--no-hints", help="要不要版面建议(GB/T 9704—2012)")] = True,
    as_json: Json = False,
) -> int:
    """检查模板:标记、样式、设置有没有错,版面和国标有什么不同。有错时退出码为 1。"""
    from jingyan.app.templates import check_templates

    found = check_templates(places, hints=hints)
    faults = [f for f in found if f.kind != "hint"]
    if as_json:
        rows = [
            {"kind": f.kind, "file": f.file, "part": f.part, "paragraph": f.paragraph, "text": f.text}
            | {"message": f.message, "todo": f.todo, "clause": f.clause}
            for f in found
        ]
        print_json(rows)
        return 1 if faults else 0
    for fault in faults:
        say(f"错误 {fault.sentence}")
    for hint in found:
        if hint.kind == "hint":
            say(f"建议 {hint.sentence}")
    advice = sum(f.kind == "hint" for f in found)
    more = f";版面建议 {advice} 条,供参考,可以不照办" if advice else ""
    say((f"模板有 {len(faults)} 处错误" if faults else "模板没有错误,可以使用") + more)
    return 1 if faults else 0
