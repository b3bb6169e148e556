"""Pieces without marks: what stands around their titles, how they are set, texts in one line; and what must stay whole."""

import pytest

from jingyan.model.source import Block
from jingyan.model.span import Span

from .samples import CITY, COUNTY, outline, titles

PROSE = COUNTY.replace("一、加大投入\n", "").replace("二、配强教师\n", "")
LONG = PROSE + PROSE


def paged(*paragraphs: tuple[str, str]) -> list[str]:
    """The titles of a docx of paragraphs with flags: p begins a page, c is centred, t has the title style."""
    text, blocks = "", []
    for words, flags in paragraphs:
        for line in words.strip("\n").split("\n"):
            span = Span(len(text), len(text) + len(line) + 1)
            text += line + "\n"
            style = "Title" if "t" in flags else "Normal"
            blocks.append(Block("paragraph", span, style=style, page_break="p" in flags, centred="c" in flags))
    return [piece.title for piece in outline(text, blocks=tuple(blocks))[0].pieces]


@pytest.mark.parametrize(
    ("first", "second", "authors"),
    [
        ("高位推动 全面发力\n云溪县教育局\n(2012年11月6日)", "以评促建 提升内涵\n青禾市教育局\n(2012年11月6日)", True),
        ("把平凡的事做好\n河东小学校长 韩雪梅", "文化润校\n河西小学 党支部书记 马建国", True),
        ("高位推动 全面发力\n报送单位:云溪县教育局", "以评促建 提升内涵\n报送单位:青禾市教育局", True),
        ("河东小学\n把平凡的事做好\n2024年6月5日", "河西小学\n五育并举育新人\n2024年6月7日", True),
        ("高位推动\n——云溪县均衡发展经验材料", "以评促建\n——青禾市均衡发展经验材料", False),
    ],
)
def test_titles_with_their_authors(first: str, second: str, authors: bool) -> None:
    found = outline(f"{first}\n{LONG}{second}\n{LONG}{first}\n{LONG}")[0].pieces
    assert len(found) == 3
    assert all(bool(piece.organisation) is authors for piece in found)


def test_titles_after_signatures() -> None:
    signed = "云溪县教育局\n2019年10月21日\n"
    text = f"高位推动 全面发力\n{LONG}{signed}以评促建 提升内涵\n{LONG}{signed}多元共治护成长\n{LONG}{signed}"
    found = outline(text)[0].pieces
    assert [piece.title for piece in found] == ["高位推动 全面发力", "以评促建 提升内涵", "多元共治护成长"]
    assert {(piece.organisation, piece.date) for piece in found} == {("云溪县教育局", "2019年10月21日")}


def test_short_texts_when_all_are_signed() -> None:
    short = "校门外十步就是溪,孩子们跟着老师测水温、数水虫、画岸线,三年积了四大本数据,县里的人来采样也先翻本子。\n"
    text = "".join(
        f"{name}\n{title}\n2024年6月5日\n{short}{short}"
        for name, title in (("河东小学", "用好一条溪"), ("河西小学", "三十人的球队"))
    )
    assert [title for _, title in titles(text)] == ["用好一条溪", "三十人的球队"]


def test_docx_pages_and_centred_titles() -> None:
    one, two = ("让乡村孩子爱上阅读", "一块黑板的故事")
    for flags in ("p", "pc", "c", "t"):
        first = flags.replace("p", "")
        assert paged((one, first), (COUNTY + LONG, ""), (two, flags), (CITY + LONG, "")) == [one, two]


def test_docx_cover_and_sections_on_pages() -> None:
    assert paged(("云溪县自查报告", "c"), (COUNTY, ""), ("三、存在问题", "p"), (LONG, "")) == ["云溪县自查报告"]
    assert paged(("云溪县工作报告", "c"), (COUNTY, ""), ("改革创新成效显著", "p"), (LONG, "")) == ["云溪县工作报告"]
    cover = ("云溪县均衡发展自查报告", "c")
    assert paged(cover, ("云溪县人民政府", "c"), (cover[0], "pc"), (COUNTY + LONG, "")) == [cover[0]]


def test_form_feeds() -> None:
    text = f"让乡村孩子爱上阅读\n{COUNTY}{LONG}\f一块黑板的故事\n{CITY}{LONG}"
    assert [title for _, title in titles(text)] == ["让乡村孩子爱上阅读", "一块黑板的故事"]
    assert len(titles(f"让乡村孩子爱上阅读\n{COUNTY}\f{LONG}\f{LONG[60:]}")) == 1


@pytest.mark.parametrize(
    "text",
    [
        f"关于印发《云溪县实施方案》的通知\n各学校:\n{LONG}云溪县教育局\n2021年3月5日\n云溪县实施方案\n{COUNTY}{LONG}",
        f"关于做好控辍保学工作的通知\n{LONG}云溪县教育局\n2021年3月5日\n附件1\n控辍保学台账\n序号 姓名\n附件2\n工作方案\n{COUNTY}{LONG}",
        f"山乡教育的春天\n云溪县教育局\n{LONG}典型做法\n{COUNTY}{LONG}",
        f"表彰先进单位的决定\n{LONG}先进学校\n河东小学\n河西小学\n{LONG}",
        f"三条经验\n云溪县三年攻坚,有三条经验。\n经验一:党政同责\n{PROSE}经验二:资金打捆\n{PROSE}",
    ],
)
def test_office_papers_stay_whole(text: str) -> None:
    assert len(titles(text)) == 1


