"""A small invented collection with everything a report must show: a renamed copy, a traditional copy, a partial copy, findings, problems, a plan."""

from dataclasses import dataclass, replace
from hashlib import sha256

from jingyan.model.extracts import Citation, Extracts, Figure, Initiative, Issue, Measure
from jingyan.model.finding import Finding, Member
from jingyan.model.problem import Problem
from jingyan.model.reuse import (
    Alignment,
    Cluster,
    Comparison,
    Passage,
    PiecePair,
    Relation,
    Substitution,
    SubstitutionClass,
)
from jingyan.model.source import Script, Source
from jingyan.model.span import Span
from jingyan.model.structure import Piece
from jingyan.model.volume import Entry, Group, LeftOut, Part, VolumePlan

READING_FUND = """书香润乡野 阅读助成长
云溪市教育局

近年来,云溪市把乡村学校阅读作为提升教育质量的抓手,让每个孩子都有好书读。全市现有乡村学校126所,在校学生4.8万人,2023年共投入资金360万元,添置图书21.5万册。

一、建好书屋,让书近一点
一是腾出好位置。我市要求每所乡村学校把采光最好的房间留给书屋,目前126所学校全部建成。二是配齐好图书。市财政按生均75元安排购书经费,由云溪市图书馆提供书目,一年一更新。三是开放好时段。书屋早上七点半开门,傍晚六点关门,课间、午休都可以借书,借阅手续不超过一分钟。

二、带好队伍,让书活起来
云溪市从三百名语文教师中选出阅读导师42名,每名导师联系三所学校,每月下乡一次。导师与学校共同备课,共同上课,共同评课,去年共上示范课504节。云溪市教育局把导师下乡计入工作量,每次补助交通费80元。

三、办好活动,让书传下去
每年四月办读书节,学生自己选书、自己讲书、自己换书。去年有1.2万名学生参加,评出小小讲书人360名。家长也走进书屋,与孩子同读一本书。许多家长说,孩子放下手机,捧起书本,家里安静了,话也多了。

下一步,云溪市将继续把好书送到田间地头,让书屋成为乡村孩子的第二个家。
"""
_RENAME: tuple[tuple[SubstitutionClass, str, str], ...] = (
    ("organisation", "云溪市教育局", "澜川县教育体育局"),
    ("organisation", "云溪市图书馆", "澜川县文化馆"),
    ("place", "云溪市", "澜川县"),
    ("figure", "126所", "58所"),
    ("figure", "4.8万人", "1.9万人"),
    ("figure", "360万元", "152万元"),
    ("figure", "21.5万册", "8.6万册"),
    ("figure", "42名", "18名"),
    ("figure", "504节", "216节"),
    ("date", "2023年", "2024年"),
)
_EDITS = (
    ("让书活起来", "让书读起来"),
    ("许多家长说,", "不少家长都说,"),
    ("全市", "全县"),
    ("我市", "我县"),
    ("市财政", "县财政"),
)

SHARED_SPORT = """松岭区每天安排一小时大课间,操场上有跳绳、有武术、有民族舞。区里给四十六所学校配齐体育教师,缺编的由体校教练兼任。每学期测一次体质,结果告诉家长,体弱的孩子单独开运动处方。三年下来,学生体质优良率从百分之三十八升到百分之五十一,近视率下降四个百分点。"""

SPORT = f"""向操场要健康
松岭区教育体育局

身体好是一切的本钱。松岭区从二〇二一年起实施“阳光操场”工程,先后投入资金1250万元,改造操场31片,其中新建12片、翻新21片。

{SHARED_SPORT}

二、经验与不足
操场好建,习惯难养。有的学校占用体育课的情况还没有完全杜绝,体育教师平均年龄偏大。
"""
DIGEST = f"""各地做法摘编
青禾镇中心小学

编者按:几个地方的做法有启发,抄录如下,供老师们参考。

{SHARED_SPORT.replace("四十六所", "46所")}

我校照此开设大课间,效果正在观察。
"""
OWN = """一盏灯照亮晚归路
白石岭林场子弟学校

学校只有九十七名学生,其中住校生六十一名。值班老师每晚在路口点一盏灯,送走校生回家。这盏灯点了十一年,没有一天熄过。老师们说,灯亮着,家长的心就是亮的。
"""
_TRADITIONAL = dict(
    zip(
        "书乡长云来学为质让个读现万资图册进动经备带队从语师选导联传节讲换参评与说话机静将续间头门开时关业这对阅润乐财馆单岁办许庄电过们议点数会岭灯场归没热区项处户里费购给补属孙争历计课离齐应爱庆银训练规随准两绍继农产龙体听见红贴请签",
        "書鄉長雲來學為質讓個讀現萬資圖冊進動經備帶隊從語師選導聯傳節講換參評與說話機靜將續間頭門開時關業這對閱潤樂財館單歲辦許莊電過們議點數會嶺燈場歸沒熱區項處戶裡費購給補屬孫爭歷計課離齊應愛慶銀訓練規隨準兩紹繼農產龍體聽見紅貼請簽",
        strict=True,
    )
)


