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
    ("推出“掌上邮”服务,接件九百件。", "掌上邮", "initiative"),
    ("组建三十人的“乡音之声”宣讲队,进村宣讲。", "乡音之声", "initiative"),
    ("新闻发布会介绍“我为群众办实事”项目进展。", "我为群众办实事", "initiative"),
    ("用好“台、栏、群、墙”等阵地。", "台、栏、群、墙", "slogan"),
    ("建立“校—社—村”协作机制,按周碰头。", "校—社—村", "slogan"),
    ("树立“护林先护苗,护苗靠教育”的理念。", "护林先护苗,护苗靠教育", "slogan"),
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
        "层层签订“控辍保学”责任书,召开“控辍保学”推进会。",
        "县里重视“三农”工作,做大“土特产”文章。",
        "开展“地毯式”排查和“兜底式”服务。",
        "该镇素有“橘海蜜乡”之美誉,古镇内有“关帝庙”和“烈士故居”。",
        "从“细致”上用力,在“扎实”中求效。",
        "建立“困难学生台账”“返乡人员信息库”,成立“安全检查小组”。",
        "对“独居户、残疾户”逐一走访。",
        "县报以“山乡新图景”为题作了报道。",
        "打击“毒豆芽”,取缔“黑作坊”。",
        "“五一”前后客流增加,“一期”项目完工,“青溪牌”笋干畅销。",
        "村民称他为“活字典”,村里有“陈家大院”。",
        "在票面注明“作废”字样。",
        "我站于上月申请工程款项,只要下达工程款就开工。",
        "全乡工程进度加快,水利工程和两年工程均已完工。",
        "今年计划实施道路维修两处。",
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
        ("全镇公路实现了两增两减一提升,群众满意。", "两增两减一提升"),
        ("做到了采购、配送、价格三统一,品质有保证。", "三统一"),
        ("大力推进燎原工程,培训骨干百人。", "燎原工程"),
        ("落实乡村振兴三年行动,成效明显。", "乡村振兴三年行动"),
        ("15分钟便民服务圈覆盖全部社区。", "15分钟便民服务圈"),
    ],
)
def test_unquoted_names(sentence: str, name: str) -> None:
    text = LEAD + sentence
    assert name in [i.span.of(text) for i in extracts_of(text).initiatives]
