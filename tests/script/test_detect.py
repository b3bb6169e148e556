"""Which script: whole texts, strays, clauses."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingyan.script.detect import WEAK_TEXT, Run, detect_script, runs
from jingyan.script.tables import SIMPLIFIED, TRADITIONAL, script_flags


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("义务教育均衡发展", "simplified"),
        ("義務教育均衡發展", "traditional"),
        ("中小,1234 abc", "none"),
        ("", "none"),
        ("這個學校,这个学校", "mixed"),
        ("群眾在床上,峰會的秘書", "traditional"),
        ("学校发展" * 60 + "鍾老師", "simplified"),
    ],
)
def test_script(text: str, script: str) -> None:
    assert detect_script(text) == script


def test_runs_split_at_clauses_and_short_clauses_follow() -> None:
    text = "學校發展,中小,学校发展,中小。學校"
    found = runs(text)
    assert found == (Run(0, 8, True), Run(8, 16, False), Run(16, 18, True))
    assert runs("") == ()


def test_strays_make_no_traditional_passage_but_quotations_do() -> None:
    plain = "学校发展与教师队伍建设的经验," * 6
    assert not any(run.traditional for run in runs(f"{plain}我們(men)學校,{plain}"))
    quotation = "他說這所學校辦得很好"
    found = [run for run in runs(f"{plain}{quotation},{plain}") if run.traditional]
    assert [(run.start, run.end) for run in found] == [(len(plain), len(plain) + len(quotation) + 1)]


def _plain_runs(text: str) -> tuple[Run, ...]:
    """Runs clause by clause, as their definition says."""
    found: list[Run] = []
    for match in re.finditer(r"[^,，。;；!！?？:：、()（）“”「」『』《》\r\n]+", text):
        signs = [script_flags()[ord(c)] for c in match.group()]
        difference = signs.count(TRADITIONAL) - signs.count(SIMPLIFIED)
        if difference and found and found[-1].traditional == (difference > 0):
            found[-1] = Run(found[-1].start, match.end(), found[-1].traditional)
        elif difference:
            found[-1:] = [Run(r.start, match.start(), r.traditional) for r in found[-1:]]
            found.append(Run(match.start() if found else 0, match.end(), difference > 0))
    found[-1:] = [Run(r.start, len(text), r.traditional) for r in found[-1:]]
    return tuple(found) or (Run(0, len(text), False),)


@given(st.text("學习學习發辦办展中小,。\n《》", min_size=1, max_size=60))
def test_runs_are_those_of_the_clauses(text: str) -> None:
    traditional, simplified = (sum(c in chars for c in text) for chars in ("學發辦", "习办"))
    if simplified and simplified < WEAK_TEXT * traditional:
        assert runs(text) == _plain_runs(text)
