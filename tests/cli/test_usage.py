"""What a user sees when a command is written wrongly, on any console."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.reference import reference

ROOT = Path(__file__).parents[2]


def jingyan(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "jingyan", *arguments],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
        timeout=120,
    )


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["bild"], "没有命令 bild,是不是 build"),
        (["build"], "缺少参数"),
        (["build", "x", "--oot", "y"], "没有选项 --oot"),
        (["build", "x", "-o"], "后面要写一个值"),
        (["build", "不存在.docx", "-o", "y"], "没有这个文件或文件夹"),
        (["build", ".", "-o", "y", "--template", "没有的模板"], "没有这个汇编模板"),
        (["build", ".", "-o", "y", "--fail-on", "x"], "请写 error 或 warning"),
        (["build", ".", "-o", "y", "--no-check", "加法"], "没有这条核校规则"),
        (["export", "figure", "x"], "没有这种导出内容"),
        (["convert", "a.txt", "b.txt", "-o", "c.txt"], "多写了参数"),
        (["status", "-w", "/不在"], "不是工作区"),
        (["plan", "--undo", "--from", "x.xlsx"], "不能和 --from 一起用"),
        (["plan", "--dry-run"], "要和 --from 一起用"),
    ],
)
def test_usage_errors_are_one_chinese_sentence(arguments: list[str], sentence: str, tmp_path: Path) -> None:
    result = jingyan(*arguments)
    message = result.stderr.decode()
    assert result.returncode == 2
    assert sentence in message
    assert "Traceback" not in message
    assert not any(word in message for word in ("Usage", "Error", "Missing", "Try "))
    assert len(message.strip().splitlines()) == 1


@pytest.mark.parametrize("arguments", [["--help"], ["build", "--help"], ["export", "--help"]])
def test_help_is_chinese_and_safe_on_a_gbk_console(arguments: list[str]) -> None:
    result = jingyan(*arguments, PYTHONIOENCODING="gbk")
    text = result.stdout.decode("gbk")
    assert result.returncode == 0
    assert "用法" in text
    assert not any(
        word in text for word in ("Usage", "Options", "Commands", "Arguments", "required", "default", "Show")
    )
    assert "\x1b" not in text


def test_rules_are_listed_without_a_workspace() -> None:
    result = jingyan("check", "--rules")
    assert result.returncode == 0
    assert "sum  合计  差错" in result.stdout.decode()


def test_version() -> None:
    assert jingyan("--version").stdout.decode().startswith("jingyan 0.")


def test_without_a_command_help_is_shown() -> None:
    result = jingyan()
    assert result.returncode == 2
    assert "命令" in result.stderr.decode()


def test_doctor_speaks_in_words() -> None:
    text = jingyan("doctor").stdout.decode()
    for name in ("中文字体", "LibreOffice", "图片文字识别", "Python 部件"):
        assert name in text


def test_command_reference_is_up_to_date() -> None:
    assert (ROOT / "docs/cli.md").read_text(encoding="utf-8") == reference(), "run `make docs`"


def test_help_imports_nothing_heavy() -> None:
    """`jingyan --help` stays as fast as typer: what makes start-up slow is the imports."""
    code = (
        "import sys\nfrom jingyan.cli.main import _outcome\n_outcome(['--help'])\n"
        "heavy={'numpy','lxml','docx','docxtpl','jieba','sklearn','opencc','openpyxl','jinja2','trafilatura','rich','pypdfium2','sqlite3'}\n"
        "print('HEAVY', sorted(heavy & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60)
    assert b"HEAVY []" in result.stdout, result.stdout[-200:]
