"""Headers filled up to the margin in the copy that LibreOffice measures."""

import re
from pathlib import Path

from jingyan.render.docx_package import read_parts
from jingyan.render.measure_heads import with_full_heads
from jingyan.render.templates import template_dir
from tests.render.template_material import running, template


def height(part: bytes) -> int:
    """The sum of the fixed lines of a part."""
    return sum(int(line) for line in re.findall(rb'w:line="(\d+)" w:lineRule="exact"', part))


def test_headers_reach_the_text_and_footers_stay() -> None:
    parts = read_parts((template_dir("gb9704") / "volume.docx").read_bytes())
    done = with_full_heads(parts)
    room = 2098 - 1020
    assert room - 120 <= height(done["word/header2.xml"]) + 320 + 80 <= room
    changed = {name for name in parts if parts[name] != done[name]}
    assert changed == {"word/header1.xml", "word/header2.xml", "word/header3.xml"}


def test_a_volume_without_headers_is_left_alone() -> None:
    parts = read_parts((template_dir("jiangxi") / "volume.docx").read_bytes())
    assert with_full_heads(parts) == parts


def test_what_cannot_be_reckoned_is_left_alone(tmp_path: Path) -> None:
    folder = template(tmp_path, running("header", "书眉"))
    parts = read_parts((folder / "volume.docx").read_bytes())
    parts["word/header9.xml"] = parts["word/header9.xml"].replace(b"</w:hdr>", b"<w:tbl/></w:hdr>")
    assert with_full_heads(parts) == parts
