"""Places where a number was lost: a unit that follows a word which must be followed by a number (共人, 面积平方米, 增长%)."""

import re
from collections.abc import Iterator

from jingyan.model.span import Span

_END = r"(?=[,。;、)(])"
_LOST = re.compile(
    # a word that sums up, then a unit; 约人, 达人 and 共处 are words, 近万元 and 达亿元 are numbers
    r"(?<![公总与])共(?:计|有)?(?:人次|人|名|户|个|项|所|台|套|件|条|次|亩|吨|元|公里|米|平方米|立方米|公顷)"
    + _END
    + r"|(?:合计|总计|达到)(?:人次|人|名|户|个|项|所|台|套|件|亩|吨|元|公里|平方米|公顷)"
    + _END
    + r"|(?<![合签条预要特大邀节违履毁])(?:约|达)(?:元|亩|公里|平方米|公顷|吨|人次)"
    + _END
    +
    # what is measured, then its unit
    r"|(?:总投资|计划投资|完成投资|累计投资|概算投资|预算投资|投资总额|投资概算)(?:为|共|共计|合计)?[万亿]元(?=[,。;(])"
    r"|(?:总?面积|用房|操场|运动场|校舍|校园)(?:共|为|约|达)?(?:平方米|平方公里|公顷|亩)"
    + _END
    + r"|(?:总?里程|全长|总长度?|全线长)(?:共|为|约)?(?:公里|千米|米)"
    + _END
    + r"|(?:耕地|林地|水田|旱地|茶园|果园)(?:共|为|约)?亩"
    + _END
    + r"|(?:总人口|贫困人口|农业人口|劳动力|党员|学生|女生|男生|幼儿|教师|教职工|职工)(?:共|总数|总数为)?人"
    + _END
    + r"|(?:农户|贫困户|总户数|脱贫户)户"
    + _END
    + r"|(?:全[县市区镇乡州]|下辖|管辖|共辖|现辖|共有|设有)个(?:部门|单位|乡|镇|街道|社区|行政村|自然村|村|县|区|教学班|班|居委会|党支部|支部|民族|科室|股室|标段)"
    r"|(?:群众|人数|人员|游客|人口)(?:达|达到)人"
    + _END
    + r"|(?:图书|藏书)(?:共|共有|约|达)?册"
    + _END
    + r"|(?:资料|材料|传单|问卷|手册|倡议书|明白纸|宣传单)份"
    + _END
    + r"|(?:横幅|标语)[条幅]"
    + _END
    + r"|(?:会员单位|行政村|自然村|村民小组|教学班|班级|党支部|合作社|成员单位)(?:共|共有|达)?个"
    + _END
    +
    # rates
    r"|(?:增长|增加|减少|提高|上升|下降|降低|增幅)(?:了|达|达到|为|约)?%(?=[,。;)])|(?:率|占比|比例|比重)(?:达|达到|为|约|约为)%(?=[,。;)])|[,;]%(?=[,。;])"
    r"|(?:增长|提高|上升|下降|降低|增加|减少|提升)了?个百分点"
    # lists of which one number is gone, and 其中 of nothing
    r"|(?<![第\d])\d{1,3}(?:大类|大项|类|章|方面)、(?:小项|小类|子项|条|节)(?=[的,。;])"
)
_RANGE = re.compile(
    r"(?<![\d.—–~-])[1-9]1[0-2]月份|(?<![\d.—–~-])(?:3[56]|0[36])周?岁(?=的?(?:幼儿|儿童|婴幼儿|学前|适龄))"
)
_MASKED_TAIL = re.compile(r"(?<!\d)(?:19|20)\d\d[xX×]{2,4}年")
_HEADING = re.compile(r"单位:|计量单位|指标|栏|填报|表[头格]|计量|如:|例如|[万亿]元(?:、|/)[万亿]?元")


def lost_numbers(text: str) -> Iterator[tuple[Span, str]]:
    """Each place in `text` (one shape) where a number or its dash is gone, with the Chinese reason."""
    for match in _LOST.finditer(text):
        if _is_sentence(text, match):
            yield Span(*match.span()), "中缺少数字"
    for match in _RANGE.finditer(text):
        yield Span(*match.span()), "可能丢了连接号"
    for match in _MASKED_TAIL.finditer(text):
        yield Span(*match.span()), "中的年份多了字符"


def _is_sentence(text: str, match: re.Match[str]) -> bool:
    """True in a line that is running text: with a mark of a sentence and a number, not the heading of a table nor a note on units."""
    begin = text.rfind("\n", max(0, match.start() - 200), match.start()) + 1 or max(0, match.start() - 200)
    end = text.find("\n", match.end(), match.end() + 200)
    line = text[begin : end if end >= 0 else match.end() + 200]
    return bool(re.search(r"[。;]", line) and re.search(r"[\d,]", line)) and not is_note(text, Span(*match.span()))


def is_note(text: str, place: Span) -> bool:
    """True beside words of a note on units or of a table's heading (单位:万元, 指标…)."""
    begin = max(text.rfind("\n", max(0, place.start - 30), place.start) + 1, place.start - 30)
    return _HEADING.search(text[begin : place.end + 12]) is not None
