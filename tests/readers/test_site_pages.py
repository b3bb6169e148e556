"""Pages in the shapes of real sites: the body whole, the site's own words mostly gone, hidden characters out and told."""

from collections.abc import Callable

import pytest

from tests.readers.making import notices, read, refusal
from tests.readers.site_pages import PAGES, Page

OFFICE = '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>{head}</head><body>{body}</body></html>'


def whole(body: str, head: str = "") -> str:
    """The text of a page that is read whole."""
    return read(OFFICE.format(head=head, body=body).encode(), "a.html").text


def scores(page: Page) -> tuple[float, float]:
    """(recall, precision) of a page's lines, weighed by their characters."""
    lines = ["".join(line.split()) for line in read(page.data, f"{page.name}.html").text.splitlines()]
    wanted = ["".join(line.split()) for line in page.lines]
    found = sum(len(line) for line in wanted if line in lines)
    exact = sum(len(line) for line in lines if line in wanted)
    return found / sum(map(len, wanted)), exact / sum(map(len, lines))


@pytest.mark.parametrize("make", PAGES)
def test_no_line_of_the_text_is_lost(make: Callable[[], Page]) -> None:
    page = make()
    recall, precision = scores(page)
    assert recall == 1
    assert precision > 0.89
    text = read(page.data, "a.html").text
    assert not [words for words in page.never if words in text]


def test_the_pages_together() -> None:
    measured = [scores(make()) for make in PAGES]
    assert sum(precision for _, precision in measured) / len(measured) >= 0.97


@pytest.mark.parametrize(
    "style",
    [
        "display:none",
        "DISPLAY : none !important",
        "color:red;visibility:hidden",
        "opacity:0",
        "opacity: 0.0;",
        "font-size:0",
        "font-size: 0px;color:red",
        "position:absolute;left:-9999px",
        "text-indent:-999em",
        "mso-hide:all",
        "width:0;height:0;overflow:hidden",
        "color:transparent",
    ],
)
def test_styles_that_hide(style: str) -> None:
    source = read(
        OFFICE.format(head="", body=f'<p>某区学校布局<span style="{style}">藏字</span>更加合理</p>').encode(), "a.html"
    )
    assert source.text == "某区学校布局更加合理\n"
    assert [n.message for n in source.notices] == ["网页里有 2 个浏览器不显示的字（多为防复制的夹字），没有读取。"]


@pytest.mark.parametrize(
    "style",
    [
        "opacity:0.8",
        "font-size:0.8em",
        "left:-20px",
        "margin-left:-480px",
        "display:block",
        "line-height:0",
        "border-opacity:0",
        "height:0;color:red",
    ],
)
def test_styles_that_show(style: str) -> None:
    assert whole(f'<p>某区学校布局<span style="{style}">都</span>更加合理</p>') == "某区学校布局都更加合理\n"


def test_a_font_size_of_nothing_only_around_others() -> None:
    assert (
        whole(
            '<p>某区学校</p><div style="font-size:0"><span style="font-size:16px">更加</span><span style="font-size:16px">合理</span></div>'
        )
        == "某区学校\n更加合理\n"
    )


@pytest.mark.parametrize(
    ("sheet", "hidden"),
    [
        (".x{display:none}", True),
        ("p{margin:0} span.x , .y { font-size:0 }", True),
        ('@charset "utf-8"; /* .x{color:red} */ #x{visibility:hidden}', True),
        ("<!-- .x{display:none} -->", True),
        ("@media print{.x{display:none} .y{color:red}} .z{color:red}", False),
        ("@media print{.y{color:red}} .x{display:none}", True),
        (".box .x{display:none}", False),
        (".x:hover{display:none}", False),
        (".x{color:red} .y{display:none}", False),
    ],
)
def test_the_page_s_own_style_sheet(sheet: str, *, hidden: bool) -> None:
    text = whole("<p>某区学校布局<span class='a x' id='x'>都</span>更加合理</p>", f"<style>{sheet}</style>")
    assert ("都" not in text) is hidden


def test_words_behind_a_hidden_element_stay() -> None:
    assert whole("<p><i hidden>一</i>甲县<b>乙县</b><i hidden>二</i>丙县<i hidden>三</i></p>") == "甲县乙县丙县\n"


