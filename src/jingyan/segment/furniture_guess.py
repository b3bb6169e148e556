"""Site lines that no row of the table names: told by how a line looks (`furniture_model`) and where it stands; and what stays text for the same reason.

A line is taken only in company: at the head or foot of the file, beside furniture, or short and very sure. Prose inside a text is never taken here.
"""

import re
from collections import Counter
from collections.abc import Container

from jingyan.segment.furniture_model import score, shape
from jingyan.segment.heading_marks import starts_with_marker
from jingyan.segment.lines import Line
from jingyan.segment.titles import ends_like_title, is_line, is_title_like

# Log-odds from which a line is taken: at the head or foot of a file, beside furniture, alone at an edge of a file without other furniture, inside a text,
# inside a text as a sentence (欢迎下载!).
EDGE, BESIDE, ALONE, INSIDE, CALL = 0.5, 2.0, 3.0, 3.5, 4.0
# A line that says itself again and again is more likely furniture; a line that could be a title less.
REPEATED, TITLE = 1.5, 2.0
# Inside a text only lines up to this length (addresses, dates and titles in 《》 count as one) are taken, and of a single word only beside furniture.
SHORT, WORD = 40, 4
# A line inside a text with more characters than this is not looked at: a title and an address do not fill it.
LONG = 120
# Marks of a list that may stand on a line of their own above their item.
BULLETS = ("-", "–", "—", "•", "·", "●", "+")
# A table with one cell a line has so many lines with a bar at their end.
CELLS = 5
# The only line over a text that could be its title is taken from these log-odds on.
SURE = 3.0
# Below these log-odds a line is the text's own, whatever stands around it.
OWN = -2.5

_OWN_LINES = ("organisation", "date", "document-number", "imprint", "speaker")
_LEADER = re.compile(r"[.．·…。\-—_]{4,}\s*\S{0,24}$|…{2,}|\t+\s*\d{1,3}$")
_NOT_A_SITE = re.compile(
    r"附[件表录注图:]|附$|主题词|抄[送报]|主送|报[送:]|[((]?(?:此件|共印)|[((]?(?:作者|撰稿|执笔|单位)[^:]*:?[^:]*$|\S{0,8}(?:印发)$|[一二三四五六七八九十]+、|[((][一二三四五六七八九十]+[))]"
    r"|第.{1,3}[篇章节编部期]|总第|参考文献|注释|关键词|主题词|摘\s?要|目\s{0,4}[录次]|总目录|[上中下][篇编](?!:)|此致|敬礼|特此|谢谢(?:大家|各位)[!。]?$"
)
# Numbers of parts and bylines in the shapes of a magazine.
_SIGN = re.compile(r"(?i:part|chapter|no)[\s.]?\d{1,2}\s*\S|[□■◇◆○●△▲★☆]\s*(?:文|撰文|作者)\s?[/|:·]\s?\S{2,12}$")
# Words one of which stands in every sentence by which a site calls on its readers.
_CALLS = re.compile(
    "[下加]载|关注|点[击赞这此我]|收藏|分享|转[载发]|扫|会员|VIP|小编|本[站网文]|楼主|收到|谢|[顶赞]|客服|登录|阅读|评论|文档|公众号|好评"
)
# Two years of one school or budget year; no page has such a number.
_YEARS = re.compile(
    r"(?:(?:19|20)\d{2})\s*[/\-—–~至]\s*(?:19|20)?\d{2}\s*(?:(?:学年|年)(?:度|第.学期)?|学年度)(?:\S{0,12}|\s.{0,12})|(?:19|20)\d{2}\s*[/\-—–~至]\s*(?:19|20)\d{2}"
)
_CONTACT = re.compile(
    r"[((]?(?:(?:主办|承办|协办|指导)(?:单位)?:\s*[^\s:]+$|联系(?!我们)|电话|手机|传真|邮箱|邮编|邮政|电子邮箱|电子邮件|E-?mail|地址|通讯地址|学校地址|网址|\S{0,6}(?:电话|邮箱|网址|平台|地址)[::])"
)


# What a journal prints over and under an article.
_FRONT = re.compile(
    r"(?:\[|【)?(?:中图分类号|分类号|文献标[识志]码|文章编号|收稿日期|修回日期|录用日期|基金项目|作者简介|作者单位|通[信讯]作者|引用格式|DOI|doi|英文摘要|Abstract|Key\s?words?)(?:\]|】)?\s*[::]?\s*\S"
)
_LATIN = re.compile("[A-Za-z]")
_LATIN_WORD = re.compile("[A-Za-z]+(?:[’'-][a-z]+)?")
_FOREIGN_SITE = re.compile(
    r"(?i)copyright|rights|reserved|powered|https?:|www\.|@|click|download|cookie|login|subscribe|wrote:|iphone|loading|javascript|browser"
)


def is_front_matter(text: str) -> bool:
    """True for a journal's own lines: class numbers, article numbers, funds, dates of receipt."""
    return bool(_FRONT.match(text))


