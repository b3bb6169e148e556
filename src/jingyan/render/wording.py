"""The Chinese words that reports and ledgers use for the model's literals and numbers; no layout here."""

from collections.abc import Mapping

SCRIPT: Mapping[str, str] = {"simplified": "简", "traditional": "繁", "mixed": "繁简混用", "none": "—"}
KIND: Mapping[str, str] = {
    "report": "报告",
    "contents": "目录",
    "document": "文件",
    "collection": "合集",
    "other": "其他",
}
GENRE: Mapping[str, str] = {
    "experience": "经验材料",
    "summary": "工作总结",
    "self_check": "自查报告",
    "document": "文件",
    "speech": "讲话",
    "plan": "方案计划",
    "news": "新闻报道",
    "contents": "目录",
    "other": "其他",
}
RELATION: Mapping[str, str] = {
    "identical": "完全相同",
    "edited": "改写",
    "renamed": "换名套用",
    "script": "繁简",
    "reordered": "次序不同",
    "partial": "部分相同",
    "mixed": "多种情形",
}
SUBSTITUTION: Mapping[str, str] = {
    "place": "地名",
    "organisation": "单位名",
    "person": "人名",
    "figure": "数据",
    "date": "日期",
}
EXCLUSION: Mapping[str, str] = {
    "document": "文件原文",
    "template": "征稿模板",
    "quotation": "引文",
    "own": "本单位材料",
    "formula": "套话",
}
EXCLUSION_WHY: Mapping[str, str] = {
    "document": "法规、文件里的原话，各单位都可以照引",
    "template": "征稿通知、提纲里的文字，各单位都照着填",
    "quotation": "写在引号里或注明出处的文字",
    "own": "同一单位自己的另一篇材料",
    "formula": "许多来稿都有的固定说法",
}
SEVERITY: Mapping[str, str] = {"error": "差错", "warning": "存疑", "info": "提示"}
STATUS: Mapping[str, str] = {"inconsistent": "前后不符", "suspicious": "需要核实", "consistent": "核对无误"}
FIGURE_KIND: Mapping[str, str] = {
    "count": "数量",
    "money": "金额",
    "percent": "百分比",
    "area": "面积",
    "ratio": "比",
    "range": "范围",
    "date": "日期",
    "duration": "时长",
    "ordinal": "序数",
    "doc_number": "文号",
    "placeholder": "占位数",
    "other": "其他",
}
APPROXIMATE: Mapping[str, str] = {
    "exact": "",
    "about": "约",
    "at_least": "不少于",
    "at_most": "不超过",
    "over": "超过",
    "under": "不足",
}
FIGURE_STATUS: Mapping[str, str] = {"actual": "已实现", "planned": "计划", "standard": "标准要求"}


def percent(share: float) -> str:
    """`share` 0-1 as whole per cent, never rounded up (99.6 % stays 99 %); small shares above nothing are 不足1%."""
    if 0 < share < 0.01:
        return "不足1%"
    return f"{whole_percent(share)}%"


def whole_percent(share: float) -> int:
    """`share` 0-1 as whole per cent, rounded down; the tiny addition repairs floating point (0.29 * 100)."""
    return int(share * 100 + 1e-6)


def characters(text: str) -> int:
    """字数: characters that are not blanks, as office programs count them."""
    return len(text) - sum(map(str.isspace, text))
