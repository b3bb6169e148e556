"""Totals against their parts: stated after them (共计), before them (其中), or in a bracket."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise

from jingyan.check.amounts import amount, coarse, exact, near, same_unit, show, step
from jingyan.check.page import FindingStatus, Page, Relation, Sentence
from jingyan.check.roles import changed_by, for_each
from jingyan.model.extracts import Figure
from jingyan.model.span import Span
from jingyan.zh.names import find_names

_TOTAL = r"合计|共计|总计|总共|一共|累计|(?<![与和同公])共|总[数量额值]|总[\u4e00-\u9fff]{2}"
_AFTER = re.compile(rf"(?:{_TOTAL})[\u4e00-\u9fff]{{0,7}}[:]?$")
_AFTER_ONE = re.compile(r"(?:合计|共计|总计|累计)[\u4e00-\u9fff]{0,7}$")
_WHOSE = r"以上|[一二两三四五六七八九十\d]+[项年类个处校县镇乡][\u4e00-\u9fff]{0,3}|全[省市县区校镇乡][\u4e00-\u9fff]{0,4}|先后|前后|各级各类[\u4e00-\u9fff]{0,6}|各[类种][\u4e00-\u9fff]{0,6}"
_JOINS = re.compile(
    rf"^[\u4e00-\u9fff]{{0,6}}[,、;)及和 ]*(?:{_WHOSE})?(?P<word>{_TOTAL})(?P<verb>(?:为|是|有|需|达|达到)?)(?P<what>[\u4e00-\u9fff]{{0,8}})[:]?$"
)
_LOOSE = ("累计", "总")
"""Words of totals that may hold more than what was told just before."""
_OPENS = re.compile(r"其中|分别(?:是|为|有)|包括|包含|含|[:]|分为|分成")
_LABELS = ("date", "ordinal", "duration", "range", "doc_number")
_WHICH = re.compile(r"其中")


def stated_after(page: Page) -> Iterator[Relation]:
    """A3所、B5所,共8所: the parts before a total that is marked 共计."""
    for sentence in page.sentences:
        for index, total in enumerate(sentence.figures):
            if amount(total) is None or index < 2 or not marked_total(page, total) or for_each(page, total):
                continue
            parts = _parts_before(page, sentence, index)
            if len(parts) >= 2:
                yield from _after(page, total, parts)


def marked_total(page: Page, figure: Figure) -> bool:
    """True if 共计, 合计, 总数 and the like stand before the figure."""
    return _AFTER.search(page.before(figure, 12)) is not None


def _parts_before(page: Page, sentence: Sentence, index: int) -> tuple[Figure, ...]:
    """The figures with the total's unit that stand before it in an unbroken row; dates and ordinals only label them."""
    total = sentence.figures[index]
    parts: list[Figure] = []
    right = total
    for figure in reversed(sentence.figures[:index]):
        if len(page.between(figure, right)) > 40 or _OPENS.search(page.between(figure, right)):
            break
        label = figure.kind in _LABELS or (
            right is total and figure.kind == "count" and figure.unit in ("项", "", "个")
        )
        if amount(figure) is None or not same_unit(figure, total):
            if not label:
                break
        elif not for_each(page, figure):
            parts.append(figure)
        right = figure
    return tuple(reversed(parts))


def _after(page: Page, total: Figure, parts: Sequence[Figure]) -> Iterator[Relation]:
    for count in range(len(parts), 1, -1):
        chosen = parts[len(parts) - count :]
        if _agree(page, total, chosen):
            yield added_up(page, "consistent", chosen, total)
            return
    sure = (
        all(exact(f) for f in (*parts, total))
        and total.kind != "percent"
        and all(p.unit == parts[0].unit for p in parts)
    )
    own = any(marked_total(page, p) for p in parts[1:]) or _AFTER_ONE.search(page.before(parts[0], 12))
    joined = _JOINS.match(page.between(parts[-1], total))
    if not sure or own or joined is None or not _row(page, parts) or not _same_thing(page, parts, joined["what"]):
        return
    if _plausible(parts, total, 0.15 if joined["word"].startswith(_LOOSE) else 0.5):
        yield added_up(page, "inconsistent", parts, total)


