"""The same job in steps, in a workspace, with a late submission."""

import json
from pathlib import Path

from tests.walk.submissions import RENAMED, write
from tests.walk.test_build import jingyan


def test_steps_from_init_to_report(tmp_path: Path) -> None:
    submissions, home = write(tmp_path / "来稿"), tmp_path / "2024汇编"
    late = submissions / "鹤汀县经验.txt"
    late.unlink()
    assert jingyan("init", home, "--title", "试验汇编").returncode == 0
    added = jingyan("add", submissions, "-w", home)
    assert added.returncode == 3, added.stderr.decode()
    assert "损坏.docx" in added.stderr.decode()
    for step in ("compare", "extract", "check", "plan"):
        result = jingyan(step, "-w", home)
        assert result.returncode == 3, (step, result.stderr.decode())
        assert "Traceback" not in result.stderr.decode()
    assert json.loads(jingyan("status", "-w", home, "--json").stdout)["stages"] == {
        "read": True, "compare": True, "extract": True, "check": True, "plan": True,
    }  # fmt: skip

    late.write_text(RENAMED, encoding="utf-8")
    assert b'"added": 1' in jingyan("add", late, "-w", home, "--json").stdout
    stages = json.loads(jingyan("status", "-w", home, "--json").stdout)["stages"]
    assert stages == {"read": True, "compare": False, "extract": False, "check": False, "plan": False}
    plan = jingyan("plan", "-w", home).stdout.decode()
    assert "未收" in plan
    assert "换名套用" in plan

    assert jingyan("compile", "-w", home, "--no-pdf").returncode == 3
    assert jingyan("report", "-w", home).returncode == 3
    for name in ("汇编.docx", "查重报告.html", "台账.xlsx", "核校意见.html", "run.json"):
        assert (home / "输出" / name).exists(), name
    names = {o["file"] for o in json.loads((home / "输出/run.json").read_text(encoding="utf-8"))["outputs"]}
    assert names >= {"汇编.docx", "查重报告.html", "台账.xlsx", "核校意见.html", "核校意见.docx"}


def test_export_from_the_workspace_equals_export_of_its_originals(tmp_path: Path) -> None:
    submissions, home = write(tmp_path / "来稿"), tmp_path / "工作区"
    jingyan("init", home)
    jingyan("add", submissions, "-w", home)
    for what in ("pieces", "figures", "measures", "findings", "passages", "clusters"):
        kept = jingyan("export", what, "-w", home).stdout
        assert kept == jingyan("export", what, "-w", home).stdout
        direct = jingyan("export", what, home / "原稿").stdout.decode().replace(f"{home}/", "")
        assert kept.decode() == direct, what


def test_adding_the_same_file_twice_keeps_one_original(tmp_path: Path) -> None:
    submissions, home = write(tmp_path / "来稿"), tmp_path / "工作区"
    jingyan("init", home)
    jingyan("add", submissions / "白鹭县经验.txt", "-w", home)
    again = jingyan("add", submissions / "白鹭县经验.txt", "-w", home)
    assert "没有重复收" in again.stderr.decode()
    assert len(list((home / "原稿").iterdir())) == 1


def test_an_original_deleted_by_hand_is_named_and_takes_no_part(tmp_path: Path) -> None:
    submissions, home = write(tmp_path / "来稿"), tmp_path / "工作区"
    jingyan("init", home)
    jingyan("add", submissions, "-w", home)
    jingyan("plan", "-w", home)
    (home / "原稿/松岭县总结.txt").unlink()
    status = jingyan("status", "-w", home)
    assert "原稿/松岭县总结.txt:原稿已被删除或移走" in status.stderr.decode()
    assert "查重:未做" in status.stdout.decode()
    plan = jingyan("plan", "-w", home)
    assert "松岭县推进" not in plan.stdout.decode()
    jingyan("add", submissions / "松岭县总结.txt", "-w", home)
    assert "松岭县推进" in jingyan("plan", "-w", home).stdout.decode()
