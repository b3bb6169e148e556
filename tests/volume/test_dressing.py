from tests.volume.test_body import body_of, heading, span_of

from jingyan.model.source import Block, Cell, Formula, Mark, Picture, Ruby
from jingyan.model.span import Span
from jingyan.model.volume import BodyBlock
from jingyan.volume.dressing import Dress


def test_marks_readings_and_equations_move_with_the_text() -> None:
    text = "题目\n  用電腦程式,面积m2是πr²。乙。\n".replace("電腦", "电脑")
    blocks = [
        Block(
            "paragraph",
            Span(3, len(text) - 1),
            marks=(Mark(span_of(text, "2"), "superscript"),),
            rubies=(Ruby(span_of(text, "积"), "積"),),
            formulas=(Formula(span_of(text, "πr²"), "<m:oMath><m:r><m:t>國&amp;</m:t></m:r></m:oMath>"),),
        )
    ]
    (block,) = body_of(text, blocks=blocks, convert=True).blocks
    assert block.text == "用程序，面积m2是πr²。乙。"
    assert [(m.kind, m.span.of(block.text)) for m in block.marks] == [("superscript", "2")]
    assert [r.span.of(block.text) for r in block.rubies] == ["积"]
    (formula,) = block.formulas
    assert (formula.span.of(block.text), formula.xml) == ("πr²", "<m:oMath><m:r><m:t>国&amp;</m:t></m:r></m:oMath>")


def test_what_is_parted_or_cut_away_is_no_equation() -> None:
    dress = Dress.of([Block("paragraph", Span(0, 9), formulas=(Formula(Span(2, 6), "x"),), bold=(Span(0, 9),))])
    assert dress.within(Span(0, 4)).formulas == ()
    assert dress.within(Span(0, 6)).formulas == (Formula(Span(2, 6), "x"),)
    assert dress.within(Span(8, 20)).bold == (Span(0, 9),)
    assert dress.within(Span(9, 20)).bold == ()
    assert dress.within(Span(0, 9)).placed(lambda at: 0) == Dress(longest=9)


def test_headings_lose_bold_and_keep_marks() -> None:
    text = "一、健全机制2\n正文。"
    blocks = [Block("paragraph", Span(0, 7), bold=(Span(0, 7),), marks=(Mark(Span(6, 7), "superscript"),))]
    first, _ = body_of(text, headings=[heading(text, "一、健全机制2", 1, "一、")], blocks=blocks).blocks
    assert (first.kind, first.bold, first.marks) == ("heading", (), (Mark(Span(6, 7), "superscript"),))


def test_small_pictures_stay_in_the_line_and_others_follow_it() -> None:
    text = "甲图乙。\n丙。\n"
    small, large = Picture(b"s", "image/png", 9, 300_000), Picture(b"l", "image/png", 9, 3_000_000)
    blocks = [
        Block("paragraph", Span(0, 4)),
        Block("picture", Span(4, 4), picture=small, anchor=2),
        Block("picture", Span(4, 4), picture=large, anchor=3),
        Block("picture", Span(4, 4)),
        Block("paragraph", Span(5, 7)),
    ]
    assert body_of(text, blocks=blocks).blocks == (
        BodyBlock("paragraph", "甲图乙。", inline=((2, small),)),
        BodyBlock("picture", picture=large),
        BodyBlock("picture"),
        BodyBlock("paragraph", "丙。"),
    )


def test_lines_of_a_cell_keep_how_they_stand() -> None:
    text = "前。\n同意。\n　　　　　年 月 日\t2\n"
    inside = (
        Block("paragraph", span_of(text, "同意。"), align="center"),
        Block("paragraph", span_of(text, "　　　　　年 月 日")),
    )
    cells = (Cell(Span(3, text.index("\t")), blocks=inside), Cell(span_of(text, "2")))
    _, table = body_of(text, blocks=[Block("table", Span(3, len(text) - 1), rows=(cells,))]).blocks
    first, second = table.rows[0]
    assert [(b.text, b.align) for b in first.blocks] == [("同意。", "center"), ("年 月 日", "right")]
    assert (second.text, second.blocks) == ("2", ())


def test_notes_in_cells_are_called_there() -> None:
    text = "前。\n投入\t2\n注一\n"
    table = Block("table", Span(3, 7), rows=((Cell(Span(3, 5)), Cell(Span(6, 7))),))
    note = Block("note", span_of(text, "注一"), anchor=5)
    paragraph, made = body_of(text, blocks=[table, note]).blocks
    assert paragraph.notes == ()
    assert [[b.notes for b in c.blocks] for c in made.rows[0]] == [[((2, "注一"),)], []]
