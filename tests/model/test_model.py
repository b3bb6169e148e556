"""The plain data that every room shares."""

from hypothesis import given
from hypothesis import strategies as st

from jingyan.model.problem import JingyanError
from jingyan.model.span import Span


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))
def test_overlap_counts_shared_code_points(a: int, b: int, c: int, d: int) -> None:
    left, right = Span(min(a, b), max(a, b)), Span(min(c, d), max(c, d))
    shared = set(range(left.start, left.end)) & set(range(right.start, right.end))
    assert left.overlap(right) == right.overlap(left) == len(shared)


def test_error_builds_one_sentence_without_empty_parts() -> None:
    assert (
        JingyanError("甲.docx", "文件已加密", todo="请去除密码后重报。").sentence
        == "甲.docx:文件已加密。请去除密码后重报。"
    )
