"""Words: domain words whole, cut texts complete, and both segmenters alike."""

from importlib.util import find_spec

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jingyan.zh import words
from jingyan.zh.words import Segmenter, crosses_word, domain_words, segmenter

FIXTURES = [
    "全县义务教育阶段学校实行县管校聘,教师交流轮岗三百二十人。",
    "控辍保学责任到人,一县一案,劝返复学九人;生均公用经费按时拨付。",
    "青禾镇中心小学的留守儿童之家设在教学楼一层,生活教师由镇里聘请。",
    "落实“两免一补”政策,发放资助金(含寄宿生生活补助)共计一百二十六万元。",
    "第二批专递课堂接通了八个教学点,音乐课由城区教师主讲。",
    "义务教育均衡发展是一项长期任务,不能一劳永逸。",
    "繁體字的來稿也要切得開,English words 与标点——都在。",
]
NUMBERS = ["2014年投入1.2亿元,3-5年内完成", "班额控制在48-56人", "20xx-20xx学年,3+2模式"]
needs_rjieba = pytest.mark.skipif(find_spec("rjieba") is None, reason="the extra `fast` is not installed")


@pytest.fixture(scope="module")
def jieba_only() -> Segmenter:
    return words._Jieba()


def test_domain_words_are_whole_and_about_a_hundred(jieba_only: Segmenter) -> None:
    known = domain_words()
    assert 100 <= len(known) <= 150
    assert [word for word in known if list(jieba_only.cut(word)) != [word]] == []


def test_every_domain_word_is_needed() -> None:
    import jieba

    plain = jieba.Tokenizer()
    plain.tmp_dir = words._cache_folder()
    assert [word for word in domain_words() if plain.lcut(word, HMM=False) == [word]] == []


@settings(deadline=None)  # the first call loads the dictionary
@given(st.text(st.sampled_from("义务教育县管校聘48-56。, \nab學校")))
def test_words_together_are_the_text(text: str) -> None:
    assert "".join(segmenter().cut(text)) == text


def test_a_word_over_the_border() -> None:
    assert crosses_word("加快发展高", "中阶段教育", segmenter())
    assert not crosses_word("加快发展", "高中阶段教育", segmenter())


@needs_rjieba
def test_both_segmenters_cut_alike_except_numbers(jieba_only: Segmenter) -> None:
    fast = words._Rjieba()
    assert isinstance(segmenter(), words._Rjieba)
    for text in [*FIXTURES, *domain_words()]:
        assert list(fast.cut(text)) == list(jieba_only.cut(text))
    for text in NUMBERS:
        mine, theirs = ([w for w in cutter.cut(text) if not w.isascii()] for cutter in (fast, jieba_only))
        assert mine == theirs


def test_without_the_extra_jieba_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "find_spec", lambda name: None)
    segmenter.cache_clear()
    try:
        assert isinstance(segmenter(), words._Jieba)
    finally:
        segmenter.cache_clear()


@needs_rjieba
def test_rjieba_imported_later_is_the_same_and_keeps_its_own_words() -> None:
    own = segmenter()
    assert list(own.cut("我县推行县管校聘")) == ["我", "县", "推行", "县管校聘"]
    import rjieba

    assert isinstance(own, words._Rjieba)
    assert type(own._tokenizer) is rjieba.Jieba
    assert rjieba.cut("我县推行县管校聘") != own.cut("我县推行县管校聘")
