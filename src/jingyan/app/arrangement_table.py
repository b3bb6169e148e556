"""The editor's 编排表 as typed: which piece each row is about and what its cells say; a row or cell that cannot be used is told and stops nothing else."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path, PurePosixPath

from jingyan.app.own_file import read_own
from jingyan.model.arrangement import Line
from jingyan.model.problem import Problem
from jingyan.model.source import RawFile
from jingyan.zh.numerals import parse_numeral
from jingyan.zh.widths import widen

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "code": ("编号",),
    "keep": ("收/不收", "收不收", "收录", "是否收录", "收"),
    "part": ("编", "编名", "篇", "所在编"),
    "group": ("组", "组别", "分组"),
    "order": ("次序", "顺序", "序号"),
    "title": ("题目", "题名", "标题"),
    "short": ("目录短题", "短题", "目录题目"),
    "organisation": ("单位", "报送单位", "单位名称"),
    "reason": ("理由", "不收理由", "不收的理由", "原因"),
    "note": ("备注",),
    "source": ("来稿文件", "来稿", "文件", "文件名"),
    "label": ("篇号",),
    "base": ("原次序",),
    "content": ("核对码",),
}
EDITABLE = ("keep", "part", "group", "order", "title", "short", "organisation", "reason", "note")
KEEP_WORDS = {
    **dict.fromkeys(("收", "收录", "收入", "编入", "是", "1", "√", "✓", "y", "yes"), True),
    **dict.fromkeys(("不收", "不收录", "不编入", "未收", "否", "0", "×", "x", "退", "退稿", "删", "n", "no"), False),
}
TITLE_LIMIT = 200  # characters; longer is a paragraph pasted into the cell
_NEW = re.compile(r"^新(?:编|篇|增)?[::\uff1a]\s*")
_NUMBERED = re.compile(r"^第?([一二三四五六七八九十]{1,3}|\d{1,2})(?:[、..\uff0e]|编|篇)\s*(?=\S)")
_HINT = "改好这一行再做一次;其余各行照样有效"


@dataclass(frozen=True, slots=True)
class Typed:
    """One row as it was typed: `number` of the row in the file (from 1) and its cells by column; a column that the table does not have is absent."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Wish:
    """What a usable row wants of the piece `id`: None = nothing said. `order` may lie between two numbers (3.5), `blank_order` = the cell was emptied;
    `base` the number when the table was written (0: it had none), None when the table does not say.
    """

    id: str
    row: int
    keep: bool | None = None
    part: str | None = None
    group: str | None = None
    order: float | None = None
    blank_order: bool = False
    base: float | None = None
    title: str | None = None
    short: str | None = None
    organisation: str | None = None
    reason: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Wishes:
    """The usable rows in the order of the file, the names of all parts in order with new ones, and whether the table has a 次序 column that says anything."""

    rows: tuple[Wish, ...]
    parts: tuple[str, ...]
    ordered: bool


def read_table(file: Path, option: str = "--from") -> tuple[tuple[Typed, ...], tuple[Problem, ...]]:
    """The rows of the 编排表. Raises JingyanError (2) for a file that is not there or cannot be opened; one that is no such table gives a Problem and no rows."""
    from jingyan.readers.sheets import read_rows

    rows, problems = read_rows(RawFile(file.name, read_own(file, option)))
    if file.with_name(f"~${file.name}").exists():
        problems = (*problems, _open_elsewhere(file))
    for at, cells in enumerate(rows[:10]):
        places = _places(cells)
        if any(n in places for n in ("code", "title", "source")) and any(n in places for n in EDITABLE):
            return tuple(_under(rows, at + 1, places)), problems
    if rows:
        hint = f"表头请写:{'、'.join(names[0] for names in COLUMNS.values())},不用的栏可以不写"
        message = "没有找到编排表的表头(编号或题目、来稿文件)"
        problems = (*problems, Problem("table.heading", "unreadable", file.name, message, hint))
    return (), problems


def _open_elsewhere(file: Path) -> Problem:
    message = "这个文件正开着,读的是上次保存的样子"
    return Problem("plan.open", "warning", file.name, message, "还有没保存的修改的话,请保存以后再做一次")


def _places(cells: Sequence[str]) -> dict[str, int]:
    plain = [re.sub(r"[\s*]|[((\uff08].*?[))\uff09]", "", cell) for cell in cells]
    return {name: plain.index(word) for name, words in COLUMNS.items() for word in reversed(words) if word in plain}


def _under(rows: Sequence[Sequence[str]], begin: int, places: Mapping[str, int]) -> Iterator[Typed]:
    for number, cells in enumerate(rows[begin:], start=begin + 1):
        row = {name: _tidy(cells[at]) if at < len(cells) else "" for name, at in places.items()}
        if any(row.values()):
            yield Typed(number, row)


