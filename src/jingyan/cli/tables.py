"""The options that name an editor's own tables of indicators and units; the same in every command that extracts."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from jingyan.app.tables import TableFiles

Indicators = Annotated[
    list[Path] | None,
    typer.Option(
        "--indicators",
        help="自己的指标表(xlsx、csv):名称、别名、单位、阶段、要求、值、依据,可以写几次",
        show_default=False,
    ),
]
Units = Annotated[
    list[Path] | None,
    typer.Option("--units", help="自己的单位表(xlsx、csv):写法、类别、标准单位、倍数,可以写几次", show_default=False),
]


def table_files(indicators: list[Path] | None, units: list[Path] | None) -> "TableFiles":
    """The options as app wants them."""
    from jingyan.app.tables import TableFiles

    return TableFiles(tuple(indicators or ()), tuple(units or ()))
