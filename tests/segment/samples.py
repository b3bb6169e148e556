"""Short texts of our own, and how to segment one."""

from jingyan.model.problem import Problem
from jingyan.model.source import Block, Source
from jingyan.model.structure import Outline
from jingyan.script.fold import reading
from jingyan.segment.segmenting import segment

COUNTY = (
    "近年来,我县坚持把教育摆在优先发展位置,加大投入,改善条件,全县学校面貌有了明显变化。\n"
    "一、加大投入\n县财政安排专项资金1200万元,新建校舍8000平方米,改造运动场12个,配齐了实验仪器。\n"
    "二、配强教师\n招聘教师86人,交流教师120人,培训校长30人次,教师队伍结构得到改善,群众满意度提高。\n"
)
CITY = COUNTY.replace("县", "市").replace("校舍", "宿舍")


def outline(
    text: str, *, blocks: tuple[Block, ...] = (), path: str = "收稿/云溪县材料.txt"
) -> tuple[Outline, tuple[Problem, ...]]:
    """The Outline of `text` and its problems."""
    return segment(Source(path, text, "docx" if blocks else "text", "0" * 64, blocks=blocks), reading(text))


def titles(text: str) -> list[tuple[str, str]]:
    """Label and title of each piece."""
    return [(piece.label, piece.title) for piece in outline(text)[0].pieces]
