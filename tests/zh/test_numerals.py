import pytest

from jingyan.zh.numerals import multiplier, parse_numeral, parse_pair


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("百", 100),
        ("千", 1000),
        ("一百零三", 103),
        ("一百一十", 110),
        ("两万五千", 25000),
        ("两千五", 2500),
        ("一万二", 12000),
        ("一万零一十二", 10012),
        ("三亿五千万", 350000000),
        ("3万4000", 34000),
        ("25万6千", 256000),
        ("1,234,567", 1234567),
        ("12 345", 12345),
        ("1.5亿", 150000000),
        ("三点五万", 35000),
        ("百万", 1000000),
        ("十", 10),
        ("廿", 20),
        ("二〇一四", 2014),
        ("半", 0.5),
        ("0.45", 0.45),
        ("", None),
        ("多", None),
        ("3所", None),
    ],
)
def test_values(text: str, value: float | None) -> None:
    assert parse_numeral(text) == value


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("两三", (2, 3)),
        ("三五", (3, 5)),
        ("七八十", (70, 80)),
        ("十七八", (17, 18)),
        ("三四百", (300, 400)),
        ("二十", None),
        ("四七", None),
        ("三三", None),
    ],
)
def test_neighbours(text: str, pair: tuple[int, int] | None) -> None:
    assert parse_pair(text) == pair


def test_multipliers() -> None:
    assert (multiplier("百万"), multiplier(""), multiplier("万")) == (1000000, 1, 10000)
