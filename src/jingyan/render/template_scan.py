"""The tags in a template's paragraphs, and faults of their form: braces missing, doubled, full-width or parted, a blank too few or too many."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from jingyan.render.template_tags import STATEMENT_SYNONYMS, STATEMENTS
from jingyan.render.template_text import Line

_OPEN = re.compile(r"[{｛]\s?[{｛]|[{｛]\s?[%％]|[{｛][#＃]")
_CLOSE = {"{": re.compile(r"[}｝]\s?[}｝]"), "%": re.compile(r"[%％]\s?[}｝]"), "#": re.compile(r"[#＃][}｝]")}
_PROPER_OPEN, _PROPER_CLOSE = ("{{", "{%", "{#"), {"{": "}}", "%": "%}", "#": "#}"}
_ESCAPED = re.compile(r"\{_\{|\}_\}|\{_%|%_\}")
_MARKS = ("p", "r", "tr", "tc")
_WORD = re.compile(r"[-+]?\s*([^\W\d]\w*)")
_SMART = str.maketrans("“”‘’", "\"\"''")
_SPECIAL = ("colspan", "cellbg", "vm", "hm")  # statements of docxtpl


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag: its `line`, its begin and end in the line's text, "{" or "%", its `mark` ("", p, r, tr, tc) and its `inside` without mark and blanks, repaired where a fault was told (`faulty`)."""

    line: Line
    begin: int
    end: int
    kind: str
    mark: str
    inside: str
    faulty: bool = False

    @property
    def written(self) -> str:
        """The tag as it should be written."""
        mark = self.mark + " " if self.mark else " "
        open_, close = ("{{", "}}") if self.kind == "{" else ("{%", "%}")
        return f"{open_}{mark}{self.inside} {close}"

    @property
    def word(self) -> str:
        """The first word inside: of a statement its name."""
        match = _WORD.match(self.inside)
        return match[1] if match else ""


Tell = Callable[[Line, str, str], None]


def scan(lines: Sequence[Line], roots: Sequence[str], tell: Tell) -> Iterator[Tag]:
    """Every tag of the paragraphs in order; faults of form go to `tell` (line, what is wrong, what to do). `roots` are the names a tag can begin with."""
    taken: dict[int, int] = {}  # line → where to go on in it, after a tag that began in an earlier one
    raw = False
    for index, line in enumerate(lines):
        at = taken.get(index, 0)
        while True:
            found = _OPEN.search(line.text, at)
            stray = _stray(line, at, found.start() if found else len(line.text), roots, tell)
            if stray:
                yield stray
            if found is None:
                break
            tag, at, over = _read(lines, index, found, roots, tell)
            if over is not None:
                taken[over[0]] = over[1]
            if tag is None:
                continue
            word = tag.word if tag.kind == "%" else ""
            if raw and word != "endraw":
                continue
            if word in ("raw", "endraw"):
                raw = word == "raw"
                continue
            yield tag
            if over is not None and over[0] > index:
                at = len(line.text)


def _read(
    lines: Sequence[Line], index: int, found: "re.Match[str]", roots: Sequence[str], tell: Tell
) -> tuple[Tag | None, int, tuple[int, int] | None]:
    """The tag that opens at `found`, where the search goes on, and (line, offset) up to which a later line is used up."""
    line, text = lines[index], lines[index].text
    kind = unicodedata.normalize("NFKC", found[0])[-1]
    close = _CLOSE[kind].search(text, found.end())
    following = _OPEN.search(text, found.end())
    if close is None or (kind != "#" and following and following.start() < close.start()):
        return _unclosed(lines, index, found, kind, following.start() if following else len(text), roots, tell)
    inside = text[found.end() : close.start()]
    if kind == "#":
        if found[0] != "{#" or close[0] != "#}":
            tell(line, f"注释的括号写成了全角：{text[found.start() : close.end()]}", "请改成半角的 {# 和 #}")
        return None, close.end(), None
    blank = re.search(r"\s", found[0] + close[0])
    if blank and found[0].replace(" ", "") in _PROPER_OPEN and not _meant(inside, roots):
        return None, found.end(), None  # { {甲} }: braces of the text itself
    proper = found[0] in _PROPER_OPEN and close[0] == _PROPER_CLOSE[kind]
    tag = _tag(line, found.start(), close.end(), kind, inside)
    if not proper:
        what = "两个花括号之间多了空格" if blank else "花括号或百分号写成了全角"
        repaired = replace(_mended(tag, roots), faulty=True)
        tell(line, f"{what}：{text[found.start() : close.end()]}", f"请改成半角、连写的 {repaired.written}")
        return repaired, close.end(), None
    return _formed(tag, roots, tell), close.end(), None


