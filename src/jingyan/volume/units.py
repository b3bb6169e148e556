"""Which units of the editor's list (单位名单) have submitted, by their names; a likeness that is not sure becomes a question, never an answer."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from pathlib import PurePosixPath

from jingyan.model.arrangement import ListedUnit, Submission
from jingyan.zh.names import kind_by_suffix
from jingyan.zh.regions import NOWHERE, region

_BLANK = re.compile(r"\s+")
_SEVERAL = re.compile(r"[、,;/\uff0c\uff1b]|(?<=[局厅府委会校学园院])\s+(?=[一-鿿]{2,}(?:局|厅|府|委|会|校|学|园|院))")
_PARTY = re.compile(r"^中共|^中国共产党")
# The same words written out in full or in short: 教体局 = 教育体育局 = 教育和体育局.
_WORDS = (
    (re.compile(r"和(?=[一-鿿]{2,4}局$)"), ""),
    (re.compile(r"教科体局$"), "教育科技体育局"),
    (re.compile(r"(?:文教体|教文体)局$"), "文化教育体育局"),
    (re.compile(r"(?:体教|教体|体育教育)局$"), "教育体育局"),
    (re.compile(r"(?:教科|科教|科技教育)局$"), "教育科技局"),
    (re.compile(r"教委$"), "教育委员会"),
    (re.compile(r"(?:县政府|市政府|区政府)$"), None),
    (re.compile(r"党委$"), "委员会"),
    (re.compile(r"^(.{2,}[县市区旗])委$"), r"\1委员会"),
)
_ABOVE = re.compile(r"(?:[一-鿿]{2,8}(?:省|自治区))?(?:[一-鿿]{2,9}?(?:市|州|盟|地区))?")
_PLACE = re.compile(r"[一-鿿]{2,9}?(?:自治县|县|区|市|旗|州|盟|省)")
_BODY = re.compile(r"(?:教育|教体|教师|教研|体育|科技|文化|人民政府|政府|教委|教科|教文|文教).*$")
_SCHOOL = re.compile(r"小学|中学|学校|幼儿园|学院")
_LIKE = 0.8  # of equal characters; 城东小学 and 城西小学 have 0.75, 第一小学 and 第一小学校 0.89


@lru_cache(maxsize=8192)
def same_name(name: str) -> str:
    """A unit's name in the form in which equal units are equal: blanks, marks in brackets and 中共 away, known short forms written out."""
    text = _BLANK.sub("", name).translate({0xFF08: "(", 0xFF09: ")"})
    text = re.sub(r"\([^()]*\)$", "", text) or text
    text = _PARTY.sub("", text)
    for pattern, full in _WORDS:
        text = pattern.sub(full, text) if full is not None else pattern.sub(lambda m: m[0][0] + "人民政府", text)
    return text


@dataclass(frozen=True, slots=True)
class Sender:
    """A piece as far as its sender matters: `organisation` "" when it names none, `title` its title, `kept` whether it is printed."""

    id: str
    organisation: str
    title: str
    source: str
    kept: bool = True


@dataclass(frozen=True, slots=True)
class Matching:
    """`found` piece id → numbers of listed units that it certainly comes from and how they were recognised; `near` organisation → numbers of listed units that it may be."""

    found: Mapping[str, tuple[tuple[int, ...], str]]
    near: Mapping[str, tuple[int, ...]]


def match_units(listed: Sequence[ListedUnit], senders: Sequence[Sender]) -> Matching:
    """Which listed units the pieces come from.

    Sure are: the name or one of its other names, known short forms (教体局 = 教育体育局), a name with or without the province and city above it when only one listed
    unit fits, and, for a piece that names no unit, a listed name in the name of its file or folder. Everything else that looks alike is `near`.
    """
    exact: dict[str, int] = {}
    for number, unit in enumerate(listed):
        for name in (unit.name, *unit.aliases):
            exact.setdefault(same_name(name), number)
    found: dict[str, tuple[tuple[int, ...], str]] = {}
    near: dict[str, tuple[int, ...]] = {}
    for sender in senders:
        names = [n for n in (_SEVERAL.split(sender.organisation) if sender.organisation else []) if n.strip()]
        numbers = [n for name in names if (n := _sure(same_name(name), exact)) is not None]
        by_place = [n for name in names if (n := _of_place(same_name(name), exact)) is not None]
        if numbers or by_place:
            found[sender.id] = tuple(dict.fromkeys(numbers or by_place)), "" if numbers else "名单只写地名,按地名认出"
            continue
        inside = _in_path(sender.source, listed)
        if not names and len(inside) == 1:
            found[sender.id] = inside, "按文件名认出"
            continue
        name = sender.organisation or PurePosixPath(sender.source).stem
        if name not in near:
            near[name] = tuple(dict.fromkeys((*inside, *_near(names or [name], listed))))
    taken = {n for numbers, _ in found.values() for n in numbers}
    waiting = {name: tuple(n for n in numbers if n not in taken) or numbers for name, numbers in near.items()}
    return Matching(found, {name: numbers for name, numbers in waiting.items() if numbers})


