"""A plain A4 document of our own (no template): paragraphs, tables with a repeated header row, page numbers; equal content gives equal bytes."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from jingyan.render.docx_package import write_parts
from jingyan.render.docx_text import printable

ROOM = 9354  # twips between the margins: A4 (11906) less 22.5 mm on either side
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FONTS = {"title": "方正小标宋简体", "head": "黑体", "text": "仿宋", "small": "宋体"}
_PARTS = ("styles", "settings", "fontTable", "footer", "theme")


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one look: `font` title, head, text or small; `size` in half points (0: the paragraph style's); `line` underlined."""

    text: str
    font: str = "text"
    size: int = 0
    bold: bool = False
    line: bool = False


def paragraph(
    runs: Sequence[Run], style: str = "", *, align: str = "", before: int = 0, after: int = 0, keep: bool = False
) -> str:
    """One paragraph of a style of `styles` ("" for body text), as WordprocessingML; `before` and `after` in twips, `keep` it on the page of the next one."""
    look = f'<w:pStyle w:val="{style}"/>' if style else ""
    look += "<w:keepNext/>" if keep else ""
    look += f'<w:spacing w:before="{before}" w:after="{after}"/>' if before or after else ""
    look += f'<w:jc w:val="{align}"/>' if align else ""
    return f"<w:p>{f'<w:pPr>{look}</w:pPr>' if look else ''}{''.join(map(_run, runs))}</w:p>"


def _run(run: Run) -> str:
    look = f'<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="{_FONTS[run.font]}" w:hint="eastAsia"/>'
    look += "<w:b/><w:bCs/>" if run.bold else ""
    look += f'<w:sz w:val="{run.size}"/><w:szCs w:val="{run.size}"/>' if run.size else ""
    look += '<w:u w:val="single"/>' if run.line else ""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(printable(run.text))}</w:t></w:r>'


