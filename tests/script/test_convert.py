"""convert: identity, repairs with margins, origins, quotes, mixed text, lexicon of place names."""

from difflib import SequenceMatcher
from pathlib import Path

import pytest

from jingyan.model.script import Repair
from jingyan.model.span import Span
from jingyan.script.convert import ConvertSettings, convert

SEEDS = Path(__file__).parents[2] / ".." / "shared" / "seeds"


def test_words_quotes_and_origins() -> None:
    text = "全縣「國小」學生參加大學聯考,著力落實"
    found = convert(text)
    assert found.text == "全县“小学”学生参加高考,着力落实"
    assert [text[i] for i in found.origin] == list("全縣「國小」學生參加大學,著力落實")
    assert [(r.before, r.after, r.rule) for r in found.repairs] == [
        ("「", "“", "quote"),
        ("國小", "小学", "word"),
        ("」", "”", "quote"),
        ("大學聯考", "高考", "word"),
        ("著", "着", "character"),
    ]
    assert found.repairs[1].margin is not None
    assert found.repairs[3] == Repair(Span(10, 14), "大學聯考", "高考", "word", None)


@pytest.mark.parametrize("text", ["", "指标程序支持,「著名」的国小说", "我国中小学会考虑覆盖"])
def test_simplified_text_is_untouched(text: str) -> None:
    found = convert(text)
    assert (found.text, found.repairs, found.changed, list(found.origin)) == (text, (), 0, list(range(len(text))))


def test_settings() -> None:
    assert convert("農村國小「班班通」", ConvertSettings(words="taiwan", quotes=False)).text == "农村国小「班班通」"


def test_only_traditional_clauses_change() -> None:
    assert convert("發展「國小」,学校发展「国小」").text == "发展“小学”,学校发展「国小」"


def test_mainland_vocabulary_is_kept() -> None:
    assert convert("指標、程序、支持、建立、序列、通道、資料").text == "指标、程序、支持、建立、序列、通道、资料"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("新餘市", "新余市"),
        ("大餘縣", "大余县"),
        ("餘干縣", "余干县"),
        ("浮樑縣", "浮梁县"),
        ("瀋陽", "沈阳"),
        ("甯波", "宁波"),
        ("澱山湖", "淀山湖"),
        ("雩都縣", "雩都县"),
        ("乾縣", "乾县"),
    ],
)
def test_place_names(before: str, after: str) -> None:
    assert convert(f"江西省{before}教育局發").text == f"江西省{after}教育局发"


@pytest.mark.shared
@pytest.mark.skipif(not SEEDS.exists(), reason="no ../shared")
def test_the_traditional_seed_becomes_the_simplified_one() -> None:
    texts = {path.name[:3]: path.read_bytes().decode() for path in sorted(SEEDS.iterdir())}
    assert all(convert(text).text == text for name, text in texts.items() if name != "004")
    there, here = ("".join(t.split()) for t in (texts["000"], convert(texts["004"]).text))
    swaps = [
        (there[a:b], here[c:d])
        for tag, a, b, c, d in SequenceMatcher(None, there, here, autojunk=False).get_opcodes()
        if tag == "replace" and b - a == d - c
    ]
    assert not [swap for swap in swaps if any("一" <= char <= "鿿" for char in "".join(swap))]
