"""The editor's 编排.xlsx and 单位名单 in a whole job: out, changed, in, taken back, and with late submissions."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from tests.walk.submissions import EXPERIENCE, RENAMED, SUMMARY
from tests.walk.test_build import jingyan


def submissions(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "松岭县总结.txt").write_text(SUMMARY, encoding="utf-8")
    (folder / "白鹭县经验.txt").write_text(EXPERIENCE, encoding="utf-8")
    (folder / "鹤汀县经验.txt").write_text(RENAMED, encoding="utf-8")
    return folder


def rows(file: Path, sheet: str = "编排") -> list[dict[str, Any]]:
    page = load_workbook(io.BytesIO(file.read_bytes()))[sheet]
    heads, *cells = page.iter_rows(values_only=True)
    return [dict(zip(map(str, heads), row, strict=True)) for row in cells]


def change(file: Path, to: Path, **titles: dict[str, Any]) -> Path:
    """`file` with the cells of the row whose 来稿文件 holds the word changed."""
    book = load_workbook(io.BytesIO(file.read_bytes()))
    page = book["编排"]
    heads = [str(c.value) for c in page[1]]
    for row in page.iter_rows(min_row=2):
        source = str(row[heads.index("来稿文件")].value)
        for word, cells in titles.items():
            if word in source:
                for name, value in cells.items():
                    row[heads.index(name)].value = value
    book.save(to)
    return to


@pytest.fixture
def home(tmp_path: Path) -> Path:
    assert jingyan("init", tmp_path / "工作区").returncode == 0
    assert jingyan("add", submissions(tmp_path / "来稿"), "-w", tmp_path / "工作区").returncode == 0
    assert jingyan("plan", "-w", tmp_path / "工作区").returncode == 0
    return tmp_path / "工作区"


def test_out_changed_in_and_taken_back(home: Path, tmp_path: Path) -> None:
    sheet = home / "输出/编排.xlsx"
    before = rows(sheet)
    assert [(r["收/不收"], r["编"], r["次序"]) for r in before] == [
        ("收", "总结篇", 1), ("收", "经验篇", 1), ("不收", "经验篇", None),
    ]  # fmt: skip
    same = json.loads(jingyan("plan", "-w", home, "--from", sheet, "--json").stdout)
    assert (same["changes"], same["refused"], same["applied"]) == ([], [], False)

    new = change(
        sheet,
        tmp_path / "改.xlsx",
        鹤汀={"收/不收": "收", "次序": 1, "组": "一"},
        白鹭={"题目": "", "组": "二"},
        松岭={"编": "典型篇", "目录短题": "优质均衡"},
    )
    tried = jingyan("plan", "-w", home, "--from", new, "--dry-run")
    assert "收/不收:不收 → 收" in tried.stdout.decode()
    assert "题目空着" in tried.stderr.decode()
    assert rows(sheet) == before
    done = json.loads(jingyan("plan", "-w", home, "--from", new, "--by", "张编辑", "--json").stdout)
    assert done["applied"]
    assert len(done["refused"]) == 1
    after = rows(sheet)
    assert [(r["收/不收"], r["编"], r["组"], r["次序"], r["目录短题"]) for r in after] == [
        ("收", "经验篇", "（一）", 1, None), ("收", "经验篇", "（二）", 2, None), ("收", "典型篇", None, 1, "优质均衡"),
    ]  # fmt: skip
    assert jingyan("compile", "-w", home, "--no-pdf").returncode == 0
    again = json.loads(jingyan("plan", "-w", home, "--from", new, "--json").stdout)
    assert (again["changes"], again["applied"]) == ([], False)

    told = jingyan("plan", "-w", home, "--history").stdout.decode()
    assert "张编辑" in told
    assert jingyan("plan", "-w", home, "--undo").returncode == 0
    assert rows(sheet) == before
    assert "已撤销" in jingyan("plan", "-w", home, "--history").stdout.decode()
    nothing = jingyan("plan", "-w", home, "--undo")
    assert nothing.returncode == 2
    assert "没有什么可以撤销" in nothing.stderr.decode()


def test_what_was_decided_survives_late_and_renamed_submissions(home: Path, tmp_path: Path) -> None:
    sheet = home / "输出/编排.xlsx"
    change(sheet, sheet, 白鹭={"题目": "山里的好课堂"}, 松岭={"收/不收": "不收", "理由": "另行刊发"})
    untouched = jingyan("plan", "-w", home)
    assert "没有采用的改动" in untouched.stderr.decode()
    assert json.loads(jingyan("plan", "-w", home, "--from", sheet, "--json").stdout)["applied"]
    late = tmp_path / "石门县经验.txt"
    late.write_text(
        "把食堂办成课堂\n石门县教育局\n" + "我们让学生轮流帮厨,认识食材,记下每天的用量。" * 30, encoding="utf-8"
    )
    jingyan("add", late, "-w", home)
    (home / "原稿/白鹭县经验.txt").rename(home / "原稿/白鹭县.txt")
    jingyan("add", home / "原稿/白鹭县.txt", "-w", home)
    plan = jingyan("plan", "-w", home)
    assert "山里的好课堂" in plan.stdout.decode()
    assert "另行刊发" in plan.stdout.decode()
    assert "《把食堂办成课堂》在编排表里没有,按模板放在经验篇" in plan.stderr.decode()
    assert json.loads(jingyan("plan", "-w", home, "--from", sheet, "--json").stdout)["applied"]
    assert "在编排表里没有" not in jingyan("plan", "-w", home).stderr.decode()


def test_a_build_plans_from_the_table_and_writes_it_beside_the_volume(tmp_path: Path) -> None:
    given, out = submissions(tmp_path / "来稿"), tmp_path / "输出"
    assert jingyan("build", given, "-o", out, "--no-pdf", "--pages", "estimate").returncode == 0
    new = change(out / "编排.xlsx", tmp_path / "改.xlsx", 鹤汀={"收/不收": "收", "次序": 1}, 白鹭={"次序": "乱"})
    built = jingyan("build", given, "-o", out, "--no-pdf", "--pages", "estimate", "--plan", new)
    assert built.returncode == 0
    assert "编排表的改动 2 处(已采用)" in built.stdout.decode()
    assert "次序“乱”不是数" in built.stderr.decode()
    assert [r["收/不收"] for r in rows(out / "编排.xlsx")] == ["收"] * 3
    missing = jingyan("build", given, "-o", out, "--plan", tmp_path / "无.xlsx")
    assert missing.returncode == 2
    assert "没有这个文件" in missing.stderr.decode()


def test_the_list_of_units_tells_who_has_not_submitted(home: Path, tmp_path: Path) -> None:
    book = Workbook()
    page = book.worksheets[0]
    for row in (
        ("2024年报送单位名单",), ("序号", "单位名称", "别名"), (1, "鹤汀县教育局", "鹤汀县教育体育局"), (2, "松岭县教体局", None),
        (3, "青禾县教育局", None), (4, "白鹭县教育局", None), (5, None, None), (6, "青禾县教育局", None),
    ):  # fmt: skip
        page.append(row)
    book.save(tmp_path / "名单.xlsx")
    plan = jingyan("plan", "-w", home, "--units-order", tmp_path / "名单.xlsx")
    told = plan.stdout.decode()
    assert "单位名单 4 个:已报送 2 个,未报送 1 个,待确认 1 个" in told
    assert "未报送:青禾县教育局" in told
    assert "收到“白鹭县教育体育局”的来稿,是不是这个单位" in told
    assert "第8行“青禾县教育局”没有用" in plan.stderr.decode()
    units = json.loads(jingyan("status", "-w", home, "--json").stdout)["units"]
    assert [u["state"] for u in units] == ["submitted", "submitted", "missing", "question", "unlisted"]
    assert jingyan("report", "-w", home).returncode == 0
    sheet = rows(home / "输出/台账.xlsx", "报送情况")
    assert [r["报送情况"] for r in sheet] == ["已报送", "已报送", "未报送", "待确认", "名单外"]
    assert rows(home / "输出/编排.xlsx", "报送情况") == sheet
    assert jingyan("plan", "-w", home, "--units-order", "").returncode == 0
    assert "units" not in json.loads(jingyan("status", "-w", home, "--json").stdout)
