"""Lines no row of the table names: whole pages of sites, clean papers that use their words and shapes, and the model itself."""

import re
from pathlib import Path

import pytest

from jingyan.script.fold import reading
from jingyan.segment.furniture import furniture
from jingyan.segment.furniture_chat import chat
from jingyan.segment.furniture_intro import is_offer
from jingyan.segment.furniture_model import kind, score, shape
from jingyan.segment.lines import half, lines_of

from .train_furniture import CORPUS, MODEL, examples

HERE = Path(__file__).parent


def papers(name: str) -> list[tuple[str, str]]:
    """The papers of a file: the name after === and the text under it."""
    parts = re.split(r"^=== ", (HERE / name).read_text("utf-8"), flags=re.MULTILINE)[1:]
    return [(part.split("\n", 1)[0], part.split("\n", 1)[1]) for part in parts]


def cut(text: str) -> set[int]:
    """The numbers of the lines that are furniture."""
    page = half(reading(text))
    lines = lines_of(page)
    return {line.index for item in furniture(page, lines) for line in lines if item.span.covers(line.span)}


@pytest.mark.parametrize(("name", "text"), papers("furniture_clean.txt"), ids=lambda value: value[:12])
@pytest.mark.parametrize("wide", [False, True])
def test_clean_papers_are_left_whole(name: str, text: str, wide: bool) -> None:
    lines = text.splitlines()
    text = text.translate(str.maketrans(",:;()?!", "，：；（）？！")) if wide else text
    assert [lines[i] for i in sorted(cut(text))] == []


@pytest.mark.parametrize(("name", "text"), papers("furniture_pages.txt"), ids=lambda value: value[:12])
def test_pages_of_sites(name: str, text: str) -> None:
    marks = [line[:1] if line[:2] in ("- ", "? ") else "" for line in text.splitlines()]
    lines = [line[2 * len(mark) :] for line, mark in zip(text.splitlines(), marks, strict=True)]
    found = cut("\n".join(lines))
    assert [lines[i] for i in sorted(found) if not marks[i]] == []
    site = [i for i, mark in enumerate(marks) if mark == "-"]
    assert sum(len(lines[i]) for i in site if i in found) >= 0.8 * sum(len(lines[i]) for i in site)


@pytest.mark.parametrize(
    "line",
    [
        "猜您爱读",
        "点开全文继续看>>",
        "上传人:qwerty88 2013-4-5",
        "本站声明:文档均由会员上传,若侵权请告知",
        "贴主:小石 回帖:12 阅览:301",
        "©2009 某某范文吧 版权所有",
    ],
)
def test_unseen_site_lines(line: str) -> None:
    assert score(line) > 0.5


@pytest.mark.parametrize(
    "line",
    [
        "学校把账目贴在校门口的公示栏里,家长随时可以查。",
        "云溪县2019年控辍保学工作总结",
        "(一)把灯留到最后一个孩子离开",
        "让每一块黑板都有故事",
        "渡口镇中心小学",
    ],
)
def test_unseen_text_lines(line: str) -> None:
    assert score(line) < -1


def test_kinds() -> None:
    assert kind("责任编辑:水禾 校对:小舟") == "credits"
    assert kind("[上一页] 1 2 3 [下一页]") == "site_control"
    assert kind("发布时间:2020-01-02 来源:某某网") == "post_time"


def test_shape_puts_away_what_differs() -> None:
    assert shape("2014-05-06 10:22 《总结》 abc_88 DOC www.example.com a@b.cn 1,204次") == "D_T_《》_W_doc_U_E_0次"


def test_talk_in_a_saved_chat() -> None:
    text = "林老师 2020/3/4 9:12:01\n收到\n方主任(10001) 2020/3/4 9:15:20\n把灯留着\n我们学校晚上不关灯,最后一个走的孩子自己关。三年里没有一天忘记过,电费也没有多交。\n林老师(10002) 2020/3/4 9:20:00\n好,谢谢\n"
    assert list(chat(lines_of(text))) == [
        (0, "chat_head"),
        (1, "chatter"),
        (2, "chat_head"),
        (5, "chat_head"),
        (6, "chatter"),
    ]
    assert not list(chat(lines_of("校长论坛日程\n开幕式 9:00\n报告 10:00\n")))


def test_what_the_model_learned_from() -> None:
    if not (CORPUS / "来稿").exists():
        pytest.skip("corpus is absent")
    found = examples()
    site = [text for text, kind, _ in found if kind != "text"]
    text = [text for text, kind, _ in found if kind == "text"]
    assert len(site) >= 1200
    assert len(text) >= 2500
    assert sum(score(line) > 0 for line in site) >= 0.97 * len(site)
    assert sum(score(line) > 2 for line in text) <= 0.01 * len(text)
    assert MODEL.stat().st_size < 300_000


@pytest.mark.parametrize(
    "text",
    [
        "下面给大家分享三篇家访总结,欢迎借鉴参考。",
        "那么,总结要怎么写呢?以下是小编收集的家访总结,供大家参考,希望可以帮到有需要的朋友。",
        "这里给大家分享一些教师总结,供大家参考。",
        "接下来就跟着小编一起来看一看吧!",
        "以下是我为大家整理的家访总结,欢迎阅读。",
    ],
)
def test_offers_of_editors(text: str) -> None:
    assert is_offer(text)


@pytest.mark.parametrize(
    "text",
    [
        "今天,我给大家分享三个小故事,希望对大家有所帮助。",
        "下面是学校整理的三篇优秀作业,供家长参考。",
        "本文以三个县为例,介绍三篇课例的设计,供同行参考。",
        "小编是三个学生,每周推送两期,欢迎大家阅读。",
        "下面,请各校分享典型材料,供大家学习借鉴。",
        "接下来,小编组的同学要学习排版。",
        "现将我县的做法整理如下,供各地参考。",
    ],
)
def test_offers_of_speakers(text: str) -> None:
    assert not is_offer(text)
