"""Broken lines: joined where a sentence goes on, left alone at headings and real ends."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingyan.model.span import Span
from jingyan.segment.joining import joins, unquoted
from jingyan.segment.lines import lines_of
from jingyan.segment.sentences import sentences
from jingyan.zh.words import crosses_word, segmenter

from .marked import Marked, marked_texts
from .samples import outline

SENTENCES = "全县学校都已达标。\n教师配备全部到位。\n群众对此十分满意。\n经费保障不断加强。\n校园环境明显改善。\n管理水平稳步提高。\n"


def broken(text: str) -> list[str]:
    return [
        text[span.start - 2 : span.start] + "|" + text[span.end : span.end + 2]
        for _, span in joins(lines_of(text), text)
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("加快发展高\n中阶段教育。", ["展高|中阶"]),
        ("县乡按1:\n1比例配套资金。", ["1:|1比"]),
        ("这一年,学校的各项\r\n\r\n  工作都有起色。", []),
        ("我们要缩小不同人\n\n群之间的差距,做到公平。", ["同人|群之"]),
        ("努力实现广大人民群众多年以来所期盼的教育公平正义和全面优质的\n“家门口上好学”目标。", ["质的|“家"]),
        ("新建校舍、\n运动场和食堂。", ["舍、|运动"]),
        ("一、加大投入力度\n县财政安排资金。", []),
        ("完善保障机制,夯实基础\n我县建立了机制。", []),
        ("具体做法是:\n抓好领导。", []),
        ("全县学校达标。\n教师到位。", []),
        ("青禾县教育局\n二〇一四年十二月", []),
        ("新校址已经于20\n23年8月交付。", ["20|23"]),
        ("全县学校共有教师2386\n2023年新招聘教师46人。", []),
        ("这三年里全县先后投入专项资金新建和改扩建农村寄宿制学校以及教学点1\n20所,面貌一新。", ["点1|20"]),
        ("工作安排见附表1\n2所学校除外。", []),
        (SENTENCES + "深入推进“名师班”\n办学经验,扩大影响。\n", ["班”|办学"]),
        (SENTENCES + "各级\n财政部门要落实经费。\n", ["各级|财政"]),
        (SENTENCES + "背景\n财政部门要落实经费。\n", []),
    ],
)
def test_breaks(text: str, wanted: list[str]) -> None:
    assert broken(text) == wanted


def test_hard_wrapped_text() -> None:
    body = "我县坚持优先发展教育,逐年增加投入,改善学校条件,并着力加强教师队伍建设,使全县学校面貌焕然一新,群众满意程度不断提高,社会各界给予充分肯定上级部门多次推广经验做法"
    text = "\n".join(body[i : i + 15] for i in range(0, len(body), 15)) + "。\n"
    assert len(broken(text)) == text.count("\n") - 1


def test_words_across_a_border() -> None:
    assert crosses_word("农村师", "资力量", segmenter())
    assert not crosses_word("发展水平", "全县学校", segmenter())
    assert "".join(segmenter().cut("推行县管校聘")) == "推行县管校聘"
    assert "县管校聘" in list(segmenter().cut("推行县管校聘"))


@pytest.mark.parametrize("marked", marked_texts("broken_texts.txt"), ids=lambda marked: marked.name)
def test_marked_texts(marked: Marked) -> None:
    found = outline(marked.text)[0].joins
    assert [marked.text.index("\n", span.start) for span in found] == list(marked.breaks)


PROSE = (
    "我县坚持优先发展教育,逐年增加投入,改善学校条件,并着力加强教师队伍建设,使全县学校面貌焕然一新,群众满意程度不断提高,社会各界给予充分肯定,"
    "上级部门多次推广我们的做法,先后有二十多个县市前来考察,今年秋季又有三所新学校投入使用,新增学位四千五百个,城区大班额全部消除,乡村学校"
    "的专任教师全部配齐,寄宿条件根本改善,辍学现象已经绝迹"
)


@given(
    width=st.integers(30, 42),
    indent=st.sampled_from(["", "  ", "    ", "　　"]),
    blank=st.booleans(),
    quote=st.sampled_from(["", "> "]),
)
def test_every_break_of_wrapped_text_is_joined(width: int, indent: str, blank: bool, quote: str) -> None:
    first = width - 2 if indent else width
    cuts = [0, *range(first, len(PROSE), width), len(PROSE)]
    lines = [PROSE[a:b] for a, b in itertools.pairwise(cuts)]
    lines = [line for line in lines if line]
    between = ("\n" + quote.rstrip() + "\n" if blank else "\n") + quote
    text = quote + indent + between.join(lines) + "。\n"
    assert len(joins(unquoted(lines_of(text)), text)) == len(lines) - 1


@given(
    st.lists(
        st.sampled_from(
            [
                "全县学校都已达标。",
                "教师配备全部到位!",
                "经费够用吗?",
                "(一)加强领导",
                "2.改善条件",
                "青禾县教育局",
                "2023年5月",
                "工作要求:",
            ]
        ),
        max_size=12,
    )
)
def test_good_line_ends_stay(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert joins(lines_of(text), text) == ()


def pages(*texts: str) -> str:
    """The texts as pages with a page number below each."""
    return "\n".join(f"{text}\n- {number} -" for number, text in enumerate(texts, 1)) + "\n"


@pytest.mark.parametrize(
    ("above", "below", "is_one"),
    [
        ("全村危房今年全部改造完毕,搬迁群众在春节以前住进了新", "房,家家户户贴上了春联。", True),
        ("巡护员每天步行二十公里,风雨无阻,把野生动物的足迹一一记录在", "册,已经写满了四十本。", True),
        ("合作社统一供种、统一施肥、", "统一销售,社员只管种好地。", True),
        ("全镇投入资金共计达到了3.", "6亿元,建成项目12个。", True),
        ("老船工们轮流值守,把渡口管得井井有条。", "学生过河都要穿救生衣,一人一件,从不例外。", False),
        ("老船工们轮流值守,把渡口管得井井有条。", "二、存在问题", False),
        ("渡口管得井井有条,具体做法是:", "一是定人。专人专管,责任到岗。", False),
        ("一、抓好水上安全", "老船工们轮流值守,把渡口管得井井有条,学生都很喜欢他们。", False),
    ],
)
def test_sentences_across_a_page_number(above: str, below: str, is_one: bool) -> None:
    first = "我镇地处库区,渡口众多,群众出行离不开船,安全管理历来是头等大事。\n镇里把渡口的事一件一件列出来办。\n"
    last = "下一步,我镇将继续完善设施,让群众出行更加放心,更加便捷。\n以上情况,请予审阅。"
    text = pages(first + above, below + "\n" + last, "渡口的日子一天比一天好,老百姓看在眼里,记在心上。")
    found = outline(text)[0]
    at = text.index("- 1 -")
    assert any(join.start <= at < join.end for join in found.joins) == is_one
    if is_one:
        kept = "".join(c for i, c in enumerate(text) if not any(j.start <= i < j.end for j in found.joins))
        assert above + below in kept
        whole = sentences(text, Span(0, len(text)), found.joins)
        assert any(span.start <= at < span.end for span in whole)


def test_headings_in_quoted_mail() -> None:
    text = (
        "工作汇报材料\n> 我镇地处库区,渡口众多,群众出行离不开船。\n> 一、抓好水上安全\n> 老船工们轮流值守,把渡口管得井井有条。\n"
        "> (一)定人\n> 专人专管,责任到岗。\n>> 二、存在问题\n>> 救生衣数量不足,更新不够及时。\n"
    )
    found = outline(text)[0]
    assert [(h.level, h.marker, h.title_span.of(text)) for h in found.headings] == [
        (1, "一、", "抓好水上安全"),
        (2, "(一)", "定人"),
        (1, "二、", "存在问题"),
    ]
