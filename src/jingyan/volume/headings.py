"""Which numbered paragraphs are printed as headings: short heads are, sentences never, and the items of one list alike. How they look is in the template."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from jingyan.model.structure import Heading
from jingyan.zh.numerals import parse_numeral

Role = Literal["plain", "heading", "run_in"]

PRINTED_LEVELS = 4  # 一、 (一) 1. (1); what is deeper (①, 第一,, 一是) is running text in print
_PROSE = re.compile(r"是|^第[一二三四五六七八九十\d]+[,，、]?$|^其|^首|^再|^最|^[①-⑳]")
_LONGEST = 40  # characters of a head on a line of its own; longer ones were sentences in every collection seen
_LONG = 30  # from here on two commas make a sentence (提高认识，加强领导，健全机制 is a head)
_LONGEST_STOPPED = 15  # characters of a head that ends in a full stop on a line of its own (存在的问题。)
_COMMA = re.compile("[,，]")
_STOP = re.compile(r"[。;；]|(?<=[㐀-鿿”）)])[.．](?!\d)")
_SPLIT = re.compile("[;；,，]")  # after these the sentence goes on: what stands before is no head
_MARKERS = (
    (1, re.compile(r"([一二三四五六七八九十]{1,3})、")),
    (2, re.compile(r"[(（]([一二三四五六七八九十]{1,3})[)）]")),
    (3, re.compile(r"(\d{1,2})(?:、|[.．](?!\d{1,2}\D))")),
    (4, re.compile(r"[(（](\d{1,2})[)）]")),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph to judge: its characters, its Heading (None: running text), and how many characters the head has with its end mark."""

    text: str
    heading: Heading | None = None
    head: int = 0


@dataclass(slots=True)
class _Item:
    """A numbered paragraph at `at`: `firm` is false for a run-in head that could be a sentence; `owns` when text of its own follows."""

    at: int
    role: Role
    firm: bool
    owns: bool


def settle(lines: Sequence[Line]) -> tuple[Role, ...]:
    """The role of each line.

    A numbered line is a heading when it is short, has no mark that ends a sentence and no run of clauses; a short head before more text is a run-in.
    Where an item of a list is a plain sentence, its siblings are none of them headings, unless most of them have text of their own under them (then they are
    chapters and it is the sentence that is out of place); run-in heads stay where they are at least as many as the sentences.
    """
    alone = [_alone(lines, i) for i in range(len(lines))]
    roles = [role for role, _ in alone]
    for group in _groups(lines, alone):
        for item in group if any(i.role == "plain" for i in group) else ():
            roles[item.at] = _among_sentences(item, group)
    return tuple(roles)


def _among_sentences(item: _Item, group: Sequence[_Item]) -> Role:
    sentences = sum(i.role == "plain" for i in group)
    if item.role == "heading":
        chapters = sum(i.role == "heading" and i.owns for i in group)
        return "heading" if item.owns and chapters > sentences else "plain"
    if item.role == "run_in":
        heads = sum(i.role == "run_in" and i.firm for i in group)
        return "run_in" if item.firm and heads >= sentences else "plain"
    return "plain"


def _alone(lines: Sequence[Line], at: int) -> tuple[Role, bool]:
    """The role of a line without a look at its siblings, and whether it is a firm one."""
    line = lines[at]
    heading = line.heading
    if heading is None or _PROSE.search(heading.marker) or (heading.marker and heading.level > PRINTED_LEVELS):
        return "plain", True
    if line.head >= len(line.text):
        return ("heading" if _is_head_line(lines, at) else "plain"), True
    if not heading.marker:
        return "plain", True
    title = line.text[: line.head]
    bare = title[: len(title) - len(_trailing(title))]
    if _SPLIT.search(_trailing(title)) or _STOP.search(bare) or len(_COMMA.findall(bare)) > 1 or len(bare) > _LONGEST:
        return "plain", True
    return "run_in", not _COMMA.search(bare)


def _is_head_line(lines: Sequence[Line], at: int) -> bool:
    text = lines[at].text.strip()
    bare = text[: len(text) - len(_trailing(text))]
    commas = len(_COMMA.findall(bare))
    if len(bare) > _LONGEST or commas > 2 or (commas == 2 and len(bare) > _LONG) or _STOP.search(bare):
        return False
    if not _STOP.search(text[len(bare) - 1 :]):
        return not _SPLIT.search(_trailing(text))
    # 「（一）存在的问题。」 on its own line is a head when its text follows; 「1.教室已经修好。」 in a list is a sentence.
    stopped = not _SPLIT.search(text[len(bare) :]) and not commas and len(bare) <= _LONGEST_STOPPED
    return stopped and _owns(lines, at)


def _trailing(text: str) -> str:
    found = re.search(r"[。：:；;，,.．、！!？?\s]*$", text)
    return found.group() if found else ""


def _owns(lines: Sequence[Line], at: int) -> bool:
    """True when the next line is not numbered, or numbered on a lower level."""
    if at + 1 >= len(lines):
        return False
    own, following = _marked(lines[at]), _marked(lines[at + 1])
    return following is None or own is None or following[0] > own[0]


def _marked(line: Line) -> tuple[int, int] | None:
    """Level and number of the marker that begins the line, whether segmentation took it for a heading or not."""
    text = line.text.lstrip()
    for level, pattern in _MARKERS:
        if match := pattern.match(text):
            number = parse_numeral(match.group(1))
            return (level, int(number)) if number is not None else None
    return None


def _groups(lines: Sequence[Line], alone: Sequence[tuple[Role, bool]]) -> Iterator[list[_Item]]:
    """The lists of numbered lines: one level, one parent, numbers rising. A numbered line that is neither head nor sentence joins none."""
    open_: dict[int, tuple[int, list[_Item]]] = {}
    for at, line in enumerate(lines):
        marked = _marked(line)
        if marked is None:
            if alone[at][0] == "heading":  # an unnumbered heading begins something new
                yield from (group for _, group in open_.values())
                open_ = {}
            continue
        level, number = marked
        for deeper in sorted(k for k in open_ if k > level):
            yield open_.pop(deeper)[1]
        last, group = open_.get(level, (number, []))
        if group and number <= last:
            yield group
            group = []
        role, firm = alone[at]
        if role != "plain" or line.heading is not None or _STOP.search(line.text):
            group.append(_Item(at, role, firm, _owns(lines, at)))
        open_[level] = (number, group)
    yield from (group for _, group in open_.values())
