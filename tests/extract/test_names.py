"""Citations with their document numbers and named programmes; all texts are our own."""

import pytest

from jingyan.extract.extracting import extract
from jingyan.model.extracts import Extracts
from jingyan.model.source import Source
from jingyan.model.structure import Outline

PATH = "来稿.txt"


def extracts(text: str) -> Extracts:
    return extract(Source(PATH, text, "text", "0" * 64), text, Outline(PATH))[0]


CITATIONS: tuple[tuple[str, list[tuple[str, str, str | None]]], ...] = (
    ("出台《云溪县义务教育实施方案》。", [("云溪县义务教育实施方案", "policy", None)]),
    ("贯彻《义务教育法》和《残疾人教育条例》。", [("义务教育法", "law", None), ("残疾人教育条例", "law", None)]),
    ("印发《关于控辍保学的通知》(云教发〔2018〕12号)。", [("关于控辍保学的通知", "policy", "云教发〔2018〕12号")]),
    ("转发《督导评估办法》的通知(教督〔20××〕6号)。", [("督导评估办法", "policy", "教督〔20××〕6号")]),
    (
        "《若干意见》(国发[2012]48号)和《三年计划》(云府办发﹝2015﹞3号)。",
        [("若干意见", "policy", "国发[2012]48号"), ("三年计划", "policy", "云府办发﹝2015﹞3号")],
    ),
    ("按照云教基〔2016〕9号《招生工作意见》执行。", [("招生工作意见", "policy", "云教基〔2016〕9号")]),
    ("汇编成《优秀课例选集》。", [("优秀课例选集", "publication", None)]),
    ("《市教委关于落实〈暂行办法〉的通知》", [("市教委关于落实〈暂行办法〉的通知", "policy", None)]),
    ("《**县工作总结》,《未完的书名。下一句", [("**县工作总结", "publication", None)]),
)


@pytest.mark.parametrize(("text", "expected"), CITATIONS, ids=[t[:14] for t, _ in CITATIONS])
def test_citations(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    found = extracts(text).citations
    assert [(c.title, c.kind, c.doc_number.of(text) if c.doc_number else None) for c in found] == expected
    assert all(c.span.of(text)[0] + c.span.of(text)[-1] == "《》" for c in found)


INITIATIVES: tuple[tuple[str, list[tuple[str, str]]], ...] = (
    ("实施“春雨工程”,推进“县管校聘”。", [("春雨工程", "initiative"), ("县管校聘", "slogan")]),
    ("深入实施“三名”工程。", [("“三名”工程", "initiative")]),
    ("全面推进平安校车工程建设。", [("平安校车工程", "initiative")]),
    ("坚持“政府主导、部门联动、社会参与”的原则。", [("政府主导、部门联动、社会参与", "slogan")]),
    ("每个教室都装上了班班通。", [("班班通", "initiative")]),
    ("开展书香校园项目。书香校园项目受到欢迎。", [("书香校园项目", "initiative"), ("书香校园项目", "initiative")]),
    ("破解“择校热”现象,消除“大班额”。", []),
    ("这是一项民生工程,也是系统工程。", []),
    ("“**”小学制定了年度工作计划。", []),
)


@pytest.mark.parametrize(("text", "expected"), INITIATIVES, ids=[t[:14] for t, _ in INITIATIVES])
def test_initiatives(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(i.span.of(text), i.type) for i in extracts(text).initiatives] == expected
