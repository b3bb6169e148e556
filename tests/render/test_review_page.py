"""The review page as HTML: rows, marks on both sides, what is folded; how it looks is tested in the browser."""

import re
from array import array

from jingyan.model.cleaning import Cleaning, Edit, apply
from jingyan.model.problem import Problem
from jingyan.model.script import Conversion, Repair
from jingyan.model.source import Source
from jingyan.model.span import Span
from jingyan.model.structure import Outline, Piece
from jingyan.render import review_page as page_module
from jingyan.render.facing_lines import facing_lines
from jingyan.render.review_page import RuleName, review_page

TEXT = "下載本文\n云溪县總結\n学校的.條件改善,发展高\n中教育。\n共有????所國小,提高\u200b質量。\n"
RULES = (
    RuleName("furniture", "网站文字", "不印。"),
    RuleName("stray_mark", "防复制符号", "去掉。"),
    RuleName("joined_line", "断行相接", "接上。"),
    RuleName("invisible", "看不见的字符", "去掉。"),
    RuleName("width", "半角标点", "换成全角。"),
)


def edit(rule: str, part: str, before: str, after: str = "") -> Edit:
    at = TEXT.index(part) + part.index(before)
    return Edit(rule, Span(at, at + len(before)), before, after)


CLEANING = Cleaning(
    "s",
    (
        Edit("furniture", Span(0, 5), "下載本文\n"),
        edit("stray_mark", "的.條", "."),
        edit("joined_line", "高\n中", "\n"),
        edit("invisible", "\u200b", "\u200b"),
    ),
)


def converted() -> Conversion:
    cleaned = apply(CLEANING, TEXT).text
    at = cleaned.index("國小")
    after = cleaned.replace("國小", "小学校").replace("總結", "总结").replace("條", "条").replace("質", "质")
    origin = array("I", [*range(at), at, at + 1, at + 1, *range(at + 2, len(cleaned))])
    return Conversion(after, origin, (Repair(Span(at, at + 2), "國小", "小学校", "word", 0.4),), 4)


DAMAGE = Problem("clean.mojibake", "warning", "s", "损坏", "", Span(TEXT.index("????"), TEXT.index("????") + 4))
PIECE = Piece("s", "1", Span(5, len(TEXT)), Span(10, len(TEXT)), "云溪县總結", organisation="云溪县教育局")


def page(text: str = TEXT, cleaning: Cleaning = CLEANING, conversion: Conversion | None = None) -> str:
    whole = conversion or Conversion(text, array("I", range(len(text))))
    source = Source("s", text, "text", "0", script="mixed")
    problems = (DAMAGE,) if text == TEXT else ()
    return review_page(
        source, cleaning, whole, Outline("s", (PIECE,)), title="来稿.txt", rules=RULES, problems=problems
    )


def plain(html: str) -> str:
    return re.sub(r"<small.*?</small>|<[^>]+>", "", html)


def test_rows_stand_against_each_other() -> None:
    facing = facing_lines(TEXT, CLEANING, converted(), (DAMAGE,))
    assert [(r.left.of(TEXT), r.right.of(facing.final)) for r in facing.rows] == [
        ("下載本文\n", ""),
        ("云溪县總結\n", "云溪县总结\n"),
        ("学校的.條件改善,发展高\n中教育。\n", "学校的条件改善,发展高中教育。\n"),
        ("共有????所國小,提高\u200b質量。\n", "共有????所小学校,提高质量。\n"),
    ]
    assert [(c.stop, c.look, c.left.of(TEXT), c.right.of(facing.final)) for c in facing.changes] == [
        (1, "del", "下載本文\n", ""),
        (2, "del", ".", ""),
        (3, "join", "\n", ""),
        (4, "hurt", "????", "????"),
        (5, "doubt", "國小", "小学校"),
        (6, "del", "\u200b", ""),
    ]


def test_every_change_is_marked_on_both_sides_with_its_rule() -> None:
    html = page(conversion=converted())
    body = html[html.index('<h2 id="lines">') :]
    for number, name in enumerate(["网站文字", "防复制符号", "断行相接", "损坏", "用词转换 请核对", "看不见的字符"], 1):
        assert len(re.findall(f'<mark class="c [^"]*" data-n="{number}"[^>]* title="{name}"', body)) == 2
        assert f'id="l{number}"' in body
        assert f'id="r{number}"' in body
    assert "〔U+200B〕" in body
    assert "发展高↵" not in plain(body[: body.index("发展高")])
    assert "云溪县總結" in body
    assert "云溪县教育局" in body
    assert "不在任何一篇之内" in body


def test_blanks_that_go_are_one_stop() -> None:
    text = "全 县 学 校 1200 所 达 标"
    gaps = [i for i, c in enumerate(text) if c == " " and text[i - 1] > "9" and text[i + 1] > "9"]
    cleaning = Cleaning("s", tuple(Edit("spaced_out", Span(i, i + 1), " ") for i in gaps))
    cleaned = apply(cleaning, text).text
    facing = facing_lines(text, cleaning, Conversion(cleaned, array("I", range(len(cleaned)))), ())
    assert {c.stop for c in facing.changes} == {1}


def test_widened_marks_are_shown_but_are_no_stops_and_lines_are_numbered() -> None:
    text = "云溪县总結\n\n全县,学校达标。\n"
    at = text.index(",")
    html = page(text, Cleaning("s", (Edit("width", Span(at, at + 1), ",", "，"),)))
    body = html[html.index('<h2 id="lines">') :]
    assert '<mark class="c width">,</mark>' in body
    assert 'class="c sub' not in body
    assert 'data-line="3"' in body
    assert 'id="next"' not in html


def test_hostile_text_stays_text() -> None:
    text = "<script>alert(1)</script>\u202e&nbsp;<b>\n\ud800坏\n"
    html = page(text, Cleaning("s", (Edit("invisible", Span(0, 8), "<script>"),)), None)
    assert "<script>alert" not in html
    assert "\u202e" not in html
    assert html.encode()


def test_a_long_text_shows_what_was_changed_and_says_what_it_leaves_out() -> None:
    lines = [f"第{i}行的文字说明学校的情况。\n" for i in range(page_module.WHOLE_TEXT // 12)]
    text = "".join(lines)
    at = text.index("第900行")
    html = page(text, Cleaning("s", (Edit("stray_mark", Span(at, at + 1), "第"),)))
    assert "第899行" in html
    assert "第901行" in html
    assert "第500行" not in html
    assert "此处略去没有改动的" in html


def test_nothing_to_clean() -> None:
    text = "云溪县總結\n学校达标。\n"
    assert "这份来稿没有需要清理的地方" in page(text, Cleaning("s"))
    assert "来稿里没有文字" in page("", Cleaning("s"))
