"""Shared text that does not count as copied is told from text that does."""

import tomllib
from importlib.resources import files
from typing import Any

import pytest

from jingyan.model.reuse import Comparison, Exclusion, ReuseText
from jingyan.reuse.comparing import compare
from jingyan.reuse.exclusions import patterns, quotation_spans
from jingyan.reuse.settings import ReuseSettings
from tests.reuse.conftest import Make

TABLES = ("quotations.toml", "occasions.toml")
ROWS: list[tuple[str, int, dict[str, Any]]] = [
    (table, number, row)
    for table in TABLES
    for number, row in enumerate(tomllib.loads(files("jingyan.reuse").joinpath(table).read_text("utf-8"))["row"])
]

POLICY = (
    "校车停靠点由乡镇会同交警逐一踏勘,离河岸、陡坡和采石场不得少于三十米,夜间要有灯。"
    "照管员上岗前须完成十六学时的急救训练,每学期复训一次,复训不合格的当日停岗。"
    "车辆每晚回场后由两人交替查座,查座记录保存三年,供家长随时翻看。"
)
OWN = (
    "我们先把全县的孩子按上学路程排成一列,最远的那个住在磨盘岭,来回要走四个钟头。",
    "镇里的木匠给候车亭钉了长凳,凳腿故意做矮,六岁的孩子坐下脚能着地。",
    "修车铺的老周每天收工前绕到车场,把四个轮子挨个踢一遍,听声音就知道气足不足。",
    "家长群里不谈成绩,只报平安,谁家孩子下车晚了五分钟,照管员就把电话打过去。",
    "去年冬天河面结冰,我们把发车时间往后推了一刻钟,早读改成了课间十分钟背一首诗。",
    "有个孩子晕车,照管员便让他坐在前排,兜里常备着一小块生姜。",
)


def piece(make: Make, name: str, text: str, **more: Any) -> tuple[ReuseText, str]:
    return make(name, text, **more), text


def run(*pieces: tuple[ReuseText, str], settings: ReuseSettings | None = None) -> Comparison:
    return compare([p for p, _ in pieces], {p.source: t for p, t in pieces}, settings or ReuseSettings())[0]


def reasons(comparison: Comparison) -> list[Exclusion | None]:
    return [a.excluded for a in comparison.alignments]


@pytest.mark.parametrize(("table", "number", "row"), ROWS, ids=[row["what"] for _, _, row in ROWS])
def test_rows_keep_their_examples(table: str, number: int, row: dict[str, Any]) -> None:
    pattern = patterns(table)[number]
    assert [t for t in row["matches"] if not pattern.search(t)] == []
    assert [t for t in row["rejects"] if pattern.search(t)] == []


def test_words_of_a_document_in_the_collection_do_not_count(make: Make) -> None:
    comparison = run(
        piece(make, "文件.txt", POLICY, document=True),
        piece(make, "甲.txt", OWN[0] + POLICY + OWN[1]),
        piece(make, "乙.txt", OWN[2] + OWN[3] + POLICY),
    )
    assert reasons(comparison) == ["document"] * 3
    assert {(p.counted, p.other_counted) for p in comparison.pairs} == {(0.0, 0.0)}
    assert comparison.clusters == ()
    assert [(s.piece, s.counted) for s in comparison.shares][1:] == [("甲.txt#1", 0.0), ("乙.txt#1", 0.0)]
    assert all(s.copied > 0.5 for s in comparison.shares)


def test_a_policy_text_beside_the_collection_is_not_listed_itself(make: Make) -> None:
    comparison = run(
        piece(make, "甲.txt", OWN[0] + POLICY + OWN[1]),
        piece(make, "乙.txt", OWN[2] + OWN[3] + POLICY),
        piece(make, "政策.txt", POLICY, role="exclusion", document=True),
    )
    assert [(p.left, p.right, p.counted) for p in comparison.pairs] == [("甲.txt#1", "乙.txt#1", 0.0)]
    assert reasons(comparison) == ["document"]
    assert [s.piece for s in comparison.shares] == ["甲.txt#1", "乙.txt#1"]


