"""The door: the typer app with its command groups, and `run`, which turns every outcome into an exit code."""

import os
import sys
from typing import Any

import typer

from jingyan.cli import certificates, decide, export, job, letters, machine, steps, template
from jingyan.cli.chinese import make_app, usage_sentence
from jingyan.cli.console import prepare_streams, say, show_error, warn
from jingyan.model.problem import JingyanError
from jingyan.model.version import VERSION

app = make_app(help="jingyan 经验:把收来的经验材料、总结、自查报告拆分、查重、核校,编成汇编。")


def _version(wanted: bool) -> None:
    if wanted:
        say(f"jingyan {VERSION}")
        raise typer.Exit


@app.callback()
def main(
    version: bool = typer.Option(False, "--version", help="显示版本号", callback=_version, is_eager=True),
    debug: bool = typer.Option(
        False, "--debug", help="出错时显示程序内部信息", envvar="JINGYAN_DEBUG", show_envvar=False
    ),
) -> None:
    """Jingyan 经验:把收来的经验材料、总结、自查报告拆分、查重、核校,编成汇编。"""
    if debug:
        os.environ["JINGYAN_DEBUG"] = "1"


job.register(app)
export.register(app)
steps.register(app)
decide.register(app)
letters.register(app)
certificates.register(app)
template.register(app)
machine.register(app)


def run(arguments: list[str] | None = None) -> None:
    """Entry point of the `jingyan` command; ends the process with the contract's exit code."""
    prepare_streams()
    sys.exit(_outcome(arguments))


def _outcome(arguments: list[str] | None) -> int:
    try:
        code = app(args=arguments, prog_name="jingyan", standalone_mode=False)
        sys.stdout.flush()
        return int(code or 0)
    except JingyanError as error:
        show_error(error)
        return error.exit_code
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123 - the reader went away: nothing more to say, and nothing to flush into
        return 0
    except KeyboardInterrupt:
        warn("已中断,已经写好的文件不受影响")
        return 130
    except Exception as error:
        return _unexpected(error)


def _unexpected(error: Any) -> int:
    if type(error).__name__ == "NoArgsIsHelpError":
        warn(str(error))
        return 2
    if type(error).__name__ == "Abort":
        warn("已中断,已经写好的文件不受影响")
        return 130
    if hasattr(error, "format_message"):  # a usage error of typer
        warn(f"错误 {usage_sentence(error)}")
        return 2
    if os.environ.get("JINGYAN_DEBUG"):
        raise error
    warn(f"错误 程序内部出错({type(error).__name__}: {error})。请加 --debug 重新运行,把屏幕上的内容发给维护人员")
    return 70  # EX_SOFTWARE of sysexits.h: a bug of ours, none of the contract's outcomes
