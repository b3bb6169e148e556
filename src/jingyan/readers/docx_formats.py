"""Number formats of WordprocessingML (ECMA-376 part 1, 17.18.59 ST_NumberFormat): integer → the characters Word shows."""

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_TAIWAN_DIGITS = "○一二三四五六七八九"
_LEGAL_SIMPLIFIED = ("零壹贰叁肆伍陆柒捌玖", ("", "拾", "佰", "仟"), "万")
_LEGAL_TRADITIONAL = ("零壹貳參肆伍陸柒捌玖", ("", "拾", "佰", "仟"), "萬")
_PLAIN_SIMPLIFIED = ("零一二三四五六七八九", ("", "十", "百", "千"), "万")
_PLAIN_TRADITIONAL = ("零一二三四五六七八九", ("", "十", "百", "千"), "萬")
_PLAIN_JAPANESE = ("〇一二三四五六七八九", ("", "十", "百", "千"), "万")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def format_number(value: int, name: str) -> str:
    """`value` in the number format `name` (an ST_NumberFormat value); decimal for a format we do not know or a value it cannot show."""
    if name == "none":
        return ""
    render = _FORMATS.get(name)
    return (render(value) if render and 0 <= value < 1_000_000 else "") or str(value)


def _counted(table: tuple[str, tuple[str, ...], str], *, short_ten: bool) -> Callable[[int], str]:
    """Counting with 十百千万: 105 → 一百零五; `short_ten` writes 11 as 十一 and not 一十一."""
    digits, units, ten_thousand = table

    def render(value: int) -> str:
        if value == 0:
            return digits[0]
        if value >= 10_000:
            head, tail = divmod(value, 10_000)
            gap = digits[0] if 0 < tail < 1000 else ""
            return render(head) + ten_thousand + gap + (render(tail) if tail else "")
        out, zero = "", False
        for power in (3, 2, 1, 0):
            digit = value // 10**power % 10
            if digit:
                out += (digits[0] if zero and out else "") + digits[digit] + units[power]
                zero = False
            else:
                zero = True
        return out[1:] if short_ten and 10 <= value < 20 else out

    return render


def _counted_below_100(table: tuple[str, tuple[str, ...], str], digits: str) -> Callable[[int], str]:
    """Counting below 100, digit by digit from there on (the "counting" formats without "Thousand")."""
    counted = _counted(table, short_ten=True)
    return lambda value: counted(value) if value < 100 else _positional(value, digits)


def _positional(value: int, digits: str) -> str:
    return "".join(digits[int(d)] for d in str(value))


def _listed(characters: str) -> Callable[[int], str]:
    return lambda value: characters[value - 1] if 1 <= value <= len(characters) else ""


def _letters(value: int) -> str:
    """A … Z, AA, BB …: Word repeats the letter."""
    return chr(ord("A") + (value - 1) % 26) * ((value - 1) // 26 + 1) if 1 <= value <= 780 else ""


def _roman(value: int) -> str:
    out = ""
    for size, sign in _ROMAN:
        count, value = divmod(value, size)
        out += sign * count
    return out if len(out) < 40 else ""


def _ordinal(value: int) -> str:
    tail = "th" if 10 <= value % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{tail}"


def _circled(value: int) -> str:
    if 1 <= value <= 20:
        return chr(0x2460 + value - 1)
    if 21 <= value <= 35:
        return chr(0x3251 + value - 21)
    return chr(0x32B1 + value - 36) if 36 <= value <= 50 else ""


def _full_width(value: int) -> str:
    return _positional(value, "０１２３４５６７８９")


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda n: f"{n:02d}",
    "numberInDash": lambda n: f"- {n} -",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "upperLetter": _letters,
    "lowerLetter": lambda n: _letters(n).lower(),
    "upperRoman": _roman,
    "lowerRoman": lambda n: _roman(n).lower(),
    "ordinal": _ordinal,
    "hex": lambda n: f"{n:X}",
    "chineseCounting": _counted_below_100(_PLAIN_SIMPLIFIED, _TAIWAN_DIGITS),
    "chineseCountingThousand": _counted(_PLAIN_SIMPLIFIED, short_ten=True),
    "taiwaneseCounting": _counted_below_100(_PLAIN_TRADITIONAL, _TAIWAN_DIGITS),
    "taiwaneseCountingThousand": _counted(_PLAIN_TRADITIONAL, short_ten=True),
    "japaneseCounting": _counted(_PLAIN_JAPANESE, short_ten=True),
    "koreanDigital2": lambda n: _positional(n, "零一二三四五六七八九"),
    "ideographDigital": lambda n: _positional(n, _DIGITS),
    "japaneseDigitalTenThousand": lambda n: _positional(n, _DIGITS),
    "taiwaneseDigital": lambda n: _positional(n, _TAIWAN_DIGITS),
    "chineseLegalSimplified": _counted(_LEGAL_SIMPLIFIED, short_ten=False),
    "ideographLegalTraditional": _counted(_LEGAL_TRADITIONAL, short_ten=False),
    "japaneseLegal": _counted(("零壱弐参四伍六七八九", ("", "拾", "百", "阡"), "萬"), short_ten=False),
    "ideographTraditional": _listed(_STEMS),
    "ideographZodiac": _listed(_BRANCHES),
    "ideographZodiacTraditional": lambda n: _STEMS[(n - 1) % 10] + _BRANCHES[(n - 1) % 12] if 1 <= n <= 60 else "",
    "ideographEnclosedCircle": _listed("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": _listed("⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"),
    "decimalEnclosedFullstop": _listed("⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"),
}
