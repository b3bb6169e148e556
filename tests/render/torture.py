"""Submissions that hold everything a docx can: written by hand as XML, whole packages that Word and LibreOffice open too."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tests.readers.making import docx, level, p, read_parts_of, zipped
from tests.render.pictures import bmp, emf, png

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_KINDS = ("styles", "numbering", "footnotes", "endnotes", "comments")
_SECTION = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1800" w:bottom="1440" w:left="1800" w:header="851" w:footer="992" w:gutter="0"/></w:sectPr>'


@dataclass
class Submission:
    """A docx under way: paragraphs and tables of the body, other parts by name (inner XML), pictures by relation id (file name, bytes)."""

    body: list[str] = field(default_factory=list)
    parts: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, tuple[str, bytes]] = field(default_factory=dict)

    def add(self, *xml: str) -> None:
        """Append to the body."""
        self.body += xml

    def built(self) -> bytes:
        """The whole package with content types and relations for every part."""
        files = read_parts_of(docx("".join(self.body) + _SECTION, pictures=None, **self.parts))
        overrides = "".join(
            f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}.{name}+xml"/>'
            for name in self.parts
            if name in _KINDS
        )
        kinds = {n.rpartition(".")[2] for n, _ in self.pictures.values()} - {"png"}
        defaults = "".join(
            f'<Default Extension="{k}" ContentType="image/{"x-emf" if k == "emf" else k}"/>' for k in sorted(kinds)
        )
        defaults += '<Default Extension="xml" ContentType="application/xml"/>'
        types = files["[Content_Types].xml"].decode()
        files["[Content_Types].xml"] = (
            types.replace("<Default", defaults + "<Default", 1).replace("</Types>", overrides + "</Types>").encode()
        )
        relations = files["word/_rels/document.xml.rels"].decode()
        office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        for key, (name, data) in self.pictures.items():
            relations = relations.replace(
                "</Relationships>",
                f'<Relationship Id="{key}" Type="{office}/image" Target="media/{name}"/></Relationships>',
            )
            files[f"word/media/{name}"] = data
        relations = relations.replace(
            "</Relationships>",
            f'<Relationship Id="web" Type="{office}/hyperlink" Target="http://www.example.org/a?b=1&amp;c=2" TargetMode="External"/></Relationships>',
        )
        files["word/_rels/document.xml.rels"] = relations.encode()
        return zipped(files)


def r(text: str, look: str = "", *, inside: str = "") -> str:
    """A run: its text, or other content `inside`."""
    content = inside or f'<w:t xml:space="preserve">{text}</w:t>'
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{content}</w:r>"


def para(*runs: str, look: str = "") -> str:
    """A paragraph of runs."""
    return f"<w:p>{f'<w:pPr>{look}</w:pPr>' if look else ''}{''.join(runs)}</w:p>"


def tc(*content: str, span: int = 1, down: str = "", change: str = "", width: int = 0) -> str:
    """A cell; plain strings without a mark of XML become paragraphs."""
    look = f'<w:tcW w:w="{width}" w:type="dxa"/>' if width else ""
    look += f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    look += {"": "", "start": '<w:vMerge w:val="restart"/>', "on": "<w:vMerge/>"}[down] + change
    inner = "".join(c if c.startswith("<") else p(c) for c in content) or "<w:p/>"
    return f"<w:tc>{f'<w:tcPr>{look}</w:tcPr>' if look else ''}{inner}</w:tc>"


def tr(*cells: str, head: bool = False, change: str = "") -> str:
    """A row."""
    look = ("<w:tblHeader/>" if head else "") + change
    return f"<w:tr>{f'<w:trPr>{look}</w:trPr>' if look else ''}{''.join(cells)}</w:tr>"


_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_RULES = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="FF0000"/>' for side in _SIDES)


def tbl(*rows: str, grid: tuple[int, ...] = (), ruled: bool = True) -> str:
    """A table."""
    look = '<w:tblW w:w="0" w:type="auto"/>' + (f"<w:tblBorders>{_RULES}</w:tblBorders>" if ruled else "")
    columns = "".join(f'<w:gridCol w:w="{g}"/>' for g in grid)
    return f"<w:tbl><w:tblPr>{look}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def inline_picture(relation: str, width: int, height: int, crop: str = "") -> str:
    """A run with a picture in the line."""
    return r(
        "",
        inside=f'<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/><wp:docPr id="1" name="图片 1"/>{_graphic(relation, width, height, crop)}</wp:inline></w:drawing>',
    )


def floating_picture(relation: str, width: int, height: int) -> str:
    """A run with a picture beside the text; its id is that of every other picture here."""
    place = '<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="column"><wp:posOffset>900000</wp:posOffset></wp:positionH><wp:positionV relativeFrom="paragraph"><wp:posOffset>300000</wp:posOffset></wp:positionV>'
    return r(
        "",
        inside=f'<w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">{place}<wp:extent cx="{width}" cy="{height}"/><wp:wrapTopAndBottom/><wp:docPr id="1" name="图片 1"/>{_graphic(relation, width, height)}</wp:anchor></w:drawing>',
    )


def _graphic(relation: str, width: int, height: int, crop: str = "") -> str:
    form = f'<a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    cut = f"<a:srcRect {crop}/>" if crop else ""
    uri = "http://schemas.openxmlformats.org/drawingml/2006/picture"
    return f'<a:graphic><a:graphicData uri="{uri}"><pic:pic><pic:nvPicPr><pic:cNvPr id="0" name="x"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{relation}"/>{cut}<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr>{form}</pic:spPr></pic:pic></a:graphicData></a:graphic>'


def text_box(*paragraphs: str) -> str:
    """A run with a text box, in Word's two versions."""
    inner = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    shape = (
        '<v:shape style="width:200pt;height:60pt" type="#_x0000_t202"><v:textbox>' + inner + "</v:textbox></v:shape>"
    )
    new = f'<w:drawing><wp:inline><wp:extent cx="2540000" cy="762000"/><wp:docPr id="1" name="b"/><a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="2540000" cy="762000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr><wps:txbx>{inner}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>'
    return r(
        "",
        inside=f'<mc:AlternateContent><mc:Choice Requires="wps">{new}</mc:Choice><mc:Fallback><w:pict>{shape}</w:pict></mc:Fallback></mc:AlternateContent>',
    )


