"""Breadcrumbs are cut whole, and the title they end with stays."""

import pytest

from jingyan.script.fold import reading
from jingyan.segment.furniture import furniture
from jingyan.segment.lines import half, lines_of

TEXT = "今年以来,我镇坚持把河道管护放在心上,村村有河长,段段有专人,水比去年清了许多,群众十分满意。\n一、压实责任\n各村签订责任书,每月巡河四次。"


def cut(head: str) -> list[str]:
    """The lines of `head` that are furniture over a text."""
    page = half(reading(f"{head}\n{TEXT}"))
    lines = lines_of(page)
    found = {line.index for item in furniture(page, lines) for line in lines if item.span.covers(line.span)}
    return [line.text for line in lines if line.index in found]


@pytest.mark.parametrize(
    ("crumbs", "title"),
    [
        ("写材料网 > 工作总结 > 年度工作总结 > 柳河镇2018年河道管护工作总结范文", "柳河镇2018年河道管护工作总结范文"),
        ("材料网 > 工作总结 > 护河工作总结范文", "护河工作总结范文"),
        ("当前位置:首页 » 乡镇动态 » 柳河镇开展巡河活动", "柳河镇开展巡河活动"),
        ("您现在的位置:\n首页\n> 镇村新闻\n> 正文", "柳河镇巡河工作小结"),
        ("当前位置:首页\n > 水务宣传 > 部门动态", "柳河镇:档案室通过验收"),
        ("首页 >\n工作总结 >\n柳河镇护河工作总结", "柳河镇护河工作总结"),
        ("首页 › 范文 › 总结 ›", "柳河镇护河工作总结"),
        ("首頁 > 鄉鎮工作 > 柳河鎮護河工作總結", "柳河鎮護河工作總結"),
    ],
)
def test_breadcrumbs_are_cut_and_the_title_stays(crumbs: str, title: str) -> None:
    found = cut(f"{crumbs}\n{title}")
    assert found == [line.strip() for line in half(reading(crumbs)).splitlines()]


@pytest.mark.parametrize(
    "head",
    [
        "柳河镇护河工作总结\n流程:巡查>上报>处置>回访",
        "关于护河工作首页设置的说明",
        "柳河镇护河工作总结\n小学 > 初中",
        "护河工作总结范文",
        "水质由差到好:劣五类→四类→三类,位置不变",
    ],
)
def test_arrows_of_a_paper_are_its_own(head: str) -> None:
    assert cut(head) == []
