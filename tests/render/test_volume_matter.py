"""What stands before and behind the pieces: printed when it is there, no trace when it is not; indexes with the pages of the pieces."""

import re
from pathlib import Path

import pytest

from jingyan.executors.fonts import chinese_fonts
from jingyan.executors.office import find_office
from jingyan.model.volume import Body, BodyBlock, Essay, Index, IndexLine, Matter
from jingyan.render.docx_check import check_docx
from jingyan.render.layout_profile import layout_hints
from jingyan.render.template_check import check_template
from jingyan.render.templates import built_in_templates, template_dir
from jingyan.render.volume_docx import write_volume
from tests.render.test_volume_docx import SENTENCE, document, numbered_volume, outline, printed_pages, small_volume

VOLUMES = ("contents-only", "gb9704", "jiangxi")
MATTER = Matter(
    (("主编", "张　三"), ("编委", "李　四　王小五")),
    Essay("前　言", Body("before", (BodyBlock("paragraph", "本书所收材料，均由各地报送。" + SENTENCE),))),
    Essay("后　记", Body("after", (BodyBlock("paragraph", "感谢各地的支持。"),))),
    (
        Index("单位索引", (IndexLine("青石县教育局", ("a.txt#1",)), IndexLine("临水县教育局", ("c.txt#1", "b.txt#1")))),
        Index("空的索引", (IndexLine("没有的", ("x#1",)),)),
    ),
)


@pytest.mark.parametrize("name", VOLUMES)
def test_built_in_templates_are_clean_and_follow_the_standard(name: str) -> None:
    assert check_template(template_dir(name)) == ()
    assert layout_hints(template_dir(name)) == ()


def test_every_folder_of_a_volume_is_listed_with_a_line() -> None:
    listed = dict(built_in_templates())
    assert set(VOLUMES) <= set(listed)
    assert all(line for line in listed.values())


@pytest.mark.parametrize("name", VOLUMES)
def test_absent_matter_leaves_no_trace(name: str) -> None:
    volume, _ = write_volume(*small_volume(), template_dir(name), office=None, want_pdf=False)
    assert check_docx(volume.docx) == ()
    text = "".join(str(t) for t in document(volume.docx).itertext())
    for word in ("编　委　会", "前　言", "后　记", "索引"):
        assert word not in text


@pytest.mark.parametrize("name", ["gb9704", "jiangxi"])
def test_matter_is_printed_in_order_with_pages_in_the_index(name: str) -> None:
    volume, _ = write_volume(*small_volume(), template_dir(name), office=None, want_pdf=False, matter=MATTER)
    assert check_docx(volume.docx) == ()
    lines = outline(volume.docx)
    pages = dict(volume.pages.pages)
    shown = [re.sub(r"^\[\w*\] ", "", line) for line in lines]
    order = ["编　委　会", "主编→张　三", "前　言", "目　　录", "后　记", "单位索引"]
    places = [next(i for i, line in enumerate(shown) if line.startswith(words)) for words in order]
    assert places == sorted(places)
    index = [line for line in shown if line.startswith(("青石县教育局→", "临水县教育局→"))]
    assert index[0].startswith(f"青石县教育局→{pages['a.txt#1']} ")
    assert index[1].startswith(f"临水县教育局→{pages['c.txt#1']}、{pages['b.txt#1']} ")
    assert not any("空的索引" in line for line in shown)


def test_contents_without_numbers_has_entries_and_no_fields() -> None:
    volume, problems = write_volume(
        *small_volume(), template_dir("contents-only"), office=None, want_pdf=False, matter=MATTER
    )
    lines = outline(volume.docx)
    assert "[TocOrg] 抓住根本补短板→青石县教育局" in lines
    assert "[TOC2] 关于推进结对共建的意见" in lines
    assert not any("PAGEREF" in line or "TOC \\" in line for line in lines)
    assert volume.pages.pages == ()
    assert problems == ()


needs_office = pytest.mark.skipif(find_office() is None or not chinese_fonts(), reason="no LibreOffice")


@pytest.mark.office
@needs_office
def test_printed_pages_of_a_volume_with_everything(tmp_path: Path) -> None:
    """Roman numbers from the preface on, part titles over odd pages and the volume's over even ones, none on blank and part pages, right pages in the index."""
    plan, bodies = numbered_volume(12)
    entries = plan.entries
    names = tuple(IndexLine(f"单位{i}", (e.id,)) for i, e in enumerate(entries))
    matter = Matter(MATTER.committee, MATTER.preface, MATTER.afterword, (Index("单位索引", names),))
    volume, problems = write_volume(
        plan, bodies, template_dir("gb9704"), office=find_office(), want_pdf=True, matter=matter
    )
    assert problems == ()
    pages = printed_pages(volume.pdf or b"", tmp_path)
    joined = ["".join(page) for page in pages]
    preface = next(i for i, text in enumerate(joined) if text.startswith("前言"))
    contents = next(i for i, text in enumerate(joined) if text.startswith("目录"))
    assert pages[preface][-1] == "—I—"
    assert pages[contents][-1] == {2: "—III—", 4: "—V—"}[contents - preface]
    index = next(text for text in joined if text.startswith("单位索引"))
    wanted = dict(volume.pages.pages)
    for i, entry in enumerate(entries):
        assert re.search(rf"单位{i}[.…]+{wanted[entry.id]}(?!\d)", index), (i, index)
    heads = {page[0] for page in pages if len(page) > 1 and re.fullmatch(r"—\d+—", page[-1])}
    assert plan.title in heads
    assert {"一、文件篇", "二、总结篇", "三、经验篇"} <= heads
    for page in pages:
        if page and page[0] in ("一、文件篇", "二、总结篇", "三、经验篇") and len(page) == 1:
            break
    else:
        pytest.fail("no part page without head and number")
