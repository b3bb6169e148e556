from jingyan.zh.dates import exists, two_digits, year_text
from jingyan.zh.punctuation import one_shape


def test_one_shape_keeps_every_offset() -> None:
    text = "2014年(县)占5%,「双百」[2012]——3~5\u3000\r\n甲\r乙"
    shaped = one_shape(text)
    assert len(shaped) == len(text)
    assert shaped == "2014年(县)占5%,“双百”〔2012〕--3~5  \n甲\n乙"


def test_hidden_digits_of_dates() -> None:
    assert [year_text(y) for y in ("2014", "20xx", "*", "二〇一六", "20", "201×")] == [
        "2014", "20XX", "XXXX", "2016", "20XX", "201X",
    ]  # fmt: skip
    assert [two_digits(m) for m in ("3", "*", "十二", None)] == ["03", "XX", "12", "XX"]


def test_which_dates_exist() -> None:
    assert exists("2016", "02", "29")
    assert exists("20XX", "02", "29")
    assert not exists("2015", "02", "29")
    assert not exists("XXXX", "04", "31")
    assert not exists("XXXX", "13", "XX")
    assert exists("XXXX", "XX", "31")
