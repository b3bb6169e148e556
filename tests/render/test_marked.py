import html
import re

from hypothesis import given
from hypothesis import strategies as st

from jingyan.model.span import Span
from jingyan.render.foreign import one_line, printable
from jingyan.render.marked import Flag, Mark, Post, paint

TEXT = st.text(alphabet="甲乙丙<>&\"' \n。", max_size=40)


@st.composite
def painted(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    text = draw(TEXT)
    places = st.integers(0, len(text))
    spans = draw(st.lists(st.tuples(places, places), max_size=6))
    return text, [Mark(Span(min(s), max(s)), "m", str(i)) for i, s in enumerate(spans)]


def plain(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", markup))


@given(painted())
def test_painting_keeps_every_character(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    markup = paint(text, (Span(0, len(text)),), marks)
    assert re.sub(r"\s", "", plain(markup)) == re.sub(r"\s", "", text)
    assert markup.count("<mark") == markup.count("</mark>")


@given(painted())
def test_each_mark_that_no_later_one_covers_is_drawn_whole(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    last = [m for m in marks if len(m.span)][-1:]
    markup = paint(text, (Span(0, len(text)),), [m for m in marks if len(m.span)])
    for mark in last:
        drawn = re.findall(rf'<mark class="m" data-s="{mark.key}">(.*?)</mark>', markup)
        expected = mark.span.of(text).replace("\n", "")
        assert expected.strip() == "" or html.unescape("".join(drawn)).strip() == expected.strip()


def test_stretches_left_out_are_counted() -> None:
    markup = paint("一二三四五六七八九十", (Span(0, 2), Span(5, 7)))
    assert markup == '<p>一二</p><p class="gap">…… 此处略去 3 字 ……</p><p>六七</p>'


def test_a_mark_over_a_line_end_is_closed_and_opened_again() -> None:
    assert paint("甲乙\n丙丁", (Span(0, 5),), (Mark(Span(1, 4), "m"),)) == (
        '<p>甲<mark class="m">乙</mark></p><p><mark class="m">丙</mark>丁</p>'
    )


def test_flags_posts_and_empty_marks_stand_before_their_character() -> None:
    marks = (Mark(Span(1, 1), "s name", "1-0", '对方"写作"'),)
    markup = paint("甲乙", (Span(0, 2),), marks, (Flag(0, "a", "b", "1"),), (Post(2, "1.1", changed=True),))
    assert markup == (
        '<p><a class="n" id="a" href="#b" data-k="1">1</a>甲'
        '<mark class="s name gone" data-s="1-0" title="对方&#34;写作&#34;"></mark>乙<i class="a c" data-k="1.1"></i></p>'
    )


@given(st.text())
def test_printable_keeps_the_length_and_can_be_written(text: str) -> None:
    shown = printable(text + "\ud800\u202e\x00\r")
    assert len(shown) == len(text) + 4
    shown.encode()


def test_one_line_cuts_with_an_ellipsis() -> None:
    assert one_line(" 甲\n乙  丙 ") == "甲 乙 丙"
    assert one_line("字" * 90) == "字" * 79 + "…"
