"""Dates as strings with X for what a text does not say or masks; which dates exist; no searching in texts."""

import re

from jingyan.zh.numerals import parse_numeral

MASK = "xX×*_○●✕□"
"""The characters that stand for a hidden digit."""

_MASKED = re.compile(f"[{MASK}]")
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def year_text(written: str) -> str:
    """Four characters for a year as written: "2014" → "2014", "20xx" → "20XX", "*" → "XXXX", "二〇一四" → "2014", "20" → "20XX"."""
    written = written.strip()
    if _MASKED.search(written):
        shown = _MASKED.sub("X", written)
        return shown if len(shown) == 4 else "20XX" if re.fullmatch("20X+", shown) else "XXXX"
    if written.isdigit():
        return written if len(written) == 4 else written.ljust(4, "X")
    value = parse_numeral(written)
    return "XXXX" if value is None else str(value)


def two_digits(written: str | None) -> str:
    """Two characters for a month or day as written: "3" → "03", "*" → "XX", "十二" → "12"."""
    if written is None or _MASKED.search(written):
        return "XX"
    if written == "元":  # 元月 is January
        return "01"
    value = parse_numeral(written)
    return "XX" if value is None else f"{int(value):02d}"


def exists(year: str, month: str, day: str) -> bool:
    """False if month or day cannot be, whatever the hidden parts are; arguments as in YYYY, MM, DD with X."""
    if month.isdigit() and not 1 <= int(month) <= 12:
        return False
    if not day.isdigit():
        return True
    longest = _DAYS[int(month) - 1] if month.isdigit() else 31
    if month == "02" and year.isdigit() and not _leap(int(year)):
        longest = 28
    return 1 <= int(day) <= longest


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
