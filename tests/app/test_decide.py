"""What verdicts do to clusters and to the plan, and when they have to be made again."""

from dataclasses import replace
from pathlib import Path

import pytest

from jingyan.app.collect import Collected, outline_sources
from jingyan.app.compare import compare_pieces
from jingyan.app.decide import (
    Subjects,
    apply_decisions,
    decide,
    find_piece,
    open_findings,
    open_subjects,
    settled_findings,
    standings,
    undo,
    verdict_of,
)
from jingyan.app.extract import check_sources, extract_sources
from jingyan.app.verbs import _source as source_of
from jingyan.model.decision import (
    Decision,
    FindingVerdict,
    Standing,
    Verdict,
    cluster_code,
    finding_code,
    pair_code,
    piece_code,
)
from jingyan.model.problem import JingyanError
from jingyan.model.reuse import Cluster
from jingyan.workspace.store import Workspace, WorkspaceSettings
from tests.walk.submissions import EXPERIENCE, RENAMED, SUMMARY

TRIO = Cluster(1, ("甲#1", "乙#1", "丙#1"), "甲#1", "renamed", "最早")
TITLES = {"甲#1": "甲文", "乙#1": "乙文", "丙#1": "丙文"}


def made(
    subject: str,
    verdict: Verdict | FindingVerdict,
    pieces: tuple[str, ...],
    piece: str | None = None,
    content: str = "印记",
) -> Decision:
    return Decision(1, subject, verdict, pieces, piece, content, "", "2024-11-20T10:00:00+08:00")


def members(*decisions: Decision, valid: bool = True) -> tuple[list[tuple[str, ...]], dict[str, str]]:
    decided = apply_decisions([TRIO], [Standing(d, valid) for d in decisions], TITLES)
    return [c.members for c in decided.clusters], {i: why for i, (why, _) in decided.left_out.items()}


def test_nothing_decided_changes_nothing() -> None:
    assert members() == ([TRIO.members], {})


@pytest.mark.parametrize("verdict", ["fine", "same_unit", "template", "keep"])
def test_a_cluster_that_is_no_copy_is_taken_apart(verdict: Verdict) -> None:
    assert members(made("C1", verdict, TRIO.members)) == ([], {})


def test_another_piece_is_kept() -> None:
    decided = apply_decisions([TRIO], [Standing(made("C1", "keep", TRIO.members, "丙#1"), valid=True)], TITLES)
    assert [(c.kept, c.reason) for c in decided.clusters] == [("丙#1", "编者决定保留这一篇")]


def test_one_piece_is_taken_out_and_the_rest_stays_together() -> None:
    assert members(made("C1", "not_member", TRIO.members, "甲#1")) == ([("乙#1", "丙#1")], {})


def test_copies_of_a_cluster_are_returned() -> None:
    clusters, out = members(made("C1", "copy", TRIO.members))
    assert clusters == []
    assert out == {
        "乙#1": "与《甲文》(甲#1)雷同,编者决定退稿",
        "丙#1": "与《甲文》(甲#1)雷同,编者决定退稿",
    }


def test_one_side_of_a_pair_is_returned_or_left_out() -> None:
    pair = ("甲#1", "乙#1")
    assert members(made("P1", "copy", pair, "甲#1")) == (
        [("乙#1", "丙#1")],
        {"甲#1": "与《乙文》(乙#1)雷同,编者决定退稿"},
    )
    assert members(made("P1", "keep", pair, "乙#1"))[1] == {"甲#1": "与《乙文》(乙#1)雷同,编者决定保留后者"}


def test_a_pair_that_is_no_copy_takes_the_other_piece_out_of_its_cluster() -> None:
    assert members(made("P1", "fine", ("甲#1", "丙#1"))) == ([("甲#1", "乙#1")], {})


def test_a_single_piece_is_returned_or_kept() -> None:
    assert members(made("A1", "copy", ("甲#1",), "甲#1")) == ([("乙#1", "丙#1")], {"甲#1": "编者决定退稿"})
    assert members(made("A1", "keep", ("丙#1",), "丙#1")) == ([("甲#1", "乙#1")], {})


def test_a_verdict_on_changed_text_has_no_effect() -> None:
    assert members(made("C1", "copy", TRIO.members), valid=False) == ([TRIO.members], {})


def collected(*texts: str) -> Collected:
    return outline_sources([source_of(text, number) for number, text in enumerate(texts, 1)])


def subjects(*texts: str) -> Subjects:
    found = collected(*texts)
    return Subjects(found, compare_pieces(found)[0])


def test_a_changed_passage_asks_again_and_a_change_elsewhere_does_not() -> None:
    before = subjects(SUMMARY, EXPERIENCE, RENAMED)
    subject = before.find("簇1")
    assert subject == before.find(cluster_code(["文本3#1", "文本2#1"])) == before.find(subject.code[:5].lower())
    decision = made(subject.code, "fine", subject.pieces, content=subject.content)
    assert [s.valid for s in standings([decision], before)] == [True]
    elsewhere = subjects(SUMMARY.replace("新的进展", "一些进展"), EXPERIENCE, RENAMED)
    assert [s.valid for s in standings([decision], elsewhere)] == [True]
    changed = subjects(SUMMARY, EXPERIENCE, RENAMED.replace("当天批改", "三天后批改"))
    assert [s.valid for s in standings([decision], changed)] == [False]
    gone = subjects(SUMMARY, EXPERIENCE)
    assert [s.valid for s in standings([decision], gone)] == [False]


