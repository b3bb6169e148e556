"""What the program shows on real documents and hand-made annotations that live beside the checkout (skipped without them)."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from jingyan.executors.office import find_office
from jingyan.model.volume import Body, BodyBlock, Entry, Group, Part, VolumePlan
from jingyan.render.templates import template_dir
from jingyan.render.volume_docx import write_volume
from jingyan.zh.widths import widen
from tests.walk.test_build import jingyan

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not (SHARED / "seeds").is_dir(), reason="../shared is not beside the checkout"),
]
SEEDS = sorted((SHARED / "seeds").glob("*.txt"))


def export(what: str, *paths: Path, options: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    result = jingyan("export", what, *paths, *options)
    assert result.returncode == 0, result.stderr.decode()
    return [json.loads(line) for line in result.stdout.splitlines()]


def score(script: str, *arguments: str | Path, rows: list[dict[str, Any]], tmp_path: Path) -> dict[str, Any]:
    for row in rows:
        row["seed"] = Path(row["source"]).name[:3]
        for member in row.get("members", ()):
            member["seed"] = Path(member["source"]).name[:3]
    file = tmp_path / "rows.jsonl"
    file.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf-8")
    command = [sys.executable, str(SHARED / script), *map(str, arguments[:1]), str(file), *map(str, arguments[1:])]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_pieces(tmp_path: Path) -> None:
    found = score("gold/segment/score.py", "pieces", rows=export("pieces", *SEEDS), tmp_path=tmp_path)
    assert found["pieces"]["f1"] >= 0.97, found


def test_boilerplate(tmp_path: Path) -> None:
    found = score("gold/segment/score.py", "boilerplate", rows=export("boilerplate", *SEEDS), tmp_path=tmp_path)
    assert found["characters"]["p"] >= 0.97, found
    assert found["characters"]["r"] >= 0.95, found


@pytest.mark.parametrize("copy", ["000", "004"])
def test_contents(copy: str, tmp_path: Path) -> None:
    seed = next(s for s in SEEDS if s.name.startswith(copy))
    rows = export("contents", seed)
    found = score("gold/segment/score.py", "contents", "--copy", copy, rows=rows, tmp_path=tmp_path)
    assert found["exact"]["tp"] >= 41, found


def test_figures(tmp_path: Path) -> None:
    found = score("gold/extract/score.py", "figures", "--json", rows=export("figures", *SEEDS), tmp_path=tmp_path)
    assert found["overlap"]["f1"] >= 0.97, found
    assert found["end_to_end"] >= 0.95, found
    assert found["number_invented_on_placeholder"] == 0, found
    assert found["indicator_f1"] >= 0.80, found
    assert found["subject_f1"] >= 0.70, found
    for what, least in (("approx_recall_nonexact", 0.92), ("placeholder_flagged", 0.96)):
        right, every = map(int, found[what].split("/"))
        assert right >= least * every, found


def test_measures(tmp_path: Path) -> None:
    found = score("gold/extract/score.py", "measures", "--json", rows=export("measures", *SEEDS), tmp_path=tmp_path)
    assert found["overlap"]["p"] >= 0.85, found
    assert found["overlap"]["r"] >= 0.90, found
    assert found["nesting_acc"] >= 0.98, found
    right, every = map(int, found["recall_by_marker"]["unmarked"].split("/"))
    assert right >= 0.75 * every, found


@pytest.mark.parametrize(("what", "least"), [("initiatives", 0.85), ("citations", 0.99), ("problems", 0.80)])
def test_what_a_text_names_and_tells(what: str, least: float, tmp_path: Path) -> None:
    found = score("gold/extract/score.py", what, "--json", rows=export(what, *SEEDS), tmp_path=tmp_path)
    assert found["overlap"]["f1"] >= least, found
    if what == "citations":
        right, every = map(int, found["doc_number"].split("/"))
        assert right == every, found


def test_checks_find_what_is_wrong_and_raise_no_alarm_on_relations_that_hold(tmp_path: Path) -> None:
    rows = export("findings", *SEEDS, options=("--all",))
    found = score("gold/extract/score.py", "checks", "--json", rows=rows, tmp_path=tmp_path)
    assert found["alarms_on_consistent_relations"] == 0, found
    for what, least in (("hard_issues_found", 1.0), ("issues_found", 0.75), ("relations_confirmed", 0.85)):
        right, every = map(int, found[what].split("/"))
        assert right >= least * every, found


@pytest.mark.parametrize(
    "what",
    ["pieces", "headings", "boilerplate", "contents", "figures", "measures", "initiatives", "citations", "problems", "findings", "passages", "pairs", "clusters"],
)  # fmt: skip
def test_text_equals_the_sources_characters(what: str) -> None:
    for row in export(what, *SEEDS):
        text = Path(row["source"]).read_bytes().decode("utf-8")
        assert row["text"] == text[row["start"] : row["end"]]


def test_copies_in_one_cluster_each() -> None:
    clusters: dict[int, set[str]] = {}
    for row in export("clusters", *SEEDS):
        clusters.setdefault(row["cluster"], set()).add(f"{Path(row['source']).name[:3]}#{row['piece']}")
    assert sorted(map(sorted, clusters.values())) == [
        ["000#1", "004#1"],
        ["000#2", "004#2"],
        ["000#3", "000#4", "004#3", "004#4"],
        ["000#5", "004#5"],
        ["001#4.2", "003#4"],
        ["003#1", "003#2"],
    ]


def test_reuse_benchmark(tmp_path: Path) -> None:
    maker = [sys.executable, str(SHARED / "reuse/make_benchmark.py"), str(SHARED / "seeds"), str(tmp_path / "b")]
    subprocess.run([*maker, "--seed", "11", "--docs", "500"], check=True, capture_output=True)
    detections = [
        {
            "suspicious": Path(r["source"]).name,
            "source": Path(r["other_source"]).name,
            "suspicious_offset": r["start"],
            "suspicious_length": r["end"] - r["start"],
            "source_offset": r["other_start"],
            "source_length": r["other_end"] - r["other_start"],
        }
        for r in export("passages", tmp_path / "b/docs")
    ]
    (tmp_path / "found.json").write_text(json.dumps(detections), encoding="utf-8")
    command = [
        sys.executable,
        str(SHARED / "reuse/score.py"),
        str(tmp_path / "b/truth.json"),
        str(tmp_path / "found.json"),
    ]
    report = subprocess.run([*command, "--json", str(tmp_path / "s.json")], check=True, capture_output=True, text=True)
    assert json.loads((tmp_path / "s.json").read_text())["overall"]["plagdet"] >= 0.97, report.stdout


@pytest.mark.office
def test_every_entry_of_the_contents_carries_the_page_printed_where_its_piece_starts(tmp_path: Path) -> None:
    """Checked with pdftotext on the finished PDF: nothing of the writer's own bookkeeping is used."""
    if not _has("soffice") or not _has("pdftotext"):
        pytest.skip("LibreOffice or poppler-utils is not installed")
    assert jingyan("build", *SEEDS, "-o", tmp_path, "--pdf").returncode == 0
    pages = printed_pages(tmp_path / "汇编.pdf")
    entries = contents_entries(pages)
    assert len(entries) >= 10
    for title, number in entries:
        assert starts_on(pages, title, number), (title, number)


