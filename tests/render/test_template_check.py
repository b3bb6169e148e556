"""Every fault of a template is found where it stands, told once, with the nearest right tag; good templates are left alone."""

from pathlib import Path

import pytest

from jingyan.render.docx_check import check_docx
from jingyan.render.template_check import check_template
from jingyan.render.volume_docx import write_volume
from tests.render.template_material import (
    Change,
    ahead,
    box,
    note,
    para,
    part,
    picture,
    properties,
    run,
    running,
    table,
    template,
    whole,
    words,
)
from tests.render.test_volume_docx import document, small_volume

STYLES, SETTINGS = "word/styles.xml", "word/settings.xml"
Row = tuple[str, tuple[Change, ...], str, tuple[str, ...]]

# name, what is changed in a good template, where the one fault is told, words of its sentence.
FAULTY: tuple[Row, ...] = (
    ("attribute misspelt", (words("{{ volume.organizer }}", "{{ volume.organiser }}"),), "正文第13段", ("volume 没有 organiser", "{{ volume.organizer }}")),
    ("attribute unknown", (words("{{ volume.imprint }}", "{{ volume.price }}"),), "正文第", ("volume 没有 price",)),
    ("root misspelt", (words("{{ volume.event|fit(12) }}", "{{ volum.event|fit(12) }}"),), "正文第3段", ("没有 volum.event", "{{ volume.event|fit(12) }}")),
    ("bare attribute", (words("{{ piece.organisation }}", "{{ organisation }}"),), "正文第", ("没有 organisation", "{{ piece.organisation }}")),
    ("Chinese name", (words("{{ piece.organisation }}", "{{ 单位 }}"),), "正文第", ("没有 单位", "{{ piece.organisation }}")),
    ("Chinese attribute", (words("{{ volume.word|stack }}", "{{ volume.书名 }}"),), "正文第", ("volume 没有 书名", "{{ volume.title }}")),
    ("other tongue's name", (words("{{ piece.organisation }}", "{{ piece.org }}"),), "正文第", ("piece 没有 org", "{{ piece.organisation }}")),
    ("capital letters", (words("{{ part.name }}", "{{ Part.Name }}"),), "正文第", ("没有 Part.Name", "{{ part.name }}")),
    ("no closing brace", (words("{{ piece.organisation }}", "{{ piece.organisation }"),), "正文第", ("少一个右花括号", "{{ piece.organisation }}")),
    ("not closed at all", (words("{{ volume.imprint }}", "{{ volume.imprint"),), "正文第", ("没有写完", "{{ volume.imprint }}")),
    ("no opening brace", (words("{{ volume.imprint }}", "{ volume.imprint }}"),), "正文第", ("左边少一个 {", "{{ volume.imprint }}")),
    ("opening lost", (words("{{ volume.imprint }}", "volume.imprint }}"),), "正文第", ("左边少了花括号", "{{ volume.imprint }}")),
    ("single braces", (words("{{ volume.imprint }}", "{volume.imprint}"),), "正文第", ("少一层花括号", "{{ volume.imprint }}")),
    ("blank between braces", (words("{{ volume.imprint }}", "{ { volume.imprint } }"),), "正文第", ("两个花括号之间多了空格", "{{ volume.imprint }}")),
    ("full-width braces", (words("{{ volume.imprint }}", "｛｛ volume.imprint ｝｝"),), "正文第", ("全角", "{{ volume.imprint }}")),
    ("full-width closing", (words("{{ volume.imprint }}", "{{ volume.imprint ｝｝"),), "正文第", ("全角", "{{ volume.imprint }}")),
    ("full-width statement", (words("{%p if volume.imprint %}", "｛％p if volume.imprint ％｝"),), "正文第", ("全角", "{%p if volume.imprint %}")),
    ("full-width percent", (words("{%p if volume.imprint %}", "{％p if volume.imprint ％}"),), "正文第", ("全角", "{%p if volume.imprint %}")),
    ("full-width dot", (words("{{ volume.imprint }}", "{{ volume．imprint }}"),), "正文第", ("全角的符号", "{{ volume.imprint }}")),
    ("full-width filter", (words("{{ volume.event|fit(12) }}", "{{ volume.event｜fit（12） }}"),), "正文第3段", ("全角的符号", "{{ volume.event|fit(12) }}")),
    ("statement not closed", (words("{%p if volume.imprint %}", "{%p if volume.imprint }"),), "正文第", ("%}", "{%p if volume.imprint %}")),
    ("no blank behind p", (words("{%p for piece in part.pieces %}", "{%pfor piece in part.pieces %}"),), "正文第", ("p 后面缺一个空格", "{%p for piece in part.pieces %}")),
    ("blank before p", (words("{%p for piece in part.pieces %}", "{% p for piece in part.pieces %}"),), "正文第", ("p 要紧跟在 {% 后面", "{%p for piece in part.pieces %}")),
    ("no blank in print", (words("{{p contents }}", "{{pcontents }}"),), "正文第", ("p 后面缺一个空格", "{{p contents }}")),
    ("no blank behind r", (words("{{r piece.mark }}", "{{rpiece.mark }}"),), "正文第", ("r 后面缺一个空格", "{{r piece.mark }}")),
    ("capital P", (words("{%p for part in parts %}", "{%P for part in parts %}"),), "正文第", ("p 要用小写", "{%p for part in parts %}")),
    ("statement misspelt", (words("{%p for part in parts %}", "{%p fro part in parts %}"),), "正文第", ("fro", "{%p for part in parts %}")),
    ("end misspelt", (words("{%p endfor %}", "{%p edfor %}"),), "正文第", ("edfor", "{%p endfor %}")),
    ("end in two words", (words("{%p endif %}", "{%p end if %}"),), "正文第", ("end", "{%p endif %}")),
    ("end not whole", (words("{%p endfor %}", "{%p end %}"),), "正文第", ("end 要写全", "{%p endfor %}")),
    ("Chinese statement", (words("{%p if volume.imprint %}", "{%p 如果 volume.imprint %}"),), "正文第", ("如果", "{%p if volume.imprint %}")),
    ("condition not closed", (whole("{%p endif %}", para("")),), "正文第5段", ("条件没有结尾", "{%p endif %}")),
    ("loop not closed", (whole("{%p endfor %}", ""),), "正文第", ("循环没有结尾", "{%p endfor %}")),
    ("stray endfor", (ahead(para("{%p endfor %}")),), "正文第1段", ("多出来的 endfor",)),
    ("stray endif", (ahead(para("{%p endif %}")),), "正文第1段", ("多出来的 endif",)),
    ("stray else", (ahead(para("{%p else %}")),), "正文第1段", ("多出来的 else",)),
    ("list misspelt", (words("in part.pieces %}", "in part.piece %}"),), "正文第", ("part 没有 piece", "{%p for piece in part.pieces %}")),
    ("list without its owner", (words("in part.pieces %}", "in pieces %}"),), "正文第", ("没有 pieces", "part.pieces")),
    ("loop over no list", (words("in part.pieces %}", "in part %}"),), "正文第", ("不是可以逐个重复的名单", "{%p for piece in part.pieces %}")),
    ("for without in", (words("for piece in part.pieces", "for piece part.pieces"),), "正文第", ("for 名字 in 名单", "{%p for piece in part.pieces %}")),
    ("over two paragraphs", (whole("{{ volume.imprint }}", para("{{ volume") + para(".imprint }}")),), "正文第", ("拆成了几段", "{{ volume.imprint }}")),
    ("filter misspelt", (words("|fit(12)", "|fitt(12)"),), "正文第3段", ("没有 |fitt", "|fit")),
    ("filter unknown", (words("|stack", "|竖排"),), "正文第", ("没有 |竖排",)),
    ("loop with text beside it", (words("{%p for piece in part.pieces %}", "篇：{%p for piece in part.pieces %}"),), "正文第", ("独占一段", "“篇:”")),
    ("two in a paragraph", (words("{%p if piece.subtitle %}", "{%p if piece.subtitle %}{%p endif %}{%p if piece.subtitle %}"),), "正文第", ("独占一段",)),
    ("body with text beside it", (words("{{p piece.body }}", "正文：{{p piece.body }}"),), "正文第", ("独占一段",)),
    ("section break in a loop's paragraph", (whole("{%p for part in parts %}", "<w:p><w:pPr><w:sectPr/></w:pPr>" + run("{%p for part in parts %}") + "</w:p>"),), "正文第", ("分节符",)),
    ("piece outside its loop", (ahead(para("{{ piece.title }}")),), "正文第1段", ("piece 只能用在它的循环里", "{%p for piece in part.pieces %}")),
    ("part outside its loop", (ahead(para("第{{ part.number }}编")),), "正文第1段", ("part 只能用在它的循环里",)),
    ("in a header", (running("header", "{{ volume.titel }}"),), "页眉第1段", ("volume 没有 titel", "{{ volume.title }}")),
    ("piece in a header", (running("header", "{{ piece.title }}"),), "页眉第1段", ("不能用 piece",)),
    ("contents in a footer", (running("footer", "{{p contents }}"),), "页脚第1段", ("contents 不能用在",)),
    ("full-width in a header", (running("header", "｛｛ volume.title ｝｝"),), "页眉第1段", ("全角",)),
    ("pieces in a running part", (running("header", "{{ part.pieces }}"),), "页眉第1段", ("part 没有 pieces",)),
    ("in a table", (ahead(table(["编印", "{{ volume.organizor }}"])),), "表格第2段", ("volume 没有 organizor",)),
    ("row loop outside a table", (words("{%p for part in parts %}", "{%tr for part in parts %}"),), "正文第", ("只能写在表格里", "{%p for part in parts %}")),
    ("row loop with text", (ahead(table(["{%tr for m in committee %}", "职务"], ["{{ m.role }}", "{{ m.names }}"], ["{%tr endfor %}", ""])),), "表格第1段", ("整行去掉",)),
    ("in a text box", (ahead(box("{{ volume.dat }}")),), "文本框第1段", ("volume 没有 dat", "{{ volume.date }}")),
    ("in a footnote", (note("见{{ volume.tilte }}"),), "脚注第", ("volume 没有 tilte",)),
    ("in the properties", (properties("{{ volume.titel }}"),), "文档属性", ("volume 没有 titel", "{{ volume.title }}")),
    ("in a picture's description", (ahead(picture("{{ volume.plaec }}")),), "正文的图片说明第1段", ("volume 没有 plaec", "{{ volume.place }}")),
    ("contents missing", (whole("{{p contents }}", para("")),), "正文", ("缺少", "{{p contents }}")),
    ("piece.mark missing", (words("{{r piece.mark }}", ""),), "正文", ("缺少", "{{r piece.mark }}")),
    ("part.mark missing", (words("{{r part.mark }}", ""),), "正文", ("缺少", "{{r part.mark }}")),
    ("body missing", (whole("{{p piece.body }}", para("")),), "正文", ("缺少", "{{p piece.body }}")),
    ("part.mark in the inner loop", (words("{{r part.mark }}", ""), words("{{r piece.mark }}", "{{r piece.mark }}{{r part.mark }}")), "正文第", ("里面一层循环",)),
    ("mark under a condition", (words("{{r piece.mark }}", ""), words("{{ piece.organisation }}", "{{ piece.organisation }}{{r piece.mark }}")), "正文第", ("放在条件里",)),
    ("contents twice", (ahead(para("{{p contents }}")),), "正文第", ("写了两次",)),
    ("contents without p", (words("{{p contents }}", "{{ contents }}"),), "正文第", ("整段换掉", "{{p contents }}")),
    ("mark without r", (words("{{r piece.mark }}", "{{ piece.mark }}"),), "正文第", ("{{r piece.mark }}",)),
    ("title with p", (words("{{ volume.imprint }}", "{{p volume.imprint }}"),), "正文第", ("只是文字", "{{ volume.imprint }}")),
    ("a list printed", (ahead(para("{{ parts }}")),), "正文第1段", ("名单", "{%p for part in parts %}")),
    ("an object printed", (ahead(para("{{ volume }}")),), "正文第1段", ("要写明印哪一项",)),
    ("nothing inside", (ahead(para("{{ }}")),), "正文第1段", ("没有内容",)),
    ("bad expression", (words("{{ volume.imprint }}", "{{ volume imprint }}"),), "正文第", ("写得不对",)),
    ("an include", (ahead(para("{%p include “封面.docx” %}")),), "正文第1段", ("用不上",)),
    ("begin and end in different cells", (ahead(table(["{% if volume.place %}", "地点{% endif %}"])),), "表格第2段", ("不在同一处",)),
    ("begin with p, end without", (whole("{%p endif %}", para("{% endif %}")),), "正文第", ("写法不同", "{%p endif %}")),
    ("loop variable misspelt", (words("{%p for piece in", "{%p for peice in"),), "正文第", ("循环里的名字是 peice", "{%p for piece in part.pieces %}")),
    ("body misspelt", (words("{{p piece.body }}", "{{p piece.boby }}"),), "正文第", ("piece 没有 boby", "{{p piece.body }}")),
    ("body in Chinese", (words("{{p piece.body }}", "{{p 正文 }}"),), "正文第", ("没有 正文", "{{p piece.body }}")),
    ("filter on the body", (words("{{p piece.body }}", "{{p piece.body|fit(3) }}"),), "正文第", ("不能加 |fit", "{{p piece.body }}")),
    ("filter without brackets", (words("|fit(12)", "|fit 12"),), "正文第3段", ("写得不对", "{{ volume.event|fit(12) }}")),
    ("filter's bracket open", (words("|fit(12)", "|fit(12"),), "正文第3段", ("写得不对", "{{ volume.event|fit(12) }}")),
    ("called", (words("{{ volume.imprint }}", "{{ volume.imprint() }}"),), "正文第", ("后面不能加括号",)),
    ("no braces at all", (words("{{ volume.imprint }}", "[[volume.imprint]]"),), "正文第", ("没有写花括号", "{{ volume.imprint }}")),
    ("underscore for a dot", (words("{{ volume.imprint }}", "{{ volume_imprint }}"),), "正文第", ("没有 volume_imprint", "{{ volume.imprint }}")),
    ("print in percent signs", (words("{{ volume.imprint }}", "{% volume.imprint %}"),), "正文第", ("不能写在百分号里", "{{ volume.imprint }}")),
    ("statement in braces", (words("{%p if volume.imprint %}", "{{p if volume.imprint }}"),), "正文第", ("if 要写在百分号里", "{%p if volume.imprint %}")),
    ("single equals sign", (words("{%p if volume.imprint %}", "{%p if volume.place = '南昌' %}"),), "正文第", ("两个等号",)),
    ("other tongue's and", (words("{%p if volume.imprint %}", "{%p if volume.imprint && volume.place %}"),), "正文第", ("要写 and",)),
    ("if glued to its name", (words("{%p if volume.imprint %}", "{%p ifvolume.imprint %}"),), "正文第", ("if 后面缺一个空格", "{%p if volume.imprint %}")),
    ("capital statement", (words("{%p if volume.imprint %}", "{%p IF volume.imprint %}"),), "正文第", ("IF", "{%p if volume.imprint %}")),
    ("statement's opening lost", (words("{%p for piece in part.pieces %}", "for piece in part.pieces %}"),), "正文第", ("左边少了花括号", "{%p for piece in part.pieces %}")),
    ("list of a list", (words("in part.pieces %}", "in parts.pieces %}"),), "正文第", ("parts 是一份名单", "{%p for piece in part.pieces %}")),
    ("preface printed whole", (words("{{p preface.body }}", "{{p preface }}"),), "正文第", ("要写明印哪一项",)),
    ("index outside its loop", (ahead(para("{{ index.title }}")),), "正文第1段", ("index 只能用在它的循环里", "{%p for index in indexes %}")),
    ("comment not closed", (ahead(para("{# 这里放照片")),), "正文第1段", ("注释没有写完",)),
    ("style gone", (part(STYLES, 'w:val="heading 4"', 'w:val="heading 四"'),), "样式", ("没有样式“heading 4”", "heading 四")),
    ("style of the contents gone", (part(STYLES, 'w:val="toc 2"', 'w:val="目录二级"'),), "样式", ("没有样式“toc 2”",)),
    ("odd and even not switched on", (part(SETTINGS, "<w:evenAndOddHeaders/>", ""),), "页眉页脚", ("奇偶页不同",)),
)  # fmt: skip


