import pytest

from jingyan.readers.docx_formats import format_number
from tests.readers.making import docx, level, numbered, numbering, p, read

CHINESE = (
    level(0, "chineseCountingThousand", "%1、"),
    level(1, "chineseCountingThousand", "（%2）"),
    level(2, "decimal", "%3."),
)
TWO = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/>{}</w:num>'


def lines(body: str, numbers: str, styles: str = "") -> list[str]:
    return read(docx(body, numbering=numbers, styles=styles)).text.splitlines()


def test_chinese_levels_restart_below_a_new_upper_one() -> None:
    body = "".join(numbered(t, level=n) for t, n in [("甲", 0), ("乙", 1), ("丙", 1), ("丁", 2), ("戊", 0), ("己", 1)])
    assert lines(body, numbering(*CHINESE)) == ["一、甲", "（一）乙", "（二）丙", "1.丁", "二、戊", "（一）己"]


def test_the_marker_has_its_own_span() -> None:
    source = read(docx(numbered("加强领导"), numbering=numbering(*CHINESE)))
    block = source.blocks[0]
    assert block.marker is not None
    assert (block.marker.of(source.text), block.span.of(source.text)) == ("一、", "一、加强领导")


def test_blanks_between_number_and_words() -> None:
    numbers = numbering(
        level(0, "decimal", "%1"),
        level(1, "decimal", "%2."),
        level(2, "chineseCounting", "第%3章"),
        level(3, "decimal", "%4", extra='<w:suff w:val="nothing"/>'),
    )
    body = (
        numbered("甲")
        + numbered("乙", level=1)
        + numbered("2020年", level=1)
        + numbered("总则", level=2)
        + numbered("丁", level=3)
    )
    assert lines(body, numbers) == ["1 甲", "1.乙", "2. 2020年", "第一章 总则", "1丁"]


def test_several_places_legal_and_none() -> None:
    numbers = numbering(
        level(0, "chineseCounting", "第%1章"), level(1, "decimal", "%1.%2", extra="<w:isLgl/>"), level(2, "none", "")
    )
    body = numbered("甲") + numbered("乙", level=1) + numbered("丙", level=1) + numbered("丁", level=2)
    assert lines(body, numbers) == ["第一章 甲", "1.1 乙", "1.2 丙", "丁"]


def test_lists_of_one_definition_count_on_unless_overridden() -> None:
    body = numbered("甲") + numbered("乙", 2) + numbered("丙", 2) + numbered("丁", 1)
    assert lines(body, numbering(*CHINESE, nums=TWO.format(""))) == ["一、甲", "二、乙", "三、丙", "四、丁"]
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    assert lines(body, numbering(*CHINESE, nums=TWO.format(restart))) == ["一、甲", "一、乙", "二、丙", "三、丁"]
    other = f'<w:lvlOverride w:ilvl="0">{level(0, "decimal", "(%1)")}</w:lvlOverride>'
    assert lines(body, numbering(*CHINESE, nums=TWO.format(other))) == ["一、甲", "(2)乙", "(3)丙", "四、丁"]


def test_restart_rules() -> None:
    body = "".join(numbered("x", level=n) for n in (0, 1, 0, 1))
    never = numbering(level(0, "decimal", "%1."), level(1, "decimal", "(%2)", extra='<w:lvlRestart w:val="0"/>'))
    assert lines(body, never) == ["1. x", "(1)x", "2. x", "(2)x"]


def test_start_values() -> None:
    assert lines(numbered("甲") + numbered("乙"), numbering(level(0, "decimalEnclosedCircle", "%1", start=9))) == [
        "⑨ 甲",
        "⑩ 乙",
    ]


