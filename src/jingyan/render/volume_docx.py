"""VolumePlan and bodies to the finished docx with right page numbers, and its PDF."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from jingyan.model.problem import JingyanError, Problem
from jingyan.model.source import Office
from jingyan.model.volume import NO_MATTER, Body, Entry, Matter, PageMap, Part, VolumePlan
from jingyan.render.contents_check import contents_faults
from jingyan.render.docx_body import BodyFrame, Gathered, body_styles, body_xml, note_xml
from jingyan.render.docx_contents import PAGE_BEGIN, PAGE_END, ContentsLook, anchor, contents_xml, entry_text, mark
from jingyan.render.docx_finish import finish, sections, serialize
from jingyan.render.docx_look import Styles, parse, read_styles, w
from jingyan.render.docx_package import read_parts, steady, with_notes, with_pictures, write_parts
from jingyan.render.docx_running import PartPlace, RunningPart, with_running_heads
from jingyan.render.docx_splice import placeholder, spliced
from jingyan.render.docx_text import Xml, printable
from jingyan.render.estimate import estimate_pages, type_area
from jingyan.render.measure import PrintedPdf, to_pdf
from jingyan.render.template_text import ready, words
from jingyan.render.templates import EntryStyle, VolumeTemplate, read_template
from jingyan.render.volume_matter import matter_tags, plain_contents
from jingyan.render.volume_tags import FILTERS, PartTags, PieceTags, chinese_number, volume_tags

if TYPE_CHECKING:
    from lxml.etree import _Element

_DOCUMENT = "word/document.xml"


@dataclass(frozen=True, slots=True)
class RenderedVolume:
    """The volume as files: `docx` bytes, `pdf` bytes of exactly this docx or None, and the page numbers printed in its contents."""

    docx: bytes
    pdf: bytes | None
    pages: PageMap


@dataclass(frozen=True, slots=True)
class _Draft:
    """The volume with page marks instead of numbers and placeholders instead of bodies: its parts, the bodies and the bookmark number of each entry id in order,
    and what the estimate needs: the root of the document part, styles, notes.
    """

    parts: Mapping[str, bytes]
    bodies: Mapping[int, bytes]
    numbers: Mapping[str, int]
    first: str
    root: "_Element"
    styles: Styles
    notes: Mapping[int, str]

    def filled(self, pages: Mapping[int, int]) -> bytes:
        """The docx with `pages` (bookmark number → printed number) as the cached contents."""
        pattern = re.compile(f"{PAGE_BEGIN}(\\d+){PAGE_END}".encode())
        document = pattern.sub(lambda m: str(pages.get(int(m[1]), "")).encode(), self.parts[_DOCUMENT])
        return write_parts({**self.parts, _DOCUMENT: spliced(document, self.bodies)})

    def printed(self, sides: Mapping[str, int]) -> dict[int, int]:
        """Printed number of each bookmark from the sides bookmarks lie on: 1 is where the first piece begins."""
        start = sides.get(self.first, 0)
        return {n: sides[anchor(n)] - start + 1 for n in self.numbers.values() if anchor(n) in sides}


def write_volume(
    plan: VolumePlan,
    bodies: Mapping[str, Body],
    template: Path,
    *,
    office: Office | None,
    want_pdf: bool,
    matter: Matter = NO_MATTER,
) -> tuple[RenderedVolume, tuple[Problem, ...]]:
    """The finished volume in the style of `template` (a folder with volume.docx, or a docx); `matter` stands before and behind the pieces.

    Page numbers are measured with `office`, where it can print Chinese; otherwise they are estimated and a Problem says so.
    The docx is the same for the same input. Raises JingyanError (2) for a template that cannot be used.
    """
    style = read_template(template)
    draft, problems = _draft(plan, bodies, style, matter)
    if office and plan.entries and style.numbers:
        measured = _measured(draft, plan, office, problems)
        if measured is not None:
            return replace(measured, pdf=measured.pdf if want_pdf else None), tuple(problems)
    sides, count = estimate_pages(draft.root, draft.bodies, draft.styles, draft.notes)
    guess = draft.printed(sides)
    if style.numbers:
        _tell_estimate(problems, office)
    docx = draft.filled(guess)
    pdf = to_pdf(docx, office) if office and want_pdf else None
    total = count - sides.get(draft.first, 0) if style.numbers else 0
    pages = _page_map(draft, guess, total, measured=False)
    return RenderedVolume(docx, pdf, pages), tuple(problems)


def _page_map(draft: _Draft, pages: Mapping[int, int], total: int, *, measured: bool) -> PageMap:
    return PageMap(tuple((i, pages[n]) for i, n in draft.numbers.items() if n in pages), measured, total)


def _measured(draft: _Draft, plan: VolumePlan, office: Office, problems: list[Problem]) -> RenderedVolume | None:
    """The volume with the numbers that its PDF shows; None (and a Problem) when they cannot be measured.

    One pass is enough where the office program fills in the numbers by itself; what the PDF's contents list says is read back and compared, and a second
    pass with the numbers of the first is made only where it differs.
    """
    pages: dict[int, int] = {}
    for last in (False, True):
        docx = draft.filled(pages)
        pdf = to_pdf(docx, office)
        if pdf is None:
            message = f"{office.name} 没有转出 PDF,目录页码只能估算"
            hint = "请看磁盘空间,或关掉别的 LibreOffice 再试一次。"
            problems.append(Problem("volume.no_pdf", "warning", "", message, hint))
            return None
        with PrintedPdf(pdf) as printed:
            if not printed.has_chinese_font():
                message = "这台机器没有中文字体,排出的页数不对,目录页码只能估算"
                hint = "请安装中文字体(如 fonts-noto-cjk 或仿宋、黑体、楷体)后重新编排。"
                problems.append(Problem("volume.no_font", "warning", "", message, hint))
                return None
            sides, count = printed.bookmarks(), len(printed)
            pages = draft.printed(sides)
            differing = contents_faults(printed, plan.entries, draft.numbers, pages, sides)
        if not differing or last:
            break
    problems += differing
    page_map = _page_map(draft, pages, count - sides.get(draft.first, 0), measured=True)
    return RenderedVolume(draft.filled(pages), pdf, page_map)


def _tell_estimate(problems: list[Problem], office: Office | None) -> None:
    known = "" if office else ",因为没有找到 LibreOffice"
    hint = "请在 Word 或 WPS 里打开汇编,点目录后按 F9 更新页码"
    hint += "。" if office else ";或者安装 LibreOffice 后重新编排。"
    problems.append(Problem("volume.estimated", "warning", "", f"目录页码是估算的{known},可能差一两页", hint))


def _draft(
    plan: VolumePlan, bodies: Mapping[str, Body], template: VolumeTemplate, matter: Matter = NO_MATTER
) -> tuple[_Draft, list[Problem]]:
    parts = read_parts(template.docx.read_bytes())
    styles = read_styles(parts["word/styles.xml"])
    found, missing = body_styles(styles)
    area = _type_area(parts[_DOCUMENT])
    gathered = Gathered()
    gathered.problems += [_missing_style(template, name) for name in missing]
    frame = BodyFrame(found, *area)
    numbers: dict[str, int] = {}
    part_numbers: list[tuple[int, str, Part]] = []
    tags: list[PartTags] = []
    made: dict[int, bytes] = {}
    for at, part in enumerate(plan.parts, 1):
        count = len(numbers) + len(part_numbers) + 1
        name = f"{chinese_number(at)}、{printable(part.name)}"
        part_numbers.append((count, name, part))
        pieces = []
        for entry in part.entries:
            number = numbers[entry.id] = len(numbers) + len(part_numbers) + 1
            if template.numbers:
                made[number] = _body(entry, bodies, frame, gathered)
            pieces.append(_piece_tags(entry, number))
        tags.append(PartTags(chinese_number(at), printable(part.name), tuple(pieces), Xml(mark(count, name, 1))))
    look = _contents_look(styles, template.entry_style, area[0])
    contents = contents_xml(part_numbers, numbers, look) if template.numbers else plain_contents(part_numbers, look)

    def around(body: Body, number: int) -> None:
        made[number] = body_xml(body, frame, gathered).encode()

    context = {"volume": volume_tags(plan), "parts": tags, "contents": Xml(contents), "part": RunningPart()}
    context |= matter_tags(matter, styles, numbers if template.numbers else {}, around)
    rendered = read_parts(_render(template, context))
    first = anchor(min(numbers.values())) if numbers else ""
    root = finish(rendered[_DOCUMENT], first)
    with_running_heads(
        rendered,
        root,
        [PartPlace(anchor(n), t.number, t.name) for (n, _, _), t in zip(part_numbers, tags, strict=True)],
    )
    rendered[_DOCUMENT] = serialize(root)
    with_pictures(rendered, gathered.pictures)
    notes = dict(enumerate(gathered.notes, 1))
    with_notes(rendered, "".join(note_xml(n, text, found) for n, text in notes.items()))
    if template.numbers:
        gathered.problems += _lost_marks(template, root, numbers)
    return _Draft(steady(rendered), made, numbers, first, root, styles, notes), gathered.problems


def _body(entry: Entry, bodies: Mapping[str, Body], frame: BodyFrame, gathered: Gathered) -> bytes:
    body = bodies.get(entry.id)
    if body is None or not body.blocks:
        source = entry.id.rpartition("#")[0]
        message = f"《{entry.title}》没有正文可印,汇编里只有题目"
        gathered.problems.append(Problem("volume.no_body", "warning", source, message, "请看来稿是否完整。"))
        body = Body(entry.id, ())
    return body_xml(body, frame, gathered).encode()


def _piece_tags(entry: Entry, number: int) -> PieceTags:
    return PieceTags(
        printable(entry.title),
        printable(entry.subtitle),
        printable(entry.organisation or ""),
        Xml(mark(number, entry_text(entry), 2)),
        Xml(placeholder(number)),
    )


def _contents_look(styles: Styles, entry_style: EntryStyle, room: float) -> ContentsLook:
    normal = styles.id("normal") or ""
    entry = styles.id("toc 2") or normal
    return ContentsLook(
        styles.id("toc 1") or entry,
        styles.id("目录组") or entry,
        entry,
        styles.id("目录单位条目") or entry,
        entry_style,
        room,
        styles.look(entry),
    )


def _type_area(document: bytes) -> tuple[int, int]:
    """Width and height in twips of the section of the template that the pieces are set in; of its last one where it names no body."""
    section, found = None, False
    for blocks, section in sections(parse(document)[0]):  # noqa: B007
        if any("piece.body" in "".join(words(p)) for block in blocks for p in block.iter(w("p"))):
            found = True
            break
    if not found:
        section = next(reversed(list(parse(document).iter(w("sectPr")))), None)
    if section is None:
        return 8845, 12756
    width, height = type_area(section)
    return int(width), int(height)


def _render(template: VolumeTemplate, context: Mapping[str, object]) -> bytes:
    """The template filled by docxtpl; its own errors are retold with the template's name."""
    from docxtpl import DocxTemplate
    from jinja2 import Environment, StrictUndefined, TemplateSyntaxError, UndefinedError

    environment = Environment(undefined=StrictUndefined, autoescape=True)
    environment.filters.update(FILTERS)
    document = DocxTemplate(BytesIO(write_parts(ready(read_parts(template.docx.read_bytes())))))
    try:
        document.render(dict(context), environment)
    except UndefinedError as error:
        raise JingyanError(
            str(template.docx),
            "模板里有不认识的标记",
            known=_unknown_tag(str(error)),
            todo="请对照模板说明 README.md 改正",
        ) from error
    except TemplateSyntaxError as error:
        raise JingyanError(
            str(template.docx), "模板里的标记写得不完整", known=str(error), todo="请检查 {{ }} 和 {% %} 是否成对"
        ) from error
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _unknown_tag(message: str) -> str:
    """The name jinja complains about, with the nearest one there is."""
    names = re.findall(r"'([^']+)'", message)
    name = names[-1] if names else message
    known = [*PieceTags.__slots__, *PartTags.__slots__, "volume", "parts", "contents", *_VOLUME_TAGS]
    near = get_close_matches(name, known, 1)
    return f"{name}(是不是 {near[0]}?)" if near else name


_VOLUME_TAGS = ("title", "event", "word", "subtitle", "organizer", "place", "date", "imprint")


def _missing_style(template: VolumeTemplate, name: str) -> Problem:
    message = f"模板里没有样式“{name}”,用正文样式代替了"
    return Problem("volume.style", "warning", template.docx.name, message, "请在模板里建立这个样式。")


def _lost_marks(template: VolumeTemplate, root: "_Element", numbers: Mapping[str, int]) -> Iterable[Problem]:
    there = {b.get(w("name")) for b in root.iter(w("bookmarkStart"))}
    if any(anchor(n) not in there for n in numbers.values()):
        message = "模板的篇题里缺少 {{r piece.mark }},目录找不到各篇的页码"
        yield Problem(
            "volume.no_mark", "warning", template.docx.name, message, "请在篇题那一行的末尾补上 {{r piece.mark }}。"
        )