def traditional(text: str) -> str:
    """A rough traditional copy, character by character: enough for a report, no claim to be right."""
    return "".join(_TRADITIONAL.get(c, c) for c in text)


@dataclass(frozen=True)
class Material:
    sources: tuple[Source, ...]
    pieces: tuple[Piece, ...]
    comparison: Comparison
    extracts: tuple[Extracts, ...]
    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...]
    plan: VolumePlan
    readings: dict[str, str]


def renamed_copy(text: str) -> tuple[str, tuple[Substitution, ...]]:
    """`text` with names and figures swapped and some words edited, and the substitutions with their spans in both."""
    rules = [*_RENAME, *((None, old, new) for old, new in _EDITS)]
    made, swaps, at = "", [], 0
    while at < len(text):
        rule = next((r for r in rules if text.startswith(r[1], at)), None)
        if rule is None:
            made, at = made + text[at], at + 1
            continue
        kind, old, new = rule
        if kind is not None:
            swaps.append(Substitution(kind, old, Span(at, at + len(old)), new, Span(len(made), len(made) + len(new))))
        made, at = made + new, at + len(old)
    return made, tuple(swaps)


def make_source(path: str, text: str, script: Script = "simplified", form: str = "docx") -> Source:
    return Source(path, text, form, sha256(text.encode()).hexdigest(), "utf-8" if form == "text" else None, script)


def make_piece(source: Source, genre: str = "experience") -> Piece:
    title, organisation = source.text.split("\n")[:2]
    start = len(title) + 1
    body = start + len(organisation) + 1
    return Piece(
        source.path, "1", Span(0, len(source.text)), Span(body, len(source.text)), title, Span(0, len(title)),
        organisation=organisation, organisation_span=Span(start, body - 1), genre=genre, script=source.script,  # type: ignore[arg-type]
    )  # fmt: skip


def whole(source: Source) -> Passage:
    return Passage(source.path, "1", Span(0, len(source.text)))


def member(source: Source, text: str, occurrence: int = 0) -> Member:
    at = -1
    for _ in range(occurrence + 1):
        at = source.text.index(text, at + 1)
    return Member(source.path, "1", Span(at, at + len(text)), text)


def material() -> Material:
    copied, swaps = renamed_copy(READING_FUND)
    a = make_source("来稿/01 云溪市教育局 书香润乡野.docx", READING_FUND)
    b = make_source("来稿/02 澜川县 最终版(2).docx", copied)
    c = make_source("来稿/03 雲溪市(繁體).txt", traditional(READING_FUND), "traditional", "text")
    d = make_source("来稿/04 松岭区 操场.doc", SPORT, form="doc")
    e = make_source("来稿/05 青禾镇中心小学.pdf", DIGEST, form="pdf")
    f = make_source("来稿/06 白石岭.docx", OWN)
    sources = (a, b, c, d, e, f)
    pieces = (
        make_piece(a),
        make_piece(b),
        make_piece(c),
        make_piece(d, "summary"),
        make_piece(e, "other"),
        make_piece(f),
    )
    return Material(
        sources, pieces, _comparison(sources, pieces, swaps), _extracts(sources), _findings(sources), _problems(), _plan(pieces),
        {c.path: READING_FUND},
    )  # fmt: skip


