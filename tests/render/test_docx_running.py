"""Running heads: the part's name over the pages of each part, by one header of its own."""

import re
from pathlib import Path

import pytest

from jingyan.executors.office import find_office
from jingyan.render.docx_check import check_docx
from jingyan.render.docx_package import add_relation, add_type, read_parts, write_parts
from jingyan.render.volume_docx import write_volume
from tests.render.test_volume_docx import JIANGXI, numbered_volume, printed_pages

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"


def template_with_heads(folder: Path) -> Path:
    """The built-in template with the volume's title over even pages and the part's name over odd ones, in the sections of the pieces only."""
    parts = read_parts((JIANGXI / "volume.docx").read_bytes())
    for number, words in ((1, "{{ volume.title }}"), (2, "第{{ part.number }}编 {{ part.name }}")):
        parts[f"word/header{number}.xml"] = (
            f"<w:hdr {NAMESPACES}><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:hdr>".encode()
        )
        add_relation(parts, f"rIdHead{number}", "header", f"header{number}.xml")
        add_type(parts, f'<Override PartName="/word/header{number}.xml" ContentType="{TYPE}"/>', "none")
    document = parts["word/document.xml"].decode()
    heads = '<w:headerReference w:type="even" r:id="rIdHead1"/><w:headerReference w:type="default" r:id="rIdHead2"/>'
    at = document.index("endfor %}", document.index("piece.body"))
    at = document.index("<w:sectPr>", at) + len("<w:sectPr>")
    parts["word/document.xml"] = (document[:at] + heads + document[at:]).encode()
    (folder / "volume.docx").write_bytes(write_parts(parts))
    (folder / "volume.toml").write_bytes((JIANGXI / "volume.toml").read_bytes())
    return folder


def test_each_part_has_a_header_of_its_own(tmp_path: Path) -> None:
    template = template_with_heads(tmp_path)
    volume, _ = write_volume(*numbered_volume(18), template, office=None, want_pdf=False)
    assert check_docx(volume.docx) == ()
    parts = read_parts(volume.docx)
    heads = {n: re.sub("<[^>]+>", "", p.decode()).strip() for n, p in parts.items() if n.startswith("word/headerPart")}
    assert [heads[n] for n in sorted(heads)] == ["第一编 文件篇", "第二编 总结篇", "第三编 经验篇"]
    assert not re.search("[\ue000-\uf8ff]", "".join(p.decode("utf-8", "ignore") for p in parts.values()))


@pytest.mark.office
@pytest.mark.skipif(find_office() is None, reason="LibreOffice is not installed")
def test_the_right_name_is_printed_over_every_page(tmp_path: Path) -> None:
    template = template_with_heads(tmp_path)
    plan, bodies = numbered_volume(18)
    volume, problems = write_volume(plan, bodies, template, office=find_office(), want_pdf=True)
    assert problems == ()
    pages = printed_pages(volume.pdf or b"", tmp_path)
    first = {part.name: dict(volume.pages.pages)[part.entries[0].id] for part in plan.parts}
    seen = 0
    for page in pages:
        if not page or not (footer := re.fullmatch(r"—(\d+)—", page[-1])):
            continue
        number = int(footer[1])
        name = max((n, p) for p, n in first.items() if n <= number)[1]
        wanted = plan.title if number % 2 == 0 else f"编{name}"
        assert re.sub(r"\s", "", page[0]).endswith(re.sub(r"\s", "", wanted)), (number, page[0])
        seen += 1
    assert seen > 20
