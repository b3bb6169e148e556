"""Numbers as printed: their value, how finely they are printed, and how they are shown in a formula."""

import re
from collections.abc import Iterable
from functools import lru_cache

from jingyan.model.extracts import Figure

_SCALED = re.compile("[万亿]")
COUNTED = ("count", "money", "area", "percent", "duration", "other")
_INSTITUTIONS = frozenset(["所", "个", "家", "处", "座"])
_MULTIPLIER = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}


def amount(figure: Figure) -> float | None:
    """The figure's value if it is one exact or approximate number of something counted, else None."""
    if figure.kind in COUNTED and isinstance(figure.value, int | float):
        return float(figure.value)
    return None


def exact(figure: Figure) -> bool:
    """True if the text gives the number without 约, 余, 以上 and the like."""
    return figure.approximate == "exact"


@lru_cache(maxsize=4096)
def step(written: str) -> float:
    """The size of the last printed digit ("3.6亿元" → 10 million, "206万元" → 10,000, "16人" → 1)."""
    match = re.search(r"(\d[\d, ]*)(?:\.(\d+))?\s*([百千万亿]*)", written)
    if not match:
        return 1.0
    value = 10.0 ** -len(match.group(2) or "")
    for char in match.group(3):
        value *= _MULTIPLIER[char]
    return value


def coarse(written: str) -> bool:
    """True if a number is printed with decimals or in 万 and 亿, so that it may have been rounded."""
    return step(written) != 1.0


def same_unit(left: Figure, right: Figure) -> bool:
    """True if both count in one unit; institutions may be counted with 所 or 个."""
    return left.unit == right.unit or (left.unit in _INSTITUTIONS and right.unit in _INSTITUTIONS)


def show(value: float, like: str = "") -> str:
    """A number for a formula: at most four decimals; in 亿 or 万 as the number `like` is written, else only large round ones."""
    for size, name, digits in ((10**8, "亿", 2), (10**4, "万", 1 if abs(value) >= 10**5 else 0)):
        scaled = abs(value) / size * 10**digits
        round_one = abs(value) >= size and abs(scaled - round(scaled)) < 1e-9
        if (name in like and abs(value) >= size / 100) or (round_one and not _SCALED.search(like)):
            return f"{value / size:.4f}".rstrip("0").rstrip(".") + name
    return f"{value:.4f}".rstrip("0").rstrip(".")


def told(found: float, stated: float, written: str, unit: str = "") -> str:
    """`found` behind its sign, as finely as the text's own number is written: "=44人", "≈12.6万元" (one digit more where rounding would not give it)."""
    if near(found, stated, 0):
        return f"={show(stated)}{unit}"
    fine = step(written)
    rounded = round(found / fine) * fine
    return f"≈{show(stated if near(rounded, stated, 0) else round(found / fine, 1) * fine)}{unit}"


def plus(values: Iterable[float]) -> str:
    """The values joined by +."""
    return "+".join(show(v) for v in values)


def near(found: float, stated: float, tolerance: float) -> bool:
    """True if both are equal within `tolerance` (and binary noise)."""
    return abs(found - stated) <= tolerance + 1e-9 * max(1.0, abs(stated))