def test_text_of_the_template_does_not_count(make: Make) -> None:
    comparison = run(
        piece(make, "甲.txt", POLICY + OWN[1]),
        piece(make, "乙.txt", POLICY + OWN[2]),
        piece(make, "模板.txt", POLICY, role="exclusion"),
    )
    assert reasons(comparison) == ["template"]
    assert comparison.clusters == ()


def test_own_words_beside_a_document_still_count(make: Make) -> None:
    shared = "".join(OWN[:4])
    comparison = run(
        piece(make, "文件.txt", POLICY, document=True),
        piece(make, "甲.txt", POLICY + shared),
        piece(make, "乙.txt", POLICY + shared),
    )
    assert comparison.alignments[-1].excluded is None
    assert [c.members for c in comparison.clusters] == [("甲.txt#1", "乙.txt#1")]


def test_a_document_handed_in_twice_is_a_duplicate(make: Make) -> None:
    comparison = run(
        piece(make, "文件.txt", POLICY, document=True),
        piece(make, "文件的副本.txt", POLICY + "印发。", document=True),
        piece(make, "误判为报告.txt", POLICY.replace("三十米", "五十米")),
    )
    assert reasons(comparison) == [None] * 3
    assert len(comparison.clusters[0].members) == 3


def test_what_counts_is_a_setting(make: Make) -> None:
    pieces = (
        piece(make, "文件.txt", POLICY, document=True),
        piece(make, "甲.txt", OWN[0] + OWN[1] + OWN[2] + POLICY),
    )
    assert reasons(run(*pieces, settings=ReuseSettings(exclude=frozenset()))) == [None]
    assert run(*pieces, settings=ReuseSettings(exclude=frozenset())).pairs[0].counted is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("《石门市校车条例》第七条规定:", ""),
        ("会议强调,", ""),
        ("文件要求:“", "”"),
    ],
)
def test_pieces_that_quote_the_same_words_are_no_copies(make: Make, before: str, after: str) -> None:
    words = POLICY.replace("。", ";").rstrip(";") + "。"
    quote = before + words + after
    comparison = run(
        piece(make, "甲.txt", OWN[0] + "\n" + quote + "\n" + OWN[1]),
        piece(make, "乙.txt", OWN[2] + "\n" + quote + "\n" + OWN[3]),
    )
    assert set(reasons(comparison)) <= {"quotation"}
    assert comparison.clusters == ()
    assert all(s.counted == 0 for s in comparison.shares)


def test_a_quotation_that_reaches_out_of_the_passage_is_seen() -> None:
    text = "他说“" + OWN[1] + OWN[2] + "”。"
    assert [s.of(text)[:2] for s in quotation_spans(text, 20, 40)] == ["“镇"]


FORM = (
    "一、校车与照管情况(请各单位对照下列问题逐项填写,没有的项目写无,不得空着不填,也不要粘贴总结中的文字)",
    "1.本县最远的学生上学路程有多远,途中要过几条河、几道岭,平时由谁接送,遇到大雾和结冰的日子怎么办?",
    "2.候车点是怎样选定的,有没有请家长一起走过一遍,雨雪天孩子站在哪里等车,夜里有没有灯?",
    "3.照管员由谁聘用,上岗以前学过哪些急救本领,工资从哪里支出,请假的时候由谁顶替?",
    "二、请写出一件做得最满意的小事和一件想做而没有做成的事,每件不超过一百字,写清时间、地点和人",
)
ANSWERS = (
    ("磨盘岭的孩子来回走四个钟头,由舅舅骑摩托送到山口。", "木匠钉的长凳摆在祠堂门前,雪天大家进祠堂等。", "由村里的寡嫂轮着来,钱从福利金里出。", "最满意的是长凳做矮了,没做成的是桥。"),
    ("白水湾靠渡船,船老大早晚各跑一趟,风大就歇。", "选在码头的票房,票房漏雨,今年补了瓦。", "船老大的女儿兼着,学校按月给米。", "满意的是救生衣一人一件,遗憾是船还是木头的。"),
    ("柳林子的娃娃骑毛驴,驴是合作社借的。", "候车点在供销社屋檐下,老板娘烧着炉子。", "聘了退伍兵小丁,工资走公用经费。", "高兴的是没有一个辍学,难办的是驴老了。"),
)  # fmt: skip


