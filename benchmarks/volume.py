"""Measure the volume: how fast a docx is built beside docxtpl sub-documents, docxcompose and pandoc, and whether its pages are right.

python benchmarks/volume.py build [PIECES]      pieces a second and peak memory of plain and rich pieces, and of the peers (those installed)
python benchmarks/volume.py pages [PIECES…]     numbers in the contents against the footers of the PDF, passes, time beside one conversion, the estimate
python benchmarks/volume.py fonts [PIECES]      the page map under each Chinese font family of this machine, lines and characters of a full page

Pieces are generated: about 3,000 characters in 40 paragraphs, 10 % documents, 30 % summaries, 60 % experiences; rich ones have a table, a picture, bold words and a note.
The check of page numbers reads the text of the PDF (poppler's pdftotext) and knows nothing of how they were written.
"""

import io
import json
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from jingyan.model.source import Office, Picture
from jingyan.model.span import Span
from jingyan.model.volume import Body, BodyBlock, BodyCell, Entry, Group, Part, VolumePlan
from jingyan.render.templates import template_dir
from jingyan.render.volume_docx import RenderedVolume, write_volume

PLACES = [
    "青禾",
    "沙洲",
    "白石",
    "河东",
    "云溪",
    "湖滨",
    "石桥",
    "双溪",
    "永丰",
    "南屏",
    "望澜",
    "临渚",
    "枫溪",
    "竹山",
]
SUBJECTS = ["校舍改造", "教师交流", "阅读推广", "营养午餐", "集团办学", "控辍保学", "信息化应用", "劳动实践", "心理健康", "课后服务"]  # fmt: skip
HEADS = ["加大投入，改善办学条件", "深化改革，激发队伍活力", "突出重点，促进教育公平", "强化督导，落实各级责任"]
CLAUSES = (
    "县里把{}摆在教育工作的前头",
    "两年来用于{}的资金有{}万元",
    "有{}所学校先行先试,其余学校随后跟上",
    "每月由分管领导到校看一次，现场解决难题",
    "学校、家庭和村里的老人都参与进来",
    "去年参加的学生达到{}人次，比上一年增加{}%",
    "乡镇中心学校带着教学点一起做,不让一所学校掉队",
    "教师说这样做不增加负担，学生说这样的课有意思",
    "问题也有，主要是地方偏远、人手不够",
    "对做得好的学校，督导评估时加分，年底拿出经费奖励",
)
NUMERALS = "一二三四五六七八九十"
SENTENCE = re.compile(r"[^。]+。")


@dataclass(frozen=True)
class Volume:
    """A plan with its bodies."""

    plan: VolumePlan
    bodies: dict[str, Body]


