"""What is read back from the printed contents list, and the placeholders that stand for bodies."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingyan.model.volume import Entry
from jingyan.render.contents_check import contents_faults
from jingyan.render.docx_finish import serialize
from jingyan.render.docx_look import W, parse
from jingyan.render.docx_splice import placed, placeholder, spliced
from jingyan.render.measure import _with_live_numbers
from jingyan.render.text_width import count_lines, width


class Sheets:
    """A printed volume given as the words of its pages."""

    def __init__(self, *pages: str) -> None:
        self.pages = pages

    def text(self, page: int) -> str:
        return self.pages[page]


ENTRIES = (Entry("a#1", "甲县 经验", "甲县教育局"), Entry("b#1", "乙县总结"))
NUMBERS = {"a#1": 2, "b#1": 3}
SIDES = {"_Toc00000001": 1, "_Toc00000002": 1, "_Toc00000003": 3}


def faults(contents: str, *pages: str) -> list[str]:
    printed = Sheets(contents, *pages)
    found = contents_faults(printed, ENTRIES, NUMBERS, {2: 1, 3: 3}, SIDES)  # type: ignore[arg-type]
    return [p.message for p in found]


def test_a_contents_list_that_agrees_with_its_pages() -> None:
    assert faults("目录\n甲县经验……甲县教育局 1\n乙县总结......3", "甲县经验\n— 1 —", "", "乙县总结\n— 3 —") == []


@pytest.mark.parametrize(
    ("contents", "last", "said"),
    [
        ("甲县经验……甲县教育局 1\n乙县总结......4", "— 3 —", "《乙县总结》目录上是 4 页,实际在 3 页"),
        ("甲县经验……甲县教育局 1\n乙县总结......3", "— 5 —", "《乙县总结》应在 3 页,那一页印的是 5"),
    ],
)
def test_an_entry_that_differs_is_named(contents: str, last: str, said: str) -> None:
    (message,) = faults(contents, "甲县经验\n— 1 —", "", f"乙县总结\n{last}")
    assert said in message


def test_an_entry_without_a_place_is_named() -> None:
    (message,) = (
        p.message
        for p in contents_faults(Sheets("", ""), ENTRIES[:1], NUMBERS, {}, {})  # type: ignore[arg-type]
    )
    assert message == "目录有 1 条页码对不上:《甲县 经验》在排好的书里找不到"


def document(*blocks: str) -> bytes:
    return serialize(parse(f'<w:document xmlns:w="{W}"><w:body>{"".join(blocks)}</w:body></w:document>'.encode()))


SECTION = '<w:sectPr><w:type w:val="oddPage"/></w:sectPr>'
OTHER = f"<w:p><w:pPr>{SECTION}</w:pPr></w:p>"


def test_placeholders_are_replaced_and_keep_their_section() -> None:
    ending = placeholder(2).replace("<w:p>", f"<w:p><w:pPr>{SECTION}</w:pPr>")
    emptied = placeholder(3).replace("<w:p>", "<w:p><w:pPr/>")
    bodies = {
        1: b"<w:p>1</w:p>",
        2: b'<w:p/><w:p><w:pPr><w:pStyle w:val="T"/></w:pPr>2</w:p>',
        3: b"<w:tbl/>",
    }
    whole = spliced(document(OTHER, placeholder(1), ending, emptied), bodies).decode()
    assert (
        f'{OTHER}<w:p>1</w:p><w:p/><w:p><w:pPr><w:pStyle w:val="T"/>{SECTION}</w:pPr>2</w:p><w:tbl/></w:body>' in whole
    )


def test_a_section_after_a_table_gets_a_paragraph() -> None:
    ending = placeholder(1).replace("<w:p>", f"<w:p><w:pPr>{SECTION}</w:pPr>")
    assert f"<w:tbl/><w:p><w:pPr>{SECTION}</w:pPr></w:p>" in spliced(document(ending), {1: b"<w:tbl/>"}).decode()


def test_a_changed_placeholder_is_a_fault_of_ours() -> None:
    changed = placeholder(1).replace("<w:r>", "<w:r><w:rPr/>")
    with pytest.raises(RuntimeError, match="placeholder"):
        spliced(document(changed), {1: b""})


def test_placeholders_are_known() -> None:
    first, second = parse(document(placeholder(7), "<w:p><w:r><w:t>7</w:t></w:r></w:p>"))[0]
    assert (placed(first), placed(second)) == (7, None)


def test_the_measured_copy_has_no_toc_field_but_its_entries() -> None:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    begin = mark("begin") + "<w:r><w:instrText> TOC \\f m </w:instrText></w:r>" + mark("separate")
    entry = mark("begin") + "<w:r><w:instrText> PAGEREF a </w:instrText></w:r>" + mark("separate") + "1" + mark("end")
    whole = f"<w:p>{begin}甲{entry}</w:p><w:p>乙{entry}{mark('end')}</w:p><w:p>{entry}</w:p>"
    kept = f"<w:p>甲{entry}</w:p><w:p>乙{entry}</w:p><w:p>{entry}</w:p>"
    assert _with_live_numbers(whole.encode()).decode() == kept
    assert _with_live_numbers(kept.encode()).decode() == kept


@given(st.text(alphabet="字句，。、（“”2024年%ab .", max_size=80), st.integers(5, 28))
def test_lines_hold_the_text_and_no_more(text: str, characters: int) -> None:
    room = 315 * characters
    lines = count_lines(text, 320, -5, room, room)
    assert lines >= 1
    assert lines >= width(text.strip()) * 315 / room - 1
    assert count_lines(text + "字", 320, -5, room, room) in (lines, lines + 1, lines + 2)
