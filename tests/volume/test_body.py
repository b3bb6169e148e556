import re
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from jingyan.clean.cleaning import CleanSettings, clean
from jingyan.model.cleaning import apply, undo
from jingyan.model.source import Block, Cell, Picture, Source
from jingyan.model.span import Span
from jingyan.model.structure import Boilerplate, Heading, Outline, Piece
from jingyan.model.volume import Body, BodyBlock, BodyCell
from jingyan.segment.segmenting import segment
from jingyan.volume.body import make_body


def span_of(text: str, part: str, start: int = 0) -> Span:
    at = text.index(part, start)
    return Span(at, at + len(part))


def heading(text: str, part: str, level: int, marker: str = "") -> Heading:
    span = span_of(text, part)
    return Heading("s", "1", span, Span(span.start + len(marker), span.end), level, marker)


def body_of(
    text: str,
    *,
    title: str = "题目",
    headings: Sequence[Heading] = (),
    boilerplate: Sequence[str] = (),
    joins: Sequence[str] = (),
    blocks: Sequence[Block] = (),
    organisation: str | None = None,
    convert: bool = False,
    off: Sequence[str] = (),
) -> Body:
    """The body of a source that is all one piece; `joins` are texts around a newline to join, as "高\\n中"."""
    joined = [Span(span_of(text, j).start + j.index("\n"), span_of(text, j).start + j.index("\n") + 1) for j in joins]
    outline = Outline(
        "s",
        headings=tuple(headings),
        boilerplate=tuple(Boilerplate("s", span_of(text, b), "site_notice", "r") for b in boilerplate),
        joins=tuple(joined),
    )
    whole = Span(0, len(text))
    at = span_of(text, title) if title in text else None
    unit = span_of(text, organisation) if organisation and organisation in text else None
    piece = Piece("s", "1", whole, whole, title, at, organisation=organisation, organisation_span=unit)
    source = Source("s", text, "text", "0", blocks=tuple(blocks))
    table = str.maketrans("國學", "国学")

    def simplified(part: str) -> str:
        return part.translate(table).replace("电脑程式", "程序")

    reading = text.translate(table)
    cleaning, _ = clean(source, reading, replace(outline, pieces=(piece,)), CleanSettings(tuple(off)))
    assert undo(cleaning, apply(cleaning, text).text) == text
    return make_body(source, reading, outline, piece, cleaning=cleaning, convert=simplified if convert else None)


def shown(body: Body) -> list[tuple[str, int, int, str]]:
    return [(b.kind, b.level, b.run_in, b.text) for b in body.blocks]


def test_lines_become_paragraphs_and_broken_lines_are_joined() -> None:
    body = body_of("  第一段。\r\n\n\u3000\u3000办好高\n中阶段教育。\n", joins=["高\n中"])
    assert [b.text for b in body.blocks] == ["第一段。", "办好高中阶段教育。"]


def test_a_join_between_latin_words_keeps_a_blank() -> None:
    body = body_of("use open\nsource tools", joins=["open\nsource"])
    assert [b.text for b in body.blocks] == ["use open source tools"]


def test_headings_stand_alone_or_run_into_their_paragraph() -> None:
    text = "一、健全机制\n(一)加强领导。成立小组。\n普通段落。\n"
    heads = [heading(text, "一、健全机制", 1, "一、"), heading(text, "(一)加强领导", 2, "(一)")]
    assert shown(body_of(text, headings=heads)) == [
        ("heading", 1, 0, "一、健全机制"),
        ("paragraph", 2, 8, "（一）加强领导。成立小组。"),
        ("paragraph", 0, 0, "普通段落。"),
    ]


def test_marked_headings_inside_a_line_begin_a_paragraph_but_prose_markers_do_not() -> None:
    text = "1.美术室不达标; 2.教师机超龄。一是抓好落实。"
    heads = [
        heading(text, "1.美术室不达标", 3, "1."),
        heading(text, "2.教师机超龄", 3, "2."),
        heading(text, "一是抓好落实", 4, "一是"),
    ]
    assert [b.text for b in body_of(text, headings=heads).blocks] == [
        "1.美术室不达标；",
        "2.教师机超龄。一是抓好落实。",
    ]


def test_boilerplate_and_unprintable_characters_are_dropped() -> None:
    text = "正\u200b文\ue000第一句。本文由网友上传\n第二\x00句\x0b第三句"
    assert [b.text for b in body_of(text, boilerplate=["本文由网友上传"]).blocks] == [
        "正文第一句。",
        "第二句",
        "第三句",
    ]


