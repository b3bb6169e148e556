"""What stands over a text: jump lines and menus of sites, boxes of government pages, introductions; years and table heads are no furniture."""

import pytest

from jingyan.script.fold import reading
from jingyan.segment.furniture import furniture
from jingyan.segment.furniture_intro import is_offer
from jingyan.segment.lines import half, lines_of

TEXT = "今年以来,我镇坚持把河道管护放在心上,村村有河长,段段有专人,水比去年清了许多,群众十分满意。\n一、压实责任\n各村签订责任书,每月巡河四次。"


def cut(head: str) -> list[str]:
    """The lines that are furniture in `head` over a text."""
    page = half(reading(f"{head}\n{TEXT}"))
    lines = lines_of(page)
    found = {line.index for item in furniture(page, lines) for line in lines if item.span.covers(line.span)}
    return [line.text for line in lines if line.index in found]


@pytest.mark.parametrize(
    "year",
    ["2021 / 2022 年度", "2023/2024学年", "2019-2020学年度", "2022 / 23 年度", "2020—2021学年第一学期", "2018/2019"],
)
def test_two_years_are_no_page_number(year: str) -> None:
    assert cut(f"柳河镇中心小学\n学校发展计划\n{year}") == []


@pytest.mark.parametrize("number", ["3 / 12", "第 2 页 共 9 页", "- 7 -", "12/40页", "Page 2 of 6"])
def test_page_numbers_are_still_told(number: str) -> None:
    assert cut(f"柳河镇护河工作总结\n{number}") == [number]


@pytest.mark.parametrize("head", ["佐证资料连结", "相关链接", "附件下载", "文件上传", "分享"])
def test_heads_of_a_table_with_one_cell_a_line_stay(head: str) -> None:
    assert cut(f"柳河镇护河工作考核表\n项目 |\n做法 |\n{head} |\n巡河次数 |\n每月四次,由村干部带队。 |\n|") == []


def test_a_menu_with_bars_is_no_table() -> None:
    assert "首页 |" in cut("首页 |\n新闻 |\n下载 |\n论坛 |\n登录 |\n注册 |\n柳河镇护河工作总结")


@pytest.mark.parametrize(
    "line", ["跳到主要內容區", "跳到主要内容", "移至主內容", "Skip to main content", ":::", "选择搜索范围"]
)
def test_jump_lines(line: str) -> None:
    assert len(cut(f"{line}\n柳河镇护河工作总结")) == 1


def test_menus_with_bullets_on_their_own_lines() -> None:
    menu = "农技服务\n-\n种植\n-\n养殖\n-\n气象"
    assert cut(f"当前位置:首页 > 涉农 >\n{menu}\n柳河镇护河工作总结")[1:] == menu.splitlines()
    assert cut(f"柳河镇护河工作总结\n{menu}") == []
    assert cut("柳河镇护河工作总结\n-\n巡查和清淤两项工作都按时完成") == []


def test_the_number_in_the_box_of_a_page() -> None:
    box = "• 索引号:\n6100000/2023-00012\n• 发文字号:\n柳政发〔2023〕12号\n• 发布日期:\n2023年05月06日 09:20"
    assert "柳政发〔2023〕12号" in cut(f"返回顶部\n柳河镇议事规则\n{box}")
    assert cut("柳政发〔2023〕12号\n柳河镇议事规则") == []


@pytest.mark.parametrize(
    "text",
    [
        "序言:写作是记录生活的好办法,我们为您精选了6篇的护河工作总结样本,期待对您有启发,请尽情阅读。",
        "写材料不难,我们为大家挑选了三篇河长制工作总结范文,希望对您有所帮助。",
        "总结分为个人总结和集体总结等。下面是小编为您精心整理的。",
        "计划有长有短,以下是小编给您带来的。",
        "报告要有事实,下面就是小编整理的护河报告。",
    ],
)
def test_offers_of_an_editor(text: str) -> None:
    assert is_offer(half(text))


@pytest.mark.parametrize(
    "text",
    [
        "序言:护河是全镇的大事,我们为家家户户印发了手册。",
        "我们为大家准备了三场报告,学校请家长来听,共同学习。",
        "下面是工作组整理的台账。",
        "下面由档案室整理后归档。",
        "我们为大家精选了八堂好课,供全校教师学习。",
    ],
)
def test_speakers_are_no_editors(text: str) -> None:
    assert not is_offer(half(text))
