"""Which copy is likelier the original, with what speaks for it, and when the texts do not tell."""

from typing import Any

import pytest

from jingyan.model.reuse import PiecePair
from jingyan.reuse.comparing import compare
from jingyan.reuse.leftovers import foreign_names
from tests.reuse.conftest import Make

TEXT = (
    "青禾县地处大山深处,全县最远的教学点在云顶上。2013年,青禾县教育局把修路剩下的石料给了明德小学,垒起一道挡风墙。\n"
    "墙根下种了蔬菜,孩子们轮流浇水,收下的南瓜送进厨房。青禾县的家长来开会,都要去摸一摸那道墙。\n"
    "校长王小川把每块石头的来历记在本子上,明德小学的新生入学第一课就是认石头。青禾县后来又添了两道墙。\n"
)
RENAMED = (
    TEXT.replace("青禾县", "白水县").replace("明德小学", "崇文小学").replace("王小川", "李建国").replace("2013", "2016")
)


def pair(make: Make, left: str, right: str, **more: Any) -> PiecePair:
    names: tuple[str, str] = more.pop("names", ("甲.txt", "乙.txt"))
    ours, theirs = more.pop("ours", {}), more.pop("theirs", {})
    texts = [make(names[0], left, **ours), make(names[1], right, **theirs)]
    (found,) = compare(texts, {names[0]: left, names[1]: right})[0].pairs
    return found


def test_a_forgotten_name_tells_the_copy(make: Make) -> None:
    forgot = RENAMED.replace("白水县的家长", "青禾县的家长")
    one = pair(make, TEXT, forgot)
    assert one.original == "left"
    assert one.evidence == "“乙.txt”里还留着对方的“青禾县”1处(别处已改为“白水县”)。"
    assert pair(make, forgot, TEXT).original == "right"


def test_a_clean_renaming_tells_nothing(make: Make) -> None:
    one = pair(make, TEXT, RENAMED)
    assert "renamed" in one.relations
    assert (one.original, one.evidence) == (None, "")


def test_a_visit_to_the_other_county_is_no_forgotten_name(make: Make) -> None:
    assert pair(make, TEXT, RENAMED + "去年冬天老师们赴青禾县看过那道墙。\n").original is None


def test_forgotten_names_have_places(make: Make) -> None:
    forgot = RENAMED.replace("崇文小学的新生", "明德小学的新生").replace("白水县的家长", "青禾县的家长")
    texts = [make("甲.txt", TEXT), make("乙.txt", forgot)]
    readings = {"甲.txt": TEXT, "乙.txt": forgot}
    ours, theirs = foreign_names(compare(texts, readings)[0].alignments, readings)
    assert ours == ()
    assert [(f.name, f.expected, f.span.of(forgot)) for f in theirs] == [("青禾县", "白水县", "青禾县")]


@pytest.mark.parametrize(
    ("copy", "word"),
    [
        (TEXT.replace("2013年", "20XX年").replace("青禾县", "*县"), "隐去"),
        (TEXT.replace("蔬菜", "蔬【cài】").replace("南瓜", "南guā").replace("石料", "石liào"), "拼音"),
        (TEXT.replace("挡风墙", "挡□墙"), "缺字"),
    ],
)
def test_damage_tells_the_copy(make: Make, copy: str, word: str) -> None:
    one = pair(make, copy, TEXT)
    assert one.original == "right"
    assert word in one.evidence
    assert one.evidence.startswith("“甲.txt”")


def test_a_cut_off_and_a_traditional_copy(make: Make) -> None:
    assert pair(make, TEXT, TEXT[:-40], theirs={"complete": False}).original == "left"
    assert pair(make, TEXT, TEXT, ours={"script": "traditional"}).original == "right"


def test_dates_and_versions(make: Make) -> None:
    assert pair(make, TEXT + "2014年5月3日", TEXT + "2013年12月").original == "right"
    assert pair(make, TEXT, TEXT + "完。", names=("2014年/总结.docx", "2012年/总结.docx")).original == "right"
    assert pair(make, TEXT, TEXT + "完。", names=("总结(定稿).docx", "总结(初稿).docx")).original == "right"


def test_signs_that_speak_against_one_another_tell_nothing(make: Make) -> None:
    masked = TEXT.replace("2013年", "20XX年") + "2013年12月"
    one = pair(make, masked, TEXT + "2014年5月3日")
    assert (one.original, one.evidence) == (None, "")


def test_a_date_inside_the_text_is_no_date_of_the_piece(make: Make) -> None:
    assert pair(make, TEXT + "到2015年6月全部完工。", TEXT + "到2016年7月全部完工。").original is None


def test_a_reference_was_there_before(make: Make) -> None:
    one = pair(make, TEXT, TEXT.replace("一道墙", "一堵墙"), ours={"role": "reference"})
    assert (one.original, one.evidence) == ("left", "“甲.txt”是参照材料,在前。")


def test_short_news_inside_a_long_report_is_a_part(make: Make) -> None:
    around = (
        "渡口边的船工把缆绳换成了新的。孩子们过河先数人头,再数书包。雨季里水位每天报两次,由食堂的大师傅记在黑板上。"
    )
    report = (
        around + "冬天停航的日子,住在对岸的孩子就在学校吃住。" + TEXT + around[::-1] + "风大的时候船不开,课照上。" * 9
    )
    assert "partial" in pair(make, TEXT, report).relations
    assert "mixed" not in pair(make, TEXT, report).relations
    assert "partial" not in pair(make, TEXT, TEXT + around).relations