def test_repeated_title_and_organisation_lines_are_not_printed_again() -> None:
    text = "抓住根本补短板\n抓住 根本,补短板\n青石县教育局\n青石县教育局\n抓住根本补短板是关键。"
    body = body_of(text, title="抓住根本补短板", organisation="青石县教育局")
    assert [b.text for b in body.blocks] == ["抓住根本补短板是关键。"]


def test_tables_pictures_bold_and_notes_keep_their_place() -> None:
    text = "甲段重点在此。\n指标\t数\n学校(所)\t3\n乙段。\n注:见年报\n"
    table = Span(text.index("指标"), text.index("乙段"))
    cells = ["指标", "数", "学校(所)", "3"]
    spans = [span_of(text, c, table.start) for c in cells]
    picture = Picture(b"p", "image/png")
    note = span_of(text, "注:见年报")
    blocks = [
        Block("paragraph", Span(0, 7), bold=(span_of(text, "重点"),)),
        Block("picture", Span(3, 3), picture=picture),
        Block("table", table, rows=((Cell(spans[0]), Cell(spans[1])), (Cell(spans[2]), Cell(spans[3])))),
        Block("paragraph", span_of(text, "乙段。")),
        Block("note", note, anchor=4),
    ]
    body = body_of(text, blocks=blocks)
    assert body.blocks == (
        BodyBlock("paragraph", "甲段重点在此。", bold=(Span(2, 4),), notes=((4, "注：见年报"),)),
        BodyBlock("picture", picture=picture),
        BodyBlock("table", rows=((BodyCell("指标"), BodyCell("数")), (BodyCell("学校（所）"), BodyCell("3")))),
        BodyBlock("paragraph", "乙段。"),
    )
    assert body.widened == 3


def test_converted_text_keeps_bold_and_run_in_offsets_when_lengths_change() -> None:
    text = "一、用电脑程式。國學重点。"
    blocks = [Block("paragraph", Span(0, len(text)), bold=(span_of(text, "重点"),))]
    body = body_of(text, headings=[heading(text, "一、用电脑程式", 1, "一、")], blocks=blocks, convert=True)
    (block,) = body.blocks
    assert block.text == "一、用程序。国学重点。"
    assert block.run_in == len("一、用程序。")
    assert [s.of(block.text) for s in block.bold] == ["重点"]


def test_no_word_of_the_source_is_lost_or_added() -> None:
    text = "引言\n一、甲(略)\n  内容,还有。\n\n1.乙;2.丙\n结尾"
    body = body_of(text, headings=[heading(text, "一、甲(略)", 1, "一、"), heading(text, "2.丙", 3, "2.")])
    words = re.compile(r"[\W_]+")
    assert words.sub("", "".join(b.text for b in body.blocks)) == words.sub("", text)


def test_names_and_date_under_a_piece_are_its_signature() -> None:
    text = "正文到此为止。\n青石县教育局\n2024年2月28日\n(此件公开发布)"
    assert [b.signature for b in body_of(text).blocks] == [False, True, True, False]
    assert [b.signature for b in body_of("正文在2024年2月28日\n又一句").blocks] == [False, False]
    assert [b.signature for b in body_of("二〇一四年十二月").blocks] == [True]


DIRTY = st.lists(
    st.sampled_from(
        [
            *"的教育均衡發展,，。;；:()?! \n\t\u3000\u200b1a\"", "(jiào)", "(请你关注:)", "&nbsp;", "均衡。。", "全 县 学 校 都 达 标 了 好", "\n一、加大投入\n",
            "(此处隐藏12字)", "锟斤拷", "下载此文档", "\n第 3 页 共 9 页\n", "\r\n", "题目", "\n题目\n",
        ]
    ),
    max_size=40,
).map("".join)  # fmt: skip


@settings(deadline=None)  # the first call reads word lists
@given(DIRTY)
def test_the_volume_prints_what_cleaning_records_and_nothing_else(text: str) -> None:
    source, reading = Source("s", text, "text", "0"), text
    outline, _ = segment(source, reading)
    cleaning, _ = clean(source, reading, outline)
    cleaned = apply(cleaning, text)
    for piece in outline.pieces:
        above = [s for s in (piece.title_span, piece.organisation_span) if s]
        inside = (
            c
            for c, at in zip(cleaned.text, cleaned.origin, strict=True)
            if piece.body.start <= at < piece.body.end
            and not c.isspace()
            and not any(s.start <= at < s.end for s in above)
        )
        body = make_body(source, reading, outline, piece, cleaning=cleaning, convert=None)
        printed = [c for b in body.blocks for c in b.text if not c.isspace()]
        wanted = list(inside)
        held = [s for s in above if piece.body.start <= s.start < piece.body.end]
        assert printed == wanted or held
