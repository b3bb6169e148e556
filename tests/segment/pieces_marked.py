"""Texts with their pieces marked by hand in `piece_texts.txt`: where each begins and ends, its title and organisation."""

from dataclasses import dataclass
from pathlib import Path

_PROSE = {
    "甲": "校门外是一条老街,早上七点就热闹起来。学校把第一节课往后推了二十分钟,孩子们先在操场上跑两圈,再回教室读书,迟到的人比上学期少了一半。",
    "乙": "老师们起初并不习惯,有人说麻烦,有人说多余。过了一个学期,再问同样的问题,没有一个人愿意改回去,因为办公室里的抱怨少了,笑声多了。",
    "丙": "家长委员会每月来一次,不听汇报,只看三样东西:孩子的作业本、食堂的菜单和厕所的地面。看完当场说话,说得对的第二天就改,改不了的写明原因。",
    "丁": "钱不多,一共花了一万三千元,都用在看得见的地方。旧课桌重新刷了漆,走廊装了书架,书是毕业生留下的,扉页上写着他们的名字和一句话。",
    "戊": "期末的时候,学生自己投票选出最喜欢的一天。得票最高的不是运动会,也不是文艺汇演,而是停电的那个下午,全校坐在树下讲了两个小时故事。",
    "甲短": "广播站只有一只旧喇叭,可是全村都听得见。播音的是五年级的两个孩子,稿子自己写,写错了就在广播里道歉,村里人都说听着亲切。",
    "乙短": "屋顶有半亩地,种了萝卜和青菜。浇水要排队,因为谁都想去。收成送到食堂,那天的菜总是吃得最干净,连盘子底下的汤也没有剩。",
}


@dataclass(frozen=True, slots=True)
class Text:
    """A text without its markup and its pieces as (start, end, title, organisation)."""

    name: str
    text: str
    pieces: tuple[tuple[int, int, str, str | None], ...]


def texts_with_pieces() -> tuple[Text, ...]:
    """All texts of `piece_texts.txt`."""
    parts = Path(__file__).with_name("piece_texts.txt").read_text("utf-8").split("### ")[1:]
    return tuple(_read(*part.split("\n", 1)) for part in parts)


def _read(name: str, raw: str) -> Text:
    text = ""
    begun: list[tuple[int, str]] = []
    ends: list[int] = []
    for line in raw.strip().split("\n"):
        if not line.startswith("@@"):
            joined = line.endswith("\\")
            text += line.removesuffix("\\").format_map(_PROSE) + ("" if joined else "\n")
            continue
        if begun and len(ends) < len(begun):
            ends.append(len(text.rstrip()))
        if line != "@@ end":
            begun.append((len(text), line[2:]))
    if len(ends) < len(begun):
        ends.append(len(text.rstrip()))
    return Text(name, text, tuple((start, end, *_named(says)) for (start, says), end in zip(begun, ends, strict=True)))


def _named(says: str) -> tuple[str, str | None]:
    title, _, organisation = (part.strip() for part in says.partition("|"))
    return title, organisation or None
