"""What is told first when there is much to tell."""

import pytest

from jingyan.cli.console import show_problems
from jingyan.model.problem import Problem


def test_what_is_wrong_in_the_editors_own_table_is_never_crowded_out(capsys: pytest.CaptureFixture[str]) -> None:
    others = [Problem("volume.short", "warning", "", f"第{i}条") for i in range(30)]
    show_problems(
        [
            *others,
            Problem("plan.row", "warning", "编排.xlsx", "第9行没有用"),
            Problem("read.broken", "unreadable", "来稿.docx", "坏了"),
        ]
    )
    told = capsys.readouterr().err.splitlines()
    assert told[0].startswith("未能使用")
    assert "第9行没有用" in told[1]
    assert told[-1].startswith("另有 10 条提示,见台账.xlsx")
