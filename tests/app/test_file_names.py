"""Names of files by an editor's pattern: what they say, what is filled in, what is told."""

from pathlib import Path

import pytest

from jingyan.app.collect import collect
from jingyan.app.file_names import name_patterns, parse_name
from jingyan.app.plan import printed_entry
from jingyan.model.problem import JingyanError
from tests.segment.samples import COUNTY

PLAIN, NUMBERED = "{单位}_{题名}", "{序号}-{单位}-{题名}({联系人})"


@pytest.mark.parametrize(
    ("pattern", "name", "found"),
    [
        (PLAIN, "青石县教育局_抓住根本补短板.docx", ("青石县教育局", "抓住根本补短板")),
        (PLAIN, "青石县教育局＿抓住根本.docx", ("青石县教育局", "抓住根本")),
        (PLAIN, "青石县教育局 _ 抓住根本 .docx", ("青石县教育局", "抓住根本")),
        (PLAIN, "青石县教育局__抓住根本_补短板.doc", ("青石县教育局", "抓住根本_补短板")),
        (PLAIN, "01、青石县教育局_抓住根本.docx", ("青石县教育局", "抓住根本")),
        (PLAIN, "3.青石县教育局_抓住根本.docx", ("青石县教育局", "抓住根本")),
        (PLAIN, "(12)青石县教育局_抓住根本.docx", ("青石县教育局", "抓住根本")),
        (PLAIN, "（2）青石县教育局_抓住根本.docx", ("青石县教育局", "抓住根本")),
        (PLAIN, "07_青石县教育局_抓住根本.docx", ("青石县教育局", "抓住根本")),
        (PLAIN, "青石县教育局_抓住根本(1).docx", ("青石县教育局", "抓住根本")),
        (PLAIN, "青石县教育局_抓住根本（2）.docx", ("青石县教育局", "抓住根本")),
        (PLAIN, "青石县教育局_抓住根本 - 副本.docx", ("青石县教育局", "抓住根本")),
        (PLAIN, "青石县教育局_抓住根本 - 副本 (2).docx", ("青石县教育局", "抓住根本")),
        (PLAIN, "复件 青石县教育局_抓住根本.doc", ("青石县教育局", "抓住根本")),
        (PLAIN, "青石县教育局_抓住根本最终版.docx", ("青石县教育局", "抓住根本")),
        (PLAIN, "青石县教育局_抓住根本（定稿）.docx", ("青石县教育局", "抓住根本")),
        (PLAIN, "青石县教育局_抓住根本-修改.docx", ("青石县教育局", "抓住根本")),
        (PLAIN, "青石县教育局_抓住根本_修改稿2.docx", ("青石县教育局", "抓住根本")),
        (PLAIN, "青石县教育局_抓住根本 最终 定稿(1).docx", ("青石县教育局", "抓住根本")),
        (PLAIN, "青石县教育局_抓住根本v2.1.docx", ("青石县教育局", "抓住根本v2.1")),
        (PLAIN, "青石县教育局_抓住根本_v2.1.docx", ("青石县教育局", "抓住根本")),
        (PLAIN, "20240315青石县教育局_抓住根本.docx", ("青石县教育局", "抓住根本")),
        (PLAIN, "青石县教育局_抓住根本20240315.docx", ("青石县教育局", "抓住根本")),
        (PLAIN, "青石县教育局_抓住根本(2024.3.15).docx", ("青石县教育局", "抓住根本")),
        (PLAIN, "青石县教育局_抓住根本_2024年3月15日.docx", ("青石县教育局", "抓住根本")),
        (PLAIN, "青石县教育局_《抓住根本》.docx", ("青石县教育局", "抓住根本")),
        (PLAIN, "青石县教育局_2013年工作总结.docx", ("青石县教育局", "2013年工作总结")),
        (PLAIN, "青石县教育局_学校管理的新修改.docx", ("青石县教育局", "学校管理的新修改")),
        (PLAIN, "青石縣教育局_抓住根本補短板.docx", ("青石縣教育局", "抓住根本補短板")),
        (NUMBERED, "01-青石县教育局-抓住根本(陈某).docx", ("青石县教育局", "抓住根本")),
        (NUMBERED, "01－青石县教育局－抓住根本（陈某）.docx", ("青石县教育局", "抓住根本")),
        (NUMBERED, "01 - 青石县教育局 - 抓住-根本 (陈某)最终版.docx", ("青石县教育局", "抓住-根本")),
        (NUMBERED, "01—青石县教育局—抓住根本（陈某）(1).docx", ("青石县教育局", "抓住根本")),
        ("{题名}-{单位}", "抓住-根本-青石县教育局.txt", ("青石县教育局", "抓住-根本")),
        ("{单位} {题名}", "青石县教育局\u3000抓住根本.txt", ("青石县教育局", "抓住根本")),
        ("【{单位}】{题名}", "[青石县教育局]抓住根本.txt", ("青石县教育局", "抓住根本")),
        ("{单位}（{题名}）", "青石县教育局(抓住根本).txt", ("青石县教育局", "抓住根本")),
        ("{序号}{单位}_{题名}", "12、青石县教育局_抓住根本.txt", ("青石县教育局", "抓住根本")),
        ("{日期}_{单位}_{题名}", "2024.3.5_青石县教育局_抓住根本.txt", ("青石县教育局", "抓住根本")),
        (f"{PLAIN}|{{题名}}({{单位}})", "抓住根本(青石县教育局).txt", ("青石县教育局", "抓住根本")),
        (PLAIN, "抓住根本.docx", None),
        (PLAIN, "_抓住根本.docx", None),
        (NUMBERED, "青石县教育局-抓住根本.docx", None),
    ],
)  # fmt: skip
def test_names(pattern: str, name: str, found: tuple[str, str] | None) -> None:
    fields = parse_name(name, name_patterns([pattern]))
    assert (fields and (fields["单位"], fields["题名"])) == found


