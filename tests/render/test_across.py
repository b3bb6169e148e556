import re
from dataclasses import replace

import pytest

from jingyan.model.extracts import Extracts
from jingyan.model.reuse import Comparison
from jingyan.model.span import Span
from jingyan.render import across_pages, charts
from jingyan.render.across_pages import indicators_page, measures_page
from jingyan.render.catalogue import Catalogue
from jingyan.render.charts import ROOM, chart
from jingyan.render.indicator_table import IndicatorTable, indicator_table, values_text
from jingyan.render.initiative_index import initiative_index
from jingyan.render.measure_table import OTHER, MeasureTable, measure_table
from jingyan.render.units import _same_unit, units
from tests.render.across_material import Across, across
from tests.render.material import hostile


def catalogue(a: Across) -> Catalogue:
    return Catalogue(a.sources, a.pieces, Comparison(), a.plan)


def measures(a: Across) -> MeasureTable:
    known = catalogue(a)
    return measure_table(known, units(known, a.readings), a.extracts)


def indicators(a: Across) -> IndicatorTable:
    known = catalogue(a)
    return indicator_table(known, units(known, a.readings), a.extracts)


def test_both_scripts_are_one_unit_and_unsigned_pieces_stand_alone() -> None:
    a = across()
    found = units(catalogue(a), a.readings)
    assert [u.name for u in found] == ["云溪市教育局", "澜川县教育体育局", "松岭区教育局", "白石岭林场学校", "某某单位"]
    assert [p.number for p in found[0].pieces] == [1, 5]
    unsigned = tuple(replace(p, organisation=None, organisation_span=None) for p in a.pieces)
    alone = units(Catalogue(a.sources, unsigned, Comparison(), None))
    assert len(alone) == 6
    assert alone[0].name == "《办好每一所学校》"
    assert not alone[0].signed


def test_topics_are_ordered_and_copies_have_no_row() -> None:
    table = measures(across())
    assert table.topics == ("师资", "办学条件", OTHER)
    assert "某某单位" not in [u.name for u in table.units]


def test_a_cell_holds_outer_measures_of_the_topic() -> None:
    table = measures(across())
    cell = table.cells[1, "师资"]
    assert [a.title for a in cell] == ["招来教师,留住教师"]
    assert cell[0].first == "结成对子；算进工作量。"
    assert cell[0].place == "2号第4段"
    # The measure inside has another topic, so it has a place of its own.
    assert [a.title for a in table.cells[1, OTHER]] == ["算进工作量"]
    assert table.cells[1, "办学条件"][0].first == "书屋开到傍晚。"


def test_measures_stand_with_what_was_done(html: str) -> None:
    links = set(re.findall(r'href="#(m[\d-]+)"', html))
    assert links
    for anchor in links:
        assert html.count(f'id="{anchor}"') == 1
    assert "<h4><bdi>招来教师,留住教师</bdi></h4><p><bdi>结成对子；算进工作量。</bdi></p>" in html
    assert "2号第4段" in html


@pytest.fixture(scope="module")
def html() -> str:
    a = across()
    return measures_page(a.sources, a.pieces, a.extracts, a.plan, title="汇编", readings=a.readings)


def test_measures_beyond_the_room_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(across_pages, "ACTIONS", 2)
    a = across()
    page = measures_page(a.sources, a.pieces, a.extracts, a.plan, title="汇编")
    assert "另有 3 条未列出" in page
    for anchor in set(re.findall(r'href="#(m[\d-]+)"', page)):
        assert page.count(f'id="{anchor}"') == 1


def test_indicators_of_the_table_come_first() -> None:
    table = indicators(across())
    assert [(r.name, r.named, len(r.stated)) for r in table.rows] == [
        ("义务教育学校数", True, 4),
        ("每百名学生拥有骨干教师", False, 4),
    ]


