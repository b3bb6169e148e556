from jingyan.reuse.chaining import Box
from jingyan.reuse.extending import grow, grow_all, merge
from jingyan.reuse.settings import ReuseSettings

TEXT = "渡口小学把闲置仓房改成木工室孩子们周三下午来刨板凳钉鸟窝月底送到敬老院换回一筐老人种的蔬菜"
SETTINGS = ReuseSettings()


def box(left: str, right: str, seed: str, evidence: float = 3.0) -> Box:
    a, b = left.index(seed), right.index(seed)
    return Box(a, a + len(seed), b, b + len(seed), evidence)


def test_grows_over_swapped_names_to_both_ends_and_no_further() -> None:
    other = TEXT.replace("渡口", "石桥村").replace("仓房", "库房").replace("敬老院", "卫生所")
    left, right = "甲乙丙丁戊己庚辛" + TEXT + "子丑寅卯辰巳午未", "天地玄黄宇宙洪荒" + other + "日月盈昃辰宿列张"
    grown = grow(box(left, right, "孩子们周三下午"), left, right)
    assert left[grown.left : grown.left_end] == TEXT[2:]
    assert right[grown.right : grown.right_end] == other[3:]


def test_does_not_grow_into_other_text() -> None:
    left, right = "春风又绿江南岸" + TEXT[:12] + "明月何时照我还", "两岸猿声啼不住" + TEXT[:12] + "轻舟已过万重山"
    grown = grow(box(left, right, TEXT[2:9]), left, right)
    assert left[grown.left : grown.left_end] == TEXT[:12]


def test_a_chain_inside_a_grown_one_adds_its_evidence() -> None:
    boxes = [box(TEXT, TEXT, "孩子们周三下午", 2.0), box(TEXT, TEXT, "月底送到敬老院", 5.0)]
    (one,) = grow_all(boxes, TEXT, TEXT)
    assert (one.left, one.left_end, one.evidence) == (0, len(TEXT), 7.0)


def test_a_stock_clause_held_twice_is_no_part_of_the_passage() -> None:
    large = Box(100, 300, 0, 200, 40.0)
    shadow = Box(80, 92, 40, 52, 2.0)
    assert merge([large, shadow], "甲" * 400, "乙" * 400, SETTINGS) == [large]
