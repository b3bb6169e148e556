import re
from dataclasses import replace

import pytest

from jingyan.model.reuse import Alignment, Comparison, Passage, PiecePair, Substitution
from jingyan.model.source import Source
from jingyan.model.span import Span
from jingyan.model.structure import Piece
from jingyan.model.volume import VolumePlan
from jingyan.render import copy_report as module
from jingyan.render.copy_report import copy_report
from tests.render.material import Material, hostile, material


def page(m: Material) -> str:
    return copy_report(m.sources, m.pieces, m.comparison, m.problems, m.plan, title="汇编", readings=m.readings)


@pytest.fixture(scope="module")
def html() -> str:
    return page(material())


def test_equal_input_gives_an_equal_page(html: str) -> None:
    assert page(material()) == html


def test_the_page_needs_nothing_from_outside(html: str) -> None:
    assert not re.search(r"(?:src|href)=\"(?!#|data:,)", html)
    assert "http:" not in html
    assert "https:" not in html
    assert "url(" not in html
    assert "default-src &#39;none&#39;" in html


def test_inputs_that_could_not_be_read_are_named(html: str) -> None:
    assert "有 2 个文件未能读取" in html
    assert "来稿/07 加密.docx" in html
    assert "请索要可编辑的文字稿。" in html


def test_every_piece_has_a_row_with_its_numbers(html: str) -> None:
    rows = re.findall(r'<tr id="piece(\d+)">(.*?)</tr>', html, re.DOTALL)
    assert [n for n, _ in rows] == list("123456")
    assert "<b>51%</b>" in rows[3][1]
    assert "各地做法摘编" in rows[3][1]
    assert '<span class="tag trad">繁</span>' in rows[2][1]
    assert "<b>0%</b>" in rows[5][1]


def test_the_matrix_draws_one_cell_for_each_side_of_each_pair(html: str) -> None:
    m = material()
    cells = re.findall(r'<rect class="cell h\d"[^>]*/>(<text[^>]*>\d+</text>)?', html)
    shares = [s for p in m.comparison.pairs for s in (p.containment, p.other_containment)]
    assert len(cells) == len(shares)
    assert sum(bool(text) for text in cells) == sum(s >= 0.2 for s in shares)


def test_a_cluster_names_the_piece_to_keep_and_what_the_volume_did(html: str) -> None:
    cluster = html[html.index('id="cluster1"') : html.index('id="cluster2"')]
    assert "建议保留 <b><bdi>1号《书香润乡野 阅读助成长》" in cluster
    assert "属换名套用。" in cluster
    assert "以1号《书香润乡野 阅读助成长》为准" in cluster
    assert "收入经验篇" in cluster


def test_a_pair_tells_why_it_is_similar_and_counts_the_swaps(html: str) -> None:
    assert "相同片段 3 处，同句 10、改句 11，换名 6（地名 3、单位名 3），改数 7，改日期 1，文字有改动" in html
    assert "<bdi>云溪市</bdi> → <bdi>澜川县</bdi> <b>×3</b>" in html
    assert "<bdi>126所</bdi> → <bdi>58所</bdi> <b>×2</b>" in html


def test_every_substitution_is_marked_on_both_sides(html: str) -> None:
    pair = html[html.index('id="pair2"') : html.index('id="pair3"')]
    left, right = re.split(r'id="p2r"', pair.split('class="rowview"')[0])
    for side in (left, right, pair.split('class="rowview"')[1]):
        keys = set(re.findall(r'<mark class="s (?:name|num)" data-s="([\d-]+)"', side))
        assert len(keys) == 14
    assert re.search(
        r'<mark class="s num"[^>]*title="数据:对方写作“58所”">126所</mark>'.replace(":", "\N{FULLWIDTH COLON}"), left
    )


def test_a_swap_that_reaches_over_the_edge_of_its_passage_is_marked_whole_everywhere() -> None:
    m = material()
    first, *others = m.comparison.alignments
    swap = first.substitutions[-1]
    cut = replace(
        first,
        left=replace(first.left, span=Span(0, swap.span.end - 1)),
        right=replace(first.right, span=Span(0, swap.other_span.end - 1)),
    )
    html = page(replace(m, comparison=replace(m.comparison, alignments=(cut, *others))))
    pair = html[html.index('id="pair2"') : html.index('id="pair3"')]
    assert pair.count(f">{swap.text}</mark>") == pair.count(f">{swap.other_text}</mark>") == 2


def test_other_edits_are_told_from_equal_text(html: str) -> None:
    assert '<mark class="e">许多</mark>' in html
    assert '<mark class="e">不少</mark>' in html


def test_a_traditional_copy_is_compared_by_its_reading_and_shown_as_written(html: str) -> None:
    pair = html[html.index('id="pair1"') : html.index('id="pair2"')]
    assert '<mark class="e">' not in pair.split('class="paneview')[1]
    assert 'lang="zh-Hant"' in pair
    assert "書香潤鄉野" in pair
    assert "繁体原文" in pair


