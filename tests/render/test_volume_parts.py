from pathlib import Path

import pytest
from lxml import etree

from jingyan.model.problem import JingyanError
from jingyan.model.volume import BodyCell, VolumePlan
from jingyan.render.docx_look import W, line_pitch, read_styles, w
from jingyan.render.docx_package import read_parts
from jingyan.render.docx_table import table_xml
from jingyan.render.templates import read_template, template_dir
from jingyan.render.text_width import count_lines, width
from jingyan.render.title_lines import filled_lines, fit
from jingyan.render.volume_tags import chinese_number, volume_tags

JIANGXI = template_dir("jiangxi")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("加快城乡教育一体化", ["加快城乡教育一体化"]),
        (
            "某省人民政府关于进一步推进义务教育均衡发展的实施意见",
            ["某省人民政府关于进一步推进", "义务教育均衡发展的实施意见"],
        ),
        ("抓好“四个一”工程 促进城乡教育均衡协调发展", ["抓好“四个一”工程", "促进城乡教育均衡协调发展"]),
    ],
)
def test_titles_are_broken_between_words(title: str, expected: list[str]) -> None:
    assert fit(title, 20).split("\n") == expected


def test_no_line_of_a_title_is_too_wide_or_begins_with_a_mark() -> None:
    title = "某市人民政府办公厅关于印发《某市推进县域义务教育均衡发展三年行动计划（2013—2015年）》的通知"
    for characters in (12, 16, 20):
        lines = fit(title, characters).split("\n")
        assert "".join(lines) == title
        assert max(map(width, lines)) <= characters
        assert not [line for line in lines if line[0] in "，。、》）的"]


def test_contents_lines_leave_room_for_what_follows() -> None:
    title = "把湖上的学校一所所留住办好推进水乡小规模学校优质发展的做法"
    for last in (20.0, 12.0, 3.0):
        lines = filled_lines(title, 25, last)
        assert "".join(lines) == title
        assert max(map(width, lines)) <= 25
        assert width(lines[-1]) <= last
    assert filled_lines(title, 25, 1.5)[-1] == ""


def test_leaders_stand_alone_only_where_no_word_fits_beside_them() -> None:
    assert filled_lines("零点二米的跑道", 25, 2.5) == ("零点二米的", "跑道")
    assert filled_lines("零点二米的跑道", 25, 1.5) == ("零点二米的跑道", "")


def test_a_contents_line_is_full_but_leaves_no_lone_word_and_no_cut_meeting() -> None:
    assert filled_lines("云溪市推进义务教育优质均衡发展工作总结", 25, 16) == (
        "云溪市推进义务教育优质均衡发展",
        "工作总结",
    )
    assert filled_lines("在全省义务教育优质均衡发展推进会上的讲话", 25, 16) == (
        "在全省义务教育优质均衡发展",
        "推进会上的讲话",
    )


def test_lines_are_counted_with_forbidden_line_starts_and_whole_numbers() -> None:
    room = 320 * 10
    assert count_lines("字" * 10, 320, 0, room, room) == 1
    assert count_lines("字" * 11, 320, 0, room, room) == 2
    assert count_lines("字" * 20, 320, 0, room - 640, room) == 3
    assert count_lines("字" * 10 + "，" + "字" * 8, 320, 0, room, room) == 2
    assert count_lines("字" * 10 + "，" + "字" * 9, 320, 0, room, room) == 3
    assert count_lines("字" * 9 + "123456" + "字", 320, 0, room, room) == 2
    assert count_lines("", 320, 0, room, room) == 1


def test_styles_are_resolved_through_their_parents() -> None:
    styles = read_styles(read_parts((JIANGXI / "volume.docx").read_bytes())["word/styles.xml"])
    look = styles.look(styles.id("heading 3"))
    assert (look.size, look.spacing, look.line, look.exact, look.first, look.keep_next) == (
        320,
        -5,
        579,
        True,
        630,
        True,
    )
    assert styles.look("no such style") == styles.default
    assert line_pitch(styles.look(styles.id("图片"))) == pytest.approx(320 * 1.3)


def grid(xml: str) -> list[list[tuple[str, str, str]]]:
    """Text, gridSpan and vMerge of each cell."""
    root = etree.fromstring(xml.replace("<w:tbl>", f'<w:tbl xmlns:w="{W}">'))
    rows = []
    for row in root.iter(w("tr")):
        cells = []
        for cell in row.iter(w("tc")):
            span, merge = cell.find(f".//{w('gridSpan')}"), cell.find(f".//{w('vMerge')}")
            text = "".join(str(t) for t in cell.itertext())
            cells.append(
                (
                    text,
                    span.get(w("val"), "") if span is not None else "1",
                    "" if merge is None else merge.get(w("val"), "go"),
                )
            )
        rows.append(cells)
    return rows


def test_merged_cells_keep_their_places_in_the_grid() -> None:
    rows = [
        [BodyCell("甲", rows=2), BodyCell("乙", columns=2)],
        [BodyCell("丙"), BodyCell("丁")],
        [BodyCell("短")],
    ]
    assert grid(table_xml(rows, 9000, (None, "H", "T"))) == [
        [("甲", "1", "restart"), ("乙", "2", "")],
        [("", "1", "go"), ("丙", "1", ""), ("丁", "1", "")],
        [("短", "1", ""), ("", "1", ""), ("", "1", "")],
    ]


def test_columns_fill_the_type_area_after_their_contents() -> None:
    root = etree.fromstring(
        table_xml([[BodyCell("序号"), BodyCell("说明" * 20)]], 8845, (None, "H", "T")).replace(
            "<w:tbl>", f'<w:tbl xmlns:w="{W}">'
        )
    )
    columns = [int(c.get(w("w"), "0")) for c in root.iter(w("gridCol"))]
    assert sum(columns) == 8845
    assert columns[0] < columns[1] / 3
    assert table_xml([[]], 8845, (None, "H", "T")) == ""


def test_cover_words_are_split_from_the_title() -> None:
    tags = volume_tags(VolumePlan("某省经验交流会材料汇编", (), place="某市", date="二〇二六年一月"))
    assert (tags.event, tags.word, tags.imprint) == ("某省经验交流会", "材料汇编", "二〇二六年一月·某市")
    assert (volume_tags(VolumePlan("材料汇编", ())).event, volume_tags(VolumePlan("春天", ())).word) == ("材料汇编", "")
    assert [chinese_number(n) for n in (1, 10, 11, 20, 21, 100)] == ["一", "十", "十一", "二十", "二十一", "100"]


def test_templates_are_found_by_name_and_say_what_is_wrong(tmp_path: Path) -> None:
    assert read_template(JIANGXI).parts[0] == ("文件篇", ("document",))
    for name in ("", "nowhere", "../jiangxi"):
        with pytest.raises(LookupError):
            template_dir(name)
    with pytest.raises(JingyanError, match="不是汇编模板"):
        read_template(tmp_path)
    (tmp_path / "volume.docx").write_bytes((JIANGXI / "volume.docx").read_bytes())
    for toml, said in (
        ("[contents]\nentry_style = 'other'", "不认识的目录样式"),
        ("[[parts]]\nname = '甲'\ngenres = ['poem']", "不认识的稿件类别"),
        ("parts = 3", "要写成每篇一节"),
        ("= x", "读不懂"),
    ):
        (tmp_path / "volume.toml").write_text(toml, encoding="utf-8")
        with pytest.raises(JingyanError, match=said):
            read_template(tmp_path)
