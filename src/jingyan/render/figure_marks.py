"""Figures marked in a piece's text: which colour a kind has, and what is told when one is pointed at."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jingyan.model.extracts import Figure
from jingyan.render import wording
from jingyan.render.marked import Mark

# Kinds that look alike are drawn alike: an editor tells amounts, shares, times and blanks apart, not twelve kinds.
LOOKS: dict[str, tuple[str, str]] = {
    "count": ("q", "数量"),
    "money": ("m", "金额"),
    "percent": ("p", "百分比、比"),
    "ratio": ("p", "百分比、比"),
    "area": ("a", "面积、时长"),
    "duration": ("a", "面积、时长"),
    "date": ("d", "日期、序数、文号"),
    "ordinal": ("d", "日期、序数、文号"),
    "doc_number": ("d", "日期、序数、文号"),
    "placeholder": ("h", "没有填写、看不清"),
    "range": ("q", "数量"),
    "other": ("o", "其他"),
}


@dataclass(frozen=True, slots=True)
class Legend:
    """One colour of the legend: CSS class, word, how many figures have it."""

    look: str
    word: str
    count: int


def figure_marks(figures: Iterable[Figure]) -> tuple[Mark, ...]:
    """One mark a figure, with its value, unit, indicator, subject and year as the words shown when it is pointed at."""
    return tuple(Mark(f.span, f"g g-{_look(f)[0]}", note=told(f)) for f in figures)


def legend(figures: Iterable[Figure]) -> tuple[Legend, ...]:
    """The colours that occur, in the order of the table."""
    counts = Counter(_look(f) for f in figures)
    return tuple(
        Legend(look, word, counts[look, word]) for look, word in dict.fromkeys(LOOKS.values()) if counts[look, word]
    )


def _look(figure: Figure) -> tuple[str, str]:
    # A range looks like what it is a range of.
    return LOOKS[figure.of if figure.kind == "range" and figure.of else figure.kind]


def told(figure: Figure) -> str:
    """One line: 金额 3600000元;指标:投入资金;对象:云溪市;2023年;计划."""
    parts = [f"{wording.FIGURE_KIND[figure.kind]} {wording.APPROXIMATE[figure.approximate]}{value_text(figure)}"]
    parts += [f"指标：{figure.name or figure.indicator}"] if figure.name or figure.indicator else []
    parts += [f"对象：{figure.subject}"] if figure.subject else []
    parts += [f"时间：{figure.year}"] if figure.year else []
    parts += [wording.FIGURE_STATUS[figure.status]] if figure.status != "actual" else []
    return "；".join(parts)


def value_text(figure: Figure) -> str:
    """The normal value with its unit, "" when the digits are lost."""
    ends: Sequence[object] = figure.value if isinstance(figure.value, tuple) else (figure.value,)
    return "—".join(number_text(end) for end in ends if end is not None) + (figure.unit or "")


def number_text(value: object) -> str:
    """A number without a needless ".0", thousands apart from 10,000 on; anything else as it is."""
    if not isinstance(value, int | float):
        return str(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    if isinstance(value, float):
        return f"{value:,.6f}".rstrip("0").rstrip(".") if abs(value) < 1e15 else str(value)
    return f"{value:,}" if abs(value) >= 10_000 else str(value)
