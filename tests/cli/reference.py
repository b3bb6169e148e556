"""Print docs/cli.md: the help of every command, as the program itself prints it."""

from typer.main import get_command
from typer.testing import CliRunner

from jingyan.cli.main import app


def reference() -> str:
    """The whole page."""
    runner = CliRunner()
    parts = ["# 命令", "本页由程序生成(`make docs`),与 `--help` 一致。", _block(runner, [])]
    for name, command in get_command(app).commands.items():  # type: ignore[attr-defined]
        parts += [f"## jingyan {name}", _block(runner, [name])]
        for inner in getattr(command, "commands", {}):
            parts += [f"### jingyan {name} {inner}", _block(runner, [name, inner])]
    return "\n\n".join(parts) + "\n"


def _block(runner: CliRunner, arguments: list[str]) -> str:
    result = runner.invoke(app, [*arguments, "--help"], prog_name="jingyan", env={"COLUMNS": "100"})
    return "```\n" + result.output.strip() + "\n```"


if __name__ == "__main__":
    print(reference(), end="")
