"""Source → Cleaning: runs the rules, listed in one table, and settles which edit holds where two meet."""

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from jingyan.clean import characters, lines, misread, setting
from jingyan.clean.damage import damage
from jingyan.clean.draft import Draft
from jingyan.model.cleaning import Cleaning, Edit
from jingyan.model.problem import Problem
from jingyan.model.source import Source
from jingyan.model.structure import Outline


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of cleaning: its stable `code`, what an editor calls it, one `sentence` of what it does, and the function that finds its edits."""

    code: str
    name: str
    sentence: str
    find: Callable[[Draft], Iterator[Edit]]


# Where two edits overlap the rule that stands higher holds: whole lines before what lies inside them.
RULES: tuple[Rule, ...] = (
    Rule("furniture", "网站文字", "文件名、网站栏目、下载提示、页码等不属于来稿的文字，不印。", lines.furniture),
    Rule("credits", "署名审校", "撰稿人、责任编辑、一审二审三审等，不印，记录在案。", lines.credits),
    Rule("doubled_title", "重复题名", "题名重复的行，只留一处。", lines.doubled_title),
    Rule("doubled_line", "重复行", "和上一行完全相同的行，只留一行。", lines.doubled_line),
    Rule("inline_advert", "夹带广告", "夹在句子或词语中间的广告。", lines.inline_advert),
    Rule("office_html", "网页代码", "粘贴时带进来的网页代码。", characters.office_html),
    Rule(
        "misread", "错位乱码", "网站读错字节成了乱码的字，从字节能还原的还原；段首变成问号的空格去掉。", misread.misread
    ),
    Rule("pinyin", "夹带拼音", "网站为防复制加在字后的拼音；逐字注音的课文不动。", characters.pinyin),
    Rule("joined_line", "断行相接", "句子中间断开的行，接成一行。", lines.joined_line),
    Rule("spaced_out", "字间空格", "汉字之间多余的空格；英文和数字旁的空格不动。", characters.spaced_out),
    Rule("compatibility", "兼容汉字", "形状相同、编码不同的汉字，换成通用的编码。", characters.compatibility),
    Rule("invisible", "看不见的字符", "私用区字符、零宽字符、软连字符等，印不出来。", characters.invisible),
    Rule("stray_mark", "防复制符号", "网站为防复制加在词语中间的点、撇号。", characters.stray_mark),
    Rule("doubled_mark", "重复标点", "连在一起的两个标点，留前一个。", characters.doubled_mark),
    Rule("extra_blank", "多余空格", "连着的几个空格留一个，全角标点后的空格不要。", setting.extra_blank),
    Rule("width", "半角标点", "中文里的半角标点换成全角，直引号换成弯引号。", setting.width),
)


@dataclass(frozen=True, slots=True)
class CleanSettings:
    """`off` are the codes of rules that change nothing."""

    off: tuple[str, ...] = ()


def clean(
    source: Source, reading: str, outline: Outline, settings: CleanSettings = CleanSettings()
) -> tuple[Cleaning, tuple[Problem, ...]]:
    """Every edit to the text of `source`, and what is damaged but not changed; `reading` is the text in simplified characters, of the same length."""
    kept = _Kept()
    draft = Draft(source, reading, outline, kept.edits)
    told = tuple(damage(draft))
    for rule in RULES:
        if rule.code not in settings.off:
            for edit in tuple(rule.find(draft)):
                kept.add(edit)
    return Cleaning(source.path, tuple(kept.edits)), told


class _Kept:
    """Edits in order of position; one that overlaps an edit already there is left out."""

    def __init__(self) -> None:
        self.edits: list[Edit] = []
        self._starts: list[int] = []

    def add(self, edit: Edit) -> None:
        """Keep `edit` unless it changes nothing or overlaps."""
        start, end = edit.span.start, edit.span.end
        i = bisect_left(self._starts, start)
        free = (i == 0 or self.edits[i - 1].span.end <= start) and (i == len(self.edits) or end <= self._starts[i])
        if free and end > start and edit.before != edit.after:
            self.edits.insert(i, edit)
            self._starts.insert(i, start)
