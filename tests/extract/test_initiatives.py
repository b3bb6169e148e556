"""What a quoted name is: a programme by its own words or by what starts or carries it, a slogan by what holds it, or nothing."""

import pytest

from .marked_texts import extracts_of

LEAD = "全县教育工作扎实推进,学校建设和教师培训都有新进展。"
ROWS = (
    ("开展“书记讲堂”12场次。", "书记讲堂", "initiative"),
    ("举办“金秋读书月”活动,参与学生三千人。", "金秋读书月", "initiative"),
    ("扎实开展“春训”“夏练”“秋收”活动,全镇参与。", "夏练", "initiative"),
    ("上线“入园通”平台,网上登记六千人。", "入园通", "initiative"),
    ("招募“银发辅导员”志愿者86名,“暖阳信箱”收信百余封。", "暖阳信箱", "initiative"),
    ("学校通过省政府“两基”验收。", "两基", "initiative"),
    ("实行“红黄绿”三色管理,按月通报。", "红黄绿", "slogan"),
    ("坚持“先急后缓、先易后难”的原则。", "先急后缓、先易后难", "slogan"),
    ("形成“人人参与”的工作格局。", "人人参与", "slogan"),
    ("突出“四个优先”,加大投入。", "四个优先", "slogan"),
    ("纵深推进“县管校聘”,交流教师三百人。", "县管校聘", "slogan"),
    ("不断推进“两个融合〞,改善办学条件。", "两个融合", "slogan"),
)


@pytest.mark.parametrize(("sentence", "name", "kind"), ROWS, ids=[row[1] for row in ROWS])
def test_the_type_of_a_quoted_name(sentence: str, name: str, kind: str) -> None:
    text = LEAD + sentence
    assert [i.type for i in extracts_of(text).initiatives if i.span.of(text) == name] == [kind]


@pytest.mark.parametrize(
    "sentence",
    [
        "“十三五”期间,全县新建学校六所。",
        "县“四大家”领导包联学校。",
        "校长王某说:“孩子们都回来了。”",
        "完成水库灌区节水改造工程和农村饮水工程建设。",
        "解决“择校热”问题,让“薄弱学校”旧貌换新颜。",
    ],
)
def test_what_is_no_initiative(sentence: str) -> None:
    assert extracts_of(LEAD + sentence).initiatives == ()


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("雏鹰计划孵化课题三十项。", "雏鹰计划"),
        ("成功举办第六届荷花文化节。", "荷花文化节"),
        ("落实乡村振兴三年行动,成效明显。", "乡村振兴三年行动"),
        ("15分钟便民服务圈覆盖全部社区。", "15分钟便民服务圈"),
    ],
)
def test_unquoted_names(sentence: str, name: str) -> None:
    text = LEAD + sentence
    assert name in [i.span.of(text) for i in extracts_of(text).initiatives]
