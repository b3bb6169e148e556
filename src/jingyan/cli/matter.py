"""The options for what an editor adds to a volume; the same in build and compile."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from jingyan.app.matter import MatterFiles

Preface = Annotated[
    Path | None, typer.Option("--preface", help="前言、编者按(docx 等),排在目录前面", show_default=False)
]
Afterword = Annotated[Path | None, typer.Option("--afterword", help="后记(docx 等),排在最后", show_default=False)]
Committee = Annotated[
    Path | None, typer.Option("--committee", help="编委会名单(xlsx、csv),每行两栏:职务、姓名", show_default=False)
]
Indexes = Annotated[
    list[str] | None,
    typer.Option("--index", help="书末的索引:单位、工程品牌,可以写几次", show_default=False),
]


def matter_files(
    preface: Path | None, afterword: Path | None, committee: Path | None, indexes: list[str] | None
) -> "MatterFiles":
    """The options as app wants them."""
    from jingyan.app.matter import MatterFiles

    return MatterFiles(preface, afterword, committee, tuple(indexes or ()))
