"""The reuse job in a workspace: references, verdicts that change the volume, a late change, certificates."""

import json
from pathlib import Path

import pytest

from tests.walk.submissions import EXPERIENCE, RENAMED, SUMMARY, write
from tests.walk.test_build import jingyan


@pytest.fixture
def home(tmp_path: Path) -> Path:
    submissions, old, home = write(tmp_path / "来稿"), tmp_path / "去年", tmp_path / "工作区"
    old.mkdir()
    (old / "去年总结.txt").write_text(SUMMARY.replace("松岭县", "青石县").replace("86人", "79人"), encoding="utf-8")
    jingyan("init", home)
    jingyan("add", submissions, "-w", home)
    compared = jingyan("compare", "-w", home, "--against", old)
    assert "雷同 2 对" in compared.stdout.decode(), compared.stderr.decode()
    return home


def plan(home: Path) -> str:
    return jingyan("plan", "-w", home).stdout.decode()


def status(home: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads(jingyan("status", "-w", home, "--json").stdout)
    return found


def test_references_are_kept_in_the_settings_and_shown_in_the_report(home: Path) -> None:
    assert 'against = ["../去年"]' in (home / "jingyan.toml").read_text(encoding="utf-8")
    rows = [json.loads(line) for line in jingyan("export", "pairs", "-w", home).stdout.splitlines()]
    assert [row["reference"] for row in rows] == [False, True]
    assert "青石县" not in plan(home)
    assert jingyan("report", "-w", home).returncode == 3
    assert "青石县推进义务教育" in (home / "输出/查重报告.html").read_text(encoding="utf-8")
    inputs = json.loads((home / "输出/run.json").read_text(encoding="utf-8"))["inputs"]
    assert [Path(i["path"]).name for i in inputs if i["status"] == "reference"] == ["去年总结.txt"]


def test_a_reference_that_is_gone_is_named_and_a_changed_one_is_compared_again(home: Path) -> None:
    old = home.parent / "去年/去年总结.txt"
    old.write_text(old.read_text(encoding="utf-8").replace("79人", "78人"), encoding="utf-8")
    assert status(home)["stages"]["compare"] is False  # type: ignore[index]
    assert "雷同 2 对" in jingyan("compare", "-w", home).stdout.decode()
    old.parent.rename(home.parent / "移走")
    gone = jingyan("compare", "-w", home)
    assert "雷同 1 对" in gone.stdout.decode()
    assert "jingyan.toml 的 against 写着它,但是找不到" in gone.stderr.decode()
    assert "雷同 1 对" in jingyan("compare", "-w", home, "--against", "").stdout.decode()
    assert "against = []" in (home / "jingyan.toml").read_text(encoding="utf-8")


def test_verdicts_change_the_plan_and_can_be_taken_back(home: Path) -> None:
    assert status(home)["open"] == 2
    done = jingyan("decide", "簇1", "保留", "--piece", "鹤汀县", "--note", "数字较新", "--by", "王", "-w", home)
    assert done.returncode == 0, done.stderr.decode()
    assert "未收 让山里的课堂亮起来:与《让山里的课堂亮起来》(原稿/鹤汀县经验.txt#1)雷同" in plan(home)
    assert jingyan("decide", "对2", "退稿", "--note", "与去年相同", "-w", home).returncode == 0
    assert "编者决定退稿(与去年相同)" in plan(home)
    assert (status(home)["open"], status(home)["decided"]) == (0, 2)
    assert jingyan("decide", "对2", "--undo", "-w", home).returncode == 0
    assert "编者决定退稿" not in plan(home)
    again = jingyan("decide", "对2", "--undo", "-w", home)
    assert again.returncode == 2
    assert "没有什么可以撤销" in again.stderr.decode()
    history = json.loads(jingyan("decide", "--history", "--json", "-w", home).stdout)
    assert [(h["word"], h["undone_at"] is None) for h in history] == [("保留", True), ("雷同退稿", False)]
    jingyan("report", "-w", home)
    assert "数字较新" in (home / "输出/查重报告.html").read_text(encoding="utf-8")


def test_a_piece_is_taken_out_of_its_cluster(home: Path) -> None:
    assert "收入 2 篇" in plan(home)
    jingyan("decide", "簇1", "不属于本簇", "--piece", "乙", "-w", home)
    assert "收入 3 篇" in plan(home)


def test_verdicts_survive_a_late_submission_and_ask_again_when_the_passage_changes(home: Path) -> None:
    jingyan("decide", "簇1", "不算雷同", "-w", home)
    late = home.parent / "迟到.txt"
    late.write_text("石桥镇办学一得\n" + "我们把旧粮站改成图书室,孩子们放学后多了一个去处。" * 6, encoding="utf-8")
    jingyan("add", late, "-w", home)
    assert "收入 4 篇" in plan(home)
    (home / "原稿/鹤汀县经验.txt").unlink()
    changed = home.parent / "鹤汀县经验.txt"
    changed.write_text(RENAMED.replace("累计批改作业31万份", "一年批改作业9万份"), encoding="utf-8")
    jingyan("add", changed, "-w", home)
    assert "收入 3 篇" in plan(home)  # the verdict was on other words: the copy is left out until it is made again
    assert "内容已变,请重新判断" in jingyan("decide", "--list", "-w", home).stdout.decode()
    assert status(home)["stale"] == 1
    jingyan("decide", "簇1", "不算雷同", "-w", home)
    assert "收入 4 篇" in plan(home)
    assert status(home)["stale"] == 0


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "没有写判断什么"),
        (["簇1"], "没有写处理意见"),
        (["簇1", "随便"], "没有这种处理意见"),
        (["对9", "保留"], "没有这个编号"),
        (["簇1", "不属于本簇"], "用 --piece 写明是哪一篇"),
        (["让山里的课堂亮起来", "保留"], "有 2 篇符合"),
        (["松岭县总结.txt", "模板"], "一篇不能写"),
    ],
)
def test_a_verdict_written_wrongly_is_one_sentence(arguments: list[str], sentence: str, home: Path) -> None:
    result = jingyan("decide", *arguments, "-w", home)
    assert result.returncode == 2
    assert sentence in result.stderr.decode()
    assert len(result.stderr.decode().strip().splitlines()) == 1


def test_certificates_from_the_workspace_and_from_files_are_verified(home: Path) -> None:
    made = jingyan("certify", "白鹭县", "-o", home.parent / "证明.docx", "-w", home, "--date", "2024年11月20日")
    assert made.returncode == 3, made.stderr.decode()
    assert jingyan("verify", home.parent / "证明.docx", "-w", home).stdout.decode().startswith("一致")
    files = ("verify", home.parent / "证明.docx", home.parent / "来稿")
    assert jingyan(*files, "--against", home.parent / "去年").returncode == 0
    without = jingyan(*files)
    assert without.returncode == 1
    assert "参照材料少了 1 份" in without.stdout.decode()
    changed = home.parent / "来稿/白鹭县经验.txt"
    changed.write_text(EXPERIENCE + "又添一句。\n", encoding="utf-8")
    told = jingyan("verify", home.parent / "证明.docx", home.parent / "来稿", "--json")
    assert json.loads(told.stdout)["agrees"] is False
    assert "文件已改动" in told.stdout.decode()