def _same_thing(page: Page, parts: Sequence[Figure], what: str) -> bool:
    """True if what the total counts (共补充教师) was named with its parts too; two characters or none prove nothing else."""
    if len(what) <= 2:
        return True
    told = page.text[max(0, parts[0].span.start - 20) : parts[-1].span.end]
    return any(what[at : at + 2] in told for at in range(len(what) - 1))


def _plausible(parts: Sequence[Figure], total: Figure, most: float) -> bool:
    """True if the parts come so near the total that they can be meant as its parts."""
    stated = amount(total) or 0.0
    return abs(sum(amount(p) or 0.0 for p in parts) - stated) <= most * stated


def _row(page: Page, figures: Sequence[Figure]) -> bool:
    """True if nothing but short names stands between the figures, so that they are a list."""
    gaps = [page.between(a, b) for a, b in pairwise(figures)]
    return all(
        len(g) <= 22 and not re.search(r"每|平均|人均|生均|比|占|由|从|同比|增|减|其中|累计|达标|少的|多的|最|差|缺", g)
        for g in gaps
    )


def stated_before(page: Page) -> Iterator[Relation]:
    """学校32所,其中小学20所…: a total and the parts that 其中, a colon or a bracket opens after it."""
    for sentence in going_on(page):
        used: set[int] = set()
        for index, total in enumerate(sentence.figures):
            if index in used or amount(total) is None or for_each(page, total):
                continue
            parts = _parts_after(page, sentence, index)
            if len(parts) < 2:
                continue
            found = _before(page, total, parts)
            if found:
                used.update(range(index + 1, index + len(found.places)))
                yield found


def going_on(page: Page) -> Iterator[Sentence]:
    """The sentences; one that begins with 其中 together with the last figures of the one before it."""
    previous: Sentence | None = None
    for sentence in page.sentences:
        begins = page.text[sentence.start : sentence.start + 8].strip().startswith(("其中", "分别是", "分别为"))
        if previous and begins and sentence.start - previous.end <= 2:
            yield Sentence(previous.start, sentence.end, (*previous.figures[-4:], *sentence.figures))
        else:
            yield sentence
        previous = sentence


_GOES_ON = re.compile(r"^[\u4e00-\u9fff]{0,8},[^,。;:(\d]{1,12}$")
_MARKED = re.compile(r"(?:共|共有|总[数量额值]|总(?:人数|面积|投资|投入))(?:为|达)?$")
"""Words by which a total tells that its parts follow, where only a comma stands between (骨干教师共有148名,省级12名…)."""
_ASKED, _DONE = re.compile(r"任务|计划|目标|下达"), re.compile(r"[,;][^,。;\d]{0,6}(?:完成|实际)")
_NOTE = re.compile(r"\([^()\n]{1,16}\)(?=,?其中)")
"""造林1700亩(任务1400亩),其中…: a note on the total, which is no part of it."""
_BRACKET = re.compile(r"^[^,。;、\d]{0,14}\(")
_CLOSED = re.compile(r"男|女|公办|民办|随班就读|达标|以[上下]")
"""A word of every family (families.toml, ages) that leaves no one out."""
_MOST_PARTS = 32
"""Figures behind a total among which its parts are looked for."""
_BESIDE = ("、", ",", "", "和")


