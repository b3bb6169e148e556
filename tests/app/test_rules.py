"""Switching rules of checking off: by code, by Chinese name, by family; on files and in a workspace."""

from pathlib import Path

import pytest

from jingyan.app.export import export_paths
from jingyan.app.project import add, check_stage, export_workspace, open_workspace, read_stage
from jingyan.app.rules import rules, skipped_rules, switch_off
from jingyan.model.problem import JingyanError
from jingyan.workspace.store import Workspace, WorkspaceSettings

TEXT = "白石县教育工作总结\n白石县教育局\n小学20所、初中8所、高中3所,共32所。\n(一)、加强组织领导,落实各项任务。\n"


def test_every_rule_has_a_name_and_an_example() -> None:
    found = rules()
    assert [r.code for r in found if not r.example or r.name == r.code] == []
    assert len({r.code for r in found}) == len({r.name for r in found}) == len(found)


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        (["sum"], {"sum"}),
        (["合计,占比"], {"sum", "share"}),
        (["sum, share", "date"], {"sum", "share", "date"}),
        (["format.date"], {"format.date"}),
        (["", " "], set()),
    ],
)
def test_rules_by_code_and_by_name(written: list[str], codes: set[str]) -> None:
    assert skipped_rules(written) == codes


def test_a_whole_family() -> None:
    assert skipped_rules(["format"]) == {r.code for r in rules() if r.code.startswith("format.")}


def test_an_unknown_rule_is_one_sentence_that_lists_the_known_ones() -> None:
    with pytest.raises(JingyanError) as caught:
        skipped_rules(["加法"])
    assert "没有这条核校规则" in caught.value.sentence
    assert "sum 合计" in caught.value.sentence
    assert caught.value.exit_code == 2


def codes(rows: object) -> set[str]:
    return {str(row["code"]) for row in rows}  # type: ignore[attr-defined]


def test_rules_that_are_off_tell_nothing_about_files(tmp_path: Path) -> None:
    file = tmp_path / "总结.txt"
    file.write_text(TEXT, encoding="utf-8")
    assert codes(export_paths("findings", [file]).rows) == {"sum", "format.bracket_mark"}
    assert codes(export_paths("findings", [file], no_check=["合计"]).rows) == {"format.bracket_mark"}


def test_a_workspace_keeps_them_and_rows_name_the_finding(tmp_path: Path) -> None:
    file = tmp_path / "总结.txt"
    file.write_text(TEXT, encoding="utf-8")
    Workspace.create(tmp_path / "区", WorkspaceSettings("汇编"))
    add([file], tmp_path / "区")
    workspace = open_workspace(tmp_path / "区")
    assert {f.code for f in check_stage(workspace, read_stage(workspace))} == {"sum", "format.bracket_mark"}
    switch_off(workspace, ["format"])
    assert {f.code for f in check_stage(workspace, read_stage(workspace))} == {"sum"}
    (row,) = export_workspace("findings", tmp_path / "区").rows
    assert row["finding"].startswith("F")
    assert row["settled"] is None
    switch_off(workspace, [""])
    assert {f.code for f in check_stage(workspace, read_stage(workspace))} == {"sum", "format.bracket_mark"}
