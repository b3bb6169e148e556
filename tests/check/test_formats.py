"""Faults of form: sentences in which each rule must tell its places, with what should stand there, and ordinary ones in which none may speak."""

import pytest

from jingyan.check.formats import FORMATS, check_formats
from jingyan.model.finding import Finding
from jingyan.model.source import Source
from jingyan.model.span import Span
from jingyan.model.structure import Boilerplate, Heading, Outline, Piece

PATH = "来稿.txt"
C = "\uff0c"


def formats(
    text: str, *, boilerplate: tuple[Boilerplate, ...] = (), headings: tuple[Heading, ...] = ()
) -> tuple[Finding, ...]:
    whole = Span(0, len(text))
    outline = Outline(PATH, (Piece(PATH, "1", whole, whole, "某县材料"),), headings, boilerplate)
    return check_formats(Source(PATH, text, "text", "0" * 64), text, outline)


# code, text, the places told
WRONG: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("format.ordinal", "第一、加强组织领导。第二、加大投入。", ("第一、", "第二、")),
    ("format.ordinal", "首先、加强组织领导。", ("首先、",)),
    ("format.bracket_mark", "(一)、加强组织领导\n(二)、加大投入力度\n", ("(一)、", "(二)、")),
    ("format.bracket_mark", "\uff083\uff09、加大投入力度\n", ("\uff083\uff09、",)),
    ("format.digit_mark", "1、加强组织领导\n2、加大投入力度\n3、强化督导检查\n", ("1、",)),
    ("format.doc_number", "按照教基[2013]12号文件要求。", ("[2013]12号",)),
    ("format.doc_number", "按照教基\uff082013\uff0912号文件要求。", ("\uff082013\uff0912号",)),
    ("format.doc_number", "按照教基【2013】12号和教督〔2013〕第05号文件要求。", ("【2013】12号", "〔2013〕第05号")),
    ("format.width", "全县有学校32所、教师1\uff12\uff10人、学生3000人。", ("1\uff12\uff10",)),
    ("format.number", "教师学历达标率提高了3。5个百分点。", ("3。5",)),
    ("format.range", "教师待遇增长10-15%。", ("10-15%",)),
    ("format.range", "三年投入3~5亿元。", ("3~5亿",)),
    ("format.about", "培训教师约300余人。", ("约300余",)),
    ("format.about", "新增学位近2000个左右。", ("近2000个左右",)),
    ("format.times", "大班额减少了2倍。", ("减少了2倍",)),
    ("format.date", "2013.5.6召开动员大会。", ("2013.5.6",)),
    ("format.date", "我校08年9月建成使用。", ("08年",)),
    ("format.title_marks", "印发《关于转发《学校管理办法》的通知》。", ("《关于转发《学校管理办法》的通知》",)),
    ("format.unpaired", "全面推进“双减工作。各校都已落实到位。\n", ("“",)),
    ("format.unpaired", "全面推进双减”工作,各校都已落实到位。\n", ("”",)),
    ("format.unpaired", "坚持”五主”机制,各校都已落实到位。\n", ("”",)),
    ("format.unpaired", "坚持“五主“机制,各校都已落实到位。\n", ("“",)),
    ("format.unpaired", "投入资金300万元(其中县级200万元,各校都已落实到位。\n", ("(",)),
    (
        "format.real_name",
        "**县**镇有学校*所,教师**人,投入***万元,校长张**。由周建国校长负责,**年完成*个项目。",
        ("周建国",),
    ),
)


@pytest.mark.parametrize(("code", "text", "places"), WRONG, ids=[f"{c} {t[:12]}" for c, t, _ in WRONG])
def test_a_fault_of_form_is_told_with_its_places(code: str, text: str, places: tuple[str, ...]) -> None:
    assert [(f.code, tuple(m.text for m in f.members)) for f in formats(text)] == [(code, places)]


