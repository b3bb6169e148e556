import re
import time
from dataclasses import replace

import pytest

from jingyan.model.decision import finding_code
from jingyan.model.extracts import Extracts, Figure
from jingyan.model.finding import Finding, Member
from jingyan.model.span import Span
from jingyan.render import findings_report as module
from jingyan.render.findings_report import findings_report
from jingyan.render.places import quote
from tests.render.material import Material, hostile, material, member


def page(m: Material) -> str:
    return findings_report(m.sources, m.pieces, m.findings, m.problems, title="汇编")


@pytest.fixture(scope="module")
def html() -> str:
    return page(material())


def test_equal_input_gives_an_equal_page(html: str) -> None:
    assert page(material()) == html


def test_counts_are_summed_up(html: str) -> None:
    tiles = dict(re.findall(r"<li><b>(\d+)</b><span>(.*?)</span>", html))
    assert {v: k for k, v in re.findall(r"<li><b>(\d+)</b><span>(.*?)</span>", html)} == {
        "条差错": "1",
        "条存疑": "1",
        "条提示": "1",
        "条核对无误": "1",
        "件未能读取": "2",
    }
    assert tiles


def test_findings_are_numbered_by_piece_gravest_first(html: str) -> None:
    assert re.findall(r'<div class="finding (\w+)" id="f([\d-]+)"', html) == [
        ("error", "4-1"),
        ("info", "4-2"),
        ("warning", "2-1"),
        ("right", "1-1"),
    ]


def test_every_place_is_quoted_and_linked_to_its_mark(html: str) -> None:
    links = re.findall(r'href="#(t[\d-]+)"', html)
    # The three figures of the wrong sum stand in one sentence, which is quoted once.
    assert len(links) == 1 + 2 + 1 + 2
    for anchor in links:
        assert html.count(f'id="{anchor}"') == 1
    sum_ = html[html.index('id="f4-1"') : html.index('id="f4-2"')]
    assert sum_.count('<mark class="f error">') == 3
    assert sum_.count("<q>") == 1
    assert "1号《书香润乡野 阅读助成长》" in html[html.index('id="f2-1"') : html.index('id="quiet"')]


def test_checked_and_right_is_folded_and_needs_no_answer(html: str) -> None:
    piece = html[html.index('<article class="piece" id="piece1"') :]
    assert '<details class="rights"><summary>核对无误 1 条' in piece
    assert "已改正" not in piece
    assert html.count("□ 已改正") == 3


def test_pieces_without_open_findings_are_folded_at_the_end(html: str) -> None:
    quiet = html[html.index('<details class="card quiet" id="quiet">') :]
    assert "没有需要答复的意见的 4 篇" in quiet
    assert "没有任何意见的 3 篇" in quiet
    assert "一盏灯照亮晚归路" in quiet
    assert re.findall(r'<article class="piece" id="(\w+)"', quiet) == ["piece1"]
    assert re.findall(r'<a href="#piece(\d+)"', html) == ["4", "2"]


def test_pieces_left_out_of_the_volume_are_marked() -> None:
    m = material()
    html = findings_report(m.sources, m.pieces, m.findings, m.problems, title="汇编", plan=m.plan)
    assert "未收入汇编" in html[html.index('id="piece2"') : html.index('id="f2-1"')]
    assert "未收入汇编" not in html[html.index('id="piece4"') : html.index('id="f4-1"')]
    assert "未收入汇编" not in page(m)


def test_a_collection_without_open_findings_says_so() -> None:
    m = material()
    html = findings_report(m.sources, m.pieces, (), (), title="汇编", plan=None)
    assert "没有需要答复的意见的 6 篇" in html
    assert "<article" not in html


def test_hostile_names_and_texts_stay_text() -> None:
    html = page(hostile())
    assert html.count("<script") == 1
    assert "<img" not in html
    assert "{{7*7}}" in html
    assert "\u202e" not in html
    html.encode()


def test_findings_beyond_the_cap_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "OPINIONS_SHOWN", 2)
    html = page(material())
    assert html.count('<div class="finding ') == 3
    assert "另有 1 条未列出" in html


def test_long_pieces_are_shown_around_their_marks() -> None:
    m = material()
    text = "读" * 20_000 + "五所" + "书" * 20_000
    source = replace(m.sources[0], text=text)
    piece = replace(m.pieces[0], span=Span(0, len(text)), body=Span(0, len(text)))
    finding = Finding("x", "error", "inconsistent", "", "有出入。", "", (member(source, "五所"),))
    html = findings_report((source,), (piece,), (finding,), (), title="长")
    assert re.search(r"前面略去 19,\d{3} 字", html)
    assert len(html) < 60_000