def make_volume(pieces: int, *, rich: bool = False, seed: int = 1) -> Volume:
    """A generated volume; equal arguments give equal volumes."""
    dice = random.Random(seed)
    entries: list[Entry] = []
    bodies: dict[str, Body] = {}
    for number in range(pieces):
        place, subject = dice.choice(PLACES), dice.choice(SUBJECTS)
        title = f"{place}县{subject}的做法和体会之{number + 1}"
        if number % 7 == 3:
            title = f"因地制宜推进{subject} 让{place}县每一所乡村学校的孩子都有好的学校可上之{number + 1}"
        entry = Entry(f"{number}.txt#1", title, f"{place}县教育局" if number % 10 >= 4 else None)
        entries.append(entry)
        bodies[entry.id] = Body(entry.id, tuple(_blocks(dice, subject, rich=rich)))
    cuts = (pieces // 10, pieces // 10 * 4)
    names = (("文件篇", entries[: cuts[0]]), ("总结篇", entries[cuts[0] : cuts[1]]), ("经验篇", entries[cuts[1] :]))
    parts = tuple(Part(name, (Group(tuple(own)),)) for name, own in names if own)
    return Volume(VolumePlan("教育工作经验交流材料汇编", parts, date="二〇二四年十一月", place="望澜"), bodies)


def _blocks(dice: random.Random, subject: str, *, rich: bool) -> list[BodyBlock]:
    blocks = [BodyBlock("paragraph", _paragraph(dice, subject, 2))]
    for section in range(4):
        blocks.append(BodyBlock("heading", f"{NUMERALS[section]}、{HEADS[section]}", level=1))
        for item in range(3):
            head = f"（{NUMERALS[item]}）抓好{subject}的第{NUMERALS[item]}件事。"
            blocks.append(BodyBlock("paragraph", head + _paragraph(dice, subject, 1), level=2, run_in=len(head)))
            blocks += [BodyBlock("paragraph", _paragraph(dice, subject, dice.choice((1, 1, 1, 2)))) for _ in range(2)]
    if rich:
        blocks[3:3] = _rich(dice, subject)
    blocks.append(BodyBlock("paragraph", "二〇二四年十月八日", signature=True))
    return blocks


def _paragraph(dice: random.Random, subject: str, sentences: int) -> str:
    return "".join(
        "，".join(_clause(dice, subject) for _ in range(dice.choice((3, 4, 4)))) + "。" for _ in range(sentences)
    )


def _clause(dice: random.Random, subject: str) -> str:
    clause = dice.choice(CLAUSES)
    slots = clause.count("{}")
    words: list[object] = [subject] if clause[:2] in ("县里", "两年") else []
    return clause.format(*words, *(dice.randint(3, 900) for _ in range(slots - len(words))))


def _rich(dice: random.Random, subject: str) -> list[BodyBlock]:
    rows = tuple(
        tuple(BodyCell(text) for text in (f"{place}镇", str(dice.randint(1, 40)), str(dice.randint(100, 3000))))
        for place in dice.sample(PLACES, 5)
    )
    head = (BodyCell("乡镇"), BodyCell("学校(所)"), BodyCell("学生(人)"))
    picture = Picture(_png(dice.randint(0, 7)), "image/png", 3_000_000, 1_200_000)
    text = _paragraph(dice, subject, 1)
    return [
        BodyBlock("paragraph", f"表1 {subject}情况"),
        BodyBlock("table", rows=(head, *rows)),
        BodyBlock("picture", picture=picture),
        BodyBlock("paragraph", text, bold=(Span(0, 4),), notes=((len(text), "据县教育局统计。"),)),
    ]


def _png(colour: int) -> bytes:
    from struct import pack
    from zlib import compress, crc32

    def chunk(kind: bytes, data: bytes) -> bytes:
        return pack(">I", len(data)) + kind + data + pack(">I", crc32(kind + data))

    width, height = 300, 120
    rows = (b"\0" + bytes((colour * 30, 120, 200 - colour * 20)) * width) * height
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) + chunk(
        b"IDAT", compress(rows)
    ) + chunk(b"IEND", b"")  # fmt: skip


# ---- build -----------------------------------------------------------------------------------------------------------


def ours(volume: Volume) -> bytes:
    """The docx by the editable template `jiangxi`, page numbers estimated."""
    rendered, _ = write_volume(volume.plan, volume.bodies, template_dir("jiangxi"), office=None, want_pdf=False)
    return rendered.docx


def ours_without_pages(volume: Volume) -> bytes:
    """The same docx before its pages are known: what is built when LibreOffice measures them."""
    from jingyan.render.templates import read_template
    from jingyan.render.volume_docx import _draft

    draft, _ = _draft(volume.plan, volume.bodies, read_template(template_dir("jiangxi")))
    return draft.filled({})


def docxtpl_subdocuments(volume: Volume) -> bytes:
    """Each piece a docxtpl sub-document filled with python-docx, in a template with one loop."""
    from docx import Document
    from docxtpl import DocxTemplate

    skeleton = Document()
    for line in ("{%p for piece in pieces %}", "{{ piece.title }}", "{{p piece.body }}", "{%p endfor %}"):
        skeleton.add_paragraph(line)
    file = io.BytesIO()
    skeleton.save(file)
    template = DocxTemplate(io.BytesIO(file.getvalue()))
    pieces = []
    for entry in volume.plan.entries:
        sub = template.new_subdoc()
        _fill(sub, volume.bodies[entry.id])
        pieces.append({"title": entry.title, "body": sub})
    template.render({"pieces": pieces})
    out = io.BytesIO()
    template.save(out)
    return out.getvalue()


