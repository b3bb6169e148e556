"""Measure folding beside OpenCC's t2s and str.translate on the same traditional text, in one process: MB/s of UTF-8.

python benchmarks/folding.py [MEGABYTES]
"""

import sys
import time
from collections.abc import Callable

SENTENCES = (
    "全縣義務教育學校標準化建設任務如期完成,城鄉之間、校際之間的差距逐年縮小;",
    "2023年新建校舍12處,改造薄弱學校36所,新增學位4,500個。",
    "青禾縣教育局著力解決「大班額」問題,鄉鎮中心學校的圖書室、實驗室、運動場全部達標,",
    "教師隊伍後繼有人:縣管校聘穩步推進,輪崗交流三百二十人,骨幹教師占四成。\n",
)


def best(work: Callable[[str], object], text: str, rounds: int) -> float:
    """The shortest of `rounds` runs, in seconds."""
    seconds = []
    for _ in range(rounds):
        begin = time.perf_counter()
        work(text)
        seconds.append(time.perf_counter() - begin)
    return min(seconds)


def main(megabytes: float) -> None:
    from opencc import OpenCC

    from jingyan.script.fold import fold, reading
    from jingyan.script.tables import fold_table

    unit = "".join(SENTENCES)
    text = unit * max(1, round(megabytes * 1e6 / len(unit.encode())))
    sample = unit * max(1, round(0.2e6 / len(unit.encode())))
    plain = reading(text)
    codes = fold_table()
    mapping = {ord(c): (chr(int(codes[ord(c)])) if codes[ord(c)] else None) for c in set(text + plain)}
    converter = OpenCC("t2s")

    def by_clause(part: str) -> str:
        return "".join(converter.convert(clause) for clause in part.split(","))

    works: tuple[tuple[str, Callable[[str], object], str, int], ...] = (
        ("fold, traditional", fold, text, 5),
        ("fold, simplified", fold, plain, 5),
        ("str.translate, the same table, traditional (no origins)", lambda part: part.translate(mapping), text, 3),
        ("reading, traditional", reading, text, 2),
        ("reading, simplified", reading, plain, 3),
        ("opencc-python-reimplemented t2s, clause by clause", by_clause, sample, 1),
    )
    fold(unit), reading(unit), by_clause(unit)  # tables are built once a process
    rates = {name: len(part.encode()) / 1e6 / best(work, part, rounds) for name, work, part, rounds in works}
    yardstick = rates["str.translate, the same table, traditional (no origins)"]
    for name, rate in rates.items():
        print(f"{name:58} {rate:8.1f} MB/s   {rate / yardstick:6.2f} × str.translate")


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 10)
