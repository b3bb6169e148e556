"""Which items of a list of problems are told: those under a head that only opens the list, else the head with what belongs to it."""

from .marked_texts import extracts_of

NESTED = """河湾小学工作汇报
我校虽然做了一些工作,但仍存在不少问题:
一、办学条件有待改善:
1、教室漏雨,雨季只能在走廊上课。
2、实验室没有药品,演示实验做不成。
3、厕所离教学楼太远,低年级学生不便。
二、教师老化。教师平均年龄五十一岁,音体美教师一个也没有,课开不齐。
"""
TRAITS = """山口县教育扶贫总结
我县困难学生多,呈现以下主要特征:一是人数多。全县困难学生4200人。二是分布散。涉及全部14个乡镇。三是家庭情况复杂。
一、摸清底数。组织教师入户走访。
二、落实资助。发放资助金620万元。
"""


def test_a_head_that_only_opens_a_list_is_no_item() -> None:
    told = [i.span.of(NESTED)[:8] for i in extracts_of(NESTED).issues]
    assert told == ["1、教室漏雨,雨", "2、实验室没有药", "3、厕所离教学楼", "二、教师老化。教"]


def test_traits_are_no_measures() -> None:
    titles = [m.title.of(TRAITS) for m in extracts_of(TRAITS).measures]
    assert titles == ["摸清底数", "落实资助"]