def _tag(line: Line, begin: int, end: int, kind: str, inside: str) -> Tag:
    """The tag with its mark (p, r, tr, tc) parted from the rest, as the engine parts it: the mark right behind the brace, a blank behind it."""
    inside = inside.translate(_SMART)
    match = re.match(r"(p|r|tr|tc)\s+(?=\S)", inside)
    mark = match[1] if match else ""
    return Tag(line, begin, end, kind, mark, inside[match.end() if match else 0 :].strip().strip("-").strip())


def _formed(tag: Tag, roots: Sequence[str], tell: Tell) -> Tag:
    """The tag, mended and told of where what stands inside cannot be right by its form."""
    mended = _mended(tag, roots)
    if mended == tag:
        return tag
    shown = tag.line.text[tag.begin : tag.end]
    if tag.inside and mended.mark != tag.mark:
        if re.match(r"\{.\s+", shown):
            what = f"{mended.mark} 要紧跟在 {shown[:2]} 后面"
        elif re.match(r"\{.[PRT]", shown):
            what = f"{mended.mark} 要用小写"
        else:
            what = f"{mended.mark} 后面缺一个空格"
    elif unicodedata.normalize("NFKC", tag.inside) != tag.inside:
        what = "标记里有全角的符号"
    else:
        what = f"标记里的“{tag.word or tag.inside}”不认识"
    tell(tag.line, f"{what}：{shown}", f"请改成 {mended.written}")
    return replace(mended, faulty=True)


def _mended(tag: Tag, roots: Sequence[str]) -> Tag:
    """The tag as it was surely meant; itself where its form is right."""
    inside = tag.inside
    plain = _half_width(inside)
    known = (*STATEMENTS, *_SPECIAL) if tag.kind == "%" else tuple(roots)
    if plain != inside:
        tag = replace(tag, inside=plain)
    word = tag.word
    glued = re.match(r"(tr|tc|p|r|P|R|TR|TC)\s*(?=[^\W\d])", tag.inside)
    if not tag.mark and glued and word.lower() not in known:
        rest = tag.inside[glued.end() :]
        begin = _WORD.match(rest)
        if begin and _near(begin[1], known, 0.8):
            return _mended(replace(tag, mark=glued[1].lower(), inside=rest), roots)
    return replace(tag, inside=_statement(tag.inside)) if tag.kind == "%" else tag


def _statement(inside: str) -> str:
    """A statement with its first word set right where it is close to one."""
    two = re.match(r"(?i)(end)\s+(for|if)\b|(else)\s+(if)\b", inside)
    if two:
        word = (two[1] or "el") + (two[2] or "if")
        return (word.lower() + inside[two.end() :]).strip()
    match = _WORD.match(inside)
    if match is None or match[1] in (*STATEMENTS, *_SPECIAL, "raw", "endraw", "end"):
        return inside
    word = match[1]
    meant = STATEMENT_SYNONYMS.get(word) or STATEMENT_SYNONYMS.get(word.lower())
    if meant is None:
        found = get_close_matches(word.lower(), STATEMENTS, 1, 0.6)
        meant = found[0] if found else None
    return meant + inside[match.end() :] if meant else inside


def _half_width(inside: str) -> str:
    """Full-width marks of the expression made half-width; words in quotes stay as they are."""

    def plain(match: "re.Match[str]") -> str:
        return match[0] if match[0][0] in "\"'" else unicodedata.normalize("NFKC", match[0]).replace("。", ".")

    return re.sub(r"\"[^\"]*\"|'[^']*'|[^\"']+", plain, inside)


def _near(word: str, known: Sequence[str], cutoff: float) -> bool:
    return bool(get_close_matches(word, known, 1, cutoff))


def _meant(inside: str, roots: Sequence[str]) -> bool:
    """True if words between faulty braces are surely a tag: a statement, a name that tags begin with, or a dotted name."""
    plain = _half_width(inside).strip().lower()
    plain = re.sub(r"^(?:tr|tc|p|r)\s+", "", plain)
    word = re.match(r"[^\W\d]\w*", plain)
    return bool(word and (word[0] in roots or re.match(r"[a-z_]+\s*\.\s*[a-z_]", plain) or word[0] in STATEMENTS))


