from hypothesis import given
from hypothesis import strategies as st

from jingyan.model.reuse import Alignment, Passage, Substitution
from jingyan.model.span import Span
from jingyan.render.facing import Face, face

TEXT = st.text(alphabet="甲乙丙丁。,\n12", max_size=80)


def faced(left: str, right: str, *subs: Substitution, loose: bool = False) -> Face:
    sides = Passage("a", "1", Span(0, len(left))), Passage("b", "1", Span(0, len(right)))
    return face(1, Alignment(*sides, 0.9, ("edited",), subs), left, right, loose=loose)


def edits(text: str, marks: object) -> list[str]:
    assert isinstance(marks, tuple)
    return [m.span.of(text) for m in marks if m.look == "e"]


@given(TEXT, TEXT)
def test_rows_cover_both_sides_without_a_gap(left: str, right: str) -> None:
    rows = faced(left, right).rows
    assert "".join(r.left.of(left) for r in rows) == left
    assert "".join(r.right.of(right) for r in rows) == right


@given(TEXT)
def test_equal_texts_have_no_edit_and_no_changed_row(text: str) -> None:
    made = faced(text, text)
    assert edits(text, made.left) == []
    assert not any(r.changed for r in made.rows)


def test_changed_words_are_marked_on_both_sides() -> None:
    left, right = "我们许多老师都这样说。", "我们不少老师都这样说。"
    made = faced(left, right)
    assert edits(left, made.left) == ["许多"]
    assert edits(right, made.right) == ["不少"]


def test_punctuation_width_and_line_ends_are_no_change() -> None:
    left, right = "好课,要有好老师。\n也要有好学生", "好课\N{FULLWIDTH COMMA}要有好老师。也要有好学生"
    made = faced(left, right)
    assert edits(left, made.left) == edits(right, made.right) == []


def test_a_chance_letter_between_two_changes_is_no_island() -> None:
    left, right = "前面一样。春风的歌声。后面一样。", "前面一样。秋雨的脚步。后面一样。"
    assert len(edits(left, faced(left, right).left)) == 1


def test_rows_end_after_closing_quotes() -> None:
    sentence = "他说“" + "山高路远水长流," * 7 + "我们一起走。”"
    text = sentence + "大家都点头,说这话在理,就照这样办吧。"
    assert next(r.left.of(text) for r in faced(text, text).rows) == sentence


def test_swaps_keep_their_kind_and_name_the_other_wording() -> None:
    left, right = "全市126所学校", "全市58所学校"
    swap = Substitution("figure", "126所", Span(2, 6), "58所", Span(2, 5))
    mark = faced(left, right, swap).left[-1]
    assert (mark.look, mark.key) == ("s num", "1-0")
    assert "58所" in mark.note


def test_loose_comparison_leaves_changes_of_equal_length_unmarked() -> None:
    left, right = "云山学校开会", "雲山學校開會"
    assert edits(left, faced(left, right, loose=True).left) == []
    assert edits(left, faced(left, right).left) != []
