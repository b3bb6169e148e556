"""Built-in templates listed and copied, an editor's own checked, a faulty one refused before anything is collected."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from jingyan.app.build import BuildSettings, build
from jingyan.app.plan import Imprint
from jingyan.app.project import start
from jingyan.app.templates import check_templates, list_templates, new_template, refuse_faulty
from jingyan.model.problem import JingyanError
from tests.render.template_material import part, template, words


def jingyan(*arguments: str) -> tuple[int, str]:
    done = subprocess.run([sys.executable, "-m", "jingyan", *arguments], capture_output=True, timeout=60)
    return done.returncode, (done.stdout + done.stderr).decode()


def test_built_in_templates_have_a_line_each() -> None:
    found = dict(list_templates())
    assert {"jiangxi", "gb9704", "contents-only", "digest"} <= set(found)
    assert all(found.values())


@pytest.mark.parametrize("kind", ["jiangxi", "gb9704", "contents-only", "digest"])
def test_a_copy_is_whole_and_clean_and_never_written_over(kind: str, tmp_path: Path) -> None:
    files = new_template(tmp_path / "我的样式", kind)
    assert {f.suffix for f in files} >= {".docx", ".md"}
    assert check_templates([tmp_path / "我的样式"]) == ()
    with pytest.raises(JingyanError, match="没有改动它"):
        new_template(tmp_path / "我的样式", kind)


def test_a_copy_of_nothing_is_a_fault_of_usage(tmp_path: Path) -> None:
    with pytest.raises(JingyanError, match="jiangxi") as error:
        new_template(tmp_path / "x", "江西")
    assert error.value.exit_code == 2


def test_a_workspace_finds_its_own_template_from_every_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    new_template(Path("我的样式"), "jiangxi")
    imprint = Imprint("汇编", "", "", "")
    assert start(Path("册"), imprint, "我的样式").settings.template == str(tmp_path / "我的样式")
    assert start(Path("另册"), imprint, "gb9704").settings.template == "gb9704"


def test_exit_codes(tmp_path: Path) -> None:
    good, faulty = template(tmp_path / "甲"), template(tmp_path / "乙", words("piece.organisation }}", "piece.单位 }}"))
    assert jingyan("template", "check", str(good))[0] == 0
    code, text = jingyan("template", "check", str(faulty), "--no-hints")
    assert code == 1
    assert (
        "错误 volume.docx 正文第49段“{{ piece.单位 }}”:piece 没有 单位 这一项。是不是 {{ piece.organisation }}。"
        in text
    )
    assert jingyan("template", "check", str(tmp_path / "丙"))[0] == 2
    (tmp_path / "丁.docx").write_bytes(b"no docx")
    assert jingyan("template", "check", str(tmp_path / "丁.docx"))[0] == 2


def test_rows_for_programs(tmp_path: Path) -> None:
    faulty = template(tmp_path, words("piece.organisation }}", "piece.org }}"), part("word/styles.xml", "黑体", "宋体"))
    code, text = jingyan("template", "check", str(faulty), "--json")
    rows = json.loads(text)
    assert code == 1
    assert [r["kind"] for r in rows] == ["fault", "hint"]
    assert rows[0]["paragraph"] == 49
    assert rows[1]["clause"] == "7.3.3"


def test_hints_alone_are_no_fault(tmp_path: Path) -> None:
    code, text = jingyan("template", "check", str(template(tmp_path, part("word/styles.xml", "黑体", "宋体"))))
    assert code == 0
    assert "建议" in text
    assert "可以不照办" in text


def test_a_faulty_template_stops_the_build_before_anything_is_read(tmp_path: Path) -> None:
    faulty = template(tmp_path / "甲", words("piece.organisation }}", "piece.org }}"))
    (tmp_path / "来稿.txt").write_text("题目\n正文。\n", encoding="utf-8")
    with pytest.raises(JingyanError, match="模板有 1 处错误") as error:
        build([tmp_path / "来稿.txt"], tmp_path / "out", BuildSettings(template=str(faulty)))
    assert error.value.exit_code == 2
    assert "第49段" in error.value.sentence
    assert not (tmp_path / "out").exists()


def test_what_is_only_missing_is_told_and_the_volume_made(tmp_path: Path) -> None:
    problems = refuse_faulty(template(tmp_path, part("word/styles.xml", 'w:val="图片"', 'w:val="插图"')))
    assert [p.code for p in problems] == ["template.fault"]
    assert "没有样式“图片”" in problems[0].sentence
