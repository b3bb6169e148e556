"""From a folder of submissions to letters, and from the answers back to fewer questions, as an editor runs it."""

import json
from pathlib import Path

from tests.walk.submissions import write
from tests.walk.test_build import jingyan

WRONG = """竹溪县改善办学条件自查报告
竹溪县教育局
全县有小学14所、初中6所、高中2所,共23所学校。校舍已经全部用上,运动场秋天开学时完工。
图书按年级配到班里,由学生自己管,借还都记在本子上,谁读了什么一看就知道。
"""


def test_from_build_to_letters_to_answers(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    submissions, home = write(tmp_path / "来稿"), tmp_path / "汇编"
    (submissions / "竹溪县总结.txt").write_text(WRONG, encoding="utf-8")
    jingyan("init", home, "--title", "试验汇编", "--organizer", "片区编辑组")
    jingyan("add", submissions, "-w", home)
    assert jingyan("compile", "-w", home, "--no-pdf").returncode == 3

    head = ("--date", "2024年12月2日", "--due", "2024年12月16日", "--contact", "林老师", "--pages", "estimate")
    made = jingyan("letters", "-w", home, *head, PYTHONIOENCODING="gbk")
    assert made.returncode == 3, made.stderr.decode("gbk")
    assert "Traceback" not in made.stderr.decode("gbk")
    assert made.stdout.decode("gbk").startswith("函件 ")
    folder = home / "输出" / "函件"
    names = {p.name for p in folder.iterdir()}
    assert names >= {
        "函件清单.xlsx",
        "核实答复.xlsx",
        "run.json",
        "核实函_竹溪县教育局.docx",
        "退稿函_鹤汀县教育体育局.docx",
    }
    assert {"补正通知_损坏.docx报送单位.docx", "采用通知_松岭县教育体育局.docx"} <= names

    book = load_workbook(folder / "核实答复.xlsx")
    page = book.worksheets[0]
    heads = [c.value for c in page[1]]
    row = next(r for r in range(2, page.max_row + 1) if "23所" in str(page.cell(r, heads.index("问题") + 1).value))
    code = page.cell(row, 1).value
    page.cell(row, heads.index("单位答复") + 1).value = "共22所"
    page.cell(row, heads.index("处理意见") + 1).value = "已更正"
    filled = tmp_path / "核实答复.xlsx"
    book.save(filled)
    taken = jingyan("letters", "-w", home, "--answers", filled, "--by", "李编辑")
    assert taken.returncode == 0, taken.stderr.decode()
    assert taken.stdout.decode().startswith("记下处理意见 1 条")
    decided = json.loads(jingyan("decide", "--list", "-w", home, "--json").stdout)
    mine = next(d for d in decided if d["subject"] == code)
    assert (mine["word"], mine["note"], mine["by"]) == ("已更正", "共22所", "李编辑")

    again = json.loads(jingyan("letters", "-w", home, *head, "--kind", "核实函", "--json").stdout)
    assert again["letters"] == []  # the only question is answered


def test_letters_without_a_workspace_and_what_is_refused(tmp_path: Path) -> None:
    submissions = write(tmp_path / "来稿")
    out = tmp_path / "函"
    made = jingyan("letters", "--from", submissions, "-o", out, "--kind", "退稿", "--title", "试验汇编", "--quiet")
    assert made.returncode == 3, made.stderr.decode()
    assert made.stdout == b""
    assert sorted(p.name for p in out.iterdir()) == ["run.json", "函件清单.xlsx", "退稿函_鹤汀县教育体育局.docx"]
    for wrong in (("--kind", "催稿"), ("--severity", "高"), ("--unit", "火星"), ("--templates", tmp_path / "没有")):
        refused = jingyan("letters", "--from", submissions, "-o", out, *wrong)
        assert refused.returncode == 2, wrong
        assert refused.stderr.decode().startswith("错误 ") or "错误 " in refused.stderr.decode()
    assert jingyan("letters", "--from", submissions, "--answers", out / "函件清单.xlsx").returncode == 2
