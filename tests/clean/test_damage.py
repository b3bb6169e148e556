"""What is told and not changed, row by row of the catalogue of dirt; and look-alikes that are left in peace."""

import pytest

from jingyan.model.cleaning import apply
from tests.clean.test_cleaning import cleaned
from tests.segment.samples import CITY, COUNTY

REPORT = f"云溪县工作汇报\n{COUNTY}"


def told(line: str) -> list[tuple[str, str]]:
    text = f"{REPORT}{line}\n{CITY}"
    _, cleaning, problems = cleaned(text)
    begin = len(REPORT)
    assert [e for e in cleaning.edits if begin <= e.span.start < begin + len(line) and e.rule != "joined_line"] == []
    return [(p.code, p.span.of(text)) for p in problems if p.span]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("学校的?展离不开各方支持,全县达标。", [("clean.mojibake", "?")]),
        ("全县教?均衡发展,群众满意。", [("clean.mojibake", "?")]),
        ("教师?F发展需要平台,各校都重视。", [("clean.mojibake", "?F")]),
        ("均衡锟斤拷发展,全县□□学校达标。", [("clean.mojibake", "锟斤拷"), ("clean.mojibake", "□□")]),
        ("全县鏁欒偛鍧囪　发展取得成效。", [("clean.mojibake", "鏁欒偛鍧囪")]),
        ("鍏ㄥ幙瀛︽牎杈炬爣 各校满意。", [("clean.mojibake", "鍏ㄥ幙瀛︽牎杈炬爣")]),
        ("提高质量。[此处隐藏 860 字]下一步继续努力。", [("clean.hole", "[此处隐藏 860 字]")]),
        ("投入l20万元,建成1O所学校,2Ol4年通过验收。", [("clean.ocr", "l20"), ("clean.ocr", "1O"), ("clean.ocr", "2Ol4")]),
        ("九月开学,我们……此处隐藏2061个字……老师们都很努力。", [("clean.hole", "……此处隐藏2061个字……")]),
        ("全县规划(2010?2020年)已经印发,每班40?45人。", [("clean.range", "?"), ("clean.range", "?")]),
        ("统??计工作由他负责,村里的路?gòu)了三年。", [("clean.mojibake", "??"), ("clean.mojibake", "?gòu)")]),
        ("5月1014日举办培训,全县79年级学生参加。", [("clean.range", "1014日"), ("clean.range", "79年级")]),
        ("新葡京教育局召开现场会,推进均衡发展。", [("clean.advert", "新葡京")]),
        ("Education is the foundation of our county and every school has been rebuilt in these years.", [("clean.language", "Education is the foundation of our county and every school has been rebuilt in these years.")]),
        ("全県の学校はすべて基準に達しました。先生たちはとても努力しています。", [("clean.language", "全県の学校はすべて基準に達しました。先生たちはとても努力しています。")]),
    ],
)  # fmt: skip
def test_damage_is_told_with_its_place(line: str, found: list[tuple[str, str]]) -> None:
    assert told(line) == found


@pytest.mark.parametrize(
    "line",
    [
        "教育为什么重要?因为它关系未来。怎样办好?各校都有答案。",
        "经费够不够?教师够不够?能否达标?全县作了回答。",
        "达标了吗?没有松懈的理由,各校继续努力。",
        "欒城区教育局派人来县交流,双方都很满意。",
        "配备iPad20台、3D打印机2台,O型血学生登记在册,A1栋已完工。",
        "5月10-14日举办培训,7-9年级学生参加,距高考100日召开大会。",
        "杜绝学生参与赌博,整治校园周边棋牌室,使用体育彩票公益金建设球场。",
        "引进Windows、Office、WPS等软件,建成STEM教室和Python社团。",
        "学校开设英语课文朗读:My name is Li Ming and I am a student of this school in the county.",
        "温度误差±2°,占地××亩,共××所。",
        "以下内容由学校公开,其余部分学校已达标,注册学籍后可以办理。",
    ],
)
def test_look_alikes_are_left_in_peace(line: str) -> None:
    assert told(line) == []


def test_a_text_that_comes_twice_is_told() -> None:
    body = "".join(f"第{n}项工作由教育局牵头,各部门配合,按时完成年度任务并上报结果。\n" for n in "一二三四五六")
    text = f"云溪县工作汇报\n{body}{body}"
    _, cleaning, problems = cleaned(text)
    twice = [p for p in problems if p.code == "clean.twice"]
    assert [p.span and p.span.start for p in twice] == [len(text) - len(body)]
    assert not [e for e in cleaning.edits if len(e.before) > 4]


def test_a_refrain_is_no_second_copy() -> None:
    refrain = "各校要高度重视这项工作,按时上报结果,确保取得实效。\n"
    body = "".join(f"第{n}项工作由教育局牵头,各部门配合完成年度任务。\n{refrain}" for n in "一二三四五六")
    assert [p for p in cleaned(f"云溪县工作汇报\n{body}")[2] if p.code == "clean.twice"] == []


def test_a_real_name_among_masked_ones_is_told() -> None:
    masked = "某县教育局和某县财政局共同出资,某镇中心小学、某乡学校先后改造,某县群众满意。"
    text = f"某县工作汇报\n{masked}南昌市的做法给了我们启发。\n"
    found = [(p.code, p.span.of(text)) for p in cleaned(text)[2] if p.span]
    assert found == [("clean.name_left", "南昌市")]
    plain = f"某县工作汇报\n{masked}全省的做法给了我们启发,中国教育报作了报道。\n"
    assert [p for p in cleaned(plain)[2] if p.code == "clean.name_left"] == []


def test_marks_are_widened_and_blanks_closed_as_edits() -> None:
    text = '云溪县工作汇报\n全县(共)有12所学校, 比例1:1,达100%,;好。"双减"落实.\t后面  两格,f(x)=1。\u3000完\n'
    result, cleaning, _ = cleaned(text, off=())
    assert result == "云溪县工作汇报\n全县（共）有12所学校，比例1:1，达100%，好。“双减”落实. 后面 两格，f(x)=1。完\n"
    assert {e.rule for e in cleaning.edits} == {"width", "extra_blank", "doubled_mark"}
    assert apply(cleaning, text).text == result
