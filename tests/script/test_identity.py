"""Simplified text stays as it is, whatever it says: reading and convert are the identity on it."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from jingyan.script.convert import ConvertSettings, convert
from jingyan.script.detect import detect_script
from jingyan.script.fold import certainly, reading

CORPUS = Path(__file__).parents[2] / "corpus" / "来稿"
# Every GB 2312 character (simplified by definition) and words that a converter or a repair could take for its own.
GB2312 = [bytes((high, low)).decode("gb2312", "ignore") for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF)]
WORDS = [
    "国小",
    "国中",
    "会考",
    "大学联考",
    "网路",
    "软体",
    "资讯",
    "支援",
    "民众",
    "著名",
    "乾隆",
    "藉口",
    "瞭望",
    "「",
    "」",
    "后",
    "干",
    "里",
    "云",
    "县委",
    "教育局",
    "，",
    "。",
    "\n",
]
SIMPLIFIED = st.lists(st.sampled_from([char for char in GB2312 if char] + WORDS * 40), max_size=60).map("".join)


@given(SIMPLIFIED)
def test_simplified_text_is_untouched_in_every_mode(text: str) -> None:
    assert reading(text) == text
    for words in ("auto", "mainland", "taiwan"):
        found = convert(text, ConvertSettings(words=words))
        assert (found.text, found.repairs, found.changed) == (text, (), 0)


def test_simplified_texts_of_the_corpus_are_untouched() -> None:
    checked = 0
    for path in sorted(CORPUS.rglob("*.txt")):
        try:
            text = path.read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            continue
        if detect_script(text) == "simplified" and certainly(text) == text:
            assert convert(text, ConvertSettings(words="mainland")).text == text
            checked += 1
    assert checked > 5


@given(st.text(st.sampled_from("學学國小中會考國小網路軟體資訊縣委教育局,。「」著乾旱後"), max_size=40))
def test_conversion_twice_is_conversion_once(text: str) -> None:
    once = convert(text).text
    assert convert(once).text == once


@given(st.text(st.sampled_from("學学國小中會考國小網路軟體資訊縣委教育局,。「」著乾旱後"), max_size=40))
def test_a_reading_keeps_the_length_and_origins_do_not_decrease(text: str) -> None:
    assert len(reading(text)) == len(text)
    origin = list(convert(text).origin)
    assert origin == sorted(origin)
    assert all(0 <= place < len(text) for place in origin)
