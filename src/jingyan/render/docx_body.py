"""The body of a piece as WordprocessingML in the template's styles; pictures and notes are gathered for the package."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from jingyan.model.problem import Problem
from jingyan.model.source import Picture
from jingyan.model.volume import Body, BodyBlock
from jingyan.render.docx_look import Styles
from jingyan.render.docx_picture import EXTENSIONS, drawing, fitted_size
from jingyan.render.docx_table import table_xml
from jingyan.render.docx_text import paragraph, run
from jingyan.render.text_width import width

# What a template must offer, by the style names that Word keeps in every language.
HEADING_NAMES = ("heading 3", "heading 4", "heading 5", "heading 6")
_LONGEST_CAPTION = 42  # characters: a line and a half
_PICTURE_NAME = re.compile(r"[（(]?[图圖]\s*[\d一二三四五六七八九十]")
_KEEP = "<w:keepNext/>"
FIRST_SHAPE = 1000  # drawings of a template have smaller ids
RUN_IN_NAMES = ("行内标题1", "行内标题2", "行内标题3", "行内标题4")


@dataclass(frozen=True, slots=True)
class BodyStyles:
    """Style ids for everything in a body; None for character and table styles a template does not have."""

    text: str
    headings: tuple[str, ...]
    run_in: tuple[str | None, ...]
    table: str | None
    table_text: str
    table_head: str
    after_table: str
    picture: str
    signature: str
    caption: str
    note: str
    note_mark: str | None


def body_styles(styles: Styles) -> tuple[BodyStyles, tuple[str, ...]]:
    """The ids of the template's styles and the names of those it lacks (body text stands in for them)."""
    text = styles.id("汇编正文") or styles.id("normal") or ""
    wanted = ("汇编正文", *HEADING_NAMES, "表格文字", "表格表头", "表后", "图片", "落款", "图表标题", "footnote text")
    missing = tuple(name for name in wanted if styles.id(name) is None)

    def known(name: str) -> str:
        return styles.id(name) or text

    found = BodyStyles(
        text,
        tuple(known(n) for n in HEADING_NAMES),
        tuple(styles.id(n, "character") for n in RUN_IN_NAMES),
        styles.id("汇编表格", "table") or styles.id("table grid", "table"),
        known("表格文字"),
        known("表格表头"),
        known("表后"),
        known("图片"),
        known("落款"),
        known("图表标题"),
        known("footnote text"),
        styles.id("footnote reference", "character"),
    )
    return found, missing


@dataclass(slots=True)
class Gathered:
    """What bodies need beside the document part: pictures by relationship number (equal bytes once) and notes by id; and what went wrong."""

    pictures: list[Picture] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    shapes: int = 0
    problems: list[Problem] = field(default_factory=list)

    def picture(self, picture: Picture) -> str:
        """The relationship id of this picture's part."""
        for i, known in enumerate(self.pictures):
            if known.data == picture.data:
                return f"rIdPicture{i + 1}"
        self.pictures.append(picture)
        return f"rIdPicture{len(self.pictures)}"

    def shape(self) -> int:
        """The id of a new drawing; those of the template come before."""
        self.shapes += 1
        return FIRST_SHAPE + self.shapes

    def note(self, text: str) -> int:
        """The id of a new footnote."""
        self.notes.append(text)
        return len(self.notes)


@dataclass(frozen=True, slots=True)
class BodyFrame:
    """Styles and the type area (twips) a body is set in."""

    styles: BodyStyles
    width: int
    height: int


def body_xml(body: Body, frame: BodyFrame, gathered: Gathered) -> str:
    """All blocks of the body as paragraphs and tables, in order; an empty body gives one empty paragraph.

    What belongs together stays on one page: a caption with its table or picture, the end of the text with the signature.
    """
    neighbours = zip((None, *body.blocks), body.blocks, (*body.blocks[1:], None), strict=False)
    blocks = "".join(_block(body.id, around, frame, gathered) for around in neighbours)
    return blocks or paragraph(frame.styles.text, "")


_Around = tuple[BodyBlock | None, BodyBlock, BodyBlock | None]