def submissions(
    listed: Sequence[ListedUnit], senders: Sequence[Sender], unreadable: Iterable[str] = ()
) -> tuple[Submission, ...]:
    """How every listed unit stands, in the order of the list, then the senders that the list does not have, by their first piece.

    `unreadable` are paths of files that could not be read: a listed unit whose name stands in one has submitted.
    """
    matching = match_units(listed, senders)
    of_unit: dict[int, list[Sender]] = {}
    others: dict[str, list[Sender]] = {}
    how: dict[int, str] = {}
    for sender in senders:
        if sender.id in matching.found:
            numbers, why = matching.found[sender.id]
            for number in numbers:
                of_unit.setdefault(number, []).append(sender)
                if why:
                    how[number] = why
        else:
            others.setdefault(sender.organisation, []).append(sender)
    broken = {path: _in_path(path, listed) for path in unreadable}
    rows: list[Submission] = []
    for number, unit in enumerate(listed):
        sent = of_unit.get(number, [])
        if sent:
            rows.append(_row(unit.name, "submitted", sent, how.get(number, "")))
        elif files := tuple(path for path, numbers in broken.items() if number in numbers):
            rows.append(Submission(unit.name, "unreadable", files=files))
        elif like := [name for name, numbers in matching.near.items() if number in numbers]:
            rows.append(Submission(unit.name, "question", question=_question(like)))
        else:
            rows.append(Submission(unit.name, "missing"))
    for organisation, sent in others.items():
        near = {n for s in sent for n in matching.near.get(organisation or PurePosixPath(s.source).stem, ())}
        names = "、".join(listed[n].name for n in sorted(near))
        question = f"是不是名单上的“{names}”?" if names else ""
        rows.append(_row(organisation or "(没有写单位)", "unlisted", sent, question))
    return tuple(rows)


def _row(unit: str, state: str, sent: Sequence[Sender], question: str) -> Submission:
    return Submission(
        unit,
        state,  # type: ignore[arg-type]
        tuple(s.id for s in sent),
        tuple(s.title for s in sent),
        tuple(dict.fromkeys(s.source for s in sent)),
        sum(s.kept for s in sent),
        question,
    )


def _question(names: Sequence[str]) -> str:
    told = "、".join(f"“{n}”" for n in names[:3]) + ("等" if len(names) > 3 else "")
    return f"收到{told}的来稿,是不是这个单位?是的话,请在名单的“别名”一栏写上这个名称"


def _sure(name: str, exact: Mapping[str, int]) -> int | None:
    if name in exact:
        return exact[name]
    shorter = {n for listed, n in exact.items() if _is_above(name, listed) or _is_above(listed, name)}
    return shorter.pop() if len(shorter) == 1 else None


def _of_place(name: str, exact: Mapping[str, int]) -> int | None:
    """The listed unit that is a bare place (青禾县) whose education office or government `name` is, when no other listed unit lies in that place."""
    for listed, number in exact.items():
        if not _PLACE.fullmatch(listed) or listed not in name or _SCHOOL.search(name):
            continue
        above, _, rest = name.partition(listed)
        alone = sum(listed in other for other in exact) == 1
        if alone and _ABOVE.fullmatch(above) and _BODY.fullmatch(rest):
            return number
    return None


def _is_above(longer: str, shorter: str) -> bool:
    """True if `longer` is `shorter` with only the province and city above it before it."""
    if len(shorter) < 4 or not longer.endswith(shorter) or longer == shorter or not _PLACE.match(shorter):
        return False
    return _ABOVE.fullmatch(longer[: -len(shorter)]) is not None


def _in_path(path: str, listed: Sequence[ListedUnit]) -> tuple[int, ...]:
    """The listed units whose name stands in the path; of several where one name is part of another the longest."""
    text = same_name(_BLANK.sub("", path).rpartition(".")[0] or path)
    hits = [
        (n, name) for n, u in enumerate(listed) for name in map(same_name, (u.name, *u.aliases)) if _stands(name, text)
    ]
    longest = [(n, name) for n, name in hits if not any(name != other and name in other for _, other in hits)]
    return tuple(dict.fromkeys(n for n, _ in longest))


def _stands(name: str, text: str) -> bool:
    return len(name) >= 4 and name in text


def _near(names: Sequence[str], listed: Sequence[ListedUnit]) -> list[int]:
    """Listed units of the same place and kind of body, or with almost the same name; a slip in the name of a place only when a single unit is that near."""
    wanted = [same_name(n) for n in names]
    known = [(number, same_name(b)) for number, unit in enumerate(listed) for b in (unit.name, *unit.aliases)]
    alike = [number for number, name in known if any(_alike(one, name) for one in wanted)]
    if alike:
        return alike
    slips = {number for number, name in known if any(_one_off(one, name) for one in wanted)}
    return sorted(slips) if len(slips) == 1 else []


def _alike(one: str, other: str) -> bool:
    if not one or not other:
        return False
    places = [m[-1] if (m := _PLACE.findall(name)) else "" for name in (one, other)]
    if places[0] and places[0] == places[1]:
        rest = [name.rpartition(place)[2] for name, place in zip((one, other), places, strict=True)]
        schools = [bool(_SCHOOL.search(r)) for r in rest]
        if not any(schools) and all(not r or _BODY.search(r) or kind_by_suffix(r) for r in rest):
            return True
    if places[0] != places[1] and places[0] and places[1]:
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _LIKE and not _numbered_apart(one, other)


def _one_off(one: str, other: str) -> bool:
    """True for names of equal length that differ in one character which may be a slip; two places that there are (上高县, 上犹县) are two places."""
    if len(one) != len(other) or len(one) < 5 or region(one) != NOWHERE:
        return False
    apart = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    return len(apart) == 1 and not set(apart[0]) & set("东西南北中上下前后新老大小一二三四五六七八九十县市区")


def _numbered_apart(one: str, other: str) -> bool:
    """True where the names differ in what tells one unit from the next: 第一小学 and 第二小学, 城东 and 城西."""
    kept = [re.sub(r"[^东西南北中一二三四五六七八九十\d]", "", name) for name in (one, other)]
    return kept[0] != kept[1]
