"""The reuse sheets of the ledger: every pair with its passages (查重明细), and passages that stand twice in one piece."""

from collections.abc import Iterable

from jingyan.model.decision import VERDICTS
from jingyan.model.reuse import Alignment, PiecePair
from jingyan.render import wording
from jingyan.render.catalogue import Catalogue, counted, grown
from jingyan.render.workbook import Column, Value

PASSAGES_LISTED = 1_000  # of one pair
PASSAGE = 400  # characters of a passage quoted in a cell
PAIR_CHOICES = (*(words[0] for verdict, words in VERDICTS.items() if verdict != "not_member"), "发函核实")

COPIES = (
    Column("对", 6, "0"),
    Column("片段", 7, "0"),
    Column("左篇", 30),
    Column("右篇", 30),
    Column("左篇见于右篇", 10, "0%"),
    Column("右篇见于左篇", 10, "0%"),
    Column("左篇计入", 10, "0%"),
    Column("右篇计入", 10, "0%"),
    Column("相似度", 9, "0%"),
    Column("关系", 18),
    Column("不计入", 12),
    Column("相同字数", 9, "#,##0"),
    Column("左篇原文", 60),
    Column("右篇原文", 60),
    Column("替换", 40),
    Column("较可能的原稿", 30),
    Column("依据", 40),
    Column("处理意见", 12, choices=PAIR_CHOICES),
    Column("备注", 20),
    Column("编号", 12),
)
REPEATS = (
    Column("篇", 36),
    Column("相似度", 9, "0%"),
    Column("相同字数", 9, "#,##0"),
    Column("前一处", 70),
    Column("后一处", 70),
    Column("前一处起", 9, "0"),
    Column("后一处起", 9, "0"),
)
_COLUMN = {column.name: i for i, column in enumerate(COPIES)}


def copies(catalogue: Catalogue) -> Iterable[tuple[Value, ...]]:
    """One row for each pair (片段 empty), followed by one for each of its passages; passages left out are told in a row of their own."""
    for number, pair in enumerate(catalogue.pairs, 1):
        names: dict[str, Value] = {"对": number, "左篇": catalogue.name(pair.left), "右篇": catalogue.name(pair.right)}
        alignments = catalogue.between(pair)
        yield _row({**names, **_pair(catalogue, pair), "替换": _swaps(alignments)})
        for k, alignment in enumerate(alignments[:PASSAGES_LISTED], 1):
            yield _row({**names, "片段": k, **_passage(catalogue, alignment)})
        if (more := len(alignments) - PASSAGES_LISTED) > 0:
            left_out = f"这一对的相同片段太多,另有 {more} 处未列出"
            yield _row({**names, "左篇原文": left_out, "右篇原文": left_out})


def _row(values: dict[str, Value]) -> tuple[Value, ...]:
    row: list[Value] = [None] * len(COPIES)
    for name, value in values.items():
        row[_COLUMN[name]] = value
    return tuple(row)


def _pair(catalogue: Catalogue, pair: PiecePair) -> dict[str, Value]:
    original = {"left": catalogue.name(pair.left), "right": catalogue.name(pair.right), None: "不能判断"}
    verdict = catalogue.verdict(pair.left, pair.right)
    answer, note = told(verdict) if verdict else (None, None)
    return {
        "左篇见于右篇": wording.whole_percent(pair.containment) / 100,
        "右篇见于左篇": wording.whole_percent(pair.other_containment) / 100,
        "左篇计入": wording.whole_percent(counted(pair, left=True)) / 100,
        "右篇计入": wording.whole_percent(counted(pair, left=False)) / 100,
        "关系": _relations(pair.relations),
        "相同字数": pair.copied,
        "较可能的原稿": original[pair.original],
        "依据": pair.evidence,
        "处理意见": answer,
        "备注": note,
        "编号": catalogue.code(pair.left, pair.right),
    }


def told(verdict: tuple[str, str, str]) -> tuple[str, str]:
    """The verdict for the column 处理意见 and, for 备注, the note with the date."""
    word, note, date = verdict
    return word, f"{note}({date})" if date else note


def _passage(catalogue: Catalogue, alignment: Alignment) -> dict[str, Value]:
    left, right = (s.span.of(catalogue.sources[s.source].text) for s in (alignment.left, alignment.right))
    return {
        "相似度": wording.whole_percent(alignment.similarity) / 100,
        "关系": _relations(alignment.relations),
        "不计入": wording.EXCLUSION[alignment.excluded] if alignment.excluded else None,
        "相同字数": wording.characters(left),
        "左篇原文": short(left),
        "右篇原文": short(right),
        "替换": _swaps((alignment,)),
    }


def repeats(catalogue: Catalogue) -> Iterable[tuple[Value, ...]]:
    """One row a passage that stands twice in one piece."""
    for alignment in map(grown, catalogue.comparison.repeats):
        id_ = f"{alignment.left.source}#{alignment.left.piece}"
        if id_ in catalogue.numbered:
            first, second = (s.span.of(catalogue.sources[s.source].text) for s in (alignment.left, alignment.right))
            yield (
                catalogue.name(id_),
                wording.whole_percent(alignment.similarity) / 100,
                wording.characters(first),
                short(first),
                short(second),
                alignment.left.span.start,
                alignment.right.span.start,
            )


def short(text: str) -> str:
    """The beginning of `text` for a cell, with the whole length when it is cut."""
    line = text.strip()
    return line if len(line) <= PASSAGE else f"{line[:PASSAGE]}……(共 {len(line)} 字)"


def _relations(relations: Iterable[str]) -> str:
    return "、".join(wording.RELATION[r] for r in relations)


def _swaps(alignments: Iterable[Alignment]) -> str:
    times: dict[tuple[str, str], int] = {}
    for swap in (s for a in alignments for s in a.substitutions):
        key = (swap.text or "〔无〕", swap.other_text or "〔无〕")
        times[key] = times.get(key, 0) + 1
    ordered = sorted(times.items(), key=lambda item: -item[1])
    return "\n".join(f"{a} → {b} ×{n}" for (a, b), n in ordered)
