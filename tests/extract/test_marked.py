"""Texts in the many shapes of the genre with everything marked that an annotator marks, and papers that tell of no actions."""

from functools import cache
from pathlib import Path

import pytest

from .marked_texts import Marked, Score, extracts_of, marked_texts, score_texts

HERE = Path(__file__).parent
FLOORS = {"measures": 0.97, "unmarked": 0.9, "levels": 0.98, "nesting": 0.98, "issues": 0.9, "initiatives": 0.9}


@cache
def scores(wide: bool) -> dict[str, Score]:
    return score_texts(marked_texts(HERE / "measure_texts.txt", wide=wide))


@pytest.mark.parametrize("wide", [False, True], ids=["half", "full"])
@pytest.mark.parametrize("what", list(FLOORS))
def test_scores(what: str, wide: bool) -> None:
    found = scores(wide)[what]
    assert found.f1 >= FLOORS[what], "\n".join([str(found), *found.wrong])


@pytest.mark.parametrize(
    "text", [t for t in marked_texts(HERE / "measure_texts.txt") if not t.measures and not t.free], ids=lambda t: t.name
)
def test_no_measures_in_plans_rules_and_papers(text: Marked) -> None:
    assert [m.title.of(text.text) for m in extracts_of(text.text).measures] == []


OTHERS = (
    "雨下了一整夜。他推开窗,巷子里的积水映着灯。“你怎么还不睡?”屋里有人问。他没有回答,只把伞收好。\n一、\n火车穿过隧道,他想起那句话:人生没有“返程票”。\n",
    "红烧肉的做法\n1.五花肉切块,冷水下锅焯水。\n2.锅中放少许油,加冰糖炒出糖色。\n3.放入肉块翻炒,加生抽。\n小贴士:1、要选三层分明的;2、不要加凉水。\n",
    "老王: 在吗\n小李: 在,咋了\n老王: 明天要不要加班?\n小李: 又要搞“团建”,别提了\n",
    'def main():\n    # 1. read the file\n    data = open("a.txt").read()\n    # 2. print it\n    print(data)\n',
    "The committee met. 1. Improve funding. 2. Train teachers. “Project Hope” began in 1989.\n",
    "1 23 45 67\n2 34 56 78\n3 57 101 145\n",
)


@pytest.mark.parametrize("text", OTHERS, ids=["story", "recipe", "talk", "code", "English", "numbers"])
def test_nothing_in_text_that_is_no_official_prose(text: str) -> None:
    found = extracts_of(text)
    assert (found.measures, found.initiatives, found.issues) == ((), (), ())
