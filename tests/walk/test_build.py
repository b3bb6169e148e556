"""The main job from a folder to a finished volume, as an editor runs it."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.walk.submissions import write

OUTPUTS = (
    "汇编.docx", "查重报告.html", "台账.xlsx", "核校意见.html", "核校意见.docx", "举措对照.html", "数据对照.html", "经验摘编.docx", "run.json",
)  # fmt: skip


def jingyan(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "jingyan", *map(str, arguments)],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
        timeout=300,
    )


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[bytes]]:
    folder = tmp_path_factory.mktemp("build")
    submissions = write(folder / "来稿")
    return folder, jingyan("build", submissions, "-o", folder / "输出", "--title", "试验汇编", "--no-pdf")


def test_all_outputs_are_there_and_unreadable_files_are_named(
    built: tuple[Path, subprocess.CompletedProcess[bytes]],
) -> None:
    folder, result = built
    assert result.returncode == 3, result.stderr.decode()
    for name in OUTPUTS:
        assert (folder / "输出" / name).stat().st_size > 0
    message = result.stderr.decode()
    for name in ("损坏.docx", "空的.txt"):
        assert f"{name}:" in message
    assert "Traceback" not in message
    assert "\x1b" not in message


def test_run_record_tells_what_went_in_and_what_came_out(
    built: tuple[Path, subprocess.CompletedProcess[bytes]],
) -> None:
    folder, _ = built
    record = json.loads((folder / "输出/run.json").read_text(encoding="utf-8"))
    status = {Path(i["path"]).name: i["status"] for i in record["inputs"]}
    assert status == {
        "松岭县总结.txt": "read",
        "白鹭县经验.txt": "read",
        "鹤汀县经验.txt": "read",
        "损坏.docx": "unreadable",
        "空的.txt": "unreadable",
        "~$白鹭县经验.docx": "skipped",
    }
    for item in record["inputs"]:
        if item["status"] == "read":
            assert item["sha256"] == hashlib.sha256(Path(item["path"]).read_bytes()).hexdigest()
    for output in record["outputs"]:
        data = (folder / "输出" / output["file"]).read_bytes()
        assert output["sha256"] == hashlib.sha256(data).hexdigest()
    assert {"collect", "compare", "extract", "check", "plan", "compile", "report"} <= set(record["seconds"])
    assert record["counts"]["entries"] == 2
    assert record["counts"]["clusters"] == 1
    assert "鹤汀县" in json.dumps(record["left_out"], ensure_ascii=False) or "白鹭县" in json.dumps(
        record["left_out"], ensure_ascii=False
    )


def test_the_renamed_copy_is_shown_with_what_was_swapped(
    built: tuple[Path, subprocess.CompletedProcess[bytes]],
) -> None:
    folder, _ = built
    page = (folder / "输出/查重报告.html").read_text(encoding="utf-8")
    for word in ("白鹭县", "鹤汀县", "换名套用"):
        assert word in page


def test_the_same_build_gives_the_same_bytes(
    built: tuple[Path, subprocess.CompletedProcess[bytes]], tmp_path: Path
) -> None:
    folder, _ = built
    jingyan("build", folder / "来稿", "-o", tmp_path, "--title", "试验汇编", "--no-pdf", PYTHONHASHSEED="7")
    for name in OUTPUTS[:-1]:
        assert (tmp_path / name).read_bytes() == (folder / "输出" / name).read_bytes(), name


def test_a_second_build_replaces_its_own_outputs_but_not_edited_ones(tmp_path: Path) -> None:
    submissions, out = write(tmp_path / "来稿"), tmp_path / "输出"
    jingyan("build", submissions, "-o", out, "--no-pdf")
    edited = (out / "汇编.docx").read_bytes() + b"edited"
    (out / "汇编.docx").write_bytes(edited)
    result = jingyan("build", submissions, "-o", out, "--no-pdf")
    assert (out / "汇编.docx").read_bytes() == edited
    assert (out / "汇编(2).docx").exists()
    assert "汇编(2).docx" in result.stderr.decode()
    assert not (out / "台账(2).xlsx").exists()


def test_nothing_usable_is_exit_4_with_the_reasons(tmp_path: Path) -> None:
    (tmp_path / "来稿").mkdir()
    (tmp_path / "来稿/空的.txt").write_bytes(b"")
    result = jingyan("build", tmp_path / "来稿", "-o", tmp_path / "输出")
    assert result.returncode == 4
    assert "空的.txt" in result.stderr.decode()
    assert (tmp_path / "输出/run.json").exists()


def test_an_output_folder_that_cannot_be_made_is_exit_5(tmp_path: Path) -> None:
    submissions = write(tmp_path / "来稿")
    (tmp_path / "文件").write_bytes(b"")
    assert jingyan("build", submissions, "-o", tmp_path / "文件/输出", "--no-pdf").returncode == 5


def test_a_gbk_console_and_json_summary(tmp_path: Path) -> None:
    submissions = write(tmp_path / "来稿")
    result = jingyan("build", submissions, "-o", tmp_path / "out", "--no-pdf", "--json", PYTHONIOENCODING="gbk")
    assert result.returncode == 3
    assert json.loads(result.stdout.decode("utf-8"))["counts"]["pieces"] == 3
    result.stderr.decode("gbk")


def test_every_exported_row_points_to_its_own_characters(tmp_path: Path) -> None:
    submissions = write(tmp_path / "来稿")
    texts = {
        row["source"]: row["text"]
        for row in map(json.loads, jingyan("export", "text", submissions).stdout.splitlines())
    }
    assert len(texts) == 3
    seen = 0
    for what in ("pieces", "headings", "figures", "measures", "initiatives", "citations", "problems", "findings", "passages", "clusters", "edits"):  # fmt: skip
        result = jingyan("export", what, submissions, *(["--all"] if what == "findings" else []))
        assert result.returncode == 3
        for row in map(json.loads, result.stdout.splitlines()):
            assert row["text"] == texts[row["source"]][row["start"] : row["end"]], (what, row)
            seen += 1
            if what == "passages":
                assert row["other_text"] == texts[row["other_source"]][row["other_start"] : row["other_end"]]
                for s in row["substitutions"]:
                    assert s["text"] == texts[row["source"]][s["start"] : s["end"]]
                    assert s["other_text"] == texts[row["other_source"]][s["other_start"] : s["other_end"]]
            for member in row.get("members", ()):
                assert member["text"] == texts[member["source"]][member["start"] : member["end"]]
    assert seen > 50


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_export_to_a_table(tmp_path: Path, form: str) -> None:
    submissions = write(tmp_path / "来稿")
    out = tmp_path / f"数据.{form}"
    assert jingyan("export", "figures", submissions, "--format", form, "-o", out).returncode == 3
    assert out.stat().st_size > 500


def test_diff_shows_the_swaps(tmp_path: Path) -> None:
    submissions = write(tmp_path / "来稿")
    result = jingyan("diff", submissions / "白鹭县经验.txt", submissions / "鹤汀县经验.txt")
    assert result.returncode == 0
    assert "白鹭县→鹤汀县" in result.stdout.decode()
    page = jingyan("diff", submissions / "白鹭县经验.txt", submissions / "鹤汀县经验.txt", "--format", "html")
    assert page.stdout.decode().lstrip().lower().startswith("<!doctype html>")


def test_convert_writes_simplified_and_lists_repairs(tmp_path: Path) -> None:
    (tmp_path / "繁.txt").write_text("全縣農村國小都配備了圖書室,國中會考成績穩步提高。", encoding="utf-8")
    result = jingyan("convert", tmp_path / "繁.txt", "-o", tmp_path / "简.txt")
    assert result.returncode == 0
    assert (tmp_path / "简.txt").read_text(encoding="utf-8").startswith("全县农村小学都配备了图书室")
    assert "小学" in result.stdout.decode()
