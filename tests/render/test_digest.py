from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from jingyan.model.cleaning import Cleaning, Edit
from jingyan.model.problem import JingyanError
from jingyan.model.span import Span
from jingyan.render import digest as module
from jingyan.render.digest import digest
from jingyan.render.docx_check import check_docx
from jingyan.render.docx_plain import Run, document, paragraph
from tests.render.across_material import Across, across
from tests.render.material import hostile


def made(a: Across, **settings: Any) -> bytes:
    return digest(a.sources, a.pieces, a.extracts, a.plan, title="汇编", readings=a.readings, **settings)


def lines(docx: bytes) -> list[str]:
    from docx import Document

    return [p.text for p in Document(BytesIO(docx)).paragraphs]


def headings(docx: bytes, style: str) -> list[str]:
    from docx import Document

    return [p.text for p in Document(BytesIO(docx)).paragraphs if p.style and p.style.name == style]


def test_chapters_are_topics_and_measures_tell_unit_and_place() -> None:
    text = lines(made(across()))
    assert headings(made(across()), "Heading 1") == ["一、师资", "二、办学条件", "三、其他"]
    at = text.index("3. 招来教师,留住教师")
    assert text[at + 1] == "结成对子；算进工作量。"
    assert text[at + 2] == "（澜川县教育体育局，2号《乡村学校的明天》第4段）"
    assert "摘自 4 个单位的来稿，按主题编排，共 15 条。" in text
    assert not any("{" in line for line in text)


def test_copies_are_not_in_it() -> None:
    assert not any("某某单位" in line for line in lines(made(across())))


def test_sentences_are_told_as_cleaned() -> None:
    a = across()
    text = a.sources[1].text
    at = text.index("书屋开到傍晚")
    cleaning = Cleaning(a.sources[1].path, (Edit("page", Span(at, at + 2), "书屋", "屋子"),))
    changed = lines(made(a, cleanings={a.sources[1].path: cleaning}))
    assert changed.count("屋子开到傍晚。") == 1
    assert changed.count("书屋开到傍晚。") == 4


def test_measures_beyond_the_cap_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MEASURES", 2)
    assert "本主题另有 3 条没有列出，见台账.xlsx 的“举措”表。" in lines(made(across()))


def test_equal_input_gives_equal_bytes_and_a_sound_file(tmp_path: Path) -> None:
    one = made(across())
    assert made(across()) == one
    assert check_docx(one) == ()
    audit = pytest.importorskip("openxml_audit")
    file = tmp_path / "经验摘编.docx"
    file.write_bytes(one)
    result = audit.validate_file(file) if hasattr(audit, "validate_file") else audit.OpenXmlValidator().validate(file)
    assert [str(e) for e in result.errors] == []


def test_nothing_to_gather_and_hostile_texts_give_a_file() -> None:
    a = across()
    empty = digest(a.sources, a.pieces, (), a.plan, title="空")
    assert check_docx(empty) == ()
    m = hostile()
    assert check_docx(digest(m.sources, m.pieces, m.extracts, m.plan, title="<w:p>{{7*7}}")) == ()


def test_an_editors_template_is_used_and_its_faults_are_told(tmp_path: Path) -> None:
    own = tmp_path / "own.docx"
    own.write_bytes(document([paragraph((Run("共{{ digest.count }}条"),))], title="x"))
    assert lines(made(across(), template=own)) == ["共15条"]
    own.write_bytes(document([paragraph((Run("{{ digest.counts }}"),))], title="x"))
    with pytest.raises(JingyanError, match="摘编模板里的标记不对"):
        made(across(), template=own)
