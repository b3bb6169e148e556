"""Times and sources that a site sets over a text in shapes that a paper has too: told by what stands beside them."""

import re
from collections.abc import Container

from jingyan.segment.lines import Line

_ISO = r"\d{4}[-/]\d{1,2}[-/]\d{1,2}"
_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?"
_LABELLED = re.compile(rf"(?:时间|日期)\s*:\s*{_ISO}(?:\s*{_CLOCK})?")
_DATED = re.compile(rf"{_ISO}(?P<clock>\s*{_CLOCK})?\s*(?P<rest>[^\s。;!?](?:[^。;!?]{{0,18}}[^。;!?,])?)")
_DATE = re.compile(rf"{_ISO}|\d{{4}}年\d{{1,2}}月\d{{1,2}}日(?:\s*星期[一二三四五六日])?")
_ISSUE = re.compile(r"[^\s。,:]{2,20}\s*\d{4}年\s*第?\s*\d{1,2}\s*期")
_KEYWORDS = re.compile(r"关键[词字]:[^,;。]{2,24}")
# What minutes, records and plans say beside their time.
_RECORD = re.compile(
    r"(?:地点|地址|会议|主持|参加|出席|参会|到会|缺席|列席|对象|人员|单位|记录|姓名|班级|年级|主题|议题|内容|授课|执教|活动|课题|科目|学科|教师|主讲|负责|形式|目的)[^:]{0,6}:"
)
_SEEN = re.compile("围观|收藏|阅读|浏览|点击|来源|评论|人已|编辑|发布|次$|网$")


def stamps(lines: tuple[Line, ...], found: Container[int], head: int) -> tuple[int, ...]:
    """The indices of times and sources over the text (before the line `head`); `found` are the lines that are furniture already."""
    taken: list[int] = []
    for line in lines[: head + 2]:
        i = line.index
        if i in found or line.in_table or len(line.text) > 40:
            continue
        above = lines[i - 1] if i else None
        below = lines[i + 1] if i + 1 < len(lines) else None
        beside = [other.text for other in (above, below) if other]
        follows = bool(taken) and taken[-1] == i - 1
        issue = i > 0 and i - 1 in found and _DATED.match(lines[i - 1].text) is not None
        between = i < head and i - 1 in found and i + 1 in found
        if (
            (i < head and _is_stamp(line.text, beside))
            or ((follows or issue) and _ISSUE.fullmatch(line.text))
            or (follows and _KEYWORDS.fullmatch(line.text))
            or (between and _DATE.fullmatch(line.text))
        ):
            taken.append(i)
    return tuple(taken)


def _is_stamp(text: str, beside: list[str]) -> bool:
    if _LABELLED.fullmatch(text):
        return not any(_RECORD.match(other) for other in beside)
    match = _DATED.fullmatch(text)
    if match is None:
        return False
    rest = "".join(c for c in match["rest"] if c.isalnum())
    said = "".join(c for other in beside for c in other if c.isalnum())
    return bool(match["clock"] or _SEEN.search(match["rest"]) or (len(rest) >= 2 and rest in said))