def test_numbers_from_styles() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="h1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="h2"><w:name w:val="heading 2"/><w:basedOn w:val="h1"/></w:style>'
    )
    numbers = numbering(
        level(0, "chineseCounting", "%1、", extra='<w:pStyle w:val="h1"/>'),
        level(1, "chineseCounting", "（%2）", extra='<w:pStyle w:val="h2"/>'),
    )
    h1, h2 = '<w:pStyle w:val="h1"/>', '<w:pStyle w:val="h2"/>'
    off = h1 + '<w:numPr><w:numId w:val="0"/></w:numPr>'
    body = p("甲", h1) + p("乙", h2) + p("无", off) + p("丙", h1)
    assert lines(body, numbers, styles) == ["一、甲", "（一）乙", "无", "二、丙"]


def test_a_numbering_style_in_between() -> None:
    numbers = (
        f'<w:abstractNum w:abstractNumId="0">{CHINESE[0]}</w:abstractNum><w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="list"/></w:abstractNum>'
        '<w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    styles = '<w:style w:type="numbering" w:styleId="list"><w:name w:val="l"/><w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr></w:style>'
    assert lines(numbered("甲") + numbered("乙"), numbers, styles) == ["一、甲", "二、乙"]


def test_blank_numbered_paragraphs_count_but_show_nothing() -> None:
    assert lines(numbered("甲") + numbered("") + numbered("乙"), numbering(*CHINESE)) == ["一、甲", "", "三、乙"]


def test_bullets_become_plain_characters() -> None:
    assert lines(numbered("甲"), numbering(level(0, "bullet", "\uf0b7"))) == ["• 甲"]


def test_numbers_in_table_cells_go_on_counting() -> None:
    table = f"<w:tbl><w:tr><w:tc>{numbered('甲')}</w:tc><w:tc>{numbered('乙')}</w:tc></w:tr></w:tbl>"
    assert lines(table + numbered("丙"), numbering(level(0, "decimal", "%1、"))) == ["1、甲\t2、乙", "3、丙"]


def test_unknown_lists_and_levels_are_no_numbers() -> None:
    assert lines(numbered("甲", 7) + numbered("乙", 1, 8), numbering(*CHINESE)) == ["甲", "乙"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("chineseCounting", {1: "一", 10: "十", 11: "十一", 20: "二十", 35: "三十五", 99: "九十九", 105: "一○五"}),
        (
            "chineseCountingThousand",
            {
                10: "十",
                12: "十二",
                100: "一百",
                101: "一百零一",
                110: "一百一十",
                1001: "一千零一",
                1020: "一千零二十",
                10001: "一万零一",
            },
        ),
        ("taiwaneseCountingThousand", {10: "十", 20000: "二萬"}),
        ("ideographDigital", {10: "一〇", 23: "二三"}),
        ("chineseLegalSimplified", {10: "壹拾", 25: "贰拾伍"}),
        ("ideographLegalTraditional", {10: "壹拾", 26: "貳拾陸"}),
        ("ideographTraditional", {1: "甲", 10: "癸", 11: "11"}),
        ("ideographZodiac", {1: "子", 12: "亥"}),
        ("ideographZodiacTraditional", {1: "甲子", 60: "癸亥"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "㉑", 36: "㊱", 50: "㊿", 51: "51"}),
        ("decimalEnclosedParen", {1: "⑴", 20: "⒇"}),
        ("decimalFullWidth", {12: "１２"}),
        ("decimalZero", {3: "03", 12: "12"}),
        ("upperLetter", {1: "A", 26: "Z", 27: "AA", 28: "BB"}),
        ("lowerLetter", {3: "c"}),
        ("upperRoman", {4: "IV", 9: "IX", 2014: "MMXIV"}),
        ("lowerRoman", {6: "vi"}),
        ("numberInDash", {5: "- 5 -"}),
        ("ordinal", {1: "1st", 12: "12th", 23: "23rd"}),
        ("somethingNew", {7: "7"}),
        ("none", {7: ""}),
    ],
)
def test_number_formats(name: str, shown: dict[int, str]) -> None:
    assert {value: format_number(value, name) for value in shown} == shown