def filled(answers: tuple[str, ...]) -> str:
    return "\n".join(line for row in zip(FORM, (*answers, ""), strict=True) for line in row if line)


def test_one_form_filled_in_by_several_units_is_a_template(make: Make) -> None:
    pieces = [
        piece(make, f"{u}.txt", filled(a), unit=u) for u, a in zip(("甲县", "乙县", "丙县"), ANSWERS, strict=True)
    ]
    comparison = run(*pieces)
    assert set(reasons(comparison)) == {"template"}
    assert comparison.clusters == ()
    assert all(s.counted == 0 for s in comparison.shares)


def test_one_piece_handed_in_by_three_units_is_no_template(make: Make) -> None:
    text = filled(ANSWERS[0])
    pieces = [
        piece(make, f"{u}.txt", text.replace("磨盘岭", u + "岭"), unit=u) for u in ("甲县", "乙县", "丙县", "丁县")
    ]
    comparison = run(*pieces)
    assert set(reasons(comparison)) == {None}
    assert len(comparison.clusters[0].members) == 4


def test_a_sentence_that_many_units_have_is_a_formula(make: Make) -> None:
    stock = "凡是当年新招聘的年轻教师一律先到村小任教满三年,期满由中心校听课、查教案、问家长,三样都过关方可申请调回,不过关的再留一年。"
    more = OWN[:4]
    pieces = [piece(make, f"{i}.txt", text + stock, unit=f"{i}县") for i, text in enumerate(more)]
    comparison = run(*pieces)
    assert set(reasons(comparison)) == {"formula"}
    assert all(s.counted == 0 for s in comparison.shares)


def test_own_earlier_text_counts_unless_asked_for(make: Make) -> None:
    shared = OWN[0] + OWN[1]
    pieces = (
        piece(make, "今年.txt", shared + OWN[2], unit="青禾县"),
        piece(make, "去年.txt", shared + OWN[3], unit="青禾县", role="reference"),
        piece(make, "别家.txt", shared + OWN[4] + OWN[5], unit="白水县"),
    )
    assert set(reasons(run(*pieces))) == {None}
    own = run(*pieces, settings=ReuseSettings(exclude=frozenset(("own",))))
    assert sorted((p.left, p.right, p.counted == 0) for p in own.pairs) == [
        ("今年.txt#1", "别家.txt#1", False),
        ("今年.txt#1", "去年.txt#1", True),
        ("去年.txt#1", "别家.txt#1", False),
    ]


def test_a_piece_of_one_unit_handed_in_twice_stays_a_duplicate(make: Make) -> None:
    text = "".join(OWN)
    settings = ReuseSettings(exclude=frozenset(("own",)))
    comparison = run(
        piece(make, "一.txt", text, unit="青禾县"),
        piece(make, "一(修改稿).txt", text + "另附照片。", unit="青禾县"),
        settings=settings,
    )
    assert comparison.clusters[0].kept == "一(修改稿).txt#1"


