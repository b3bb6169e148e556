"""What the copy report tells beside the passages: what counts, originals, references, verdicts, repeats, pictures."""

import re
from dataclasses import replace

import pytest

from jingyan.model.reuse import Alignment, Passage
from jingyan.model.span import Span
from jingyan.render import copy_report as module
from jingyan.render import network as network_module
from jingyan.render import svg
from jingyan.render.catalogue import Catalogue
from jingyan.render.copy_report import copy_report
from jingyan.render.differing import differing_words, gaps
from jingyan.render.network import network
from jingyan.render.shares import Stretch, counted_shares
from tests.render.material import material
from tests.render.reuse_material import Reuse, reuse_material


def page(m: Reuse) -> str:
    return copy_report(
        m.sources, m.pieces, m.comparison, (), None,
        title="汇编", readings=m.readings, references=m.references, verdicts=m.verdicts,
    )  # fmt: skip


@pytest.fixture(scope="module")
def html() -> str:
    return page(reuse_material())


def row(html: str, id_: str) -> str:
    found = re.search(rf'<tr id="{id_}">(.*?)</tr>', html, re.DOTALL)
    assert found
    return found.group(1)


def pair(html: str, number: int) -> str:
    return html[html.index(f'id="pair{number}"') :].split("</article>", maxsplit=1)[0]


def test_a_piece_tells_what_counts_and_everything(html: str) -> None:
    quoted = row(html, "piece4")
    assert 'data-k="0" data-v="0% 51%">0%</b>' in quoted
    assert '<td class="r">51%</td>' in quoted
    assert 'class="hit x-quotation"' in quoted
    assert "data-v" not in row(html, "piece1")
    assert '<b>88%</b> <a href="#pair4">' in row(html, "piece6")


def test_kinds_that_do_not_count_are_explained_with_numbers(html: str) -> None:
    kinds = html[html.index('<ul class="kinds">') :].split("</ul>", maxsplit=1)[0]
    assert kinds.count("<li>") == 1
    assert "不计入<b>引文</b></label>：1 处，来稿中 " in kinds
    assert "引号" in kinds
    assert "这一批没有不计入的相同文字" not in html


def test_without_such_text_the_page_says_so() -> None:
    m = material()
    html = copy_report(m.sources, m.pieces, m.comparison, (), None, title="汇编", readings=m.readings)
    assert "这一批没有不计入的相同文字" in html
    assert 'class="kinds"' not in html


def test_passages_that_do_not_count_look_different(html: str) -> None:
    quoted = pair(html, 3)
    assert '<mark class="x x-quotation">' in quoted
    assert "不计入：引文" in quoted
    assert '4号有 <b class="live"' in quoted
    assert "（连不计入的共 51%）" in quoted


def test_a_pair_names_the_likelier_original_and_why(html: str) -> None:
    assert "较可能的原稿：1号《书香润乡野 阅读助成长》。依据：02 里还留着“澜川县”" in pair(html, 2)
    assert "较可能的原稿：不能判断" in pair(html, 3)


def test_references_are_told_from_submissions(html: str) -> None:
    tiles = {what: int(n) for n, what in re.findall(r"<li><b>(\d+)</b><span>(.*?)</span>", html)}
    assert tiles["篇参加比对"] == 6
    assert tiles["篇参照材料（只比对，不入汇编）"] == 2
    assert "参照1号" in row(html, "ref1")
    assert 'id="ref2"' not in html
    assert 'id="piece7"' not in html
    # The submitted piece stands on the left, whichever side comparison gave it.
    four = pair(html, 4)
    assert re.search(r"第 4 对：<bdi>6号.*?参照1号", four)
    assert "较可能的原稿：参照1号" in four
    assert '<span class="tag ref">参照</span>' in four


def test_verdicts_are_shown_where_they_were_given(html: str) -> None:
    assert "<b><bdi>雷同退稿</bdi></b>，<bdi>已电话告知</bdi>（2026-11-20）" in pair(html, 2)
    assert "处理意见" not in pair(html, 1)
    cluster = html[html.index('id="cluster1"') : html.index('id="cluster2"')]
    assert "<b><bdi>保留</bdi></b>（2026-11-21）" in cluster
    assert "<li><b>1</b><span>对已有处理意见</span>" in html


