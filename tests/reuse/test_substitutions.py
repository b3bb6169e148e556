import re

from hypothesis import given
from hypothesis import strategies as st

from jingyan.reuse import substitutions, tokens
from jingyan.reuse.substitutions import Swaps, find_substitutions
from tests.reuse.conftest import folded


def swaps(left: str, right: str) -> Swaps:
    one, two = folded(left), folded(right)
    found = find_substitutions((one.text, two.text), one.origin, two.origin, left, right)
    for swap in found.substitutions:
        assert (swap.span.of(left), swap.other_span.of(right)) == (swap.text, swap.other_text)
    return found


def rows(left: str, right: str) -> list[tuple[str, str, str]]:
    return [(s.kind, s.text, s.other_text) for s in swaps(left, right).substitutions]


def test_figures_are_swapped_with_their_units() -> None:
    assert rows("投入206万元,改造4所学校", "投入180万元,改造14所学校") == [
        ("figure", "206万元", "180万元"),
        ("figure", "4所", "14所"),
    ]
    assert rows("入学率达98.5%,比上年高", "入学率达99.1%,比上年高") == [("figure", "98.5%", "99.1%")]
    assert rows("新建校舍1,200平方米", "新建校舍980平方米") == [("figure", "1,200平方米", "980平方米")]
    assert rows("配备三十二名教师到岗", "配备二十八名教师到岗") == [("figure", "三十二名", "二十八名")]


def test_dates_are_swapped_whole() -> None:
    assert rows("到2013年9月全部开学", "到2015年9月全部开学") == [("date", "2013年9月", "2015年9月")]


def test_places_in_and_outside_the_gazetteer() -> None:
    assert rows("报南昌市备案", "报九江市备案") == [("place", "南昌市", "九江市")]
    assert rows("由青禾县统一配送", "由白水县统一配送") == [("place", "青禾县", "白水县")]
    assert rows("报景德镇市备案", "报赣州市备案") == [("place", "景德镇市", "赣州市")]


def test_schools_and_departments() -> None:
    assert rows("县政府每月通报", "区政府每月通报") == [("organisation", "县政府", "区政府")]
    assert rows("每学期县教育局抽查", "每学期区教育局抽查") == [("organisation", "县教育局", "区教育局")]
    assert rows("镇里与县财政局商定", "镇里与区财政局商定") == [("organisation", "县财政局", "区财政局")]
    assert rows("由教育局牵头", "由财政局牵头") == [("organisation", "教育局", "财政局")]
    assert rows("青禾县建设路小学的操场", "青禾县人民路小学的操场")[0][0] == "organisation"
    assert rows("白水镇长风初级中学新建食堂", "白水镇育红小学新建食堂") == [
        ("organisation", "长风初级中学", "育红小学")
    ]


def test_persons_beside_a_title() -> None:
    assert rows("校长王小川,每天巡查", "校长李建国,每天巡查") == [("person", "王小川", "李建国")]
    assert rows("校长王小川多次家访", "校长李明多次家访") == [("person", "王小川", "李明")]


def test_persons_before_what_they_do_at_a_meeting() -> None:
    assert rows("会上,周远帆宣布植树月开始,", "会上,白雪宣布植树月开始,") == [("person", "周远帆", "白雪")]
    assert rows("随后,高平宣读了名单", "随后,江一波宣读了名单") == [("person", "高平", "江一波")]
    assert rows("吴兰在讲话中谈到", "郑小满在讲话中谈到") == [("person", "吴兰", "郑小满")]
    assert rows("大会由沈英主持,", "大会由方城主持,") == [("person", "沈英", "方城")]
    assert rows("最后杜立为学生颁奖", "最后陆小舟为学生颁奖") == [("person", "杜立", "陆小舟")]
    assert rows("方案强调按时到位", "高校强调按时到位") == []
    assert rows("会议强调按时到位", "文件强调按时到位") == []
    assert rows("李明收下了那篮鸡蛋", "计划收下了那篮鸡蛋") == []


def test_surnames_behind_old_and_young() -> None:
    assert rows("锅炉工老谭说,水开了", "锅炉工老姚说,水开了") == [("person", "老谭", "老姚")]
    assert rows("大家都喊她小郑,因为", "大家都喊她小魏,因为") == [("person", "小郑", "小魏")]
    assert rows("今年种了小麦三亩", "今年种了小米三亩") == []
    assert rows("灶上熬着老汤,很香", "灶上熬着老酒,很香") == []
    assert rows("分成四个小组,轮着来", "分成四个小队,轮着来") == []


def test_hamlets_called_after_landforms() -> None:
    assert rows("沿着桃花沟走到头", "沿着青石坪走到头") == [("place", "桃花沟", "青石坪")]
    assert rows("沿着柳树沟走到头", "沿着松树坪走到头") == [("place", "柳树沟", "松树坪")]
    assert rows("大水漫过了山坡", "大水漫过了河湾") == []
    assert rows("桃花沟的人家少", "青石坪的人家多") == [("place", "桃花沟", "青石坪")]
    assert rows("门前挖过那条沟,后来", "门前筑过那道坝,后来") == []


def test_place_school_and_figure_in_one_sentence_come_apart() -> None:
    assert rows("青禾县明德小学占地1200平方米", "石门市第三中学占地980平方米") == [
        ("place", "青禾县", "石门市"),
        ("organisation", "明德小学", "第三中学"),
        ("figure", "1200平方米", "980平方米"),
    ]


def test_a_name_on_one_side_only() -> None:
    (swap,) = swaps("两年来南昌市教育局走访了每一户", "两年来教育局走访了每一户").substitutions
    assert (swap.text, swap.other_text, len(swap.other_span)) == ("南昌市", "", 0)
    assert swap.other_span.start == 3