def test_members_outside_every_piece_are_still_quoted() -> None:
    m = material()
    finding = Finding("x", "error", "inconsistent", "", "有出入。", "", (Member("没有.txt", None, Span(0, 2), "五所"),))
    html = findings_report(m.sources, m.pieces, (finding,), (), title="外")
    assert "不在任何一篇之内" in html
    assert "五所</mark>" in html


def test_places_beyond_the_cap_are_not_marked_but_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SPOTS_MARKED", 1)
    html = page(material())
    assert "另有 4 处没有标出" in html
    for anchor in re.findall(r'href="#(t[\d-]+)"', html):
        assert html.count(f'id="{anchor}"') == 1


def test_a_hostile_number_of_places_takes_no_long_time() -> None:
    size, count = 60, 20_000
    text = "".join(f"{i % 10_000:05d}" + "教" * (size - 5) for i in range(count))
    source = replace(material().sources[0], text=text)
    piece = replace(material().pieces[0], span=Span(0, len(text)), body=Span(0, len(text)))
    spots = [Member(source.path, None, Span(i * size, i * size + 5), "") for i in range(count)]
    findings = tuple(
        Finding("x", "error", "inconsistent", "", "有出入。", "", tuple(spots[i : i + 20])) for i in range(0, count, 20)
    )
    begin = time.process_time()
    html = findings_report((source,), (piece,), findings, (), title="长")
    assert time.process_time() - begin < 5
    assert len(html.encode()) < 5_000_000


def settled_page() -> str:
    m = material()
    verdict = ("已更正", "已换页", "2026-11-22")
    settled = {finding_code(m.findings[0]): verdict}
    return findings_report(
        m.sources, m.pieces, m.findings, m.problems, title="汇编", extracts=m.extracts, settled=settled
    )


def test_settled_findings_are_folded_and_keep_their_number() -> None:
    html = settled_page()
    piece = html[html.index('<article class="piece" id="piece4"') :]
    piece = piece[: piece.index("</article>")]
    folded = piece[piece.index('<details class="settled"><summary>已处理 1 条') :]
    assert 'id="f4-1"' in folded
    assert "<b>已更正</b> <bdi>已换页</bdi> 2026-11-22" in folded
    assert 'id="f4-2"' in piece[: piece.index('<details class="settled">')]
    assert "<li><b>1</b><span>条已处理</span></li>" in html


def test_every_place_tells_its_paragraph(html: str) -> None:
    sum_ = html[html.index('id="f4-1"') : html.index('id="f4-2"')]
    assert "<bdi>第3段</bdi>" in sum_
    # In another piece the piece is named as well.
    assert "1号《书香润乡野 阅读助成长》第" in html[html.index('id="f2-1"') :]


def test_figures_are_marked_in_the_text_by_kind_and_tell_their_value() -> None:
    html = settled_page()
    assert '<button id="figures"' in html
    assert re.search(r'<mark class="g g-\w"[^>]* title="[^"]+">', html)
    assert "指标：" in html
    colours = re.search(r'<p class="colours".*?</p>', html)
    assert colours is not None
    assert "核对无误" in colours[0]


def test_a_page_without_figures_has_no_button(html: str) -> None:
    assert 'id="figures"' not in html
    assert '<p class="colours"' not in html


def test_figures_share_the_note_of_a_finding_on_them() -> None:
    m = material()
    source = m.sources[3]
    at = member(source, "31片")
    figure = Figure(source.path, "1", at.span, "count", 31, "片", indicator="操场")
    extracts = (Extracts(source.path, (figure,)),)
    html = findings_report(m.sources, m.pieces, m.findings, (), title="汇编", extracts=extracts)
    assert re.search(r'title="各分项之和[^"]*\n数量 31片；指标：操场"', html)


def test_notices_alone_take_no_printed_page() -> None:
    m = material()
    notices = tuple(p for p in m.problems if p.severity != "unreadable")
    assert notices
    html = findings_report(m.sources, m.pieces, m.findings, notices, title="汇编")
    assert '<section class="card notices" id="problems"><h2>其他提示</h2>' in html
    assert "未能读取" not in html


def test_a_long_quotation_is_shortened_between_its_places() -> None:
    text = "".join(f"第{i}处" + "教育均衡" * 10 for i in range(8))
    spans = [Span(m.start(), m.end()) for m in re.finditer("第.处", text)]
    parts = quote(text, spans, 20)
    assert [t for t, hit in parts if hit] == [f"第{i}处" for i in range(8)]
    assert sum(len(t) for t, _ in parts) < 8 * (3 + 26) + 30
    assert all(len(t) < 26 for t, hit in parts if not hit)
    assert quote(text, spans[:3], 20)[1][0] == "教育均衡" * 10
