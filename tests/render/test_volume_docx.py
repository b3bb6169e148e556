from pathlib import Path

from jingyan.model.volume import Body, BodyBlock, Entry, Group, Part, VolumePlan
from jingyan.render.templates import template_dir
from jingyan.render.volume_docx import write_volume

JIANGXI = template_dir("jiangxi")


def small_volume() -> tuple[VolumePlan, dict[str, Body]]:
    entries = (Entry("a.txt#1", "抓住根本补短板", "青石县教育局"), Entry("b.txt#1", "关于推进结对共建的意见"))
    bodies = {
        e.id: Body(e.id, (BodyBlock("heading", "一、健全机制", 1), BodyBlock("paragraph", "全县投入2亿元。" * 40)))
        for e in entries
    }
    parts = (Part("文件篇", (Group(entries[1:]),)), Part("经验篇", (Group(entries[:1]),)))
    return VolumePlan("某市经验交流会材料汇编", parts, organizer="某市教育局", date="二〇二六年一月"), bodies


def test_equal_input_gives_equal_bytes_and_a_labelled_estimate() -> None:
    plan, bodies = small_volume()
    first, problems = write_volume(plan, bodies, JIANGXI, office=None, want_pdf=True)
    second, _ = write_volume(plan, bodies, Path(JIANGXI) / "volume.docx", office=None, want_pdf=False)
    assert first.docx == second.docx
    assert first.pdf is None
    assert not first.pages.measured
    assert first.pages.pages[0] == ("b.txt#1", 1)
    assert [p.code for p in problems] == ["volume.estimated"]
