"""Figures of awkward sentences of the genre: text | kind | value | unit | exactness, one table."""

import pytest

from jingyan.extract.extracting import extract
from jingyan.model.extracts import Figure
from jingyan.model.source import Source
from jingyan.model.span import Span
from jingyan.model.structure import Boilerplate, Outline


def figures(text: str, outline: Outline | None = None) -> tuple[Figure, ...]:
    source = Source("来稿.txt", text, "text", "0" * 64)
    return extract(source, text, outline or Outline("来稿.txt"))[0].figures


def row(text: str, figure: Figure) -> str:
    value = "~".join(map(str, figure.value)) if isinstance(figure.value, tuple) else str(figure.value)
    kind = f"{figure.kind}/{figure.of}" if figure.of else figure.kind
    return "|".join((figure.span.of(text), kind, value, figure.unit or "", figure.approximate))


CASES: tuple[tuple[str, tuple[str, ...]], ...] = (
    # counts, units, normal forms
    ("现有学校128所,教职工3 286人。", ("128所|count|128|所|exact", "3 286人|count|3286|人|exact")),
    ("选派46名骨干、聘请10位专家。", ("46名|count|46|人|exact", "10位|count|10|人|exact")),
    ("共 20 所 学校。", ("20 所|count|20|所|exact",)),
    ("改造危房12,500平方米。", ("12,500平方米|area|12500|平方米|exact",)),
    ("占地2.8万㎡,新征土地48亩。", ("2.8万㎡|area|28000|平方米|exact", "48亩|area|48|亩|exact")),
    ("总分500分,督导占150分。", ("500分|count|500|分|exact", "150分|count|150|分|exact")),
    ("宽带达到100兆。", ("100兆|other|100|兆|exact",)),
    ("新增学位一千二百个。", ("一千二百个|count|1200|个|exact",)),
    ("计算机教室一百零二间。", ("一百零二间|count|102|间|exact",)),
    ("参加培训的教师达3000人(次)。", ("3000人|count|3000|人|exact",)),
    ("十二中新建百所标准化学校。", ("百所|count|100|所|exact",)),
    ("全市五县三区。", ("五|count|5|个|exact", "三|count|3|个|exact")),
    ("5个或5个以上班级。", ("5个或5个以上|count|5|个|at_least",)),
    # one and its articles
    ("建成一所九年一贯制学校。", ("一所|count|1|所|exact",)),
    (
        "每班配备一名专职教师,每半月调度一次。",
        ("一名|count|1|人|exact", "半月|duration|0.5|月|exact", "一次|count|1|次|exact"),
    ),
    ("每个年级一间活动室。", ("一间|count|1|间|exact",)),
    ("这是一项系统的民生事业。", ()),
    ("一位老教师坚守讲台。", ()),
    ("教育质量也是一个突出的方面。", ()),
    # money
    ("投入3万4000元。", ("3万4000元|money|34000|元|exact",)),
    ("累计投入1.2亿多元。", ("1.2亿多元|money|120000000|元|over",)),
    ("投入2.3亿,其中县级8000万。", ("2.3亿|money|230000000|元|exact", "8000万|money|80000000|元|exact")),
    ("投资1.5个亿。", ("1.5个亿|money|150000000|元|exact",)),
    ("公用经费小学650元/生·年。", ("650元|money|650|元|exact",)),
    ("筹措资金三千五百万元。", ("三千五百万元|money|35000000|元|exact",)),
    # percents and ratios
    ("毛入园率达到百分之八十五。", ("百分之八十五|percent|85|%|exact",)),
    ("九成以上的学校开齐了课程。", ("九成以上|percent|90|%|at_least",)),
    ("参与率为九成半。", ("九成半|percent|95|%|exact",)),
    ("三分之二的教师参加了培训。", ("三分之二|ratio|0.666667||exact",)),
    ("超过1/3的学校达标。", ("1/3|ratio|0.333333||over",)),
    ("提高了3.5个百分点。", ("3.5个百分点|percent|3.5|个百分点|exact",)),
    ("提高2百分点。", ("2百分点|percent|2|个百分点|exact",)),
    ("生师比达到14.2:1,差异系数为0.38。", ("14.2:1|ratio|14.2||exact", "0.38|other|0.38||exact")),
    ("师生比为1∶16。", ("1∶16|ratio|0.0625||exact",)),
    ("入学率达100 %。", ("100 %|percent|100|%|exact",)),
    # exactness
    ("招聘120余名教师。", ("120余名|count|120|人|over",)),
    ("近2万名学生受益。", ("近2万名|count|20000|人|about",)),
    ("大约300人参加。", ("大约300人|count|300|人|about",)),
    ("上百人次,上万名群众。", ("上百人次|count|100|人次|at_least", "上万名|count|10000|人|at_least")),
    ("图书二十五册以上。", ("二十五册以上|count|25|册|at_least",)),
    ("大班额比例不超过5%。", ("5%|percent|5|%|at_most",)),
    ("班额控制在45人以内。", ("45人以内|count|45|人|at_most",)),
    ("不少于10节公开课。", ("10节|count|10|节|at_least",)),
    ("每校至少配备2名教师。", ("2名|count|2|人|at_least",)),
    ("学生低于50人的教学点。", ("50人|count|50|人|under",)),
    ("受益学生突破3000人。", ("3000人|count|3000|人|over",)),
    ("四成左右的骨干参与。", ("四成左右|percent|40|%|about",)),
    (
        "十来个乡镇,二十多个村,十余所学校。",
        ("十来个|count|10|个|about", "二十多个|count|20|个|over", "十余所|count|10|所|over"),
    ),
    ("几十名教师,数百名学生。", ()),
    ("8月底前竣工。", ("8月底|date|XXXX-08|月|at_most",)),
    # ranges and lists
    ("设48~56座,招14—16岁学员。", ("48~56座|range/count|48~56|座|exact", "14—16岁|range/count|14~16|岁|exact")),
    ("补助2-3万元,占50%-60%。", ("2-3万元|range/money|20000~30000|元|exact", "50%-60%|range/percent|50~60|%|exact")),
    ("走访两三个乡镇,七八十名教师。", ("两三个|range/count|2~3|个|exact", "七八十名|range/count|70~80|人|exact")),
    ("7至9年级开设编程课。", ("7至9年级|range/ordinal|7~9|年级|exact",)),
    ("从12所增加到20所。", ("12所|count|12|所|exact", "20所|count|20|所|exact")),
    (
        "增加了3.2、4.5和1.8个百分点。",
        ("3.2|percent|3.2|个百分点|exact", "4.5|percent|4.5|个百分点|exact", "1.8个百分点|percent|1.8|个百分点|exact"),
    ),
    (
        "教师分别为1200、850和430人。",
        ("1200|count|1200|人|exact", "850|count|850|人|exact", "430人|count|430|人|exact"),
    ),
    # dates and durations
    ("二〇一六年三月启动。", ("二〇一六年三月|date|2016-03|月|exact",)),
    ("2018年9月1日—10日督查。", ("2018年9月1日—10日|range/date|2018-09-01~2018-09-10|日|exact",)),
    ("2015年至2017年实施。", ("2015年至2017年|range/date|2015~2017|年|exact",)),
    ("2013—2014学年度开学。", ("2013—2014学年度|range/date|2013~2014|学年|exact",)),
    ("2016年上半年和2017年秋季学期。", ("2016年上半年|date|2016-H1|年|exact", "2017年秋季学期|date|2017-FA|年|exact")),
    (
        "12月中旬、10月份、3月21日。",
        ("12月中旬|date|XXXX-12|月|exact", "10月份|date|XXXX-10|月|exact", "3月21日|date|XXXX-03-21|日|exact"),
    ),
    ("时间:2014.09.01。", ("2014.09.01|date|2014-09-01|日|exact",)),
    (
        "近三年来,三年内,十年间。",
        ("近三年|duration|3|年|exact", "三年内|duration|3|年|at_most", "十年|duration|10|年|exact"),
    ),
    (
        "用两天时间,两个月内整改,两个半月完成。",
        ("两天|duration|2|日|exact", "两个月内|duration|2|月|at_most", "两个半月|duration|2.5|月|exact"),
    ),
    ("纳入2014县政府工作要点。", ("2014|date|2014|年|exact",)),
    ("2016年初中招生结束。", ("2016年|date|2016|年|exact",)),
    # masked and damaged: never an invented number
    (
        "20xx年5月,*年,××年×月。",
        (
            "20xx年5月|placeholder/date|20XX-05|月|exact",
            "*年|placeholder/date|XXXX|年|exact",
            "××年×月|placeholder/date|XXXX-XX|月|exact",
        ),
    ),
    ("20 年9月,201×年。", ("20 年9月|placeholder/date|20XX-09|月|exact", "201×年|placeholder/date|201X|年|exact")),
    ("共投入***万元,用时*天。", ("***万元|placeholder/money|None|元|exact", "*天|placeholder/duration|None|日|exact")),
    (
        "免收学费41820xx元,到会20xx余人。",
        ("41820xx元|placeholder/money|None|元|exact", "20xx余人|placeholder/count|None|人|over"),
    ),
    ("现有学校xx所,学生xxxx人。", ("xx所|placeholder/count|None|所|exact", "xxxx人|placeholder/count|None|人|exact")),
    ("20xx年5月至20xx年12月。", ("20xx年5月至20xx年12月|placeholder/range|20XX-05~20XX-12|月|exact",)),
    (
        "xx-xx学年试点,到12—高中跟进。",
        ("xx-xx学年|placeholder/range|XX~XX|学年|exact", "12—|placeholder/range|None|学年|exact"),
    ),
    ("“*”期间,**区**小学位于**镇。", ("“*”期间|placeholder/date|None||exact",)),
    # ordinals and document numbers
    (
        "第三轮督导,第三小组,排名全省第5位。",
        ("第三轮|ordinal|3|轮|exact", "第三|ordinal|3||exact", "第5位|ordinal|5|位|exact"),
    ),
    ("根据赣府发〔2016〕12号文件。", ("赣府发〔2016〕12号|doc_number|12|号|exact",)),
    ("印发了教督[20××]6号。", ("教督[20××]6号|doc_number|6|号|exact",)),
    # not figures
    ("统一思想,进一步加强,十分重视,一方面推进。", ()),
    ("初三年级、第三中学、第一责任人、九年一贯制。", ()),
    ("实施“双百工程”,落实两免一补,做到一校一品。", ()),
    ("体育2+1工程、三年行动计划、四个意识。", ()),
    ("每百名学生、每100名学生。", ()),
    ("十年树木,百年大计,千方百计,百姓满意。", ()),
    ("电话:0791-86765432,开放时间9:00-18:30。", ()),
    ("《2014年工作要点》已印发。", ()),
    ("1、3、5分别是什么。", ()),
    ("一、加强领导\n(二)落实责任\n3.完善制度", ()),
    ("2.2014年招生。", ("2014年|date|2014|年|exact",)),
    ("3、5所学校通过验收。", ("5所|count|5|所|exact",)),
)


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[c[0][:16] for c in CASES])
def test_awkward_sentences(text: str, expected: tuple[str, ...]) -> None:
    assert tuple(row(text, f) for f in figures(text)) == expected


