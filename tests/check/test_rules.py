"""Every rule on sentences in which it must and must not fire, and on right relations that it confirms.

The figures come from the real extraction, as in the program: code → status of the findings, in order.
"""

import tomllib
from pathlib import Path

import pytest

from jingyan.check.checking import RECOGNISED, RULES, CheckSettings, check
from jingyan.extract.extracting import extract
from jingyan.model.finding import Finding
from jingyan.model.source import Source
from jingyan.model.span import Span
from jingyan.model.structure import Outline, Piece

PATH = "来稿.txt"
CASES = Path(__file__).parent / "cases"


def told() -> list[tuple[str, str, str]]:
    """Every text of the tables in cases/ as (code, status, text)."""
    right = tomllib.loads((CASES / "right.toml").read_text("utf-8"))
    wrong = tomllib.loads((CASES / "wrong.toml").read_text("utf-8"))
    rows = [(code, "consistent", text) for code, row in right.items() for text in row["texts"]]
    rows += [(code, status, text) for code, by in wrong.items() for status, row in by.items() for text in row["texts"]]
    return rows


def findings(
    text: str, *, skip: frozenset[str] = frozenset(), recognised: tuple[Span, ...] = ()
) -> tuple[Finding, ...]:
    """What is found in `text`; a first line that begins with "# " is the piece's title."""
    source = Source(PATH, text, "text", "0" * 64, recognised=recognised)
    title = text.partition("\n")[0].removeprefix("# ") if text.startswith("# ") else "某县材料"
    begin = text.find("\n") + 1 if text.startswith("# ") else 0
    outline = Outline(PATH, pieces=(Piece(PATH, "1", Span(0, len(text)), Span(begin, len(text)), title),))
    extracts, _ = extract(source, text, outline)
    return check(source, text, outline, extracts, CheckSettings(skip=skip))[0]


WRONG: tuple[tuple[str, str, str], ...] = (
    ("sum", "inconsistent", "全县有小学20所、初中8所、高中3所,共32所。"),
    ("sum", "inconsistent", "投入县级资金300万元、乡镇资金150万元,合计500万元。"),
    ("sum", "inconsistent", "现有教师96人(男45人,女52人)。"),
    ("sum", "suspicious", "现有教师100人(男45人,女52人)。"),
    ("sum", "inconsistent", "全镇学校30所,其中小学20所、初中8所、幼儿园5所。"),
    ("sum", "inconsistent", "共需资金1.3亿元,其中中央4000万元,省级3000万元,县级9500万元。"),
    ("part", "inconsistent", "选派教师46名,其中骨干教师64名。"),
    ("product", "inconsistent", "对120所学校每校补助2万元,共补助260万元。"),
    ("product", "inconsistent", "资助贫困生300人,人均500元,共计18万元。"),
    ("share", "inconsistent", "现有专任教师200人,其中本科学历150人,占85%。"),
    ("change", "inconsistent", "公办园由12所增加到20所,增加了10所。"),
    ("change", "inconsistent", "学位由2000个增加到2500个,增长30%。"),
    ("change", "suspicious", "入学率由40%提高到60%,提高了20%。"),
    ("change", "inconsistent", "巩固率由95.2%提高到98.6%,提高了4.3个百分点。"),
    ("direction", "inconsistent", "教师由2015年的300人减少到2018年的350人,减少50人。"),
    ("direction", "inconsistent", "班额由55人下降到65人。"),
    ("points", "suspicious", "去年县级承担50%,今年承担75%,县级配套比例提高了25%。"),
    ("complement", "inconsistent", "所需资金由县、乡分别承担75%、35%。"),
    ("complement", "suspicious", "所需资金由县、乡分别承担60%、30%。"),
    ("percent", "inconsistent", "适龄儿童入学率达102%。"),
    ("percent", "inconsistent", "本科学历教师占120%。"),
    ("count", "suspicious", "城关小学、城南小学、城北小学、河东小学等3所学校已达标。"),
    ("count", "suspicious", "成立了资金组、工程组、督查组、宣传组5个工作组。"),
    ("count", "inconsistent", "存在四个方面的问题:\n1、校舍不足。\n2、教师不足。\n3、经费不足。\n"),
    ("threshold", "suspicious", "每百名学生拥有县级以上骨干教师数达到省定标准2人以上。"),
    ("threshold", "suspicious", "教学及辅助用房面积达到标准5.8平方米以上。"),
    ("damaged", "inconsistent", "全年免收学费41820xx元。"),
    ("damaged", "inconsistent", "培训教师20xx余人。"),
    ("damaged", "inconsistent", "“”时期,我区教育经费逐年增长。"),
    ("placeholder", "suspicious", "*年,**县投入***万元。"),
    ("difference", "inconsistent", "核定编制150名,实有103名,还差57名。"),
    ("sum", "inconsistent", "全县投入资金1200万元,其中新建校舍800万元,添置设备350万元,维修运动场150万元。"),
    ("sum", "inconsistent", "新招聘教师236人,其中东澜区72人、石桥区91人、柳塘县83人。"),
    ("sum", "inconsistent", "交流教师247人,其中2021年31人,2022年52人,2023年79人,2024年88人。"),
    ("threshold", "suspicious", "教学仪器设备值213万元,生均2700元,高于2400元的标准。"),
    ("date", "inconsistent", "2月30日召开推进会。"),
    ("date", "inconsistent", "2015年2月29日召开推进会。"),
    ("date", "inconsistent", "2018-2015年布局规划已经上报。"),
    ("date", "inconsistent", "3月18日-12日开展督导。"),
    (
        "repeat",
        "suspicious",
        "通过集团办学和城乡结对等多种方式持续扩大优质教育资源的覆盖面,效果较好。\n另外,通过集团办学和城乡结对等多种方式持续扩大优质教育资源的覆盖面,群众满意。",
    ),
)


