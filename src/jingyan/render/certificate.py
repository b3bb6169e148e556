"""查重证明.docx: one printed A4 sheet of a Certificate, and reading it back; what it says is worked out elsewhere."""

import re
from collections.abc import Sequence
from html import unescape
from itertools import groupby, pairwise
from xml.sax.saxutils import escape

from jingyan.model.certificate import CELLS, Certificate, certificate_of
from jingyan.render.docx_package import read_parts, write_parts
from jingyan.render.docx_text import attribute, printable
from jingyan.render.wording import EXCLUSION

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_RECORD = "customXml/item1.xml"
_PROPERTIES = "docProps/custom.xml"
_NAMESPACE = "urn:jingyan:certificate"
SEAL = "jingyan-certificate-sha256"
ROOM = 9070  # twips between the margins: A4 (11906) less 25 mm on either side
SOURCES_LISTED = 20
_SIGNED = "出具单位（盖章）："
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FONTS = {"title": "方正小标宋简体", "head": "黑体", "text": "仿宋", "small": "宋体"}
# Own text, shared text that does not count, shared text that counts: three greys that a black-and-white printer keeps apart, the last one red.
_STRIP = {"0": "EEF1F4", "1": "A9B4BF", "2": "B3261E"}
_STRIP_WORDS = {"2": "计入的相同文字", "1": "不计入的相同文字", "0": "其余文字"}


def write_certificate(made: Certificate) -> bytes:
    """The docx, byte for byte the same for equal certificates; its record and the record's hash are inside."""
    return write_parts(
        {
            "[Content_Types].xml": _types().encode(),
            "_rels/.rels": _relations().encode(),
            "docProps/core.xml": _core(made).encode("utf-8", "replace"),
            _PROPERTIES: _custom(made).encode(),
            "word/document.xml": _document(made).encode("utf-8", "replace"),
            "word/styles.xml": _styles().encode(),
            "word/settings.xml": _settings().encode(),
            "word/fontTable.xml": _font_table().encode(),
            "word/_rels/document.xml.rels": _document_relations().encode(),
            _RECORD: _item(made).encode("utf-8", "replace"),
            "customXml/itemProps1.xml": _item_properties().encode(),
            "customXml/_rels/item1.xml.rels": _relationships(
                ((f"{_OFFICE}/customXmlProps", "itemProps1.xml"),)
            ).encode(),
        }
    )


def read_certificate(docx: bytes) -> tuple[Certificate, str, str]:
    """The certificate in a docx, the hash written beside it ("" when it is gone), and all printed text without blanks.

    Raises ValueError for anything that is no certificate of ours.
    """
    try:
        parts = read_parts(docx)
    except Exception as error:
        raise ValueError("not a docx") from error
    records = [p.decode("utf-8", "replace") for n, p in sorted(parts.items()) if n.startswith("customXml/")]
    record = next(
        (m[1] for r in records if _NAMESPACE in r and (m := re.search(r"<[^>]*record[^>]*>(.*?)</", r, re.DOTALL))),
        None,
    )
    if record is None:
        raise ValueError("no record inside")
    try:
        made = certificate_of(unescape(record))
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError("record not readable") from error
    properties = parts.get(_PROPERTIES, b"").decode("utf-8", "replace")
    seal = re.search(rf'name="{SEAL}"[^>]*>\s*<vt:lpwstr>([0-9a-f]*)<', properties)
    return made, seal[1] if seal else "", printed_text(docx)


def printed_text(docx: bytes) -> str:
    """The text of the body in order without blanks, up to where the unit signs and dates it by hand, however the program that saved it last cut it into runs."""
    document = read_parts(docx)["word/document.xml"].decode("utf-8", "replace")
    text = unescape("".join(re.findall(r"<w:t(?:\s[^>]*)?>([^<]*)</w:t>", document)))
    return "".join(text.rpartition(_SIGNED)[0].split())