def _fill(document: object, body: Body) -> None:
    for block in body.blocks:
        if block.kind == "table":
            table = document.add_table(len(block.rows), len(block.rows[0]))  # type: ignore[attr-defined]
            for row, cells in zip(table.rows, block.rows, strict=True):
                for cell, given in zip(row.cells, cells, strict=True):
                    cell.text = given.text
        elif block.kind == "picture" and block.picture:
            document.add_paragraph().add_run().add_picture(io.BytesIO(block.picture.data))  # type: ignore[attr-defined]
        else:
            document.add_paragraph(block.text)  # type: ignore[attr-defined]


def docxcompose(volume: Volume) -> bytes:
    """Each piece a docx of its own (not counted), appended to the first by docxcompose."""
    from docx import Document
    from docxcompose.composer import Composer

    documents = []
    for entry in volume.plan.entries:
        document = Document()
        document.add_heading(entry.title, 1)
        _fill(document, volume.bodies[entry.id])
        documents.append(document)
    begin = time.process_time()
    composer = Composer(documents[0])
    for document in documents[1:]:
        composer.append(document)
    out = io.BytesIO()
    composer.save(out)
    _COUNTED["docxcompose"] = time.process_time() - begin
    return out.getvalue()


_COUNTED: dict[str, float] = {}


def pandoc(volume: Volume) -> bytes:
    """One Markdown text to docx with a contents list."""
    lines: list[str] = []
    for part in volume.plan.parts:
        lines += [f"# {part.name}", ""]
        for entry in part.entries:
            lines += [f"## {entry.title}", ""]
            for block in volume.bodies[entry.id].blocks:
                if block.kind == "heading":
                    lines += [f"### {block.text}", ""]
                elif block.text:
                    lines += [block.text, ""]
    with tempfile.TemporaryDirectory() as name:
        out = Path(name) / "out.docx"
        command = ["pandoc", "-f", "markdown", "-o", str(out), "--toc"]
        subprocess.run(command, input="\n".join(lines).encode(), check=True)
        return out.read_bytes()


WAYS: dict[str, Callable[[Volume], bytes]] = {
    "ours": ours,
    "unnumbered": ours_without_pages,
    "docxtpl": docxtpl_subdocuments,
    "docxcompose": docxcompose,
    "pandoc": pandoc,
}
SLOW = {"docxtpl": 60, "docxcompose": 60}  # pieces given to the slow ones; their rate falls with more


def one_build(way: str, pieces: int, *, rich: bool) -> None:
    """In a process of its own: make the volume, build it, print seconds and peak memory as JSON."""
    volume = make_volume(pieces, rich=rich)
    if way in ("ours", "unnumbered", "docxtpl"):  # styles and libraries are loaded once a process
        WAYS[way](make_volume(2, rich=rich))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    begin = time.process_time()
    docx = WAYS[way](volume)
    seconds = _COUNTED.get(way, time.process_time() - begin)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds += after.ru_utime + after.ru_stime - children.ru_utime - children.ru_stime
    peak = max(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, after.ru_maxrss) / 1024
    print(json.dumps({"seconds": seconds, "peak": peak, "before": before / 1024, "bytes": len(docx)}))


def build(pieces: int) -> None:
    """Every way side by side, plain and rich pieces."""
    for rich in (False, True):
        print(f"{'rich' if rich else 'plain'} pieces")
        for way in WAYS:
            if way == "pandoc" and (rich or not shutil.which("pandoc")):
                continue
            count = min(pieces, SLOW.get(way, pieces))
            command = [sys.executable, __file__, "one", way, str(count), str(int(rich))]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                print(f"  {way:12} not measured: {done.stderr.strip().splitlines()[-1:]}")
                continue
            found = json.loads(done.stdout)
            rate = count / found["seconds"]
            print(
                f"  {way:12} {count:5} pieces {found['seconds']:7.2f} CPU s {rate:8.0f}/s  peak {found['peak']:.0f} MB"
            )


