import pytest

from jingyan.volume.typography import widen


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("教育,学校;老师:学生", "教育，学校；老师：学生"),
        ("(一)健全机制", "（一）健全机制"),
        ("(1)加大投入", "（1）加大投入"),
        ("学校(A楼)", "学校（A楼）"),
        ("好吗?好!", "好吗？好！"),
        ("增长5%,共有3所", "增长5%，共有3所"),
        ("2013年(80%)以上", "2013年（80%）以上"),
        ("按1:1配套,1,000元", "按1:1配套，1,000元"),
        ("网址http://a.cn/b?c=1中", "网址http://a.cn/b?c=1中"),
        ("f(x), g(y)", "f(x), g(y)"),
        ("没有右括号(吗", "没有右括号(吗"),
    ],
)
def test_half_width_marks_in_chinese_are_widened(text: str, expected: str) -> None:
    got, count = widen(text)
    assert got == expected
    assert count == sum(a != b for a, b in zip(text, expected, strict=True))