def test_open_subjects_are_those_without_a_valid_verdict() -> None:
    now = subjects(SUMMARY, EXPERIENCE, RENAMED)
    (waiting,) = open_subjects(now, ())
    assert waiting.kind == "cluster"  # its pair is decided with it
    decision = made(waiting.code, "fine", waiting.pieces, content=waiting.content)
    assert open_subjects(now, standings([decision], now)) == ()
    assert open_subjects(now, standings([replace(decision, undone_at="2024-11-21")], now)) == (waiting,)
    assert open_subjects(now, standings([replace(decision, content="别的")], now)) == (waiting,)
    taken_out = made(waiting.code, "not_member", waiting.pieces, "文本3#1", now.body("文本3#1"))
    assert open_subjects(now, standings([taken_out], now)) == ()


def test_codes_do_not_depend_on_the_order() -> None:
    assert pair_code("甲", "乙") == pair_code("乙", "甲")
    assert cluster_code(["a", "b"]) == cluster_code(["c", "b", "a"])
    assert piece_code("甲").startswith("A")


def test_verdicts_by_their_names() -> None:
    assert [verdict_of(w) for w in ("copy", "抄袭", "雷同退稿", "保留", "不属于本簇")] == [
        "copy", "copy", "copy", "keep", "not_member",
    ]  # fmt: skip
    with pytest.raises(JingyanError, match="模板套话"):
        verdict_of("算了")


def test_pieces_by_what_editors_write() -> None:
    pieces = subjects(SUMMARY, EXPERIENCE, RENAMED).pieces
    assert find_piece("文本2", pieces) == find_piece("文本2#1", pieces) == find_piece("白鹭县", pieces) == "文本2#1"
    assert find_piece("均衡发展", pieces) == "文本1#1"
    assert find_piece("本3", pieces) == "文本3#1"
    with pytest.raises(JingyanError, match="有 2 篇符合"):
        find_piece("让山里的课堂亮起来", pieces)
    with pytest.raises(JingyanError, match="没有这一篇"):
        find_piece("无此题", pieces)
    with pytest.raises(JingyanError, match="F 开头的编号"):
        find_piece("1-1", pieces)


SLIP = "白石县现有小学20所、初中8所、高中3所,共32所。"


def findings_of(text: str) -> Subjects:
    found = collected(f"白石县教育工作总结\n白石县教育局\n{text}\n各校都已落实到位。\n")
    return Subjects(found, compare_pieces(found)[0], check_sources(found, extract_sources(found)[0])[0])


def test_a_finding_is_settled_until_its_sentence_changes() -> None:
    before = findings_of(SLIP)
    (code,) = before.findings
    subject = before.find(code[:6].lower())
    assert (subject.kind, subject.pieces) == ("finding", ("文本1#1",))
    decision = made(code, "verified", subject.pieces, content=subject.content)
    standing = standings([decision], before)
    assert set(settled_findings(standing)) == {code}
    assert open_findings(before, standing) == ()
    assert [finding_code(f) for f in open_findings(before, ())] == [code]
    assert decision.word == "已核实无误"

    elsewhere = findings_of(f"近年来,各级高度重视。\n{SLIP}")
    assert set(settled_findings(standings([decision], elsewhere))) == {code}
    changed = findings_of(SLIP.replace("现有", "已有"))
    assert [s.valid for s in standings([decision], changed)] == [False]
    assert [finding_code(f) for f in open_findings(changed, standings([decision], changed))] == [code]
    put_right = findings_of(SLIP.replace("32", "31"))
    assert standings([decision], put_right) == ()


def test_verdicts_suit_what_they_are_about(tmp_path: Path) -> None:
    workspace = Workspace.create(tmp_path / "区", WorkspaceSettings("汇编"))
    subjects_now = findings_of(SLIP)
    finding = subjects_now.find(next(iter(subjects_now.findings)))
    with pytest.raises(JingyanError, match="已核实无误、已更正、不用改"):
        decide(workspace, subjects_now, finding, "copy")
    with pytest.raises(JingyanError, match="雷同退稿"):
        decide(workspace, subjects_now, subjects_now.piece("文本1#1"), "corrected")
    written = decide(workspace, subjects_now, finding, verdict_of("已更正"), note="按年报", by="王编辑")
    assert (written.subject, written.verdict, written.note) == (finding.code, "corrected", "按年报")
    assert undo(workspace, finding).undone_at is not None


def test_the_code_of_a_finding_does_not_depend_on_its_place() -> None:
    (one,) = findings_of(SLIP).findings
    (two,) = findings_of(f"近年来,各级高度重视。\n{SLIP}").findings
    assert one == two
    assert one.startswith("F")
    assert len(one) == 9