@pytest.mark.parametrize(("code", "status", "text"), WRONG, ids=[f"{c} {t[:14]}" for c, _, t in WRONG])
def test_a_wrong_relation_is_found_once(code: str, status: str, text: str) -> None:
    alarms = [(f.code, f.status) for f in findings(text) if f.status != "consistent"]
    assert alarms == [(code, status)]


RIGHT: tuple[tuple[str, str], ...] = (
    ("sum", "全县有小学20所、初中8所、高中3所,共31所。"),
    ("sum", "投资3.6亿元,设备预计1.3亿元,两项合计共4.9亿元。"),
    ("sum", "共需投资1.3亿元,其中:仪器1600万元,图书700万元,场地5400万元,设备4700万元,厨房607万元。"),
    ("sum", "专任教师16人(大专学历3人,本科学历13人)。"),
    ("sum", "抽检了9所初中、10所小学、2所完全中学、5个教学点共26所学校。"),
    ("part", "展示77节研讨课,其中中考科目43节。"),
    ("product", "为100所学校每校拨付2万元,共200万元。"),
    ("per_head", "免借读费7000人,350万元。"),
    ("difference", "核定编制150名,实有103名,还差47名。"),
    ("mean", "在校学生792人。校舍面积5148平方米,生均6.5平方米。"),
    ("share", "征求建议1120条,采纳803条,采纳率71.7%。"),
    ("rate", "收到学生来信400封。教师逐一回信。回信380封,回信率为95%。"),
    ("sum", "三年收入分别为6.12亿元、6.58亿元和7.03亿元,三年合计19.73亿元。"),
    ("sum", "全县26所义务教育学校(小学18所、初中6所、九年一贯制学校2所)全部达标。"),
    ("sum", "现有教职工74人,其中专任教师66人(研究生5人,本科58人,专科3人)。"),
    ("change", "大班由2015年春季的1867个减少到2018年春季的211个,减少了1656个。"),
    ("share", "现有专任教师200人,其中本科学历150人,占75%。"),
    ("share", "教师87人,其中女教师58人,占66.7%。"),
    ("change", "公办园由12所增加到20所,增加了8所。"),
    ("change", "学位由2000个增加到2500个,增长25%。"),
    ("change", "入学率由40%提高到60%,提高了20个百分点。"),
    ("complement", "所需资金由县、乡分别承担75%、25%。"),
    ("count", "城关小学、城南小学和城北小学3所学校已达标。"),
    ("count", "存在三个方面的问题:一是校舍不足;二是教师不足;三是经费不足。"),
    ("count", "成立资金组、工程组、督查组等3个工作组。"),
    ("threshold", "每百名学生网络多媒体教室数达到省定标准2.4间以上。"),
)


@pytest.mark.parametrize(("code", "text"), RIGHT, ids=[f"{c} {t[:14]}" for c, t in RIGHT])
def test_a_right_relation_is_confirmed_without_alarm(code: str, text: str) -> None:
    found = findings(text)
    assert [f for f in found if f.status != "consistent"] == []
    assert code in [f.code for f in found]


