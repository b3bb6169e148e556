"""Automatic numbers of a docx, counted as Word counts them: paragraph by paragraph in reading order → the marker Word shows."""

import re
from dataclasses import dataclass, field

from jingyan.readers.docx_formats import format_number
from jingyan.readers.docx_package import MC, Element, W
from jingyan.readers.docx_styles import Style, Styles, value, whole

_LEVELS = 9
_LONGEST = 255  # characters of a level's pattern; Word's own dialog takes 31
_PLACE = re.compile(r"%([1-9])")
# bullets are characters of symbol fonts in the private-use area; the shapes of Symbol and Wingdings that lists use
_BULLETS = {
    "\uf0b7": "•",
    "\uf06c": "●",
    "\uf06e": "■",
    "\uf0a7": "▪",
    "\uf075": "◆",
    "\uf0d8": "➢",
    "\uf0fc": "✓",
    "\uf0b2": "✧",
    "\uf076": "❖",
    "\uf0e8": "➔",
}


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None
    legal: bool = False
    style: str | None = None


@dataclass(slots=True)
class _Num:
    """One w:num: whose counters it shares, its own levels and starts, and the levels whose start was used."""

    abstract: str
    levels: dict[int, _Level]
    starts: dict[int, int]
    used: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Marker:
    """`text` as Word shows it; `glue` is what stands between it and the paragraph ("tab", "space" or "nothing")."""

    text: str
    glue: str


class Numbering:
    """The counters of one document. Counters belong to the abstract definition: lists that share it go on counting (ECMA-376 part 1, 17.9)."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[str, dict[int, _Level]] = {}
        self._links: dict[str, str] = {}
        self._nums: dict[str, _Num] = {}
        self._counters: dict[str, list[int | None]] = {}
        if root is None:
            return
        for el in root.iterchildren(W + "abstractNum"):
            self._read_abstract(el)
        for el in root.iterchildren(W + "num"):
            self._read_num(el)

    def marker(self, style: Style, num_id: str | None, level: int | None) -> Marker | None:
        """Count one paragraph; its marker, or None when it has no number. `num_id` and `level` are the paragraph's own, None when absent."""
        key = num_id if num_id is not None else style.num_id
        num = self._nums.get(key) if key and key != "0" else None
        if num is None:
            return None
        depth = level if level is not None else self._style_level(num, style) if num_id is None else (style.level or 0)
        depth = min(max(depth, 0), _LEVELS - 1)
        abstract = self._resolved(num.abstract)
        levels = {**self._abstract.get(abstract, {}), **num.levels}
        if depth not in levels:
            return None
        counters = self._counters.setdefault(abstract, [None] * _LEVELS)
        self._count(num, levels, counters, depth)
        return _shown(levels, counters, depth)

    def _count(self, num: _Num, levels: dict[int, _Level], counters: list[int | None], depth: int) -> None:
        for upper in range(depth):
            # a level that was never counted shows its start, and Word goes on from there
            if counters[upper] is None:
                counters[upper] = num.starts.get(upper, levels.get(upper, _Level()).start)
                num.used.add(upper)
        current = counters[depth]
        if depth in num.starts and depth not in num.used:
            counters[depth] = num.starts[depth]
        elif current is None:
            counters[depth] = num.starts.get(depth, levels[depth].start)
        else:
            counters[depth] = current + 1
        num.used.add(depth)
        for lower in range(depth + 1, _LEVELS):
            restart = levels.get(lower, _Level()).restart
            if restart is None or (restart != 0 and depth < restart):
                counters[lower] = None

    def _style_level(self, num: _Num, style: Style) -> int:
        """The level whose w:pStyle names the style, else the style's own ilvl."""
        levels = {**self._abstract.get(self._resolved(num.abstract), {}), **num.levels}
        return next((depth for depth, level in sorted(levels.items()) if level.style == style.id), style.level or 0)

    def _resolved(self, abstract: str) -> str:
        """The abstract definition behind a w:numStyleLink (at most a few steps; a loop ends)."""
        for _ in range(4):
            style = self._links.get(abstract)
            linked = self._nums.get(self._styles.linked_number(style) or "") if style else None
            if linked is None or linked.abstract == abstract:
                break
            abstract = linked.abstract
        return abstract

    def _read_abstract(self, el: Element) -> None:
        key = el.get(W + "abstractNumId") or ""
        self._abstract[key] = {
            depth: level for depth, level in map(_level, el.iterchildren(W + "lvl")) if 0 <= depth < _LEVELS
        }
        link = value(el.find(W + "numStyleLink"))
        if link and not self._abstract[key]:
            self._links[key] = link

    def _read_num(self, el: Element) -> None:
        levels: dict[int, _Level] = {}
        starts: dict[int, int] = {}
        for override in el.iterchildren(W + "lvlOverride"):
            depth = whole(override.get(W + "ilvl"))
            if depth is None or not 0 <= depth < _LEVELS:
                continue
            own = override.find(W + "lvl")
            if own is not None:
                levels[depth] = _level(own)[1]
            start = whole(value(override.find(W + "startOverride")))
            if start is not None:
                starts[depth] = start
        self._nums[el.get(W + "numId") or ""] = _Num(value(el.find(W + "abstractNumId")) or "", levels, starts)


def _level(el: Element) -> tuple[int, _Level]:
    form = el.find(W + "numFmt")
    if (
        form is None
    ):  # newer formats stand in AlternateContent: the choice names a custom format, the fallback a plain one
        form = el.find(f"{MC}AlternateContent/{MC}Fallback/{W}numFmt")
    start = whole(value(el.find(W + "start")))
    restart = whole(value(el.find(W + "lvlRestart")))
    legal = el.find(W + "isLgl")
    depth = whole(el.get(W + "ilvl"))
    return (
        -1 if depth is None else depth,
        _Level(
            start=1
            if start is None
            else start,  # Word writes w:start always; without it Word counts from 1, not from the standard's 0
            form=value(form) or "decimal",
            text=(value(el.find(W + "lvlText")) or "")[:_LONGEST],
            suffix=value(el.find(W + "suff")) or "tab",
            restart=restart,
            legal=legal is not None and (legal.get(W + "val") or "1") not in ("0", "false"),
            style=value(el.find(W + "pStyle")),
        ),
    )


def _shown(levels: dict[int, _Level], counters: list[int | None], depth: int) -> Marker | None:
    level = levels[depth]
    if level.form == "bullet":
        text = "".join(_BULLETS.get(c, "•" if "\ue000" <= c <= "\uf8ff" else c) for c in level.text)
        return Marker(text, level.suffix) if text.strip() else None

    def place(match: re.Match[str]) -> str:
        which = int(match[1]) - 1
        form = levels.get(which, _Level()).form
        return format_number(counters[which] or 0, "decimal" if level.legal and form != "none" else form)

    text = _PLACE.sub(place, level.text)
    return Marker(text, level.suffix) if text.strip() else None
