from jingyan.model.problem import Problem
from jingyan.model.reuse import Comparison
from jingyan.reuse.comparing import compare
from tests.reuse.conftest import Make

RIVER = (
    "青禾县把寄宿学生的晚间照看放在心上。每天晚饭后,值班老师领着孩子们在操场走三圈,再回到灯下读半小时书。"
    "二楼尽头的旧仓库改成了谈心室,墙上贴着学生自己画的船。谁想家了,就推门进去坐一会儿。"
    "两年下来,家长打来的求助电话少了七成,夜里发烧的孩子也总能在十分钟内送到镇卫生院。"
)
BRIDGE = (
    "石门市改造了十一座山间教学点的吊桥。过去雨季一到,桥面打滑,孩子们只好停课。"
    "如今桥身换成钢缆,两侧加了护网,村里的木匠义务巡查,每周一清晨拍照发到群里。"
    "去年汛期没有一天因为过不了河而缺课,老师们说这比多发一台电脑还要紧。"
)
MILL = "磨坊边的老校址办成了劳动课基地。五年级学生在那里种油菜、榨油、记账,把卖油的钱买了两排书架,书架上写着每个出力者的名字。"


def run(make: Make, *texts: str) -> tuple[Comparison, tuple[Problem, ...]]:
    names = [f"{i}.txt" for i in range(len(texts))]
    return compare([make(n, t) for n, t in zip(names, texts, strict=True)], dict(zip(names, texts, strict=True)))


def test_finds_a_copied_passage_with_offsets_in_both_sources(make: Make) -> None:
    left, right = MILL + "\n" + RIVER + "\n", "另有一事。\n" + RIVER + BRIDGE
    comparison, problems = run(
        make, left, right, "第三篇只讲食堂的账目如何公开,菜价每天写在黑板上,多退少补,家长委员会每月来查一次。"
    )
    (alignment,) = comparison.alignments
    assert alignment.left.span.of(left) == RIVER
    assert alignment.right.span.of(right) == RIVER
    assert alignment.similarity == 1.0
    assert alignment.relations == ("identical", "partial")
    assert [(p.left, p.right, p.passages) for p in comparison.pairs] == [("0.txt#1", "1.txt#1", 1)]
    assert comparison.clusters == ()
    assert problems == ()


def test_equal_texts_are_one_identical_cluster(make: Make) -> None:
    spaced = RIVER.replace("。", "。\n  ")
    comparison, _ = run(make, RIVER, BRIDGE, spaced)
    (pair,) = comparison.pairs
    assert (pair.containment, pair.other_containment, pair.resemblance, pair.relations) == (
        1.0,
        1.0,
        1.0,
        ("identical",),
    )
    (cluster,) = comparison.clusters
    assert cluster.members == ("0.txt#1", "2.txt#1")
    assert cluster.kept == "0.txt#1"
    assert cluster.relation == "identical"
    assert cluster.reason == "建议保留此篇:来稿顺序在前。"


def test_unrelated_texts_share_nothing(make: Make) -> None:
    comparison, problems = run(make, RIVER, BRIDGE, MILL)
    assert comparison == Comparison()
    assert problems == ()


def test_short_text_is_told_and_left_out(make: Make) -> None:
    comparison, (problem,) = run(make, "太短。", RIVER, "")[0], run(make, "太短。", RIVER)[1]
    assert comparison == Comparison()
    assert (problem.code, problem.severity, problem.source) == ("reuse.short", "info", "0.txt")


def test_equal_input_gives_equal_output(make: Make) -> None:
    texts = (RIVER + MILL, BRIDGE + RIVER, MILL + BRIDGE, RIVER)
    assert run(make, *texts) == run(make, *texts)


def test_empty_collection(make: Make) -> None:
    assert run(make) == (Comparison(), ())