def test_without_readings_a_traditional_copy_is_not_covered_with_marks() -> None:
    html = page(replace(material(), readings={}))
    pair = html[html.index('id="pair1"') : html.index('id="pair2"')]
    assert '<mark class="e">' not in pair.split('class="paneview')[1]


def test_a_comparison_of_two_files_says_nothing_of_a_volume() -> None:
    html = page(replace(material(), plan=VolumePlan("两篇", ())))
    assert "未编入" not in html


def test_the_report_gives_no_verdict_from_a_number(html: str) -> None:
    assert "只凭比例不能认定抄袭" in html


def test_hostile_names_and_texts_stay_text() -> None:
    html = page(hostile())
    assert html.count("<script") == 1
    assert html.count("</script>") == 1
    assert "<img" not in html
    assert "alert(1)</" not in html.replace("&lt;", "")
    assert "{{7*7}}" in html
    assert "49}" not in html
    assert "\u202e" not in html
    assert "\x00" not in html
    html.encode()


def test_an_empty_collection_still_makes_a_page() -> None:
    html = copy_report((), (), Comparison(), (), VolumePlan("无", ()), title="无")
    assert "没有发现互相雷同的篇目" in html


def many(count: int, text: str) -> tuple[tuple[Source, ...], tuple[Piece, ...], Comparison]:
    """`count` sources of one text, each piece paired with its follower."""
    sources = tuple(Source(f"{i:03}.txt", text, "text", f"{i:064}") for i in range(count))
    pieces = tuple(
        Piece(s.path, "1", Span(0, len(text)), Span(0, len(text)), f"第{i}篇") for i, s in enumerate(sources)
    )
    passages = [Passage(s.path, "1", Span(0, len(text))) for s in sources]
    swap = Substitution("figure", text[:2], Span(0, 2), text[:2], Span(0, 2))
    pairs = tuple(
        PiecePair(pieces[i].id, pieces[i + 1].id, 1.0, 1.0, 1.0, ("identical",), 1, len(text)) for i in range(count - 1)
    )
    alignments = tuple(Alignment(passages[i], passages[i + 1], 1.0, ("identical",), (swap,)) for i in range(count - 1))
    return sources, pieces, Comparison(alignments, pairs)


def test_pairs_beyond_the_cap_are_listed_and_counted() -> None:
    sources, pieces, comparison = many(
        module.PAIRS_IN_FULL + module.PAIRS_LISTED + 4, "今天下了一场小雨,街上没有行人。"
    )
    html = copy_report(sources, pieces, comparison, (), None, title="多")
    assert html.count('<article class="pair') == module.PAIRS_IN_FULL
    assert f"共 {len(comparison.pairs)} 对" in html
    assert f"其余 {module.PAIRS_LISTED + 3} 对只列数字" in html
    assert "还有 3 对未列出" in html
    assert re.search(r"图中只画前 80 篇.另有 284 篇", html)


def test_sixty_long_pieces_stay_under_five_megabytes() -> None:
    sentence = "老师带着孩子们沿着河堤慢慢走,看见水鸟就停下来数一数。"
    sources, pieces, comparison = many(61, sentence * (7_000 // len(sentence)))
    html = copy_report(sources, pieces, comparison, (), None, title="长")
    assert len(html.encode()) <= 5_000_000
    drawn = html.count('<article class="pair')
    assert 20 < drawn < 60
    assert f"雷同最多的 {drawn} 对给出原文对照" in html
    assert f"其余 {60 - drawn} 对只列数字" in html


def test_a_whole_book_is_cut_visibly() -> None:
    sources, pieces, comparison = many(2, "山里的雪化得晚,四月还能看见白顶。" * 5_000)
    html = copy_report(sources, pieces, comparison, (), None, title="书")
    assert "有 1 处片段太长" in html
    assert re.search(r"后面略去 \d\d,\d{3} 字", html)
    assert len(html.encode()) < 700_000


def test_a_reading_of_another_length_is_not_used() -> None:
    m = material()
    page(replace(m, readings=dict.fromkeys(m.readings, "短")))


def test_the_head_says_what_is_counted_and_placed_and_left_out_make_up_all_pieces(html: str) -> None:
    tiles = {what: int(n) for n, what in re.findall(r"<li><b>(\d+)</b><span>(.*?)</span>", html)}
    assert tiles["篇收入汇编"] + tiles["篇未收"] == tiles["篇参加比对"] == 6
    assert tiles["对雷同（两篇一对）"] == len(material().comparison.pairs)
    assert tiles["簇（互相雷同的归为一簇，共 5 篇）"] == 2


def test_the_shell_of_a_collection_is_no_piece() -> None:
    m = material()
    shell = replace(m.pieces[0], label="0", kind="collection")
    assert page(replace(m, pieces=(shell, *m.pieces))) == page(m)
