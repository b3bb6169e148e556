from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from jingyan.model.arrangement import Arrangement, Placing
from jingyan.model.reuse import Cluster
from jingyan.model.span import Span
from jingyan.model.structure import Genre, Piece
from jingyan.model.volume import Entry
from jingyan.volume.arranging import group_order, in_groups, in_order, numeral
from jingyan.volume.planning import PlanSettings, plan_volume


def say(**orders: int | None) -> dict[str, Placing]:
    return {i: Placing(i, "", order=n) for i, n in orders.items()}


def test_numbers_go_before_the_template_and_late_pieces_stand_behind_the_one_before_them() -> None:
    assert in_order("abc", {}) == ("a", "b", "c")
    assert in_order("abc", say(a=3, b=1, c=2)) == ("b", "c", "a")
    assert in_order("abxc", say(a=3, b=1, c=2)) == ("b", "x", "c", "a")
    assert in_order("xabc", say(a=3, b=1, c=2)) == ("x", "b", "c", "a")
    assert in_order("abxyc", say(a=3, b=1, c=2)) == ("b", "x", "y", "c", "a")


@given(st.permutations("abcdef"), st.sets(st.sampled_from("abcdef")))
def test_every_piece_stands_once_whatever_is_said(order: list[str], silent: set[str]) -> None:
    placings = {i: Placing(i, "", order=None if i in silent else n) for n, i in enumerate(order)}
    found = in_order("abcdef", placings)
    assert sorted(found) == list("abcdef")
    assert [i for i in found if i not in silent] == [i for i in order if i not in silent]


def groups(*marks: str | None) -> list[tuple[str, str]]:
    entries = [Entry(f"{n}", "") for n in range(len(marks))]
    placings = {f"{n}": Placing(f"{n}", "", group=m) for n, m in enumerate(marks)}
    return [(g.mark, "".join(e.id for e in g.entries)) for g in in_groups(entries, placings)]


def test_groups_stand_by_their_numerals_or_as_they_appear() -> None:
    assert groups(None, None) == [("", "01")]
    assert groups("(二)", "(一)", "(二)") == [("(一)", "1"), ("(二)", "02")]
    assert groups("(十)", "(九)", "") == [("", "2"), ("(九)", "1"), ("(十)", "0")]
    assert groups("城区", "乡村", "城区") == [("城区", "02"), ("乡村", "1")]
    assert groups("(一)", None, "(二)") == [("(一)", "01"), ("(二)", "2")]
    assert groups(None, "(一)") == [("(一)", "01")]


def test_a_mark_begins_with_a_numeral_or_not() -> None:
    marks = ["(一)", "（十二）学校", "3.县区", "二、市州", "第三组", "2", "城区学校", "一个都不能少", ""]
    assert [numeral(m) for m in marks] == [1, 12, 3, 2, 3, 2, None, None, None]
    assert group_order(["", "b", "a"]) == ("", "b", "a")


def piece(path: str, genre: Genre = "experience", organisation: str | None = None) -> Piece:
    return Piece(
        path, "1", Span(0, 905), Span(5, 905), f"题{path}", organisation=organisation, kind="report", genre=genre
    )


def planned(pieces: list[Piece], *placings: Placing, parts: tuple[str, ...] = (), **more: Any) -> Any:
    settings = PlanSettings(arrangement=Arrangement(placings, parts), **more)
    return plan_volume(pieces, more.pop("clusters", ()), {}, settings)


def test_the_editors_word_goes_before_the_templates() -> None:
    pieces = [piece("a"), piece("b"), piece("c", "summary")]
    plan, problems = planned(
        pieces,
        Placing("a#1", "", part="典型篇", title="新题:一", short="短", organisation="青禾县教育局", group="(一)"),
        Placing("b#1", "", keep=False, reason="另行刊发"),
        Placing("c#1", "", organisation=""),
        parts=("文件篇", "典型篇", "总结篇", "经验篇"),
    )
    assert [(p.name, [g.mark for g in p.groups], [e.id for e in p.entries]) for p in plan.parts] == [
        ("典型篇", ["(一)"], ["a#1"]), ("总结篇", [""], ["c#1"]),
    ]  # fmt: skip
    entry = plan.entries[0]
    assert (entry.title, entry.listed, entry.organisation) == ("新题：一", "短", "青禾县教育局")
    assert [(x.id, x.reason, x.part) for x in plan.left_out] == [("b#1", "另行刊发", "经验篇")]
    assert [p.code for p in problems] == []


def test_a_copy_can_be_let_in_and_leaving_the_kept_one_out_lets_no_copy_in() -> None:
    pieces, cluster = [piece("a"), piece("b")], Cluster(1, ("a#1", "b#1"), "a#1", "identical", "")
    both, _ = plan_volume(
        pieces, [cluster], {}, PlanSettings(arrangement=Arrangement((Placing("b#1", "", keep=True),)))
    )
    assert [e.id for e in both.entries] == ["a#1", "b#1"]
    none, problems = plan_volume(
        pieces, [cluster], {}, PlanSettings(arrangement=Arrangement((Placing("a#1", "", keep=False),)))
    )
    assert none.entries == ()
    assert [x.reason[:5] for x in none.left_out] == ["编者决定不", "与《题a》"]
    assert "volume.none_kept" in [p.code for p in problems]


def test_a_late_piece_is_placed_and_told() -> None:
    plan, problems = planned(
        [piece("a"), piece("b"), piece("c")], Placing("a#1", "", order=2), Placing("c#1", "", order=1)
    )
    assert [e.id for e in plan.entries] == ["c#1", "a#1", "b#1"]
    assert [(p.code, p.source) for p in problems] == [("volume.late", "b")]
    assert "第 3 篇" in problems[0].message


def test_units_stand_in_the_order_of_the_editors_list_else_in_official_order() -> None:
    names = {"1": "上饶市教育局", "2": "南昌市教育局", "3": "江西省教育厅", "4": "樟树市教育局", "5": "萍乡市教育局"}
    pieces = [piece(path, organisation=name) for path, name in names.items()]
    assert [e.id[0] for e in planned(pieces)[0].entries] == ["3", "2", "5", "1", "4"]
    listed = {"1#1": 0, "4#1": 1, "2#1": 2}  # cities: the province, which no list of cities holds, stays before them
    assert [e.id[0] for e in planned(pieces, units=listed)[0].entries] == ["3", "1", "4", "2", "5"]
    under = [replace(p, organisation="青石市教育局") if p.source == "2" else p for p in pieces]
    assert [e.id[0] for e in planned(under, county_cities=frozenset({"青石市"}))[0].entries] == [
        "3",
        "5",
        "1",
        "4",
        "2",
    ]


def test_a_summary_without_a_unit_is_ranked_by_the_place_its_title_begins_with() -> None:
    titles = {
        "1": "萍乡市推进义务教育均衡发展工作总结",
        "2": "南昌市推进义务教育均衡发展工作总结",
        "3": "一年来的工作总结",
    }
    pieces = [replace(piece(path, "summary"), title=title) for path, title in titles.items()]
    assert [e.id[0] for e in planned(pieces)[0].entries] == ["2", "1", "3"]