def test_texts_in_one_line() -> None:
    line = PROSE.replace("\n", "")
    text = "".join(f"{name}2023年推进均衡工作总结{name}{line}{line}" for name in ("牛角湾小学", "马鞍岭小学"))
    found = outline(text)[0].pieces
    assert [piece.title for piece in found] == ["牛角湾小学2023年推进均衡工作总结", "马鞍岭小学2023年推进均衡工作总结"]
    assert found[0].span.end == found[1].span.start == len(text) // 2
    marked = f"均衡发展材料\n第一篇:{line}{line}第二篇:{line}{line}"
    assert [label for label, _ in titles(marked)] == ["1", "2"]


def test_marks_of_several_kinds_that_go_on() -> None:
    marks = ("【第1篇】一支竹笛", "范文二:棋盘进课间", "第3篇 戏台进教室", "篇4:晚安课堂")
    text = "学校材料(汇总4篇)\n" + "".join(f"{mark}\n{PROSE}" for mark in marks)
    assert [title for _, title in titles(text)] == ["一支竹笛", "棋盘进课间", "戏台进教室", "晚安课堂"]


@pytest.mark.parametrize(
    ("marks", "wanted"),
    [
        (("★小切口大民生★", "★一个都不能少★"), ["小切口大民生", "一个都不能少"]),
        (("经验材料选登之一\n小切口大民生", "经验材料选登之二\n一个都不能少"), ["小切口大民生", "一个都不能少"]),
        (("学校汇报范文(一)", "学校汇报范文(二)"), ["学校汇报", "学校汇报"]),
        (("经验材料1", "经验材料2"), ["经验材料1", "经验材料2"]),
        (("案例一:银龄讲学进山乡\n河东小学", "案例二:数字课堂连城乡\n河西小学"), ["银龄讲学进山乡", "数字课堂连城乡"]),
        (("(一)优先发展\n——云溪县经验", "(二)建章立制\n——青禾市经验"), ["优先发展", "建章立制"]),
        (("(一)夜校变身记\n夜校变身记", "(二)老厂新学堂\n老厂新学堂"), ["夜校变身记", "老厂新学堂"]),
    ],
)
def test_more_marks(marks: tuple[str, str], wanted: list[str]) -> None:
    text = f"均衡发展材料\n{marks[0]}\n{LONG}{marks[1]}\n{LONG}"
    assert [title for _, title in titles(text)] == wanted


def test_a_letter_and_the_papers_it_sends() -> None:
    letter = "云溪县教育局文件\n云教字〔2016〕23号\n关于印发经验材料的通知\n各学校:\n现将部分经验材料印发给你们,请认真学习借鉴。\n云溪县教育局\n2016年5月8日\n"
    text = f"{letter}附件1\n坚持三个优先\n河东小学\n{LONG}附件2\n撑起一片蓝天\n河西小学\n{LONG}"
    found = [(piece.kind, piece.title, piece.organisation) for piece in outline(text)[0].pieces]
    assert found == [
        ("document", "关于印发经验材料的通知", "云溪县教育局"),
        ("report", "坚持三个优先", "河东小学"),
        ("report", "撑起一片蓝天", "河西小学"),
    ]


def test_rules_and_empty_lines_part_papers() -> None:
    for between in ("=====================\n", "\n\n\n\n"):
        text = f"抱团发展 优势互补\n{COUNTY}{LONG}{between}智慧课堂点亮乡村\n{CITY}{LONG}"
        assert [title for _, title in titles(text)] == ["抱团发展 优势互补", "智慧课堂点亮乡村"]


def test_places_with_sections_of_their_own() -> None:
    sections = f"(一)加大投入\n{PROSE}(二)配强教师\n{PROSE}"
    text = f"各县经验材料\n一、云溪县:建好校\n{sections}二、青禾县:管到边\n{sections}"
    assert [title for _, title in titles(text)] == ["各县经验材料"]
    text = text.replace("建好校", "建好校 配强师").replace("管到边", "管到边 严到底")
    assert [title for _, title in titles(text)] == ["云溪县:建好校 配强师", "青禾县:管到边 严到底"]
    assert len(titles(text.replace("(一)", "").replace("(二)", ""))) == 1


def test_masthead_of_a_bulletin() -> None:
    text = f"教育工作简报\n第12期\n云溪县教育局办公室 2018年6月4日\n河东小学推行家访\n{COUNTY}"
    piece = outline(text)[0].pieces[0]
    assert (piece.title, piece.organisation, piece.date) == ("河东小学推行家访", "云溪县教育局办公室", "2018年6月4日")