def is_foreign(text: str) -> bool:
    """True for a sentence in a Latin script that no site says: an abstract, a translation, a motto."""
    if len(_LATIN.findall(text)) < 30 or len(_LATIN_WORD.findall(text)) < 6 or _FOREIGN_SITE.search(text):
        return False
    return len(_LATIN.findall(text)) >= 0.7 * len(re.sub(r"\s", "", text))


def is_anchor(line: Line) -> bool:
    """True if the line is the text's own even though it is no prose: an entry of a contents list, a numbered heading."""
    if line.in_table or _LEADER.search(line.text) or _SIGN.match(line.text):
        return True
    return bool(_NOT_A_SITE.match(line.text)) and score(line.text) < 0


def is_years(text: str) -> bool:
    """True for a school or budget year on its own line: 2021 / 2022 年度."""
    return bool(_YEARS.fullmatch(text))


def bare_cells(lines: tuple[Line, ...]) -> frozenset[int]:
    """The indices of the lines of tables whose cells stand one a line with a bar behind: unlike a menu, one of them says a sentence."""
    found: set[int] = set()
    run: list[Line] = []
    for line in (*lines, None):
        if line is not None and line.text.endswith("|"):
            run.append(line)
            continue
        if len(run) >= CELLS and any(other.text.rstrip("| ")[-1:] in ("。", ";", "!", "?") for other in run):
            found |= {other.index for other in run}
        run = []
    return frozenset(found)


def is_contact(line: Line) -> bool:
    """True for an address, a telephone number or an organiser: a letter has them as well as the foot of a site."""
    return bool(_CONTACT.match(line.text))


def is_own(line: Line) -> bool:
    """True if nothing around the line can make furniture of it: organisations, dates, contents entries, headings, and what looks like text."""
    if any(is_line(name, line.text) for name in ("organisation", "date", "document-number")) or is_anchor(line):
        return True
    return score(line.text) < OWN


def guessed(lines: tuple[Line, ...], known: Container[int], head: int, foot: int) -> tuple[int, ...]:
    """The indices of lines that are furniture by their look and place; `known` are those found already, `head` and `foot` the borders of the text."""
    counts = Counter(line.text for line in lines)
    odds = {
        line.index: value
        for line in lines
        if line.index not in known
        and (not head <= line.index < foot or _is_worth(line))
        and (value := _odds(line, counts)) > 0
    }
    found: set[int] = set()
    company = any(line.index in known for line in lines)
    for i, value in odds.items():
        bound = (EDGE if company else ALONE) if i < head or i >= foot else CALL if lines[i].ended else INSIDE
        if value > bound and _may_stand_alone(lines[i], inside=head <= i < foot):
            found.add(i)
    grown = True
    while grown:
        grown = False
        for i, value in odds.items():
            edge = i < head or i >= foot
            if i in found or not (edge or _is_short(lines[i])) or value <= (EDGE if edge else BESIDE):
                continue
            if any(j in known or j in found for j in (i - 1, i + 1)):
                found.add(i)
                grown = True
    return tuple(sorted(found - {_last_title(lines, known, found, head)}))


def _last_title(lines: tuple[Line, ...], known: Container[int], found: set[int], head: int) -> int:
    """The index of the line over the text that would leave it without any title, -1 if there is none: the one most like text."""
    titles = [line for line in lines[:head] if line.index not in known and is_title_like(line.text)]
    if not titles or any(line.index not in found for line in titles):
        return -1
    best = min(titles, key=lambda line: score(line.text))
    return best.index if score(best.text) < SURE else -1


def _is_worth(line: Line) -> bool:
    """True if a line inside the text may be furniture at all: most are not, and need no look at every character."""
    return len(line.text) <= LONG and (not line.ended or bool(_CALLS.search(line.text)))


def _may_stand_alone(line: Line, *, inside: bool) -> bool:
    """True for short lines inside the text and for all lines at its edges but an address or a telephone number, which a letter has too."""
    if not inside:
        return not is_contact(line)
    return not line.in_table and len(shape(line.text)) <= SHORT and len(line.text) > (2 * WORD if line.ended else WORD)


def _is_short(line: Line) -> bool:
    return len(shape(line.text)) <= SHORT and not line.ended and not line.in_table


def _odds(line: Line, counts: Counter[str]) -> float:
    """The log-odds of a line with what the file says about it; at most 0 for the text's own shapes."""
    text = line.text
    if (
        line.in_table
        or any(own.match(text) for own in (_NOT_A_SITE, _FRONT, _SIGN))
        or is_years(text)
        or text in BULLETS
        or _LEADER.search(text)
    ):
        return 0
    value = score(text)
    if counts[text] > 1 and len(text) <= SHORT:
        value += REPEATED
    if value <= 0 or any(is_line(name, text) for name in _OWN_LINES):
        return min(value, 0)
    if starts_with_marker(text) or ends_like_title(text):
        value -= TITLE
    elif is_title_like(text):
        value -= TITLE / 4
    return value
