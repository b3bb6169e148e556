import pytest

from jingyan.volume.rank import CITY, COUNTY, NATION, PROVINCE, SCHOOL, UNKNOWN, unit_rank


@pytest.mark.parametrize(
    ("name", "rank"),
    [
        ("教育部基础教育司", NATION),
        ("岭川省教育厅", PROVINCE),
        ("岭川省教育厅基础教育处", PROVINCE),
        ("省政府教育督导委员会办公室", PROVINCE),
        ("白云自治区教育厅", PROVINCE),
        ("重庆市教育委员会", PROVINCE),
        ("云溪市教育局", CITY),
        ("岭川省云溪市人民政府", CITY),
        ("云溪市教师发展中心", CITY),
        ("白云自治州教育局", CITY),
        ("云溪地区行署教育局", CITY),
        ("青石县人民政府", COUNTY),
        ("云溪市东门区教育局教研室", COUNTY),
        ("云溪市青石市教育局", COUNTY),
        ("重庆市东门区教委", COUNTY),
        ("白云自治区青石县教育局", COUNTY),
        ("云溪高新区社会事业局", COUNTY),
        ("云山区人民政府", COUNTY),
        ("西湖区教育局", COUNTY),
        ("青石县教师进修学校", COUNTY),
        ("云溪市第一实验小学", SCHOOL),
        ("青石县茶坪镇人民政府", SCHOOL),
        ("青石县茶坪乡中心学校", SCHOOL),
        ("云溪市东门区城北街道办事处", SCHOOL),
        ("青石县第三中学(城北校区)", SCHOOL),
        ("云溪市东门区教育局、云溪市第一小学", COUNTY),
        ("某某编写组", UNKNOWN),
        ("", UNKNOWN),
        (None, UNKNOWN),
    ],
)
def test_the_rank_is_read_from_the_name(name: str | None, rank: int) -> None:
    assert unit_rank(name) == rank
