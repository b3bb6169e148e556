"""Broken lines: joined where a sentence goes on, left alone at headings and real ends."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingyan.segment.joining import joins
from jingyan.segment.lines import lines_of
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
    assert len(joins(lines_of(text), text)) == len(lines) - 1


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
