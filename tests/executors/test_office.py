import shutil
import stat
from pathlib import Path

import pytest

from jingyan.executors.fonts import chinese_fonts, font_rules
from jingyan.executors.office import LibreOffice, find_office, sets_equations


def fake_office(folder: Path, body: str) -> LibreOffice:
    program = folder / "soffice"
    program.write_text("#!/bin/sh\n" + body, encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return LibreOffice(str(program), seconds=2, seconds_per_file=0)


# The arguments up to the files; then every file is copied to OUT with a new ending.
COPY = """
while [ "$1" != --outdir ]; do shift; done
out=$2; shift 2
for f in "$@"; do %s n=$(basename "$f"); cp "$f" "$out/${n%%.*}.pdf"; done
exit 0
"""


def test_every_input_gets_its_own_output_even_when_names_are_equal(tmp_path: Path) -> None:
    office = fake_office(tmp_path, COPY % "")
    for name in "ab":
        (tmp_path / name).mkdir()
        (tmp_path / name / "稿 件.doc").write_text(name, encoding="utf-8")
    files = [tmp_path / "a" / "稿 件.doc", tmp_path / "b" / "稿 件.doc"]
    made = office.convert(files, "pdf:writer_pdf_Export", tmp_path / "out")
    assert [made[f].read_text(encoding="utf-8") for f in files] == ["a", "b"]
    assert [made[f].name for f in files] == ["稿 件.pdf", "稿 件 (2).pdf"]


def test_success_codes_without_output_are_not_believed(tmp_path: Path) -> None:
    office = fake_office(tmp_path, "exit 0\n")
    (tmp_path / "x.doc").write_text("x", encoding="utf-8")
    assert office.convert([tmp_path / "x.doc", tmp_path / "missing.doc"], "docx", tmp_path / "out") == {}


def test_a_file_that_hangs_does_not_take_its_neighbours_with_it(tmp_path: Path) -> None:
    office = fake_office(tmp_path, COPY % 'grep -q hang "$f" && sleep 60;')
    names = ["1.doc", "2.doc", "3.doc"]
    for name in names:
        (tmp_path / name).write_text("hang" if name == "2.doc" else "fine", encoding="utf-8")
    made = office.convert([tmp_path / n for n in names], "pdf", tmp_path / "out")
    assert [f.name for f in made] == ["1.doc", "3.doc"]


def test_font_rules_include_the_machines_own(tmp_path: Path) -> None:
    rules = font_rules(tmp_path)
    if rules:
        written = Path(rules["FONTCONFIG_FILE"]).read_text(encoding="utf-8")
        assert "仿宋_GB2312" in written
        assert "/etc/fonts/fonts.conf" in written


@pytest.mark.office
@pytest.mark.skipif(find_office() is None, reason="no LibreOffice")
def test_libreoffice_converts(tmp_path: Path) -> None:
    office = find_office()
    assert office is not None
    (tmp_path / "正文.txt").write_text("一行汉字\n", encoding="utf-8")
    made = office.convert([tmp_path / "正文.txt"], "pdf", tmp_path / "out")
    assert made[tmp_path / "正文.txt"].read_bytes().startswith(b"%PDF")


def test_chinese_fonts_are_named_in_order() -> None:
    fonts = chinese_fonts()
    assert list(fonts) == sorted(fonts)
    if shutil.which("fc-list") is None:
        assert fonts == () or all(fonts)


@pytest.mark.parametrize(
    ("files", "sets"), [(("libswlo.so",), False), (("libswlo.so", "libsmlo.so"), True), ((), True)]
)
def test_whether_equations_are_printed(tmp_path: Path, files: tuple[str, ...], *, sets: bool) -> None:
    """Told by the parts beside the program; an unknown layout gets the benefit of the doubt."""
    for name in ("soffice", *files):
        (tmp_path / name).touch()
    assert sets_equations(str(tmp_path / "soffice")) is sets
