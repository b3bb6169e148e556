import socket

import pytest

from jingyan.readers import html
from tests.readers.making import notices, read, refusal

PAGE = """<html><head><meta charset="{charset}"><title>某区经验材料_文库</title><script>var x="不要";</script></head><body>
<div class="nav"><a href="/">首页</a> <a href="/b">资料</a></div>
<div class="content"><h1>某区推进义务教育均衡发展经验材料</h1>
<p>　　近年来，某区把学校布局调整放在重要位置，新建校舍3.2万平方米，<b>投入资金</b>1,850万元，
学生人均占地面积逐年提高，群众满意度达到九成以上。</p>
<p>&nbsp;&nbsp;一、加强领导，健全机制，成立由区长任组长的领导小组，先后召开会议十二次。<br>&nbsp;&nbsp;二、加大投入，改善条件，三年共改造薄弱学校二十六所，配齐图书和仪器。</p>
<table><tr><td>项目</td><td>2012年</td></tr><tr><td>投入（万元）</td><td>1850</td></tr></table>
<div>下一步，全区将继续努力，把各项工作落到实处，办好每一所家门口的学校。</div></div>
<div class="footer">版权所有 某某文库</div></body></html>"""
LINES = [
    "近年来，某区把学校布局调整放在重要位置，新建校舍3.2万平方米，投入资金1,850万元，学生人均占地面积逐年提高，群众满意度达到九成以上。",
    "一、加强领导，健全机制，成立由区长任组长的领导小组，先后召开会议十二次。",
    "二、加大投入，改善条件，三年共改造薄弱学校二十六所，配齐图书和仪器。",
    "项目\t2012年",
    "投入（万元）\t1850",
    "下一步，全区将继续努力，把各项工作落到实处，办好每一所家门口的学校。",
]


@pytest.mark.parametrize("codec", ["utf-8", "gb2312", "gb18030", "utf-16"])
def test_main_text_in_lines(codec: str) -> None:
    source = read(PAGE.format(charset=codec if codec != "utf-16" else "utf-8").encode(codec), "a.html")
    lines = source.text.splitlines()
    assert [line for line in lines if line in LINES] == LINES
    assert "不要" not in source.text
    assert source.format == "html"
    table = next(block for block in source.blocks if block.kind == "table")
    assert [[c.span.of(source.text) for c in row] for row in table.rows] == [
        ["项目", "2012年"],
        ["投入（万元）", "1850"],
    ]


def test_a_wrong_charset_in_the_page() -> None:
    assert LINES[1] in read(PAGE.format(charset="utf-8").encode("gbk"), "a.html").text


def test_big5_pages() -> None:
    page = "<html><head><meta http-equiv='Content-Type' content='text/html; charset=big5'></head><body><p>國小教育經驗材料，近年來學校佈局更加合理。</p></body></html>"
    assert "國小教育經驗材料，近年來學校佈局更加合理。" in read(page.encode("big5"), "a.htm").text


def test_pages_saved_by_word_are_read_whole() -> None:
    page = (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office"><body><p align=center><b>短标题</b></p><p>某区教育局</p>'
        "<p>正文很短。</p><table><tr><td><p>甲</p></td><td>乙</td></tr><tr><td colspan=2>丙</td></tr></table></body></html>"
    )
    source = read(page.encode(), "a.html")
    assert source.text == "短标题\n某区教育局\n正文很短。\n甲\t乙\n丙\n"
    assert not source.notices
    assert [s.of(source.text) for s in source.blocks[0].bold] == ["短标题"]
    assert source.blocks[-1].rows[1][0].columns == 2


def test_our_own_walk_finds_the_main_text_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html, "_main_story", lambda _: None)
    source = read(PAGE.format(charset="utf-8").encode(), "a.html")
    assert source.text.splitlines() == ["某区推进义务教育均衡发展经验材料", *LINES]
    assert source.blocks[0].outline == 1
    assert not source.notices


def test_a_heading_outside_the_main_text_goes_before_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html, "_main_story", lambda _: None)
    page = f"<html><body><div><h1>题目</h1><a>分享</a></div><div>{''.join(f'<p>{line}</p>' for line in LINES[:3])}</div></body></html>"
    assert read(page.encode(), "a.html").text.splitlines() == ["题目", *LINES[:3]]


def test_without_main_text_the_whole_page_is_read_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html, "_main_story", lambda _: None)
    source = read("<html><body><p>目录</p><p>第一章</p></body></html>".encode(), "a.html")
    assert source.text == "目录\n第一章\n"
    assert notices(source) == ["read.whole_page"]


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise AssertionError("network")

    monkeypatch.setattr(socket.socket, "connect", refused)
    page = PAGE.format(charset="utf-8").replace(
        "<script>", '<link href="http://example.org/a.css"><img src="http://example.org/b.png"><script>'
    )
    assert LINES[1] in read(page.encode(), "a.html").text


def test_lines_that_trafilatura_drops_inside_the_text_are_kept() -> None:
    page = PAGE.format(charset="utf-8").replace("</h1>", "</h1><center>某区教育局</center>")
    assert read(page.encode(), "a.html").text.splitlines() == ["某区推进义务教育均衡发展经验材料", "某区教育局", *LINES]


def test_a_title_that_trafilatura_drops_is_kept() -> None:
    page = PAGE.format(charset="utf-8").replace("<h1>", "<center><h2>").replace("</h1>", "</h2>来源:某网</center>")
    assert "某区推进义务教育均衡发展经验材料" in read(page.encode(), "a.html").text.splitlines()


def test_layout_tables_are_lines() -> None:
    page = f'<html xmlns:o="urn:schemas-microsoft-com:office"><body><table><tr><td>栏目</td><td><p>{"长文。" * 100}</p><p>二段</p></td></tr><tr><td>x</td></tr></table></body></html>'
    source = read(page.encode(), "a.html")
    assert source.text == f"栏目\n{'长文。' * 100}\n二段\nx\n"


def test_preformatted_text_and_hidden_elements() -> None:
    page = '<html xmlns:o="urn:schemas-microsoft-com:office"><pre>甲\n乙\n\n丙</pre><p style="display:none">藏</p><p>丁<span hidden>藏</span>戊</p></html>'
    assert read(page.encode(), "a.html").text == "甲\n乙\n丙\n丁戊\n"


def test_nothing_to_read() -> None:
    assert refusal(b"<html><body><script>1</script></body></html>", "a.html").code == "read.no_text"
    assert refusal(b"<html>", "a.html").code == "read.no_text"


def test_deep_nesting() -> None:
    page = "<html>" + "<div>" * 1000 + "某区经验材料" + "</div>" * 1000
    assert "某区经验材料" in read(page.encode(), "a.html").text


def test_single_file_pages() -> None:
    message = (
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=xx\r\n\r\n--xx\r\nContent-Type: text/html; charset=gb2312\r\n"
        "Content-Transfer-Encoding: 8bit\r\n\r\n<html xmlns:o='urn:schemas-microsoft-com:office:office'><meta charset=gb2312><p>某区经验材料</p></html>\r\n--xx--\r\n"
    )
    source = read(message.encode("gb18030"), "a.doc")
    assert (source.format, source.text) == ("mht", "某区经验材料\n")
    assert notices(source) == ["read.renamed"]
