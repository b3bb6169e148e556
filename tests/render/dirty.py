"""A short dirty submission of our own and its review page."""

from jingyan.clean.cleaning import RULES, clean
from jingyan.model.cleaning import apply
from jingyan.model.source import Source
from jingyan.render.review_page import RuleName, review_page
from jingyan.script.convert import convert
from jingyan.script.fold import reading
from jingyan.segment.segmenting import segment
from tests.segment.samples import COUNTY

DIRTY = (
    f"首页 > 教育 > 总结\n云溪县工作汇报\n云溪县工作汇报\n{COUNTY}三、办好学校\n我县把教(jiào)育摆在优先位置,学校的.条件改善,\n"
    "入学率达100%,;控辍成效明显。\n全 县 学 校 全 部 达 到 标 准 。\n县裡的國小和國中都換了電燈,老師們為學生開設興趣課程,受到歡迎。\n"
    "均衡锟斤拷发展,提高质\u200b量。(此处隐藏120字)\n一审:张某 二审:王某\n下一篇:学校计划\n"
)


def review_of_dirty_text() -> str:
    """The page of the dirty text, made as the review command makes it."""
    source = Source("来稿.txt", DIRTY, "text", "0", script="mixed")
    simplified = reading(DIRTY)
    outline, _ = segment(source, simplified)
    cleaning, problems = clean(source, simplified, outline)
    names = tuple(RuleName(r.code, r.name, r.sentence) for r in RULES)
    conversion = convert(apply(cleaning, DIRTY).text)
    return review_page(source, cleaning, conversion, outline, title="来稿.txt", rules=names, problems=problems)