def _comparison(sources: tuple[Source, ...], pieces: tuple[Piece, ...], swaps: tuple[Substitution, ...]) -> Comparison:
    a, b, c, d, e, _ = sources
    in_d, in_e = SPORT.index(SHARED_SPORT), DIGEST.index("松岭区每天")
    shared = DIGEST.index("\n\n我校")
    number = Substitution(
        "figure", "四十六所", _span(SPORT, "四十六所"), "46所", _span(DIGEST, "46所"),
    )  # fmt: skip
    # The renamed copy comes in three alignments, the last two of them in the other direction, as comparison may give them.
    cut = [0, READING_FUND.index("二、带好"), READING_FUND.index("三、办好"), len(READING_FUND)]
    copy = [0, b.text.index("二、带好"), b.text.index("三、办好"), len(b.text)]
    alignments = []
    for i in range(3):
        left, right = Passage(a.path, "1", Span(cut[i], cut[i + 1])), Passage(b.path, "1", Span(copy[i], copy[i + 1]))
        inside = tuple(s for s in swaps if left.span.covers(s.span))
        relations: tuple[Relation, ...] = ("renamed", "edited")
        if i == 0:
            alignments.append(Alignment(left, right, 0.93, relations, inside))
        else:
            back = tuple(Substitution(s.kind, s.other_text, s.other_span, s.text, s.span) for s in inside)
            alignments.append(Alignment(right, left, 0.95, relations, back))
    alignments.append(Alignment(whole(a), whole(c), 1.0, ("identical", "script")))
    alignments.append(
        Alignment(
            Passage(d.path, "1", Span(in_d, in_d + len(SHARED_SPORT))),
            Passage(e.path, "1", Span(in_e, shared)),
            0.98,
            ("partial",),
            (number,),
        )
    )
    ids = [p.id for p in pieces]
    return Comparison(
        tuple(alignments),
        (
            PiecePair(ids[0], ids[2], 1.0, 1.0, 1.0, ("identical", "script"), 1, 640),
            PiecePair(ids[0], ids[1], 0.99, 0.996, 0.95, ("renamed", "edited"), 3, 630),
            PiecePair(ids[3], ids[4], 0.51, 0.74, 0.41, ("partial",), 1, 120),
        ),
        (
            Cluster(1, (ids[0], ids[1], ids[2]), ids[0], "renamed", "简体原文,文字最全,别篇是换名或繁体的副本。"),
            Cluster(2, (ids[3], ids[4]), ids[3], "partial", "相同文字在本篇里是自述,在别篇里是摘抄。"),
        ),
    )  # fmt: skip


def _span(text: str, part: str) -> Span:
    return Span(text.index(part), text.index(part) + len(part))


def _findings(sources: tuple[Source, ...]) -> tuple[Finding, ...]:
    a, b, _, d, _, _ = sources
    return (
        Finding(
            "sum", "error", "inconsistent", "12 + 21 = 33 ≠ 31", "各分项之和与总数不符:新建12片加翻新21片是33片,前面写31片。", "请核对操场改造片数。",
            (member(d, "31片"), member(d, "12片"), member(d, "21片")),
        ),
        Finding(
            "copied_figure", "warning", "suspicious", "360名 = 360名", "换名套用的稿子里留下了原稿的数据。", "请澜川县核实获评人数。",
            (member(b, "360名"), member(a, "360名")),
        ),
        Finding("share_range", "info", "suspicious", "51% - 38% = 13 个百分点", "优良率三年升高13个百分点,幅度较大。", "", (member(d, "百分之五十一"), member(d, "百分之三十八"))),
        Finding("sum", "info", "consistent", "126 = 126", "学校数前后一致。", "", (member(a, "126所"), member(a, "126所", 1))),
    )  # fmt: skip


def _problems() -> tuple[Problem, ...]:
    return (
        Problem(
            "read.encrypted", "unreadable", "来稿/07 加密.docx", "文件已加密,无法读取。", "请报送单位去除密码后重报。"
        ),
        Problem(
            "read.picture_only",
            "unreadable",
            "来稿/08 扫描件.pdf",
            "没有可读的文字,疑似扫描件。",
            "请索要可编辑的文字稿。",
        ),
        Problem("read.short", "warning", "来稿/06 白石岭.docx", "只有 97 字,低于征稿要求。", ""),
    )


def _plan(pieces: tuple[Piece, ...]) -> VolumePlan:
    kept = (
        Entry(pieces[0].id, pieces[0].title, pieces[0].organisation),
        Entry(pieces[5].id, pieces[5].title, pieces[5].organisation),
    )
    return VolumePlan(
        "乡村教育经验材料汇编",
        (
            Part("总结篇", (Group((Entry(pieces[3].id, pieces[3].title, pieces[3].organisation),)),)),
            Part("经验篇", (Group(kept),)),
        ),
        (
            LeftOut(pieces[1].id, pieces[1].title, "与所收篇目雷同,属换名套用。", pieces[0].id),
            LeftOut(pieces[2].id, pieces[2].title, "与所收篇目相同,只是繁体。", pieces[0].id),
            LeftOut(pieces[4].id, pieces[4].title, "摘抄别篇,没有自己的做法。", pieces[3].id),
        ),
    )


