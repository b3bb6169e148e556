"""Measure segmenting: CPU seconds for 1,000 generated pieces of 3,000 characters on one core, beside `jieba.lcut` over the same text.

python benchmarks/segmenting.py [PIECES]

Half of the pieces are collections of five in one source, every third source is wrapped at 38 characters, so that titles are looked for and broken lines joined.
"""

import random
import sys
import time
from collections.abc import Sequence

COUNTIES = ["青禾", "沙洲", "白石", "河东", "云溪", "湖滨", "石桥", "双溪", "永丰", "南屏"]
HEADS = [
    "加大投入,改善办学条件",
    "深化改革,激发队伍活力",
    "突出重点,促进教育公平",
    "强化督导,落实各级责任",
    "内涵发展,提升教育质量",
]
CLAUSES = (
    "县委县政府把义务教育均衡发展摆在优先位置",
    "全县投入资金{}万元",
    "新建和改扩建学校{}所",
    "交流轮岗教师{}人",
    "乡镇中心学校的图书室、实验室、运动场全部达标",
    "实行县管校聘,严格编制管理",
    "留守儿童之家覆盖{}所寄宿制学校",
    "小学、初中巩固率分别达到{}%和98.6%",
    "教育督导部门每学期开展专项检查",
    "社会各界对教育的满意程度逐年提高",
)
NUMERALS = "一二三四五六七八九十"
LENGTH = 3000


def piece(dice: random.Random) -> str:
    """One report of about LENGTH characters: title, organisation, numbered sections of paragraphs."""
    county = dice.choice(COUNTIES)
    lines = [f"{county}县推进义务教育均衡发展工作总结", f"{county}县教育局", ""]
    for section in range(5):
        lines.append(f"{NUMERALS[section]}、{HEADS[section]}")
        for item in range(3):
            clauses = [dice.choice(CLAUSES).format(dice.randint(3, 9999)) for _ in range(11)]
            body = ",".join(clauses[:6]) + "。" + ",".join(clauses[6:]) + "。"
            lines.append(f"({NUMERALS[item]}){body[: LENGTH // 15]}")
    text = "\n".join(lines) + "\n"
    return text + "".join(dice.choice(CLAUSES).format(7) + "。\n" for _ in range(max(0, LENGTH - len(text)) // 20))


def wrapped(text: str) -> str:
    """The text broken at 38 characters as old text files are."""
    return "\n".join(line[a : a + 38] for line in text.split("\n") for a in range(0, max(1, len(line)), 38))


def texts(pieces: int) -> tuple[str, ...]:
    """Sources that hold `pieces` pieces together."""
    dice = random.Random(1)
    single = [piece(dice) for _ in range(pieces // 2)]
    many = ["\n\n".join(piece(dice) for _ in range(5)) for _ in range((pieces - pieces // 2) // 5)]
    return tuple(wrapped(text) if i % 3 == 2 else text for i, text in enumerate([*single, *many]))


def segmented(sources: Sequence[str]) -> tuple[float, int]:
    """CPU seconds and the number of pieces found (collections count as one and have parts)."""
    from jingyan.model.source import Source
    from jingyan.script.fold import reading
    from jingyan.segment.segmenting import segment

    made = [Source(f"{number}.txt", text, "text", f"{number:064x}") for number, text in enumerate(sources)]
    for source in made[
        :3
    ]:  # tables and the dictionary are loaded once a process (the third is wrapped, so words are cut)
        segment(source, reading(source.text))
    begin = time.process_time()
    outlines = [segment(source, reading(source.text))[0] for source in made]
    return time.process_time() - begin, sum(len(outline.pieces) for outline in outlines)


def cut(sources: Sequence[str]) -> float:
    """CPU seconds of jieba over the same text."""
    import jieba

    jieba.setLogLevel(40)
    jieba.initialize()
    begin = time.process_time()
    for text in sources:
        jieba.lcut(text)
    return time.process_time() - begin


def main(pieces: int) -> None:
    from importlib.util import find_spec

    sources = texts(pieces)
    characters = sum(map(len, sources))
    seconds, found = segmented(sources)
    yardstick = cut(sources)
    cutter = "rjieba" if find_spec("rjieba") else "jieba"
    print(f"{len(sources)} sources, {characters} characters; {found} pieces found; words cut by {cutter}")
    print(
        f"segment {seconds:.2f} s CPU, jieba.lcut {yardstick:.2f} s CPU: {seconds / yardstick:.2f} times the yardstick"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