def test_repeats_stand_in_a_section_of_their_own(html: str) -> None:
    repeats = html[html.index('id="repeats"') :].split("</section>", maxsplit=1)[0]
    assert repeats.count("云溪市把乡村学校阅读作为提升教育质量的抓手") == 2
    assert "不算与别篇雷同" in repeats


def test_marks_of_swaps_say_what_their_colour_means(html: str) -> None:
    goals = set(re.findall(r'aria-describedby="([^"]+)"', html))
    assert goals == {"d-num", "d-name"}
    assert all(f'<span id="{goal}">' in html for goal in goals)
    assert "aria-label" not in "".join(re.findall(r"<mark[^>]*>", html))


def test_the_network_draws_one_node_a_piece_and_one_line_a_strong_pair(html: str) -> None:
    drawn = html[html.index('<svg class="network"') :].split("</svg>", maxsplit=1)[0]
    strong = [p for p in reuse_material().comparison.pairs if (p.counted is None) and p.containment >= 0.3]
    assert drawn.count('class="edge"') == len(strong) == 3
    assert drawn.count("<circle") == 4
    assert drawn.count("<rect") == 1
    assert drawn.count(" kept") == 1


def test_a_large_group_is_cut_and_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    m = material()
    monkeypatch.setattr(network_module, "NODES", 2)
    made = network(Catalogue(m.sources, m.pieces, m.comparison, None))
    assert (len(made.nodes), made.left_out, made.groups) == (4, 1, 2)
    monkeypatch.setattr(network_module, "GROUPS", 1)
    assert network(Catalogue(m.sources, m.pieces, m.comparison, None)).groups_left_out == 1


def test_nodes_of_a_picture_never_overlap() -> None:
    m = reuse_material()
    nodes = network(Catalogue(m.sources, m.pieces, m.comparison, None)).nodes
    for i, a in enumerate(nodes):
        for b in nodes[:i]:
            assert (a.x - b.x) ** 2 + (a.y - b.y) ** 2 > 30**2


def test_histogram_counts_every_share_once() -> None:
    columns = svg.histogram([0, 0.004, 0.05, 0.1, 0.55, 0.999, 1.0])
    assert [c.count for c in columns] == [1, 2, 1, 0, 0, 0, 1, 0, 0, 0, 2]
    assert columns[0].above == 7
    assert columns[10].above == 2


def test_faint_cells_are_left_out_and_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(svg, "MATRIX_CELLS", 4)
    m = material()
    html = copy_report(m.sources, m.pieces, m.comparison, (), None, title="汇编")
    assert html.count('<rect class="cell') == 4
    assert "只画 80% 以上的格子，有 2 格没有画" in html


def test_shares_are_worked_out_for_every_choice() -> None:
    text = "甲" * 100
    stretches = (
        Stretch(Span(0, 20)),
        Stretch(Span(10, 40), "formula"),
        Stretch(Span(35, 60), "quotation"),
    )
    made = counted_shares(text, Span(0, 100), stretches)
    assert made.kinds == ("formula", "quotation")
    assert made.values == (0.2, 0.4, 0.45, 0.6)
    told = counted_shares(text, Span(0, 100), stretches, everything=0.62, counted=0.21)
    assert told.values == (0.21, 0.4, 0.45, 0.62)


def words(left: str, right: str) -> tuple[list[str], list[str]]:
    ours, theirs = differing_words(left, right, [Span(0, len(left))], [Span(0, len(right))])
    return [w.span.of(left) for w in ours], [w.span.of(right) for w in theirs]