@pytest.mark.parametrize("row", FAULTY, ids=[r[0] for r in FAULTY])
def test_each_fault_is_told_once_where_it_is(row: Row, tmp_path: Path) -> None:
    _, changes, place, said = row
    faults = check_template(template(tmp_path, *changes))
    shown = [f.sentence for f in faults]
    assert len(faults) == 1, shown
    assert faults[0].file == "volume.docx"
    assert place in faults[0].place, shown
    for what in said:
        assert what.replace("，", ",") in shown[0], (what, shown[0])


def bold_half() -> str:
    return para(run("{{ vol"), run("ume.ti", bold=True), run("tle }}——汇编"))


LINK = '<w:hyperlink r:id="rId10" w:history="1">' + run("{{ volume.organizer }}") + "</w:hyperlink>"
HALF_LINK = run("{{ volume") + '<w:hyperlink r:id="rId10">' + run(".place }}见此") + "</w:hyperlink>"
SPLIT = para(run("{"), run("{ volume"), '<w:proofErr w:type="spellStart"/>', run(".title"), run(" }"), run("}"))
MARKED = para(
    run("{{ volume."), '<w:bookmarkStart w:id="90" w:name="mine"/>', run("date }}"), '<w:bookmarkEnd w:id="90"/>'
)
CHANGED = '<w:p><w:ins w:id="91" w:author="甲">' + run("{{ volume.place }}") + "</w:ins></w:p>"

