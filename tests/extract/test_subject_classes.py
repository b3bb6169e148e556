"""Whom a figure is about: no deed, no kind of thing that is counted, no word left over from a date."""

import pytest

from jingyan.extract.extracting import extract
from jingyan.model.source import Source
from jingyan.model.structure import Outline


def who(text: str) -> list[str | None]:
    return [
        f.subject for f in extract(Source("来稿.txt", text, "text", "0" * 64), text, Outline("来稿.txt"))[0].figures
    ]


@pytest.mark.parametrize(
    "text",
    [
        "丰富学校社团活动12个。",
        "暴露出学校问题5个。",
        "共建文明城市投入30万元。",
        "初级中学20所,公办普通高中3所。",
        "城市低保6195户。",
        "培养推广学校经验3条。",
    ],
)
def test_deeds_and_counted_kinds_are_no_subjects(text: str) -> None:
    assert set(who(text)) == {None}


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("全县有学校100所,其中初级中学20所,民办高中2所。", ["全县"] * 3),
        ("上年全乡财政收入9034万元。", ["全乡"]),
        ("明德县第三中学现有教职工160人,教学班44个。", ["明德县第三中学"] * 2),
        ("立足本社区开展服务3次。", ["本社区"]),
        ("求实中学出资20万元。", ["求实中学"]),
        ("我局主动作为。全年组织普法宣传30场。", ["我局"]),
        ("全县小学占地面积300亩。我县巩固率99%,居全市第二位。新建学校3所。", ["全县", "我县", "我县", "我县"]),
    ],
)
def test_subjects(text: str, subjects: list[str]) -> None:
    assert who(text)[-len(subjects) :] == subjects
