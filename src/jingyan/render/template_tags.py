"""Which tags the kinds of templates know, as data for the check; what fills them is made in `volume_tags` and `digest`."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

from jingyan.render.digest import ChapterTags, DigestTags, MeasureTags
from jingyan.render.volume_tags import FILTERS, MemberTags, PartTags, PieceTags, SectionTags, VolumeTags

# Kinds of values: "text" one can print, "runs" ready runs ({{r), "blocks" ready paragraphs ({{p), "list:X" to loop over, "X" an object of that name, "any" not known.
Kinds = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TagSet:
    """The tags of one kind of template: what stands in its body, in headers and footers, what objects are made of, and what must stay."""

    body: Kinds
    running: Kinds
    objects: Mapping[str, Kinds]
    needed: tuple[str, ...]


def _plain(made: type, **special: str) -> Kinds:
    """The attributes of a tag class, all of them text but the `special` ones."""
    return {f.name: special.get(f.name, "text") for f in fields(made)}


_LOOP = dict.fromkeys(
    ("index", "index0", "revindex", "revindex0", "first", "last", "length", "depth", "even", "odd", "cycle", "previtem", "nextitem", "changed"), "any"
)  # fmt: skip

VOLUME = TagSet(
    {
        "volume": "volume", "parts": "list:part", "contents": "blocks", "committee": "list:member",
        "preface": "preface", "afterword": "afterword", "indexes": "list:index",
    },
    {"volume": "volume", "part": "running"},
    {
        "volume": _plain(VolumeTags),
        "part": _plain(PartTags, pieces="list:piece", mark="runs"),
        "piece": _plain(PieceTags, mark="runs", body="blocks"),
        "running": {"name": "text", "number": "text"},
        "member": _plain(MemberTags),
        "index": _plain(SectionTags, body="blocks"),
        "preface": _plain(SectionTags, body="blocks"),
        "afterword": _plain(SectionTags, body="blocks"),
        "loop": _LOOP,
    },
    ("contents", "part.mark", "piece.mark", "piece.body"),
)  # fmt: skip

CONTENTS_ONLY = TagSet(VOLUME.body, VOLUME.running, VOLUME.objects, ("contents",))

DIGEST = TagSet(
    {"digest": "digest", "chapters": "list:chapter"},
    {"digest": "digest"},
    {
        "digest": _plain(DigestTags),
        "chapter": _plain(ChapterTags, measures="list:measure"),
        "measure": _plain(MeasureTags),
        "loop": _LOOP,
    },
    (),
)

FILTER_NAMES = tuple(FILTERS)

# Words that editors write for a tag, and the tag.
SYNONYMS: Kinds = {
    "书名": "volume.title", "汇编名": "volume.title", "汇编名称": "volume.title", "汇编标题": "volume.title",
    "副题": "volume.subtitle", "副标题": "volume.subtitle", "编印单位": "volume.organizer", "主办单位": "volume.organizer",
    "编者": "volume.organizer", "日期": "volume.date", "时间": "volume.date", "地点": "volume.place", "目录": "contents",
    "编名": "part.name", "篇名": "part.name", "编号": "part.number", "题目": "piece.title", "标题": "piece.title",
    "题名": "piece.title", "单位": "piece.organisation", "单位名称": "piece.organisation", "作者": "piece.organisation", "署名": "piece.organisation",
    "正文": "piece.body", "内容": "piece.body", "前言": "preface.body", "序言": "preface.body", "编者按": "preface.body", "后记": "afterword.body",
    "编委会": "committee", "索引": "indexes",
    "organization": "piece.organisation", "org": "piece.organisation", "unit": "piece.organisation", "author": "piece.organisation",
    "name": "part.name", "text": "piece.body", "content": "piece.body", "toc": "contents", "pieces": "part.pieces", "compiler": "volume.organizer",
    "organiser": "volume.organizer", "time": "volume.date",
}  # fmt: skip

# Words for statements that are not ones, and the statement.
STATEMENTS = ("for", "endfor", "if", "elif", "else", "endif", "set", "with", "endwith")
STATEMENT_SYNONYMS: Kinds = {
    "如果": "if", "若": "if", "否则": "else", "结束如果": "endif", "循环": "for", "结束循环": "endfor", "对每": "for",
    "elseif": "elif", "elsif": "elif", "foreach": "for", "next": "endfor", "end if": "endif", "end for": "endfor", "fi": "endif",
}  # fmt: skip


def dotted(tags: TagSet, running: bool = False) -> tuple[str, ...]:
    """Every tag there is by its usual name (volume.title, piece.body), for the search of the nearest one."""
    names = [k for k, kind in (tags.running if running else tags.body).items() if not tags.objects.get(kind)]
    for name, kinds in tags.objects.items():
        if running != (name == "running") and name != "volume":
            continue
        if name != "loop":
            names += [f"{'part' if name == 'running' else name}.{k}" for k in kinds]
    return tuple(names)
