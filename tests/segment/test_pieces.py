"""Pieces: every kind of mark, single files, docx titles, volumes; titles and what belongs to them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingyan.model.source import Block
from jingyan.model.span import Span

from .samples import CITY, COUNTY, outline, titles


@pytest.mark.parametrize(
    ("marks", "wanted"),
    [
        (("第一篇:云溪县工作汇报", "第二篇:青禾市工作汇报"), ["云溪县工作汇报", "青禾市工作汇报"]),
        (("第一篇：\n云溪县工作汇报", "第二篇：\n青禾市工作汇报"), ["云溪县工作汇报", "青禾市工作汇报"]),
        (("第1篇 云溪县工作汇报", "第2篇 青禾市工作汇报"), ["云溪县工作汇报", "青禾市工作汇报"]),
        (("【篇一】云溪县工作汇报", "【篇二】青禾市工作汇报"), ["云溪县工作汇报", "青禾市工作汇报"]),
        (("★篇一★云溪县工作汇报", "★篇二★青禾市工作汇报"), ["云溪县工作汇报", "青禾市工作汇报"]),
        (("篇一:云溪县工作汇报", "篇二:青禾市工作汇报"), ["云溪县工作汇报", "青禾市工作汇报"]),
        (("教育工作汇报 篇一", "教育工作汇报 篇二"), ["教育工作汇报", "教育工作汇报"]),
        (("教育工作汇报【篇1】", "教育工作汇报【篇2】"), ["教育工作汇报", "教育工作汇报"]),
        (("教育工作汇报 第1篇", "教育工作汇报 第2篇"), ["教育工作汇报", "教育工作汇报"]),
        (("教育工作总结范文一", "教育工作总结范文二"), ["教育工作总结", "教育工作总结"]),
        (("材料一:\n云溪县工作汇报", "材料二:\n青禾市工作汇报"), ["云溪县工作汇报", "青禾市工作汇报"]),
        (("篇一：云溪县工作汇报（精选2篇）", "篇二：青禾市工作汇报"), ["云溪县工作汇报", "青禾市工作汇报"]),
        (("教育工作总结(一)", "教育工作总结(二)"), ["教育工作总结(一)", "教育工作总结(二)"]),
        (
            ("经验交流材料之一\n云溪县工作汇报", "经验交流材料之二\n青禾市工作汇报"),
            ["云溪县工作汇报", "青禾市工作汇报"],
        ),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_marks_cut(marks: tuple[str, str], wanted: list[str], newline: str) -> None:
    text = f"{marks[0]}\n{COUNTY}\n{marks[1]}\n{CITY}".replace("\n", newline)
    found = outline(text)[0].pieces
    assert [piece.title for piece in found] == wanted
    assert [piece.label for piece in found] == ["1", "2"]
    assert all(text[piece.body.start :].startswith("近年来") for piece in found)


def test_mark_and_body_on_one_line() -> None:
    text = f"第一篇:{COUNTY}第二篇:{CITY}"
    found = outline(text)[0]
    assert [piece.body.start for piece in found.pieces] == [4, text.index("第二篇") + 4]
    assert [(h.piece, h.marker) for h in found.headings] == [("1", "一、"), ("1", "二、"), ("2", "一、"), ("2", "二、")]


def test_marks_in_traditional_text() -> None:
    text = f"第一篇:雲溪縣學校工作總結\n{COUNTY.replace('县', '縣').replace('发', '發').replace('学', '學')}第二篇:青禾市教育經驗\n{CITY}"
    found = outline(text)[0].pieces
    assert [(piece.title, piece.script, piece.genre) for piece in found] == [
        ("雲溪縣學校工作總結", "mixed", "summary"),
        ("青禾市教育經驗", "simplified", "experience"),
    ]


def test_running_numbers_nest_in_a_marked_piece() -> None:
    text = f"第一篇:云溪县总结\n{COUNTY}第二篇:学校自查报告\n学校自查报告1\n{CITY}学校自查报告2\n{COUNTY}"
    found = outline(text)[0].pieces
    assert [(p.label, p.parent, p.kind, p.title) for p in found] == [
        ("1", None, "report", "云溪县总结"),
        ("2", None, "collection", "学校自查报告"),
        ("2.1", "2", "report", "学校自查报告1"),
        ("2.2", "2", "report", "学校自查报告2"),
    ]
    assert found[1].span.covers(found[2].span)
    assert found[1].span.end == found[3].span.end


def test_a_list_of_titles_in_front_is_no_piece() -> None:
    text = f"第一篇:云溪县工作汇报\n第二篇:青禾市工作汇报\n第一篇:云溪县工作汇报\n{COUNTY}第二篇:青禾市工作汇报\n{CITY}"
    assert [title for _, title in titles(text)][-2:] == ["云溪县工作汇报", "青禾市工作汇报"]
    assert len(titles(text)) == 2


@pytest.mark.parametrize(
    "text",
    [
        f"云溪县工作汇报\n{COUNTY}",
        f"云溪县工作汇报\n{COUNTY}全县共写出征文三篇\n第一篇章已经翻开,我们将继续努力。\n",
        f"云溪县工作汇报\n第一部分 基本情况\n{COUNTY}第二部分 存在问题\n{CITY}",
        f"云溪县工作汇报\n{COUNTY}案例1\n{CITY}案例2\n{COUNTY}",
        f"云溪县工作汇报\n{COUNTY}问题一\n资金不足。\n问题二\n编制不足。\n",
    ],
)
def test_reports_stay_whole(text: str) -> None:
    assert titles(text) == [("1", "云溪县工作汇报")]
    piece = outline(text)[0].pieces[0]
    assert (piece.span.start, piece.span.end) == (0, len(text.rstrip()))
    assert not outline(text)[0].boilerplate


def test_titles_alone_cut_when_each_text_numbers_its_own_sections() -> None:
    text = f"云溪县均衡发展经验材料\n云溪县教育局\n{COUNTY * 2}青禾市均衡发展经验材料\n青禾市教育局\n{CITY * 2}"
    found = outline(text)[0].pieces
    assert [(p.title, p.organisation) for p in found] == [
        ("云溪县均衡发展经验材料", "云溪县教育局"),
        ("青禾市均衡发展经验材料", "青禾市教育局"),
    ]


def test_a_volume_is_cut_by_its_contents_list() -> None:
    text = (
        "均衡发展材料汇编\n目录\n一、总结篇\n云溪县推进均衡发展工作总结……1\n二、经验篇\n抓投入促公平办好每所学校……青禾市教育局 9\n"
        f"云溪县推进均衡发展工作总结\n{COUNTY}抓投入促公平办好每所学校\n青禾市教育局\n{CITY}"
    )
    found = outline(text)[0].pieces
    assert [(p.label, p.kind, p.title, p.organisation) for p in found] == [
        ("0", "contents", "均衡发展材料汇编", None),
        ("1", "report", "云溪县推进均衡发展工作总结", None),
        ("2", "report", "抓投入促公平办好每所学校", "青禾市教育局"),
    ]


def test_word_processed_file_with_several_titles() -> None:
    text = f"云溪县办学经验\n{COUNTY}青禾市办学经验\n{CITY}"
    second = text.index("青禾市办")
    blocks = (
        Block("paragraph", Span(0, 8), style="Title"),
        Block("paragraph", Span(8, second)),
        Block("paragraph", Span(second, second + 8), style="Title"),
        Block("paragraph", Span(second + 8, len(text))),
    )
    assert [piece.title for piece in outline(text, blocks=blocks)[0].pieces] == ["云溪县办学经验", "青禾市办学经验"]


def test_site_page_with_promise_lead_in_and_foot() -> None:
    text = (
        "教育工作汇报(通用3篇)\n发布时间:2020-03-04 浏览:22次\n以下是小编为大家整理的教育工作汇报,欢迎阅读!\n"
        f"【篇一】教育工作汇报\n{COUNTY}【篇二】教育工作汇报\n{CITY}教育工作汇报(通用3篇)\n相关推荐\n学校工作计划\n"
    )
    found, problems = outline(text)
    assert [piece.title for piece in found.pieces] == ["教育工作汇报", "教育工作汇报"]
    assert found.pieces[-1].span.end == text.index("教育工作汇报(通用3篇)\n相关") - 1
    assert [(item.kind, item.soft) for item in found.boilerplate] == [
        ("page_title", True),
        ("post_time", False),
        ("site_intro", False),
        ("page_title", False),
        ("related_links", False),
    ]
    assert [(p.code, p.message) for p in problems] == [("segment.count", "标题写明3篇,实际拆出2篇。")]


@pytest.mark.parametrize(
    ("head", "title", "organisation", "date", "genre"),
    [
        (
            "云溪县关于推进\n义务教育均衡发展的工作汇报\n云溪县实验小学\n(2014年12月3日)",
            "云溪县关于推进义务教育均衡发展的工作汇报",
            "云溪县实验小学",
            "2014年12月3日",
            "summary",
        ),
        (
            "让每个孩子都出彩\n——云溪县实验小学办学经验",
            "让每个孩子都出彩",
            "云溪县实验小学",
            None,
            "experience",
        ),
        (
            "云溪县教育局文件\n云教字〔2014〕5号\n云溪县教育局关于做好控辍保学工作的通知",
            "云溪县教育局关于做好控辍保学工作的通知",
            "云溪县教育局",
            None,
            "document",
        ),
        (
            "均衡发展自查报告\n青禾县教育局 (二〇一四年十二月)",
            "均衡发展自查报告",
            "青禾县教育局",
            "二〇一四年十二月",
            "self_check",
        ),
        (
            "青禾县教育局推进均衡发展工作总结\n青禾县教育局推进均衡发展工作总结",
            "青禾县教育局推进均衡发展工作总结",
            "青禾县教育局",
            None,
            "summary",
        ),
        (
            "云溪县教育局\n关于均衡发展工作的\n自查报告",
            "云溪县教育局关于均衡发展工作的自查报告",
            "云溪县教育局",
            None,
            "self_check",
        ),
        ("在全县教育工作会议上的讲话", "在全县教育工作会议上的讲话", None, None, "speech"),
        ("云溪县控辍保学管理办法(试行)", "云溪县控辍保学管理办法(试行)", None, None, "document"),
        ("2015年工作要点", "2015年工作要点", None, None, "plan"),
    ],
)
def test_heads(head: str, title: str, organisation: str | None, date: str | None, genre: str) -> None:
    text = f"{head}\n{COUNTY}"
    piece = outline(text)[0].pieces[0]
    assert (piece.title, piece.organisation, piece.date, piece.genre) == (title, organisation, date, genre)
    assert text[piece.body.start :].startswith("近年来")
    assert piece.kind == ("document" if genre == "document" else "report")


def test_signature_gives_organisation_and_date() -> None:
    piece = outline(f"均衡发展工作汇报\n{COUNTY}青禾县教育局\n2014年12月3日\n")[0].pieces[0]
    assert (piece.organisation, piece.date, piece.complete) == ("青禾县教育局", "2014年12月3日", True)


def test_without_a_title_the_file_name_stands_in() -> None:
    found, problems = outline(COUNTY)
    assert (found.pieces[0].title, found.pieces[0].title_span) == ("云溪县材料", None)
    assert problems[0].code == "segment.untitled"


@pytest.mark.parametrize(
    ("ending", "complete"),
    [
        ("学校的办学条件得到了", False),
        ("青禾县教育局", True),
        ("附件:名单", True),
        ("谢谢大家!", True),
        ("王小明", True),
    ],
)
def test_a_text_that_stops_inside_a_sentence_is_incomplete(ending: str, complete: bool) -> None:
    text = (
        f"工作汇报材料\n{COUNTY}在各级领导和社会各界的关心下,{ending}"
        if not complete
        else f"工作汇报材料\n{COUNTY}{ending}"
    )
    found, problems = outline(text)
    assert found.pieces[0].complete is complete
    assert [p.code for p in problems] == ([] if complete else ["segment.incomplete"])


def test_a_hole_makes_a_piece_incomplete() -> None:
    assert not outline(f"工作汇报材料\n{COUNTY}(此处隐藏1200字)\n{CITY}")[0].pieces[0].complete


def test_title_in_front_of_the_body_on_one_line() -> None:
    text = f"云溪县教育局推进均衡发展工作总结 云溪县教育局{COUNTY.replace(chr(10), '')}"
    piece = outline(text)[0].pieces[0]
    assert (piece.title, piece.organisation) == ("云溪县教育局推进均衡发展工作总结", "云溪县教育局")
    assert text[piece.body.start :].startswith("云溪县教育局近年来")


def test_subtitle_and_speaker() -> None:
    piece = outline(f"一湖清水育桃李\n——在全县推进会上的发言\n河东小学校长 薛明\n{COUNTY}")[0].pieces[0]
    assert (piece.title, piece.subtitle, piece.organisation) == ("一湖清水育桃李", "在全县推进会上的发言", "河东小学")


def test_news_site_around_a_short_title() -> None:
    text = f"首页 > 要闻 > 经验\n小巷里的课堂\n来源:某某信息网 作者:佚名 发布日期:2024-5-27 点击数:802\n河东小学\n{COUNTY}上一篇:会议召开\n"
    piece = outline(text)[0].pieces[0]
    assert (piece.title, piece.organisation) == ("小巷里的课堂", "河东小学")
    assert text[piece.span.start : piece.span.end].endswith("群众满意度提高。")


PARTS = st.lists(
    st.sampled_from(
        [
            "第一篇:总结\n",
            "第二篇:\n",
            COUNTY,
            CITY,
            "汇报 篇一\n",
            "分享\n",
            "总结.doc\n",
            "目录\n",
            "甲……1\n乙……2\n丙……3\n",
            "学校\ue004。\n",
            "(请关注某网)\n",
            "\r\n",
            "云溪县教育局\n",
        ]
    ),
    max_size=9,
)


@given(PARTS)
def test_every_character_lies_in_one_piece_or_in_boilerplate(parts: list[str]) -> None:
    text = "".join(parts)
    found = outline(text)[0]
    top = [piece.span for piece in found.pieces if piece.parent is None]
    outside = [item.span for item in found.boilerplate]
    for i, char in enumerate(text):
        if not char.isspace():
            inside = sum(span.start <= i < span.end for span in top)
            assert inside == 1 or (inside == 0 and any(span.start <= i < span.end for span in outside))
    assert len({piece.label for piece in found.pieces}) == len(found.pieces)


PROSE = COUNTY.replace("一、加大投入\n", "").replace("二、配强教师\n", "")


@pytest.mark.parametrize(
    ("marks", "wanted"),
    [
        (
            ("【经验一】\n一校一品 校校出彩", "【经验二】\n教师走教 资源共用"),
            ["一校一品 校校出彩", "教师走教 资源共用"],
        ),
        (("典型案例1:联片教研", "典型案例2:送教上门"), ["联片教研", "送教上门"]),
        (("Part1 云溪县工作汇报", "Part2 青禾市工作汇报"), ["云溪县工作汇报", "青禾市工作汇报"]),
        (("一、《均衡之路怎么走》", "二、《村小的变化》"), ["均衡之路怎么走", "村小的变化"]),
        (("(一)坚持城乡统筹\n云溪县教育局", "(二)狠抓队伍建设\n青禾市教育局"), ["坚持城乡统筹", "狠抓队伍建设"]),
        (("先行先试谋新篇\n云溪县教育局局长 王立新", "补齐短板\n青禾市教育局"), ["先行先试谋新篇", "补齐短板"]),
        (
            ("云溪县第一小学\n小学校的大作为", "青禾市实验中学\n集团办学 共建共用"),
            ["小学校的大作为", "集团办学 共建共用"],
        ),
    ],
)
def test_marks_of_collections(marks: tuple[str, str], wanted: list[str]) -> None:
    text = f"均衡发展经验\n{marks[0]}\n{PROSE}{PROSE}\n{marks[1]}\n{PROSE}{PROSE}"
    assert [title for _, title in titles(text)] == wanted


def test_organisations_over_titles() -> None:
    text = f"云溪县第一小学\n小学校的大作为\n{PROSE}{PROSE}青禾市实验中学\n集团办学 共建共用\n{PROSE}{PROSE}"
    assert [piece.organisation for piece in outline(text)[0].pieces] == ["云溪县第一小学", "青禾市实验中学"]


@pytest.mark.parametrize(
    "text",
    [
        f"云溪县工作汇报\n{COUNTY}三、《义务教育法》宣传\n{CITY}四、《教师法》宣传\n{COUNTY}",
        f"云溪县工作汇报\n{COUNTY}三、典型学校\n云溪县第一小学是山区学校。\n{CITY}四、重点学校\n{COUNTY}",
        f"云溪县工作汇报\n{COUNTY}第一,抓投入\n{CITY}经验一\n{COUNTY}经验二\n{CITY}",
    ],
)
def test_sections_are_no_pieces(text: str) -> None:
    assert titles(text) == [("1", "云溪县工作汇报")]


def test_a_contents_list_in_front_of_one_piece() -> None:
    listed = "学校材料目录\n1.加强管理 提升内涵\t3\n2.立足校本 培养教师\t8\n3.特色立校 文化育人\t15\n"
    text = f"{listed}加强管理 提升内涵\n云溪县第一小学\n{COUNTY}"
    found = [(piece.kind, piece.title, piece.organisation) for piece in outline(text)[0].pieces]
    assert found == [("contents", "学校材料目录", None), ("report", "加强管理 提升内涵", "云溪县第一小学")]


@pytest.mark.parametrize(
    "closing", ["会后与会人员还参观了云溪县中心小学", "與會人員還參觀了雲溪縣中國小校", "坚持以学生为中心"]
)
def test_a_closing_sentence_is_no_organisation(closing: str) -> None:
    assert outline(f"云溪县均衡发展经验材料\n{COUNTY}{closing}\n")[0].pieces[0].organisation is None


@pytest.mark.parametrize(
    "crumbs",
    [
        "湖畔文匯網 > 教育頻道 > 經驗材料",
        "网站首页 | 教育要闻 | 政务公开",
        "所在位置:首页＞总结＞正文",
        "文秘 → 总结 → 正文",
    ],
)
def test_breadcrumbs_are_no_title(crumbs: str) -> None:
    assert titles(f"{crumbs}\n云溪县均衡发展经验材料\n{COUNTY}") == [("1", "云溪县均衡发展经验材料")]


def test_titles_over_subtitles_that_name_the_paper() -> None:
    text = f"大力推进学校建设\n——双溪县均衡发展经验材料\n{COUNTY}{PROSE}让孩子都有出彩机会\n——文昌县均衡发展经验材料\n{COUNTY}{PROSE}"
    assert titles(text) == [("1", "大力推进学校建设"), ("2", "让孩子都有出彩机会")]


def test_numbered_papers_of_a_contents_list() -> None:
    names = ["一、义务教育工作总结", "二、义务教育自查报告"]
    text = f"教育材料\n目 录\n{names[0]} 1\n{names[1]} 6\n三、整改工作方案 9\n{names[0]}\n{COUNTY}{names[1]}\n{COUNTY}三、整改工作方案\n{COUNTY}"
    assert titles(text)[1:] == [("1", "义务教育工作总结"), ("2", "义务教育自查报告"), ("3", "整改工作方案")]


@pytest.mark.parametrize(
    ("foot", "organisation"),
    [
        ("云溪县教育局\n2015年3月4日\n附件:名单\n河东小学\n河西小学\n", "云溪县教育局"),
        ("云溪县教育局 2015年3月4日\n", "云溪县教育局"),
        ("先进学校\n河东小学\n河西小学\n", None),
        ("河东小学\n", "河东小学"),
    ],
)
def test_signatures(foot: str, organisation: str | None) -> None:
    assert outline(f"均衡发展工作总结\n{COUNTY}{foot}")[0].pieces[0].organisation == organisation


def test_laws_under_a_lead_in_are_no_pieces() -> None:
    text = f"法律宣传工作汇报\n{PROSE}一、《义务教育法》\n{PROSE}二、《教师法》\n{PROSE}三、《未成年人保护法》\n{PROSE}"
    assert titles(text) == [("1", "法律宣传工作汇报")]


def test_one_of_several_with_the_speaker_in_brackets() -> None:
    text = f"之一:山路上的课表(松岭县云顶小学校长 郝静)\n{PROSE}之二:旧教室再亮一次(桐坪县矿山学校)\n{PROSE}"
    found = [(piece.title, piece.organisation) for piece in outline(text)[0].pieces]
    assert found == [("山路上的课表", "松岭县云顶小学"), ("旧教室再亮一次", "桐坪县矿山学校")]


def test_short_parts_that_the_title_announces() -> None:
    short = "我校建在河湾里,一到汛期就要停课,老师把课本内容录成小视频发给学生带回家。\n"
    text = f"第一篇:云溪县工作总结\n{COUNTY}第二篇:学校经验材料(2篇)\n学校经验材料1\n{short}学校经验材料2\n{short}第三篇:教研活动汇报\n{CITY}"
    assert [label for label, _ in titles(text)] == ["1", "2", "2.1", "2.2", "3"]