GOOD: tuple[tuple[str, tuple[Change, ...]], ...] = (
    ("as it comes", ()),
    ("split over runs", (ahead(SPLIT),)),
    ("half bold", (ahead(bold_half()),)),
    ("bookmark inside a tag", (ahead(MARKED),)),
    ("in a link", (ahead(para(LINK)),)),
    ("half in a link", (ahead(para(HALF_LINK)),)),
    ("smart quotes", (ahead(para("{% if volume.place == “南昌” %}甲{% else %}乙{% endif %}{{ ‘、’.join([volume.date, volume.place]) }}")),)),
    ("literal braces", (ahead(para("集合{1，2}、{甲}、{ 乙 }、100%}、a}} 与｛注｝，｛｝，{_{照印}_}")),)),
    ("comments", (ahead(para("{# 这一页放照片 {{ 不算 }} #}") + para("{#p 整段注释 #}")),)),
    ("raw", (ahead(para("{% raw %}{{ 原样 }}{% endraw %}")),)),
    ("table and text box", (ahead(table(["职务", "姓名"], ["{%tr for member in committee %}", ""], ["{{ member.role }}", "{{ member.names }}"], ["{%tr endfor %}", ""]) + box("{{ volume.title }}")),)),
    ("header, footer, footnote", (running("header", "{{ volume.title }}　第{{ part.number }}编 {{ part.name }}"), running("footer", "{{ volume.organizer }}"), note("编者：{{ volume.organizer or '本刊' }}"))),
    ("inline conditions, set, loop, filters", (ahead(para("{% set n = parts|length %}共{{ n|cn_number }}编：{% for p in parts %}{{ loop.index }}.{{ p.name|trim }}{% if not loop.last %}、{% endif %}{% endfor %}")),)),
    ("properties and a picture's description", (properties("{{ volume.title }}"), ahead(picture("{{ volume.place }}的学校")))),
    ("blank control and wide blanks", (ahead(para("{%- if volume.place -%}{{　volume.place　}}{%- endif -%}")),)),
    ("other loop names", (words("{%p for part in parts %}", "{%p for 编 in parts %}"), words("{{ part.name }}", "{{ 编.name }}"), words("{{r part.mark }}", "{{r 编.mark }}"), words("for piece in part.pieces", "for piece in 编.pieces"))),
)  # fmt: skip


@pytest.mark.parametrize("row", GOOD, ids=[r[0] for r in GOOD])
def test_good_templates_are_left_alone_and_can_be_filled(row: tuple[str, tuple[Change, ...]], tmp_path: Path) -> None:
    folder = template(tmp_path, *row[1])
    assert [f.sentence for f in check_template(folder)] == []
    volume, problems = write_volume(*small_volume(), folder, office=None, want_pdf=False)
    assert [p.code for p in problems] == ["volume.estimated"]
    assert check_docx(volume.docx) == ()
    text = "".join(str(t) for t in document(volume.docx).itertext())
    assert "{{ volume" not in text
    assert ("原样" not in text) == (row[0] != "raw")
