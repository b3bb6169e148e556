"""Chinese numerals as they stand in official texts: their values, no units and no context."""

import re

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2, "俩": 2, "廿": 20}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}

CHINESE = "零〇一二两三四五六七八九十百千万亿"
"""The characters a Chinese numeral is made of."""

_ARABIC = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?: \d{3})+(?![\d])|\d+(?:\.\d+)?")
_PAIR = re.compile(r"^(十?)([一二两三四五六七八九])([二两三四五六七八九])([十百千万亿]*)$")


def multiplier(text: str) -> int:
    """The product of the multiplier characters in `text` ("百万" → 1000000); 1 for an empty text."""
    value = 1
    for char in text:
        value *= _SMALL.get(char) or _LARGE[char]
    return value


def parse_numeral(text: str) -> int | float | None:
    """The value of a whole numeral: digits with commas, Chinese, or mixed ("3万4000", "25万6千", "百", "三点五万"); None if it is not one numeral.

    A lone 百, 千, 万 counts as 100, 1000, 10000 (百所 = 100 所). "一万二" and "两千五" read as 12000 and 2500.
    """
    text = text.replace(" ", "").replace("\u3000", "").replace("\xa0", "")
    if not text:
        return None
    if text == "半":
        return 0.5
    if arabic := _ARABIC.match(text):
        return _mixed(text, arabic)
    if "点" in text:
        return _decimal(text)
    if any(c not in CHINESE and c not in DIGITS for c in text):
        return None
    if len(text) > 1 and all(c in DIGITS for c in text):
        return int("".join(str(DIGITS[c]) for c in text))
    return _chinese(text)


def _mixed(text: str, arabic: re.Match[str]) -> int | float | None:
    """Digits, perhaps with multipliers and a second, smaller part."""
    value = _number(arabic.group())
    rest = text[arabic.end() :]
    if not rest:
        return value
    power = re.match(r"[十百千万亿]+", rest)
    if not power:
        return None
    value = tidy(value * multiplier(power.group()))
    rest = rest[power.end() :]
    if not rest:
        return value
    tail = parse_numeral(rest)
    return None if tail is None or tail >= value else tidy(value + tail)


def _number(digits: str) -> int | float:
    plain = digits.replace(",", "").replace(" ", "")
    return float(plain) if "." in plain else int(plain)


def _decimal(text: str) -> int | float | None:
    whole, _, rest = text.partition("点")
    power = re.search(r"[十百千万亿]+$", rest)
    digits = rest[: power.start()] if power else rest
    head = parse_numeral(whole)
    if head is None or not digits or any(c not in DIGITS for c in digits):
        return None
    value = float(f"{int(head)}." + "".join(str(DIGITS[c]) for c in digits))
    return tidy(value * multiplier(power.group() if power else ""))


def _chinese(text: str) -> int | None:
    total = section = digit = 0
    last = 0
    seen = False
    for char in text:
        if char in DIGITS:
            digit, seen = DIGITS[char], True
            if char in "零〇":
                last = 0
        elif char in _SMALL:
            section += (digit if seen else 1) * _SMALL[char]
            digit, seen, last = 0, False, _SMALL[char]
        else:
            power = _LARGE[char]
            group = section + digit
            total = (total + group) * power if power > 10**4 else total + (group or 1) * power
            total = total or power
            section = digit = 0
            seen, last = False, power
    if seen and last >= 100:
        digit *= last // 10
    return total + section + digit


def parse_pair(text: str) -> tuple[int, int] | None:
    """Both values of a numeral that names two neighbours ("两三" → 2, 3; "七八十" → 70, 80; "十七八" → 17, 18); None for any other text."""
    match = _PAIR.match(text)
    if not match:
        return None
    ten, low, high, power = match.groups()
    first, second = DIGITS[low], DIGITS[high]
    if second - first not in (1, 2) or (second - first == 2 and (first, second) != (3, 5)) or (ten and power):
        return None
    base = 10 if ten else 0
    return base + first * multiplier(power), base + second * multiplier(power)


def tidy(value: float) -> int | float:
    """`value` without binary noise: rounded to 6 places, an int when it is whole."""
    rounded = round(value, 6)
    return int(rounded) if rounded == int(rounded) else rounded
