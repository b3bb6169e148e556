"""What each rule changes and leaves alone; every edit can be made and taken back."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingyan.clean.cleaning import RULES, CleanSettings, clean
from jingyan.model.cleaning import Cleaning, apply, undo, without
from jingyan.model.problem import Problem
from jingyan.model.source import Block, Cell, Source
from jingyan.model.span import Span
from jingyan.model.structure import Boilerplate, Outline, Piece
from jingyan.script.fold import reading
from jingyan.segment.segmenting import segment
from tests.segment.samples import CITY, COUNTY


def cleaned(
    text: str, *, off: tuple[str, ...] = ("width",), blocks: tuple[Block, ...] = ()
) -> tuple[str, Cleaning, tuple[Problem, ...]]:
    """The clean text after the real segmentation, the Cleaning and the problems; the width of marks has tests of its own."""
    source = Source("稿.txt", text, "text", "0", blocks=blocks)
    simplified = reading(text)
    outline, _ = segment(source, simplified)
    found, problems = clean(source, simplified, outline, CleanSettings(off=off))
    result = apply(found, text).text
    assert undo(found, result) == text
    return result, found, problems


def line(text: str) -> str:
    """A line of dirt cleaned inside a report."""
    before, after = f"云溪县工作汇报\n{COUNTY}", f"\n{CITY}"
    result = cleaned(before + text + after)[0]
    assert result.startswith(before)
    assert result.endswith(after)
    return result[len(before) : len(result) - len(after)]


@pytest.mark.parametrize(
    ("dirty", "clean_line"),
    [
        ("我县把教(jiào)育摆在优先位置,群众对均衡【héng】发展（zhǎn）很满意。", "我县把教育摆在优先位置,群众对均衡发展很满意。"),
        ("学校的(de)(de)(de)条件改善了,公司(ltd)捐资,班班通(bbt)建成,选项(a)正确。", "学校的条件改善了,公司(ltd)捐资,班班通(bbt)建成,选项(a)正确。"),
        ("课文“天(tiān)地(dì)人(rén)你(nǐ)我(wǒ)他(tā)”全部注音,学生读得很好。", "课文“天(tiān)地(dì)人(rén)你(nǐ)我(wǒ)他(tā)”全部注音,学生读得很好。"),
        ("全 县 财 政 安 排 资 金 1200 万 元 ， 学 校 配 备 了 iPad 30 台 ， 群 众 满 意 。", "全县财政安排资金 1200 万元，学校配备了 iPad 30 台，群众满意。"),
        ("校舍\uf914观,面积60㎡,第①类,№5,金\U0002f81a也换。", "校舍樂观,面积60㎡,第①类,№5,金冬也换。"),
        ("提高\ue004质\u200b量,建\u00ad设\ufeff学校,群众的满意度进一步提高了。", "提高质量,建设学校,群众的满意度进一步提高了。"),
        ("学校的.整体条件改善,均衡`发展,全县'教师努力,得到'双减'好评。", "学校的整体条件改善,均衡发展,全县'教师努力,得到'双减'好评。"),
        ("监控的'基础上,全县实现了均衡。", "监控的基础上,全县实现了均衡。"),
        ("入学率达100%,;控辍成效明显。。各校努力,,继续提高。……好。", "入学率达100%,控辍成效明显。各校努力,继续提高。……好。"),
        ("加快转(请你关注:)化薄弱学校,详见(附件一)说明,全县都很努力。", "加快转化薄弱学校,详见(附件一)说明,全县都很努力。"),
        ("全县&nbsp;&nbsp;学校&lt;o:p&gt;&lt;/o:p&gt;共&nbsp;12所<o:p></o:p>,巩固率>95%。", "全县学校共 12所,巩固率>95%。"),
        ("各校都已达标。(撰稿人:陈某)", "各校都已达标。"),
        ("““十四五””期间,全县学校 。都达标 ,他说“要‘好’”。", "“十四五”期间,全县学校。都达标 ,他说“要‘好’”。"),
        ("他说“我们都叫它“小书屋””,大家都笑了。", "他说“我们都叫它“小书屋””,大家都笑了。"),
        ("教育优先发展(见文件), 全县落实,比例(3:2)不变。", "教育优先发展(见文件),全县落实,比例(3:2)不变。"),
        ("详见<a href='http://example.com/1.html'>工作总结</a>和<td>表</td>,共<12所。", "详见工作总结和表,共<12所。"),
    ],
)  # fmt: skip
def test_dirt_inside_a_line(dirty: str, clean_line: str) -> None:
    assert line(dirty) == clean_line


def test_the_blank_behind_a_heading_stays() -> None:
    text = "云溪县工作汇报\n一、主要做法与成效 一年来,全县学校都翻修了操场,学生们有了跑 道,老师们也很满意。\n"
    source = Source("稿.txt", text, "text", "0")
    blanks = [i for i, char in enumerate(text) if char == " "]
    site = tuple(Boilerplate("稿.txt", Span(i, i + 1), "noise_char", "page-join") for i in blanks)
    found, _ = clean(source, text, Outline("稿.txt", boilerplate=site), CleanSettings(off=("width",)))
    assert [edit.span.start for edit in found.edits] == blanks[1:]


def test_lines_that_go() -> None:
    text = (
        f"首页 > 教育 > 总结\n云溪县工作汇报\n云溪县工作汇报\n{COUNTY}三、改善办学条件\n三、改善办学条件\n"
        "县里新建学校三所。\n一审:张某 二审:王某 三审:赵某\n下一篇:学校计划\n"
    )
    result, cleaning, _ = cleaned(text)
    assert result == f"云溪县工作汇报\n{COUNTY}三、改善办学条件\n县里新建学校三所。\n"
    assert [e.rule for e in cleaning.edits] == ["furniture", "doubled_title", "doubled_line", "credits", "furniture"]
    assert cleaning.edits[3].before == "一审:张某 二审:王某 三审:赵某\n"


def test_broken_lines_are_joined() -> None:
    text = f"云溪县工作汇报\n{COUNTY}全县各校配齐了实验仪器,\n改善了条件,发展高\n中阶段教育,群众满意。\n"
    result, cleaning, _ = cleaned(text)
    assert "实验仪器,改善了条件,发展高中阶段" in result
    assert [e.rule for e in cleaning.edits] == ["joined_line"] * 2


def test_a_join_between_latin_words_keeps_a_blank() -> None:
    text = "use open\nsource tools"
    found, _ = clean(Source("s", text, "text", "0"), text, Outline("s", joins=(Span(8, 9),)))
    assert apply(found, text).text == "use open source tools"


def test_damage_is_told_and_not_changed() -> None:
    dirty = "均衡锟斤拷锟斤拷发展。(此处隐藏120字)全县□□学校达标,共有????所,满意度提\ufffd高。"
    text = f"云溪县工作汇报\n{COUNTY}{dirty}\n{CITY}"
    result, cleaning, problems = cleaned(text)
    assert (result, cleaning.edits) == (text, ())
    assert [(p.code, p.span.of(text) if p.span else "") for p in problems] == [
        ("clean.mojibake", "锟斤拷锟斤拷"),
        ("clean.hole", "(此处隐藏120字)"),
        ("clean.mojibake", "□□"),
        ("clean.mojibake", "????"),
        ("clean.mojibake", "\ufffd"),
    ]


@pytest.mark.parametrize("text", [COUNTY, CITY, f"云溪县工作汇报\n云溪县教育局\n{COUNTY}", "", "\n \n"])
def test_a_clean_text_stays(text: str) -> None:
    assert [e for e in cleaned(text)[1].edits if e.rule != "joined_line"] == []


def test_tables_keep_their_lines() -> None:
    row = "均衡发展指标\n均衡发展指标\n"
    text = f"云溪县工作汇报\n{COUNTY}{row}"
    start = len(text) - len(row)
    cells = (Cell(Span(start, start + 6)),), (Cell(Span(start + 7, start + 13)),)
    paragraphs = Block("paragraph", Span(0, start)), Block("table", Span(start, len(text)), rows=cells)
    assert cleaned(text, blocks=paragraphs)[0] == text


def test_a_rule_can_be_switched_off_before_and_after() -> None:
    text = f"云溪县工作汇报\n{COUNTY}学校的.整体条件改善,教(jiào)育质量提高了。\n"
    result, _, _ = cleaned(text, off=("pinyin", "width"))
    assert "教(jiào)育" in result
    assert "学校的整体" in result
    _, cleaning, _ = cleaned(text)
    assert apply(without(cleaning, {"pinyin"}), text).text == result


def test_edits_that_do_not_fit_are_refused() -> None:
    _, cleaning, _ = cleaned(f"云溪县工作汇报\n{COUNTY}学校的.整体条件改善。\n")
    with pytest.raises(ValueError, match="does not fit"):
        apply(cleaning, CITY)


def test_rules_are_told_in_chinese_and_have_one_code_each() -> None:
    assert len({r.code for r in RULES}) == len({r.name for r in RULES}) == len(RULES)
    assert all(r.sentence.endswith("。") for r in RULES)


DIRT = st.lists(
    st.sampled_from(
        [
            *"的教育均衡發展,，。;；、'`. \n\r\t\u3000\ue004\u200b\ufeff\uf914\U0002f81a1a□?\ufffd",
            "(jiào)", "【zhǎn】", "(de)(de)", "(请你关注:)", "&nbsp;", "&lt;o:p&gt;", "锟斤拷", "一审:张某", "全 县 学 校 都 达 标 了 好",
            "云溪县工作汇报", "\n云溪县工作汇报\n", "(此处隐藏12字)", "下载此文档", "第 3 页 共 9 页", "一、加大投入", "\r\n",
        ]
    ),
    max_size=40,
).map("".join)  # fmt: skip


@given(DIRT, st.lists(st.tuples(st.integers(0, 60), st.integers(0, 12)), max_size=4), st.booleans())
def test_apply_then_undo_gives_the_source_back(text: str, marks: list[tuple[int, int]], in_piece: bool) -> None:
    spans = [Span(min(a, len(text)), min(a + n, len(text))) for a, n in marks]
    kinds = itertools.cycle(("site_notice", "pinyin", "noise_char", "inline_ad", "credits", "repeated_title"))
    site = tuple(Boilerplate("s", span, kind, "page-join") for span, kind in zip(spans, kinds, strict=False))
    whole = Span(0, len(text))
    pieces = (Piece("s", "1", whole, whole, "题", Span(0, min(3, len(text)))),) if in_piece else ()
    outline = Outline("s", pieces, boilerplate=site, joins=tuple(spans[:1]))
    simplified = reading(text)
    found, problems = clean(Source("s", text, "text", "0"), simplified, outline)
    result = apply(found, text)
    assert undo(found, result.text) == text
    assert len(result.origin) == len(result.text)
    assert list(result.origin) == sorted(result.origin)
    for edit in found.edits:
        assert edit.span.of(text) == edit.before != edit.after
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(found.edits))
    assert all(p.span and len(p.span) for p in problems)