def test_two_values_of_one_unit_are_marked_and_not_drawn() -> None:
    table = indicators(across())
    schools = table.rows[0]
    assert values_text(schools, 0) == "126；127（有出入）"
    assert [s.unit.name for s in schools.single] == ["澜川县教育体育局", "松岭区教育局", "白石岭林场学校"]
    assert not table.rows[1].differs(0)


def test_figures_of_others_plans_and_ranges_are_not_compared() -> None:
    a = across()
    own = a.extracts[1]
    school = replace(own.figures[0], subject="澜川县第一小学")
    plan = replace(own.figures[0], status="planned", value=99)
    span = replace(own.figures[0], kind="range", of="count", value=(1.0, 2.0))
    changed = (a.extracts[0], Extracts(own.source, (school, plan, span)), *a.extracts[2:])
    table = indicators(replace(a, extracts=changed))
    assert [u.name for u in table.units if "澜川" in u.name] == []


@pytest.mark.parametrize(("subject", "counts"), [("澜川县", True), ("澜川县人民政府", True), ("我县", True), ("县教育体育局", True), ("澜川县第一小学", False), ("乡村学校", False), (None, True)])  # fmt: skip
def test_whose_figure_it_is(subject: str | None, counts: bool) -> None:
    a = across()
    figures = tuple(replace(f, subject=subject) for f in a.extracts[1].figures[:1])
    changed = (a.extracts[0], replace(a.extracts[1], figures=figures), *a.extracts[2:])
    table = indicators(replace(a, extracts=changed))
    assert ("澜川县教育体育局" in [u.name for u in table.units]) is counts


def test_bars_are_as_long_as_their_values() -> None:
    drawn = chart(indicators(across()).rows[0])
    assert [b.value for b in drawn.bars] == ["58所", "31所", "1所"]
    assert [b.width for b in drawn.bars] == [ROOM, round(ROOM * 31 / 58, 1), round(ROOM / 58, 1)]
    assert drawn.median == "31所"


def test_bars_beyond_the_room_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(charts, "BARS", 2)
    a = across()
    page = indicators_page(a.sources, a.pieces, a.extracts, a.plan, title="汇编", readings=a.readings)
    assert "另有 1 个单位见下表" in page


def test_the_page_of_indicators_quotes_every_place() -> None:
    a = across()
    page = indicators_page(a.sources, a.pieces, a.extracts, a.plan, title="汇编", readings=a.readings)
    assert page.count("<svg") == 2
    assert "126；127（有出入）" in page
    assert "5号第3段" in page
    assert "<li><b>1</b><span>处同一单位数值不一</span></li>" in page
    assert page == indicators_page(a.sources, a.pieces, a.extracts, a.plan, title="汇编", readings=a.readings)


def test_indicators_beyond_the_room_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(across_pages, "STATED", 6)
    a = across()
    page = indicators_page(a.sources, a.pieces, a.extracts, a.plan, title="汇编", readings=a.readings)
    assert "另有 1 项未列出" in page


def test_a_programme_in_many_pieces_is_one_line() -> None:
    a = across()
    found = initiative_index(catalogue(a), a.extracts, a.readings)
    assert [(n.name, n.count, len(n.pieces), n.paragraph) for n in found] == [("青蓝结对", 6, 6, 5)]


def test_nothing_to_compare_is_said() -> None:
    a = across()
    assert "没有找到举措" in measures_page(a.sources, a.pieces, (), a.plan, title="空")
    assert "没有两个以上单位都写到的指标" in indicators_page(a.sources, a.pieces, (), None, title="空")


def test_hostile_texts_stay_text() -> None:
    m = hostile()
    for page in (measures_page, indicators_page):
        made = page(m.sources, m.pieces, m.extracts, m.plan, title="<img src=x>")
        assert made.count("<script") == 1
        assert "<img" not in made


