"""Rules about single characters and marks: pinyin, blanks between characters, compatibility forms, unseen characters, anti-copy marks, escaped HTML."""

import re
import unicodedata
from collections.abc import Iterator

from jingyan.clean.draft import HAN, IS_HAN, Draft, Line, by_rows
from jingyan.model.cleaning import Edit
from jingyan.zh.printable import UNPRINTABLE

# So many annotated characters in a row are a teaching text, which annotates every one; injected pinyin is scattered (facts of intake, rows 1-4).
TAUGHT = 4
# A line is spaced out when it has this many gaps and nearly every two Han characters are apart; in a text that is spaced out as a whole shorter lines count too.
GAPS, FEW_GAPS, SPACED = 8, 2, 0.6

_COMPATIBILITY = re.compile("[\uf900-\ufaff\U0002f800-\U0002fa1f]")
_GAP = re.compile(f"(?<=[{HAN}])[ \u00a0\u3000\u2002\u2003]+(?=[{HAN}])")
_MARK_GAP = re.compile(
    f"(?<=[{HAN}，。、；：！？”’）》])[ \u00a0\u3000\u2002\u2003]+(?=[{HAN}，。、；：！？“‘（《”’）》])"
)
_APOSTROPHE = re.compile(f"(?<=[{HAN}])'(?=[{HAN}])")
_LATIN = re.compile("[A-Za-z0-9]")
# A heading that its text follows on the same line: so long at most, behind it so much text with a mark in it.
HEADING, BEHIND = 32, 24
_HEADING = re.compile(
    r"(?:^|[\r\n。；;：:!！] ?)(?:[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）]|\d{1,2}[.、．])[^\r\n。，,；;：:！!？?]{3,28}$"
)
_CLAUSE_MARK = re.compile("[，,。；;：:]")
_QUOTED_TWICE = re.compile("“(“)[^“”\r\n]{1,30}”(”)")
_PINYIN_KIND, _NOISE_KIND = "pinyin", "noise_char"


def pinyin(draft: Draft) -> Iterator[Edit]:
    """Pinyin injected after some characters; a run of annotated characters is the text's own."""
    found = [*by_rows(draft, "pinyin"), *_boilerplate(draft, "pinyin", _PINYIN_KIND, None)]
    found = sorted({edit.span: edit for edit in found}.values(), key=lambda edit: edit.span)
    run: list[Edit] = []
    for edit in found:
        if run and edit.span.start != run[-1].span.end + 1:
            yield from run if _injected(draft, run) else ()
            run = []
        run.append(edit)
    yield from run if _injected(draft, run) else ()


def _injected(draft: Draft, run: list[Edit]) -> bool:
    """A teaching text annotates every character; websites that turn a text into traditional characters annotate just those that change: 實(shí)際(jì)開(kāi)發(fā)."""
    if len(run) < TAUGHT:
        return True
    text, read = draft.source.text, draft.reading
    return all(text[i] != read[i] for i in (edit.span.start - 1 for edit in run))


def spaced_out(draft: Draft) -> Iterator[Edit]:
    """Blanks between Han characters in lines that are spaced out, and those that a page join left inside a word."""
    lines = [line for line in draft.lines if not line.in_table]
    counts = [(len(_GAP.findall(line.text)), len(IS_HAN.findall(line.text))) for line in lines]
    whole = sum(gaps for gaps, _ in counts) >= SPACED * max(1, sum(max(0, han - 1) for _, han in counts))
    for line, (gaps, han) in zip(lines, counts, strict=True):
        if gaps >= (FEW_GAPS if whole else GAPS) and gaps >= SPACED * (han - 1):
            yield from (_in_line(draft, line, m.start(), m.end()) for m in _MARK_GAP.finditer(line.text))
    yield from _boilerplate(draft, "spaced_out", _NOISE_KIND, "spaced-out")
    for edit in _boilerplate(draft, "spaced_out", _NOISE_KIND, "page-join"):
        if not _ends_heading(draft, edit):
            yield edit


def _ends_heading(draft: Draft, edit: Edit) -> bool:
    """Whether the blank parts a heading from the text on its line: 二、主要做法 一年来,全县…"""
    before = draft.reading[max(0, edit.span.start - HEADING) : edit.span.start]
    behind = draft.reading[edit.span.end : edit.span.end + BEHIND].split("\n")[0]
    return bool(_HEADING.search(before)) and len(behind) == BEHIND and bool(_CLAUSE_MARK.search(behind))


def compatibility(draft: Draft) -> Iterator[Edit]:
    """CJK compatibility ideographs as the plain characters they stand for. NFC does it and leaves ㎡ ① № alone; NFKC would not."""
    for match in _COMPATIBILITY.finditer(draft.source.text):
        plain = unicodedata.normalize("NFC", match.group())
        if plain != match.group():
            yield draft.edit("compatibility", match.start(), match.end(), plain)


def invisible(draft: Draft) -> Iterator[Edit]:
    """Private-use characters, zero-width ones, soft hyphens, byte order marks, controls."""
    for match in UNPRINTABLE.finditer(draft.source.text):
        yield draft.edit("invisible", match.start(), match.end())


def stray_mark(draft: Draft) -> Iterator[Edit]:
    """Anti-copy marks inside a clause: 学校的.整体. An apostrophe only where it is the only one of its line (two may be quotation marks)."""
    yield from by_rows(draft, "stray_mark")
    for line in draft.lines:
        for match in _APOSTROPHE.finditer(line.text):
            if line.text.count("'") == 1:
                yield _in_line(draft, line, match.start(), match.end(), "stray_mark")
    for edit in _boilerplate(draft, "stray_mark", _NOISE_KIND, "anti-copy-mark"):
        if "'" not in edit.before:
            yield edit


def doubled_mark(draft: Draft) -> Iterator[Edit]:
    """The second of two marks: ,; and 。。 (the first one stays); quotation marks set twice: ““甲””."""
    yield from by_rows(draft, "doubled_mark")
    for match in _QUOTED_TWICE.finditer(draft.source.text):
        yield from (draft.edit("doubled_mark", *match.span(n)) for n in (1, 2))
    yield from _boilerplate(draft, "doubled_mark", _NOISE_KIND, "doubled-mark")


def office_html(draft: Draft) -> Iterator[Edit]:
    """HTML of an office program that was pasted as text; a blank of it stays a blank only where one may stand: beside a letter or digit."""
    for edit in by_rows(draft, "office_html"):
        start, end = edit.span.start, edit.span.end
        around = draft.reading[max(0, start - 1) : start] + draft.reading[end : end + 1]
        yield draft.edit("office_html", start, end, edit.after if _LATIN.search(around) else "")


def _in_line(draft: Draft, line: Line, start: int, end: int, rule: str = "spaced_out") -> Edit:
    return draft.edit(rule, line.start + start, line.start + end)


def _boilerplate(draft: Draft, rule: str, kind: str, row: str | None) -> Iterator[Edit]:
    """What segmentation found of the same dirt; characters that were lost stay to be reported."""
    for item in draft.outline.boilerplate:
        if item.kind == kind and row in (None, item.rule) and "\ufffd" not in item.span.of(draft.source.text):
            yield draft.edit(rule, item.span.start, item.span.end)