@pytest.mark.parametrize(
    ("opening", "first", "second"),
    [
        ("<ol>", "1.甲", "2.乙"),
        ("<ol start=5>", "5.甲", "6.乙"),
        ("<ol type=a start=27>", "aa.甲", "bb.乙"),
        ("<ol type=I>", "I.甲", "II.乙"),
        ("<ol reversed>", "2.甲", "1.乙"),
        ('<ol style="list-style-type:cjk-ideographic">', "一、甲", "二、乙"),
        ('<ol style="list-style:none">', "甲", "乙"),
        ("<ul>", "甲", "乙"),
    ],
)
def test_numbers_that_the_browser_writes(opening: str, first: str, second: str) -> None:
    close = opening[1:3]
    source = read(OFFICE.format(head="", body=f"{opening}<li>甲</li><li><p>乙</p></li></{close}>").encode(), "a.html")
    assert source.text == f"{first}\n{second}\n"
    marked = [block.marker.of(source.text) if block.marker else "" for block in source.blocks]
    assert marked == [first[:-1], second[:-1]]


@pytest.mark.parametrize("own", ["1、抓安全", "（一）抓安全", "第一，抓安全", "①抓安全", "1.抓安全", "一是抓安全"])
def test_an_item_with_its_own_number_gets_no_other(own: str) -> None:
    assert whole(f"<ol><li>{own}</li><li value=7>抓教学</li></ol>") == f"{own}\n7.抓教学\n"


def test_a_number_keeps_its_distance_from_a_digit() -> None:
    assert whole("<ol><li>2024年完成</li></ol>") == "1. 2024年完成\n"


def test_frames_hold_the_text_elsewhere() -> None:
    page = "<html><head><title>清溪教育</title></head><frameset cols='200,*'><frame src='menu.html'><frame src='main.html'><noframes><body>您的浏览器不支持框架</body></noframes></frameset></html>"
    assert refusal(page.encode(), "a.html").code == "read.frames"
    assert refusal(b"<html><body><iframe src='a.html'></iframe></body></html>", "a.html").code == "read.frames"


def test_what_is_centred_and_what_begins_a_page() -> None:
    body = (
        "<p align=center>题目</p><div style='text-align: Center'><p>单位</p><p style='text-align:left'>正文</p></div><center><b>小节</b></center>"
        "<br clear=all style='page-break-before:always'><p>次页</p>"
    )
    source = read(OFFICE.format(head="", body=body).encode(), "a.html")
    assert [block.centred for block in source.blocks] == [True, True, False, True, False]
    assert [block.span.of(source.text) for block in source.blocks if block.page_break] == ["次页"]


def test_cells_over_several_rows_keep_the_columns() -> None:
    table = "<table><tr><td rowspan=3>甲</td><td colspan=2>乙</td></tr><tr><td>1</td><td rowspan=2>2</td></tr><tr><td>3</td></tr></table>"
    source = read(OFFICE.format(head="", body=table).encode(), "a.html")
    assert source.text == "甲\t乙\n\t1\t2\n\t3\t\n"
    assert [[(c.columns, c.rows) for c in row] for row in source.blocks[0].rows] == [
        [(1, 3), (2, 1)],
        [(1, 1), (1, 2)],
        [(1, 1)],
    ]


def test_a_page_without_hidden_words_has_no_notice() -> None:
    assert notices(read("<p>某区学校布局更加合理，群众满意。</p>".encode(), "a.html")) in ([], ["read.whole_page"])


@pytest.mark.parametrize(
    "page",
    [
        "<style>" + "/*" * 90_000 + "</style><p>某区</p>",
        "<style>" + "@media{" * 30_000 + "</style><p>某区</p>",
        "<style>" + ".x{height:0;" * 15_000 + "</style><p>某区</p>",
        "<div style='font-size:0'>" * 250 + "<p>某区</p>" * 20_000,
        "<ol>" + "<li>某区" * 20_000,
        "<table><tr>" + "<td rowspan=1000>某" * 200 + "<tr><td>区" * 300,
    ],
)
def test_hostile_pages_end(page: str) -> None:
    assert read(
        f'<html xmlns:o="urn:schemas-microsoft-com:office"><body>{page}<p>完</p></body></html>'.encode(), "a.html"
    ).text
