from hashlib import sha256

import pytest

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


def nothing(comparison: Comparison) -> bool:
    return not (comparison.alignments or comparison.pairs or comparison.clusters or comparison.repeats)


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
    assert nothing(comparison)
    assert problems == ()


def test_short_text_is_told_and_left_out(make: Make) -> None:
    comparison, (problem,) = run(make, "太短。", RIVER, "")[0], run(make, "太短。", RIVER)[1]
    assert nothing(comparison)
    assert (problem.code, problem.severity, problem.source) == ("reuse.short", "info", "0.txt")


def test_equal_input_gives_equal_output(make: Make) -> None:
    texts = (RIVER + MILL, BRIDGE + RIVER, MILL + BRIDGE, RIVER)
    assert run(make, *texts) == run(make, *texts)


def test_empty_collection(make: Make) -> None:
    assert run(make) == (Comparison(), ())


def test_relations_of_a_renamed_copy(make: Make) -> None:
    report = (
        "由青禾县教育局牵头,2013年投入206万元。"
        + RIVER.replace("两年下来", "明德小学的12名老师")
        + "校车共有15辆,接送480人。"
    )
    copy = report
    for old, new in (
        ("青禾县", "白水县"),
        ("2013", "2015"),
        ("206", "180"),
        ("明德小学", "育红小学"),
        ("12名", "19名"),
        ("15辆", "22辆"),
        ("480", "655"),
    ):
        copy = copy.replace(old, new)
    comparison, _ = run(make, report, copy, BRIDGE)
    (alignment,) = comparison.alignments
    assert alignment.relations == ("renamed",)
    assert [(s.kind, s.text, s.other_text) for s in alignment.substitutions] == [
        ("place", "青禾县", "白水县"),
        ("date", "2013年", "2015年"),
        ("figure", "206万元", "180万元"),
        ("place", "青禾县", "白水县"),
        ("organisation", "明德小学", "育红小学"),
        ("figure", "12名", "19名"),
        ("figure", "15辆", "22辆"),
        ("figure", "480人", "655人"),
    ]
    assert comparison.clusters[0].relation == "renamed"


def test_edited_and_reordered(make: Make) -> None:
    edited = RIVER.replace("领着孩子们在操场走三圈", "陪学生绕着操场散步").replace("读半小时书", "练一会儿字")
    assert [a.relations for a in run(make, RIVER, edited)[0].alignments] == [("edited",)]
    (pair,) = run(make, RIVER + "\n" + BRIDGE + "\n" + MILL, MILL + "\n" + BRIDGE + "\n" + RIVER)[0].pairs
    assert "reordered" in pair.relations
    assert min(pair.containment, pair.other_containment) > 0.95


def test_traditional_copy_is_script_and_the_simplified_one_is_kept(make: Make) -> None:
    texts = [make("0", RIVER, "traditional"), make("1", RIVER, "simplified"), make("2", BRIDGE)]
    comparison, _ = compare(texts, {"0": RIVER, "1": RIVER, "2": BRIDGE})
    assert comparison.pairs[0].relations == ("identical", "script")
    assert (comparison.clusters[0].kept, comparison.clusters[0].relation) == ("1#1", "script")
    assert comparison.clusters[0].reason == "建议保留此篇:简体版本优先于繁体版本。"


def test_a_piece_patched_together_is_mixed(make: Make) -> None:
    sources = [
        RIVER + "河边的故事到此为止,另有三件小事留待明年再说。" * 3,
        BRIDGE + "吊桥之外,船渡也要安排专人值守到天黑,不可松懈。" * 3,
    ]
    comparison, _ = run(make, *sources, RIVER + "\n" + BRIDGE)
    assert [p.relations for p in comparison.pairs if p.right == "2.txt#1" and "partial" in p.relations] in (
        [("partial", "mixed"), ("partial", "mixed")],
        [],
    )
    assert {(p.left, p.right) for p in comparison.pairs} == {("0.txt#1", "2.txt#1"), ("1.txt#1", "2.txt#1")}


def test_formulas_alone_are_no_copy(make: Make) -> None:
    shared = "以邓小平理论和“三个代表”重要思想为指导,认真贯彻《石门市中小学校舍安全管理办法(试行)》(石府发〔2012〕8号),办好人民满意的教育,加强组织领导,狠抓落实。"
    assert nothing(run(make, shared + RIVER, shared + BRIDGE, MILL)[0])


def test_two_pieces_of_one_source_that_overlap_are_not_compared(make: Make) -> None:
    from dataclasses import replace

    whole = make("a", RIVER)
    assert nothing(compare([whole, replace(whole, id="a#2", piece="2")], {"a": RIVER})[0])


def test_a_template_filled_in_many_times_stays_one_cluster(make: Make) -> None:
    texts = [RIVER.replace("操场走三圈", f"操场走{n}圈").replace("镇卫生院", f"第{n}卫生院") for n in range(30)]
    comparison, _ = run(make, *texts, BRIDGE)
    assert [len(c.members) for c in comparison.clusters] == [30]
    assert len(comparison.pairs) < 30 * 29 / 2


def test_stock_sentences_with_other_figures_are_no_copy(make: Make) -> None:
    def report(body: str, *figures: int) -> str:
        return body + "全镇{}名教师坐班车往返,{}名学生住校,食堂每餐收费{}元,补助{}元。".format(*figures)

    assert nothing(run(make, report(RIVER, 81, 644, 7, 3), report(BRIDGE, 95, 702, 6, 4), MILL)[0])


def test_two_sentences_copied_among_clauses_that_all_texts_share_are_found(make: Make) -> None:
    clauses = ["".join(chr(0x4E00 + 97 * n + 13 * k) for k in range(9)) for n in range(60)]

    def text(number: int) -> str:
        """Eight clauses that some forty texts share, in an order of their own, and a sentence of its own."""
        order = sorted(range(60), key=lambda n: sha256(f"{number} {n}".encode()).digest())
        return (
            ",".join(clauses[n] for n in order[:8]) + "。" + "".join(chr(0x9000 + 29 * number + k) for k in range(29))
        )

    texts = [text(n) for n in range(300)]
    comparison, _ = run(make, *texts, MILL + texts[20][:79] + RIVER)
    assert [p.left for p in comparison.pairs if p.right == "300.txt#1"] == ["20.txt#1"]


HANDED_ON = (
    "青禾县现有学校68所,教师2716名,学生3.8万人。青禾县成立领导小组,召开会议11次,解决问题30个。三年来,青禾县投入资金8.7亿元,"
    "新建学校4所,新增校舍8.6万平方米,培训教师412名,轮岗教师386名。青禾县还把教师的住房放在心上,建成周转宿舍412套。"
)


@pytest.mark.parametrize(
    ("changes", "renamed"),
    [
        ((("青禾县", "白石县"),), True),
        ((("青禾县", "白石县"), ("68所", "57所")), True),
        ((("68所", "57所"), ("2716名", "2720名")), False),
        ((("青禾县现有", "白石县现有"),), False),
    ],
)
def test_a_report_handed_on_with_its_figures_is_renamed(
    make: Make, changes: tuple[tuple[str, str], ...], *, renamed: bool
) -> None:
    """One name swapped for another again and again; a unit that edits its own report keeps its name."""
    other = HANDED_ON
    for before, after in changes:
        other = other.replace(before, after)
    comparison, _ = run(make, HANDED_ON, other)
    assert ("renamed" in comparison.alignments[0].relations) is renamed