def _tidy(cell: str) -> str:
    return re.sub(r"\s+", " ", cell).strip()


def understand(
    typed: Sequence[Typed], lines: Sequence[Line], parts: Sequence[str], file: str
) -> tuple[Wishes, tuple[Problem, ...]]:
    """What the rows want of the pieces in `lines`, and a Problem for each row or cell that cannot be used. `parts` are the names of the parts there are."""
    told: list[Problem] = []
    known = _Known(lines)
    seen: dict[str, int] = {}
    found: list[tuple[Typed, Line]] = []
    for row in _filled_down(typed):
        try:
            line = known.find(row.cells)
            if line.id in seen:
                raise ValueError(f"和第{seen[line.id]}行是同一篇,只用了第{seen[line.id]}行")
            seen[line.id] = row.number
            found.append((row, line))
        except ValueError as error:
            told.append(_refused(file, row, str(error), whole=True))
    names, part_of = _parts(found, parts, file, told)
    ordered = any(row.cells.get("order") for row in typed)
    rows = tuple(_wish(row, line, part_of.get(row.number), file, told) for row, line in found)
    return Wishes(rows, names, ordered), tuple(told)


def _filled_down(typed: Sequence[Typed]) -> Iterator[Typed]:
    """The rows; in a table of the editor's own making (without our codes) a part and a group are named once, in their first row or in merged cells, and hold for the rows below."""
    part = group = ""
    for row in typed:
        if row.cells.keys() & {"code", "content"}:
            yield row
            continue
        cells = dict(row.cells)
        if cells.get("part") not in (None, "", part):
            part, group = cells["part"], ""
        group = cells.get("group") or group
        filled = {name: value for name, value in (("part", part), ("group", group)) if name in cells}
        yield Typed(row.number, {**cells, **filled})


def _refused(file: str, row: Typed, reason: str, *, whole: bool = False) -> Problem:
    title = row.cells.get("title") or row.cells.get("code") or row.cells.get("source") or ""
    name = f"第{row.number}行“{title[:30]}”" if title else f"第{row.number}行"
    return Problem("plan.row", "warning", file, f"{name}{'没有用' if whole else ''}:{reason}", _HINT)


class _Known:
    """The pieces there are, by everything that a row can name them with."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.by_code = {line.code: line for line in lines}
        self.by_content: dict[str, list[Line]] = {}
        for line in lines:
            self.by_content.setdefault(line.content, []).append(line)

    def find(self, cells: Mapping[str, str]) -> Line:
        """By its words, by its code, by file and number, by its title. Raises ValueError with the reason for none or several."""
        code, content = cells.get("code", "").upper(), cells.get("content", "").lower()
        same = [x for key, group in self.by_content.items() if content and key.startswith(content) for x in group]
        if len(same) == 1:
            return same[0]
        if line := self.by_code.get(code):
            return line
        source, label = cells.get("source", ""), cells.get("label", "")
        if source and (line := self._in_file(source, label, cells.get("title", ""))):
            return line
        if code:
            raise ValueError(f"没有编号是 {code} 的篇,来稿可能已经撤掉或改了名")
        if source:
            raise ValueError(f"来稿里没有“{source}”" + (f"第 {label} 篇" if label else ""))
        title = cells.get("title", "")
        if not title:
            raise ValueError("编号、来稿文件、题目都空着,不知道是哪一篇")
        return self._one([x for x in self.lines if _plain(title) in (_plain(x.title), _plain(x.own_title))], title)

    def _in_file(self, source: str, label: str, title: str) -> Line | None:
        name = source.replace("\\", "/")
        file, _, behind = name.rpartition("#")
        tests = (
            lambda x: x.source == name,
            lambda x: PurePosixPath(x.source).name == PurePosixPath(name).name,
            lambda x: PurePosixPath(x.source).stem == name,
            lambda x: bool(file) and PurePosixPath(x.source).name == PurePosixPath(file).name and x.label == behind,
        )
        for test in tests:
            if there := [x for x in self.lines if test(x)]:
                exact = [x for x in there if x.label == label] if label and len(there) > 1 else there
                named = [x for x in exact if _plain(title) in (_plain(x.title), _plain(x.own_title))]
                return self._one(exact if len(exact) == 1 else named or exact, source)
        return None

    @staticmethod
    def _one(found: Sequence[Line], written: str) -> Line:
        if len(found) == 1:
            return found[0]
        if found:
            raise ValueError(f"有 {len(found)} 篇符合“{written[:30]}”,请写编号")
        raise ValueError(f"没有题目是“{written[:30]}”的来稿,请写编号或来稿文件")


def _plain(title: str) -> str:
    return widen(re.sub(r"\s+", "", title))[0]


def _parts(
    found: Sequence[tuple[Typed, Line]], parts: Sequence[str], file: str, told: list[Problem]
) -> tuple[tuple[str, ...], dict[int, str]]:
    """All parts in order, new ones where their numeral says or at the end, and the part that each row (by its number) names.

    A name that the volume does not have makes a new part, unless one row alone writes it and it looks like a slip for a known one.
    """
    names = list(parts)
    wanted: dict[int, tuple[str, int | None, bool]] = {}
    for row, line in found:
        written = row.cells.get("part")
        if written is None:
            continue
        name, number, new = _part_name(written, parts)
        if not name:
            told.append(_refused(file, row, f"编空着,照旧放在“{line.part}”"))
        else:
            wanted[row.number] = name, number, new
    of_row: dict[int, str] = {}
    for row, _ in found:
        name, number, new = wanted.get(row.number, ("", None, False))
        if not name:
            continue
        alone = sum(n == name for n, _, _ in wanted.values()) == 1
        like = next((p for p in parts if SequenceMatcher(None, p, name, autojunk=False).ratio() >= _LIKE_PART), "")
        if name not in names and alone and like and not new:
            told.append(_refused(file, row, f"没有“{name}”这一编,是不是“{like}”?要另立一编请写“新:{name}”"))
            continue
        if name not in names:
            names.insert(len(names) if number is None else max(0, number - 1), name)
            message = f"另立一编“{name}”,放在第 {names.index(name) + 1}"
            told.append(Problem("plan.new_part", "info", file, message, "不是这个意思的话,请改表里“编”一栏"))
        of_row[row.number] = name
    return tuple(names), of_row


_LIKE_PART = 0.6  # 经验编 and 经验篇 have 0.67, 文件篇 and 经验篇 0.33


def _part_name(written: str, parts: Sequence[str]) -> tuple[str, int | None, bool]:
    """The part's name without "新:" and its numeral, the numeral, and whether it is said to be new."""
    if written in parts:
        return written, None, False
    plain = _NEW.sub("", written)
    match = _NUMBERED.match(plain)
    name = plain[match.end() :].strip() if match else plain.strip()
    value = parse_numeral(match[1]) if match else None
    return name[:60], int(value) if value else None, plain != written