# ---- pages -----------------------------------------------------------------------------------------------------------


@dataclass
class Counting:
    """An office program that counts its conversions and their seconds."""

    office: Office
    times: int = 0
    seconds: float = 0.0

    @property
    def name(self) -> str:
        """As the program's."""
        return self.office.name

    def convert(self, files: Sequence[Path], to: str, out_dir: Path) -> dict[Path, Path]:
        """As the program's, counted."""
        begin = time.perf_counter()
        done = self.office.convert(files, to, out_dir)
        self.times += 1
        self.seconds += time.perf_counter() - begin
        return done


FOOTER = re.compile(r"[—–-]\s*(\d+)\s*[—–-]")


def printed_pages(pdf: bytes) -> list[tuple[str, int | None]]:
    """(text without blanks, number printed in the footer or None) of every side of the PDF."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        done = subprocess.run(["pdftotext", "-layout", file.name, "-"], capture_output=True, text=True, check=True)
    sides: list[tuple[str, int | None]] = []
    for side in done.stdout.split("\f"):
        lines = [line.strip() for line in side.splitlines() if line.strip()]
        footer = FOOTER.fullmatch(lines[-1]) if lines else None
        sides.append((re.sub(r"\s+", "", side), int(footer[1]) if footer else None))
    return sides


def contents_numbers(sides: Sequence[tuple[str, int | None]], titles: Sequence[str]) -> dict[str, int]:
    """The number that stands behind each title in the contents, read from the sides before the first numbered one."""
    first = next(i for i, (_, number) in enumerate(sides) if number is not None)
    text = "".join(re.sub(r"—[IVXLC]+—", "", words) for words, _ in sides[:first])
    found: dict[str, int] = {}
    at = 0
    for title in titles:
        plain = re.sub(r"\s+", "", title)
        place = text.find(plain, at)
        match = re.compile(r"[^.…·]{0,40}?[.…·]{2,}[^\d.…·]{0,40}(\d+)").match(text, place + len(plain))
        if place >= 0 and match:
            found[title] = int(match[1])
            at = match.end()
    return found


def starts(sides: Sequence[tuple[str, int | None]], titles: Sequence[str]) -> dict[str, int]:
    """The footer of the side on which each title stands at the top."""
    found: dict[str, int] = {}
    for words, number in sides:
        for title in titles:
            plain = re.sub(r"\s+", "", title)
            if number is not None and plain in words[: len(plain) + 4]:
                found.setdefault(title, number)
    return found


def measured(volume: Volume, office: Office) -> tuple[RenderedVolume, Counting, float]:
    """The volume with measured pages, the counted conversions, and the seconds of the whole."""
    counting = Counting(office)
    begin = time.perf_counter()
    rendered, problems = write_volume(
        volume.plan, volume.bodies, template_dir("jiangxi"), office=counting, want_pdf=True
    )
    for problem in problems:
        print("  ", problem.code, problem.message)
    return rendered, counting, time.perf_counter() - begin


def pages(counts: Sequence[int]) -> None:
    """Right numbers, passes, time beside one conversion of the same file, and how near the estimate is."""
    from jingyan.executors.office import find_office

    office = find_office()
    if office is None:
        sys.exit("LibreOffice is not here")
    for count in counts:
        volume = make_volume(count)
        rendered, counting, seconds = measured(volume, office)
        with tempfile.TemporaryDirectory() as name:
            file = Path(name) / "volume.docx"
            file.write_bytes(rendered.docx)
            begin = time.perf_counter()
            office.convert([file], "pdf", Path(name) / "out")
            once = time.perf_counter() - begin
        titles = [e.title for e in volume.plan.entries]
        sides = printed_pages(rendered.pdf or b"")
        said, there = contents_numbers(sides, titles), starts(sides, titles)
        right = sum(t in said and said[t] == there.get(t) for t in titles)
        print(f"{count} pieces, {len(sides)} sides: {right} of {len(titles)} entries carry the printed number")
        print(
            f"  {counting.times} conversions, {seconds:.1f} s in all; one conversion of the result {once:.1f} s: {seconds / once:.2f}×"
        )
        estimated, _ = write_volume(volume.plan, volume.bodies, template_dir("jiangxi"), office=None, want_pdf=False)
        same = same_lengths(rendered, estimated)
        print(f"  estimate: page count right for {same} of {count} pieces ({same / count:.1%})")


def same_lengths(left: RenderedVolume, right: RenderedVolume) -> int:
    """How many pieces fill the same number of pages in both: the distance to the next piece's page, part pages aside."""
    a, b = ([*dict(v.pages.pages).values(), v.pages.total + 1] for v in (left, right))
    return sum(x2 - x1 == y2 - y1 for x1, x2, y1, y2 in zip(a, a[1:], b, b[1:], strict=False))


