"""What a figure plays in its sentence: a value for each one, a mere change, or an amount that may be added and divided."""

import re

from jingyan.check.page import Page
from jingyan.model.extracts import Figure

_EACH_BEFORE = re.compile(
    r"(?:每|平均|(?:人|生|校|班|户|师|村|镇|县|日|月|年)均(?!衡)|单产|亩产|单价)[^,。;:、()\d]{0,12}$"
)
_EACH_BEHIND = re.compile(r" ?(?:/|每)[生人年校班月天]")
_CHANGE = re.compile(
    r"(?:增加|增长|增|减少|减|提高|提升|上升|上涨|回升|下降|降低|扩大|缩小|净增|净减|[增减多少超短][收支])了?(?:约|近)?$|(?:同比|[比较](?:上年|去年|上年同期|去年同期|前年))[^,。;的为达\d]{0,6}$"
)


def for_each(page: Page, figure: Figure) -> bool:
    """True for a value per head, per school or per year (生均2240元, 每校2万元, 650元/生): it is no part of a total."""
    return bool(_EACH_BEFORE.search(page.before(figure, 18)) or _EACH_BEHIND.match(page.text, figure.span.end))


_HINT = re.compile(r"[增减升降提涨扩缩比较多少超短]")
"""A character that every word of change holds; looked for first, since most figures have none before them."""


def changed_by(page: Page, figure: Figure) -> bool:
    """True for the size of a change (增加了331间): it is neither a stock nor a part of one."""
    start = figure.span.start
    if _HINT.search(page.text, max(0, start - 12), start) is None:
        return False
    return _CHANGE.search(page.before(figure, 12)) is not None


def amount_of_something(page: Page, figure: Figure) -> bool:
    """True if the figure states how much there is: no percent, no value for each, no change, no standard."""
    return (
        figure.unit not in ("%", "个百分点", "倍")
        and (figure.status != "standard" or "规定学历" in page.before(figure, 16))
        and not for_each(page, figure)
        and not changed_by(page, figure)
    )
