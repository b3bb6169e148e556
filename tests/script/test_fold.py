"""fold and reading: lengths, origins, identity on simplified text."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingyan.script.fold import fold, reading, simplify

SEEDS = Path(__file__).parents[2] / ".." / "shared" / "seeds"
CHINESE = st.text(st.sampled_from("學学國国著乾隆瞭解了藉口狼，。,;“” \r\n1２Ａb㎡①後后祇馀\ue004\U00020000"))


def test_fold_makes_both_scripts_widths_and_cases_equal() -> None:
    assert fold("義務教育，２０１４年ＡＢＣ").text == fold("义务教育 2014年abc").text == "义务教育2014年abc"
    assert fold("著力答覆").text == fold("着力答复").text


def test_fold_drops_marks_and_keeps_area_signs() -> None:
    assert fold("“一是”(建)5㎡;\u200b\ue004\n").text == "一是建5㎡"


@given(CHINESE)
def test_origins_ascend_and_point_at_the_characters(text: str) -> None:
    folded = fold(text)
    assert len(folded.text) == len(folded.origin)
    assert all(a < b for a, b in zip(folded.origin, folded.origin[1:], strict=False))
    assert all(fold(text[i]).text == c for i, c in zip(folded.origin, folded.text, strict=True))


@given(CHINESE)
def test_reading_keeps_the_length(text: str) -> None:
    assert len(reading(text)) == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "学校以成效显著的著名教师为骨干",
        "乾隆年间的瞭望台",
        "狼藉一片,藉以说明",
        "发展著作,编著教材",
        "哪吒",
        "二〇一四年底,覆盖12个乡",
        "2014 school",
    ],
)
def test_reading_leaves_simplified_text_alone(text: str) -> None:
    assert reading(text) == text


def test_reading_follows_the_clause() -> None:
    assert reading("這項工程著力推進,后来发展为著名品牌") == "这项工程着力推进,后来发展为著名品牌"


def test_words_that_keep_their_length_are_repaired() -> None:
    assert reading("全縣中國小校和農村國中,大學聯考") == "全县中小学校和农村初中,大学联考"
    assert reading("我國小麥產量") == "我国小麦产量"


def test_strays_in_simplified_text_are_read_but_nothing_else() -> None:
    assert reading("他们讀书,著名的乾县") == "他们读书,著名的乾县"


def test_own_conversion_equals_opencc() -> None:
    from opencc import OpenCC

    text = "乾隆年間的幹部與乾淨的樹幹,瞭解瞭望,宮商角徵羽,徵求意見,臺灣檯燈颱風,鐘錶鍾情,浮樑縣,餘額多餘,裡外裏外,週末,慰藉"
    assert simplify(text) == OpenCC("t2s").convert(text)


@pytest.mark.shared
@pytest.mark.skipif(not SEEDS.exists(), reason="no ../shared")
def test_seeds_read_alike() -> None:
    texts = {path.name[:3]: path.read_bytes().decode() for path in sorted(SEEDS.iterdir())}
    assert all(reading(text) == text for name, text in texts.items() if name != "004")
    assert len(reading(texts["004"])) == len(texts["004"])


def test_a_word_that_would_change_the_length_is_read_in_another_wording() -> None:
    for text, wanted in (
        ("全縣中國小學校佈局調整", "全县中、小学校布局调整"),
        ("參觀了湖濱縣第一中國小學校。", "参观了湖滨县第一中、小学校。"),
        ("參觀了雲溪縣中國小校。", "参观了云溪县中小学校。"),
        ("中國小學教育史話與發展", "中国小学教育史话与发展"),
    ):
        assert reading(text) == wanted
        assert len(wanted) == len(text)
