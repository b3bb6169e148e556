"""Boilerplate: site lines at the edges, adverts and noise inside, and what must not be taken for it."""

import re

import pytest

from jingyan.segment.furniture_inside import matches, rows
from jingyan.segment.lines import half, table

from .samples import COUNTY, outline


def kinds(text: str) -> list[tuple[str, str]]:
    return [(item.kind, item.span.of(text)) for item in outline(text)[0].boilerplate]


def test_page_of_a_share_site() -> None:
    text = (
        "云溪县工作汇报.docVIP\n\n1. 1、本文档共4页,可阅读全部内容。\n  2. 2、如侵权请联系本站客服,下载后不退款,会员免费。\n查看更多\n云溪县工作汇报\n"
        f"{COUNTY}\n文档评论(0)\n\nabc999 + 关注\n小雨\n实名认证\n\n相关文档\n学校计划\n"
    )
    found = kinds(text)
    assert [kind for kind, _ in found] == [
        "file_name",
        "site_notice",
        "site_control",
        "site_control",
        "uploader",
        "related_links",
    ]
    piece = outline(text)[0].pieces[0]
    assert piece.title == "云溪县工作汇报"
    assert text[piece.span.start : piece.span.end].startswith("云溪县工作汇报\n近年来")
    assert piece.span.end == text.index("\n\n文档评论")


@pytest.mark.parametrize(
    ("line", "kind", "inside"),
    [
        ("加快转(请你关注:)化薄弱学校,全县已有三十所学校得到了明显改善。", "inline_ad", "(请你关注:)"),
        ("学校的.各项工作取得了很大的进步,全县上下形成了良好的氛围。", "noise_char", "."),
        ("入学率达100%,;巩固率达99%,全县普及水平进一步提高了许多。", "noise_char", ";"),
        ("全县上下齐心协力抓好各项工作,县政 府把教育放在优先发展的战略位置上,群众十分满意。", "noise_char", " "),
        ("发展【zhǎn】教育是全县人民的共同愿望,我们一定要努力做好这项工作。", "pinyin", "【zhǎn】"),
        ("提高质量。(此处隐藏1200字)全县学校都有了明显的变化,群众满意。", "hole", "(此处隐藏1200字)"),
        ("提高\u200b质量是全县学校的生命线,各校都十分重视这一项工作。", "noise_char", "\u200b"),
    ],
)
def test_inside_lines(line: str, kind: str, inside: str) -> None:
    assert kinds(f"云溪县工作汇报\n{COUNTY}{line}\n") == [(kind, inside)]


@pytest.mark.parametrize(
    "line",
    [
        "学校网站建设取得进展,教师上传资源300件,学生下载学习,社会反响良好。",
        "王 强 校长、李 明 副校长带队到学校检查,并与全体教师座谈,听取意见。",
        "全县学校的“班班通”已经建成;公司(ltd)捐资(20万元)建设了电教室。",
        "各校加强版权意识,网友评价良好,会员单位达30家,群众满意度进一步提高。",
        "分享会开得很好",
    ],
)
def test_prose_is_left_alone(line: str) -> None:
    assert kinds(f"云溪县工作汇报\n{COUNTY}{line}\n{COUNTY}") == []


def test_teaching_text_keeps_its_pinyin() -> None:
    assert kinds("天(tiān)地(dì)人(rén)你(nǐ)我(wǒ)他(tā)") == []


def test_spaced_out_line() -> None:
    assert [kind for kind, _ in kinds("全 县 学 校 都 已 经 达 标 了。")] == ["noise_char"] * 9


def test_bare_page_numbers_and_running_heads() -> None:
    pages = f"云溪县工作汇报\n{COUNTY}1\n某某文集\n{COUNTY}2\n某某文集\n{COUNTY}3\n"
    found = [(item.kind, pages[item.span.start : item.span.end]) for item in outline(pages)[0].boilerplate]
    assert [text for kind, text in found if kind == "page_number"] == ["1", "2", "3"]
    assert [text for kind, text in found if kind == "page_header"] == ["某某文集", "某某文集"]
    numbers = f"云溪县工作汇报\n{COUNTY}12\n86\n30\n{COUNTY}"
    assert not outline(numbers)[0].boilerplate


