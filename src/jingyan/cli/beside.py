"""The options that name texts beside the submissions and choose which shared text counts; the same in every command that compares."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from jingyan.app.against import Against

References = Annotated[
    list[Path] | None,
    typer.Option("--against", help="参照材料(如去年的汇编),只比对、不编入,可以写几次", show_default=False),
]
Templates = Annotated[
    list[Path] | None,
    typer.Option("--template-text", help="征稿通知或模板,与它相同的文字不计入,可以写几次", show_default=False),
]
Policies = Annotated[
    list[Path] | None,
    typer.Option("--policy", help="政策文件或文件夹,与它相同的文字不计入,可以写几次", show_default=False),
]
_KINDS = "document 文件原文、template 征稿模板、quotation 引文、own 本单位材料、formula 套话"
Count = Annotated[
    list[str] | None, typer.Option("--count", help=f"这一类相同文字改为计入:{_KINDS}", show_default=False)
]
Exclude = Annotated[
    list[str] | None,
    typer.Option("--exclude", help="这一类相同文字改为不计入(种类同上),none 表示全部计入", show_default=False),
]


def against(
    references: list[Path] | None,
    templates: list[Path] | None,
    policies: list[Path] | None,
    count: list[str] | None,
    exclude: list[str] | None,
) -> "Against":
    """The options as app wants them."""
    from jingyan.app.against import Against

    return Against(*(tuple(given or ()) for given in (references, templates, policies, count, exclude)))  # type: ignore[arg-type]