def percent(share: float) -> str:
    """A share as printed: one decimal, never rounded up to 100 or down to 0."""
    value = round(share * 100, 1)
    if value >= 100 and share < 1:
        value = 99.9
    return f"{0.1 if value == 0 and share > 0 else value:.1f}%"


def _document(made: Certificate) -> str:
    parts = [
        _p("查重证明", "title", 44, align="center", after=160),
        _facts(made),
        _p("一、结果", "head", 26, before=200, after=80),
        _result(made),
        _p("二、相同文字在正文中的位置（从左到右是开头到结尾）", "head", 26, before=200, after=80),
        _strip(made.strip),
        _legend(),
        _p("三、相同文字的来源", "head", 26, before=200, after=80),
        *_sources(made),
        _p("四、比对范围和口径", "head", 26, before=200, after=60),
        *(_p(line, "text", 21, line=330) for line in _scope(made)),
        _p(f"记录校验码 {made.seal}", "small", 18, before=80),
        _p(_SIGNED, "text", 24, before=360, left=4600),
        _p(f"日期：{made.date or '    年  月  日'}", "text", 24, before=80, left=4600),
    ]
    section = (
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1134" w:right="1418" w:bottom="1021" w:left="1418" w:header="600" w:footer="600" w:gutter="0"/></w:sectPr>'
    )
    return f'{_HEAD}<w:document xmlns:w="{_MAIN}"><w:body>{"".join(parts)}{section}</w:body></w:document>'


def _facts(made: Certificate) -> str:
    rows = [
        ("题名", made.title or "（无题）"),
        ("单位", made.organisation or "（文中没有写明）"),
        ("文件", f"{made.file}（第 {made.label} 篇）"),
        ("字数", f"{made.characters} 字"),
        ("SHA-256", made.sha256),
    ]
    return _table(
        [1300, ROOM - 1300], [[_Cell(name, "head"), _Cell(text, small=name == "SHA-256")] for name, text in rows]
    )


def _result(made: Certificate) -> str:
    largest = made.sources[made.largest_source - 1] if made.largest_source else None
    third = ROOM // 3
    heads = ["总文字复制比", "去除不计入部分后", "单篇最大"]
    values = [percent(made.copied), percent(made.counted), percent(made.largest)]
    notes = [
        "全部相同文字占全文",
        f"不计入：{_kinds(made)}" if made.excluded else "全部计入",
        f"来源 {made.largest_source}：《{_short(largest.title or largest.file, 10)}》" if largest else "没有",
    ]
    widths = [third, third, ROOM - 2 * third]
    return _table(
        widths,
        [
            [_Cell(h, "head", align="center") for h in heads],
            [_Cell(v, "head", size=36, align="center") for v in values],
            [_Cell(n, small=True, align="center") for n in notes],
        ],
    )


def _strip(strip: str) -> str:
    """One row of shaded cells, each as wide as its part of the piece."""
    runs = [(look, len(list(group))) for look, group in groupby(strip.ljust(CELLS, "0"))]
    edges = [0]
    for _, length in runs:
        edges.append(edges[-1] + length)
    widths = [ROOM * b // CELLS - ROOM * a // CELLS for a, b in pairwise(edges)]
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{w}" w:type="dxa"/><w:shd w:val="clear" w:color="auto" w:fill="{_STRIP[look]}"/></w:tcPr>{_p("", "small", 4)}</w:tc>'
        for (look, _), w in zip(runs, widths, strict=True)
    )
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>'
        for side in ("top", "left", "bottom", "right")
    )
    look = f'<w:tblW w:w="{ROOM}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>'
    look += '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
    row = f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="360" w:hRule="exact"/></w:trPr>{cells}</w:tr>'
    return f"<w:tbl><w:tblPr>{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{row}</w:tbl>"


def _legend() -> str:
    runs = "".join(
        f"{_run('■', 'small', 18, color=_STRIP[look] if look != '0' else 'D5DBE1')}{_run(f' {word}    ', 'small', 18)}"
        for look, word in _STRIP_WORDS.items()
    )
    return f'<w:p><w:pPr><w:spacing w:before="60" w:after="0"/></w:pPr>{runs}</w:p>'