def test_rewording_is_no_swap() -> None:
    found = swaps("我们大力推进校舍改造,孩子们很高兴", "我们积极推动校舍改造,家长们很放心")
    assert found.substitutions == ()
    assert found.residue > 0
    assert rows("不断加强学校管理", "不断强化学校管理") == []


def test_swaps_at_the_edges_of_the_passage() -> None:
    assert rows("南昌市拨款206万元", "九江市拨款180万元") == [
        ("place", "南昌市", "九江市"),
        ("figure", "206万元", "180万元"),
    ]


def test_names_that_no_rule_finds() -> None:
    # 和 mostly stands between two names, here it is part of one.
    assert rows("由茂临市统一招聘", "由桐和市统一招聘") == [("place", "茂临市", "桐和市")]
    # The short form is a name because the full one is.
    assert rows("青禾县教师多。后来青禾的做法在外地推开", "澜湾县教师多。后来澜湾的做法在外地推开") == [
        ("place", "青禾县", "澜湾县"),
        ("place", "青禾", "澜湾"),
    ]
    assert rows("姓名:余涵珍,任教于此", "姓名:熊志,任教于此") == [("person", "余涵珍", "熊志")]
    assert rows("有一位家长谢思说孩子变了", "有一位家长尹国说孩子变了") == [("person", "谢思", "尹国")]
    assert rows("后来远望科技有限公司捐了书", "后来崇文教育集团捐了书") == [
        ("organisation", "远望科技有限公司", "崇文教育集团")
    ]
    assert rows("我们与民政局会商", "我们与乡村振兴局会商") == [("organisation", "民政局", "乡村振兴局")]


def test_schools_of_a_kind_are_compared_as_wholes() -> None:
    assert rows("青禾县中心小学的操场", "白水区实验小学的操场") == [
        ("place", "青禾县", "白水区"),
        ("organisation", "中心小学", "实验小学"),
    ]
    assert rows("后来第五实验小学扩建", "后来第二实验小学扩建") == [("organisation", "第五实验小学", "第二实验小学")]
    assert rows("青柳初级中学与大林职业学校结对", "金树小学与紫山初级中学结对") == [
        ("organisation", "青柳初级中学", "金树小学"),
        ("organisation", "大林职业学校", "紫山初级中学"),
    ]


def test_masked_years_are_dates() -> None:
    assert rows("自2013年起每学期评一次", "自20XX年起每学期评一次") == [("date", "2013年", "20XX年")]
    assert rows("自78xx年1月起评一次", "自20xx年9月起评一次") == [("date", "78xx年1月", "20xx年9月")]


def test_a_name_that_became_a_common_word_is_no_swap() -> None:
    assert [r for r in rows("由青禾县统一配送", "由我县统一配送") if r[2]] == []


def test_figures_in_rewritten_text_are_no_swaps() -> None:
    found = swaps("今年我们把3所学校的操场都翻修一遍,孩子们跑得欢", "今年家长们自发凑齐40张课桌还请来木匠,孩子们跑得欢")
    assert found.substitutions == ()


def test_levels_weekdays_and_bodies_of_schools() -> None:
    assert rows("到年底全区都通了", "到年底全县都通了") == [("place", "区", "县")]
    assert rows("由区财政按月拨付", "由县财政按月拨付") == [("place", "区", "县")]
    assert rows("每周三下午是大教研", "每周四下午是大教研") == [("date", "周三", "周四")]
    assert rows("每周一次家访从不间断", "每周两次家访从不间断")[0][0] != "date"
    assert rows("数学教师方静到了河东小学,河东片有三所", "数学教师何秀到了梁南小学,梁南片有三所") == [
        ("person", "方静", "何秀"),
        ("organisation", "河东小学", "梁南小学"),
        ("place", "河东", "梁南"),
    ]


PIECES = [*"0129一二两十百千万亿年月日号学度周星期礼拜天次个名所人元多余第〇○零Xx×*-./．,， \n。甲"]
UNITS = tokens.UNITS
PLAIN_FIGURE = re.compile(
    r"\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d+(?:[.．]\d+)?"
    rf"|(?<!第)[一二两三四五六七八九十百千]*[一二两三四五六七八九十百千万亿](?=[余多]?(?:{UNITS}))"
)


@given(st.lists(st.sampled_from([*PIECES, "2013", "二〇一三", "学年", "1,200"]), max_size=30).map("".join), st.data())
def test_dates_and_figures_are_those_of_the_plain_patterns(text: str, data: st.DataObject) -> None:
    begin = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(begin, len(text)))
    dates, figures = tokens.dates(text, begin, end), tokens.FIGURE.finditer(text, begin, end)
    assert [m.span() for m in dates] == [m.span() for m in tokens.DATE.finditer(text, begin, end)]
    assert [m.span() for m in figures] == [m.span() for m in PLAIN_FIGURE.finditer(text, begin, end)]


@given(st.lists(st.sampled_from(["青禾县", "12所", "、", "校舍", "王", "2013年", "。"]), max_size=25).map("".join))
def test_places_of_a_signed_text_lead_back_to_the_folded_one(text: str) -> None:
    one = folded("甲" + text)
    side = tokens.side_of("甲" + text, one.origin)
    signed, ways = substitutions._signed(one.text, side, {})
    places = list(substitutions._folded_places(ways, range(len(signed) + 1)))
    assert places[-1] == len(one.text)
    assert all(
        signed[i] == one.text[p] for i, p in enumerate(places[:-1]) if signed[i] < "\U000f0000" and signed[i] != "、"
    )
    assert [p for i, p in enumerate(places[:-1]) if signed[i] >= "\U000f0000"] == [t.begin for t in side.tokens]