def _parts_after(page: Page, sentence: Sentence, index: int) -> tuple[Figure, ...]:
    """The figures with the total's unit that 其中, a colon or a bracket opens; what stands in a deeper bracket belongs to another total."""
    total = sentence.figures[index]
    following = sentence.figures[index + 1 : index + _MOST_PARTS]
    if note := _NOTE.match(page.text, total.span.end):
        following = tuple(f for f in following if f.span.start >= note.end())
    if not following or len(page.between(total, following[0])) > 60:
        return ()
    rest = [f for f in following if f.kind not in _LABELS and not _names_only(f)]
    if not changed_by(page, total):
        # 收入139万元,同比增收24万元,其中市本级54万元,增收7万元: what something rose by is no part of it
        rest = [f for f in rest if not changed_by(page, f) and f.unit != "个百分点"]
    if total.kind == "money":
        # counts and shares of what was paid for stand between the sums (新建校舍3栋800万元、占40%)
        rest = [f for f in rest if f.kind not in ("count", "percent")]
    # 5860户9125人,其中A类620户2100人: the second of two numbers told together is not looked at
    rest = [f for f, left in zip(rest, (total, *rest), strict=False) if f.unit == total.unit or page.between(left, f)]
    # 资助学生9480人次、812.6万元,其中…: another amount of the same thing stands between
    beside: set[str | None] = set()
    while len(rest) > 1 and not same_unit(rest[0], total) and _stands_beside(page, total, rest):
        beside.add(rest[0].unit)
        rest = [f for f in rest[1:] if f.unit not in beside]
    if not rest:
        return ()
    # 教职工4509名中,35岁以下的1549名: the words that open the list end before the first age
    named = [f for f in sentence.figures[index + 1 :] if f.span.end <= rest[0].span.start and _names_only(f)]
    gap = page.between(total, (*named, rest[0])[0])
    bracket = _BRACKET.match(gap) is not None and gap.count("(") > gap.count(")")
    far = 60 if total.kind == "money" else 40
    opened = bracket or _opens(gap) or (_GOES_ON.match(gap) and _MARKED.search(page.before(total, 10)))
    if len(gap) > far or not (opened or _GOES_ON.match(gap)):
        return ()
    parts: list[Figure] = []
    previous = total
    for figure in rest:
        words = page.between(total, figure)
        depth = words.count("(") - words.count(")") - int(bracket)
        if depth > 0:
            continue
        if depth < 0 or (len(page.between(previous, figure)) > far and "(" not in page.between(previous, figure)):
            break
        if amount(figure) is None or not same_unit(figure, total):
            if parts and figure.kind == "percent":
                continue
            break
        if for_each(page, figure):
            continue
        if re.search(r"合计|共计|总计|。", page.between(previous, figure)) and parts:
            break
        parts.append(figure)
        previous = figure
    # with nothing that opens a list only words that part the whole between them make one
    words = page.text[total.span.end : parts[-1].span.end] if parts else ""
    return tuple(parts) if opened or (_CLOSED.search(words) and _family(page, parts)) else ()


def _stands_beside(page: Page, total: Figure, rest: Sequence[Figure]) -> bool:
    """True for 9480人次、812万元,其中… and 事故11起,死亡12人,其中…: the list opens only behind a second amount, and names both with each part or the first only."""
    gap = page.between(total, rest[0])
    return gap in _BESIDE or (
        re.fullmatch(r"[\u4e00-\u9fff]{0,8}[,、][\u4e00-\u9fff]{0,6}", gap) is not None
        and _opens(page.between(*rest[:2]))
        and not _opens(gap)
    )


def _names_only(figure: Figure) -> bool:
    """True for an age or a bare bound (35以下的) that only names who is counted."""
    return figure.unit in ("岁", "周岁") or (not figure.unit and not exact(figure))


def _opens(gap: str) -> bool:
    """True if the words between a total and a number say that its parts follow (其中, a colon, 11个县中)."""
    return (
        _OPENS.search(gap) is not None
        or re.search(r"^[^,。;:\d]{1,12}(?<![其集当])中[,:]?[^,。;:\d]{0,6}(?:\d\d(?:周?岁)?以[上下]的?)?$", gap)
        is not None
    )


def _before(page: Page, total: Figure, parts: Sequence[Figure]) -> Relation | None:
    counts = range(len(parts), 1, -1)
    # an exact sum proves more than one that only rounds to the total
    for count in sorted(counts, key=lambda n: not near(sum(amount(p) or 0 for p in parts[:n]), amount(total) or 0, 0)):
        if _agree(page, total, parts[:count]):
            return added_up(page, "consistent", parts[:count], total)
    if (
        not all(exact(f) for f in (*parts, total))
        or total.kind == "percent"
        or any(p.unit != total.unit for p in parts)
    ):
        return None
    if any(_WHICH.search(page.between(a, b)) for a, b in pairwise(parts)) or changed_by(page, total):
        return None
    told = page.text[total.span.end : parts[-1].span.start]
    # 国家任务9万亩,完成7万亩;省级任务6万亩,完成4万亩: what was asked and what was done are no parts of one total
    if _ASKED.search(told) and _DONE.search(told):
        return None
    return _unequal(page, total, parts)


