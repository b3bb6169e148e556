"""What a volume template may say in {{ }}: the volume, its parts and pieces, and the filters for titles and numbers."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from jingyan.model.volume import VolumePlan
from jingyan.render.docx_text import Xml, printable
from jingyan.render.title_lines import fit

_WORD = re.compile("(?:(?:材料|资料|文件|经验|案例|成果|论文|文献)?(?:汇编|选编|选集)|文集)$")
_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class PieceTags:
    """`piece` in a template: printed title, subtitle and organisation ("" when there is none), and two things that must stay: `mark` (in the title) and `body`."""

    title: str
    subtitle: str
    organisation: str
    mark: Xml
    body: Xml


@dataclass(frozen=True, slots=True)
class PartTags:
    """`part` in a template: `number` 一, `name` 文件篇, its pieces, and `mark`, which must stay in the part's title."""

    number: str
    name: str
    pieces: tuple[PieceTags, ...]
    mark: Xml


@dataclass(frozen=True, slots=True)
class MemberTags:
    """A line of the committee in a template: `role` (主编) and `names`, set apart by a full-width blank."""

    role: str
    names: str


@dataclass(frozen=True, slots=True)
class SectionTags:
    """A preface, an afterword or an index in a template: its `title` (前言, 单位索引) and its `body`, ready paragraphs; false where there is none."""

    title: str
    body: Xml

    def __bool__(self) -> bool:
        return bool(self.body.xml)


@dataclass(frozen=True, slots=True)
class VolumeTags:
    """`volume` in a template. `event` is the title without its last word, `word` that word (材料汇编), `imprint` date and place on one line, `count` how many pieces it holds."""

    title: str
    event: str
    word: str
    subtitle: str
    organizer: str
    place: str
    date: str
    imprint: str
    count: int


def volume_tags(plan: VolumePlan) -> VolumeTags:
    """The tags of the cover and imprint; everything printable, "" where the plan says nothing."""
    title = printable(plan.title).strip()
    word = _WORD.search(title)
    event, last = (title[: word.start()], word.group()) if word and word.start() else (title, "")
    imprint = "·".join(printable(x) for x in (plan.date, plan.place) if x)
    return VolumeTags(
        title,
        event,
        last,
        printable(plan.subtitle),
        printable(plan.organizer),
        printable(plan.place),
        printable(plan.date),
        imprint,
        len(plan.entries),
    )


def chinese_number(number: int) -> str:
    """1 → 一, 10 → 十, 21 → 二十一; digits from 100 on (no volume has so many parts)."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十") + (_DIGITS[ones] if ones else "")


def stack(text: str) -> str:
    """One character a line."""
    return "\n".join(text)


FILTERS: Mapping[str, Callable[..., str]] = {"fit": fit, "stack": stack, "cn_number": chinese_number}
