"""What a figure measures and whom it is about, from the words around it."""

import re
from functools import lru_cache

from jingyan.extract.found import Found
from jingyan.extract.subjects import opening

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
        return _event(text, found)
    if found.kind in ("count", "ordinal") or found.of == "count":
        return noun(right, behind=True) or noun(left)
    return noun(left) or noun(right, behind=True)


_LEADING = re.compile(
    r"^(?:[ )(”“、\-]|的|了|还|又|再|也|都|已经?|均|就|才|全部|先后|累计|平均|每(?=月)|现有|现|共有|共|其中|其余|同时|目前|此外|另有|另|仅|只有|约|近|比|按照?|为(?!主|民)|把|将|对|向|给|让|使|由|从|在(?!校|职|编|岗|园|籍|线|读|建)|用(?!房|地)|以|与|和|及|至|到(?!岗|位|校)|有|是|达到?|占|"
    r"(?:计划|预计|累计|共)?(?:投入(?!资金|经费)|筹措|安排|落实|拨付|新招聘|招聘|选派|聘请|引进|配备|配齐|配置|建成|建立|新建|改建|扩建|改造(?!资金)|购置|添置|增加|新增|减少|完成|开展|组织|举办|召开|参加|接受|接待|培训(?!经费)|发放|实现|确定|设置|设立|开设|开通|采纳|评选|评出|成立|核定|免收?(?!费)|督查了?|审查|抽查|核查|走访|拿出)了?(?=[\u4e00-\u9fff“]{2})|"
    r"(?:全|我|各|本|该)(?:省|市|县|区|校|乡|镇|国)(?:的)?|(?:今|去|明|当|每)年|近年来|[\dxX×*]{4} ?年(?:[上下]半年|[春秋]季(?:学期)?)?)+"
)
_TRAILING = re.compile(
    r"(?:[ (、“”\-]|的|了|还|又|都|已经?|均|就|才|也|以|按|按照|为|是|有|达到?|占|共|共计|合计|总计|累计|总|约|近|超过|高于|低于|不足|由原来的?|由|从|至|到|增加|增长|减少|提高|下降|降低|上升|上升到|缩小|扩大|(?<!提)升|降|分别|平均|稳定在|保持在|每年|逐年|必须|不少于|新增|仅|只|才|每|(?<!存)在|(?<!占)比|与|和|及|(?<![落充])实|(?<!安)全|(?<![初高集])中|里|内|上)+$"
)
_NOT_NOUN = re.compile(
    r"\d|分之|第$|只留|^(?:标准|每校|每周|每天|每县建|其他|其它|春天开始|覆盖|小学加)$|[,。;:!?《》“”|]|[吗呢吧]|不(?!合格|及格|足)|^(?:时间|小组|人|个|次|问题|时候|一|这|那|我们|他们|它|她|他|年来|能|可|必须|如果|因为|所以|但|而|就|让|使|把|被|没|都|也|还|又|走|跑|坚持|成|来|去|过|起|里|外)"
)
_VERBS = re.compile(
    r"列为|成为|作为|必须|发了|取消|得到|留在|去当|缩成|可以|不能|应当|坚持|采用|请了|组成|画像|走进|召开了|(?:(?<!行)为(?!主|民|期)|(?<!现|存)在(?!校|职|编|岗|园|籍|线|读|建)|(?<!达)到(?!岗|位|校)|[把给由从将])(?=[\u4e00-\u9fff])"
)
_SHARED = re.compile(r"由[^,]{1,12}(?:承担|分担|负担)$")
_FIGURE_BEFORE = re.compile(r"(?:\d[\d.,]*[^\d,、]{0,4}|超过上一?年)$")
_LONGEST = 20


_OTHER_FIGURE = re.compile(r"^.*\d[\d.,]*(?:%|[人所名个元件项次](?=[\u4e00-\u9fff]))")
_UNIT = re.compile(r"(?:县\(市、区\)|县市区|县区|市县|乡镇|县|市)(?=[向全没已政的均都对在和、与被有])")


def _whole_unit(words: str) -> str:
    """Words behind a count cut to what is counted: 县区|政府, 教研组|的带动作用."""
    if unit := _UNIT.match(words):
        return unit.group()
    head, _, tail = words.partition("的")
    return head if tail and len(head) >= 4 else words