def _unequal(page: Page, total: Figure, parts: Sequence[Figure]) -> Relation | None:
    """What is wrong with parts that do not make the total; None where they may overlap or be some of many."""
    gap = page.between(total, parts[0])
    family = _family(page, parts)
    added = sum(amount(p) or 0 for p in parts)
    stated = amount(total) or 0
    short = (stated - added) / stated if stated else 1
    if not (_opens(gap) or "(" in gap):
        if family and 0 < short <= 0.1 and len(parts) >= 3:
            return added_up(page, "suspicious", parts, total)
        sure = family is not None and -0.25 <= short < 0 and not _one_of_them(page, total, parts)
        return added_up(page, "inconsistent", parts, total) if sure else None
    if slipped := _other_unit(page, total, parts):
        return slipped
    if family is None:
        if (
            0 < stated - added <= 0.05 * stated
            and len(parts) >= 3
            and (not _SOME.search(gap) or _one_digit(page, added, total))
            and _row(page, parts)
            and not _overlap(page, total, parts)
        ):
            return added_up(page, "suspicious", parts, total)
        if (
            0 < added - stated <= 0.1 * stated
            and len(parts) >= 3
            and _row(page, parts)
            and not _overlap(page, total, parts)
        ):
            return added_up(page, "inconsistent" if _apart(page, total, parts) else "suspicious", parts, total)
        if added > stated:
            sure = _apart(page, total, parts) or (_whole_list(page, total, parts) and short >= -0.15)
            return added_up(page, "inconsistent", parts, total) if sure else None
        listed = _whole_list(page, total, parts) and short <= 0.05
        return added_up(page, "suspicious", parts, total) if listed else None
    if added > stated:
        return added_up(page, "inconsistent", parts, total)
    if _by_years(page, parts) and len(parts) >= 3 and short <= 0.2:
        return added_up(page, "inconsistent", parts, total)
    if family or (len(parts) >= 3 and short <= 0.1):
        return added_up(page, "suspicious", parts, total)
    return None


_SOME = re.compile(r"其中|含|包括")
"""Words behind which not every part need be named."""


def _one_digit(page: Page, added: float, total: Figure) -> bool:
    """True if a total is the sum but for one digit: a slip of the pen rather than parts left out. Counts in 万 are statistics, of which some lines are told."""
    one, two = show(added, page.of(total)), show(amount(total) or 0, page.of(total))
    alike = len(one) == len(two) and sum(a != b for a, b in zip(one, two, strict=True)) == 1
    return alike and (total.kind in ("money", "area") or not coarse(page.of(total)))


_OF_WHICH = re.compile(r"(?P<whole>[\u4e00-\u9fff]{2,8})中[,:]?[\u4e00-\u9fff]{1,12}$")


def named_whole(page: Page) -> Iterator[Relation]:
    """专任教师58人。专任教师中,研究生2人,本科49人,专科7人: parts of a whole that is called by its name again."""
    for sentence in page.sentences:
        for index, first in enumerate(sentence.figures):
            opener = _OF_WHICH.search(re.split(r"[。;]", page.before(first, 26))[-1])
            if opener is None or amount(first) is None:
                continue
            whole = _called(page, first, opener["whole"])
            parts = _run(page, sentence.figures[index:], first)
            if whole is None or len(parts) < 2:
                continue
            for count in range(len(parts), 1, -1):
                if _agree(page, whole, parts[:count]):
                    yield added_up(page, "consistent", parts[:count], whole)
                    break
            else:
                added, stated = sum(amount(p) or 0 for p in parts), amount(whole) or 1
                sure = _family(page, parts) is not None and all(exact(f) for f in (*parts, whole))
                if sure and len(parts) >= 3 and abs(added - stated) <= 0.1 * stated:
                    yield added_up(page, "inconsistent" if added > stated else "suspicious", parts, whole)


def _called(page: Page, first: Figure, words: str) -> Figure | None:
    """The last figure before `first` (400 characters) that is counted under the same name."""
    earlier = page.inside(Span(max(0, first.span.start - 400), first.span.start))
    same = [f for f in earlier if f.unit == first.unit and amount(f) and page.before(f, 12).endswith(words[-4:])]
    return same[-1] if same else None


