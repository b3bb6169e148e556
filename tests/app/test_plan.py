"""Names as they are printed in the contents and over the pieces."""

from pathlib import Path

from jingyan.app.collect import collect
from jingyan.app.compile import template_folder
from jingyan.app.plan import Imprint, plan_pieces, printed_entry
from jingyan.model.arrangement import Arrangement, Placing

TEXT = "推進(jìn)課(kè)程改革工作總結(jié)\n雲溪縣教育局\n一、加強領導\n2023年全縣投入資金1200萬元,新建校舍3所,改(gǎi)善辦學條件,群眾滿意。\n"


def test_a_printed_title_is_cleaned_and_simplified(tmp_path: Path) -> None:
    (tmp_path / "來稿.txt").write_text(TEXT, encoding="utf-8")
    collected = collect([tmp_path])
    (piece,) = collected.pieces
    assert piece.title == TEXT.split("\n", maxsplit=1)[0]  # the source's own words
    entry = printed_entry(piece, collected.cleanings[piece.source])
    assert (entry.title, entry.organisation) == ("推进课程改革工作总结", "云溪县教育局")


def test_a_rule_that_is_off_leaves_the_title_alone(tmp_path: Path) -> None:
    (tmp_path / "來稿.txt").write_text(TEXT, encoding="utf-8")
    collected = collect([tmp_path], off=("pinyin",))
    (piece,) = collected.pieces
    assert "jìn" in printed_entry(piece, collected.cleanings[piece.source]).title


def test_the_editors_table_goes_before_a_verdict_and_the_contradiction_is_told(tmp_path: Path) -> None:
    (tmp_path / "來稿.txt").write_text(TEXT, encoding="utf-8")
    collected = collect([tmp_path])
    (piece,) = collected.pieces
    decided = {piece.id: ("编者决定退稿", None)}
    template = template_folder("jiangxi")
    out, _ = plan_pieces(collected, (), Imprint(), template, decided)
    assert [(x.id, x.reason, x.part) for x in out.left_out] == [(piece.id, "编者决定退稿", "总结篇")]
    wanted = Arrangement((Placing(piece.id, "", keep=True, title="新题"),))
    plan, problems = plan_pieces(collected, (), Imprint(), template, decided, arrangement=wanted)
    assert [e.title for e in plan.entries] == ["新题"]
    assert "plan.against" in [p.code for p in problems]