@pytest.mark.parametrize(
    ("pattern", "sentence"),
    [
        ("单位_题名", "没有一个标签"),
        ("{学校}_{题名}", "没有标签“{学校}”"),
        ("{单位_{题名}", "花括号没有成对"),
        ("{单位}_{单位}", "写了两次"),
        ("{单位}{题名}", "之间没有分隔的字"),
    ],
)
def test_a_wrong_pattern_is_told_in_one_sentence(pattern: str, sentence: str) -> None:
    with pytest.raises(JingyanError) as error:
        name_patterns([pattern])
    assert sentence in error.value.sentence
    assert error.value.exit_code == 2


def write(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


BODY = f"{COUNTY}各校都已达标,群众满意。\n"


def test_what_a_text_does_not_say_is_taken_from_the_name(tmp_path: Path) -> None:
    found = collect(
        [write(tmp_path, "松岭县教育局_抓住根本补短板(陈某).txt", f"抓住根本补短板\n{BODY}")],
        file_names=[f"{PLAIN}({{姓名}})"],
    )
    (piece,) = found.pieces
    assert (piece.title, piece.organisation) == ("抓住根本补短板", "松岭县教育局")
    assert [p.code for p in found.problems if p.code.startswith("name.")] == ["name.taken"]


def test_a_difference_is_told_and_the_text_holds(tmp_path: Path) -> None:
    text = f"抓住根本补短板\n青石县教育局\n{BODY}"
    found = collect([write(tmp_path, "松岭县教育局_校园足球经验.txt", text)], file_names=[PLAIN])
    (piece,) = found.pieces
    assert (piece.title, piece.organisation) == ("抓住根本补短板", "青石县教育局")
    told = {p.code: p for p in found.problems if p.code.startswith("name.")}
    assert told["name.organisation"].message == "文件名写的单位是“松岭县教育局”,正文写的是“青石县教育局”"
    assert told["name.title"].message == "文件名写的题名是“校园足球经验”,正文写的是“抓住根本补短板”"


@pytest.mark.parametrize(
    "name", ["青石县教体局_抓住根本.txt", "青石縣教育體育局_抓住根本補短板.txt", "教育体育局_抓根本补短板.txt"]
)
def test_short_forms_are_no_difference(tmp_path: Path, name: str) -> None:
    text = f"抓住根本补短板\n青石县教育体育局\n{BODY}"
    found = collect([write(tmp_path, name, text)], file_names=[PLAIN])
    assert [p.code for p in found.problems if p.code.startswith("name.")] == []


def test_persons_of_a_name_are_not_printed(tmp_path: Path) -> None:
    found = collect([write(tmp_path, "松岭县教育局_陈小明.txt", BODY)], file_names=["{单位}_{姓名}"])
    (piece,) = found.pieces
    assert piece.title_span is None
    entry = printed_entry(piece)
    assert "陈小明" not in f"{entry.title}{entry.organisation}{entry.subtitle}"


def test_a_name_against_the_pattern_is_told(tmp_path: Path) -> None:
    found = collect([write(tmp_path, "材料.txt", BODY)], file_names=[PLAIN])
    assert "name.unmatched" in [p.code for p in found.problems]


def test_without_a_pattern_nothing_changes(tmp_path: Path) -> None:
    folder = write(tmp_path, "松岭县教育局_抓住根本.txt", BODY)
    assert collect([folder], file_names=[]) == collect([folder])