def _run(page: Page, figures: Sequence[Figure], first: Figure) -> tuple[Figure, ...]:
    run: list[Figure] = []
    for figure in figures:
        if amount(figure) is None or figure.unit != first.unit or (run and len(page.between(run[-1], figure)) > 20):
            break
        run.append(figure)
    return tuple(run)


def linked(page: Page) -> Iterator[Relation]:
    """Parts that extraction linked to one total: whether they add up; they may stand in several sentences."""
    groups: dict[Span, list[Figure]] = {}
    for figure in page.figures:
        if figure.total is not None and amount(figure) is not None and not for_each(page, figure):
            groups.setdefault(figure.total, []).append(figure)
    totals = {f.span: f for f in page.figures if f.span in groups and amount(f) is not None}
    for span, parts in groups.items():
        total = totals.get(span)
        if total is None or len(parts) < 2 or for_each(page, total) or any(not same_unit(p, total) for p in parts):
            continue
        added, stated = sum(amount(p) or 0 for p in parts), amount(total) or 0.0
        if _agree(page, total, parts):
            yield added_up(page, "consistent", parts, total)
            continue
        close = len(parts) >= 3 and 0 < abs(added - stated) <= 0.02 * stated and total.kind in ("money", "area")
        if close and all(exact(f) for f in (*parts, total)) and not _overlap(page, total, parts):
            yield added_up(page, "inconsistent" if added > stated else "suspicious", parts, total)


_MAY_OVERLAP = re.compile(r"党员|女|男|以上|以下|高级|骨干|本科|民族|占|残疾|留守|名师|优秀|用于|主要|包括|含")


def _overlap(page: Page, total: Figure, parts: Sequence[Figure]) -> bool:
    """True if the parts are named by qualities that one person may share (党员, 女教师, 高级教师)."""
    return _MAY_OVERLAP.search(page.text[total.span.end : parts[-1].span.end]) is not None


def _other_unit(page: Page, total: Figure, parts: Sequence[Figure]) -> Relation | None:
    """889万元、1000元、1409万元 of 3298万元: one part whose 万 was lost, which makes the sum exact when put back."""
    if total.kind != "money" or len(parts) < 2:
        return None
    values = [amount(p) or 0.0 for p in parts]
    for index, part in enumerate(parts):
        if "万" in page.of(part) or "亿" in page.of(part) or "万" not in page.of(total) + page.of(parts[index - 1]):
            continue
        if near(sum(values) + values[index] * 9999, amount(total) or 0.0, step(page.of(total)) / 2):
            found = added_up(page, "inconsistent", parts, total)
            hint = f";“{page.said(part)}”补上“万”后正好相符"
            return Relation(found.status, found.formula, found.places, found.detail + hint)
    return None


def _whole_list(page: Page, total: Figure, parts: Sequence[Figure]) -> bool:
    """True if a colon or bracket right behind the total lists three and more parts to the end of the sentence or bracket: such a list parts the whole."""
    gap, after = page.between(total, parts[0]), page.text[parts[-1].span.end : parts[-1].span.end + 1]
    opens = re.match(r"^(?:[:(]|,分别[是为有])", gap) is not None
    return opens and len(parts) >= 3 and after in ("。", ")", ";", "\n", "") and _row(page, parts)


def _one_of_them(page: Page, total: Figure, parts: Sequence[Figure]) -> bool:
    """True if the first number is named like the others (高中教师120人,初中160人 …): it is one of the parts, not their total."""
    return _family(page, (total, *parts)) is not None


@cache
def _families() -> tuple[tuple[tuple[str, ...], bool], ...]:
    table = tomllib.loads(files("jingyan.check").joinpath("families.toml").read_text("utf-8"))
    return tuple((tuple(row["words"]), bool(row["closed"])) for row in table["family"])


_REST = ("其他", "其它", "其余")


def _family(page: Page, parts: Sequence[Figure]) -> bool | None:
    """Whether the parts are named by different words of one family: True if it is closed and complete, False if open, None if they are not one family."""
    if _by_years(page, parts):
        return False
    if _by_ages(page, parts):
        return True
    names = [_name(page, p) for p in parts]
    for words, closed in _families():
        hits = [
            max((w for w in (*words, *_REST) if any(a in name for a in w.split("|"))), key=len, default=None)
            for name in names
        ]
        if None not in hits and len(set(hits)) == len(hits):
            return closed and len(hits) == len(words)
    return None