def _sources(made: Certificate) -> list[str]:
    if not made.sources:
        return [_p("没有发现与其他稿件相同的文字。", "text", 21)]
    widths = [500, 4470, 900, 1000, 1000, 1200]
    heads = ["", "来源（题名、单位、文件）", "片段", "复制比", "计入", "关系"]
    rows = [[_Cell(h, "head", small=True, align="center") for h in heads]]
    for number, source in enumerate(made.sources[:SOURCES_LISTED], 1):
        where = "参照材料：" if source.reference else ""
        name = f"{where}《{_short(source.title or '无题', 30)}》{source.organisation} {source.file}#{source.label}"
        figures = [f"{source.passages} 处", percent(source.share), percent(source.counted), "、".join(source.relations)]
        rows.append(
            [
                _Cell(str(number), small=True, align="center"),
                _Cell(name, small=True),
                *(_Cell(f, small=True, align="center") for f in figures),
            ]
        )
    more = len(made.sources) - SOURCES_LISTED
    after = [_p(f"另有 {more} 个来源没有列出，都不多于以上各篇。", "small", 18)] if more > 0 else []
    return [_table(widths, rows), *after]


def _scope(made: Certificate) -> list[str]:
    count = {
        role: sum(i.role == role for i in made.inputs) for role in ("submitted", "reference", "template", "policy")
    }
    beside = [f"参照材料 {count['reference']} 份" if count["reference"] else "没有参照材料"]
    beside += [f"征稿模板 {count['template']} 份"] if count["template"] else []
    beside += [f"政策文件 {count['policy']} 份"] if count["policy"] else []
    kinds = _kinds(made) or "无"
    return [
        f"1. 只与这一批材料比对：来稿 {count['submitted']} 份（共 {made.pieces} 篇），{'、'.join(beside)}；不联网，不与其他文献库比对。",
        f"2. 不计入的相同文字：{kinds}。繁体与简体、全角与半角视为相同，标点和空白不计。",
        f"3. 由 jingyan {made.version} 出具，可以核验：jingyan verify 本文件 来稿文件夹。",
    ]


class _Cell:
    """One table cell as drawn."""

    __slots__ = ("align", "font", "size", "text")

    def __init__(
        self, text: str, font: str = "text", *, small: bool = False, size: int = 0, align: str = "left"
    ) -> None:
        self.text, self.font, self.align = text, "small" if small and font == "text" else font, align
        self.size = size or (18 if small else 22)


def _table(widths: Sequence[int], rows: Sequence[Sequence[_Cell]]) -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="606060"/>' for side in sides)
    look = f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>'
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
    body = "".join(
        f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(_tc(c, w) for c, w in zip(row, widths, strict=True))}</w:tr>"
        for row in rows
    )
    return f"<w:tbl><w:tblPr>{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"


def _tc(cell: _Cell, wide: int) -> str:
    text = _p(cell.text, cell.font, cell.size, align=cell.align, before=30, after=30)
    return f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>{text}</w:tc>'


def _p(
    text: str,
    font: str,
    size: int,
    *,
    align: str = "left",
    before: int = 0,
    after: int = 0,
    line: int = 0,
    left: int = 0,
) -> str:
    spacing = f'<w:spacing w:before="{before}" w:after="{after}"' + (
        f' w:line="{line}" w:lineRule="exact"/>' if line else "/>"
    )
    indent = f'<w:ind w:left="{left}"/>' if left else ""
    mark = f'<w:rPr><w:sz w:val="{size}"/></w:rPr>'
    content = _run(text, font, size) if text else ""
    return f'<w:p><w:pPr>{spacing}{indent}<w:jc w:val="{align}"/>{mark}</w:pPr>{content}</w:p>'


