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