def _has(program: str) -> bool:
    from shutil import which

    return which(program) is not None


def printed_pages(pdf: Path) -> list[str]:
    """The text of every page of `pdf`."""
    done = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True)
    return done.stdout.split("\f")


LEADER = re.compile(r"(.*?)[.…·]{3,}\s*(?:\S+\s+)?(\d+)\s*$")


def contents_entries(pages: list[str]) -> list[tuple[str, int]]:
    """(title without spaces, page) of every line with a leader on the contents pages."""
    found: list[tuple[str, int]] = []
    carried = ""
    for page in pages:
        if not any(LEADER.match(line) for line in page.splitlines()):
            continue
        for line in page.splitlines():
            text = re.sub(r"\s+", "", line)
            match = LEADER.match(line)
            if match:
                found.append((carried + re.sub(r"\s+", "", match[1]), int(match[2])))
                carried = ""
            elif text and not re.fullmatch(
                r"目录|[一二三四五六七八九十]+、.{1,6}篇|[IVXLivxl—\-]+|—?[IVXivx]+—?", text
            ):
                carried += text
    return found


def starts_on(pages: list[str], title: str, number: int) -> bool:
    """True if the page whose footer prints `number` begins with `title`."""
    for page in pages:
        lines = [re.sub(r"\s+", "", line) for line in page.splitlines() if line.strip()]
        if lines and re.fullmatch(rf"[—\-–]*{number}[—\-–]*", lines[-1]):
            return "".join(lines)[: len(title) + 40].find(title[:12]) >= 0
    return False


