"""Breadcrumbs: the line or lines over a text in which a site says where the page stands (首页 > 栏目 > 题目)."""

import re
from collections.abc import Container
from dataclasses import dataclass
from itertools import islice

from jingyan.segment.furniture_guess import BULLETS
from jingyan.segment.lines import Line
from jingyan.segment.titles import ends_like_title, is_title_like

# Breadcrumbs stand in the first lines; the title they end with stands within a few lines below them.
FIRST, BELOW = 14, 5
# A step is no longer than this; the last one, the title, no longer than this.
STEP, LAST = 20, 60
# A last step of so many letters that stands again below is the title.
TITLE = 6
# Longest word of a menu.
MENU = 10
# A paragraph of the text this long closes the place for breadcrumbs.
PROSE = 40

_MARK = re.compile(r"\s*(?:[>＞≫]+|[»›→])\s*")
_LABEL = re.compile(r"[\[【(]?(?:(?:您|你)?(?:现在|当前|目前|所在)?的?(?:所在)?位置(?:是|为)?\s*[::]?|导航[::])\s*")
_HOME = re.compile(
    r"(?:网站|本站|返回)?(?:首页|主页)|Home|HOME|\S{0,12}(?:网|网站|首页|在线|文库|频道|之家|范文站|范文|目录)"
)
_CLAUSE = re.compile("[。;!?；！？]")


@dataclass(frozen=True, slots=True)
class Crumbs:
    """The indices of the lines of all breadcrumbs and of lines that are the title they end with."""

    lines: tuple[int, ...]
    titles: frozenset[int]


def breadcrumbs(lines: tuple[Line, ...]) -> Crumbs:
    """The breadcrumbs over the text; a step on its own line after the last mark is part of them only if it stands again below."""
    taken: list[int] = []
    titles: set[int] = set()
    for line in islice(lines, FIRST):
        if line.in_table or (line.ended and len(line.text) >= PROSE):
            break
        if line.index in taken or not _begins(line, lines):
            continue
        end = _end(line.index, lines)
        run = range(line.index, end + 1)
        taken += run
        last = _steps("".join(lines[i].text for i in run))[-1]
        titles |= {other.index for other in lines[end + 1 : end + 1 + BELOW] if _is_same(last, other.text)}
    return Crumbs(tuple(taken), frozenset(titles))


def bulleted_menu(lines: tuple[Line, ...], found: Container[int], head: int) -> tuple[int, ...]:
    """The lines of a menu over the text whose bullets and words stand on lines of their own, with its name; lines of `found` stand beside it."""
    taken: list[int] = []
    run: list[int] = []
    for line in (*lines[:head], None):
        item = line is not None and bool(run) and lines[run[-1]].text in BULLETS and _is_item(line.text)
        if line is not None and (line.text in BULLETS or item):
            run.append(line.index)
            continue
        if sum(lines[i].text in BULLETS for i in run) >= 2 and lines[run[-1]].text not in BULLETS:
            above = run[0] - 1
            named = above > 0 and above - 1 in found and _is_item(lines[above].text)
            if named or above in found or run[-1] + 1 in found:
                taken += [above, *run] if named else run
        run = []
    return tuple(taken)


def _is_item(text: str) -> bool:
    return len(text) <= MENU and not _CLAUSE.search(text) and text[-1] not in ":,、" and not ends_like_title(text)


def _steps(text: str) -> list[str]:
    """The steps of a breadcrumb without its label; an empty one at an end that is a mark."""
    label = _LABEL.match(text)
    return [step.strip(" ]】)") for step in _MARK.split(text[label.end() if label else 0 :])]


def _is_same(step: str, text: str) -> bool:
    short = step.rstrip("….")
    return len(short) >= TITLE and (text == step or (short != step and text.startswith(short)))


def _begins(line: Line, lines: tuple[Line, ...]) -> bool:
    """True for a whole breadcrumb and for the first line of a broken one."""
    text, below = line.text, lines[line.index + 1 : line.index + 1 + BELOW]
    labelled, steps = bool(_LABEL.match(text)), _steps(text)
    if _CLAUSE.search("".join(steps[:-1])) or any(len(step) > STEP for step in steps[:-1]) or len(steps[-1]) > LAST:
        return False
    if labelled and steps == [""] and len(below) > 1:
        return bool(_HOME.fullmatch(below[0].text)) and bool(_MARK.match(below[1].text))
    if len(steps) == 1:
        return bool(below) and bool(_MARK.match(below[0].text)) and (labelled or bool(_HOME.fullmatch(steps[0])))
    if not steps[0] or line.ended:
        return False
    home = labelled or bool(_HOME.fullmatch(steps[0]))
    again = len(steps) > 2 and any(_is_same(steps[-1], other.text) for other in below)
    return again or (
        home and (len(steps) > 2 or not steps[-1] or labelled or any(_is_same(steps[-1], o.text) for o in below))
    )


def _end(first: int, lines: tuple[Line, ...]) -> int:
    """The index of the last line of the breadcrumb that begins with line `first`."""
    end = first + (_steps(lines[first].text) == [""])
    while end + 1 < len(lines) and not lines[end + 1].in_table:
        text = lines[end + 1].text
        steps = _MARK.split(text)
        if _is_long(steps) or lines[end + 1].ended:
            break
        if _MARK.match(text) or (
            _MARK.split(lines[end].text)[-1] == "" and _is_step(text, steps, lines[end + 2 : end + 2 + BELOW])
        ):
            end += 1
        else:
            break
    return end


def _is_long(steps: list[str]) -> bool:
    """True if a step is too long to be one."""
    return any(len(step) > STEP for step in steps[:-1]) or len(steps[-1]) > LAST


def _is_step(text: str, steps: list[str], below: tuple[Line, ...]) -> bool:
    """True for what stands after a mark at the end of a line: more steps, or the title if it is said again."""
    if len(steps) > 1:
        return True
    return any(_is_same(text, other.text) for other in below) or (len(text) < TITLE and not is_title_like(text))