def field_of(code: str, result: str) -> str:
    """A complex field."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    shown = mark("separate") + r(result) if result else ""
    return f'{mark("begin")}<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>{shown}{mark("end")}'


def mr(text: str) -> str:
    """A run of an equation, in a foreign font."""
    return f'<m:r><w:rPr><w:rFonts w:ascii="Comic Sans MS" w:hAnsi="Comic Sans MS"/><w:color w:val="FF0000"/></w:rPr><m:t>{text}</m:t></m:r>'


def fraction(above: str, below: str) -> str:
    """An m:f."""
    return f"<m:f><m:num>{above}</m:num><m:den>{below}</m:den></m:f>"


MEAN = f"<m:oMath>{mr('x')}{mr('=')}{fraction('<m:nary><m:naryPr><m:chr m:val=' + chr(34) + '∑' + chr(34) + '/></m:naryPr><m:sub>' + mr('i=1') + '</m:sub><m:sup>' + mr('n') + '</m:sup><m:e><m:sSub><m:e>' + mr('x') + '</m:e><m:sub>' + mr('i') + '</m:sub></m:sSub></m:e></m:nary>', mr('n'))}</m:oMath>"
ROOT = f'<m:oMath>{mr("S")}{mr("=")}<m:rad><m:radPr><m:degHide m:val="1"/></m:radPr><m:deg/><m:e>{fraction(mr("a+b"), mr("2"))}</m:e></m:rad></m:oMath>'
AREA = f"<m:oMath>{mr('π')}<m:sSup><m:e>{mr('r')}</m:e><m:sup>{mr('2')}</m:sup></m:sSup></m:oMath>"


def ordinary() -> Submission:
    """The frame of every piece: a title in a foreign style, a paragraph, two headings."""
    made = Submission()
    made.parts["styles"] = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:eastAsia="幼圆"/><w:color w:val="00B050"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="44"/><w:color w:val="FF0000"/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="花边"/><w:basedOn w:val="a"/><w:rPr><w:sz w:val="60"/><w:color w:val="7030A0"/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr><w:color w:val="0000FF"/><w:u w:val="single"/></w:rPr></w:style>'
    )  # fmt: skip
    made.add(p("青禾县劳动教育基地建设的做法", '<w:pStyle w:val="1"/>'))
    made.add(p("我县把劳动教育作为立德树人的重要内容，用好山水田园，办好实践基地。", '<w:pStyle w:val="Heading2"/>'))
    made.add(p("一、健全机制", '<w:pStyle w:val="1"/>'), p("县里成立领导小组，统筹基地建设。"))
    return made


def tables() -> Submission:
    """Cells merged both ways, rows that repeat, a table in a table, one wider than the page, one without lines."""
    made = ordinary()
    made.add(p("表1 基地建设情况"))
    made.add(
        tbl(
            tr(tc("乡镇", down="start"), tc("基地", span=2), tc("经费（万元）", down="start"), head=True),
            tr(tc(down="on"), tc("数量"), tc("面积（亩）"), tc(down="on"), head=True),
            tr(tc("青山镇", down="start"), tc("3"), tc("120.5"), tc("86.40")),
            tr(tc(down="on"), tc("合并说明占两栏", span=2), tc("1,086.40")),
            tr(
                tc("绿水乡"),
                tc("2", "其中在建1"),
                tc(para(r("80"), look='<w:jc w:val="right"/>')),
                tc(para(r("重点", "<w:b/>"), r("扶持"))),
            ),
            grid=(2000, 1200, 1800, 3000),
        )
    )
    made.add(p("（一）分工安排"))
    inner = tbl(tr(tc("内表甲"), tc("内表乙")), tr(tc("1"), tc("2")), grid=(900, 900))
    made.add(tbl(tr(tc("部门"), tc("任务")), tr(tc("教育局"), tc("分两项：", inner, "以上。")), grid=(2500, 6000)))
    made.add(p("各校情况如下。"))
    heads = [f"指标{n}" for n in range(1, 25)]
    values = [f"{n * 1234567}" for n in range(1, 25)]
    made.add(
        tbl(
            tr(tc("学校"), *map(tc, heads)),
            tr(tc("一小"), *map(tc, values)),
            tr(tc("二小"), *map(tc, values)),
            grid=(1200,) * 25,
        )
    )
    made.add(p("再看十二栏的表。"))
    made.add(
        tbl(tr(*(tc(f"项目{n}") for n in range(12))), tr(*(tc(f"{n}23456.7") for n in range(12))), grid=(800,) * 12)
    )
    made.add(
        tbl(
            tr(tc("甲方：青禾县教育局"), tc("乙方：青山镇中心小学")),
            tr(tc("代表：____"), tc("代表：____")),
            grid=(4000, 4000),
            ruled=False,
        )
    )
    made.add(p("表后的一段。"))
    return made


def pictures() -> Submission:
    """Pictures in the line, floating, drawn (EMF), cropped, in cells, of one name, with a wrong type, broken, missing; charts; text boxes."""
    made = ordinary()
    made.pictures = {
        "p1": ("image1.png", png(60, 30, 0x40)),
        "p2": ("image1.bmp", bmp(30, 30)),
        "p3": ("image2.emf", emf(4000, 2000)),
        "p4": ("image3.png", png(40, 40, 0xC0)),
        "p5": ("wrong.png", bmp(20, 20)),
        "p6": ("broken.png", b"this is no picture at all"),
    }
    icon = 300_000
    made.add(para(r("校徽"), inline_picture("p1", icon * 2, icon), r("印在证书上。")))
    made.add(para(r("大图如下："), inline_picture("p1", 12_000_000, 6_000_000)), p("图1 基地全景"))
    made.add(para(r("浮动的图在旁边。"), floating_picture("p2", 1_800_000, 1_800_000)))
    made.add(para(inline_picture("p3", 0, 0)), para(inline_picture("p4", 2_000_000, 1_000_000, 'l="25000" r="25000"')))
    made.add(
        para(inline_picture("p5", 900_000, 900_000)),
        p("下面一张坏了。"),
        para(inline_picture("p6", 900_000, 900_000)),
        p("再下面一张不见了。"),
        para(inline_picture("p9", 900_000, 900_000)),
    )
    made.add(
        tbl(
            tr(
                tc(para(inline_picture("p1", 3_000_000, 1_500_000))),
                tc(para(inline_picture("p2", 3_000_000, 3_000_000))),
            ),
            tr(tc("春播"), tc("秋收")),
            grid=(4200, 4200),
        )
    )
    made.add(para(r("框外。"), text_box(p("框内第一行。"), p("框内第二行。"))))
    chart = '<w:drawing><wp:inline><wp:extent cx="900000" cy="900000"/><wp:docPr id="9" name="c"/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"/></a:graphic></wp:inline></w:drawing>'
    made.add(para(r("图表见右。"), r("", inside=chart)), p("末段。"))
    return made


def lists() -> Submission:
    """Automatic numbers: Chinese levels, a list that begins anew, bullets, numbers in a cell."""
    made = ordinary()
    abstract = (
        f'<w:abstractNum w:abstractNumId="0">{level(0, "decimal", "（%1）")}{level(1, "decimal", "%1.%2")}{level(2, "lowerLetter", "%3)")}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="1">{level(0, "bullet", chr(0xF0B7))}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="2">{level(0, "decimal", "%1．")}</w:abstractNum>'
    )
    again = '<w:num w:numId="4"><w:abstractNumId w:val="2"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    nums = (
        "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{a}"/></w:num>' for n, a in ((1, 0), (2, 1), (3, 2)))
        + again
    )
    made.parts["numbering"] = abstract + nums

    def item(text: str, num: int, depth: int = 0) -> str:
        return p(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{num}"/></w:numPr>')

    made.add(
        item("先定规划，再建基地，一年一评估。", 1),
        item("二级事项甲，由乡镇负责落实。", 1, 1),
        item("三级事项子，由学校负责落实。", 1, 2),
        item("再抓课程，每周一节，排进课表。", 1),
    )
    made.add(
        item("圆点一条，写在这里。", 2),
        item("第一份清单的头一条内容。", 3),
        item("第一份清单的第二条内容。", 3),
        p("另起一份清单。"),
        item("第二份清单的头一条内容。", 4),
    )
    made.add(tbl(tr(tc("序号"), tc("事项")), tr(tc(item("格里一条", 4)), tc("种菜"))))
    return made


def notes() -> Submission:
    """Footnotes and endnotes (in the text, in a heading, in a cell, two at one place), equations in the line and alone."""
    made = ordinary()

    def call(kind: str, number: int) -> str:
        return r("", '<w:vertAlign w:val="superscript"/>', inside=f'<w:{kind}Reference w:id="{number}"/>')

    made.add(
        para(
            r("全县有基地"), call("footnote", 2), r("12个，"), call("footnote", 3), call("endnote", 2), r("分布均匀。")
        )
    )
    made.add(para(r("二、丰富课程"), call("footnote", 4)), p("课程分三类，各有侧重。"))
    made.add(tbl(tr(tc("项目"), tc("数值")), tr(tc(para(r("投入"), call("footnote", 5))), tc("86"))))
    made.add(para(r("人均面积"), AREA, r("平方米，按"), f"<m:oMathPara>{MEAN}</m:oMathPara>", r("计算。")))
    made.add(
        para(f"<m:oMathPara>{ROOT}</m:oMathPara>"),
        para(
            r("面积用m"),
            r("2", '<w:vertAlign w:val="superscript"/>'),
            r("表示，水写作H"),
            r("2", '<w:vertAlign w:val="subscript"/>'),
            r("O。"),
        ),
    )
    made.add(tbl(tr(tc("式"), tc("值")), tr(tc(para(AREA)), tc("3"))))
    separators = "".join(
        f'<w:{{kind}} w:id="{n}" w:type="{t}"><w:p><w:r><w:{t}/></w:r></w:p></w:{{kind}}>'
        for n, t in ((0, "separator"), (1, "continuationSeparator"))
    )
    made.parts["footnotes"] = separators.format(kind="footnote") + "".join(
        f'<w:footnote w:id="{n}">{p(t)}</w:footnote>'
        for n, t in ((2, "含在建基地。"), (3, "以年底为准。"), (4, "课程由教研室审定。"), (5, "单位：万元。"))
    )
    made.parts["endnotes"] = (
        separators.format(kind="endnote") + f'<w:endnote w:id="2">{p("尾注：见县志。")}</w:endnote>'
    )
    return made


def tracked() -> Submission:
    """Insertions, deletions, moves, in paragraphs, at their ends, in tables; formatting changes; comments."""
    made = ordinary()
    who = 'w:id="1" w:author="张" w:date="2024-01-01T00:00:00Z"'
    gone = '<w:r><w:delText xml:space="preserve">{}</w:delText></w:r>'.format
    made.add(
        para(
            r("今年"),
            f"<w:ins {who}>{r('新')}</w:ins>",
            f"<w:del {who}>{gone('旧')}</w:del>",
            r("建基地"),
            f"<w:moveFrom {who}>{r('搬走的话')}</w:moveFrom>",
            r("五个。"),
        )
    )
    made.add(
        para(
            r("另有"),
            f"<w:moveTo {who}>{r('搬来的话')}</w:moveTo>",
            r("在此。", f"<w:rPrChange {who}><w:rPr><w:b/></w:rPr></w:rPrChange>"),
        )
    )
    made.add(para(r("前半句"), look=f"<w:rPr><w:del {who}/></w:rPr>"), para(r("后半句。")))
    made.add(
        tbl(
            tr(tc("名称"), tc("数量")),
            tr(tc("新增行"), tc("7"), change=f"<w:ins {who}/>"),
            tr(tc("删去行"), tc("9"), change=f"<w:del {who}/>"),
            tr(tc("基地"), tc("8"), tc("删去格", change=f"<w:cellDel {who}/>")),
        )
    )
    made.add(
        para(
            '<w:commentRangeStart w:id="0"/>',
            r("有批注的话"),
            '<w:commentRangeEnd w:id="0"/>',
            r("", inside='<w:commentReference w:id="0"/>'),
            r("。"),
        )
    )
    made.parts["comments"] = f'<w:comment w:id="0" w:author="李" w:initials="L">{p("批注里的话")}</w:comment>'
    return made


def foreign() -> Submission:
    """Links, bookmarks and references with names that clash, fields, controls, breaks, columns, hidden words, sections."""
    made = ordinary()
    mark = '<w:bookmarkStart w:id="0" w:name="_Toc00000001"/>{}<w:bookmarkEnd w:id="0"/>'.format
    made.add(
        para(mark(r("书签里的话"))),
        para(
            r("参见"),
            field_of("REF _Toc00000001 \\h", "书签里的话"),
            r("，第"),
            field_of("PAGE", "7"),
            r("页，"),
            field_of('DATE \\@ "yyyy"', "2024"),
            r("年。"),
        ),
    )
    made.add(
        para(r("表"), field_of("SEQ 表 \\* ARABIC", "9"), r(" 带圈的"), field_of("eq \\o\\ac(○,3)", ""), r("在此。"))
    )
    made.add(
        para(
            f'<w:hyperlink r:id="web">{r("外部链接", "<w:rStyle w:val=" + chr(34) + "Hyperlink" + chr(34) + "/>")}</w:hyperlink>',
            f'<w:hyperlink w:anchor="_Toc00000001">{r("内部链接")}</w:hyperlink>',
            r("都是文字。"),
        )
    )
    made.add(
        f"<w:sdt><w:sdtPr/><w:sdtContent>{p('控件里的段。')}</w:sdtContent></w:sdt>",
        para(r("行内"), f"<w:sdt><w:sdtPr/><w:sdtContent>{r('控件')}</w:sdtContent></w:sdt>", r("一处。")),
    )
    columns = '<w:sectPr><w:type w:val="continuous"/><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:cols w:num="2"/></w:sectPr>'
    made.add(p("分栏横排的一段。", columns), para(r("", inside='<w:br w:type="page"/>'), r("换页后的一段。")))
    made.add(
        para(r("手工"), r("", inside="<w:br/>"), r("换行。")),
        para(r("看得见"), r("看不见", "<w:vanish/>"), r("的字。")),
    )
    made.add(
        para(
            r(
                "红色大字",
                '<w:rFonts w:ascii="Comic Sans MS" w:eastAsia="华文彩云"/><w:color w:val="FF0000"/><w:sz w:val="72"/><w:highlight w:val="yellow"/>',
            ),
            r("和"),
            r("加粗", "<w:b/>"),
            r("一处。"),
        )
    )
    return made


def signs() -> Submission:
    """Underlines and lines to write on, dots under words, struck words, slanted letters, readings, symbols, marks of direction, soft hyphens, tabs."""
    made = ordinary()
    under = '<w:u w:val="single"/>'
    made.add(
        para(r("负责人"), r("      ", under), r("电话"), r("", under, inside="<w:tab/>"), r("。")),
        para(r("填好的"), r(" 青山镇 ", under), r("一处。")),
    )
    made.add(
        para(
            r("要点", '<w:em w:val="dot"/>'),
            r("与"),
            r("作废", "<w:strike/>"),
            r("和变量"),
            r("xy", "<w:i/>"),
            r("以及"),
            r("斜体汉字", "<w:i/>"),
            r("。"),
        )
    )
    ruby = f"<w:r><w:ruby><w:rubyPr/><w:rt>{r('liáng')}</w:rt><w:rubyBase>{r('粮')}</w:rubyBase></w:ruby></w:r>"
    made.add(para(r("种"), ruby, r("食要节约。")))
    sym = (
        r("", inside='<w:sym w:font="Wingdings" w:char="F0FE"/>')
        + r("已办")
        + r("", inside='<w:sym w:font="Wingdings" w:char="F0A8"/>')
        + r("未办")
    )
    made.add(
        para(
            sym,
            r("R", '<w:rFonts w:ascii="Wingdings 2" w:hAnsi="Wingdings 2"/>'),
            r("打勾，"),
            r("", inside='<w:sym w:font="Odd Font" w:char="F0AA"/>'),
            r("不识。"),
        )
    )
    made.add(
        para(
            r("右向\u200f标记\u202b和\u202c软"),
            r("", inside="<w:softHyphen/>"),
            r("连字符，不"),
            r("", inside="<w:noBreakHyphen/>"),
            r("断。"),
        )
    )
    made.add(
        para(r("甲"), r("", inside="<w:tab/>"), r("乙。")),
        p("近", '<w:framePr w:dropCap="drop" w:lines="2"/>'),
        p("年来，基地越办越好。"),
    )
    return made


ALL: Mapping[str, Callable[[], Submission]] = {
    "tables": tables,
    "pictures": pictures,
    "lists": lists,
    "notes": notes,
    "tracked": tracked,
    "foreign": foreign,
    "signs": signs,
}
