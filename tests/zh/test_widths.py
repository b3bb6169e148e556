import pytest

from jingyan.zh.widths import widen


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
        ('"双减"之后,"影子学校"开课', "“双减”之后，“影子学校”开课"),
        ('落实"1+3",建成"云"', "落实“1+3”，建成“云”"),
        ('政策("县管校聘")出台', "政策（“县管校聘”）出台"),
        ('他说:"好!"', "他说：“好！”"),
        ('配24"显示器和27"显示器', '配24"显示器和27"显示器'),
        ('配24"显示器,叫"云屏"', '配24"显示器，叫“云屏”'),
        ('漏了一个"引号', '漏了一个"引号'),
        ('三个"引"号"在', '三个"引"号"在'),
        ('属性class="标题"和print("你好")', '属性class="标题"和print("你好")'),
        ('say "hello" 你', 'say "hello" 你'),
    ],
)
def test_half_width_marks_in_chinese_are_widened(text: str, expected: str) -> None:
    got, count = widen(text)
    assert got == expected
    assert count == sum(a != b for a, b in zip(text, expected, strict=True))
