"""Texts beside the submissions: last year's volume, the call's template, policy texts, and what counts."""

from pathlib import Path

import pytest

from jingyan.app.against import Against, excluded_kinds, reuse_settings, with_against
from jingyan.app.build import BuildSettings, build
from jingyan.app.collect import collect
from jingyan.app.compare import compare_pieces
from jingyan.app.export import export_paths
from jingyan.model.problem import JingyanError
from tests.walk.submissions import EXPERIENCE, SUMMARY

CALL = """关于征集经验材料的通知
各单位报送的材料要写清背景起因、主要做法、实际成效、推广价值四个部分,数据一律采用年报口径,文字控制在三千字以内,由单位主要负责人审签后报送。
"""


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    new, old = tmp_path / "今年", tmp_path / "去年"
    new.mkdir()
    old.mkdir()
    (new / "白鹭县.txt").write_text(EXPERIENCE, encoding="utf-8")
    (new / "松岭县.txt").write_text(SUMMARY, encoding="utf-8")
    (old / "旧稿.txt").write_text(EXPERIENCE.replace("37个", "35个"), encoding="utf-8")
    (old / "又一份.txt").write_text(EXPERIENCE.replace("2860", "2790"), encoding="utf-8")
    (old / "坏.docx").write_bytes(b"PK\x03\x04" + b"\0" * 40)
    return new, old


def test_references_are_compared_with_submissions_only(folders: tuple[Path, Path]) -> None:
    new, old = folders
    found = with_against(collect([new]), Against(references=(old,)))
    assert [p.source for p in found.problems if p.severity == "unreadable"] == [str(old / "坏.docx")]
    comparison, _ = compare_pieces(found)
    pairs = {(Path(p.left).name, Path(p.right).name) for p in comparison.pairs}
    assert pairs == {("白鹭县.txt#1", "旧稿.txt#1"), ("白鹭县.txt#1", "又一份.txt#1")}
    assert {Path(s.piece).name for s in comparison.shares} == {"白鹭县.txt#1", "松岭县.txt#1"}
    assert not any(str(old) in member for c in comparison.clusters for member in c.members)


def test_references_never_enter_the_volume(folders: tuple[Path, Path], tmp_path: Path) -> None:
    new, old = folders
    settings = BuildSettings(pages="estimate", against=Against(references=(old,)))
    built = build([new], tmp_path / "出", settings)
    assert all(str(old) not in e.id for e in built.results.plan.entries)
    assert len(built.results.plan.entries) == 2
    assert not built.results.plan.left_out
    assert all(str(old) not in path for path in built.results.extracts)
    assert "去年" in (tmp_path / "出/查重报告.html").read_text(encoding="utf-8")


def test_our_own_earlier_volume_serves_as_reference(folders: tuple[Path, Path], tmp_path: Path) -> None:
    new, old = folders
    build([old], tmp_path / "去年汇编", BuildSettings(pages="estimate"))
    for given in (tmp_path / "去年汇编", tmp_path / "去年汇编/汇编.docx"):
        found = with_against(collect([new]), Against(references=(given,)))
        assert [Path(s.path).name for s in found.references.sources] == ["汇编.docx"] if found.references else False
        assert compare_pieces(found)[0].pairs


def test_a_file_given_twice_is_a_submission(folders: tuple[Path, Path]) -> None:
    new, old = folders
    found = with_against(collect([new]), Against(references=(old, new)))
    assert found.references is not None
    assert {Path(s.path).name for s in found.references.sources} == {"旧稿.txt", "又一份.txt"}
    with pytest.raises(JingyanError) as caught:
        with_against(collect([new]), Against(references=(new,)))
    assert caught.value.exit_code == 4


def test_text_of_the_template_does_not_count(tmp_path: Path) -> None:
    call = tmp_path / "通知.txt"
    call.write_text(CALL, encoding="utf-8")
    new = tmp_path / "来稿"
    new.mkdir()
    line = CALL.splitlines()[1]
    (new / "甲.txt").write_text(f"{EXPERIENCE}{line}\n", encoding="utf-8")
    (new / "乙.txt").write_text(f"{SUMMARY}{line}\n", encoding="utf-8")
    plain = list(export_paths("shares", [new]).rows)
    assert all(row["counted"] > 0 for row in plain)
    told = Against(templates=(call,))
    shares = list(export_paths("shares", [new], against=told).rows)
    assert [(row["copied"] > 0, row["counted"]) for row in shares] == [(True, 0.0), (True, 0.0)]
    passages = list(export_paths("passages", [new], against=told).rows)
    assert [(row["excluded"], row["reference"]) for row in passages] == [("template", False)]
    counting = Against(templates=(call,), count=("template",))
    assert all(row["counted"] > 0 for row in export_paths("shares", [new], against=counting).rows)


def test_kinds_by_either_name() -> None:
    usual = excluded_kinds(reuse_settings())
    assert "own" not in usual
    assert set(excluded_kinds(reuse_settings(Against(exclude=("本单位材料",))))) == {*usual, "own"}
    assert excluded_kinds(reuse_settings(Against(exclude=("none",)))) == ()
    assert excluded_kinds(reuse_settings(Against(exclude=("none", "quotation")))) == ("quotation",)
    assert "formula" not in excluded_kinds(reuse_settings(Against(count=("套话",))))
    with pytest.raises(JingyanError, match="quotation"):
        reuse_settings(Against(count=("标点",)))
    with pytest.raises(JingyanError, match="只写一处"):
        reuse_settings(Against(count=("own",), exclude=("own",)))


def test_a_template_without_any_words_is_an_error(folders: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "模板.txt").write_bytes(b"\x00\x01 --\n")
    with pytest.raises(JingyanError, match="没有一份能用") as raised:
        with_against(collect([folders[0]]), Against(templates=(tmp_path / "模板.txt",)))
    assert raised.value.exit_code == 4