def _extracts(sources: tuple[Source, ...]) -> tuple[Extracts, ...]:
    a, _, _, d, _, _ = sources
    schools, money = member(a, "126所").span, member(a, "360万元").span
    action, rest = member(a, "一是腾出好位置。").span, member(a, "我市要求每所乡村学校把采光最好的房间留给书屋").span
    return (
        Extracts(
            a.path,
            (
                Figure(a.path, "1", schools, "count", 126, "所", indicator="乡村学校数", subject="云溪市", year="2023"),
                Figure(a.path, "1", money, "money", 3_600_000, "元", indicator="投入资金", approximate="about"),
                Figure(a.path, None, member(a, "2023年").span, "range", (2021, 2023), None, of="date"),
            ),
            (
                Measure(
                    a.path, "1", Span(action.start, rest.end), member(a, "腾出好位置").span, rest, 2, "一是", "办学条件"
                ),
            ),
        ),
        Extracts(
            d.path,
            initiatives=(Initiative(d.path, "1", member(d, "阳光操场").span),),
            citations=(Citation(d.path, "1", member(d, "“阳光操场”工程").span, "阳光操场", "other"),),
            issues=(Issue(d.path, "1", member(d, "操场好建,习惯难养。").span, "problem", ""),),
        ),
    )


HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'&{{7*7}}\u202egpj.exe\x00\ud800"


def hostile() -> Material:
    """The same collection in which every foreign string tries to become markup."""
    m = material()
    text = f"{HOSTILE}\n=HYPERLINK(1){HOSTILE}\n{OWN}"
    first = Source(f"=cmd|{HOSTILE}.docx", text, "docx", "0" * 64)
    second = Source(f"+{HOSTILE}.docx", text, "docx", "1" * 64)
    pieces = tuple(replace(make_piece(s), title=f"@{HOSTILE}") for s in (first, second))
    ids = [p.id for p in pieces]
    swap = Substitution("place", HOSTILE, Span(0, len(HOSTILE)), HOSTILE, Span(0, len(HOSTILE)))
    comparison = Comparison(
        (Alignment(whole(first), whole(second), 1.0, ("identical",), (swap,)),),
        (PiecePair(ids[0], ids[1], 1.0, 1.0, 1.0, ("identical",), 1, 90),),
        (Cluster(1, (ids[0], ids[1]), ids[0], "identical", HOSTILE),),
    )
    finding = Finding(
        "sum", "error", "inconsistent", HOSTILE, HOSTILE, HOSTILE, (Member(first.path, "1", swap.span, HOSTILE),)
    )
    plan = VolumePlan(
        HOSTILE, (Part(HOSTILE, (Group((Entry(ids[0], HOSTILE),)),)),), (LeftOut(ids[1], HOSTILE, HOSTILE, ids[0]),)
    )
    problem = Problem("read.odd", "unreadable", HOSTILE, HOSTILE, HOSTILE)
    return replace(
        m,
        sources=(first, second),
        pieces=pieces,
        comparison=comparison,
        findings=(finding,),
        problems=(problem,),
        plan=plan,
        extracts=(),
        readings={},
    )


def long_pair() -> Material:
    """Two texts of some 5,000 characters that share twelve passages among own paragraphs of different length."""
    left, right, alignments = "共有的话题\n甲单位\n", "共有的话题\n乙单位\n", []
    for i in range(1, 13):
        left += "".join(f"甲方第{i}节第{j}层的想法写在这里,与别处不同。" for j in range(3 + i % 4)) + "\n"
        right += "".join(f"乙方另有安排{i},先谈{j}件小事再说正题。" for j in range(2 + i % 5)) + "\n"
        passage = "".join(f"第{i}段第{k}句,春天种下的树到秋天已经遮住半个操场,孩子们在树下读书。" for k in range(6))
        spans = Span(len(left), len(left) + len(passage)), Span(len(right), len(right) + len(passage))
        left, right = left + passage + "\n", right + passage + "\n"
        alignments.append(
            Alignment(Passage("甲.txt", "1", spans[0]), Passage("乙.txt", "1", spans[1]), 1.0, ("identical",))
        )
    sources = make_source("甲.txt", left), make_source("乙.txt", right)
    pieces = make_piece(sources[0]), make_piece(sources[1])
    pair = PiecePair(pieces[0].id, pieces[1].id, 0.6, 0.6, 0.5, ("partial",), len(alignments), 2_700)
    m = material()
    return replace(m, sources=sources, pieces=pieces, comparison=Comparison(tuple(alignments), (pair,)), readings={})