# ---- fonts -----------------------------------------------------------------------------------------------------------


def fonts(count: int) -> None:
    """The page map with one Chinese family at a time."""
    import jingyan.executors.office as room
    from jingyan.executors.office import find_office

    office = find_office()
    volume = make_volume(count)
    maps: dict[str, dict[str, int]] = {}
    for family, files in _families().items():
        with tempfile.TemporaryDirectory() as name:
            rules = Path(name) / "fonts.conf"
            rules.write_text(_only(files), encoding="utf-8")
            room.font_rules = lambda _folder, rules=rules: {"FONTCONFIG_FILE": str(rules)}  # type: ignore[assignment]
            rendered, _, _ = measured(volume, office)  # type: ignore[arg-type]
        maps[family] = dict(rendered.pages.pages)
        lines, characters = full_page(rendered.pdf or b"")
        print(
            f"{family:24} last piece on {max(maps[family].values(), default=0)}, {lines} lines × {characters} characters"
        )
    first = next(iter(maps.values()))
    for family, found in maps.items():
        same = sum(found.get(i) == page for i, page in first.items())
        print(f"{family:24} {same} of {len(first)} entries on the same page as with the first family")


def full_page(pdf: bytes) -> tuple[int, int]:
    """The most lines of body text on a side and the most full-width characters in a line, by the places of the characters."""
    import pdfplumber

    most_lines = most_characters = 0
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        for page in document.pages[8:40]:
            rows: dict[int, int] = {}
            for char in page.chars:
                if abs(char["size"] - 16) < 0.5 and "\u3000" <= char["text"] <= "\uffef":
                    rows[round(char["top"] / 3)] = rows.get(round(char["top"] / 3), 0) + 1
            most_lines = max(most_lines, len(rows))
            most_characters = max(most_characters, *rows.values(), 0) if rows else most_characters
    return most_lines, most_characters


def _families() -> dict[str, list[str]]:
    listed = subprocess.run(["fc-list", ":lang=zh-cn", "file", "family"], capture_output=True, text=True, check=True)
    found: dict[str, list[str]] = {}
    for line in sorted(listed.stdout.splitlines()):
        file, _, family = line.partition(": ")
        for wanted in ("AR PL UKai", "AR PL UMing", "Noto Serif CJK", "Noto Sans CJK", "LXGW WenKai", "WenQuanYi"):
            if family.startswith(wanted):
                found.setdefault(wanted, []).append(file)
    return found


def _only(files: Sequence[str]) -> str:
    """Rules of fontconfig under which the machine's other Chinese fonts do not exist."""
    from jingyan.executors.fonts import _rules

    others = sorted({file for own in _families().values() for file in own} - set(files))
    globs = "".join(f"<glob>{file}</glob>" for file in others)
    rules = _rules(Path("/etc/fonts/fonts.conf"))
    return rules.replace("</fontconfig>", f"<selectfont><rejectfont>{globs}</rejectfont></selectfont></fontconfig>")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["one", way, pieces, rich]:
            one_build(way, int(pieces), rich=rich == "1")
        case ["build", *given]:
            build(int(given[0]) if given else 1000)
        case ["pages", *given]:
            pages([int(g) for g in given] or [50, 300, 1000])
        case ["fonts", *given]:
            fonts(int(given[0]) if given else 50)
        case _:
            sys.exit(__doc__)
