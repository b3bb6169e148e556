import pytest

from jingyan.volume.rank import CITY, COUNTY, NATION, PROVINCE, SCHOOL, UNKNOWN, county_cities, unit_rank


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


def test_a_county_level_city_is_known_from_the_table_or_told() -> None:
    assert unit_rank("樟树市教育局") == unit_rank("江西省樟树市人民政府") == COUNTY
    assert unit_rank("青石市教育局") == CITY
    assert unit_rank("青石市教育局", {"青石市"}) == unit_rank("岭川省青石市教育局", {"青石市"}) == COUNTY
    assert unit_rank("青石市第一小学", {"青石市"}) == SCHOOL


@pytest.mark.parametrize(
    ("path", "text", "found"),
    [
        ("云溪市/青石市教育局.docx", "", True),
        ("来稿/3.云溪市报送/总结.docx", "", True),
        ("C:\\来稿\\云溪市\\总结.docx", "", True),
        ("青石市/总结.docx", "", False),
        ("来稿/总结.docx", "", False),
        ("a.txt", "青石市(县级市)位于岭川省西部。", True),
        ("a.txt", "我市是1988年撤县设立的县级市,下辖12个乡镇。", True),
        ("a.txt", "经云溪市青石市教育局推荐。", True),
        ("a.txt", "我市下辖3个县级市和5个县。", False),
        ("a.txt", "云溪市和青石市教育局共同举办。", False),
        ("a.txt", "全市和各县市教育局都要落实。", False),
    ],
)
def test_the_collection_tells_which_cities_stand_under_another(path: str, text: str, found: bool) -> None:
    got = county_cities([("青石市教育局", path)], [("青石市教育局", text)])
    assert got == (frozenset({"青石市"}) if found else frozenset())


def test_a_city_above_counties_is_never_put_under_another() -> None:
    assert county_cities([("九江市教育局", "南昌市/九江市.docx")], []) == frozenset()


def test_cities_with_folders_of_their_own_stand_side_by_side() -> None:
    units = [("青石市教育局", "云溪市/误放.docx"), ("青石市教育局", "青石市/总结.docx")]
    assert county_cities(units, []) == frozenset()