def _run(text: str, font: str, size: int, *, color: str = "") -> str:
    name = _FONTS[font]
    look = f'<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="{name}" w:hint="eastAsia"/>'
    look += f'<w:color w:val="{color}"/>' if color else ""
    look += f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(printable(text))}</w:t></w:r>'


def _kinds(made: Certificate) -> str:
    return "、".join(EXCLUSION.get(kind, kind) for kind in made.excluded)


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _types() -> str:
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    parts = {
        "/word/document.xml": f"{word}.document.main+xml",
        "/word/styles.xml": f"{word}.styles+xml",
        "/word/settings.xml": f"{word}.settings+xml",
        "/word/fontTable.xml": f"{word}.fontTable+xml",
        "/customXml/itemProps1.xml": "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/docProps/custom.xml": "application/vnd.openxmlformats-officedocument.custom-properties+xml",
    }
    named = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in parts.items())
    usual = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
    return f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">{usual}{named}</Types>'


def _relations() -> str:
    targets = (
        (f"{_OFFICE}/officeDocument", "word/document.xml"),
        (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        (f"{_OFFICE}/custom-properties", _PROPERTIES),
    )
    return _relationships(targets)


def _document_relations() -> str:
    parts = (("styles", "styles.xml"), ("settings", "settings.xml"), ("fontTable", "fontTable.xml"))
    return _relationships(
        (*((f"{_OFFICE}/{kind}", to) for kind, to in parts), (f"{_OFFICE}/customXml", f"../{_RECORD}"))
    )


def _relationships(targets: Sequence[tuple[str, str]]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{i}" Type="{kind}" Target="{to}"/>' for i, (kind, to) in enumerate(targets, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


def _core(made: Certificate) -> str:
    names = f'xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    return f"{_HEAD}<cp:coreProperties {names}><dc:title>{escape(printable(f'查重证明 {made.title}'))}</dc:title><dc:creator>jingyan {made.version}</dc:creator></cp:coreProperties>"


def _custom(made: Certificate) -> str:
    office = "http://schemas.openxmlformats.org/officeDocument/2006"
    names = f'xmlns="{office}/custom-properties" xmlns:vt="{office}/docPropsVTypes"'
    rows = {SEAL: made.seal, "jingyan-file-sha256": made.sha256, "jingyan-version": made.version}
    properties = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{i}" name="{name}"><vt:lpwstr>{attribute(value)}</vt:lpwstr></property>'
        for i, (name, value) in enumerate(rows.items(), 2)
    )
    return f"{_HEAD}<Properties {names}>{properties}</Properties>"


def _item(made: Certificate) -> str:
    return f'{_HEAD}<certificate xmlns="{_NAMESPACE}"><record>{escape(made.record())}</record></certificate>'


def _styles() -> str:
    fonts = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="仿宋" w:cs="Times New Roman"/>'
    usual = f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:sz w:val="24"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
    normal = '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    return f'{_HEAD}<w:styles xmlns:w="{_MAIN}">{usual}{normal}</w:styles>'


def _settings() -> str:
    """Word 2013 and later lay it out as they do their own files."""
    mode = '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    return f'{_HEAD}<w:settings xmlns:w="{_MAIN}"><w:compat>{mode}</w:compat></w:settings>'


def _font_table() -> str:
    names = ("Times New Roman", *_FONTS.values())
    fonts = "".join(f'<w:font w:name="{name}"/>' for name in names)
    return f'{_HEAD}<w:fonts xmlns:w="{_MAIN}">{fonts}</w:fonts>'


def _item_properties() -> str:
    """What makes Word keep the record: an id of its own and the record's namespace."""
    schema = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
    known = f'<ds:schemaRefs><ds:schemaRef ds:uri="{_NAMESPACE}"/></ds:schemaRefs>'
    return f'{_HEAD}<ds:datastoreItem ds:itemID="{{6B1E3C52-7A0D-4C57-9C1B-2F6D5A4E8B10}}" xmlns:ds="{schema}">{known}</ds:datastoreItem>'
