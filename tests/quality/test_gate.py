"""The quality gate: no score on the corpus may fall below its floor. `python -m tests.quality.measuring` raises floors."""

import pytest

from tests.quality.measuring import floors, rounded, scores, table


def test_no_score_falls_below_its_floor(capsys: pytest.CaptureFixture[str]) -> None:
    found, least = scores(), floors()
    with capsys.disabled():
        print("\n" + table(found, least))
    assert least, "corpus/gold/floors.json is missing: python -m tests.quality.measuring"
    assert set(found) == set(least)
    fallen = {name: (rounded(value), least[name]) for name, value in found.items() if rounded(value) < least[name]}
    assert not fallen