def _block(piece: str, around: _Around, frame: BodyFrame, gathered: Gathered) -> str:
    before, block, after = around
    styles = frame.styles
    if block.kind == "table":
        shown = table_xml(block.rows, frame.width, (styles.table, styles.table_head, styles.table_text))
        return shown + paragraph(styles.after_table, "")
    keep = _KEEP if _kept_with(block, after) else ""
    if block.kind == "picture":
        return _picture(piece, block.picture, keep, frame, gathered) if block.picture else ""
    if block.kind == "heading":
        return paragraph(styles.headings[block.level - 1], _runs(block, styles, gathered))
    style = styles.signature if block.signature else styles.text
    if _is_caption(before, block, after):
        style = styles.caption
    return paragraph(style, _runs(block, styles, gathered), keep)


def _kept_with(block: BodyBlock, after: BodyBlock | None) -> bool:
    if after is None:
        return False
    return (
        after.signature
        or _is_caption(block, after, None)
        or (after.kind == "table" and _is_caption(None, block, after))
    )


def _is_caption(before: BodyBlock | None, block: BodyBlock, after: BodyBlock | None) -> bool:
    """True for a short line that names the table after it or the picture before it."""
    names_table = after is not None and after.kind == "table"
    names_picture = before is not None and before.kind == "picture" and bool(_PICTURE_NAME.match(block.text))
    if not (names_table or names_picture):
        return False
    plain = block.kind == "paragraph" and not block.level and block.text[-1:] not in ("", *"。：；！？:;")
    return plain and width(block.text) <= _LONGEST_CAPTION


def _runs(block: BodyBlock, styles: BodyStyles, gathered: Gathered) -> str:
    """The text in runs that change where a run-in heading ends, bold begins or ends, or a note is called."""
    text, notes = block.text, sorted(block.notes)
    if not (block.run_in or block.bold or notes):
        return run(text)
    edges = {0, len(text), min(block.run_in, len(text)), *(min(at, len(text)) for at, _ in notes)}
    edges.update(min(e, len(text)) for s in block.bold for e in (s.start, s.end))
    cuts = sorted(edges)
    head = styles.run_in[block.level - 1] if block.run_in and block.level else None
    shown = _called(notes, 0, styles, gathered)
    for a, b in pairwise(cuts):
        inside_head = b <= block.run_in
        bold = not inside_head and any(s.start <= a and b <= s.end for s in block.bold)
        shown += run(text[a:b], style=head if inside_head else None, bold=bold)
        shown += _called(notes, b, styles, gathered)
    return shown


def _called(notes: Sequence[tuple[int, str]], at: int, styles: BodyStyles, gathered: Gathered) -> str:
    look = f'<w:rPr><w:rStyle w:val="{styles.note_mark}"/></w:rPr>' if styles.note_mark else ""
    return "".join(
        f'<w:r>{look}<w:footnoteReference w:id="{gathered.note(text)}"/></w:r>' for place, text in notes if place == at
    )


def _picture(piece: str, picture: Picture, keep: str, frame: BodyFrame, gathered: Gathered) -> str:
    size = fitted_size(picture, frame.width, frame.height) if picture.media_type in EXTENSIONS else None
    source = piece.rpartition("#")[0]
    if size is None:
        message = f"一幅图片({picture.media_type or '格式不明'})不能放进汇编,原处写了“(图片略)”"
        gathered.problems.append(
            Problem("volume.picture", "warning", source, message, "请把图片另存为 PNG 或 JPEG,再手工插入。")
        )
        return paragraph(frame.styles.picture, run("(图片略)"))
    relation = gathered.picture(picture)
    return paragraph(frame.styles.picture, drawing(relation, gathered.shape(), *size), keep)


def note_xml(number: int, text: str, styles: BodyStyles) -> str:
    """One footnote of the footnotes part."""
    look = f'<w:rPr><w:rStyle w:val="{styles.note_mark}"/></w:rPr>' if styles.note_mark else ""
    content = f"<w:r>{look}<w:footnoteRef/></w:r>" + run(" " + text)
    return f'<w:footnote w:id="{number}">{paragraph(styles.note, content)}</w:footnote>'
