"""The check of a template before anything is filled in: every fault with its place, what is wrong and the nearest right tag. The layout is judged in `layout_profile`."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from zipfile import BadZipFile

from jingyan.model.problem import JingyanError
from jingyan.model.template import FaultKind, TemplateFault
from jingyan.render.docx_body import RUN_IN_NAMES, body_styles
from jingyan.render.docx_look import Styles, parse, read_styles, w
from jingyan.render.docx_package import read_parts
from jingyan.render.letter_tags import letter_tags
from jingyan.render.template_meaning import Meaning, Use
from jingyan.render.template_scan import Tag, scan
from jingyan.render.template_tags import CONTENTS_ONLY, DIGEST, VOLUME, TagSet, dotted
from jingyan.render.template_text import Line, has_changes, template_lines
from jingyan.render.templates import toml_faults

_NEAR_STYLE = 0.5


def check_template(place: Path) -> tuple[TemplateFault, ...]:
    """Every fault of the template in the folder `place` (its docx and volume.toml) or of the docx file `place`; () when it can be filled as it stands.

    Raises JingyanError (2) when there is no docx that can be opened.
    """
    docx = template_file(place)
    parts = open_template(docx)
    toml, numbered = toml_faults(docx.with_name("volume.toml"))
    tags = _tag_set(docx, parts, numbered)
    faults = list(_tag_faults(docx.name, parts, tags))
    if tags is not DIGEST:
        faults += _settings_faults(docx.name, parts)
    if tags in (VOLUME, CONTENTS_ONLY):
        faults += _style_faults(docx.name, parts, numbered=numbered)
        faults += toml
    return tuple(faults)


def template_file(place: Path) -> Path:
    """The docx of a template that is named by its folder or by itself. Raises JingyanError (2)."""
    if place.is_dir():
        for name in ("volume.docx", "digest.docx"):
            if (place / name).is_file():
                return place / name
        found = sorted(p for p in place.glob("*.docx") if not p.name.startswith("~$"))
        if len(found) == 1:
            return found[0]
        todo = f"文件夹里有 {'、'.join(p.name for p in found)},请写明是哪一个" if found else "模板文件要叫 volume.docx"
        raise JingyanError(str(place), "文件夹里没有 volume.docx", todo=todo)
    if not place.is_file():
        raise JingyanError(str(place), "没有这个文件", todo="请写模板的 docx 文件、模板文件夹或自带模板的名称")
    return place


def open_template(docx: Path) -> dict[str, bytes]:
    """The parts of the docx; raises JingyanError (2) when it is none."""
    from lxml.etree import XMLSyntaxError

    try:
        data = docx.read_bytes()
        if data.startswith(b"\xd0\xcf\x11\xe0"):
            raise JingyanError(str(docx), "是旧的 doc 格式,或设了密码", todo="请用 Word 或 WPS 另存为不加密的 docx")
        parts = read_parts(data)
        for name in ("word/document.xml", "word/styles.xml", "word/_rels/document.xml.rels"):
            parse(parts[name])
    except (BadZipFile, KeyError, XMLSyntaxError, OSError) as error:
        raise JingyanError(str(docx), "不是 docx 文档,或已损坏", todo="请用 Word 或 WPS 打开,另存为 docx") from error
    return parts


def _tag_set(docx: Path, parts: Mapping[str, bytes], numbered: bool) -> TagSet:
    text = "".join(line.text for line in template_lines(parts).get("word/document.xml", ()))
    if docx.stem == "digest" or (re.search(r"\b(?:digest\.|in chapters)", text) and "in parts" not in text):
        return DIGEST
    letter = letter_tags(docx.stem, text)
    return letter or (VOLUME if numbered else CONTENTS_ONLY)


def _tag_faults(name: str, parts: Mapping[str, bytes], tags: TagSet) -> Iterator[TemplateFault]:
    found: list[TemplateFault] = []

    def tell(line: Line, message: str, todo: str) -> None:
        found.append(TemplateFault(name, line.part, line.number, line.text.strip(), _end(message), _end(todo)))

    uses: list[Use] = []
    meant: set[str] = set()
    every: list[Tag] = []
    for lines in template_lines(parts).values():
        running = bool(lines) and lines[0].running
        known = tags.running if running else tags.body
        roots = [*known, *tags.objects, *(n.rpartition(".")[2] for n in dotted(tags, running)), *_loop_names(lines)]
        meaning = Meaning(tags, tell, running=running)
        read = list(scan(lines, roots, tell))
        every += read
        meaning.run(read)
        uses += meaning.uses
        meant |= meaning.meant
    yield from found
    yield from _missing(name, uses, tags, every, meant)
    if has_changes(parts):
        yield TemplateFault(
            name, "", 0, "", "模板里有没定下来的修订,编排时按接受处理", "请在 Word 里接受或拒绝全部修订。", "setting"
        )


def _loop_names(lines: Iterable[Line]) -> list[str]:
    return sorted({m for line in lines for m in re.findall(r"(?:for|set)\s+([^\W\d]\w*)\s", line.text)})


def _end(words: str) -> str:
    return words.replace("，", ",").replace("：", ":").replace("；", ";")


_WHERE = {
    "contents": ("印目录的地方", "{{p contents }}", "请在目录那一页补上,独占一段"),
    "part.mark": ("编名那一行末尾的", "{{r part.mark }}", "目录靠它找到各编,请补在编名那一行的末尾"),
    "piece.mark": ("篇题那一行末尾的", "{{r piece.mark }}", "目录靠它找到各篇的页码,请补在篇题那一行的末尾"),
    "piece.body": ("印正文的", "{{p piece.body }}", "请在篇题后面补上,独占一段"),
}


def _missing(name: str, uses: list[Use], tags: TagSet, every: list[Tag], meant: set[str]) -> Iterator[TemplateFault]:
    """What must stay and is not there, stands in the wrong loop, under a condition, or twice; `meant` are names that faulty tags were meant for."""
    lost = any(t.faulty and t.kind == "%" for t in every)  # a loop or condition that was told already
    for needed in tags.needed:
        here = [u for u in uses if u.name == needed]
        what, tag, todo = _WHERE[needed]
        owner = needed.rpartition(".")[0]
        if not here:
            last = needed.rpartition(".")[2]
            if last not in meant and not any(t.faulty and last in t.inside for t in every):
                yield TemplateFault(name, "正文", 0, "", f"缺少{what} {tag}", todo + "。", "missing")
            continue
        first = here[0]
        if lost or first.tag.faulty:
            continue
        inner = first.loops[-1] if first.loops else ""
        if owner and inner != owner and owner in first.loops:
            yield _at(name, first, f"{tag} 放进了里面一层循环,每重复一次就多印一次", f"请移到 {owner} 那一层")
        elif not owner and first.loops:
            yield _at(name, first, f"{tag} 放进了循环,会印好几次", "请移到循环外面")
        elif len(here) == 1 and first.conditions and owner:
            yield _at(name, first, f"{tag} 放在条件里,条件不成立时就丢了", "请移到 {%p if … %} 外面")
        plain = [u for u in here if not u.conditions]
        if len(plain) > 1:
            yield _at(name, plain[1], f"{tag} 写了两次", "请只留一处")


def _at(name: str, use: Use, message: str, todo: str) -> TemplateFault:
    line = use.tag.line
    return TemplateFault(name, line.part, line.number, line.text.strip(), message, todo + "。", "missing")


# ---- styles and settings ---------------------------------------------------------------------------------------------

_CONTENTS_STYLES = (("toc 1", "目录里编的一行"), ("toc 2", "目录里一篇的一行"))


def _style_faults(name: str, parts: Mapping[str, bytes], *, numbered: bool) -> Iterator[TemplateFault]:
    styles = read_styles(parts["word/styles.xml"])
    wanted: list[tuple[str, str]] = [(n, "paragraph") for n, _ in _CONTENTS_STYLES]
    if numbered:
        wanted += [(n, "paragraph") for n in body_styles(styles)[1]] + [(n, "character") for n in RUN_IN_NAMES]
    used = {p.get(w("val")) for p in parse(parts["word/document.xml"]).iter(w("pStyle"))}
    ids = set(styles.ids.values())
    for style, kind in wanted:
        if styles.id(style, kind) is None:
            message = f"没有样式“{style}”" + ("(字符样式)" if kind == "character" else "")
            yield TemplateFault(name, "样式", 0, "", message, _style_hint(style, kind, styles), "missing")
    for gone in sorted(str(u) for u in used - ids if u):
        yield TemplateFault(
            name, "样式", 0, "", f"正文用了样式 {gone},但是样式表里没有它", "请重新选一个样式。", "setting"
        )


def _style_hint(style: str, kind: str, styles: Styles) -> str:
    from difflib import get_close_matches

    there = [n for k, n in styles.ids if k == kind]
    near = get_close_matches(style.lower(), there, 1, _NEAR_STYLE)
    renamed = f"是不是改名成了“{near[0]}”?请改回原名" if near else "请从自带模板里复制这个样式"
    return renamed + "。"


def _settings_faults(name: str, parts: Mapping[str, bytes]) -> Iterator[TemplateFault]:
    """Odd and even pages: the switch of the document and what its sections say must agree."""
    root = parse(parts["word/document.xml"])
    switched = "word/settings.xml" in parts and any(
        e.get(w("val"), "1") not in ("0", "false", "off")
        for e in parse(parts["word/settings.xml"]).iter(w("evenAndOddHeaders"))
    )
    references = [r for s in root.iter(w("sectPr")) for r in s.iter(w("headerReference"), w("footerReference"))]
    even = [r for r in references if r.get(w("type")) == "even"]
    kind: FaultKind = "setting"
    if even and not switched:
        todo = "请在 Word 的“页眉和页脚”里勾上“奇偶页不同”。"
        yield TemplateFault(
            name, "页眉页脚", 0, "", "写了双页的页眉页脚,但是没有打开“奇偶页不同”,双页会印成单页的", todo, kind
        )
    if switched and not even and references:
        todo = "请补上双页的页眉页脚,或取消“奇偶页不同”。"
        yield TemplateFault(
            name, "页眉页脚", 0, "", "打开了“奇偶页不同”,却没有双页的页眉页脚,双页会没有页码", todo, kind
        )