@pytest.mark.parametrize(("values", "differs", "drawn"), [((126, 127), True, None), ((126, 12), False, 126), ((126, 126), False, 126), ((12, 126), False, 126)])  # fmt: skip
def test_far_smaller_numbers_are_parts_and_no_second_value(
    values: tuple[int, ...], differs: bool, drawn: int | None
) -> None:
    a = across()
    own = a.extracts[2].figures[0]
    figures = tuple(replace(own, value=v, span=Span(own.span.start + i, own.span.end)) for i, v in enumerate(values))
    changed = (*a.extracts[:2], Extracts(own.source, figures), *a.extracts[3:])
    table = indicators(replace(a, extracts=changed))
    schools, at = table.rows[0], [u.name for u in table.units].index("松岭区教育局")
    assert schools.differs(at) is differs
    assert [s.value for s in schools.single if s.unit.name == "松岭区教育局"] == ([drawn] if drawn else [])


def test_a_part_of_a_total_is_not_compared() -> None:
    a = across()
    own = a.extracts[2].figures[0]
    part = replace(own, total=Span(0, 2))
    table = indicators(replace(a, extracts=(*a.extracts[:2], Extracts(own.source, (part,)), *a.extracts[3:])))
    assert "松岭区教育局" not in [u.name for u in table.units]


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("由【108】名增加到132名", False),
        ("由108名增加到【132】名", True),
        ("由【219】個下降為16個", False),
        ("多媒体教室增加了【331】间", False),
        ("新增学位【6300】个", True),
        ("在校学生【506】人", True),
    ],
)
def test_what_was_before_and_the_change_itself_are_not_compared(told: str, kept: bool) -> None:
    a = across()
    source, own = a.sources[2], a.extracts[2].figures[0]
    words = source.text[own.span.start - 9 : own.span.end]
    number = re.search("【(.*)】(.)", told)
    assert number is not None
    plain = told.replace("【", "").replace("】", "")
    text = source.text.replace(words, plain)
    start = text.index(plain) + told.index("【")
    figure = replace(own, span=Span(start, start + len(number[1]) + 1), value=int(number[1]))
    changed = replace(
        a,
        sources=(*a.sources[:2], replace(source, text=text), *a.sources[3:]),
        extracts=(*a.extracts[:2], Extracts(own.source, (figure,)), *a.extracts[3:]),
    )
    assert ("松岭区教育局" in [u.name for u in indicators(changed).units]) is kept


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("现有【48】所学校,", True),
        ("全区【48】所学校、950名教师和家长", True),
        ("小学26所,学校【48】所", True),
        ("占全区【48】所学校的76.4%", True),
        ("暑假里有【48】所学校的菜园旱了", False),
        ("仍有【48】所学校开不齐课", False),
        ("调整了【48】所学校,", False),
        ("我们走访了【48】所学校。", False),
    ],
)
def test_some_of_them_are_not_all(told: str, kept: bool) -> None:
    a = across()
    source, own = a.sources[2], a.extracts[2].figures[0]
    plain = told.replace("【", "").replace("】", "")
    text = f"{source.text[: own.span.start - 9]}\n{plain}\n{source.text[own.span.end :]}"
    start = text.index(plain) + told.index("【")
    figure = replace(own, span=Span(start, start + 3), indicator="学校")
    changed = replace(
        a,
        sources=(*a.sources[:2], replace(source, text=text), *a.sources[3:]),
        extracts=(*a.extracts[:2], Extracts(own.source, (figure,)), *a.extracts[3:]),
    )
    assert ("松岭区教育局" in [u.name for u in indicators(changed).units]) is kept


@pytest.mark.parametrize(
    ("names", "pairs"),
    [
        (["平沙县教育体育局", "临渚市平沙县教育体育局"], [("平沙县教育体育局", "临渚市平沙县教育体育局")]),
        (["平沙县教育体育局", "临渚市平沙县教育体育局", "云栖市平沙县教育体育局"], []),
        (["教育局", "临渚市教育局"], []),
        (["第一小学", "白石县第一小学"], []),
    ],
)
def test_a_unit_written_with_and_without_its_city(names: list[str], pairs: list[tuple[str, str]]) -> None:
    assert list(_same_unit(names)) == pairs
