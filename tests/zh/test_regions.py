import pytest

from jingyan.zh.regions import NOWHERE, is_county_city, is_prefecture, region


def order(*names: str, within: str = "") -> list[str]:
    return sorted(names, key=lambda n: region(n, within))


def test_provinces_and_their_cities_follow_the_official_order() -> None:
    wanted = ["河北省唐山市教育局", "福州市教育局", "南昌市教育局", "萍乡市教育局", "九江市人民政府", "上饶市教体局"]
    assert order(*reversed(wanted)) == wanted


def test_counties_follow_their_city_where_it_is_named_or_told_by_the_folder() -> None:
    assert region("九江市浔阳区教育局").city == region("九江市").city
    assert region("泰和县教育局", "吉安市报送").city == region("吉安市").city
    assert (
        region("泰和县教育局", "湖南省").city == region("泰和县教育局").city
    )  # another province's folder says nothing
    assert region("九江市") < region("九江市浔阳区") < region("九江市瑞昌市") < region("九江市武宁县")


@pytest.mark.parametrize("name", ["", "青禾县教育局", "某某编写组", "教育公平之路", "朝阳区教育局"])
def test_names_that_the_table_lacks_or_that_several_provinces_have_are_nowhere(name: str) -> None:
    assert region(name) == NOWHERE


def test_a_name_of_several_provinces_is_found_inside_its_own() -> None:
    found = region("北京市朝阳区教委")
    assert found == region("朝阳区教委", "北京市")
    assert found.county != NOWHERE.county


def test_which_cities_stand_under_another() -> None:
    assert [is_county_city(n) for n in ("樟树市", "南昌市", "青禾市")] == [True, False, False]
    assert [is_prefecture(n) for n in ("樟树市", "南昌市", "青禾市")] == [False, True, False]
