from pathlib import Path

import pytest

from jingyan.app.export import export_paths

TEXT = """把学校办在家门口
云溪市教育局

全市现有义务教育学校126所，在校学生4.8万人，其中初中12所。2023年投入资金360万元，计划到2025年新建学校5所。
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "云溪市.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_figures_carry_name_total_and_whether_they_were_recognised(file: Path) -> None:
    rows = list(export_paths("figures", [file]).rows)
    assert rows
    assert all(row["recognised"] is False for row in rows)
    assert all({"name", "total"} <= row.keys() for row in rows)
    assert all(row["total"] is None or len(row["total"]) == 2 for row in rows)


def test_indicators_are_the_numbers_by_what_they_measure(file: Path) -> None:
    rows = list(export_paths("indicators", [file]).rows)
    assert rows
    for row in rows:
        assert row["indicator"]
        assert isinstance(row["value"], int | float)
        assert row["text"] == TEXT[row["start"] : row["end"]]
        assert (row["organisation"], row["title"]) == ("云溪市教育局", "把学校办在家门口")
    assert [not row["known"] for row in rows] == sorted(not row["known"] for row in rows)
    assert 3_600_000 in [row["value"] for row in rows]
