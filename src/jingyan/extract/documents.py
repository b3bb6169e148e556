"""文号 (numbers of official documents): where they stand and what their number is; positions in the Flow's text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jingyan.zh.dates import MASK
from jingyan.zh.numerals import parse_numeral

_CORE = re.compile(
    rf"[〔(2](?:(?<=[〔(]) ?|(?<=2)(?=0\d\d〕))(?P<year>(?:19|20|(?<=2)0)[\d{MASK}]{{2}}|[{MASK}]{{1,4}}) ?[〕)] ?(?:第 ?)?(?P<number>\d+|[{MASK}]+) ?号"
)
_AGENCY = re.compile(rf"[\u4e00-\u9fff{MASK}A-Z]{{1,14}} ?$")
_NOT_AGENCY = re.compile(
    r"^.*(?:根据|按照|依据|依照|遵照|贯彻|落实|执行|印发|下发|转发|发布|出台|发出|文件|文号|通知|意见|办法|规定|方案|精神|要求|以及|并以|了|的|即|见|由|以|和|与|及|在|对|为|是|号)"
)


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A 文号 from the 机关代字 to 号; `number` None when masked."""

    start: int
    end: int
    number: int | None
    masked: bool


def document_numbers(text: str) -> Iterator[DocumentNumber]:
    """All document numbers in order."""
    for match in _CORE.finditer(text):
        before = _AGENCY.search(text[max(0, match.start() - 15) : match.start()])
        if not before:
            continue
        agency = before.group().rstrip()
        words = _NOT_AGENCY.match(agency)
        start = match.start() - len(before.group()) + (words.end() if words and words.end() < len(agency) else 0)
        value = parse_numeral(match["number"])
        masked = any(c in MASK for c in match["year"] + match["number"])
        yield DocumentNumber(start, match.end(), None if value is None else int(value), masked)