_SHARED = re.compile(r"用于|占|(?<!同)比|节约|结余|累计|其余|以上|以下")


def _apart(page: Page, total: Figure, parts: Sequence[Figure]) -> bool:
    """True if no part can hold another's share: three and more sums of money or areas in a row, or numbers each of another place or unit.

    People and schools in a row may overlap (女教师, 高级教师); money that is spent twice cannot.
    """
    if any(_SHARED.search(page.between(a, b)) for a, b in pairwise((total, *parts))):
        return False
    if total.kind in ("money", "area", "other"):
        return len(parts) >= 3 or "," not in page.between(*parts)
    places = [find_names(name) for name in (_name(page, p) for p in parts)]
    named = {n[0].span.of(_name(page, p)) for n, p in zip(places, parts, strict=True) if n and n[0].kind != "person"}
    return len(parts) >= 2 and len(named) == len(parts)


_YEAR_BEFORE = re.compile(r"(\d{4})年[^\d,。;]{0,6}$")


def _by_years(page: Page, parts: Sequence[Figure]) -> bool:
    """True if each part is labelled with another year (2021年46人、2022年83人)."""
    years = [m.group(1) for p in parts if (m := _YEAR_BEFORE.search(page.before(p, 16)))]
    return len(years) == len(parts) == len(set(years))


_AGE_BEFORE = re.compile(r"\d{2}(?:周?岁)?(?P<end>以下|以上)?(?:的|教师|人员|党员|者)*$")


def _by_ages(page: Page, parts: Sequence[Figure]) -> bool:
    """True if the parts are told by age from the youngest (35岁以下) to the oldest (50岁以上), which leaves no one out."""
    ages = [_AGE_BEFORE.search(page.before(p, 14)) for p in parts]
    if len(parts) < 3 or any(a is None for a in ages):
        return False
    ends = {a["end"] for a in (ages[0], ages[-1]) if a}
    return ends == {"以下", "以上"}


def _name(page: Page, figure: Figure) -> str:
    """The words that name a part: left of it back to a mark, and right of it up to the next mark."""
    left = re.split(r"[,、;:。()]|\d", page.before(figure, 16))[-1]
    right = re.split(r"[,、;:。()\n]", page.text[figure.span.end : figure.span.end + 12])[0]
    return left or right


def _agree(page: Page, total: Figure, parts: Sequence[Figure]) -> bool:
    """Parts add up to the total, rounding of the printed digits allowed."""
    stated = amount(total) or 0.0
    added = sum(amount(p) or 0.0 for p in parts)
    if total.approximate == "over":
        return stated <= added <= stated * 1.1
    if total.approximate == "about":
        return near(added, stated, 0.1 * stated)
    written = page.of(total)
    finest = min(step(page.of(p)) for p in parts)
    tolerance = step(written) / 2 if coarse(written) and step(written) > finest else 0.0
    if "." in written and step(written) <= finest:
        tolerance = max(tolerance, len(parts) * finest / 2 if len(parts) > 2 else 0.0)
    return near(added, stated, tolerance)


def added_up(page: Page, status: FindingStatus, parts: Sequence[Figure], total: Figure) -> Relation:
    """The relation of parts and total, the sum as a formula."""
    values = [amount(p) or 0.0 for p in parts]
    added, stated = sum(values), amount(total) or 0.0
    sign = "=" if status == "consistent" and near(added, stated, 0) else "≈" if status == "consistent" else "≠"
    unit, like = total.unit or "", page.of(total)
    terms = "+".join(show(v, page.of(p)) for v, p in zip(values, parts, strict=True))
    tail = "" if sign == "=" else f"={show(added, like)}{sign}{show(stated, like)}"
    formula = terms + (f"={show(stated, like)}" if sign == "=" else tail) + unit
    detail = f"{terms}={show(added, like)}{unit},文中写{page.said(total)},相差{show(abs(added - stated), like)}{unit}"
    return Relation(status, formula, (*(p.span for p in parts), total.span), detail)