@pytest.mark.office
def test_a_real_contents_list_is_printed_and_read_back(tmp_path: Path) -> None:
    """The 41 entries of a printed volume as a plan: our own PDF's contents list parses back to the same parts, groups, titles, organisations and pages."""
    if not _has("soffice"):
        pytest.skip("LibreOffice is not installed")
    given = json.loads((SHARED / "gold/segment/jiangxi_toc.json").read_text(encoding="utf-8"))
    plan, bodies = volume_of(given)
    volume, problems = write_volume(plan, bodies, template_dir("jiangxi"), office=find_office(), want_pdf=True)
    assert problems == ()
    file = tmp_path / "汇编.pdf"
    file.write_bytes(volume.pdf or b"")
    result = jingyan("contents", file, "--format", "jsonl")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    pages = dict(volume.pages.pages)
    wanted = [
        (part["title"], group["mark"], entry["title"], entry["org"], pages[f"{entry['n']}#1"])
        for part in given["parts"]
        for group in part["groups"]
        for entry in group["entries"]
    ]
    assert len(wanted) == 41
    found = [(r["part"], r["group"] or None, r["title"], r["organisation"], r["page"]) for r in rows]
    assert [(part.rpartition("、")[2], *rest) for part, *rest in found] == wanted


@pytest.fixture(scope="module")
def arranged(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """41 generated submissions under other titles and in other order, built from an editor's table with the titles, organisations, parts and groups of the printed volume."""
    from openpyxl import Workbook

    folder = tmp_path_factory.mktemp("arranged")
    given = json.loads((SHARED / "gold/segment/jiangxi_toc.json").read_text(encoding="utf-8"))
    book = Workbook()
    page = book.worksheets[0]
    page.append(["编", "组", "次序", "题目", "单位", "来稿文件", "收/不收"])
    (folder / "来稿").mkdir()
    for part in given["parts"]:
        number = 0
        for group in part["groups"]:
            for entry in group["entries"]:
                number += 1
                name = f"来稿{(entry['n'] * 17) % 41:02d}.txt"
                (folder / "来稿" / name).write_text(submission(entry["n"]), encoding="utf-8")
                page.append([part["title"], group["mark"], number, entry["title"], entry["org"], name, "收"])
    book.save(folder / "编排.xlsx")
    built = jingyan(
        "build",
        folder / "来稿",
        "-o",
        folder / "输出",
        "--plan",
        folder / "编排.xlsx",
        "--title",
        given["volume"]["title"],
    )
    assert built.returncode == 0, built.stderr.decode()
    assert "没有用" not in built.stderr.decode()
    return folder / "输出", given


def submission(number: int) -> str:
    """A report of our own of one to four pages; no two alike."""
    words = [
        "校园",
        "课堂",
        "教师",
        "学生",
        "家长",
        "图书",
        "操场",
        "食堂",
        "宿舍",
        "实验",
        "音乐",
        "美术",
        "体育",
        "科学",
        "阅读",
        "劳动",
        "社团",
        "校车",
        "网络",
        "经费",
        "培训",
        "教研",
        "备课",
        "作业",
    ]
    town = "松白石青云鹤柳竹江湖"[number % 10] + "岭桥坪溪河湾山田"[number % 8]
    lines = [f"{town}县第{number}号材料", f"{town}县教育局"]
    for line in range(4 + number % 5):
        picked = [words[(number * 7 + line * 5 + k * (number % 3 + 1)) % len(words)] for k in range(12)]
        lines.append(
            "，".join(
                f"{town}县第{line + 1}件事从{a}做到{b}的第{number * 13 + k * line}项"
                for k, (a, b) in enumerate(zip(picked, reversed(picked), strict=True))
            )
            + "。"
        )
    return "\n".join(lines) + "\n"


def wanted_contents(given: dict[str, Any]) -> list[tuple[str, str | None, str, str | None]]:
    """(part, group, title, organisation) of every entry, marks full-width as they are printed."""
    return [
        (part["title"], widen(group["mark"] or "")[0] or None, widen(entry["title"])[0], entry["org"])
        for part in given["parts"]
        for group in part["groups"]
        for entry in group["entries"]
    ]


def test_an_editors_table_gives_the_contents_of_a_printed_volume(arranged: tuple[Path, dict[str, Any]]) -> None:
    """The 编排.xlsx written back, and the entries in the docx, are the 41 of the gold list in its order, parts and groups."""
    from openpyxl import load_workbook

    folder, given = arranged
    heads, *cells = load_workbook(folder / "编排.xlsx")["编排"].iter_rows(values_only=True)
    table = [dict(zip(map(str, heads), row, strict=True)) for row in cells]
    found = [(r["编"], r["组"], r["题目"], r["单位"]) for r in table if r["收/不收"] == "收"]
    assert [(p, widen(str(g))[0] if g else None, t, o) for p, g, t, o in found] == wanted_contents(given)
    assert len(found) == 41


@pytest.mark.office
def test_the_contents_of_an_editors_table_are_printed_and_read_back(arranged: tuple[Path, dict[str, Any]]) -> None:
    """`jingyan contents` on our own PDF gives the 41 entries with parts, groups and organisations, and every page number is where the piece starts."""
    if not _has("soffice") or not _has("pdftotext"):
        pytest.skip("LibreOffice or poppler-utils is not installed")
    folder, given = arranged
    result = jingyan("contents", folder / "汇编.pdf", "--format", "jsonl")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    found = [(r["part"].rpartition("、")[2], r["group"] or None, r["title"], r["organisation"]) for r in rows]
    assert [(p, widen(g)[0] if g else None, widen(t)[0], o) for p, g, t, o in found] == wanted_contents(given)
    pages = printed_pages(folder / "汇编.pdf")
    for row in rows:
        assert starts_on(pages, re.sub(r"\s+", "", row["title"]), row["page"]), row


def volume_of(given: dict[str, Any]) -> tuple[VolumePlan, dict[str, Body]]:
    """The plan that a contents list tells, with bodies of one to five paragraphs."""
    bodies: dict[str, Body] = {}
    parts: list[Part] = []
    for part in given["parts"]:
        groups: list[Group] = []
        for group in part["groups"]:
            entries = tuple(Entry(f"{e['n']}#1", e["title"], e["org"]) for e in group["entries"])
            groups.append(Group(entries, group["mark"] or ""))
            for entry in entries:
                count = len(entry.title) % 5 + 1
                bodies[entry.id] = Body(entry.id, (BodyBlock("paragraph", "为推进工作,介绍如下。" * 40),) * count)
        parts.append(Part(part["title"], tuple(groups)))
    return VolumePlan(given["volume"]["title"], tuple(parts)), bodies
