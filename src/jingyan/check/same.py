"""One thing told with two values in one piece, and numbers told twice alike."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from jingyan.check.amounts import amount, exact
from jingyan.check.page import Page, Relation
from jingyan.check.roles import for_each
from jingyan.model.extracts import Figure

_LEAD = re.compile(
    r"^(?:截至|截止|目前|现|现在|到|年底|前|,|我们|本|该)*(?:全[县市区校镇乡园省]|我[县市区校镇乡园]|本[县市区校镇乡园]|学校|全县|辖区|区内|县内)?"
    r"(?:目前|现|共|总|一共|合计|总共|拥有|设有|建有|开设|辖|有|设)*"
)
_TAIL = re.compile(r"(?:总?数|总?人数|总量|为|是|有|达|达到|共|共有|约|已)*$")
_OTHER = re.compile(
    r"由|从|比|增|减|提高|上升|下降|上年|去年|前年|往年|同期|(?:19|20)\d\d|分别|其中|计划|目标|预计|拟|新|第|每|均|各|年级|学期|班|届|季|月|最|另|余|剩|再|还|先后|次|某|等"
)
_NEAR = 0.2
"""Two values of one thing that differ by more are seldom meant as the same."""


def two_values(page: Page) -> Iterator[Relation]:
    """全县有义务教育学校86所 … 全县共有义务教育学校89所: the same words with two values that are close."""
    for piece in page.pieces:
        told: dict[tuple[str, str], list[Figure]] = defaultdict(list)
        for figure in page.inside(piece.body):
            if key := _key(page, figure):
                told[key].append(figure)
        for (words, unit), figures in told.items():
            yield from _compared(page, words, unit, figures)
        yield from _swapped(page, page.inside(piece.body))
        yield from _of_whole(page, page.inside(piece.body))


_RATE = re.compile(r"[^,。;:!?、()“”\n\d%]{2,16}(?:率|度|比例|占比|覆盖面)(?:为|是|达|达到|稳定在|保持在)?$")


def _swapped(page: Page, figures: Sequence[Figure]) -> Iterator[Relation]:
    """参加率96.3% and 课后服务参加率93.6%: a rate told twice whose digits are only in another order, the shorter name ending the longer one."""
    alike: dict[str, list[tuple[str, Figure]]] = {}  # rates by their digits in order: only equal ones can be swapped
    for figure in figures:
        clause = re.split(r"[,。;:!?、()“”\n%]", page.before(figure, 30))[-1]
        digits = len(re.sub(r"\D", "", f"{amount(figure)}".rstrip("0")))
        told = figure.unit == "%" and amount(figure) and exact(figure) and digits >= 3
        if told and _RATE.search(clause) and not _OTHER.search(clause):
            alike.setdefault("".join(sorted(f"{amount(figure)}")), []).append((_TAIL.sub("", clause), figure))
    for rates in alike.values():
        for (words, first), (other_words, other) in combinations(rates, 2):
            longer, shorter = sorted((words, other_words), key=len, reverse=True)
            swapped = amount(first) != amount(other)
            shared = _shared_end(longer, shorter)
            named = longer.endswith(shorter) or len(shared) >= 5
            if swapped and named and (first.year or "") == (other.year or ""):
                yield Relation(
                    "suspicious",
                    f"{page.said(first)}≠{page.said(other)}",
                    (first.span, other.span),
                    f"“{shared}”前面写{page.said(first)},后面写{page.said(other)}",
                )


def _shared_end(one: str, two: str) -> str:
    """The words in which both end."""
    count = 0
    while count < min(len(one), len(two)) and one[-1 - count] == two[-1 - count]:
        count += 1
    return one[len(one) - count :]


def _of_whole(page: Page, figures: Sequence[Figure]) -> Iterator[Relation]:
    """教师45位,其中专任41位 … 专任教师仅43位: a part called by its quality and the whole's noun later."""
    wholes = {f.span: f for f in figures}
    for part in figures:
        whole = wholes.get(part.total) if part.total else None
        if whole is None or not whole.indicator or not part.indicator or not exact(part) or not amount(part):
            continue
        name = part.indicator if part.indicator.endswith(whole.indicator) else part.indicator + whole.indicator
        named = [
            f
            for f in figures
            if f is not part
            and f.total is None
            and f.unit == part.unit
            and f.indicator == name
            and exact(f)
            and (f.subject or "") == (part.subject or "")
            and (f.year or "") == (part.year or "")
            and not _OTHER.search(re.split(r"[,。;:!?、()“”\n]", page.before(f, 30))[-1])
        ]
        if len(named) != 1 or len(name) < 4:
            continue
        (other,) = named
        a, b = sorted((amount(part) or 0.0, amount(other) or 0.0))
        if a and a != b and b / a - 1 <= _NEAR:
            first, second = sorted((part, other), key=lambda f: f.span)
            yield Relation(
                "suspicious",
                f"{page.said(first)}≠{page.said(second)}",
                (first.span, second.span),
                f"“{name}”前面写{page.said(first)},后面写{page.said(second)}",
            )


def _key(page: Page, figure: Figure) -> tuple[str, str] | None:
    """The words that name what a figure counts and its unit, where they stand alone and for the whole."""
    value = amount(figure)
    if (
        value is None
        or not exact(figure)
        or figure.status != "actual"
        or figure.total is not None
        or for_each(page, figure)
    ):
        return None
    if figure.kind not in ("count", "percent", "area") or figure.unit in (
        "次",
        "期",
        "项",
        "条",
        "场",
        "年",
        "个百分点",
    ):
        return None
    clause = re.split(r"[,。;:!?、()“”\n]|\d", page.before(figure, 30))[-1]
    behind = re.split(r"[,。;:!?、()“”\n]|\d", page.text[figure.span.end : figure.span.end + 14])[0].replace(" ", "")
    if _OTHER.search(clause) or len(page.before(figure, 30)) < len(clause):
        return None
    scope = _LEAD.match(clause)
    left = _TAIL.sub("", clause[scope.end() if scope else 0 :])
    words = left or ("" if _OTHER.search(behind) else behind)
    whole = bool(scope and scope.group()) or figure.unit == "%"
    return (words, figure.unit or "") if whole and 3 <= len(words) <= 12 and (left or 3 <= len(behind) <= 8) else None


def _slip(one: str, two: str) -> bool:
    """True if two numbers are the same but for the order of their digits, or for one of three and more."""
    apart = sum(a != b for a, b in zip(one, two, strict=False))
    return sorted(one) == sorted(two) or (len(one) == len(two) >= 4 and apart == 1)


def _compared(page: Page, words: str, unit: str, figures: Sequence[Figure]) -> Iterator[Relation]:
    values = sorted({amount(f) or 0.0 for f in figures})
    if len(figures) >= 2 and len(values) == 1 and values[0] >= 10:
        yield Relation("consistent", f"{words}{page.said(figures[0])},前后一致", tuple(f.span for f in figures[:2]))
    if len(values) != 2 or not values[0] or values[1] / values[0] - 1 > _NEAR:
        return
    first = figures[0]
    other = next(f for f in figures if amount(f) != amount(first))
    if (first.subject or "") != (other.subject or "") or (first.year or "") != (other.year or ""):
        return
    # a rate under the same words is often that of another unit or stage; only a slip of the pen is odd
    if unit == "%" and not _slip(f"{amount(first)}", f"{amount(other)}"):
        return
    yield Relation(
        "suspicious",
        f"{page.said(first)}≠{page.said(other)}",
        (first.span, other.span),
        f"“{words}”前面写{page.said(first)},后面写{page.said(other)}",
    )
