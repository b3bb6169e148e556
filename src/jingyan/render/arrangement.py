"""编排.xlsx: the plan as a table that an editor changes and gives back, with a sheet that says how."""

from collections.abc import Sequence

from jingyan.model.arrangement import Line, Submission
from jingyan.render.workbook import Column, Sheet, Value, write_workbook

_GROUPS = tuple(f"\uff08{n}\uff09" for n in "一二三四五")
CODES = 12  # characters of a piece's SHA-256 that are enough to know it again

_GUIDE = (
    ("怎么用", "改黄色的栏,存盘关闭,然后采用:在工作区运行 jingyan plan --from 编排.xlsx;不用工作区时运行 jingyan build 来稿 -o 输出 --plan 编排.xlsx。"),
    ("先看再用", "jingyan plan --from 编排.xlsx --dry-run 只列出会改动什么,不采用。采用以后可以用 jingyan plan --undo 撤销,用 jingyan plan --history 看以前的。"),
    ("收/不收", "写收或不收。不收的请在“理由”栏写明,会印在未收名单里。雷同而没有收的篇,改成收就会收入。"),
    ("编", "从下拉列表里选。写一个列表里没有的名称就是另立一编(只有一篇这样写而又很像已有的名称时,请写“新:名称”);写“二、名称”就放在第二。"),
    ("组", "同一编里写同样组名的篇排在一起,目录里印一行组名,例如(一)、(一)城区学校。空着就直接放在编下。"),
    ("次序", "编内的次序。可以写小数:写 3.5 就排在第 3 和第 4 篇之间;改成 3 就排在第 3。整栏都空着时按表里各行的上下次序。移动整行不起作用,以次序栏为准。"),
    ("题目、单位", "照印在汇编里。单位空着就不印单位。"),
    ("目录短题", "只用在目录里(正文的题目不变),不写就用题目。"),
    ("白色的栏", "请不要改:编号、来稿文件、核对码用来认出是哪一篇。行可以删,删掉的篇照旧不变;行可以重新排序。"),
    ("看不懂的行", "逐行说明原因,不影响其他各行。改好再采用一次就行。"),
    ("后来的来稿", "编排表里没有的篇按模板放好并提示,重新写出的编排表里就有它们。"),
)  # fmt: skip


def arrangement_book(
    lines: Sequence[Line], parts: Sequence[str], *, title: str, units: Sequence[Submission] = ()
) -> bytes:
    """The workbook: the pieces as `lines`, `parts` to choose from, instructions, and how the units of the editor's list stand when there is one."""
    rows = tuple(_row(line) for line in lines)
    sheets = [
        Sheet("编排", _columns(parts, lines), rows, freeze="B2"),
        Sheet("说明", (Column("栏", 14), Column("说明", 110)), tuple(_GUIDE)),
    ]
    if units:
        sheets.append(units_sheet(units))
    return write_workbook(sheets, title=f"{title} 编排")


def _columns(parts: Sequence[str], lines: Sequence[Line]) -> tuple[Column, ...]:
    groups = tuple(dict.fromkeys(line.group for line in lines if line.group)) or _GROUPS
    return (
        Column("编号", 12),
        Column("收/不收", 9, choices=("收", "不收"), editable=True),
        Column("编", 12, choices=tuple(parts), editable=True, free=True),
        Column("组", 12, choices=groups, editable=True, free=True),
        Column("次序", 7, "General", editable=True),
        Column("题目", 46, editable=True),
        Column("目录短题", 26, editable=True),
        Column("单位", 26, editable=True),
        Column("理由", 34, editable=True),
        Column("备注", 20, editable=True),
        Column("来稿文件", 36),
        Column("篇号", 8),
        Column("字数", 8, "#,##0"),
        Column("体裁", 10),
        Column("雷同簇", 8, "0"),
        Column("原题", 36),
        Column("原次序", 8, "0"),
        Column("核对码", 15),
    )


def _row(line: Line) -> tuple[Value, ...]:
    return (
        line.code,
        "收" if line.kept else "不收",
        line.part,
        line.group,
        line.order or None,
        line.title,
        line.short,
        line.organisation,
        line.reason,
        line.note,
        line.source,
        line.label,
        line.characters,
        line.genre,
        line.cluster or None,
        line.own_title,
        line.order or None,
        line.content[:CODES],
    )


UNITS = (
    Column("序号", 7, "0"),
    Column("单位", 34),
    Column("报送情况", 16),
    Column("篇数", 7, "0"),
    Column("收入", 7, "0"),
    Column("题目", 46),
    Column("来稿文件", 40),
    Column("请核对", 46),
)


def units_sheet(units: Sequence[Submission]) -> Sheet:
    """The sheet 报送情况: listed units in the order of the list, then senders that the list does not have."""
    return Sheet("报送情况", UNITS, tuple(_unit(number, u) for number, u in enumerate(units, 1)))


def _unit(number: int, unit: Submission) -> tuple[Value, ...]:
    several = f"报送了 {len(unit.pieces)} 篇" if len(unit.pieces) > 1 else ""
    return (
        number,
        unit.unit,
        unit.word,
        len(unit.pieces),
        unit.kept,
        "\n".join(unit.titles),
        "\n".join(unit.files),
        ";".join(x for x in (unit.question, several) if x),
    )