def test_references_are_not_compared_with_each_other_nor_kept(make: Make) -> None:
    text = "".join(OWN)
    comparison = run(
        piece(make, "去年.txt", text, role="reference"),
        piece(make, "前年.txt", text + "完。", role="reference"),
        piece(make, "今年.txt", text.replace("四个钟头", "三个钟头")),
    )
    assert sorted((p.left, p.right, p.original) for p in comparison.pairs) == [
        ("前年.txt#1", "今年.txt#1", "left"),
        ("去年.txt#1", "今年.txt#1", "left"),
    ]
    assert comparison.clusters == ()
    (share,) = comparison.shares
    assert (share.piece, share.counted, share.largest_source) == ("今年.txt#1", 1.0, "去年.txt#1")


def notice(county: str, names: tuple[str, str, str], year: int, day: int) -> str:
    return (
        f"{county}人民政府关于{names[0]}等同志职务任免的通知\n各乡镇人民政府,县政府各工作部门:\n"
        f"经县人民政府第{day}次常务会议研究决定,任命{names[0]}同志为{county}教育局副局长,任命{names[1]}同志为{county}第一中学校长,"
        f"免去{names[2]}同志{county}第二中学校长职务。以上新任职同志试用期一年,试用期自任职之日起计算。\n"
        f"特此通知。\n{county}人民政府\n{year}年3月{day}日\n"
    )


def ceremony(county: str, who: str, day: int, guests: int) -> str:
    return (
        f"9月{day}日上午,{county}教师节庆祝大会在县影剧院隆重举行。县委书记{who}出席大会并讲话,各乡镇负责人、先进代表共{guests}余人参加大会。"
        f"大会宣读了表彰决定,为获奖的先进集体和先进个人颁发了奖牌和荣誉证书。{who}代表县委、县政府向全县广大教师致以节日的问候和崇高的敬意。"
    )


def test_notices_and_ceremonies_of_other_units_are_no_copies(make: Make) -> None:
    for texts in (
        (notice("青禾县", ("王小川", "李明", "赵国"), 2012, 6), notice("白水县", ("郑强", "冯雪", "陈东"), 2013, 9)),
        (ceremony("青禾县", "王小川", 9, 180) + OWN[0], ceremony("石门县", "李建国", 10, 240) + OWN[1]),
    ):
        comparison = run(*(piece(make, f"{i}.txt", t) for i, t in enumerate(texts)))
        assert set(reasons(comparison)) == {"formula"}
        assert comparison.clusters == ()


def opening(what: str, place: str, names: tuple[str, str], guests: int, own: str) -> str:
    return (
        f"{own}{what}仪式在{place}隆重举行。各村和各校共{guests}余人参加活动。"
        f"仪式上,{names[0]}宣布活动开始,{names[1]}宣读了表扬名单,为先进家庭颁发了奖状和证书。"
        f"{names[1]}在讲话中向坚守岗位的教师致以诚挚的问候。仪式在掌声中圆满结束。"
    )


def test_persons_without_a_title_tell_one_ceremony_from_another(make: Make) -> None:
    texts = (
        opening("护河日启动", "渡口小学", ("周远帆", "江一波"), 160, OWN[0]),
        opening("山歌节开幕", "镇中心广场", ("白雪", "高平"), 320, OWN[1]),
    )
    comparison = run(*(piece(make, f"{i}.txt", t) for i, t in enumerate(texts)))
    assert set(reasons(comparison)) == {"formula"}


def test_one_notice_handed_in_twice_is_a_duplicate(make: Make) -> None:
    text = notice("青禾县", ("王小川", "李明", "赵国"), 2012, 6)
    comparison = run(piece(make, "一.txt", text), piece(make, "二.txt", text + "(盖章)"))
    assert reasons(comparison) == [None]
    assert len(comparison.clusters) == 1


def test_a_renamed_report_is_no_notice(make: Make) -> None:
    text = "青禾县有12所村小。" + "".join(OWN[:3]) + "青禾县的王小川老师出席大会并讲话,200人参加。"
    other = text.replace("青禾县", "白水县").replace("12所", "31所").replace("王小川", "李建国").replace("200", "90")
    comparison = run(piece(make, "一.txt", text), piece(make, "二.txt", other))
    assert reasons(comparison) == [None]