def table(widths: Sequence[int], heads: Sequence[str], rows: Sequence[Sequence[Sequence[str]]]) -> str:
    """A ruled table: `heads` repeat on every page, no row is split; a cell is its paragraphs (WordprocessingML), () for an empty one."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in sides)
    look = f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>'
    look += '<w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar>'
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
    head = _row(widths, [[paragraph((Run(h, "head"),), "TableHead")] for h in heads], head=True)
    body = "".join(_row(widths, row) for row in rows)
    return f"<w:tbl><w:tblPr>{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{head}{body}</w:tbl>"


def _row(widths: Sequence[int], cells: Sequence[Sequence[str]], *, head: bool = False) -> str:
    # Every row leaves room to write in by hand.
    kind = "<w:tblHeader/>" if head else '<w:trHeight w:val="850" w:hRule="atLeast"/>'
    look = f"<w:trPr><w:cantSplit/>{kind}</w:trPr>"
    made = (_cell(cell, wide, head=head) for cell, wide in zip(cells, widths, strict=True))
    return f"<w:tr>{look}{''.join(made)}</w:tr>"


def _cell(paragraphs: Sequence[str], wide: int, *, head: bool) -> str:
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="EEF1F4"/>' if head else ""
    middle = '<w:vAlign w:val="center"/>' if head else ""
    content = "".join(paragraphs) or paragraph((), "TableText")
    return f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/>{shade}{middle}</w:tcPr>{content}</w:tc>'


def document(blocks: Sequence[str], *, title: str) -> bytes:
    """The docx of these paragraphs and tables; `title` goes into the properties."""
    return write_parts(
        {
            "[Content_Types].xml": _types().encode(),
            "_rels/.rels": _relations(
                (f"{_OFFICE}/officeDocument", "word/document.xml"),
                (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            ).encode(),
            "docProps/core.xml": _core(title).encode("utf-8", "replace"),
            "word/document.xml": _document(blocks).encode("utf-8", "replace"),
            "word/styles.xml": _styles().encode(),
            "word/settings.xml": _settings().encode(),
            "word/fontTable.xml": _font_table().encode(),
            "word/footer.xml": _footer().encode(),
            "word/theme.xml": _theme().encode(),
            "word/_rels/document.xml.rels": _relations(*((f"{_OFFICE}/{p}", f"{p}.xml") for p in _PARTS)).encode(),
        }
    )


def _document(blocks: Sequence[str]) -> str:
    section = (
        '<w:sectPr><w:footerReference w:type="default" r:id="rId4"/><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1418" w:right="1276" w:bottom="1304" w:left="1276" w:header="737" w:footer="737" w:gutter="0"/></w:sectPr>'
    )
    body = "".join(blocks)
    return f'{_HEAD}<w:document xmlns:w="{_MAIN}" xmlns:r="{_OFFICE}"><w:body>{body}{section}</w:body></w:document>'


def _types() -> str:
    kinds = {"document": "document.main", **{p: p for p in _PARTS}}
    parts = {f"/word/{name}.xml": f"{_WORD}.{kind}+xml" for name, kind in kinds.items()}
    parts["/word/theme.xml"] = "application/vnd.openxmlformats-officedocument.theme+xml"
    parts["/docProps/core.xml"] = "application/vnd.openxmlformats-package.core-properties+xml"
    named = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in parts.items())
    usual = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
    return f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">{usual}{named}</Types>'


def _relations(*targets: tuple[str, str]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{i}" Type="{kind}" Target="{to}"/>' for i, (kind, to) in enumerate(targets, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


def _core(title: str) -> str:
    names = f'xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    return f"{_HEAD}<cp:coreProperties {names}><dc:title>{escape(printable(title)[:200])}</dc:title><dc:creator>jingyan</dc:creator></cp:coreProperties>"


def _fonts(east: str) -> str:
    return f'<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="{east}" w:cs="Times New Roman"/>'


def _style(name: str, shown: str, paragraph_look: str, font: str, size: int, *, usual: bool = False) -> str:
    kind = ' w:default="1"' if usual else ""
    based = "" if usual else '<w:basedOn w:val="Normal"/>'
    runs = f'{_fonts(_FONTS[font])}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    return f'<w:style w:type="paragraph"{kind} w:styleId="{name}"><w:name w:val="{shown}"/>{based}<w:qFormat/><w:pPr>{paragraph_look}</w:pPr><w:rPr>{runs}</w:rPr></w:style>'


def _styles() -> str:
    """Styles an editor can change in Word: 三号-ish body in 仿宋, heads in 黑体, the title in 小标宋, as official papers are set (GB/T 9704)."""
    usual = f'<w:docDefaults><w:rPrDefault><w:rPr>{_fonts("仿宋")}<w:sz w:val="28"/><w:szCs w:val="28"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
    line = '<w:spacing w:line="480" w:lineRule="exact"/>'
    cells = '<w:spacing w:before="30" w:after="30" w:line="320" w:lineRule="exact"/>'
    made = (
        _style("Normal", "Normal", "", "text", 28, usual=True),
        _style("Title", "Title", '<w:keepNext/><w:spacing w:before="120" w:after="240"/><w:jc w:val="center"/>', "title", 40),
        _style("Heading1", "heading 1", '<w:keepNext/><w:pageBreakBefore/><w:spacing w:after="160"/><w:jc w:val="center"/><w:outlineLvl w:val="0"/>', "title", 36),
        _style("Heading2", "heading 2", '<w:keepNext/><w:spacing w:before="240" w:after="100"/><w:outlineLvl w:val="1"/>', "head", 28),
        _style("BodyText", "Body Text", f'{line}<w:ind w:firstLineChars="200" w:firstLine="560"/>', "text", 28),
        _style("Signature", "Signature", f'<w:keepNext/>{line}<w:ind w:left="4300"/>', "text", 28),
        _style("Note", "Note", '<w:keepNext/><w:spacing w:after="80" w:line="320" w:lineRule="exact"/>', "text", 21),
        _style("Source", "Source", '<w:spacing w:before="40" w:after="80" w:line="320" w:lineRule="exact"/><w:jc w:val="right"/>', "text", 21),
        _style("TableHead", "Table Head", f'{cells}<w:jc w:val="center"/>', "head", 22),
        _style("TableText", "Table Text", cells, "text", 22),
        _style("Footer", "footer", '<w:jc w:val="center"/>', "small", 18),
    )  # fmt: skip
    return f'{_HEAD}<w:styles xmlns:w="{_MAIN}">{usual}{"".join(made)}</w:styles>'


def _settings() -> str:
    """Word 2013 and later lay it out as they do their own files."""
    mode = '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    return f'{_HEAD}<w:settings xmlns:w="{_MAIN}"><w:compat>{mode}</w:compat></w:settings>'


def _font_table() -> str:
    fonts = "".join(f'<w:font w:name="{name}"/>' for name in ("Times New Roman", *_FONTS.values()))
    return f'{_HEAD}<w:fonts xmlns:w="{_MAIN}">{fonts}</w:fonts>'


def _footer() -> str:
    number = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    dash = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
    return f'{_HEAD}<w:ftr xmlns:w="{_MAIN}"><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{dash.format("— ")}{number}{dash.format(" —")}</w:p></w:ftr>'


def _theme() -> str:
    """The smallest theme there can be; nothing refers to it, but strict readers ask for one."""
    colours = {
        "dk1": "000000",
        "lt1": "FFFFFF",
        "dk2": "44546A",
        "lt2": "E7E6E6",
        "hlink": "0563C1",
        "folHlink": "954F72",
    }
    accents = {f"accent{i}": c for i, c in enumerate(("4472C4", "ED7D31", "A5A5A5", "FFC000", "5B9BD5", "70AD47"), 1)}
    order = ("dk1", "lt1", "dk2", "lt2", *accents, "hlink", "folHlink")
    scheme = "".join(f'<a:{name}><a:srgbClr val="{(colours | accents)[name]}"/></a:{name}>' for name in order)
    font = '<a:latin typeface="Times New Roman"/><a:ea typeface="{}"/><a:cs typeface=""/>'
    fonts = f"<a:majorFont>{font.format('黑体')}</a:majorFont><a:minorFont>{font.format('仿宋')}</a:minorFont>"
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>' * 3
    line = '<a:ln w="6350"><a:solidFill><a:schemeClr val="phClr"/></a:solidFill></a:ln>' * 3
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3
    looks = f"<a:fillStyleLst>{fill}</a:fillStyleLst><a:lnStyleLst>{line}</a:lnStyleLst><a:effectStyleLst>{effect}</a:effectStyleLst><a:bgFillStyleLst>{fill}</a:bgFillStyleLst>"
    elements = f'<a:clrScheme name="plain">{scheme}</a:clrScheme><a:fontScheme name="plain">{fonts}</a:fontScheme><a:fmtScheme name="plain">{looks}</a:fmtScheme>'
    return f'{_HEAD}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="plain"><a:themeElements>{elements}</a:themeElements></a:theme>'
