"""An authority in a title is a name only with its place."""

import pytest

from jingyan.segment.titles import issuer


@pytest.mark.parametrize(
    "title",
    [
        "市民政局2018年工作总结",
        "乡镇人民政府年度工作总结",
        "交通运输局安全生产工作总结",
        "县财政局工作总结",
        "县税务局档案管理工作汇报",
        "镇政府年度工作总结",
        "个人学校工作总结",
    ],
)
def test_an_authority_without_a_place_is_no_name(title: str) -> None:
    assert issuer(title, 0) is None


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("松江市民政局2018年工作总结", "松江市民政局"),
        ("柳河镇人民政府年度工作总结", "柳河镇人民政府"),
        ("云溪县交通运输局安全生产工作总结", "云溪县交通运输局"),
        ("青禾县财政局关于预算工作的通知", "青禾县财政局"),
        ("云溪税务局档案管理工作汇报", "云溪税务局"),
    ],
)
def test_an_authority_with_its_place_is_one(title: str, name: str) -> None:
    found = issuer(title, 5)
    assert found is not None
    assert (found.start, found.end) == (5, 5 + len(name))