@pytest.mark.parametrize(
    ("left", "right", "ours", "theirs"),
    [
        ("购置电脑320台,价值56万元", "添了电脑418台,花费91.5万元", ["320台", "56万元"], ["418台", "91.5万元"]),
        ("三年内建成十二所寄宿制学校", "两年建好二十三所完全小学", ["十二所"], ["二十三所"]),
        ("占百分之八十五", "占92%", ["百分之八十五"], ["92%"]),
        ("九江市先走一步", "景德镇市迎头赶上", ["九江市"], ["景德镇市"]),
        ("经费1,200元", "经费只有1200元整", [], []),
        ("图书12万册,下同", "又有图书12万册", [], []),
        ("天天都有进步", "年年都有收获", [], []),
    ],
)
def test_figures_and_names_in_rewritten_text_are_found(
    left: str, right: str, ours: list[str], theirs: list[str]
) -> None:
    assert words(left, right) == (ours, theirs)


def test_a_figure_that_was_cut_apart_on_the_other_side_is_found() -> None:
    left, right = "到2011年全部建成", "到20上半11年全部建成"
    ours, theirs = differing_words(left, right, [Span(3, 3)], [Span(3, 5)])
    assert [w.span.of(left) for w in ours] == ["2011年"]
    assert theirs == ()


def test_only_short_gaps_that_follow_on_both_sides_lie_between_passages() -> None:
    def aligned(a: int, b: int, c: int, d: int) -> Alignment:
        return Alignment(Passage("甲", "1", Span(a, b)), Passage("乙", "1", Span(c, d)), 1.0, ())

    first, second = aligned(0, 50, 0, 50), aligned(55, 90, 54, 90)
    assert gaps((first, second)) == ((Span(50, 55), Span(50, 54)),)
    assert gaps((first, aligned(55, 90, 200, 240))) == ()
    assert gaps((first, aligned(50, 90, 50, 90))) == ()


def test_two_pieces_alone_need_no_pictures() -> None:
    m = material()
    comparison = m.comparison.__class__(m.comparison.alignments[:3], m.comparison.pairs[1:2])
    html = copy_report(m.sources[:2], m.pieces[:2], comparison, (), None, title="两篇")
    assert "<summary>怎样看这份报告</summary>" in html
    assert 'id="matrix"' not in html
    assert 'id="network"' not in html
    assert html.count("<article") == 1


def test_a_group_of_copies_leaves_room_for_the_next_group(monkeypatch: pytest.MonkeyPatch) -> None:
    m = material()
    ids = [p.id for p in m.pieces]
    first, second, third = m.comparison.pairs
    # Three copies of one text make three strong pairs; two of them connect all three pieces.
    between = replace(second, left=ids[1], right=ids[2])
    comparison = replace(m.comparison, pairs=(first, second, between, third))
    monkeypatch.setattr(module, "PAIRS_IN_FULL", 3)
    html = copy_report(m.sources, m.pieces, comparison, (), None, title="组")
    assert re.findall(r'<article class="pair[^>]*id="pair(\d)"', html) == ["1", "2", "4"]
    rest = html[html.index('id="rest"') :]
    assert '<td class="r">3</td>' in rest
    assert "共 4 对，雷同最多的 3 对给出原文对照" in html


def test_a_figure_in_the_gap_between_two_passages_is_coloured_on_both_sides() -> None:
    m = material()
    left, right = m.sources[0], m.sources[1]
    head = m.comparison.alignments[0]
    one, two = "360万元", "152万元"
    i, j = left.text.index(one), right.text.index(two)
    cut = (
        Alignment(Passage(left.path, "1", Span(0, i)), Passage(right.path, "1", Span(0, j)), 0.9, ("edited",)),
        Alignment(
            Passage(left.path, "1", Span(i + len(one), head.left.span.end)),
            Passage(right.path, "1", Span(j + len(two), head.right.span.end)),
            0.9,
            ("edited",),
        ),
    )
    comparison = m.comparison.__class__(cut, m.comparison.pairs[1:2])
    html = copy_report(m.sources[:2], m.pieces[:2], comparison, (), None, title="隙")
    assert re.search(r'<mark class="s num" data-s="g0-0"[^>]*对方写作“152万元”">360万元</mark>', html)
    assert re.search(r'<mark class="s num" data-s="g0-0"[^>]*对方写作“360万元”">152万元</mark>', html)