def test_a_break_inside_a_figure() -> None:
    text = "各县以1:\n2比例配套,投入360余\n万元。"
    joins = tuple(Span(i, i + 1) for i, char in enumerate(text) if char == "\n")
    found = figures(text, Outline("来稿.txt", joins=joins))
    assert [(f.span.of(text), f.value, f.approximate) for f in found] == [
        ("1:\n2", 0.5, "exact"),
        ("360余\n万元", 3600000, "over"),
    ]


def test_site_furniture_holds_no_figures() -> None:
    text = "共11页,下载需2元\n投入200万元。"
    outline = Outline("来稿.txt", boilerplate=(Boilerplate("来稿.txt", Span(0, 9), "site_notice", "x"),))
    assert [f.span.of(text) for f in figures(text, outline)] == ["200万元"]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("预计投入300万元。", "planned"),
        ("班额标准不超过45人。", "standard"),
        ("投入300万元。", "actual"),
        ("标准化建设投入300万元。", "actual"),
    ],
)
def test_status(text: str, status: str) -> None:
    assert figures(text)[0].status == status


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("现有在校学生83人。", "在校学生"),
        ("全县新建100所农村寄宿制小学。", "农村寄宿制小学"),
        ("投入资金206万元。", "投入资金"),
        ("残疾儿童入学率达100%。", "残疾儿童入学率"),
    ],
)
def test_indicator(text: str, indicator: str) -> None:
    assert figures(text)[0].indicator == indicator


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("市教育局给全市30所学校配了图书。", "全市"),
        ("市教育局给每校拨付5万元。", "市教育局"),
        ("区里反复调研,河心最小的教学点只有9人。", "河心最小的教学点"),
        ("2021年,全县新建学校12所。", "全县"),
        ("我县高度重视。先后投入资金300万元,新建校舍5栋。", "我县"),
        ("3月5日,县政府召开推进会。", "县政府"),
        ("督查组实地抽查了青禾县46所中小学。", "青禾县"),
        ("各县(市、区)教育局完成自查2次。", "各县(市、区)教育局"),
        ("最偏远的白石教学点有学生7人。", "白石教学点"),
        ("青溪、白石、云岭三个县通过验收。", "青溪、白石、云岭"),
        ("要先问学校,再花20万元。", None),
        ("一天只上6节课。", None),
    ],
)
def test_subject(text: str, who: str | None) -> None:
    assert figures(text)[0].subject == who


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("2022年冬,把优质均衡列为全市十大民生项目。", "十大民生项目"),
        ("还有3个。", None),
        ("5月8日,县政府召开了控辍保学专题会议。", "控辍保学专题会议"),
        ("6月下旬,青禾县通过了省级复查。", "省级复查"),
        ("发放助学补助240人,3.6万元。", "发放助学补助"),
        ("市财政投入资金206万元。", "投入资金"),
        ("生均教学用房面积达到5.8平方米。", "生均教学用房面积"),
    ],
)
def test_an_indicator_is_a_noun_phrase_or_nothing(text: str, indicator: str | None) -> None:
    found = figures(text)
    assert found[-1 if "人,3.6" in text else 0].indicator == indicator
