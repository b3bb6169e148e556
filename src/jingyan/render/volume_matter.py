"""What stands before and behind the pieces of a volume, as tags for its template: committee, preface, afterword, indexes with page numbers; and a contents list without numbers."""

from collections.abc import Callable, Mapping, Sequence

from jingyan.model.volume import Body, Index, Matter, Part
from jingyan.render.docx_contents import ContentsLook, page_link
from jingyan.render.docx_look import Styles
from jingyan.render.docx_splice import placeholder
from jingyan.render.docx_text import Xml, paragraph, printable, run
from jingyan.render.text_width import width
from jingyan.render.title_lines import filled_lines
from jingyan.render.volume_tags import MemberTags, SectionTags
from jingyan.zh.widths import widen

_BETWEEN = "、"
_GAP = 1.0  # characters between a title and its organisation in a list without numbers
INDEX_STYLE, GROUP_STYLE = "索引条目", "目录组"


def matter_tags(
    matter: Matter, styles: Styles, numbers: Mapping[str, int], body: Callable[[Body, int], None]
) -> dict[str, object]:
    """The tags `committee`, `preface` and `afterword` (false when absent), and `indexes`.

    `numbers` is the bookmark number of each entry id; `body` is told each body with the number of the placeholder that stands for it.
    """
    free = max(numbers.values(), default=0) + len(numbers) + 1  # no number of a part or an entry
    found: dict[str, object] = {
        "committee": tuple(MemberTags(printable(role), printable(names)) for role, names in matter.committee)
    }
    for at, (name, text) in enumerate((("preface", matter.preface), ("afterword", matter.afterword))):
        found[name] = SectionTags("", Xml(""))
        if text is not None and text.body.blocks:
            body(text.body, free + at)
            found[name] = SectionTags(printable(text.title), Xml(placeholder(free + at)))
    style = styles.id(INDEX_STYLE) or styles.id("toc 2") or styles.id("normal") or ""
    found["indexes"] = tuple(tag for i in matter.indexes if (tag := _index(i, style, numbers)))
    return found


def _index(index: Index, style: str, numbers: Mapping[str, int]) -> SectionTags | None:
    lines = []
    for line in index.lines:
        pages = [page_link(numbers[entry]) for entry in line.entries if entry in numbers]
        if pages:
            shown = run(widen(line.name)[0]) + "<w:r><w:tab/></w:r>" + run(_BETWEEN).join(pages)
            lines.append(paragraph(style, shown))
    return SectionTags(printable(index.title), Xml("".join(lines))) if lines else None


def plain_contents(parts: Sequence[tuple[int, str, Part]], look: ContentsLook) -> str:
    """The contents without page numbers, for a document that does not hold the pieces: parts, groups, and each title with its organisation at the right."""
    shown: list[str] = []
    for _, name, part in parts:
        shown.append(paragraph(look.part, run(name)))
        for group in part.groups:
            if group.mark:
                shown.append(paragraph(look.group, run(widen(group.mark)[0])))
            for entry in group.entries:
                organisation = entry.organisation or ""
                shown.append(_plain_entry(entry.title, organisation, look))
    return "".join(shown) or paragraph(look.entry, run("(没有条目)"))


def _plain_entry(title: str, organisation: str, look: ContentsLook) -> str:
    room = (look.room - look.look.left - look.look.right - look.look.first) / (look.look.size + look.look.spacing)
    tail = width(organisation) + _GAP if organisation else 0
    lines = filled_lines(title, room, room - tail)
    text = "<w:r><w:br/></w:r>".join(run(line) if line else "" for line in lines)
    if organisation:
        text += "<w:r><w:tab/></w:r>" + run(organisation)
    return paragraph(look.entry_with_organisation if organisation else look.entry, text)