def _unclosed(
    lines: Sequence[Line],
    index: int,
    found: "re.Match[str]",
    kind: str,
    stop: int,
    roots: Sequence[str],
    tell: Tell,
) -> tuple[Tag | None, int, tuple[int, int] | None]:
    """A tag without its close in the same paragraph: one brace only, a close in a later paragraph, or none at all."""
    line, text = lines[index], lines[index].text
    want = _PROPER_CLOSE[kind]
    rest = text[found.end() : stop]
    if kind == "#":
        tell(line, "注释没有写完，缺 #}", "请在注释末尾补上 #}")
        return None, stop, None
    half = re.search(r"[}｝%％]", rest)
    end = found.end() + (half.end() if half else len(rest))
    if not half and stop == len(text):
        later = _closed_later(lines, index, kind)
        if later is not None:
            number, close = later
            inside = rest + "".join(x.text for x in lines[index + 1 : number]) + lines[number].text[: close.start()]
            tag = replace(_mended(_tag(line, found.start(), len(text), kind, inside), roots), faulty=True)
            tell(
                line,
                f"一个标记拆成了几段，从这里开始，到第{lines[number].number}段的 {close[0]} 才完",
                f"请写在同一段里：{tag.written}",
            )
            return tag, len(text), (number, close.end())
    inside = re.split(r"[}｝%％，。；、：]", rest)[0] if not half else rest[: half.start()]
    if not _meant(inside, roots) and kind == "{" and not re.fullmatch(r"\s*[^\W\d]\w*\s*", inside):
        tell(
            line,
            f"{found[0]} 没有配对的 {want}：{text[found.start() : found.start() + 20]}",
            f"是标记请补上 {want}；是正文里的花括号，请写成 {{_{{",
        )
        return None, stop, None
    if inside.count("(") < inside.count(")") or ("]" in inside and "[" not in inside):
        inside = inside.rstrip(")] ")
    tag = replace(_mended(_tag(line, found.start(), end, kind, inside), roots), faulty=True)
    shown = text[found.start() : end].strip()
    what = f"少一个右花括号，要以 {want} 结尾" if half else f"没有写完，缺 {want}"
    if half and unicodedata.normalize("NFKC", half[0]) != half[0]:
        what = "右边的花括号写成了全角"
    tell(line, f"标记{what}：{shown}", f"请改成 {tag.written}")
    return tag, end, None


def _closed_later(lines: Sequence[Line], index: int, kind: str) -> tuple[int, "re.Match[str]"] | None:
    """The line (of the next few) and place where a tag that is left open is closed, before any other one opens."""
    for number in range(index + 1, min(index + 4, len(lines))):
        line = lines[number]
        close, opens = _CLOSE[kind].search(line.text), _OPEN.search(line.text)
        if close and (opens is None or close.start() < opens.start()):
            return number, close
        if opens:
            return None
    return None


_SINGLE = re.compile(r"(?<![{｛_])[{｛]\s*([^{}｛｝]*?)\s*(?P<end>[}｝]{1,2}|[%％][}｝])")
_LONE = re.compile(r"([\w.|() ]+?)\s*(\}\}|%\})")
_PERCENT = re.compile(r"(?<![{｛\d])[%％]\s*(?:tr|tc|p|r)?\s*(?:for|if|elif|else|endfor|endif)\b[^%％]*[%％][}｝]")


def _stray(line: Line, begin: int, end: int, roots: Sequence[str], tell: Tell) -> Tag | None:
    """A tag that lacks braces at its begin, between the proper ones; the first one is told."""
    text = _ESCAPED.sub("___", line.text[begin:end])
    for match in _SINGLE.finditer(text):
        if not _meant(match[1].strip("%％"), roots):
            continue
        closed = match["end"]
        kind = "%" if re.search(r"[%％]", closed) or _WORD_IS_STATEMENT.match(match[1]) else "{"
        tag = replace(
            _mended(_tag(line, begin + match.start(), begin + match.end(), kind, match[1].strip("%％")), roots),
            faulty=True,
        )
        what = "少一层花括号" if len(closed) == 1 else "左边少一个 " + ("{%" if kind == "%" else "{")
        tell(line, f"标记{what}：{match[0]}", f"请改成 {tag.written}")
        return tag
    for match in (*_PERCENT.finditer(text), *_LONE.finditer(text)):
        percent = match[0].lstrip().startswith(("%", "％"))
        inside = match[0].strip("%％}｝ ") if percent else match[1]
        if not _meant(inside.strip(), roots):
            continue
        kind = "%" if "%" in match[0] or "％" in match[0] else "{"
        tag = replace(
            _mended(_tag(line, begin + match.start(), begin + match.end(), kind, inside.strip()), roots), faulty=True
        )
        if kind == "%" and not tag.mark and line.text.strip() == match[0].strip():
            tag = replace(tag, mark="p")
        tell(line, f"标记左边少了花括号：{match[0].strip()}", f"请改成 {tag.written}")
        return tag
    for match in _BARE.finditer(text):
        if match[1] in roots and match[2] in roots:
            tag = replace(
                _tag(line, begin + match.start(), begin + match.end(), "{", f"{match[1]}.{match[2]}"), faulty=True
            )
            tell(line, f"标记没有写花括号：{match[0]}", f"请改成 {tag.written}")
            return tag
    return None


_BARE = re.compile(r"(?:\[\[|<<|«|【)?(?<![\w.])([a-z_]+)\.([a-z_]+)(?![\w.])(?:\]\]|>>|»|】)?")


_WORD_IS_STATEMENT = re.compile(r"[%％]?\s*(?:(?:tr|tc|p|r)\s+)?(?:for|if|elif|else|endfor|endif)\b")
