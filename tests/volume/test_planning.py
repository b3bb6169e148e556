from dataclasses import replace

from jingyan.model.reuse import Cluster
from jingyan.model.span import Span
from jingyan.model.structure import Genre, Piece, PieceKind
from jingyan.model.volume import Entry
from jingyan.volume.planning import PartRule, PlanSettings, natural_order, plan_volume


def piece(
    path: str, label: str = "1", *, genre: Genre = "experience", kind: PieceKind = "report", size: int = 900
) -> Piece:
    return Piece(path, label, Span(0, size + 5), Span(5, size + 5), f"题{label}", kind=kind, genre=genre)


DEFAULT = PlanSettings()


def order(*pieces: Piece, settings: PlanSettings = DEFAULT) -> list[tuple[str, list[str]]]:
    plan, _ = plan_volume(pieces, (), {}, settings)
    return [(p.name, [e.id for e in p.entries]) for p in plan.parts]


def test_parts_follow_the_genre_and_empty_parts_are_left_out() -> None:
    got = order(
        piece("a", genre="self_check"), piece("b", genre="summary"), piece("c", genre="document", kind="document")
    )
    assert got == [("文件篇", ["c#1"]), ("总结篇", ["b#1", "a#1"])]


def test_a_document_by_kind_alone_goes_to_the_documents() -> None:
    assert order(piece("c", genre="other", kind="document")) == [("文件篇", ["c#1"])]


def test_order_is_natural_and_does_not_depend_on_the_input_order() -> None:
    pieces = [piece("10.txt"), piece("2.txt", "10"), piece("2.txt", "9.1"), piece("2.txt", "9.2"), piece("1.txt")]
    expected = [("经验篇", ["1.txt#1", "2.txt#9.1", "2.txt#9.2", "2.txt#10", "10.txt#1"])]
    assert order(*pieces) == order(*reversed(pieces)) == expected


def test_natural_order_compares_numbers_and_words() -> None:
    assert sorted(["b", "2", "10", "a2", "a10", ""], key=natural_order) == ["", "2", "10", "a2", "a10", "b"]


def test_contents_notices_and_empty_pieces_are_left_out_with_a_reason_and_shells_are_no_pieces() -> None:
    pieces = [
        piece("a", kind="contents"),
        piece("b", kind="collection"),
        piece("c", kind="other", genre="other"),
        piece("d", size=0),
        piece("e"),
    ]
    plan, _ = plan_volume(pieces, (), {}, PlanSettings())
    assert [e.id for e in plan.entries] == ["e#1"]
    assert [(o.id, bool(o.reason), o.instead) for o in plan.left_out] == [
        (i, True, None) for i in ("a#1", "c#1", "d#1")
    ]
    assert len(plan.entries) + len(plan.left_out) == sum(p.kind != "collection" for p in pieces)


def test_one_of_each_cluster_is_kept_and_the_reason_names_it() -> None:
    pieces = [piece("a"), piece("b"), piece("c")]
    cluster = Cluster(1, ("a#1", "b#1", "c#1"), "b#1", "renamed", "")
    names = {"b#1": Entry("b#1", "抓住根本", "某县教育局")}
    plan, _ = plan_volume(pieces, [cluster], names, PlanSettings())
    assert [e.id for e in plan.entries] == ["b#1"]
    assert [o.instead for o in plan.left_out] == ["b#1", "b#1"]
    assert "《抓住根本》" in plan.left_out[0].reason
    kept_all, _ = plan_volume(pieces, [cluster], names, PlanSettings(keep_copies=True))
    assert len(kept_all.entries) == 3


def test_only_copies_in_the_other_script_are_said_to_differ_in_script() -> None:
    pieces = [
        replace(piece("a"), script="simplified"),
        replace(piece("b"), script="traditional"),
        replace(piece("c"), script="simplified"),
    ]
    plan, _ = plan_volume(pieces, [Cluster(1, ("a#1", "b#1", "c#1"), "a#1", "script", "")], {}, PlanSettings())
    assert ["繁简" in o.reason for o in plan.left_out] == [True, False]


def test_a_kept_piece_that_cannot_be_printed_is_replaced_by_one_that_can() -> None:
    pieces = [piece("a", size=0), piece("b"), piece("c")]
    plan, _ = plan_volume(pieces, [Cluster(1, ("a#1", "b#1", "c#1"), "a#1", "identical", "")], {}, PlanSettings())
    assert [e.id for e in plan.entries] == ["b#1"]
    assert [(o.id, o.instead) for o in plan.left_out] == [("a#1", None), ("c#1", "b#1")]


def test_short_and_equally_named_pieces_are_kept_and_told() -> None:
    pieces = [replace(piece("a", size=50), complete=False), piece("b")]
    plan, problems = plan_volume(pieces, (), {}, PlanSettings())
    assert len(plan.entries) == 2
    assert [(p.code, p.source) for p in problems] == [
        ("volume.short", "a"),
        ("volume.same_title", "a"),
        ("volume.same_title", "b"),
    ]


def test_parts_come_from_the_settings() -> None:
    rules = (PartRule("讲话", ("speech",)), PartRule("材料"))
    got = order(piece("a"), piece("b", genre="speech"), settings=PlanSettings(parts=rules))
    assert got == [("讲话", ["b#1"]), ("材料", ["a#1"])]
    nothing_else = PlanSettings(parts=rules[:1])
    plan, problems = plan_volume([piece("a")], (), {}, nothing_else)
    assert plan.parts == ()
    assert plan.left_out[0].reason
    assert problems[0].code == "volume.empty"


def test_inside_a_genre_the_units_follow_their_rank() -> None:
    units = {
        "1.txt": None,
        "2.txt": "青石县教育局",
        "3.txt": "云溪市教育局",
        "4.txt": "青石县第一小学",
        "5.txt": "岭川省教育厅",
        "6.txt": "白塔县教育局",
    }
    pieces = [replace(piece(path), organisation=unit) for path, unit in units.items()]
    assert order(*pieces) == [("经验篇", [f"{n}.txt#1" for n in (5, 3, 2, 6, 4, 1)])]
    early = [
        replace(piece("9.txt", genre="summary"), organisation="青石县第一小学"),
        replace(piece("1.txt", genre="self_check"), organisation="岭川省教育厅"),
    ]
    assert order(*early) == [("总结篇", ["9.txt#1", "1.txt#1"])]


def test_titles_are_printed_with_full_width_marks() -> None:
    plan, _ = plan_volume([replace(piece("a"), title='老街小学:"把街坊请进课堂"')], (), {}, DEFAULT)
    assert plan.entries[0].title == "老街小学：“把街坊请进课堂”"