QUIET: tuple[str, ...] = (
    "现有教师100人,其中党员40人,女教师70人,高级教师35人。",  # overlapping groups
    "全县投入资金1200万元,其中省级财政800万元,用于校舍改造700万元,用于设备500万元。",  # sources and uses
    "全县投入资金1200万元,其中县财政投入800万元,校舍改造投入700万元。",  # two sums may overlap
    "全县学校45所,其中小学20所、初中8所。",  # the rest is not named
    "免收借读费共计3500000元,免收学杂费共计1400000元,免收书费共计390000元。",  # 共计 of each item
    "先后投入200万元、300万元,共建成教学楼5栋。",
    "投入县级资金约300万元、乡镇资金150余万元,共500万元。",  # approximations
    "新建教学楼、宿舍楼、食堂12个项目。",  # kinds, not the projects themselves
    "语文、数学、英语等9门课程。",
    "城关小学、城南小学等5所学校已达标。",
    "完成投资8.6亿元,占计划的107.5%。",
    "学前教育毛入学率达105%。",
    "财政投入增长120%。",
    "近三年来,先后3次召开会议,5次组织督查。",
    "受益学生25万人,占全市中小学生数的87%。",
    "小学入学率100%,初中入学率99.8%,残疾儿童入学率95%。",
    "县财政占67.8%,社会捐资占20%。",
    "由2012年的85%提高到2017年的98.6%。",
    "每班45人,全校24个班,学生1050人。",
    "园区最少的半亩,最多的12亩,共218亩。",
    "义务教育巩固率和入学率分别为94.2%、91.7%。",
    "每百名学生拥有高于规定学历教师数\t3.6人\t4.9人",
    "2016年2月29日,11月14日-18日,2013-2020年。",
    "从6月份开始,用3个月时间完成。",
    "每所学校派出2名教师,共选派教师86名。",
    "按照《关于进一步推进义务教育均衡发展的实施意见》办理。又按照《关于进一步推进义务教育均衡发展的实施意见》执行。",
    "教师平均年龄45岁,最大58岁,最小23岁,共120人。",
    "培训校长30人次、教师500人次,共举办培训班12期。",
)


@pytest.mark.parametrize("text", QUIET, ids=[t[:16] for t in QUIET])
def test_no_alarm_on_ordinary_sentences(text: str) -> None:
    assert [(f.code, f.relation) for f in findings(text) if f.status != "consistent"] == []


def test_findings_quote_the_source_and_speak_chinese() -> None:
    text = "全縣有小學20所、初中8所,共30所。"
    reading = "全县有小学20所、初中8所,共30所。"
    source = Source(PATH, text, "text", "0" * 64)
    extracts, _ = extract(source, reading, Outline(PATH))
    (finding,) = check(source, reading, Outline(PATH), extracts)[0]
    assert [m.text for m in finding.members] == ["20所", "8所", "30所"]
    assert finding.severity == "error"
    assert finding.relation == "20+8=28≠30所"
    assert finding.message == "分项与合计不符:20+8=28所,文中写30所,相差2所。"


def test_skipped_rules_are_silent() -> None:
    text = "2月30日召开推进会。"
    assert findings(text, skip=frozenset({"date"})) == ()


def confirmed(text: str) -> list[tuple[str, str]]:
    return [(f.code, f.relation) for f in findings(text) if f.status == "consistent"]


@pytest.mark.parametrize(
    "text",
    [
        "投入资金1860万元,其中校舍730万元、设备280万元、场地850万元,生均设备值2240元。",
        "拨款620万元、110万元、130万元,生均设备值达2600元,共860万元。",
    ],
)
def test_a_value_per_head_is_no_part_of_a_total(text: str) -> None:
    assert all("2240" not in relation and "2600" not in relation for _, relation in confirmed(text))
    assert "sum" in [code for code, _ in confirmed(text)]


