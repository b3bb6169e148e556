"""Lines that name whose a piece is."""

import pytest

from jingyan.model.span import Span
from jingyan.segment.authors import author_of
from jingyan.segment.lines import Line

from .samples import COUNTY, outline


@pytest.mark.parametrize(
    ("text", "organisation", "date"),
    [
        ("作者:刘芳 单位:河东小学 时间:2015年6月", "河东小学", "2015年6月"),
        ("报送单位:河东小学 报送时间:2019年3月", "河东小学", "2019年3月"),
        ("安丰县第二中学 周 明 (邮编 234500)", "安丰县第二中学", None),
        ("(执笔:县教育局办公室 吴晓峰 联系电话:13900000000)", "县教育局办公室", None),
        ("(河东小学 林秋声 134600)", "河东小学", None),
        ("云溪县教育局  2014年5月20日", "云溪县教育局", "2014年5月20日"),
        ("河东小学 党支部书记 马建国", "河东小学", None),
        ("县委书记 周正", None, None),
    ],
)
def test_authors(text: str, organisation: str | None, date: str | None) -> None:
    found = author_of(Line(0, Span(0, len(text)), text))
    assert found
    spans = (found.organisation, found.date)
    assert tuple(span.of(text) if span else None for span in spans) == (organisation, date)


@pytest.mark.parametrize(
    "text",
    [
        "河东小学 特色办学",
        "河东小学 河西小学",
        "加大投入 改善条件",
        "学校:一座没有围墙的花园。",
        "来源:县财政",
        "河东小学",
    ],
)
def test_no_authors(text: str) -> None:
    assert author_of(Line(0, Span(0, len(text)), text)) is None


@pytest.mark.parametrize(
    ("head", "title", "organisation", "date"),
    [
        ("校园足球踢出新天地\n王建新\n(河东小学 134600)", "校园足球踢出新天地", "河东小学", None),
        (
            "学校布局调整情况的报告\n(2016年4月26日在县人大常委会会议上)\n县教育局局长 何正平",
            "学校布局调整情况的报告",
            "县教育局",
            "2016年4月26日",
        ),
        ("打破围墙办教育\n抱成一团谋均衡\n——学区治理报告", "打破围墙办教育抱成一团谋均衡", None, None),
        ("走教走出新天地\n本报记者 黄晓云", "走教走出新天地", None, None),
        ("全县教育大会材料之三\n让课堂活起来\n河东小学", "让课堂活起来", "河东小学", None),
    ],
)
def test_heads_of_authors(head: str, title: str, organisation: str | None, date: str | None) -> None:
    text = f"{head}\n{COUNTY}"
    piece = outline(text)[0].pieces[0]
    assert (piece.title, piece.organisation, piece.date) == (title, organisation, date)
    assert text[piece.body.start :].startswith("近年来")


@pytest.mark.parametrize(
    ("title", "opening", "genre"),
    [
        ("青浦小学迎来新校舍", "本报讯(记者 陈某)9月1日,师生们搬进了新楼。", "news"),
        ("勇于担当", "各位领导、同志们:\n大家上午好!今天我讲三点。", "speech"),
        ("迎接检查", "各学校:\n现将有关事项通知如下:", "document"),
        ("迎接检查", "为做好迎检工作,特制定本方案。", "plan"),
        ("关于开展自评工作的通知", "各学校:", "document"),
        ("均衡发展情况汇报", "我县有学校30所。", "summary"),
        ("经验交流汇报", "我县有学校30所。", "experience"),
    ],
)
def test_genres_by_how_a_text_opens(title: str, opening: str, genre: str) -> None:
    assert outline(f"{title}\n{opening}\n{COUNTY}")[0].pieces[0].genre == genre
