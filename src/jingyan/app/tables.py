"""The editor's own tables: which indicators and units besides the built-in ones; a faulty row is told and leaves the built-in row in force."""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from jingyan.app.own_file import read_own
from jingyan.model.extracts import FigureKind
from jingyan.model.indicators import Bound, Indicator, Threshold, UnitWord
from jingyan.model.problem import JingyanError, Problem
from jingyan.model.source import RawFile

if TYPE_CHECKING:
    from jingyan.extract.extracting import ExtractSettings
    from jingyan.workspace.store import Workspace

Row = dict[str, str]

_INDICATOR_COLUMNS = {
    "name": ("名称", "指标", "指标名称"),
    "aliases": ("别名", "又名", "其他写法", "其他叫法"),
    "unit": ("单位", "计量单位"),
    "stage": ("阶段", "学段", "适用阶段"),
    "bound": ("要求", "比较"),
    "value": ("值", "标准值", "数值", "标准"),
    "source": ("依据", "来源", "文件"),
}
_UNIT_COLUMNS = {
    "text": ("写法", "单位"),
    "kind": ("类别", "种类"),
    "unit": ("标准单位", "折合单位"),
    "factor": ("倍数", "换算"),
}
_BOUNDS: dict[Bound, str] = {
    "at_least": r"≥|>=|=>|至少|最低|以上|达到|高于|大于等于|下限",
    "at_most": r"≤|<=|=<|不超过|至多|最高|以下|以内|低于|小于等于|上限",
}
_STAGES = {
    "": "",
    "全部": "",
    "所有": "",
    "不限": "",
    "不分": "",
    "义务教育": "",
    "小学": "小学",
    "初中": "初中",
    "高中": "高中",
    "幼儿园": "幼儿园",
    "学前": "幼儿园",
    "九年一贯制": "九年一贯制",
}
_KINDS: dict[str, FigureKind] = {
    "个数": "count",
    "数量": "count",
    "计数": "count",
    "人数": "count",
    "金额": "money",
    "钱": "money",
    "面积": "area",
    "比例": "percent",
    "百分比": "percent",
    "百分数": "percent",
    "时间": "duration",
    "时长": "duration",
    "其他": "other",
    "其它": "other",
}
_NUMBER = re.compile(r"([-+]?\d+(?:\.\d+)?)\s*(%|[\u4e00-\u9fff/㎡]*)")


@dataclass(frozen=True, slots=True)
class TableFiles:
    """The files of an editor's tables: of `indicators` (指标表) and of `units` (单位表)."""

    indicators: tuple[Path, ...] = ()
    units: tuple[Path, ...] = ()


NO_TABLES = TableFiles()


def extract_settings(files: TableFiles = NO_TABLES) -> tuple["ExtractSettings", tuple[Problem, ...]]:
    """The settings of extraction with the editor's rows, and a Problem for every row that could not be used. Raises JingyanError (2) for a file that is not there."""
    from jingyan.extract.extracting import ExtractSettings

    table, problems = load_indicators(files.indicators)
    words, more = load_units(files.units)
    return ExtractSettings(indicators=table, units=words), (*problems, *more)


