"""The body of a piece as WordprocessingML in the template's styles; pictures and notes are gathered for the package."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from jingyan.model.problem import Problem
from jingyan.model.source import Picture
from jingyan.model.volume import Body, BodyBlock
from jingyan.render.docx_line import LineSetting, Spot, is_dressed, line_xml, tall
from jingyan.render.docx_look import Styles, line_pitch
from jingyan.render.docx_math import equation
from jingyan.render.docx_picture import drawing, fitted_size
from jingyan.render.docx_table import CellRoom, sized, table_xml, tightened
from jingyan.render.docx_table_fit import fit_columns, place_cells
from jingyan.render.docx_text import paragraph, run
from jingyan.render.text_width import width

# What a template must offer, by the style names that Word keeps in every language.
HEADING_NAMES = ("heading 3", "heading 4", "heading 5", "heading 6")
_LONGEST_CAPTION = 42  # characters: a line and a half
_PICTURE_NAME = re.compile(r"[（(]?[图圖]\s*[\d一二三四五六七八九十]")
_TABLE_NAME = re.compile(r"[（(]?(?:附?[表]|续表)\s*[\d一二三四五六七八九十]")
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
    pitch: int = 579  # twips from line to line in body text
    size: int = 32  # half points of a character of it


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
        round(line_pitch(styles.look(text))),
        round(styles.look(text).size / 10),
    )
    return found, missing


@dataclass(slots=True)
class Gathered:
    """What bodies need beside the document part: pictures by relationship number (equal bytes once) and notes by id; and what went wrong."""

    pictures: list[Picture] = field(default_factory=list)
    known: dict[bytes, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    shapes: int = 0
    problems: list[Problem] = field(default_factory=list)

    def picture(self, picture: Picture) -> str:
        """The relationship id of this picture's part."""
        number = self.known.setdefault(picture.data, len(self.pictures) + 1)
        if number > len(self.pictures):
            self.pictures.append(picture)
        return f"rIdPicture{number}"

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
        shown = _table(piece, block, frame, gathered)
        return shown + paragraph(styles.after_table, "") if shown else ""
    keep = _KEEP if _kept_with(block, after) else ""
    if block.kind == "picture":
        return _picture(piece, block.picture, keep, frame, gathered)
    if _is_display(block) and (displays := _displayed(block)):
        return "".join(paragraph(styles.picture, display, keep) for display in displays)
    if block.kind == "heading" and not _is_caption(before, block, after):
        style = styles.headings[block.level - 1]
        return paragraph(style, _runs(piece, block, frame, gathered), _line_room(block, after, styles))
    style = styles.signature if block.signature else styles.text
    if _is_caption(before, block, after):
        style, after = styles.caption, None  # has room of its own
    return paragraph(style, _runs(piece, block, frame, gathered), keep + _line_room(block, after, styles))


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
    named = names_picture or bool(
        names_table and _TABLE_NAME.match(block.text)
    )  # even where its look made it a heading
    plain = block.kind == "paragraph" and not block.level
    return (plain or named) and block.text[-1:] not in ("", *"。：；！？:;") and width(block.text) <= _LONGEST_CAPTION


_OVER_TABLE = 120  # twips between a line of text and the table under it


def _line_room(block: BodyBlock, after: BodyBlock | None, styles: BodyStyles) -> str:
    """The pPr element that lets lines grow (with an exact pitch Word cuts off equations and pictures) and keeps a table off the line above it."""
    below = f' w:after="{_OVER_TABLE}"' if after is not None and after.kind == "table" else ""
    grow = f' w:line="{styles.pitch}" w:lineRule="atLeast"' if tall(block) else ""
    return f"<w:spacing{below}{grow}/>" if below or grow else ""


def _is_display(block: BodyBlock) -> bool:
    """Whether the paragraph is nothing but equations on lines of their own."""
    covered = sum(len(f.span) for f in block.formulas if f.display)
    return bool(covered) and covered == len(block.text)


def _displayed(block: BodyBlock) -> list[str]:
    """The equations of the paragraph; [] when one of them cannot be set (all are then printed as words)."""
    shown = [equation(f.xml, display=True) for f in block.formulas]
    return [s for s in shown if s] if all(shown) else []


def _runs(piece: str, block: BodyBlock, frame: BodyFrame, gathered: Gathered, size: int = 0) -> str:
    """The text in runs that change where a run-in heading ends, a mark begins or ends, or something stands in the line; `size` in half points (0: the style's)."""
    if not (block.notes or block.inline or block.run_in or is_dressed(block)):
        return run(block.text, more=sized(size)) if block.text else ""
    head = frame.styles.run_in[block.level - 1] if block.run_in and block.level else None
    notes = sorted(block.notes)
    spots = [
        Spot(at, _called(text, frame.styles, gathered, after_another=bool(i) and notes[i - 1][0] == at))
        for i, (at, text) in enumerate(notes)
    ]
    spots += [Spot(at, _in_line(piece, picture, frame, gathered)) for at, picture in block.inline]
    return line_xml(block, LineSetting(head or "", frame.styles.size, sized(size)), spots)


