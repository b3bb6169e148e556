r"""The 目录 as Word knows it: a TOC field with finished entries, and the TC fields and bookmarks it is made from.

Entries are collected by TC fields (`TOC \f m`), so that an update in Word keeps the organisation and never picks up the headings inside pieces.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jingyan.model.volume import Entry, Part
from jingyan.render.docx_look import Look
from jingyan.render.docx_text import bookmarked, field_char, instruction, paragraph, run
from jingyan.render.templates import EntryStyle
from jingyan.render.text_width import width
from jingyan.render.title_lines import filled_lines
from jingyan.zh.widths import widen

TOC = r"TOC \f m \h \z \n 1-1"  # \n 1-1: parts carry no page number
PAGE_BEGIN, PAGE_END = (
    "\ue000",
    "\ue001",
)  # around an entry's number until its page is known; dropped from every text, so they cannot clash
LEADER = 2  # characters of dots at least
PAGE_COLUMN = 3  # characters kept free for the page number


@dataclass(frozen=True, slots=True)
class ContentsLook:
    """The styles of the contents (ids), the entry style, and the room a title has: twips and the look of an entry."""

    part: str
    group: str
    entry: str
    entry_with_organisation: str
    style: EntryStyle
    room: float
    look: Look


def mark(number: int, text: str, level: int) -> str:
    """The bookmark and TC field of the entry `number`, to stand in its heading."""
    quoted = text.replace('"', '\\"')
    return bookmarked(
        anchor(number), number, field_char("begin") + instruction(rf'TC "{quoted}" \f m \l {level}') + field_char("end")
    )


def anchor(number: int) -> str:
    """The bookmark name of the entry `number`."""
    return f"_Toc{number:08d}"


def entry_text(entry: Entry) -> str:
    """Title and organisation as an updated contents list shows them."""
    return f"{entry.listed}　{entry.organisation}" if entry.organisation else entry.listed


def contents_xml(parts: Sequence[tuple[int, str, Part]], numbers: Mapping[str, int], look: ContentsLook) -> str:
    """The paragraphs of the contents; `parts` are (number, printed name, Part), `numbers` gives each entry id its number. Page numbers are left as marks."""
    lines: list[tuple[str, str]] = []
    for number, name, part in parts:
        lines.append((look.part, _link(number, run(name))))
        for group in part.groups:
            if group.mark:
                lines.append((look.group, run(widen(group.mark)[0])))
            lines += [_entry(numbers[e.id], e, look) for e in group.entries]
    lines = lines or [(look.entry, run("(没有条目)"))]
    begin = field_char("begin") + instruction(TOC) + field_char("separate")
    content = [line for _, line in lines]
    content[0] = begin + content[0]
    content[-1] += field_char("end")
    return "".join(paragraph(style, line) for (style, _), line in zip(lines, content, strict=True))


def page_link(number: int) -> str:
    """The page number of the entry `number`, leading to it; a mark until the page is known."""
    return _link(number, _page(number))


def _entry(number: int, entry: Entry, look: ContentsLook) -> tuple[str, str]:
    with_organisation = bool(entry.organisation) and look.style == "jiangxi"
    organisation = entry.organisation or ""
    if with_organisation or not organisation:
        lines = _lines(entry.listed, PAGE_COLUMN + LEADER + width(organisation), look)
    else:
        lines = _lines_with(entry, organisation, look)
    shown = "<w:r><w:br/></w:r>".join(run(line) if line else "" for line in lines) + "<w:r><w:tab/></w:r>"
    if with_organisation:
        shown += run(organisation) + "<w:r><w:tab/></w:r>"
    style = look.entry_with_organisation if with_organisation else look.entry
    return style, _link(number, shown + _page(number))


def _lines_with(entry: Entry, organisation: str, look: ContentsLook) -> tuple[str, ...]:
    """Lines of title and organisation in one run of words, the name of the organisation in one piece where it is not too long for that."""
    if width(organisation) > _WHOLE_NAME:
        return _lines(entry_text(entry), PAGE_COLUMN + LEADER, look)
    *above, last = _lines(entry.listed, PAGE_COLUMN + LEADER + width(organisation) + 1, look)
    return (*above, f"{last}　{organisation}" if last else organisation)


_WHOLE_NAME = 16  # characters: two thirds of a line


def _lines(text: str, tail: float, look: ContentsLook) -> tuple[str, ...]:
    """Lines that stay clear of the page column; `tail` (leader, organisation, page) still fits behind the last one."""
    room = (look.room - look.look.left - look.look.right - look.look.first) / (look.look.size + look.look.spacing)
    return filled_lines(text, room - PAGE_COLUMN, room - tail)


def _link(number: int, content: str) -> str:
    return f'<w:hyperlink w:anchor="{anchor(number)}" w:history="1">{content}</w:hyperlink>'


def _page(number: int) -> str:
    shown = run(f"{number}", space=False).replace(f">{number}<", f">{PAGE_BEGIN}{number}{PAGE_END}<")
    return (
        field_char("begin")
        + instruction(rf"PAGEREF {anchor(number)} \h")
        + field_char("separate")
        + shown
        + field_char("end")
    )