@lru_cache(maxsize=4096)
def noun(words: str | None, *, behind: bool = False) -> str | None:
    """`words` without leading verbs and adverbs and trailing particles; None if no noun phrase of 2-20 characters is left. `behind`: the words follow the figure."""
    if not words:
        return None
    plain = _SHARED.sub("", words.strip())
    if not behind:
        plain = _FIGURE_BEFORE.sub("", _TRAILING.sub("", plain))
    plain = _TRAILING.sub("", _LEADING.sub("", plain))
    if not behind:
        plain = _OTHER_FIGURE.sub("", plain)
        who = opening(plain)
        own = _LEADING.sub("", plain[len(who) :]) if who else plain
        plain = own if len(own) >= 2 and own[0] not in "的、和与及" else plain
    else:
        plain = _whole_unit(plain)
    verb = None
    for verb in _VERBS.finditer(plain):
        if behind:
            plain = _TRAILING.sub("", plain[: verb.start()])
            break
    if verb and not behind:
        plain = _LEADING.sub("", plain[verb.end() :])
    if len(plain) > _LONGEST and "的" in plain:
        plain = plain.rpartition("的")[2]
    if plain in ("县", "市", "校") and behind:
        return plain
    longest = _LONGEST + 8 if plain.startswith(("每百名", "生均")) else _LONGEST
    if (
        not 2 <= len(plain) <= longest
        or plain.count("(") != plain.count(")")
        or _NOT_NOUN.search(plain)
        or not re.search(r"[\u4e00-\u9fff]{2}", plain)
    ):
        return None
    return plain


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
    if size := re.match(r"\d[\d-]*[^\d,。]{1,2}的", window):
        window = window[size.end() :]
    if not window or not "\u4e00" <= window[0] <= "\u9fff":
        return None
    stop = _NOUN_END.search(window)
    noun = window[: stop.start()] if stop else window
    noun = noun.rstrip("的了")
    return noun if len(noun) >= 2 or noun in ("县", "市", "校") else None


_AFTER_DATE = re.compile(r"^(?:[上下]午|以来|以后|之后|之前|以内|[前后内底间起]|开始|春季|秋季|学期|[ ,])+")
_EVENT_VERB = re.compile(
    r"(?:通过|接受|召开|召集|组织召开|组织|举行|开展|印发|下发|制定|启动|实施|出台|上报|颁布|发布|成立|举办|进行|完成|申报|参加|安排|发放|免收?)了?"
)
_CARRIED_OUT = re.compile(r"进行了|开展了")
_EVENT_LEAD = re.compile(
    r"^(?:(?:[在为对从自向把将与同针对][^,。;:\d]{1,14}?)(?=通过|接受|召开|组织|举行|开展|印发|下发|制定|启动|实施|出台|上报|颁布|成立|举办|进行)|正式|已经|已|全面|又|再次|先后|率先|顺利|专门|共同|联合|各学科)+"
)


def _event(text: str, found: Found) -> str | None:
    """What happens at or during a time, as a noun phrase: the object of the verb of doing that opens the words after it, or the verb itself; None where nothing so plain is said."""
    window = text[found.end : found.end + 60]
    window = _AFTER_DATE.sub("", window)
    for clause in re.split(r"[,;:]", re.split(r"[。!?\n]", window)[0])[:3]:
        who = opening(clause)
        plain = _EVENT_LEAD.sub("", clause[len(who) :].lstrip("的 ")) if who else _EVENT_LEAD.sub("", clause)
        verb = _CARRIED_OUT.search(plain) or _EVENT_VERB.search(plain)
        if verb and (verb.start() <= 20 or verb.re is _CARRIED_OUT):
            title = re.match(r"[^《》]{0,12}《([^《》]{2,60})", plain[verb.end() :])
            if title:
                return title.group(1)
            what = _what(plain[verb.end() :])
            return what or verb.group().removesuffix("了")
        if what := _what(plain):
            return what
    return None


_OCCASION = re.compile(
    r"[\u4e00-\u9fff]{2,16}?(?:会议|现场会|推进会|座谈会|协调会|动员会|总结会|活动|培训班?|仪式|评估验收|评估认定|验收|督查|复查|评估(?!标准|验收|认定))(?![的室指])"
)


def _what(words: str) -> str | None:
    """The noun phrase at the start of `words`, up to a particle, a figure or a mark."""
    if named := _OCCASION.match(words):
        return noun(named.group())
    stop = re.search(r"[,。;:!?()《》“”\n\d]|工作(?=[\u4e00-\u9fff])|[并以将由在]|了", words)
    plain = words[: stop.start()] if stop else words
    return noun(plain.removesuffix("工作") if len(plain) > 6 else plain)
