"""Relations between pieces, from the real comparison and extraction: copies of one unit, renamed copies of another, sentences told twice."""

from jingyan.app.collect import outline_sources
from jingyan.app.compare import compare_pieces
from jingyan.app.extract import check_sources, extract_sources
from jingyan.app.verbs import _source as source_of
from jingyan.model.finding import Finding

TITLE = "白石县推进义务教育优质均衡发展经验材料\n白石县教育局\n"
BODY = """白石县地处山区,学校小而散。近年来,县委、县政府把办好每一所学校当作头等大事来抓,走出了一条山区办学的路子。
一、舍得投入
白石县三年共投入资金3860万元,新建校舍21460平方米,改造运动场37片,为乡村学校添置图书87300册。资金优先投向最远的学校,村小的孩子也用上了新课桌。
二、配强教师
全县招聘教师246名,其中音体美教师83名,全部先到乡村学校任教。县里为乡村教师建周转房164套,教师不再每天往返奔波,安下心来教书。
三、抓实管理
白石县把全县小学划成6个学区,学区内教师统一调配、课程统一安排、质量统一评价。一年下来,学区内学校之间的差距明显缩小,家长不再舍近求远择校。
"""


def findings(*texts: str, skip: frozenset[str] = frozenset()) -> list[Finding]:
    collected = outline_sources([source_of(text, number) for number, text in enumerate(texts, 1)])
    extracts, _ = extract_sources(collected)
    found, _ = check_sources(collected, extracts, compare_pieces(collected)[0], skip=skip)
    codes = {"copies", "same_data", "leftover", "twice", "values"}
    return [f for f in found if f.code in codes and f.status != "consistent"]


def places(found: Finding) -> list[tuple[str, str]]:
    return [(m.source, m.text) for m in found.members]


def test_two_equal_copies_of_one_unit_say_nothing() -> None:
    assert findings(TITLE + BODY, TITLE + BODY + "以上材料已经审核。\n") == []


def test_a_figure_that_differs_between_two_copies_is_told_with_both_places() -> None:
    (found,) = findings(TITLE + BODY, TITLE + BODY.replace("3860万元", "3680万元"))
    assert (found.code, found.status, found.severity) == ("copies", "inconsistent", "warning")
    assert places(found) == [("文本1", "3860万元"), ("文本2", "3680万元")]
    assert "文本1 里写“3860万元”" in found.message
    assert "文本2 里写“3680万元”" in found.message


def test_another_way_of_writing_a_number_is_no_difference() -> None:
    assert findings(TITLE + BODY, TITLE + BODY.replace("3860万元", "3860.0万元")) == []


def test_what_one_copy_masks_the_other_states() -> None:
    (found,) = findings(TITLE + BODY, TITLE + BODY.replace("3860万元", "***万元"))
    assert (found.code, found.status, found.severity) == ("copies", "suspicious", "info")
    assert {t for _, t in places(found)} == {"3860万元", "***万元"}


def test_a_breakdown_that_one_copy_leaves_out() -> None:
    longer = BODY.replace("3860万元,", "3860万元(其中省级1200万元、市级900万元、县级1760万元),")
    (found,) = findings(TITLE + BODY, TITLE + longer)
    assert (found.code, found.severity) == ("copies", "info")
    assert "没有" in found.message
    assert [s for s, _ in places(found)] == ["文本2", "文本1"]
    assert places(found)[1][1].endswith("3860万元")


RENAMED = (TITLE + BODY).replace("白石", "黑水")


def test_equal_data_of_another_unit_is_a_doubt() -> None:
    (found,) = findings(TITLE + BODY, RENAMED)
    assert (found.code, found.status, found.severity) == ("same_data", "suspicious", "warning")
    assert "3860万元" in found.message
    assert {s for s, _ in places(found)} == {"文本1", "文本2"}


def test_a_renamed_copy_with_data_of_its_own_is_no_matter_of_checking() -> None:
    other = RENAMED
    for old, new in (
        ("3860", "2915"),
        ("21460", "18230"),
        ("37片", "29片"),
        ("87300", "64100"),
        ("246", "198"),
        ("83名", "61名"),
        ("164", "122"),
    ):
        other = other.replace(old, new)
    assert findings(TITLE + BODY, other) == []


