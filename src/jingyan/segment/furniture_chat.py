"""Chats saved as text: the heads over the messages, and messages that are talk, not material."""

import re
from collections.abc import Iterator

from jingyan.segment.lines import Line

# A message is talk up to this many characters in all and this many lines; one sentence of a report is longer.
TALK, TALK_LINES = 40, 3

_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?"
_DAY = r"(?:\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|\d{1,2}[-/月]\d{1,2}日?|昨天|今天|前天|星期[一二三四五六日天]|周[一二三四五六日])"
_PERIOD = r"(?:上午|下午|晚上|凌晨|中午|AM|PM|am|pm)?"
_ACCOUNT = r"[((<《][\w.@\-]{3,40}[))>》]"
# With a number or an address a head is sure; a name and a time alone must come three times.
_SURE = re.compile(
    rf"{_DAY}\s*{_PERIOD}\s*{_CLOCK}\s+\S.{{0,30}}{_ACCOUNT}|\S.{{0,30}}{_ACCOUNT}\s*{_DAY}\s*{_PERIOD}\s*{_CLOCK}"
)
_LIKELY = re.compile(
    rf"(?!\d)[^\s,。;:!?]{{1,16}}\s+(?:{_DAY}\s*)?{_PERIOD}\s*{_CLOCK}|{_DAY}\s*{_PERIOD}\s*{_CLOCK}\s+[^\s,。;:!?\d]{{1,16}}"
)


def chat(lines: tuple[Line, ...]) -> Iterator[tuple[int, str]]:
    """The indices of heads ("chat_head") and of talk between them ("chatter"); nothing unless the file is a chat."""
    sure = [line.index for line in lines if not line.in_table and _SURE.fullmatch(line.text)]
    likely = [line.index for line in lines if not line.in_table and _LIKELY.fullmatch(line.text)]
    heads = sorted({*sure, *likely}) if len(sure) >= 2 or len(likely) >= 3 else []
    if len(heads) < 2:
        return
    for head, end in zip(heads, [*heads[1:], len(lines)], strict=True):
        yield head, "chat_head"
        message = lines[head + 1 : end]
        if len(message) <= TALK_LINES and sum(len(line.text) for line in message) <= TALK:
            for line in message:
                yield line.index, "chatter"
