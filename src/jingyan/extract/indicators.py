"""What a figure measures and whom it is about, from the words around it."""

import re

from jingyan.extract.found import Found

_BREAK = ",。;:!?“”\n《》"
_VERB_TAIL = re.compile(
    r"(?:达?到?(?:省级?|市级?|国家|县级)?(?:评估|规定|定)?标准(?:的)?|得|分别|均|都|已|已经|也|就|共|总|共计|合计|累计|总计|达|达到|达到了|将达|将达到|为|是|有|约|近|超过|突破|不足|不低于|不少于|不超过|高于|低于|占|升至|增至|提高到|提高了|增加到|增加了|增加|降至|降到|提升到|上升到|降低|减少|控制在|由|从|降|升|核|超|共招|仅|只|至少|至|到|了|各|配备|配|现|现有|达标)+$"
)
_VERB_HEAD = re.compile(
    r"^.*(?:投入使用|先后|目前|其中|同时|已|共有|现有|拥有|新增|新建|改建|建成|建立|配备了|配备|组织|举办|开展|完成|安排|发放|免收|下发|召开|接纳了|引进了|选派|培训了|实施|通过|成立|分为|设立|投资|争取|落实)(?=[\u4e00-\u9fff])"
)
_FUNCTION_RIGHT = re.compile(r"^(?:的|余|多|以上|以下|左右|,)+")
_NOUN_END = re.compile(
    r"[,。;:!?()\n《》“]|、?[\d*]|(?:分别|进行|通过|达到|达|都|将|已|均|共|与|被|为|是|有|在|到|受到|没有|开展|配备|联入|上报|申报|以及|每|的(?=[\u4e00-\u9fff]{6}))"
)
_EARLIER = re.compile(r"(?:(?:由|从)[^,]*\d.*|(?<=[\u4e00-\u9fff])\d[\d.,]*[^\d,、]{0,5}(?:和|及|与))$")
_OPENING = re.compile(r"^(?:其中|现有|共有|拥有|目前|同时|此外|现|共|先后)+")
_PLACE = re.compile(r"^(?:全|我|各|本|该)(?:省|市|县|区|乡|镇|校|国|州|旗|局)(?:的)?")


def indicator(text: str, found: Found) -> str | None:
    """The noun that the figure measures, in the text's own words; None if nothing near it can be one."""
    if found.kind == "doc_number":
        return _title(text, found)
    left, right = _left(text, found.start), _right(text, found.end)
    if found.kind in ("date", "duration") or found.of in ("date", "duration"):
        return _event(text, found) or left
    if found.kind in ("count", "ordinal") or found.of == "count":
        return right or left
    return left or right


_TITLE = re.compile(r"《([^《》\n]{2,120})》[^《》。;\n]{0,12}$")


def _title(text: str, found: Found) -> str | None:
    """The title that a document number stands behind."""
    match = _TITLE.search(text[max(0, found.start - 140) : found.start])
    return match.group(1) if match else None


def _left(text: str, at: int) -> str | None:
    begin = at
    floor = max(0, at - 40)
    while begin > floor and text[begin - 1] not in _BREAK and not _parts_figures(text, begin):
        begin -= 1
    clause = text[begin:at].strip()
    clause = _EARLIER.sub("", clause)
    clause = _VERB_TAIL.sub("", clause)
    clause = _VERB_HEAD.sub("", clause) if len(clause) > 12 else clause
    clause = _OPENING.sub("", _PLACE.sub("", _OPENING.sub("", clause)))
    if not clause and begin > floor and text[begin - 1] in ",:、(":
        return _left(text, begin - 1) if at - begin < 6 else None
    return clause or None


def _parts_figures(text: str, at: int) -> bool:
    """True at a 、 or bracket that stands behind a number (3人、5人) and so parts two figures, not the words of one name."""
    return text[at - 1] in "、()" and any(c.isdigit() or c == "%" for c in text[max(0, at - 7) : at])


def _right(text: str, at: int) -> str | None:
    window = text[at : at + 30]
    window = window[len(m.group()) :] if (m := _FUNCTION_RIGHT.match(window)) and m.group() != "," else window
    if not window or not "\u4e00" <= window[0] <= "\u9fff":
        return None
    stop = _NOUN_END.search(window)
    noun = window[: stop.start()] if stop else window
    noun = noun.rstrip("的了")
    return noun if len(noun) >= 2 or noun in ("县", "市", "校") else None


def _event(text: str, found: Found) -> str | None:
    """The end of the clause after a date: what happened or happens then."""
    window = text[found.end : found.end + 60].lstrip(",前后内底间以来起 ")
    stop = re.search(r"[,。;:\n]", window)
    clause = window[: stop.start()] if stop else window
    return clause[-14:] or None
