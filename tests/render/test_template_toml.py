"""Every fault of a volume.toml is told with its line; a file that says nothing wrong is read."""

from pathlib import Path

import pytest

from jingyan.model.problem import JingyanError
from jingyan.render.template_check import check_template
from jingyan.render.templates import read_template, toml_faults
from tests.render.template_material import template

# name, the file, line of the fault, words of its sentence
FAULTY = (
    ("no quotes", '[[parts]]\nname = 经验篇\n', "第2行", ("没有加引号",)),
    ("full-width quotes", '[[parts]]\nname = “经验篇”\n', "第2行", ("全角",)),
    ("full-width sign", 'title ＝ "甲"\n', "第1行", ("全角",)),
    ("open quote", '[[parts]]\nname = "经验篇\n', "第2行", ("引号不成对",)),
    ("said twice", 'title = "甲"\ntitle = "乙"\n', "第2行", ("写了两次",)),
    ("unknown key", '[contents]\nentrystyle = "jiangxi"\n', "第2行", ("不认识的设置 entrystyle", "entry_style")),
    ("unknown key in a part", '[[parts]]\nname = "甲"\n[[parts]]\nname = "乙"\ngenre = ["news"]\n', "第5行", ("genre", "genres")),
    ("unknown style", '[contents]\nentry_style = "江西"\n', "第2行", ("不认识的目录样式 江西", "standard")),
    ("unknown genre", '[[parts]]\nname = "甲"\ngenres = ["sumary"]\n', "第3行", ("sumary", "summary")),
    ("genres no list", '[[parts]]\nname = "甲"\ngenres = "news"\n', "第3行", ("genres 要写成名单",)),
    ("no name", '[[parts]]\ngenres = ["news"]\n', "第1行", ("没有写 name",)),
    ("parts no tables", 'parts = ["经验篇"]\n', "第1行", ("[[parts]]",)),
    ("two for the rest", '[[parts]]\nname = "甲"\n[[parts]]\nname = "乙"\n', "第3行", ("甲、乙都没有写 genres",)),
    ("same name", '[[parts]]\nname = "甲"\ngenres = ["news"]\n[[parts]]\nname = "甲"\n', "第5行", ("有两编都叫“甲”",)),
    ("numbers in quotes", '[contents]\nnumbers = "false"\n', "第2行", ("numbers",)),
)  # fmt: skip


@pytest.mark.parametrize("row", FAULTY, ids=[r[0] for r in FAULTY])
def test_each_fault_is_told_with_its_line(row: tuple[str, str, str, tuple[str, ...]], tmp_path: Path) -> None:
    _, text, line, said = row
    faults = check_template(template(tmp_path, toml=text))
    assert len(faults) == 1, [f.sentence for f in faults]
    assert faults[0].file == "volume.toml"
    assert faults[0].part == line
    for words in said:
        assert words in faults[0].sentence


def test_what_cannot_be_used_stops_reading_and_the_rest_does_not(tmp_path: Path) -> None:
    with pytest.raises(JingyanError, match="sumary"):
        read_template(template(tmp_path / "a", toml=FAULTY[8][1]))
    assert read_template(template(tmp_path / "b", toml=FAULTY[5][1])).entry_style == "jiangxi"


def test_no_file_and_another_encoding(tmp_path: Path) -> None:
    assert toml_faults(tmp_path / "volume.toml") == ((), True)
    (tmp_path / "volume.toml").write_bytes('title = "汇编"'.encode("gbk"))
    (fault,) = toml_faults(tmp_path / "volume.toml")[0]
    assert "UTF-8" in fault.sentence
