"""convert for docx: every text part converted, formatting run by run, fields and links untouched."""

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.shared import RGBColor

from jingyan.app.convert import convert_file
from jingyan.model.problem import JingyanError
from jingyan.render.docx_convert import convert_docx
from jingyan.script.convert import convert

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NS = f'xmlns:w="{W}"'
WPS = 'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"'
BOX = "<w:txbxContent><w:p><w:r><w:t>農村國小簡介</w:t></w:r></w:p></w:txbxContent>"


def submission() -> bytes:
    """A traditional docx with words split over runs and text in every kind of part."""
    document: Any = docx.Document()
    document.core_properties.title = "青禾縣義務教育總結"
    document.core_properties.author = "陳國華"
    split = document.add_paragraph("全縣")
    split.add_run("國").bold = True
    split.add_run("小").font.color.rgb = RGBColor(0xC0, 0, 0)
    split.add_run("教師參加")
    for part in ("大學", "聯", "考"):
        split.add_run(part).italic = part == "聯"
    split.add_run("閱卷")
    document.add_paragraph("各校國\t小組討論總結")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "「班班通」覆蓋率", "國中四所"
    document.sections[0].header.paragraphs[0].text = "教育局編印"
    document.sections[0].footer.paragraphs[0].text = "縣委辦公室審閱"
    commented = document.add_paragraph("本縣實施特崗計畫")
    document.add_comment(commented.runs, text="請覈對數據", author="陳", initials="陳")
    body = document.element.body
    for xml in (
        f'<w:p {NS}><w:hyperlink w:anchor="國小"><w:r><w:t>見附錄</w:t></w:r></w:hyperlink><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText>REF 國小 \\h</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>國小一覽</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>',
        f'<w:p {NS}><w:r><w:t>新建校舍</w:t></w:r><w:ins w:id="1" w:author="陳"><w:r><w:t>兩處國中</w:t></w:r></w:ins><w:del w:id="2" w:author="陳"><w:r><w:delText>三處國小</w:delText></w:r></w:del></w:p>',
        f"<w:p {NS} {WPS}><w:r><mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx>{BOX}</wps:txbx></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>",
        f"<w:p {NS}><w:r><w:ruby><w:rt><w:r><w:t>xué</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>學</w:t></w:r></w:rubyBase></w:ruby></w:r><w:r><w:t>習經驗</w:t></w:r></w:p>",
        f'<w:p {NS}><w:r><w:rPr><w:lang w:eastAsia="zh-TW"/></w:rPr><w:t xml:space="preserve">後記 </w:t></w:r></w:p>',
    ):
        body.insert(len(body) - 1, parse_xml(xml))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def parts(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")}


@pytest.fixture(scope="module")
def result() -> tuple[bytes, bytes, list[tuple[str, str, str]]]:
    data = submission()
    made, changed, repairs = convert_docx(data, convert)
    assert changed > 40
    return data, made, [(r.place, r.repair.before, r.repair.after) for r in repairs if r.repair.rule == "word"]


def test_words_split_over_runs_keep_each_run_s_formatting(result: Any) -> None:
    runs = docx.Document(io.BytesIO(result[1])).paragraphs[0].runs
    assert [run.text for run in runs] == ["全县", "小", "学", "教师参加", "高考", "", "", "阅卷"]
    assert runs[1].bold
    assert runs[2].font.color.rgb == RGBColor(0xC0, 0, 0)
    assert runs[5].italic


def test_every_text_part_is_converted(result: Any) -> None:
    made = parts(result[1])
    text = "\n".join(re.sub(r"<w:instrText>.*?</w:instrText>", "", xml) for xml in made.values())
    for wanted in (
        "“班班通”覆盖率",
        "初中四所",
        "教育局编印",
        "县委办公室审阅",
        "请核对数据",
        "特岗计划",
        "见附录",
        "小学一览",
        "两处初中",
        "三处小学",
        "习经验",
        "青禾县义务教育总结",
        "后记",
    ):
        assert wanted in text
    assert made["word/document.xml"].count("农村小学简介") == 2
    assert "各校国" in text
    assert "小组讨论总结" in text


def test_fields_links_names_and_marks_stay(result: Any) -> None:
    made = parts(result[1])["word/document.xml"]
    for kept in (
        "REF 國小 \\h",
        'w:anchor="國小"',
        "<w:ins ",
        "<w:del ",
        "xué",
        'w:author="陳"',
        "mc:Fallback",
        'w:eastAsia="zh-CN"',
    ):
        assert kept in made
    assert docx.Document(io.BytesIO(result[1])).core_properties.author == "陳國華"


def test_only_texts_differ(result: Any) -> None:
    before, after = parts(result[0]), parts(result[1])
    assert list(before) == list(after)
    for name in before:
        # fonts and tags in the same order
        assert re.findall(r"<(/?[\w:]+)", before[name]) == re.findall(r"<(/?[\w:]+)", after[name])


def test_repairs_tell_their_place_once(result: Any) -> None:
    places = result[2]
    assert places[:2] == [("正文第1段", "國小", "小学"), ("正文第1段", "大學聯考", "高考")]
    assert [p for p in places if p[1:] == ("國小", "小学")] == [
        ("正文第1段", "國小", "小学"),
        ("正文第6段", "國小", "小学"),
        ("正文第7段(已删除)", "國小", "小学"),
        ("正文第8段", "國小", "小学"),
    ]


def test_a_simplified_docx_stays_byte_for_byte_in_every_part() -> None:
    document: Any = docx.Document()
    document.add_paragraph("全县小学“班班通”覆盖率达到百分之百,著名教师来校讲学")
    out = io.BytesIO()
    document.save(out)
    made, changed, repairs = convert_docx(out.getvalue(), convert)
    assert (changed, repairs) == (0, ())
    assert parts(made) == parts(out.getvalue())


def test_a_short_paragraph_follows_the_whole_document(tmp_path: Path) -> None:
    document: Any = docx.Document()
    for text in ("民國112年新北市國民小學校務會議", "國小教師", "網路與軟體"):
        document.add_paragraph(text)
    document.save(str(tmp_path / "a.docx"))
    done = convert_file(tmp_path / "a.docx", tmp_path / "b.docx", "auto")
    assert [p.text for p in docx.Document(str(done.path)).paragraphs][1:] == ["国小教师", "网路与软体"]
    done = convert_file(tmp_path / "a.docx", tmp_path / "c.docx", "mainland")
    assert [p.text for p in docx.Document(str(done.path)).paragraphs][1:] == ["小学教师", "网络与软件"]
    assert "  正文第2段 國小 → 小学" in "\n".join(done.lines())


def test_plain_text_and_html_become_text_with_lines(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("縣委重視\n農村國小建設\n", encoding="utf-8")
    done = convert_file(tmp_path / "a.txt", tmp_path / "b.txt", "auto")
    assert done.path.read_text(encoding="utf-8") == "县委重视\n农村小学建设\n"
    assert [line for line in done.lines() if "國小" in line] == ["  第2行 國小 → 小学"]
    page = (
        "<html><head><title>t</title></head><body><p>"
        + "縣教育局重視農村國小建設,投入資金改善條件。" * 9
        + "</p></body></html>"
    )
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    done = convert_file(tmp_path / "a.html", tmp_path / "c.txt", "auto")
    assert "县教育局重视农村小学建设" in done.path.read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "sentence"), [("b.html", "不能写成 .html 文件"), ("b.docx", "不能保留格式")])
def test_what_cannot_be_written_is_said(name: str, sentence: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("縣委重視", encoding="utf-8")
    with pytest.raises(JingyanError) as error:
        convert_file(tmp_path / "a.txt", tmp_path / name, "auto")
    assert sentence in str(error.value)
    assert not (tmp_path / name).exists()
