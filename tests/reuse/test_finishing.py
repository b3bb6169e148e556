"""Sentences at the ends of a renamed passage that are all names and figures belong to it."""

from jingyan.reuse.comparing import compare
from tests.reuse.conftest import Make

BODY = (
    "{K}的孩子早上沿着河堤走到学校,堤上每隔五十步站着一位戴红袖章的老人。下雨的时候老人们撑开大伞,把孩子一段一段送过去。\n"
    "{S}把省下来的粉笔钱买了雨靴,谁的鞋湿了就换上。{K}的裁缝们又给雨靴缝了布套,冬天穿着也不冻脚。\n"
)
FIRST = "{P}局长带队到{T}{n}次,现场拨款{a}万元。"
LAST = "{G}向{S}捐书{n}册,折合{a}万元。\n"


def filled(text: str, **names: str) -> str:
    return text.format(**names)


OURS = {"K": "青禾县", "S": "明德小学", "P": "王小川", "T": "白水镇", "G": "远望集团", "n": "312", "a": "45"}
THEIRS = {"K": "石门市", "S": "崇文中学", "P": "李建国", "T": "大林乡", "G": "金桥教育集团", "n": "76", "a": "1080"}


def test_sentences_of_names_and_figures_at_the_ends_are_taken_in(make: Make) -> None:
    left, right = (filled(FIRST + BODY + LAST, **names) for names in (OURS, THEIRS))
    texts = [make("a.txt", left), make("b.txt", right)]
    (one,) = compare(texts, {"a.txt": left, "b.txt": right})[0].alignments
    assert one.left.span.of(left).startswith("王小川局长")
    assert one.right.span.of(right).endswith("1080万元。")
    assert ("figure", "312册", "76册") in [(s.kind, s.text, s.other_text) for s in one.substitutions]
    assert "edited" not in one.relations


def test_another_sentence_beside_it_stays_out(make: Make) -> None:
    left = filled("校门口的钟换了新的发条。" + BODY, **OURS)
    right = filled("开学那天下了今年第一场雪。" + BODY, **THEIRS)
    texts = [make("a.txt", left), make("b.txt", right)]
    (one,) = compare(texts, {"a.txt": left, "b.txt": right})[0].alignments
    assert one.left.span.of(left).startswith("青禾县的孩子")