@pytest.mark.parametrize(
    "text",
    [
        "实验室由211间增加到420间,增加了209间,班均拥有1间。",  # a growth is no stock to be divided
        "留守儿童1375人,结对1375人,每人有一位教师联系。",  # times one
        "优良率由38.4%上升到61.6%,占比继续提高。",  # two stages of one rate do not part a whole
        "计划建校7所,其中城东区3所、城西区2所、城南区2所。",  # counts of their own, no list of names
        "每周三、周五下午两校互派教师。",  # times, no list of schools
        "一间书屋、两块黑板、三个球场都已建成。",
    ],
)
def test_nothing_is_confirmed_by_chance(text: str) -> None:
    assert {code for code, _ in confirmed(text)} <= {"sum", "change", "direction"}


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("教师412人,其中女教师255人,占61.9%。", "255÷412≈61.9%"),
        ("为36所学校每校拨付25万元,共900万元。", "36×25万=900万元"),
        ("全县有23所小学。投入资金268万元,校均11.7万元。", "268万÷23≈11.7万元"),
        ("学生2150人,活动场地5160平方米,生均2.4平方米。", "5160÷2150=2.4平方米"),
        ("大班由88个减少到31个,减少57个。", "88-31=57个"),
        ("差距由14.2%下降到5.1%,下降9.1个百分点。", "14.2%-5.1%=9.1个百分点"),
        ("经费由县、乡按比例分别承担65%、35%。", "65%+35%=100%"),
        ("安排青溪、白石两县试点。", "列举2个,文中写“两县”"),
        ("扩建青溪、白石两所小学。", "列举2个,文中写“两所”"),
        ("存在两个方面的问题:一是校舍不足;二是教师不足。", "列出2条,文中写“两个”"),
    ],
)
def test_a_confirmation_is_told_once_with_units_and_the_texts_own_digits(text: str, relation: str) -> None:
    assert [r for _, r in confirmed(text)] == [relation]


def test_a_confirmation_speaks_simplified() -> None:
    text, reading = "擴建青溪、白石兩所小學。", "扩建青溪、白石两所小学。"
    source = Source(PATH, text, "text", "0" * 64)
    extracts, _ = extract(source, reading, Outline(PATH))
    (finding,) = check(source, reading, Outline(PATH), extracts)[0]
    assert finding.message == "核对无误:列举2个,文中写“两所”。"


@pytest.mark.parametrize(
    ("title", "text", "relation"),
    [
        ("某县自查报告", "生均教学仪器设备值2600元,高于2400元的标准。", "2400元≠小学2000元、初中2500元"),
        ("城南初级中学自查报告", "生均教学仪器设备值2600元,高于2400元的标准。", "2400元≠初中2500元"),
        ("某县自查报告", "小学生均教学仪器设备值2600元,高于2400元的标准。", "2400元≠小学2000元"),
        ("城南小学自查报告", "生均教学仪器设备值2600元,高于2500元的标准。", "2500元≠小学2000元"),
    ],
)
def test_a_threshold_names_its_school_stage(title: str, text: str, relation: str) -> None:
    source = Source(PATH, text, "text", "0" * 64)
    whole = Span(0, len(text))
    outline = Outline(PATH, pieces=(Piece(PATH, "1", whole, whole, title),))
    found = check(source, text, outline, extract(source, text, outline)[0])[0]
    assert [f.relation for f in found if f.code == "threshold" and f.status != "consistent"] == [relation]


@pytest.mark.parametrize(("code", "status", "text"), told(), ids=[f"{c} {t[:14]}" for c, _, t in told()])
def test_the_tables_of_cases(code: str, status: str, text: str) -> None:
    found = findings(text)
    alarms = [(f.code, f.status) for f in found if f.status != "consistent"]
    assert alarms == ([] if status == "consistent" else [(code, status)])
    if status == "consistent":
        assert code in [f.code for f in found]


@pytest.mark.parametrize(
    "text", tomllib.loads((CASES / "quiet.toml").read_text("utf-8"))["texts"], ids=lambda t: t[:16]
)
def test_right_texts_that_look_like_relations(text: str) -> None:
    assert [(f.code, f.relation) for f in findings(text) if f.status != "consistent"] == []


def test_every_rule_has_a_case() -> None:
    assert {r.code for r in RULES} <= {c for c, _, _ in (*WRONG, *told())} | {c for c, _ in RIGHT}


def test_a_disagreement_in_recognised_text_is_a_doubt() -> None:
    text = "全县有小学20所、初中8所、高中3所,共32所。"
    (printed,) = findings(text)
    (seen,) = findings(text, recognised=(Span(0, len(text)),))
    assert (printed.status, printed.severity) == ("inconsistent", "error")
    assert (seen.status, seen.severity) == ("suspicious", "warning")
    assert seen.hint.startswith(RECOGNISED)
    assert printed.hint in seen.hint


def test_what_agrees_in_recognised_text_is_confirmed_as_ever() -> None:
    text = "全县有小学20所、初中8所、高中3所,共31所。"
    assert findings(text, recognised=(Span(0, len(text)),)) == findings(text)