QUIET: tuple[str, ...] = (
    "1、加强组织领导\n2、加大投入力度\n",
    f"第一{C}加强组织领导。第二{C}加大投入。",
    "第一、第二、第三中学已达标。",
    "全市第一、第二批项目已经开工。",
    "(一)加强组织领导\n1.成立机构\n",
    "按照教基〔2013〕12号和国办发〔2021〕5号文件要求。",
    "王某(2013)年毕业,住在12号楼。",
    "增长10%-15%,投入3亿~5亿元,共30~50人。",
    "见附件7至930793%处,2019-2023年增长93-12%。",
    "**县纪委书记**、**镇校长**、学校*所,教师**人,投入***万元,**年完成*个项目。",
    "约有300人参加,节约300余元,300人左右。",
    "费用减少了一半,投入是过去的2倍。",
    "历时13年5个月,近13年来,2013年5月6日。",
    "版本号为2.5.6,网址见附件。",
    "印发《关于转发〈学校管理办法〉的通知》。",
    "他说:“要抓好落实。\n“还要抓好质量。”各校都已落实到位。\n",
    "1)加强组织领导;2)加大投入力度;a)建机构。",
    "(内容)全面推进“双减”(含课后服务)工作。",
    "**县**镇有学校*所,教师**人,投入***万元(含民办),张**、李**、王**校长(高中部)负责。",
)


@pytest.mark.parametrize("text", QUIET, ids=[t[:14] for t in QUIET])
def test_no_word_on_ordinary_sentences(text: str) -> None:
    assert [(f.code, f.message) for f in formats(text)] == []


def test_one_finding_a_piece_says_what_should_stand() -> None:
    (found,) = formats("按照教基[2013]12号和教督[2014]第05号文件要求。")
    assert found.message == "文号的写法:“[2013]12号”应写“〔2013〕12号”,本篇2处。"
    assert (found.status, found.severity) == ("suspicious", "info")


def headings(text: str, *markers: str) -> tuple[Heading, ...]:
    made = []
    at = 0
    for marker in markers:
        at = text.index(marker, at)
        end = text.index("\n", at)
        made.append(Heading(PATH, "1", Span(at, end), Span(at + len(marker), end), 1, marker))
        at = end
    return tuple(made)


@pytest.mark.parametrize(
    ("markers", "places", "words"),
    [
        (("一、", "二、", "四、"), ("四、",), "“二、”后面是“四、”,中间缺一个"),
        (("一、", "二、", "二、", "三、"), ("二、",), "“二、”出现两次"),
        (("一、", "二、", "三、"), (), ""),
        (("一、", "二、", "一、", "二、", "三、"), (), ""),
        (("三、", "五、", "六、"), (), ""),
    ],
)
def test_gaps_in_a_series(markers: tuple[str, ...], places: tuple[str, ...], words: str) -> None:
    text = "".join(f"{m}加强组织领导\n各校都已落实到位。\n" for m in markers)
    found = [f for f in formats(text, headings=headings(text, *markers)) if f.code == "format.series"]
    assert tuple(m.text for f in found for m in f.members) == places
    assert all(words in f.message for f in found)


def test_a_number_that_stands_inside_the_text_is_not_missing() -> None:
    text = "一、加强组织领导\n二、加大投入 三、强化督导\n四、抓好落实工作\n"
    assert [
        f for f in formats(text, headings=headings(text, "一、", "二、", "四、")) if f.code == "format.series"
    ] == []


def test_furniture_and_programs_are_left_alone() -> None:
    text = "2013.5.6来源:某网站\n各校都已落实到位。\n"
    assert formats(text, boilerplate=(Boilerplate(PATH, Span(0, 14), "site_notice", "x"),)) == ()
    assert formats("def f(x): return (x + 1  # 加一\nprint(f(2)\n") == ()


def test_offsets_hold_in_traditional_text_and_long_lines() -> None:
    text = "全縣" * 3000 + "。減少了2倍。"
    reading = text.replace("縣", "县").replace("減", "减")
    whole = Span(0, len(text))
    outline = Outline(PATH, (Piece(PATH, "1", whole, whole, "某县"),))
    (found,) = check_formats(Source(PATH, text, "text", "0" * 64), reading, outline)
    assert found.members[0].text == "減少了2倍"


def test_every_rule_has_a_case() -> None:
    assert {f.kind.code for f in FORMATS} - {"format.series"} == {c for c, _, _ in WRONG}
