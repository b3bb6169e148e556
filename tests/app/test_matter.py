"""Preface, afterword, committee and indexes as an editor gives them."""

from pathlib import Path

import pytest

from jingyan.app.collect import collect
from jingyan.app.extract import extract_sources
from jingyan.app.matter import (
    _ENDS,
    _GOES_ON,
    MatterFiles,
    _by_sound,
    check_files,
    keep_matter,
    known_indexes,
    load_committee,
    load_matter,
    matter_of,
)
from jingyan.app.plan import Imprint, plan_pieces
from jingyan.model.problem import JingyanError, Problem
from jingyan.model.volume import Matter
from jingyan.render.templates import template_dir
from jingyan.workspace.store import Workspace, WorkspaceSettings

REPORT = "{}\n{}\n\n一、健全机制\n实施“{}”,全县投入资金{}00万元,新建校舍。\n二、狠抓落实\n各校按要求开展工作,成效明显,师生满意。\n"
REPORTS = (
    ("抓好乡村教育的做法", "云溪县教育局", "青蓝工程", 12),
    ("结对共建助力学校成长", "青石市教育局", "青蓝工程", 35),
    ("课后服务工作经验材料", "云溪县教育局", "双百工程", 47),
)


def loaded(folder: Path, files: MatterFiles) -> tuple[Matter, tuple[Problem, ...], list[str]]:
    own = folder / "来稿"
    own.mkdir()
    for number, row in enumerate(REPORTS):
        (own / f"{number}.txt").write_text(REPORT.format(*row), encoding="utf-8")
    collected = collect([own])
    plan, _ = plan_pieces(collected, (), Imprint(), template_dir("jiangxi"))
    extracts, _ = extract_sources(collected)
    matter, problems = load_matter(files, collected, plan, extracts, office=None)
    return matter, problems, [e.id for e in plan.entries]


def test_nothing_asked_for_is_nothing(tmp_path: Path) -> None:
    assert loaded(tmp_path, MatterFiles())[:2] == (Matter(), ())


def test_a_preface_gives_its_title_and_its_body(tmp_path: Path) -> None:
    file = tmp_path / "编者按.txt"
    file.write_text("编者按\n本书收入各地材料。\n\n一、体例\n按编分列。\n编  者\n2026年1月\n", encoding="utf-8")
    (tmp_path / "跋.txt").write_text("感谢各地支持。\n", encoding="utf-8")
    matter, problems, _ = loaded(tmp_path, MatterFiles(file, tmp_path / "跋.txt"))
    assert problems == ()
    assert matter.preface
    assert matter.afterword
    assert matter.preface.title == "编者按"
    assert [b.text for b in matter.preface.body.blocks][:2] == ["本书收入各地材料。", "一、体例"]
    assert matter.preface.body.blocks[1].kind == "heading"
    assert matter.preface.body.blocks[-1].signature
    assert (matter.afterword.title, matter.afterword.body.blocks[0].text) == ("后　记", "感谢各地支持。")


def test_a_preface_that_cannot_be_read_is_told_and_left_out(tmp_path: Path) -> None:
    (tmp_path / "前言.docx").write_bytes(b"PK\x03\x04 broken")
    matter, problems, _ = loaded(tmp_path, MatterFiles(tmp_path / "前言.docx"))
    assert matter.preface is None
    assert [p.severity for p in problems] == ["unreadable"]


def test_committee(tmp_path: Path) -> None:
    file = tmp_path / "编委会.csv"
    file.write_text("职务,姓名\n主 编:,张三\n编委,李四、王小五 赵六\n,欧阳七八\n,\n校对,\n", encoding="utf-8")
    problems: list[Problem] = []
    assert load_committee(file, problems) == (("主编", "张　三"), ("编委", "李　四　王小五　赵　六　欧阳七八"))
    assert [p.code for p in problems] == ["matter.row"]
    assert "第6行" in problems[0].message


def test_indexes_name_entries_in_their_order(tmp_path: Path) -> None:
    matter, _, ids = loaded(tmp_path, MatterFiles(indexes=("单位", "工程")))
    units, programmes = matter.indexes
    assert units.title == "单位索引"
    assert {line.name: len(line.entries) for line in units.lines} == {"青石市教育局": 1, "云溪县教育局": 2}
    assert units.lines[0].name == "青石市教育局"  # a city before its counties
    assert programmes.lines[0].name.strip("“”") == "青蓝工程"
    assert all(list(line.entries) == sorted(line.entries, key=ids.index) for i in matter.indexes for line in i.lines)


def test_the_index_of_programmes_is_in_the_order_of_sounds() -> None:
    assert sorted(["青蓝工程", "班班通", "云端共读", "领航计划"], key=_by_sound) == [
        "班班通", "领航计划", "青蓝工程", "云端共读",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "behind", "called"),
    [
        ("青蓝工程", "。", True),
        ("名师带徒", "”行动计划", True),
        ("好不好", "”,大家说了算", False),
        ("一起", "”吃饭", False),
    ],
)
def test_what_is_called_a_programme(name: str, behind: str, *, called: bool) -> None:
    assert bool(_ENDS.search(name) or _GOES_ON.match(behind)) is called


def test_what_does_not_exist_is_a_fault_of_usage(tmp_path: Path) -> None:
    with pytest.raises(JingyanError, match="单位、工程品牌"):
        known_indexes(["人名"])
    with pytest.raises(JingyanError, match="--committee"):
        check_files(MatterFiles(committee=tmp_path / "没有.xlsx"))


def test_a_workspace_keeps_what_was_asked_for(tmp_path: Path) -> None:
    workspace = Workspace.create(tmp_path / "工作区", WorkspaceSettings("汇编"))
    preface = tmp_path / "前言.txt"
    preface.write_text("前言\n正文。\n", encoding="utf-8")
    keep_matter(workspace, MatterFiles(preface, indexes=("单位索引",)))
    files, problems = matter_of(workspace)
    assert files.preface is not None
    assert files.preface.samefile(preface)
    assert (files.indexes, problems) == (("单位",), ())
    preface.unlink()
    assert [p.code for p in matter_of(workspace)[1]] == ["matter.gone"]
    keep_matter(workspace, MatterFiles(Path()))
    assert matter_of(workspace) == (MatterFiles(indexes=("单位",)), ())
