"""File names that follow an editor's rule, such as {单位}_{题名}: what a name says, and how it agrees with the text; nothing of a text is overridden."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from pathlib import PurePosixPath, PureWindowsPath

from jingyan.model.problem import JingyanError, Problem
from jingyan.model.source import Source
from jingyan.model.structure import Outline, Piece
from jingyan.zh.punctuation import one_shape

# What a tag may stand for, beside the marks that part it from its neighbours.
_ORDINAL = r"(?:第?\d{1,4}[号篇]?|[一二三四五六七八九十百]{1,4})[、.)]?"
_DATE = r"\d{4}\s*[年.\-]?\s*\d{1,2}\s*[月.\-]?\s*(?:\d{1,2}\s*日?)?"
_TAGS: Mapping[str, str] = {
    "单位": "", "题名": "", "姓名": "", "联系人": "", "学号": r"[A-Za-z0-9\-]+", "序号": _ORDINAL, "日期": _DATE,
    "电话": r"[\d\-]{7,18}", "其他": "",
}  # fmt: skip
_SHAPED = frozenset(("序号", "日期", "电话", "学号"))  # these end by themselves: another tag may follow at once
PERSONAL = ("姓名", "联系人", "电话", "学号")  # of a person: never printed
_TAG = re.compile(r"\{\s*([^{}]*?)\s*\}")
# What systems and writers hang on a name: copies, versions. Taken off at the end as often as it is there.
_TAIL = re.compile(
    r"\s*(?:\(\d{1,2}\)|[(\[〔]?\s*[-_—]?\s*(?:副本|复件|拷贝)\s*(?:\(?\d{0,2}\)?)?\s*[)\]〕]?"
    r"|[\s_\-—(\[〔]+(?:第?[一二三四五六七八九十\d]{1,2}[稿版]|[vV]\d+(?:\.\d+)*|(?:最终|最后|最新|修改|修订|报送|上报|送审|正式|电子|打印|校对|终|定|初|新|改)+[稿版]?\d{0,2})\s*[)\]〕]?"
    r"|(?<=[一-鿿)\]〕])(?:最终版|最终稿|最终|终稿|定稿|初稿|修改稿|修改版|修订版|修订稿|送审稿|报送稿|上报稿|正式稿|最新版|改\d)\d{0,2})$"
)
_HEAD = re.compile(r"^\s*(?:复件\s*(?:\(\d+\))?\s*|副本\s*)")
_HEAD_ORDINAL = re.compile(r"^\s*(?:\(?\d{1,3}\s*(?:[、.)]|[\s_\-]+(?=[^\d\s]))|[一二三四五六七八九十]{1,3}、)\s*")
_AROUND_DATE = (
    re.compile(rf"^\s*{_DATE}[\s_\-]*(?=\D)"),
    re.compile(r"[\s_\-(]*(?:(?:19|20)\d{6}|(?:19|20)\d{2}[年.\-]\d{1,2}(?:[月.\-]\d{0,2}日?)?)\s*\)?$"),
)
_EDGES = " \t\u3000《》“”\"'_-—－＿.．"
_SAME_TITLE = 0.7  # names are shortened by those who save them; two titles of one unit seldom share more than half
_SKIPPED_KINDS = ("collection", "contents")


@dataclass(frozen=True, slots=True)
class NamePattern:
    """One compiled pattern: `text` as the editor wrote it, `tags` in order."""

    text: str
    tags: tuple[str, ...]
    shape: re.Pattern[str]


def name_patterns(written: Sequence[str]) -> tuple[NamePattern, ...]:
    """The patterns of an editor, `|` between alternatives. Raises JingyanError (2) with what is wrong with one."""
    parts = [part.strip() for text in written for part in re.split("[|｜]", text)]
    return tuple(_compiled(part) for part in parts if part)


def parse_name(name: str, patterns: Sequence[NamePattern]) -> dict[str, str] | None:
    """What the file name (without folders, with or without its ending) says by tag, from the first pattern that fits; None when none does."""
    stem = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", name).strip()
    for pattern in patterns:
        plain = _plain(stem, pattern)
        if match := pattern.shape.fullmatch(one_shape(plain)):
            found = {tag: plain[slice(*match.span(f"t{i}"))].strip(_EDGES) for i, tag in enumerate(pattern.tags)}
            if all(found.values()):
                return found
    return None


def use_names(
    sources: Sequence[Source], outlines: Mapping[str, Outline], problems: Sequence[Problem], written: Sequence[str]
) -> tuple[dict[str, Outline], tuple[Problem, ...]]:
    """The outlines with organisations and titles that were missing taken from the file names, and the problems with what does not agree.

    Without a pattern both come back as they were.
    """
    patterns = name_patterns(written)
    if not patterns:
        return dict(outlines), tuple(problems)
    named: dict[str, Outline] = {}
    told = list(problems)
    for source in sources:
        outline = outlines[source.path]
        fields = next((f for name in _names(source, sources) if (f := parse_name(name, patterns))), None)
        if fields is None:
            shown = " | ".join(p.text for p in patterns)
            message = f"文件名不符合“{shown}”,没有从文件名取单位和题名"
            told.append(
                Problem("name.unmatched", "info", source.path, message, "请改文件名,或给 --file-names 加一种写法")
            )
            named[source.path] = outline
            continue
        leaves = [p for p in outline.pieces if p.kind not in _SKIPPED_KINDS]
        filled = {p.id: _filled(p, fields, alone=len(leaves) == 1) for p in leaves}
        titled = {p.id for p in leaves if filled[p.id].title != p.title}
        told = [p for p in told if not (titled and p.code == "segment.untitled" and p.source == source.path)]
        told += [p for piece in leaves for p in _told(piece, filled[piece.id], fields, alone=len(leaves) == 1)]
        named[source.path] = replace(outline, pieces=tuple(filled.get(p.id, p) for p in outline.pieces))
    return named, tuple(told)


def _compiled(text: str) -> NamePattern:
    tags = [m.group(1) for m in _TAG.finditer(text)]
    todo = f"可以写:{'、'.join('{' + tag + '}' for tag in _TAGS)},中间用 _、-、空格或括号隔开"
    rest = _TAG.sub("", text)
    if "{" in rest or "}" in rest:
        raise JingyanError("--file-names", f"“{text}”的花括号没有成对", todo=todo)
    if not tags:
        raise JingyanError("--file-names", f"“{text}”里没有一个标签", todo=todo)
    for tag in tags:
        if tag not in _TAGS:
            raise JingyanError("--file-names", f"没有标签“{{{tag}}}”", todo=todo)
        if tags.count(tag) > 1:
            raise JingyanError("--file-names", f"“{text}”里标签“{{{tag}}}”写了两次", todo="请只写一次")
    pieces = _TAG.split(one_shape(text))  # marks, tag, marks, tag … marks
    shape = [_marks(pieces[0])]
    for i, tag in enumerate(tags):
        before, after = pieces[2 * i], pieces[2 * i + 2]
        if not after and i + 1 < len(tags) and not {tag, tags[i + 1]} & _SHAPED:
            known = f"“{{{tag}}}”和“{{{tags[i + 1]}}}”之间没有分隔的字"
            raise JingyanError("--file-names", known, todo="请在中间写 _、- 或别的分隔")
        shape += [f"(?P<t{i}>{_TAGS[tag] or _free(tag, before, after)})", _marks(after)]
    return NamePattern(text, tuple(tags), re.compile("".join(shape)))


def _free(tag: str, before: str, after: str) -> str:
    """Any characters; only a title may hold the mark that parts it from what stands beside it."""
    barred = {c for c in (before.strip()[-1:], after.strip()[:1]) if c}
    if not after.strip() and after:
        barred.add(" ")
    return "[^" + re.escape("".join(sorted(barred))) + "]+?" if barred and tag != "题名" else ".+?"


def _marks(text: str) -> str:
    """The characters between tags, with blanks wherever one likes; a dash may be a long one."""
    if not text:
        return ""
    if not text.strip():
        return r"\s+"
    signs = (re.escape(c) + ("+" if c in "-_" else "") for c in text if not c.isspace())
    return r"\s*" + r"\s*".join(signs) + r"\s*"


def _plain(stem: str, pattern: NamePattern) -> str:
    """The stem without what hangs on it: copies, versions, and numbers and dates that the pattern has no tag for."""
    last = None
    while last != stem:
        last = stem
        stem = _cut(_cut(stem, _HEAD), _TAIL)
        if "序号" not in pattern.tags and "学号" not in pattern.tags:
            stem = _cut(stem, _HEAD_ORDINAL)
        if "日期" not in pattern.tags:
            for around in _AROUND_DATE:
                stem = _cut(stem, around)
    return stem


def _cut(stem: str, what: re.Pattern[str]) -> str:
    match = what.search(one_shape(stem))
    return stem[: match.start()] + stem[match.end() :] if match and len(match.group()) < len(stem) else stem


def _names(source: Source, sources: Sequence[Source]) -> Iterator[str]:
    """The names to try: the file's own, those of equal copies, then of the archive or mail that holds nothing else."""
    for path in (source.path, *source.also):
        parts = PurePosixPath(PureWindowsPath(path).as_posix()).parts
        yield parts[-1]
        for i in range(len(parts) - 1, 0, -1):
            outer = "/".join(parts[:i])
            if re.search(r"\.[A-Za-z0-9]{2,4}$", parts[i - 1]):
                inside = [s for s in sources if s.path.replace("\\", "/").startswith(f"{outer}/")]
                if len(inside) == 1:
                    yield parts[i - 1]