def tables_mark(files: TableFiles) -> str:
    """A hash of the files' contents, "" without any; a file that is gone counts as empty."""
    given = [*files.indicators, *files.units]
    if not given:
        return ""
    parts = [f"{len(files.indicators)}"] + [
        hashlib.sha256(p.read_bytes()).hexdigest() if p.is_file() else "" for p in given
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def load_indicators(paths: Sequence[Path]) -> tuple[tuple[Indicator, ...], tuple[Problem, ...]]:
    """The built-in rows with those of the files: a row of a built-in name replaces its thresholds and adds wordings, others are new."""
    from jingyan.zh.indicators import indicators

    table = {row.name: row for row in indicators()}
    problems: list[Problem] = []
    for path in paths:
        rows, trouble = _rows(path, _INDICATOR_COLUMNS, ("name",), "--indicators")
        problems += trouble
        found: dict[str, Indicator] = {}
        for number, row in rows:
            try:
                one = _indicator(row, f"{path.name} 第{number}行", table)
                before = found.get(one.name)
                if before and before.unit != one.unit:
                    raise ValueError(f"单位“{one.unit}”和上面同名一行的“{before.unit}”不同")
                found[one.name] = _joined(before, one) if before else one
            except ValueError as error:
                problems.append(_faulty(path, number, row["name"], str(error)))
        for name, one in found.items():
            known = table.get(name)
            table[name] = _over(known, one) if known else one
    return tuple(table.values()), tuple(problems)


def _joined(before: Indicator, one: Indicator) -> Indicator:
    return replace(
        before,
        aliases=tuple(dict.fromkeys((*before.aliases, *one.aliases))),
        thresholds=(*before.thresholds, *one.thresholds),
    )


def _over(known: Indicator, one: Indicator) -> Indicator:
    """A built-in row with an editor's row over it: thresholds of the stages that it names are replaced."""
    stages = {t.stage for t in one.thresholds}
    kept = () if "" in stages else tuple(t for t in known.thresholds if t.stage not in stages)
    return replace(
        known,
        aliases=tuple(dict.fromkeys((*known.aliases, *one.aliases))),
        thresholds=(*one.thresholds, *kept) if stages else known.thresholds,
        origin=one.origin,
    )


def _indicator(row: Row, origin: str, table: dict[str, Indicator]) -> Indicator:
    name = row["name"]
    if not name:
        raise ValueError("没有写名称")
    if not re.search(r"[\u4e00-\u9fffA-Za-z]", name) or len(name) > 60:
        raise ValueError("名称里没有文字或太长")
    known = next((r for r in table.values() if name == r.name or name in r.aliases), None)
    unit = row["unit"] or (known.unit if known else "")
    if known and unit != known.unit:
        raise ValueError(f"内置的“{known.name}”以“{known.unit or '无单位'}”计,不能改为“{unit}”")
    aliases = tuple(a for a in re.split(r"[、,;|/\n]+", row["aliases"]) if a.strip())
    thresholds = _threshold(row, unit)
    return Indicator(known.name if known else name, unit, tuple(a.strip() for a in aliases), thresholds, origin)


def _threshold(row: Row, unit: str) -> tuple[Threshold, ...]:
    wanted = f"{row['bound']} {row['value']}".strip()
    if not wanted:
        return ()
    plain = re.sub(r"不(?:低于|小于|少于)", "≥", re.sub(r"不(?:高于|大于|多于)", "≤", wanted))
    bounds = [bound for bound, words in _BOUNDS.items() if re.search(words, plain)]
    if len(bounds) != 1:
        raise ValueError(f"看不懂要求“{row['bound'] or row['value']}”,请写 ≥、≤、不低于或不超过")
    numbers = _NUMBER.findall(wanted)
    if len(numbers) != 1:
        raise ValueError(f"值“{row['value']}”不是一个数" if row["value"] else "没有写值")
    written, behind = numbers[0]
    value = float(written)
    if unit == "%" and behind != "%" and 0 < value <= 1:
        raise ValueError(f"值写成了 {written},单位是 %,请写成 {value * 100:g} 或 {value * 100:g}%")
    if behind == "%" and unit != "%":
        raise ValueError(f"值是百分数,单位却是“{unit or '空'}”")
    if row["stage"] not in _STAGES:
        raise ValueError(f"没有“{row['stage']}”这个阶段,可以写小学、初中、高中、幼儿园、九年一贯制或空着")
    return (Threshold(_STAGES[row["stage"]], bounds[0], value, row["source"] or "编者的指标表", "checked"),)


def load_units(paths: Sequence[Path]) -> tuple[tuple[UnitWord, ...], tuple[Problem, ...]]:
    """The units of the files, later files before earlier ones of the same wording."""
    found: dict[str, UnitWord] = {}
    problems: list[Problem] = []
    for path in paths:
        rows, trouble = _rows(path, _UNIT_COLUMNS, ("text",), "--units")
        problems += trouble
        for number, row in rows:
            try:
                word = _unit(row, f"{path.name} 第{number}行")
                found[word.text] = word
            except ValueError as error:
                problems.append(_faulty(path, number, row["text"], str(error)))
    return tuple(found.values()), tuple(problems)


def _unit(row: Row, origin: str) -> UnitWord:
    text = row["text"]
    if not text or len(text) > 12 or not re.fullmatch(r"[\u4e00-\u9fffA-Za-z㎡°℃/²³]+", text):
        raise ValueError("写法要是一个不带数字的单位,例如“标准箱”")
    kind = _KINDS.get(row["kind"] or "其他", row["kind"])
    if kind not in ("count", "money", "area", "percent", "duration", "other") or kind not in get_args(FigureKind):
        raise ValueError(f"没有“{row['kind']}”这个类别,可以写个数、金额、面积、比例、时间、其他")
    try:
        factor = float(row["factor"].replace(",", "")) if row["factor"] else 1.0
    except ValueError:
        raise ValueError(f"倍数“{row['factor']}”不是一个数") from None
    if not 0 < factor < 1e15:
        raise ValueError(f"倍数“{row['factor']}”要大于 0")
    return UnitWord(text, kind, row["unit"] or text, factor, origin)  # type: ignore[arg-type]


def _faulty(path: Path, number: int, name: str, reason: str) -> Problem:
    which = f"第{number}行“{name}”" if name else f"第{number}行"
    return Problem("table.row", "warning", path.name, f"{which}没有用:{reason}", "改好以后再做一次;内置的照旧有效")


def _rows(
    path: Path, columns: Mapping[str, tuple[str, ...]], needed: Sequence[str], option: str
) -> tuple[list[tuple[int, Row]], tuple[Problem, ...]]:
    """The rows under the heading line, with their numbers in the file, cells by the names of `columns`."""
    from jingyan.readers.sheets import read_rows

    rows, problems = read_rows(RawFile(path.name, read_own(path, option)))
    if not rows:
        return [], problems
    for at, cells in enumerate(rows[:10]):
        places = _places(cells, columns)
        if all(name in places for name in needed):
            return list(_under(rows, at + 1, places, columns)), problems
    words = "、".join(names[0] for names in columns.values())
    hint = f"第一行请写:{words}"
    return [], (
        *problems,
        Problem("table.heading", "unreadable", path.name, f"表头里没有“{columns[needed[0]][0]}”一栏", hint),
    )


def _places(cells: Sequence[str], columns: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    from jingyan.zh.punctuation import one_shape

    plain = [re.sub(r"[\s*]|\(.*?\)", "", one_shape(cell)) for cell in cells]
    return {name: plain.index(word) for name, words in columns.items() for word in reversed(words) if word in plain}


def _under(
    rows: Sequence[Sequence[str]], begin: int, places: dict[str, int], columns: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[int, Row]]:
    from jingyan.zh.punctuation import one_shape

    for number, cells in enumerate(rows[begin:], start=begin + 1):
        row = {
            name: one_shape(cells[places[name]]).strip() if name in places and places[name] < len(cells) else ""
            for name in columns
        }
        if any(row.values()):
            yield number, row


def keep_tables(workspace: "Workspace", files: TableFiles) -> None:
    """Keep in jingyan.toml which tables are used from now on; an empty path clears a kind. Raises JingyanError (2) for a file that is not there."""
    from jingyan.app.beside import from_root

    for name, paths in (("indicators", files.indicators), ("units", files.units)):
        wanted = [p for p in paths if str(p) not in ("", ".")]
        for path in wanted:
            if not path.is_file():
                raise JingyanError(f"--{name} {path}", "没有这个文件", todo="请检查路径")
        if paths:
            workspace.set(name, tuple(from_root(p, workspace.root) for p in wanted))


def tables_of(workspace: "Workspace") -> tuple[TableFiles, tuple[Problem, ...]]:
    """The tables that jingyan.toml names, and a Problem for each that is not there any more."""
    from jingyan.app.beside import place

    found = workspace.settings
    kinds = {"indicators": found.indicators, "units": found.units}
    hint = "请放回原处,或改 jingyan.toml"
    gone = tuple(
        Problem("table.gone", "unreadable", path, f"jingyan.toml 的 {name} 写着它,但是找不到,没有用上", hint)
        for name, paths in kinds.items()
        for path in paths
        if not place(workspace, path).is_file()
    )
    there = {name: tuple(f for p in paths if (f := place(workspace, p)).is_file()) for name, paths in kinds.items()}
    return TableFiles(there["indicators"], there["units"]), gone


def workspace_settings(workspace: "Workspace") -> tuple["ExtractSettings", tuple[Problem, ...]]:
    """The settings of extraction that jingyan.toml says, with the Problems of its tables."""
    files, gone = tables_of(workspace)
    settings, problems = extract_settings(files)
    return settings, (*gone, *problems)
