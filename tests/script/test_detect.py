"""Which script: whole texts, strays, clauses."""

import pytest

from jingyan.script.detect import Run, detect_script, runs


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
