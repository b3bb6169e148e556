"""查重证明: what it says, that it is the same every time, and that a change of sheet, file or batch is told."""

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from jingyan.app.against import Against
from jingyan.app.certify import Compared, certificate, certify, compared_paths
from jingyan.app.verify import verify
from jingyan.model.certificate import CELLS, certificate_of
from jingyan.model.problem import JingyanError
from jingyan.render.certificate import percent, printed_text, read_certificate, write_certificate
from jingyan.render.docx_package import read_parts, write_parts
from tests.walk.submissions import EXPERIENCE, RENAMED, SUMMARY

NOTHING = Against()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    new = tmp_path / "来稿"
    new.mkdir()
    (new / "白鹭县.txt").write_text(EXPERIENCE, encoding="utf-8")
    (new / "鹤汀县.txt").write_text(RENAMED, encoding="utf-8")
    (new / "松岭县.txt").write_text(SUMMARY, encoding="utf-8")
    return new


@pytest.fixture
def compared(folder: Path) -> Compared:
    return compared_paths([folder])


def sheet(compared: Compared, folder: Path, name: str = "白鹭县") -> Path:
    return certify(compared, [name], folder.parent / "证明.docx", date="2024年11月20日").written[0].path


def test_it_says_what_comparison_found(compared: Compared) -> None:
    piece = next(s.piece for s in compared.comparison.shares if "白鹭县" in s.piece)
    made = certificate(compared, piece)
    assert (made.title, made.organisation, made.file) == ("让山里的课堂亮起来", "白鹭县教育体育局", "白鹭县.txt")
    assert made.copied == made.counted == made.largest > 0.9
    assert [(s.file, s.reference, s.passages) for s in made.sources] == [("鹤汀县.txt", False, 1)]
    assert made.largest_source == 1
    assert len(made.strip) == CELLS
    assert made.strip.count("2") > 90
    clean = certificate(compared, next(s.piece for s in compared.comparison.shares if "松岭县" in s.piece))
    assert (clean.copied, clean.sources, clean.largest_source) == (0, (), 0)
    assert clean.strip == "0" * CELLS
    assert "没有发现与其他稿件相同的文字" in printed_text(write_certificate(clean))


def test_equal_certificates_are_equal_bytes_and_come_back(compared: Compared) -> None:
    made = certificate(compared, compared.comparison.shares[0].piece, date="2024年11月20日")
    data = write_certificate(made)
    assert data == write_certificate(made)
    back, seal, printed = read_certificate(data)
    assert (back, seal) == (made, made.seal)
    assert certificate_of(made.record()) == made
    assert percent(made.copied) in printed


def test_awkward_titles_survive(compared: Compared) -> None:
    made = certificate(compared, compared.comparison.shares[0].piece)
    odd = replace(made, title='甲<乙>&"丙"\x0b', organisation="]]>\n局", file="a&b<c>.txt")
    assert read_certificate(write_certificate(odd))[0] == odd


def test_names_of_the_sheets(compared: Compared, folder: Path) -> None:
    written = certify(compared, (), folder.parent / "证明").written
    assert [w.path.name for w in written] == [
        "查重证明_松岭县.docx", "查重证明_白鹭县.docx", "查重证明_鹤汀县.docx",
    ]  # fmt: skip
    with pytest.raises(JingyanError, match="不能写进一个文件"):
        certify(compared, (), folder.parent / "证明.docx")


def test_an_unchanged_file_agrees(compared: Compared, folder: Path) -> None:
    result = verify(sheet(compared, folder), (folder,), None, NOTHING)
    assert result.agrees, result.lines


def test_a_changed_file_is_told(compared: Compared, folder: Path) -> None:
    file = sheet(compared, folder)
    (folder / "白鹭县.txt").write_text(EXPERIENCE.replace("42名", "45名"), encoding="utf-8")
    assert verify(file, (folder,), None, NOTHING).lines[0].startswith("文件已改动")
    (folder / "白鹭县.txt").unlink()
    assert verify(file, (folder,), None, NOTHING).lines[0].startswith("没有找到出证明的文件")


def test_another_batch_is_told_with_the_figures_that_change(compared: Compared, folder: Path) -> None:
    file = sheet(compared, folder)
    (folder / "鹤汀县.txt").unlink()
    lines = verify(file, (folder,), None, NOTHING).lines
    assert any("来稿少了 1 份(鹤汀县.txt)" in line for line in lines)
    assert any("总文字复制比" in line and "0.0%" in line for line in lines)


def test_a_forged_figure_is_told(compared: Compared, folder: Path) -> None:
    file = sheet(compared, folder)
    parts = read_parts(file.read_bytes())
    shown = percent(certificate(compared, compared.comparison.shares[1].piece).copied)
    forged = parts["word/document.xml"].replace(shown.encode(), b"1.0%")
    file.write_bytes(write_parts({**parts, "word/document.xml": forged}))
    assert "印的文字与它的记录不符" in verify(file, (folder,), None, NOTHING).lines[0]
    record = parts["customXml/item1.xml"].replace(b'"copied":', b'"copied":0.01,"x":')
    file.write_bytes(write_parts({**parts, "customXml/item1.xml": record}))
    with pytest.raises(JingyanError, match="不是 jingyan 出具的查重证明"):
        verify(file, (folder,), None, NOTHING)


def test_a_forged_record_breaks_the_seal(compared: Compared, folder: Path) -> None:
    file = sheet(compared, folder)
    made = read_certificate(file.read_bytes())[0]
    other = read_parts(write_certificate(replace(made, copied=0.01)))
    parts = read_parts(file.read_bytes())
    file.write_bytes(write_parts({**parts, "customXml/item1.xml": other["customXml/item1.xml"]}))
    assert any("校验码不符" in line for line in verify(file, (folder,), None, NOTHING).lines)


def test_a_date_written_by_hand_is_no_change(compared: Compared, folder: Path) -> None:
    file = certify(compared, ["白鹭县"], folder.parent / "证明.docx").written[0].path
    parts = read_parts(file.read_bytes())
    dated = parts["word/document.xml"].decode().replace("    年  月  日", "2024年11月21日")
    file.write_bytes(write_parts({**parts, "word/document.xml": dated.encode()}))
    assert verify(file, (folder,), None, NOTHING).agrees


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"no docx"])
def test_something_else_is_refused(data: bytes, tmp_path: Path) -> None:
    file = tmp_path / "别的.docx"
    file.write_bytes(data)
    with pytest.raises(JingyanError, match="不是 jingyan 出具的查重证明"):
        verify(file, (tmp_path,), None, NOTHING)


def test_the_package_is_sound(compared: Compared, folder: Path) -> None:
    import docx

    file = sheet(compared, folder)
    assert zipfile.ZipFile(file).testzip() is None
    document = docx.Document(str(file))
    assert document.core_properties.title == "查重证明 让山里的课堂亮起来"
    width = document.sections[0].page_width
    assert width is not None
    assert round(width.mm) == 210


def test_openxml_audit_finds_nothing(compared: Compared, folder: Path) -> None:
    audit = pytest.importorskip("openxml_audit")
    file = sheet(compared, folder)
    result = audit.validate_file(file) if hasattr(audit, "validate_file") else audit.OpenXmlValidator().validate(file)
    assert [
        str(e) for e in result.errors if "relationships/theme" not in str(e)
    ] == []  # nothing in it refers to a theme