def test_a_name_that_was_forgotten() -> None:
    slip = RENAMED.replace("黑水县把全县小学", "白石县把全县小学")
    found = [f for f in findings(TITLE + BODY, slip) if f.code == "leftover"]
    assert [places(f) for f in found] == [[("文本2", "白石县")]]
    assert "别处写“黑水县”,这里写“白石县”" in found[0].message
    assert found[0].severity == "error"


SELF_CHECK = "白石县义务教育优质均衡发展自查报告\n白石县教育局\n按照要求开展自查,情况如下。\n2023年,全县生均教学仪器设备值2600元。全县辍学率低,教师队伍稳定。\n"
EXPERIENCE = "白石县优化布局经验材料\n白石县教育局\n山里的学校越办越好,家长放心。\n2023年,全县生均教学仪器设备值2800元。孩子们用上了新课桌,老师们安心教书。\n"


def test_one_indicator_with_two_values_in_two_pieces_of_a_unit() -> None:
    (found,) = findings(SELF_CHECK, EXPERIENCE)
    assert (found.code, found.status) == ("values", "suspicious")
    assert places(found) == [("文本1", "2600元"), ("文本2", "2800元")]


def test_another_year_or_another_unit_is_another_value() -> None:
    assert findings(SELF_CHECK, EXPERIENCE.replace("2023年", "2022年")) == []
    assert findings(SELF_CHECK, EXPERIENCE.replace("白石县", "黑水县")) == []
    assert findings(SELF_CHECK, EXPERIENCE.replace("2800", "2600")) == []


def test_a_paragraph_with_figures_told_twice_is_one_finding() -> None:
    paragraph = "县里为乡村教师建周转房164套,发放乡村补贴1270万元,教师不再每天往返奔波,安下心来在村里教书。\n"
    text = TITLE + BODY + paragraph + "四、今后打算\n学校还要办得更好。\n" + paragraph
    collected = outline_sources([source_of(text)])
    found, _ = check_sources(collected, extract_sources(collected)[0], compare_pieces(collected)[0])
    assert [f.code for f in found if f.code in ("twice", "repeat")] in (["twice"], ["repeat"])


def test_rules_across_pieces_can_be_left_out() -> None:
    assert findings(TITLE + BODY, RENAMED, skip=frozenset({"same_data"})) == []


def test_a_name_that_only_the_renamed_copy_has_is_told_too() -> None:
    """The copy says whose meeting it was where the original does not: with the original's name."""
    copy = (TITLE + BODY).replace("白石县", "青禾县").replace("近年来,县委", "近年来,白石县先后开会,县委")
    left = [f for f in findings(TITLE + BODY, copy) if f.code == "leftover"]
    assert [places(f) for f in left] == [[("文本2", "白石县")]]


def test_a_partner_named_in_a_renamed_copy_is_no_leftover() -> None:
    copy = (TITLE + BODY).replace("白石县", "青禾县").replace("近年来,县委", "近年来,赴白石县学习,县委")
    assert [f for f in findings(TITLE + BODY, copy) if f.code == "leftover"] == []


def test_a_school_that_the_renamed_copy_forgot_once() -> None:
    """Every school got another name but for one place where the old name stands."""
    schools = "一是柳树小学带动杨湾小学,松岗小学带动梅溪小学,四所学校一起备课、一起教研、一起评价。\n二是定期交流。柳树小学的数学教研组每月到各校上一次课,老师们都说受益很大。\n"
    old = TITLE + BODY + schools
    copy = old.replace("白石县", "青禾县").replace("柳树小学带动", "红旗小学带动").replace("杨湾小学", "东风小学")
    copy = copy.replace("松岗小学", "前进小学").replace("梅溪小学", "光明小学")
    left = [f for f in findings(old, copy) if f.code == "leftover"]
    assert [places(f) for f in left] == [[("文本2", "柳树小学")]]