def _called(text: str, styles: BodyStyles, gathered: Gathered, *, after_another: bool) -> str:
    """The call of a note; of two at one place the second has a comma before it (2,3 and not 23)."""
    look = f'<w:rPr><w:rStyle w:val="{styles.note_mark}"/></w:rPr>' if styles.note_mark else ""
    comma = f"<w:r>{look}<w:t>,</w:t></w:r>" if after_another else ""
    return f'{comma}<w:r>{look}<w:footnoteReference w:id="{gathered.note(text)}"/></w:r>'


def _in_line(piece: str, picture: Picture, frame: BodyFrame, gathered: Gathered) -> str:
    size = fitted_size(picture, frame.width, frame.height)
    if size is None:
        return _left_out(piece, picture, gathered)
    return drawing(gathered.picture(picture), gathered.shape(), *size, picture.crop)


def _picture(
    piece: str,
    picture: Picture | None,
    keep: str,
    frame: BodyFrame,
    gathered: Gathered,
) -> str:
    size = fitted_size(picture, frame.width, frame.height) if picture else None
    if picture is None or size is None:
        return paragraph(frame.styles.picture, _left_out(piece, picture, gathered))
    relation = gathered.picture(picture)
    return paragraph(frame.styles.picture, drawing(relation, gathered.shape(), *size, picture.crop), keep)


def _left_out(piece: str, picture: Picture | None, gathered: Gathered) -> str:
    """The words in the place of a picture, which is told once."""
    what = f"({picture.media_type or '格式不明'})不能放进汇编" if picture else "或图表在来稿里没有读出来"
    message = f"一幅图片{what},原处写了“(图片略)”"
    hint = "请把图片另存为 PNG 或 JPEG,再手工插入。"
    gathered.problems.append(Problem("volume.picture", "warning", _source(piece), message, hint))
    return run("(图片略)")


def _source(piece: str) -> str:
    return piece.rpartition("#")[0]


def _table(piece: str, block: BodyBlock, frame: BodyFrame, gathered: Gathered, *, style: str = "") -> str:
    """The table; one that had to be set very small or in parts is told."""
    styles = frame.styles
    fit = fit_columns(place_cells(block.rows), block.grid, frame.width)
    if len(fit.parts) > 1:
        message = f"一张表有 {fit.columns} 栏,一页放不下,分成 {len(fit.parts)} 张印,每张都重复第一栏"
        hint = "请看分得是否合适;也可以把表转成横排的插页。"
        gathered.problems.append(Problem("volume.wide_table", "warning", _source(piece), message, hint))

    def inside(blocks: Sequence[BodyBlock], where: CellRoom) -> str:
        return _cell_blocks(piece, blocks, replace(frame, width=where.width), gathered, where)

    looks = (styles.table, style or styles.table_head, style or styles.table_text)
    return table_xml(block.rows, frame.width, looks, like=block, fit=fit, inside=inside)


def _cell_blocks(piece: str, blocks: Sequence[BodyBlock], frame: BodyFrame, gathered: Gathered, where: CellRoom) -> str:
    """Paragraphs, pictures and tables of a cell; a cell ends with a paragraph."""
    shown, last = "", ""
    for block in blocks:
        last = block.kind
        if block.kind == "table":
            shown += _table(piece, block, frame, gathered, style=where.style)
        elif block.kind == "picture":
            shown += _picture(piece, block.picture, where.keep, frame, gathered)
        else:
            align = block.align or where.align
            pitch = tightened(where.size)
            if tall(block):
                pitch = '<w:spacing w:line="240" w:lineRule="auto"/>'
            look = where.keep + pitch + (f'<w:jc w:val="{align}"/>' if align else "")
            shown += paragraph(where.style, _runs(piece, block, frame, gathered, where.size), look)
    if last in ("", "table"):
        shown += paragraph(frame.styles.after_table, "", where.keep)
    return shown


def note_xml(number: int, text: str, styles: BodyStyles) -> str:
    """One footnote of the footnotes part."""
    look = f'<w:rPr><w:rStyle w:val="{styles.note_mark}"/></w:rPr>' if styles.note_mark else ""
    content = f"<w:r>{look}<w:footnoteRef/></w:r>" + run(" " + text)
    return f'<w:footnote w:id="{number}">{paragraph(styles.note, content)}</w:footnote>'
