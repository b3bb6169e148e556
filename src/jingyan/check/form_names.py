"""People left by name in a text that masks its names."""

import re
from collections.abc import Iterator

from jingyan.check.form_draft import Draft
from jingyan.check.telling import Kind
from jingyan.model.span import Span
from jingyan.zh.names import find_names, has_surname

REAL_NAME = Kind("format.real_name", "info", "别处都隐去了名称,这里写着真名", "请与报送单位核实要不要隐去。")
_MASK = re.compile(r"[*×○]{1,4}|[xX]{2,4}|某")
_MASKED_LEAST, _NAMES_MOST = 6, 2
_IN_BRACKETS = re.compile(
    r"\((?P<name>[\u4e00-\u9fff]{3}(?<![部班级类型式的书生校园区县市省镇乡村处科室段期版稿件年月日人民工委局厅会]))\)"
)
_WITH_ROLE = re.compile(
    r"(?:校长|书记|园长|主任|老师|教师|局长|县长|市长|区长|镇长|院长|所长|村民|家长|教研员|班主任)(?P<name>[\u4e00-\u9fff]{3})(?=说|表示|介绍|告诉|谈|认为|感慨|激动|坦言|同志|:“)"
)
# People whom every report may name.
_PUBLIC = frozenset(
    [
        "习近平",
        "毛泽东",
        "邓小平",
        "江泽民",
        "胡锦涛",
        "周恩来",
        "雷锋",
        "陶行知",
        "孔子",
        "孟子",
        "孔繁森",
        "焦裕禄",
        "张桂梅",
        "鲁迅",
        "蔡元培",
        "叶圣陶",
        "钱学森",
        "黄大年",
    ]
)


def person(draft: Draft) -> Iterator[tuple[Span, str]]:
    """One or two people by name in a piece that masks its names and numbers elsewhere."""
    begin, end = draft.piece.span.start, draft.piece.span.end
    body = draft.shape[begin:end]
    if len(_MASK.findall(body)) < _MASKED_LEAST:
        return
    own = f"{draft.piece.title}{draft.piece.organisation or ''}"
    names = [n.span for n in find_names(body) if n.kind == "person" and len(n.span) == 3]
    names += [Span(*m.span("name")) for m in _IN_BRACKETS.finditer(body) if has_surname(m["name"], words=False)]
    names += [Span(*m.span("name")) for m in _WITH_ROLE.finditer(body) if has_surname(m["name"], words=False)]
    left = {span.of(body): span for span in sorted(names, reverse=True)}
    left = {name: span for name, span in left.items() if name not in _PUBLIC and name not in own}
    if 0 < len(left) <= _NAMES_MOST:
        for span in left.values():
            yield Span(begin + span.start, begin + span.end), ""