def test_nothing_but_a_signature_stands_below_site_lines() -> None:
    foot = "本文链接:https://www.example.com/a.html\n网友评论 已有0条\n用户名: 密码:\n"
    text = f"云溪县工作汇报\n{COUNTY}云溪县教育局\n{foot}"
    found = outline(text)[0]
    assert found.pieces[0].span.end == text.index("\n本文链接")
    assert sum(len(item.span) for item in found.boilerplate) >= len(foot) - 3
    signed = f"云溪县工作汇报\n{COUNTY}本文来自:某某网\n云溪县教育局\n2014年12月3日\n附件:名单\n"
    assert outline(signed)[0].pieces[0].span.end == len(signed) - 1


def test_a_school_that_writes_about_its_site() -> None:
    own = "资料由教师上传,学生免费下载,文档分类存放,版权归学校所有,网站访问量达到12万次。"
    assert not outline(f"石桥中学网站建设材料\n{COUNTY}{own}\n{COUNTY}")[0].boilerplate


NEWS_FOOT = "(责任编辑:江某)\n分享到:微信 微博 QQ空间\n推荐阅读 渡口上的护学岗\n关于我们 | 联系我们 | 网站地图\n联系电话:0550-1234567\n"
POST_FOOT = "END\n来源 | 某县教育局\n编辑 | 小桐\n点个“在看”,让更多人看到\n阅读原文\n喜欢此内容的人还喜欢\n"
FORUM_FOOT = "回复 举报 使用道具\n沙发\n楼主好人,谢谢分享!\n我也有一份材料\n"
OFFICE_FOOT = (
    "【打印】 【关闭】\n上一篇:县教育局召开会议\n下一篇:我县新增两所幼儿园\n主办单位:某县人民政府\n邮编:239000\n"
)


@pytest.mark.parametrize("foot", [NEWS_FOOT, POST_FOOT, FORUM_FOOT, OFFICE_FOOT])
@pytest.mark.parametrize("signature", ["", "云溪县教育局\n2014年12月3日\n"])
def test_nothing_of_a_page_foot_stays_in_the_piece(foot: str, signature: str) -> None:
    text = f"云溪县工作汇报\n{COUNTY}{signature}"
    found = outline(text + foot)[0]
    assert found.pieces[0].span.end == len(text) - 1
    assert all(
        any(item.span.start <= i < item.span.end for item in found.boilerplate)
        for i, c in enumerate(text + foot)
        if i >= len(text) and not c.isspace()
    )


@pytest.mark.parametrize(
    "head",
    [
        "点击上方蓝字关注“某县教育”",
        "教育论坛 - 资料共享区\n发表于 2014-6-3 21:14:05 | 只看该作者",
        "索引号:000014349/2015-00012 发布机构:某县教育局",
    ],
)
def test_lines_over_the_title_are_no_title(head: str) -> None:
    assert outline(f"{head}\n云溪县工作汇报\n{COUNTY}")[0].pieces[0].title == "云溪县工作汇报"


def test_an_office_letter_keeps_its_contact() -> None:
    text = f"关于做好控辍保学工作的通知\n{COUNTY}联系人:王某 联系电话:1234567\n云溪县教育局\n2014年12月3日\n"
    assert not outline(text)[0].boilerplate


def test_every_match_of_an_inline_row_holds_a_word_it_needs() -> None:
    for row in table("boilerplate")["rule"]:
        if row["zone"] == "inline" and "needs" in row:
            found = [re.search(row["pattern"], half(text)) for text in row["matches"]]
            assert all(match and any(word in half(match.string) for word in row["needs"]) for match in found), row[
                "name"
            ]


def test_inline_rows_are_found_as_one_pattern_would() -> None:
    examples = [text for row in table("boilerplate")["rule"] if row["zone"] == "inline" for text in row["matches"]]
    text = half("\n".join(examples))
    whole = re.compile("|".join(f"(?:{row.pattern.pattern})" for row in rows()))
    assert [match.span() for _, match in matches(text)] == [match.span() for match in whole.finditer(text)]