def _filled(piece: Piece, fields: Mapping[str, str], *, alone: bool) -> Piece:
    unit, title = fields.get("单位"), fields.get("题名")
    if unit and not piece.organisation:
        piece = replace(piece, organisation=unit)
    if piece.title_span is None and alone:
        # Without a title the file's name stands for one; whoever it names must not be printed.
        named = any(tag in fields for tag in PERSONAL)
        return replace(piece, title=title or (unit or "无题" if named else piece.title))
    if piece.title_span is None and any(fields.get(tag, "\0") in piece.title for tag in PERSONAL):
        return replace(piece, title=unit or "无题")
    return piece


def _told(before: Piece, after: Piece, fields: Mapping[str, str], *, alone: bool) -> Iterator[Problem]:
    unit, title = fields.get("单位"), fields.get("题名")
    if unit and before.organisation and not _same_unit(unit, before.organisation):
        message = f"文件名写的单位是“{unit}”,正文写的是“{before.organisation}”"
        hint = "请核实是哪个单位报送的;汇编用正文写的"
        yield Problem("name.organisation", "warning", before.source, message, hint, before.organisation_span)
    if title and alone and before.title_span and not _same_title(title, before):
        message = f"文件名写的题名是“{title}”,正文写的是“{before.title}”"
        hint = "请核实有没有发错文件;汇编用正文写的"
        yield Problem("name.title", "warning", before.source, message, hint, before.title_span)
    taken = [
        f"{what}“{new}”"
        for what, old, new in (("单位", before.organisation, after.organisation), ("题名", before.title, after.title))
        if new and new != old
    ]
    if taken:
        message = f"正文没有写明,从文件名取{'、'.join(taken)}"
        yield Problem("name.taken", "info", before.source, message, "请核对", before.title_span)


def _same_unit(one: str, other: str) -> bool:
    """True if one name is a short form of the other: 青石县教体局 of 青石县教育体育局, 教育局 of 青石县教育局."""
    short, long = sorted((_bare(one), _bare(other)), key=len)
    return short in long or _within(short, long)


def _same_title(name: str, piece: Piece) -> bool:
    written = _bare(piece.title)
    for text in (written, written + _bare(piece.subtitle or "")):
        short, long = sorted((_bare(name), text), key=len)
        if short in long or _within(short, long) or SequenceMatcher(None, short, long).ratio() >= _SAME_TITLE:
            return True
    return False


def _within(short: str, long: str) -> bool:
    """True if the characters of `short` stand in `long` in this order, the last one at its end and half of it or more."""
    rest = iter(long)
    return bool(short) and len(short) * 2 > len(long) and all(c in rest for c in short)


def _bare(text: str) -> str:
    from jingyan.script.fold import reading

    return re.sub(r"[\W_]+", "", reading(text))