def _wish(row: Typed, line: Line, part: str | None, file: str, told: list[Problem]) -> Wish:
    cells = row.cells

    def refuse(reason: str) -> None:
        told.append(_refused(file, row, reason))

    keep = KEEP_WORDS.get(cells.get("keep", "").lower())
    if cells.get("keep") and keep is None:
        refuse(f"“收/不收”写的是“{cells['keep']}”,只能写收或不收,照旧{'收' if line.kept else '不收'}")
    if cells.get("keep") == "":
        refuse(f"“收/不收”空着,照旧{'收' if line.kept else '不收'}")
    order = _order(cells.get("order", ""))
    if cells.get("order") and order is None:
        refuse(f"次序“{cells['order']}”不是数或小于 0,照旧")
    title = cells.get("title")
    if title == "":
        refuse(f"题目空着,照旧用《{line.title}》")
        title = None
    short = cells.get("short")
    for what, words in (("题目", title), ("目录短题", short)):
        if words and len(words) > TITLE_LIMIT:
            refuse(f"{what}有 {len(words)} 个字,太长,照旧")
    return Wish(
        line.id,
        row.number,
        keep,
        part,
        _group(cells["group"]) if "group" in cells else None,
        order,
        cells.get("order") == "",
        (_order(cells["base"]) or 0) if "base" in cells else None,
        _within(title),
        _within(short),
        cells.get("organisation"),
        cells.get("reason"),
        cells.get("note"),
    )


def _within(words: str | None) -> str | None:
    return widen(words)[0] if words is not None and len(words) <= TITLE_LIMIT else None


def _order(written: str) -> float | None:
    value = parse_numeral(re.sub(r"^第|[名位篇个]$", "", written)) if written else None
    return float(value) if value is not None and 0 <= value < 100_000 else None


def _group(written: str) -> str:
    """A group as it is printed: a bare numeral gets its brackets."""
    plain = re.sub(r"^[(\uff08]?\s*(\d{1,2}|[一二三四五六七八九十]{1,3})\s*[)\uff09]?$", r"\1", written)
    if plain != written or re.fullmatch(r"\d{1,2}|[一二三四五六七八九十]{1,3}", plain):
        return f"\uff08{_numeral(plain)}\uff09" if plain.isdecimal() or plain else ""
    return widen(written)[0][:60]


def _numeral(plain: str) -> str:
    digits = "零一二三四五六七八九"
    if not plain.isdecimal():
        return plain
    tens, ones = divmod(int(plain), 10)
    return ("" if tens == 0 else "十" if tens == 1 else digits[tens] + "十") + (
        digits[ones] if ones or not tens else ""
    )
